"""Somebody who reads finds an incident, and the words that it rests on: with the mouse, by the keyboard, without script."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.served import Kept
from tests.browser.visits import Visits

CLOSER = re.compile("incidents: show them closer")
CIRCLE = re.compile(r"; (?:single source|acknowledged|corroborated|contested)$")
DISPUTED = "What is disputed"
NAMED = "Aminata Sawadogo"
BY_NAME = "Withheld: names a person who was hit"
OF_CHILDREN = "Six of the dead were children"
MOST_TABS = 40
SHOWS_FOCUS = "one => getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none'"

Lived = tuple[Kept, Mapping[str, str]]


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def either(visits: Visits, request: pytest.FixtureRequest) -> Page:
    """A page of somebody whose browser runs scripts, and of somebody whose doesn't."""
    return visits.nobody() if request.param else visits.nobody(java_script_enabled=False)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def names_of(marks: Locator) -> list[str]:
    return marks.evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")


def tab_to(page: Page, wanted: Locator) -> None:
    """Goes on from control to control until it is there; each one on the way shows that it has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        seen = page.locator(":focus-visible")
        expect(seen).to_have_count(1)
        assert seen.evaluate(SHOWS_FOCUS)
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"not among the first {MOST_TABS} controls: {wanted}")


def test_an_incident_is_found_through_the_map(page: Page) -> None:
    page.goto("/")
    where = page.get_by_role("region", name="Map")
    clusters, circles = where.get_by_role("button", name=CLOSER), where.get_by_role("button", name=CIRCLE)
    expect(clusters.first).to_be_visible()
    alone = set(names_of(circles))
    while alone.issuperset(names_of(circles)):
        most = max(names_of(clusters), key=lambda name: int(name.split()[0]))
        cluster = where.get_by_role("button", name=most).first.element_handle()
        cluster.click()
        page.wait_for_function("cluster => !cluster.isConnected", arg=cluster)
    name = next(name for name in names_of(circles) if name not in alone)
    where.get_by_role("button", name=name, exact=True).click()
    told = where.get_by_role("link")
    expect(told).to_be_focused()
    wanted = told.inner_text()
    assert name.startswith(wanted)
    told.click()
    for part in wanted.split(", "):
        expect(heading(page)).to_contain_text(part)


def test_the_map_of_a_view_is_there_without_script_as_a_picture_and_as_a_list(visits: Visits) -> None:
    page = visits.nobody(java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("img", name=re.compile(r"A map of \d+ incidents"))).to_be_visible()
    page.get_by_role("link", name="South Sudan", exact=True).click()
    page.get_by_role("link", name=re.compile("Leer")).click()
    expect(heading(page)).to_contain_text("Leer")


def test_an_incident_is_found_through_search_and_filters(either: Page) -> None:
    page = either
    page.goto("/")
    page.get_by_role("searchbox", name="Words of the reports").fill("cattle market")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("1 incident", exact=True)).to_be_visible()
    page.get_by_role("searchbox", name="Words of the reports").fill("")
    page.get_by_label("Country").select_option("South Sudan")
    page.get_by_label("Type").select_option("airstrike")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("1 incident", exact=True)).to_be_visible()
    page.get_by_label("Type").select_option("")
    page.get_by_role("button", name="Search").click()
    found = page.get_by_role("heading", level=2).get_by_role("link")
    assert found.count() > 1
    for name in found.all_inner_texts():
        assert name.endswith("South Sudan")
    page.get_by_role("link", name=re.compile("Leer")).click()
    expect(heading(page)).to_contain_text("Leer")


def test_a_disputed_figure_opens_its_sentence_in_place_and_in_its_report(page: Page, lived: Lived) -> None:
    page.goto(f"/incidents/{lived[1]['leer']}")
    disputed = page.get_by_role("region", name=DISPUTED)
    disputed.get_by_role("link", name="“Nineteen people”").click()
    opened = disputed.get_by_role("group").filter(has_text="In R1, Radio White River")
    expect(opened).to_contain_text("government jets bombed the cattle market in Leer")
    expect(page).to_have_url(re.compile("/incidents/"))
    opened.get_by_role("link", name="in the report").click()
    expect(page).to_have_url(re.compile("/reports/"))
    there = page.locator(":target")
    expect(there).to_contain_text("Nineteen people")
    expect(there).to_be_in_viewport()


def test_a_disputed_figure_opens_its_sentence_in_its_report_without_script(visits: Visits, lived: Lived) -> None:
    page = visits.nobody(java_script_enabled=False)
    page.goto(f"/incidents/{lived[1]['leer']}")
    page.get_by_role("region", name=DISPUTED).get_by_role("link", name="“Nineteen people”").click()
    expect(page).to_have_url(re.compile(r"/reports/\w+#"))
    there = page.locator(":target")
    expect(there).to_contain_text("Nineteen people")
    expect(there).to_be_in_viewport()


def test_the_guard_opens_on_a_click(either: Page, lived: Lived) -> None:
    page = either
    page.goto(f"/incidents/{lived[1]['djibo']}")
    main = page.get_by_role("main")
    expect(main).to_contain_text(NAMED)
    expect(main).not_to_contain_text(NAMED, use_inner_text=True)
    expect(main).not_to_contain_text(OF_CHILDREN, use_inner_text=True)
    page.get_by_text(BY_NAME).first.click()
    expect(main).to_contain_text(NAMED, use_inner_text=True)
    page.get_by_label("Show all on this page").check()
    expect(main).to_contain_text(OF_CHILDREN, use_inner_text=True)
    expect(page.get_by_text(BY_NAME).first).to_be_hidden()


def test_a_report_its_versions_its_source_and_a_party_lead_to_each_other(either: Page, lived: Lived) -> None:
    page = either
    page.goto(f"/reports/{lived[1]['revised']}")
    page.get_by_role("link", name=re.compile("side by side")).first.click()
    expect(page.get_by_role("deletion").first).to_be_visible()
    expect(page.get_by_role("insertion").first).to_be_visible()
    page.get_by_role("navigation", name="The desk").get_by_role("link", name="Sources").click()
    page.get_by_role("link", name="the mayor", exact=True).click()
    expect(heading(page)).to_have_text("the mayor")
    page.get_by_role("navigation", name="The desk").get_by_role("link", name="Parties").click()
    page.get_by_role("searchbox").fill("The army")
    page.get_by_role("button", name="Search").click()
    expect(heading(page)).to_have_text("The army")
    page.get_by_role("main").get_by_role("link", name=re.compile("Leer")).first.click()
    expect(heading(page)).to_contain_text("Leer")


def test_by_the_keyboard_alone_one_skips_searches_and_opens_the_first_incident(either: Page) -> None:
    page = either
    page.goto("/")
    tab_to(page, page.get_by_role("link", name="To the incidents"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#incidents$"))
    page.goto("/")
    tab_to(page, page.get_by_role("searchbox", name="Words of the reports"))
    page.keyboard.type("market")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("text=market"))
    tab_to(page, page.get_by_role("link", name="To the incidents"))
    page.keyboard.press("Enter")
    first = page.get_by_role("heading", level=2).get_by_role("link").first
    name = first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/incidents/"))
    assert name.split(",")[0] in heading(page).inner_text()
