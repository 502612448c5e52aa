"""What every layer asks of a Doc, without a Python object for each token.

``doc.text`` and ``for token in doc`` build one object a token; five layers that ask again cost as much as the parser.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from pipeline.language.sentences import sentence_spans
from pipeline.language.typography import plain

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TEXT = "glaneur_text"
T = TypeVar("T")
# Not on the Doc itself, whose data must stay writable as bytes.
_made: "WeakKeyDictionary[Doc, dict[str, Any]]" = WeakKeyDictionary()


def made_once(doc: "Doc", name: str, make: Callable[["Doc"], T]) -> T:
    """Return what ``make`` makes of a Doc, made when it is first asked for and kept while the Doc lives.

    It is not written with the Doc, and is forgotten with it.

    >>> import spacy
    >>> doc = spacy.blank("fr")("Un été.")
    >>> made_once(doc, "size", len), made_once(doc, "size", list)
    (3, 3)
    """
    kept = _made.setdefault(doc, {})
    if name not in kept:
        kept[name] = make(doc)
    made: T = kept[name]
    return made


def plain_text(doc: "Doc") -> str:
    """Return the text of a Doc in plain typography, of the same length.

    >>> import spacy
    >>> plain_text(spacy.blank("fr")("L’été vient."))
    "L'été vient."
    """
    return made_once(doc, "glaneur_plain", lambda doc: plain(text_of(doc)))


def sentences_of(doc: "Doc") -> list[tuple[int, int]]:
    """Return the (start, end) of the sentences of a Doc, by rule.

    >>> import spacy
    >>> sentences_of(spacy.blank("fr")("M. Roux part. Il reste."))
    [(0, 13), (14, 23)]
    """
    return made_once(doc, "glaneur_sentences", lambda doc: sentence_spans(text_of(doc)))


def text_of(doc: "Doc") -> str:
    """Return the text of a Doc, put together once.

    >>> import spacy
    >>> text_of(spacy.blank("fr")("L'été vient."))
    "L'été vient."
    """
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


def keep_text(doc: "Doc", text: str) -> "Doc":
    """Return a Doc that knows the text it was cut from, so that nothing puts it together again."""
    doc.user_data[_TEXT] = text
    return doc


def token_starts(doc: "Doc") -> list[int]:
    """Return the offset of each token in the text.

    >>> import spacy
    >>> token_starts(spacy.blank("fr")("L'été vient."))
    [0, 2, 6, 11]
    """
    return _column(doc, "IDX")


def token_lengths(doc: "Doc") -> list[int]:
    """Return the length of each token, in characters.

    >>> import spacy
    >>> token_lengths(spacy.blank("fr")("L'été vient."))
    [2, 3, 5, 1]
    """
    return _column(doc, "LENGTH")


def count_words(doc: "Doc") -> int:
    """Return how many tokens are made of letters alone.

    >>> import spacy
    >>> count_words(spacy.blank("fr")("L'été 2024 vient."))
    2
    """
    return sum(_column(doc, "IS_ALPHA"))


def _column(doc: "Doc", name: str) -> list[int]:
    values: list[int] = doc.to_array(name).tolist()
    return values
