"""What readers say of incidents. A comment stands on a telling, so it goes where a merge or a split takes that."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, or_, select, update

from reportedly.store import deciding, decisions
from reportedly.store.documents import chunks
from reportedly.store.listing import Page, Row
from reportedly.store.schema import comments, incidents, readers, tellings
from reportedly.store.schema import decisions as decision_table
from reportedly.weigh.types import Decision, DeskAccount, DeskIncident

State = Literal["waiting", "shown", "refused"]

PAGE = 100
"""Comments on one page of a discussion."""

LISTED = 50
"""Comments on one page of a list."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. ``document`` and ``incident`` are what it leads to now; None: no report tells of that any more.

    ``account`` is the chain of sources of the account that it is on; ``taken`` the decision on what it proposes.
    """

    id: int
    telling: str
    account: str | None
    parent: int | None
    reader: int
    author: str
    role: str
    at: str
    text: str
    proposal: Mapping[str, str]
    state: State
    taken: int | None
    document: str | None
    incident: str | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment stands in a discussion: under which first comment, if it isn't one itself."""

    id: int
    root: int | None
    visible: bool


def chain_of(account: DeskAccount) -> str:
    """The sources of an account, as ``accounts.source`` has them."""
    return " ← ".join(account.source)


def put(
    connection: Connection, incident: DeskIncident, reader: int, text: str, state: State, *,
    account: DeskAccount | None = None, proposal: Mapping[str, str] | None = None,
) -> int:
    """Store a comment on an incident, or on one account of it. Gives its id."""
    telling = incident.id if account is None else _telling_of(connection, incident.id, account.document)
    return _put(connection, telling, reader, text, state, chain_of(account) if account else None, None, proposal)


def answer(
    connection: Connection, parent: Comment, reader: int, text: str, state: State, *,
    proposal: Mapping[str, str] | None = None,
) -> int:
    """Store what a reader answers to a comment; a thread stays together. Gives its id."""
    return _put(connection, parent.telling, reader, text, state, None, parent.id, proposal)


def _put(
    connection: Connection, telling: str, reader: int, text: str, state: State, account: str | None, parent: int | None,
    proposal: Mapping[str, str] | None,
) -> int:
    result = connection.execute(insert(comments).values(
        telling=telling, account=account, parent=parent, reader=reader, at=datetime.now(UTC).isoformat(timespec="seconds"),
        text=text, proposal=json.dumps(dict(proposal), ensure_ascii=False) if proposal else None, state=state))
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def _telling_of(connection: Connection, incident: str, document: str) -> str:
    """The telling of a report in an incident; the incident's own where the report has none by itself."""
    c = tellings.c
    query = select(c.key).where(c.incident == incident, c.document == document, c.whole).order_by(c.start, c.key)
    return connection.scalar(query.limit(1)) or incident


def get(connection: Connection, id_: int) -> Comment | None:
    """A comment by its id, whatever its state."""
    return next(iter(listed(connection, comments.c.id == id_)), None)


def places(connection: Connection, incident: str, viewer: int | None = None) -> tuple[Place, ...]:
    """The order of a discussion: first comments by time, under each all answers by time.

    Visible is what is shown, and what ``viewer`` wrote and waits. One that isn't stands there if something under it is.
    """
    c = comments.c
    query = select(c.id, c.parent, c.reader, c.state).join(tellings, tellings.c.key == c.telling).where(
        tellings.c.incident == incident).order_by(c.at, c.id)
    rows = connection.execute(query).all()
    parents = {row.id: row.parent for row in rows}
    visible = {row.id for row in rows if row.state == "shown" or (row.state == "waiting" and row.reader == viewer)}
    threads: dict[int, list[int]] = {row.id: [] for row in rows if row.parent is None}
    for row in rows:
        if row.parent is not None and row.id in visible:
            threads[_root(row.id, parents)].append(row.id)
    return tuple(place for root, answers in threads.items() if root in visible or answers for place in (
        Place(root, None, root in visible), *(Place(id_, root, True) for id_ in answers)))


def _root(id_: int, parents: Mapping[int, int | None]) -> int:
    while (parent := parents[id_]) is not None:
        id_ = parent
    return id_


def by_id(connection: Connection, ids: Collection[int]) -> dict[int, Comment]:
    """These comments, by id."""
    found: dict[int, Comment] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), PAGE):
        found.update((one.id, one) for one in listed(connection, comments.c.id.in_(wanted[start:start + PAGE])))
    return found


def waiting(connection: Connection, number: int = 1) -> Page[Comment]:
    """One page of the comments that wait for an editor, oldest first."""
    return _page(connection, comments.c.state == "waiting", number, newest=False)


def count_waiting(connection: Connection) -> int:
    """How many comments wait for an editor."""
    return connection.scalar(select(func.count()).select_from(comments).where(comments.c.state == "waiting")) or 0


def proposals(connection: Connection, number: int = 1) -> Page[Comment]:
    """One page of the shown comments that propose a correction on which no decision stands, oldest first."""
    c = comments.c
    undone = undone_of(connection, connection.scalars(select(c.taken).where(c.taken.is_not(None))))
    is_open = or_(c.taken.is_(None), c.taken.in_(sorted(undone))) if undone else c.taken.is_(None)
    return _page(connection, and_(c.state == "shown", c.proposal.is_not(None), is_open,
                                  incidents.c.id.is_not(None)), number, newest=False)


def said_by(connection: Connection, reader: int, number: int = 1, *, own: bool = False) -> Page[Comment]:
    """One page of a reader's comments, newest first: those that all see, or with ``own`` all that the reader wrote."""
    seen = and_(comments.c.state == "shown", incidents.c.hidden.is_(False))
    return _page(connection, and_(comments.c.reader == reader, *(() if own else (seen,))), number, newest=True)


def correct(connection: Connection, comment: Comment, *, who: str, because: str) -> int:
    """Make the correction that a comment proposes. Gives the number of the decision.

    Raises:
        KeyError: no report tells of its incident any more.
        ValueError: it proposes none, one was made of it already, or there is no reason.
    """
    _check_open(connection, comment)
    deciding.correct(connection, comment.telling, comment.proposal, who=who, because=because)
    return _take_up(connection, comment, newest_decision(connection))


def leave(connection: Connection, comment: Comment, *, who: str, because: str) -> int:
    """Decide not to make the correction that a comment proposes; the comment stands. Gives the number of the decision.

    Raises:
        KeyError: no report tells of its incident any more.
        ValueError: as :func:`correct`.
    """
    _check_open(connection, comment)
    if not because.strip():
        raise ValueError("a decision on a proposal needs a reason")
    incident = deciding.find(connection, comment.telling)
    first = min((t for t in deciding.tellings_of(connection, incident) if t.whole), key=lambda t: (t.key != incident, t.key))
    trusted = bool(connection.scalar(select(readers.c.trusted).where(readers.c.id == comment.reader)))
    return _take_up(connection, comment, decisions.append(
        connection, "moderate", incident, who, because,
        {"comment": comment.id, "state": comment.state, "before": comment.state, "trusted": trusted, "proposal": "left"},
        [(first.document, first.start)]))


def _check_open(connection: Connection, comment: Comment) -> None:
    if not comment.proposal or comment.state != "shown":
        raise ValueError(f"comment {comment.id} proposes no correction that can be decided on")
    if comment.taken is not None and comment.taken not in undone_of(connection, [comment.taken]):
        raise ValueError(f"the proposal of comment {comment.id} was decided on already: decision {comment.taken}")


def _take_up(connection: Connection, comment: Comment, decision: int) -> int:
    connection.execute(update(comments).where(comments.c.id == comment.id).values(taken=decision))
    return decision


def newest_decision(connection: Connection) -> int:
    """The number of the newest decision; 0: there is none."""
    return connection.scalar(select(func.max(decision_table.c.number))) or 0


def undone_of(connection: Connection, numbers: Iterable[int | None]) -> dict[int, int]:
    """Those of these decisions that do not stand, each with the number of what undid it."""
    asked = {number for number in numbers if number is not None}
    if not asked:
        return {}
    return {d.number: d.undone for d in decisions.log(connection) if d.number in asked and d.undone is not None}


def refusals(connection: Connection, ids: Collection[int]) -> dict[int, Decision]:
    """By comment the last decision that refused it or took it down."""
    c = decision_table.c
    if not ids:
        return {}
    named = or_(*(c.details.contains(f'"comment": {id_},') for id_ in sorted(ids)))
    query = select(decision_table).where(c.verb == "moderate", named).order_by(c.number)
    found: dict[int, Decision] = {}
    for r in connection.execute(query):
        details = json.loads(r.details)
        if details["state"] == "refused":
            found[details["comment"]] = Decision(r.number, r.at, r.who, r.verb, r.incident, r.because, details)
    return found


def verbs_of(connection: Connection, numbers: Iterable[int | None]) -> dict[int, str]:
    """What kind of decision each of these is."""
    asked = sorted({number for number in numbers if number is not None})
    c = decision_table.c
    return {row.number: row.verb for row in connection.execute(select(c.number, c.verb).where(c.number.in_(asked)))}


def rows_of(connection: Connection, ids: Iterable[str | None]) -> dict[str, Row]:
    """The lines of these incidents, by id; hidden ones too."""
    found: dict[str, Row] = {}
    columns = [incidents.c[field.name] for field in fields(Row)]
    for some in chunks(sorted({id_ for id_ in ids if id_})):
        found.update((row.id, Row(*row)) for row in connection.execute(select(*columns).where(incidents.c.id.in_(some))))
    return found


def listed(connection: Connection, condition: ColumnElement[bool], *, newest: bool = False, limit: int | None = None,
           offset: int = 0) -> list[Comment]:
    """The comments of which something holds, by time; conditions are on ``comments`` and the ``incidents`` they lead to."""
    c = comments.c
    order = (c.at.desc(), c.id.desc()) if newest else (c.at, c.id)
    query = _joined(select(c.id, c.telling, c.account, c.parent, c.reader, readers.c.name, readers.c.role, c.at, c.text,
                           c.proposal, c.state, c.taken, tellings.c.document, incidents.c.id.label("incident"),
                           incidents.c.hidden))
    rows = connection.execute(query.where(condition).order_by(*order).limit(limit).offset(offset or None))
    return [Comment(r.id, r.telling, r.account, r.parent, r.reader, r.name, r.role, r.at, r.text,
                    json.loads(r.proposal) if r.proposal else {}, r.state, r.taken, r.document, r.incident,
                    bool(r.hidden)) for r in rows]


def _joined(query: Select[Any]) -> Select[Any]:
    return query.select_from(comments).join(readers, readers.c.id == comments.c.reader).outerjoin(
        tellings, tellings.c.key == comments.c.telling).outerjoin(incidents, incidents.c.id == tellings.c.incident)


def _page(connection: Connection, condition: ColumnElement[bool], number: int, *, newest: bool) -> Page[Comment]:
    total = connection.scalar(_joined(select(func.count())).where(condition)) or 0
    rows = listed(connection, condition, newest=newest, limit=LISTED, offset=(number - 1) * LISTED)
    return Page(tuple(rows), total, number, LISTED)
