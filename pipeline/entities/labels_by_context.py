"""Corrections of label by the words around a name: the noun before it, the apposition after it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.entities.additions import ADJECTIVE
from pipeline.entities.bounds import Names
from pipeline.entities.gazetteer import countries, demonyms, is_given
from pipeline.entities.heads import not_names
from pipeline.entities.labels_by_list import known_labels
from pipeline.entities.spans import meeting
from pipeline.entities.spelling import fold, name_words
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

_OF_THINGS = re.compile(r" des [A-ZÀ-Þ]")  # « Robin des Bois »
_CLOSES = (",", ".", ")")
_OPENS = (" ", "'", "«", '"')
_NATIONAL = (
    r" (?:[a-zà-ÿ-]+(?:ais|aise|ois|oise|ien|ienne|ain|aine|and|ande)|russe|belge|suisse|turc|grec|tchèque|serbe)s?"
)
# « le groupe [de médias] X », « la société [d'aménagement] X »
_COMPLEMENT = r"(?: (?:de |d')(?!autres?\b|a[nu]\b)[a-zà-ÿ-]{4,})"
_NATIONAL_FIRM = re.compile(r"(?<!\w)(?:(?:le|du|au) |(?P<elided>l'))(?P<people>[a-zà-ÿ-]+) $", re.I)
_OF = re.compile(r"(?<![\w-])(?P<noun>[\w-]+) (?:de |d')$")
_NICKNAME = re.compile(r",? (?:dite? (?:« ?|\")|alias (?:« ?|\")?|surnommée? (?:« ?|\")?)")
_APPOSITION = re.compile(
    r"(?: [A-ZÀ-Þ][\w'-]+)?(?P<comma>, )(?:le |la |l')?(?:ancien |ancienne |nouveau |nouvelle )?"
    r"(?P<word>[\w-]+)(?= (?:de|du|des|d')\b|,)"
)
_DESCRIPTION = re.compile(
    r"(?:(?:(?<![\w-])(?:le|la|un|une|son|sa|leur) |(?<!\w)l')(?:(?:ancien|nouveau|actuel)(?:ne|le)? |nouvelle )?"
    r"(?P<word>[\w-]+)|(?<!\w)(?:celui|celle))(?: [^,.;:!?()\n]{1,60})?, $",
    re.I,
)
_OPENING = re.compile(
    r"(?:^|[.!?»\n] ?)(?P<word>[A-ZÀ-Þ][a-zà-ÿ-]+) (?:de |du |des |d'|à |aux? )[^,.;:!?()\n]{1,60}, $"
)
_GIVEN_AND_SURNAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)? (?:[A-ZÀ-Þ][\w'-]+ ?)+")
_QUOTES = ("“", "«", '"')
_THING = re.compile(
    r"(?: ?[»”\"])?, (?:(?:le|la|un|une|son|sa|leur) |l')"
    r"(?:(?:nouveau|nouvel|nouvelle|premier|première|dernier|dernière|grand|grande) )?(?P<word>[\w-]+)"
    rf"{ADJECTIVE}?(?=[,.]| (?:de|du|des|d'|signée?|réalisée?|fondée?|créée?)\b)"
)
_AFTER_PREPOSITION = re.compile(r"(?<!\w)(?:(?:à|en|de|du|des|au|aux|chez|dans|la|le|les) |[dl]')$", re.I)


@cache
def _before(label: str) -> re.Pattern[str]:
    """Return the nouns that introduce a name of ``label`` without belonging to it, at the end of a text."""
    heads = sorted(map(re.escape, _heads_before(label)), key=len, reverse=True)
    join = r" (?:de |d')?" if label == "LOC" else " "
    adjectives = f"{ADJECTIVE}{{0,2}}" if label == "MISC" else f"(?:{ADJECTIVE}?{_NATIONAL})?"
    if label == "ORG":  # « le syndicat agricole X », never « le laboratoire spatial X »
        adjectives = f"(?:{_COMPLEMENT}?{ADJECTIVE}?{_NATIONAL}|{_COMPLEMENT}|(?! spatial){ADJECTIVE})?"
    elif label == "LOC":  # « la ville moyenne de X », never « la station spatiale X »
        join = rf"(?: (?:de |d')?|{ADJECTIVE} (?:de |d'))"
    quoted = "|".join(sorted(map(re.escape, _heads_of(label, "in", "quoted")), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?:(?:{'|'.join(heads)})s?{adjectives}{join}[«\"“]? ?|(?:{quoted})s?{ADJECTIVE}? [«\"“] ?)$"
    )


@cache
def _heads_before(label: str) -> tuple[str, ...]:
    return _heads_of(label, "before")


def _heads_of(label: str, *places: str) -> tuple[str, ...]:
    return tuple(row["head"] for row in load("entities/name_heads") if row["place"] in places and row["label"] == label)


@cache
def _head_words() -> frozenset[str]:
    """Return the longest word of each such noun, singular and plural: a quick test before the patterns."""
    heads = (head for label in ("ORG", "LOC", "MISC") for head in _heads_of(label, "before", "in", "quoted"))
    words = {max(head.replace("'", " ").split(" "), key=len) for head in heads}
    return frozenset(words | {f"{word}s" for word in words})


def label_from_left(text: str, names: Names) -> Iterator[Name]:
    """Give a name the label that the noun before it asks for (« le groupe X », « la ville de X », « le film X »).

    >>> text = "la start-up Alan et le film Justice"
    >>> [n.label for n in label_from_left(text, [Name(12, 16, "PER"), Name(28, 35, "ORG")])]
    ['ORG', 'MISC']
    """
    for name in names:
        before = text[max(0, name.start - 45) : name.start]
        near = before.replace("'", " ").rstrip(' «"“').split(" ")[-4:] if before[-1:] in _OPENS else ()
        others = [label for label in ("ORG", "LOC", "MISC") if label != name.label]
        heads = others if near and not _head_words().isdisjoint(near) else ()
        led = next(((label, found) for label in heads if (found := _before(label).search(before))), None)
        if led:
            if not _belongs(text, name, led[0], led[1][0]):
                name = name._replace(label=led[0])
        elif near and name.label in ("LOC", "MISC", "PER") and _is_of_work(text, name, near):
            name = name._replace(label="ORG")
        yield name


def add_firms(text: str, names: Names) -> Iterator[Name]:
    """Add the organisation that a noun of one announces where the model has found none (« le groupe américain X »).

    >>> text = "le groupe américain Celanor et la société Terralis"
    >>> [(text[n.start:n.end], n.label) for n in add_firms(text, [])]
    [('Celanor', 'ORG'), ('Terralis', 'ORG')]
    """
    yield from names
    for found in _announced().finditer(text):
        word = found["name"].split(" ")[0]
        low = word.lower()
        common = low in demonyms() or low in name_words("opens_sentence") or word in not_names() or is_given(word)
        if not common and not meeting(names, *found.span("name")):
            yield Name(*found.span("name"), "ORG")


@cache
def _announced() -> re.Pattern[str]:
    """Return the pattern of a firm after « le groupe », « l'équipementier japonais »."""
    heads = one_of(_heads_before("ORG"))
    return re.compile(
        rf"(?<!\w)(?:(?:[Ll]e|[Ll]a|du|au|[Uu]ne?|son|sa) |[LlDd]'){heads}(?:{ADJECTIVE}?{_NATIONAL})? "
        rf"(?P<name>[A-ZÀ-Þ][\w&-]++(?: [A-ZÀ-Þ][\w&-]++){{0,2}}+)(?![\w'-]|{ADJECTIVE}(?!\w))"
    )


def is_firm_there(text: str, name: Name) -> bool:
    """Tell whether the noun before makes a name that of a firm: « le groupe Dangote » is not Aliko Dangote.

    >>> is_firm_there("le groupe Dangote", Name(10, 17, "ORG")), is_firm_there("avec Dangote", Name(5, 12, "ORG"))
    (True, False)
    """
    return bool(_before("ORG").search(text, max(0, name.start - 45), name.start)) or _is_of_firm(text, name)


def is_work_there(text: str, name: Name) -> bool:
    """Tell whether the words around say that a name is that of a work: « le film X », « X, une fresque de »."""
    found = _THING.match(text, name.end)
    told = found is not None and found["word"] in name_words("work")
    return told or bool(_before("MISC").search(text, max(0, name.start - 45), name.start))


def _is_of_firm(text: str, name: Name) -> bool:
    """Tell whether the noun before « de » says that a firm follows (« cofondateur de Brivalis »).

    A person owns and buys as well: « la filiale de Morvan » is that of a firm, « le rachat de Morvan » may be his.
    """
    found = _OF.search(text, max(0, name.start - 25), name.start)
    if found is None or found["noun"] not in name_words("of_firm", "firm_only"):
        return False
    first, space, _ = text[name.start : name.end].partition(" ")
    sure = found["noun"] in name_words("firm_only") or (bool(space) and found["noun"] in name_words("bought"))
    if name.label == "PER" and not (sure and not is_given(first)):
        return False
    return fold(text[name.start : name.end]) not in countries()


def _belongs(text: str, name: Name, label: str, before: str) -> bool:
    """Tell whether the noun is of another (« la série Netflix », « secrétaire du parti Luc Roy »)."""
    surface = text[name.start : name.end]
    first, space, _ = surface.partition(" ")
    if name.label != "PER" or not space or not is_given(first) or _OF_THINGS.search(surface):
        return label == "MISC" and known_labels().get(surface) == "ORG"
    if before.endswith((" de ", " d'")):
        return True
    return (label == "MISC" and before[-1] not in '«"“') or before.split(" ")[0] in name_words("body")


def _is_of_work(text: str, name: Name, near: Sequence[str]) -> bool:
    """Tell whether one works there (« salarié chez X »), or owns it (« cofondateur de X »); a person is no place."""
    if near[-1] != "chez":
        return _is_of_firm(text, name)
    work = near[-2] if len(near) > 1 else ""
    return name.label == "MISC" or (name.label == "PER" and work in name_words("at_work") | _function_words())


def persons_by_role(text: str, names: Names) -> Iterator[Name]:
    """Call a person what follows a noun of function (« la juge Arel », « la députée solidaire Ruba Ghazal »).

    >>> text = "le styliste Pathé salue"
    >>> [n.label for n in persons_by_role(text, [Name(12, 17, "ORG")])]
    ['PER']
    """
    for name in names:
        if name.label != "PER" and text[name.start - 1 : name.start] == " ":
            words = text[max(0, name.start - 45) : name.start - 1].split(" ")
            word = words[-1].rsplit("'", 1)[-1]
            first, space, _ = text[name.start : name.end].partition(" ")
            if word in _function_words():
                person = not first.isupper() and fold(first) not in countries()
            else:
                role = words[-2].rsplit("'", 1)[-1] if len(words) > 1 else ""
                described = role in _function_words() or word in demonyms()
                described = described and word.islower() and word not in name_words("opening")
                person = bool(space) and described and is_given(first)
            if person:
                name = name._replace(label="PER")
        yield name


def firms_by_country(text: str, names: Names) -> Iterator[Name]:
    """Call an organisation what follows « l'américain », « le suisse »: a person is « l'Américain ».

    >>> text = "l'américain Nvidia et le suisse Helvatronic"
    >>> [n.label for n in firms_by_country(text, [Name(12, 18, "MISC"), Name(32, 43, "PER")])]
    ['ORG', 'ORG']
    """
    for name in names:
        if name.label != "ORG" and text[name.start - 1 : name.start] == " ":
            found = _NATIONAL_FIRM.search(text, max(0, name.start - 25), name.start)
            if found and found["people"] in demonyms():
                first, space, _ = text[name.start : name.end].partition(" ")
                person = name.label == "PER" and bool(space)
                if not person and not is_given(first) and not (found["elided"] and found["people"].endswith("e")):
                    name = name._replace(label="ORG")
        yield name


def persons_by_nickname(text: str, names: Names) -> Iterator[Name]:
    """Call a person the nickname of one (« Jean Roux, dit « Titou » »).

    >>> text = "Jean Roux, dit « Titou », rit."
    >>> [n.label for n in persons_by_nickname(text, [Name(0, 9, "PER"), Name(17, 22, "MISC")])]
    ['PER', 'PER']
    """
    for at, name in enumerate(names):
        named = at and name.label != "PER" and names[at - 1].label == "PER"
        if named and _NICKNAME.fullmatch(text, names[at - 1].end, name.start):
            name = name._replace(label="PER")
        yield name


def persons_by_apposition(text: str, names: Names) -> Iterator[Name]:
    """Call a person what a noun of function describes after it (« Masayoshi Son, le PDG de SoftBank »).

    >>> text = "Masayoshi Son, le PDG de SoftBank, investit."
    >>> [(text[n.start:n.end], n.label) for n in persons_by_apposition(text, [Name(0, 9, "LOC")])]
    [('Masayoshi Son', 'PER')]
    """
    for name in names:
        if name.label != "PER" and not _AFTER_PREPOSITION.search(text, max(0, name.start - 6), name.start):
            found = _APPOSITION.match(text, name.end)
            if found and found["word"] in _function_words() and " " in text[name.start : found.start("comma")]:
                name = Name(name.start, found.start("comma"), "PER")
        yield name


def persons_by_description(text: str, names: Names) -> Iterator[Name]:
    """Call a person what stands between commas after a noun of function (« le patron du groupe, Masayoshi Son, »).

    At the head of a sentence the noun needs no article, and the name no second comma: « Patron de X, Kenji Mori rit. »

    >>> text = "La maire de la ville, Virginia Raggi, refuse."
    >>> [n.label for n in persons_by_description(text, [Name(22, 36, "LOC")])]
    ['PER']
    """
    for name in names:
        after_comma = name.label != "PER" and text[name.start - 2 : name.start] == ", "
        if after_comma and _GIVEN_AND_SURNAME.fullmatch(text, name.start, name.end):
            closed = text[name.end : name.end + 2].lstrip()[:1] in _CLOSES
            found = (_DESCRIPTION if closed else _OPENING).search(text, max(0, name.start - 90), name.start)
            word = found["word"] if found else ""
            if found and (not word or not _function_words().isdisjoint((word, word.lower()))):
                name = name._replace(label="PER")
        yield name


@cache
def _function_words() -> frozenset[str]:
    """Return the nouns of function that only a person follows."""
    firms = {row["head"] for row in load("entities/name_heads") if row["place"] == "before"}
    rows = [row for row in load("entities/roles") if row["kind"] == "function"]
    return frozenset(row[k] for row in rows for k in ("masculine", "feminine")) - firms


def labels_by_apposition(text: str, names: Names) -> Iterator[Name]:
    """Give a name the label of what is said after it (« DeepSeek, le concurrent », « Parthenope, son dernier film »).

    >>> text = "DeepSeek, son concurrent chinois, et Nadja, le premier film d'Anne Vial"
    >>> [n.label for n in labels_by_apposition(text, [Name(0, 8, "MISC"), Name(37, 42, "ORG")])]
    ['ORG', 'MISC']
    """
    for name in names:
        found = _THING.match(text, name.end)
        if found:
            word = found["word"]
            quoted = text[max(0, name.start - 2) : name.start].strip() in _QUOTES
            if word in name_words("work") and (name.label != "PER" or quoted or " " not in text[name.start : name.end]):
                name = name._replace(label="MISC")
            elif name.label == "MISC" and word in _heads_before("ORG"):
                name = name._replace(label="ORG")
        yield name
