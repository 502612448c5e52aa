"""Corrections that know the institutions of the press: parties, unions, public bodies, international organisations."""

import re
from collections.abc import Iterator

from pipeline.extractors.entities.spans import Names
from pipeline.resources.acronyms import acronyms, full_forms
from pipeline.resources.name_words import one_of
from pipeline.values.names import Name, fold

_ORGAN = re.compile(rf"(?:{one_of('organ')}) ")
_OF = re.compile(r" (?:de la |de l'|du |des |de |d')(?=[A-ZÀ-Þ])")


def organisations_by_acronym(text: str, names: Names) -> Iterator[Name]:
    """Call an organisation what the list knows as the acronym of one.

    >>> text = "la cheffe de file du RN"
    >>> [n.label for n in organisations_by_acronym(text, [Name(21, 23, "LOC")])]
    ['ORG']
    """
    for name in names:
        surface = text[name.start : name.end]
        if name.label != "ORG" and surface.isupper() and surface in acronyms():
            name = name._replace(label="ORG")
        yield name


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


def is_known(surface: str) -> bool:
    """Tell whether the list has an organisation, short or long.

    >>> is_known("Nations unies"), is_known("Belges unis")
    (True, False)
    """
    return surface in acronyms() or fold(surface) in full_forms()
