"""Two who speak with one verb: « Maria et Paul Weber », « la CGT et FO »."""

import re
from itertools import pairwise

from pipeline.entities.spelling import surname
from pipeline.quotes.grammar.lexicon import speech_forms
from pipeline.quotes.speakers.naming import Naming, named, untitled
from pipeline.records import LIST_SEPARATOR


def several(naming: Naming) -> str:
    """« disent Maria et Paul Weber » : both; who has no surname has that of the last."""
    if naming.quote.speaker_kind != "name" or " et " not in naming.shown:
        return ""
    parts = naming.shown.split(" et ")
    family = surname(parts[-1]) if " " in parts[-1] else ""
    names = []
    for part in parts:
        member = naming.cast.named(untitled(part), naming.start)
        name = member.name if member else untitled(part)
        names.append(name if " " in name or not family else f"{name} {family}")
    return LIST_SEPARATOR.join(names)


def both(naming: Naming) -> str:
    """« la députée Anne Vial (Verts) et l'avocat Paul Roux demandent » : two, each with a description, one verb."""
    if naming.quote.speaker_kind != "name" or " et " in naming.shown:
        return ""
    near = naming.cast.mentions(naming.end, naming.end + BOTH)
    second, member = next(((n, m) for n, m in near if n.label == "PER"), (None, None))
    if second is None or member is None or not _AND.fullmatch(naming.text, naming.end, second.start):
        return ""
    start = naming.quote.phrase_start if naming.quote.phrase_start >= 0 else naming.start
    first = named(naming)
    if member.name == first or not _has_plural_verb(naming.text, start, second.end):
        return ""
    return f"{first}{LIST_SEPARATOR}{member.name}"


# Characters in which the verb of two subjects is looked for, after the second or before the first.
VERB = 60
# Characters between the ends of two names in which the second begins: six words and what stands in brackets.
BOTH = 200
_WORD = re.compile(r"[a-zà-ÿ]+")
_ASIDE = re.compile(r"^ ?\([^()\n]{1,40}\)")
_AND = re.compile(
    r"(?:\ ?\([^()\n]{1,40}\))?"  # « Anne Vial (Verts) »
    r"\ et\ (?:[a-zà-ÿ-]+['\ ]){0,6}",  # « et l'ancien député »
    re.VERBOSE,
)


def _has_plural_verb(text: str, start: int, end: int) -> bool:
    """Tell whether a verb in the plural stands right before or after two who are named in ``[start, end)``."""
    before = _WORD.findall(text[max(0, start - VERB) : start])[-3:]
    after = _WORD.findall(_ASIDE.sub("", text[end : end + VERB]))[:2]
    return any(map(_is_plural_verb, (*before, *after)))


def _is_plural_verb(word: str) -> bool:
    """Tell « demandaient », « ont », « affirment » from « ardemment »."""
    return word == "ont" or word.endswith(("aient", "èrent")) or (word.endswith("ent") and word in speech_forms())


def bodies(naming: Naming) -> str:
    """« La CGT et FO dénoncent », « ont dit l'ONU et l'Unesco » : two organisations, one verb."""
    if naming.quote.speaker_kind != "organisation":
        return ""
    near = naming.cast.mentions(max(0, naming.start - BOTH), naming.end + BOTH)
    places = [(name, member) for name, member in near if name.label != "PER"]
    for (first, one), (second, other) in pairwise(places):
        spoken = first.start < naming.end and naming.start < second.end
        if not spoken or one is other or not _BODIES.fullmatch(naming.text, first.end, second.start):
            continue
        plural = _has_plural_verb(naming.text, first.start, second.end)
        return f"{one.name}{LIST_SEPARATOR}{other.name}" if plural else ""
    return ""


# « l'Union africaine (UA) et la Cédéao ».
_BODIES = re.compile(r"(?: ?\([^()\n]{1,40}\))? et (?:l'|l[ae]s? )?")
