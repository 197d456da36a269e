"""Every kind of page fits a telephone and a desk, by light and in the dark, and has no grave fault of accessibility."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.browser.looked import HEIGHTS, faults, shown
from tests.browser.served import Kept
from tests.browser.visits import Visits

KINDS: Mapping[str, tuple[str, str, int]] = {
    "front": ("/", "", 200),
    "filtered": ("/incidents?country=SSD&contested=yes", "", 200),
    "incident": ("/incidents/{leer}", "", 200),
    "incident-guarded": ("/incidents/{djibo}", "", 200),
    "incident-editor": ("/incidents/{leer}", "Amina", 200),
    "report": ("/reports/{report}", "", 200),
    "versions": ("/reports/{revised}/versions", "", 200),
    "party": ("/parties?name=The%20army", "", 200),
    "parties": ("/parties", "", 200),
    "source": ("/sources/Meridian%20Press", "", 200),
    "sources": ("/sources", "", 200),
    "method": ("/method", "", 200),
    "docs": ("/docs", "", 200),
    "log": ("/log", "Amina", 200),
    "read": ("/read", "", 200),
    "join": ("/join", "", 200),
    "sign-in": ("/sign-in", "", 200),
    "me": ("/me", "Bram", 200),
    "settings": ("/me/settings", "Bram", 200),
    "reader": ("/readers/{bram}", "Chidi", 200),
    "queue": ("/queue", "Amina", 200),
    "edit": ("/incidents/{leer}/edit", "Amina", 200),
    "not-there": ("/incidents/nothing", "", 404),
    "withheld": ("/incidents/{hidden}", "", 410),
}
"""By kind: the address, who looks, and the status."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_and_everyone_can_use_it(visits: Visits, lived: tuple[Kept, Mapping[str, str]], kind: str) -> None:
    path, who, status = KINDS[kind]
    page = visits.signed_in_as(who) if who else visits.nobody()
    with visits.expecting(status):
        for width in HEIGHTS:
            assert shown(page, path.format(**lived[1]), width) == status
            assert faults(page) == []
