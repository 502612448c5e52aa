"""From what a table, a page or an export says of an article to an Article: the one place where articles are made."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from pipeline.articles import Article
from pipeline.reading.clean_text import Lines, clean_text
from pipeline.reading.credits import author_name, one_line, paper_and_edition, title_of
from pipeline.reading.decode import clean
from pipeline.reading.formats import Source
from pipeline.reading.publication import dispatch_day, parse_day
from pipeline.records import LIST_SEPARATOR, Problem

# What stands for bytes that are no character of their encoding, whether they were replaced here or before.
DAMAGED_CHARACTER = "\ufffd"


def article_of(
    source: Source,
    fields: Mapping[str, str],
    *,
    key: str = "",
    extra: Mapping[str, str] | None = None,
    lines: Lines = "any",
) -> Iterator[Article | Problem]:
    """Yield the article that these fields describe, after problems for its damaged characters, an unclear date.

    ``key`` is the name or place of the article in a file of many; ``lines`` tells what the lines of its text
    are.
    """
    key = one_line(clean(key))
    article_id = f"{source.article_id}#{key}" if key else source.article_id
    text = clean_text(fields.get("text", ""), lines)
    if not text.strip():
        yield source.problem("empty-text", article_id=article_id, key=key or source.article_id)
        return
    told = [value for name, value in fields.items() if name not in ("text", "published")]  # a bad date is told
    if damaged := damaged_in([text, *(v for v in (*told, *(extra or {}).values()) if v not in text)]):
        yield source.problem("damaged-characters", article_id=article_id, count=damaged)
    stated = clean(fields.get("published", "")).strip() or _assembled(fields)
    published = parse_day(stated) if stated else dispatch_day(text)
    if stated and published is None:
        yield source.problem("bad-date", article_id=article_id, value=one_line(stated)[:40])
        published = dispatch_day(text)
    named = clean(fields.get("source", "")).strip()
    paper, edition = paper_and_edition(host_of(named) if is_address(named) else named)
    yield Article(
        article_id=article_id,
        path=source.path,
        text=text,
        source=paper,
        edition=one_line(clean(fields.get("edition", ""))) or edition,
        title=title_of(clean(fields.get("title", "")), paper),
        author=author_name(clean(fields.get("author", ""))),
        published=published,
        url=clean(fields.get("url", "")).strip() or (named if is_address(named) else ""),
        language=clean(fields.get("language", "")).strip(),
        extra={clean(name): clean(value) for name, value in (extra or {}).items()},
    )


def damaged_in(values: Iterable[str]) -> int:
    r"""Count the damaged characters of some values.

    >>> damaged_in(["L'\ufffdt\ufffd", "L'hiver"])
    2
    """
    return sum(clean(value).count(DAMAGED_CHARACTER) for value in values)


def as_text(value: object, *, joint: str = LIST_SEPARATOR) -> str:
    """Return a value of JSON as the text of a cell; the parts of a list are joined.

    >>> as_text(["Anne Vial", {"name": "Jean Roux"}])
    'Anne Vial | Jean Roux'
    """
    if isinstance(value, list):
        return joint.join(filter(None, (as_text(v, joint=joint) for v in value)))
    if isinstance(value, dict):
        named = (value.get(name) for name in ("name", "@value", "value", "title", "text", "content"))
        return as_text(next((v for v in named if v), ""), joint=joint)
    return "" if value is None else str(value)


def is_address(value: str) -> bool:
    """Tell whether a value is an address of the web."""
    return value.startswith(("http://", "https://"))


def host_of(address: str) -> str:
    """Return the name of the site of an address.

    >>> host_of("https://www.lavoix.example/a")
    'lavoix.example'
    """
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _assembled(fields: Mapping[str, str]) -> str:
    """Return ``day/month/year`` where a table keeps them in three columns; the month may be in words."""
    year, month, day = (fields.get(name, "").strip().removesuffix(".0") for name in ("year", "month", "day"))
    if not (year and month and day):
        return ""
    return f"{day}/{month}/{year}" if month.isdigit() else f"{day} {month} {year}"
