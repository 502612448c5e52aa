"""What the tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.model import load_model
from pipeline.run import RunOptions, run

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
