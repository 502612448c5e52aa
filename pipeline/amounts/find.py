"""Sums of money: every amount as a number with its currency."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.amounts.currencies import family
from pipeline.amounts.inherited import is_conversion
from pipeline.amounts.local import LAST_FRANCS, Decider, franc_beside_euros, local_code
from pipeline.amounts.qualifiers import bounds, qualify, rate
from pipeline.amounts.rates import in_euros
from pipeline.amounts.reading import Sum
from pipeline.amounts.sums import sums_by_sentence
from pipeline.language.typography import lower
from pipeline.model.docs import plain_text, text_of
from pipeline.records import (
    Record,
    article_id_column,
    column,
    end_column,
    quote_id_column,
    record,
    sentence_column,
    start_column,
    text_column,
)
from pipeline.registry import Context, extractor

if TYPE_CHECKING:
    from spacy.tokens import Doc

QUALIFIERS = (
    "exact", "approx", "nearly", "more_than", "at_least", "less_than", "at_most", "between", "indefinite",
)  # fmt: skip
CURRENCY_FROM = ("written", "sentence", "context")


@record(
    "amounts",
    title="Montants",
    description="Chaque somme d'argent, en chiffres.",
    prefix="a",
    key="amount_id",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Record):
    """A sum of money where it is written."""

    article_id: str = article_id_column()
    amount_id: str = column("Montant", "Identifiant du montant.")
    start: int = start_column()
    end: int = end_column()
    text: str = text_column()
    value: Decimal | None = column("Valeur", "La somme, en unités entières de la monnaie.", default=None)
    value_min: Decimal | None = column("Minimum", "Borne basse que disent les mots.", default=None)
    value_max: Decimal | None = column("Maximum", "Borne haute que disent les mots.", default=None)
    currency: str = column("Monnaie", "Code ISO 4217 (BTC pour le bitcoin, FRF pour le franc d'avant 2002).")
    qualifier: str = column("Précision", "Ce que les mots disent de la somme.", choices=QUALIFIERS)
    per: str = column("Par", "Unité du taux : an, mois, jour, heure, litre, baril...")
    value_eur: Decimal | None = column(
        "En euros",
        "Au cours de référence de la Banque centrale européenne du jour de publication.",
        default=None,
    )
    value_eur_min: Decimal | None = column("Minimum en euros", "Borne basse, au même cours.", default=None)
    value_eur_max: Decimal | None = column("Maximum en euros", "Borne haute, au même cours.", default=None)
    currency_from: str = column(
        "Origine de la monnaie", "Écrite, dite dans la phrase, ou reprise de ce qui précède.", choices=CURRENCY_FROM
    )
    quote_id: str = quote_id_column()
    sentence: str = sentence_column()

    name: str = ""
    weight: int = 0
    hint: str = ""

    def corrected(self, before: "Amount", column: str, published: date | None) -> "Amount":
        """Return the sum with bounds and euros that follow from another figure or currency."""
        figures = {"value", "value_min", "value_max"}
        if column not in {"currency", *figures}:
            return self
        done = self
        if column == "value":
            least = self.value if before.value_min == before.value else self.value_min
            most = self.value if before.value_max == before.value else self.value_max
            done = replace(self, value_min=least, value_max=most)
        return in_euros_too(done, published)

    def as_example(self) -> str:
        """Return what the examples files say: ``EUR 3500000000``, ``EUR more_than 300000000 /an``, ``EUR 5..10``."""
        figure = _plain(self.value) if self.value is not None else f"{_plain(self.value_min)}..{_plain(self.value_max)}"
        words = self.qualifier if self.qualifier not in ("exact", "between", "indefinite") else ""
        return " ".join(filter(None, (self.currency, words, figure, self.per and f"/{self.per}")))

    def as_span(self) -> tuple[str, str]:
        """Return label and value for the Doc: ``("MONEY", "EUR 3500000000")``."""
        return "MONEY", self.as_example()


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def resolve_amounts(amounts: list[Amount], context: Context) -> list[Amount]:
    """Give each sum the currency of its source where the name is bare, and its worth in euros that day."""
    day = context.article.published
    resolved = []
    for amount in amounts:
        hint = amount.hint if day and day.year > LAST_FRANCS else ""
        code = local_code(amount.name, context.article, amount.weight) or hint or amount.currency
        resolved.append(in_euros_too(replace(amount, currency=code), day))
    return resolved


def in_euros_too(amount: Amount, day: date | None) -> Amount:
    """Return a sum with its worth in euros on a day, bounds included."""
    value, least, most = (
        None if v is None else in_euros(v, amount.currency, day)
        for v in (amount.value, amount.value_min, amount.value_max)
    )
    return replace(amount, value_eur=value, value_eur_min=least, value_eur_max=most)


@extractor(Amount, resolve=resolve_amounts)
def find_amounts(doc: "Doc") -> Iterator[Amount]:
    """Find the sums of money of a Doc; any French pipeline will do, even a blank one.

    >>> import spacy
    >>> doc = spacy.blank("fr")("Le plan coûtera plus de 3,5 milliards d’euros par an.")
    >>> [(a.text, str(a.value), a.currency, a.qualifier, a.per) for a in find_amounts(doc)]
    [('3,5 milliards d’euros', '3500000000', 'EUR', 'more_than', 'an')]
    """
    text = text_of(doc)
    low, decider = "", None
    for first, last, sums in sums_by_sentence(text):
        if decider is None:
            low = lower(plain_text(doc))
            decider = Decider(low)
        past: Sum | None = None
        for found in sums:
            translated = past.code if past and is_conversion(found, past, low) else ""
            told = franc_beside_euros(found, past) if past and translated == "EUR" else found
            past, weight = decider.decide(told, first, last, translated)
            yield _amount(past, weight=weight, low=low, first=first, last=last, text=text)


def _amount(found: Sum, *, weight: int, low: str, first: int, last: int, text: str) -> Amount:
    """Return the row of a sum; ``weight`` is that of the words of the text that decided an ambiguous name."""
    qualifier = qualify(found, low, first, last)
    least, most = bounds(found, qualifier)
    return Amount(
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        value=found.value,
        value_min=least,
        value_max=most,
        currency=found.code,
        qualifier=qualifier,
        per=rate(found, low, last),
        currency_from=found.source,
        name=family(found.currency),
        weight=weight,
        hint=found.hint,
    )
