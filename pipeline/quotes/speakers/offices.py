"""Whom the phrase of an office cannot mean: « le maire adjoint » is no mayor, « le procureur » no accused."""

from functools import cache, lru_cache

from pipeline.entities.descriptions import synonyms
from pipeline.entities.person_nouns import noun_of, person_nouns
from pipeline.language.stems import stem
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.speakers.candidate import Candidate
from pipeline.quotes.speakers.question import Question
from pipeline.quotes.speakers.shapes import NOUN_WITHIN, PARTS


def is_deputy(question: Question, candidate: Candidate) -> bool:
    """Tell « la présidente » from who is only called « vice-présidente », « le préfet » from « le sous-préfet »."""
    if not question.head or candidate.kind != "person" or question.head in candidate.described:
        return False
    return candidate.key != question.answer and any(f"{lead}-{question.head}" in candidate.described for lead in _UNDER)


_UNDER = ("vice", "sous")


def is_of_other_rank(question: Question, candidate: Candidate) -> bool:
    """Tell « le maire adjoint » from who is called « maire », « l'avocat » from « l'avocat général », both ways."""
    if candidate.kind != "person" or candidate.key == question.answer or question.head not in candidate.described:
        return False
    if question.head == _LAWYER and (_GENERAL in question.described) != (_GENERAL in candidate.described):
        return True
    return not _ranks().isdisjoint(question.described - candidate.described)


@cache
def _ranks() -> frozenset[str]:
    """Return the stems of « adjoint », « suppléante »: whoever only stands in for the holder of an office."""
    return frozenset(map(stem, words("rank")))


_LAWYER, _GENERAL = stem("avocat"), stem("général")


def is_no_magistrate(question: Question, candidate: Candidate) -> bool:
    """Tell « le procureur », « la juge » from whom the article never calls so: the accused, a witness, a lawyer."""
    if candidate.kind not in ("person", "phrase") or candidate.key == question.answer or not sits_in_court(question):
        return False
    return not question.heads(candidate) and candidate.described.isdisjoint((_MAGISTRATE, _PRESIDES))


def sits_in_court(question: Question) -> bool:
    """Tell « le procureur », « l'avocate générale », « la présidente du tribunal » from other offices."""
    general = question.head == _LAWYER and _GENERAL in question.described
    presides = "complement" in question.shapes and "office" in question.shapes
    return (
        question.field == _COURT
        or general
        or question.head == _MAGISTRATE
        or (presides and not _courts().isdisjoint(question.described))
    )


@cache
def _courts() -> frozenset[str]:
    """Return the stems of « tribunal », « cour », « parquet »."""
    return frozenset(map(stem, words("court")))


# The field of the offices of a court, in ``roles.csv``.
_COURT = "justice"
_MAGISTRATE, _PRESIDES = stem("magistrat"), stem("président")


def is_no_defendant(question: Question, candidate: Candidate) -> bool:
    """Tell « le suspect », « la prévenue » from who is called « avocat », « procureure », « juge »."""
    if candidate.kind != "person" or candidate.key == question.answer or question.heads(candidate):
        return False
    return "tried" in question.shapes and not candidate.described.isdisjoint(_jurists())


@cache
def _jurists() -> frozenset[str]:
    """Return the stems of « avocat » and of the offices of a court."""
    return frozenset(stem(form) for form, noun in person_nouns().items() if noun.field == _COURT) | {_LAWYER}


def is_without_office(question: Question, candidate: Candidate) -> bool:
    """Tell « le premier édile » from whoever is not the one mayor of the article: such a name of an office is fixed."""
    if candidate.kind != "person" or candidate.key == question.answer or candidate in question.bearers:
        return False
    return sum(c.member is not None for c in question.bearers) == 1


def has_fixed_name(question: Question) -> bool:
    """Tell « le chef de l'État », « l'édile » from « l'élu », « le chef d'entreprise », who may be many."""
    known = (role for role, _ in synonyms() if role <= question.described) if question.head else ()
    return any((len(role) > 1 or role <= _fixed()) and role.isdisjoint(_many()) for role in known)


@cache
def _fixed() -> frozenset[str]:
    return frozenset(map(stem, words("fixed")))


@cache
def _many() -> frozenset[str]:
    """Return the stems of « homme (d'affaires) », « (chef d')entreprise »: of whom there are many."""
    return frozenset(map(stem, words("many_named")))


def is_other_office(question: Question, candidate: Candidate) -> bool:
    """Tell « le psychologue » from « l'avocat général », both phrases: one who is called by his trade is no other."""
    if candidate.kind != "phrase" or not has_trade(question) or candidate.key == question.answer:
        return False
    other = _trade_of(candidate.name)
    if not other or other == question.head or candidate.plural != question.plural or question.heads(candidate):
        return False
    return not any(role <= candidate.described and means <= question.described for role, means in synonyms())


def has_trade(question: Question) -> bool:
    """Tell « le psychologue » from « l'homme », « l'expert », « la victime », who may be called otherwise."""
    return bool(question.head) and _trade_of(question.said) == question.head


@lru_cache(maxsize=4096)
def _trade_of(phrase: str) -> str:
    """Return the stem of the noun of a trade or an office that a phrase calls somebody by, or nothing.

    >>> [_trade_of(phrase) for phrase in ("le psychologue du village", "un expert", "la victime", "le port")]
    ['psychologu', '', '', '']
    """
    nouns = (word for word in PARTS.findall(phrase.lower())[:NOUN_WITHIN] if noun_of(word))
    noun = next(nouns, "")
    known = noun_of(noun)
    told = known is not None and known.function and noun not in words("anyone", "broad")
    return stem(noun) if told else ""


def is_of_other_field(question: Question, candidate: Candidate) -> bool:
    """Tell « le ministre » from a footballer: nobody is both, as far as the article calls him so."""
    if candidate.kind != "person" or candidate.member is None or not question.field or candidate.key == question.answer:
        return False
    fields = {role.field for role in candidate.member.roles} - {""}
    return bool(fields) and question.field not in fields
