"""Full names of organisations: acronyms, short forms, legal suffixes, the article of a newspaper."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from pipeline.entities.gazetteer import bare
from pipeline.entities.spelling import fold, name_words
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

_LEGAL = re.compile(rf",? (?:{one_of(name_words('legal_form'))})$")
_WORDS = re.compile(r"[\w&]+")


def organisation_names(text: str, names: Sequence[Name]) -> dict[int, str]:
    """Return the full name of each organisation, by place in ``names``.

    >>> text = "La Cour des comptes (CDC) juge. La CDC note."
    >>> list(organisation_names(text, [Name(3, 19, "ORG"), Name(21, 24, "ORG"), Name(35, 38, "ORG")]).values())
    ['Cour des comptes', 'Cour des comptes', 'Cour des comptes']
    """
    places = [at for at, name in enumerate(names) if name.label == "ORG"]
    forms = {at: _without_status(text[names[at].start : names[at].end]) for at in places}
    tied = _tied(text, names, forms)
    longs = _first_forms(forms)
    shorts = _by_short(longs)
    found = {}
    for at, form in forms.items():
        key = fold(form)
        found[at] = tied.get(key) or _long_form(form, at, shorts) or longs.get(bare(key), (form, 0))[0]
    return found


def _without_status(surface: str) -> str:
    return _LEGAL.sub("", " ".join(surface.split()))


def _first_forms(forms: dict[int, str]) -> dict[str, tuple[str, int]]:
    """Return each organisation of the article by folded name without article: its form and its first place."""
    found: dict[str, tuple[str, int]] = {}
    for at, form in forms.items():
        key = bare(fold(form))
        known = newspapers().get(key)
        best = known or form
        if key not in found:
            found[key] = (best, at)
        elif not known and len(form) > len(found[key][0]):
            found[key] = (form, found[key][1])
    return found


def _tied(text: str, names: Sequence[Name], forms: dict[int, str]) -> dict[str, str]:
    """Return acronym -> long form for the pairs that brackets tie: « Cour des comptes (CDC) », « CDC (Cour ...) »."""
    found: dict[str, str] = {}
    for at, form in forms.items():
        if at + 1 in forms and text[names[at].end : names[at + 1].start] in (" (", " («", " - ", ", ou "):
            other = forms[at + 1]
            short, long = sorted((form, other), key=len)
            if " " not in short and short[0].isupper() and fits(short, long):
                found.setdefault(fold(short), long)
    return found


def _by_short(longs: dict[str, tuple[str, int]]) -> dict[str, list[tuple[str, int]]]:
    """Return the long forms, and their places, by their initials (in capitals) and by their first word."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for key, (long, first) in longs.items():
        if " " in key:
            for acronym in acronyms_of(long):
                found[acronym.upper()].append((long, -1))
            found[key.split(" ")[0]].append((long, first))
    return found


def _long_form(form: str, at: int, shorts: dict[str, list[tuple[str, int]]]) -> str:
    """Return the long form that an acronym abbreviates, or that a first word recalls, if there is one only."""
    key = bare(fold(form))
    acronym = form.isupper() and 1 < len(form) <= 8
    found = {long for long, first in shorts.get(key.upper() if acronym else key, ()) if first < at}
    return found.pop() if len(found) == 1 else ""


def acronyms_of(long: str) -> tuple[str, ...]:
    """Return the initials of a long name, without its small words and with them, folded.

    >>> acronyms_of("Organisation des Nations unies"), acronyms_of("Cour des comptes")
    (('onu', 'odnu'), ('cc', 'cdc'))
    """
    words = _WORDS.findall(fold(long))
    counting = "".join(w[0] for w in words if w not in name_words("no_initial") and len(w) > 1)
    return tuple(dict.fromkeys((counting, "".join(w[0] for w in words))))


def fits(short: str, long: str) -> bool:
    """Tell whether the letters of an acronym occur in order in the long form, the first one first.

    >>> fits("Inserm", "Institut national de la santé et de la recherche médicale"), fits("CDC", "Armée rouge")
    (True, False)
    """
    letters = iter(fold(long))
    first = fold(short)
    return len(short) > 1 and fold(long)[0] == first[0] and all(c in letters for c in first if c.isalnum())


@cache
def newspapers() -> dict[str, str]:
    """Return the organisations whose name opens with an article, by folded name without it.

    A noun of organisation needs its article: « l'Union » is rarely the newspaper L'Union.
    """
    nouns = {fold(row["form"]) for row in load("entities/organisation_words")}
    rows = [row["name"] for row in load("entities/article_names") if row["label"] == "ORG"]
    return {key: name for name in rows if (key := bare(fold(name))) not in nouns}
