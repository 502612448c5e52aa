"""The lists about money: valid codes, sorted, no repeats, NFC."""

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

import pytest
from babel.numbers import list_currencies

from pipeline.amounts.currencies import find_currency, is_ambiguous
from pipeline.amounts.grammar import cues
from pipeline.language.lists import load

LISTS = [
    "language/numbers",
    "amounts/currencies",
    "amounts/currency_context",
    "amounts/euro_rates",
    "amounts/amount_words",
    "amounts/local_currencies",
    "amounts/press_countries",
]
CODES = list_currencies() | {"BTC", "ETH"}


def codes() -> Iterator[tuple[str, str]]:
    for name in ("amounts/currencies", "amounts/currency_context", "amounts/euro_rates", "amounts/local_currencies"):
        for row in load(name):
            yield name, row["code"]


@pytest.mark.parametrize("name", LISTS)
def test_list_is_sorted_unique_and_nfc(name: str) -> None:
    rows = [tuple(row.values()) for row in load(name)]
    assert rows == sorted(set(rows))
    assert all(cell == unicodedata.normalize("NFC", cell) == cell.strip() for row in rows for cell in row)


def test_codes_are_those_of_iso_4217() -> None:
    assert [pair for pair in codes() if pair[1] not in CODES] == []


def test_every_context_is_of_a_known_form() -> None:
    forms = {row["form"].lower() for row in load("amounts/currencies")} | {"cfa"}
    assert {row["form"] for row in load("amounts/currency_context")} <= forms | {"franc abroad"}
    assert {row["form"] for row in load("amounts/local_currencies")} <= forms


def test_every_form_is_found_as_it_is_written() -> None:
    for row in load("amounts/currencies"):
        found = find_currency(row["form"])
        assert found is not None, row
        assert found.unit == Decimal(row["unit"])


def test_ambiguous_names_are_marked() -> None:
    for name in ("livres", "couronnes", "pesos", "dinars", "francs", "dollars", "roupies"):
        found = find_currency(name)
        assert found is not None
        assert is_ambiguous(found)


def test_every_kind_of_word_is_read() -> None:
    assert all(cues(row["kind"]) for row in load("amounts/amount_words"))
