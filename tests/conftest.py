from __future__ import annotations

import pytest
from spacy.language import Language

from reportedly import parse


@pytest.fixture(scope="session")
def nlp() -> Language:
    return parse.load()
