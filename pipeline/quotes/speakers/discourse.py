"""The article around its quotes: what every question about a speaker looks up."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline.entities.cast import Cast
from pipeline.entities.spelling import fold
from pipeline.quotes.speakers.candidate import Candidate, Event, with_article
from pipeline.quotes.speakers.candidates import Candidates
from pipeline.quotes.speakers.voices import Voices

if TYPE_CHECKING:
    from pipeline.articles import Article
    from pipeline.quotes.records import Quote

_LINE = re.compile(r"[^\n]+")
# A headline is no longer than this, in characters.
HEADLINE = 200
# How many paragraphs before that of a quote still tell whom it is about.
PARAGRAPHS = 2


class Answer(NamedTuple):
    """Whom a rule names as the speaker of a quote, and the rule."""

    name: str
    rule: str


@dataclass(slots=True)
class Discourse:
    """An article with its quotes, its cast, and whom the rules name as speakers, by the rank of the quote.

    ``head`` is where the first line ends, or -1; ``title`` the folded title, from the metadata or the first line,
    between spaces; ``standings`` hold what the article shows of each candidate, once it is asked.
    """

    text: str
    article: "Article"
    cast: Cast
    quotes: Sequence["Quote"]
    answers: Mapping[int, Answer]
    candidates: Candidates
    paragraphs: Sequence[int]
    head: int
    title: str
    voices: Voices = field(default_factory=Voices)
    standings: dict[Candidate, dict[str, float]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        article: "Article",
        cast: Cast,
        quotes: Sequence["Quote"],
        answers: Mapping[int, Answer],
        candidates: Candidates,
    ) -> "Discourse":
        """Return the discourse of an article, whose text is that of the candidates."""
        text = candidates.text
        lines = [line.start() for line in _LINE.finditer(text)]
        head = text.find("\n")
        title = article.title or (text[:head] if 0 < head < HEADLINE else "")
        return cls(text, article, cast, quotes, answers, candidates, lines or [0], head, f" {fold(title)} ")

    @property
    def titled(self) -> frozenset[str]:
        """The persons whom the title names."""
        people = (c for c in self.candidates.members.values() if c.kind == "person")
        return frozenset(c.name for c in people if f" {c.key.rsplit(' ', 1)[-1]} " in self.title)

    def sentence(self, at: int) -> int:
        """Return the rank of the sentence that holds an offset."""
        return self.candidates.sentence(at)

    def paragraph(self, at: int) -> int:
        """Return the rank of the paragraph that holds an offset."""
        return max(0, bisect_right(self.paragraphs, at) - 1)

    def answer(self, rank: int) -> str:
        """Return the key of whom the rules name as the speaker of a quote, or nothing."""
        found = self.answers.get(rank)
        return fold(found.name) if found else ""

    def acting(self, at: int) -> Sequence[Event]:
        """Return whom the lines before an offset are about: the subjects of their sentences, in order."""
        since = self.paragraphs[max(0, self.paragraph(at) - PARAGRAPHS)]
        return self.candidates.subjects(since, at)

    def surface(self, rank: int) -> str:
        """Return the phrase that names the speaker of a quote, with its article, or nothing."""
        quote = self.quotes[rank]
        return with_article(self.text, quote.speaker_start or 0, quote.speaker_end or 0)

    def spoke_at(self, rank: int) -> int:
        """Return where the speaker of a quote is named, or where his words begin."""
        quote = self.quotes[rank]
        return max(quote.start, quote.speaker_start or 0)
