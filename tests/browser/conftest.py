"""Chromium, and the desks that it is shown. ``REPORTEDLY_BROWSER=required``: without Chromium the tests fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.served import READERS, REPORTS, Kept, lived_in, made
from tests.browser.visits import Visits, visited

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run",
             "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the machine has it."""
    path = shutil.which("chromium")
    if path is None:
        missing = "there is no chromium on the PATH (Debian: apt install chromium)"
        if os.environ.get("REPORTEDLY_BROWSER") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def kept(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The desk that each test begins with; it is made only where there is a browser."""
    return made(tmp_path_factory.mktemp("kept"), REPORTS, READERS)


@pytest.fixture(scope="session")
def lived(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> tuple[Kept, Mapping[str, str]]:
    """The desk that all tests share, once readers and an editor were there; and ids, by what they are of."""
    copy = kept.copy(tmp_path_factory.mktemp("lived"))
    return copy, lived_in(copy)


@pytest.fixture(scope="session")
def _shared(browser: Browser, lived: tuple[Kept, Mapping[str, str]]) -> Iterator[Visits]:
    with visited(browser, lived[0]) as visits:
        yield visits


@pytest.fixture
def visits(_shared: Visits) -> Iterator[Visits]:
    """Those who read the desk that all tests share. The test fails where anything went wrong on their pages."""
    yield _shared
    assert _shared.leave() == []


@pytest.fixture
def page(visits: Visits) -> Page:
    """A page of somebody who reads."""
    return visits.nobody()


@pytest.fixture
def town(browser: Browser, kept: Kept, tmp_path: Path) -> Iterator[Visits]:
    """Those who write, on a desk of their own."""
    with visited(browser, kept.copy(tmp_path)) as visits:
        yield visits
        assert visits.leave() == []
