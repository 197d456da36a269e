"""What decisions are on now, and what became of an incident since an editor looked at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from reportedly.store import deciding, decisions, documents
from reportedly.store.listing import Page
from reportedly.store.schema import anchors, incidents, receipts, tellings
from reportedly.store.schema import decisions as decision_table
from reportedly.store.schema import documents as document_table
from reportedly.weigh.types import Decision, Report


@dataclass(frozen=True, slots=True)
class Seen:
    """What an editor sees: the last change of the incident, the last decision and the last report on the desk, by number."""

    change: int
    decision: int
    receipt: int


@dataclass(frozen=True, slots=True)
class Since:
    """What became of an incident that was seen: its id now, what was decided on it, and which reports came."""

    incident: str
    decisions: tuple[Decision, ...]
    reports: tuple[Report, ...]


def last(connection: Connection) -> int:
    """The number of the last decision; 0 where there is none."""
    return connection.scalar(select(func.max(decision_table.c.number))) or 0


def seen(connection: Connection, incident: str) -> Seen:
    """What is to be seen of an incident now.

    Raises:
        KeyError: there is no such incident.
    """
    change = connection.scalar(select(incidents.c.change).where(incidents.c.id == incident))
    if change is None:
        raise KeyError(f"{incident!r}: no incident has this id")
    return Seen(change, last(connection), connection.scalar(select(func.max(receipts.c.number))) or 0)


def since(connection: Connection, incident: str, before: Seen) -> Since | None:
    """What became of an incident since it was seen; None where it is as it was.

    Raises:
        KeyError: there is no such incident any more.
    """
    now = deciding.find(connection, incident)
    if now == incident and seen(connection, now).change == before.change:
        return None
    log = decisions.log(connection)
    known = {d.number: d for d in log}
    later = [d for d in log if d.number > before.decision and decisions.subject(known, d).verb != "moderate"]
    on = incidents_of(connection, known, later)
    c = tellings.c
    came = select(c.document).join(receipts, receipts.c.id == c.document).where(
        c.incident == now, receipts.c.number > before.receipt)
    found = documents.reports(connection, connection.scalars(came.distinct()).all())
    return Since(now, tuple(d for d in later if now in on[d.number]), tuple(found[id_] for id_ in sorted(found)))


def log_of(connection: Connection, incident: str) -> tuple[Decision, ...]:
    """What was decided on an incident, oldest first; nothing that was decided on another one of which its reports tell.

    Raises:
        KeyError: there is no such incident.
    """
    now = deciding.find(connection, incident)
    documents_of = select(tellings.c.document).where(tellings.c.incident == now).distinct()
    numbers = decisions.on(connection, connection.scalars(documents_of).all())
    if not numbers:
        return ()
    log = decisions.log(connection)
    known = {d.number: d for d in log}
    near = [d for d in log if decisions.subject(known, d).number in numbers]
    on = incidents_of(connection, known, near)
    return tuple(d for d in near if now in on[d.number])


def hidden_of(connection: Connection, ids: Iterable[str]) -> frozenset[str]:
    """Those of these incidents that an editor withholds."""
    c = incidents.c
    return frozenset(id_ for some in documents.chunks(sorted(set(ids)))
                     for id_ in connection.scalars(select(c.id).where(c.id.in_(some), c.hidden)))


def is_hidden(connection: Connection, incident: str) -> bool:
    """Whether an editor withholds an incident."""
    return bool(hidden_of(connection, [incident]))


def page_of(log: Sequence[Decision], number: int, size: int) -> Page[Decision]:
    """One page of the log, the newest first."""
    newest = log[::-1]
    return Page(tuple(newest[(number - 1) * size:number * size]), len(newest), number, size)


def incidents_of(
    connection: Connection, known: Mapping[int, Decision], some: Iterable[Decision],
) -> dict[int, tuple[str, ...]]:
    """The incidents that decisions are on now, by number: first what was decided on, then what was taken out of it.

    An undoing is on what it undid. None: no report tells of it any more.
    """
    subjects = {decision.number: decisions.subject(known, decision) for decision in some}
    homes = _homes(connection, {subject.incident for subject in subjects.values()})
    at = _anchored(connection, {subject.number for subject in subjects.values()})
    return {number: tuple(dict.fromkeys((*homes.get(subject.incident, ()), *at.get(subject.number, ()))))
            for number, subject in subjects.items()}


def _homes(connection: Connection, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for some in documents.chunks(sorted(keys)):
        query = select(tellings.c.key, tellings.c.incident).where(tellings.c.key.in_(some), tellings.c.incident.is_not(None))
        found.update((key, (incident,)) for key, incident in connection.execute(query))
    return found


def _anchored(connection: Connection, numbers: Iterable[int]) -> dict[int, list[str]]:
    """The incidents of the tellings that decisions are on, as :func:`reportedly.store.decisions.keys_of` finds them."""
    a, t, given, newest = anchors.c, tellings.c, document_table.alias(), document_table.alias()
    query = select(a.number, a.side, a.document, a.start, t.key, t.start.label("begins"), t.incident).select_from(
        anchors.outerjoin(given, given.c.id == a.document)
        .outerjoin(newest, and_(newest.c.url == given.c.url, newest.c.current))
        .join(tellings, and_(t.document == func.coalesce(newest.c.id, a.document), t.whole)))
    nearest: dict[tuple[int, int, str, int], tuple[int, str, str | None]] = {}
    for row in connection.execute(query.where(a.number.in_(sorted(numbers)))):
        place = row.number, row.side, row.document, row.start
        this = abs(row.start - row.begins), row.key, row.incident
        nearest[place] = min(nearest.get(place, this), this, key=lambda one: one[:2])
    found: dict[int, list[str]] = {}
    for (number, *_), (_, _, incident) in sorted(nearest.items()):
        if incident is not None:
            found.setdefault(number, []).append(incident)
    return found
