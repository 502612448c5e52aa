"""What speaks for each candidate to be the speaker is what is expected."""

import pytest
from spacy.language import Language

from pipeline.articles import Article
from tests.speaker_readings import READINGS, articles, readings

EXPECTED = {part.split("\n", 1)[0]: part for part in READINGS.read_text("utf-8").removeprefix("## ").split("\n## ")}


@pytest.mark.parametrize("article", articles(), ids=lambda article: article.article_id)
def test_what_speaks_for_each_candidate(article: Article, nlp: Language) -> None:
    """A difference may be progress: look at it, then run ``make golden``."""
    found = "\n".join(readings(article, nlp)).removeprefix("## ").split("\n")
    assert found == EXPECTED.get(found[0], "").rstrip("\n").split("\n")
