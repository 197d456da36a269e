"""The rows of incidents that lists, filters and other tools read, made from the incidents themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from reportedly.store.schema import incidents, receipts, settings, voices
from reportedly.store.words import folded
from reportedly.weigh.sources import of_incident
from reportedly.weigh.types import DeskIncident

CHANGE = "change"
"""The setting that counts what was done to incidents."""


def next_change(connection: Connection) -> int:
    """Count one more change to incidents."""
    number = change(connection) + 1
    connection.execute(delete(settings).where(settings.c.name == CHANGE))
    connection.execute(insert(settings), {"name": CHANGE, "value": str(number)})
    return number


def change(connection: Connection) -> int:
    """The number of the last change to incidents."""
    return int(connection.scalar(select(settings.c.value).where(settings.c.name == CHANGE)) or 0)


def row(connection: Connection, incident: DeskIncident, change: int, *, hidden: bool) -> dict[str, Any]:
    """The columns of an incident."""
    place, killed, injured = incident.place, incident.estimate("killed"), incident.estimate("injured")
    hit = (*incident.actors, *incident.targets, *incident.victims)
    names = dict.fromkeys(name.casefold() for name in (*(p.name for p in hit), *(o.name for o in incident.origins)))
    words = folded(filter(None, (
        *(r.title for r in incident.reports), *(f.value for f in incident.fields.values()),
        *(told.quote.sentence for account in incident.accounts for told in account.told), *names)))
    return {
        "id": incident.id, "number": (connection.scalar(select(func.max(incidents.c.number))) or 0) + 1, "change": change,
        "news": _news(connection, incident), "hidden": hidden,
        "type": incident.type, "earliest": incident.earliest, "latest": incident.latest,
        "country": place.country if place else None, "admin1": place.admin1 if place else None,
        "place": place.name if place else None, "precision": place.precision if place else None,
        "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
        "killed_low": killed.low if killed else None, "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
        "injured_low": injured.low if injured else None, "injured_best": injured.best if injured else None,
        "injured_high": injured.high if injured else None,
        "grade": incident.grade.grade, "contested": bool(incident.disputes), "reports": len(incident.reports),
        "origins": incident.independent, "parties": "\n".join(names), "words": words, "content": incident.packed()}


def voices_of(incident: DeskIncident) -> list[dict[str, Any]]:
    """The rows of those who speak of an incident."""
    return [{"incident": incident.id, "key": name.casefold(), "kind": kind, "name": name, "reports": counts["reports"],
             "alone": bool(counts["alone"]), "corroborated": bool(counts["corroborated"]),
             "contradicted": bool(counts["contradicted"])} for (name, kind), counts in of_incident(incident)]


def _news(connection: Connection, incident: DeskIncident) -> str:
    """When the newest of the reports was published; one without a time of its own, or with one yet to come: received."""
    documents = [report.document for report in incident.reports]
    received = dict(connection.execute(select(receipts.c.id, receipts.c.received).where(receipts.c.id.in_(documents))).all())
    moments = (_moment(report.published, received[report.document]) for report in incident.reports)
    return max(moments, default="")


def _moment(published: str | None, received: str) -> str:
    arrived = datetime.fromisoformat(received)
    try:
        told = datetime.fromisoformat(published or "")
    except ValueError:
        return received
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return min(told, arrived).astimezone(UTC).isoformat(timespec="seconds")


def put(connection: Connection, incident: DeskIncident, change: int, *, hidden: bool) -> None:
    """Store the rows of an incident; there are none of it."""
    connection.execute(insert(incidents), row(connection, incident, change, hidden=hidden))
    if said := voices_of(incident):
        connection.execute(insert(voices), said)


def remove(connection: Connection, ids: Sequence[str]) -> None:
    """Delete the rows of these incidents."""
    connection.execute(delete(voices).where(voices.c.incident.in_(ids)))
    connection.execute(delete(incidents).where(incidents.c.id.in_(ids)))


def derive(connection: Connection) -> None:
    """Write the rows of all incidents anew, as after a migration that gave them columns."""
    number = next_change(connection)
    for id_ in connection.scalars(select(incidents.c.id).order_by(incidents.c.number)).all():
        found = connection.execute(select(incidents.c.content, incidents.c.hidden).where(incidents.c.id == id_)).one()
        remove(connection, [id_])
        put(connection, DeskIncident.from_json(found.content), number, hidden=found.hidden)
