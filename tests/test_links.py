"""Links: what lies inside a quote bears its id; the innermost quote wins."""

from dataclasses import dataclass

import pytest
from spacy.language import Language

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.quotes.links import link_quotes


@dataclass(frozen=True)
class Passage:
    start: int
    end: int
    quote_id: str = ""


OUTER, INNER = Passage(10, 90, "outer"), Passage(30, 60, "inner")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (12, 20, "outer"),
        (35, 40, "inner"),
        (30, 60, "inner"),
        (55, 65, "outer"),
        (10, 90, "outer"),
        (5, 12, ""),
        (88, 95, ""),
        (95, 99, ""),
    ],
)
@pytest.mark.parametrize("quotes", [[OUTER, INNER], [INNER, OUTER]], ids=["outer first", "inner first"])
def test_the_innermost_quote_around_a_passage_wins(quotes: list[Passage], start: int, end: int, expected: str) -> None:
    found = link_quotes({"dates": [Passage(start, end)], "quotes": quotes})
    assert found["dates"][0].quote_id == expected
    assert found["quotes"] == quotes


def test_amounts_dates_and_mentions_inside_a_quote_bear_its_id(nlp: Language) -> None:
    text = (
        "Jeudi, la maire de Brest a déclaré : « Jeanne Morvan a versé 300 euros le 3 mars 2024 à la ville de Quimper. »"
    )
    found = extract(Article(article_id="x", text=text), nlp(text))
    (quote,) = found["quotes"]
    for table, inside in (("amounts", "300 euros"), ("dates", "le 3 mars 2024"), ("mentions", "Jeanne Morvan")):
        ids = {record.text: record.quote_id for record in found[table]}
        assert ids[inside] == quote.quote_id, table
    assert {r.text: r.quote_id for r in found["dates"]}["Jeudi"] == ""
    assert {r.text: r.quote_id for r in found["mentions"]}["Brest"] == ""


@pytest.mark.parametrize(
    ("sentence", "speaker", "role"),
    [
        (
            "« Rien n'est signé », a précisé la ministre des Transports, Anne Vial, mardi à Lyon.",
            "la ministre des Transports, Anne Vial",
            "ministre des Transports",
        ),
        (
            "L'ancien maire de Brest, Paul Roux, a assuré que « rien n'était signé ».",
            "L'ancien maire de Brest, Paul Roux",
            "ancien maire de Brest",
        ),
        ("« Rien n'est signé », a précisé la ministre Anne Vial.", "Anne Vial", "ministre"),
        ("« Rien n'est signé », a précisé Anne Vial, ministre des Transports.", "Anne Vial", "ministre des Transports"),
        ("À Lyon, mardi, Anne Vial, 54 ans, a précisé que « rien n'est signé ».", "Anne Vial", ""),
    ],
)
@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_speaker_takes_in_the_description_that_a_comma_parts_from_the_name(
    nlp: Language, sentence: str, speaker: str, role: str, mark: str
) -> None:
    text = sentence.replace("'", mark)
    (quote,) = extract(Article(article_id="x", text=text), nlp(text))["quotes"]
    assert (quote.speaker.replace("’", "'"), quote.speaker_role.replace("’", "'")) == (speaker, role)
    assert text[quote.speaker_start : quote.speaker_end] == quote.speaker
    assert quote.speaker_kind == "name"
    assert quote.speaker_name.endswith(("Anne Vial", "Paul Roux"))
