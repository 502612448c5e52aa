"""Whom an article names and quotes, and how often: all that the corpus must know of it, in short.

It is worked out once, with the article, and kept beside its results: a run that has them need not read them for this.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from pipeline.entities.records import Mention


class Named(NamedTuple):
    """A name as an article gives it: label, full name, the form written, profile, role, and how often."""

    label: str
    name: str
    text: str
    profile: str
    role: str
    times: int = 1


class Said(NamedTuple):
    """A speaker as the quotes of an article give him: label, name, profile, role, and how often."""

    label: str
    name: str
    profile: str
    role: str
    times: int = 1


def named(mentions: Iterable[Mention]) -> list[Named]:
    """Return the names of an article, each once.

    >>> [(n.name, n.text, n.times) for n in named([Mention(text="Lunel", name="Lunel", label="LOC")] * 2)]
    [('Lunel', 'Lunel', 2)]
    """
    counts = Counter((m.label, m.name, m.text, m.profile, m.role) for m in mentions)
    return [Named(*known, times) for known, times in counts.items()]


def said(quotes: Iterable[Any]) -> list[Said]:
    """Return who speaks in an article, each once; a speaker who is no member of the cast is left out."""
    counts = Counter(
        (q.speaker_label, q.speaker_name, q.speaker_profile, q.speaker_role) for q in quotes if q.speaker_label
    )
    return [Said(*known, times) for known, times in counts.items()]
