"""LexisNexis and Nexis Uni, exported as TXT (cut hard), HTML or DOCX.

A document is a paper, a day, a title, lines that begin with a label (AUTEUR, RUBRIQUE, LONGUEUR), the text, more labels
and the rights. TXT and HTML count them (« 2 of 10 DOCUMENTS »); a DOCX ends each at « End of Document ».
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.articles import Article
from pipeline.language.lists import load
from pipeline.language.typography import fold
from pipeline.reading.docx import docx_paragraphs, is_docx
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, reader
from pipeline.reading.lines import rejoin
from pipeline.reading.markup import declared_encoding, paragraphs, parse_html, pieces
from pipeline.reading.publication import parse_day
from pipeline.records import Problem

_COUNT = re.compile(
    r"""^[^\S\n]*(?:\d+\ (?:of|de|sur)\ \d+\ DOCUMENTS?      # 2 of 10 DOCUMENTS
      |        Document\ \d+\ (?:of|de|sur)\ \d+)[^\S\n]*\r?$   # Document 2 de 10""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_DOC = re.compile(r"<!--\s*<DOC NUMBER=\d+>|<DOC NUMBER=\d+>", re.IGNORECASE)
_END = re.compile(r"^\s*(?:end of document|fin (?:du|de) document)\s*$", re.IGNORECASE)
_LABEL = re.compile(r"^([A-ZÉÈÀÂÎÔÇa-zéèàâîôç][\w' -]{1,28}?)\s?:\s*")
_RIGHTS = re.compile(r"^(?:copyright|©|\(c\))|^(?:all rights|tous droits) re")
_DATE_ONLY = re.compile(
    r"""^[^a-z]*(?:[a-z]+[ ,.]*)?(?:            # lundi
      \d{1,2}(?:er|st|nd|rd|th)?\.?\ [a-z]+\.?,?\ \d{4}   # 12 mars 2012
    | [a-z]+\.?\ \d{1,2},?\ \d{4}                       # March 12, 2012
    | \d{1,2}[./-]\d{1,2}[./-]\d{4}                     # 12/03/2012
    )\b""",
    re.VERBOSE,
)
# A head of a document has at most so many paragraphs.
HEAD = 14
HEADED = ("body", "corps", "texte")


def _sniff_text(source: Source) -> bool:
    return _COUNT.search(source.opening) is not None and "<DOC NUMBER" not in source.opening and not source.members


def _sniff_html(source: Source) -> bool:
    return _DOC.search(source.opening) is not None


def _sniff_docx(source: Source) -> bool:
    return is_docx(source) and any(_END.match(line) for line in docx_paragraphs(source))


@reader(
    "LexisNexis (TXT)",
    many=True,
    sniff=_sniff_text,
    example="LexisNexis.TXT : les documents à la suite, « 1 of 100 DOCUMENTS »",
)
def read_lexisnexis_text(source: Source) -> Iterator[Article | Problem]:
    """Read the documents one by one."""
    with source.open() as handle:
        for position, piece in enumerate(pieces(handle, _COUNT), 1):
            text = piece.replace("\r\n", "\n").split("\n", 1)[-1]
            yield from _article(source, _blocks(text), position)


@reader("LexisNexis (HTML)", many=True, sniff=_sniff_html, example="LexisNexis.HTML : les documents à la suite")
def read_lexisnexis_html(source: Source) -> Iterator[Article | Problem]:
    """Read the documents one by one."""
    with source.open() as handle:
        for position, piece in enumerate(pieces(handle, _DOC, declared=declared_encoding(source.head)), 1):
            page = parse_html(f"<div>{_DOC.sub('', piece).lstrip(' ->')}</div>")
            blocks = [] if page is None else paragraphs(page)
            yield from _article(source, [b for b in blocks if not _COUNT.match(b) and b != "-->"], position)


@reader(
    "Nexis Uni (DOCX)",
    many=True,
    sniff=_sniff_docx,
    example="Nexis.DOCX : chaque article finit par « End of Document »",
)
def read_lexisnexis_docx(source: Source) -> Iterator[Article | Problem]:
    """Read the documents one by one; the list of documents before the first is left out."""
    blocks: list[str] = []
    position = 0
    for line in docx_paragraphs(source):
        if not _END.match(line):
            blocks += [line] if line.strip() else []
            continue
        position += 1
        yield from _article(source, _without_list(blocks), position)
        blocks = []


def _blocks(text: str) -> list[str]:
    """Return the paragraphs of a document that was cut hard, each on one line."""
    parts = re.split(r"\n[^\S\n]*\n+", text)
    return [re.sub(r"[ \t]+", " ", rejoin(part, cut=True)).strip() for part in parts if part.strip()]


def _without_list(blocks: list[str]) -> list[str]:
    """Return the paragraphs of a document without the list of all documents that the first one follows."""
    body = next((i for i, block in enumerate(blocks) if fold(block).strip(" :") in HEADED), 0)
    day = next((i for i in range(body - 1, 1, -1) if _is_day(blocks[i])), 0)
    return blocks[max(0, day - 2) :] if day > 3 else blocks


def _article(source: Source, blocks: Sequence[str], position: int) -> Iterator[Article | Problem]:
    fields = document_fields([block for block in blocks if block.strip()])
    if fields:
        yield from article_of(source, fields, key=str(position), lines="paragraphs")


def document_fields(blocks: Sequence[str]) -> dict[str, str]:
    """Return what the paragraphs of a document say; a date in the title is not the day of publication.

    >>> found = document_fields(["La Voix", "12 mars 2012", "Le plan du 3 mai 2011", "LONGUEUR: 40 mots", "Il pleut."])
    >>> found["published"], found["title"], found["text"]
    ('12 mars 2012', 'Le plan du 3 mai 2011', 'Il pleut.')
    """
    day = next((i for i, block in enumerate(blocks[:HEAD]) if _is_day(block)), -1)
    if day < 0:
        return {}
    before, fields = list(blocks[:day]), {"published": blocks[day]}
    start = _read_head(blocks, day + 1, fields)
    titles = [b for b in blocks[day + 1 : start] if not _label(b) and not _RIGHTS.search(fold(b))]
    if len(before) > 1 and not fields.get("title") and not _label(before[0]):
        # Nexis Uni: the title stands above the paper.
        fields |= {"title": before[-2], "source": before[-1]}
    else:
        editions = [t for t in titles if re.match(r"(?i)edition|édition|\w+ edition\b", t)]
        titles = [t for t in titles if t not in editions]
        fields |= {
            "source": before[-1] if before else "",
            "title": fields.get("title") or (titles[0] if titles else ""),
        }
        fields["edition"] = " ; ".join(p for p in (*editions, fields.get("edition", "")) if p)
    end = next((i for i in range(start, len(blocks)) if _is_tail(blocks[i])), len(blocks))
    fields |= _tail(blocks[end:])
    return {**fields, "text": "\n\n".join(blocks[start:end])}


def _read_head(blocks: Sequence[str], start: int, fields: dict[str, str]) -> int:
    """Put the labelled lines of the head into ``fields``; return where the text begins."""
    length = begins = 0
    for i in range(start, min(len(blocks), start + HEAD)):
        label = _label(blocks[i])
        if label is None:
            if length:
                break
            continue
        field, value = label
        if field == "body":
            return i + 1
        length = length or (i if field == "length" else 0)
        begins = i + 1
        if field == "tail":
            begins = i if length else begins
            break
        if field in ("author", "edition", "title", "language") and value:
            fields.setdefault(field, value)
    if begins:
        return begins
    # No label at all: the title is one paragraph.
    rights = next((i for i in range(start, min(len(blocks), start + 5)) if _RIGHTS.search(fold(blocks[i]))), 0)
    return rights + 1 if rights else min(len(blocks), start + 1)


def _tail(blocks: Sequence[str]) -> dict[str, str]:
    labels = [label for block in blocks if (label := _label(block))]
    named = next((fold(value) for field, value in labels if field == "language"), "")
    code = next(
        (code for code, word in (("fr", "fr"), ("en", "en"), ("de", "ger"), ("es", "sp")) if named.startswith(word)), ""
    )
    return {"language": code}


def _is_tail(block: str) -> bool:
    label = _label(block)
    return (label is not None and label[0] in ("tail", "language")) or _RIGHTS.search(fold(block)) is not None


def _label(block: str) -> tuple[str, str] | None:
    """Return the field of a labelled line and its value; None where there is no label that is known."""
    if fold(block).strip(" :") in HEADED or fold(block).strip() == "classification":
        return ("tail" if fold(block).strip() == "classification" else "body"), ""
    found = _LABEL.match(block)
    field = _labels().get(fold(found[1]).strip()) if found else None
    return (field, block[found.end() :].strip()) if found and field else None


def _is_day(block: str) -> bool:
    return len(block) < 80 and _DATE_ONLY.match(fold(block)) is not None and parse_day(block) is not None


@cache
def _labels() -> dict[str, str]:
    return {row["label"]: row["field"] for row in load("reading/export_labels")}
