"""Every made-up report in ``tests/reports`` is understood as its file says; ``docs/phenomena.md`` lists them all."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from reportedly import Dossier, read_many
from tests.reports.checks import differences
from tests.reports.made import MadeReport, made_reports
from tests.reports.phenomena import DOCUMENT, phenomena

REPORTS = made_reports()


def _cases() -> list[object]:
    """One case a report. Where the program is known to fail, it must: a mend has to take the note out of the file."""
    cases: list[object] = []
    for made in REPORTS:
        marks = [pytest.mark.xfail(reason=made.known_gap, strict=True)] if made.known_gap else []
        cases.append(pytest.param(made, id=made.name, marks=marks))
    return cases


@pytest.fixture(scope="session")
def dossiers() -> Mapping[str, Dossier]:
    """The dossiers of all reports, read in one go."""
    return dict(zip((made.name for made in REPORTS), read_many(made.report for made in REPORTS), strict=True))


@pytest.mark.parametrize("made", _cases())
def test_report_is_understood(made: MadeReport, dossiers: Mapping[str, Dossier]) -> None:
    wrong = differences(made, dossiers[made.name])
    if wrong:
        said = "\n".join(f"  - {line}" for line in wrong)
        pytest.fail(f"tests/reports/{made.name}.toml\n  {made.phenomenon}\n{said}", pytrace=False)


def test_list_of_phenomena_is_in_step() -> None:
    written = Path(DOCUMENT).read_text("utf-8") if DOCUMENT.exists() else ""
    assert written == phenomena(REPORTS), "docs/phenomena.md is out of step: python -m tests.reports.phenomena"
