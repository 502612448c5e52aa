"""What the tests share."""

import pytest
import spacy
from spacy.language import Language

from pipeline.model import load_model


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the trained model."""
    return load_model()


@pytest.fixture(scope="session")
def blank() -> Language:
    """Return a French pipeline without a model."""
    return spacy.blank("fr")
