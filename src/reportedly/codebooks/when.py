"""When an incident was, in days, and its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from reportedly.weigh.types import DeskIncident

_ID = re.compile(r"[a-z2-7]{10}")
_DIGITS = str.maketrans("abcdefghijklmnopqrstuvwxyz234567", "0123456789abcdefghijklmnopqrstuv")
"""The letters of base32 (RFC 4648) as the digits that Python reads."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days within which something happened, both inclusive."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it is long: 1 where the day is known."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The day in the middle; the earlier of two."""
        return self.first + timedelta(days=(self.days - 1) // 2)


def period(incident: DeskIncident) -> Period | None:
    """The days of an incident; None where either end is not known."""
    if incident.earliest is None or incident.latest is None:
        return None
    return Period(date.fromisoformat(incident.earliest[:10]), date.fromisoformat(incident.latest[:10]))


def minute(iso: str | None) -> str | None:
    """The time of day of an ISO minute, "01:12"; None for a day."""
    return iso[11:16] if iso and len(iso) > 10 else None


def last_published(incident: DeskIncident) -> int | None:
    """When the latest of its reports was published, in seconds since 1970; a day without time counts from 0:00 UTC."""
    moments = [datetime.fromisoformat(r.published) for r in incident.reports if r.published]
    return max((int((m if m.tzinfo else m.replace(tzinfo=UTC)).timestamp()) for m in moments), default=None)


def number(identifier: str) -> int:
    """An incident's id, ten characters of lower-case base32, as the number of 50 bits that it stands for.

    Raises:
        ValueError: if it isn't such an id.
    """
    if not _ID.fullmatch(identifier):
        raise ValueError(f"not an incident's id: {identifier!r}")
    return int(identifier.translate(_DIGITS), 32)
