"""spaCy without its command line, which is half of what importing it costs.

``spacy/__init__.py`` imports ``spacy.cli.info``, and that all the commands with what they need: a web client, a
template engine, a project manager. Nothing of it is used here.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_NAMES = ("spacy.cli", "spacy.cli.info")


@contextmanager
def light_spacy() -> Iterator[None]:
    """Return the block in which spaCy is imported without ``spacy.cli``; after it, whoever asks for it gets it."""
    if "spacy" in sys.modules:
        yield
        return
    for name in _NAMES:
        stand_in: Any = ModuleType(name)
        stand_in.info = _info
        sys.modules[name] = stand_in
    try:
        yield
    finally:
        for name in _NAMES:
            sys.modules.pop(name, None)
        spacy: Any = sys.modules.get("spacy")
        if spacy is not None and hasattr(spacy, "cli"):
            del spacy.cli


def _info(*options: Any, **named: Any) -> Any:
    """Do what ``spacy.info`` does."""
    from spacy.cli.info import info

    return info(*options, **named)
