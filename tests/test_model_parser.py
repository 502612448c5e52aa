"""The parser over arrays: the heads, labels and parts of speech of spaCy's own, whatever stands beside a sentence."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model import parser as parsing
from pipeline.model.arc_eager import ArcEager
from pipeline.model.load import MODEL, UNUSED, load_model
from pipeline.model.parser import SentenceParser

TEXTS = [path.read_text("utf-8") for path in sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))]
ODD = [
    "Oui .",
    "« Non » , dit -elle .",
    "qu'est-ce l' école d’ Orléans 5 km 3,5 % :-) https://exemple.fr/a?b=c Ελλάδα 東京 👍🏽 \n a\u200bb",
    "& & & & & & &",
    "de de de de de la la la",
    "! \n \n ?",
]
# fmt: off
PIECES = [
    "«", "»", ",", ".", ";", ":", "(", ")", "-", "dit", "dit-il", "Léa", "Morin", "que", "qui", "la", "le", "de", "à",
    "et", "ne", "pas", "a", "été", "SNCF", "12", "%", "\n",
]
# fmt: on
@pytest.fixture(scope="module")
def stock() -> Language:
    """Return the model as it is shipped, its parser too."""
    return spacy.load(MODEL, exclude=UNUSED)


@pytest.fixture(scope="module")
def parser(nlp: Language) -> SentenceParser:
    return SentenceParser(nlp)


def sentences_of(texts: Sequence[str]) -> list[list[str]]:
    lines = [line.split(" ") for text in texts for line in text.split("\n\n")]
    return [[word for word in line if word] for line in lines if any(line)]


def parsed(parser: SentenceParser, vocab: Any, articles: Sequence[Sequence[list[str]]]) -> list[Any]:
    """Return head (relative), dependency and part of speech of each word of each sentence."""
    docs = [Doc(vocab, words=[word for words in sentences for word in words]) for sentences in articles]
    found = parser(docs, [[len(words) for words in sentences] for sentences in articles])
    return [list(_cut(parse, sentences)) for parse, sentences in zip(found, articles, strict=True)]


def _cut(parse: parsing.Parse, sentences: Sequence[list[str]]) -> Iterator[Any]:
    relative = (parse.heads - numpy.arange(len(parse.heads))).tolist()
    start = 0
    for words in sentences:
        end = start + len(words)
        yield list(zip(relative[start:end], parse.deps[start:end], parse.parts[start:end], strict=True))
        start = end


def by_spacy(nlp: Language, sentences: Sequence[list[str]]) -> list[Any]:
    """Return the same of sentences that spaCy reads as Docs, of the same words and spaces."""
    docs = [Doc(nlp.vocab, words=words, sent_starts=[i == 0 for i in range(len(words))]) for words in sentences]
    for name in ("tok2vec", "morphologizer", "parser"):
        component: Any = nlp.get_pipe(name)
        component.set_annotations(docs, component.predict(docs))
    return [[(token.head.i - token.i, token.dep_, token.pos_) for token in doc] for doc in docs]


def test_sentences_are_parsed_as_by_the_shipped_model(nlp: Language, parser: SentenceParser, stock: Language) -> None:
    articles = [sentences_of([text]) for text in [*TEXTS, *ODD]]
    found = parsed(parser, nlp.vocab, articles)
    assert list(chain(*found)) == by_spacy(stock, list(chain(*articles)))


def test_the_parse_of_an_article_depends_on_no_other(
    nlp: Language, parser: SentenceParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [sentences_of([text]) for text in [*TEXTS, *ODD]]
    together = parsed(parser, nlp.vocab, articles)
    assert together == [parsed(parser, nlp.vocab, [sentences])[0] for sentences in articles]
    monkeypatch.setattr(parsing, "TOGETHER", 1)
    assert together == parsed(parser, nlp.vocab, articles)
    assert together[::-1] == parsed(parser, nlp.vocab, articles[::-1])


def test_a_long_article_is_parsed_in_pieces(
    nlp: Language, parser: SentenceParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences = sentences_of(TEXTS)
    whole = parsed(parser, nlp.vocab, [sentences])
    monkeypatch.setattr(parsing, "PIECE", 100)
    assert parsed(parser, nlp.vocab, [sentences]) == whole


def test_a_sentence_has_its_verb_for_root(nlp: Language, parser: SentenceParser) -> None:
    words = ["Léa", "Morin", "affirme", "que", "la", "gare", "de", "Vannes", "fermera", "en", "mai", "."]
    [found] = parser([Doc(nlp.vocab, words=words)], [[len(words)]])
    assert (found.deps[2], found.parts[2], found.heads[0]) == ("ROOT", "VERB", 2)


def test_nothing_to_parse_is_no_error(nlp: Language, parser: SentenceParser) -> None:
    assert parser([], []) == []
    empty, full = parser([Doc(nlp.vocab), Doc(nlp.vocab, words=["Oui", "."])], [[], [2]])
    assert (len(empty.heads), empty.deps, full.deps) == (0, [], ["ROOT", "punct"])


@given(sentences=st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40), min_size=1, max_size=6))
def test_any_words_are_parsed_as_by_spacy(sentences: list[list[str]]) -> None:
    nlp = load_model()
    assert parsed(SentenceParser(nlp), nlp.vocab, [sentences])[0] == by_spacy(nlp, sentences)


@pytest.mark.parametrize("scale", [0.3, 1, 3, 10])
def test_any_vectors_are_decoded_as_by_spacy(scale: float, nlp: Language) -> None:
    """Vectors of nothing lead to what no text does: words put back many times, arcs replaced."""
    random = numpy.random.default_rng(7)
    parser: Any = nlp.get_pipe("parser")
    docs = []
    for size in [1, 2, *random.integers(1, 80, 60).tolist()]:
        docs.append(Doc(nlp.vocab, words=["x"] * size, sent_starts=[i == 0 for i in range(size)]))
        docs[-1].tensor = (random.standard_normal((size, 96)) * scale).astype("float32")
    parser.set_annotations(docs, parser.predict(docs))
    arcs = ArcEager(parser)
    heads, actions = arcs([doc.tensor for doc in docs], list(map(len, docs)))
    start = 0
    for doc in docs:
        own = [t.i for t in doc]
        found = heads[start : start + len(doc)].tolist()
        assert [i if head < 0 else head - start for i, head in zip(own, found, strict=True)] == [t.head.i for t in doc]
        drawn = actions[start : start + len(doc)].tolist()
        assert [arcs.labels[action] if action >= 0 else "ROOT" for action in drawn] == [t.dep_ for t in doc]
        start += len(doc)


def test_a_parser_of_another_make_is_refused() -> None:
    nlp = spacy.blank("fr")
    parser: Any = nlp.add_pipe("parser")
    parser.add_label("nsubj")
    parser.add_label("subtok")
    nlp.initialize()
    with pytest.raises(ValueError, match="cannot be decoded"):
        ArcEager(parser)
