"""Every form refuses what its own page didn't send, and nobody does what another may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import func, select
from starlette.routing import BaseRoute

from reportedly.store import schema
from tests.web.conftest import Shown
from tests.web.people import Someone, Town, town_of

SEEN = {"change": "0", "decision": "0", "receipt": "0"}
WHY = {"because": "a reason"}
FOR_ALL = {
    "/join": {}, "/sign-in": {"email": "nobody@reader.example", "password": "not the password"}, "/sign-out": {},
    "/read": {"way": "text"}}
"""What anyone may send, and is answered with no more than a page of their own."""

FOR_READERS: dict[str, dict[str, str]] = {
    "/me/feed": {}, "/me/settings/feed": {}, "/me/settings/password": {"present": "-", "password": "another long word"},
    "/me/settings/email": {"present": "-", "email": "new@reader.example"},
    "/me/settings/leave": {"present": "-", "sure": "yes"},
    "/follow": {"kind": "party", "target": "army", "do": "follow"}, "/incidents/{id}/comments": {"text": "a comment"}}
"""What changes nothing but what is the sender's own."""

FOR_EDITORS: dict[str, dict[str, str]] = {
    "/comments/{id}/moderate": {"do": "accept", **WHY}, "/log/{number}/undo": WHY,
    "/read/add": {"content": "YQ==", "form": "text"},
    **{f"/incidents/{{id}}/{act}": {**SEEN, **WHY, **fields} for act, fields in {
        "confirm": {}, "correct": {"killed": "9"}, "merge": {"other": "x"}, "split": {"document": "x"}, "hide": {}}.items()}}


class Forms(HTMLParser):
    """The forms of a page that are sent by POST, each as its address and its fields; and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.links: list[str] = []
        self._open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.forms.append((given["action"].partition("#")[0], {}))
            self._open = True
        elif tag in ("input", "textarea", "select") and self._open:
            self.forms[-1][1][given.get("name", "")] = given.get("value") or "x"
        elif tag == "a":
            self.links.append(given.get("href", "").partition("#")[0])

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"


@pytest.fixture(scope="module")
def crawled(shown: Shown, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, list[Someone]]]:
    """A desk with comments and a decision, and nobody, a reader and an editor of it."""
    with town_of(shown, tmp_path_factory.mktemp("forms")) as town:
        editor, reader = town.editor(), town.reader("Rami")
        ferry = town.incident("Segou")
        reader.say(ferry, "it waits", field="killed", value="2")
        town.reader("Trude", trusted=True).say(ferry, "it proposes", field="killed", value="3")
        yield town, [town.visitor(), reader, editor]


def routes_of(app: FastAPI) -> set[str]:
    """The paths of all routes that take a POST."""
    def paths(routes: list[BaseRoute]) -> Iterator[str]:
        for route in routes:
            if isinstance(route, APIRoute) and "POST" in route.methods:
                yield route.path
            yield from paths(list(getattr(getattr(route, "original_router", None), "routes", ())))

    return set(paths(list(app.router.routes)))


def forms_of(one: Someone) -> dict[str, dict[str, str]]:
    """All forms on all pages that one comes to by links, by their address; of lists not each view."""
    found: dict[str, dict[str, str]] = {}
    seen: set[str] = set()
    ahead = ["/", "/read", "/join", "/sign-in", "/me", "/queue", "/log"]
    while ahead:
        path = ahead.pop()
        if path in seen or not path.startswith("/") or ("?" in path and not path.startswith("/parties?")):
            continue
        seen.add(path)
        response = one.get(path)
        if response.status_code in (302, 303):
            ahead.append(response.headers["location"].partition("#")[0])
        elif response.headers.get("content-type", "").startswith("text/html"):
            page = Forms(response.text)
            found.update(page.forms)
            ahead += page.links
    return found


def held(town: Town) -> list[Any]:
    """What is stored, as far as forms could change it."""
    with town.app.state.shelf.reading() as connection:
        counts = [connection.scalar(select(func.count()).select_from(table)) for table in schema.metadata.sorted_tables]
        states = connection.execute(select(schema.comments.c.id, schema.comments.c.state, schema.comments.c.taken)).all()
        known = connection.execute(select(schema.readers.c.id, schema.readers.c.email, schema.readers.c.password,
                                          schema.readers.c.feed)).all()
        return [counts, states, known]


def test_every_form_refuses_a_missing_and_a_wrong_token(crawled: tuple[Town, list[Someone]]) -> None:
    town, people = crawled
    nobody, reader, _ = people
    addressed = set()
    for one in people:
        forms = forms_of(one)
        before = held(town)
        for path, fields in forms.items():
            assert "csrf" in fields, path
            others = (nobody if one is not nobody else reader).token
            for token in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": others}, {"csrf": fields["csrf"][:-1]}):
                given = {name: value for name, value in fields.items() if name != "csrf"}
                for multipart in ({}, {"files": {"a": b""}}):
                    response = one.client.post(path, data={**given, **token}, **multipart)
                    assert response.status_code == 403, (path, token)
        assert held(town) == before
        addressed |= {pattern(path) for path in forms}
    assert addressed == set(FOR_ALL) | set(FOR_READERS) | set(FOR_EDITORS) - {"/read/add"}


def pattern(path: str) -> str:
    """The path of the route that an address belongs to."""
    path = re.sub(r"^(/incidents|/comments)/[^/]+/", r"\1/{id}/", path)
    return re.sub(r"^/log/\d+/", "/log/{number}/", path)


def test_every_route_that_takes_a_form_is_tested(crawled: tuple[Town, list[Someone]]) -> None:
    assert routes_of(crawled[0].app) == set(FOR_ALL) | set(FOR_READERS) | set(FOR_EDITORS)


@pytest.mark.parametrize("path", [*FOR_READERS, *FOR_EDITORS])
def test_who_may_not_do_it_is_refused_and_nothing_changes(crawled: tuple[Town, list[Someone]], path: str) -> None:
    town, (nobody, reader, _) = crawled
    ferry = town.incident("Segou")
    address = path.format(id=1 if path.startswith("/comments") else ferry, number=1)
    fields = {**FOR_READERS, **FOR_EDITORS}[path]
    before = held(town)
    for one in (nobody, reader) if path in FOR_EDITORS else (nobody,):
        response = one.client.post(address, data={"csrf": one.token, **fields})
        assert response.status_code == 403, path
    assert held(town) == before


@pytest.mark.parametrize("path", FOR_READERS)
def test_what_one_does_is_ones_own_whoever_the_form_names(shown: Shown, tmp_path: Path, path: str) -> None:
    with town_of(shown, tmp_path) as town:
        reader, other = town.reader("Rami"), town.reader("Trude")
        before = of_reader(town, other)
        claims = {name: str(other.id) for name in ("reader", "id", "who", "author", "user")}
        reader.post(path.format(id=town.incident("Segou")), **FOR_READERS[path], **claims)
        assert of_reader(town, other) == before
        if path == "/incidents/{id}/comments":
            with town.app.state.shelf.reading() as connection:
                assert connection.scalars(select(schema.comments.c.reader)).all() == [reader.id]


def of_reader(town: Town, one: Someone) -> list[Any]:
    """All that is stored of a reader."""
    with town.app.state.shelf.reading() as connection:
        return [connection.execute(select(table).where(column == one.id)).all() for table, column in (
            (schema.readers, schema.readers.c.id), (schema.sessions, schema.sessions.c.reader),
            (schema.follows, schema.follows.c.reader), (schema.comments, schema.comments.c.reader))]
