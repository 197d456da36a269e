"""A desk in other hands: SQLite's own reader finds the tables, and in them what the desk says."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pandas  # type: ignore[import-untyped]
import pytest

from reportedly import Desk, Dossier
from tests.store.conftest import Reader
from tests.store.made import REPORTS
from tests.store.test_receipts import FIRST, SECOND
from tests.store.whole import dossier_of, figure

TABLES = ("documents", "incidents", "accounts", "statements", "figures", "parties", "places")


@pytest.fixture(scope="module")
def path(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a desk with the made-up reports."""
    path = tmp_path_factory.mktemp("other") / "desk.db"
    with pytest.MonkeyPatch.context() as patch, Desk(path) as desk:
        patch.setattr("reportedly.pipeline.results", reader.results)
        for report in (*REPORTS.values(), FIRST, SECOND):
            desk.add(report)
    return path


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with Desk(path) as desk:
        yield desk


@pytest.fixture
def rows(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, opened as other tools do that only read."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def dossiers(desk: Desk) -> Iterator[Dossier]:
    return (dossier_of(desk, document) for document in desk.documents())


def test_the_file_is_one_file_when_it_is_closed(path: Path) -> None:
    assert [found.name for found in path.parent.iterdir()] == ["desk.db"]


def test_each_table_has_a_key_and_rows(rows: sqlite3.Connection) -> None:
    for table in TABLES:
        assert rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 2, table
        assert any(column["pk"] for column in rows.execute(f"PRAGMA table_info({table})")), table


def test_documents_have_their_text_and_metadata(desk: Desk, rows: sqlite3.Connection) -> None:
    found = {row["id"]: row for row in rows.execute("SELECT * FROM documents")}
    assert found.keys() == set(desk.documents())
    for dossier in dossiers(desk):
        row, document = found[dossier.document.id], dossier.document
        assert (row["text"], row["outlet"], row["title"], row["url"]) == (
            document.text, document.outlet, document.title, document.url)
        assert row["published"] == (document.published.isoformat() if document.published else None)
    versions = rows.execute("SELECT version, current, changes FROM documents WHERE url = ? ORDER BY version", [FIRST["url"]])
    assert [tuple(row) for row in versions] == [(1, 0, "[]"), (2, 1, '["injured: none → 3", "killed: 6 → 8"]')]


def test_incidents_are_those_of_the_desk(desk: Desk, rows: sqlite3.Connection) -> None:
    found = {row["id"]: row for row in rows.execute("SELECT * FROM incidents")}
    incidents = {incident.id: incident for incident in desk.incidents()}
    assert found.keys() == incidents.keys()
    for id_, incident in incidents.items():
        row, place, killed = found[id_], incident.place, figure(incident)
        assert place
        assert (row["type"], row["earliest"], row["latest"], row["grade"]) == (
            incident.type, incident.earliest, incident.latest, incident.grade.grade)
        assert (row["country"], row["place"], row["latitude"], row["longitude"]) == (
            place.country, place.name, place.latitude, place.longitude)
        assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (killed.low, killed.best, killed.high)
        assert (row["reports"], row["origins"], bool(row["contested"])) == (
            len(incident.reports), incident.independent, bool(incident.disputes))
        assert json.loads(row["content"]) == incident.to_dict()


def test_accounts_are_those_of_the_incidents(desk: Desk, rows: sqlite3.Connection) -> None:
    found = {(row["incident"], row["id"]): (row["document"], row["origin_name"], row["source"])
             for row in rows.execute("SELECT * FROM accounts")}
    expected = {}
    for incident in desk.incidents():
        names = {origin.id: origin.name for origin in incident.origins}
        for account in incident.accounts:
            expected[incident.id, account.id] = (account.document, names[account.origin], " ← ".join(account.source))
    assert found == expected


def test_figures_and_statements_stand_in_the_text_and_say_whose_they_are(desk: Desk, rows: sqlite3.Connection) -> None:
    for table in ("figures", "statements"):
        joined = rows.execute(f"SELECT f.*, d.text, d.outlet FROM {table} f JOIN documents d ON d.id = f.document").fetchall()
        known = [len(dossier.figures if table == "figures" else [s for s in dossier.statements if s.content])
                 for dossier in dossiers(desk)]
        assert len(joined) == sum(known)
        for row in joined:
            for words in row["words"].split(" … "):
                assert words in row["text"][row["start"]:row["end"]]
            assert row["source"].endswith(row["outlet"])


def test_figures_lead_to_their_incident(rows: sqlite3.Connection) -> None:
    query = """SELECT f.low, f.words FROM figures f JOIN tellings t ON t.key = f.telling JOIN incidents i ON i.id = t.incident
               WHERE i.type = 'suicide bombing' AND f.kind = 'killed' ORDER BY f.low"""
    assert [row["low"] for row in rows.execute(query)] == [2, 2, 2, 2, 9]


def test_parties_and_places_are_those_of_the_dossiers(desk: Desk, rows: sqlite3.Connection) -> None:
    parties = {(row["document"], row["name"], row["kind"]) for row in rows.execute("SELECT * FROM parties")}
    places = {(row["document"], row["name"], row["country"], row["geoname_id"]) for row in rows.execute("SELECT * FROM places")}
    assert parties == {(d.document.id, p.name, p.kind) for d in dossiers(desk) for p in d.parties}
    assert places == {(d.document.id, p.name, p.country, p.geoname_id) for d in dossiers(desk) for p in d.places}


def test_pandas_reads_a_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        table = pandas.read_sql("SELECT type, killed_best FROM incidents ORDER BY earliest, id", connection)
    assert sorted(table["type"]) == ["bombing", "shelling", "shooting", "suicide bombing"]


def test_the_bytes_are_unpacked_with_zlib(path: Path, rows: sqlite3.Connection) -> None:
    for row in rows.execute("SELECT id, size, content FROM receipts"):
        content = zlib.decompress(row["content"])
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (row["id"], row["size"])
