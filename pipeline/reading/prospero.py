"""Prospero: a text, and beside it a ``.ctx`` of the same name that says its title, author, day and paper."""

import re
from collections.abc import Iterator

from pipeline.articles import Article
from pipeline.reading.decode import decode
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, reader
from pipeline.reading.publication import parse_day
from pipeline.reading.text import log_encoding
from pipeline.records import Problem

SUFFIX = ".ctx"
LARGEST_CONTEXT = 1 << 20
# A title is followed by a line that is only a full stop.
_TITLE_LINE = re.compile(r"\A[^\n]{1,300}\n\s*\.\s*\n")


def _sniff(source: Source) -> bool:
    if source.suffix != ".txt":
        return False
    handle = source.beside(SUFFIX)
    if handle is None:
        return False
    with handle:
        return handle.read(7).lower() == b"filectx"


@reader(
    "Prospero (.txt et .ctx)",
    many=False,
    sniff=_sniff,
    example="article.txt : le texte ; article.ctx : titre, auteur, date, journal",
)
def read_prospero(source: Source) -> Iterator[Article | Problem]:
    """Read one article with what its context says."""
    decoded = decode(source.read())
    log_encoding(source, decoded)
    handle = source.beside(SUFFIX)
    context = ""
    if handle is not None:
        with handle:
            context = decode(handle.read(LARGEST_CONTEXT)).text
    yield from article_of(source, {**context_fields(context), "text": _TITLE_LINE.sub("", decoded.text)})


def context_fields(context: str) -> dict[str, str]:
    """Return what a context says: title and author, then the day, then the paper.

    >>> context_fields("fileCtx0005\\nLe plan\\nLuc Ferrand\\n\\n12/03/2024\\nLa Voix\\nPresse")["source"]
    'La Voix'
    """
    lines = [line.strip() for line in context.split("\n")]
    day = next((i for i, line in enumerate(lines) if i > 1 and len(line) < 30 and parse_day(line)), len(lines))
    before = [line for line in lines[1:day] if line] + ["", ""]
    after = [line for line in lines[day + 1 : day + 3] if line] + [""]
    return {
        "title": before[0],
        "author": before[1],
        "published": lines[day] if day < len(lines) else "",
        "source": after[0] or before[1],
    }
