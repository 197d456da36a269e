"""Who may write on the web desk: readers with a name and a password, and their sessions."""

from __future__ import annotations

import functools
import hashlib
import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, Connection, Select, delete, insert, or_, select, update

from reportedly import lexicon
from reportedly.store.names import Refused, name_key
from reportedly.store.schema import follows, sessions
from reportedly.store.schema import readers as reader_table

Role = Literal["reader", "editor"]
ROLES: tuple[Role, ...] = ("reader", "editor")

SESSION = timedelta(days=30)
"""How long a session lasts."""

GONE = "left"
"""Why who deleted their account can't sign in."""

EMAIL_TAKEN = "This e-mail can't be used. If it is yours, sign in, or ask those who run this desk for a new password."

c = reader_table.c
_hasher = PasswordHasher()
_hashing = threading.BoundedSemaphore(4)
"""A hash takes 64 MiB while it is made: no more than so many at a time."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is signed in. ``trusted``: an editor has let a comment of theirs stand; ``feed``: the secret of their own feed."""

    id: int
    name: str
    role: Role
    trusted: bool
    feed: str

    @property
    def is_editor(self) -> bool:
        """Whether they decide."""
        return self.role == "editor"


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk knows of a reader, for them and for who runs it. ``since``: ISO 8601, UTC; ``blocked``: why, or None."""

    id: int
    name: str
    email: str
    password: str
    role: Role
    since: str
    blocked: str | None


def hashed(password: str) -> str:
    """What is stored of a password: Argon2id."""
    with _hashing:
        return _hasher.hash(password)


def is_right(stored: str | None, password: str) -> bool:
    """Whether it is the password that was stored. It takes as long where nothing was (None)."""
    with _hashing:
        try:
            return _hasher.verify(stored if stored is not None else _nobody(), password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(stored: str) -> bool:
    """Whether a password would be stored in another way now."""
    return _hasher.check_needs_rehash(stored)


@functools.cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_urlsafe())


def join(connection: Connection, name: str, email: str, password: str, role: Role = "reader") -> int:
    """Add a reader, whose name and e-mail were checked and whose password is hashed. Gives their id.

    Raises:
        Refused: another reader has that e-mail, or a name that looks like this one.
    """
    key = name_key(name)
    _check_free(connection, email)
    if connection.scalar(select(c.id).where(c.key == key)) is not None:
        raise Refused("name", "Another reader has this name, or one that looks like it.")
    added = connection.execute(insert(reader_table), {
        "name": name, "key": key, "email": email, "password": password, "role": role, "since": _moment(), "trusted": False,
        "blocked": None, "feed": secrets.token_urlsafe()})
    assert added.inserted_primary_key is not None
    return int(added.inserted_primary_key[0])


def by_email(connection: Connection, email: str) -> Known | None:
    """The reader who signs in with an e-mail."""
    return _one(connection, c.email == email)


def by_name(connection: Connection, name: str) -> Known:
    """The reader of a name, however it is written.

    Raises:
        KeyError: there is none.
    """
    found = _one(connection, c.key == name_key(name))
    if found is None:
        raise KeyError(f"no reader is named {name!r}")
    return found


def by_id(connection: Connection, reader: int) -> Known | None:
    """A reader by their id; who left is none."""
    return _one(connection, c.id == reader)


def everyone(connection: Connection) -> list[Known]:
    """All readers, by the time when they joined; not those who left."""
    return [Known(*row) for row in connection.execute(_known().order_by(c.id))]


def set_password(connection: Connection, reader: int, password: str) -> None:
    """Store another password, hashed; all sessions of the reader end."""
    connection.execute(update(reader_table).where(c.id == reader).values(password=password))
    end_all(connection, reader)


def restore_password(connection: Connection, reader: int, before: str, password: str) -> None:
    """Store the same password in another way, unless it is another one by now."""
    connection.execute(update(reader_table).where(c.id == reader, c.password == before).values(password=password))


def set_email(connection: Connection, reader: int, email: str) -> None:
    """Let a reader sign in with another e-mail.

    Raises:
        Refused: another reader does.
    """
    _check_free(connection, email, reader)
    connection.execute(update(reader_table).where(c.id == reader).values(email=email))


def checked_role(role: str) -> Role:
    """A role by its name.

    Raises:
        ValueError: there is no such role.
    """
    for one in ROLES:
        if role == one:
            return one
    raise ValueError(f"a role is {' or '.join(ROLES)}, not {role!r}")


def set_role(connection: Connection, reader: int, role: Role) -> None:
    """Make a reader an editor, or no longer one."""
    connection.execute(update(reader_table).where(c.id == reader).values(role=role))


def renew_feed(connection: Connection, reader: int) -> None:
    """Give a reader's own feed another address; the one before leads nowhere."""
    connection.execute(update(reader_table).where(c.id == reader).values(feed=secrets.token_urlsafe()))


def block(connection: Connection, reader: int, because: str) -> None:
    """Keep a reader from signing in; all sessions end."""
    connection.execute(update(reader_table).where(c.id == reader).values(blocked=because))
    end_all(connection, reader)


def unblock(connection: Connection, reader: int) -> None:
    """Let a reader sign in again."""
    connection.execute(update(reader_table).where(c.id == reader).values(blocked=None))


def leave(connection: Connection, reader: int) -> None:
    """Delete an account: nothing of it stays but the comments, as of a reader who left."""
    end_all(connection, reader)
    connection.execute(delete(follows).where(
        or_(follows.c.reader == reader, (follows.c.kind == "reader") & (follows.c.target == str(reader)))))
    nobody = f"{GONE} {reader}"
    connection.execute(update(reader_table).where(c.id == reader).values(
        name=lexicon.load("readers")["left"], key=nobody, email=nobody, password="", role="reader", trusted=False,
        blocked=GONE, feed=secrets.token_urlsafe()))


def session(connection: Connection, secret: str) -> Reader | None:
    """Whose session it is. None: there is none, it has ended, or its reader is blocked."""
    query = select(c.id, c.name, c.role, c.trusted, c.feed).join(sessions, sessions.c.reader == c.id).where(
        sessions.c.key == _digest(secret), sessions.c.ends > _moment(), c.blocked.is_(None))
    row = connection.execute(query).first()
    return Reader(*row) if row else None


def begin(connection: Connection, reader: int) -> str:
    """Begin a session. Gives its secret, which the desk doesn't keep; sessions that have ended are dropped."""
    secret, now = secrets.token_urlsafe(), datetime.now(UTC)
    connection.execute(delete(sessions).where(sessions.c.ends <= _moment(now)))
    connection.execute(insert(sessions), {
        "key": _digest(secret), "reader": reader, "begun": _moment(now), "ends": _moment(now + SESSION)})
    return secret


def end(connection: Connection, secret: str) -> None:
    """End a session."""
    connection.execute(delete(sessions).where(sessions.c.key == _digest(secret)))


def end_all(connection: Connection, reader: int) -> None:
    """End all sessions of a reader."""
    connection.execute(delete(sessions).where(sessions.c.reader == reader))


def _known() -> Select[Any]:
    return select(c.id, c.name, c.email, c.password, c.role, c.since, c.blocked).where(c.email.contains("@"))


def _one(connection: Connection, which: ColumnElement[bool]) -> Known | None:
    row = connection.execute(_known().where(which)).first()
    return Known(*row) if row else None


def _check_free(connection: Connection, email: str, reader: int = 0) -> None:
    if connection.scalar(select(c.id).where(c.email == email, c.id != reader)) is not None:
        raise Refused("email", EMAIL_TAKEN)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _moment(at: datetime | None = None) -> str:
    return (at or datetime.now(UTC)).isoformat(timespec="seconds")
