"""Factiva, exported as HTML (a ``div.article`` a document) or RTF (each ends at « Document ABCD0020… »).

Both come with their codes (HD title, BY author, PD day, SN source, LP and TD text, AN key) or without: then the lines
stand in the order title, author, length, day, hour, source, code, page, language, rights, text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.articles import Article
from pipeline.language.typography import fold
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, reader
from pipeline.reading.markup import declared_encoding, of_class, paragraphs, parse_html, pieces, text_of
from pipeline.reading.publication import parse_day
from pipeline.reading.rtf import rtf_text
from pipeline.records import Problem

_ARTICLE = re.compile(r"""<div[^<>]{0,300}\bclass\s*=\s*["']?article\s+(?:\w\w_?)*Article\b""", re.IGNORECASE)
_HEADLINE = re.compile(r"\w{2}Headline$", re.IGNORECASE)
_KEY = re.compile(r"\bDocument ([A-Z0-9]{6,12}\w{10,24})\b")
_LAST = re.compile(r"^[\s|]*(?:AN[\s|]+)?Document ([A-Z0-9]{6,12}\w{10,24})[\s|]*$", re.MULTILINE)
_CODE = re.compile(
    r"^\s*(HD|HL|CR|BY|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CO|IN|NS|RE|IPC|IPD|PUB|AN|CT|CLM|SE|RF|ART|DLN)(?:[\s|]+|$)"
)
_LENGTH = re.compile(r"^\d[\d\s.,]*\s(?:mots|words|worter|palabras|parole|woorden|palavras)$")
_HOUR = re.compile(r"^\d{1,2}[:.]\d{2}(?: ?gmt)?$")
_PAGE = re.compile(r"^(?:\d{1,4}|[a-z]{1,2}\d{1,3})(?:\s*[,;-]\s*\d+)*$")
_LANGUAGE = re.compile(
    r"^(?:francais|french|franzosisch|anglais|english|frances|francese|allemand|german|espagnol|spanish)$"
)
_RIGHTS = re.compile(r"^(?:©|\(c\)|copyright|tous droits)|\ball rights reserved\b|\btous droits reserves\b")
LANGUAGES = {"fr": ("francais", "french", "franzosisch", "frances", "francese"), "en": ("anglais", "english")}
# Codes, and which field each is.
FIELDS = {"HD": "title", "BY": "author", "PD": "published", "SN": "source", "PG": "edition", "ED": "edition"}


def _sniff_html(source: Source) -> bool:
    return _ARTICLE.search(source.opening) is not None


def _sniff_rtf(source: Source) -> bool:
    return source.head.startswith(b"{\\rtf") and (
        re.search(rb"Document\s+[A-Z0-9]{6,12}\w{10,24}", source.head) is not None
        or b"Factiva" in source.head[:200_000]
    )


@reader(
    "Factiva (HTML)",
    many=True,
    sniff=_sniff_html,
    example="Factiva.html : « Format d'article » enregistré comme page, avec ou sans l'indexation",
)
def read_factiva_html(source: Source) -> Iterator[Article | Problem]:
    """Read the articles one by one."""
    with source.open() as handle:
        found = pieces(handle, _ARTICLE, declared=declared_encoding(source.head))
        for position, piece in enumerate(found, 1):
            page = parse_html(piece)
            for article in (of_class(page, "article") or [page])[:1] if page is not None else ():
                headline = next((text_of(e) for e in article.iter("span") if _HEADLINE.match(e.get("class", ""))), "")
                yield from _article(source, _rows_of_page(article), position, headline)


@reader("Factiva (RTF)", many=True, sniff=_sniff_rtf, example="Factiva.rtf : les articles téléchargés en RTF")
def read_factiva_rtf(source: Source) -> Iterator[Article | Problem]:
    """Read the articles of an RTF, cut where each ends."""
    text, start = rtf_text(source.read()), 0
    for position, end in enumerate(_LAST.finditer(text), 1):
        lines = [re.sub(r"[\s|]*\n?$", "", line) for line in text[start : end.end()].split("\n")]
        start = end.end()
        yield from _article(source, _rows_of_lines([line for line in lines if line.strip(" |")]), position)


Rows = list[tuple[str, str]]


def _rows_of_page(article: Any) -> Rows:
    """Return the rows of code and value of an article, or its lines under no code."""
    rows: Rows = []
    for line in article.iter("tr"):
        cells = [c for c in line if c.tag in ("td", "th")]
        code = text_of(cells[0]).strip("\xa0 ") if len(cells) == 2 else ""
        if re.fullmatch(r"[A-Z]{2,3}", code):
            rows += [(code, value) for value in paragraphs(cells[1])]
    return rows or [("", line) for line in paragraphs(article)]


def _rows_of_lines(lines: Sequence[str]) -> Rows:
    """Return the rows of the lines of an RTF; a line without a code goes on under the last."""
    coded = sum(_CODE.match(line) is not None for line in lines) >= 4
    rows: Rows = []
    code = ""
    for line in lines:
        found = _CODE.match(line) if coded else None
        code = found[1] if found else code
        value = (line[found.end() :] if found else line).strip(" |\xa0")
        if value:
            rows.append((code, value))
    return rows


def _article(source: Source, rows: Rows, position: int, headline: str = "") -> Iterator[Article | Problem]:
    fields = _coded(rows) if any(code for code, _ in rows) else _uncoded([value for _, value in rows])
    if fields:
        fields["title"] = headline or fields.get("title", "")
        key = fields.pop("key", "") or str(position)
        yield from article_of(source, fields, key=key, lines="paragraphs")


def _coded(rows: Rows) -> dict[str, str]:
    """Return the fields of an article with codes."""
    fields: dict[str, str] = {}
    for code, field in FIELDS.items():
        value = " ".join(v for c, v in rows if c == code)
        if value and field not in fields:
            fields[field] = value
    fields["text"] = "\n\n".join(v for c, v in rows if c in ("LP", "TD") and not _KEY.fullmatch(v))
    keys = [f for c, v in rows if c == "AN" and (f := re.search(r"\b([A-Z0-9]{6,12}\w{10,24})\b", v))]
    named = keys[0][1] if keys else next((f[1] for _, v in rows if (f := _KEY.search(v))), "")
    return {**fields, "key": named, "language": _language([v for c, v in rows if c == "LA"])}


def _uncoded(lines: Sequence[str]) -> dict[str, str]:
    """Return the fields of an article without codes: the length and the day part the head."""
    plain = [re.sub(r"\s+", " ", fold(line)).strip() for line in lines]
    length = next((i for i, line in enumerate(plain[:15]) if _LENGTH.match(line)), -1)
    if length < 1 or length + 1 >= len(lines):
        return {}
    start = _first_of_text(plain, length)
    head = range(length + 1, start)
    named = [i for i in head if not (parse_day(plain[i]) or _HOUR.match(plain[i]) or _PAGE.match(plain[i]))]
    key = _KEY.search(lines[-1])
    before = lines[:length]
    fields = {
        "title": max(before[:-1] or before, key=len),
        "author": before[-1] if len(before) > 1 else "",
        "published": next((lines[i] for i in head if parse_day(plain[i])), ""),
        "source": lines[named[0]] if named else "",
        "edition": next((lines[i] for i in head if _PAGE.match(plain[i])), ""),
        "language": _language([plain[i] for i in head]),
        "text": "\n\n".join(line for line in lines[start:] if not _KEY.fullmatch(line.strip())),
    }
    return {**fields, "key": key[1] if key else ""}


def _first_of_text(plain: Sequence[str], length: int) -> int:
    """Return where the text begins: behind the rights, else behind the language, else behind the short lines."""
    head = range(length + 1, min(len(plain), length + 16))
    for wanted in (_RIGHTS, _LANGUAGE):
        found = [i for i in head if wanted.search(plain[i]) and len(plain[i]) < 250]
        if found:
            return found[0] + 1
    return next((i for i in head if len(plain[i]) > 80), head.stop)


def _language(values: Sequence[str]) -> str:
    told = {fold(value).strip() for value in values}
    return next((code for code, names in LANGUAGES.items() if told & set(names)), "")
