"""Who may be meant by a phrase: « elle » is no man, « l'ambassadeur turc » is not who is called the Russian one."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.entities.gazetteer import bare
from pipeline.entities.spelling import fold
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.speakers.bodies import (
    is_body,
    is_collective,
    is_led_by_none,
    is_named_otherwise,
    is_no_one,
    is_of_it,
    is_other_body,
    is_other_sort,
    may_be_body,
)
from pipeline.quotes.speakers.candidate import Candidate
from pipeline.quotes.speakers.offices import (
    has_fixed_name,
    has_trade,
    is_deputy,
    is_no_defendant,
    is_no_magistrate,
    is_of_other_field,
    is_of_other_rank,
    is_other_office,
    is_without_office,
    sits_in_court,
)
from pipeline.quotes.speakers.question import PERSONAL, Question
from pipeline.records import LIST_SEPARATOR

Bar = Callable[[Question, Candidate], bool]


def _met(question: Question, candidate: Candidate) -> bool:
    """Tell whether the candidate is the journalist: « il » is who met him, and who answers is not who asks."""
    answers = question.quote.speaker_kind == "none" and question.asked
    return (answers or question.said in PERSONAL) and candidate.key in question.discourse.voices.authors


def _is_foreign(question: Question, candidate: Candidate) -> bool:
    """Tell « l'ambassadeur turc » from who is called « l'ambassadeur russe »."""
    nations = question.nations
    if not nations or not candidate.nations or candidate.key == question.answer:
        return False
    return candidate.kind == "person" and nations.isdisjoint(candidate.nations)


def _asks(question: Question, candidate: Candidate) -> bool:
    """Tell the paper of « contactée par l'AFP, l'entreprise a dit », « au micro de France Inter, elle a dit »."""
    if bare(candidate.key) not in words("media") or candidate.key == question.answer:
        return False
    if question.quote.speaker_kind == "none":
        return False
    if question.said in PERSONAL and not candidate.acts:
        return True  # « publie une lettre dans Le Jour. « … », écrit-il »
    last = candidate.before(question.at)[-1:]
    return any(p.sentence == question.sentence and (p.led or p.agent or p.to) for p in last)


def _owns(question: Question, candidate: Candidate) -> bool:
    """Tell « un proche d'Anne Vial » from herself, her town hall, and from whom the article does not call so."""
    if candidate.key == question.answer:
        return False
    if candidate.kind != "person":
        return candidate.kind in ("organisation", "place")
    return candidate.key == question.owner or not ("office" in question.shapes or candidate in question.bearers)


def _stands_by(question: Question, candidate: Candidate) -> bool:
    """Tell « l'avocat des parents de Léa » from whoever the article never calls « avocat »."""
    if candidate.kind != "person" or not question.attached or candidate.key == question.answer:
        return False
    if "demonstrative" in question.shapes:
        return False  # « cette mère de trois enfants » takes up somebody
    return not question.heads(candidate) and candidate not in question.bearers


def _is_hidden(question: Question, candidate: Candidate) -> bool:
    """Tell « la source proche du dossier », « nos sources » from whoever is named: they are not."""
    if candidate.kind != "person" or candidate.key == question.answer:
        return False
    return question.quote.speaker_kind in ("role", "organisation") and question.hidden


def _is_of_other_sex(question: Question, candidate: Candidate) -> bool:
    """Tell « la mère » from a man, « le mari » from a woman: the noun shows the sex; « la victime » shows none."""
    if candidate.kind != "person" or not question.sex or candidate.key == question.answer:
        return False
    return {candidate.gender, question.sex} == {"f", "m"}


def _is_former_one(question: Question, candidate: Candidate) -> bool:
    """Tell « celui-ci », « cette dernière » from whom the text has named before somebody else of that gender."""
    if not question.latter or candidate.kind != "person" or candidate.key == question.answer:
        return False
    return candidate.key != question.latter


def _is_ours(question: Question, candidate: Candidate) -> bool:
    """Tell « nos informations », what the paper knows, from whoever else speaks."""
    return candidate.kind == "phrase" and candidate.key.startswith("nos ") and candidate.key != fold(question.surface)


def _has_just_spoken(question: Question, candidate: Candidate) -> bool:
    """Tell « le procureur » from Paul Roux in « … », dit Paul Roux. « … », réplique le procureur: two are speaking."""
    last = question.rank - 1
    if candidate.kind != "person" or candidate.key == question.answer or candidate in question.bearers or last < 0:
        return False
    discourse = question.discourse
    at = max(discourse.spoke_at(last), discourse.quotes[last].end - 1)
    near = question.sentence - discourse.sentence(at) <= 1 and discourse.paragraph(at) == question.paragraph
    return near and candidate.key == discourse.answer(last)


def _is_named_later(question: Question, candidate: Candidate) -> bool:
    """Tell « le patron du bar » from Luc Morel, « un client », whom the article names after his words."""
    if candidate.kind != "person" or not candidate.described or candidate.key == question.answer:
        return False
    later = bool(candidate.places) and candidate.places[0].start >= question.quote.end
    return later and not question.heads(candidate) and candidate not in question.bearers


def _comes_later(question: Question, candidate: Candidate) -> bool:
    """Tell « il », the young man of the lines before, from who is named only further on."""
    if candidate.kind != "person" or candidate in question.discourse.candidates.titled:
        return False
    return not candidate.before(question.at)


def _is_borne(question: Question, candidate: Candidate) -> bool:
    """Tell « son successeur » from the one person whom the article calls « successeur désigné d'Anne Vial »."""
    known = [c for c in question.bearers if c.member and {c.gender, question.gender} != {"f", "m"}]
    if candidate.kind != "phrase" or candidate.key != fold(question.surface) or len(known) != 1:
        return False
    return not question.rank or question.discourse.answer(question.rank - 1) != known[0].key


def _is_told_of(question: Question, candidate: Candidate) -> bool:
    """Tell who answers from Paul Roux in « Que pensez-vous de Paul Roux ? »."""
    people = question.discourse.candidates
    return candidate.kind == "person" and candidate not in people.titled and people.is_told_of(candidate)


def _is_object(question: Question, candidate: Candidate) -> bool:
    """Tell who speaks from whom « … », a répondu la patronne à Paul Roux, « Il a écrit à Anne Vial : » name as well."""
    if candidate.kind != "person" or candidate.key == question.answer:
        return False
    # « a dit le ministre, Paul Roux » is the speaker again: beside a noun only a complement is somebody else.
    noun = question.said not in PERSONAL
    start, stop = question.beside
    return any(
        place.sentence == question.sentence and not (place.quoted or place.subject or place.agent)
        for place in candidate.within(start, stop)
        if place.start >= start and (place.led or not noun)
    )


# What keeps a candidate from being whom a phrase stands for.
_BARS: tuple[Bar, ...] = (
    _met,
    is_body,
    _owns,
    _stands_by,
    is_no_one,
    _is_hidden,
    is_led_by_none,
    is_other_sort,
    is_other_body,
    is_named_otherwise,
    _is_foreign,
    _asks,
    _is_of_other_sex,
    is_deputy,
    is_of_other_rank,
    is_no_magistrate,
    is_other_office,
    is_no_defendant,
    is_without_office,
    _is_former_one,
    _is_ours,
    is_of_it,
    is_of_other_field,
    _has_just_spoken,
    _is_named_later,
    _comes_later,
    _is_borne,
    _is_told_of,
    _is_object,
)


# What a phrase must show for a rule to bar anybody; the others are asked of every phrase.
_BARS_OF: Mapping[Bar, Callable[[Question], object]] = {
    _met: lambda question: question.said in PERSONAL or question.asked,
    is_body: is_collective,
    _owns: lambda question: question.owner,
    _stands_by: lambda question: question.attached,
    is_no_one: lambda question: question.shapes,
    _is_hidden: lambda question: question.hidden,
    is_led_by_none: lambda question: "direction" in question.said,
    _is_foreign: lambda question: question.nations,
    _is_of_other_sex: lambda question: question.sex,
    is_deputy: lambda question: question.head,
    is_of_other_rank: lambda question: question.head,
    is_no_magistrate: sits_in_court,
    is_other_office: has_trade,
    is_no_defendant: lambda question: "tried" in question.shapes,
    is_without_office: has_fixed_name,
    _is_former_one: lambda question: question.latter,
    is_of_other_field: lambda question: question.field,
    is_of_it: lambda question: question.described,
    _has_just_spoken: lambda question: question.turn == "reply" and question.described,
    _is_named_later: lambda question: "person-noun" in question.shapes and "anyone" not in question.shapes,
    _comes_later: lambda question: question.said in PERSONAL and question.unnamed,
    _is_borne: lambda question: question.attached and "possessive" in question.shapes,
    _is_told_of: lambda question: question.quote.speaker_kind == "none" and question.asked,
    _is_object: lambda question: question.beside[1],
    is_named_otherwise: lambda question: question.described,
    is_other_body: may_be_body,
    is_other_sort: lambda question: question.described,
}


def agreeing(question: Question, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates for whom a phrase may stand: « elle » is no man, « les avocats » no single person."""
    bars = [bar for bar in _BARS if bar not in _BARS_OF or _BARS_OF[bar](question)]
    return [candidate for candidate in candidates if _agrees(question, candidate, bars)]


def _agrees(question: Question, candidate: Candidate, bars: Sequence[Bar]) -> bool:
    personal = question.said in PERSONAL
    for bar in bars:  # asked of every candidate: a generator would take twice as long
        if bar(question, candidate):
            return False
    if candidate.kind not in ("person", "several", "phrase") or not (personal or question.described):
        return True
    plural = candidate.plural or LIST_SEPARATOR in candidate.name
    if question.plural and not plural:
        return candidate.kind == "phrase" and not personal
    if plural and not question.plural:
        return not personal and candidate.key == question.answer
    gendered = personal or candidate.kind == "phrase" or (candidate.kind == "person" and "trade" in question.shapes)
    return plural or not gendered or {candidate.gender, question.gender} != {"f", "m"}
