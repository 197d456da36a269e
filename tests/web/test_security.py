"""What reports, names and addresses hold is never markup; nothing runs or leaks; a desk that is written can be read."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from reportedly import Desk
from reportedly.web.app import create_app
from tests.web.conftest import SCRIPT, Shown
from tests.web.markup import Markup

PATHS = ("/", "/incidents?text=x", "/incidents?since=x", "/parties", "/parties?name=army", "/sources",
         "/sources/the%20mayor", "/method", "/docs", "/nope", "/healthz", "/metrics", "/openapi.json", "/incidents.csv",
         "/incidents.json", "/incidents.geojson", "/incidents.atom", "/incidents.feed.json", "/api/v1/incidents",
         "/api/v1/nothing", "/static/desk.css", "/favicon.ico", "/log", "/read", "/join", "/sign-in", "/map.svg",
         "/map.json?bbox=-20,0,20,20&zoom=3", "/static/map.js")
FOREIGN = re.compile(r"""<script(?!\ src="/static/[a-z]+\.js\?v=[0-9a-f]{12}"\ defer></script>)[^>]*>
                         |<img(?!\ src="/map\.svg)[^>]*>
                         |<(?:iframe|object|embed|base|frame|applet)\b[^>]*>""", re.VERBOSE | re.IGNORECASE)
"""Elements that load or run something, but for the desk's own scripts and drawings."""


def all_paths(shown: Shown) -> list[str]:
    with Desk(shown.path) as desk:
        return [*PATHS, *(f"/incidents/{i.id}" for i in desk.incidents()), *(f"/reports/{d}" for d in desk.documents())]


def test_every_response_has_a_policy_that_lets_nothing_run_but_the_desks_own_scripts(shown: Shown) -> None:
    for path in all_paths(shown):
        response = shown.client.get(path)
        policy = dict(part.strip().split(" ", 1) for part in response.headers["content-security-policy"].split(";"))
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'", path
        assert policy.get("script-src", "'none'") in ("'self'", "'none'")
        assert "unsafe" not in str(policy)
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "no-referrer"
        for style in re.findall(r"<style>", response.text):
            assert "'sha256-" in policy["style-src"], style


def test_what_is_foreign_is_told_from_what_is_the_desks_own() -> None:
    own = '<script src="/static/htmx.js?v=0123456789ab" defer></script><img src="/map.svg?country=MLI" alt="">'
    assert not FOREIGN.findall(own)
    for foreign in (SCRIPT, '<script src="//x.example/x.js" defer></script>', own.replace("static/", "static/../"),
                    own.replace(" defer", " defer>alert(1)"), "<IMG SRC=x onerror=alert(2)>", "<iframe src=/>",
                    "<base href=/>"):
        assert FOREIGN.findall(foreign), foreign


def test_nothing_hostile_comes_out_as_markup(shown: Shown) -> None:
    for path in all_paths(shown):
        response = shown.client.get(path)
        if response.headers.get("content-type", "").startswith("text/html"):
            found = Markup(response.text)
            assert not FOREIGN.findall(response.text), path
            assert not any(link.lower().startswith(("javascript:", "data:", "//")) for link in found.links), path
            assert "\u202e" not in response.text
            assert "\x1b" not in response.text


def test_hostile_words_are_shown_as_they_are(shown: Shown) -> None:
    document = shown.documents[f"Convoy hit {SCRIPT}"]
    found = Markup(shown.client.get(f"/reports/{document}").text)
    assert f"Convoy hit {SCRIPT}" in found.words
    assert f"River \\u202e{SCRIPT}" in found.words
    assert "\\x1b[2J" in found.words
    assert "javascript:alert(1)" in found.words
    log = Markup(shown.client.get(f"/incidents/{shown.into}").text).words
    assert f"Amina {SCRIPT}" in log
    assert f"one hand {SCRIPT}" in log


@pytest.mark.parametrize("path", [
    "/incidents?text={}", "/incidents?since={}", "/parties?name={}", "/sources?name={}", "/sources/{}", "/incidents/{}",
    "/reports/{}", "/{}"])
def test_what_an_address_holds_is_never_markup(shown: Shown, path: str) -> None:
    for hostile in (SCRIPT, '"><svg onload=alert(1)>', "{{7*7}}", "\u202e'", "a\r\nSet-Cookie: a=b"):
        response = shown.client.get(path.format(quote(hostile, safe="")))
        assert not FOREIGN.findall(response.text)
        assert "49" not in Markup(response.text).words or "{{7*7}}" in Markup(response.text).words
        assert "set-cookie" not in response.headers


def test_a_failure_shows_no_trace(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Desk, id: str) -> None:
        raise RuntimeError("a secret at /srv/desk.db")

    monkeypatch.setattr(Desk, "incident", fail)
    for path in (f"/incidents/{shown.into}", f"/api/v1/incidents/{shown.into}"):
        response = shown.client.get(path)
        assert response.status_code == 500
        assert "secret" not in response.text
        assert "Traceback" not in response.text
        assert "default-src 'none'" in response.headers["content-security-policy"]


def test_a_desk_that_is_gone_is_said_without_its_name(tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    with TestClient(create_app(str(path))) as client:
        assert client.get("/healthz").status_code == 200
        with sqlite3.connect(path) as connection:
            connection.executescript("DROP TABLE incidents; DROP TABLE settings")
        for page in ("/", "/api/v1/incidents", "/healthz", "/incidents.csv"):
            response = client.get(page)
            assert response.status_code == 503
            assert "gone.db" not in response.text
            assert "no such table" not in response.text


def test_a_desk_can_be_read_while_it_is_written(shown: Shown) -> None:
    before = shown.client.get("/").text
    with sqlite3.connect(shown.path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM accounts")
        writer.execute("DELETE FROM incidents")
        assert shown.client.get("/").text == before
        assert shown.client.get(f"/incidents/{shown.into}").status_code == 200
        writer.execute("ROLLBACK")


def test_behind_a_proxy_every_address_begins_with_its_path(shown: Shown) -> None:
    with TestClient(create_app(str(shown.path), root_path="/desk"), follow_redirects=False) as client:
        for before in ("", "/desk"):
            for path in ("/", f"/incidents/{shown.into}", "/sources", "/nope", "/docs"):
                response = client.get(before + path)
                assert response.status_code == (404 if path == "/nope" else 200)
                assert all(link.startswith(("/desk/", "#", "http")) for link in Markup(response.text).links), path
            assert client.get(f"{before}/incidents/{shown.merged}").headers["location"] == f"/desk/incidents/{shown.into}"
            assert "http://testserver/desk/incidents/" in client.get(f"{before}/incidents.atom").text
            assert client.get(f"{before}/api/v1/nothing").headers["content-type"] == "application/json"
