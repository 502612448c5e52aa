"""One grammar of numbers, for amounts, dates and durations.

The sources exported here are regular expressions for text that is `plain` and in lower case (or compiled with
``re.IGNORECASE``). They hold no group, start and end on a word's edge, and read a bounded number of characters from any
start: a search with them stays linear in the text. What they match, `parse_number` turns into a value.

============== ====================================================================
``DIGITS``     1 200 · 1.200 · 1'250 · 10,5 · 336.210,00 · 1,234,567
``WORDS``      trois cent cinquante mille · vingt et un
``COUNT``      digits or words
``CHAIN``      millions · centaines de milliers · demi-milliard
``NUMBER``     a count with its magnitude: 3,5 milliards, deux millions et demi, une dizaine
``INDEFINITE`` quelques · plusieurs
``START``      a look ahead that refuses at once what cannot be a number
``MAGNITUDE``  compiled: the place of millions, milliers, dizaines in a number
``BIG``        million(s) · milliard(s)
``SHORT``      k · M · Md · Mds · bn, which only stand before a unit: 45 M€
============== ====================================================================
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from text_to_num import text2num

from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.language.typography import plain

_VALUES = {row["word"].lower(): Decimal(row["value"]) for row in load("language/numbers")}


def _words(kind: str, plural: str = "") -> str:
    """Return an alternation of the words of a kind, the longest first."""
    return one_of(row["word"].lower() for row in load("language/numbers") if row["kind"] == kind) + plural


DIGITS = (
    r"(?<![0-9])(?<![0-9][.,'])(?>"
    r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,6}(?:\.[0-9]{1,2})?(?![0-9])|"
    r"(?:[1-9][0-9]{0,2}(?:(?: [0-9]{3}){1,6}|(?:\.[0-9]{3}){1,6}|(?:'[0-9]{3}){1,6})(?![0-9])|[0-9]{1,18}(?![0-9]))"
    r"(?:[.,][0-9]{1,8}(?![0-9]))?)"
)
WORDS = rf"(?<![\w-]){_words('cardinal')}(?:(?:[ -]|[ -]et[ -](?=une?\b|onze\b)){_words('cardinal')}){{0,14}}(?![\w-])"
COUNT = rf"(?:{DIGITS}|{WORDS})"
INDEFINITE = _words("indefinite")
BIG = _words("magnitude", "s?")
SHORT = _words("abbreviation")
_UNIT = rf"(?:demi[- ])?(?:{BIG}|{_words('collective', 's?')})"
_CHAIN = rf"{_UNIT}(?: d[e'] ?{_UNIT})?(?!\w)"
CHAIN = rf"(?<!\w){_CHAIN}"
_TERM = rf"{COUNT}(?: mille\b)?(?:[ -]?{_CHAIN})?(?: et demie?\b)?"
NUMBER = rf"(?:(?:{COUNT}(?: mille)? ?{BIG} ){{0,2}}{_TERM}|{CHAIN})"

START = rf"(?=[0-9]|{_words('cardinal')}|{_UNIT})"
MAGNITUDE = re.compile(rf"(?<![^\W\d])(?:{_UNIT})(?!\w)")

_READ = re.compile(
    rf"(?:(?P<indefinite>{INDEFINITE})|(?P<digits>{DIGITS})|(?P<words>{WORDS}))?(?P<thousand> mille\b)?"
    rf"(?:[ -]?(?P<chain>{_CHAIN}))?(?: ?(?P<short>{_words('abbreviation')})(?!\w))?"
    r"(?P<half> et demie?\b)? *"
)
_PARTS = re.compile(r"(?:demi|[a-zé]{3,})")
_COMMA_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?")
_DOT_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """What a number says: its value, how exact it is, and the least it can be when it has no value.

    ``precision`` is ``exact``, ``approx`` (une dizaine) or ``indefinite`` (plusieurs millions: 2 at least).
    """

    value: Decimal | None
    precision: str = "exact"
    minimum: Decimal | None = None


def tidy(value: Decimal) -> Decimal:
    """Return a number without exponent and without idle zeros.

    >>> tidy(Decimal("10.50")), tidy(Decimal("3.5E+9"))
    (Decimal('10.5'), Decimal('3500000000'))
    """
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def parse_digits(text: str) -> Decimal:
    """Return the value of digits, grouped or not.

    A point before three digits groups thousands, unless the number starts with 0; a comma is a decimal comma.

    >>> [str(parse_digits(t)) for t in ("1 200", "1.200", "1.5", "1,789", "336.210,00", "1'250", "0.125", "1,234,567")]
    ['1200', '1200', '1.5', '1.789', '336210', '1250', '0.125', '1234567']
    """
    text = text.replace(" ", "").replace("'", "")
    if _COMMA_GROUPS.fullmatch(text):
        text = text.replace(",", "")
    elif _DOT_GROUPS.fullmatch(text):
        text = text.replace(".", "")
    return tidy(Decimal(text.replace(",", ".")))


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Number | None:
    """Return what a number says, or ``None`` if the text is no well-formed number.

    Words of the units are read by text2num; « billion » is 10¹², as French has it.

    >>> str(parse_number("3,5 milliards").value), str(parse_number("deux millions et demi").value)
    ('3500000000', '2500000')
    >>> str(parse_number("un demi-milliard").value), str(parse_number("2 milliards 300 millions").value)
    ('500000000', '2300000000')
    >>> parse_number("une dizaine")
    Number(value=Decimal('10'), precision='approx', minimum=None)
    >>> parse_number("plusieurs centaines de milliers")
    Number(value=None, precision='indefinite', minimum=Decimal('200000'))
    >>> parse_number("deux trois")
    """
    text, position = plain(text).lower().strip(), 0
    total, precision, floor = Decimal(0), "exact", None
    while position < len(text):
        found = _READ.match(text, position)
        if found is None or found.end() == position:
            return None
        position = found.end()
        term = _term(found)
        if term is None:
            return None
        number, scale = term
        if number.precision == "indefinite" or number.value is None:
            return number if position == len(text) and floor is None else None
        if floor is not None and number.value >= floor:
            return None
        total, floor = total + number.value, scale
        precision = number.precision if precision == "exact" else precision
    return None if floor is None else Number(tidy(total), precision)


def parse_value(text: str) -> Decimal | None:
    """Return the value of a number, or ``None`` if the text is none, or one without a value (« des milliers »).

    >>> str(parse_value("deux mille")), parse_value("plusieurs"), parse_value("deux trois")
    ('2000', None, None)
    """
    number = parse_number(text)
    return number.value if number else None


def _term(found: re.Match[str]) -> tuple[Number, Decimal] | None:
    """Return one term of a number, and the magnitude below which the next term must stay."""
    scale, collective, plural = _scale(found["chain"] or "")
    if found["short"]:
        scale *= _VALUES[found["short"]]
    if found["thousand"]:
        scale *= 1000
    unit = Decimal(1)
    if found["digits"]:
        unit = parse_digits(found["digits"])
    elif found["words"]:
        try:
            unit = Decimal(text2num(found["words"], "fr"))
        except ValueError:
            return None
    elif found["indefinite"] or (plural and found["chain"]):
        return Number(None, "indefinite", tidy(2 * scale)), scale
    elif not found["chain"]:
        return None
    half = scale / 2 if found["half"] else 0
    return Number(tidy(unit * scale + half), "approx" if collective else "exact"), scale


def _scale(chain: str) -> tuple[Decimal, bool, bool]:
    """Return the value of a chain of magnitudes, whether it is a round figure, whether it starts with a plural."""
    scale, collective, plural = Decimal(1), False, None
    for word in _PARTS.findall(chain):
        if word == "demi":
            scale /= 2
            continue
        lemma = word.removesuffix("s")
        scale *= _VALUES[lemma]
        collective |= lemma.endswith(("aine", "millier"))
        plural = word.endswith("s") if plural is None else plural
    return scale, collective, bool(plural)
