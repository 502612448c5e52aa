"""The tokenizer, safe from texts that are no prose.

spaCy's tokenizer takes marks off a chunk one by one, and copies the rest each time: on twenty thousand marks in a row
it never ends. A run without a blank so long is no word; it is one token here. Every other text is cut as by spaCy.
"""

import re
from typing import Any

from spacy.tokens import Doc

from pipeline.docs import keep_text

# Characters without a blank that no word and no address has.
LONGEST = 1_000
_RUN = re.compile(rf"\S{{{LONGEST},}}+")


class Tokenizer:
    """Stands for a tokenizer of spaCy.

    >>> import spacy
    >>> cut = Tokenizer(spacy.blank("fr").tokenizer)
    >>> [len(token) for token in cut("Tarif : " + "«" * 30_000 + " etc.")]
    [5, 1, 30000, 4]
    """

    def __init__(self, inner: Any) -> None:
        """Stand for ``inner``."""
        self.inner = inner

    def __getattr__(self, name: str) -> Any:
        """Give what ``inner`` has."""
        return getattr(self.inner, name)

    def __call__(self, text: str) -> Doc:
        """Return the Doc of a text."""
        if not _RUN.search(text):
            return keep_text(self.inner(text), text)
        cut = self.inner(_RUN.sub(_letters, text))
        words = [text[token.idx : token.idx + len(token)] for token in cut]
        return keep_text(Doc(cut.vocab, words=words, spaces=[bool(token.whitespace_) for token in cut]), text)


def _letters(run: re.Match[str]) -> str:
    return "x" * len(run[0])
