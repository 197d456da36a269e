"""What a reader asks for in an address: filters and a page, all of it in the query."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from urllib.parse import urlencode

from reportedly.store.find import Filters, country

LONGEST = 300
"""Characters of one value."""

LAST_PAGE = 100_000
CONTESTED = {"yes": True, "no": False}
NAMES = tuple(field.name for field in dataclasses.fields(Filters))


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """The filters as given, without those that are empty, and the page. :meth:`filters` are checked."""

    given: Mapping[str, str]
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """What a query asks for.

        Raises:
            ValueError: a value can't be that of its filter; the message says how it is written.
        """
        asked = dataclasses.replace(cls.unchecked(query), page=page_number(query))
        for value in asked.given.values():
            whole_text(value)
        asked.filters().normal()
        return asked

    @classmethod
    def unchecked(cls, query: Mapping[str, str]) -> Asked:
        """What stands in a query, be it wrong."""
        return cls({name: value.strip() for name in NAMES if (value := query.get(name, "")).strip()})

    def filters(self) -> Filters:
        """The filters of the desk."""
        contested = self.given.get("contested")
        if contested is not None and contested not in CONTESTED:
            raise ValueError(f"contested is {' or '.join(CONTESTED)}, not {contested!r}")
        values = {name: value for name, value in self.given.items() if name != "contested"}
        if "country" in values:
            values["country"] = country(values["country"])
        return Filters(**values, contested=CONTESTED[contested] if contested else None)

    def query(self) -> str:
        """The query that asks for the same, from its first page."""
        return f"?{urlencode(self.given)}" if self.given else ""


def page_number(query: Mapping[str, str]) -> int:
    """The page that a query asks for, from 1.

    Raises:
        ValueError: there can't be such a page.
    """
    value = query.get("page", "").strip() or "1"
    number = int(value) if value.isascii() and value.isdigit() and len(value) <= len(str(LAST_PAGE)) else 0
    if not 1 <= number <= LAST_PAGE:
        raise ValueError(f"page is a number from 1 to {LAST_PAGE:,}, not {value[:LONGEST]!r}")
    return number


def whole_text(value: str) -> str:
    """A value that is short enough and that every database can hold.

    Raises:
        ValueError: it is neither.
    """
    if len(value) > LONGEST:
        raise ValueError(f"at most {LONGEST} characters can be asked for at a time")
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError("a value holds characters that no text has")
    return value
