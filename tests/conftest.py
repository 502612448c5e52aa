"""What the tests share."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import spacy
from hypothesis import settings
from spacy.language import Language

import pipeline.engine.extract
import pipeline.output.writers  # noqa: F401 - these register the components of the model, and the writers
from pipeline.articles import Article, TextRow
from pipeline.engine import engines, reading
from pipeline.engine.codec import Result, encode
from pipeline.engine.extraction import Extraction, article_row
from pipeline.engine.near_duplicates import sample_of
from pipeline.engine.run import RunOptions, run
from pipeline.model.load import load_model

# An example takes as long as the machine is busy: it fails for what it finds, not for its time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the trained model."""
    return load_model()


@pytest.fixture(scope="session")
def blank() -> Language:
    """Return a French pipeline without a model."""
    return spacy.blank("fr")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the outputs of the sample corpus."""
    outputs = tmp_path_factory.mktemp("demo") / "outputs"
    run(ROOT / "corpus", outputs, RunOptions())
    return outputs


Corpus = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Return a function that lays files (path: content) into a corpus folder."""

    def lay(files: dict[str, str | bytes]) -> Path:
        folder = tmp_path / "corpus"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return folder

    return lay


@pytest.fixture
def seven(tmp_path: Path) -> Path:
    """Return a corpus of seven articles with their days, two of which have the same text."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    days = "".join(f"a{i},2024-03-1{i}\n" for i in range(7))
    (folder / "metadata.csv").write_text(f"id,published\n{days}", "utf-8")
    for i in range(7):
        (folder / f"a{i}.txt").write_text(f"Le maire de Lyon a inauguré l'école numéro {i % 6}.", "utf-8")
    return folder


def without_finds(article: Article) -> Extraction:
    """Return an extraction in which nothing is found."""
    text = TextRow(article_id=article.article_id, text=article.text)
    row = article_row(article, words=len(article.text.split()))
    return Extraction(row=row, found={"texts": [text]}, sample=sample_of(article.text))


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace the work of the model by none; return the ids of the articles worked on."""
    done: list[str] = []

    def work(batch: Sequence[Article], ner: str = "news") -> list[Result]:
        done.extend(a.article_id for a in batch)
        return [encode(without_finds(a)) for a in batch]

    monkeypatch.setattr(engines, "work", work)
    monkeypatch.setattr(reading, "BATCH", 2)
    return done
