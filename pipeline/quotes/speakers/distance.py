"""How near a candidate stands to a quote, before it and after it, and whether the lines there are about him."""

from collections.abc import Sequence
from math import log1p

from pipeline.language.typography import holds_word
from pipeline.quotes.speakers.candidate import Candidate, Place
from pipeline.quotes.speakers.question import Found, Question

FARTHEST = 12
# Sentences between, rounded up to 0, 1, 2, 4 or 8; more of them are all one.
_AT = tuple(f"before:at-{rounded}" for rounded in (0, 1, 2, 4, 4, 8, 8, 8, 8, 9))
# What the sentence makes of a candidate where it is last named: the fields of a place from ``subject`` on.
_ROLES = tuple(f"last:{name}" for name in Place._fields[Place._fields.index("subject") :])


def before(question: Question, candidate: Candidate, found: Found) -> None:
    """How far before the quote the candidate was last named, and whether as a subject."""
    places = candidate.before(question.at)
    if not places:
        if candidate.kind != "nobody":
            found["before:never"] = 1.0
        return
    last, discourse = places[-1], question.discourse
    sentences = question.sentence - last.sentence
    paragraphs = question.paragraph - discourse.paragraph(last.start)
    others = {*discourse.candidates.persons(last.end, question.at)} - {candidate.key}
    found["before:sentences"] = min(sentences, FARTHEST) / 4
    found[_AT[min(max(0, sentences), len(_AT) - 1)]] = 1.0
    found["before:paragraphs"] = min(paragraphs, 6) / 2
    found["before:persons-between"] = min(len(others), 6) / 2
    found["before:characters"] = log1p(max(0, question.at - last.start)) / 5
    if sentences <= 0:
        found["before:same-sentence"] = 1.0
    elif sentences == 1:
        found["before:last-sentence"] = 1.0
    if paragraphs <= 1:
        found["before:same-paragraph" if paragraphs <= 0 else "before:last-paragraph"] = 1.0
    if not others and candidate.kind == "person":
        found["before:nearest-person"] = 1.0
    _sentence_roles(question, places, found)


def _sentence_roles(question: Question, places: Sequence[Place], found: Found) -> None:
    for name, holds in zip(_ROLES, places[-1][-len(_ROLES) :], strict=True):
        if holds:
            found[name] = 1.0
    for place in places[-4:]:
        distance = question.sentence - place.sentence
        if place.speaks and distance <= 3:
            found["near:speaks"] = 1.0
        if place.subject and distance <= 2:
            found["near:subject"] = 1.0
            if distance == 1:
                found["near:subject-of-last"] = 1.0
            elif distance <= 0:
                found["near:subject-here"] = 1.0


def after(question: Question, candidate: Candidate, found: Found) -> None:
    """« … » Anne Vial ne cache pas sa joie: whom the lines after the quote name first."""
    place = candidate.after(question.quote.end)
    if place is None or place.start > question.quote.end + 600:
        return
    distance = place.sentence - question.last_sentence
    if distance <= 1:
        found["after:same-sentence" if distance <= 0 else "after:next-sentence"] = 1.0
        if place.subject:
            found["after:subject"] = 1.0
    if place.to and distance <= 0:
        found["after:to"] = 1.0
    if not holds_word(question.discourse.text, question.quote.end, place.start):
        found["after:beside"] = 1.0
    if question.sender[0] <= place.start < question.sender[1]:
        found["after:sender"] = 1.0
    if question.signature[0] <= place.start < question.signature[1]:
        found["after:signature"] = 1.0
    if place.start < question.closes:
        found["after:same-paragraph"] = 1.0
        between = question.discourse.candidates.persons(question.quote.end, place.start)
        if all(key == candidate.key for key in between):
            found["after:first"] = 1.0


def topic(question: Question, candidate: Candidate, found: Found) -> None:
    """Whom the last sentences are about; whether the text has turned to him since somebody spoke."""
    if candidate.kind == "nobody":
        return
    if candidate.key == question.subject:
        found["topic:subject"] = 1.0
    if question.unnamed and candidate.kind == "person":
        found["topic:unnamed-since"] = 1.0
    elif question.unnamed and candidate.key == question.subject:
        found["topic:unnamed"] = 1.0
    at, key = question.person
    if candidate.key != key:
        return
    found["topic:person"] = 1.0
    if question.rank and at > question.discourse.spoke_at(question.rank - 1):
        found["topic:turned"] = 1.0
    if at >= question.opens:
        found["topic:in-paragraph"] = 1.0
    if question.sentence - question.discourse.sentence(at) <= 2:
        found["topic:recent"] = 1.0


def paragraph(question: Question, candidate: Candidate, found: Found) -> None:
    """Who is named first, or alone, in the paragraph of the quote."""
    if candidate.key in question.persons and candidate.kind == "person":
        found["paragraph:named"] = 1.0
        if question.persons[0] == candidate.key:
            found["paragraph:first"] = 1.0
        if set(question.persons) == {candidate.key}:
            found["paragraph:alone"] = 1.0
