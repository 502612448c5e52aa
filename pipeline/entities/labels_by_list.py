"""Corrections that know the names of the press: institutions, media, places that stand for a power, networks."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.entities.bounds import Names, with_article
from pipeline.entities.gazetteer import acronyms, full_forms
from pipeline.entities.spelling import fold, name_words
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

_ORGAN = re.compile(rf"(?:{one_of(name_words('organ'))}) ")
_OF = re.compile(r" (?:de la |de l'|du |des |de |d')(?=[A-ZÀ-Þ])")


def label_known(text: str, names: Names) -> Iterator[Name]:
    """Give the names of the list their label (« au RN », « sur Instagram », « Bercy refuse »).

    >>> text = "Bercy répond au RN"
    >>> [n.label for n in label_known(text, [Name(0, 5, "PER"), Name(16, 18, "LOC")])]
    ['LOC', 'ORG']
    """
    for name in names:
        label = known_labels().get(text[name.start : name.end], name.label)
        if label != name.label and (name.label != "MISC" or text[name.start : name.end] not in with_article()):
            name = name._replace(label=label)
        yield name


@cache
def known_labels() -> Mapping[str, str]:
    """Return the label of each name of the lists, as written."""
    labels = dict.fromkeys(acronyms(), "ORG") | dict.fromkeys((n for n in acronyms().values() if " " in n), "ORG")
    listed = (*load("entities/article_names"), *load("entities/known_names"))
    return labels | {row["name"].replace("’", "'"): row["label"] for row in listed}


def cut_organs(text: str, names: Names) -> Iterator[Name]:
    """Keep the organisation whose organ is named by a common noun (« le conseil de sécurité de l'[ONU] »).

    >>> text = "le conseil de sécurité de l'ONU"
    >>> [text[n.start:n.end] for n in cut_organs(text, [Name(3, 31, "ORG")])]
    ['ONU']
    """
    for name in names:
        if name.label == "ORG" and _ORGAN.match(text, name.start, name.end):
            tails = (found.end() for found in _OF.finditer(text, name.start, name.end))
            known = [at for at in tails if is_known(text[at : name.end])]
            if known:
                name = name._replace(start=known[0])
        yield name


def cut_known(text: str, names: Names) -> Iterator[Name]:
    """Keep the known acronym that opens what a model calls a place or a person (« le [RN] menace »).

    >>> text = "le RN menace"
    >>> [(text[n.start:n.end], n.label) for n in cut_known(text, [Name(3, 12, "LOC")])]
    [('RN', 'ORG')]
    """
    for name in names:
        if name.label in ("LOC", "PER"):
            first, space, rest = text[name.start : name.end].partition(" ")
            if space and first.isupper() and rest.islower() and first in acronyms():
                name = Name(name.start, name.start + len(first), "ORG")
        yield name


def is_known(surface: str) -> bool:
    """Tell whether the list has an organisation, short or long.

    >>> is_known("Nations unies"), is_known("Belges unis")
    (True, False)
    """
    return surface in acronyms() or fold(surface) in full_forms()
