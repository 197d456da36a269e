"""What persons decided: an append-only log.

A decision is on places in reports, not on ids: when a report is read anew, it finds the incident there again.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, or_, select

from reportedly.store.documents import chunks
from reportedly.store.schema import anchors, decisions, tellings
from reportedly.store.schema import documents as document_table
from reportedly.weigh.cluster import Pair, pair
from reportedly.weigh.types import Decision

Verb = Literal["merge", "split", "correct", "confirm", "hide", "moderate", "undo"]
Anchor = tuple[str, int]
"""A report, and where in its text the first mention of the incident stands."""

KEPT, TAKEN_OUT = 0, 1


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided on some tellings: pairs that are together or apart, and what was corrected, by key."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    corrections: Mapping[str, list[Decision]] = field(default_factory=dict)


def append(
    connection: Connection, verb: Verb, incident: str, who: str, because: str | None, details: Mapping[str, Any],
    kept: Iterable[Anchor] = (), taken_out: Iterable[Anchor] = (),
) -> int:
    """Write a decision into the log. Gives its number."""
    number = (connection.scalar(select(func.max(decisions.c.number))) or 0) + 1
    connection.execute(insert(decisions), {
        "number": number, "at": datetime.now(UTC).isoformat(timespec="seconds"), "who": who, "verb": verb,
        "incident": incident, "because": because, "details": json.dumps(details, ensure_ascii=False)})
    rows = [{"number": number, "document": document, "start": start, "side": side}
            for side, those in ((KEPT, kept), (TAKEN_OUT, taken_out)) for document, start in those]
    if rows:
        connection.execute(insert(anchors), rows)
    return number


def log(connection: Connection) -> list[Decision]:
    """All decisions, oldest first, each with the number of what undid it."""
    rows = connection.execute(select(decisions).order_by(decisions.c.number)).all()
    found = [Decision(r.number, r.at, r.who, r.verb, r.incident, r.because, json.loads(r.details)) for r in rows]
    undone: dict[int, int] = {}
    for decision in reversed(found):
        if decision.verb == "undo" and decision.number not in undone:
            undone.setdefault(decision.details["number"], decision.number)
    return [Decision(d.number, d.at, d.who, d.verb, d.incident, d.because, d.details, undone.get(d.number)) for d in found]


def anchors_of(connection: Connection, number: int) -> list[tuple[str, int, int]]:
    """Document, start and side of what a decision is on."""
    c = anchors.c
    query = select(c.document, c.start, c.side).where(c.number == number).order_by(c.document, c.start, c.side)
    return [(row.document, row.start, row.side) for row in connection.execute(query)]


def subject(known: Mapping[int, Decision], decision: Decision) -> Decision:
    """What was decided in the first place: an undoing leads to what it undid."""
    while decision.verb == "undo":
        decision = known[decision.details["number"]]
    return decision


def on(connection: Connection, documents: Iterable[str]) -> set[int]:
    """The numbers of the decisions on these reports, or on another version of one of them."""
    c = document_table.c
    found: set[int] = set()
    if connection.scalar(select(anchors.c.number).limit(1)) is None:
        return found
    for some in chunks(sorted(documents)):
        urls = select(c.url).where(c.id.in_(some), c.url.is_not(None))
        versions = select(c.id).where(c.url.in_(urls))
        at = or_(anchors.c.document.in_(some), anchors.c.document.in_(versions))
        found.update(connection.scalars(select(anchors.c.number).where(at).distinct()))
    return found


def ruling(connection: Connection, documents: Iterable[str]) -> Ruling:
    """What stands of the decisions on these reports: later ones over earlier ones, undone ones not at all."""
    numbers = on(connection, documents)
    if not numbers:
        return Ruling()
    together: set[Pair] = set()
    apart: set[Pair] = set()
    corrections: dict[str, list[Decision]] = {}
    for decision in log(connection):
        if decision.number not in numbers or decision.undone is not None:
            continue
        kept, out = keys_of(connection, decision.number)
        if decision.verb in ("correct", "confirm", "hide"):
            for key in kept:
                corrections.setdefault(key, []).append(decision)
        elif decision.verb == "merge":
            joined = {pair(a, b) for a, b in itertools.combinations(sorted(kept), 2)}
            together |= joined
            apart -= joined
        elif decision.verb == "split":
            parted = {pair(a, b) for a in kept for b in out if a != b}
            together = (together - parted) | {pair(a, b) for a, b in itertools.combinations(sorted(out), 2)}
            apart |= parted
    return Ruling(frozenset(together), frozenset(apart), corrections)


def keys_of(connection: Connection, number: int) -> tuple[set[str], set[str]]:
    """The tellings that a decision is on: of each report's newest version the one that begins nearest to where it did."""
    sides: tuple[set[str], set[str]] = (set(), set())
    for document, start, side in anchors_of(connection, number):
        query = select(tellings.c.key, tellings.c.start).where(
            tellings.c.document == _newest(connection, document), tellings.c.whole)
        rows = connection.execute(query).all()
        if rows:
            sides[side].add(min(rows, key=lambda row: (abs(row.start - start), row.key)).key)
    return sides


def _newest(connection: Connection, document: str) -> str:
    """The newest version of a report."""
    c, other = document_table.c, document_table.alias()
    query = select(c.id).join(other, other.c.url == c.url).where(other.c.id == document, c.current)
    return connection.scalar(query) or document
