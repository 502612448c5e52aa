"""Verbs of speech that hang on another verb: « ne cesse de répéter que », « a pris la parole pour rappeler que »."""

from collections.abc import Sequence
from functools import cache

from pipeline.language.lists import load
from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.lexicon import conjugate, words
from pipeline.quotes.grammar.verb_groups import Group
from pipeline.quotes.grammar.words import is_det, run_start, word_at
from pipeline.quotes.text.sentences import Word

# Between « cesse » and « de répéter », and between « a pris » and « pour rappeler », in words.
NEAR, FAR = 3, 12


def chained(clause: Clause, group: Group) -> Group | None:
    """Return an infinitive of speech as the finite verb that it hangs on says it, or nothing.

    « Il a fini par avouer que », « est venu dire que », « en a profité pour demander aux élus de » ; « …, se contentant
    de rappeler que » hangs on a gerund.
    """
    ws = clause.words
    if group.mood != "infinitive" or group.first == 0:
        return None
    if many := _are_many(ws, group.first):
        return Group(many, group.last, group.main, group.lemma, "finite", group.uses)
    use, reach = ("floor", FAR) if ws[group.first - 1].lower == "pour" else ("chain", NEAR)
    at = _carrier(ws, group.first, use, reach)
    carried = _carriers()[use][ws[at].lower] if at > 0 else ""
    first = _group_start(ws, at, carried) if at > 0 else 0
    mood = "gerund" if carried == "gerund" else "finite"
    return Group(first, group.last, group.main, group.lemma, mood, group.uses) if first else None


def _are_many(ws: Sequence[Word], before: int) -> int:
    """Return where « ont été nombreux à » begins before a word, « sont unanimes à », « est le premier à »; or 0."""
    at = before - 2
    if word_at(ws, before - 1).lower != "à" or word_at(ws, at).lower not in words("many_who"):
        return 0
    at -= is_det(word_at(ws, at - 1))
    at -= word_at(ws, at - 1).lower in words("quantity")  # « étaient plus nombreux à »
    first = at - (word_at(ws, at - 1).lower == "été")
    start = run_start(ws, first, "auxiliary", "be", "clitic", "ne", "adverb")
    return start if start < first else 0


def _carrier(ws: Sequence[Word], before: int, use: str, reach: int) -> int:
    """Return the verb of a use that stands shortly before a word, or -1: nothing but its complements between."""
    for i in range(before - 1, max(-1, before - 1 - reach), -1):
        if ws[i].text in ",;:.«»" or ws[i].mark is not None or ws[i].lower in words("subordinator", "complementizer"):
            return -1
        if ws[i].lower in _carriers()[use]:
            return i
    return -1


def _group_start(ws: Sequence[Word], at: int, mood: str) -> int:
    """Return where « n'en a pas profité » begins; 0 if the verb is no finite one: « sans cesser de »."""
    first = run_start(ws, at, "auxiliary", "be", "clitic", "ne", "negation", "adverb")
    helped = any(w.lower in words("auxiliary", "be") for w in ws[first:at])
    return first if helped or mood in ("finite", "gerund") else 0


@cache
def _carriers() -> dict[str, dict[str, str]]:
    """Return the forms, with their mood, of the verbs that a verb of speech may hang on, by use."""
    found: dict[str, dict[str, str]] = {"chain": {}, "floor": {}}
    for row in load("quotes/carriers"):
        found[row["use"]] |= conjugate(row["lemma"], row["model"])
    # « veut dire » is none, « veut préciser » a verb group by itself.
    return {use: {f: mood for f, mood in forms.items() if f not in words("modal")} for use, forms in found.items()}
