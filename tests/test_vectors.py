"""The word vectors as they are read: those of spaCy."""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy
import pytest
import spacy
import srsly
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from pipeline.model.load import MODEL
from pipeline.model.vectors import Rows, _parsed, read_rows, read_vectors

FOLDER = Path(str(files(MODEL))) / f"{MODEL}-{version(MODEL)}" / "vocab"
# A hash, one whose bytes look like an entry, and a symbol of spaCy, which is a small number.
KEYS = st.one_of(
    st.integers(2**32, 2**64 - 1), st.integers(0, 2**16 - 1), st.just(0xCFCFCFCFCFCFCFCF), st.just(0xCFCD00CF01CF02CF)
)


def test_words_have_the_vectors_that_spacy_reads() -> None:
    mine, theirs = Vocab(), Vocab()
    read_vectors(mine, FOLDER)
    theirs.vectors.from_disk(FOLDER, exclude=["strings"])
    rows: Any = mine.vectors.key2row
    assert isinstance(rows, Rows)
    assert dict(rows) == theirs.vectors.key2row
    assert numpy.array_equal(mine.vectors.data, theirs.vectors.data)
    keys = [*list(theirs.vectors.key2row)[:500], 1, 2**64 - 1]
    assert mine.vectors.find(keys=keys).tolist() == theirs.vectors.find(keys=keys).tolist()


@given(rows=st.dictionaries(KEYS, st.integers(0, 2**16 - 1), min_size=2**4, max_size=40))
def test_any_map_is_read_as_by_spacy(rows: dict[int, int]) -> None:
    head = b"\xdf" + len(rows).to_bytes(4, "big")
    written = srsly.msgpack_dumps(rows)
    body = written[3:] if written[0] == 0xDE else written[5:]
    assert dict(Rows(*_parsed(numpy.frombuffer(head + body, dtype="uint8")))) == rows


@pytest.mark.parametrize("rows", [{1: 2}, {2**40: "a"}, {2**40: 2**20, **{2**41 + i: i for i in range(70_000)}}])
def test_a_map_of_another_make_is_read_by_spacy(rows: dict[int, Any], tmp_path: Path) -> None:
    srsly.write_msgpack(tmp_path / "rows", rows)
    assert read_rows(tmp_path / "rows") == rows


def test_a_word_added_has_the_vector_that_it_is_given() -> None:
    nlp = spacy.blank("fr")
    read_vectors(nlp.vocab, FOLDER)
    row = nlp.vocab.vectors.key2row[nlp.vocab["maison"].orth]
    nlp.vocab.vectors.add("maisonnable", row=row)
    nlp.vocab.vectors.add("voiture", row=row)
    for word in ("maisonnable", "voiture"):
        vectors: list[Any] = [nlp.vocab[w].vector for w in (word, "maison")]
        assert numpy.array_equal(*vectors)
    rows: Any = nlp.vocab.vectors.key2row
    assert len(rows) == 500_001
    with pytest.raises(TypeError):
        del rows[row]
