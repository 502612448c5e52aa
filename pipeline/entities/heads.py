"""Corrections of kind: what is no name, and the noun that opens one."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.entities.bounds import Names, before_noun, in_lower_case, opens_sentence
from pipeline.entities.gazetteer import countries, demonyms, is_given
from pipeline.entities.person_nouns import holds_office
from pipeline.entities.spelling import fold
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

_LETTER_OR_NUMBER = re.compile(r"[\W\d]*|(?:(?:[Gg]roupe|[Pp]oule) )?[A-Za-z]\.?|\d+[a-z]*|[a-zà-ÿ]{1,12}")
_NTH = re.compile(r"\d+(?:e|er|ère|ème) [a-zà-ÿ -]+")  # « 7e journée »
_OF = re.compile(r"(?:de la |de l'|du |des |de |d')")
# « [Directeur] général de la Sonabel »
_GENERAL_OF = re.compile(r"(?:général|exécutif|technique|adjoint|délégué)e? (?:de la |de l'|du |des |de |d')")
# « Cheikh Tidiane Sarr » is called so, « Cheikh Ahmed ben Salem » is a sheikh.
_GIVEN_TITLE, _ARABIC = "Cheikh ", re.compile(r" (?:ben|bin|ibn|bint|al|el)[ -]|(?<![\w-])[AaEe]l[- ]")
_SIDES = frozenset(["Nord", "Sud", "Est", "Ouest", "Nord-Est", "Nord-Ouest", "Sud-Est", "Sud-Ouest"])
_PREMIER = re.compile(r"[Pp]remi(?:er|ère) (?=[Mm]inistre )")
_MASCULINE = re.compile(r"(?<!\w)(?:le|les|un|une|des|du|aux?|ces?) $", re.I)
_DETERMINED = re.compile(r"(?<!\w)(?:(?:le|la|les|un|une|des|du|aux?|ces?) |l')$", re.I)
_INDEFINITE = re.compile(r"(?<!\w)(?:un|une|des|ce|cet|cette|ces|chaque|quelques|plusieurs|ancien|ancienne) $", re.I)
_JOIN = r"(?:de la |de l'|du |des |de |d')"


@cache
def role_words() -> frozenset[str]:
    """Return the nouns of function, in all their forms."""
    return frozenset(
        form
        for row in load("entities/roles")
        for lemma in (row["masculine"], row["feminine"])
        for form in (lemma, f"{lemma}s")
    )


@cache
def _civility() -> re.Pattern[str]:
    return re.compile(rf"{one_of(row['form'] for row in load('entities/civilities'))}(?:\.? |$)")


@cache
def _heads(label: str) -> re.Pattern[str]:
    """Return the nouns that open a name of ``label``, with what ties them to it, at the end of a text."""
    heads = [row["head"] for row in load("entities/name_heads") if row["place"] == "in" and row["label"] == label]
    known = one_of(form for head in heads for form in (head, head[0].upper() + head[1:]))
    named = r" [A-ZÀ-Þ]\w*-[A-ZÀ-Þ][\w-]+" if label == "ORG" else r"(?!)"  # « centre hospitalier Yves-Le-Foll de »
    return re.compile(rf"(?:(?<=[dl]')|(?<![\w'-]))(?P<head>{known})(?P<join> {_JOIN}| |{named} (?:de |d'))$")


def drop_titles(text: str, names: Names) -> Iterator[Name]:
    """Take the title off a person, and drop a title that stands alone.

    >>> text = "M. Dumez et la ministre Vial"
    >>> [text[n.start:n.end] for n in drop_titles(text, [Name(0, 8, "PER"), Name(15, 28, "PER")])]
    ['Dumez', 'Vial']
    """
    for name in names:
        start = _with_given_title(text, name.start, name.end) if name.label == "PER" else -1
        if start < 0:
            start = _after_roles(text, _after_title(text, name), name.end, name.label)
        if start < name.end:
            yield name if start == name.start else name._replace(start=start)


def _after_title(text: str, name: Name) -> int:
    """Return where a name begins without « M. », « Premier ministre »."""
    start, end, label = name
    found = _civility().match(text, start, end)
    if found and (label == "PER" or found.end() == end):
        start = found.end()
    found = _PREMIER.match(text, start, end)
    return found.end() if found and found.end() < end else start


def _with_given_title(text: str, start: int, end: int) -> int:
    """Return where a name with « Cheikh » begins, before it or in it; -1 if it has none, or is that of a sheikh."""
    if text.startswith(_GIVEN_TITLE, max(0, start - len(_GIVEN_TITLE))):
        start = max(0, start - len(_GIVEN_TITLE))
    given = text.startswith(_GIVEN_TITLE, start) and not _DETERMINED.search(text, max(0, start - 6), start)
    return start if given and not _ARABIC.search(text, start, end) else -1


def _after_roles(text: str, start: int, end: int, label: str) -> int:
    """Return where a name begins without the nouns of function that open it; its end if it is nothing else."""
    while start < end:
        word, space, rest = text[start:end].partition(" ")
        join = _OF.match(rest) or _GENERAL_OF.match(rest)
        if not _is_role(text, start, word, space) or _belongs(text, start, word, "" if join else rest, label):
            break
        start += len(word) + len(space) + (join.end() if join else 0)
    return start


def _is_role(text: str, start: int, word: str, space: str) -> bool:
    """Tell a noun of function: in small letters, before a noun, or before other words of the name."""
    return word.lower() in role_words() and (word.islower() or before_noun(text, start) or bool(space))


def _belongs(text: str, start: int, word: str, bare: str, label: str) -> bool:
    """Tell whether a noun of function with its capital is of the name: « Avocats sans frontières »."""
    glued = bare and not word.islower() and (label == "ORG" or (label == "PER" and not before_noun(text, start)))
    return bool(glued) or (label == "ORG" and word[0].isupper() and word.endswith("s"))


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
            person = _of_person(text, start)
            if not rest and (person or (label != "PER" and fold(word) not in _also_places())):
                continue
            full = label == "PER" and " " in rest and not is_given(word)  # « le surprenant Norvégien Luc Roy »
            if rest and label in ("PER", "LOC") and rest[0].isupper() and (person or full):
                start += len(word) + 1
        yield Name(start, end, label)


@cache
def _also_places() -> frozenset[str]:
    """Return the words that name a country as well as its inhabitant (Suisse)."""
    return frozenset({*countries(), "corse", "romain"} & {fold(d) for d in demonyms()})


def _of_person(text: str, start: int) -> bool:
    """Tell whether the determiner before ``start`` is one that people take: « le Suisse », never « la Suisse »."""
    also_place = text.startswith(("Suisse", "Corse"), start)
    return bool((_MASCULINE if also_place else _DETERMINED).search(text, max(0, start - 5), start))


def drop_noise(text: str, names: Names) -> Iterator[Name]:
    """Drop what cannot be a name: a letter, a number, a word in lower case, a common word at the head of a sentence.

    >>> text = "Patron : le patron, un b"
    >>> list(drop_noise(text, [Name(0, 6, "MISC"), Name(23, 24, "LOC")]))
    []
    """
    yield from (name for name in names if not any(is_noise(text, name) for is_noise in NOISE))


def _is_number(text: str, name: Name) -> bool:
    """« b », « poule A », « 12e », « 7e journée », the number of a département (but X, the network)."""
    surface = text[name.start : name.end]
    if name.label == "LOC" and surface[0].isdigit() and len(surface) < 4:
        return True
    if name.label != "LOC" and _NTH.fullmatch(surface):
        return True
    network = surface == "X" and name.label in ("ORG", "MISC")
    return _LETTER_OR_NUMBER.fullmatch(surface) is not None and not network


def _is_tag(text: str, name: Name) -> bool:
    """« #MeToo »."""
    return text[name.start - 1 : name.start] == "#"


def _names_nothing(text: str, name: Name) -> bool:
    """« TVA », « État », and what they open in small letters."""
    surface = text[name.start : name.end]
    return surface in not_names() or (surface[0].islower() and surface.partition(" ")[0] in not_names())


def _is_common(text: str, name: Name) -> bool:
    """« Patron » at the head of a sentence, where the article also has « patron »."""
    surface = text[name.start : name.end]
    one_word = name.label != "PER" and " " not in surface and surface[1:].islower()
    return one_word and opens_sentence(text, name.start) and in_lower_case(text, surface, name.start)


def _is_office(text: str, name: Name) -> bool:
    """« Le Maire informe ses administrés », where nobody has that name: « Bruno Le Maire »."""
    article, _, word = text[name.start : name.end].partition(" ")
    office = name.label == "PER" and article in ("Le", "La") and word.lower() in role_words()
    return office and re.search(rf"[A-ZÀ-Þ][\w'-]+ {article} {word}(?!\w)", text) is None


def _is_side(text: str, name: Name) -> bool:
    """« Au Nord de Brest », « dans l'Ouest du pays »."""
    return name.label == "LOC" and is_side(text, name.start, name.end)


def is_side(text: str, start: int, end: int) -> bool:
    """Tell a side of what is named after it from a place: « le Nord ».

    >>> is_side("au Nord de Brest", 3, 7), is_side("dans le Nord, à Lille", 8, 12)
    (True, False)
    """
    return text[start:end] in _SIDES and _OF.match(text, end + 1) is not None


NOISE = (_is_number, _is_tag, _names_nothing, _is_common, _is_office, _is_side)


@cache
def not_names() -> frozenset[str]:
    """Return the words in capitals that name nothing (TVA, État)."""
    return frozenset(row["form"] for row in load("entities/not_names"))


def extend_heads(text: str, names: Names) -> Iterator[Name]:
    """Join the head noun to the name that it opens (« hôpital Pasteur », « tribunal judiciaire de Brest »).

    >>> text = "le tribunal judiciaire de Brest et la rue de Siam"
    >>> [(text[n.start:n.end], n.label) for n in extend_heads(text, [Name(26, 31, "LOC"), Name(45, 49, "LOC")])]
    [('tribunal judiciaire de Brest', 'ORG'), ('rue de Siam', 'LOC')]
    """
    for name in names:
        before = text[max(0, name.start - 45) : name.start]
        near = before.replace("'", " ").lower().split()[-4:]
        if before.endswith((" ", "'")) and not _head_ends().isdisjoint(near):
            for label in ("ORG", "LOC", "MISC"):
                found = _heads(label).search(before)
                held = found and name.label == "PER" and holds_office(text, name.start - len(found[0]), found["head"])
                if (
                    found
                    and _takes(label, found["join"], name)
                    and not (held or _INDEFINITE.search(before, 0, found.start()))
                ):
                    name = Name(name.start - len(found[0]), name.end, label)
                    break
        yield name


@cache
def _head_ends() -> frozenset[str]:
    """Return the last words of the heads, in lower case: a quick test before the patterns."""
    heads = (row["head"] for row in load("entities/name_heads") if row["place"] == "in")
    return frozenset(head.replace("'", " ").lower().split()[-1] for head in heads)


def _takes(label: str, join: str, name: Name) -> bool:
    """Tell whether the head forms one name with what follows: a law or a case is named without « de »."""
    if name.label == "PER" and label == "LOC":  # « la place de Paul Roux » is his
        return join not in (" de ", " d'")
    return join == " " if label == "MISC" else name.label != "PER" or join == " "
