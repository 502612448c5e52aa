"""Plain text and Markdown: the whole file is the text of one article."""

import logging
from collections.abc import Iterator

from pipeline.articles import Article
from pipeline.reading.decode import Decoded, decode
from pipeline.reading.formats import Source, UnreadableError, reader
from pipeline.records import Problem

log = logging.getLogger(__name__)


@reader(".txt", ".text", ".md", ".markdown")
def read_text(source: Source) -> Iterator[Article | Problem]:
    """Read one article: nothing of the file is stripped or wrapped anew."""
    with source.open() as handle:
        decoded = decode(handle.read())
    if not decoded.text.strip():
        raise UnreadableError("empty-file")
    yield from tell_encoding(source, decoded)
    yield Article(article_id=source.article_id, path=source.path, text=decoded.text)


def tell_encoding(source: Source, decoded: Decoded) -> Iterator[Problem]:
    """Log the encoding taken where it is not UTF-8, and yield a problem for damaged characters."""
    if not decoded.encoding.startswith("utf-8"):
        log.info("%s: read as %s", source.path, decoded.encoding)
    if decoded.damaged:
        yield source.problem("damaged-characters", article_id=source.article_id, count=decoded.damaged)
