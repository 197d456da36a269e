"""The day or the moment of publication."""

from __future__ import annotations

from datetime import date, datetime

from reportedly.acquire.files import BadInput


def publication(published: date | datetime | str | None) -> date | datetime | None:
    """``published`` as a day or an aware datetime. A datetime without a zone keeps only its day: its zone isn't known.

    Raises:
        BadInput: it is no date, or text that isn't ISO 8601.
    """
    if published is None or published == "":
        return None
    if isinstance(published, str):
        published = _iso(published.strip())
    if isinstance(published, datetime):
        return published if published.utcoffset() is not None else published.date()
    if isinstance(published, date):
        return published
    raise BadInput(f"published must be a date, a datetime or ISO 8601 text, not {type(published).__name__}")


def _iso(text: str) -> date | datetime:
    try:
        return date.fromisoformat(text)
    except ValueError:
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise BadInput(f"published must be ISO 8601, like 2020-01-04 or 2020-01-04T09:30:00+03:00, not {text!r}"
                           ) from None
