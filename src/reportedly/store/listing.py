"""What pages show of many incidents: light rows from the columns of their table, the newest first, page by page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, literal, nulls_last, select

from reportedly.store.documents import chunks, copies_of, reports
from reportedly.store.find import Filters, selected
from reportedly.store.schema import accounts, decisions, documents, incidents, receipts
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


_COLUMNS = tuple(incidents.c[field.name] for field in fields(Row))
_ORDER = nulls_last(incidents.c.earliest.desc()), incidents.c.id.desc()


def listing(connection: Connection, filters: Filters, number: int = 1, size: int = 50) -> Page[Row]:
    """One page of the incidents that the filters ask for; what has no day comes last.

    Raises:
        ValueError: a filter's value can't be one.
    """
    query = selected(filters)
    total = _count(connection, query.with_only_columns(func.count()).select_from(incidents).order_by(None))
    return Page(tuple(_rows(connection, _cut(query, number, size))), total, number, size)


def every(connection: Connection, filters: Filters) -> Iterator[Row]:
    """All the incidents that the filters ask for, lazily, in the order of the pages.

    Raises:
        ValueError: a filter's value can't be one.
    """
    query = selected(filters).with_only_columns(*_COLUMNS).order_by(None).order_by(*_ORDER)
    return _rows(connection.execution_options(yield_per=500), query)


def naming(connection: Connection, party: str, number: int = 1, size: int = 50) -> Page[DeskIncident]:
    """One page of the incidents in which a party of exactly this name did it, was hit or speaks, case aside."""
    lines = literal("\n") + incidents.c.parties + literal("\n")
    return _whole(connection, lines.contains(f"\n{party.casefold()}\n", autoescape=True), number, size)


def near_names(connection: Connection, part: str, size: int = 50) -> tuple[DeskIncident, ...]:
    """The newest incidents that name a party with this in its name."""
    return _whole(connection, incidents.c.parties.contains(part.casefold(), autoescape=True), 1, size).rows


def spoken_in(connection: Connection, names: Collection[str], number: int = 1, size: int = 50) -> Page[Row]:
    """One page of the incidents that have an account of an origin with one of these names, as they are written."""
    told = select(accounts.c.incident).where(accounts.c.origin_name.in_(sorted(names)))
    return _light(connection, incidents.c.id.in_(told), number, size)


def told_by(connection: Connection, document: str) -> tuple[DeskIncident, ...]:
    """The incidents that a report tells of, the newest first."""
    told = select(accounts.c.incident).where(accounts.c.document == document)
    query = select(incidents.c.content).where(incidents.c.id.in_(told)).order_by(*_ORDER)
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


def countries(connection: Connection) -> tuple[str, ...]:
    """The countries of the incidents, ISO 3166-1 alpha-3."""
    return tuple(code for code in connection.scalars(select(incidents.c.country).distinct()) if code)


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


def intake(connection: Connection) -> Intake:
    """What became of the reports that the desk received."""
    return Intake(
        _count(connection, select(func.count()).select_from(receipts)),
        _count(connection, select(func.count()).select_from(receipts).where(receipts.c.problem.is_not(None))),
        _count(connection, select(func.count()).select_from(documents).where(documents.c.current.is_(False))))


def state(connection: Connection) -> tuple[int, ...]:
    """Numbers that change whenever the incidents do: how many readings there were, reports, and decisions."""
    return (_count(connection, select(func.sum(receipts.c.edition))),
            _count(connection, select(func.count()).select_from(receipts)),
            _count(connection, select(func.max(decisions.c.number))))


def _count(connection: Connection, query: Select[Any]) -> int:
    return connection.scalar(query) or 0


def _cut(query: Select[Any], number: int, size: int) -> Select[Any]:
    """The rows of one page. The ids are found first: on an index where there is one, without the rows passed over."""
    ids = query.with_only_columns(incidents.c.id).order_by(None).order_by(*_ORDER).limit(size).offset((number - 1) * size)
    return select(*_COLUMNS).where(incidents.c.id.in_(ids)).order_by(*_ORDER)


def _light(connection: Connection, condition: ColumnElement[bool], number: int, size: int) -> Page[Row]:
    query = select(incidents.c.id).where(condition)
    total = _count(connection, query.with_only_columns(func.count()).select_from(incidents))
    return Page(tuple(_rows(connection, _cut(query, number, size))), total, number, size)


def _whole(connection: Connection, condition: ColumnElement[bool], number: int, size: int) -> Page[DeskIncident]:
    query = select(incidents.c.content).where(condition)
    total = _count(connection, query.with_only_columns(func.count()).select_from(incidents))
    shown = query.order_by(*_ORDER).limit(size).offset((number - 1) * size)
    return Page(tuple(map(DeskIncident.from_json, connection.scalars(shown))), total, number, size)


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Row]:
    return (Row(*row) for row in connection.execute(query))
