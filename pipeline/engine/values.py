"""What a record says, as a French reader writes it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency, format_decimal

from pipeline.amounts.find import Amount
from pipeline.dates.find import TemporalExpression
from pipeline.entities.records import Mention
from pipeline.output.words import word
from pipeline.quotes.records import Quote, QuotedTerm
from pipeline.records import Record


def in_french(record: Any) -> str:
    r"""Return the value of a record in French; that of a table which has no words of its own, as its examples do.

    >>> found = Amount(value=Decimal(320000000), currency="EUR", qualifier="more_than", per="an")
    >>> print(in_french(found).replace("\u202f", " ").replace("\u00a0", " "))
    plus de 320 000 000 € par an
    """
    said = SAID.get(type(record))
    return said(record) if said else str(record.as_example())


def _amount(found: Amount) -> str:
    low, high = found.value_min, found.value_max
    if found.value is None and low is not None and high is not None:
        figure = f"{_figure(low)} à {_sum(high, found.currency)}"
    else:
        figure = _sum(next((v for v in (found.value, low, high) if v is not None), None), found.currency)
    qualifier = "" if found.qualifier == "exact" else word("amounts", "qualifier", found.qualifier)
    if found.qualifier == "between":
        qualifier = "de"
    return " ".join(filter(None, (qualifier, figure, found.per and f"par {found.per}")))


def _figure(value: Decimal) -> str:
    return str(format_decimal(value, locale="fr", decimal_quantization=False))


def _sum(value: Decimal | None, currency: str) -> str:
    if value is None:
        return ""
    if not currency:
        return _figure(value)
    return str(format_currency(value, currency, "#,##0.##\u00a0¤", locale="fr", currency_digits=False))


def _date(found: TemporalExpression) -> str:
    kind = word("dates", "type", found.type)
    nuance = word("dates", "mod", found.mod)
    if found.date_from and found.date_to:
        first, last = _day(found.date_from), _day(found.date_to)
        days = first if first == last else f"du {first} au {last}"
    else:
        days = found.timex
    return " ".join(filter(None, (kind, days, nuance and f"({nuance})")))


def _day(value: date) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def _quote(found: Quote) -> str:
    name = found.speaker_name or found.speaker or "quelqu'un"
    denied = f", {word('quotes', 'negated', found.negated)}" if found.negated else ""
    return f"{name} ({word('quotes', 'kind', found.kind)}{denied})"


def _term(found: QuotedTerm) -> str:
    return word("quoted_terms", "kind", found.kind)


def _mention(found: Mention) -> str:
    return f"{found.name} ({word('mentions', 'label', found.label)})"


SAID: dict[type[Record], Callable[[Any], str]] = {
    Amount: _amount,
    TemporalExpression: _date,
    Quote: _quote,
    QuotedTerm: _term,
    Mention: _mention,
}
