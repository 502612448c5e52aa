"""The gender of a person, as the article shows it: title, role, agreement, pronoun, else the given name.

Each clue has a weight; the heavier side wins, none when they are even. A surname shows nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from pipeline.entities.gazetteer import demonyms, given_names
from pipeline.entities.roles import Role
from pipeline.entities.spelling import fold, is_full, name_words
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

# « Mme » is sure; « la ministre » nearly; a masculine noun may be said of a woman; « elle » may be a company.
TITLE, FEMININE_ROLE, MASCULINE_ROLE, AGREEMENT, GIVEN_NAME, PRONOUN = 100, 50, 15, 30, 20, 12
# Characters that a title, a determiner and an inhabitant take before a name.
_NEAR = 24
# Letters: « mme » and « m » are no titles, « madame » is one.
_SHORT = 4
_BE = "|".join(sorted(name_words("be")))
_AGREES = re.compile(
    rf"(?:,? qui)? (?:ne )?(?:s'|n'|y )?(?:{_BE}|(?:a|avait|aura|aurait|ayant) été)"  # « qui s'est »
    r"(?: (?:pas|déjà|aussi|bien|très|toujours|jamais|encore|[a-zà-ÿ]+ment))? "  # « déjà », « finalement »
    r"(?P<word>[a-zà-ÿ]+)"
    r"|, cel(?:(?P<he>ui)|(?P<she>le)) (?:des?|du|d'|qui|dont|que|qu')(?![\w-])"  # « , celle des parties civiles »
    r"|(?: ?\([^()\n]{1,30}\))?, (?P<born>[a-zà-ÿ]+)"  # « , née en 1970 »
)
_AGED = re.compile(r"\*|(?:, | \()\d{1,3} ans")  # « Awa*, 32 ans »
_PARTICIPLE = re.compile(r"[a-zà-ÿ]{2,}é(?P<feminine>e?)")
_PEOPLE = re.compile(r"(?<!\w)(?:(?P<f>[Ll]a|[Uu]ne)|(?P<m>[Ll]e|[Uu]n|[Dd]u|[Aa]u)) (?P<people>[A-ZÀ-Þ][a-zà-ÿ-]+) $")
_EPITHET = one_of(name_words("role_epithet", "said_of_person"))
_LITTLE = re.compile(rf"(?<!\w)(?:(?P<f>[Ll]a|[Uu]ne|[Cc]ette)|(?P<m>[Ll]e|[Uu]n|[Dd]u|[Aa]u|[Cc]e)) {_EPITHET} $")
_ELLE = re.compile(
    r"-(?:t-)?(?:(?P<f>elle)|(?P<m>il))(?![\w-])(?! (?:pas|y|faut))"  # « dit-elle », « a-t-il »
    r"|(?<=[Ss]elon )(?:(?P<f3>elle)|(?P<m3>lui))(?![\w'-])"  # « selon elle »
    r"|(?<=[.!?] )(?:(?P<f2>Elle)|(?P<m2>Il)) (?!y |faut|est |s'agit)"
)


def gender_of_name(name: str) -> str:
    """Return the gender that the given name of a full name has, nothing if it is not known.

    >>> gender_of_name("Anne-Sophie Vial"), gender_of_name("Camille Roux"), gender_of_name("Martin")
    ('f', '', '')
    """
    return given_names().get(fold(name).split(" ")[0], "") if is_full(name) else ""


def genders(text: str, people: Sequence[tuple[str, Sequence[Name], Sequence[Role]]]) -> list[str]:
    """Return the gender of each person: ``people`` are names, with their places and roles in the article.

    >>> text = "Mme Vial et la ministre Camille Roux ont signé. Sacha Le Goff, née à Brest, se tait."
    >>> roux = ("Camille Roux", [Name(24, 36, "PER")], [Role(24, "ministre", "f")])
    >>> genders(text, [("Vial", [Name(4, 8, "PER")], []), roux, ("Sacha Le Goff", [Name(48, 61, "PER")], [])])
    ['f', 'f', 'f']
    """
    votes = [Counter[str]() for _ in people]
    owner = {place: at for at, (_, places, _) in enumerate(people) for place in places}
    for at, (name, places, roles) in enumerate(people):
        given = gender_of_name(name) or _of_given_name(text, name, places)
        for gender, weight in (*_of_roles(roles), (given, GIVEN_NAME)):
            votes[at][gender] += weight
        for place in places:
            for gender, weight in _beside(text, place):
                votes[at][gender] += weight
    described = {role.start for _, _, roles in people for role in roles}
    for place, gender in _pronouns(text, sorted(owner), described):
        votes[owner[place]][gender] += PRONOUN
    return ["f" if v["f"] > v["m"] else "m" if v["m"] > v["f"] else "" for v in votes]


def _of_given_name(text: str, name: str, places: Sequence[Name]) -> str:
    """Return the gender of who is named by a given name alone, as the press names children and passers-by."""
    known = given_names().get(fold(name), "")
    return known if known and any(_AGED.match(text, place.end) for place in places) else ""


def _of_roles(roles: Iterable[Role]) -> Iterable[tuple[str, int]]:
    """Yield what roles show: « la ministre », « le chanteur »."""
    for role in roles:
        if role.gender:
            yield role.gender, FEMININE_ROLE if role.gender == "f" else MASCULINE_ROLE


def _beside(text: str, place: Name) -> Iterable[tuple[str, int]]:
    """Yield what the words beside a name show: « Mme Vial », « la Brestoise Vial », « Vial est née »."""
    before = text[max(0, place.start - _NEAR) : place.start]
    if title := gender_of_title(text, place.start):
        yield title, TITLE
    found = _PEOPLE.search(before)
    if found and found["people"].lower() not in demonyms():
        found = None
    if found := _LITTLE.search(before) or found:
        yield "f" if found["f"] else "m", FEMININE_ROLE
    if _is_led(text, place):
        return
    agrees = _AGREES.match(text, place.end, place.end + 80)
    gender = _agreement(agrees) if agrees else ""
    if gender:
        yield gender, AGREEMENT


def gender_of_title(text: str, start: int) -> str:
    """Return the gender that the title before a name shows, nothing if there is none.

    >>> gender_of_title("Mme Vial", 4), gender_of_title("Me Vial", 3), gender_of_title("à Vial", 2)
    ('f', '', '')
    """
    before = text[max(0, start - _NEAR) : start]
    return _titles().get(before.split(" ")[-2].rsplit("'", 1)[-1].rsplit("\n", 1)[-1], "") if " " in before else ""


def _is_led(text: str, place: Name) -> bool:
    """Tell a name after a preposition: « la mort de Vial, survenue hier », « marié avec Vial »."""
    led = text[max(0, place.start - _NEAR) : place.start].rstrip(" ").rsplit(" ", 1)[-1].rsplit("\n", 1)[-1].lower()
    return led in name_words("leads_name") or led.endswith(("d'", "qu'"))


def _opens(text: str, place: Name) -> bool:
    """Tell a name at the head of a sentence or of a line, its title aside."""
    before = text[max(0, place.start - _NEAR) : place.start].rstrip(" «")
    before = before if before.rsplit(" ", 1)[-1] not in _titles() else before.rpartition(" ")[0].rstrip(" «")
    return place.start == 0 or not before or before[-1] in "\n.!?:»…"


def _is_titled(text: str, place: Name) -> bool:
    """Tell « Pour Me Vial », of whom the sentence goes on to speak."""
    before = text[max(0, place.start - _NEAR) : place.start]
    return before.endswith(" ") and re.split(r"[\s'«(]", before[:-1])[-1] in _civil()


@cache
def _civil() -> frozenset[str]:
    """Return the titles before a name, those that show no gender among them."""
    return frozenset(row["form"] for row in load("entities/civilities")) | {"maître"}


def _agreement(agrees: re.Match[str]) -> str:
    """Return the gender of « née », « élue », « heureux », « celle de »; after a comma only of what says a person."""
    word, born = agrees["word"], agrees["born"]
    if agrees["he"] or agrees["she"]:
        return "m" if agrees["he"] else "f"
    if born:
        return (
            "" if born not in name_words("born") else "f" if born.endswith("ée") else "m" if born.endswith("é") else ""
        )
    participle = _PARTICIPLE.fullmatch(word or "")
    if participle:
        return "f" if participle["feminine"] else "m"
    return _agreeing().get(word or "", "")


def _pronouns(text: str, places: Sequence[Name], described: set[int]) -> Iterable[tuple[Name, str]]:
    """Yield the place of a subject and the gender of the pronoun that follows it, nobody else being named between.

    A name is taken for a subject where it opens its sentence, or has a role or a title.
    """
    for place, following in pairwise([*places, Name(len(text), len(text), "")]):
        if place.start not in described and not _opens(text, place) and not _is_titled(text, place):
            continue
        close = text.find("\n", place.end)
        stop = min(following.start, close if close >= 0 else len(text))
        if found := _ELLE.search(text, place.end, stop):
            yield place, "f" if found["f"] or found["f2"] or found["f3"] else "m"


@cache
def _titles() -> dict[str, str]:
    """Return the gender of the titles that show one."""
    forms = {row["form"]: row["gender"] for row in load("entities/civilities") if row["gender"]}
    forms |= {form.lower(): gender for form, gender in forms.items() if len(form) > _SHORT}
    return forms | {f"{form}.": gender for form, gender in forms.items() if not form.endswith(".")}


@cache
def _agreeing() -> dict[str, str]:
    """Return the gender of the forms of « mort », « heureux », « convaincu »."""
    rows = load("entities/agreeing_words")
    return {row["masculine"]: "m" for row in rows} | {row["feminine"]: "f" for row in rows}
