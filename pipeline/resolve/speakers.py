"""Who the speaker is: from the mention in the sentence to the full name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.extractors.quotes.lexicon import confidence, words
from pipeline.records import passage_id
from pipeline.resolve.institutions import Discourse, organisation, with_owner
from pipeline.resolve.people import Known, add_role, content, fold, full_name_of, know, strip_title, synonyms

if TYPE_CHECKING:
    from pipeline.extractors.quotes.records import Quote
    from pipeline.registry import Context

_SENTENCE = re.compile(r"[.!?…]\s|\n")
_LED = re.compile(
    r"(?:\b(?:de|du|des|à|au|aux|par|pour|avec|chez|contre|sur|entre|selon|et)|\b[dl]['’])\s*(?:[a-zéèê]+\s){0,2}$"
)
_PARAGRAPHS = 2


def resolve_speakers(records: list[Any], context: "Context") -> list[Any]:
    """Give every quote the full name of its speaker and the id of its utterance."""
    from pipeline.extractors.quotes.records import Quote

    quotes = sorted((r for r in records if isinstance(r, Quote)), key=lambda q: (q.start, q.end))
    if not quotes:
        return records
    text = context.article.text
    outside = [m for m in context.found.get("mentions", ()) if not _inside(m, quotes)]
    known = know(text, outside)
    for q in quotes:
        if q.speaker_kind == "name" and q.speaker_role:
            add_role(known, q.start, q.speaker_role, name_of(known, q))
    story = Discourse(known, quotes, _subjects(known))
    named = [_named(story, q) for q in quotes]
    named = _headline(text, known, _handed_down(named))
    named = _grouped(named, context.article.article_id)
    return [*named, *(r for r in records if not isinstance(r, Quote))]


def _inside(mention: Any, quotes: Sequence["Quote"]) -> bool:
    return any(q.kind != "indirect" and q.start <= mention.start and mention.end <= q.end for q in quotes)


def _subjects(known: Known) -> list[tuple[int, str, str]]:
    """Return ``(offset, name, label)`` of the names that a sentence is about: the first that no preposition leads."""
    found, last = [], -1
    for m in known.mentions:
        if m.label not in ("PER", "ORG"):
            continue
        before = known.text[max(0, m.start - 40) : m.start]
        opens = max((e.end() for e in _SENTENCE.finditer(known.text, max(0, m.start - 400), m.start)), default=0)
        if opens == last:
            continue
        last = opens
        if (_LED.search(before) and m.start > opens) or m.start - opens > 90:
            continue
        found.append((m.start, full_name_of(m, known.mentions) if m.label == "PER" else m.name, m.label))
    return found


def _named(story: Discourse, quote: "Quote") -> "Quote":
    name = _name(story, quote)
    if name:
        gender = story.known.genders.get(name) or _grammatical(story.known.text, quote)
        place = quote.speaker_start if quote.speaker_start is not None else quote.start
        story.spoken.append((max(place, quote.start), name, gender, quote.speaker_kind))
    return replace(quote, speaker_name=name)


def _name(story: Discourse, quote: "Quote") -> str:
    if quote.speaker_kind == "name":
        return name_of(story.known, quote)
    if quote.speaker_kind == "pronoun":
        return _antecedent(story, quote)
    if quote.speaker_kind == "none":
        return _last_speaker(story, quote)
    if quote.speaker_kind == "role":
        return _by_role(story, quote)
    return organisation(story, quote)


def name_of(known: Known, quote: "Quote") -> str:
    """Return the full name of a speaker who is named."""
    over = [m for m in known.mentions if m.start < (quote.speaker_end or 0) and (quote.speaker_start or 0) < m.end]
    name = strip_title(quote.speaker)
    per = [m for m in over if m.label == "PER"]
    if per and fold(strip_title(per[0].text)) in fold(name):
        found = full_name_of(per[0], known.mentions)
        return found if len(found) >= len(name) else name
    return full_name_of(_Named(name), known.mentions)


@dataclass(frozen=True, slots=True)
class _Named:
    name: str


def _grammatical(text: str, quote: "Quote") -> str:
    """Return the gender of the phrase by its determiner or pronoun."""
    at = quote.phrase_start if quote.phrase_start >= 0 else quote.speaker_start
    if at is None:
        return ""
    first = re.match(r"[\w-]+\.?", text[at : at + 20])
    word = first[0].lower() if first else ""
    return "f" if word in words("feminine") else "m" if word in words("masculine") else ""


def _antecedent(story: Discourse, quote: "Quote") -> str:
    """Return who a pronoun stands for: the last speaker or subject of its gender and number."""
    said = quote.speaker.lower()
    at = quote.speaker_start or quote.start
    if said in ("on", "je", "j'", "nous", "vous"):
        return ""
    gender = "f" if said in words("feminine") else "m" if said in words("masculine") else ""
    if said in words("plural"):
        return next((n for p, n, _, _ in reversed(story.spoken) if n.lower().split()[0] in words("plural")), "")
    since = _paragraph_start(story.known.text, min(at, quote.start), _PARAGRAPHS)
    events = [(p, n, g) for p, n, g, _ in story.spoken if p < at]
    events += [(p, n, story.known.genders.get(n, "")) for p, n, label in story.subjects if p < at and label == "PER"]
    people = [(p, n) for p, n, g in sorted(events) if not (g and gender and g != gender)]
    here = _paragraph_start(story.known.text, min(at, quote.start), 1)
    near = [n for p, n in people if p >= here]
    if near:
        return near[-1]
    if subject := _phrase_before(story.known.text, at, gender):
        return subject
    if near := [n for p, n in people if p >= since]:
        return near[-1]
    met = [
        full_name_of(m, story.known.mentions)
        for m in story.known.mentions
        if m.label == "PER" and since <= m.start < at
    ]
    met = [n for n in met if story.known.genders.get(n, "") in (gender, "")]
    if met:
        return met[-1]
    others = [(p, n) for p, n, label in story.subjects if since <= p < at and label == "ORG"]
    return others[-1][1] if others else (people[-1][1] if people else "")


def _paragraph_start(text: str, at: int, count: int) -> int:
    for _ in range(count):
        at = text.rfind("\n", 0, max(0, at - 1))
        while at > 0 and text[at - 1] == "\n":
            at -= 1
        if at <= 0:
            return 0
    return at


def _phrase_before(text: str, at: int, gender: str) -> str:
    """Return the phrase that opens the sentence before, if it has the gender: « Le nouveau gouvernement… Il a »."""
    opens = [e.end() for e in _SENTENCE.finditer(text, max(0, at - 600), at)][-2:]
    for start in opens[:1]:
        found = re.match(
            r"(?:(Le|Un|Ce)|(La|Une|Cette))\s((?:[\w-]+\s){0,3}?[\w-]+)\s(?=(?:s['’]|se|a|ont|est|sont|avait|va|vient|n['’]))",
            text[start : start + 120],
        )
        if found and ("m" if found[1] else "f") == gender:
            return found[0].strip()
    return ""


def _last_speaker(story: Discourse, quote: "Quote") -> str:
    """Return who goes on speaking: the last speaker, unless the text has turned to somebody since."""
    text, at = story.known.text, quote.start
    since = _paragraph_start(text, at, _PARAGRAPHS)
    last = [(p, n) for p, n, _, _ in story.spoken if p < at]
    turned = [(p, n) for p, n, label in story.subjects if since <= p < at and label == "PER"]
    if turned and (not last or turned[-1][0] > last[-1][0]):
        return turned[-1][1]
    if last and last[-1][0] >= _paragraph_start(text, at, _PARAGRAPHS + 2):
        return last[-1][1]
    return turned[-1][1] if turned else ""


def _by_role(story: Discourse, quote: "Quote") -> str:
    """Return who is called so: the same description beside a name, or one that means it."""
    said, at = content(quote.speaker), quote.speaker_start or quote.start
    phrase = quote.speaker
    first = re.match(r"[\w-]+", phrase.lower())
    definite = bool(re.match(r"(?:l[ea]\b|l['’]|ce\b|cette\b|cet\b)", phrase.lower()))
    if not (first and definite):
        return phrase
    gender = _grammatical(story.known.text, quote)
    meanings = [said, *(said - role | means for role, means in synonyms() if role <= said)]
    for meaning in meanings:
        fits = [(p, n) for p, role, n in story.known.roles if meaning <= role and _fits(story, n, gender)]
        before = [n for p, n in sorted(fits) if p <= at]
        if before or fits:
            return before[-1] if before else fits[0][1]
    heads = [w.lower() for w in re.findall(r"[\w-]+", phrase)][1:] or [phrase.lower().split("'")[-1].split("’")[-1]]
    if any(h in words("anyone") for h in [*heads, phrase.lower().split("'")[-1].split("’")[-1]]) and len(said) <= 2:
        return (
            _antecedent(story, replace(quote, speaker="elle" if gender == "f" else "il" if gender == "m" else ""))
            or phrase
        )
    if len(said) <= 1 and definite and (person := _met_before(story, quote, gender, heads)):
        return person
    fuller = [q.speaker for q in story.quotes if q.start < quote.start and q.speaker_kind == "role"]
    fuller = [s for s in fuller if said < content(s)]
    if fuller:
        return fuller[-1]
    return _title_person(story, quote, gender) or with_owner(story, phrase, at)


def _met_before(story: Discourse, quote: "Quote", gender: str, heads: list[str]) -> str:
    """« Thomas Pesquet a reçu la presse. L'astronaute… » : whom the lines before are about, but for an office."""
    at = quote.speaker_start or quote.start
    text = story.known.text
    here = _paragraph_start(text, min(at, quote.start), 2)
    met = {full_name_of(m, story.known.mentions) for m in story.known.mentions if m.label == "PER" and m.start < at}
    office = any(h in words("office") for h in heads)
    if office and len(met) != 1:
        return ""
    events = [(p, n) for p, n, label in story.subjects if here <= p < at and label == "PER"]
    events += [(p, n) for p, n, _, kind in story.spoken if here <= p < at and kind in ("name", "pronoun")]
    fits = [n for _, n in sorted(events) if _fits(story, n, gender)]
    return fits[-1] if fits else ""


def _title_person(story: Discourse, quote: "Quote", gender: str) -> str:
    """Return the one person of the headline, for a role at the beginning of the body that no name explains."""
    text = story.known.text
    end = text.find("\n")
    if end < 0 or quote.start > end + 600:
        return ""
    before = {full_name_of(m, story.known.mentions) for m in story.known.mentions if m.label == "PER" and m.start < end}
    named = before.pop() if len(before) == 1 else ""
    return named if named and _fits(story, named, gender) else ""


def _fits(story: Discourse, name: str, gender: str) -> bool:
    known = story.known.genders.get(name, "")
    return not (known and gender and known != gender)


def _headline(text: str, known: Known, quotes: list["Quote"]) -> list["Quote"]:
    """Name the speaker of a headline by the body: whoever says the words there."""
    end = text.find("\n")
    if end < 0 or text[:end].rstrip()[-1:] in ".!?…":
        return quotes
    body = [q for q in quotes if q.start > end and q.speaker_name]
    done = []
    for q in quotes:
        if q.start < end and body and not _is_named(q, known):
            said = content(q.text)
            best = max(body, key=lambda b: (len(said & content(b.text)), -b.start))
            q = replace(q, speaker_name=best.speaker_name)
            if q.rule == "colon":
                q = replace(q, speaker="", speaker_start=None, speaker_end=None, speaker_kind="none", speaker_role="")
        done.append(q)
    return done


def _handed_down(quotes: list["Quote"]) -> list["Quote"]:
    """Give the paragraphs of one utterance the name that stands at its end."""
    done, name = [], ""
    for i in range(len(quotes) - 1, -1, -1):
        q = quotes[i]
        if q.speaker_kind == "none" and name:
            q = replace(q, speaker_name=name)
        name = q.speaker_name if q.goes_on else ""
        done.append(q)
    return done[::-1]


def _is_named(quote: "Quote", known: Known) -> bool:
    """Tell whether a headline names its speaker, rather than its subject: « Budget : « … » »."""
    if quote.speaker_kind == "none" or quote.speaker_start is None:
        return False
    inside = [m for m in known.mentions if m.start < (quote.speaker_end or 0) and quote.speaker_start < m.end]
    if quote.rule == "colon" and " " not in quote.speaker and " " not in quote.speaker_name:
        return False
    return quote.rule != "colon" or any(m.label in ("PER", "ORG") for m in inside)


def _grouped(quotes: list["Quote"], article_id: str) -> list["Quote"]:
    """Give the halves of one utterance the id of its first, and each the measured precision of its rule."""
    done, group = [], ""
    for q in quotes:
        if not (q.goes_on and group):
            group = passage_id(type(q), article_id, q.start, q.end)
        sure = confidence().get(q.rule, confidence()["~other"])
        done.append(replace(q, group_id=group, confidence=sure))
    return done
