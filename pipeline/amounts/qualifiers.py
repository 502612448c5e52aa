"""What the words around a sum say of it: a qualifier, the bounds it sets, a rate."""

from decimal import Decimal

from pipeline.amounts.grammar import meaning, qualifier_after, qualifier_before, rate_before, rate_pattern
from pipeline.amounts.reading import Sum

_REACH = 48


def qualify(found: Sum, text: str, first: int, last: int) -> str:
    """Return the qualifier of a sum in ``text[first:last]``, its sentence, in small letters.

    >>> from pipeline.amounts.sums import find_sums
    >>> text = "au moins 40 euros"
    >>> qualify(next(find_sums(text)), text, 0, len(text))
    'at_least'
    """
    if found.precision == "indefinite":
        return "indefinite"
    if found.value is None:
        return "between"
    before = qualifier_before().search(text[max(first, found.start - _REACH) : found.start])
    if before:
        return str(before.lastgroup)
    after = qualifier_after().match(text, found.end, last)
    if after:
        return str(after.lastgroup)
    return found.precision


def bounds(found: Sum, qualifier: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most that the words allow; both are the value when it is exact."""
    if found.value is None:
        return found.least, found.most
    least = found.value if qualifier in ("exact", "more_than", "at_least") else None
    most = found.value if qualifier in ("exact", "less_than", "at_most", "nearly") else None
    return least, most


def rate(found: Sum, text: str, last: int) -> str:
    """Return what the sum is paid for, « an », « litre », « baril »; empty if nothing says it."""
    after = rate_pattern().match(text, found.end, min(last, found.end + 2 * _REACH))
    if not after:
        return _rate_before(found, text)
    if after["every"]:
        return _every(after["every"])
    return _unit(after["unit"] or after["price"] or after["measure"])


def _rate_before(found: Sum, text: str) -> str:
    """Return the rate that the words before a sum say: « un salaire annuel de plus de 40 000 euros »."""
    head = text[max(0, found.start - 2 * _REACH) : found.start]
    qualified = qualifier_before().search(head)
    before = rate_before().search(head[: qualified.start()] if qualified else head)
    return _every(before["every"] or before["each"]) if before else ""


def _unit(written: str) -> str:
    """Return the usual name of a unit: « kg » is « kilo », « année » is « an »."""
    units = meaning("unit")
    return units.get(written) or units[written.removesuffix("s")]


def _every(written: str) -> str:
    """Return the unit of « mensuels », « chaque mois », « l'heure »."""
    forms = meaning("every")
    return next(forms[f] for f in sorted(forms, key=len, reverse=True) if written.startswith(f.rstrip("*")))
