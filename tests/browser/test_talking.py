"""Readers join, talk, follow each other and propose corrections; what an editor lets stand is seen."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.served import Kept
from tests.browser.visits import Visits

ATOM = "{http://www.w3.org/2005/Atom}"
QUESTION = "Who was the surgeon at the hospital in Leer?"
ANSWER, SECOND = "The doctor says there is one surgeon.", "The name is in no report."


def discussion(page: Page) -> Locator:
    return page.get_by_role("region", name="The discussion")


def comment(page: Page, text: str) -> Locator:
    return discussion(page).get_by_role("article").filter(has_text=text)


def let_stand(editor: Page, text: str) -> None:
    """An editor accepts a comment that waits."""
    editor.goto("/")
    editor.get_by_role("navigation", name="The desk").get_by_role("link", name=re.compile("^Queue")).click()
    waiting = editor.get_by_role("region", name=re.compile("oldest first")).get_by_role("listitem").filter(has_text=text)
    waiting.get_by_role("button", name="Accept").click()
    expect(waiting).to_have_count(0)


def test_a_reader_joins_comments_is_answered_follows_and_sees_the_reply(town: Visits, kept: Kept) -> None:
    incident = f"/incidents/{kept.incident('cattle market')}"
    dalia = town.nobody()
    dalia.goto(incident)
    discussion(dalia).get_by_role("link", name="Sign in").click()
    dalia.get_by_role("link", name="Join").click()
    dalia.get_by_label("Name").fill("Dalia")
    dalia.get_by_label("E-mail").fill("dalia@reader.example")
    dalia.get_by_label("Password").fill("a long word of passage")
    dalia.get_by_role("button", name="Join").click()
    expect(dalia).to_have_url(re.compile(incident))
    dalia.get_by_label("Your comment").fill(QUESTION)
    dalia.get_by_role("button", name="Comment", exact=True).click()
    expect(comment(dalia, QUESTION)).to_contain_text("waits for an editor: only you see it")

    chidi, amina = town.signed_in_as("Chidi"), town.signed_in_as("Amina")
    chidi.goto(incident)
    expect(discussion(chidi)).not_to_contain_text(QUESTION)
    let_stand(amina, QUESTION)
    chidi.reload()
    comment(chidi, QUESTION).get_by_role("link", name="Answer Dalia").click()
    answering = chidi.get_by_label("Your answer to Dalia")
    expect(answering).to_be_focused()
    answering.fill(ANSWER)
    chidi.get_by_role("button", name="Answer", exact=True).click()
    expect(comment(chidi, ANSWER)).to_contain_text("waits for an editor")
    let_stand(amina, ANSWER)

    dalia.reload()
    expect(comment(dalia, QUESTION)).not_to_contain_text("waits")
    comment(dalia, ANSWER).get_by_role("link", name="Chidi", exact=True).click()
    dalia.get_by_role("button", name="Follow Chidi").click()
    expect(dalia.get_by_role("button", name="Unfollow Chidi")).to_be_visible()
    chidi.reload()
    comment(chidi, QUESTION).get_by_role("link", name="Answer Dalia").click()
    chidi.get_by_label("Your answer to Dalia").fill(SECOND)
    chidi.get_by_role("button", name="Answer", exact=True).click()
    expect(comment(chidi, SECOND)).not_to_contain_text("waits")

    dalia.get_by_role("navigation", name="The desk").get_by_role("link", name="Dalia").click()
    news = dalia.get_by_role("region", name="What is new").get_by_role("listitem")
    expect(news).to_have_count(2)
    expect(news.first).to_contain_text("Chidi answers you")
    expect(news.first).to_contain_text(SECOND)
    expect(dalia.get_by_role("region", name="What you follow")).to_contain_text("Chidi")
    address = dalia.get_by_role("region", name="Your feed").get_by_role("link").get_attribute("href")
    assert address
    feed = fromstring(town.nobody().request.get(address).text())
    assert [entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")] == [SECOND, ANSWER]
    news.first.get_by_role("link").click()
    expect(dalia.locator(":target")).to_contain_text(SECOND)
    expect(dalia.locator(":target")).to_be_in_viewport()


def test_a_reader_proposes_a_correction_and_the_editor_makes_it(town: Visits, kept: Kept) -> None:
    incident = f"/incidents/{kept.incident('cattle market')}"
    bram, amina = town.signed_in_as("Bram"), town.signed_in_as("Amina")
    bram.goto(incident)
    bram.get_by_label("Your comment").fill("The hospital's list has sixteen names.")
    bram.get_by_label("On", exact=True).select_option("what a doctor at the hospital in Leer said in R2")
    bram.get_by_text("Propose a correction").click()
    bram.get_by_label("Field").select_option("killed")
    bram.get_by_label("Value").fill("16")
    bram.get_by_role("button", name="Comment", exact=True).click()
    for words in ("On what a doctor at the hospital in Leer said in R2", "Proposes the correction killed = 16"):
        expect(comment(bram, "sixteen names")).to_contain_text(words)

    let_stand(amina, "sixteen names")
    open_ = amina.get_by_role("region", name="1 proposal of a correction").get_by_role("listitem")
    open_.get_by_label("Why").first.fill("The list was seen")
    open_.get_by_role("button", name="Make this correction").click()
    expect(amina.get_by_text("None is open.")).to_be_visible()

    bram.reload()
    expect(comment(bram, "sixteen names")).to_contain_text("taken up in decision")
    expect(bram.get_by_role("region", name="Summary")).to_contain_text("set by an editor")
    log = bram.get_by_role("region", name="The log of changes")
    expect(log).to_contain_text("corrected: killed = 16")
    expect(log).to_contain_text("Because: The list was seen")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_what_is_wrong_with_a_comment_is_told_and_what_was_written_is_kept(town: Visits, kept: Kept, script: bool) -> None:
    bram = town.signed_in_as("Bram") if script else town.signed_in_as("Bram", java_script_enabled=False)
    bram.goto(f"/incidents/{kept.incident('cattle market')}")
    bram.get_by_label("Your comment").fill(QUESTION)
    bram.get_by_text("Propose a correction").click()
    bram.get_by_label("Field").select_option("killed")
    bram.get_by_label("Value").fill("very many")
    with town.expecting(400):
        bram.get_by_role("button", name="Comment", exact=True).click()
        expect(bram.get_by_role("heading", level=1)).to_have_text("Your comment")
    expect(bram.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(bram.get_by_label("Your comment")).to_have_value(QUESTION)
    expect(bram.get_by_label("Value")).to_have_accessible_description(re.compile("number"))
    bram.get_by_label("Value").fill("13-19")
    bram.get_by_role("button", name="Comment", exact=True).click()
    expect(comment(bram, QUESTION)).to_contain_text("killed = 13-19")


def test_a_reader_talks_without_script_as_well(town: Visits, kept: Kept) -> None:
    incident = f"/incidents/{kept.incident('cattle market')}"
    bram, amina = (town.signed_in_as(name, java_script_enabled=False) for name in ("Bram", "Amina"))
    bram.goto(incident)
    bram.get_by_label("Your comment").fill(QUESTION)
    bram.get_by_role("button", name="Comment", exact=True).click()
    expect(comment(bram, QUESTION)).to_contain_text("waits for an editor")
    let_stand(amina, QUESTION)
    amina.goto(incident)
    comment(amina, QUESTION).get_by_role("link", name="Answer Bram").click()
    amina.get_by_label("Your answer to Bram").fill(ANSWER)
    amina.get_by_role("button", name="Answer", exact=True).click()
    expect(comment(amina, ANSWER)).to_be_in_viewport()
    bram.goto(incident)
    bram.get_by_role("button", name="Follow this incident").click()
    expect(bram.get_by_role("button", name="Unfollow this incident")).to_be_visible()
    bram.goto("/me")
    expect(bram.get_by_role("region", name="What is new")).to_contain_text(ANSWER)
