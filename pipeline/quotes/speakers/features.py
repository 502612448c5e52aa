"""What speaks for and against each candidate: small named features, weighed by ``speaker_weights.csv``.

Each function of ``FEATURES`` looks at one thing and writes the features that hold; one that does not hold is not
written. ``chain`` alone looks at the speakers decided before.
"""

from collections.abc import Callable, Sequence
from math import log1p

from pipeline.entities.spelling import fold
from pipeline.quotes.speakers.candidates import Candidate, Place
from pipeline.quotes.speakers.discourse import Event
from pipeline.quotes.speakers.question import INDEFINITE, Question

Found = dict[str, float]

FARTHEST = 12
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
    if question.answer and candidate.key == question.answer:
        found["answer"] = 1.0
        found[f"answer:{question.discourse.answers[question.rank].rule}"] = 1.0


def phrase(question: Question, candidate: Candidate, found: Found) -> None:
    """« … », dit la ministre Anne Vial: whom the phrase of the speaker names."""
    quote = question.quote
    if quote.speaker_start is None or quote.speaker_end is None:
        return
    if candidate.key == fold(quote.speaker):
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
    if not question.described:
        return
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


def agreement(question: Question, candidate: Candidate, found: Found) -> None:
    """« elle », « la ministre », « ils »: gender and number."""
    if question.gender and candidate.kind != "nobody":
        if candidate.gender:
            found["gender:same" if candidate.gender == question.gender else "gender:other"] = 1.0
        elif candidate.kind == "person":
            found["gender:unknown"] = 1.0
    if candidate.kind != "nobody" and question.quote.speaker_kind in ("pronoun", "role"):
        plural = candidate.plural or " | " in candidate.name
        if question.plural and plural:
            found["number:plural"] = 1.0
        elif question.plural != plural:
            found["number:other"] = 1.0


def description(question: Question, candidate: Candidate, found: Found) -> None:
    """« l'astronaute », « le réseau social »: who is called so."""
    if not question.described:
        return
    shared = len(question.described & candidate.described) / len(question.described)
    if not shared and candidate.kind == "person":
        found["called:never"] = 1.0
        if "office" in question.shapes:
            found["called:never-office"] = 1.0
    if shared:
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


def before(question: Question, candidate: Candidate, found: Found) -> None:
    """How far before the quote the candidate was last named, and whether as a subject."""
    places = candidate.before(question.at)
    if not places:
        if candidate.kind != "nobody":
            found["before:never"] = 1.0
        return
    last, discourse = places[-1], question.discourse
    sentences = question.sentence - discourse.sentence(last.start)
    paragraphs = question.paragraph - discourse.paragraph(last.start)
    others = {c.key for c in discourse.candidates.between(last.end, question.at) if c.kind == "person"} - {
        candidate.key
    }
    found["before:sentences"] = min(sentences, FARTHEST) / 4
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
    last = places[-1]
    for name in ("subject", "speaks", "agent", "led"):
        if getattr(last, name):
            found[f"last:{name}"] = 1.0
    for place in places[-4:]:
        distance = question.sentence - question.discourse.sentence(place.start)
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
    distance = question.discourse.sentence(place.start) - question.last_sentence
    if distance <= 1:
        found["after:same-sentence" if distance <= 0 else "after:next-sentence"] = 1.0
        if place.subject:
            found["after:subject"] = 1.0
    if question.sender[0] <= place.start < question.sender[1]:
        found["after:sender"] = 1.0
    if question.signature[0] <= place.start < question.signature[1]:
        found["after:signature"] = 1.0
    if place.start < question.closes:
        found["after:same-paragraph"] = 1.0
        between = question.discourse.candidates.between(question.quote.end, place.start)
        if not any(c.kind == "person" and c is not candidate for c in between):
            found["after:first"] = 1.0


def topic(question: Question, candidate: Candidate, found: Found) -> None:
    """Whom the last sentences are about; whether the text has turned to him since somebody spoke."""
    if candidate.kind == "nobody":
        return
    if candidate.key == question.topic()[1]:
        found["topic:subject"] = 1.0
    at, key = question.topic("person")
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


def whole(question: Question, candidate: Candidate, found: Found) -> None:
    """How often the article names the candidate, and whether its title does."""
    if candidate.member is None:
        return
    discourse = question.discourse
    count = len(candidate.places)
    found["article:mentions"] = log1p(count)
    found["article:share"] = count / discourse.candidates.most
    if f" {candidate.key.rsplit(' ', 1)[-1]} " in discourse.title:
        found["article:title"] = 1.0
    if candidate.key in fold(discourse.article.author):
        found["article:author"] = 1.0
    if candidate.places[0].start < discourse.head + 400:
        found["article:lead"] = 1.0
    if discourse.sentence(candidate.places[0].start) >= question.sentence - 1:
        found["article:new"] = 1.0


def interview(question: Question, candidate: Candidate, found: Found) -> None:
    """« Partez-vous ? « Non. » »: the one interviewed answers; he is often named in the title alone."""
    if question.quote.speaker_kind != "none" or candidate.kind == "nobody":
        return
    for name in ("asked", "alone"):
        if getattr(question, name):
            for clue in ("article:title", "next:speaker", "after:first", "topic:person"):
                if clue in found:
                    found[f"{clue}-{name}"] = 1.0


def quoted(question: Question, candidate: Candidate, found: Found) -> None:
    """Who is named in the words themselves does not say them."""
    quote = question.quote
    if not candidate.places or not _may_overlap(candidate, quote.start):
        return
    if any(quote.start <= p.start for p in candidate.within(quote.start, quote.end)):
        found["quoted:here"] = 1.0
    if all(p.quoted for p in candidate.places):
        found["quoted:only"] = 1.0


def following(question: Question, candidate: Candidate, found: Found) -> None:
    """Who is named as the speaker of the next quote."""
    name, beside, goes_on = question.following
    if name and candidate.key == name:
        found["next:speaker"] = 1.0
        if beside:
            found["next:same-paragraph"] = 1.0
        if goes_on:
            found["next:goes-on"] = 1.0
        if "office" in question.shapes:
            found["next:office"] = 1.0


def chain(question: Question, candidate: Candidate, spoken: Sequence[Event], echoed: str, found: Found) -> None:
    """Write who has spoken before: ``spoken`` holds the speakers of the quotes before, in order.

    ``echoed`` is the key of who says the same words elsewhere.
    """
    if echoed and echoed == candidate.key:
        found["echo"] = 1.0
    if not candidate.key or not spoken:
        return
    keys = [event.who.key for event in spoken]
    if keys[-1] == candidate.key:
        found["chain:last"] = 1.0
        found[f"chain:last-{question.rule}"] = 1.0
        for name in _circumstances(question, spoken[-1].at):
            found[f"chain:last-{name}"] = 1.0
    elif next((k for k in reversed(keys[-12:]) if k and k != keys[-1]), "") == candidate.key:
        found["chain:last-but-one"] = 1.0
    count = keys.count(candidate.key)
    if count:
        found["chain:count"] = log1p(count)
        found["chain:share"] = count / len(keys)


def _circumstances(question: Question, last: int) -> list[str]:
    """Return in what circumstances a quote follows the one before."""
    held = {
        "same-paragraph": question.discourse.paragraph(last) == question.paragraph,
        "goes-on": question.quote.goes_on,
        "says-I": question.first_person,
        "opens-paragraph": question.quote.start - question.opens < 4,
        "asked": question.asked,
        "alone": question.alone,
    }
    return [name for name, holds in held.items() if holds] + question.shapes


def latest(question: Question, spoken: Sequence[Event]) -> Event | None:
    """Return who has last acted or spoken, if the phrase of the speaker may stand for him."""
    for event in sorted([*question.acting, *spoken[-3:]], key=lambda e: -e.at):
        who = event.who
        fits = not (who.gender and question.gender and who.gender != question.gender)
        if who.key and event.at < question.at and fits and question.plural == (who.plural or who.kind == "several"):
            return event
    return None


def lately(question: Question, candidate: Candidate, event: Event | None, found: Found) -> None:
    """Write who has last acted or spoken in the lines before."""
    if event is None or event.who.key != candidate.key or question.quote.speaker_kind == "name":
        return
    found["latest"] = 1.0
    if event.at >= question.opens:
        found["latest:in-paragraph"] = 1.0
    for name in question.shapes:
        found[f"latest:{name}"] = 1.0


FEATURES: tuple[Callable[[Question, Candidate, Found], None], ...] = (
    nature, nobody, answered, phrase, agreement, shape, description, before, after, topic, paragraph, whole, quoted,
    following, interview,
)  # fmt: skip


def features(question: Question, candidate: Candidate) -> Found:
    """Return the features of a candidate that do not depend on the speakers decided before."""
    found: Found = {}
    for feature in FEATURES:
        feature(question, candidate, found)
    return found
