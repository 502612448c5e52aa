"""Who the speaker is: from the mention in the sentence to the member of the cast, and how sure it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from pipeline.entities.cast import cast_of
from pipeline.quotes.records import Quote
from pipeline.quotes.speakers.candidates import Candidates
from pipeline.quotes.speakers.choice import Decision, cases, decide, weights
from pipeline.quotes.speakers.confidence import clue_weights, name_clues, passage_clues, probability
from pipeline.quotes.speakers.discourse import Answer, Discourse
from pipeline.quotes.speakers.names import answer
from pipeline.quotes.speakers.naming import Naming
from pipeline.quotes.speakers.voices import read_voices
from pipeline.quotes.text.sentences import view_of
from pipeline.records import Record, changed, passage_id
from pipeline.registry import Context

# A name that is less probable is not said: a wrong name is worse than none.
LEAST = Decimal("0.5")


def resolve_speakers(records: list[Record], context: Context) -> list[Record]:
    """Give every quote its speaker, how sure it is, and the id of its utterance."""
    discourse = read_discourse(records, context)
    if discourse is None:
        return records
    decided = decide(cases(discourse), weights())
    groups = _groups(discourse.quotes, context.article.article_id)
    named = [_said_by(*quote) for quote in zip(discourse.quotes, decided, groups, strict=True)]
    return [*named, *(r for r in records if not isinstance(r, Quote))]


def read_discourse(records: Sequence[Record], context: Context) -> Discourse | None:
    """Return the quotes among the records in their article, with whom the rules name; nothing without quotes."""
    view, cast = view_of(context.doc), cast_of(context.doc)
    quotes = sorted((r for r in records if isinstance(r, Quote)), key=lambda q: (q.start, q.end))
    if not quotes:
        return None
    quotes = [_without_topic(q, view.text) for q in quotes]
    candidates = Candidates(cast, view, context.doc, quotes, context.article.title)
    discourse = Discourse.of(context.article, cast, quotes, {}, candidates)
    discourse = replace(discourse, answers=_answers(discourse))
    named = [discourse.answer(rank) for rank in range(len(quotes))]
    return replace(discourse, voices=read_voices(view.text, cast, quotes, named, discourse.titled))


def _answers(discourse: Discourse) -> dict[int, Answer]:
    """Return whom the rules name as the speaker, by the rank of the quote."""
    found: dict[int, Answer] = {}
    answered, titled = None, discourse.titled
    for rank, quote in enumerate(discourse.quotes):
        if said := answer(Naming(discourse.text, titled, discourse.cast, answered, quote)):
            found[rank] = said
        if quote.rule == "turn" and quote.speaker:
            answered = quote
    return found


def _without_topic(quote: Quote, text: str) -> Quote:
    """Leave the speaker of « Budget : « … » » open where a headline names its subject before the colon."""
    head = text.find("\n")
    if quote.rule != "colon" or quote.start > head or text[:head].rstrip()[-1:] in ".!?…":
        return quote
    if quote.speaker_kind in ("pronoun", "none") or (quote.speaker_kind == "name" and " " in quote.speaker):
        return quote
    return replace(quote, speaker="", speaker_start=None, speaker_end=None, speaker_kind="none", speaker_role="")


def _said_by(quote: Quote, found: Decision, group: str) -> Quote:
    """Return a quote with its speaker and how sure it is; below one half the name stays empty."""
    sure = probability(name_clues(quote, found), clue_weights("speaker_confidence"))
    passage = probability(passage_clues(quote), clue_weights("quote_confidence"))
    known = partial(changed, quote, speaker_confidence=sure, confidence=passage, group_id=group)
    if sure < LEAST:
        return known()
    member = found.speaker.member
    if member is None:
        return known(speaker_name=found.speaker.name)
    return known(speaker_name=member.name, speaker_label=member.label, speaker_profile=member.profile)


def _groups(quotes: Sequence[Quote], article_id: str) -> Iterator[str]:
    """Yield the id of the utterance of each quote: its halves have that of the first."""
    group = ""
    for quote in quotes:
        if not (quote.goes_on and group):
            group = passage_id(Quote, article_id, quote.start, quote.end)
        yield group
