"""Whom and what readers follow, and what is new of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from sqlalchemy import ColumnElement, Connection, Subquery, and_, delete, func, insert, literal, or_, select

from reportedly.store import decisions, talk
from reportedly.store.documents import reports
from reportedly.store.listing import kept
from reportedly.store.schema import accounts, comments, follows, incidents, readers, receipts, tellings
from reportedly.store.schema import decisions as decision_table
from reportedly.store.talk import Comment
from reportedly.weigh.types import Decision, Report

Kind = Literal["reader", "incident", "party"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MOST = 1_000
"""How many a reader may follow."""

NEWS = 100
"""How much of what is new is shown."""

LOOKED_AT = 5_000
"""Among how many incidents, those that changed last, a party that is followed is looked for."""

f = follows.c


@dataclass(frozen=True, slots=True)
class Follow:
    """Who or what is followed. ``incident``: where one leads to now; None: nowhere, or an editor withholds it."""

    kind: Kind
    target: str
    name: str
    since: str
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is new: when, of which incident, and what: a comment, a report, a decision, or a party in it.

    ``why``: "answer" to a comment of the reader, of a "reader" who is followed, on an "incident", or naming a "party".
    """

    at: str
    why: Literal["answer", "reader", "incident", "party"]
    incident: str
    comment: Comment | None = None
    report: Report | None = None
    decision: Decision | None = None
    party: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A reader as others see them. ``left``: they are no more, and have no name."""

    id: int
    name: str
    role: str
    since: str
    left: bool


def follow(connection: Connection, reader: int, kind: Kind, target: str, name: str) -> None:
    """Follow; what is followed already stays so.

    Raises:
        ValueError: the reader follows too many.
    """
    if follows_it(connection, reader, kind, target):
        return
    if (connection.scalar(select(func.count()).select_from(follows).where(f.reader == reader)) or 0) >= MOST:
        raise ValueError(f"a reader can follow {MOST:,} at most")
    connection.execute(insert(follows), {"reader": reader, "kind": kind, "target": target, "name": name, "since": _now()})


def leave(connection: Connection, reader: int, kind: Kind, target: str) -> None:
    """Follow no more; all that lead to an incident where it is one."""
    connection.execute(delete(follows).where(f.reader == reader, f.kind == kind, _leads_to(kind, target)))


def follows_it(connection: Connection, reader: int, kind: Kind, target: str) -> bool:
    """Whether a reader follows someone or something; an incident, too, that has become part of this one."""
    query = select(f.target).where(f.reader == reader, f.kind == kind, _leads_to(kind, target))
    return connection.scalar(query.limit(1)) is not None


def _leads_to(kind: Kind, target: str) -> ColumnElement[bool]:
    if kind != "incident":
        return f.target == target
    return or_(f.target == target, f.target.in_(select(tellings.c.key).where(tellings.c.incident == target)))


def followed(connection: Connection, reader: int) -> tuple[Follow, ...]:
    """Whom and what a reader follows, those followed last first; readers by the names that they have now."""
    query = select(f.kind, f.target, f.name, f.since, incidents.c.id).outerjoin(
        tellings, and_(f.kind == "incident", tellings.c.key == f.target)).outerjoin(
        incidents, and_(incidents.c.id == tellings.c.incident, incidents.c.hidden.is_(False))).where(
        f.reader == reader).order_by(f.since.desc(), f.kind, f.target)
    found = [Follow(*row) for row in connection.execute(query)]
    names = {str(one.id): one.name for one in people(connection, [int(i.target) for i in found if i.kind == "reader"])}
    return tuple(Follow(one.kind, one.target, names.get(one.target, one.name), one.since, one.incident)
                 if one.kind == "reader" else one for one in found)


def people(connection: Connection, ids: Iterable[int]) -> list[Person]:
    """These readers, as others see them."""
    wanted = sorted(set(ids))
    return [person for start in range(0, len(wanted), MOST)
            for person in _people(connection, readers.c.id.in_(wanted[start:start + MOST]))]


def _people(connection: Connection, condition: ColumnElement[bool]) -> list[Person]:
    c = readers.c
    query = select(c.id, c.name, c.role, c.since, c.email.not_like("%@%")).where(condition)
    return [Person(row[0], row[1], row[2], row[3], bool(row[4])) for row in connection.execute(query)]


def of_feed(connection: Connection, secret: str) -> Person | None:
    """Whose feed has this secret. None: nobody's, or a blocked reader's."""
    return next((person for person in _people(connection, and_(readers.c.feed == secret, readers.c.blocked.is_(None)))
                 if not person.left), None)


def news(connection: Connection, reader: int) -> tuple[News, ...]:
    """What is new to a reader, newest first. What an editor withholds is in nobody's news.

    Comments are there whenever they were made; reports, decisions and incidents, if they came after the reader began to
    follow.
    """
    of = followed(connection, reader)
    found = [*_comments(connection, reader, of), *_reports(connection, reader), *_decided(connection, reader),
             *_naming(connection, [one for one in of if one.kind == "party"])]
    return tuple(sorted(found, key=_newest_first, reverse=True)[:NEWS])


def _newest_first(item: News) -> tuple[str, int, int, str, str]:
    return (item.at, item.comment.id if item.comment else 0, item.decision.number if item.decision else 0, item.incident,
            item.report.document if item.report else item.party)


def _comments(connection: Connection, reader: int, of: Iterable[Follow]) -> list[News]:
    """Each comment once: as an answer before all, then as one of a reader who is followed."""
    c, mine = comments.c, comments.alias()
    answers = c.parent.in_(select(mine.c.id).where(mine.c.reader == reader))
    theirs = c.reader.in_([int(one.target) for one in of if one.kind == "reader"])
    on = incidents.c.id.in_({one.incident for one in of if one.incident})
    found: dict[int, News] = {}
    conditions: tuple[tuple[Literal["answer", "reader", "incident"], ColumnElement[bool]], ...] = (
        ("answer", answers), ("reader", theirs), ("incident", on))
    for why, condition in conditions:
        seen = and_(condition, c.state == "shown", c.reader != reader, incidents.c.hidden.is_(False))
        for one in talk.listed(connection, seen, newest=True, limit=NEWS):
            if one.incident:
                found.setdefault(one.id, News(one.at, why, one.incident, comment=one))
    return list(found.values())


def _homes(reader: int) -> Subquery:
    """The incidents that a reader follows, and since when."""
    query = select(tellings.c.incident, func.min(f.since).label("since")).join(tellings, tellings.c.key == f.target).join(
        incidents, and_(incidents.c.id == tellings.c.incident, incidents.c.hidden.is_(False)))
    return query.where(f.reader == reader, f.kind == "incident").group_by(tellings.c.incident).subquery()


def _reports(connection: Connection, reader: int) -> list[News]:
    a, home = accounts.c, _homes(reader)
    query = select(a.incident, a.document, receipts.c.received).join(home, home.c.incident == a.incident).join(
        receipts, receipts.c.id == a.document).where(receipts.c.received >= home.c.since).distinct().order_by(
        receipts.c.received.desc(), a.document, a.incident).limit(NEWS)
    rows = connection.execute(query).all()
    told = reports(connection, [row.document for row in rows])
    return [News(row.received, "incident", row.incident, report=told[row.document]) for row in rows]


def _decided(connection: Connection, reader: int) -> list[News]:
    """What editors decided on the incidents; on comments aside."""
    d, home = decision_table.c, _homes(reader)
    query = select(d.number, tellings.c.incident).join(tellings, tellings.c.key == d.incident).join(
        home, home.c.incident == tellings.c.incident).where(d.at >= home.c.since, d.verb != "moderate").order_by(
        d.number.desc()).limit(NEWS)
    rows = connection.execute(query).all()
    known = {decision.number: decision for decision in decisions.log(connection)} if rows else {}
    return [News(known[number].at, "incident", incident, decision=known[number]) for number, incident in rows
            if decisions.subject(known, known[number]).verb != "moderate"]


def _naming(connection: Connection, of: list[Follow]) -> list[News]:
    """The incidents that name a party and of which the desk had nothing before the reader followed it."""
    if not of:
        return []
    last = select(incidents.c.id).order_by(incidents.c.change.desc(), incidents.c.id).limit(LOOKED_AT).scalar_subquery()
    lines = literal("\n") + incidents.c.parties + literal("\n")
    found: list[News] = []
    for one in of:
        named = lines.contains(f"\n{one.target}\n", autoescape=True)
        ids = connection.scalars(select(incidents.c.id).where(
            incidents.c.id.in_(last), incidents.c.hidden.is_(False), named))
        first = {id_: when.first for id_, when in kept(connection, ids).items()}
        found += [News(at, "party", id_, party=one.name) for id_, at in first.items() if at >= one.since]
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
