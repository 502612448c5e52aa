"""Who the speaker is: from the mention in the sentence to the full name."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.entities.cast import cast_of
from pipeline.entities.spelling import is_initials
from pipeline.language.patterns import one_of
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.passages import has_finite_verb
from pipeline.quotes.speakers.candidates import Candidates
from pipeline.quotes.speakers.choice import Decision, cases, decide, weights
from pipeline.quotes.speakers.confidence import clue_weights, name_clues, passage_clues, probability
from pipeline.quotes.speakers.descriptions import by_role, role_before
from pipeline.quotes.speakers.features import Setting
from pipeline.quotes.speakers.institutions import Discourse, organisation
from pipeline.quotes.speakers.interview import interviewee, whose_initials
from pipeline.quotes.speakers.people import Known, add_role, content, fold, full_name_of, know, strip_title
from pipeline.quotes.speakers.pronouns import LIST, SENTENCE, antecedent, grammatical, last_speaker
from pipeline.quotes.text.sentences import view_of
from pipeline.records import passage_id

if TYPE_CHECKING:
    from pipeline.quotes.records import Quote
    from pipeline.registry import Context


# A subject stands so near the head of its sentence, or of its clause.
NEAR, FAR = 90, 180
# A name that is less probable is not said: a wrong name is worse than none.
LEAST = Decimal("0.5")


def resolve_speakers(records: list[Any], context: "Context") -> list[Any]:
    """Give every quote the full name of its speaker, how sure it is, and the id of its utterance."""
    from pipeline.quotes.records import Quote

    setting = read_setting(records, context)
    if setting is None:
        return records
    decided = decide(cases(setting), weights())
    named = [_said_by(q, found) for q, found in zip(setting.quotes, decided, strict=True)]
    named = _grouped(named, context.article.article_id)
    return [*named, *(r for r in records if not isinstance(r, Quote))]


def _said_by(quote: "Quote", found: Decision) -> "Quote":
    """Return a quote with its speaker and how sure it is; below one half the name stays empty."""
    sure = probability(name_clues(quote, found), clue_weights("speaker_confidence"))
    name = found.speaker.name if sure >= LEAST else ""
    passage = probability(passage_clues(quote), clue_weights("quote_confidence"))
    return replace(quote, speaker_name=name, speaker_confidence=sure, confidence=passage)


def read_setting(records: list[Any], context: "Context") -> Setting | None:
    """Return the quotes among the records in their article, with whom the rules name; nothing without quotes."""
    from pipeline.quotes.records import Quote

    quotes = sorted((r for r in records if isinstance(r, Quote)), key=lambda q: (q.start, q.end))
    if not quotes:
        return None
    named = _by_rules(quotes, context)
    view, cast = view_of(context.doc), cast_of(context.doc)
    found = Candidates(cast, view, context.doc, named, context.article.title)
    return Setting.of(context.article, view.text, named, [q.speaker_name for q in named], found)


def _by_rules(quotes: list["Quote"], context: "Context") -> list["Quote"]:
    """Return the quotes with whom the rules name."""
    text = context.article.text
    outside = [m for m in context.found.get("mentions", ()) if not _inside(m, quotes)]
    known = know(text, outside)
    for q in quotes:
        if q.speaker_kind == "name" and q.speaker_role:
            add_role(known, q.start, q.speaker_role, name_of(known, q))
    story = Discourse(known, quotes, _subjects(known), head=text.find("\n"))
    named = [_named(story, q) for q in quotes]
    return _headline(text, known, _handed_down(named))


def _inside(mention: Any, quotes: Sequence["Quote"]) -> bool:
    return any(q.kind != "indirect" and q.start <= mention.start and mention.end <= q.end for q in quotes)


def _subjects(known: Known) -> list[tuple[int, str, str]]:
    """Return ``(offset, name, label)`` of the name that each sentence is about: the first that no preposition leads."""
    text, found, done, seen = known.text, [], -1, -1
    starts = [0, *(e.end() for e in SENTENCE.finditer(text))]
    for m in known.mentions:
        if m.label not in ("PER", "ORG"):
            continue
        opens = starts[bisect_right(starts, m.start) - 1]
        first, seen = opens != seen, opens
        if opens == done or m.start - opens > (NEAR if first else FAR):
            continue
        led = _led().search(text[max(0, m.start - 40) : m.start]) and m.start > opens
        if led or not (first or _opens_clause(text[opens : m.start])):
            continue
        done = opens
        found.append((m.start, full_name_of(m, known.mentions) if m.label == "PER" else m.name, m.label))
    return found


def _opens_clause(before: str) -> bool:
    """Tell the subject after « Dès son arrivée à Brest, » : nothing but its title stands after the comma."""
    lead, comma, title = before.rpartition(", ")
    return bool(comma) and len(title) < 40 and not has_finite_verb(lead) and not has_finite_verb(title)


@cache
def _led() -> re.Pattern[str]:
    """Return what leads a name that is no subject: « de », « pour », « avec le ministre »."""
    return re.compile(rf"(?:\b{one_of(words('leads_name'))}|\b[dl]['’])\s*(?:[a-zéèê]+\s){{0,2}}$")


def _named(story: Discourse, quote: "Quote") -> "Quote":
    name = _name(story, quote)
    heads = quote.rule == "colon" and quote.speaker_kind not in ("name", "pronoun") and quote.start < story.head
    if name and not heads:
        gender = story.known.genders.get(name) or grammatical(story.known.text, quote)
        place = quote.speaker_start if quote.speaker_start is not None else quote.start
        story.spoken.append((max(place, quote.start), name, gender, quote.speaker_kind))
    return replace(quote, speaker_name=name)


def _name(story: Discourse, quote: "Quote") -> str:
    if quote.rule == "turn" and quote.speaker_kind == "none":
        before = [q for q in story.quotes if q.rule == "turn" and q.speaker and q.start < quote.start]
        return name_of(story.known, before[-1]) if before else interviewee(story.known, story.quotes)
    if quote.speaker_kind == "name":
        return name_of(story.known, quote)
    if quote.rule == "passive":
        return ""
    if quote.speaker_kind == "pronoun":
        return _metonym(story, quote) or role_before(story, quote) or antecedent(story, quote)
    if quote.speaker_kind == "none":
        return last_speaker(story, quote)
    if quote.speaker_kind == "role":
        return by_role(story, quote)
    return organisation(story, quote)


def _metonym(story: Discourse, quote: "Quote") -> str:
    """Return those whom « on » stands for: « à l'Élysée, on assure », « dit-on chez Airbus »."""
    start, end = quote.phrase_start, quote.phrase_end
    if end in (-1, quote.speaker_end):
        return ""
    place = story.known.text[start:end]
    return organisation(story, replace(quote, speaker=place, speaker_start=start, speaker_end=end))


def name_of(known: Known, quote: "Quote") -> str:
    """Return the full name of a speaker who is named; of two, both names."""
    if " et " in quote.speaker:
        return LIST.join(_coordinated(known, quote.speaker))
    family = known.text[quote.phrase_start : quote.phrase_start + 4].lower() == "les " and " " not in quote.speaker[4:]
    if family and (quote.speaker_start or 0) - quote.phrase_start in (0, 4):
        return known.text[quote.phrase_start : quote.speaker_end].replace("Les", "les", 1)
    over = [m for m in known.mentions if m.start < (quote.speaker_end or 0) and (quote.speaker_start or 0) < m.end]
    if is_initials(quote.speaker):
        return whose_initials(known, quote.speaker)
    name = strip_title(quote.speaker)
    per = [m for m in over if m.label == "PER"]
    if per and fold(strip_title(per[0].text)) in fold(name):
        found = full_name_of(per[0], known.mentions)
        return found if len(found) > len(name) or " " in name else _alike(known, name)
    return full_name_of(_Named(name), known.mentions)


def _alike(known: Known, name: str) -> str:
    """Return « Maria Weber » for « Maria », where « Maria et Paul Weber » has named her so."""
    fuller = {m.name for m in known.mentions if m.label == "PER" and m.text == name and " " in m.name}
    return fuller.pop() if len(fuller) == 1 else name


def _coordinated(known: Known, speaker: str) -> list[str]:
    """Return the full names of « Maria et Paul Weber »: who has no surname has that of the last."""
    parts = [full_name_of(_Named(strip_title(part)), known.mentions) for part in speaker.split(" et ")]
    rest = parts[-1].partition(" ")[2]
    return [part if " " in part or not rest else f"{part} {rest}" for part in parts]


@dataclass(frozen=True, slots=True)
class _Named:
    name: str


def _headline(text: str, known: Known, quotes: list["Quote"]) -> list["Quote"]:
    """Name the speaker of a headline by the body: whoever says the words there."""
    end = text.find("\n")
    if end < 0 or text[:end].rstrip()[-1:] in ".!?…":
        return quotes
    body = [q for q in quotes if q.start > end and q.speaker_name]
    done = []
    for q in quotes:
        if q.start < end and not _is_named(q, known):
            q = replace(q, speaker_name=_said_below(q, body) or interviewee(known, quotes))
            if q.rule == "colon":
                q = replace(q, speaker="", speaker_start=None, speaker_end=None, speaker_kind="none", speaker_role="")
        done.append(q)
    return done


def _said_below(quote: "Quote", body: Sequence["Quote"]) -> str:
    """Return who says the words of a headline in the body, or who alone speaks there."""
    if not body:
        return ""
    said = content(quote.text)
    best = max(body, key=lambda b: (len(said & content(b.text)), -b.start))
    if 2 * len(said & content(best.text)) >= len(said):
        return best.speaker_name
    alone = {b.speaker_name for b in body if b.rule != "turn"}
    return alone.pop() if len(alone) == 1 and body[0].rule != "turn" else ""


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
    """Give the halves of one utterance the id of its first."""
    done, group = [], ""
    for q in quotes:
        if not (q.goes_on and group):
            group = passage_id(type(q), article_id, q.start, q.end)
        done.append(replace(q, group_id=group))
    return done
