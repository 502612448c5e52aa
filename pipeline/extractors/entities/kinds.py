"""Corrections of kind: what is no name, and which label a name takes from the words around it."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extractors.entities.spans import Names, in_lower_case, opens_sentence
from pipeline.resources import load
from pipeline.resources.inflection import inflect
from pipeline.values.names import Name

_LETTER_OR_NUMBER = re.compile(r"[\W\d]*|[A-Za-z]\.?|\d+[a-z]*|[a-zà-ÿ]{1,12}")
_INDEFINITE = re.compile(r"(?<!\w)(?:un|une|des|ce|cet|cette|ces|chaque|quelques|plusieurs|ancien|ancienne) $", re.I)
_JOIN = r"(?:de la |de l'|du |des |de |d')"


@cache
def demonyms() -> frozenset[str]:
    """Return the nationalities and inhabitants in all their forms, in lower case."""
    return frozenset(f for row in load("demonyms") for f in inflect(row["masculine"], row["feminine"]))


@cache
def role_words() -> frozenset[str]:
    """Return the nouns of function, in all their forms."""
    return frozenset(
        form for row in load("roles") for lemma in (row["masculine"], row["feminine"]) for form in (lemma, f"{lemma}s")
    )


@cache
def _civility() -> re.Pattern[str]:
    forms = sorted((re.escape(row["form"]) for row in load("civilities")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(forms)})(?:\.? |$)")


@cache
def _before(label: str) -> re.Pattern[str]:
    """Return the nouns that introduce a name of ``label`` without belonging to it, at the end of a text."""
    heads = [row["head"] for row in load("name_heads") if row["place"] == "before" and row["label"] == label]
    heads = sorted(map(re.escape, heads), key=len, reverse=True)
    join = " " if label == "ORG" else r" (?:de |d')?"
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(heads)})s?(?: [a-zà-ÿ-]+(?:ais|aise|ois|oise|ien|ienne|ain|aine|and|ande))?{join}[«\"“]? ?$"
    )


@cache
def _heads(label: str) -> re.Pattern[str]:
    """Return the nouns that open a name of ``label``, with what ties them to it, at the end of a text."""
    heads = [row["head"] for row in load("name_heads") if row["place"] == "in" and row["label"] == label]
    heads = sorted((f"[{h[0]}{h[0].upper()}]{re.escape(h[1:])}" for h in heads), key=len, reverse=True)
    return re.compile(rf"(?<![\w'-])(?:(?<=[dl]')|(?<![\w'-]))(?P<head>{'|'.join(heads)})(?P<join> {_JOIN}| )$")


def drop_titles(text: str, names: Names) -> Iterator[Name]:
    """Take the title off a person, and drop a title that stands alone.

    >>> text = "M. Dumez et la ministre Vial"
    >>> [text[n.start:n.end] for n in drop_titles(text, [Name(0, 8, "PER"), Name(15, 28, "PER")])]
    ['Dumez', 'Vial']
    """
    for name in names:
        start, end, label = name
        found = _civility().match(text, start, end)
        if found and (label == "PER" or found.end() == end):
            start = found.end()
        while label == "PER":
            word, _, rest = text[start:end].partition(" ")
            if not rest or word.lower() not in role_words() or not (word.islower() or opens_sentence(text, start)):
                break
            start += len(word) + 1
        alone = text[start:end]
        if start < end and not (alone.lower() in role_words() and (alone.islower() or opens_sentence(text, start))):
            yield Name(start, end, label)


def drop_demonyms(text: str, names: Names) -> Iterator[Name]:
    """Drop nationalities and inhabitants, alone or glued to the name of a person.

    >>> text = "le Britannique Andy Murray bat un Espagnol"
    >>> [text[n.start:n.end] for n in drop_demonyms(text, [Name(3, 26, "PER"), Name(34, 42, "LOC")])]
    ['Andy Murray']
    """
    known = demonyms()
    for name in names:
        start, end, label = name
        word, _, rest = text[start:end].partition(" ")
        if word.lower() in known:
            if not rest and not (label == "PER" and _is_surname(text, start)):
                continue
            if rest and label in ("PER", "LOC") and rest[0].isupper() and _has_article(text, start):
                start += len(word) + 1
        yield Name(start, end, label)


def _is_surname(text: str, start: int) -> bool:
    """Tell whether the word at ``start`` stands without determiner, as a surname does (« Anglade, Lallemand »)."""
    return not _has_article(text, start) and not opens_sentence(text, start)


def _has_article(text: str, start: int) -> bool:
    before = text[max(0, start - 5) : start].lower()
    return before.endswith(
        (" le ", " la ", "les ", "l'", " un ", "une ", "des ", " du ", " au ", "aux ", "ces ", " ce ")
    ) or (before.strip() in ("le", "la", "les", "un", "une", "des", "du", "au", "aux"))


def drop_noise(text: str, names: Names) -> Iterator[Name]:
    """Drop what cannot be a name: a letter, a number, a word in lower case, a common word at the head of a sentence.

    >>> text = "Patron : le patron, un b"
    >>> list(drop_noise(text, [Name(0, 6, "MISC"), Name(23, 24, "LOC")]))
    []
    """
    for name in names:
        surface = text[name.start : name.end]
        if _LETTER_OR_NUMBER.fullmatch(surface) and not (surface == "X" and name.label in ("ORG", "MISC")):
            continue
        if " " not in surface and surface[1:].islower() and opens_sentence(text, name.start):
            if name.label != "PER" and in_lower_case(text, surface):
                continue
        yield name


def label_from_left(text: str, names: Names) -> Iterator[Name]:
    """Give a name the label that the noun before it asks for (« le groupe X », « la ville de X »).

    >>> text = "la start-up Alan et le collectif Justice"
    >>> [n.label for n in label_from_left(text, [Name(12, 16, "PER"), Name(33, 40, "MISC")])]
    ['ORG', 'ORG']
    """
    for name in names:
        before = text[max(0, name.start - 40) : name.start]
        if name.label != "ORG" and before.endswith((" ", "'", "«", '"')) and _before("ORG").search(before):
            yield name._replace(label="ORG")
        elif name.label in ("PER", "MISC", "ORG") and _before("LOC").search(before):
            yield name._replace(label="LOC")
        else:
            yield name


def extend_heads(text: str, names: Names) -> Iterator[Name]:
    """Join the head noun to the name that it opens (« hôpital Pasteur », « tribunal judiciaire de Brest »).

    >>> text = "le tribunal judiciaire de Brest et la rue de Siam"
    >>> [(text[n.start:n.end], n.label) for n in extend_heads(text, [Name(26, 31, "LOC"), Name(45, 49, "LOC")])]
    [('tribunal judiciaire de Brest', 'ORG'), ('rue de Siam', 'LOC')]
    """
    for name in names:
        before = text[max(0, name.start - 45) : name.start]
        if before.endswith((" ", "'")):
            for label in ("ORG", "LOC", "MISC"):
                found = _heads(label).search(before)
                if found and _takes(label, found["join"], name) and not _INDEFINITE.search(before, 0, found.start()):
                    name = Name(name.start - len(found[0]), name.end, label)
                    break
        yield name


def _takes(label: str, join: str, name: Name) -> bool:
    """Tell whether the head forms one name with what follows: a law or a case is named without « de »."""
    return join == " " if label == "MISC" else name.label != "PER" or join == " " or label == "LOC"
