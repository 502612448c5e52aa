"""The columns of each quote of the examples: more than ``[passage]{value}`` can say, written by ``make golden``."""

import csv
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.model.load import load_model
from pipeline.quotes.records import Quote
from tests import date_readings, name_readings, pattern_readings
from tests.example_files import EXAMPLES, Example, read_examples
from tests.table_readings import TABLES

READINGS = Path(__file__).parent / "golden" / "readings.csv"
# What an example has beside the ids and the sentence, which the place of an article in a corpus decides.
COLUMNS = (
    "words", "kind", "speaker", "speaker_kind", "speaker_name", "speaker_role", "verb", "cue", "medium", "negated",
    "confidence", "speaker_confidence", "rule",
)  # fmt: skip


def quote_examples() -> list[Example]:
    """Return the examples of quotes that are no known gaps, in the order of their files, each text once."""
    files = sorted(EXAMPLES.glob("quotes_*.txt"))
    examples = [example for path in files for example in read_examples(path) if not example.gap]
    return list({example.text: example for example in examples}.values())


def readings(example: Example, nlp: Language) -> Iterator[dict[str, str]]:
    """Yield a row for each quote of an example; ``utterance`` counts the utterances that its quotes belong to."""
    article = Article(article_id="x", text=example.text, published=example.published, source=example.source)
    quotes: list[Quote] = extract(article, nlp(example.text))["quotes"]
    groups = list(dict.fromkeys(quote.group_id for quote in quotes))
    for quote in quotes:
        shown = {name: "" if (value := getattr(quote, name)) is None else str(value) for name in COLUMNS}
        utterance = str(groups.index(quote.group_id) + 1)
        yield {"example": example.text, "start": str(quote.start), "utterance": utterance, **shown}


def read() -> dict[str, list[dict[str, str]]]:
    """Return the rows expected of each example, by its text."""
    expected: dict[str, list[dict[str, str]]] = {}
    with READINGS.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            expected.setdefault(row["example"], []).append(row)
    return expected


def write(nlp: Language) -> None:
    """Write anew what is expected."""
    with READINGS.open("w", encoding="utf-8", newline="") as handle:
        out = csv.DictWriter(handle, ["example", "start", "utterance", *COLUMNS], lineterminator="\n")
        out.writeheader()
        for example in quote_examples():
            out.writerows(readings(example, nlp))


if __name__ == "__main__":
    model = load_model()
    write(model)
    for table in TABLES:
        table.write(model, spacy.blank("fr"))
    name_readings.write(model)
    date_readings.write()
    pattern_readings.write()
