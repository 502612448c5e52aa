"""Articles as JSON objects: one a line, an array of them, or one alone; large files are streamed."""

import codecs
import json
import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson

from pipeline.articles import Article
from pipeline.reading.decode import encoding_of_stream
from pipeline.reading.fields import article_of, as_text, guess_columns
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.records import Problem

log = logging.getLogger(__name__)

DEEPEST = 100
# An object alone in such a file is its first article, in any other it is the article of the file.
LINES = (".jsonl", ".ndjson")


@reader(*LINES, ".json", many=True)
def read_json(source: Source) -> Iterator[Article | Problem]:
    """Read one article an object, whichever way the objects are laid out."""
    with source.open() as handle:
        encoding = encoding_of_stream(handle)
        if not encoding.startswith("utf-8"):
            log.info("%s: read as %s", source.path, encoding)
        handle.seek(0)
        stream = _as_utf8(handle, encoding)
        layout = _layout(stream)
        if not layout:
            raise UnreadableError("empty-file")
        handle.seek(0)
        yield from layout(source, _as_utf8(handle, encoding))


def _as_utf8(handle: BinaryIO, encoding: str) -> Any:
    if encoding == "utf-8-sig":
        handle.read(len(codecs.BOM_UTF8))
    return handle if encoding.startswith("utf-8") else codecs.EncodedFile(handle, "utf-8", encoding, "replace")


def _layout(stream: Any) -> Any:
    """Choose by content: an array, an object a line, or one object alone."""
    content = (line for line in stream if line.strip())
    first = next(content, b"")
    if first.lstrip()[:1] == b"[":
        return _read_array
    second = next(content, None)
    if not first:
        return None
    try:
        json.loads(first)
    except ValueError:
        return _read_lines if second and second.lstrip()[:1] == b"{" else _read_one
    return _read_lines if second is not None else _read_one


def _read_lines(source: Source, stream: Any) -> Iterator[Article | Problem]:
    position = 0
    for line, content in enumerate(stream, 1):
        if not content.strip():
            continue
        position += 1
        try:
            found = json.loads(content.decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            yield source.problem("bad-json", line=line, error=error)
            continue
        yield from _article(source, found, position, line)


def _read_array(source: Source, stream: Any) -> Iterator[Article | Problem]:
    position = 0
    try:
        for position, found in enumerate(_items(stream), 1):
            yield from _article(source, found, position, position)
    except ijson.JSONError as error:
        yield source.problem("bad-json", line=position + 1, error=str(error).splitlines()[0])


def _items(stream: Any) -> Iterator[Any]:
    """Yield the elements of an array, one held at a time; what is nested beyond reason is refused before it grows."""
    depth, builder = 0, None
    for event, value in ijson.basic_parse(stream, use_float=True):
        depth -= event.startswith("end_")
        if depth:
            builder = builder or ijson.ObjectBuilder()
            builder.event(event, value)
        depth += event.startswith("start_")
        if depth > DEEPEST:
            raise UnreadableError("too-deep")
        if builder and depth == 1:
            yield builder.value
            builder = None


def _read_one(source: Source, stream: Any) -> Iterator[Article | Problem]:
    """Read one object: an article, or a wrapper whose longest list holds the articles."""
    try:
        found = json.loads(stream.read().decode("utf-8", "replace"))
    except ValueError as error:
        raise UnreadableError("bad-json", line=1, error=error) from None
    except RecursionError:
        raise UnreadableError("too-deep") from None
    lists = _lists(found)
    if lists and "text" not in guess_columns(found, source.columns):
        longest = max(lists, key=len)
        for position, article in enumerate(longest, 1):
            yield from _article(source, article, position, position)
    else:
        yield from _article(source, found, int(source.path.lower().endswith(LINES)), 1)


def _lists(found: Any) -> list[list[Any]]:
    """Return the lists of objects that an object holds."""
    values = found.values() if isinstance(found, dict) else ()
    return [v for v in values if isinstance(v, list) and v and isinstance(v[0], dict)]


def _article(source: Source, found: Any, position: int, line: int) -> Iterator[Article | Problem]:
    """Yield the article of one object; ``position`` 0 is that of an object alone in its file."""
    if not isinstance(found, dict):
        yield source.problem("bad-json", line=line, error="un objet { } est attendu")
        return
    columns = guess_columns(found, source.columns)
    if "text" not in columns:
        yield source.problem("no-text-column", columns=", ".join(map(str, found)))
        return
    fields = {field: as_text(found[name]) for field, name in columns.items()}
    key = (fields.get("id", "").strip() or str(position)) if position else ""
    known = set(columns.values())
    plain = {n: as_text(v) for n, v in found.items() if n and n not in known and not isinstance(v, dict | list)}
    yield from article_of(source, fields, key=key, extra=plain)
