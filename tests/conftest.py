"""What all tests share."""

import pytest
from spacy.language import Language

from reportedly.parse import load


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()
