"""The language model: fr_core_news_md, loaded once per process."""

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

MODEL = "fr_core_news_md"


@cache
def load_model() -> Language:
    """Load fr_core_news_md with the components that the extractors need; the parser reads skeletons only."""
    nlp = spacy.load(
        MODEL, exclude=["lemmatizer", "attribute_ruler", "senter"], disable=["tok2vec", "morphologizer", "parser"]
    )
    nlp.add_pipe("skeleton_parser", last=True)
    return nlp


@Language.factory("skeleton_parser")
def skeleton_parser(nlp: Language, name: str) -> "SkeletonParser":
    """Make the component that parses the sentences that can hold speech."""
    return SkeletonParser(nlp)


class SkeletonParser:
    """Run :func:`pipeline.skeleton.parse_skeletons` as a component."""

    def __init__(self, nlp: Language) -> None:
        """Keep the pipeline whose parser is used."""
        self.nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Parse the skeleton of one Doc."""
        from pipeline.skeleton import parse_skeletons

        parse_skeletons([doc], self.nlp)
        return doc
