"""Properties of the sums of money: typography, offsets, any text, work in proportion to the text, the day's rate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.amounts.find import Amount
from pipeline.amounts.local import country_of
from pipeline.amounts.sums import find_sums
from pipeline.articles import Article
from pipeline.engine.extract import extract
from tests.example_files import EXAMPLES, Example, read_examples

SENTENCES = [e for path in sorted(EXAMPLES.glob("amounts*.txt")) for e in read_examples(path) if not e.gap]
PIECES = [
    "10", "1 200", "3,5", "2.500", "un", "deux cents", "million", "millions", "milliards d'", "Mds", "k", "€",
    "$", "US$", "euros", "euro", "livres", "francs", "F", "cents", "centimes", "pour cent", "de", "d'", "à", "et", "-",
    "–", "entre", "par an", "/l", "le baril", "plus de", "environ", "(", ")", ",", ".", "\n", "dont", "İ",
    "½", "٣", "\u00a0", "🙂",
]  # fmt: skip


def amounts(text: str, nlp: Language, **metadata: object) -> list[Amount]:
    article = Article(article_id="x", text=text, **metadata)  # type: ignore[arg-type]
    return extract(article, nlp.make_doc(text))["amounts"]


def values(text: str, nlp: Language) -> list[str]:
    return [a.as_example() for a in amounts(text, nlp)]


@pytest.mark.parametrize("example", SENTENCES, ids=str)
@pytest.mark.parametrize("space", ["\u00a0", "\u202f"], ids=["nbsp", "nnbsp"])
def test_typography_changes_nothing(example: Example, space: str, blank: Language) -> None:
    text = example.text
    changed = text.replace("'", "’").replace(" ", space)
    assert values(changed, blank) == values(text, blank)


@given(value=st.integers(1000, 10**9), separator=st.sampled_from(["", " ", "\u00a0", "\u202f", ".", "'", "’"]))
def test_grouped_digits_are_one_number(value: int, separator: str, blank: Language) -> None:
    written = f"{value:,}".replace(",", separator)
    (found,) = amounts(f"La somme de {written} euros a été versée.", blank)
    assert (found.value, found.currency) == (Decimal(value), "EUR")
    assert found.text == f"{written} euros"


@settings(max_examples=300)
@given(
    pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=25),
    glue=st.sampled_from(["", " "]),
)
def test_any_text_is_read(pieces: list[str], glue: str, blank: Language) -> None:
    text = glue.join(pieces)
    found = list(find_sums(text))
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert [s.start for s in found] == sorted(s.start for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for amount in amounts(text, blank):
        assert text[amount.start : amount.end] == amount.text
        assert amount.value is None or "E" not in str(amount.value)
        assert amount.value_min is None or amount.value_max is None or amount.value_min <= amount.value_max


@pytest.mark.parametrize(
    "piece", ["10 euros, ", "un million de livres et ", "12 € (11 $) ", "deux cents ", "10 à 20 F "]
)
def test_sums_of_a_long_line_are_those_of_its_pieces(piece: str) -> None:
    few, many = (len(list(find_sums(piece * times))) for times in (20, 200))
    assert many - few == pytest.approx(180 * few / 20, abs=12)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Il a reçu 100 dollars.", date(2024, 3, 8), "91.47"),
        ("Il a reçu 100 dollars.", date(2024, 3, 10), "91.47"),
        ("Il a reçu 100 dollars.", None, None),
        ("Il a reçu 100 dollars.", date(1998, 12, 1), None),
        ("Il a reçu 100 euros.", None, "100"),
        ("Il a reçu 655 957 francs CFA.", date(2024, 3, 10), "1000"),
        ("Il a reçu 6 559,57 francs.", date(1998, 12, 1), "1000"),
        ("Il a reçu 25 bitcoins.", date(2024, 3, 10), None),
        ("Il a reçu 10 000 roubles.", date(2024, 3, 10), None),
        ("Il a reçu entre 10 et 20 dollars.", date(2024, 3, 10), None),
        ("Il a reçu 100 000 kunas.", date(2023, 1, 1), "13272.28"),
        ("Il a reçu 100 000 kunas.", date(2022, 12, 31), "13268.76"),
        ("Il a reçu 1 yen.", date(2024, 3, 8), "0.0062"),
        ("Il a reçu 10 000 roubles.", date(2022, 3, 8), "85.32"),
        ("Il a reçu 10 000 roubles.", date(2022, 3, 9), None),
    ],
)
def test_worth_in_euros(text: str, published: date | None, expected: str | None, blank: Language) -> None:
    (found,) = amounts(text, blank, published=published)
    assert found.value_eur == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("plus de 300 euros", ("300", None)),
        ("au moins 300 euros", ("300", None)),
        ("moins de 300 euros", (None, "300")),
        ("jusqu'à 300 euros", (None, "300")),
        ("environ 300 euros", (None, None)),
        ("300 euros", ("300", "300")),
        ("300 à 400 euros", ("300", "400")),
        ("plusieurs milliers d'euros", ("2000", None)),
    ],
)
def test_bounds(text: str, bounds: tuple[str | None, str | None], blank: Language) -> None:
    (found,) = amounts(text, blank)
    assert (found.value_min, found.value_max) == tuple(None if b is None else Decimal(b) for b in bounds)


def test_component_in_a_blank_pipeline(blank: Language) -> None:
    import pipeline.spacy_components  # noqa: F401 - registers the factories

    with blank.select_pipes(enable=[]):
        blank.add_pipe("french_amounts")
        doc = blank("Le plan coûte 3,5 milliards d’euros.")
        blank.remove_pipe("french_amounts")
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans["amounts"]] == [
        ("3,5 milliards d’euros", "MONEY", "EUR 3500000000")
    ]


def test_the_items_of_a_list_inherit_its_currency(blank: Language) -> None:
    text = "Le budget est de 9 millions d'euros :\n- école : 4 millions\n- voirie : 3 millions\nHabitants : 2 millions"
    found = amounts(text, blank)
    assert [(a.text, a.currency, a.currency_from) for a in found] == [
        ("9 millions d'euros", "EUR", "written"),
        ("4 millions", "EUR", "context"),
        ("3 millions", "EUR", "context"),
    ]


def test_where_the_currency_is_said_is_told(blank: Language) -> None:
    found = amounts(
        "Le plan coûte 12 millions d'euros, dont 3 millions pour l'école. Le reste coûtera 9 millions.", blank
    )
    assert [a.currency_from for a in found] == ["written", "sentence", "context"]


CFA = "Le port coûte 20 milliards de francs CFA. Le Cameroun a fait de même."


@pytest.mark.parametrize(
    ("text", "source", "code"),
    [
        (CFA, "", "XAF"),
        (f"ABIDJAN, 3 mars (API) – {CFA}", "", "XOF"),
        (f"Abidjan – {CFA}", "", "XOF"),
        (CFA, "Fraternité Matin", "XOF"),
        (f"YAOUNDÉ, 3 mars (API) – {CFA} Yaoundé et Douala, au Cameroun, suivent.", "Fraternité Matin", "XAF"),
        ("MONTRÉAL, 3 mars (API) – L'usine coûtera 30 millions de dollars. Le Québec paiera.", "", "CAD"),
        ("L'usine coûtera 30 millions de dollars. Le Québec paiera.", "", "USD"),
        ("Le tramway coûtera 30 millions de dollars.", "Le Devoir", "CAD"),
    ],
)
def test_source_weighs_more_than_dateline_and_dateline_than_a_place(
    text: str, source: str, code: str, blank: Language
) -> None:
    assert {a.currency for a in amounts(text, blank, source=source)} == {code}


def test_a_range_has_its_bounds_in_euros(blank: Language) -> None:
    (found,) = amounts("Le chantier coûtera de 5 à 10 millions de dollars.", blank, published=date(2024, 10, 9))
    assert found.value_eur is None
    assert found.value_eur_min is not None
    assert found.value_eur_max == 2 * found.value_eur_min


@pytest.mark.parametrize(
    ("source", "url", "country"),
    [
        ("Le Devoir", "", "CA"),
        (" le devoir ", "", "CA"),
        ("Le Devoir", "https://exemple.ch/eco", "CA"),
        ("", "https://www.exemple.ch/eco/page.fr", "CH"),
        ("", "https://exemple.com/eco.ch", ""),
        ("Le Bulletin inconnu", "", ""),
    ],
)
def test_country_of_the_source(source: str, url: str, country: str) -> None:
    assert country_of(Article(article_id="x", text="", source=source, url=url)) == country


def test_a_corrected_figure_moves_the_bounds_that_were_equal_to_it(blank: Language) -> None:
    (found,) = amounts("Il a reçu plus de 100 dollars.", blank, published=date(2024, 3, 8))
    day = date(2024, 3, 8)
    done = replace(found, value=Decimal(200)).corrected(found, "value", day)
    assert (done.value_min, done.value_max, done.value_eur) == (Decimal(200), None, Decimal("182.95"))
    done = replace(found, currency="EUR").corrected(found, "currency", day)
    assert (done.value_eur, done.value_eur_min, done.value_eur_max) == (Decimal(100), Decimal(100), None)
    done = replace(found, qualifier="approx").corrected(found, "qualifier", day)
    assert done == replace(found, qualifier="approx")
    assert found.as_span() == ("MONEY", "USD more_than 100")
