"""The tokenizer, safe from texts that are no prose.

spaCy's tokenizer takes marks off a chunk one by one, and copies the rest each time: on twenty thousand marks in a row
it never ends. A run without a blank so long is no word; it is one token here. « ›. » is one word to it and two here:
rare quotation marks are cut and read as usual ones. Every other text is cut as by spaCy.
"""

import re
from typing import Any

from spacy.tokens import Doc

from pipeline.model.docs import keep_text

# Characters without a blank that no word and no address has.
LONGEST = 1_000
_RUN = re.compile(rf"\S{{{LONGEST},}}+")
# Quotation marks that the model has never met, and those that it reads in their place.
MARKS = {"‹": "«", "›": "»", "‟": "“", "〝": "“", "〞": "”"}
_SHOWN = str.maketrans(MARKS)


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
        shown = _RUN.sub(_letters, text).translate(_SHOWN)
        cut = self.inner(shown)
        if shown == text:
            return keep_text(cut, text)
        words = [text[token.idx : token.idx + len(token)] for token in cut]
        doc = Doc(cut.vocab, words=words, spaces=[bool(token.whitespace_) for token in cut])
        doc.from_array(["NORM"], cut.to_array(["NORM"]))
        return keep_text(doc, text)


def teach_marks(vocab: Any) -> None:
    """Give the rare quotation marks the features and the vectors of the usual ones."""
    for mark, usual in MARKS.items():
        new, known = vocab[mark], vocab[usual]
        new.prefix_, new.suffix_, new.shape_ = known.prefix_, known.suffix_, known.shape_
        row = vocab.vectors.key2row.get(known.orth)
        if row is not None:
            vocab.vectors.add(new.orth, row=row)


def _letters(run: re.Match[str]) -> str:
    return "x" * len(run[0])
