"""Which phrases mean a body and which a person: « la préfecture » is not EDF, « l'ingénieur d'Altis » not the firm."""

import re
from functools import lru_cache

from pipeline.entities.kinds import kind_called
from pipeline.entities.person_nouns import noun_of
from pipeline.entities.spelling import fold
from pipeline.language.stems import stem
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.speakers.candidate import Candidate
from pipeline.quotes.speakers.question import Question
from pipeline.quotes.speakers.shapes import NOUN_WITHIN


def is_no_one(question: Question, candidate: Candidate) -> bool:
    """Tell « le ministre » from Rome, where the dispatch is written, « un ingénieur d'Altis » from the firm."""
    if candidate.kind == "organisation":
        somebody = question.quote.speaker_kind == "role" and "person-noun" in question.shapes
        return somebody and candidate.key not in (question.answer, fold(question.surface))
    return candidate.kind == "place" and "trade" in question.shapes


def is_body(question: Question, candidate: Candidate) -> bool:
    """Tell whether the candidate is a person and the phrase, « l'accusation », « l'association », is none."""
    if candidate.kind != "person" or candidate.key == question.answer:
        return False
    if " " not in candidate.name and not candidate.gender:
        return False  # « Altis »: a name of one word that nothing shows to be a person's may be a body's
    return question.quote.speaker_kind == "organisation" or {"body", "definite"}.issubset(question.shapes)


def is_led_by_none(question: Question, candidate: Candidate) -> bool:
    """Tell « la direction » from the union that it answers."""
    if candidate.member is None or candidate.kind == "person" or candidate.key == question.answer:
        return False
    return "direction" in question.said and not words("unmanaged").isdisjoint(candidate.member.kinds)


def is_named_otherwise(question: Question, candidate: Candidate) -> bool:
    """Tell « la préfecture » from EDF: a body of that sort has the noun in its name."""
    if candidate.kind not in ("organisation", "place", "other") or candidate.key == question.answer:
        return False
    first = re.findall(r"[\w-]+", question.said)[1:NOUN_WITHIN] if question.described else []
    return any(noun in words("named_so") and stem(noun) not in candidate.described for noun in first)


@lru_cache(maxsize=4096)
def _sort_of(phrase: str) -> str:
    """Tell what a phrase calls somebody: « le maire » a person, « l'opposition » a body; nothing where it tells none.

    >>> _sort_of("le maire"), _sort_of("l'opposition"), _sort_of("un courriel"), _sort_of("le quartier")
    ('person', 'body', 'document', '')
    """
    first = re.findall(r"[\w-]+", phrase.lower())[:NOUN_WITHIN]
    if not words("document").isdisjoint(first[:2]):
        return "document"
    body = not words("organisation").isdisjoint(first) or bool(kind_called(phrase))
    person = any(map(noun_of, first))
    return "" if body == person else "body" if body else "person"


def is_other_sort(question: Question, candidate: Candidate) -> bool:
    """Tell « l'opposition » from « le maire », « le PDG » from « un courriel », phrases of the article as well."""
    if candidate.kind != "phrase" or not question.described or candidate.key == question.answer:
        return False
    said, other = _sort_of(question.quote.speaker), _sort_of(candidate.name)
    return {said, other} == {"person", "body"} or (said, other) == ("person", "document")


def is_of_it(question: Question, candidate: Candidate) -> bool:
    """Tell « la police », « la gendarmerie de l'Ain » from « une voiture de la police », « la direction de… »."""
    if candidate.kind != "phrase" or not question.described or candidate.key == question.answer:
        return False
    said = fold(question.surface).removeprefix("le ").removeprefix("les ")
    of_it = candidate.key.endswith((f" d'{said}", f" de {said}", f" du {said}", f" des {said}"))
    return of_it and candidate.key != fold(question.surface)


def is_other_body(question: Question, candidate: Candidate) -> bool:
    """Tell « la municipalité » from « l'association », both phrases; « l'organisation » may be whatever body."""
    if candidate.kind != "phrase" or candidate.key in (question.answer, fold(question.surface)):
        return False
    if not words("latter").isdisjoint(question.said.split()):
        return False  # « ces derniers »
    return "generic" not in question.shapes and question.described.isdisjoint(candidate.described)


def may_be_body(question: Question) -> bool:
    """Tell « la municipalité », « la gauche », « les secours » from « le maire » and « le rapport »."""
    described = question.quote.speaker_kind in ("organisation", "role") and bool(question.described)
    return described and "person-noun" not in question.shapes
