"""A sentence that is not read for quotes has none."""

from spacy.language import Language

from pipeline.quotes.grammar.clause import read_clause
from pipeline.quotes.rules.indirect import RULES
from pipeline.quotes.text.holds import can_hold_speech
from pipeline.quotes.text.sentences import view_of
from pipeline.records import Name
from tests.rule_readings import texts


def test_no_rule_answers_in_a_sentence_that_is_not_read(nlp: Language) -> None:
    """What a new rule of indirect speech needs must be told in ``holds.py``."""
    lost, left_out = [], 0
    for doc in nlp.pipe(texts()):
        view = view_of(doc)
        people = [Name(e.start_char, e.end_char, e.label_) for e in doc.ents]
        for sentence in view.sentences:
            if can_hold_speech(view.text, sentence):
                continue
            view.fill(sentence, doc)
            clause = read_clause(view.text, sentence, [p for p in people if sentence.start <= p.start < sentence.end])
            lost += [view.text[sentence.start : sentence.end] for rule in RULES for _ in rule(clause)]
            left_out += 1
    assert (lost, left_out > 500) == ([], True)
