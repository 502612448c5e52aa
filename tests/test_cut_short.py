"""Sentences cut short, as feeds give them: « Selon la police, un homme de » is read all the same."""

from spacy.language import Language

from pipeline.quotes.find import find_quotes
from tests.readings import quote_examples

# Each example is cut after every seventh word, and before it, from another word on than the example before.
STEP = 7


def test_no_sentence_cut_short_stops_the_reading(nlp: Language) -> None:
    for nth, example in enumerate(quote_examples()):
        doc = nlp(example.text)
        for at in range(1 + nth % STEP, len(doc), STEP):
            for part in (doc[:at], doc[at:]):
                for found in find_quotes(part.as_doc()):
                    assert 0 <= found.start < found.end <= len(part.text), part.text
