"""The calendar behind time expressions: periods of days, and lengths of time, with their TIMEX3 values.

Weeks are those of ISO 8601, Monday to Sunday; quarters those of the calendar year.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
CLOCK_UNITS = frozenset({"second", "minute", "hour"})
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DURATIONS = {
    "second": ("PT", "S", 1),
    "minute": ("PT", "M", 1),
    "hour": ("PT", "H", 1),
    "day": ("P", "D", 1),
    "week": ("P", "W", 1),
    "fortnight": ("P", "W", 2),
    "month": ("P", "M", 1),
    "quarter": ("P", "M", 3),
    "year": ("P", "Y", 1),
    "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
    "weekend": ("P", "WE", 1),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: its TIMEX3 value, and its first and last day."""

    value: str
    first: date
    last: date


def day(of: date) -> Period:
    return Period(of.isoformat(), of, of)


def week(of: date) -> Period:
    monday = of - timedelta(of.weekday())
    year, number, _ = of.isocalendar()
    return Period(f"{year:04}-W{number:02}", monday, monday + timedelta(6))


def weekend(of: date) -> Period:
    """The weekend of the ISO week that the day is in."""
    whole = week(of)
    return Period(whole.value + "-WE", whole.last - timedelta(1), whole.last)


def month(year: int, number: int) -> Period:
    last = calendar.monthrange(year, number)[1]
    return Period(f"{year:04}-{number:02}", date(year, number, 1), date(year, number, last))


def quarter(year: int, number: int) -> Period:
    return Period(f"{year:04}-Q{number}", date(year, 3 * number - 2, 1), month(year, 3 * number).last)


def year(number: int) -> Period:
    return Period(f"{number:04}", date(number, 1, 1), date(number, 12, 31))


def decade(first: int) -> Period:
    return Period(f"{first // 10:03}", date(first, 1, 1), date(first + 9, 12, 31))


def century(first: int) -> Period:
    return Period(f"{first // 100:02}", date(first, 1, 1), date(first + 99, 12, 31))


def season(number: int, code: str) -> Period:
    """A season of a year. Which months it has depends on the hemisphere, so its days are all those of the year; a
    winter may run into the next one."""
    whole = year(number)
    return Period(f"{number:04}-{code}", whole.first, whole.last + timedelta(90 if code == "WI" else 0))


def season_begins(number: int, code: str) -> date:
    """The first day of a northern season, by months: which of two years' seasons is nearer."""
    return date(number, _SEASON_MONTHS[code], 1)


def period(unit: str, of: date) -> Period:
    """The day, week, … century that a day lies in."""
    match unit:
        case "week" | "fortnight":
            return week(of)
        case "weekend":
            return weekend(of)
        case "month":
            return month(of.year, of.month)
        case "quarter":
            return quarter(of.year, (of.month + 2) // 3)
        case "year":
            return year(of.year)
        case "decade":
            return decade(of.year // 10 * 10)
        case "century":
            return century(of.year // 100 * 100)
        case _:
            return day(of)


def shift(unit: str, of: date, count: int) -> date:
    """The day that is ``count`` units later (earlier, if negative); a month's last days stay within the month.

    Raises:
        OverflowError: the day is out of the calendar.
    """
    if unit in DAYS:
        return of + timedelta(DAYS[unit] * count)
    months = of.year * 12 + of.month - 1 + MONTHS[unit] * count
    number, index = divmod(months, 12)
    if not 1 <= number <= 9999:
        raise OverflowError(f"{count} {unit}s from {of} are out of the calendar")
    return date(number, index + 1, min(of.day, calendar.monthrange(number, index + 1)[1]))


def duration(unit: str, count: float | str) -> str:
    """The TIMEX3 value of a length of time; a count that is not known is "X". Halves go down a unit: PT5H30M, PT30M."""
    head, letter, factor = _DURATIONS[unit]
    if isinstance(count, str):
        return f"{head}X{letter}"
    total = count * factor
    whole = int(total)
    if total == whole:
        return f"{head}{whole}{letter}"
    smaller = {"hour": ("M", 60), "minute": ("S", 60), "year": ("M", 12)}.get(unit)
    if smaller is None:
        return f"{head}{total:g}{letter}"
    rest = f"{round((total - whole) * smaller[1])}{smaller[0]}"
    return f"{head}{whole}{letter}{rest}" if whole else f"{head}{rest}"


def easter(number: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus (Nature, 20 April 1876)."""
    golden, (hundreds, rest) = number % 19, divmod(number, 100)
    leap, left = divmod(hundreds, 4)
    correction = (hundreds - (hundreds + 8) // 25 + 1) // 3
    epact = (19 * golden + hundreds - leap - correction + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month_number, day_index = divmod(epact + weekday - 7 * late + 114, 31)
    return date(number, month_number, day_index + 1)


def holiday(rule: list[int], number: int) -> date:
    """A holiday's day in a year. ``rule``: month, day; or weekday (ISO), its rank in the month (-1: last), month; or
    days from Easter."""
    if len(rule) == 1:
        return easter(number) + timedelta(rule[0])
    if len(rule) == 2:
        return date(number, rule[0], rule[1])
    weekday, rank, month_number = rule
    whole = month(number, month_number)
    if rank < 0:
        return whole.last - timedelta((whole.last.isoweekday() - weekday) % 7)
    return whole.first + timedelta((weekday - whole.first.isoweekday()) % 7 + 7 * (rank - 1))
