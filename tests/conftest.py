"""Fixtures for all tests: the spaCy pipeline is loaded once a session."""

from __future__ import annotations

import pytest
from spacy.language import Language

from reportedly.parse import load


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()
