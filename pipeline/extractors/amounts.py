"""Sums of money: every amount as a number with its currency."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

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
from pipeline.registry import extractor

if TYPE_CHECKING:
    from spacy.tokens import Doc

QUALIFIERS = (
    "exact", "approx", "nearly", "more_than", "at_least", "less_than", "at_most", "between", "indefinite",
)  # fmt: skip


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
    quote_id: str = quote_id_column()
    sentence: str = sentence_column()

    def as_example(self) -> str:
        """Return what the examples files say: ``EUR 3500000000``."""
        return self.as_span()[1]

    def as_span(self) -> tuple[str, str]:
        """Return label and value for the Doc: ``("MONEY", "EUR 3500000000")``."""
        return "MONEY", f"{self.currency} {self.value if self.value is not None else ''}".strip()


@extractor(Amount)
def find_amounts(doc: "Doc") -> Iterator[Amount]:
    """Find the sums of money of a Doc."""
    yield from ()
