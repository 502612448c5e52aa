"""The trained layers, computed faster: the same predictions, whatever else is in the batch.

Three things pay, measured on press articles:

- one thread of matrix products a process: two that share a core wait for each other;
- **the vector of a word form is computed once**: it depends on the form alone, not on its neighbours, and forms
  recur;
- the layers that read the neighbours, nine tenths of the arithmetic, use NumPy's matrix product, twice as fast as
  the default one of thinc.

Floating-point sums depend on the order of their terms. NumPy's product chooses that order by the shape of the
matrices, so it only ever sees the words of **one article**. What is computed over words of several articles (new
word forms, transitions) keeps thinc's default product, whose every row is computed alike whatever stands beside it.
So the tables cannot depend on the batch or the process in which an article was read.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import numpy
from spacy.attrs import (  # type: ignore[import-not-found]
    IS_ALPHA,
    IS_SPACE,
    LOWER,
    NORM,
    PREFIX,
    SHAPE,
    SUFFIX,
)
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

# Word forms remembered at most; beyond, all are forgotten and learnt anew. 60,000 take 40 MB.
FORMS = 60_000
# Strings that the vocabulary keeps; beyond, new ones are dropped with their batch.
STRINGS = 300_000
# What is asked of a new word form; the other properties that spaCy works out (stop word, address, currency…) are not.
PROPERTIES = (LOWER, NORM, PREFIX, SUFFIX, SHAPE, IS_ALPHA, IS_SPACE)
# Chunks between blanks whose tokens the tokenizer remembers (spaCy's default: 10,000).
CHUNKS = 200_000

Array = Any
Layer = Model[Any, Any]


def one_thread() -> None:
    """Give the matrix products of this process one thread: the processes are the parallelism."""
    threadpool_limits(1, user_api="blas")


def make_fast(nlp: Language) -> None:
    """Make the trained components of ``nlp`` fast, in place; they can no longer be trained.

    The entity recogniser meets many articles at once and encodes each by itself; the other components are given the
    sentences of one article at a time (see :mod:`pipeline.quotes.text.parse`) and encode them together.
    """
    tokenizer: Any = nlp.tokenizer
    tokenizer.max_cache_size = CHUNKS
    vocab: Any = nlp.vocab
    vocab.lex_attr_getters = {name: vocab.lex_attr_getters[name] for name in PROPERTIES}
    for name, component in nlp.components:
        model = getattr(component, "model", None)
        for node in list(model.walk()) if isinstance(model, Model) else ():
            if node.has_ref("embed") and node.has_ref("encode"):
                _quicken(node, apart=name == "ner")


def bounded(nlp: Language) -> AbstractContextManager[Any]:
    """Return the block in which a batch is read: the vocabulary stops growing where it is large.

    No Doc of the batch may be used after the block.
    """
    return nlp.memory_zone() if len(nlp.vocab.strings) > STRINGS else nullcontext()


def _quicken(tok2vec: Layer, *, apart: bool) -> None:
    embed, encode = tok2vec.get_ref("embed"), tok2vec.get_ref("encode")
    for node in encode.walk():
        node.ops = NumpyOps(use_blis=False)
    tok2vec.layers[tok2vec.layers.index(embed)] = _predicting("remembered", FormMemory(embed), embed)
    if apart:
        each = _predicting("each_apart", lambda docs: [encode.predict([doc])[0] for doc in docs], encode)
        tok2vec.layers[tok2vec.layers.index(encode)] = each


def _predicting(name: str, predict: Callable[[Any], Any], layer: Layer) -> Layer:
    """Return a layer that predicts with ``predict`` in the place of ``layer``."""

    def forward(model: Layer, inputs: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        return predict(inputs), _untrainable

    return Model(name, forward, dims={"nO": layer.maybe_get_dim("nO")})


def _untrainable(_: Any) -> Any:
    raise NotImplementedError("a model made fast cannot be trained")


class FormMemory:
    """Remembers the vectors that ``embed`` gives to word forms.

    ``embed`` reads of a token its form, its norm and whether a space follows, no more: prefix, suffix, shape and
    static vector are those of the form.
    """

    def __init__(self, embed: Layer, size: int = FORMS) -> None:
        """Remember ``size`` forms at most."""
        self.embed = embed
        self.size = size
        self.rows: dict[bytes, int] = {}
        # The size of a vector, asked of the layer once: a text without a word has none, of that size.
        self.vectors: Array = numpy.empty((0, embed.get_dim("nO")), dtype="float32")

    def __call__(self, docs: Sequence[Doc]) -> list[Array]:
        """Return the vectors of the tokens of each Doc."""
        return [self._vectors(doc) for doc in docs]

    def _vectors(self, doc: Doc) -> Array:
        features = doc.to_array(["ORTH", "NORM", "SPACY"])
        keys = features.view(f"V{features.itemsize * 3}").ravel().tolist()
        new = {key: place for place, key in enumerate(keys) if key not in self.rows}
        if len(new) > self.size:
            return self.embed.predict([doc])[0]
        if new:
            if len(self.rows) + len(new) > self.size:
                self.rows.clear()
                new = {key: place for place, key in enumerate(keys)}
            self._learn(doc, new)
        rows = self.rows
        return self.vectors[[rows[key] for key in keys]]

    def _learn(self, doc: Doc, new: dict[bytes, int]) -> None:
        vectors = self.embed.predict([_Tokens(doc, list(new.values()))])[0]
        first = len(self.rows)
        if not len(self.vectors):
            self.vectors = numpy.empty((self.size, vectors.shape[1]), dtype=vectors.dtype)
        self.vectors[first : first + len(new)] = vectors
        self.rows.update((key, first + i) for i, key in enumerate(new))


class _Tokens:
    """Some tokens of a Doc, as the embedding layers ask for them."""

    def __init__(self, doc: Doc, places: list[int]) -> None:
        self.doc, self.places, self.vocab = doc, places, doc.vocab

    def __len__(self) -> int:
        return len(self.places)

    def to_array(self, attributes: Any) -> Array:
        return self.doc.to_array(attributes)[self.places]
