"""Reports as they were received: the bytes, and what came with them. They are stored before anything reads them."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from reportedly.acquire.files import BadInput, decoded, readable
from reportedly.store.schema import receipts, settings

METADATA = ("title", "outlet", "published", "url")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A report as received. ``id`` is the SHA-256 of ``content``; ``form`` is how it is read: text, html or json."""

    id: str
    form: str
    content: bytes
    given: Mapping[str, str]
    origin: str | None = None

    @classmethod
    def of(cls, report: Mapping[str, Any]) -> Receipt:
        """The receipt of a raw report, as files give it (with its bytes) or as the API does (without).

        Raises:
            BadInput: it has neither text nor HTML.
        """
        given = {key: _written(report[key]) for key in METADATA if report.get(key) is not None}
        origin = _written(report["origin"]) if report.get("origin") else None
        form = next((key for key in ("text", "html") if report.get(key) is not None), None)
        if form is None:
            raise BadInput('a report needs "text" or "html"')
        content = report.get("received")
        if isinstance(content, bytes):
            form = str(report["form"])
        elif isinstance(report[form], bytes):
            content = report[form]
        elif isinstance(report[form], str):
            content = readable(json.dumps({form: report[form], **given}, ensure_ascii=False, sort_keys=True)).encode()
            form = "json"
        else:
            raise BadInput(f"a report's {form} must be a string or bytes, not {type(report[form]).__name__}")
        return cls(hashlib.sha256(content).hexdigest(), form, content, given, origin)

    def report(self) -> dict[str, Any]:
        """The raw report, to be read; what was given with it stands over what its bytes say."""
        size = max(len(self.content), 1)
        if self.form == "html":
            words: dict[str, Any] = {"html": self.content}
        elif self.form == "text":
            words = {"text": decoded(self.content, max_bytes=size)}
        else:
            words = json.loads(decoded(self.content, max_bytes=size))
        return {**words, **self.given, **({"origin": self.origin} if self.origin else {})}


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else readable(str(value))


def put(connection: Connection, receipt: Receipt) -> bool:
    """Store a report as received. False: the same bytes are there already, and nothing changes."""
    if connection.scalar(select(receipts.c.id).where(receipts.c.id == receipt.id)) is not None:
        return False
    number = (connection.scalar(select(func.max(receipts.c.number))) or 0) + 1
    connection.execute(insert(receipts), {
        "id": receipt.id, "number": number, "received": datetime.now(UTC).isoformat(timespec="seconds"),
        "origin": receipt.origin, "form": receipt.form, "given": json.dumps(receipt.given, ensure_ascii=False),
        "size": len(receipt.content), "content": zlib.compress(receipt.content), "problem": None, "edition": 0})
    return True


def get(connection: Connection, ids: Iterable[str]) -> Iterator[Receipt]:
    """The receipts with these ids, in their order."""
    for id_ in ids:
        row = connection.execute(select(receipts).where(receipts.c.id == id_)).one()
        yield Receipt(row.id, row.form, zlib.decompress(row.content), json.loads(row.given), row.origin)


def unread(connection: Connection, edition: int = 1) -> list[str]:
    """Ids of what was received and has no reading of that edition yet, in the order of arrival."""
    return list(connection.scalars(select(receipts.c.id).where(receipts.c.edition < edition).order_by(receipts.c.number)))


def edition_now(connection: Connection) -> int:
    """Which reading of its reports the desk is at: 1 and one more for each rebuild."""
    return int(connection.scalar(select(settings.c.value).where(settings.c.name == "edition")) or 1)


def begin_rebuild(connection: Connection) -> int:
    """Begin the next edition, where that which was begun last is done. Gives the edition that is to be read."""
    now = edition_now(connection)
    if connection.scalar(select(receipts.c.id).where(receipts.c.edition > 0, receipts.c.edition < now).limit(1)) is None:
        now += 1
        connection.execute(delete(settings).where(settings.c.name == "edition"))
        connection.execute(insert(settings), {"name": "edition", "value": str(now)})
    return now


def is_unread(connection: Connection, id_: str) -> bool:
    """Whether a report was never read, or could not be."""
    return connection.scalar(select(receipts.c.id).where(
        receipts.c.id == id_, (receipts.c.edition == 0) | receipts.c.problem.is_not(None))) is not None


def mark(connection: Connection, id_: str, problem: str | None = None) -> None:
    """Put down that a report was read, or why it could not be."""
    values = {"edition": edition_now(connection), "problem": readable(problem) if problem else None}
    connection.execute(update(receipts).where(receipts.c.id == id_), values)
