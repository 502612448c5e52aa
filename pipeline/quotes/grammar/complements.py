"""What stands between a verb and the subject after it: « hier à la presse », « , mardi, », « sur France 2 »."""

from collections.abc import Sequence

from pipeline.quotes.grammar.lexicon import phrases, words
from pipeline.quotes.grammar.names import ACRONYM, given, is_capital, is_det
from pipeline.quotes.text.sentences import Word


def adverbial_end(ws: Sequence[Word], at: int) -> int:
    """Return the word after an adverb of several words: « pour sa part », « d'ailleurs »; 0 if there is none."""
    for parts in phrases("adverb").get(ws[at].lower, ()):
        end = at + len(parts)
        if len(parts) > 1 and end <= len(ws) and all(w.lower == p for w, p in zip(ws[at:end], parts, strict=True)):
            return end
    return 0


def skip_complements(ws: Sequence[Word], at: int, limit: int) -> int:
    """Skip what stands between a verb and the subject after it: « hier à la presse », « , mardi, »."""
    i = at
    while i < limit:
        word = ws[i]
        if end := adverbial_end(ws, i):
            i = end
        elif (
            word.lower in words("adverb")
            or word.lower in words("time")
            or word.text == ","
            or (word.lower.endswith("ment") and word.text[0].islower())
        ):
            i += 1
        elif word.text[:1].isdigit() or (is_det(word) and is_time(ws, i)):
            i += 1 if not is_det(word) else 2
        elif word.lower in ("dernier", "dernière", "prochain", "passé", "passée", "1er", "suivant"):
            i += 1
        elif word.lower in ("d'", "de") and i + 2 < limit and ws[i + 1].lower in ("elle", "elles", "lui", "eux"):
            i += 2
        elif word.lower in words("preposition") or word.lower in ("au", "aux"):
            i = _complement_end(ws, i, limit)
        else:
            break
    return i


def _complement_end(ws: Sequence[Word], at: int, limit: int) -> int:
    """Return the word after a prepositional complement: its noun phrase ends where the next begins."""
    i = at + 1
    while i < limit and ws[i].lower in words("opens_complement"):
        i += 1
    first = i
    while i < limit:
        word = ws[i]
        if word.text in ",;:." or word.mark is not None or word.lower in words("preposition") | words("subordinator"):
            break
        if i > first and is_det(word) and word.lower not in ("des", "du") and ws[i - 1].lower not in words("joins"):
            break
        if (
            i > first
            and is_capital(word)
            and (ACRONYM.match(ws[i - 1].text) or not is_capital(ws[i - 1]))
            and (ws[i - 1].lower not in words("particle"))
            and (given(word) or word.text in words("title"))
        ):
            break
        i += 1
    return i


def is_time(ws: Sequence[Word], at: int) -> bool:
    """Tell « le 3 mars », « ce mardi », « la semaine dernière », « un an plus tard »."""
    if at + 1 < len(ws) and ws[at + 1].lower in words("time"):
        return True
    return at + 2 < len(ws) and ws[at + 1].text[:1].isdigit() and ws[at + 2].lower in words("time")
