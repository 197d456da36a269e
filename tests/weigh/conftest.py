"""What the tests of weighing share: the made-up reports, read once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportedly import Dossier, read_many
from reportedly.weigh.telling import Telling, tellings
from tests.weigh.reports import REPORTS


@pytest.fixture(scope="session")
def dossiers() -> Mapping[str, Dossier]:
    """The dossiers of the made-up reports, by their names."""
    return dict(zip(REPORTS, read_many(REPORTS.values()), strict=True))


@pytest.fixture(scope="session")
def told(dossiers: Mapping[str, Dossier]) -> Mapping[str, tuple[Telling, ...]]:
    """The tellings of the made-up reports, by their names."""
    return {name: tellings(dossier, name) for name, dossier in dossiers.items()}
