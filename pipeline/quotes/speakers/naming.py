"""A quote whose speaker a rule may name, and the member of the cast who is named there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.entities.cast import Cast
from pipeline.entities.gazetteer import bare
from pipeline.entities.spelling import fold
from pipeline.quotes.grammar.lexicon import words

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote


@dataclass(frozen=True, slots=True)
class Naming:
    """A quote whose speaker a rule may name; ``answered`` is the last turn before whose speaker is written.

    ``titled`` are the persons whom the title names.
    """

    text: str
    titled: frozenset[str]
    cast: Cast
    answered: "Quote | None"
    quote: "Quote"

    @property
    def start(self) -> int:
        """Where the speaker is named, or the quote begins."""
        return self.quote.start if self.quote.speaker_start is None else self.quote.speaker_start

    @property
    def end(self) -> int:
        """Where the name of the speaker ends, or the quote begins."""
        return self.quote.start if self.quote.speaker_end is None else self.quote.speaker_end

    @property
    def shown(self) -> str:
        """The speaker as written, in plain typography."""
        return self.text[self.start : self.end]


def named(naming: Naming) -> str:
    """« a dit Vial », « a dit la ministre Anne Vial » : the member of the cast who is named there."""
    if naming.quote.speaker_kind != "name":
        return ""
    member = naming.cast.at(naming.start, naming.end)
    name = untitled(naming.shown)
    if member is None or (member.label != "PER" and fold(member.name) not in (fold(name), bare(fold(name)))):
        member = naming.cast.named(name, naming.start)
    if member is None or (len(member.name) < len(name) and " " not in member.name):
        return name
    return member.name


def untitled(name: str) -> str:
    """Return a name without « M. », « Mme »: the first word if it is a title and another follows."""
    first, _, rest = name.strip().partition(" ")
    return rest if rest and first in words("title") else name.strip()
