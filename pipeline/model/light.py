"""spaCy without what makes it slow to start: its command line, and its search for what other packages add to it.

``spacy/__init__.py`` imports ``spacy.cli.info``, and that all the commands with what they need: a web client, a
template engine, a project manager. Nothing of it is used here.

To load a model it asks two hundred times which of a thousand entry points of all packages are of one group, and goes
through them all; here they are put by group once.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from types import ModuleType
from typing import Any

_NAMES = ("spacy.cli", "spacy.cli.info")


@contextmanager
def light_spacy() -> Iterator[None]:
    """Return the block in which spaCy is imported without ``spacy.cli``; after it, whoever asks for it gets it."""
    if "spacy" in sys.modules:
        yield
        return
    _group_entry_points()
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


def _group_entry_points() -> None:
    """Give the registry of spaCy the entry points by group: its other form, that of a plain dictionary.

    Python 3.11 has them by group already, but in a dictionary that can be searched, and so is.
    """
    import catalogue  # a run that needs no model needs no registry

    found: Any = catalogue.AVAILABLE_ENTRY_POINTS
    if not hasattr(found, "select"):
        return
    groups: dict[str, list[Any]] = {}
    for point in chain.from_iterable(dict.values(found)) if isinstance(found, dict) else found:
        groups.setdefault(point.group, []).append(point)
    catalogue.AVAILABLE_ENTRY_POINTS = groups


def _info(*options: Any, **named: Any) -> Any:
    """Do what ``spacy.info`` does."""
    from spacy.cli.info import info

    return info(*options, **named)
