"""The regular expressions of sums of money, assembled once from the lists.

They run on plain text in small letters. Each reads a bounded number of characters from any start.
"""

import re
from functools import cache

from pipeline.amounts.currencies import marks_source, names_source, subunits_source
from pipeline.language.lists import load
from pipeline.language.numbers import BIG, COUNT, DIGITS, NUMBER, SHORT, START

# « 15 à 20 », « 10, 20 et 30 »: the numbers that share the currency of the last one.
_LOW = rf"(?>{COUNT})(?: mille\b)?(?: ?{BIG}(?!\w))?(?: et demie?\b)?+(?: ?{SHORT}(?!\w))?"
_JOIN = r"(?:, | et | ou | à | voire | puis | ?- ?)"
_CENTS = rf"(?: et | )(?P<cents>{COUNT}) (?P<subunit>%s)"
_OF = r"d(?:e |' ?)"
# « ,89 € »: a price whose zero is left out.
CUT = r"(?<![0-9])(?<![0-9] ),[0-9]{2}(?![0-9])"


@cache
def sum_pattern() -> re.Pattern[str]:
    """Return the pattern of a sum: a number and its currency, in either order."""
    currency = f"(?:{names_source()}|{marks_source()})"
    mark = rf"(?=[a-z]{{0,5}} ?[^\w\s]|[a-z]{{3,5}} ?[0-9])(?P<mark>{marks_source()})"
    before = rf"{mark} ?(?P<digits>{DIGITS})(?: ?(?P<scale>{BIG}|{SHORT}))?(?!\w)"
    after = (
        rf"(?:{START}|(?=,[0-9]))(?P<low>(?:{_LOW}{_JOIN}){{0,4}}+)(?P<number>{CUT}|{NUMBER})(?: ?(?P<short>{SHORT}))?"
        rf"(?: ?{_OF}| {{0,2}}+)(?![0-9])(?P<currency>{currency})(?: {_OF}(?P<of>{names_source()}))?"
        rf"(?:{_CENTS % subunits_source()}|(?: |(?<=[€$£]))(?P<rest>[0-9]{{2}})(?={_ends('rest')}))?"
    )
    return re.compile(rf"(?<!\w)(?:{before}|{after})")


@cache
def low_pattern() -> re.Pattern[str]:
    """Return the pattern of each number that shares the currency of the last, and what joins it to the next."""
    return re.compile(rf"(?P<number>{_LOW})(?P<join>{_JOIN})")


@cache
def elliptic_pattern() -> re.Pattern[str]:
    """Return the pattern of a number with a magnitude, which may be a sum without its currency."""
    return re.compile(
        rf"(?<![\w.,])(?:(?P<low>{COUNT})(?: à | ou | ?- ?|(?P<and> et )))?"
        rf"(?P<number>{COUNT}(?: mille\b)?[ -]?(?:demi[- ])?{BIG}(?: et demie?\b)?)(?!\w)"
    )


@cache
def elliptic_end() -> re.Pattern[str]:
    """Return the pattern of what may follow a sum without its currency: no noun, hence nothing counted but money."""
    spent = alternation(tuple(cues("spent")))
    return re.compile(rf"{_ends('follow')}| \w+ment(?!\w)| qu(?:e |')(?:[\w'-]+ ){{1,4}}(?:{spent})(?!\w)")


@cache
def qualifier_before() -> re.Pattern[str]:
    """Return the pattern of the words that qualify a sum, just before it; the group is named after the qualifier."""
    return re.compile(rf"(?<!\w)(?<! en )(?<!^en )(?:{_qualifiers('before')}) ?(?:l[ae]s? |l'|ses |ces |leurs )?$")


@cache
def qualifier_after() -> re.Pattern[str]:
    """Return the pattern of the words that qualify a sum, just after it; the group is named after the qualifier."""
    return re.compile(rf"\"? ?,? ?(?:{_qualifiers('after')})(?!\w)(?! d(?:es?|u|'))")


@cache
def rate_pattern() -> re.Pattern[str]:
    """Return the pattern of a rate, just after a sum: « par an », « le baril », « /l », « mensuels »."""
    unit, every = alternation(cues("unit")), alternation(cues("every"))
    thing = alternation(tuple(f for f in cues("unit") if meaning("unit")[f] not in meaning("person")))
    past = alternation(cues("past"))
    return re.compile(
        rf"(?: (?:{alternation(cues('between'))})(?!\w))*+(?: {_OF}\w+)?"
        rf"(?:(?: ?/ ?| par )(?P<unit>{unit})s?(?![\w'])|"
        rf"(?: (?:l'|(?:le|la|chaque) )(?P<price>{unit})| (?:au|du) (?P<measure>{thing})| (?P<every>{every}))"
        rf"(?!\w)(?! (?:{past})(?!\w)))"
    )


@cache
def rate_before() -> re.Pattern[str]:
    """Return the pattern of a rate before a sum: « un salaire annuel de », « le loyer mensuel s'élève à »."""
    kinds = alternation(tuple(f for f in cues("every") if f.endswith("*")))
    each = alternation(tuple(f for f in cues("every") if f.startswith("chaque")))
    said = rf"(?:{alternation(cues('between'))}|moyens?|moyennes?)"
    noun = "".join(f"(?<!{word} )" for word in ("le", "un", "du", "ce", "au"))  # « le quotidien de 2 euros »
    reach = rf"(?: (?:{alternation(cues('reach'))})| d['’])"
    return re.compile(rf"(?<!\w)(?:{noun}(?P<every>{kinds})(?: {said})?{reach}|(?P<each>{each})) ?$")


@cache
def word_pattern(kind: str) -> re.Pattern[str]:
    """Return the pattern that finds any word of a kind of ``resources/amounts/amount_words.csv``."""
    return re.compile(rf"(?<!\w)(?:{alternation(cues(kind))})(?!\w)")


@cache
def meaning(kind: str) -> dict[str, str]:
    """Return what each form of a kind stands for."""
    return {row["form"]: row["value"] for row in load("amounts/amount_words") if row["kind"] == kind}


@cache
def cues(kind: str) -> tuple[str, ...]:
    """Return the forms of a kind, the longest first."""
    return tuple(sorted(meaning(kind), key=lambda f: (-len(f), f)))


def alternation(forms: tuple[str, ...]) -> str:
    """Return the forms as alternatives: ``*`` ends a stem, a last « de » or « à » is contracted as it may be.

    >>> alternation(("au-delà de", "coût*"))
    "au\\\\-delà d(?:es?|u|')|coût\\\\w*"
    """
    return "|".join(map(_form, forms))


def _form(form: str) -> str:
    source = re.escape(form).replace(r"\ ", " ").replace(r"\*", r"\w*")
    if source.endswith(" de"):
        return source.removesuffix("de") + r"d(?:es?|u|')"
    return source.removesuffix(" à") + " (?:à|aux?)" if source.endswith(" à") else source


def _qualifiers(kind: str) -> str:
    names = dict.fromkeys(meaning(kind).values())
    groups = ((name, tuple(f for f in cues(kind) if meaning(kind)[f] == name)) for name in sorted(names))
    return "|".join(f"(?P<{name}>{alternation(forms)})" for name, forms in groups)


def _ends(kind: str) -> str:
    """Return the pattern of the end of a phrase: a mark, the end, or one of the words of a kind."""
    words = alternation(tuple(f.replace("'", "") if f.endswith("'") else f for f in cues(kind)))
    return rf"(?: ?(?:[;:!?)»\"…\]/\n]|[.,](?![0-9]))|\Z| -|-(?!\w)| (?:{words})(?!\w))"
