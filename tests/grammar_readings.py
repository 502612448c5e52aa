"""How the grammar of quotes reads the examples of phrases and reports, written by ``make golden``.

Below each sentence stand its noun phrases, with the speaker that each would make, its verbs with their subject, and
where what a verb reports would end; then its sources, its incises, what its relative pronouns take up, and what the
words in marks look like.
"""

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.quotes.grammar.bounds import phrase_end
from pipeline.quotes.grammar.clause import Clause, Speaker, read_clause
from pipeline.quotes.grammar.complements import skip_complements
from pipeline.quotes.grammar.main_clause import main_clause_comma
from pipeline.quotes.grammar.phrases import appositions, opens_phrase, read_speaker
from pipeline.quotes.grammar.relatives import before_relative
from pipeline.quotes.grammar.subjects import near_subject, read_subject
from pipeline.quotes.grammar.verb_groups import group_at
from pipeline.quotes.rules.cues import attribute
from pipeline.quotes.rules.ends import clause_end
from pipeline.quotes.rules.inversions import incise_at
from pipeline.quotes.rules.passage import read_passage
from pipeline.quotes.rules.sources import source_at
from pipeline.quotes.rules.speech_or_term import features
from pipeline.quotes.rules.terms import decide
from pipeline.quotes.text.sentences import view_of
from pipeline.records import Name
from tests.example_files import EXAMPLES, read_examples

READINGS = Path(__file__).parent / "golden" / "grammar.txt"
FILES = tuple(sorted(path.stem for path in EXAMPLES.glob("quotes_*.txt")))


def text(clause: Clause, first: int, after: int) -> str:
    """Return ``words[first:after]`` as they are written."""
    return clause.text[clause.words[first].start : clause.words[after - 1].end] if first < after else ""


def speaker(clause: Clause, found: Speaker | None) -> str:
    """Return « name Anne Vial, maire de Nice »: what a speaker is, by what he is named, what is said of him."""
    if found is None:
        return "nobody"
    said = clause.text[found.start : found.end]
    return f"{found.kind} {said}" + (f", {found.role}" if found.role else "")


def phrases(clause: Clause) -> Iterator[str]:
    """Yield the noun phrases of a sentence: the phrase, | its appositions, = the speaker."""
    ws, size = clause.words, len(clause.words)
    for at in range(size):
        if opens_phrase(ws, at):
            end = phrase_end(clause, at, size)
            whole = appositions(clause, end, size)
            beside = f" | {text(clause, end, whole)}" if whole > end else ""
            yield f"{text(clause, at, end)}{beside} = {speaker(clause, read_speaker(clause, at, size))}"


def verbs(clause: Clause) -> Iterator[str]:
    """Yield the verbs of a sentence: the group, its lemma and mood, its subject; what follows its complements; ends."""
    ws, size = clause.words, len(clause.words)
    for group in clause.verbs:
        after = text(clause, min(skip_complements(clause, group.last + 1, size), size), size)
        shown = f"{text(clause, group.first, group.last + 1)}: {group.lemma} {group.mood}"
        yield f"{shown}; subject {speaker(clause, read_subject(clause, group))}; then {after[:30]!r}"
        links = [i for i in range(group.last + 1, size - 1) if ws[i].lower in ("que", "qu'", "vouloir", "de", "d'")]
        for link in links[:1]:
            yield f"  reports {text(clause, link, clause_end(clause, group, link))!r}"


def beside(clause: Clause) -> Iterator[str]:
    """Yield the other answers of a sentence: subjects without a parse, relatives, sources, incises, main clauses."""
    ws = clause.words
    for at in range(1, len(ws)):
        if ws[at].lower == "qui":
            yield f"qui {speaker(clause, before_relative(clause, at))}"
        if group_at(ws, at):
            yield f"near {ws[at].text}: {speaker(clause, near_subject(clause, at))}"
        if ws[at - 1].text == "," and (cue := incise_at(clause, at, "incise", "incise")):
            yield f"incise {cue.verb} {ws[cue.at].text}: {speaker(clause, cue.speaker)}"
    for at, word in enumerate(ws):
        if source := source_at(clause, at):
            yield f"source {word.text}: {speaker(clause, source[0])} up to {source[1]}"
    if comma := main_clause_comma(clause, 0):
        yield f"main clause {text(clause, comma, len(ws))!r}"


def marked(clause: Clause) -> Iterator[str]:
    """Yield what stands in marks: the cue, what the grammar says it is, and what the words look like."""
    attribute(clause)
    for quote in clause.quotes:
        passage = read_passage(clause, quote)
        rule, kind = decide(passage)
        cue = f"{quote.cue.rule} {quote.cue.verb}".strip() if quote.cue else "no cue"
        found = ", ".join(sorted(features(clause, quote, passage, rule, kind)))
        yield f"« {passage.text} » {cue}; {rule}: {kind or 'speech'}; {found}"


def readings(article: str, nlp: Language) -> Iterator[str]:
    """Yield the lines of a text, in which the names are found first."""
    doc = nlp(article)
    extract(Article(article_id="x", text=article), doc)
    view = view_of(doc)
    people = [Name(e.start_char, e.end_char, e.label_) for e in doc.ents]
    for sentence in view.sentences:
        view.fill(sentence, doc)
        clause = read_clause(view.text, sentence, [p for p in people if sentence.start <= p.start < sentence.end])
        yield f"# {text(clause, 0, len(clause.words))}"
        yield from dict.fromkeys([*phrases(clause), *verbs(clause), *beside(clause), *marked(clause)])


def texts() -> list[str]:
    """Return the texts that are read, each once."""
    examples = [e for name in FILES for e in read_examples(EXAMPLES / f"{name}.txt") if not e.gap]
    return list(dict.fromkeys(e.text.replace("\n", " ") for e in examples))


def write(nlp: Language) -> None:
    """Write anew what is expected."""
    READINGS.write_text("".join(f"{line}\n" for text in texts() for line in readings(text, nlp)), "utf-8")


if __name__ == "__main__":
    from pipeline.model.load import load_model
    from tests import rule_readings, speaker_readings

    model = load_model()
    write(model)
    rule_readings.write(model)
    speaker_readings.write(model)
