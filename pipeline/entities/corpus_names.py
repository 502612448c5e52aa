"""Whom an article names and quotes, and how often: all that the corpus must know of it, in short.

It is worked out once, with the article, and kept beside its results: a run that has them need not read them for this.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pipeline.entities.records import Mention

# Between the parts of what is said of a name: a control, which no text holds (see :mod:`pipeline.reading.decode`).
_BETWEEN = "\x7f"


class Named(NamedTuple):
    """A name as an article gives it: label, full name, the form written, profile, role."""

    label: str
    name: str
    text: str
    profile: str
    role: str

    @classmethod
    def read(cls, way: str) -> "Named":
        """Return what :func:`named` has made one text of."""
        return cls(*way.split(_BETWEEN, 4))


class Said(NamedTuple):
    """A speaker as the quotes of an article give him: label, name, profile, role, and how often."""

    label: str
    name: str
    profile: str
    role: str
    times: int = 1


def named(mentions: Iterable[Mention]) -> Mapping[str, int]:
    """Return the names of an article, each as one text (over a corpus most come again), and how often it has them.

    >>> [(Named.read(way).name, times) for way, times in named([Mention(text="Lunel", name="Lunel")] * 2).items()]
    [('Lunel', 2)]
    """
    return Counter(_BETWEEN.join((m.label, m.name, m.text, m.profile, m.role)) for m in mentions)


def said(quotes: Iterable[Any]) -> list[Said]:
    """Return who speaks in an article, each once; a speaker who is no member of the cast is left out."""
    counts = Counter(
        (q.speaker_label, q.speaker_name, q.speaker_profile, q.speaker_role) for q in quotes if q.speaker_label
    )
    return [Said(*known, times) for known, times in counts.items()]
