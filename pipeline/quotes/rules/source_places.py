"""Where a source stands in its clause, and what of the clause it says: « Selon l'Insee, … », « …, selon la police »."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.quotes.grammar.clause import Clause, Speaker
from pipeline.quotes.grammar.lexicon import words
from pipeline.quotes.grammar.main_clause import opens_subject
from pipeline.quotes.grammar.phrases import opens_phrase
from pipeline.quotes.grammar.words import INFINITIVE, find_word, is_capital, is_det, run_end, word_at
from pipeline.quotes.rules.lacked_subjects import is_apposition, lacked_subject
from pipeline.quotes.rules.report import holds_verb, is_finite
from pipeline.quotes.rules.returns import goes_back, others_tell
from pipeline.quotes.text.sentences import Word

# Before a source that leads (« Fait à noter, selon »), and between it and its comma (« un sondage publié lundi, »).
LEAD, ASIDE = 8, 15
# Fewer words say nothing.
LEAST = 3
# « serait », « auraient », « porteraient »; « montraient » is none.
_CONDITIONAL = re.compile(r"(?:^(?:au|dev|pour|i)|e|[nu]d|[bdfgnr]i)r(?:ait|aient)$")


@dataclass(frozen=True, slots=True)
class Source:
    """A source in its clause: ``words[start:stop]`` is the clause, ``words[at:end]`` « selon » and whom it names."""

    start: int
    at: int
    end: int
    stop: int


Span = tuple[int, int]


def leads(clause: Clause, source: Source) -> Span | None:
    """Selon l'Insee, les prix montent ; mais, d'après une étude publiée lundi, rien ne change."""
    ws, at = clause.words, source.at
    start = at if source.start < at and ws[at - 1].text == ":" else source.start  # « Loyers : selon l'Insee, … »
    joint = at - 1 - (word_at(ws, at - 1).text == ",")
    if joint > start and ws[joint].lower in _joints() | words("leads_clause") and holds_verb(clause, start, joint):
        start = joint  # « Le pont est fermé, mais, selon la mairie, il rouvrira »
    before = ws[start:at]
    joins = words("adverb", "joins_fragment", "leads_clause")
    apart = not before or before[-1].text == "," or before[-1].lower in joins
    if len(before) > LEAD or not apart or holds_verb(clause, start, at):
        return None
    lacked = lacked_subject(clause, source.at, source.end, source.stop)
    end = lacked or _after_aside(clause, _before_subject(ws, source), source.stop)
    said = source.stop - end > LEAST + 1 or holds_verb(clause, end, source.stop)  # « selon ce que dit X, à l'AFP »
    return (end, source.stop) if end < source.stop and said else None


def _before_subject(ws: Sequence[Word], source: Source) -> int:
    """« Selon la police, un homme de 30 ans, sorti de prison, a fui » : the subject was taken for an apposition.

    So it is in « Selon le rapport, le conducteur qui dormait a été réveillé », « Selon l'étude, la station Orion, vide,
    est en orbite ».
    """
    end = source.end
    comma = find_word(ws, (",",), source.at, end - 1)
    article = word_at(ws, comma + 1).lower
    lacks_subject = word_at(ws, end).lower in words("relative_pronoun") or goes_back(ws, end)
    number = article in words("number") or article.isdigit()  # « selon la radio, deux cars qui roulaient, … »
    relative = lacks_subject and (article in words("definite") or number) and not is_capital(ws[comma - 1])
    # « l'expression « bouclier » a plu »
    marked = word_at(ws, end).text == "«" or word_at(ws, end).mark is not None
    if comma > 0 and is_det(ws[comma + 1]) and (marked or _waits_after_aside(ws, end, source.stop)):
        return comma
    taken = comma > 0 and (relative or article in words("indefinite_article"))
    return comma if taken and end + 1 < source.stop and not opens_phrase(ws, end + 1) else end


def _waits_after_aside(ws: Sequence[Word], at: int, stop: int) -> bool:
    """Tell « , à Paris, a brûlé », « , dont on parle, a brûlé »: before the aside stands the subject."""
    aside = words("preposition", "contraction_to", "relative", "relative_pronoun")
    if word_at(ws, at).text != "," or word_at(ws, at + 1).lower not in aside:
        return False
    commas = (i for i in range(at + 2, min(at + 2 * ASIDE, stop - 1)) if ws[i].text == ",")
    return any(goes_back(ws, i) for i in commas)


def _after_aside(clause: Clause, end: int, stop: int) -> int:
    """Return the comma after what is still said of a source: « , publiée jeudi », « , dont le cabinet est à Nice »."""
    ws = clause.words
    if end < stop and ws[end].text != ",":
        end = max(end, find_word(ws, (",",), end, min(end + ASIDE, stop)))
    if end + 2 < stop and ws[end].text == ",":
        if _tells_more(ws[end + 1]):
            return next((j for j in range(end + 2, stop - 1) if ws[j].text == "," and opens_subject(ws, j + 1)), stop)
        close = max(end, find_word(ws, (",",), end + 2, stop - 1))
        if is_apposition(clause, end + 1, close) and opens_phrase(ws, close + 1):
            return close
    return end


def _tells_more(word: Word) -> bool:
    """Tell « selon l'étude, publiée jeudi, » and « selon l'étude, qui date de mai, » from what a source says."""
    participle = word.lower.endswith(("ée", "és", "ées", "ié")) or word.lower in words("made_public")
    return (
        word.lower in words("relative", "relative_pronoun")
        or participle
        or (word.lower.endswith("é") and word.pos in ("VERB", "ADJ"))
    )


def _ends(clause: Clause, source: Source) -> Span | None:
    """Le réseau compte partir, selon des sources européennes ; …, selon la police, sans donner de bilan."""
    ws = clause.words
    said = ws[source.start : source.at]
    if len(said) < LEAST or not (holds_verb(clause, source.start, source.at) or any(w.pos == "VERB" for w in said)):
        return None
    rest = ws[source.end : source.stop]
    if complement := _complement_end(clause, source):
        return source.start, complement
    if len(rest) <= 2 or rest[0].text != ",":
        closed = _is_closed(clause, source)
    else:
        aside = words("goes_aside", "relative", "relative_pronoun")
        closed = _is_told_on(clause, source) or rest[1].lower in aside
    return (_alleged_start(ws, source), source.at) if closed else None


def _is_closed(clause: Clause, source: Source) -> bool:
    """Tell whether a clause ends with its source, but for « qui… »; « n'a, selon elle, « aucun sens » » goes on."""
    rest = clause.words[source.end : source.stop]
    if rest and (rest[0].text == "«" or rest[0].mark is not None):
        return False
    if rest and rest[0].text == ":":
        return True
    relative = bool(rest) and rest[0].lower in words("relative_pronoun", "complementizer")
    verb = word_at(rest, run_end(rest, 1, "clitic", "ne"))
    if rest and rest[0].lower in ("et", "mais") and _is_verb(verb) and is_finite(verb):
        return True  # « Le risque est faible selon deux experts et devrait baisser »
    return len(rest) <= 2 or relative or not holds_verb(clause, source.end, source.stop)


def _is_told_on(clause: Clause, source: Source) -> bool:
    """Tell what the writer goes on with after a source and a comma.

    « Deux ponts ont cédé, selon l'armée, et le fleuve monte » ; « …, selon la ville, alors que la région en doute » ;
    « …, selon une étude, menée en mai ».
    """
    ws, end = clause.words, source.end
    rest = ws[end : source.stop]
    if rest[1].lower in words("contrasts") and others_tell(clause, end + 1):
        return True
    if _tells_more(rest[1]):
        marked = any(w.mark is not None or w.text in "«»" for w in rest)
        return not marked and not holds_verb(clause, end, source.stop)
    further = len(rest) > LEAST and rest[1].lower in _joints() and opens_subject(ws, end + 2)
    return further and holds_verb(clause, end + 2, source.stop)


def _alleged_start(ws: Sequence[Word], source: Source) -> int:
    """« Il vit à Nice, où 300 dossiers auraient été perdus, selon la presse » : the conditional is the source's."""
    relative = max((i for i in range(source.start, source.at) if ws[i].lower in words("relative_pronoun")), default=0)
    if relative <= source.start or any(_CONDITIONAL.search(w.lower) for w in ws[source.start : relative]):
        return source.start
    alleged = any(_CONDITIONAL.search(w.lower) for w in ws[relative : source.at])
    return relative + (ws[relative].lower not in words("relative")) if alleged else source.start


def _stands_inside(clause: Clause, source: Source) -> Span | None:
    """À Bordeaux, 4 000 personnes, selon la préfecture, ont défilé ; elle est, selon lui, en train de gagner."""
    ws, end, comma = clause.words, source.end, source.at - 1
    if comma <= source.start or ws[comma].text != "," or end + 1 >= source.stop or ws[end].text != ",":
        return None
    first = _inner_start(clause, source.start, comma)
    relative = first == comma - 1 and ws[first].lower in words("relative")
    if ws[end + 1].lower in words("complementizer"):
        return end + 1, source.stop  # « L'étude montre, selon elle, que la digue tiendra »
    if (closed := _complement_end(clause, source)) and holds_verb(clause, first, comma) and ws[comma - 1].dep != "acl":
        return first, closed
    next_verb = run_end(ws, end + 1 + (ws[end + 1].lower in words("opens_clause")), "clitic", "ne")
    goes_on = _is_verb(word_at(ws, next_verb)) and is_finite(ws[next_verb])
    return (first, source.stop) if goes_on or relative or _waits(ws, source.at) else None


def _complement_end(clause: Clause, source: Source) -> int:
    """Return the word after « , en raison d'un arbre » behind a source, which is said too; or 0."""
    ws, end = clause.words, source.end
    if word_at(ws, end).text != "," or word_at(ws, end + 1).lower not in words("preposition") - words(
        "goes_aside", "of"
    ):
        return 0
    if INFINITIVE.fullmatch(word_at(ws, end + 2).text):
        return 0  # « un homme déterminé, selon lui, à partir »
    commas = (i for i in range(end + 2, source.stop - 1) if ws[i].text == "," and ws[i + 1].lower in _joints())
    stop = next(commas, source.stop)
    return 0 if holds_verb(clause, end + 1, stop) else stop


def _amid(clause: Clause, source: Source) -> Span | None:
    """La valeur du groupe selon Le Monde a perdu un milliard : without commas, between a subject and its verb."""
    ws = clause.words
    alone = opens_phrase(ws, source.start) and not holds_verb(clause, source.start, source.at)
    verb = word_at(ws, source.end)
    said = alone and ws[source.at - 1].text != "," and _is_verb(verb) and is_finite(verb)
    return (source.start, source.stop) if said and ws[source.at].lower != "pour" else None


def _in_relative(clause: Clause, source: Source) -> Span | None:
    """Un permis qui selon la ville n'est pas conforme : without commas, between « qui » and its verb."""
    ws = clause.words
    verb = run_end(ws, source.end, "ne", "clitic")
    said = word_at(ws, source.at - 1).lower in words("relative") and _is_verb(word_at(ws, verb)) and is_finite(ws[verb])
    if not said or ws[source.at].lower == "pour":
        return None
    commas = (i for i in range(verb + 1, source.stop - 2) if ws[i].text == ",")
    return source.end, next((i for i in commas if goes_back(ws, i)), source.stop)


def _waits(ws: Sequence[Word], at: int) -> bool:
    """Tell « Le texte est, selon » : after the source the clause must go on."""
    before = word_at(ws, at - 2)
    return word_at(ws, at - 1).text == "," and _is_verb(before) and is_finite(before)


def without_rest(ws: Sequence[Word], at: int, speaker: Speaker, end: int) -> tuple[Speaker, int]:
    """Leave « un compromis » of « Le texte est, selon le rapporteur, un compromis » to the clause, no apposition."""
    comma = next((i for i in range(at, end) if ws[i].text == ","), end) if _waits(ws, at) else end
    if comma == end or ws[comma].start < speaker.end:
        return speaker, end
    return replace(speaker, phrase_end=ws[comma - 1].end), comma


def _inner_start(clause: Clause, start: int, comma: int) -> int:
    """Return where the clause begins that a source is set into: after « alors que », a comma, at « qui »."""
    ws = clause.words
    for i in range(comma - 1, start - 1, -1):
        if ws[i].lower in words("relative"):
            return i
        parts = ws[i].text == "," or ws[i].lower in ("que", "qu'")
        if parts and holds_verb(clause, start, i):
            return i + 1
    return start


PLACES: tuple[Callable[[Clause, Source], Span | None], ...] = (_stands_inside, leads, _amid, _in_relative, _ends)


def _is_verb(word: Word) -> bool:
    return word.pos in ("VERB", "AUX") or word.lower in words("auxiliary", "be")


@cache
def _joints() -> frozenset[str]:
    """Return « et », « mais », which join a clause that goes on by itself."""
    return words("opens_clause") - words("complementizer")


def is_alleged(ws: Sequence[Word], at: int) -> bool:
    """Tell « Pour les grévistes, il s'agirait d'une ruse » : the conditional is theirs."""
    verb = next((w for w in ws[at:] if _is_verb(w) and is_finite(w)), None)
    return verb is not None and bool(_CONDITIONAL.search(verb.lower))
