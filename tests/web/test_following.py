"""Readers follow readers, incidents and parties, and find what is new on a page and in a feed of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sqlalchemy import update

from reportedly import Desk
from reportedly.store import deciding, readers
from reportedly.store.schema import follows
from reportedly.web.atom import ATOM
from tests.web.conftest import SCRIPT, Shown
from tests.web.markup import Markup
from tests.web.people import HX, Someone, Town, town_of

WHY = {"who": "Edda", "because": "seen"}
LONG_AGO = "2020-01-01T00:00:00+00:00"
NS = f"{{{ATOM}}}"


@pytest.fixture
def town(shown: Shown, tmp_path: Path) -> Iterator[Town]:
    with town_of(shown, tmp_path) as town:
        yield town


@pytest.fixture
def ferry(town: Town) -> str:
    """An incident that two reports tell of, by an editor's decision."""
    return town.incident("ferryman")


def follow(who: Someone, kind: str, target: object, do: str = "follow", *, name: str = "", back: str = "") -> str:
    """Follows, or leaves. Gives where that leads to."""
    response = who.post("/follow", kind=kind, target=str(target), name=name or str(target), do=do, back=back)
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


def part(who: Someone, key: str, path: str = "/me") -> str:
    """The words of one part of a page."""
    html = who.get(path).text
    (section,) = (piece.split("</section>")[0] for piece in html.split("<section")[1:] if f'id="{key}"' in piece[:120])
    return " ".join(Markup(f"<div{section}</div>").words.split())


def entries(who: Someone, address: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(who.get(address).text).findall(f"{NS}entry")


def feed_of(who: Someone) -> str:
    """The address of a reader's feed, as their page has it."""
    (address,) = {link for link in Markup(who.get("/me").text).links if link.endswith(".atom") and "/feeds/" in link[:40]}
    return address


def test_one_follows_a_reader_and_sees_what_they_say(town: Town, ferry: str) -> None:
    aya, ben = town.reader("Aya"), town.reader("Ben", trusted=True)
    ben.say(ferry, "He was my uncle.")
    assert "Nothing yet." in part(aya, "new")
    assert follow(aya, "reader", ben.id) == f"/readers/{ben.id}"
    assert "Ben, whom you follow, comments" in part(aya, "new")
    assert "He was my uncle." in part(aya, "new")
    assert "reader Ben Unfollow Ben" in part(aya, "follows")
    assert "Unfollow" in aya.words(f"/readers/{ben.id}")
    assert follow(aya, "reader", ben.id, "leave", back="me") == "/me#follows"
    assert "Nothing yet." in part(aya, "new")
    assert "Unfollow" not in aya.words(f"/readers/{ben.id}")


def test_an_answer_is_news_to_who_is_answered(town: Town, ferry: str) -> None:
    aya, ben = town.reader("Aya", trusted=True), town.reader("Ben", trusted=True)
    id_ = aya.say(ferry, "He was my uncle.")
    answer = ben.say(ferry, "May he rest.", parent=id_)
    assert "Ben answers you" in part(aya, "new")
    assert f"/comments/{answer}" in aya.get("/me").text
    assert "Nothing yet." in part(ben, "new")


def test_an_incident_is_followed_through_comments_reports_decisions_and_merges(town: Town, ferry: str) -> None:
    aya, ben, bridge = town.reader("Aya"), town.reader("Ben", trusted=True), town.incident("fishermen")
    assert follow(aya, "incident", ferry) == f"/incidents/{ferry}#discussion"
    assert "Unfollow" in aya.words(f"/incidents/{ferry}")
    with town.app.state.shelf.writing() as connection:
        connection.execute(update(follows).values(since=LONG_AGO))
        into = deciding.merge(connection, ferry, bridge, **WHY)
    ben.say(into, "Both on one river.")
    new = part(aya, "new")
    for words in ("Ben comments", "Both on one river.", "Edda, an editor: merged with",
                  "Another report: Delta Post, version 2", "Another report: Mirror of Kayes"):
        assert words in new, words
    assert "Unfollow" in aya.words(f"/incidents/{into}")
    assert "merged with" not in part(ben, "new")


def test_what_came_before_one_followed_is_no_news(town: Town, ferry: str) -> None:
    aya = town.reader("Aya")
    follow(aya, "incident", ferry)
    with town.app.state.shelf.writing() as connection:
        connection.execute(update(follows).values(since="2999-01-01T00:00:00+00:00"))
    assert "Nothing yet." in part(aya, "new")


def test_a_party_is_followed_however_its_name_is_written(town: Town) -> None:
    aya = town.reader("Aya")
    assert follow(aya, "party", "The MAYOR") == "/parties?name=The+MAYOR"
    with town.app.state.shelf.writing() as connection:
        connection.execute(update(follows).values(since=LONG_AGO))
    assert "An incident names The MAYOR" in part(aya, "new")
    follow(aya, "party", "the mayor", "leave")
    assert "Nothing and nobody yet." in part(aya, "follows")


def test_nothing_withheld_is_in_anyones_news(town: Town, ferry: str) -> None:
    aya, ben, edda = town.reader("Aya", trusted=True), town.reader("Ben", trusted=True), town.editor()
    id_ = aya.say(ferry, "He was my uncle.")
    ben.say(ferry, "May he rest.", parent=id_)
    for who in (aya, edda):
        follow(who, "reader", ben.id)
        follow(who, "incident", ferry)
        follow(who, "party", "the mayor")
    with town.app.state.shelf.writing() as connection:
        connection.execute(update(follows).values(since=LONG_AGO))
        deciding.hide(connection, ferry, **WHY)
    for who in (aya, edda):
        page, feed = who.get("/me").text, who.get(feed_of(who)).text
        assert "May he rest." not in page + feed
        assert f"/incidents/{ferry}" not in page + feed
        assert "an incident that is not shown" in part(who, "follows")
    assert "an incident that an editor withholds" in part(aya, "comments")
    assert aya.post("/follow", kind="incident", target=ferry, name="x", do="follow").status_code == 410
    follow(aya, "incident", ferry, "leave")
    assert "not shown" not in part(aya, "follows")


def test_ones_own_comments_stand_with_what_became_of_them(town: Town, ferry: str) -> None:
    aya, edda = town.reader("Aya"), town.editor()
    refused, _ = aya.say(ferry, "Buy shoes."), aya.say(ferry, "He was my uncle.")
    edda.post(f"/comments/{refused}/moderate", do="refuse", because="an advertisement")
    own = part(aya, "comments")
    assert "waits for an editor" in own
    assert "not shown: an advertisement" in own
    assert own.index("He was my uncle.") < own.index("Buy shoes.")


def test_a_readers_page_has_who_they_are_and_what_all_may_see(town: Town, ferry: str) -> None:
    aya, ben, anyone = town.reader("Aya", trusted=True), town.reader("Ben"), town.visitor()
    aya.say(ferry, "He was my uncle.")
    ben.say(ferry, "Waiting.")
    assert "He was my uncle." in anyone.words(f"/readers/{aya.id}")
    assert "Waiting." not in ben.words(f"/readers/{ben.id}")
    assert "aya@reader.example" not in anyone.get(f"/readers/{aya.id}").text
    assert f"/sign-in?next=%2Freaders%2F{aya.id}" in anyone.get(f"/readers/{aya.id}").text
    assert 'action="/follow"' not in aya.get(f"/readers/{aya.id}").text
    assert "Editor Edda" in anyone.words(f"/readers/{town.editor().id}")
    for nobody in ("999999", "0", "x", "9" * 40, "-1", "１"):
        assert anyone.get(f"/readers/{nobody}").status_code == 404, nobody


def test_who_left_has_no_name_and_is_not_followed(town: Town, ferry: str) -> None:
    aya, ben = town.reader("Aya", trusted=True), town.reader("Ben")
    aya.say(ferry, "He was my uncle.")
    follow(ben, "reader", aya.id)
    with town.app.state.shelf.writing() as connection:
        readers.leave(connection, aya.id)
    for path in (f"/readers/{aya.id}", f"/incidents/{ferry}"):
        html = ben.get(path).text
        assert "a reader who left" in html
        assert "He was my uncle." in html
        assert "Aya" not in html
    assert "Nothing and nobody yet." in part(ben, "follows")
    assert ben.post("/follow", kind="reader", target=aya.id, name="x", do="follow").status_code == 404


def test_a_feed_is_atom_with_what_is_new(town: Town, ferry: str) -> None:
    aya, ben, anyone = town.reader("Aya"), town.reader(f"Ben {SCRIPT}", trusted=True), town.visitor()
    follow(aya, "reader", ben.id)
    id_ = ben.say(ferry, f"He was {SCRIPT} my uncle \u2019 \U0001f54a.")
    address = feed_of(aya)
    response = anyone.get(address)
    assert response.headers["content-type"] == "application/atom+xml"
    assert "no-store" in response.headers["cache-control"]
    feed = ElementTree.fromstring(response.text)
    (entry,) = feed.findall(f"{NS}entry")
    for element in (feed, entry):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{NS}{name}"), name
    assert feed.findtext(f"{NS}updated") == entry.findtext(f"{NS}updated")
    assert entry.findtext(f"{NS}summary") == f"He was {SCRIPT} my uncle \u2019 \U0001f54a."
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{NS}link")}
    assert links["self"] == address
    link = entry.find(f"{NS}link")
    assert link is not None
    assert str(link.get("href")).endswith(f"/comments/{id_}")
    assert anyone.get(str(link.get("href"))).status_code == 303
    ids = [element.findtext(f"{NS}id") for element in entries(anyone, address)]
    assert ids == [entry.findtext(f"{NS}id")]


def test_a_feed_has_its_secret_in_its_address_and_can_get_another(town: Town) -> None:
    aya, anyone = town.reader("Aya"), town.visitor()
    before = feed_of(aya)
    assert anyone.get(before).status_code == 200
    assert aya.post("/me/feed").headers["location"] == "/me#feed"
    after = feed_of(aya)
    assert after != before
    assert [anyone.get(address).status_code for address in (before, after)] == [404, 200]
    assert anyone.get("/feeds/x.atom").status_code == anyone.get("/feeds/%25.atom").status_code == 404


def test_who_is_blocked_or_left_has_no_feed(town: Town) -> None:
    aya, ben, anyone = town.reader("Aya"), town.reader("Ben"), town.visitor()
    addresses = [feed_of(aya), feed_of(ben)]
    with town.app.state.shelf.writing() as connection:
        readers.block(connection, aya.id, "advertises")
        readers.leave(connection, ben.id)
    assert [anyone.get(address).status_code for address in addresses] == [404, 404]


def test_every_form_is_refused_without_its_token(town: Town, ferry: str) -> None:
    aya, ben = town.reader("Aya"), town.reader("Ben")
    before = feed_of(aya)
    for path, fields in (("/follow", {"kind": "incident", "target": ferry, "name": "x", "do": "follow"}), ("/me/feed", {})):
        for token in ({}, {"csrf": ""}, {"csrf": ben.token}):
            assert aya.client.post(path, data={**fields, **token}).status_code == 403, path
    assert feed_of(aya) == before
    assert "Nothing and nobody yet." in part(aya, "follows")


def test_nobody_follows_for_another(town: Town, ferry: str) -> None:
    aya, ben, anyone = town.reader("Aya"), town.reader("Ben"), town.visitor()
    assert aya.post("/follow", kind="incident", target=ferry, name="x", do="follow", reader=ben.id).status_code == 303
    follow(ben, "incident", ferry, "leave")
    assert "Nothing and nobody yet." in part(ben, "follows")
    assert "Unfollow" in part(aya, "follows")
    assert anyone.post("/follow", kind="incident", target=ferry, name="x", do="follow").status_code == 403
    assert anyone.post("/me/feed").status_code == 403
    assert anyone.get("/me").headers["location"] == "/sign-in?next=%2Fme"


@pytest.mark.parametrize(("kind", "target", "do", "status"), [
    ("reader", "999999", "follow", 404), ("reader", "x", "follow", 404), ("reader", "9" * 40, "follow", 404),
    ("incident", "nothing", "follow", 404), ("incident", "%", "follow", 404), ("party", " ", "follow", 400),
    ("party", "x" * 400, "follow", 400), ("nothing", "x", "follow", 400), ("party", "x", "praise", 400), ("", "", "", 400)])
def test_what_is_not_there_is_not_followed(town: Town, kind: str, target: str, do: str, status: int) -> None:
    aya = town.reader("Aya")
    assert aya.post("/follow", kind=kind, target=target, name="x", do=do).status_code == status
    assert "Nothing and nobody yet." in part(aya, "follows")


def test_one_does_not_follow_oneself(town: Town) -> None:
    aya = town.reader("Aya")
    assert aya.post("/follow", kind="reader", target=aya.id, name="Aya", do="follow").status_code == 404


@pytest.mark.parametrize("hostile", [
    SCRIPT, '"><svg onload=alert(1)>', "{{1234567*89}}", "javascript:alert(1)", "//evil.example"])
def test_hostile_names_come_out_as_words(town: Town, ferry: str, hostile: str) -> None:
    aya = town.reader("Aya")
    assert follow(aya, "party", hostile).startswith("/parties?name=")
    assert follow(aya, "incident", ferry, name=hostile).startswith(f"/incidents/{ferry}")
    answers = [aya.get("/me"), aya.post("/follow", headers=HX, kind="party", target=hostile, name=hostile, do="leave"),
               aya.post("/follow", kind=hostile, target=hostile, name=hostile, do=hostile, back=hostile)]
    for response in answers:
        found = Markup(response.text if "<html" in response.text else f"<div>{response.text}</div>")
        assert not found.names & {"svg", "img"}
        assert response.text.count("<script") <= response.text.count('<script src="/static/')
        assert not any(link.startswith(("javascript:", "//")) for link in found.links)
        assert "\u202e" not in response.text
        assert str(1234567 * 89) not in found.words


def test_a_name_that_steers_what_is_seen_can_not_be_followed(town: Town) -> None:
    aya = town.reader("Aya")
    for fields in ({"target": "a\u202eb", "name": "x"}, {"target": "x", "name": "x\x1b[2J"}):
        for act in ("follow", "leave"):
            response = aya.post("/follow", headers=HX, kind="party", do=act, **fields)
            assert response.status_code == 400
            assert "\u202e" not in response.text
            assert "\x1b" not in response.text


def test_with_htmx_the_button_comes_back_turned(town: Town, ferry: str) -> None:
    aya = town.reader("Aya")
    response = aya.post("/follow", headers=HX, kind="incident", target=ferry, name="x", do="follow", back="me")
    assert response.text.lstrip().startswith("<form")
    values = Markup(response.text).values
    assert (values["do"], values["target"], values["back"]) == ("leave", ferry, "me")
    aya.post("/follow", headers=HX, **{name: value for name, value in values.items() if name != "csrf"})
    assert "Nothing and nobody yet." in part(aya, "follows")


def test_a_report_that_comes_is_news_at_once(town: Town, ferry: str) -> None:
    aya = town.reader("Aya")
    follow(aya, "incident", ferry)
    follow(aya, "party", "the mayor")
    with Desk(town.path) as desk:
        desk.add({"title": "Two in Segou", "outlet": "River Herald", "published": "2024-04-21",
                  "text": "Gunmen shot dead a ferryman in Segou, Mali, on Thursday, the mayor said. A boy was hurt."})
        desk.add({"title": "Well poisoned", "outlet": "River Herald", "published": "2024-06-21",
                  "text": "A roadside bomb killed two drivers near Timbuktu, Mali, on Thursday, the mayor said."})
    new = part(aya, "new")
    assert "Another report: River Herald" in new
    assert "Two in Segou" in new
    assert new.count("An incident names the mayor") == 1
    assert "Timbuktu" in new


@pytest.mark.parametrize("path", ["/me?page=99", "/me?page=x", "/readers/1?page=99"])
def test_a_page_that_is_not_there_is_no_failure(town: Town, path: str) -> None:
    assert town.reader("Aya").get(path).status_code in (400, 404)
