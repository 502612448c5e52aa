"""One quote whose speaker is sought: what its words, its phrase and its place show."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.entities.descriptions import is_former, synonyms
from pipeline.entities.kinds import kind_called
from pipeline.entities.person_nouns import noun_of
from pipeline.entities.spelling import fold
from pipeline.language.stems import content, stem
from pipeline.language.typography import holds_word
from pipeline.quotes.grammar.lexicon import verbs_that, words
from pipeline.quotes.speakers.candidate import HEAD, Candidate, gender_of, nations_of
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.shapes import NOUN_WITHIN, PARTS, shapes_of

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote

# What speaks for a candidate, by name.
Found = dict[str, float]

# The rules whose quotes have a weight of their own; those of rarer rules are weighed together.
RULES = frozenset(
    ["inversion", "fragment", "floating", "none", "after", "that", "that-inside", "inside", "incise", "colon"]
)
RULES |= {"colon-verb", "selon", "turn", "conjoined", "indirect-that", "indirect-selon", "indirect-incise"}
RULES |= {"indirect-infinitive"}
PERSONAL = frozenset(["il", "elle", "ils", "elles", "eux", "lui"])
# A quote that shares more of the words that count with another one says the same.
SAME = 0.6
# How much shorter than its echo a quote may be, in characters.
SHORTER = 20
# How many quotes on either side are looked at: an article of any length is read in proportion to it.
FAR = 200
_FIRST = re.compile(r"(?i)(?<!\w)(?:je|j'|me|m'|mon|ma|mes|moi)(?!\w)")
_WE = re.compile(r"(?i)(?<!\w)(?:nous|notre|nos)(?!\w)")
_UTTERED = re.compile(r"\W{0,4}(?P<lead>(?:[\w']+\s){1,4}?)(?:(?:de|du|des|par)\s|d')[^.;:!?«»\n,]{0,50}")
# « Et d'ajouter : « … » », « Avant de préciser : « … » »
_GOES_ON = re.compile(r"(?:^|[.!?…»]\s|\s»\s)(?:Et|Avant|Puis|et|avant) d(?:e |')[^.!?]{3,60}$")
# A subject that takes somebody up, in the words before a quote; not « il faut ».
_TAKEN_UP = re.compile(
    r"(?<![\w'’-])([Ii]ls?|[Ee]lles?)(?= (?!y a|faut|faudra|est (?:\w+ )?(?:que|de)|s'agit)[a-zà-ÿ'])"
)
_MARKED = re.compile(r'«[^«»]*»|"[^"]*"|“[^“”]*”')
HEADING = 70  # characters of words in marks that head the paragraphs below, at most
BEFORE_IT = 240  # how many characters before a quote are read for it
# How many characters behind the phrase of a speaker are read for whom he speaks to.
BEHIND = 80
INDEFINITE = re.compile(
    r"(?:une?|des|certaine?s|plusieurs|d'autres)\s(?!(?:des?|du)\s|d')"  # « une voisine », not « un des élus »
    r"|l'une?\sd'(?:eux|elles|entre)\b"  # « l'un d'eux »
)


def rule_of(quote: "Quote") -> str:
    """Return the rule of a quote, « other » for rare ones."""
    return quote.rule if quote.rule in RULES else "other"


# « de Paul Roux », « d'Anne Vial »: whose the phrase before is; not « du centre Paul Roux ».
_OF = re.compile(r"(?:\bde |\bd')(?:(?:M\.|Mme|Me) )?$")


class Question:
    """One quote whose speaker is sought, with all that does not depend on the candidate."""

    def __init__(self, discourse: Discourse, rank: int) -> None:
        """Look at the quote of a rank."""
        self.discourse, self.rank = discourse, rank
        quote = self.quote = discourse.quotes[rank]
        self.spoke_at = discourse.spoke_at(rank)
        text = discourse.text
        self.answer = discourse.answer(rank)
        self.rule = rule_of(quote)
        anchor = quote.start if quote.speaker_start is None else quote.speaker_start
        self.at = min(anchor, quote.start)
        self.surface = discourse.surface(rank)
        self.said = self.surface.lower().lstrip("-")
        self.pronoun = quote.speaker_kind == "pronoun"
        self.sentence = discourse.sentence(quote.start)
        self.last_sentence = discourse.sentence(max(quote.start, quote.end - 1))
        self.paragraph = discourse.paragraph(quote.start)
        self.opens = discourse.paragraphs[self.paragraph]
        close = text.find("\n", quote.end)
        self.closes = close if close >= 0 else len(text)
        direct = quote.kind != "indirect"
        self.first_person = direct and bool(_FIRST.search(text, quote.start, quote.end))
        self.we = direct and bool(_WE.search(text, quote.start, quote.end))
        self._read_phrase()
        self.alone = not (holds_word(text, self.opens, quote.start) or holds_word(text, quote.end, self.closes))
        self.asked = text[max(0, quote.start - 8) : quote.start].rstrip(' \n«"“-—–').endswith("?")
        self.headline = quote.speaker_kind == "none" and quote.start < discourse.head < 200
        self.acting = discourse.acting(self.at)
        self._read_before()
        self.persons = discourse.candidates.persons(self.opens, self.closes)

    def _read_phrase(self) -> None:
        quote, text = self.quote, self.discourse.text
        described = quote.speaker_kind in ("role", "organisation", "document")
        self.described = content(quote.speaker) if described else frozenset()
        self.meanings = [self.described] + [
            self.described - role | means
            for role, means in (synonyms() if self.described else ())
            if role <= self.described
        ]
        self.gender = gender_of(self.said, text[quote.phrase_start : quote.phrase_start + 20].lower())
        first = HEAD.split(self.said, maxsplit=1)[0]
        self.plural = first in words("plural") or first[:1].isdigit()
        self.indefinite = bool(INDEFINITE.match(self.said))
        self.nations = nations_of(quote.speaker) if described else frozenset()
        self.turn = next((use for use in ("reply", "add") if quote.verb in verbs_that(use)), "")
        self.shapes = shapes_of(quote, text, self.said, self.described, plural=self.plural) if described else []
        self._read_noun(described)

    def _read_noun(self, described: bool) -> None:
        """Read what the noun of the phrase tells: a sex, a trade, whom it means, that it is somebody's."""
        quote = self.quote
        nouns = (w for w in PARTS.findall(self.said)[:NOUN_WITHIN] if noun_of(w) or w in words("counsel"))
        noun = next(nouns, "")
        if noun in words("counsel"):
            self.gender = ""  # « le conseil de la famille » is a man or a woman
        if noun in words("either") and self.gender == "m" and {c.gender for c in self.bearers if c.member} == {"f"}:
            self.gender = ""  # « le premier magistrat » is the mayor, a woman
        known = noun_of(noun) if quote.speaker_kind == "role" else None
        self.sex = known.gender if known and known.gender == self.gender else ""
        self.field = known.field if known and "definite" in self.shapes and not is_former(self.said) else ""
        self.head = stem(noun) if described else ""
        meant = synonyms() if self.head else ()
        self.senses = [means for role, means in meant if self.head in role <= self.described]
        self.hidden = not words("unnamed").isdisjoint(re.findall(r"\w+", self.said)[1:3])
        self._read_ties(noun, described=described)

    def _read_ties(self, noun: str, *, described: bool) -> None:
        """Read whose the phrase is: « sa colocataire », « l'entourage d'Anne Vial », and whether it means a group."""
        quote = self.quote
        self.attached = noun in words("attached") and not {"complement", "possessive"}.isdisjoint(self.shapes)
        heads = PARTS.findall(self.said)[:NOUN_WITHIN] if described and "person-noun" not in self.shapes else []
        self.group = not words("group_noun", "circle").isdisjoint(heads)
        self.owner = self._read_owner() if quote.speaker_kind in ("role", "organisation") else ""

    def _read_owner(self) -> str:
        """Return the key of whom « l'entourage d'Anne Vial », « un proche de Paul Roux » names, or nothing."""
        start, end = self.quote.speaker_start or 0, max(self.quote.phrase_end, self.quote.speaker_end or 0)
        around = "person-noun" in self.shapes or not words("circle").isdisjoint(PARTS.findall(self.said))
        for name, member in self.discourse.cast.mentions(start + 1, end) if around else ():
            if name.label == "PER" and _OF.search(self.discourse.text, start, name.start):
                return fold(member.name)
        return ""

    def _read_before(self) -> None:
        """Read the words just before a quote that nobody is said to say: « Elle sourit. « … » », « Et d'ajouter »."""
        quote, text = self.quote, self.discourse.text
        self.taken_up, self.goes_on = "", False
        if quote.speaker_kind != "none":
            return
        words_before = _MARKED.sub(" ", text[max(self.opens, quote.start - BEFORE_IT) : quote.start])
        self.goes_on = bool(_GOES_ON.search(words_before))
        found = list(_TAKEN_UP.finditer(words_before))
        if found:
            self.taken_up = "f" if found[-1][1].lower().startswith("e") else "m"

    def heads(self, candidate: Candidate) -> bool:
        """Tell whether the article calls a candidate by the noun of the phrase or one that means it."""
        return self.head in candidate.described or any(means <= candidate.described for means in self.senses)

    @cached_property
    def bearers(self) -> list[Candidate]:
        """Whoever the article calls as the phrase does, wherever."""
        known = self.discourse.candidates.by_key.values() if self.described else ()
        return [c for c in known if c.described and any(m and m <= c.described for m in self.meanings)]

    @cached_property
    def is_known(self) -> bool:
        """Whether the article calls somebody whom it names as the phrase does."""
        return any(c.member for c in self.bearers)

    @cached_property
    def late(self) -> bool:
        """Whether the quote is decided after the others: it repeats one, or stands in the headline."""
        return self.echo >= 0 or self.headline

    @property
    def apart(self) -> bool:
        """Whether the quote is a headline, or a short line of its own: a heading between paragraphs."""
        return self.headline or (self.alone and len(self.quote.text) < HEADING)

    @cached_property
    def echo(self) -> int:
        """Which other quote holds the words of one that nobody is said to say (headline, pull quote), or -1."""
        quotes, quote = self.discourse.quotes, self.quote
        said = content(quote.text) if quote.speaker_kind == "none" else frozenset()
        if len(said) < 2:
            return -1
        best, most, least, first = -1, SAME, len(quote.text) - SHORTER, max(0, self.rank - FAR)
        for i, other in enumerate(quotes[first : self.rank + FAR], first):
            below = i > self.rank and other.speaker_kind == "none"
            if (below and not (self.apart and len(other.text) > len(quote.text))) or i == self.rank:
                continue
            if len(other.text) < least:
                continue
            share = len(said & content(other.text)) / len(said)
            if share > most:
                best, most = i, share
            if most == 1:
                break
        return best

    @cached_property
    def sender(self) -> tuple[int, int]:
        """Where the sender of « … » Un message d'Anne Vial, « … » Ces mots d'Anne Vial may be named."""
        found = _UTTERED.match(self.discourse.text, self.quote.end)
        if not found or not any(w.lower() in words("utterance") for w in found["lead"].split()):
            return 0, 0
        return found.end("lead"), found.end()

    @cached_property
    def signature(self) -> tuple[int, int]:
        """The bounds of a short line without a stop below a quote that ends its paragraph."""
        text = self.discourse.text
        if holds_word(text, self.quote.end, self.closes):
            return 0, 0
        start = self.closes + 1
        stop = text.find("\n", start)
        line = text[start : stop if stop >= 0 else len(text)].strip()
        return (start, start + len(line)) if 0 < len(line) < 70 and line[-1] not in ".!?…:" else (0, 0)

    @cached_property
    def beside(self) -> tuple[int, int]:
        """The bounds of what stands behind the phrase of a role or a pronoun in its clause, outside the words."""
        quote = self.quote
        start = max(quote.phrase_end, quote.speaker_end or 0)
        stop = quote.start if quote.start >= start else start + BEHIND
        return (start, stop) if quote.speaker_kind in ("role", "pronoun") else (0, 0)

    @cached_property
    def following(self) -> tuple[str, bool, bool]:
        """Who is named as the speaker of the next quote, whether in this paragraph, whether these words go on there."""
        quotes, goes_on = self.discourse.quotes, True
        for rank in range(self.rank + 1, min(len(quotes), self.rank + FAR)):
            goes_on = goes_on and quotes[rank].goes_on
            if rank in self.discourse.answers:
                answer = self.discourse.answer(rank)
                beside = rank == self.rank + 1 and self.discourse.paragraph(quotes[rank].start) == self.paragraph
                return (answer, beside, goes_on) if goes_on or rank == self.rank + 1 else ("", False, False)
            if not goes_on:
                break
        return "", False, False

    @cached_property
    def called(self) -> str:
        """The key of the member of the cast who was called so before."""
        if self.quote.speaker_kind != "role" or self.indefinite:
            return ""
        member = self.discourse.cast.called(self.quote.speaker, self.at + 1, self.gender)
        return fold(member.name) if member else ""

    @cached_property
    def latter(self) -> str:
        """The key of the person named last, whom « celui-ci », « cette dernière » stand for, or nothing."""
        return self.discourse.candidates.last_person(self.at, self.gender) if self.said in words("latter_one") else ""

    @cached_property
    def subject(self) -> str:
        """The key of the last subject before the quote."""
        return self.acting[-1].who.key if self.acting else ""

    @cached_property
    def unnamed(self) -> bool:
        """Whether the last subject before the quote is somebody whom no name tells and who may be meant."""
        who = self.acting[-1].who if self.acting else None
        return who is not None and who.kind == "phrase" and {who.gender, self.gender} != {"f", "m"}

    @cached_property
    def kind(self) -> str:
        """What sort of organisation the phrase names: « agence », « réseau social », or nothing."""
        return kind_called(self.quote.speaker) if self.quote.speaker_kind == "organisation" else ""

    @cached_property
    def person(self) -> tuple[int, str]:
        """Where the last subject before the quote stands that is a person, and its key."""
        persons = (event for event in reversed(self.acting) if event.who.kind == "person")
        return next(((event.at, event.who.key) for event in persons), (-1, ""))
