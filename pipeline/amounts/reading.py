"""From what the pattern of sums matched to numbers and a currency."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.amounts.currencies import Currency, find_currency
from pipeline.amounts.grammar import low_pattern
from pipeline.language.numbers import MAGNITUDE, Number, parse_number, parse_value, tidy

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_ROUND = re.compile(r"([0-9]{1,3})[ .']000")
_POINT_ONE = re.compile(r"[01]\.[0-9]{3}")
_FEW = re.compile(r"[0-9]{1,2}")
_CENTS = re.compile(r"[0-9]{2}")
# The low end of « 4 à 5 000 euros » is in thousands where it is at least the fifth of the high one.
_SPREAD = 5
_RANGE = ("à", "-", "ou", "voire", "et")
_WHOLE = Decimal(1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum as it is written: no qualifier yet, and the usual code of its currency.

    ``least`` and ``most`` are the ends of a range, or the least that « plusieurs millions » can be. ``source`` tells
    where the currency is: written, in the sentence, in the context; ``hint`` the code that a few words speak for.
    """

    start: int
    end: int
    value: Decimal | None
    least: Decimal | None = None
    most: Decimal | None = None
    precision: str = "exact"
    large: bool
    currency: Currency
    code: str
    elliptic: bool = False
    source: str = "written"
    hint: str = ""

    @property
    def figure(self) -> Decimal:
        """The value, or zero where there is none: a range, « des millions »."""
        return self.value or Decimal(0)


def read_sums(found: re.Match[str], text: str) -> Iterator[Sum]:
    """Yield the sums of a match of the pattern, in order; ``text`` is plain, in the letters of the article."""
    if found["mark"]:
        yield from _mark_first(found, text)
        return
    currency = find_currency(text[found.start("currency") : found.end("currency")])
    number = parse_number(("0" if found["number"].startswith(",") else "") + found["number"] + (found["short"] or ""))
    if currency is None or number is None:
        return
    last = _sum(found.start("number"), _end(found, currency), _singular(found, currency, number), currency, found)
    lows = list(low_pattern().finditer(found.string, *found.span("low")))
    yield from _joined(found, lows, last)


def _mark_first(found: re.Match[str], text: str) -> Iterator[Sum]:
    """Yield the sum of « $10bn » or « EUR 34,20 »; one letter or two before a number are no currency (F 16, DA 5)."""
    currency = find_currency(text[found.start("mark") : found.end("mark")])
    if currency is None or (currency.kind == "code" and _is_reference(found, currency)):
        return
    number = parse_number(_english(found["digits"], currency) + (found["scale"] or ""))
    if number:
        yield _sum(found.start(), found.end(), number, currency, found)


def _is_reference(found: re.Match[str], currency: Currency) -> bool:
    """Return whether letters before a number are no currency: F 16, MAD12, CHF 2024."""
    glued = found.end("mark") == found.start("digits") and _FEW.fullmatch(found["digits"]) and not found["scale"]
    return bool(not currency.form.isupper() or _YEAR.fullmatch(found["digits"]) or glued)


def _english(digits: str, currency: Currency) -> str:
    """Return the digits after a symbol: « $3,000 » groups thousands as English does, « $3,50 » does not."""
    grouped = currency.kind == "symbol" and _THOUSANDS.fullmatch(digits)
    return digits.replace(",", "") if grouped else digits


def _sum(start: int, end: int, number: Number, currency: Currency, found: re.Match[str]) -> Sum:
    """Return the sum of a number; « of » names the unit of a hundredth (dix centimes de dollar)."""
    of = find_currency(found["of"]) if found["of"] and currency.unit < 1 else None
    value = None if number.value is None else tidy(number.value * currency.unit + _cents(found))
    return Sum(
        start=start,
        end=end,
        value=value,
        least=None if number.minimum is None else tidy(number.minimum * currency.unit),
        precision=number.precision,
        large=_large(found),
        currency=of or currency,
        code=of.code if of else currency.code,
    )


def _large(found: re.Match[str]) -> bool:
    return bool(found["short"] or found["scale"] or MAGNITUDE.search(found["number"] or ""))


def _cents(found: re.Match[str]) -> Decimal:
    """Return the hundredths after the unit: « 2 euros 50 », « un euro et vingt centimes »."""
    cents = parse_value(found["cents"] or found["rest"] or "0")
    if cents is None or cents >= 100 or _large(found):
        return Decimal(0)
    return cents / 100


def _end(found: re.Match[str], currency: Currency) -> int:
    """Return the end of a sum: hundredths that do not belong to it, and a unit that it does not need, are left out."""
    if _cents(found):
        return found.end()
    return found.end("of") if found["of"] and currency.unit < 1 else found.end("currency")


def _singular(found: re.Match[str], currency: Currency, number: Number) -> Number:
    """Read « 1.789 euro » as less than two: a noun in the singular says that the point is decimal."""
    if _POINT_ONE.fullmatch(found["number"]) and found["currency"] == currency.form and currency.kind == "name":
        return Number(Decimal(found["number"]))
    return number


def _joined(found: re.Match[str], lows: list[re.Match[str]], last: Sum) -> Iterator[Sum]:
    """Yield a range, or the sums of a list that share the currency of the last: « 10, 20 et 30 millions d'euros »."""
    counts = [count for m in lows if (count := parse_value(m["number"])) is not None]
    comma = bool(lows) and lows[-1]["join"] == ", "
    if not lows or comma or len(counts) < len(lows) or _stray(lows, counts[0], last):
        yield (_spaced_price(found, lows[0], last) if comma and len(lows) == 1 else None) or last
        return
    values = [_scaled(count, low["number"], found, last) for count, low in zip(counts, lows, strict=True)]
    if len(lows) == 1 and _is_range(found, lows[0], values[0], last):
        ends = sorted([values[0] * _thousands(lows[0]["number"], found["number"]), last.figure])
        yield replace(last, start=lows[0].start(), value=None, least=ends[0], most=ends[1])
        return
    for low, value in zip(lows, values, strict=True):
        yield replace(last, start=low.start(), end=low.end("number"), value=value, elliptic=True, source="sentence")
    yield last


def _is_range(found: re.Match[str], low: re.Match[str], value: Decimal, last: Sum) -> bool:
    """Return whether two numbers are the ends of a range: « de 10 à 20 », « entre 10 et 20 », not « de 20 à 10 »."""
    join = low["join"].strip()
    falls = join == "à" and value > last.figure
    return join in _RANGE and not falls and (join != "et" or found.string.endswith("entre ", 0, low.start()))


def _spaced_price(found: re.Match[str], low: re.Match[str], last: Sum) -> Sum | None:
    """Return the sum of « 17, 90 € »: a price with a space after its comma, not a list of two."""
    whole, cents = low["number"], found["number"]
    if last.large or not _CENTS.fullmatch(cents) or not whole.isdigit():
        return None
    return replace(last, start=low.start(), value=tidy(Decimal(f"{whole}.{cents}") * last.currency.unit))


def _thousands(low: str, high: str) -> int:
    """Return 1000 for « 4 à 5 000 », where the low end leaves its thousands out; « de 1 à 10 000 » says one.

    >>> _thousands("4", "5 000"), _thousands("1", "10 000"), _thousands("100", "5 000")
    (1000, 1, 1)
    """
    whole = _ROUND.fullmatch(high)
    if not whole or not low.isdigit():
        return 1
    return 1000 if int(whole[1]) / _SPREAD <= int(low) < int(whole[1]) else 1


def _stray(lows: list[re.Match[str]], value: Decimal, last: Sum) -> bool:
    """Return whether what stands before the sum is no sum: a year, « l'un et », a calibre (7,65 et 1 000 euros)."""
    first, sum_ = lows[0]["number"], last.figure
    listed = lows[-1]["join"].strip() == "et"
    if _YEAR.fullmatch(first) and (listed or last.large or value > sum_):
        return True
    broken = value != int(value) and sum_ == int(sum_)
    return listed and ((broken and not last.large) or first in ("un", "une"))


def _scaled(value: Decimal, written: str, found: re.Match[str], last: Sum) -> Decimal:
    """Return a number with the magnitude of the last one, unless it has its own or would be too large."""
    if not last.large or value >= _WHOLE or MAGNITUDE.search(written):
        return tidy(value * last.currency.unit)
    scale = MAGNITUDE.search(found["number"])
    bare = parse_value(found["number"][: scale.start()].strip(" -") if scale else found["number"])
    return tidy(value * last.figure / (bare or 1))
