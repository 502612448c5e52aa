"""The trained layers, computed faster: the same predictions, whatever else is in the batch.

What is replaced, and where it is told why:

- one thread of matrix products a process: two that share a core wait for each other;
- **the vector of a word form is computed once** (:mod:`pipeline.model.forms`, :mod:`pipeline.model.embedding`);
- the layers that read the neighbours are computed straight in NumPy (:mod:`pipeline.model.encoder`);
- the tokenizer remembers chunks (:mod:`pipeline.model.tokens`);
- entities and parses are decoded by the batch (:mod:`pipeline.model.decoder`, :mod:`pipeline.model.parser`).

Floating-point sums depend on the order of their terms, and NumPy's product chooses that order by what it is shown: so
it only ever sees the words of **one article**, or a block of words that it computes alike wherever they stand in it
(:mod:`pipeline.model.products`, :mod:`pipeline.model.encoder`). So the tables cannot depend on the batch or the process
in which an article was read.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from spacy.attrs import (  # type: ignore[import-not-found]
    IS_ALPHA,
    IS_SPACE,
    LOWER,
    NORM,
    PREFIX,
    SHAPE,
    SUFFIX,
)
from spacy.lang.lex_attrs import word_shape
from spacy.language import Language
from thinc.api import Model
from threadpoolctl import threadpool_limits

from pipeline.model.embedding import Embedding
from pipeline.model.encoder import Encoder
from pipeline.model.forms import FormMemory

# Strings that the vocabulary keeps; beyond, new ones are dropped with their batch.
STRINGS = 300_000
# What is asked of a new word form; the other properties that spaCy works out (stop word, address, currency…) are not.
PROPERTIES = (LOWER, NORM, PREFIX, SUFFIX, SHAPE, IS_ALPHA, IS_SPACE)
# From this length on spaCy looks at no letter of a word.
_LONG_WORD = 100
Layer = Model[Any, Any]


def one_thread() -> None:
    """Give the matrix products of this process one thread: the processes are the parallelism."""
    threadpool_limits(1, user_api="blas")


def make_fast(nlp: Language) -> None:
    """Make the trained components of ``nlp`` fast, in place; they can no longer be trained.

    The entity recogniser meets many articles at once and encodes each by itself; the parser asks the encoder of its
    tok2vec for the sentences of many (see :mod:`pipeline.model.parser`).
    """
    vocab: Any = nlp.vocab
    vocab.lex_attr_getters = {name: vocab.lex_attr_getters[name] for name in PROPERTIES} | {SHAPE: shape_of}
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        for node in list(model.walk()) if isinstance(model, Model) else ():
            if node.has_ref("embed") and node.has_ref("encode"):
                _quicken(node)


def shape_of(word: str) -> str:
    """Return the shape of a word as spaCy does, which looks at each letter; most are small letters behind the first.

    It counts four of a kind at most.

    >>> shape_of("maire"), shape_of("Léa"), shape_of("20h30")
    ('xxxx', 'Xxx', 'ddxdd')
    """
    rest = word[1:]
    if len(word) < _LONG_WORD and word.isalpha() and rest.islower():
        return "X" + "xxxx"[: len(rest)] if word[0].isupper() else "xxxx"[: len(word)]
    return str(word_shape(word))


def bounded(nlp: Language) -> AbstractContextManager[Any]:
    """Return the block in which a batch is read: the vocabulary stops growing where it is large.

    No Doc of the batch may be used after the block.
    """
    return nlp.memory_zone() if len(nlp.vocab.strings) > STRINGS else nullcontext()


def _quicken(tok2vec: Layer) -> None:
    embed, encode = tok2vec.get_ref("embed"), tok2vec.get_ref("encode")
    encoder, layers = Encoder(encode), tok2vec.layers
    layers[layers.index(embed)] = _predicting("remembered", FormMemory(Embedding(embed)), embed)
    encoded = layers[layers.index(encode)] = _predicting("encoded", encoder.apart, encode)
    encoded.attrs["encoder"] = encoder


def _predicting(name: str, predict: Callable[[Any], Any], layer: Layer) -> Layer:
    """Return a layer that predicts with ``predict`` in the place of ``layer``."""

    def forward(model: Layer, inputs: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        return predict(inputs), _untrainable

    return Model(name, forward, dims={"nO": layer.maybe_get_dim("nO")})


def _untrainable(_: Any) -> Any:
    raise NotImplementedError("a model made fast cannot be trained")
