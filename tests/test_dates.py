"""Dates: every value is well-formed, its notations agree, typography and chance change nothing."""

import time
import unicodedata
from datetime import date
from typing import Any

import pytest
import spacy
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.articles import Article
from pipeline.dates.calendar import Interval, Point, at, move
from pipeline.dates.timex import from_edtf, from_timex, is_timex
from pipeline.engine.extract import extract
from pipeline.language.lists import load
from tests.example_files import EXAMPLES, read_examples

TEXTS = [example for path in sorted(EXAMPLES.glob("dates*.txt")) for example in read_examples(path)]
LISTS = {
    "dates/months": "month",
    "dates/weekdays": "weekday",
    "dates/time_units": "plural",
    "dates/deictics": "word",
    "dates/named_days": "name",
    "dates/parts_of_day": "part",
}
WORDS = [row[key] for name, key in LISTS.items() for row in load(name)]
GLUE = ["le", "la", "de", "du", "au", "à", "et", "il y a", "dans", "depuis", "ce", "dernier", "prochaine", "3", "14h30"]
GLUE += ["1998", "12/03/2024", "trois", ",", ".", "-", "\n", "d'", "l’", "fin", "premier", "XIXe siècle", "avant J.-C."]
GLUE += ["trimestre", "a voté", "partira"]


def dates(text: str, nlp: Language, published: date | None = date(2025, 3, 14)) -> list[Any]:
    return extract(Article(article_id="x", text=text, published=published), nlp(text))["dates"]


def day_of(moment: Any) -> date:
    assert isinstance(moment, time.struct_time)
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def check(found: Any) -> None:
    assert is_timex(found.timex), found.timex
    if found.edtf:
        parsed = parse_edtf(found.edtf)
        if found.date_from is not None:
            assert (day_of(parsed.lower_strict()), day_of(parsed.upper_strict())) == (found.date_from, found.date_to)
    if found.date_from is not None:
        assert found.edtf
        assert found.anchor != "none"
        assert found.date_from <= found.date_to


@pytest.mark.parametrize("published", [date(2025, 3, 14), date(1999, 12, 31), date(2024, 2, 29), None], ids=str)
def test_every_value_is_well_formed_and_its_notations_agree(published: date | None, blank: Language) -> None:
    found = [d for example in TEXTS for d in dates(example.text, blank, published)]
    assert len(found) > 150
    for expression in found:
        check(expression)


@given(st.lists(st.sampled_from(WORDS + GLUE), max_size=14), st.dates())
@settings(max_examples=60)
def test_any_words_of_time_give_well_formed_values(words: list[str], published: date) -> None:
    text = " ".join(words)
    for expression in dates(text, BLANK, published):
        assert text[expression.start : expression.end] == expression.text
        check(expression)


@given(st.text(max_size=200))
@settings(max_examples=150)
def test_any_text_is_read(text: str) -> None:
    for expression in dates(text, BLANK):
        check(expression)


@pytest.mark.parametrize(("plain", "typographic"), [("'", "’"), (" ", "\u00a0"), (" ", "\u202f"), ("-", "‑")])
def test_typography_changes_nothing(plain: str, typographic: str, blank: Language) -> None:
    for example in TEXTS:
        varied = example.text.replace(plain, typographic)
        rows = [[(d.start, d.end, d.timex, d.mod) for d in dates(t, blank)] for t in (example.text, varied)]
        assert rows[0] == rows[1], varied


def test_unaccented_capitals_are_read(blank: Language) -> None:
    upper = "PARIS, 12 AOUT 2024 - REUNION LE 3 FEVRIER 2023"
    assert [d.timex for d in dates(upper, blank)] == ["2024-08-12", "2023-02-03"]
    assert [d.timex for d in dates(unicodedata.normalize("NFC", "LE 12 AOÛT 2024"), blank)] == ["2024-08-12"]


def test_nothing_is_dated_from_today(blank: Language) -> None:
    found = dates("Il viendra demain, lundi ou le 3 mars ; il était là hier soir et l'an dernier.", blank, None)
    assert len(found) == 5
    assert all(d.date_from is None and d.anchor == "none" and "X" in d.timex for d in found)


BLANK = spacy.blank("fr")
UNITS = ["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]
POINTS = st.builds(at, st.sampled_from(UNITS), st.dates(date(1000, 1, 1), date(2900, 12, 31)))


@given(POINTS)
def test_timex_is_read_back(point: Point) -> None:
    assert from_timex(point.timex()) == point


@given(POINTS.filter(lambda p: p.unit not in ("week", "weekend", "season")))
def test_edtf_is_read_back(point: Point) -> None:
    assert from_edtf(point.edtf()) == point


@given(POINTS, POINTS)
def test_an_interval_is_read_back(first: Point, last: Point) -> None:
    value = Interval(first=first, last=last)
    assert from_timex(value.timex()) == value


@given(POINTS, st.integers(-30, 30))
def test_moving_there_and_back(point: Point, steps: int) -> None:
    assert move(move(point, steps), -steps) == point


@pytest.mark.parametrize("value", ["", "mars", "2024-13-", "P", "PT", "2024-W11-8", "XX-03", "P3", "2024-03-12T9"])
def test_what_is_no_timex(value: str) -> None:
    assert not is_timex(value)


@pytest.mark.parametrize(
    ("text", "mod", "first", "last"),
    [
        ("Le bail court dès le 3 avril 2025.", "on_or_after", "2025-04-03", "2025-04-03"),
        ("Le bail court le 3 avril 2025.", "", "2025-04-03", "2025-04-03"),
        ("Le bail court d'ici le 3 avril 2025.", "on_or_before", "2025-04-03", "2025-04-03"),
        ("Le port est fermé depuis trois jours.", "", "2025-03-11", "2025-03-13"),
        ("Le port est fermé pendant trois jours.", "", None, None),
    ],
)
def test_what_stands_before_bounds_it(
    text: str, mod: str, first: str | None, last: str | None, blank: Language
) -> None:
    (found,) = dates(text, blank)
    days = [day and day.isoformat() for day in (found.date_from, found.date_to)]
    assert (found.mod, *days) == (mod, first, last)
