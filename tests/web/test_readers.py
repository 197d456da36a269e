"""Readers join, sign in and out, change what is theirs, and leave; nobody does it for them."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import select, update
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from reportedly.store import readers
from reportedly.store.schema import readers as reader_table
from reportedly.store.schema import sessions
from reportedly.web.app import create_app
from reportedly.web.limits import Limits
from reportedly.web.session import SESSION
from reportedly.web.shelf import Shelf
from tests.web.markup import Markup

NAME, EMAIL, PASSWORD, OTHER = "Amina Diallo", "amina@example.org", "the quiet river", "the loud river"
FORMS = ("/join", "/sign-in", "/sign-out",
         "/me/settings/password", "/me/settings/email", "/me/settings/feed", "/me/settings/leave")
LEADS_AWAY = (
    "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "http:evil", "javascript:alert(1)", "evil", "", "/ /evil", "/a/../../other", "/%2e%2e/other", "/\u2028/evil",
    "/x\\y")


class Browser:
    """A client that fills in forms as a reader does."""

    def __init__(self, app: FastAPI) -> None:
        self.client = TestClient(app, follow_redirects=False)

    def send(self, form: str, target: str = "", **fields: str) -> tuple[int, str]:
        """Open the page of a form and send it. Gives the status, and where that leads, else the page's words."""
        token = Markup(self.client.get(form).text).values["csrf"]
        response = self.client.post(target or form, data={"csrf": token, **fields})
        return response.status_code, response.headers.get("location") or Markup(response.text).words

    def join(self, name: str = NAME, email: str = EMAIL, password: str = PASSWORD, **fields: str) -> tuple[int, str]:
        return self.send("/join", name=name, email=email, password=password, **fields)

    def sign_in(self, email: str = EMAIL, password: str = PASSWORD, **fields: str) -> tuple[int, str]:
        return self.send("/sign-in", email=email, password=password, **fields)

    def settings(self, part: str, **fields: str) -> tuple[int, str]:
        return self.send("/me/settings", f"/me/settings/{part}", **fields)

    def is_signed_in(self) -> bool:
        return self.client.get("/me/settings").status_code == 200


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    """An empty desk."""
    app = create_app(str(tmp_path / "desk.db"))
    app.state.limits = Limits({})
    return app


@pytest.fixture
def browser(app: FastAPI) -> Iterator[Browser]:
    browser = Browser(app)
    with browser.client:
        yield browser


def desk(app: FastAPI) -> Shelf:
    found: Shelf = app.state.shelf
    return found


def test_who_joins_is_signed_in_and_may_sign_out_and_in_again(browser: Browser) -> None:
    assert browser.join() == (303, "/me")
    assert NAME in Markup(browser.client.get("/").text).words
    assert browser.send("/me/settings", "/sign-out") == (303, "/")
    assert not browser.is_signed_in()
    assert NAME not in browser.client.get("/").text
    assert browser.sign_in(" AMINA@example.org ") == (303, "/me")
    assert browser.is_signed_in()


def test_the_password_is_stored_as_argon2id_and_shown_by_no_page(app: FastAPI, browser: Browser) -> None:
    browser.join()
    with desk(app).reading() as connection:
        stored = connection.scalar(select(reader_table.c.password))
    assert stored is not None
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PasswordHasher().verify(stored, PASSWORD)
    browser.send("/me/settings", "/sign-out")
    token = Markup(browser.client.get("/join").text).values["csrf"]
    assert PASSWORD not in browser.client.post("/join", data={"csrf": token, "name": "A", "password": PASSWORD}).text


def test_an_email_is_shown_to_its_reader_only(app: FastAPI, browser: Browser) -> None:
    browser.join()
    assert EMAIL in browser.client.get("/me/settings").text
    other = Browser(app)
    other.join("Awa", "awa@example.org")
    for path in ("/", "/readers/1", "/me", "/me/settings", "/log"):
        assert EMAIL not in other.client.get(path).text


@pytest.mark.parametrize(("fields", "told"), [
    ({"name": "A"}, "A name has 2 to 40 characters"), ({"name": "<script>alert(1)</script>"}, "no other signs"),
    ({"name": "The Editors"}, "not given to anyone"), ({"name": "Аmina"}, "in one alphabet"),
    ({"email": "amina"}, "name@example.org"),
    ({"password": "short"}, "10 to 500 characters"), ({"password": "password123"}, "Many people"),
    ({"password": EMAIL}, "your name or your e-mail"), ({"password": "amina diallo"}, "your name or your e-mail")])
def test_what_is_wrong_with_a_form_is_said_at_its_field(browser: Browser, fields: dict[str, str], told: str) -> None:
    status, words = browser.join(**{"name": NAME, "email": EMAIL, "password": PASSWORD, **fields})
    assert status == 400
    assert told in words
    assert browser.client.cookies.get(SESSION) is None


def test_what_was_filled_in_stays_but_the_password(browser: Browser) -> None:
    token = Markup(browser.client.get("/join").text).values["csrf"]
    sent = {"csrf": token, "name": '"><b>Amina', "email": EMAIL, "password": PASSWORD, "next": "/incidents?text=x"}
    found = Markup(browser.client.post("/join", data=sent).text)
    assert found.values == {"csrf": token, "name": '"><b>Amina', "email": EMAIL, "password": "", "next": "/incidents?text=x"}


def test_every_field_that_is_missing_is_named(browser: Browser) -> None:
    status, words = browser.send("/join")
    assert status == 400
    assert all(part in words for part in ("A name has", "An e-mail looks", "A password has"))
    assert browser.send("/sign-in")[0] == 403


def test_a_name_or_an_email_is_given_once(app: FastAPI, browser: Browser) -> None:
    browser.join()
    other = Browser(app)
    assert other.join("AMINA-DIALLO", "other@example.org") == (400, other.join("amina diallo", "o@example.org")[1])
    status, words = other.join("Awa", EMAIL)
    assert status == 400
    assert "This e-mail can't be used. If it is yours, sign in, or ask those who run this desk" in words
    assert NAME not in words


def test_of_two_who_join_with_one_name_at_once_one_gets_it(app: FastAPI) -> None:
    ready, outcomes = threading.Barrier(2), []

    def one(number: int) -> None:
        browser = Browser(app)
        token = Markup(browser.client.get("/join").text).values["csrf"]
        ready.wait()
        outcomes.append(browser.client.post("/join", data={
            "csrf": token, "name": NAME, "email": f"{number}@example.org", "password": PASSWORD}).status_code)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [303, 400]


def test_a_wrong_password_and_an_unknown_email_are_told_alike(browser: Browser) -> None:
    browser.join()
    browser.send("/me/settings", "/sign-out")
    wrong, unknown = browser.sign_in(password=OTHER), browser.sign_in(email="other@example.org")
    assert wrong == unknown
    assert wrong[0] == 403
    assert "don't go together" in wrong[1]
    assert not browser.is_signed_in()


def test_signing_in_makes_a_new_session_and_ends_the_one_before(app: FastAPI, browser: Browser) -> None:
    browser.join()
    secret = browser.client.cookies[SESSION]
    other = Browser(app)
    planted = "x" * 43
    other.client.cookies.set(SESSION, planted)
    other.sign_in()
    assert other.client.cookies.get(SESSION, domain="testserver.local") not in (None, planted, secret)
    token = Markup(browser.client.get("/me/settings").text).values["csrf"]
    assert browser.client.post("/sign-in", data={"csrf": token, "email": EMAIL, "password": PASSWORD}).status_code == 303
    assert browser.client.cookies[SESSION] != secret
    with desk(app).reading() as connection:
        assert readers.session(connection, secret) is None
        assert len(connection.execute(select(sessions)).all()) == 2


def test_signing_out_ends_the_session_not_only_the_cookie(app: FastAPI, browser: Browser) -> None:
    browser.join()
    secret = browser.client.cookies[SESSION]
    browser.send("/me/settings", "/sign-out")
    assert browser.client.cookies.get(SESSION) is None
    browser.client.cookies.set(SESSION, secret)
    assert not browser.is_signed_in()


def test_a_session_is_in_a_cookie_of_thirty_days_that_no_script_reads(browser: Browser) -> None:
    token = Markup(browser.client.get("/join").text).values["csrf"]
    sent = {"csrf": token, "name": NAME, "email": EMAIL, "password": PASSWORD}
    headers: Headers = browser.client.post("/join", data=sent).headers
    assert re.fullmatch(r"reportedly=[\w-]{43}; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax", headers["set-cookie"])


def test_a_password_is_stored_anew_when_the_parameters_are_others(app: FastAPI, browser: Browser) -> None:
    browser.join()
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with desk(app).writing() as connection:
        connection.execute(update(reader_table).values(password=weak))
    other = Browser(app)
    assert other.sign_in(password=OTHER)[0] == 403
    assert other.sign_in()[0] == 303
    with desk(app).reading() as connection:
        stored = connection.scalar(select(reader_table.c.password))
    assert stored is not None
    assert not PasswordHasher().check_needs_rehash(stored)
    assert browser.is_signed_in()
    assert other.is_signed_in()


def test_a_blocked_reader_is_told_why_with_the_right_password_only(app: FastAPI, browser: Browser) -> None:
    browser.join()
    with desk(app).writing() as connection:
        readers.block(connection, 1, "insults <b>")
    assert not browser.is_signed_in()
    assert "insults" not in browser.sign_in(password=OTHER)[1]
    status, words = browser.sign_in()
    assert status == 403
    assert "blocked this account: insults <b>" in words
    assert not browser.is_signed_in()


@pytest.mark.parametrize("away", LEADS_AWAY)
def test_signing_in_leads_to_no_other_site(app: FastAPI, browser: Browser, away: str) -> None:
    assert browser.join(next=away) == (303, "/me")
    assert browser.client.get(f"/sign-in?{urlencode({'next': away})}").headers["location"] == "/me"
    other = Browser(app)
    assert Markup(other.client.get(f"/sign-in?{urlencode({'next': away})}").text).values["next"] == "/me"
    assert other.sign_in(next=away) == (303, "/me")


@pytest.mark.parametrize("path", ["/", "/incidents?text=a%20b&grade=contested", "/parties?name=army", "/incidents/x..y"])
def test_signing_in_leads_back_to_where_one_was(browser: Browser, path: str) -> None:
    assert Markup(browser.client.get(f"/join?{urlencode({'next': path})}").text).values["next"] == path
    assert browser.join(next=path) == (303, path)
    browser.send("/me/settings", "/sign-out")
    assert browser.sign_in(next=path) == (303, path)


def test_behind_a_proxy_one_is_led_below_its_path(tmp_path: Path) -> None:
    app = create_app(str(tmp_path / "desk.db"), root_path="/desk")
    browser = Browser(app)
    with browser.client:
        given = {"name": NAME, "email": EMAIL, "password": PASSWORD, "next": "/sources"}
        assert browser.send("/desk/join", **given) == (303, "/desk/sources")
        assert browser.send("/desk/me/settings", "/desk/sign-out") == (303, "/desk/")
        assert browser.client.get("/desk/me/settings").status_code == 303


def test_a_new_password_signs_out_everywhere_else(app: FastAPI, browser: Browser) -> None:
    browser.join()
    other = Browser(app)
    other.sign_in()
    before = browser.client.cookies[SESSION]
    assert browser.settings("password", present=PASSWORD, password=OTHER) == (303, "/me/settings?done=password")
    assert browser.is_signed_in()
    assert browser.client.cookies[SESSION] != before
    assert "You have a new password" in Markup(browser.client.get("/me/settings?done=password").text).words
    assert not other.is_signed_in()
    assert other.sign_in()[0] == 403
    assert other.sign_in(password=OTHER)[0] == 303


@pytest.mark.parametrize(("part", "fields", "told"), [
    ("password", {"present": OTHER, "password": "another good one"}, "not your password"),
    ("password", {"password": "another good one"}, "not your password"),
    ("password", {"present": PASSWORD, "password": "short"}, "10 to 500 characters"),
    ("password", {"present": PASSWORD, "password": NAME}, "your name or your e-mail"),
    ("email", {"present": OTHER, "email": "new@example.org"}, "not your password"),
    ("email", {"present": PASSWORD, "email": "new"}, "name@example.org"),
    ("email", {"present": PASSWORD, "email": "awa@example.org"}, "can't be used"),
    ("leave", {"present": OTHER, "sure": "yes"}, "not your password"), ("leave", {"present": PASSWORD}, "Tick the box")])
def test_settings_that_are_refused_change_nothing(
    app: FastAPI, browser: Browser, part: str, fields: dict[str, str], told: str,
) -> None:
    Browser(app).join("Awa", "awa@example.org")
    browser.join()
    with desk(app).reading() as connection:
        before = connection.execute(select(reader_table)).all()
    status, words = browser.settings(part, **fields)
    assert status == 400
    assert told in words
    assert "Nothing was changed" in words
    with desk(app).reading() as connection:
        assert connection.execute(select(reader_table)).all() == before
    assert browser.is_signed_in()


def test_an_email_is_changed_with_the_password(app: FastAPI, browser: Browser) -> None:
    browser.join()
    assert browser.settings("email", present=PASSWORD, email="New@example.org") == (303, "/me/settings?done=email")
    other = Browser(app)
    assert other.sign_in()[0] == 403
    assert other.sign_in("new@example.org")[0] == 303


def test_a_feed_gets_another_address(browser: Browser) -> None:
    browser.join()
    before = feeds(browser)
    assert len(before) == 1
    assert browser.settings("feed") == (303, "/me/settings?done=feed")
    assert len(feeds(browser)) == 1
    assert feeds(browser) != before


def feeds(browser: Browser) -> set[str]:
    return {link for link in Markup(browser.client.get("/me/settings").text).links if link.startswith("/feeds/")}


def test_who_leaves_is_signed_out_and_unknown_and_may_join_anew(app: FastAPI, browser: Browser) -> None:
    browser.join()
    secret = browser.client.cookies[SESSION]
    assert browser.settings("leave", present=PASSWORD, sure="yes") == (303, "/")
    assert browser.client.cookies.get(SESSION) is None
    assert browser.sign_in()[0] == 403
    browser.client.cookies.set(SESSION, secret)
    assert not browser.is_signed_in()
    browser.client.cookies.clear()
    assert browser.join() == (303, "/me")
    with desk(app).reading() as connection:
        names = connection.scalars(select(reader_table.c.name).order_by(reader_table.c.id)).all()
        assert names == ["a reader who left", NAME]


def test_leaving_twice_at_once_is_no_failure(app: FastAPI, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.join()
    token = Markup(browser.client.get("/me/settings").text).values["csrf"]
    session = readers.session

    def and_leave(connection: readers.Connection, secret: str) -> readers.Reader | None:
        found = session(connection, secret)
        with desk(app).writing() as other:
            readers.leave(other, 1)
        return found

    monkeypatch.setattr(readers, "session", and_leave)
    sent = {"csrf": token, "present": PASSWORD, "sure": "yes"}
    assert browser.client.post("/me/settings/leave", data=sent).status_code == 403


@pytest.mark.parametrize("path", FORMS)
def test_every_form_refuses_a_missing_and_a_wrong_token(app: FastAPI, browser: Browser, path: str) -> None:
    if path not in ("/join", "/sign-in"):
        browser.join()
    else:
        browser.client.get(path)
    for token in ({}, {"csrf": ""}, {"csrf": "0" * 64}):
        sent = {"name": NAME, "email": EMAIL, "password": PASSWORD, "present": PASSWORD, "sure": "yes", **token}
        assert browser.client.post(path, data=sent).status_code == 403
    with desk(app).reading() as connection:
        assert len(connection.execute(select(sessions)).all()) == (path not in ("/join", "/sign-in"))


@pytest.mark.parametrize("path", FORMS[3:])
def test_settings_are_for_who_is_signed_in(browser: Browser, path: str) -> None:
    assert browser.client.get("/me/settings").headers["location"] == "/sign-in?next=%2Fme%2Fsettings"
    assert browser.send("/sign-in", path, present=PASSWORD)[0] == 403
    assert browser.client.get(path).status_code in (404, 405)


def test_every_control_of_a_page_has_a_label_and_what_is_wrong_is_told_with_it(browser: Browser) -> None:
    pages = [browser.client.get(path).text for path in ("/join", "/sign-in")]
    token = Markup(pages[0]).values["csrf"]
    pages.append(browser.client.post("/join", data={"csrf": token}).text)
    browser.join()
    pages.append(browser.client.get("/me/settings").text)
    for written in pages:
        found = Markup(written)
        controls = set(re.findall(r'<input id="([\w-]+)"', written))
        assert controls
        assert controls == set(re.findall(r'<label(?: class="\w+")? for="([\w-]+)"', written))
        described = re.findall(r'aria-describedby="([^"]+)"', written)
        assert set(" ".join(described).split()) <= found.ids
    assert pages[2].count('aria-invalid="true"') == 3


def test_signing_in_is_limited_for_an_address_and_for_an_email(app: FastAPI) -> None:
    Browser(app).join()
    app.state.limits = Limits({"sign-in": "2 per minute"})
    browser = Browser(app)
    for _ in range(2):
        assert browser.sign_in(password=OTHER)[0] == 403
    assert browser.sign_in()[0] == 429
    elsewhere = Browser(app)
    elsewhere.client = TestClient(app, follow_redirects=False, client=("192.0.2.7", 1))
    assert elsewhere.sign_in(" AMINA@example.org")[0] == 429
    assert elsewhere.sign_in("other@example.org")[0] == 403


def test_joining_and_the_password_of_the_settings_are_limited(app: FastAPI, browser: Browser) -> None:
    app.state.limits = Limits({"join": "1 per hour", "password": "1 per hour"})
    assert browser.join()[0] == 303
    assert browser.settings("email", present=OTHER, email="x@y.org")[0] == 400
    assert browser.settings("password", present=PASSWORD, password=OTHER)[0] == 429
    token = Markup(browser.client.get("/me/settings").text).values["csrf"]
    refused = browser.client.post("/join", data={"csrf": token, "name": "Awa", "email": "a@b", "password": PASSWORD})
    assert refused.status_code == 429
    assert 3500 < int(refused.headers["retry-after"]) <= 3600
