"""« Pour X, … » : whose view it is, or whom it concerns."""

from collections.abc import Iterator, Sequence

from pipeline.quotes.grammar.bounds import is_medium
from pipeline.quotes.grammar.clause import Clause, Cue, Speaker, is_quoted
from pipeline.quotes.grammar.lexicon import persons, sayers, words
from pipeline.quotes.grammar.relatives import before_relative
from pipeline.quotes.grammar.saying import can_say
from pipeline.quotes.grammar.words import is_capital, is_det, word_at
from pipeline.quotes.rules.report import Report, holds_verb, segment_end
from pipeline.quotes.rules.returns import goes_back
from pipeline.quotes.text.sentences import Word

_VIEWS = ("pour", "selon")
# Between a verb and the « que » that it governs, in words.
NEAR = 6


def can_hold_view(clause: Clause, start: int, speaker: Speaker) -> bool:
    """Tell « pour l'Autorité » (a view) from « pour 2 millions », « pour la rentrée », « pour Noël », « pour RTL »."""
    ws, named = clause.words, start + is_det(clause.words[start])
    feast = word_at(ws, named).lower in words("feast") and not is_capital(word_at(ws, named + 1))
    if speaker.kind == "document" or feast or is_medium(clause, start - 1):
        return False
    return speaker.kind != "role" or any(
        w.lower in sayers() or w.lower in persons() for w in _head(clause.words, start)
    )


def stands_apart(clause: Clause, at: int, start: int) -> bool:
    """Tell « pour » that opens a clause from « un budget pour la ville »: a comma closes what it leads."""
    before = word_at(clause.words, at - 1)
    opens = before.text in ",:;" or before.lower in ("et", "mais", "car", "or", "que", "qu'")
    return opens and _closed_by_comma(clause, start)


def _head(ws: Sequence[Word], start: int) -> Sequence[Word]:
    """Return « le délégué » of « le délégué du personnel », « le meurtre » of « le meurtre d'un plombier »."""
    phrase = ws[start : start + 4]
    after = next((i for i, w in enumerate(phrase) if i and w.lower in words("of", "bare_of")), len(phrase))
    return phrase[:after]


def _closed_by_comma(clause: Clause, start: int) -> bool:
    ws = clause.words
    for i in range(start, len(ws)):
        if ws[i].text in (",", "«") or ws[i].mark is not None:
            return True
        if ws[i].text in ".;":
            return i > start and len(ws) - i <= 1
    return False


def are_many(word: Word) -> bool:
    """« Pour les autres syndicats, les résultats… » says of whom, not who."""
    return word.lower in words("plural") and word.lower not in words("stressed")


def concerns(clause: Clause, end: int) -> bool:
    """« Pour la prévenue, son avocate a plaidé la relaxe », « pour le vol, le maire assure que » : of whom, not who."""
    ws = clause.words
    at = end + (word_at(ws, end).text == ",")
    if word_at(ws, at).lower in words("possessive"):
        return True
    further = next((g for g in clause.verbs if g.first > at and g.mood == "finite"), None)
    if further is None:
        return False
    links = [i for i in range(at, min(further.last + NEAR, len(ws))) if ws[i].lower in words("complementizer")]
    return bool(links) and links[0] > further.last


def viewed_reports(clause: Clause) -> Iterator[Report]:
    """Yield what « …, pour qui la digue tiendra » says: the relative clause, up to the main verb."""
    ws = clause.words
    for i, word in enumerate(ws) if not clause.forms.isdisjoint(_VIEWS) else ():
        if word.lower not in _VIEWS or is_quoted(clause, i) or (speaker := _viewer(clause, i)) is None:
            continue
        stop = segment_end(ws, i)
        commas = (j for j in range(i + 4, stop - 2) if ws[j].text == ",")
        back = next((j for j in commas if goes_back(ws, j)), stop)
        if back == stop or holds_verb(clause, i + 2, back):
            yield Report(i + 2, back, Cue(f"indirect-{word.lower}", "according_to", "", speaker))


def _viewer(clause: Clause, at: int) -> Speaker | None:
    """Return who stands before « , pour qui » or « , selon laquelle »; « Léa Morin, pour qui il a écrit » is none."""
    ws = clause.words
    relative = word_at(ws, at + 1).lower in words("relative_pronoun")
    if not relative or word_at(ws, at - 1).text != ",":
        return None
    led = [w.lower for w in ws[at + 2 : at + 4]]
    if not led or (led[0] in words("subject_pronoun", "writer") and not words("impersonal").issuperset(led)):
        return None
    known = before_relative(clause, at)
    mute = known is None or (known.kind == "document" and ws[at].lower == "pour") or not can_say(clause, known)
    return None if mute else known
