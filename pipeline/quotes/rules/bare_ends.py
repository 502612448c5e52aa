"""Where an infinitive that is said goes on, and where a finite verb is told again: « dit partir, mais il attend »."""

from collections.abc import Sequence

from pipeline.quotes.grammar.clause import Clause
from pipeline.quotes.grammar.lexicon import speech_forms, words
from pipeline.quotes.grammar.main_clause import is_subject
from pipeline.quotes.grammar.phrases import opens_phrase
from pipeline.quotes.grammar.words import run_end, word_at
from pipeline.quotes.rules.report import is_finite
from pipeline.quotes.text.sentences import Word

# Between « mais » and the verb of a further clause, in words.
SUBJECT = 12


def goes_on_bare(ws: Sequence[Word], at: int) -> bool:
    """« raconte avoir crié, puis avoir réussi à fuir » : a further infinitive is said too."""
    word = word_at(ws, run_end(ws, after_links(ws, at), "clitic", "negation"))
    known = speech_forms().get(word.lower)
    finite = known is not None and known.mood == "finite"  # « assure » is no infinitive
    return not finite and word.lower.endswith(("er", "ir", "re")) and word.pos in ("VERB", "AUX", "")


def goes_on_done(ws: Sequence[Word], at: int, link: int) -> bool:
    """« l'accuse de l'avoir menacée et frappée » : a further participle of the infinitive of « avoir »."""
    helped = word_at(ws, run_end(ws, link + 1, "clitic", "ne", "negation", "adverb")).lower in ("avoir", "être")
    word = word_at(ws, at + 1)
    return helped and ws[at].lower == "et" and word.lower.endswith(("é", "ée", "és", "ées")) and word.pos != "NOUN"


def is_told(clause: Clause, at: int, link: int) -> bool:
    """« conseille aux jeunes de s'inscrire et les invite à voter » : a finite verb beside an infinitive is told."""
    ws = clause.words
    if any(w.lower in words("relative_pronoun", "subordinator") for w in ws[link + 1 : at]):
        return False
    i = run_end(ws, after_links(ws, at), "clitic", "ne")
    word = word_at(ws, i)
    verb = i > at + (ws[at].text == ",") and is_finite(word) and word.text[:1].islower()
    return verb and (word.lower in words("auxiliary") or word.pos in ("VERB", "AUX"))


def has_subject(clause: Clause, at: int) -> bool:
    """« dit vouloir partir, mais la mairie refuse », « et il attend » : no infinitive goes on with a subject."""
    ws, i = clause.words, at + 1
    if ws[at].lower in ("et", "mais"):
        i, pronoun = at, True
    elif ws[at].text == "," and word_at(ws, i).lower in ("et", "mais"):
        pronoun = False
    else:  # « une plaie qu'il dit s'être faite seul, le suspect est entendu »
        return ws[at].text == "," and opens_phrase(ws, i) and is_subject(clause, i)
    first = i + 1
    if not (word_at(ws, first).lower in words("subject_pronoun") if pronoun else opens_phrase(ws, first)):
        return False
    stop = next((j for j in range(first, len(ws)) if ws[j].text in ",;:." or ws[j].lower in words("relative")), first)
    return any(w.pos in ("VERB", "AUX") and is_finite(w) for w in ws[first:stop][:SUBJECT])


def after_links(ws: Sequence[Word], at: int) -> int:
    """Return the word after a comma or « et », and the links and adverbs behind it."""
    i = at + 1
    while word_at(ws, i).lower in ("et", "mais", "puis", ",") or word_at(ws, i).lower in words("adverb"):
        i += 1
    return i
