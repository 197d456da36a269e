"""What the tests share: the model, loaded once."""

import pytest
from spacy.language import Language

from reportedly.parse import load


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default spaCy pipeline."""
    return load()
