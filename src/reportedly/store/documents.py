"""The reports on the desk: their dossiers, versions, copies, and the tables that other tools read."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, insert, or_, select, update

from reportedly.model import Dossier, Source, Statement
from reportedly.store import carried
from reportedly.store.schema import (
    bands,
    blocks,
    copies,
    documents,
    figures,
    links,
    parties,
    places,
    receipts,
    statements,
    tellings,
)
from reportedly.weigh.copies import CONTAINED, Fingerprint, containment, fingerprint
from reportedly.weigh.link import blocks as block_keys
from reportedly.weigh.profile import profile
from reportedly.weigh.telling import Telling, moment, short_id
from reportedly.weigh.telling import tellings as cut
from reportedly.weigh.types import Report

CHUNK = 500
"""Values in one IN list."""


def put(connection: Connection, id_: str, dossier: Dossier) -> tuple[set[str], set[str]]:
    """Store the dossier of a report, in place of an earlier reading.

    Gives the keys of the tellings that are to be linked, and the ids of the incidents that are to be weighed anew.
    """
    dossier = replace(dossier, document=replace(dossier.document, id=id_))
    known = connection.scalar(select(documents.c.id).where(documents.c.id == id_)) is not None
    gone = carried.standing(connection, [id_]) if known else []
    stale = remove(connection, id_) if known else set()
    document, print_ = dossier.document, fingerprint(dossier.document)
    connection.execute(insert(documents), {
        "id": id_, "outlet": document.outlet, "title": document.title, "url": document.url,
        "published": document.published.isoformat() if document.published else None, "language": document.language,
        "version": 1, "current": True, "changes": "[]", "text": document.text,
        "dossier": zlib.compress(dossier.packed()),
        "shingles": print_.shingles.astype("<u4").tobytes()})
    found = cut(dossier)
    _fill_tables(connection, dossier)
    current = id_
    if document.url:
        current, older = _number_versions(connection, document.url)
        gone += carried.standing(connection, older)
        for old in older:
            stale |= withdraw(connection, old)
    if current != id_:
        carried.carry(connection, gone, current)
        return set(), stale | _told_in(connection, current)
    _put_tellings(connection, found)
    carried.carry(connection, gone, id_)
    _put_copies(connection, dossier, print_)
    return {t.key for t in found}, stale


def remove(connection: Connection, id_: str) -> set[str]:
    """Remove a reading. Gives the ids of the incidents that have lost a telling."""
    stale = withdraw(connection, id_)
    for table in (statements, figures, parties, places):
        connection.execute(delete(table).where(table.c.document == id_))
    connection.execute(delete(documents).where(documents.c.id == id_))
    return stale


def withdraw(connection: Connection, id_: str) -> set[str]:
    """Take a report out of the incidents; its reading stays. Gives the ids of those incidents."""
    rows = connection.execute(select(tellings.c.key, tellings.c.incident).where(tellings.c.document == id_)).all()
    for key, _ in rows:
        connection.execute(delete(blocks).where(blocks.c.telling == key))
        connection.execute(delete(links).where(or_(links.c.one == key, links.c.other == key)))
    connection.execute(delete(tellings).where(tellings.c.document == id_))
    connection.execute(delete(bands).where(bands.c.document == id_))
    connection.execute(delete(copies).where(or_(copies.c.one == id_, copies.c.other == id_)))
    return {incident for _, incident in rows if incident}


def _told_in(connection: Connection, id_: str) -> set[str]:
    """The ids of the incidents that a report tells of."""
    return {i for i in connection.scalars(select(tellings.c.incident).where(tellings.c.document == id_)) if i}


def load(connection: Connection, id_: str) -> Dossier | None:
    """The dossier of a report."""
    data = connection.scalar(select(documents.c.dossier).where(documents.c.id == id_))
    return Dossier.from_dict(json.loads(zlib.decompress(data))) if data is not None else None


def reports(connection: Connection, ids: Iterable[str]) -> dict[str, Report]:
    """What is shown of these reports, by id."""
    c = documents.c
    found = {}
    for some in chunks(ids):
        query = select(c.id, c.outlet, c.title, c.url, c.published, c.version, c.changes).where(c.id.in_(some))
        for row in connection.execute(query):
            found[row.id] = Report(row.id, row.outlet, row.title, row.url, row.published, row.version,
                                   changes=tuple(json.loads(row.changes)))
    return found


def copied(connection: Connection, ids: Iterable[str]) -> set[tuple[str, str]]:
    """The pairs of these reports that carry one text, both ways."""
    wanted = set(ids)
    found = set()
    for some in chunks(sorted(wanted)):
        for one, other in connection.execute(select(copies.c.one, copies.c.other).where(copies.c.one.in_(some))):
            if other in wanted:
                found |= {(one, other), (other, one)}
    return found


def copies_of(connection: Connection, id_: str) -> set[str]:
    """The reports that carry the text of this one."""
    c = copies.c
    rows = connection.execute(select(c.one, c.other).where(or_(c.one == id_, c.other == id_)))
    return {other if one == id_ else one for one, other in rows}


def chunks(values: Iterable[str]) -> Iterable[list[str]]:
    """Lists that fit into a query."""
    known = list(values)
    return (known[i:i + CHUNK] for i in range(0, len(known), CHUNK))


def _put_tellings(connection: Connection, found: Iterable[Telling]) -> None:
    for telling in found:
        features = profile(telling)
        connection.execute(insert(tellings), {
            "key": telling.key, "document": telling.document, "start": telling.start, "whole": telling.whole,
            "incident": None, "profile": features.to_json(), "content": telling.to_json()})
        own, _ = block_keys(features)
        if own:
            connection.execute(insert(blocks), [{"block": block, "telling": telling.key} for block in dict.fromkeys(own)])


def _put_copies(connection: Connection, dossier: Dossier, print_: Fingerprint) -> None:
    """Find the reports that carry the same text, and file this one so that it is found."""
    document = dossier.document
    near: set[str] = set()
    if print_.asked:
        near.update(connection.scalars(select(bands.c.document).where(bands.c.key.in_(print_.asked))))
    for other in sorted(near - {document.id}):
        stored = connection.scalar(select(documents.c.shingles).where(documents.c.id == other))
        share = containment(print_.shingles, np.frombuffer(stored or b"", dtype="<u4"))
        if share >= CONTAINED:
            one, two = sorted((document.id, other))
            connection.execute(insert(copies), {"one": one, "other": two, "containment": round(share, 4)})
    if print_.bands:
        connection.execute(insert(bands), [{"key": key, "document": document.id} for key in dict.fromkeys(print_.bands)])


def _number_versions(connection: Connection, url: str) -> tuple[str, list[str]]:
    """Number the reports at one address by publication, then by arrival. Gives the newest, and the others."""
    query = select(documents.c.id, documents.c.published, documents.c.dossier, receipts.c.number).join(
        receipts, receipts.c.id == documents.c.id).where(documents.c.url == url)
    rows = sorted(connection.execute(query), key=lambda row: (moment(row.published), row.number))
    tolls: dict[str, str] = {}
    for version, row in enumerate(rows, 1):
        changes: list[str] = []
        if len(rows) > 1:
            before, tolls = tolls, _tolls(row.dossier)
            changes = [f"{kind}: {before.get(kind, 'none')} → {tolls.get(kind, 'none')}" for kind in sorted(before | tolls)
                       if before.get(kind) != tolls.get(kind)] if version > 1 else []
        connection.execute(update(documents).where(documents.c.id == row.id), {
            "version": version, "current": version == len(rows), "changes": json.dumps(changes, ensure_ascii=False)})
    return rows[-1].id, [row.id for row in rows[:-1]]


def _tolls(data: bytes) -> dict[str, str]:
    """The best figures of a stored dossier's first main incident, by kind."""
    dossier = Dossier.from_dict(json.loads(zlib.decompress(data)))
    main = next((i for i in dossier.incidents if i.main), None)
    return {t.kind: f"{t.best:,}" for t in main.tallies} if main else {}


def _fill_tables(connection: Connection, dossier: Dossier) -> None:
    document, text = dossier.document, dossier.document.text
    said = {s.id: s for s in dossier.statements}
    outlet = document.outlet or "the report"
    keys = {i.id: short_id(document.id, i.id) for i in dossier.incidents}
    rows: dict[Any, list[dict[str, Any]]] = {
        statements: [{"document": document.id, "id": s.id, "act": s.act, "form": s.form, "certainty": s.certainty,
                      "source": chain(s.source, outlet), "words": " … ".join(text[c.start:c.end] for c in s.content),
                      "start": s.content[0].start, "end": s.content[-1].end} for s in dossier.statements if s.content],
        figures: [{"document": document.id, "id": f.id, "kind": f.kind, "low": f.low, "high": f.high, "who": f.who,
                   "status": f.status, "scope": f.scope, "source": _source_of(said.get(f.statement or ""), outlet),
                   "words": text[f.span.start:f.span.end], "start": f.span.start, "end": f.span.end,
                   "telling": keys.get(f.incident or "")} for f in dossier.figures],
        parties: [{"document": document.id, "id": p.id, "name": p.name, "kind": p.kind, "country": p.country, "role": p.role}
                  for p in dossier.parties],
        places: [{"document": document.id, "id": p.id, "name": p.name, "country": p.country, "admin1": p.admin1,
                  "latitude": p.latitude, "longitude": p.longitude, "geoname_id": p.geoname_id, "precision": p.precision}
                 for p in dossier.places]}
    for table, values in rows.items():
        if values:
            connection.execute(insert(table), values)


def chain(source: Iterable[Source], outlet: str) -> str:
    """A chain in words: "an official ← an agency ← the outlet"."""
    return " ← ".join((*(link.text for link in source if not link.outlet), outlet))


def _source_of(statement: Statement | None, outlet: str) -> str:
    return chain(statement.source if statement else (), outlet)
