"""Rows of a table of articles, whatever file they come from."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from pipeline.articles import Article
from pipeline.reading.clean_text import cell_text
from pipeline.reading.columns import guess_columns, overlooked, plain_name
from pipeline.reading.fields import article_of, is_address
from pipeline.reading.formats import Source, UnreadableError
from pipeline.reading.publication import parse_day
from pipeline.records import Problem

# ``(line, cells)`` of a row, or ``(line, what is wrong)`` for a malformed one.
Row = tuple[int, list[str] | str]
# Rows that are looked at to know what a table is like.
LOOKED_AT = 20
# Names of columns that a problem tells, and characters of each.
MOST_SHOWN, LONGEST_SHOWN = 30, 60


def header(rows: Iterator[Row]) -> list[str]:
    """Return the names of the columns, taken off the rows; raise ``UnreadableError`` where there are none."""
    _, names = next(rows, (0, []))
    if not names:
        raise UnreadableError("empty-file")
    if isinstance(names, str):
        raise UnreadableError("bad-row", line=1, error=names)
    return [name.strip() for name in names]


def no_text_column(names: Sequence[str]) -> UnreadableError:
    """Return that no column holds texts; the first names are told, each cut where it is long."""
    shown = [f"{name[:LONGEST_SHOWN]}…" if len(name) > LONGEST_SHOWN else name for name in names[:MOST_SHOWN]]
    more = ", …" if len(names) > MOST_SHOWN else ""
    return UnreadableError("no-text-column", columns=", ".join(shown) + more)


def articles_of_rows(source: Source, rows: Iterator[Row], *, prefix: str = "") -> Iterator[Article | Problem]:
    """Yield one article a row, the header first; ``prefix`` opens the key of each.

    A header that is one cell short is that of a table of R, which names its rows: they are the ids.
    """
    names = header(rows)
    first = list(islice(rows, LOOKED_AT))
    widths = [len(cells) for _, cells in first if isinstance(cells, list)]
    if widths and all(width == len(names) + 1 for width in widths):
        names = ["" if "id" in guess_columns(names, source.columns) else "id", *names]
    columns = guess_columns(names, source.columns)
    if "text" not in columns:
        raise no_text_column(names)
    yield from _told(source, names, columns, first)
    for position, (line, cells) in enumerate(chain(first, rows), 1):
        if isinstance(cells, str) or len(cells) != len(names):
            error = cells if isinstance(cells, str) else f"{len(cells)} cellules au lieu de {len(names)}"
            yield source.problem("bad-row", line=line, error=error)
            continue
        row = dict(zip(names, cells, strict=True))
        yield from article_of_cells(source, row, columns, position=f"{prefix}{position}", prefix=prefix)


def article_of_cells(
    source: Source, row: Mapping[str, str], columns: Mapping[str, str], *, position: str, prefix: str = ""
) -> Iterator[Article | Problem]:
    """Yield the article of one row, its cells read as text; its key is its own id, else its ``position``."""
    fields = {field: row[name] for field, name in columns.items()}
    fields["text"] = cell_text(fields["text"])
    if not fields.get("url"):
        fields["url"] = address_in(row)
    own = fields.get("id", "").strip()
    known = set(columns.values())
    extra = {n: v for n, v in row.items() if n and n not in known}
    yield from article_of(source, fields, key=f"{prefix}{own}" if own and position else position, extra=extra)


def address_in(row: Mapping[str, str]) -> str:
    """Return the address that a program wrote as the source of an article (trafilatura does)."""
    return next((value for name, value in row.items() if plain_name(name) == "source" and is_address(value)), "")


def _told(source: Source, names: Sequence[str], columns: Mapping[str, str], first: Sequence[Row]) -> Iterator[Problem]:
    """Yield a problem for each column that looks like a date or a source and is not taken."""
    for field, name in overlooked(names, columns):
        place = names.index(name)
        values = [cells[place] for _, cells in first if isinstance(cells, list) and len(cells) > place and cells[place]]
        if field == "published" and not (values and all(map(parse_day, values))):
            continue
        yield source.problem("overlooked-column", name=name, field=field)
