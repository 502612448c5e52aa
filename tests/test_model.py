"""The fast model: the predictions of the model as it is shipped, whatever else is in the batch."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from pipeline.articles import Article
from pipeline.engine import extract
from pipeline.engine.codec import pack, unpack
from pipeline.engine.extract import extract_batch
from pipeline.model import fast
from pipeline.model.decoder import EntityDecoder
from pipeline.model.docs import count_words, text_of
from pipeline.model.embedding import Embedding
from pipeline.model.forms import FormMemory
from pipeline.model.load import MODEL, UNUSED, load_model
from pipeline.model.products import rows_alike
from pipeline.output.tables import TABLES
from pipeline.quotes.text.sentences import view_of
from pipeline.registry import EXTRACTORS

TEXTS = [path.read_text("utf-8") for path in sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))]


@pytest.fixture(scope="module")
def stock() -> Language:
    """Return the recogniser as it is shipped."""
    return spacy.load(MODEL, exclude=[*UNUSED, "tok2vec", "morphologizer", "parser"])


def names(doc: Doc) -> list[tuple[int, int, str]]:
    return [(e.start_char, e.end_char, e.label_) for e in doc.ents]


def test_vectors_are_those_of_the_shipped_model(nlp: Language, stock: Language) -> None:
    def encoded(model: Language) -> list[numpy.ndarray]:
        docs = [model.make_doc(text) for text in TEXTS]
        found: list[numpy.ndarray] = model.get_pipe("tok2vec").model.predict(docs)  # type: ignore[attr-defined]
        return found

    whole = spacy.load(MODEL, exclude=[*UNUSED, "ner", "parser", "morphologizer"])
    for mine, theirs in zip(encoded(nlp), encoded(whole), strict=True):
        numpy.testing.assert_allclose(mine, theirs, atol=2e-3)


PIECES = ["Léa", "Morin", "Air", "France", "de", "la", "SNCF", "\n", ",", "à", "Le", "Havre", "l'", "OpenAI", "«"]


def decoded_alike(text: str, nlp: Language) -> None:
    """Assert that the decoder finds what the recogniser finds by itself."""
    ner: Any = nlp.get_pipe("ner")
    own, doc = nlp.make_doc(text), nlp.make_doc(text)
    ner.set_annotations([own], ner.predict([own]))
    nlp.get_pipe("entity_decoder")(doc)
    assert names(doc) == names(own)
    assert doc.to_array("ENT_IOB").tolist() == own.to_array("ENT_IOB").tolist()


@pytest.mark.parametrize("text", [*TEXTS, " \n ", "Macron", "Air France", "LÉA MORIN " * 300], ids=lambda t: t[:20])
def test_entities_are_those_that_the_recogniser_decodes(text: str, nlp: Language) -> None:
    decoded_alike(text, nlp)


@given(words=st.lists(st.sampled_from(PIECES), min_size=1, max_size=60))
def test_entities_of_any_words_are_those_that_the_recogniser_decodes(words: list[str]) -> None:
    decoded_alike(" ".join(words), load_model())


@given(
    text=st.text(alphabet="aé’' \n\u00a0\u0301«»‹›,.-1", max_size=80),
    run=st.sampled_from(["", "x" * 1_200, "«" * 1_200]),
)
def test_a_doc_knows_its_text(text: str, run: str) -> None:
    doc = load_model().make_doc(f"{text}{run}{text}")
    assert text_of(doc) == doc.text == f"{text}{run}{text}"


def test_rare_marks_are_read_as_usual_ones(nlp: Language) -> None:
    for text in TEXTS:
        rare = text.translate(str.maketrans("«»", "‹›"))
        assert names(nlp(rare)) == names(nlp(text))
        assert [t.text for t in nlp.make_doc(rare)] == [
            t.text.translate(str.maketrans("«»", "‹›")) for t in nlp.make_doc(text)
        ]


def test_a_recogniser_of_another_make_is_refused() -> None:
    nlp = spacy.blank("fr")
    ner: Any = nlp.add_pipe("ner", config={"model": {"maxout_pieces": 3}})
    ner.add_label("PER")
    nlp.initialize()
    with pytest.raises(ValueError, match="another make"):
        EntityDecoder(ner)


def test_a_batch_changes_nothing(nlp: Language) -> None:
    together = [(names(d), view_of(d).sentences) for d in nlp.pipe(TEXTS)]
    alone = [(names(d), view_of(d).sentences) for d in map(nlp, reversed(TEXTS))]
    assert together == alone[::-1]


def test_a_product_computes_each_row_alike() -> None:
    random = numpy.random.default_rng(0)
    for inner, outer in ((64, 47), (64, 128), (96, 128), (480, 288)):
        rows = random.standard_normal((150, inner)).astype("float32")
        weights = random.standard_normal((inner, outer)).astype("float32")
        whole = rows_alike(rows, weights)
        numpy.testing.assert_allclose(whole, rows @ weights, atol=1e-3)
        for first, after in ((0, 1), (3, 4), (5, 17), (0, 64), (1, 129), (149, 150), (7, 7)):
            assert numpy.array_equal(rows_alike(rows[first:after], weights), whole[first:after])


@pytest.mark.parametrize("processor", ["Haswell", "Nehalem"])
def test_words_are_computed_alike_on_other_processors(processor: str) -> None:
    """OpenBLAS takes the way of an older processor where it is told to: its rows are alike in blocks of eight only."""
    tests = [str(Path(__file__).with_name(name)) for name in ("test_model.py", "test_fast.py", "test_model_parser.py")]
    chosen = "computes_each_row_alike or encoded_alike or learnt_alike or depends_on_no_other"
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", chosen, *tests]
    subprocess.run(line, check=True, env={**os.environ, "OPENBLAS_CORETYPE": processor})


@pytest.fixture(scope="module", params=["ner", "tok2vec"])
def embed(request: pytest.FixtureRequest) -> Model[Any, Any]:
    """Return the embedding of a component as it is shipped, that of ``ner`` or that of the parser."""
    model = spacy.load(MODEL, exclude=UNUSED).get_pipe(request.param).model  # type: ignore[attr-defined]
    return next(node.get_ref("embed") for node in model.walk() if node.has_ref("embed"))


def test_vectors_of_forms_are_those_of_thinc(embed: Model[Any, Any], stock: Language) -> None:
    docs = [stock.make_doc(text) for text in [*TEXTS, "Zorglubons\n d’ 東京 👍🏽 3,5% "]]
    mine = Embedding(embed)
    found = mine(mine.features(docs), stock.vocab.vectors)
    numpy.testing.assert_allclose(found, numpy.concatenate(embed.predict(docs)), atol=1e-4)


def test_an_embedding_of_another_make_is_refused(stock: Language) -> None:
    with pytest.raises(ValueError, match="another make"):
        Embedding(stock.get_pipe("ner").model.get_ref("lower"))  # type: ignore[attr-defined]


def test_articles_without_a_word_to_parse_have_no_vectors(embed: Model[Any, Any], stock: Language) -> None:
    memory = FormMemory(Embedding(embed))
    vectors = memory([Doc(stock.vocab), Doc(stock.vocab)])
    assert [len(each) for each in vectors] == [0, 0]
    words = memory([Doc(stock.vocab), Doc(stock.vocab, words=["Le", "maire"])])
    assert [each.shape[1] == vectors[0].shape[1] for each in words] == [True, True]


def test_forms_are_learnt_alike_together_and_one_by_one(embed: Model[Any, Any], stock: Language) -> None:
    mine, docs = Embedding(embed), [stock.make_doc(text) for text in TEXTS]
    features, vectors = mine.features(docs), stock.vocab.vectors
    together = mine(features, vectors)
    for first, after in ((0, 1), (3, 8), (100, 175), (1, len(features))):
        assert numpy.array_equal(mine(features[first:after], vectors), together[first:after])


def test_forgetting_forms_changes_no_vector(embed: Model[Any, Any], stock: Language) -> None:
    docs = [stock.make_doc(text) for text in TEXTS]
    large, small, none = (FormMemory(Embedding(embed), size)(docs) for size in (10_000, 300, 3))
    for one, other, third in zip(large, small, none, strict=True):
        assert numpy.array_equal(one, other)
        assert numpy.array_equal(one, third)


def test_a_full_vocabulary_grows_no_more_and_changes_nothing(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [Article(article_id=str(i), text=text) for i, text in enumerate(TEXTS)]
    before = extract_batch(articles, nlp)
    strange = [Article(article_id="s", text="Ils aiment les zorglubons, dit Ombeline Trucmuche.")]
    monkeypatch.setattr(fast, "STRINGS", 0)
    size = len(nlp.vocab.strings)
    [first], [second] = (extract_batch(strange, nlp) for _ in range(2))
    assert first.found == second.found
    assert len(nlp.vocab.strings) == size
    assert extract_batch(articles, nlp) == before
    monkeypatch.undo()
    assert extract_batch(strange, nlp) == [first]


def test_a_batch_leaves_no_doc_to_the_garbage_collector(nlp: Language) -> None:
    articles = [Article(article_id=str(i), text=text) for i, text in enumerate(TEXTS)]

    def docs() -> int:
        return sum(type(found) is Doc for found in gc.get_objects())

    gc.collect()
    before = docs()
    gc.disable()
    try:
        extract_batch(articles, nlp)
        assert docs() == before
    finally:
        gc.enable()


def test_one_article_that_fails_costs_no_other(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    count = count_words
    monkeypatch.setattr(extract, "count_words", lambda doc: 1 // 0 if "à" in doc.text[:1] else count(doc))
    articles = [
        Article(article_id="a", text="Léa Morin est à Paris."),
        Article(article_id="b", text="à Paris"),
        Article(article_id="c", text=""),
    ]
    done = extract_batch(articles, nlp)
    assert [[p.code for p in e.problems] for e in done] == [[], ["article-failed"], []]
    assert [m.text for m in done[0].found["mentions"]] == ["Léa Morin", "Paris"]


@pytest.mark.parametrize("table", ["mentions", "amounts", "dates", "quotes"])
def test_an_article_that_fails_at_any_step_costs_no_other(
    table: str, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [Article(article_id=str(i), text=text) for i, text in enumerate(TEXTS)]
    expected = extract_batch(articles, nlp)

    def broken(doc: Doc) -> Iterator[Any]:
        assert doc.text != TEXTS[1], "torn"
        yield from known.find(doc)

    known = next(e for e in EXTRACTORS.values() if table in [cls.table.name for cls in e.records])
    name = next(name for name, e in EXTRACTORS.items() if e is known)
    monkeypatch.setitem(EXTRACTORS, name, replace(known, find=broken))
    done = extract_batch(articles, nlp)
    assert done[:1] + done[2:] == expected[:1] + expected[2:]
    assert [(p.code, "torn" in p.message) for p in done[1].problems] == [("article-failed", True)]
    assert list(done[1].found) == ["texts"]


def test_a_text_too_long_for_the_model_is_told_and_its_values_are_found(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nlp, "max_length", 60)
    texts = ["Léa Morin est à Paris.", "Léa Morin a payé 5 millions d'euros à Paris. " * 2]
    short, long = extract_batch([Article(article_id=str(i), text=text) for i, text in enumerate(texts)], nlp)
    assert ([m.text for m in short.found["mentions"]], short.problems) == (["Léa Morin", "Paris"], [])
    assert ([a.text for a in long.found["amounts"]], long.found["mentions"]) == (["5 millions d'euros"] * 2, [])
    assert [p.code for p in long.problems] == ["text-too-long"]


@pytest.mark.parametrize("run", ["«", "1", "a,", "l'", "-", "mot et "])
def test_a_long_line_of_anything_is_told_and_ends(run: str, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "max_length", 50_000)
    line = run * (60_000 // len(run))
    [done] = extract_batch([Article(article_id="a", text=line, language="fr")], nlp)
    assert [p.code for p in done.problems] == ["text-too-long"]


@pytest.mark.parametrize("cls", TABLES, ids=lambda cls: cls.table.name)
def test_records_come_back_from_bytes_as_they_were(cls: type, nlp: Language) -> None:
    articles = [Article(article_id=str(i), text=text, extra={"rubrique": "é"}) for i, text in enumerate(TEXTS[:2])]
    done = extract_batch(articles, nlp)
    found = [e.row for e in done] if cls.table.name == "articles" else []  # type: ignore[attr-defined]
    found += [r for e in done for r in e.found.get(cls.table.name, [])]  # type: ignore[attr-defined]
    for records in filter(None, [found, [cls()]]) if cls is not type(done[0].row) else [found]:
        assert unpack(cls, pack(records)) == records
        with pytest.raises(ValueError, match="cannot be read"):
            unpack(cls, pack(records)[:-3])
