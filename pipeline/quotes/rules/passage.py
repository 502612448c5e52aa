"""Words in marks, and what stands around them: what tells speech from a title, a name, a term."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.quotes.grammar.clause import Clause, Cue, Marked
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.passages import has_finite_verb, word_count
from pipeline.quotes.grammar.words import is_det, word_at
from pipeline.quotes.text.sentences import Word

# « », pouvait-on lire sur une pancarte » : the sign stands so near, in words.
SIGN = 9
_STOPS = ".!?…"
_FIRST = re.compile(r"^[^\W_]+['’]?")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in marks, and what stands around them: the words before (the nearest last), the word after."""

    text: str
    count: int
    finite: bool
    before: tuple[Word, ...]
    after: str
    cue: Cue | None
    follows_term: bool
    joined: bool
    repeated: bool
    written: bool
    sign: bool

    @property
    def rule(self) -> str:
        """The rule of the cue, or nothing."""
        return self.cue.rule if self.cue else ""

    @property
    def near(self) -> list[str]:
        """The three words before, in lower case, commas left out."""
        return [w.lower for w in self.before[-3:] if w.text not in ",("]

    @property
    def first(self) -> str:
        """The first of the words in marks, in lower case."""
        return next(iter(_FIRST.findall(self.text.lower())), "")

    @property
    def sure(self) -> bool:
        """Whether only speech can stand there: before « , dit X », after « X dit : », alone in its sentence."""
        return self.rule in ("inversion", "colon-verb", "floating") or (self.rule == "verb-quote" and self.count >= 3)

    @property
    def stopped(self) -> bool:
        """Whether the words end as a sentence does."""
        return self.text[-1:] in _STOPS and bool(self.text)

    @property
    def titled(self) -> bool:
        """Whether the words have a capital where the sentence asks for none."""
        return self.text[:1].isupper() and bool(self.before) and self.before[-1].text != ":" and not self.stopped

    @property
    def term(self) -> str:
        """What the words are if they are no speech."""
        if self.titled:
            return "title"
        return "irony" if self.before and is_det(self.before[-1]) and self.count == 1 else "term"


def read_passage(clause: Clause, quote: Marked) -> Passage:
    """Return the words of a pair of marks with what stands around them."""
    text = clause.text[quote.mark.start : quote.mark.end]
    around = clause.words[max(0, quote.first - 4) : quote.first]
    before = tuple(w for w in around if w.mark is None and w.text not in '«»"')
    after = word_at(clause.words, quote.last + 1).text
    earlier = [q for q in clause.quotes if q.last < quote.first]
    return Passage(
        text=text,
        count=word_count(text),
        finite=has_finite_verb(text),
        before=before,
        after=after,
        cue=quote.cue,
        follows_term=bool(earlier) and not earlier[-1].spoken,
        joined=bool(earlier) and _is_joined(clause.words[earlier[-1].last + 1 : quote.first]),
        repeated=_is_repeated(clause.text, text),
        written=_is_written(clause, quote.cue),
        sign=any(w.lower in words("sign") for w in clause.words[quote.last + 1 : quote.last + 1 + SIGN]),
    )


def _is_repeated(text: str, passage: str) -> bool:
    """Tell whether an article has the same passage twice; the rest of it is not looked at."""
    first = text.find(passage) if passage else -1
    return first >= 0 and text.find(passage, first + len(passage)) >= 0


def _is_joined(between: Sequence[Word]) -> bool:
    """Tell « des « gueux » ou « nantis » » : a link alone stands between two pairs of marks."""
    return len(between) == 1 and (between[0].text == "," or between[0].lower in words("joins_fragment"))


def _is_written(clause: Clause, cue: Cue | None) -> bool:
    """Tell words whose subject is whoever writes, or anybody: « je », « on », « nous »."""
    speaker = cue.speaker if cue else None
    if speaker is None or speaker.kind != "pronoun" or speaker.end != speaker.phrase_end:
        return False
    return clause.text[speaker.start : speaker.end].lower() in words("writer")
