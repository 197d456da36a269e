"""Incidents, and the deaths that reports give for them, by the periods that a timeline shows."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]

MOST = 60
"""Periods of one timeline; the shortest unit that does not need more is used."""

NO_DAY = 0
"""The day of an incident that has none, or less: ordinals of days begin at 1."""

Whole = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its first and last day. ``incidents`` began in it; ``low``, ``best`` and ``high`` are the sums of what
    is reported killed in them, ``counted`` of them have such a figure."""

    since: date
    until: date
    incidents: int
    counted: int
    low: int
    best: int
    high: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """All periods from the first that has an incident to the last. ``undated`` incidents have no day; ``open`` ones have a
    figure of killed without an upper end."""

    unit: Unit
    periods: tuple[Period, ...]
    undated: int
    open: int

    @property
    def incidents(self) -> int:
        """The incidents that have a day."""
        return sum(period.incidents for period in self.periods)

    @property
    def counted(self) -> int:
        """Those that have a figure of killed as well."""
        return sum(period.counted for period in self.periods)


def timeline(days: Whole, killed_low: Whole, killed_best: Whole, killed_high: Whole) -> Timeline:
    """The timeline of incidents that began on these days, ordinals as :meth:`datetime.date.toordinal` gives them.

    A figure below 0 is none; a high that is none beside a best is open, and counts with the best.
    """
    dated = days > NO_DAY
    undated = len(days) - int(np.count_nonzero(dated))
    if undated == len(days):
        return Timeline("day", (), undated, 0)
    if undated:
        days, killed_low, killed_best, killed_high = (some[dated] for some in (days, killed_low, killed_best, killed_high))
    unit, starts = _starts(int(days.min()), int(days.max()))
    lengths = np.diff(starts)
    at = np.repeat(np.arange(len(lengths), dtype=np.int16), lengths)[days - starts[0]]
    has = killed_best >= 0
    some = at[has]
    low, best, high = (killed[has] for killed in (killed_low, killed_best, killed_high))
    sums = (np.bincount(at, None, len(lengths)), np.bincount(some, None, len(lengths)), *(
        np.bincount(some, killed, len(lengths)) for killed in (np.maximum(low, 0), best, np.where(high < 0, best, high))))
    return Timeline(unit, tuple(
        Period(date.fromordinal(start), date.fromordinal(end - 1), *counts) for start, end, *counts in zip(
            starts[:-1], starts[1:], *(np.rint(one).astype(np.int64).tolist() for one in sums), strict=True)),
        undated, int(np.count_nonzero(high < 0)))


def period_name(period: Period, unit: Unit) -> str:
    """A period in words: "6 May 2024", "week from 6 May 2024", "May 2024", "April to June 2024", "2024", "2010 to 2019"."""
    return _NAMES[unit](period)


def _starts(first: int, last: int) -> tuple[Unit, list[int]]:
    """The first days of all periods between two days, and of the one after them, as ordinals."""
    found = ((unit, list(_run(unit, first, last))) for unit in get_args(Unit) if _fits(unit, last - first))
    return next((unit, starts) for unit, starts in found if len(starts) <= MOST + 1 or unit == _LONGEST)


def _fits(unit: Unit, days: int) -> bool:
    """Whether so many days may be few enough of these periods."""
    return unit == _LONGEST or days < MOST * _LEAST[unit]


def _run(unit: Unit, first: int, last: int) -> Iterator[int]:
    start = _BEGIN[unit](date.fromordinal(first))
    while True:
        yield start.toordinal()
        if start.toordinal() > last:
            return
        try:
            start = _after(unit, start)
        except (OverflowError, ValueError):
            yield date.max.toordinal() + 1
            return


def _after(unit: Unit, start: date) -> date:
    if unit in _DAYS:
        return start + timedelta(_DAYS[unit])
    months = start.year // _YEARS.get(unit, 1) * _YEARS.get(unit, 1) * 12 + start.month - 1 + _MONTHS[unit]
    return date(months // 12, months % 12 + 1, 1)


_LONGEST: Unit = "century"
_DAYS: Mapping[str, int] = MappingProxyType({"day": 1, "week": 7})
_MONTHS: Mapping[str, int] = MappingProxyType({"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200})
_YEARS: Mapping[str, int] = MappingProxyType({"decade": 10, "century": 100})
_LEAST: Mapping[str, int] = MappingProxyType({**_DAYS, "month": 31, "quarter": 92, "year": 366, "decade": 3653})

_BEGIN: Mapping[str, Callable[[date], date]] = MappingProxyType({
    "day": lambda day: day,
    "week": lambda day: day - timedelta(min(day.weekday(), day.toordinal() - 1)),
    "month": lambda day: day.replace(day=1),
    "quarter": lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
    "year": lambda day: date(day.year, 1, 1),
    "decade": lambda day: date(max(day.year // 10 * 10, 1), 1, 1),
    "century": lambda day: date(max(day.year // 100 * 100, 1), 1, 1)})


def _day(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


_NAMES: Mapping[str, Callable[[Period], str]] = MappingProxyType({
    "day": lambda period: _day(period.since),
    "week": lambda period: f"week from {_day(period.since)}",
    "month": lambda period: f"{calendar.month_name[period.since.month]} {period.since.year}",
    "quarter": lambda period: (f"{calendar.month_name[period.since.month]} to {calendar.month_name[period.until.month]} "
                               f"{period.since.year}"),
    "year": lambda period: str(period.since.year),
    "decade": lambda period: f"{period.since.year} to {period.until.year}",
    "century": lambda period: f"{period.since.year} to {period.until.year}"})
