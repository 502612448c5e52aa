"""Every line of the examples files: what is marked is found, nothing else is."""

import pytest
from spacy.language import Language

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.registry import EXTRACTORS
from tests.example_files import EXAMPLES, Example, read_examples

FOUND = [example for path in sorted(EXAMPLES.glob("*.txt")) for example in read_examples(path)]


def said(example: Example, nlp: Language) -> frozenset[tuple[int, int, str]]:
    """Return what the extractor that the file is named after finds in the example."""
    article = Article(article_id="x", text=example.text, published=example.published, source=example.source)
    found = extract(article, nlp(example.text))
    tables = [cls.table.name for cls in EXTRACTORS[example.file.split("_")[0]].records]
    return frozenset((r.start, r.end, r.as_example()) for name in tables for r in found[name])


@pytest.mark.parametrize("example", [e for e in FOUND if not e.gap], ids=str)
def test_example(example: Example, nlp: Language, blank: Language) -> None:
    assert said(example, nlp if example.model else blank) == example.expected, example.text


@pytest.mark.parametrize("example", [e for e in FOUND if e.gap], ids=str)
@pytest.mark.xfail(strict=True, reason="a known gap; when it passes, take its « ? » away")
def test_known_gap(example: Example, nlp: Language, blank: Language) -> None:
    assert said(example, nlp if example.model else blank) == example.expected, example.text
