"""Persons whom the title alone names: « Léa Morin : « Le théâtre m'a sauvée » », of whom the text says « vous »."""

import re
from collections.abc import Iterator

from pipeline.entities.gazetteer import is_given
from pipeline.entities.spelling import PARTICLES
from pipeline.language.patterns import one_of

_SAID = re.compile(r'«[^»]*(?:»|$)|"[^"]*(?:"|$)|“[^”]*(?:”|$)')
_NAME = re.compile(
    r"(?<![\w'’-])(?P<given>[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?)"  # « Léa », « Anne-Marie »
    rf"(?:\s{one_of(PARTICLES)})*"  # « de la », « van »
    r"(?:\s(?:[A-ZÀ-Þ]['’])?[A-ZÀ-Þ][\w-]+){1,3}"  # « Morin », « D'Arc »
)


def titled_persons(title: str) -> Iterator[str]:
    """Yield the persons whom a title names in full outside its quotes.

    >>> list(titled_persons("Entretien avec Léa Morin, comédienne : « Anne Vial m'a sauvée »"))
    ['Léa Morin']
    >>> list(titled_persons("Festival de Brévans : la pluie gâche la fête du Grand Paris"))
    []
    """
    for found in _NAME.finditer(_SAID.sub(" . ", title)):
        if is_given(found["given"]):
            yield found[0]
