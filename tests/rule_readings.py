"""What each rule of quotes answers by itself, at every word of the examples, written by ``make golden``.

A cascade shows only the rule that answers first; here each is asked alone, and at places where the program would not
ask it: at the ends of the sentence, inside names. Words are counted from 0: ``3>5`` is what a rule answers at word 3.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.quotes.grammar.appositives import segment_start
from pipeline.quotes.grammar.bounds import ENDS, is_medium
from pipeline.quotes.grammar.clause import Clause, Cue, Speaker, read_clause
from pipeline.quotes.grammar.complements import SKIPS, starts_speaker
from pipeline.quotes.grammar.main_clause import heads_sentence, main_clause_comma
from pipeline.quotes.grammar.names import find_name, is_many, is_person_name, kind_of, name_end, starts_person
from pipeline.quotes.grammar.parsed import STARTS, group_subject, phrase_start, root_subject
from pipeline.quotes.grammar.phrases import appositions, pronoun_speaker, read_speaker
from pipeline.quotes.grammar.places import unnamed_source, whose_on
from pipeline.quotes.grammar.relatives import before_relative, whole_phrase
from pipeline.quotes.grammar.roles import role_of
from pipeline.quotes.grammar.saying import can_say, gerund_subject
from pipeline.quotes.grammar.subjects import SUBJECTS
from pipeline.quotes.grammar.verb_groups import Group, group_at, is_negated, shares_auxiliary
from pipeline.quotes.grammar.words import adverbial_end, counts_sayers, is_time
from pipeline.quotes.rules import cues, indirect, reports, terms
from pipeline.quotes.rules.chains import chained
from pipeline.quotes.rules.ends import RETURNS, clause_end
from pipeline.quotes.rules.incises import as_said_reports, incise_reports
from pipeline.quotes.rules.inversions import incise_at, is_clause
from pipeline.quotes.rules.passage import read_passage
from pipeline.quotes.rules.report import Report, can_report, holds_verb, segment_end
from pipeline.quotes.rules.returns import closes_relative, goes_back, others_add, others_reply, others_tell
from pipeline.quotes.rules.said import is_unsaid
from pipeline.quotes.rules.sources import own_source, source_start
from pipeline.quotes.rules.views import concerns
from pipeline.quotes.text.sentences import view_of
from pipeline.records import Name
from tests.grammar_readings import texts as whole_texts
from tests.variants import QUOTES, varied

READINGS = Path(__file__).parent / "golden" / "rules.txt"

# Of the texts one in so many is read cut short too, as feeds give them.
CUT = 3

Answer = Speaker | Report | Cue | Group | tuple[int, int] | str | int | None
At = Callable[[Clause, int], Answer]


def texts() -> list[str]:
    """Return the texts that are read: those of the examples, each in another form, and some of their heads."""
    whole = whole_texts()
    heads = (" ".join(text.split(" ")[: 4 + nth % 9]) for nth, text in enumerate(whole[::CUT]))
    return list(dict.fromkeys([*whole, *varied(whole, QUOTES), *heads]))


def said(answer: Answer) -> str:
    """Return an answer in a few letters: offsets of a speaker, words of a report or group."""
    if isinstance(answer, Speaker):
        return f"{answer.kind[:2]}{answer.start}-{answer.end}" + (f"({answer.role})" if answer.role else "")
    if isinstance(answer, Report):
        return f"{answer.first}-{answer.after} {said(answer.cue)}"
    if isinstance(answer, Cue):
        shown = (answer.rule, answer.verb, said(answer.speaker), answer.cut, answer.at)
        return " ".join(map(str, shown)) + " weak" * answer.weak + " near" * answer.near + " not" * answer.negated
    if isinstance(answer, Group):
        return f"{answer.first}-{answer.last} {answer.lemma} {answer.mood}"
    if isinstance(answer, bool):
        return "+" if answer else "-"
    return "" if answer is None else "-".join(map(str, answer)) if isinstance(answer, tuple) else str(answer)


def moved(answer: int, at: int) -> int:
    """Return a place that is not where the rule was asked, or -1."""
    return -1 if answer == at else answer


# What is asked at each word, and the answer that says nothing.
AT_WORDS: tuple[tuple[str, At, Answer], ...] = (
    *((rule.__name__, lambda c, i, r=rule: r(c, i, max(0, i - 1)), None) for rule in ENDS),
    *((f"{rule.__name__}, long", lambda c, i, r=rule: r(c, i, max(0, i - 4)), None) for rule in ENDS[2:]),
    *((rule.__name__, lambda c, i, r=rule: r(c, i, len(c.words)), 0) for rule in SKIPS),
    *((f"{rule.__name__}, cut", lambda c, i, r=rule: r(c, i, min(len(c.words), i + 3)), 0) for rule in SKIPS),
    *((f"start{rule.__name__}", lambda c, i, r=rule: moved(r(c.words, i), i), -1) for rule in STARTS),
    ("time", lambda c, i: is_time(c.words, i), False),
    ("people", lambda c, i: counts_sayers(c.words, i), False),
    ("adverb", lambda c, i: adverbial_end(c.words, i), 0),
    ("segment", lambda c, i: segment_start(c.words, i), 0),
    ("medium", is_medium, False),
    ("starts speaker", starts_speaker, False),
    ("main clause", main_clause_comma, 0),
    ("name", lambda c, i: find_name(c, i, len(c.words)), None),
    ("name, cut", lambda c, i: find_name(c, i, min(len(c.words), i + 2)), None),
    ("name ends", lambda c, i: name_end(c, i, len(c.words)) - i, 1),
    ("person", lambda c, i: is_person_name(c, i, min(len(c.words), i + 2)), False),
    ("starts person", starts_person, False),
    ("kind", lambda c, i: kind_of(c, i, min(len(c.words), i + 3))[:2], "ro"),
    ("many", lambda c, i: is_many(c.words, i), False),
    ("phrase starts", lambda c, i: phrase_start(c.words, i) - i, 0),
    ("whole phrase", lambda c, i: whole_phrase(c.words, i), -1),
    ("relative", before_relative, None),
    ("unnamed", lambda c, i: unnamed_source(c, i, len(c.words)), None),
    ("on", lambda c, i: whose_on(c, pronoun_speaker(c.words[i])), None),
    ("on, after", lambda c, i: whose_on(c, pronoun_speaker(c.words[i]), i + 1), None),
    ("appositions", lambda c, i: appositions(c, i, len(c.words)) - i, 0),
    ("speaker, cut", lambda c, i: read_speaker(c, i, min(len(c.words), i + 4)), None),
    ("own source", lambda c, i: own_source(c.words, i), 0),
    ("source starts", lambda c, i: source_start(c.words, i), -1),
    ("inverted", lambda c, i: group_at(c.words, i, inverted=True), None),
    ("auxiliary", lambda c, i: shares_auxiliary(c.words, i), False),
    ("incise", lambda c, i: incise_at(c, i, "inversion", "inversion"), None),
    ("ends", lambda c, i: segment_end(c.words, i) - len(c.words), 0),
    ("verb", lambda c, i: holds_verb(c, i, min(len(c.words), i + 3)), False),
    ("back", lambda c, i: goes_back(c.words, i), False),
    ("others tell", others_tell, False),
    ("others add", others_add, False),
    ("others reply", others_reply, False),
    ("concerns", concerns, False),
)


def at_words(clause: Clause) -> Iterator[str]:
    """Yield what each rule that looks at a word answers."""
    for name, ask, nothing in AT_WORDS:
        answers = ((i, ask(clause, i)) for i in range(len(clause.words)))
        if shown := " ".join(f"{i}>{said(answer)}" for i, answer in answers if answer != nothing):
            yield f"{name}: {shown}"


def of_verbs(clause: Clause) -> Iterator[str]:
    """Yield what each rule that looks at a verb answers."""
    ws = clause.words
    for group in clause.verbs:
        shown: dict[str, Answer] = {
            **{rule.__name__: rule(clause, group, group.first) for rule in SUBJECTS},
            **{rule.__name__: rule(clause, group) for rule in reports.RULES},
            "chained": chained(clause, group),
            "parsed": group_subject(ws, group),
            "gerund": gerund_subject(clause, group, max(0, group.first - 2)),
            "heads": heads_sentence(ws, group),
            "negated": is_negated(ws, group),
        }
        for rule in RETURNS:
            shown[rule.__name__] = " ".join(str(i) for i in range(group.last + 1, len(ws)) if rule(ws, i, group))
        links = range(group.last + 1, len(ws))
        shown["relative"] = " ".join(str(i) for i in links if closes_relative(clause, i, group, group.last + 1))
        shown["ends"] = " ".join(str(clause_end(clause, group, i)) for i in links[:2])
        yield f"{said(group)}: " + "; ".join(f"{k} {said(v)}" for k, v in shown.items() if v not in (None, False, ""))


def of_speakers(clause: Clause) -> Iterator[str]:
    """Yield whether the phrases of a sentence can say something, and the role that stands beside each."""
    for name in clause.names:
        yield f"role {name.first}-{name.after} {role_of(clause.text, clause.words, name.first, name.after)}"
    for i in range(len(clause.words)):
        if found := read_speaker(clause, i, len(clause.words)):
            able = " can say" * can_say(clause, found) + " can report" * can_report(clause.words, found)
            yield f"{i}>{said(found)}{able}"


def of_marks(clause: Clause) -> Iterator[str]:
    """Yield what each rule says of the words in marks: who says them, what else they are."""
    for quote in clause.quotes:
        found = {rule.__name__: cue for rule in cues.RULES if (cue := rule(clause, quote))}
        clauses = "clause " * is_clause(clause, quote)
        yield f"« {clauses}" + "; ".join(
            f"{name} {said(cue)}" + " unsaid" * is_unsaid(clause, cue) for name, cue in found.items()
        )
        passage = read_passage(clause, quote)
        yield "» " + " ".join(f"{rule.__name__}={kind}" for rule in terms.RULES if (kind := rule(passage)) is not None)


def of_sentence(clause: Clause) -> Iterator[str]:
    """Yield what the rules that look at a sentence find in it."""
    for rule in (*indirect.RULES, incise_reports, as_said_reports):
        for report in rule(clause):
            yield f"{rule.__name__} {said(report)}"
    yield f"root {root_subject(clause.words, len(clause.words))}"


def readings(article: str, nlp: Language) -> Iterator[str]:
    """Yield the lines of a text, in which the names are found first."""
    doc = nlp(article)
    extract(Article(article_id="x", text=article), doc)
    view = view_of(doc)
    yield f"## {article}"
    people = [Name(e.start_char, e.end_char, e.label_) for e in doc.ents]
    for sentence in view.sentences:
        view.fill(sentence, doc)
        clause = read_clause(view.text, sentence, [p for p in people if sentence.start <= p.start < sentence.end])
        yield f"# {view.text[sentence.start : sentence.end]}"
        for kind in (at_words, of_verbs, of_speakers, of_marks, of_sentence):
            yield from dict.fromkeys(kind(clause))


def write(nlp: Language) -> None:
    """Write anew what is expected."""
    READINGS.write_text("".join(f"{line}\n" for text in texts() for line in readings(text, nlp)), "utf-8")
