"""The short ``token_match``: it keeps whole the chunks that spaCy's keeps whole, and is asked in its place."""

import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.fr.tokenizer_exceptions import TOKEN_MATCH, _hyphen_combination, _hyphen_prefix, _regular_exp
from spacy.language import Language

from pipeline.model.token_match import TokenMatch, compiled_short, grouped

COMPILED: Any = TOKEN_MATCH
PATTERN: str = COMPILED.__self__.pattern
SPACY: Callable[[str], Any] = re.compile(PATTERN).match
MINE = TokenMatch(PATTERN).match
# Chunks with every start and middle that spaCy names, in every case, with and without what must follow.
STARTS = [re.sub(r"\[(.)[^\]]*\]", r"\1", text).replace("?", "") for text in _hyphen_prefix]
MIDDLES = [re.sub(r"\[(.)[^\]]*\]", r"\1", text).replace("?", "") for text in _hyphen_combination]
ENDS = ["", "a", "É", "temps", "vous-y", "l'air", "1", "a.", "à\n", "-", "'"]
CHUNKS = [
    *(f"{start}{mark}{end}" for start, mark, end in product(STARTS, "-–’", ENDS)),
    *(f"Mer{mark}{middle}-{end}" for mark, middle, end in product("-‑", MIDDLES, ENDS)),
]


def test_every_chunk_that_spacy_names_is_kept_whole_alike() -> None:
    for chunk in CHUNKS:
        for form in (chunk, chunk.upper(), chunk.capitalize(), f"x{chunk}"):
            assert MINE(form) == (SPACY(form) is not None), form
    assert sum(map(MINE, CHUNKS)) > 1_000


@given(st.lists(st.sampled_from([*STARTS, *MIDDLES, *"-–—‐‑'’ \n.éÉaA1ßıſK", "entr", "prud"]), max_size=6).map("".join))
def test_any_chunk_is_kept_whole_alike(chunk: str) -> None:
    assert MINE(chunk) == (SPACY(chunk) is not None)


def test_the_tokenizer_asks_the_short_one(nlp: Language) -> None:
    tokenizer: Any = nlp.tokenizer
    assert isinstance(tokenizer.token_match.__self__, TokenMatch)
    assert tokenizer.token_match.__self__.pattern == PATTERN
    assert len(grouped(PATTERN)) < len(PATTERN) / 20
    assert len(_regular_exp) == PATTERN.count("(?:^")


def test_only_the_long_pattern_is_made_short() -> None:
    before = re.compile
    with compiled_short():
        assert isinstance(re.compile("(?iu)"), re.Pattern)
        assert isinstance(re.compile(PATTERN), TokenMatch)
    assert re.compile is before


@pytest.mark.parametrize("pattern", ["", "(?iu)(?:^a-b$)", "(?iu)(?:^a[é]$)", "^mi-temps$"])
def test_a_pattern_of_another_make_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="another make"):
        grouped(pattern)
