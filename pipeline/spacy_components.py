"""The extractors as spaCy components: ``nlp.add_pipe("french_amounts")``."""

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

import pipeline.extractors  # noqa: F401 - registers them
from pipeline.registry import EXTRACTORS, Extractor


class Component:
    """A spaCy component that writes what an extractor finds on the Doc, as strings."""

    def __init__(self, extractor: Extractor) -> None:
        """Wrap ``extractor``."""
        self.extractor = extractor

    def __call__(self, doc: Doc) -> Doc:
        """Find the records of ``doc`` and write them on it."""
        self.extractor.annotate(doc, list(self.extractor.find(doc)))
        return doc

    def to_disk(self, path: Any, **_: Any) -> None:
        """Write nothing: a component has no state."""

    def from_disk(self, path: Any, **_: Any) -> "Component":
        """Read nothing."""
        return self


def _register(extractor: Extractor) -> Any:
    def create(nlp: Language, name: str) -> Component:
        return Component(extractor)

    return Language.factory(f"french_{extractor.name}", func=create)


_FACTORIES = {f"french_{e.name}": _register(e) for e in EXTRACTORS.values()}


def __getattr__(name: str) -> Any:
    """Give ``french_x`` for the entry points."""
    try:
        return _FACTORIES[name]
    except KeyError:
        raise AttributeError(name) from None
