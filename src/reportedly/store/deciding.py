"""What editors decide: each decision goes into the log, and what it touches is put together anew, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, select, update

from reportedly.store import decisions, linking
from reportedly.store.schema import comments, readers, tellings
from reportedly.weigh.corrections import checked
from reportedly.weigh.telling import ID_LENGTH, Telling
from reportedly.weigh.types import Decision

State = Literal["shown", "refused"]


def find(connection: Connection, id_: str) -> str:
    """The id of the incident that an id, or the beginning of one, leads to now.

    Raises:
        KeyError: there is none, or more than one.
    """
    c = tellings.c
    homes = select(c.incident).where(c.whole, c.incident.is_not(None)).distinct()
    found = list(connection.scalars(homes.where(c.key == id_)))
    if not found and 0 < len(id_) < ID_LENGTH:
        found = list(connection.scalars(homes.where(c.key.startswith(id_, autoescape=True)).limit(2)))
    if len(found) != 1:
        raise KeyError(f"{id_!r}: {'no incident has this id' if not found else 'more than one incident begins so'}")
    return str(found[0])


def tellings_of(connection: Connection, incident: str) -> list[Telling]:
    """The tellings of an incident."""
    return linking.contents(connection, connection.scalars(select(tellings.c.key).where(tellings.c.incident == incident)).all())


def merge(connection: Connection, one: str, other: str, *, who: str, because: str | None) -> str:
    """Decide that two incidents are one. Gives its id.

    Raises:
        KeyError: there is no such incident.
        ValueError: they are one already.
    """
    a, b = find(connection, one), find(connection, other)
    if a == b:
        raise ValueError(f"{one} and {other} are one incident already: {a}")
    kept = _anchors([*tellings_of(connection, a), *tellings_of(connection, b)])
    decisions.append(connection, "merge", a, who, because, {"with": b}, kept)
    linking.link(connection, (), (a, b))
    return find(connection, a)


def split(connection: Connection, id_: str, documents: Sequence[str], *, who: str, because: str | None) -> tuple[str, str]:
    """Decide that these reports tell of another incident. Gives the ids of what is left and of the other.

    Raises:
        KeyError: there is no such incident.
        ValueError: one is no report of it, or they are all of them or none.
    """
    incident = find(connection, id_)
    told_of = [t for t in tellings_of(connection, incident) if t.whole]
    out = [t for t in told_of if any(t.document.startswith(d) for d in documents if d)]
    unknown = [d for d in documents if not any(t.document.startswith(d) for t in told_of if d)]
    if unknown or not out or len(out) == len(told_of):
        raise ValueError(f"{', '.join(unknown)}: no report of incident {incident}" if unknown
                         else "a split takes some reports out of an incident, not none and not all")
    rest = [t for t in told_of if t not in out]
    details = {"documents": sorted({t.document for t in out})}
    decisions.append(connection, "split", incident, who, because, details, _anchors(rest), _anchors(out))
    linking.link(connection, (), (incident,))
    return find(connection, rest[0].key), find(connection, out[0].key)


def correct(connection: Connection, id_: str, fields: Mapping[str, str], *, who: str, because: str | None) -> str:
    """Set fields of an incident over what the reports say. Gives its id.

    Raises:
        KeyError: there is no such incident.
        ValueError: a value can't be that of its field, or there is no field or no reason.
    """
    if not fields or not (because or "").strip():
        raise ValueError("a correction needs field=value, and the reason for it (--because)")
    for name, value in fields.items():
        checked(name, value)
    return _decide(connection, "correct", id_, who, because, {"fields": dict(fields)})


def confirm(connection: Connection, id_: str, *, who: str, because: str | None) -> str:
    """Put down that an editor has looked at an incident and found it right. Gives its id.

    Raises:
        KeyError: there is no such incident.
    """
    return _decide(connection, "confirm", id_, who, because, {})


def hide(connection: Connection, id_: str, *, who: str, because: str) -> str:
    """Withhold an incident from the web. Gives its id.

    Raises:
        KeyError: there is no such incident.
        ValueError: there is no reason.
    """
    if not because.strip():
        raise ValueError("to withhold an incident needs a reason")
    return _decide(connection, "hide", id_, who, because, {})


def _decide(
    connection: Connection, verb: decisions.Verb, id_: str, who: str, because: str | None, details: Mapping[str, Any],
) -> str:
    incident = find(connection, id_)
    decisions.append(connection, verb, incident, who, because, details, [_first(connection, incident)])
    linking.link(connection, (), (incident,))
    return incident


def moderate(connection: Connection, comment: int, state: State, *, who: str, because: str) -> int:
    """Let a comment stand, or not; its writer is trusted once one stands. Gives the number of the decision.

    Raises:
        KeyError: there is no such comment.
        ValueError: there is no reason, or the comment is in that state.
    """
    found = connection.execute(select(comments).where(comments.c.id == comment)).one_or_none()
    if found is None:
        raise KeyError(f"no comment has the number {comment}")
    if not because.strip() or found.state == state:
        raise ValueError("a decision on a comment needs a reason" if found.state != state else f"the comment is {state} already")
    incident = find(connection, found.telling)
    trusted = bool(connection.scalar(select(readers.c.trusted).where(readers.c.id == found.reader)))
    number = decisions.append(
        connection, "moderate", incident, who, because,
        {"comment": comment, "state": state, "before": found.state, "trusted": trusted}, [_first(connection, incident)])
    _set(connection, comment, state, trusted or state == "shown")
    return number


def _set(connection: Connection, comment: int, state: str, trusted: bool) -> None:
    connection.execute(update(comments).where(comments.c.id == comment), {"state": state})
    writer = select(comments.c.reader).where(comments.c.id == comment).scalar_subquery()
    connection.execute(update(readers).where(readers.c.id == writer), {"trusted": trusted})


def undo(connection: Connection, number: int, *, who: str, because: str | None) -> int:
    """Take a decision back. The log keeps it. Gives the number of what undid it.

    Raises:
        KeyError: the log has no such decision, or it is undone already.
    """
    known = {d.number: d for d in decisions.log(connection)}
    decision = known.get(number)
    if decision is None or decision.undone is not None:
        raise KeyError(f"{number}: {'no such decision' if decision is None else 'undone already'}")
    first = decisions.subject(known, decision)
    own = decisions.append(connection, "undo", decision.incident, who, because, {"number": number})
    if first.verb == "moderate":
        _turn(connection, first)
        return own
    kept, out = decisions.keys_of(connection, first.number)
    homes = set(connection.scalars(select(tellings.c.incident).where(tellings.c.key.in_(sorted(kept | out)))))
    linking.link(connection, kept | out, {h for h in homes if h})
    return own


def _turn(connection: Connection, first: Decision) -> None:
    """Give a comment the state that the decisions on it leave it in: the last that stands, else that before the first."""
    comment = first.details["comment"]
    on_it = [d for d in decisions.log(connection)
             if d.verb == "moderate" and d.details["comment"] == comment and "proposal" not in d.details]
    standing = [d for d in on_it if d.undone is None]
    if not on_it:
        return
    state = standing[-1].details["state"] if standing else on_it[0].details["before"]
    _set(connection, comment, state, on_it[0].details["trusted"] or any(d.details["state"] == "shown" for d in standing))


def _first(connection: Connection, incident: str) -> decisions.Anchor:
    first = min((t for t in tellings_of(connection, incident) if t.whole), key=lambda t: (t.key != incident, t.key))
    return first.document, first.start


def _anchors(told_of: Iterable[Telling]) -> list[decisions.Anchor]:
    return sorted({(t.document, t.start) for t in told_of if t.whole})
