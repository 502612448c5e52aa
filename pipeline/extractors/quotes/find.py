"""Find the quotes of a Doc: layout, sentences, cues, speech or not, indirect speech."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extractors.quotes.cues import Cue, Placed, Scene, attribute, read_scene
from pipeline.extractors.quotes.indirect import find_indirect
from pipeline.extractors.quotes.layout import Paragraph, read_layout
from pipeline.extractors.quotes.lexicon import can_hold_speech
from pipeline.extractors.quotes.records import Quote, QuotedTerm
from pipeline.extractors.quotes.speech import has_finite_verb, term_kind, word_count
from pipeline.extractors.quotes.view import fill_words, read_sentences
from pipeline.registry import extractor
from pipeline.resolve.speakers import resolve_speakers
from pipeline.values.normalize import plain

if TYPE_CHECKING:
    from spacy.tokens import Doc


@extractor(Quote, QuotedTerm, resolve=resolve_speakers)
def find_quotes(doc: "Doc") -> Iterator[Quote | QuotedTerm]:
    """Find the quotes of a Doc, and what stands in marks without being speech.

    The Doc may be parsed by its skeleton (best), in the ordinary way, or not at all.
    """
    raw = doc.text
    text = plain(raw)
    paragraphs = read_layout(text)
    people = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    starts = [token.idx for token in doc]
    group = 0
    for sentence in read_sentences(text, paragraphs):
        if not sentence.marks and not can_hold_speech(text, sentence):
            continue
        fill_words(text, sentence, doc, starts)
        near = [p for p in people if p[0] < sentence.end and sentence.start < p[1]]
        scene = read_scene(text, sentence, near)
        attribute(scene)
        for quote in scene.quotes:
            kind = term_kind(scene, quote)
            start, end = quote.mark.start, quote.mark.end
            if kind:
                yield QuotedTerm(start=start, end=end, text=raw[start:end], kind=kind)
                continue
            quote.spoken = True
            group += 1
            yield _quote(raw, scene, quote, group)
        yield from find_indirect(raw, scene)
    yield from _nested(raw, paragraphs)


def _quote(raw: str, scene: Scene, quote: Placed, group: int) -> Quote:
    cue = quote.cue or Cue("none", "none")
    start, end = quote.mark.start, quote.mark.end
    speaker = cue.speaker
    finite = has_finite_verb(scene.text[start:end])
    whole = finite or scene.text[end - 1] in ".!?…" or cue.rule in ("floating", "colon-verb", "inversion")
    kind = "direct" if whole and (word_count(raw[start:end]) > 1) and cue.rule != "that-inside" else "mixed"
    return Quote(
        start=start,
        end=end,
        text=raw[start:end],
        kind=kind,
        speaker=raw[speaker.start : speaker.end] if speaker else "",
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
        speaker_kind=speaker.kind if speaker else "none",
        speaker_role=speaker.role if speaker else "",
        verb=cue.verb,
        cue=cue.cue,
        rule=cue.rule,
    )


def _nested(raw: str, paragraphs: list[Paragraph]) -> Iterator[QuotedTerm]:
    for paragraph in paragraphs:
        for mark in paragraph.inner:
            if mark.start < mark.end:
                yield QuotedTerm(start=mark.start, end=mark.end, text=raw[mark.start : mark.end], kind="nested")
