"""What a desk's tables hold, and that nothing in them is half there."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select, text

from reportedly import Desk, DeskIncident, Dossier, Estimate
from reportedly.model import FigureKind
from reportedly.store.database import open_engine, reading
from reportedly.store.schema import metadata
from reportedly.weigh.telling import tellings

Rows = dict[str, list[tuple[Any, ...]]]

CLOCK = {("receipts", "received"), ("decisions", "at"), ("incidents", "number"), ("incidents", "change")}
"""Columns that say when something was done, or after how much else."""


def told(desk: Desk) -> list[str]:
    """The incidents of a desk, as JSON."""
    return [incident.to_json() for incident in desk.incidents()]


def dossier_of(desk: Desk, document: str) -> Dossier:
    """The dossier of a report, which has to be there."""
    dossier = desk.dossier(document)
    assert dossier is not None, f"no dossier of {document}"
    return dossier


def figure(incident: DeskIncident, kind: FigureKind = "killed") -> Estimate:
    """The estimate of one kind of figure, which has to be there."""
    estimate = incident.estimate(kind)
    assert estimate is not None, f"no figure of {kind}"
    return estimate


def built(url: str, reports: Iterable[Any]) -> list[str]:
    """The incidents of a desk to which these reports were added one after another."""
    with Desk(url) as desk:
        for report in reports:
            desk.add(report)
        return told(desk)


def dump(url: str, *, clock: bool = True) -> Rows:
    """All rows of all tables, sorted; without ``clock`` those columns are left out that say when something was done."""
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            return {name: sorted(map(tuple, connection.execute(select(*(
                c for c in table.c if clock or (name, c.name) not in CLOCK)))), key=repr)
                for name, table in metadata.tables.items()}
    finally:
        engine.dispose()


def read_part(rows: Rows) -> Rows:
    """What is on the desk of the reports that were read: all but the receipts."""
    return {name: some for name, some in rows.items() if name != "receipts"}


def check(url: str, *, read: bool = True) -> None:
    """Look whether nothing on a desk is half there; without ``read``, whether the file is sound and no receipt half there."""
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            if engine.dialect.name == "sqlite":
                assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
                assert not connection.execute(text("PRAGMA foreign_key_check")).all()
            _receipts(connection)
            if read:
                _readings(connection)
                _incidents(connection)
                _threads(connection)
    finally:
        engine.dispose()


def _rows(connection: Connection, table: str) -> list[Any]:
    return list(connection.execute(select(metadata.tables[table])))


def _column(connection: Connection, table: str, column: str) -> set[Any]:
    return set(connection.scalars(select(metadata.tables[table].c[column])))


def _receipts(connection: Connection) -> None:
    """Each receipt has its bytes, and what was read has a reading."""
    read = _column(connection, "documents", "id")
    receipts = _rows(connection, "receipts")
    for row in receipts:
        content = zlib.decompress(row.content)
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (row.id, row.size)
        assert row.problem or (row.edition > 0) == (row.id in read), row.id
    assert sorted(row.number for row in receipts) == list(range(1, len(receipts) + 1))
    assert read <= {row.id for row in receipts}


def _readings(connection: Connection) -> None:
    """Each reading has its rows; the newest version of each address has its tellings, an older one has none."""
    kept: dict[str, set[str]] = {}
    for row in _rows(connection, "tellings"):
        kept.setdefault(row.document, set()).add(row.key)
    ids = {name: {(row.document, row.id) for row in _rows(connection, name)}
           for name in ("statements", "figures", "parties", "places")}
    newest = []
    with_url: dict[str, list[Any]] = {}
    for row in _rows(connection, "documents"):
        dossier = _dossier(row)
        assert (dossier.document.id, dossier.document.text) == (row.id, row.text)
        assert kept.get(row.id, set()) == ({t.key for t in tellings(dossier)} if row.current else set())
        for name, known in ids.items():
            said = [part for part in getattr(dossier, name) if name != "statements" or part.content]
            assert {i for d, i in known if d == row.id} == {part.id for part in said}, name
        newest += [row.id] if row.current else []
        with_url.setdefault(row.url or row.id, []).append(row)
    for rows in with_url.values():
        assert sorted(row.version for row in rows) == list(range(1, len(rows) + 1))
        assert [row.current for row in sorted(rows, key=lambda row: row.version)] == [*[False] * (len(rows) - 1), True]
    assert _column(connection, "bands", "document") <= set(newest)
    assert _column(connection, "copies", "one") | _column(connection, "copies", "other") <= set(newest)


def _dossier(row: Any) -> Dossier:
    return Dossier.from_dict(json.loads(zlib.decompress(row.dossier)))


def _incidents(connection: Connection) -> None:
    """Each incident has the tellings and accounts that it names, and each telling's incident is there."""
    homes: dict[str, set[str]] = {}
    documents: dict[str, set[str]] = {}
    for row in _rows(connection, "tellings"):
        assert row.incident or not row.whole, f"{row.key} is of no incident"
        if row.incident:
            documents.setdefault(row.incident, set()).add(row.document)
            homes.setdefault(row.incident, set()).update([row.key] if row.whole else [])
    accounts: dict[str, set[str]] = {}
    for row in _rows(connection, "accounts"):
        accounts.setdefault(row.incident, set()).add(row.id)
    found = {row.id: json.loads(row.content) for row in _rows(connection, "incidents")}
    assert found.keys() == homes.keys()
    assert accounts.keys() <= found.keys()
    for id_, incident in found.items():
        assert homes[id_] == {id_, *incident["also"]}
        assert documents[id_] == {report["document"] for report in incident["reports"]}
        assert accounts.get(id_, set()) == {account["id"] for account in incident["accounts"]}


def _threads(connection: Connection) -> None:
    """What ties tellings and decisions together leads nowhere else."""
    keys = _column(connection, "tellings", "key")
    for table, column in (("links", "one"), ("links", "other"), ("blocks", "telling")):
        assert _column(connection, table, column) <= keys, table
    numbers = _column(connection, "decisions", "number")
    assert numbers == set(range(1, len(numbers) + 1))
    assert _column(connection, "anchors", "number") <= numbers
