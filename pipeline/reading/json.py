"""Articles as JSON objects: one a line, an array of them, or one alone; large files are streamed.

The keys of NewsAPI, Media Cloud, news-please, trafilatura, europarser, JSON-LD, Omeka and ninjs are known; what is
nested is called by its path (``publisher.name``).
"""

import codecs
import io
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import ijson

from pipeline.articles import Article
from pipeline.reading.columns import guess_columns, overlooked
from pipeline.reading.decode import encoding_of_stream
from pipeline.reading.fields import as_text
from pipeline.reading.formats import LARGEST, Source, UnreadableError, reader
from pipeline.reading.publication import parse_day
from pipeline.reading.rows import article_of_cells, no_text_column
from pipeline.records import Problem

log = logging.getLogger(__name__)

DEEPEST = 100
# Levels of nesting that may hold what is said of an article.
NESTED = 3
# An object alone in such a file is its first article, in any other it is the article of the file.
LINES = (".jsonl", ".ndjson")

Layout = Callable[[Source, Any], Iterator[Any]]


def _columns(source: Source) -> list[str]:
    found = next((f for f in _objects(source)[1] if isinstance(f, dict)), {})
    return list(_flat(found))


@reader(
    "Articles en JSON",
    *LINES,
    ".json",
    many=True,
    columns=_columns,
    example='presse.jsonl : {"title": "…", "date": "2024-03-12", "source": "…", "text": "…"}, un article par ligne',
)
def read_json(source: Source) -> Iterator[Article | Problem]:
    """Read one article an object, whichever way the objects are laid out."""
    alone, objects = _objects(source)
    told: set[str] = set()
    position = 0
    for found in objects:
        position += 1
        if isinstance(found, Problem):
            yield found
            continue
        try:
            yield from _article(source, found, 0 if alone else position, told)
        except RecursionError:
            yield source.problem("too-deep")


def _objects(source: Source) -> tuple[bool, Iterable[Any]]:
    """Return the objects of a file, or the problem in the place of one; and whether one stands alone in its file."""
    if not source.head.strip():
        raise UnreadableError("empty-file")
    layout = _layout(source)
    if layout is not _one:
        return False, _streamed(source, layout)
    whole = _load(_whole(source))
    found = _spread(whole, source.columns)
    alone = found[0] is whole and not source.path.lower().endswith(LINES)
    return alone, found


def _layout(source: Source) -> Layout:
    """Choose by content: an array, an object a line, or one object alone."""
    text = source.opening.lstrip("\ufeff \t\r\n")
    if text[:1] == "[":
        return _array
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        first, _, rest = text.partition("\n")
        following = rest.lstrip()[:1] == "{" if rest else source.path.lower().endswith(LINES)
        return _lines if following and len(first) > 1 else _one
    return _lines if text[end:].strip() else _one


def _streamed(source: Source, layout: Layout) -> Iterator[Any]:
    with source.open() as handle:
        encoding = encoding_of_stream(handle)
        if not encoding.startswith("utf-8"):
            log.info("%s : lu en %s", source.path, encoding)
        handle.seek(len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0)
        encoding = encoding.removesuffix("-sig")
        yield from layout(source, io.TextIOWrapper(handle, encoding, errors="replace"))


def _whole(source: Source) -> bytes:
    data = source.read()
    with source.open() as handle:
        encoding = encoding_of_stream(handle)
    return data.decode(encoding, "replace").encode("utf-8", "replace")


def _load(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError as error:
        raise UnreadableError("bad-json", line=1, error=_fault(error)) from error
    except RecursionError:
        raise UnreadableError("too-deep") from None


def _fault(error: Exception) -> str:
    """Return in French where what is no JSON goes wrong, in characters from 1."""
    if isinstance(error, RecursionError):
        return "trop imbriqué"
    return f"au caractère {error.colno}" if isinstance(error, json.JSONDecodeError) else "caractères abîmés"


def _lines(source: Source, stream: Any) -> Iterator[Any]:
    line = 0
    while content := stream.readline(LARGEST):
        line += 1
        if len(content) == LARGEST:
            while (rest := stream.readline(LARGEST)) and not rest.endswith("\n"):
                pass
            yield source.problem("bad-json", line=line, error=f"plus de {LARGEST >> 20} Mio")
            continue
        if not content.strip():
            continue
        try:
            yield json.loads(content)
        except (ValueError, RecursionError) as error:
            yield source.problem("bad-json", line=line, error=_fault(error))


def _array(source: Source, stream: Any) -> Iterator[Any]:
    """Yield the elements of an array, one held at a time; where that fails, the array is read whole."""
    position = 0
    try:
        for found in _items(stream):
            position += 1
            yield found
    except (ijson.JSONError, UnicodeDecodeError):
        try:
            left = _load(_whole(source))[position:]
        except UnreadableError:
            yield source.problem("bad-array", position=position)
        else:
            yield from left


class _Utf8:
    """A stream of text as bytes, which is what ijson reads."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def read(self, size: int) -> bytes:
        """Return the next characters, at most so many."""
        data: bytes = self.stream.read(size).encode("utf-8", "replace")
        return data


def _items(stream: Any) -> Iterator[Any]:
    """Yield the elements of an array; what is nested beyond reason is refused before it grows."""
    depth, builder = 0, None
    for event, value in ijson.basic_parse(_Utf8(stream), use_float=True):
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


def _one(source: Source, stream: Any) -> Iterator[Any]:
    """Stand for one object alone, which is read whole."""
    raise NotImplementedError


def _spread(found: Any, chosen: Mapping[str, str]) -> list[Any]:
    """Return the articles that one object holds: itself, its longest list of objects, or its objects by key."""
    if not isinstance(found, dict) or "text" in guess_columns(_flat(found), chosen):
        return [found]
    lists = [v for v in _flat(found).values() if isinstance(v, list) and v and isinstance(v[0], dict)]
    if lists:
        return max(lists, key=len)
    values = list(found.values())
    keyed = values and all(isinstance(v, dict) and "text" in guess_columns(_flat(v), chosen) for v in values)
    return values if keyed else [found]


def _flat(found: Mapping[str, Any], path: str = "", level: int = 0) -> dict[str, Any]:
    """Return what an object says, what is nested under its path.

    >>> _flat({"title": "Le plan", "publisher": {"name": "La Voix"}})["publisher.name"]
    'La Voix'
    """
    flat: dict[str, Any] = {}
    for name, value in found.items():
        flat[path + name] = value
        if isinstance(value, dict) and level < NESTED:
            flat |= _flat(value, f"{path}{name}.", level + 1)
    return flat


def _article(source: Source, found: Any, position: int, told: set[str]) -> Iterator[Article | Problem]:
    """Yield the article of one object; ``position`` 0 is that of an object alone in its file."""
    if not isinstance(found, dict):
        yield source.problem("bad-json", line=position or 1, error="un objet { } est attendu")
        return
    flat = _flat(found)
    columns = guess_columns(flat, source.columns)
    if "text" not in columns:
        error = no_text_column(list(map(str, found))) if found else UnreadableError("empty-text", key=position or 1)
        yield source.problem(error.code, **error.values)
        return
    for field, name in overlooked((n for n, v in found.items() if isinstance(v, str)), columns):
        if name not in told and (field != "published" or parse_day(found[name])):
            told.add(name)
            yield source.problem("overlooked-column", name=name, field=field)
    taken = set(columns.values())
    row = {name: as_text(flat[name], joint="\n" if name == columns["text"] else " | ") for name in taken}
    row |= {n: as_text(v) for n, v in found.items() if n and n not in taken and not isinstance(v, dict | list)}
    yield from article_of_cells(source, row, columns, position=str(position) if position else "")
