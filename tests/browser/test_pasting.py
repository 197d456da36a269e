"""A report that is pasted is shown as a dossier at once, fits every screen, and is not stored."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looked import HEIGHTS, faults
from tests.browser.visits import Visits

TEXT = ("A roadside bomb killed five soldiers near Gao, Mali, on Monday, the mayor said. "
        "The Sand Front claimed responsibility for the attack. The army denied that it had been warned.")


def paste(page: Page, text: str, headline: str) -> None:
    page.goto("/read")
    page.get_by_label("The report's text").fill(text)
    page.get_by_label("Headline").fill(headline)
    page.get_by_label("Day published").fill("2024-04-02")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Read just now")).to_be_visible(timeout=60_000)


def kept_reports(page: Page) -> str:
    return next(line for line in page.request.get("/metrics").text().splitlines() if line.startswith("reportedly_reports"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_pasted_report_is_shown_and_not_stored(visits: Visits, script: bool) -> None:
    page = visits.nobody() if script else visits.nobody(java_script_enabled=False)
    before = kept_reports(page)
    paste(page, TEXT, "Soldiers die near Gao")
    expect(page.get_by_role("heading", level=1)).to_have_text("Soldiers die near Gao")
    expect(page.get_by_role("region", name="Incidents").first).to_contain_text("five soldiers")
    expect(page.get_by_text("Nothing of it is stored")).to_be_visible()
    assert kept_reports(page) == before
    assert page.request.get("/incidents.json?text=warned").json() == []


def test_the_dossier_of_a_pasted_report_fits_and_everyone_can_use_it(page: Page) -> None:
    paste(page, TEXT, "Soldiers die near Gao")
    for width, height in HEIGHTS.items():
        page.set_viewport_size({"width": width, "height": height})
        assert faults(page) == []
