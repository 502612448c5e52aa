"""Corrections that read the whole article: one name, one label; a surname is the person it was given to."""

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from functools import cache

from pipeline.entities.bounds import Names, in_lower_case, opens_sentence
from pipeline.entities.gazetteer import demonyms, given_names
from pipeline.entities.heads import is_side
from pipeline.entities.labels_by_context import is_firm_there
from pipeline.entities.labels_by_list import known_labels
from pipeline.entities.organisations import fits
from pipeline.entities.spelling import fold, is_full, surname
from pipeline.language.lists import load
from pipeline.records import Name

# From the capital on, then what stands before it: far quicker over a whole text than the other way round.
_WORD = re.compile(r"[^\W\d_a-zà-ÿ](?:(?<![\w'-].)|(?<=[dlDLjnsmtqc]'.)(?<![\w'-].'.)|(?<=qu'.))(?:[\w'-]*\w)?(?!\w)")
_LOCATED = re.compile(r"(?<!\w)(?:(?:à|de|en|vers|dans|entre|et|du|au|la|pour|depuis|par) |[dDlL]')\Z")
_NONE: dict[str, str] = {}
_NUMBERED = re.compile(r"[A-ZÀ-Þ]{2,}[ -]?\d{1,4}")  # « COP30 »
_NEAR = 300  # characters: a title is no longer
_AT = re.compile(r"(?<!\w)(?:à|en|vers|dans) $", re.I)
_LONGEST = 100  # characters of a name that is looked for elsewhere
_ACRONYM = re.compile(r"\((?P<acronym>[A-ZÀ-Þ][A-ZÀ-Þ&-]{1,7}|[A-Z][a-zé]{3,7})\)")


def surnames_to_persons(text: str, names: Names) -> Iterator[Name]:
    """Call a person every name that is the surname of a full name of the article.

    >>> text = "Elon Musk parle. Musk rit."
    >>> [n.label for n in surnames_to_persons(text, [Name(0, 9, "PER"), Name(17, 21, "ORG")])]
    ['PER', 'PER']
    """
    known = _surnames(text, names)
    for name in names:
        if name.label != "PER" and text[name.start : name.end] in known and not _is_other_there(text, name):
            yield name._replace(label="PER")
        else:
            yield name


def _surnames(text: str, names: Names) -> set[str]:
    found = set()
    for name in names:
        if name.label == "PER":
            full = text[name.start : name.end]
            last = full.rsplit(" ", 1)[-1]
            if is_full(full) and full[0].isupper() and last[0].isupper() and len(last) > 2:
                found |= {surname(full), last}
    return found


def _is_other_there(text: str, name: Name) -> bool:
    """Tell whether the words before a surname make it the name of a place or of a firm."""
    if name.label == "ORG":
        return is_firm_there(text, name)
    return name.label == "LOC" and text[max(0, name.start - 4) : name.start].lower().endswith((" en ", " à ", "\nà "))


def lengthen(text: str, names: Names) -> Iterator[Name]:
    """Give a name the rest of a longer one of the article (« la bataille d'[Europe] 1 »).

    >>> text = "Il dirige Europe 1. La bataille d'Europe 1."
    >>> [(text[n.start:n.end], n.label) for n in lengthen(text, [Name(10, 18, "ORG"), Name(34, 40, "LOC")])]
    [('Europe 1', 'ORG'), ('Europe 1', 'ORG')]
    """
    longer: dict[str, dict[str, str]] = defaultdict(dict)
    for name in names:
        form = text[name.start : name.end]
        if " " in form and name.label == "ORG":
            longer[form.split(" ")[0]][form] = name.label
    for at, name in enumerate(names):
        for form, label in longer.get(text[name.start : name.end], _NONE).items():
            end = name.start + len(form)
            free = at + 1 == len(names) or end <= names[at + 1].start
            if free and text.startswith(form, name.start) and not _continues(text, end):
                name = Name(name.start, end, label)
        yield name


def first_words(text: str, names: Names) -> Iterator[Name]:
    """Call an organisation the first word of one of the article (« Mistral » after « Mistral AI »).

    >>> text = "Mistral AI lève des fonds. Mistral embauche."
    >>> [n.label for n in first_words(text, [Name(0, 10, "ORG"), Name(27, 34, "PER")])]
    ['ORG', 'ORG']
    """
    known = {text[n.start : n.end].split(" ")[0] for n in names if n.label == "ORG" and " " in text[n.start : n.end]}
    known -= _surnames(text, names)
    for name in names:
        surface = text[name.start : name.end]
        if name.label in ("PER", "MISC") and surface in known and fold(surface) not in given_names():
            name = name._replace(label="ORG")
        yield name


def firms_by_evidence(text: str, names: Names) -> Iterator[Name]:
    """Call an organisation all that one noun of a firm names (« le groupe X »), unless it is a place elsewhere.

    A person may bear the name of a firm, where the article names him in full; never one that no given name opens.

    >>> text = "Altis recule. Le groupe Altis cède. On plaint Altis."
    >>> [n.label for n in firms_by_evidence(text, [Name(0, 5, "LOC"), Name(24, 29, "ORG"), Name(46, 51, "LOC")])]
    ['ORG', 'ORG', 'ORG']
    """
    labels: dict[str, set[str]] = defaultdict(set)
    for name in names:
        labels[text[name.start : name.end]].add(name.label)
    bearers = {form.rsplit(" ", 1)[-1] for form, met in labels.items() if "PER" in met and is_full(form)}
    mixed = {
        form
        for form, met in labels.items()
        if len(met) > 1 and "ORG" in met and ("PER" not in met or _is_no_person(form, bearers))
    }
    mixed -= known_labels().keys()
    if not mixed:  # as nearly always
        yield from names
        return
    firms, places = set(), set()
    for name in names:
        form = text[name.start : name.end]
        if form in mixed:
            if name.label == "ORG" and is_firm_there(text, name):
                firms.add(form)
            elif name.label == "LOC" and _AT.search(text, max(0, name.start - 5), name.start):
                places.add(form)
    firms -= places
    for name in names:
        yield name._replace(label="ORG") if text[name.start : name.end] in firms else name


def _is_no_person(form: str, bearers: Set[str]) -> bool:
    """« Maxa Pelramo », « Robin des Bois », a word that is nobody's surname in the article."""
    first, space, rest = form.partition(" ")
    if not space:
        return form not in bearers and fold(form) not in given_names()
    return fold(first) not in given_names() or rest.startswith("des ")


def majority(text: str, names: Names) -> Iterator[Name]:
    """Give all mentions of one form the label of most; one in a title or at the head of a sentence counts half.

    >>> text = "Oddo, Oddo, Oddo"
    >>> [n.label for n in majority(text, [Name(0, 4, "ORG"), Name(6, 10, "LOC"), Name(12, 16, "ORG")])]
    ['ORG', 'ORG', 'ORG']
    """
    votes = _votes(text, names)
    mixed = {form for form, ballot in votes.items() if len(ballot) > 1}
    if not mixed:  # as nearly always
        yield from names
        return
    title = text.find("\n", 0, _NEAR)
    for name in names:
        form = text[name.start : name.end]
        if form in mixed and name.start > title and not opens_sentence(text, name.start):
            votes[form][name.label] += 1
    for name in names:
        form = text[name.start : name.end]
        if form in mixed:
            ballot = votes[form]
            label = _first(ballot)
            if 2 * ballot[label] > sum(ballot.values()):
                name = name._replace(label=label)
        yield name


def _votes(text: str, names: Names) -> dict[str, dict[str, int]]:
    """Return how many mentions of each form have each label."""
    votes: dict[str, dict[str, int]] = {}
    for start, end, label in names:
        ballot = votes.setdefault(text[start:end], {})
        ballot[label] = ballot.get(label, 0) + 1
    return votes


def _first(ballot: dict[str, int]) -> str:
    """Return the label that most mentions have; of two, that which was met first."""
    return max(ballot, key=ballot.__getitem__)


def add_acronyms(text: str, names: Names) -> Iterator[Name]:
    """Add the acronym in brackets after the name of an organisation.

    >>> text = "la Cour des comptes (CDC)"
    >>> [text[n.start:n.end] for n in add_acronyms(text, [Name(3, 19, "ORG")])]
    ['Cour des comptes', 'CDC']
    """
    for name in names:
        if name.label in ("ORG", "MISC") and text.startswith(" (", name.end):
            found = _ACRONYM.match(text, name.end + 1)
            if found and fits(found["acronym"], text[name.start : name.end]):
                yield name
                yield Name(found.start("acronym"), found.end("acronym"), name.label)
                continue
        yield name


def add_missed(text: str, names: Names) -> Iterator[Name]:
    """Add the places where a name of the article, or the surname of one, was missed.

    >>> text = "Aya Konan sort. On attend Konan."
    >>> [text[n.start:n.end] for n in add_missed(text, [Name(0, 9, "PER")])]
    ['Aya Konan', 'Konan']
    """
    yield from names
    forms = _forms(text, names)
    if not forms:
        return
    firsts: dict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        firsts[form.split(" ")[0]].append(form)
    taken = bytearray(len(text) + 1)
    for name in names:
        taken[name.start : name.end] = b"\1" * (name.end - name.start)
    for found in _WORD.finditer(text):
        known = firsts.get(found[0])
        if known is None:  # as nearly always
            continue
        start = found.start()
        for form in known:
            end = start + len(form)
            if text.startswith(form, start) and not _continues(text, end) and not any(taken[start:end]):
                if _stands_alone(text, start, end, forms[form]):
                    yield Name(start, end, forms[form])
                break


def _forms(text: str, names: Names) -> dict[str, str]:
    """Return the forms worth looking for, and their label."""
    votes = _votes(text, names)
    forms = {f: _first(ballot) for f, ballot in votes.items() if f[0].isupper() and len(f) < _LONGEST}
    forms = {f: x for f, x in forms.items() if _is_sought(f, x, votes[f])}
    forms.update(dict.fromkeys(_surnames(text, names), "PER"))
    return {f: label for f, label in forms.items() if f.lower() not in demonyms()}


def _is_sought(form: str, label: str, ballot: dict[str, int]) -> bool:
    """Tell whether a form is a name wherever it stands: a place is one each time; a firm of one word opens a line."""
    if label == "ORG":
        return " " in form or "-" in form or form.isupper() or (len(form) > 3 and len(ballot) == 1)
    if label == "LOC":
        return len(form) > 3 and len(ballot) == 1
    return len(form) > 2 if label == "PER" else form in known_labels() or _NUMBERED.fullmatch(form) is not None


def _continues(text: str, end: int) -> bool:
    return end < len(text) and (text[end].isalnum() or (text[end] == "-" and text[end + 1 : end + 2].isalpha()))


def _stands_alone(text: str, start: int, end: int, label: str) -> bool:
    """Tell whether the form is a name there: no part of a longer one, no common word at the head of a sentence."""
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return False
    form = text[start:end]
    if label == "ORG" and form.isalpha() and not form.isupper() and start and text[start - 1] != "\n":
        return False
    if label == "LOC" and is_side(text, start, end):
        return False
    if label == "LOC" and not _LOCATED.search(text, max(0, start - 8), start):
        return False
    if opens_sentence(text, start):
        return not in_lower_case(text, form, start)
    return text[start - 1] != " " or _may_follow(text, start, label)


def _may_follow(text: str, start: int, label: str) -> bool:
    """Tell whether the word before leaves a name alone: no name itself, no number, no « prix » before « Nobel »."""
    word = text[max(0, start - 20) : start - 1].rsplit(" ", 1)[-1]
    if word.isupper() or (word[:1].isupper() and word.isalpha() and not opens_sentence(text, start - len(word) - 1)):
        return False
    return not word.isdigit() and not (label == "PER" and word in _not_before_person())


@cache
def _not_before_person() -> frozenset[str]:
    """Return the nouns after which a surname names something else (« le prix Nobel », « l'usine Poulain »)."""
    return frozenset(
        row["head"] for row in load("entities/name_heads") if row["place"] != "before" or row["label"] == "ORG"
    )
