"""Iramuteq and Alceste: texts that follow each other, each opened by a line of starred variables."""

import re
from collections.abc import Iterator

from pipeline.articles import Article
from pipeline.reading.columns import guess_columns
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, reader
from pipeline.reading.markup import pieces
from pipeline.records import Problem

_STARS = re.compile(r"^(?:\ufeff)?(?:\*{4}|\d{4,5})[ \t]+\*", re.MULTILINE)
_VARIABLE = re.compile(r"\*([^\W_]+)_?(\S*)")
_THEME = re.compile(r"^-\*.*$\n?", re.MULTILINE)


def _sniff(source: Source) -> bool:
    return source.suffix in (".txt", "") and _STARS.match(source.opening.lstrip("\ufeff\r\n\t ")) is not None


@reader(
    "Iramuteq, Alceste",
    many=True,
    sniff=_sniff,
    example="corpus.txt : « **** *journal_lavoix *annee_2024 *mois_03 *jour_12 », puis le texte",
)
def read_iramuteq(source: Source) -> Iterator[Article | Problem]:
    """Read the texts one by one."""
    with source.open() as handle:
        for position, piece in enumerate(pieces(handle, _STARS), 1):
            line, _, text = piece.lstrip("\ufeff").replace("\r\n", "\n").partition("\n")
            told = {name: value.replace("_", " ").strip() for name, value in _VARIABLE.findall(line)}
            columns = guess_columns(told, {})
            fields = {field: told[name] for field, name in columns.items() if field not in ("text", "id")}
            if "published" in fields:
                fields["published"] = re.sub(r"(?<=\d) (?=\d)", "-", fields["published"])
            extra = {name: value for name, value in told.items() if name not in columns.values()}
            text = _THEME.sub("", text).strip("\n")
            yield from article_of(source, {**fields, "text": text}, key=told.get("id") or str(position), extra=extra)
