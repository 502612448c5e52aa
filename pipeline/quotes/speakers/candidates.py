"""Who may be the speaker of a quote: the members of the cast and the phrases of the article that are near."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from pipeline.entities.cast import Cast, Member
from pipeline.entities.genders import gender_of_name
from pipeline.entities.spelling import fold
from pipeline.language.stems import content
from pipeline.quotes.grammar.clause import Speaker
from pipeline.quotes.speakers.candidate import Candidate, CandidateKind, Event, Place, nations_of, phrase_candidate
from pipeline.quotes.speakers.near_phrases import phrases_of
from pipeline.quotes.speakers.placing import Placer
from pipeline.quotes.speakers.pronouns import opening_pronoun, taken_up
from pipeline.quotes.speakers.titled import titled_persons
from pipeline.quotes.speakers.traits import age_stems, article_gender, is_byline, title_stems
from pipeline.quotes.text.sentences import View, names_of
from pipeline.records import LIST_SEPARATOR

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.quotes.records import Quote

# Of the members named before a quote, the nearest; of those named after it, the nearest within REACH characters.
BEFORE, AFTER, FREQUENT, REACH = 12, 3, 4, 400
# Phrases are read in the sentence of the quote, in as many before it and in one after it.
NEAR = 3
LONGEST_PHRASE = 90
# Where the parse says nothing, a subject stands so near the head of its sentence.
OPENING = 90
# Subjects of the lines before that are looked at.
SUBJECTS = 40
# What speaks to the one interviewed.
_YOU = re.compile(r"(?i)(?<!\w)(?:vous|votre|vos)(?!\w)")
_KINDS: dict[str, CandidateKind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_OF_NAME = re.compile(r"(?:\b(?:de|du|des|à|aux?|en|et|pour|chez|la|les?)\s|\b[dl]')$")
_ARTICLE = re.compile(r"(?:[Ll]es?\s|[Ll]a\s|[Ll]['’])")


class Candidates:
    """The candidates of an article, by their names, and where each stands."""

    def __init__(self, cast: Cast, view: View, doc: "Doc", quotes: Sequence["Quote"], title: str) -> None:
        """Gather the members of the cast; phrases near the quotes are read when they are first asked for."""
        self.text, self._sentences = view.text, view.sentences
        self._view, self._doc, self._quotes, self._title = view, doc, quotes, title
        self._placer = Placer(view, quotes)
        self.members: dict[str, Candidate] = {}
        self._add_members(cast)
        self._add_several(cast)
        self._add_titled(title)
        self._add_roles(cast, quotes)
        self._asked: dict[Candidate, bool] = {}
        self._told: dict[Candidate, bool] = {}

    @cached_property
    def by_key(self) -> dict[str, Candidate]:
        """The members of the cast and the phrases near the quotes."""
        return self.members | self._phrases()

    @cached_property
    def places(self) -> list[tuple[int, Candidate]]:
        """Where each candidate stands, in order."""
        return sorted(((p.start, c) for c in self.by_key.values() for p in c.places), key=itemgetter(0))

    @cached_property
    def _at(self) -> list[int]:
        return [at for at, _ in self.places]

    @cached_property
    def _persons(self) -> list[str]:
        return [c.key if c.kind == "person" else "" for _, c in self.places]

    @cached_property
    def frequent(self) -> list[Candidate]:
        """The members who are named most."""
        members = [c for c in self.by_key.values() if c.member]
        return sorted(members, key=lambda c: (-len(c.places), c.places[0].start))[:FREQUENT]

    @cached_property
    def titled(self) -> list[Candidate]:
        """The persons whom the title names, the most named first."""
        folded = f" {fold(self._title)} "
        titled = (c for c in self.by_key.values() if c.kind == "person" and f" {c.key.rsplit(' ', 1)[-1]} " in folded)
        return sorted(titled, key=lambda c: -len(c.places))[:AFTER]

    @cached_property
    def most(self) -> int:
        """How often the member is named who is named most."""
        return len(self.frequent[0].places) if self.frequent else 1

    def _add_roles(self, cast: Cast, quotes: Sequence["Quote"]) -> None:
        """Describe who is named as a speaker by what is said of him there."""
        for quote in quotes:
            if quote.speaker_kind == "name" and quote.speaker_role:
                member = cast.at(quote.speaker_start or 0, quote.speaker_end or 0)
                known = self.members.get(fold(member.name)) if member else None
                if known:
                    known.described |= content(quote.speaker_role)

    def of(self, surface: str) -> Candidate:
        """Return the candidate of a name or phrase: one of the article, else a new one."""
        key = fold(surface)
        return self.members.get(key) or self.by_key.get(key) or phrase_candidate(surface)

    def sentence(self, at: int) -> int:
        """Return the rank of the sentence that holds an offset."""
        return self._placer.sentence(at)

    def near(self, start: int, end: int) -> list[Candidate]:
        """Return who is named near ``[start, end)``: the last before it, the first after it, the most frequent."""
        found: dict[str, Candidate] = {}
        last = bisect_left(self._at, start)
        for at in range(last - 1, max(-1, last - 120), -1):
            candidate = self.places[at][1]
            if candidate.key in found:
                continue
            if candidate.kind == "phrase" and self.sentence(self._at[at]) < self.sentence(start) - NEAR:
                continue
            found[candidate.key] = candidate
            if len(found) >= min(BEFORE, self._placed):
                break
        after = bisect_left(self._at, end)
        for _, candidate in self.places[last:after]:
            found.setdefault(candidate.key, candidate)
        most = len(found) + AFTER
        for at, candidate in self.places[after : after + 12]:
            if at < end + REACH and len(found) < most:
                found.setdefault(candidate.key, candidate)
        for candidate in self.frequent:
            found.setdefault(candidate.key, candidate)
        return list(found.values())

    def is_asked_about(self, candidate: Candidate) -> bool:
        """Tell whom a question of the article speaks of: « Pourquoi avoir choisi Anne Vial ? »."""
        if candidate not in self._asked:
            asking = (self._sentences[p.sentence] for p in candidate.places if not p.quoted)
            asked = any(self.text[s.start : s.end].rstrip().endswith("?") for s in asking)
            self._asked[candidate] = asked
        return self._asked[candidate]

    def is_told_of(self, candidate: Candidate) -> bool:
        """Tell whom a question names to somebody else: « Que pensez-vous de Paul Roux ? », not « Paul Roux, … ? »."""
        if candidate not in self._told:
            self._told[candidate] = any(self._is_third(place) for place in candidate.places if not place.quoted)
        return self._told[candidate]

    def _is_third(self, place: Place) -> bool:
        """Tell whom a question speaks of from whom it is put to."""
        sentence = self._sentences[place.sentence]
        asked = self.text[sentence.start : sentence.end]
        before, after = asked[: place.start - sentence.start].rstrip(), asked[place.end - sentence.start :].lstrip()
        called = before[-1:] in ("", ",") and after[:1] in (",", "?")
        return asked.rstrip().endswith("?") and bool(_YOU.search(asked)) and not called

    def subjects(self, start: int, end: int) -> Sequence[Event]:
        """Return the last subjects that stand in ``[start, end)``, in order."""
        first, last = (bisect_left(self._subjects, at, key=itemgetter(0)) for at in (start, end))
        return self._subjects[max(first, last - SUBJECTS) : last]

    @cached_property
    def _placed(self) -> int:
        return sum(bool(c.places) for c in self.by_key.values())

    @cached_property
    def _subjects(self) -> list[Event]:
        """Return whom each sentence is about: its subject by the parse, else the first name that nothing leads."""
        found: dict[int, Event] = {}
        known = (c for c in self.by_key.values() if c.kind != "place")
        placed = ((p, c) for c in known for p in c.places if not p.quoted and not p.reported)
        for place, candidate in sorted(placed, key=lambda f: f[0].start):
            at = place.sentence
            opens = not place.led and place.start - self._sentences[at].start < OPENING
            if at not in found and (place.subject or opens):
                found[at] = Event(place.start, candidate)
        self._take_up(found)
        return [found[at] for at in sorted(found)]

    def _take_up(self, found: dict[int, Event]) -> None:
        """Give the sentences that « il », « elle » opens whom the pronoun takes up, or nobody."""
        named: dict[int, dict[str, Candidate]] = {}
        for candidate in (c for c in self.by_key.values() if c.kind == "person"):
            for place in (p for p in candidate.places if not p.quoted):
                named.setdefault(place.sentence, {})[candidate.key] = candidate
        for at in range(1, len(self._sentences)):
            opened, last = opening_pronoun(self.text, self._sentences[at].start), self._sentences[at - 1]
            if opened is None:
                continue
            before, people = self.text[last.start : last.end], list(named.get(at - 1, {}).values())
            if who := taken_up(opened[0], before, found.get(at - 1), people):
                found[at] = Event(opened.start(), who)
            else:
                found.pop(at, None)

    def persons(self, start: int, end: int) -> list[str]:
        """Return the keys of the persons who are named in ``[start, end)``, in order, among the first forty places."""
        first = bisect_left(self._at, start)
        return [key for key in self._persons[first : min(first + 40, bisect_left(self._at, end))] if key]

    def last_person(self, at: int, gender: str) -> str:
        """Return the key of the person whom the text has named last before an offset outside quotes, or nothing."""
        last = bisect_left(self._at, at)
        for start, candidate in reversed(self.places[max(0, last - 20) : last]):
            fits = candidate.kind == "person" and {candidate.gender, gender} != {"f", "m"}
            if fits and any(p.start == start and not p.quoted for p in candidate.places):
                return candidate.key
        return ""

    def _add_members(self, cast: Cast) -> None:
        for name, member in cast.mentions():
            if is_byline(self.text, name.start):
                continue
            kind = _KINDS.get(member.label, "other")
            known = self.members.get(fold(member.name))
            if known is None:
                told = gender_of_name(member.name) if kind == "person" else article_gender(self.text, member.places)
                gender = member.gender or told
                known = self.members[fold(member.name)] = Candidate(member.name, kind, member, gender)
                said = " ".join([*(r.text for r in member.roles), *sorted(member.kinds)])
                known.described = content(said if kind == "person" else f"{said} {member.name}")
                known.nations = nations_of(" ".join(r.text for r in member.roles))
            elif kind == "person":
                known.kind = kind
            if kind == "person":
                known.described |= age_stems(self.text, name.end) | title_stems(self.text, name.start)
            known.add(self._placer.place(name.start, name.end))

    def _add_titled(self, title: str) -> None:
        """Add whom the title alone names."""
        named = {c.key.rsplit(" ", 1)[-1] for c in self.members.values() if c.kind == "person"}
        for name in titled_persons(title):
            if fold(name).rsplit(" ", 1)[-1] not in named:
                self.members[fold(name)] = Candidate(name, "person", None, gender_of_name(name))

    def _add_several(self, cast: Cast) -> None:
        """Add « Cécile, Isabelle et Vanessa », whom « elles » stands for."""
        run: list[tuple[int, int, Member]] = []
        for (start, end, label), member in cast.mentions():
            between = self.text[run[-1][1] : start] if run else ""
            if label != "PER" or (run and between not in (", ", " et ")):
                run = []
            if label != "PER":
                continue
            run.append((start, end, member))
            if between == " et ":
                names = list(dict.fromkeys(m.name for _, _, m in run))
                name = LIST_SEPARATOR.join(names)
                if len(names) > 1:
                    known = self.members.setdefault(fold(name), Candidate(name, "several", plural=True))
                    known.add(self._placer.place(run[0][0], end))
                run = []

    def _phrases(self) -> dict[str, Candidate]:
        """Return the phrases of the sentences near the quotes, by their keys."""
        wanted: set[int] = set()
        for quote in self._quotes:
            if quote.speaker_kind in ("pronoun", "none", "role", "organisation", "document"):
                at = self.sentence(quote.start)
                wanted.update(range(max(0, at - NEAR), min(at + 2, len(self._sentences))))
        people = names_of(self._doc)
        starts = [p[0] for p in people]
        named = {p.end: p.start for c in self.members.values() if c.kind == "organisation" for p in c.places}
        phrases: dict[str, Candidate] = {}
        for at in sorted(wanted):
            sentence = self._sentences[at]
            if sentence.end - sentence.start > 1500:
                continue
            self._view.fill(sentence, self._doc)
            near = people[max(0, bisect_left(starts, sentence.start) - 1) : bisect_left(starts, sentence.end)]
            for found in phrases_of(self.text, sentence, near):
                if not self._ends_in_name(found, named.get(found.end, 0)):
                    self._add_phrase(found, phrases)
        return phrases

    def _add_phrase(self, found: Speaker, phrases: dict[str, Candidate]) -> None:
        surface = self.text[found.start : found.end]
        bare = fold(_ARTICLE.sub("", surface, count=1))
        if bare in self.members or bare in phrases or len(surface) > LONGEST_PHRASE:
            return
        key = fold(surface)
        known = self.members.get(key) or phrases.get(key)
        if known is None:
            known = phrases[key] = phrase_candidate(surface)
        known.add(self._placer.place(found.start, found.end))

    def _ends_in_name(self, found: Speaker, start: int) -> bool:
        """Tell « la compagnie aérienne Flydubai », which is Flydubai, from « la direction de Flydubai »."""
        return start > found.start and not _OF_NAME.search(self.text, found.start, start)
