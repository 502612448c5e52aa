"""Descriptions that stand for a person: « le procureur », « l'entraîneur italien », « la Niçoise »."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.quotes.grammar.lexicon import persons, words
from pipeline.quotes.grammar.names import demonym_genders
from pipeline.quotes.speakers.institutions import Discourse, with_owner
from pipeline.quotes.speakers.people import content, full_name_of, gender_of_noun, stem, synonyms
from pipeline.quotes.speakers.pronouns import SENTENCE, antecedent, fits_gender, grammatical, paragraph_start

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote


def by_role(story: Discourse, quote: "Quote") -> str:
    """Return who is called so: the same description beside a name, or one that means it."""
    said, at = content(quote.speaker), quote.speaker_start or quote.start
    phrase = quote.speaker
    if re.match(r"(?:[Ll][ea]\s|[Ll]['’])(?:ancienne\s|ancien\s|jeune\s)?[A-ZÀ-Þ]", phrase):
        return _demonym(story, quote)
    definite = bool(re.match(r"(?:l[ea]\b|l['’]|ce\b|cette\b|cet\b)", phrase.lower()))
    definite = definite or story.known.text[max(0, at - 3) : at].lower() == "du "
    gender = grammatical(story.known.text, quote)
    if re.match(r"(?:son|sa|leur)\s", phrase.lower()):
        return _possessed(story, quote, gender_of_noun(phrase)) or phrase
    if not definite:
        return phrase
    meanings = [said, *(said - role | means for role, means in synonyms() if role <= said)]
    for meaning in meanings:
        fits = [(p, n) for p, role, n in story.known.roles if meaning <= role and fits_gender(story, n, gender)]
        before = [n for p, n in sorted(fits) if p <= at]
        if before or fits:
            return before[-1] if before else fits[0][1]
    if found := _tried(story, phrase, gender, at) or _other(story, quote, gender):
        return found
    heads = [w.lower() for w in re.findall(r"[\w-]+", phrase)]
    heads = heads[1:] or heads
    if any(h in words("anyone") for h in [*heads, phrase.lower().split("'")[-1].split("’")[-1]]) and len(said) <= 2:
        clitic = replace(quote, speaker="elle" if gender == "f" else "il" if gender == "m" else "")
        return role_before(story, clitic) or antecedent(story, clitic) or phrase
    if re.match(r"c(?:e|et|ette)\s", phrase.lower()) and (person := _just_named(story, quote, gender, heads)):
        return person
    if len(said) <= 1 and definite and (person := _met_before(story, quote, gender, heads)):
        return person
    if person := _epithet(story, quote, gender, heads):
        return person
    if person := _named_next(story, quote, gender, heads):
        return person
    fuller = [q.speaker for q in story.quotes if q.start < quote.start and q.speaker_kind == "role"]
    fuller = [s for s in fuller if said < content(s)]
    if fuller:
        return fuller[-1]
    return _title_person(story, quote, gender) or with_owner(story, phrase, at)


def role_before(story: Discourse, quote: "Quote") -> str:
    """« L'actrice, elle, refuse. « … », tranche-t-elle » : whom the paragraph calls by a role since its last name."""
    gender = {"il": "m", "elle": "f"}.get(quote.speaker.lower(), "")
    if not gender:
        return ""
    text, at = story.known.text, quote.start if quote.speaker_start is None else min(quote.speaker_start, quote.start)
    here = paragraph_start(text, at, 1)
    named = [p for p, _, label in story.subjects if here <= p < at and label == "PER"]
    since = max([here, *named, *(p for p, _, _, _ in story.spoken if here <= p < at)])
    for found in _ROLE.finditer(text, since, at):
        opens = found.start() == here or SENTENCE.match(text, found.start() - 2) or text[found.start() - 1] == "\n"
        if opens and found[2].lower() in persons() and gender_of_noun(found[2]) == gender:
            start, end = found.span()
            return by_role(
                story, replace(quote, speaker=found[0], speaker_start=start, speaker_end=end, phrase_start=start)
            )
    return ""


_ROLE = re.compile(r"(L['’]|Le |La |Cet |Cette |Ce )([\w-]+)")


def _met_before(story: Discourse, quote: "Quote", gender: str, heads: list[str]) -> str:
    """« Thomas Pesquet a reçu la presse. L'astronaute… » : whom the lines before are about, but for an office."""
    if persons().isdisjoint(heads):
        return ""
    at = quote.speaker_start or quote.start
    text = story.known.text
    here = paragraph_start(text, min(at, quote.start), 2)
    met = {full_name_of(m, story.known.mentions) for m in story.known.mentions if m.label == "PER" and m.start < at}
    if any(h in words("chief") for h in heads):
        met = {n for n in met if fits_gender(story, n, gender)}
    if any(h in words("office") for h in heads) and len(met) != 1:
        return _just_named(story, quote, gender, heads)
    events = [(p, n) for p, n, label in story.subjects if here <= p < at and label == "PER"]
    events += [(p, n) for p, n, _, kind in story.spoken if here <= p < at and kind in ("name", "pronoun")]
    fits = [n for _, n in sorted(events) if fits_gender(story, n, gender)]
    return fits[-1] if fits else ""


def _just_named(story: Discourse, quote: "Quote", gender: str, heads: list[str]) -> str:
    """« Paul Roux s'en félicite. « … », a dit le ministre » : whom the paragraph has just named."""
    if persons().isdisjoint(heads):
        return ""
    at = quote.speaker_start or quote.start
    here = paragraph_start(story.known.text, min(at, quote.start), 1)
    events = [(p, n) for p, n, label in story.subjects if here <= p < at and label == "PER"]
    events += [(p, n) for p, n, _, kind in story.spoken if here <= p < at and kind in ("name", "pronoun")]
    name = max(events, default=(0, ""))[1]
    offices = {stem(w) for w in words("office")}
    said = content(quote.speaker)
    held = any(n == name and role & offices and not role & said for _, role, n in story.known.roles)
    held = held and not quote.speaker.lower().startswith("ce")
    return name if name and not held and fits_gender(story, name, gender) else ""


def _possessed(story: Discourse, quote: "Quote", gender: str) -> str:
    """« Son avocate » : who has been presented as such, never whose she is."""
    said = content(quote.speaker)
    found = [(p, n) for p, role, n in story.known.roles if said <= role and fits_gender(story, n, gender)]
    before = [n for p, n in found if p <= (quote.speaker_start or quote.start)]
    return before[-1] if before else ""


def _other(story: Discourse, quote: "Quote", gender: str) -> str:
    """« Le buteur belge, lui, » : somebody else than who has just spoken, whom the lines before have named."""
    text, at, end = story.known.text, quote.speaker_start or quote.start, quote.speaker_end or quote.end
    if not re.match(r"\s?,\s(?:lui|elle),", text[end : end + 8]):
        return ""
    last = max(((p, n) for p, n, _, _ in story.spoken if p < at), default=(0, ""))[1]
    here = paragraph_start(text, at, 2)
    spoken = [n for p, n, _, kind in story.spoken if p < at and kind in ("name", "pronoun")]
    met = [
        full_name_of(m, story.known.mentions) for m in story.known.mentions if m.label == "PER" and here <= m.start < at
    ]
    return next((n for n in [*reversed(met), *reversed(spoken)] if n != last and fits_gender(story, n, gender)), "")


def _named_next(story: Discourse, quote: "Quote", gender: str, heads: list[str]) -> str:
    """« Le ministre a promis que… « … », a assuré Paul Roux » : who is first named as the speaker of the next words."""
    if words("office").isdisjoint(heads):
        return ""
    text, at = story.known.text, quote.start
    close = text.find("\n", at)
    after = [q for q in story.quotes if q.start > at and (close < 0 or q.start < close)]
    if not after or after[0].speaker_kind != "name" or after[0].speaker_role:
        return ""
    over = [m for m in story.known.mentions if m.label == "PER" and m.start < (after[0].speaker_end or 0)]
    name = full_name_of(over[-1], story.known.mentions) if over and over[-1].start >= after[0].start else ""
    new = name and not any(full_name_of(m, story.known.mentions) == name for m in over[:-1])
    return name if new and fits_gender(story, name, gender) else ""


def _tried(story: Discourse, phrase: str, gender: str, at: int) -> str:
    """« Le prévenu » : of the people named before, the one whom the text says tried, charged or arrested."""
    if not any(w in words("tried") for w in re.findall(r"[\w-]+", phrase.lower())):
        return ""
    text = story.known.text
    for m in story.known.mentions:
        name = full_name_of(m, story.known.mentions) if m.label == "PER" and m.start < at else ""
        if not name or not fits_gender(story, name, gender):
            continue
        opens = max((e.end() for e in SENTENCE.finditer(text, max(0, m.start - 400), m.start)), default=0)
        close = SENTENCE.search(text, m.end)
        around = text[opens : m.start], text[m.end : close.start() if close else len(text)]
        led, follows = (any(re.search(rf"(?i)\b{w}\b", part) for w in words("trial")) for part in around)
        if led or (follows and not re.search(r"[.]\s?$|,", around[0])):
            return name
    return ""


def _epithet(story: Discourse, quote: "Quote", gender: str, heads: list[str]) -> str:
    """« Pierre Roux fulminait. « … », a lancé l'ancien coach niçois » : a description of whom the lines are about.

    An office needs its own name: « le maire de la ville » is somebody else.
    """
    at = quote.speaker_start or quote.start
    described = {h for h in heads if h in persons()}
    if not described or described & words("office") - words("owned") or words("organisation") & set(heads[:2]):
        return ""
    here = paragraph_start(story.known.text, min(at, quote.start), 1)
    events = [(p, n, "name") for p, n, label in story.subjects if here <= p < at and label == "PER"]
    events += [(p, n, kind) for p, n, _, kind in story.spoken if here <= p < at]
    if not re.search(r"\sd(?:e|u|es)\s|\sd['’]", quote.speaker):
        events = [e for e in events if e[2] != "organisation" and fits_gender(story, e[1], gender)]
    last = max(events, default=(0, "", ""))
    return last[1] if last[2] in ("name", "pronoun") and fits_gender(story, last[1], gender) else ""


def _demonym(story: Discourse, quote: "Quote") -> str:
    """« La Niçoise », « le Texan » : the person whom the lines before are about."""
    shown = demonym_genders(re.split(r"[\s'’]", quote.speaker.lower())[-1])
    gender = shown if len(shown) == 1 else grammatical(story.known.text, quote)
    clitic = "elle" if gender == "f" else "il"
    return antecedent(story, replace(quote, speaker=clitic)) or quote.speaker


def _title_person(story: Discourse, quote: "Quote", gender: str) -> str:
    """Return the one person of the headline, for a role at the beginning of the body that no name explains."""
    text = story.known.text
    end = text.find("\n")
    if end < 0 or quote.start > end + 600:
        return ""
    before = {full_name_of(m, story.known.mentions) for m in story.known.mentions if m.label == "PER" and m.start < end}
    named = before.pop() if len(before) == 1 else ""
    return named if named and fits_gender(story, named, gender) else ""
