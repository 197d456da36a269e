"""Readers and editors on a desk that is served: a copy of its own for each test."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import update
from starlette.testclient import TestClient

from reportedly.store import readers, schema
from reportedly.store.readers import Role
from reportedly.web.app import create_app
from reportedly.web.limits import Limits
from tests.web.conftest import Shown
from tests.web.markup import Markup

HX = {"hx-request": "true"}


@dataclass
class Someone:
    """Who visits the desk; nobody with an account has the id 0."""

    client: TestClient
    id: int = 0
    name: str = ""
    _token: str = field(default="", repr=False)

    @property
    def token(self) -> str:
        """What the forms of this visitor hold."""
        if not self._token:
            self._token = Markup(self.client.get("/me" if self.id else "/sign-in").text).values["csrf"]
        return self._token

    def get(self, path: str, **headers: str) -> Response:
        """A page."""
        return self.client.get(path, headers=headers)

    def words(self, path: str) -> str:
        """The words of a page, with single spaces between."""
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return " ".join(Markup(response.text).words.split())

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: Any) -> Response:
        """Sends a form as its page would."""
        return self.client.post(path, data={"csrf": self.token, **fields}, headers=headers or {})

    def say(self, incident: str, text: str, **fields: Any) -> int:
        """Comments. Gives the comment's id."""
        response = self.post(f"/incidents/{incident}/comments", text=text, **fields)
        assert response.status_code == 303, response.text
        return int(response.headers["location"].rsplit("#comment", 1)[1])


@dataclass
class Town:
    """A desk that is served, with those who visit it."""

    app: FastAPI
    path: Path

    def visitor(self) -> Someone:
        """Somebody who isn't signed in."""
        return Someone(TestClient(self.app, follow_redirects=False))

    def reader(self, name: str, role: Role = "reader", *, trusted: bool = False) -> Someone:
        """Somebody who is."""
        with self.app.state.shelf.writing() as connection:
            id_ = readers.join(connection, name, f"{name.split()[0].lower()}@reader.example", "-", role)
            secret = readers.begin(connection, id_)
            if trusted:
                connection.execute(update(schema.readers).where(schema.readers.c.id == id_).values(trusted=True))
        one = self.visitor()
        one.client.cookies.set("reportedly", secret)
        return Someone(one.client, id_, name)

    def editor(self, name: str = "Edda") -> Someone:
        """An editor."""
        return self.reader(name, "editor")

    def incident(self, text: str) -> str:
        """The id of the one incident with these words."""
        (found,) = self.app.state.shelf.desk.incidents(text=text)
        return str(found.id)


@contextmanager
def town_of(shown: Shown, folder: Path) -> Iterator[Town]:
    """A copy of the desk of the tests, served."""
    path = folder / "desk.db"
    with closing(sqlite3.connect(shown.path)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    app = create_app(str(path))
    app.state.limits = Limits({})
    with TestClient(app):
        yield Town(app, path)
