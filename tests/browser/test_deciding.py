"""An editor merges two incidents and takes that back with one click; what is withheld is gone for readers."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.served import Kept
from tests.browser.visits import Visits

WHY = "one and the same ferry"


def test_an_editor_merges_two_incidents_and_undoes_it_with_one_click(town: Visits, kept: Kept) -> None:
    segou, kayes = kept.incident("Segou ferryman"), kept.incident("Kayes")
    amina, bram = town.signed_in_as("Amina"), town.signed_in_as("Bram")
    amina.goto(f"/incidents/{segou}")
    amina.get_by_role("navigation", name="What editors can do").get_by_role("link", name="Merge").click()
    merging = amina.get_by_role("region", name="Merge")
    merging.get_by_role("radio", name=re.compile("Kayes")).check()
    merging.get_by_label("Why").fill(WHY)
    merging.get_by_role("button", name="Merge").click()
    expect(amina.get_by_role("status")).to_contain_text(WHY)
    expect(amina.get_by_role("region", name="Summary")).to_contain_text("2 reports")

    bram.goto("/log")
    newest = bram.get_by_role("region", name="1 decision").get_by_role("listitem").first
    for words in ("Amina", "merged with", WHY):
        expect(newest).to_contain_text(words)
    expect(bram.get_by_role("button", name=re.compile("Undo"))).to_have_count(0)
    bram.goto(f"/incidents/{kayes}")
    merged = bram.url

    amina.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(amina.get_by_role("region", name="Summary")).to_contain_text("1 report")
    bram.goto("/log")
    both = bram.get_by_role("region", name="2 decisions").get_by_role("listitem")
    expect(both.nth(0)).to_contain_text("undid decision 1")
    expect(both.nth(1)).to_contain_text("undone by decision 2")
    for incident in (segou, kayes):
        bram.goto(f"/incidents/{incident}")
        expect(bram).to_have_url(re.compile(incident))
        expect(bram.get_by_role("region", name="Summary")).to_contain_text("1 report")
    assert merged.rsplit("/", 1)[1] in (segou, kayes)


def test_what_an_editor_withholds_is_gone_for_readers(town: Visits, kept: Kept) -> None:
    leer = kept.incident("cattle market")
    amina, bram = town.signed_in_as("Amina"), town.signed_in_as("Bram")
    amina.goto(f"/incidents/{leer}")
    amina.get_by_role("navigation", name="What editors can do").get_by_role("link", name="Withhold").click()
    hiding = amina.get_by_role("region", name="Withhold")
    hiding.get_by_label("Why").fill("the families asked for time")
    hiding.get_by_role("button", name="Withhold").click()
    expect(amina.get_by_role("region", name="Withheld")).to_be_visible()

    bram.goto("/")
    expect(bram.get_by_role("link", name=re.compile("Kapoeta"))).to_be_visible()
    expect(bram.get_by_role("link", name=re.compile("Leer"))).to_have_count(0)
    with town.expecting(410):
        bram.goto(f"/incidents/{leer}")
    told = bram.get_by_role("main")
    for words in ("Amina", "the families asked for time"):
        expect(told).to_contain_text(words)
    expect(told).not_to_contain_text("Leer")

    amina.get_by_role("region", name="Withheld").get_by_role("button", name="Undo").click()
    bram.goto("/")
    expect(bram.get_by_role("link", name=re.compile("Leer"))).to_be_visible()
