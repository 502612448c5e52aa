"""Whom a phrase names: a name as it is written, an organisation, those of a place, the one interviewed.

What is certain is a rule: each of ``RULES`` names the speaker of a quote or leaves it to the next. What they all leave
is weighed (see :mod:`pipeline.quotes.speakers.choice`).
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache

from pipeline.entities.cast import Cast, Member
from pipeline.entities.kinds import is_organisation_noun
from pipeline.entities.spelling import fold, is_initials
from pipeline.language.patterns import one_of
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.speakers.discourse import Answer
from pipeline.quotes.speakers.naming import Naming, named
from pipeline.quotes.speakers.pairs import bodies, both, several

# The lines in which an interview names whom it interviews; characters before the name that may say so.
HEAD_LINES, LEAD = 3, 120


def family(naming: Naming) -> str:
    """« assurent les Renard » : a family is no person."""
    before = naming.text[max(0, naming.start - 4) : naming.start].lower()
    phrase = naming.shown if before != "les " else f"les {naming.shown}"
    named = phrase[4:] if phrase[:4].lower() == "les " else ""
    member = naming.cast.named(named, naming.start) if named and " " not in named else None
    return f"les {named}" if member and member.label == "PER" else ""


def short(naming: Naming) -> str:
    """« A. V. : Non. » : whose initials the article has."""
    if naming.quote.speaker_kind != "name" or not is_initials(naming.shown):
        return ""
    member = naming.cast.named(naming.shown, naming.start)
    return member.name if member else naming.shown.strip()


def place(naming: Naming) -> str:
    """« à l'Élysée, on assure », « dit-on chez Airbus » : « on » is who stands at the place."""
    start, end = naming.quote.phrase_start, naming.quote.phrase_end
    if naming.quote.speaker_kind != "pronoun" or end in (-1, naming.quote.speaker_end):
        return ""
    shown = naming.text[start:end]
    there = replace(naming.quote, speaker_kind="organisation", speaker=shown, speaker_start=start, speaker_end=end)
    return organisation(replace(naming, quote=there)) or shown


def organisation(naming: Naming) -> str:
    """« le quotidien Le Jour », « la fédération des banques, Febelfin » : an organisation with a name of its own."""
    if naming.quote.speaker_kind not in ("organisation", "document"):
        return ""
    if _seen_by().search(naming.shown):
        return naming.shown
    found = _apposed(naming) or _inside(naming) or _maker(naming)
    return found.name if found else _proper_name(naming)


@cache
def _seen_by() -> re.Pattern[str]:
    """Return the pattern of « consultée par »."""
    return re.compile(rf"\b{one_of(words('seen'))}e?s? par\b")


def _proper_name(naming: Naming) -> str:
    """Return « Scènes » of « la revue Scènes »: a speaker with a name of its own bears it, known or not."""
    found = _PROPER.fullmatch(naming.shown)
    own = found and any(c.isalpha() for c in found["name"]) and _presents(found["lead"])
    return found["name"] if found and own else ""


_PROPER = re.compile(r"(?P<lead>[LlCc][\w']+ ?(?:[a-zà-ÿ-]+ )*)(?P<name>[A-ZÀ-Þ0-9][\w'&-]*(?: [A-ZÀ-Þ0-9][\w'&-]*)*)")


def _presents(lead: str) -> bool:
    """Tell « le quotidien français » before its name from « le patron du »."""
    parts = re.findall(r"[\w-]+", lead.lower())
    named = any(part in words("organisation", "media") or is_organisation_noun(part) for part in parts)
    return named and parts[-1] not in ("de", "d", "du", "des", "la", "l")


def _apposed(naming: Naming) -> Member | None:
    """Return « Febelfin » of « la fédération des banques, Febelfin »; « l'AFP, la CGT » are two."""
    beside = _ALSO if _LED.sub("", naming.shown)[:1].isupper() else _BESIDE
    for (start, end, label), member in naming.cast.mentions(naming.end + 1, naming.quote.phrase_end):
        if end <= naming.quote.phrase_end and label != "PER":
            return member if beside.fullmatch(naming.text, naming.end, start) else None
    return None


# « , », « , l' » and « ( » part a description from the name of what it describes.
_BESIDE = re.compile(r", (?:l'|l[ae]s? )?| \(")
_LED = re.compile(r"^(?:[Ll]es? |[Ll]a |[Ll]')")
_ALSO = re.compile(r", | \(")


def _inside(naming: Naming) -> Member | None:
    """Return « Le Jour » of « le quotidien Le Jour », but not of « le patron du Jour », « la direction du Jour »."""
    member = naming.cast.at(naming.start, naming.end)
    if member is None or member.label == "PER":
        return None
    first = next(p for p in member.places if p.end > naming.start)
    lead = naming.text[naming.start : first.start].lower()
    if naming.quote.speaker_kind == "document" or not re.search(r"[a-zà-ÿ]{3}", lead):
        return member
    return member if _presents(lead) else None


def _maker(naming: Naming) -> Member | None:
    """Return the institution that made a document: « un rapport, publié mardi par l'Insee »."""
    if naming.quote.speaker_kind != "document":
        return None
    made = _MADE.match(naming.text, naming.end)
    return naming.cast.at(made.end(), made.end() + 1) if made else None


_MADE = re.compile(
    r"(?:,? [a-zà-ÿ]+(?:é|ée|is|ise|it|ite))?(?: [a-zà-ÿ0-9]+){0,3}?"  # « , publié mardi »
    r" (?:(?:par|de|du|des) (?:la |le |les |l')?|d')(?=[A-ZÀ-Þ])"  # « par l'Insee »
)


def colleagues(naming: Naming) -> str:
    """« selon nos confrères du Courrier », « à nos confrères de Radio Centre » : the paper that they write for."""
    found = _colleagues().fullmatch(naming.shown)
    if not found:
        return ""
    member = naming.cast.at(naming.start + found.start("paper"), naming.end)
    return member.name if member and member.label != "PER" else found["paper"]


@cache
def _colleagues() -> re.Pattern[str]:
    """Return the pattern of « nos confrères de »."""
    return re.compile(
        rf"[Nn]os (?:\w+ et )?{one_of(words('colleagues'))} (?:d'|du |des |de (?:la |l'|nos )?)(?P<paper>[A-ZÀ-Þ0-9].*)"
    )


def owned(naming: Naming) -> str:
    """« La direction a indiqué » : « la direction de Calandre », the organisation that the text is about."""
    found = _OWNED.fullmatch(naming.shown.lower())
    if not found or naming.cast.called(naming.shown, naming.start):
        return ""
    managed = (m for m in naming.cast.members if m.label == "ORG" and words("unmanaged").isdisjoint(m.kinds))
    seen = ((member.name, member.times_before(naming.start)) for member in managed)
    before = {name: times for name, times in seen if times}
    # Only an organisation that the text names again owns it: not a currency, a source or a party met on the way.
    owner = max(before, key=before.__getitem__, default="")
    if not owner or (before[owner] < 2 and len(before) > 1):
        return ""
    link = _link(naming.text, owner)
    return f"la {found['noun']} {link}{owner}" if found["noun"] else f"{found[0]} {link}{owner}"


@lru_cache(maxsize=1)
def _link(text: str, owner: str) -> str:
    """Return « du », « de la », « de l' », « de » or « d' », as the text leads the name of an organisation."""
    lead = re.search(rf"\b(?:([Ll]e) |([Ll]a) |([Ll]'))(?={re.escape(owner)})", text)
    link = ("du ", "de la ", "de l'")[(lead.lastindex or 1) - 1] if lead else ""
    return link or ("d'" if fold(owner)[0] in "aeiou" else "de ")


_OWNED = re.compile(r"(?:la |leur |sa )(?P<noun>direction)|(?:la|le) porte-parole")


def turn(naming: Naming) -> str:
    """« Partez-vous ?↵Non. » : who has answered before, or whom the article interviews."""
    if naming.quote.rule != "turn" or naming.quote.speaker_kind != "none":
        return ""
    if naming.answered:
        return named(replace(naming, quote=naming.answered))
    return interviewee(naming.text, naming.titled, naming.cast)


@cache
def _interview_with() -> re.Pattern[str]:
    """Return the pattern of « entretien avec », with the words up to a name."""
    return re.compile(rf"(?i)\b{one_of(words('interview'))}\s(?:\w+\s)?(?:avec|de|d'|:)\s?[^.;:!?«»]{{0,60}}$")


@lru_cache(maxsize=1)
def interviewee(text: str, titled: frozenset[str], cast: Cast) -> str:
    """Return whom the article interviews: beside « entretien avec », or alone in the title or the first lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    end = len("\n".join(lines[:HEAD_LINES])) + HEAD_LINES
    people = [(name, member) for name, member in cast.mentions(0, end) if name.label == "PER"]
    for name, member in people:
        if _interview_with().search(text[max(0, name.start - LEAD) : name.start]):
            return member.name
    first = frozenset(member.name for name, member in people if name.start < len(lines[0]))
    for names in (titled, first, frozenset(member.name for _, member in people)):
        if len(names) == 1:
            return next(iter(names))
    return ""


RULES: tuple[Callable[[Naming], str], ...] = (
    several,
    both,
    bodies,
    family,
    short,
    named,
    place,
    organisation,
    colleagues,
    owned,
    turn,
)


def answer(naming: Naming) -> Answer | None:
    """Return whom the first rule that knows names as the speaker."""
    found = ((rule(naming), rule.__name__) for rule in RULES)
    return next((Answer(name, rule) for name, rule in found if name), None)
