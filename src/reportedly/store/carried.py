"""What readers wrote and follow, taken along when the telling that it stands on gives way to another reading of its report."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from reportedly.store.schema import comments, follows, tellings

Gone = tuple[str, int]
"""The key of a telling, and where in the text its first mention stood."""


def standing(connection: Connection, documents: Iterable[str]) -> list[Gone]:
    """The tellings of these reports, before they give way."""
    c = tellings.c
    query = select(c.key, c.start).where(c.document.in_(sorted(set(documents)))).order_by(c.key)
    return [(row.key, row.start) for row in connection.execute(query)]


def carry(connection: Connection, gone: Iterable[Gone], document: str) -> None:
    """Take along what stood on those of these tellings that are no more: to the whole one of ``document`` that begins nearest.

    ``document`` is the report's new reading or its newest version; where it has no whole telling all stays as it was.
    """
    c = tellings.c
    whole = connection.execute(select(c.key, c.start).where(c.document == document, c.whole)).all()
    lost = dict(gone)
    for key in connection.scalars(select(c.key).where(c.key.in_(sorted(lost)))).all():
        del lost[key]
    for key, start in sorted(lost.items()) if whole else ():
        home = min(whole, key=lambda row: (abs(row.start - start), row.key)).key
        connection.execute(update(comments).where(comments.c.telling == key).values(telling=home))
        _carry_follows(connection, key, home)


def _carry_follows(connection: Connection, key: str, home: str) -> None:
    f = follows.c
    there = select(f.reader).where(f.kind == "incident", f.target == home).scalar_subquery()
    moving = f.kind == "incident", f.target == key, f.reader.not_in(there)
    connection.execute(update(follows).where(*moving).values(target=home))
