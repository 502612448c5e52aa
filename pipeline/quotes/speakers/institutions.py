"""Organisations and documents that speak: what « le quotidien », « la direction », « HRW » stand for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.language.patterns import one_of
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.speakers.people import Known, content, fold, stem

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote


@dataclass(slots=True)
class Discourse:
    """What has been said so far: people as they come up, speakers as they speak; ``head`` ends the headline."""

    known: Known
    quotes: Sequence["Quote"]
    subjects: list[tuple[int, str, str]] = field(default_factory=list)
    spoken: list[tuple[int, str, str, str]] = field(default_factory=list)
    head: int = -1


def organisation(story: Discourse, quote: "Quote") -> str:
    """Return the name of an organisation, or of what published a document."""
    start, end = quote.speaker_start or 0, quote.speaker_end or 0
    beside = [m for m in story.known.mentions if m.label != "PER" and end < m.start and m.end <= quote.phrase_end]
    if beside and story.known.text[end : beside[0].start] in (", ", " ("):
        return str(beside[0].name)
    inside = [m for m in story.known.mentions if start <= m.start and m.end <= end and m.label != "PER"]
    if re.search(rf"\b{one_of(words('seen'))}e?s? par\b", quote.speaker):
        return quote.speaker
    if inside:
        whole = max(inside, key=lambda m: m.end - m.start)
        presented = re.search(r"[a-zà-ÿ]{3}", quote.speaker[: whole.start - start])
        if quote.speaker_kind == "document" or not presented or _presents(quote.speaker[: whole.start - start]):
            return _expanded(story, whole.name)
        return quote.speaker
    head = next(
        (w for w in re.findall(r"[\w-]+", quote.speaker) if w.lower() in words("organisation") | words("document")), ""
    )
    if head and (named := _proper_name(quote.speaker)):
        return _expanded(story, named)
    if not head and quote.speaker.isupper():
        return _expanded(story, quote.speaker)
    if re.match(r"(?:l[ea]\b|l['’]|ce\b|cette\b|leur\b|son\b|sa\b)", quote.speaker.lower()) and head:
        return _by_noun(story, quote, head)
    return re.sub(r"^(?:[Ll][ea]s?\s|[Ll]['’])(?=[A-Z])", "", quote.speaker)


def _presents(lead: str) -> bool:
    """Tell « le quotidien français » before its name from « le patron de »."""
    parts = [w for w in re.split(r"[\s'’]+", lead.lower()) if w]
    return (
        bool(parts)
        and parts[-1] not in ("de", "d", "du", "des", "la", "l")
        and any(w in words("organisation") for w in parts)
    )


def _proper_name(phrase: str) -> str:
    """Return « Maliweb » of « le site spécialisé Maliweb »: a speaker with a name of its own bears that name."""
    phrase = phrase[:1].lower() + phrase[1:]
    for found in re.finditer(r"(?<![\w-])([A-ZÀ-Þ0-9][\w-]*)(?=[^,;()]*$)", phrase):
        if _presents(phrase[: found.start()]):
            return phrase[found.start() :]
        if found[1].lower() not in words("organisation"):
            break
    return ""


def _by_noun(story: Discourse, quote: "Quote", head: str) -> str:
    """Return the organisation that a common noun has presented: « le quotidien », « l'ONG », « le rapport »."""
    at = quote.speaker_start or quote.start
    named = [(p, n) for p, noun, n in story.known.nouns if noun == stem(head)]
    before = [n for p, n in named if p <= at]
    if before:
        return before[-1]
    spoken = [q for q in story.quotes if q.start < quote.start and q.speaker_kind in ("document", "organisation")]
    for other in reversed(spoken):
        if head.lower() in other.speaker.lower() and len(other.speaker) > len(quote.speaker):
            return organisation(story, other)
    if head.lower() in words("generic") and len(content(quote.speaker)) <= 2:
        seen = [m.name for m in story.known.mentions if m.label == "ORG" and m.start < at]
        acting = {n for p, n, label in story.subjects if label == "ORG" and p < at}
        about = [n for n in seen if n in acting or seen.count(n) > 1]
        about = _in_paragraph(story, at) or about or _alone(story, at)
        if about:
            return str(max(dict.fromkeys(about), key=about.count))
    return _of_organisation(story, quote.speaker, at)


def _in_paragraph(story: Discourse, at: int) -> list[str]:
    """Return the organisation with a name of its own that has last acted or spoken in the paragraph."""
    here = story.known.text.rfind("\n", 0, at)
    events = [(p, n) for p, n, label in story.subjects if label == "ORG" and here < p < at]
    events += [
        (p, n) for p, n, _, kind in story.spoken if kind == "organisation" and here < p < at and not _COMMON.match(n)
    ]
    return [max(events)[1]] if events else []


# « La direction » : no name of its own.
_COMMON = re.compile(r"(?i:l[ea]s?\s|l['’])?(?-i:[a-zà-ÿ])")


def _alone(story: Discourse, at: int) -> list[str]:
    """Return the one organisation that the article has named so far, if the paragraph names it."""
    seen = {m.name: m.start for m in story.known.mentions if m.label == "ORG" and m.start < at}
    here = story.known.text.rfind("\n", 0, at)
    return list(seen) if len(seen) == 1 and max(seen.values()) > here else []


def _of_organisation(story: Discourse, phrase: str, at: int) -> str:
    """Say of what organisation « la direction » or « la porte-parole » is: the one that the article is about."""
    if len(content(phrase)) > 1 or not re.match(
        r"(?:la direction|leur direction|la porte-parole|le porte-parole)\b", phrase.lower()
    ):
        return phrase
    # Only an organisation that the text is about owns it: not a currency, a source or a party met on the way.
    acting = {n for p, n, label in story.subjects if label == "ORG" and p < at}
    seen = [m for m in story.known.mentions if m.label == "ORG" and m.start < at]
    best = max(
        (m for m in seen if m.name in acting or phrase.lower().startswith("leur")),
        key=lambda m: (sum(n.name == m.name for n in seen), -m.start),
        default=None,
    )
    if best is None:
        return phrase
    name = _expanded(story, best.name)
    lead = re.search(rf"\b([Ll][ea]\s|[Ll]['’])(?={re.escape(name)})", story.known.text)
    link = {"le": "du ", "la": "de la ", "l'": "de l'"}[lead[1].lower().strip().replace("’", "'")] if lead else ""
    link = link or ("d'" if fold(name)[0] in "aeiou" else "de ")
    return f"{re.sub(r'^leur', 'la', phrase.lower())} {link}{name}"


def with_owner(story: Discourse, phrase: str, at: int) -> str:
    """Name the owner: « la porte-parole de la fédération » of an organisation that the text has presented."""
    owner = re.match(r"(.*)\s(?:de\s(?:la\s|l['’])|du\s)([\w-]+)$", phrase)
    if owner:
        named = [n for p, noun, n in story.known.nouns if noun == stem(owner[2]) and p <= at]
        return f"{owner[1]} de {named[-1]}" if named and fold(named[-1]) != fold(owner[2]) else phrase
    return _of_organisation(story, phrase, at)


def _expanded(story: Discourse, name: str) -> str:
    """Return what an acronym stands for, if the article says it."""
    if not re.fullmatch(r"[A-Z]{2,6}", name):
        return name
    if whole := _spelt_out(story.known.text, name):
        return whole
    for m in story.known.mentions:
        initials = "".join(w[0] for w in re.findall(r"\w+", m.name) if w[0].isupper())
        if m.label != "PER" and initials == name and " " in m.name:
            return str(m.name)
    return name


def _spelt_out(text: str, acronym: str) -> str:
    """Return « Port autonome de Brest » where the text has « Port autonome de Brest (PAB) ».

    >>> _spelt_out("Le Port autonome de Brest (PAB) recrute.", "PAB")
    'Port autonome de Brest'
    """
    at = text.find(f" ({acronym})")
    before = list(_WORDS.finditer(text, max(0, at - 100), at)) if at >= 0 else []
    letters = [w for w in before if fold(w[0]) not in words("small")]
    initials = fold("".join(w[0][0] for w in letters))
    if not initials.endswith(acronym.lower()):
        return ""
    first = letters[-len(acronym)]
    return text[first.start() : at] if first[0][0].isupper() else ""


_WORDS = re.compile(r"[^\W\d_]+")
