"""XML of texts: TXM, TEI, trafilatura, and what people make for themselves, well-formed or not.

The file is cut at the elements that hold an article (``<text>``, ``<doc>``, ``<ARTICLE>``...), so that a broken one
costs itself alone; what is said of it stands in attributes or in elements of their own.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

from pipeline.articles import Article
from pipeline.reading.columns import guess_columns
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.reading.markup import (
    BLOCKS,
    declared_encoding,
    elements,
    find,
    name_of,
    paragraphs,
    parse_xml,
    pieces,
    root_name,
    text_of,
)
from pipeline.reading.rows import address_in
from pipeline.records import Problem

HOLDERS = ("tei", "text", "texte", "doc", "document", "article", "item", "entry", "record", "notice", "story", "page")
# Elements that hold the text where the article has others.
BODIES = ("main", "body", "texte", "text", "content", "contenu", "corps", "maintext", "articlebody", "article")
_HOLDER = re.compile(rf"<({'|'.join(HOLDERS)})(?=[\s>/])", re.IGNORECASE)
# An attribute ends at the next one, so that marks inside it do no harm: titre="Le "grand" soir" date="...".
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(["'])(.*?)\2(?=\s+[\w:.-]+\s*=|\s*/?\s*>|\s*$)""", re.DOTALL)
_OPENING = re.compile(r"""<[\w:.-]+((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*>|<[\w:.-]+([^<>]*)>""", re.DOTALL)
_STRAY = re.compile(r"<(?![a-zA-Z/!?])")
_TAG = re.compile(r"<([a-zA-Z][\w:.-]*)")


def _sniff(source: Source) -> bool:
    xml = source.suffix == ".xml" or source.opening.lstrip("\ufeff \r\n\t").startswith("<?xml")
    return xml and root_name(source) not in ("", "html") and _HOLDER.search(source.opening) is not None


@reader(
    "XML de textes (TXM, TEI, trafilatura)",
    ".xml",
    many=True,
    sniff=_sniff,
    general=True,
    example='corpus.xml : <text titre="…" date="2024-03-12" journal="…">le texte</text>, un élément par article',
)
def read_xml_texts(source: Source) -> Iterator[Article | Problem]:
    """Read the articles one by one, however broken the file is."""
    name = _holder(source)
    if not name:
        raise UnreadableError("unknown-markup")
    opening = re.compile(rf"<{name}(?=[\s>/])", re.IGNORECASE)
    alone = len(opening.findall(source.opening)) == 1
    position = 0
    with source.open() as handle:
        for piece in pieces(handle, opening, declared=declared_encoding(source.head)):
            inner = re.split(rf"</{name}\s*>", piece, maxsplit=1, flags=re.IGNORECASE)[0]
            position += 1
            key = "" if alone else str(position)
            fields, extra = _tei(inner) if name.lower() == "tei" else _fields(inner)
            own = fields.pop("id", "").strip()
            yield from article_of(source, fields, key=own if own and key else key, extra=extra)


def _holder(source: Source) -> str:
    """Return the name of the element that holds an article: the outermost one that comes again."""
    found = [match[1] for match in _HOLDER.finditer(source.opening)]
    times = Counter(name.lower() for name in found)
    if not found or found[0].lower() == "tei" or times[found[0].lower()] > 1:
        return found[0] if found else ""
    return next((name for name in found if times[name.lower()] > 1), found[0])


def _fields(piece: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what an element says of its article, and what is left of its attributes."""
    opening = _OPENING.match(piece)
    told = {m[1]: unescape(m[3]) for m in _ATTRIBUTE.finditer(opening[0])} if opening else {}
    inner = piece[opening.end() :] if opening else piece
    root = parse_xml(f"<piece>{_STRAY.sub('&lt;', inner)}</piece>")
    if root is None:
        return {"text": ""}, {}
    leaves = {name_of(e): e for e in reversed(list(root)) if name_of(e) and name_of(e) not in BLOCKS}
    holder = _body(root, leaves)
    told |= {name: text_of(e) for name, e in leaves.items() if e is not holder and not elements(e, "p")}
    columns = guess_columns(told, {})
    taken = {field: name for field, name in columns.items() if field != "text"}
    for name in taken.values():
        if holder is root and name in leaves and leaves[name].getparent() is root:
            root.remove(leaves[name])
    fields = {"url": address_in(told)} | {field: told[name] for field, name in taken.items()}
    extra = {name: value for name, value in told.items() if name not in taken.values() and len(value) < 300}
    return {**fields, "text": _text(holder)}, extra


def _body(root: Any, leaves: dict[str, Any]) -> Any:
    """Return the element that holds the text: one that is called so, else the whole."""
    named = [leaves[name] for name in BODIES if name in leaves and text_of(leaves[name])]
    return named[0] if named else root


def _text(holder: Any) -> str:
    """Return the text of an element: its paragraphs, or its lines as they stand where it has none."""
    if any(name_of(e) in BLOCKS for e in holder.iterdescendants()):
        for comments in elements(holder, "comments"):
            if comments is not holder:
                comments.getparent().remove(comments)
        return "\n\n".join(paragraphs(holder))
    lines = [line.strip() for line in "".join(holder.itertext()).split("\n")]
    return "\n".join(lines).strip("\n")


def _tei(piece: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a TEI says of its article: its header, its body."""
    root = parse_xml(piece + "</TEI>")
    header = find(root, "teiHeader") if root is not None else None
    text = find(root, "text") if root is not None else None
    if text is None:
        return {"text": ""}, {}
    body = find(text, "body")
    header = root if header is None else header
    dates = [e.get("when") or text_of(e) for e in elements(header, "date") if e.get("type") != "download"]
    publisher = find(header, "sitename", "publisher", "distributor")
    target = find(header, "ptr")
    fields = {
        "title": text_of(find(header, "title")),
        "author": " | ".join(dict.fromkeys(text_of(e) for e in elements(header, "author"))),
        "published": next((d for d in dates if d), ""),
        "source": text_of(publisher),
        "url": target.get("target", "") if target is not None else "",
        "text": "\n\n".join(paragraphs(body if body is not None else text)),
    }
    return fields, {}
