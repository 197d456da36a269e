"""Readers comment, answer and propose; editors let stand, refuse and take up; nothing hostile does anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly import Desk
from reportedly.publish.desk_reading import desk_outline
from reportedly.store import deciding
from reportedly.store import talk as store
from reportedly.web import talk
from reportedly.web.limits import Limits
from reportedly.web.talk import references_of
from reportedly.web.written import MOST, checked_words, has_link, written
from tests.web.conftest import SCRIPT, Shown
from tests.web.markup import Markup
from tests.web.people import HX, Someone, Town, town_of

WHY = {"who": "Edda", "because": "seen"}
HOSTILE = (
    SCRIPT, '"><svg onload=alert(1)>', "{{1234567*89}}", "</textarea><img src=x onerror=alert(1)>", "<b onclick=x>bold</b>",
    "javascript:alert(1)", "[x](javascript:alert(1))", "data:text/html,<script>x</script>",
    "http://a.example/\"onmouseover=x", "https://a.example/<script>", "//evil.example/x", "&lt;script&gt;")


@pytest.fixture
def town(shown: Shown, tmp_path: Path) -> Iterator[Town]:
    with town_of(shown, tmp_path) as town:
        yield town


@pytest.fixture
def ferry(town: Town) -> str:
    """The incident that is talked of."""
    return town.incident("ferryman")


def page_of(who: Someone, incident: str) -> str:
    return " ".join(Markup(who.get(f"/incidents/{incident}").text).words.split())


def pictures(html: str) -> tuple[int, int]:
    return html.count("<img"), html.count("<svg")


def test_a_text_becomes_paragraphs_and_links_of_the_web() -> None:
    html = str(written("One & two\nthree\n\nSee https://a.example/x?a=1&b=2. <b>no</b>"))
    assert html == ('<p>One &amp; two<br>three</p><p>See <a href="https://a.example/x?a=1&amp;b=2" '
                    'rel="nofollow noopener noreferrer ugc">https://a.example/x?a=1&amp;b=2</a>. &lt;b&gt;no&lt;/b&gt;</p>')


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(text: str) -> None:
    found = Markup(f"<div>{written(text)}</div>")
    assert found.names <= {"div", "p", "a", "br"}
    assert all(re.match(r"https?://", link) for link in found.links)
    assert "".join(found.words.split()) == "".join(text.split())


@pytest.mark.parametrize(("text", "linked"), [
    ("https://a.example", True), ("see a.com", True), ("www.a.org/x", True), ("HTTP://A.EXAMPLE/", True),
    ("//a.com/x", True), ("at 8.30 pm, 3.5 km north", False), ("a man. He said", False), ("", False)])
def test_a_link_is_what_could_be_followed(text: str, linked: bool) -> None:
    assert has_link(text) is linked


@pytest.mark.parametrize("text", [
    "", "  \n ", "\u200b", "x" * (MOST + 1), "a\u202eb", "a\u2066b", "a\x1b[2Jb", "a\x00b", "a\x85b", "a\u2028b", "a\x0bb"])
def test_empty_long_and_steering_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\d characters|character that steers|Write something"):
        checked_words(text)


def test_text_is_taken_as_it_is_written_but_for_white_space_around_it() -> None:
    assert checked_words(" Ça alors !\r\n\n\tنعم, 🕊\u200d ") == "Ça alors !\n\n نعم, 🕊\u200d"
    assert checked_words("x" * MOST) == "x" * MOST


def test_a_first_comment_waits_and_only_its_author_sees_it(town: Town, ferry: str) -> None:
    aya, ben, edda = town.reader("Aya"), town.reader("Ben"), town.editor()
    id_ = aya.say(ferry, "He was my uncle.")
    assert "He was my uncle." in page_of(aya, ferry)
    assert "waits for an editor: only you see it" in page_of(aya, ferry)
    for other in (ben, town.visitor()):
        assert "my uncle" not in page_of(other, ferry)
        assert other.get(f"/comments/{id_}").status_code == 404
        assert other.get(f"/readers/{aya.id}").text.count("my uncle") == 0
    assert "He was my uncle." in edda.words("/queue")


def test_an_accepted_reader_is_trusted_but_a_link_waits_all_the_same(town: Town, ferry: str) -> None:
    aya, edda, anyone = town.reader("Aya"), town.editor(), town.visitor()
    id_ = aya.say(ferry, "He was my uncle.")
    assert edda.post(f"/comments/{id_}/moderate", do="accept", because="in order", back="queue").status_code == 303
    aya.say(ferry, "His name was Seydou.")
    waits = aya.say(ferry, "See https://a.example/him")
    shown = page_of(anyone, ferry)
    assert "He was my uncle." in shown
    assert "His name was Seydou." in shown
    assert "a.example" not in shown
    edda.post(f"/comments/{waits}/moderate", do="accept", because="in order")
    assert 'href="https://a.example/him" rel="nofollow noopener noreferrer ugc"' in anyone.get(f"/incidents/{ferry}").text


def test_an_editors_comment_shows_at_once_and_says_so(town: Town, ferry: str) -> None:
    town.editor().say(ferry, "See https://a.example/list")
    assert "Edda editor" in page_of(town.visitor(), ferry)


def test_answers_stand_under_what_they_answer_and_deeper_ones_say_whom(town: Town, ferry: str) -> None:
    aya, ben, edda = town.reader("Aya", trusted=True), town.reader("Ben", trusted=True), town.editor()
    first = aya.say(ferry, "First.")
    other = edda.say(ferry, "Another thread.")
    second = ben.say(ferry, "Second.", parent=first)
    third = edda.say(ferry, "Third.", parent=second)
    html = town.visitor().get(f"/incidents/{ferry}").text
    order = [int(number) for number in re.findall(r'id="comment(\d+)"', html)]
    assert order == [first, second, third, other]
    assert "in answer to Ben" in " ".join(Markup(html).words.split())
    assert "in answer to Aya" not in " ".join(Markup(html).words.split())
    Markup(html)


def test_one_can_comment_on_one_account(town: Town, ferry: str) -> None:
    aya = town.reader("Aya", trusted=True)
    html = aya.get(f"/incidents/{ferry}").text
    key, label = re.findall(r'<option value="(\w+)">(what [^<]+)</option>', html)[0]
    id_ = aya.say(ferry, "He was not there.", account=key)
    html = town.visitor().get(f"/incidents/{ferry}").text
    assert f"On {label}" in " ".join(Markup(html).words.split()).replace(" .", ".")
    anchor = re.search(rf'<a href="#(r\d+)">{re.escape(label)}</a>', html)
    assert anchor
    assert anchor[1] in Markup(html).ids
    assert f'id="comment{id_}"' in html


def test_the_references_are_those_of_the_page(town: Town) -> None:
    for incident in town.app.state.shelf.desk.incidents():
        assert references_of(incident) == desk_outline(incident).references


def test_a_comment_on_an_account_is_known_again_after_a_merge(town: Town, ferry: str) -> None:
    aya = town.reader("Aya", trusted=True)
    key, label = re.findall(r'<option value="(\w+)">(what .+?) in R\d+</option>', aya.get(f"/incidents/{ferry}").text)[-1]
    aya.say(ferry, "He was not there.", account=key)
    with town.app.state.shelf.writing() as connection:
        into = deciding.merge(connection, ferry, town.incident("fishermen"), **WHY)
    assert f"On {label} in R" in page_of(aya, into)


def test_the_discussion_follows_a_merge_and_comes_back_with_its_undoing(town: Town, ferry: str) -> None:
    aya, bridge = town.reader("Aya", trusted=True), town.incident("fishermen")
    aya.say(ferry, "Of the ferry.")
    id_ = aya.say(bridge, "Of the bridge.")
    with town.app.state.shelf.writing() as connection:
        into = deciding.merge(connection, ferry, bridge, **WHY)
        number = store.newest_decision(connection)
    shown = page_of(aya, into)
    assert "Of the ferry." in shown
    assert "Of the bridge." in shown
    assert aya.get(f"/comments/{id_}").headers["location"] == f"/incidents/{into}#comment{id_}"
    with town.app.state.shelf.writing() as connection:
        deciding.undo(connection, number, **WHY)
    assert "Of the bridge." not in page_of(aya, ferry)
    assert "Of the bridge." in page_of(aya, bridge)


def test_an_old_id_takes_comments_for_what_it_became(town: Town, shown: Shown) -> None:
    id_ = town.reader("Aya", trusted=True).say(shown.merged, "x")
    assert town.visitor().get(f"/comments/{id_}").headers["location"] == f"/incidents/{shown.into}#comment{id_}"


def test_a_proposal_is_checked_shown_taken_up_and_logged(town: Town, ferry: str) -> None:
    aya, edda, anyone = town.reader("Aya", trusted=True), town.editor(), town.visitor()
    wrong = aya.post(f"/incidents/{ferry}/comments", text="Seven died.", field="killed", value="many")
    assert wrong.status_code == 400
    assert "give a number" in Markup(wrong.text).words
    assert Markup(wrong.text).values["value"] == "many"
    id_ = aya.say(ferry, "Seven died.", field="killed", value="7")
    assert "Proposes the correction killed = 7" in page_of(anyone, ferry)
    assert "Seven died." in edda.words("/queue")
    made = edda.post(f"/comments/{id_}/moderate", do="correct", because="the hospital's list", back="queue")
    assert made.headers["location"] == "/queue"
    with Desk(town.path) as desk:
        decision = desk.log()[-1]
        assert desk.incident(ferry).estimate("killed").best == 7  # type: ignore[union-attr]
    assert (decision.verb, decision.who, decision.because) == (
        "correct", "Edda", f"the hospital's list (proposed in comment {id_})")
    assert f"taken up in decision {decision.number}" in page_of(anyone, ferry)
    assert "the hospital's list" in anyone.words(f"/log/{decision.number}")
    assert "Seven died." not in edda.words("/queue")
    again = edda.post(f"/comments/{id_}/moderate", do="correct", because="x")
    assert (again.status_code, "decided on already" in again.text) == (409, True)


def test_a_proposal_can_be_left_and_its_comment_stays(town: Town, ferry: str) -> None:
    aya, edda = town.reader("Aya", trusted=True), town.editor()
    id_ = aya.say(ferry, "Seven died.", field="killed", value="7")
    edda.post(f"/comments/{id_}/moderate", do="leave", because="no source", back="queue")
    assert "not taken up in decision" in page_of(aya, ferry)
    assert "Seven died." not in edda.words("/queue")


@pytest.mark.parametrize("fields", [{"field": "nothing", "value": "1"}, {"value": "7"}, {"field": "killed"},
                                    {"field": "actor", "value": "a\u202eb"}, {"field": "where", "value": "x" * 600},
                                    {"account": "nothing"}, {"text": " "}, {"text": "x" * (MOST + 1)}, {"text": "a\u202eb"}])
def test_what_can_not_be_is_told_in_the_form_with_what_was_written(town: Town, ferry: str, fields: dict[str, str]) -> None:
    aya = town.reader("Aya", trusted=True)
    response = aya.post(f"/incidents/{ferry}/comments", None, **{"text": "My long text.", **fields})
    assert response.status_code == 400
    found = Markup(response.text)
    assert 'class="wrong"' in response.text
    assert "\u202e" not in response.text
    assert "text" in fields or "My long text." in found.words
    assert "My long text." not in page_of(aya, ferry)


@pytest.mark.parametrize("hostile", [*HOSTILE, "</script><script>alert(1)</script>", "'onfocus=alert(1) autofocus='"])
def test_hostile_words_in_every_field_come_out_as_words(town: Town, ferry: str, hostile: str) -> None:
    aya, edda = town.reader(f"Aya {hostile}", trusted=True), town.editor(f"Edda {hostile}")
    usual = pictures(aya.get(f"/incidents/{ferry}").text)
    id_ = edda.say(ferry, hostile)
    aya.say(ferry, hostile, parent=id_, field="actor", value=hostile)
    waits = aya.say(ferry, f"{hostile} https://a.example")
    edda.post(f"/comments/{id_}/moderate", do="refuse", because=hostile)
    paths = [f"/incidents/{ferry}", f"/readers/{aya.id}", "/me", "/queue", f"/comments/{waits}/moderate",
             f"/comments/{waits}/answer"]
    answers = [one.get(path) for one in (aya, edda) for path in paths]
    fields = {"text": f"{hostile}\u202e", "field": hostile, "value": hostile, "account": hostile}
    answers.append(aya.post(f"/incidents/{ferry}/comments", None, **fields))
    answers.append(aya.post(f"/incidents/{ferry}/comments", text=hostile, headers=HX))
    for response in answers:
        found = Markup(f"<div>{response.text}</div>" if "<html" not in response.text else response.text)
        assert response.status_code < 500
        scripts = re.findall(r"<script[^>]*>", response.text)
        assert all('src="/static/' in script for script in scripts), scripts
        assert not found.names & {"iframe", "object", "embed", "base"}
        assert pictures(response.text) in ((0, 0), usual)
        assert not any(link.lower().startswith(("javascript:", "data:", "//")) for link in found.links)
        assert str(1234567 * 89) not in found.words
        assert "\u202e" not in response.text


def test_every_form_is_refused_without_its_token(town: Town, ferry: str) -> None:
    aya, edda = town.reader("Aya", trusted=True), town.editor()
    id_ = aya.say(ferry, "A comment.", field="killed", value="7")
    for who, path, fields in (
            (aya, f"/incidents/{ferry}/comments", {"text": "A second."}),
            (edda, f"/comments/{id_}/moderate", {"do": "refuse", "because": "x"}),
            (edda, f"/comments/{id_}/moderate", {"do": "correct", "because": "x"})):
        for token in ({}, {"csrf": "x"}, {"csrf": (edda if who is aya else aya).token}):
            assert who.client.post(path, data={**fields, **token}).status_code == 403, path
    assert "A second." not in page_of(aya, ferry)
    assert "A comment." in page_of(aya, ferry)
    assert town.app.state.shelf.desk.log(ferry)[-1].verb != "moderate"


def test_who_is_not_signed_in_can_read_and_nothing_else(town: Town, ferry: str) -> None:
    id_, anyone = town.editor().say(ferry, "A comment."), town.visitor()
    assert "Sign in to comment" in page_of(anyone, ferry)
    assert anyone.post(f"/incidents/{ferry}/comments", text="x").status_code == 403
    assert anyone.post(f"/comments/{id_}/moderate", do="refuse", because="x").status_code == 403
    for path in (f"/comments/{id_}/answer", f"/comments/{id_}/moderate", "/queue"):
        assert anyone.get(path).headers["location"].startswith("/sign-in?next=")
    assert anyone.get(f"/comments/{id_}").status_code == 303


def test_a_reader_decides_nothing_and_acts_for_nobody_else(town: Town, ferry: str) -> None:
    aya, ben = town.reader("Aya"), town.reader("Ben", trusted=True)
    id_ = aya.say(ferry, "A comment.", field="killed", value="7")
    for who in (aya, ben):
        for act in ("accept", "refuse", "correct", "leave"):
            assert who.post(f"/comments/{id_}/moderate", do=act, because="x").status_code == 403
        assert who.get("/queue").status_code == who.get(f"/comments/{id_}/moderate").status_code == 403
    said = ben.say(ferry, "Of Ben.", reader=aya.id, author="Aya", state="shown", at="2020-01-01")
    with town.app.state.shelf.reading() as connection:
        found = store.get(connection, said)
    assert found is not None
    assert (found.reader, found.author, found.at[:2]) == (ben.id, "Ben", "20")
    assert found.at > "2024"


def test_what_is_not_shown_can_not_be_answered(town: Town, ferry: str) -> None:
    aya, edda = town.reader("Aya"), town.editor()
    waits, elsewhere = aya.say(ferry, "x"), edda.say(town.incident("fishermen"), "x")
    for parent in (waits, elsewhere, 999_999, 10 ** 30, "x"):
        assert edda.post(f"/incidents/{ferry}/comments", text="x", parent=parent).status_code == 404, parent
    assert edda.get(f"/comments/{waits}/answer").status_code == 404


def test_every_decision_needs_a_reason_and_lands_in_the_log(town: Town, ferry: str) -> None:
    aya, edda = town.reader("Aya"), town.editor()
    id_ = aya.say(ferry, "x")
    for act in ("refuse", "leave", "correct"):
        assert edda.post(f"/comments/{id_}/moderate", do=act, because=" ").status_code == 400
    assert edda.post(f"/comments/{id_}/moderate", do="refuse", because="a\u202e").status_code == 400
    assert edda.post(f"/comments/{id_}/moderate", do="praise", because="x").status_code == 400
    edda.post(f"/comments/{id_}/moderate", do="refuse", because="an advertisement")
    decision = town.app.state.shelf.desk.log(ferry)[-1]
    assert (decision.verb, decision.who, decision.because) == ("moderate", "Edda", "an advertisement")
    assert edda.post(f"/comments/{id_}/moderate", do="refuse", because="again").status_code == 409
    assert edda.post("/comments/999999/moderate", do="refuse", because="x").status_code == 404


def test_what_is_taken_down_is_gone_but_its_place_is_kept_for_the_answers(town: Town, ferry: str) -> None:
    aya, edda = town.reader("Aya", trusted=True), town.editor()
    id_ = aya.say(ferry, "An insult.")
    edda.say(ferry, "Be kind.", parent=id_)
    edda.post(f"/comments/{id_}/moderate", do="refuse", because="an insult")
    shown = page_of(aya, ferry)
    assert "An insult." not in shown
    assert "An editor took this comment down." in shown
    assert "Be kind." in shown
    assert "not shown: an insult (" in aya.words("/me")


def test_a_withheld_incident_is_talked_of_by_nobody_and_shown_to_editors_alone(town: Town, ferry: str) -> None:
    aya, edda = town.reader("Aya", trusted=True), town.editor()
    id_ = aya.say(ferry, "He was my uncle.")
    with town.app.state.shelf.writing() as connection:
        deciding.hide(connection, ferry, **WHY)
    for who in (aya, town.visitor()):
        assert who.get(f"/comments/{id_}").status_code == 404
        assert "my uncle" not in who.get(f"/incidents/{ferry}").text
        assert "my uncle" not in who.get(f"/readers/{aya.id}").text
    assert aya.post(f"/incidents/{ferry}/comments", text="x").status_code == 410
    assert aya.get(f"/comments/{id_}/answer").status_code == 404
    assert edda.get(f"/comments/{id_}").status_code == 303
    assert edda.say(ferry, "A name is being checked.")


def test_a_long_discussion_comes_in_pages_and_a_comment_leads_to_its_own(
    town: Town, ferry: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(talk, "PAGE", 3)
    edda = town.editor()
    ids = [edda.say(ferry, "Line 1.")]
    ids += [edda.say(ferry, f"Line {number}.", parent=ids[0]) for number in range(2, 5)]
    first, second = (edda.words(f"/incidents/{ferry}?talk={number}") for number in (1, 2))
    assert "Line 3." in first
    assert "Line 4." not in first
    assert "Line 4." in second
    assert f"More answers to comment {ids[0]}" in second
    assert edda.get(f"/comments/{ids[3]}").headers["location"] == f"/incidents/{ferry}?talk=2#comment{ids[3]}"
    for number in ("3", "0", "x", "1" * 40):
        assert edda.get(f"/incidents/{ferry}?talk={number}").status_code == 404


def test_with_htmx_the_discussion_comes_back_and_forms_alone(town: Town, ferry: str) -> None:
    edda = town.editor()
    response = edda.post(f"/incidents/{ferry}/comments", headers=HX, text="At once.")
    id_ = int(response.headers["hx-reswap"].split("#comment")[1].split(":")[0])
    assert response.text.lstrip().startswith('<section class="part-of discussion" id="discussion"')
    assert "At once." in Markup(response.text).words
    for path in (f"/comments/{id_}/answer", f"/comments/{id_}/moderate"):
        fragment, whole = edda.get(path, **HX).text, edda.get(path).text
        assert fragment.lstrip().startswith("<form")
        assert "<html" in whole
        Markup(f"<div>{fragment}</div>")
        Markup(whole)


def test_one_comments_so_often_and_no_more(town: Town, ferry: str) -> None:
    town.app.state.limits = Limits({"comment": "1 per minute"})
    aya = town.reader("Aya")
    aya.say(ferry, "x")
    assert aya.post(f"/incidents/{ferry}/comments", text=" ").status_code == 400
    response = aya.post(f"/incidents/{ferry}/comments", text="y")
    assert (response.status_code, "retry-after" in response.headers) == (429, True)


def test_what_waits_is_counted_for_editors_alone(town: Town, ferry: str) -> None:
    aya, edda = town.reader("Aya"), town.editor()
    aya.say(ferry, "x")
    assert "1 comment, oldest first" in edda.words("/queue")

    assert "Queue (1)" in edda.words("/method")
    for other in (aya, town.visitor()):
        assert "Queue" not in other.words("/method")


@pytest.mark.parametrize("path", [
    "/comments/0", "/comments/x", "/comments/" + "9" * 40, "/comments/1/answer", "/comments/-1/moderate",
    "/queue?waiting=x"])
def test_an_address_that_leads_nowhere_is_404(town: Town, path: str) -> None:
    assert town.editor().get(path).status_code == 404
