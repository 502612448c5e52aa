"""What speaks for and against each candidate: small named features, weighed by ``speaker_weights.csv``.

Each function of ``FEATURES`` looks at one thing and writes the features that hold; one that does not hold is not
written. What depends on the speakers decided before is in :mod:`pipeline.quotes.speakers.chain`.
"""

from collections.abc import Callable, Iterable, Iterator
from math import log1p

from pipeline.entities.spelling import fold
from pipeline.quotes.speakers.candidate import Candidate
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.distance import after, before, paragraph, topic
from pipeline.quotes.speakers.question import INDEFINITE, Found, Question

# Speakers whose phrase tells one from several.
NUMBERED = ("pronoun", "role")
NOBODIES = frozenset(["on", "je", "j'", "nous", "vous", "ce", "c'"])


def nature(question: Question, candidate: Candidate, found: Found) -> None:
    """« Le Monde », « la préfète », « des témoins »: what the candidate is."""
    found[f"is:{candidate.kind}"] = 1.0
    if candidate.kind == "phrase":
        found["phrase"] = 1.0
        if INDEFINITE.match(candidate.name.lower()):
            found["phrase:indefinite"] = 1.0
    if candidate.kind == "person" and " " in candidate.name:
        found["person:full-name"] = 1.0
    if candidate.kind == "person" and candidate.described:
        found["person:described"] = 1.0
    if candidate.kind in ("organisation", "place", "other"):
        if question.first_person:
            found["thing:says-I"] = 1.0
        if question.we:
            found["thing:says-we"] = 1.0
    if question.pronoun and candidate.kind not in ("person", "nobody"):
        found["thing:pronoun"] = 1.0


def nobody(question: Question, candidate: Candidate, found: Found) -> None:
    """« dit-on »: where nobody is a fair answer."""
    if candidate.kind != "nobody":
        return
    if question.said in NOBODIES:
        found["nobody:on"] = 1.0
    if question.quote.kind == "indirect":
        found["nobody:indirect"] = 1.0
    found[f"nobody:{question.rule}"] = 1.0


def answered(question: Question, candidate: Candidate, found: Found) -> None:
    """Whom the rules name."""
    if candidate.key == question.answer:
        found["answer"] = 1.0
        found[f"answer:{question.discourse.answers[question.rank].rule}"] = 1.0


def phrase(question: Question, candidate: Candidate, found: Found) -> None:
    """« … », dit la ministre Anne Vial: whom the phrase of the speaker names."""
    quote = question.quote
    if quote.speaker_start is None or quote.speaker_end is None:
        return
    if candidate.key == fold(question.surface):
        found["phrase:itself"] = 1.0
    stop = max(quote.phrase_end, quote.speaker_end)
    start = quote.phrase_start if quote.phrase_start >= 0 else quote.speaker_start
    inside = candidate.within(start, stop) if _may_overlap(candidate, start) else []
    if inside:
        found["phrase:beside"] = 1.0
        if any(p.start < quote.speaker_end and quote.speaker_start < p.end for p in inside):
            found["phrase:inside"] = 1.0
            if inside[0].led and inside[0].start > quote.speaker_start:
                found["phrase:inside-led"] = 1.0
                if candidate.kind == "person" and quote.speaker_kind == "role":
                    found["phrase:whose"] = 1.0
        elif candidate.kind == "phrase":
            found["phrase:longer"] = 1.0


def _may_overlap(candidate: Candidate, at: int) -> bool:
    return bool(candidate.places) and candidate.places[-1].end > at


def shape(question: Question, candidate: Candidate, found: Found) -> None:
    """« le spécialiste » is somebody named, « le préfet » only who holds the office, « son avocate » a phrase."""
    if "phrase:itself" in found and candidate.member is None:
        found["itself:words"] = min(len(question.described), 6) / 3
        lead = "itself"
    elif candidate.kind == "person" and "phrase:beside" not in found:
        lead = "person"
    elif candidate.kind == "organisation" and "phrase:beside" not in found:
        lead = "organisation"
    else:
        return
    for name in question.shapes:
        found[f"{lead}:{name}"] = 1.0
    if not question.is_known:
        found[f"{lead}:unknown"] = 1.0
        found[f"{lead}:unknown-words"] = min(len(question.described), 6) / 3
        for name in question.shapes:
            found[f"{lead}:unknown-{name}"] = 1.0


def agreement(question: Question, candidate: Candidate, found: Found) -> None:
    """« elle », « la ministre », « ils »: gender and number."""
    if question.gender and candidate.kind != "nobody":
        if candidate.gender:
            found["gender:same" if candidate.gender == question.gender else "gender:other"] = 1.0
        elif candidate.kind == "person":
            found["gender:unknown"] = 1.0
    if candidate.kind != "nobody" and question.quote.speaker_kind in NUMBERED:
        plural = candidate.plural or " | " in candidate.name
        if question.plural and plural:
            found["number:plural"] = 1.0
        elif question.plural != plural:
            found["number:other"] = 1.0


def description(question: Question, candidate: Candidate, found: Found) -> None:
    """« l'astronaute », « le réseau social »: who is called so."""
    shared = len(question.described & candidate.described) / len(question.described)
    if question.head and candidate.described:
        called = question.heads(candidate)
        lead = "called:head" if called else "called:other-head"
        found[lead] = 1.0
        for name in ("complement", "complement-named", "definite", "trade"):
            if name in question.shapes:
                found[f"{lead}-{name}"] = 1.0
    if not shared:
        _never_called(question, candidate, found)
    else:
        found["called:share"] = shared
        found["called:partly"] = 1.0
        if "gender:same" in found:
            found["called:share-gender"] = shared
    if any(meaning and meaning <= candidate.described for meaning in question.meanings):
        found["called:wholly"] = 1.0
        for name in question.shapes:
            found[f"called:wholly-{name}"] = 1.0
    if candidate.key == question.called:
        found["called:last"] = 1.0
    if question.kind and candidate.kind == "organisation" and candidate.member and candidate.member.kinds:
        found["kind:same" if question.kind in candidate.member.kinds else "kind:other"] = 1.0


def _never_called(question: Question, candidate: Candidate, found: Found) -> None:
    """Write that the article never calls the candidate as the phrase does."""
    if candidate.kind == "phrase":
        found["called:never-phrase"] = 1.0
    elif candidate.kind == "person":
        found["called:never"] = 1.0
        if "office" in question.shapes:
            found["called:never-office"] = 1.0
        if candidate.described:
            found["called:otherwise"] = 1.0


def whole(question: Question, candidate: Candidate, found: Found) -> None:
    """How often the article names the candidate, and whether its title does."""
    standings = question.discourse.standings
    if candidate not in standings:
        standings[candidate] = _standing(question.discourse, candidate)
    found.update(standings[candidate])
    if candidate.member is not None and candidate.places[0].sentence >= question.sentence - 1:
        found["article:new"] = 1.0


def _standing(discourse: Discourse, candidate: Candidate) -> Found:
    """Return what the article shows of a candidate, whatever the quote."""
    found: Found = {}
    if candidate.kind != "phrase" and candidate.key and f" {candidate.key.rsplit(' ', 1)[-1]} " in discourse.title:
        found["article:title"] = 1.0
    if candidate.member is None:
        return found
    count = len(candidate.places)
    if not candidate.acts:
        found["article:led"] = 1.0
    found["article:mentions"] = log1p(count)
    found["article:share"] = count / discourse.candidates.most
    if candidate.key in fold(discourse.article.author):
        found["article:author"] = 1.0
    if candidate.places[0].start < discourse.head + 400:
        found["article:lead"] = 1.0
    return found


def interview(question: Question, candidate: Candidate, found: Found) -> None:
    """« Partez-vous ? « Non. » »: the one interviewed answers; he is often named in the title alone."""
    if candidate.kind == "nobody":
        return
    for name in ("asked", "alone"):
        if getattr(question, name):
            for clue in ("article:title", "next:speaker", "after:first", "topic:person"):
                if clue in found:
                    found[f"{clue}-{name}"] = 1.0


def voice(question: Question, candidate: Candidate, found: Found) -> None:
    """Who is quoted by name, whom an interview is with, who signs the article and asks."""
    voices = question.discourse.voices
    if candidate.key in voices.authors:
        found["voice:author"] = 1.0
    if candidate.kind == "nobody" or question.quote.speaker_kind in ("name", "pronoun"):
        return
    if count := voices.named.get(candidate.key, 0):
        found["voice:named"] = log1p(count)
        found["voice:share"] = count / sum(voices.named.values())
        if len(voices.named) == 1:
            found["voice:alone"] = 1.0
    elif voices.named:
        found["voice:never"] = 1.0
    answers = question.quote.speaker_kind == "none" and (voices.interview or question.asked)
    if answers and question.discourse.candidates.is_asked_about(candidate):
        found["voice:asked-about"] = 1.0
    if candidate.key == voices.first:
        found["voice:first"] = 1.0
        if voices.interview and question.quote.speaker_kind == "none":
            found["voice:interviewed"] = 1.0
            if question.asked:
                found["voice:asked"] = 1.0


def taken_up(question: Question, candidate: Candidate, found: Found) -> None:
    """« Elle est venue raconter. « … » »: whom the words before take up by a pronoun."""
    if candidate.kind == "person":
        same = {candidate.gender: "same", "": "unknown"}.get(question.taken_up if candidate.gender else "", "other")
        found[f"taken-up:{same}"] = 1.0


def quoted(question: Question, candidate: Candidate, found: Found) -> None:
    """Who is named in the words themselves does not say them, nor, in an interview, who is named in the answers."""
    quote = question.quote
    if not candidate.places:
        return
    if candidate.quoted and quote.speaker_kind == "none":
        found["quoted:share"] = candidate.quoted / len(candidate.places)
        if question.discourse.voices.interview:
            found["quoted:answers"] = min(candidate.quoted, 4) / 4
    if not _may_overlap(candidate, quote.start):
        return
    if any(quote.start <= p.start for p in candidate.within(quote.start, quote.end)):
        found["quoted:here"] = 1.0
    if candidate.quoted == len(candidate.places):
        found["quoted:only"] = 1.0


def following(question: Question, candidate: Candidate, found: Found) -> None:
    """Who is named as the speaker of the next quote."""
    name, beside, goes_on = question.following
    if candidate.key == name:
        found["next:speaker"] = 1.0
        if beside:
            found["next:same-paragraph"] = 1.0
        if goes_on:
            found["next:goes-on"] = 1.0
        if "office" in question.shapes:
            found["next:office"] = 1.0


Feature = Callable[[Question, Candidate, Found], None]


def _is_described(question: Question) -> bool:
    return bool(question.described)


# The features in the order of their writing, each with what a quote must show for any candidate to have it.
FEATURES: tuple[tuple[Feature, Callable[[Question], bool]], ...] = (
    (nature, lambda _: True),
    (nobody, lambda _: True),
    (answered, lambda question: bool(question.answer)),
    (phrase, lambda question: question.quote.speaker_start is not None),
    (agreement, lambda question: bool(question.gender) or question.quote.speaker_kind in NUMBERED),
    (shape, _is_described),
    (description, _is_described),
    (before, lambda _: True),
    (after, lambda _: True),
    (topic, lambda _: True),
    (paragraph, lambda question: bool(question.persons)),
    (whole, lambda _: True),
    (quoted, lambda _: True),
    (following, lambda question: bool(question.following[0])),
    (interview, lambda question: question.quote.speaker_kind == "none" and (question.asked or question.alone)),
    (voice, lambda _: True),
    (taken_up, lambda question: bool(question.taken_up)),
)


def features_of(question: Question, candidates: Iterable[Candidate]) -> Iterator[Found]:
    """Yield the features of each candidate that do not depend on the speakers decided before."""
    asked = [feature for feature, concerns in FEATURES if concerns(question)]
    for candidate in candidates:
        found: Found = {}
        for feature in asked:
            feature(question, candidate, found)
        yield found
