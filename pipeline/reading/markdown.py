"""Markdown: the marks off, links without their address, the front matter as what is said of the article."""

import re
from collections.abc import Iterator

from pipeline.articles import Article
from pipeline.reading.columns import guess_columns
from pipeline.reading.decode import decode
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, reader
from pipeline.reading.text import log_encoding
from pipeline.records import Problem

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([\w:.-]+)\s*:\s*(.*)")
_ITEM = re.compile(r"\s+-\s+(.*)|-\s+(.*)")

# What is taken off, in order; what stands in a group stays.
MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(?:```|~~~).*\n(?:.*\n)*?(?:```|~~~)[ \t]*$", re.MULTILINE), ""),  # code
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)"), ""),  # image
    (re.compile(r"\[([^\[\]\n]+)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])"), r"\1"),  # link
    (re.compile(r"^\[[^\[\]\n]+\]:\s*\S+.*$\n?", re.MULTILINE), ""),  # address of a link
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE), r"\1"),  # heading
    (re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$\n?", re.MULTILINE), ""),  # rule
    (re.compile(r"^(?:=+|-+)[ \t]*$\n?", re.MULTILINE), ""),  # heading underlined
    (re.compile(r"^ {0,3}(?:> ?)+", re.MULTILINE), ""),  # quotation
    (re.compile(r"^([ \t]*)[*+-][ \t]+(?=\S)", re.MULTILINE), r"\1– "),  # item
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"~~(\S[^~\n]*)~~"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\[\^[^\[\]\n]+\](?!:)"), ""),  # call of a note
    (re.compile(r"\\([\\`*_{}\[\]()#+.!~>-])"), r"\1"),
)


@reader(
    "Markdown",
    ".md",
    ".markdown",
    example="article.md : titre, date, source dans l'en-tête entre deux lignes « --- », puis le texte",
)
def read_markdown(source: Source) -> Iterator[Article | Problem]:
    """Read one article; the first heading of the highest level is its title where the front matter has none."""
    decoded = decode(source.read())
    log_encoding(source, decoded)
    told, body = front_matter(decoded.text)
    columns = guess_columns(told, {})
    fields = {field: told[name] for field, name in columns.items() if field != "text"}
    heading = re.search(r"^# +(.+?)[ \t#]*$", body, re.MULTILINE)
    if heading and not fields.get("title"):
        fields["title"] = plain_markdown(heading[1])
    fields.pop("id", None)
    extra = {name: value for name, value in told.items() if name not in columns.values()}
    yield from article_of(source, {**fields, "text": plain_markdown(body)}, extra=extra)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return what the front matter says, and the text below it.

    >>> front_matter("---\\ntitre: Le plan\\nauteurs:\\n  - Léa Morin\\n  - Luc Ferrand\\n---\\nIl pleut.")
    ({'titre': 'Le plan', 'auteurs': 'Léa Morin | Luc Ferrand'}, 'Il pleut.')
    """
    found = _FRONT.match(text)
    if not found:
        return {}, text
    told: dict[str, list[str]] = {}
    name = ""
    for line in found[1].split("\n"):
        if pair := _PAIR.match(line):
            name = pair[1]
            told.setdefault(name, []).append(pair[2])
        elif name and (item := _ITEM.match(line)):
            told[name].append(item[1] or item[2])
    values = {name: " | ".join(filter(None, map(_bare, parts))) for name, parts in told.items()}
    return {name: value for name, value in values.items() if value}, text[found.end() :]


def plain_markdown(text: str) -> str:
    """Return Markdown without its marks.

    >>> plain_markdown("## Le *plan*\\n\\nVoir [la page](https://example.org/a_b) du **maire**.")
    'Le plan\\n\\nVoir la page du maire.'
    """
    for mark, rest in MARKS:
        text = mark.sub(rest, text)
    return text


def _bare(value: str) -> str:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return " | ".join(_bare(part) for part in value[1:-1].split(","))
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
