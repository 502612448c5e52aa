"""Word lists as regular expressions: an alternation whose words share their beginnings matches as the plain one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.patterns import one_of

WORDS = st.sets(st.text("ab .'-", max_size=4), max_size=8)
AFTER = st.sampled_from(["", "a", r"(?!\w)", r"(?![\w'])", "s?", "$", "{2}", "*+"])


def plain(words: set[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))})"


@given(words=WORDS, after=AFTER, text=st.text("ab .'-s", max_size=20))
def test_words_that_share_beginnings_match_as_a_plain_alternation(words: set[str], after: str, text: str) -> None:
    found, expected = (re.compile(source + after).finditer(text) for source in (one_of(words), plain(words)))
    assert [match.span() for match in found] == [match.span() for match in expected]


def test_the_longest_word_that_fits_comes_first() -> None:
    assert re.findall(one_of(["euro", "euros", "eu"]), "eurosport, euro, eu") == ["euros", "euro", "eu"]
    assert re.findall(one_of(["euro", "euros", "eu"]) + r"(?!\w)", "eurosport, euro, eu") == ["euro", "eu"]
