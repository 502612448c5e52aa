"""The row of a passage: its words without the incise that cuts it, who says them, whether they were said at all."""

import re
from collections.abc import Sequence
from typing import Any

from pipeline.quotes.grammar.clause import Clause, Cue
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.verb_groups import is_negated
from pipeline.quotes.records import Quote
from pipeline.quotes.text.sentences import Word

_STOPS = ".?!…:;"
# « Si le maire disait que » : « si » stands no further before the verb, in words.
IF = 6


def said(raw: str, start: int, end: int, kind: str, cue: Cue, **more: Any) -> Quote:
    """Return the row of ``raw[start:end]``, which a cue introduces."""
    known: dict[str, Any] = {"words": raw[start:end], "speaker_kind": "none"}
    if speaker := cue.speaker:
        stop = _closed(raw, speaker.start, speaker.end)
        known |= {
            "speaker": raw[speaker.start : stop],
            "speaker_start": speaker.start,
            "speaker_end": stop,
            "speaker_kind": speaker.kind or "none",
            "speaker_role": speaker.role,
            "phrase_start": speaker.phrase_start,
            "phrase_end": max(stop, speaker.phrase_end),
        }
    known |= {"kind": kind, "verb": cue.verb, "cue": cue.sort, "rule": cue.rule}
    return Quote(start=start, end=end, text=raw[start:end], **(known | more))


def _closed(raw: str, start: int, end: int) -> int:
    """Return where « une enquête du « Monde » » ends, its last mark with it."""
    if not _OPEN.search(raw[start:end]):
        return end
    closing = _CLOSING.match(raw, end)
    return closing.end() if closing else end


# An opening mark without its partner, and what closes it right after.
_OPEN = re.compile(r"«[^»]*\Z|“[^”]*\Z|^[^\"]*\"[^\"]*\Z")
_CLOSING = re.compile(r"[ \u00a0\u202f]?[»”\"]")


def words_said(raw: str, start: int, end: int, ws: Sequence[Word], cue: Cue) -> str:
    """Return ``raw[start:end]`` without the incise, or the source, that stands inside: from its comma to its comma.

    « Le train, précise le conducteur, roulait » is « Le train roulait »; « Au Québec, dit-il, il neige » keeps a comma;
    « Pourquoi ? demande Léa Morin. Parce que. » is « Pourquoi ? Parce que. »
    """
    aside = _aside(ws, start, end, cue)
    if aside is None:
        return raw[start:end]
    first, after = aside
    before = raw[start:first].rstrip(" ,\u00a0\u202f")
    rest = raw[after:end].lstrip(" \u00a0\u202f")
    if before[-1:] in _STOPS:
        rest = rest.lstrip(".,; ")
    elif rest[:1] == ",":
        rest = rest[1:].lstrip(" \u00a0\u202f")
    if rest[:1] in (*_STOPS, ""):
        return f"{before}{rest}"
    leads = next((w.lower for w in ws if w.start >= start), "") in words("preposition", "adverb")
    apart = leads and before[-1:] not in _STOPS and "," not in before
    return f"{before}, {rest}" if apart else f"{before} {rest}"


def _aside(ws: Sequence[Word], start: int, end: int, cue: Cue) -> tuple[int, int] | None:
    """Return where the incise begins, at its comma, and where it ends, if words are said on both sides of it."""
    speaker = cue.speaker
    if speaker is None or not start < speaker.start < end:
        return None
    within = [i for i, w in enumerate(ws) if start <= w.start < end]
    told = [i for i in within if ws[i].start < (ws[cue.at].start if cue.at in within else speaker.phrase_start)]
    opening = next((i for i in reversed(told) if ws[i].text in (",", "?", "!", "…")), -1)
    last = max(speaker.phrase_end, ws[cue.at].end if cue.at in within else 0)
    closing = next((i for i in within if ws[i].start >= last and ws[i].text in (",", ".", "?", "!", ":", ";")), -1)
    if opening <= within[0] or closing < 0 or closing == within[-1]:
        return None
    at = ws[opening].start if ws[opening].text == "," else ws[opening].end
    return at, ws[closing].start


def is_unsaid(clause: Clause, cue: Cue) -> bool:
    """Tell words that are denied or supposed: « il n'a jamais dit que », « nul ne dit que », « il dirait que… si »."""
    group = next((g for g in clause.verbs if g.main == cue.at), None)
    if group is None:
        return cue.negated
    ws = clause.words
    if is_negated(ws, group):
        return group.lemma not in words("denial_verb")
    before = [w.lower for w in ws[max(0, group.first - IF) : group.first]]
    supposed = any(w in ("si", "s'") and before[i - 1] not in ("même", "comme") for i, w in enumerate(before) if i) or (
        before[:1] in (["si"], ["s'"]) and group.first <= IF
    )
    conditional = any(w.lower.endswith(("rait", "raient")) for w in ws[group.first : group.main + 1])
    return supposed or (conditional and any(w.lower in ("si", "s'") for w in ws))
