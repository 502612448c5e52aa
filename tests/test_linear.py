"""What repeats in an article costs in proportion to its length: rows that are followed are counted, not time."""

import numpy
import pytest
from spacy.language import Language

import pipeline.quotes.text.parse  # noqa: F401 - registers the component that the model asks for
from pipeline.model import decoder


def rows_followed(nlp: Language, text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many rows the decoder multiplies while it follows the entities of a text."""
    rows = 0
    product = decoder._product

    def counted(left: decoder.Array, right: decoder.Array) -> decoder.Array:
        nonlocal rows
        rows += len(left)
        return product(left, right)

    with monkeypatch.context() as patched:
        patched.setattr(decoder, "_product", counted)
        nlp.get_pipe("entity_decoder")(nlp.make_doc(text))
    return rows


@pytest.mark.parametrize("unit", ["& ", "Paul ", "Paul & ", "A. ", "SNCF ", "Mme Durand "])
def test_following_entities_is_linear(nlp: Language, unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    once, twice = (rows_followed(nlp, unit * n, monkeypatch) for n in (500, 1000))
    assert twice <= 2.2 * once + 100


def test_a_long_entity_ends_where_it_would_unbounded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Le cabinet " + "Paul & " * 90 + "est fermé. " + "& " * 200
    doc = nlp.make_doc(text)
    find = nlp.get_pipe("entity_decoder")
    found = []
    for together in (2, decoder.TOGETHER, len(doc) + 1):
        monkeypatch.setattr(decoder, "TOGETHER", together)
        found.append([(e.start, e.end, e.label_) for e in find(nlp.make_doc(text)).ents])
    assert found[0] == found[1] == found[2]
    assert numpy.max([end - start for start, end, _ in found[0]]) > 32
