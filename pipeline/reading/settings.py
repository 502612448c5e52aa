"""What a user writes beside the articles (``metadata.csv``, ``aliases.csv``, ``corrections.csv``), read as any CSV."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.reading.delimited import read_rows
from pipeline.reading.formats import Source, UnreadableError, guarded
from pipeline.reading.rows import Row, header
from pipeline.records import Problem


@dataclass(slots=True)
class Settings:
    """The columns of such a file, its good rows with their lines, and what is wrong with it."""

    names: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_settings(path: Path, *, padded: bool = False) -> Settings:
    """Read a file of settings in whatever encoding and with whatever delimiter; nothing where there is none.

    ``padded`` takes a row that leaves out its last cells, which are empty then.
    """
    found = Settings()
    if not os.path.lexists(path):
        return found
    source = Source(path=path.name, article_id="", open=lambda: path.open("rb"))
    for item in guarded(source, _rows(source, path, found)):
        if isinstance(item, Problem):
            found.problems.append(item)
            continue
        line, cells = item
        if isinstance(cells, list) and padded:
            cells += [""] * (len(found.names) - len(cells))
        if isinstance(cells, list) and len(cells) == len(found.names):
            found.rows.append((line, cells))
        else:
            error = cells if isinstance(cells, str) else f"{len(cells)} cellules au lieu de {len(found.names)}"
            found.problems.append(source.problem("bad-row", line=line, error=error))
    return found


def _rows(source: Source, path: Path, found: Settings) -> Iterator[Row]:
    """Yield the rows below the header, whose names are put into ``found``."""
    if not path.is_file():  # a pipe would never end
        raise UnreadableError("not-a-file")
    with source.open() as handle:
        rows = read_rows(handle, source.path, ragged=True)
        found.names = header(rows)
        yield from rows
