"""What every layer asks of a Doc, without a Python object for each token.

``doc.text`` and ``for token in doc`` build one object a token; five layers that ask again cost as much as the parser.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TEXT = "glaneur_text"


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
