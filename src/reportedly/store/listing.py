"""What pages show of many incidents, reports and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Integer, Select, cast, func, select

from reportedly.store.documents import chunks, copies_of, reports
from reportedly.store.schema import accounts, decisions, documents, incidents, receipts, voices
from reportedly.weigh.sources import SourceRow
from reportedly.weigh.types import DeskIncident, Report

Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Row:
    """One incident as a line of a list. ``contested``: its origins differ on something; ``origins``: independent ones."""

    id: str
    type: str
    earliest: str | None
    latest: str | None
    country: str | None
    admin1: str | None
    place: str | None
    precision: str | None
    latitude: float | None
    longitude: float | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    injured_low: int | None
    injured_best: int | None
    injured_high: int | None
    grade: str
    contested: bool
    reports: int
    origins: int


@dataclass(frozen=True, slots=True)
class Page(Generic[Shown]):
    """One page of a list. ``total`` counts what is on all its pages; ``number`` is from 1."""

    rows: tuple[Shown, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(-(-self.total // self.size), 1)


@dataclass(frozen=True, slots=True)
class Kept:
    """When the first and the last report of an incident came to the desk, or it was decided on: ISO 8601, UTC."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Intake:
    """How many reports the desk received, could not read, and set aside as older versions of an address."""

    received: int
    unreadable: int
    superseded: int


_ORDER = incidents.c.news.desc(), incidents.c.number.desc()


def contents(connection: Connection, ids: Sequence[str]) -> tuple[DeskIncident, ...]:
    """The incidents with these ids, in their order; one that is gone is left out."""
    query = select(incidents.c.id, incidents.c.content).where(incidents.c.id.in_(ids))
    found = {row.id: row.content for row in connection.execute(query)}
    return tuple(DeskIncident.from_json(found[id_]) for id_ in ids if id_ in found)


def sources(connection: Connection) -> tuple[SourceRow, ...]:
    """All who speak, the most frequent first, over the incidents that are not hidden; counts as :meth:`Desk.sources` has."""
    c = voices.c
    query = select(
        func.min(c.name), c.kind, func.sum(c.reports), func.count(),
        *(func.sum(cast(column, Integer)) for column in (c.alone, c.corroborated, c.contradicted)),
    ).where(c.incident.not_in(_hidden())).group_by(c.key, c.kind)
    rows = (SourceRow(name, kind, *map(int, counts)) for name, kind, *counts in connection.execute(query))
    return tuple(sorted(rows, key=lambda row: (-row.incidents, -row.reports, row.name.casefold(), row.kind)))


def spoken_in(connection: Connection, name: str) -> tuple[str, ...]:
    """The ids of the incidents in which an origin of this name speaks, case aside."""
    return tuple(connection.scalars(select(voices.c.incident).where(voices.c.key == name.casefold()).distinct()))


def is_withheld(connection: Connection, document: str) -> bool:
    """Whether all that a report tells of is hidden."""
    told = select(incidents.c.hidden).join(accounts, accounts.c.incident == incidents.c.id).where(
        accounts.c.document == document).distinct()
    return connection.scalars(told).all() == [True]


def _hidden() -> Select[Any]:
    return select(incidents.c.id).where(incidents.c.hidden)


def told_by(connection: Connection, document: str) -> tuple[DeskIncident, ...]:
    """The incidents that a report tells of, the newest news first; those that are hidden aside."""
    told = select(accounts.c.incident).where(accounts.c.document == document)
    query = select(incidents.c.content).where(incidents.c.id.in_(told), incidents.c.hidden.is_(False)).order_by(*_ORDER)
    return tuple(map(DeskIncident.from_json, connection.scalars(query)))


def versions(connection: Connection, document: str) -> tuple[Report, ...]:
    """All versions of a report, the first one first; one without an address has no other."""
    c, other = documents.c, documents.alias()
    same = select(other.c.id).join(documents, c.url == other.c.url).where(c.id == document)
    found = reports(connection, {document, *connection.scalars(same)})
    return tuple(sorted(found.values(), key=lambda report: (report.version, report.document)))


def same_text(connection: Connection, document: str) -> tuple[Report, ...]:
    """The other reports that carry the text of this one."""
    found = reports(connection, sorted(copies_of(connection, document)))
    return tuple(found[id_] for id_ in sorted(found))


def kept(connection: Connection, ids: Iterable[str]) -> dict[str, Kept]:
    """When the desk first had something of these incidents, and when last; by id."""
    found: dict[str, list[str]] = {}
    for some in chunks(ids):
        arrived = select(accounts.c.incident, receipts.c.received).join(
            receipts, receipts.c.id == accounts.c.document).where(accounts.c.incident.in_(some))
        decided = select(decisions.c.incident, decisions.c.at).where(decisions.c.incident.in_(some))
        for query in (arrived, decided):
            for id_, moment in connection.execute(query):
                found.setdefault(id_, []).append(moment)
    return {id_: Kept(min(moments), max(moments)) for id_, moments in found.items()}


def received(connection: Connection) -> int:
    """The number of the report that was received last; 0 where there is none."""
    return _count(connection, select(func.max(receipts.c.number)))


def intake(connection: Connection) -> Intake:
    """What became of the reports that the desk received."""
    return Intake(
        _count(connection, select(func.count()).select_from(receipts)),
        _count(connection, select(func.count()).select_from(receipts).where(receipts.c.problem.is_not(None))),
        _count(connection, select(func.count()).select_from(documents).where(documents.c.current.is_(False))))


def _count(connection: Connection, query: Select[Any]) -> int:
    return connection.scalar(query) or 0
