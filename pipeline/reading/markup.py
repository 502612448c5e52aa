"""Markup made safe and made text: HTML and XML by lxml, without entities, network or documents of the file's choice."""

import codecs
import io
import os
import re
from collections.abc import Iterable, Iterator
from html import entities
from typing import Any, BinaryIO

from lxml import etree, html

from pipeline.language.lists import load
from pipeline.reading.decode import decode, encoding_of_stream
from pipeline.reading.formats import Source, UnreadableError

# One article of a file of many may have so many characters, and markup so many levels.
LARGEST_PIECE = 8 << 20
DEEPEST = 250
CHUNK = 1 << 16
# The last bytes of a file, in which its root ends; programs may say there how long they took.
_TAIL = 4096

_ELEMENTS = load("reading/markup_elements")
# Elements that begin a line of their own, and those whose content nobody reads.
BLOCKS = frozenset(row["element"] for row in _ELEMENTS if row["use"] == "block")
SILENT = frozenset(row["element"] for row in _ELEMENTS if row["use"] == "silent")
CELLS = frozenset(("td", "th"))

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.DOTALL | re.IGNORECASE)
_NAMED = re.compile(r"&(?:([a-zA-Z]\w{0,31});|(?!#\d+;|#x[0-9a-fA-F]+;))")
# The number of half a character, which no text can hold.
_HALF = re.compile(
    r"""&\#(?: x0*d[89a-f][0-9a-f]{2}                                             # D800 to DFFF
        | 0*5(?:529[6-9] | 5[3-9]\d\d | 6\d{3} | 7[0-2]\d\d | 73[0-3]\d | 734[0-3])  # 55296 to 57343
        );""",
    re.IGNORECASE | re.VERBOSE,
)
_ROOT = re.compile(
    r"\ufeff?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*<([\w:.-]+)", re.DOTALL
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def xml_parser() -> etree.XMLParser:
    """Return a parser that mends what is not well-formed and fetches nothing."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )


def parse_xml(text: str) -> Any:
    """Return the root of an XML text, mended where it is broken; None where there is nothing to mend.

    Names of characters (``&eacute;``) are read as in HTML; entities that the file declares are not.

    >>> parse_xml("<a><b>&Eacute;t&eacute; & co</b>").findtext("b")
    'Été & co'
    """
    bare = _DOCTYPE.sub("", _DECLARATION.sub("", text, count=1), count=1).lstrip("\ufeff \n\r\t")
    bare = _NAMED.sub(_character, _HALF.sub("\ufffd", bare))
    try:
        return etree.fromstring(bare.encode("utf-8", "replace"), xml_parser())
    except etree.XMLSyntaxError:
        return None


def _character(found: re.Match[str]) -> str:
    """Return a named or bare ``&`` as XML has it."""
    name = found[1]
    if name is None:
        return "&amp;"
    if name in ("amp", "lt", "gt", "quot", "apos"):
        return found[0]
    return entities.html5.get(f"{name};", "")


def xml_of(source: Source) -> Any:
    """Return the root of an XML file; raise ``UnreadableError`` where there is none."""
    data = source.read()
    root = parse_xml(decode(data, declared=declared_encoding(data)).text)
    if root is None:
        raise UnreadableError("bad-markup")
    return root


def find(root: Any, *names: str) -> Any:
    """Return the first element below ``root`` that has the first of these names, in any namespace; else the next."""
    return next((e for name in names for e in elements(root, name)), None)


def elements(root: Any, *names: str) -> list[Any]:
    """Return the elements below ``root`` that have one of these names, in any namespace, whatever the case."""
    wanted = {name.lower() for name in names}
    return [e for e in root.iter() if name_of(e) in wanted]


def root_name(source: Source) -> str:
    """Return the name of the root of an XML file, in small letters, without its namespace; empty if it is none."""
    found = _ROOT.match(source.opening)
    return found[1].rpartition(":")[2].lower() if found else ""


def is_cut(source: Source) -> bool:
    """Tell whether an XML file ends before its root does: what stood after that is lost, and nothing else says so."""
    found = _ROOT.match(source.opening) if source.opening.lstrip("\ufeff \r\n\t").startswith("<?xml") else None
    if not found or found[1].lower() == "html":
        return False
    with source.open() as handle:
        handle.seek(max(0, handle.seek(0, os.SEEK_END) - _TAIL))
        tail = handle.read().replace(b"\0", b"")  # as UTF-16 writes it
    return re.search(rb"</%b\s*>(?!.*<%b[\s>])|/>\s*$" % ((re.escape(found[1].encode()),) * 2), tail, re.DOTALL) is None


def parse_html(text: str) -> Any:
    """Return the root of a piece of HTML; None where there is no element."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.fromstring(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def name_of(element: Any) -> str:
    """Return the name of an element without its namespace, in small letters; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def paragraphs(element: Any, *, blocks: frozenset[str] = BLOCKS) -> list[str]:
    """Return the paragraphs of an element, in reading order, white space made one.

    >>> paragraphs(parse_html("<div><p>Un  <mark>mo</mark>t.</p>Deux<br>trois</div>"))
    ['Un mot.', 'Deux', 'trois']
    """
    lines: list[list[str]] = [[]]
    _pour(element, lines, blocks)
    flat = (_SPACES.sub(" ", "".join(parts)).strip(" ") for parts in lines)
    return [line for line in flat if line.strip()]


def _pour(root: Any, lines: list[list[str]], blocks: frozenset[str]) -> None:
    """Lay the text of an element into lines, without recursion: depth costs nothing."""
    cells = silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = name_of(element)
        if event == "start" and (silent or name in SILENT):
            silent += 1
        elif event == "start":
            cells = 0 if name == "tr" else cells + (name in CELLS)
            if name in CELLS and cells > 1:
                lines[-1].append(" | ")
            elif name == "br" or _is_block(element, name, blocks):
                lines.append([])
            lines[-1].append(element.text or "")
        else:
            silent -= event == "end" and silent > 0
            if not silent:
                _close(element, name, lines, blocks, last=element is root, ended=event == "end")


def _close(element: Any, name: str, lines: list[list[str]], blocks: frozenset[str], *, last: bool, ended: bool) -> None:
    """Lay the text that follows an element, on a line of its own after a block; a comment ends no block."""
    if ended and _is_block(element, name, blocks):
        lines.append([])
    if not last:
        lines[-1].append(element.tail or "")


def _is_block(element: Any, name: str, blocks: frozenset[str]) -> bool:
    """Tell what stands on lines of its own: a block, but for those that a row of a table holds."""
    return name in blocks and name not in CELLS and not _in_cell(element)


def _in_cell(element: Any) -> bool:
    """Tell whether a block stands alone in a cell of a table of data: the row is one line."""
    parent = element.getparent()
    row = parent.getparent() if parent is not None and name_of(parent) in CELLS and len(parent) == 1 else None
    return row is not None and len(row) > 1


def text_of(element: Any) -> str:
    """Return the text of an element on one line; empty where there is no element.

    >>> text_of(parse_html("<h1>Le <b>plan</b>\\n eau</h1>"))
    'Le plan eau'
    """
    return _SPACES.sub(" ", " ".join(paragraphs(element))).strip() if element is not None else ""


def of_class(root: Any, *names: str) -> list[Any]:
    """Return the elements of a page that have one of these classes, whatever the case, in reading order."""
    wanted = {name.lower() for name in names}
    return [e for e in root.iter() if isinstance(e.tag, str) and wanted & set(e.get("class", "").lower().split())]


def remove(elements: Iterable[Any]) -> None:
    """Take elements out of their page; the text that follows them stays."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def pieces(handle: BinaryIO, opening: re.Pattern[str], *, declared: str = "") -> Iterator[str]:
    """Yield a file of many articles piece by piece, each from one match of ``opening`` to the next.

    What stands before the first match is left out. One piece is held at a time, even where the file is one line;
    what is longer than an article can be is cut.
    """
    encoding = encoding_of_stream(handle, declared=declared)
    handle.seek(0)
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    text = io.TextIOWrapper(handle, encoding, errors="replace", newline="")
    held, begun, looked = "", False, 0
    while chunk := text.read(CHUNK):
        held += chunk
        while found := opening.search(held, looked):
            if begun:
                yield held[: found.start()]
            held, begun, looked = held[found.start() :], True, found.end() - found.start()
        looked = max(looked, len(held) - 400)
        if not begun:
            held, looked = held[-400:], 0
        elif len(held) > LARGEST_PIECE:
            yield held
            held, begun, looked = "", False, 0
    if begun:
        yield held


def declared_encoding(head: bytes) -> str:
    """Return the encoding that a page or an XML file claims, as the web reads the claim; empty if it has none.

    >>> declared_encoding(b'<meta charset="iso-8859-1">')
    'cp1252'
    """
    found = _DECLARED.search(head[:8192])
    if not found:
        return ""
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return ""
    return "cp1252" if name in ("iso8859-1", "ascii") else name


_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,20})   # <meta charset=...>, <meta content="...; charset=...">
    |<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w-]{2,20})       # <?xml version="1.0" encoding="..."?>
    """,
    re.IGNORECASE | re.VERBOSE,
)
