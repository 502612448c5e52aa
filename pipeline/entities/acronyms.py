"""Acronyms that the article spells out: « Autorité de sûreté (AS) », « CADMOS (Centre d'aide…) »; common phrases."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.entities.gazetteer import acronyms
from pipeline.entities.kinds import is_organisation_noun
from pipeline.entities.spans import meeting
from pipeline.entities.spelling import distance, fold, name_words
from pipeline.records import Name

_ACRONYM = r"(?P<acronym>[A-ZÀ-Þ][A-Za-zÀ-ÿ]{0,8}[A-ZÀ-Þ]|[A-Z][a-zé]{3,7})"
_AFTER = re.compile(rf" \((?:ou |dit |dite |l'|le |la |les )?[«\"]? ?{_ACRONYM} ?[»\"]?(?=[),])")
_BRACKET = re.compile(r" \((?P<long>[A-Za-zÀ-ÿ][^()\n]{8,120})\)")
_BEFORE = re.compile(rf"(?<![\w-]){_ACRONYM}$")
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[.;:!?()«»\"\n]")
# Characters before an acronym in which its long form is looked for.
_REACH = 130
# From so many letters on, one word without a letter or one letter without a word is let pass (« CADMOS », « FNUAP »).
_LENIENT = 5
_LONGEST_ACRONYM = 10
# Words of a long form that an acronym of another language may stand for.
_LONG = 4


class Tie(NamedTuple):
    """An acronym and its long form, where the text ties them; ``organisation`` tells the name of one from a phrase."""

    acronym: tuple[int, int]
    long: tuple[int, int]
    organisation: bool


def ties(text: str, names: Sequence[Name]) -> list[Tie]:
    """Return the acronyms that the text spells out.

    >>> text = "La conférence des présidents d'université (CPU) et les fournisseurs d'accès à Internet (FAI) discutent."
    >>> [(text[slice(*t.acronym)], text[slice(*t.long)], t.organisation) for t in ties(text, [])]
    [('CPU', "conférence des présidents d'université", True), ('FAI', "fournisseurs d'accès à Internet", False)]
    >>> [tie.long for tie in ties("Cour des comptes (CDC) : avis", [])]
    [(0, 16)]
    """
    if "(" not in text:
        return []
    found = []
    for short in _AFTER.finditer(text):
        start = _opening(text, short.start(), short["acronym"])
        if start >= 0:
            found.append(_tie(text, names, short.span("acronym"), (start, short.start())))
        elif foreign := _foreign(text, names, short):
            found.append(foreign)
    for long in _BRACKET.finditer(text):
        short_before = _BEFORE.search(text, max(0, long.start() - _LONGEST_ACRONYM), long.start())
        if short_before and _spells(short_before["acronym"], long["long"]):
            found.append(_tie(text, names, short_before.span("acronym"), long.span("long")))
    return found


def _foreign(text: str, names: Sequence[Name], short: re.Match[str]) -> Tie | None:
    """Return what ties an acronym of another language to a long form: « Parti de la paix et du travail (ZKP) ».

    The long form opens with a noun of organisation and has four words or more; no list knows the acronym otherwise,
    and more than one letter is amiss: where all but one fit, it is that of another body.
    """
    acronym = short["acronym"]
    for name in meeting(names, short.start() - 1, short.start()):
        words = text[name.start : name.end].replace("'", " ").split()
        body = name.label == "ORG" and len(words) >= _LONG and _may_be_foreign(words[0].lower())
        letters = acronym.isupper() and len(acronym) <= _LENIENT and acronym not in acronyms()
        if body and letters and _misfit(acronym, [w for w in words if _counts(w)]) > 1:
            return Tie(short.span("acronym"), (name.start, name.end), organisation=True)
    return None


def _may_be_foreign(noun: str) -> bool:
    """Tell a body that may be of another country from a ministry or a court, whose brackets name a part of it."""
    return is_organisation_noun(noun) and noun not in name_words("of_state_body")


def _spells(acronym: str, long: str) -> bool:
    """Tell whether the words of a bracket spell out the acronym before it."""
    return _misfit(acronym, [w for w in _WORD.findall(long) if _counts(w)]) <= _slack(acronym)


def spell_out(text: str, names: Sequence[Name], tied: Sequence[Tie]) -> list[Name]:
    """Give organisations their long form whole where it is tied to an acronym, and drop acronyms of common phrases.

    >>> text = "le Cercle d'études et de formation (CEF) et les fournisseurs d'accès (FA)"
    >>> names = [Name(3, 18, "ORG"), Name(36, 39, "PER"), Name(70, 72, "ORG")]
    >>> [(text[n.start : n.end], n.label) for n in spell_out(text, names, ties(text, names))]
    [("Cercle d'études et de formation", 'ORG'), ('CEF', 'ORG')]
    """
    if not tied:
        return list(names)
    shorts = {text[slice(*tie.acronym)] for tie in tied if tie.organisation}
    names = [n._replace(label="ORG") if text[n.start : n.end] in shorts else n for n in names]
    taken = {n for tie in tied for span in (tie.acronym, tie.long) for n in meeting(names, *span)}
    kept = [n for n in names if n not in taken]
    for tie in tied:
        if tie.organisation:
            kept += [Name(*tie.long, "ORG"), Name(*tie.acronym, "ORG")]
        else:
            kept += meeting(names, *tie.long)
    return _apart(kept)


def _apart(names: list[Name]) -> list[Name]:
    """Return the names in order, without those that begin inside another."""
    found: list[Name] = []
    for name in sorted(names):
        if not found or name.start >= found[-1].end:
            found.append(name)
    return found


def _tie(text: str, names: Sequence[Name], acronym: tuple[int, int], long: tuple[int, int]) -> Tie:
    """Tell whether an acronym spells out an organisation: by its first noun, its capital, or the names in it."""
    first = _WORD.search(text, *long)
    word = first[0] if first else ""
    found = word.islower() and is_organisation_noun(word.lower())
    labels = [n.label for n in meeting(names, *acronym)]
    opens = [n.label for n in meeting(names, long[0], long[0] + 1) if n.start == long[0]]
    if word[:1].isupper():
        found = is_organisation_noun(word.lower()) or "ORG" in opens or ("ORG" in labels and not opens)
    return Tie(acronym, long, found or fold(text[slice(*acronym)]) in _known())


def _known() -> frozenset[str]:
    return frozenset(map(fold, acronyms()))


def _opening(text: str, end: int, acronym: str) -> int:
    """Return where the long form of an acronym begins that ends at ``end``, or -1; the best fit, then the shortest."""
    low = max(0, end - _REACH)
    for found in _BREAK.finditer(text, low, end):
        low = found.end()
    words = [(w.start(), w[0]) for w in _WORD.finditer(text, low, end)]
    best = (_slack(acronym) + 1, -1)
    for at in range(len(words) - 1, -1, -1):
        start, word = words[at]
        if not _counts(word) or fold(word)[0] != fold(acronym)[0]:
            continue
        whole = [w for _, w in words[at:]]
        misfit = min(_misfit(acronym, [w for w in whole if _counts(w)]), _misfit(acronym, whole))
        best = min(best, (misfit, start), key=lambda found: found[0])
    return best[1]


def _misfit(acronym: str, words: Sequence[str]) -> int:
    """Return how many letters of an acronym and initials of words have no match."""
    initials = "".join(fold(w)[0] for w in words)
    letters = fold(acronym)
    if not initials or initials[0] != letters[0]:
        return len(letters)
    capitals = "".join(c for c in acronym if c.isupper()).lower()
    return min(distance(initials, form, 2) for form in {letters, capitals if len(capitals) > 1 else letters})


def _slack(acronym: str) -> int:
    return 1 if len(acronym) >= _LENIENT else 0


def _counts(word: str) -> bool:
    """Tell a word whose initial an acronym takes from « de », « la »."""
    return len(word) > 1 and word.lower() not in name_words("no_initial")
