"""What all tests share: the models, loaded once."""

import pytest

from reportedly.parse import load


@pytest.fixture(scope="session")
def nlp():
    return load()
