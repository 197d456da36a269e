"""All incidents of the desk as columns in memory: what filters, lists, the map and the timeline are made of.

A hundred thousand incidents are some hundred megabytes, and asking them anything takes a millisecond or two. What the desk
changed since is read when it is asked for next; nothing is ever shown that the desk does not hold.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from reportedly.model import IncidentType, Precision
from reportedly.store.find import Filters, box
from reportedly.store.listing import Row
from reportedly.store.rows import change as last_change
from reportedly.store.schema import incidents
from reportedly.store.words import having
from reportedly.web.recent import Recent
from reportedly.weigh.types import Grade

TYPES: tuple[IncidentType, ...] = get_args(IncidentType)
GRADES: tuple[Grade, ...] = get_args(Grade)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
NONE = -1
"""Stands where an incident has no such number."""

Index = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]
Value = TypeVar("Value")

_SHOWN = tuple(incidents.c[one.name] for one in fields(Row))
_FURTHER = (incidents.c.number, incidents.c.news, incidents.c.hidden, incidents.c.parties)


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """The incidents at one change of the desk; what is a sequence is parallel to ``rows``.

    ``earliest`` and ``latest`` are days as ordinals (:meth:`datetime.date.toordinal`), :data:`NONE` where there is none, as
    with figures. ``latitude`` and ``longitude`` are degrees, NaN for what is known no nearer than a country. ``type``,
    ``grade`` and ``precision`` are indexes of :data:`TYPES`, :data:`GRADES` and :data:`PRECISIONS`. ``parties`` are names
    in lower case, a line each; ``news`` is seconds since 1970. ``by_news`` are the places of all rows but the hidden ones,
    the newest news first (as :func:`reportedly.store.listing.told_by`); ``at`` is where an incident
    stands; ``coded`` are indexes of ``codes``, all countries there are in alphabetical
    order; ``countries`` are those of rows that are not hidden.
    """

    change: int
    rows: Sequence[Row]
    parties: Sequence[str]
    numbers: Index
    news: Index
    hidden: Mask
    earliest: Index
    latest: Index
    country: NDArray[np.str_]
    type: NDArray[np.uint8]
    grade: NDArray[np.uint8]
    contested: Mask
    precision: NDArray[np.uint8]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    killed_low: Index
    killed_best: Index
    killed_high: Index
    by_news: Index
    at: Mapping[str, int]
    codes: tuple[str, ...]
    coded: Index
    countries: tuple[str, ...]
    views: Recent = field(default_factory=Recent)

    @classmethod
    def of(cls, change: int, found: Sequence[Any]) -> Columns:
        """The columns of these rows of the table."""
        rows = [Row(*one[:len(_SHOWN)]) for one in found]
        numbers, news, hidden, parties = zip(*(one[len(_SHOWN):] for one in found), strict=True) if found else ((),) * 4
        spots = [_spot(row) for row in rows]
        return cls._in_order(
            change=change, rows=rows, parties=parties, numbers=_whole(numbers), news=_whole(map(_seconds, news)),
            hidden=np.array(hidden, dtype=bool), earliest=_small(_ordinal(row.earliest) for row in rows),
            latest=_small(_ordinal(row.latest) for row in rows),
            country=np.array([row.country or "" for row in rows], dtype="U3"), type=_coded((row.type for row in rows), TYPES),
            grade=_coded((row.grade for row in rows), GRADES), contested=np.array([row.contested for row in rows], dtype=bool),
            precision=_coded((row.precision or "country" for row in rows), PRECISIONS),
            latitude=_degrees(latitude for latitude, _ in spots), longitude=_degrees(longitude for _, longitude in spots),
            killed_low=_small(row.killed_low for row in rows), killed_best=_small(row.killed_best for row in rows),
            killed_high=_small(row.killed_high for row in rows))

    @classmethod
    def _in_order(
        cls, *, rows: Sequence[Row], numbers: Index, news: Index, hidden: Mask, country: NDArray[np.str_], **others: Any,
    ) -> Columns:
        order = np.lexsort((numbers, news))[::-1]
        codes, coded = np.unique(country, return_inverse=True)
        by_news = order[~hidden[order]]
        shown = np.bincount(coded[by_news], minlength=len(codes)).tolist()
        return cls(rows=rows, numbers=numbers, news=news, hidden=hidden, country=country,
                   codes=tuple(codes.tolist()), coded=coded.astype(np.int64), by_news=by_news,
                   countries=tuple(code for code, number in zip(codes.tolist(), shown, strict=True) if code and number),
                   at=MappingProxyType({row.id: place for place, row in enumerate(rows)}), **others)

    def with_(self, newer: Columns) -> Columns:
        """These columns with the rows of ``newer`` in place of, and next to, their own."""
        keep = np.ones(len(self.rows), dtype=bool)
        keep[[place for id_ in newer.at if (place := self.at.get(id_)) is not None]] = False
        joined: dict[str, Any] = {"change": newer.change}
        for one in fields(self):
            old, new = getattr(self, one.name), getattr(newer, one.name)
            if one.name in ("rows", "parties"):
                joined[one.name] = [*new, *itertools.compress(old, keep)]
            elif isinstance(old, np.ndarray) and one.name not in ("by_news", "coded"):
                joined[one.name] = np.concatenate((new, old[keep]))
        return self._in_order(**joined)

    def read_on(self, connection: Connection) -> Columns:
        """The columns as the desk is now: these ones if nothing has changed."""
        change = last_change(connection)
        if change == self.change:
            return self
        newer = Columns.of(change, connection.execute(_query().where(incidents.c.change > self.change)).all())
        joined = self.with_(newer)
        if len(joined.rows) == connection.scalar(select(func.count()).select_from(incidents)):
            return joined
        return Columns.of(change, connection.execute(_query()).all())

    def view(self, connection: Connection, filters: Filters) -> Index:
        """The places of the rows that all filters hold for, the newest news first.

        Raises:
            ValueError: a filter's value can't be one.
        """
        found: Index | None = self.views.get(filters)
        if found is None:
            found = self.by_news[self._mask(connection, filters)[self.by_news]] if filters != Filters() else self.by_news
            self.views.put(filters, found)
        return found

    def _mask(self, connection: Connection, filters: Filters) -> Mask:
        given, held = filters.normal(), np.ones(len(self.rows), dtype=bool)
        if given.country:
            held &= self.country == given.country
        if given.since:
            held &= self.latest >= date.fromisoformat(given.since).toordinal()
        if given.until:
            held &= (self.earliest <= date.fromisoformat(given.until).toordinal()) & (self.earliest != NONE)
        if given.type:
            held &= self.type == TYPES.index(given.type)
        if given.grade:
            held &= self.grade == GRADES.index(given.grade)
        if given.contested is not None:
            held &= self.contested == given.contested
        if given.box:
            held &= self._within(box(given.box))
        if given.party:
            held &= self._naming(given.party.casefold())
        if given.text:
            numbers = select(incidents.c.number).where(having(given.text, connection.dialect.name))
            held &= np.isin(self.numbers, _whole(connection.scalars(numbers)))
        return held

    def _naming(self, part: str) -> Mask:
        found: Mask | None = self.views.get(part)
        if found is None:
            found = np.array([part in names for names in self.parties], dtype=bool)
            self.views.put(part, found)
        return found

    def _within(self, bounds: tuple[float, float, float, float]) -> Mask:
        west, south, east, north = bounds
        between = (self.longitude >= west) & (self.longitude <= east) if west <= east else (
            (self.longitude >= west) | (self.longitude <= east))
        return between & (self.latitude >= south) & (self.latitude <= north)


def read_all(connection: Connection) -> Columns:
    """The columns of a desk."""
    return Columns.of(last_change(connection), connection.execute(_query()).all())


def _query() -> Any:
    return select(*_SHOWN, *_FURTHER)


def _whole(values: Iterable[int | None]) -> Index:
    return np.array([NONE if value is None else value for value in values], dtype=np.int64)


def _spot(row: Row) -> tuple[float | None, float | None]:
    return (row.latitude, row.longitude) if row.precision not in (None, "country") else (None, None)


def _small(values: Iterable[int | None]) -> Index:
    """As :func:`_whole`, in half the bytes; figures are cut off at two thousand million."""
    return np.minimum(_whole(values), np.iinfo(np.int32).max).astype(np.int32)


def _degrees(values: Iterable[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _coded(values: Iterable[str], known: Sequence[str]) -> NDArray[np.uint8]:
    places = {name: place for place, name in enumerate(known)}
    return np.array([places[value] for value in values], dtype=np.uint8)


def _ordinal(moment: str | None) -> int | None:
    return date.fromisoformat(moment[:10]).toordinal() if moment else None


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp()) if moment else 0
