"""What repeats in an article costs in proportion to its length: rows that are followed are counted, not time."""

import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import numpy
import pytest
from spacy.language import Language

import pipeline.quotes.text.parse  # noqa: F401 - registers the component that the model asks for
from benchmarks.units import KNOWN, random_units, repeated
from pipeline.articles import Article
from pipeline.engine.corpus_steps import EntityStep
from pipeline.engine.extract import extract_batch
from pipeline.entities.corpus_joins import Key, ends_of, pairs
from pipeline.entities.lookup import Forms
from pipeline.entities.persons import FullNames
from pipeline.entities.spelling import LONGEST_END, name_ends
from pipeline.model import decoder, products
from pipeline.reading.clean_text import clean_text

# Calls of one function that do not tell: what looks at so many things at most shows no more at twice the length.
BOUNDED = 400


def rows_followed(nlp: Language, text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many rows the decoder multiplies while it follows the entities of a text."""
    rows = 0
    product = products.rows_alike

    def counted(left: products.Array, right: products.Array) -> products.Array:
        nonlocal rows
        rows += len(left)
        return product(left, right)

    with monkeypatch.context() as patched:
        patched.setattr(decoder, "rows_alike", counted)
        nlp.get_pipe("entity_decoder")(nlp.make_doc(text))
    return rows


@pytest.mark.parametrize("unit", ["& ", "Paul ", "Paul & ", "A. ", "SNCF ", "Mme Durand "])
def test_following_entities_is_linear(nlp: Language, unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    once, twice = (rows_followed(nlp, unit * n, monkeypatch) for n in (500, 1000))
    assert twice <= 2.2 * once + 100


def calls_made(nlp: Language, text: str) -> Counter[str]:
    """Return how often each function is called, ours and those of Python, from the text to its records."""
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, called: Any) -> None:
        if event == "call":
            calls[f"{frame.f_code.co_filename}:{frame.f_code.co_firstlineno}"] += 1
        elif event == "c_call":
            calls[called.__name__] += 1

    sys.setprofile(count)
    try:
        [found] = extract_batch([Article(article_id="a", text=clean_text(text), language="fr")], nlp)
        step = EntityStep(Path("nowhere"))
        step.add("a", step.brief(found.found), counted=True)
        step.finish()
    finally:
        sys.setprofile(None)
    assert "article-failed" not in [problem.code for problem in found.problems]
    return calls


@pytest.mark.parametrize("unit", [*KNOWN[::3], *KNOWN[-10:], *random_units(8, seed=2)])
def test_a_text_twice_as_long_takes_twice_as_many_calls(nlp: Language, unit: str) -> None:
    """Of each function: units of the program's own words and marks, as ``make linear`` measures them by the clock."""
    calls_made(nlp, repeated(unit, 200))
    once, twice = (calls_made(nlp, repeated(unit, length)) for length in (3_000, 6_000))
    assert {name: (once[name], calls) for name, calls in twice.items() if calls > 2.5 * once[name] + BOUNDED} == {}
    assert twice.total() <= 2.4 * once.total() + 2_000


def test_a_name_of_many_words_has_few_forms() -> None:
    """A name that fills the article has as many ends as words, each as long as the article: only the last are kept."""
    name = "J. " * 400 + "Paul Roux"
    assert len(list(name_ends(name))) == LONGEST_END
    assert len(FullNames({0: name}).by_tail) == LONGEST_END
    forms = Forms[int]()
    forms.add(1, name, "PER", {name})
    assert [next(forms.find(end)) for end in ("Roux", "Paul Roux")] == [[1], [1]]
    assert sum(map(len, forms._tiers)) < 3 * LONGEST_END + 10
    met = {Key("PER", name.lower()), Key("PER", "roux")}
    assert list(pairs(met, {key: ends_of(key) for key in met})) == [(Key("PER", "roux"), Key("PER", name.lower()))]


def test_a_long_entity_ends_where_it_would_unbounded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Le cabinet " + "Paul & " * 90 + "est fermé. " + "& " * 200
    doc = nlp.make_doc(text)
    find = nlp.get_pipe("entity_decoder")
    found = []
    for together in (2, decoder.TOGETHER, 64, len(doc) + 1):
        monkeypatch.setattr(decoder, "TOGETHER", together)
        found.append([(e.start, e.end, e.label_) for e in find(nlp.make_doc(text)).ents])
    assert found[0] == found[1] == found[2]
    assert numpy.max([end - start for start, end, _ in found[0]]) > 32
