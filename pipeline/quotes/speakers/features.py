"""What speaks for and against each candidate: small named features, weighed by ``speaker_weights.csv``.

Each function of ``FEATURES`` looks at one thing and writes the features that hold; one that does not hold is not
written. ``chain`` alone looks at the speakers decided before.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING

from pipeline.entities.descriptions import synonyms
from pipeline.entities.spelling import fold
from pipeline.language.stems import content
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.speakers.candidates import Candidate, Candidates, Place
from pipeline.quotes.speakers.pronouns import grammatical

if TYPE_CHECKING:
    from pipeline.articles import Article
    from pipeline.quotes.records import Quote

Found = dict[str, float]

_FIRST = re.compile(r"(?i)(?<!\w)(?:je|j['’]|me|m['’]|mon|ma|mes|moi)(?!\w)")
_WE = re.compile(r"(?i)(?<!\w)(?:nous|notre|nos)(?!\w)")
_DEFINITE = re.compile(r"(?i)(?:l[ea]\b|l['’]|ce\b|cette\b|cet\b|son\b|sa\b)")
_INDEFINITE = re.compile(r"(?:une?|des|certaine?s|plusieurs|d['’]autres|une? autre)\s(?!(?:des?|du)\s|d['’])")
_LINE = re.compile(r"[^\n]+")
# The rules whose answers are trusted more or less than those of others.
RULES = frozenset(
    ["inversion", "fragment", "floating", "none", "after", "that", "that-inside", "inside", "incise", "colon"]
)
RULES |= {"colon-verb", "selon", "turn", "conjoined", "indirect-that", "indirect-selon", "indirect-incise"}
RULES |= {"indirect-infinitive"}
FARTHEST = 12
# A quote that shares more of the words that count with another one says the same.
SAME = 0.6


@dataclass(slots=True)
class Setting:
    """The article around the quotes: what every question about one of them looks up."""

    text: str
    article: "Article"
    quotes: Sequence["Quote"]
    answers: Sequence[str]
    candidates: Candidates
    paragraphs: list[int]
    head: int
    title: str
    author: str

    @classmethod
    def of(
        cls, article: "Article", text: str, quotes: Sequence["Quote"], answers: Sequence[str], found: Candidates
    ) -> "Setting":
        """Return the setting of quotes to which the rules have given ``answers``, in order."""
        paragraphs = [line.start() for line in _LINE.finditer(text)]
        head = text.find("\n")
        title = fold(article.title) or (fold(text[:head]) if 0 < head < 200 else "")
        return cls(text, article, quotes, answers, found, paragraphs, head, f" {title} ", fold(article.author))

    def paragraph(self, at: int) -> int:
        """Return the rank of the paragraph that holds an offset."""
        return max(0, bisect_right(self.paragraphs, at) - 1)


class Question:
    """One quote whose speaker is sought, with all that does not depend on the candidate."""

    def __init__(self, setting: Setting, at: int) -> None:
        """Look at the quote ``at`` of the setting."""
        self.setting, self.rank = setting, at
        quote = self.quote = setting.quotes[at]
        text = setting.text
        self.answer = fold(setting.answers[at])
        anchor = quote.speaker_start if quote.speaker_start is not None else quote.start
        self.at = min(anchor, quote.start)
        self.sentence = setting.candidates.sentence(quote.start)
        self.last_sentence = setting.candidates.sentence(max(quote.start, quote.end - 1))
        self.paragraph = setting.paragraph(quote.start)
        self.opens = setting.paragraphs[self.paragraph] if setting.paragraphs else 0
        close = text.find("\n", quote.end)
        self.closes = close if close >= 0 else len(text)
        self.said = quote.speaker.lower().lstrip("-")
        self.pronoun = quote.speaker_kind == "pronoun"
        self.gender = grammatical(text, quote)
        first = re.split(r"[\s'’]", self.said, maxsplit=1)[0]
        self.plural = first in words("plural") or self.said in ("ils", "elles", "eux") or first[:1].isdigit()
        described = quote.speaker_kind in ("role", "organisation", "document")
        self.described = content(quote.speaker) if described else frozenset()
        self.meanings = [self.described] + [
            self.described - role | means for role, means in synonyms() if role <= self.described
        ]
        direct = quote.kind != "indirect"
        inside = text[quote.start : quote.end]
        self.first_person = direct and bool(_FIRST.search(inside))
        self.we = direct and bool(_WE.search(inside))
        self.rule = quote.rule if quote.rule in RULES else "other"
        self.persons = [
            c.key for c in setting.candidates.between(self.opens, self.closes) if c.kind == "person" and c.key
        ]
        self.indefinite = bool(_INDEFINITE.match(self.said))
        self.definite = bool(_DEFINITE.match(self.said))
        heads = frozenset(re.findall(r"[\w-]+", self.said))
        self.anyone = not words("anyone").isdisjoint(heads)
        self.office = not words("office").isdisjoint(heads)
        self.alone = not any(c.isalnum() for c in text[self.opens : quote.start] + text[quote.end : self.closes])
        self.asked = text[max(0, quote.start - 8) : quote.start].rstrip(' \n«"“-—–').endswith("?")
        self.echo = _echo(setting, at)
        self.sender = _sender(text, quote.end)
        self.signed = _signature(text, quote.end, self.closes)
        self.subject = self._subject("person")
        self.any_subject = self._subject("")
        self._next(setting.quotes)

    def _subject(self, kind: str) -> tuple[int, str]:
        """Return where the last subject before the quote stands, and its key."""
        found = self.setting.candidates
        start = self.setting.paragraphs[max(0, self.paragraph - 3)] if self.setting.paragraphs else 0
        for place, candidate in reversed(found.subjects(start, self.at)):
            if not kind or candidate.kind == kind:
                return place.start, candidate.key
        return -1, ""

    def _next(self, quotes: Sequence["Quote"]) -> None:
        """Look who is named as the speaker of the quote after."""
        after = self.rank + 1
        named = after < len(quotes) and quotes[after].speaker_kind in ("name", "organisation")
        self.next = fold(self.setting.answers[after]) if named else ""
        self.next_beside = bool(self.next) and self.setting.paragraph(quotes[after].start) == self.paragraph


def _echo(setting: Setting, at: int) -> int:
    """Return which other quote holds the words of one that nobody is said to say (headline, pull quote), or -1."""
    quote = setting.quotes[at]
    if quote.speaker_kind != "none" and not (quote.start < setting.head and quote.rule == "colon"):
        return -1
    said = content(quote.text)
    if len(said) < 2:
        return -1
    best, most = -1, SAME
    for i, other in enumerate(setting.quotes):
        if i != at and len(other.text) + 20 >= len(quote.text) and (other.speaker_kind != "none" or i < at):
            share = len(said & content(other.text)) / len(said)
            if share > most:
                best, most = i, share
    return best


def _sender(text: str, end: int) -> tuple[int, int]:
    """Return where the sender of « … » Un message d'Anne Vial, « … » Le ton grave d'Anne Vial may be named."""
    found = _UTTERED.match(text, end)
    if not found or not any(w.lower() in words("utterance") for w in found["lead"].split()):
        return 0, 0
    return found.end("lead"), found.end()


def _signature(text: str, end: int, closes: int) -> tuple[int, int]:
    """Return the bounds of a short line without a verb below a quote that ends its paragraph."""
    if any(c.isalnum() for c in text[end:closes]):
        return 0, 0
    start = closes + 1
    stop = text.find("\n", start)
    stop = stop if stop >= 0 else len(text)
    line = text[start:stop].strip()
    return (start, stop) if 0 < len(line) < 70 and line[-1] not in ".!?…:" else (0, 0)


_UTTERED = re.compile(r"\W{0,4}(?P<lead>(?:[\w'’]+\s){1,4}?)(?:(?:de|du|des|par)\s|d['’])[^.;:!?«»\n,]{0,50}")


def nature(question: Question, candidate: Candidate, found: Found) -> None:
    """« Le Monde », « la préfète », « des témoins »: what the candidate is."""
    found[f"is:{candidate.kind}"] = 1.0
    if candidate.kind == "phrase":
        found["phrase"] = 1.0
        if _INDEFINITE.match(candidate.name.lower()):
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
    if not question.answer:
        found["nobody:rules-silent"] = 1.0
    if question.said in ("on", "je", "j'", "nous", "vous", "ce", "c'"):
        found["nobody:on"] = 1.0
    if question.quote.kind == "indirect":
        found["nobody:indirect"] = 1.0
    found[f"nobody:{question.rule}"] = 1.0


def answered(question: Question, candidate: Candidate, found: Found) -> None:
    """Whom the rules have chosen, and by what cue."""
    if candidate.key != question.answer or not question.answer:
        return
    found["answer"] = 1.0
    found[f"answer:{question.rule}"] = 1.0
    if question.quote.goes_on:
        found["answer:goes-on"] = 1.0
    if candidate.kind == "phrase":
        found["answer:phrase"] = 1.0


def phrase(question: Question, candidate: Candidate, found: Found) -> None:
    """« … », dit la ministre Anne Vial: whom the phrase of the speaker names."""
    quote = question.quote
    if quote.speaker_start is None or quote.speaker_end is None:
        return
    if candidate.key == fold(quote.speaker):
        found["phrase:itself"] = 1.0
    stop = max(quote.phrase_end, quote.speaker_end)
    start = quote.phrase_start if quote.phrase_start >= 0 else quote.speaker_start
    inside = [p for p in candidate.places if start < p.end and p.start < stop] if _may_overlap(candidate, start) else []
    if inside:
        found["phrase:beside"] = 1.0
        if any(p.start < quote.speaker_end and quote.speaker_start < p.end for p in inside):
            found["phrase:inside"] = 1.0
            if inside[0].led and inside[0].start > quote.speaker_start:
                found["phrase:inside-led"] = 1.0
        elif candidate.kind == "phrase":
            found["phrase:longer"] = 1.0


def _may_overlap(candidate: Candidate, at: int) -> bool:
    return bool(candidate.places) and candidate.places[-1].end > at


def description_kind(question: Question, candidate: Candidate, found: Found) -> None:
    """« un témoin » stays a phrase, « le spécialiste » is somebody named, « le préfet » only who holds the office."""
    if question.quote.speaker_kind not in ("role", "organisation", "document"):
        return
    shapes = [name for name in ("definite", "plural", "anyone", "office") if getattr(question, name)]
    if "phrase:itself" in found and candidate.member is None:
        for shape in shapes or ["indefinite"]:
            found[f"itself:{shape}"] = 1.0
        found["itself:words"] = min(len(question.described), 6) / 3
    elif candidate.kind == "person" and "phrase:beside" not in found:
        for shape in shapes or ["indefinite"]:
            found[f"person:{shape}"] = 1.0


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
    if not question.described or not candidate.described:
        return
    shared = len(question.described & candidate.described) / len(question.described)
    if shared:
        found["called:share"] = shared
        found["called:partly"] = 1.0
        if "gender:same" in found:
            found["called:share-gender"] = shared
    if any(meaning and meaning <= candidate.described for meaning in question.meanings):
        found["called:wholly"] = 1.0


def before(question: Question, candidate: Candidate, found: Found) -> None:
    """How far before the quote the candidate was last named, and whether as a subject."""
    places = candidate.before(question.at)
    if not places:
        if candidate.kind != "nobody":
            found["before:never"] = 1.0
        return
    last, setting = places[-1], question.setting
    sentences = question.sentence - setting.candidates.sentence(last.start)
    paragraphs = question.paragraph - setting.paragraph(last.start)
    others = {c.key for c in setting.candidates.between(last.end, question.at) if c.kind == "person"} - {candidate.key}
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
        distance = question.sentence - question.setting.candidates.sentence(place.start)
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
    found_by = question.setting.candidates
    distance = found_by.sentence(place.start) - question.last_sentence
    if distance <= 1:
        found["after:same-sentence" if distance <= 0 else "after:next-sentence"] = 1.0
        if place.subject:
            found["after:subject"] = 1.0
    if question.sender[0] <= place.start < question.sender[1]:
        found["after:sender"] = 1.0
    if question.signed[0] <= place.start < question.signed[1]:
        found["after:signature"] = 1.0
    if place.start < question.closes:
        found["after:same-paragraph"] = 1.0
        between = found_by.between(question.quote.end, place.start)
        if not any(c.kind == "person" and c is not candidate for c in between):
            found["after:first"] = 1.0


def topic(question: Question, candidate: Candidate, found: Found) -> None:
    """Whom the last sentences are about; whether the text has turned to him since somebody spoke."""
    if candidate.kind == "nobody":
        return
    if candidate.key == question.any_subject[1]:
        found["topic:subject"] = 1.0
    if candidate.key == question.subject[1]:
        found["topic:person"] = 1.0
        at = question.subject[0]
        last = question.setting.quotes[question.rank - 1] if question.rank else None
        if last is not None and at > max(last.start, last.speaker_start or 0):
            found["topic:turned"] = 1.0
        if at >= question.opens:
            found["topic:in-paragraph"] = 1.0
        if question.sentence - question.setting.candidates.sentence(at) <= 2:
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
    setting = question.setting
    count = len(candidate.places)
    found["article:mentions"] = log1p(count)
    found["article:share"] = count / setting.candidates.most
    if f" {candidate.key.rsplit(' ', 1)[-1]} " in setting.title:
        found["article:title"] = 1.0
    if setting.author and candidate.key in setting.author:
        found["article:author"] = 1.0
    if candidate.places[0].start < setting.head + 400:
        found["article:lead"] = 1.0
    if setting.candidates.sentence(candidate.places[0].start) >= question.sentence - 1:
        found["article:new"] = 1.0


def interview(question: Question, candidate: Candidate, found: Found) -> None:
    """« Partez-vous ? « Non. » »: the one interviewed answers; he is often named in the title alone."""
    if question.quote.speaker_kind != "none" or candidate.kind == "nobody":
        return
    for name in ("asked", "alone"):
        if getattr(question, name):
            for clue in ("article:title", "next:speaker", "answer", "after:first", "topic:person"):
                if clue in found:
                    found[f"{clue}-{name}"] = 1.0


def quoted(question: Question, candidate: Candidate, found: Found) -> None:
    """Who is named in the words themselves does not say them."""
    quote = question.quote
    if not candidate.places or not _may_overlap(candidate, quote.start):
        return
    if any(quote.start <= p.start < quote.end for p in candidate.places):
        found["quoted:here"] = 1.0
    if all(p.quoted for p in candidate.places):
        found["quoted:only"] = 1.0


def following(question: Question, candidate: Candidate, found: Found) -> None:
    """Who is named as the speaker of the next quote."""
    if question.next and candidate.key == question.next:
        found["next:speaker"] = 1.0
        if question.next_beside:
            found["next:same-paragraph"] = 1.0


def chain(question: Question, candidate: Candidate, spoken: Sequence[str], echoed: str, found: Found) -> None:
    """Write who has spoken before: ``spoken`` holds the keys of the speakers of the quotes before, in order.

    ``echoed`` is the key of who says the same words elsewhere.
    """
    if echoed and echoed == candidate.key:
        found["echo"] = 1.0
    if not candidate.key or not spoken:
        return
    if spoken[-1] == candidate.key:
        found["chain:last"] = 1.0
        found[f"chain:last-{question.rule}"] = 1.0
        setting, quote = question.setting, question.quote
        if setting.paragraph(setting.quotes[question.rank - 1].start) == question.paragraph:
            found["chain:last-same-paragraph"] = 1.0
        if quote.goes_on:
            found["chain:last-goes-on"] = 1.0
        if question.first_person:
            found["chain:last-says-I"] = 1.0
        if quote.start - question.opens < 4:
            found["chain:last-opens-paragraph"] = 1.0
        for name in ("asked", "alone", "definite", "office", "anyone"):
            if getattr(question, name):
                found[f"chain:last-{name}"] = 1.0
    elif next((k for k in reversed(spoken[-12:]) if k and k != spoken[-1]), "") == candidate.key:
        found["chain:last-but-one"] = 1.0
    count = spoken.count(candidate.key)
    if count:
        found["chain:count"] = log1p(count)
        found["chain:share"] = count / len(spoken)


FEATURES: tuple[Callable[[Question, Candidate, Found], None], ...] = (
    nature, nobody, answered, phrase, description_kind, agreement, description, before, after, topic, paragraph, whole,
    quoted, following, interview,
)  # fmt: skip


def features(question: Question, candidate: Candidate) -> Found:
    """Return the features of a candidate that do not depend on the speakers decided before."""
    found: Found = {}
    for feature in FEATURES:
        feature(question, candidate, found)
    return found
