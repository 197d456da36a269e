"""Opening a desk: the migrations make its tables, and what is no desk is refused in one line and left as it is."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, column, insert, select, text

from reportedly import Desk, DeskError
from reportedly.store.database import HEAD, engine_of, open_engine, reading, writing
from reportedly.store.schema import metadata
from tests.store.conftest import Reader, emptied
from tests.store.made import REPORTS
from tests.store.whole import dump, told

SECRET = "hunter2"


def refused(call: Callable[[], object]) -> str:
    """The message with which a desk is refused: one line, without the password."""
    with pytest.raises(DeskError) as caught:
        call()
    message = str(caught.value)
    assert message
    assert "\n" not in message
    assert SECRET not in message
    return message


def test_the_migrations_make_the_tables_of_the_schema(url: str) -> None:
    Desk(url).close()
    engine = open_engine(url)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={
            "compare_type": True, "compare_server_default": True,
            "include_name": lambda name, kind, parents: not str(name).startswith(("incident_words", "ix_incidents_words"))})
        assert compare_metadata(context, metadata) == []
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
    engine.dispose()


def test_a_desk_of_the_first_form_is_brought_up_to_date_with_all_its_incidents(
    new_url: Callable[[], str], read_once: Reader,
) -> None:
    url, older = new_url(), new_url()
    with Desk(url) as desk:
        for report in REPORTS.values():
            desk.add(report)
        incidents = told(desk)
    backwards(url, older)
    with Desk(older) as desk:
        assert told(desk) == incidents
        assert [i.id for i in desk.incidents(text="livest")] == [i.id for i in desk.incidents(text="livestock")] != []
    rows = "SELECT id, news, hidden, words, parties, grade FROM incidents ORDER BY id"
    voices = "SELECT * FROM voices ORDER BY incident, key, kind"
    assert [all_of(older, query) for query in (rows, voices)] == [all_of(url, query) for query in (rows, voices)]


def backwards(url: str, older: str) -> None:
    """Fill an empty database with what another holds, in the tables of the first migration."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "reportedly.store:migrations")
    newer, engine = open_engine(url), engine_of(older)
    with reading(newer) as source, writing(engine) as target:
        config.attributes["connection"] = target
        command.upgrade(config, "0001")
        known = MetaData()
        known.reflect(target)
        for table in known.sorted_tables:
            if table.name != "alembic_version" and (rows := source.execute(select(
                    *(column(c.name) for c in table.c)).select_from(table)).mappings().all()):
                target.execute(insert(table), [dict(row) for row in rows])
    newer.dispose()
    engine.dispose()


def all_of(url: str, query: str) -> list[tuple[object, ...]]:
    """The rows of a query."""
    engine = open_engine(url)
    with reading(engine) as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def test_the_head_is_the_newest_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "reportedly.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_opening_again_changes_nothing(url: str, read_once: Reader) -> None:
    with Desk(url) as desk:
        desk.add(REPORTS["night"])
        incidents = told(desk)
    before = dump(url)
    for _ in range(2):
        with Desk(url) as desk:
            assert told(desk) == incidents
    assert dump(url) == before


def test_a_newer_desk_is_refused_and_left_as_it_is(url: str, read_once: Reader) -> None:
    with Desk(url) as desk:
        desk.add(REPORTS["night"])
    before = dump(url)
    engine = open_engine(url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer version of Reportedly (9999)" in refused(lambda: Desk(url))
    with writing(engine) as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
    engine.dispose()
    assert dump(url) == before


@pytest.mark.parametrize("content", [b"not a database\n" * 400, b"two", os.urandom(5000), b"SQLite format 3\x00" + b"\x00" * 90])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert str(path) in refused(lambda: Desk(path))
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_some_other_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE documents (id TEXT); INSERT INTO documents VALUES ('mine')")
    connection.close()
    before = hashlib.sha256(path.read_bytes()).digest()
    assert "no desk of Reportedly's" in refused(lambda: Desk(path))
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert list(tmp_path.iterdir()) == [path]


def test_some_other_postgresql_database_is_refused_and_left_as_it_is(postgres: str) -> None:
    url = emptied(postgres, "people")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE people (name text)")
    assert "no desk of Reportedly's" in refused(lambda: Desk(url))
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall() == [("people",)]


def test_an_empty_file_becomes_a_desk(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    with Desk(path) as desk:
        assert desk.count() == (0, 0)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none" / "desk.db"
    assert f"{path}: no such folder" in refused(lambda: Desk(path))
    assert str(path) in refused(lambda: Desk(f"sqlite:///{path}"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_desk(tmp_path: Path) -> None:
    assert str(tmp_path) in refused(lambda: Desk(tmp_path))


@pytest.mark.parametrize("url", [
    f"mysql://amina:{SECRET}@localhost/desk", f"nosuch://amina:{SECRET}@localhost/desk", f"http://amina:{SECRET}@localhost/",
    f"postgresql://amina:{SECRET}@localhost:port/desk", f"two words://amina:{SECRET}@localhost/desk",
    f"mongodb+srv://amina:{SECRET}@localhost/desk", "://", f"postgresql+nodriver://amina:{SECRET}@127.0.0.1:1/desk",
    f"postgresql://amina:{SECRET}@127.0.0.1:1/desk", f"postgresql://127.0.0.1:1/desk?user=amina&password={SECRET}",
    f"postgresql://amina:{SECRET}@/desk?host=/nowhere", f"postgresql://amina:{SECRET}@127.0.0.1:1/desk?colour=red",
])
def test_an_url_that_leads_to_no_desk_is_refused_without_its_password(url: str) -> None:
    assert refused(lambda: Desk(url)).startswith(url.split(SECRET)[0].split("amina")[0].split("?")[0])


def test_an_unknown_database_of_a_server_is_refused_in_one_line(postgres: str) -> None:
    assert "none_such" in refused(lambda: Desk(postgres.replace("/postgres?", "/none_such?")))


@pytest.mark.parametrize("name", ["50% of reports?.db", "a#b.db", "a b&c=d.db", "ménaka.db", "file:x.db", "%41.db"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str, read_once: Reader) -> None:
    with Desk(tmp_path / name) as desk:
        desk.add(REPORTS["night"])
    assert (tmp_path / name).is_file()
    with Desk(str(tmp_path / name)) as desk:
        assert desk.count() == (1, 1)


def test_the_default_is_a_file_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Desk().close()
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]


def test_a_copy_without_a_log_is_opened_and_gets_one(tmp_path: Path, read_once: Reader) -> None:
    """SQLite's VACUUM INTO, a usual way to keep a copy, writes a file without the write-ahead log."""
    with Desk(tmp_path / "desk.db") as desk:
        desk.add(REPORTS["night"])
        incidents = told(desk)
    with sqlite3.connect(tmp_path / "desk.db") as connection:
        connection.execute("VACUUM INTO ?", [str(tmp_path / "copy.db")])
    with Desk(tmp_path / "copy.db") as desk:
        assert told(desk) == incidents
    with sqlite3.connect(tmp_path / "copy.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_desk_that_is_gone_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with Desk(path) as desk, sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE incidents")
        message = refused(lambda: list(desk.incidents()))
        assert message.startswith(f"{path}: ")
        assert "no such table" in message
