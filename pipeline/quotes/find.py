"""Find the quotes of a Doc: layout, sentences, cues, speech or not, indirect speech."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.model.docs import text_of
from pipeline.quotes.grammar.clause import Clause, Cue, Marked, read_clause
from pipeline.quotes.grammar.passages import has_finite_verb, word_count
from pipeline.quotes.records import Quote, QuotedTerm
from pipeline.quotes.rules.blocks import find_blocks, signer
from pipeline.quotes.rules.cues import announced, attribute
from pipeline.quotes.rules.further import continues
from pipeline.quotes.rules.indirect import find_indirect, find_presented
from pipeline.quotes.rules.leads import lead_speaker
from pipeline.quotes.rules.medium import read_medium
from pipeline.quotes.rules.presented import presents
from pipeline.quotes.rules.said import is_unsaid, said, words_said
from pipeline.quotes.rules.speech_or_term import term_kind
from pipeline.quotes.rules.utterances import named_below
from pipeline.quotes.speakers.resolve import resolve_speakers
from pipeline.quotes.text.holds import can_hold_speech
from pipeline.quotes.text.marks import Paragraph
from pipeline.quotes.text.sentences import Sentence, View, announces, floats, names_of, view_of
from pipeline.records import Name
from pipeline.registry import extractor

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A sentence with more characters outside its quotes, or more marks, is a list or noise: it is not read.
MAX_LENGTH = 3000
MAX_MARKS = 24
# An incise stands after one of these, or is none.
_PAUSE = re.compile(r"[,?!] ")
# These rules make a direct quote of a passage without a finite verb: « Balivernes. »
_WHOLE = frozenset(["floating", "colon-verb", "colon", "inversion", "after", "that", "comme"])


@extractor(Quote, QuotedTerm, resolve=resolve_speakers)
def find_quotes(doc: "Doc") -> Iterator[Quote | QuotedTerm]:
    """Find the quotes of a Doc, and what stands in marks without being speech.

    The Doc may be parsed by its skeleton (best), in the ordinary way, or not at all.
    """
    raw, view = text_of(doc), view_of(doc)
    text, paragraphs, sentences = view.text, view.paragraphs, view.sentences
    people = names_of(doc)
    begins, ends = [p.start for p in people], [p.end for p in people]
    before: Clause | None = None
    for i, sentence in enumerate(sentences):
        leads = i + 1 < len(sentences) and floats(text, sentences[i + 1], sentence)
        goes_on = before is not None and continues(text, sentence)
        presented = i > 0 and presents(text, sentence)
        if not (leads or goes_on or presented or sentence.marks or can_hold_speech(text, sentence)):
            before = None
            continue
        if _length(sentence) > MAX_LENGTH or len(sentence.marks) > MAX_MARKS:
            yield from _unread(raw, text, sentence)
            before = None
            continue
        view.fill(sentence, doc)
        near = people[bisect_right(ends, sentence.start) : bisect_left(begins, sentence.end)]
        clause = read_clause(text, sentence, near)
        _fill_inside(view, clause, doc)
        attribute(clause)
        _name_below(clause, doc, view, people, sentences[i + 1 : i + 2])
        if before and floats(text, sentence, before.sentence):
            _lead(before, clause)
        _sign(raw, clause, paragraphs, people)
        if presented:
            told = sentences[i - 1]
            view.fill(told, doc)
            named = people[bisect_right(ends, told.start) : bisect_left(begins, told.end)]
            yield from find_presented(raw, read_clause(text, told, named), clause)
        yield from _read(raw, clause, before if goes_on else None)
        before = clause
    yield from find_blocks(raw, text, paragraphs)
    yield from _nested(raw, paragraphs)
    for mark in view.papers:
        yield QuotedTerm(start=mark.start, end=mark.end, text=raw[mark.start : mark.end], kind="name")


def _length(sentence: Sentence) -> int:
    return sentence.end - sentence.start - sum(m.close - m.open for m in sentence.marks)


def _unread(raw: str, text: str, sentence: Sentence) -> Iterator[Quote | QuotedTerm]:
    """Yield what stands in the marks of a sentence too long to be one: nobody is looked for."""
    for mark in sentence.marks:
        if mark.start >= mark.end:
            continue
        if has_finite_verb(text[mark.start : mark.end]) and word_count(text[mark.start : mark.end]) > 3:
            yield said(raw, mark.start, mark.end, "direct", Cue("none", "none"))
        else:
            yield QuotedTerm(start=mark.start, end=mark.end, text=raw[mark.start : mark.end], kind="term")


def _fill_inside(view: View, clause: Clause, doc: "Doc") -> None:
    """Give the quotes that may hold an incise, « Pourquoi partir ? demande X. », their words."""
    for quote in clause.quotes:
        start, end = quote.mark.start, quote.mark.end
        if end - start < MAX_LENGTH and _PAUSE.search(clause.text, start, max(start, end - 1)):
            within = Sentence(quote.mark.start, quote.mark.end, clause.sentence.paragraph, [])
            view.fill(within, doc)
            quote.inside = within.words


def _name_below(clause: Clause, doc: "Doc", view: View, people: Sequence[Name], following: Sequence[Sentence]) -> None:
    """Give a quote that stands alone to whom the sentence after it names: « … » Un message d'Inès Roux."""
    if not following or not clause.quotes or clause.quotes[-1].cue is None:
        return
    below, quote = following[0], clause.quotes[-1]
    if quote.cue and quote.cue.rule == "floating" and not below.marks and _length(below) <= MAX_LENGTH:
        view.fill(below, doc)
        near = [p for p in people if p.start < below.end and below.start < p.end]
        quote.cue = named_below(quote, read_clause(clause.text, below, near)) or quote.cue


def _lead(before: Clause, clause: Clause) -> None:
    """Give a quote that stands alone the subject of the sentence before: « Léa Morin s'emporte. « On a menti. » »

    A sentence that ends in a colon leads it as in one sentence.
    """
    alone = [quote for quote in clause.quotes if quote.cue and quote.cue.rule == "floating"]
    if announces(clause.text, before.sentence):
        for quote in alone:
            quote.cue = announced(before, quote) or quote.cue
        return
    speaker = None if any(q.spoken for q in before.quotes) else lead_speaker(before)
    if speaker:
        for quote in alone:
            quote.cue = Cue("after", "none", before.verbs[0].lemma if before.verbs else "", speaker)


def _sign(raw: str, clause: Clause, paragraphs: Sequence[Paragraph], people: Sequence[Name]) -> None:
    """Give a quote that stands alone the name signed below it, or that heads it."""
    quote = clause.quotes[-1] if clause.quotes else None
    index = clause.sentence.paragraph
    if quote is None or quote.cue is None or quote.cue.rule != "floating" or index >= len(paragraphs):
        return
    speaker = signer(raw, paragraphs, index, people)
    if speaker:
        quote.cue = Cue("signature", "none", "", speaker)


def _read(raw: str, clause: Clause, before: Clause | None) -> Iterator[Quote | QuotedTerm]:
    """Yield what stands in the marks of a sentence, then what it reports without marks.

    ``before`` is the sentence whose report it goes on with.
    """
    quotes = [quote for quote in clause.quotes if quote.mark.start < quote.mark.end]
    kinds = []
    for quote in quotes:
        kinds.append(term_kind(clause, quote))
        quote.spoken = not kinds[-1]
    yield from find_indirect(raw, clause, before)
    spoken = False
    for quote, kind in zip(quotes, kinds, strict=True):
        start, end = quote.mark.start, quote.mark.end
        if quote.spoken:
            yield _quote(raw, clause, quote, spoken and raw[start].islower())
            spoken = True
        else:
            yield QuotedTerm(start=start, end=end, text=raw[start:end], kind=kind or "term")


def _quote(raw: str, clause: Clause, quote: Marked, goes_on: bool) -> Quote:
    cue = quote.cue or Cue("none", "none")
    start, end = quote.mark.start, cue.cut if cue.cut > 0 else quote.mark.end
    whole = has_finite_verb(clause.text[start:end]) or clause.text[end - 1] in ".!?…" or cue.rule in _WHOLE
    whole = whole or (cue.rule in ("pour", "selon") and cue.near and word_count(raw[start:end]) > 3)
    kind = (
        "direct"
        if whole and (word_count(raw[start:end]) > 1 or raw[end - 1] in ".!?…") and cue.rule != "that-inside"
        else "mixed"
    )
    return said(
        raw,
        start,
        end,
        kind,
        cue,
        words=words_said(raw, start, end, quote.inside, cue) if cue.rule == "inside" else raw[start:end],
        medium=read_medium(raw, clause),
        negated="true" if is_unsaid(clause, cue) else "",
        goes_on=goes_on or quote.mark.continues,
    )


def _nested(raw: str, paragraphs: list[Paragraph]) -> Iterator[QuotedTerm]:
    for paragraph in paragraphs:
        for mark in paragraph.inner:
            if mark.start < mark.end:
                yield QuotedTerm(start=mark.start, end=mark.end, text=raw[mark.start : mark.end], kind="nested")
