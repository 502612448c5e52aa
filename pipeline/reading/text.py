"""Plain text: the whole file is the text of one article."""

import logging
from collections.abc import Iterator

from pipeline.articles import Article
from pipeline.reading.decode import Decoded, decode
from pipeline.reading.fields import article_of
from pipeline.reading.formats import Source, reader
from pipeline.records import Problem

log = logging.getLogger(__name__)


@reader("Texte", ".txt", ".text", ".asc", example="article.txt : tout le fichier est le texte d'un article")
def read_text(source: Source) -> Iterator[Article | Problem]:
    """Read one article: paragraphs are kept as they are."""
    decoded = decode(source.read())
    log_encoding(source, decoded)
    yield from article_of(source, {"text": decoded.text})


def log_encoding(source: Source, decoded: Decoded) -> None:
    """Log the encoding taken where it is not UTF-8."""
    if not decoded.encoding.startswith("utf-8"):
        log.info("%s : lu en %s", source.path, decoded.encoding)
