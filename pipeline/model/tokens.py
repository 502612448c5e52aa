"""The tokenizer: spaCy's, made to remember what it has cut, and safe from texts that are no prose.

A chunk is what stands between blanks. spaCy's tokenizer remembers how it has cut a chunk; but once a text has shown
it a special case (« c'est », « M. ») it remembers nothing more of that text, so that it cuts nearly every chunk anew.
Here the chunks that are new are shown to it before the text: together where no special case can be in them
(« l'école, »), the others one by one.

spaCy's tokenizer takes marks off a chunk one by one, and copies the rest each time: on twenty thousand marks in a row
it never ends. A run without a blank so long is no word; it is one token here. « ›. » is one word to it and two here:
rare quotation marks are cut and read as usual ones. Every other text is cut as by spaCy.
"""

import re
from typing import Any

from spacy.tokens import Doc

from pipeline.model.affixes import quicken_affixes
from pipeline.model.docs import keep_text

# Characters without a blank that no word and no address has.
LONGEST = 1_000
_RUN = re.compile(rf"\S{{{LONGEST},}}+")
# Quotation marks that the model has never met, and those that it reads in their place.
MARKS = {"‹": "«", "›": "»", "‟": "“", "〝": "“", "〞": "”"}
_SHOWN = str.maketrans(MARKS)
_MARK = re.compile(f"[{''.join(MARKS)}]")
# A word, elided or not, with the mark behind it: a special case in it is the whole of it, or all but the mark.
_PLAIN = re.compile(r"(?:[^\W\d_]{1,2}['’])?[^\W\d_]+[,.]?")
# Chunks that spaCy's tokenizer is made to remember (its own default: 10,000).
CHUNKS = 200_000


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
        self.known: set[str] = set()
        inner.max_cache_size = CHUNKS
        quicken_affixes(inner)

    def __getattr__(self, name: str) -> Any:
        """Give what ``inner`` has."""
        return getattr(self.inner, name)

    def __call__(self, text: str) -> Doc:
        """Return the Doc of a text."""
        shown = _RUN.sub(_letters, text)
        if _MARK.search(shown):
            shown = shown.translate(_SHOWN)
        self._learn(shown)
        cut = self.inner(shown)
        if shown == text:
            return keep_text(cut, text)
        words = [text[token.idx : token.idx + len(token)] for token in cut]
        doc = Doc(cut.vocab, words=words, spaces=[bool(token.whitespace_) for token in cut])
        doc.from_array(["NORM"], cut.to_array(["NORM"]))
        return keep_text(doc, text)

    def _learn(self, text: str) -> None:
        """Have the new chunks of a text remembered: those that hold no special case together, each other by itself."""
        new = set(text.split()).difference(self.known)
        if not new or len(self.known) + len(new) > CHUNKS or self.inner.vocab.in_memory_zone:
            return
        self.known |= new
        rules = self.inner.rules
        plain = [c for c in new if _PLAIN.fullmatch(c) and c not in rules and c.rstrip(",.") not in rules]
        self.inner(" ".join(plain))
        for chunk in new.difference(plain):
            self.inner(chunk)


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
