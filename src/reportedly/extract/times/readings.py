"""What a time expression means on the calendar, given the day of the report and the time last mentioned.

Every function but the constructors reads one class of expression. It gets a :class:`Context` first, and what the words
say after; grammar binds the latter with ``functools.partial`` and the former is known when the text is read through.
Where the day that is counted from is not known, the value says what the words say, with X for the rest.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from reportedly.extract.times import periods as cal
from reportedly.extract.times.periods import Period

PAST, UNCLEAR, FUTURE = -1, 0, 1
"""Whether a time is of the past or to come."""

# A date of this many days ahead may still be told in the past: it was tomorrow where the report was filed.
_LEEWAY = timedelta(2)
# A name without a year ("March", "Nov. 14") may mean the one behind or the one ahead. Tense says which; where it is not
# clear, what is near on one side and far on the other is meant: at most, and at least, this many days off.
_SOON = timedelta(45)
_LONG_AGO = timedelta(270)

_UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}


# What half a unit is counted in.
_PARTS = {"year": ("month", 12), "week": ("day", 7), "decade": ("year", 10), "century": ("year", 100)}


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against. ``direction``: whether it tells of the past or of what is to come."""

    today: date | None
    now: datetime | None = None
    mention: Period | None = None
    direction: int = UNCLEAR


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with its first and last day or minute. ``period`` is what a later "the day before" counts from."""

    value: str
    earliest: str | None = None
    latest: str | None = None
    anchored: bool = True
    period: Period | None = None


Meaning = Callable[[Context], Reading]


def of(period: Period) -> Reading:
    return Reading(period.value, period.first.isoformat(), period.last.isoformat(), True, period)


def unanchored(value: str) -> Reading:
    return Reading(value, anchored=False)


def fixed(context: Context, period: Period) -> Reading:
    return of(period)


def plain(context: Context, value: str, anchored: bool = True) -> Reading:
    """A value that no calendar is needed for: a length of time, a frequency, "now"."""
    return Reading(value, anchored=anchored)


def either(context: Context, days: tuple[date, ...]) -> Reading:
    """A numeric date with two readings, "10-07-2016": the one nearer to the report's day."""
    if len(days) == 1:
        return of(cal.day(days[0]))
    today = context.today
    if today is None:
        return unanchored(f"{days[0].year:04}-XX-XX")
    return of(cal.day(min(days, key=lambda d: (abs(d - today), d))))


def _nearest(context: Context, today: date, candidates: list[tuple[date, Period]]) -> Period | None:
    """Of the periods that a name without a year may mean (each with the day it is judged by), the one that tense and
    nearness speak for."""
    past = max((c for c in candidates if c[0] <= today + _LEEWAY), default=None, key=lambda c: c[0])
    future = min((c for c in candidates if c[1].last >= today), default=None, key=lambda c: c[0])
    if past is None or future is None:
        found = past or future
        return found[1] if found else None
    ahead, behind = future[0] - today, today - past[0]
    if context.direction == FUTURE:
        return past[1] if behind <= _SOON and ahead >= _LONG_AGO else future[1]
    return future[1] if context.direction == UNCLEAR and ahead <= _SOON and behind >= _LONG_AGO else past[1]


def month_day(
    context: Context, month: int, number: int, weekday: int | None = None, lead: int | None = None
) -> Reading:
    """ "Aug. 7", "Friday, Oct. 23", "last Oct. 23" (``lead`` -1)."""
    if lead is not None:
        context = replace(context, direction=FUTURE if lead > 0 else PAST)
    today = context.today
    if today is None:
        return unanchored(f"XXXX-{month:02}-{number:02}")
    candidates = [(d, cal.day(d)) for y in range(today.year - 4, today.year + 5) if (d := day_of(y, month, number))]
    fitting = [c for c in candidates if weekday is None or c[0].isoweekday() == weekday]
    found = (
        min(fitting, key=lambda c: abs(c[0] - today)) if weekday and fitting else _nearest(context, today, candidates)
    )
    return of(found if isinstance(found, Period) else found[1]) if found else unanchored(f"XXXX-{month:02}-{number:02}")


def day_of(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month(context: Context, number: int, lead: int | None = None, years: int | None = None) -> Reading:
    """ "March"; ``lead`` -1 "last March", 1 "next March"; ``years`` from this one: "March last year" is -1."""
    today = context.today
    if today is None:
        return unanchored(f"XXXX-{number:02}")
    if years is not None:
        return of(cal.month(today.year + years, number))
    candidates = [(p.first, p) for y in range(today.year - 1, today.year + 2) for p in [cal.month(y, number)]]
    if lead == 0:
        return of(cal.month(today.year, number))
    if lead:
        past = [p for _, p in candidates if p.last < today]
        return of(past[-1] if lead < 0 else next(p for _, p in candidates if p.first > today))
    found = _nearest(context, today, candidates)
    return of(found) if found else unanchored(f"XXXX-{number:02}")


def weekday(context: Context, number: int, lead: int | None = None, weeks: int | None = None) -> Reading:
    """ "Tuesday"; ``lead`` -1 "last Tuesday", 1 "next Tuesday", 0 "this Tuesday"; ``weeks`` -1 "Tuesday last week"."""
    today = context.today
    if today is None:
        return unanchored(f"XXXX-WXX-{number}")
    if weeks is not None:
        return of(cal.day(cal.week(today).first + timedelta(number - 1 + 7 * weeks)))
    ahead = (number - today.isoweekday()) % 7
    if lead == 1 or (lead is None and context.direction == FUTURE) or (lead == 0 and context.direction >= UNCLEAR):
        return of(cal.day(today + timedelta(ahead or (7 if lead == 1 else 0))))
    behind = (today.isoweekday() - number) % 7
    return of(cal.day(today - timedelta(behind or (7 if lead == -1 else 0))))


def counted(context: Context, unit: str, count: int) -> Reading:
    """A period counted from the report's: "yesterday" (day, -1), "last week" (week, -1), "this year" (year, 0)."""
    if context.today is None:
        return unanchored(_UNKNOWN.get(unit, "XXXX-XX-XX"))
    return _moved(unit, context.today, count)


def weekend(context: Context, this: bool = False) -> Reading:
    """ "The weekend": this one from Saturday on or if it is to come, else the last.

    "This weekend" (``this``) is the last one only where it is told of in the past.
    """
    today = context.today
    if today is None:
        return unanchored(_UNKNOWN["weekend"])
    begun = today.isoweekday() >= 6 or context.direction == FUTURE or (this and context.direction >= UNCLEAR)
    return of(cal.weekend(today if begun else today - timedelta(7)))


def mentioned(context: Context, unit: str, count: int) -> Reading:
    """A period counted from the time last mentioned: "that day" (0), "the previous day" (-1)."""
    base = context.mention
    if base is None or (unit in cal.DAYS and base.first != base.last):
        return unanchored(_UNKNOWN.get(unit, "XXXX-XX-XX"))
    return _moved(unit, base.first, count)


def moved(context: Context, unit: str, count: float | str, sign: int) -> Reading:
    """ "A day earlier", "two weeks later": counted from the time last mentioned, else a length of time only."""
    base = context.mention
    if base is not None and unit == "year" and isinstance(count, int) and "Q" in base.value:
        return _moved("quarter", base.first, 4 * sign * count)  # figures of a quarter are set against the same one
    blurred = base is not None and unit in cal.DAYS and base.first != base.last
    if base is None or blurred or unit in cal.CLOCK_UNITS or not isinstance(count, int):
        return Reading(cal.duration(unit, count), anchored=False)
    return _moved(unit, base.first, sign * count, whole=unit not in ("week", "fortnight"))


def _moved(unit: str, base: date, count: int, whole: bool = True) -> Reading:
    try:
        to = cal.shift(unit, base, count)
        return of(cal.period(unit, to) if whole else cal.day(to))
    except (OverflowError, ValueError):
        return unanchored(_UNKNOWN.get(unit, "XXXX"))


def ago(context: Context, unit: str, count: float | str) -> Reading:
    """ "Two weeks ago": the week; "two hours ago": the minute, where the minute of the report is known."""
    if isinstance(count, str):
        return Reading("PAST_REF")
    if unit in cal.CLOCK_UNITS:
        return _hours_ago(context, timedelta(**{unit + "s": count}))
    if context.today is None:
        return unanchored(_UNKNOWN[unit])
    if isinstance(count, float):
        smaller, per = _PARTS.get(unit, (unit, 1))
        return _moved(smaller, context.today, -round(count * per))
    if unit == "decade":
        return _moved("year", context.today, -10 * count)
    return _moved(unit, context.today, -count)


def _hours_ago(context: Context, back: timedelta) -> Reading:
    if context.now is None:
        return unanchored(_UNKNOWN["day"])
    then = context.now - back
    return at(of(cal.day(then.date())), then.hour, then.minute)


def stretch(context: Context, unit: str, count: float | str, sign: int) -> Reading:
    """ "The past two weeks", "the next few days": a length of time that ends, or begins, with the report."""
    value = cal.duration(unit, count)
    if context.today is None or isinstance(count, str) or unit in ("second", "minute"):
        return Reading(value, anchored=False)
    if unit == "hour":
        unit, count = "day", math.ceil(count / 24)
    try:
        edge = cal.shift(unit, context.today, sign * int(count))
    except OverflowError:
        return Reading(value, anchored=False)
    first, last = sorted((context.today, edge))
    return Reading(value, first.isoformat(), last.isoformat())


def season(context: Context, code: str, year: int | None = None, lead: int | None = None) -> Reading:
    """ "Last fall", "this summer", "the spring of 1999"."""
    if year is not None:
        return of(cal.season(year, code))
    today = context.today
    if today is None:
        return unanchored(f"XXXX-{code}")
    begun = cal.season_begins(today.year, code) <= today
    forward = lead == 1 or (lead is None and context.direction == FUTURE)
    number = today.year + (1 if forward and begun else -1 if not forward and not begun and lead != 0 else 0)
    ended = begun and cal.season_begins(today.year, code) + timedelta(91) <= today
    return of(cal.season(number - 1 if lead == -1 and begun and not ended else number, code))


def quarter(context: Context, number: int, year: int | None = None, years: int | None = None) -> Reading:
    """ "The third quarter" (the last one that is over, or the one to come), "the first quarter of 1998"."""
    if year is not None:
        return of(cal.quarter(year, number))
    today = context.today
    if today is None:
        return unanchored(f"XXXX-Q{number}")
    if years is not None:
        return of(cal.quarter(today.year + years, number))
    candidates = [cal.quarter(y, number) for y in range(today.year - 1, today.year + 2)]
    if context.direction == FUTURE:
        return of(next(q for q in candidates if q.last >= today))
    return of([q for q in candidates if q.first <= today][-1])


def holiday(context: Context, rule: list[int], year: int | None = None, lead: int | None = None) -> Reading:
    """ "Christmas Eve", "last Thanksgiving", "Christmas Eve in 2000"."""
    if year is not None:
        return of(cal.day(cal.holiday(rule, year)))
    today = context.today
    if today is None:
        return unanchored(f"XXXX-{rule[0]:02}-{rule[1]:02}" if len(rule) == 2 else _UNKNOWN["day"])
    days = [cal.holiday(rule, y) for y in range(today.year - 1, today.year + 2)]
    if lead == -1:
        return of(cal.day([d for d in days if d < today][-1]))
    if (
        context.direction < UNCLEAR
    ):  # "before services on Christmas Eve": the near one, unless tense says what is to come
        context = replace(context, direction=UNCLEAR)
    found = _nearest(context, today, [(d, cal.day(d)) for d in days])
    return of(found) if found else unanchored(_UNKNOWN["day"])


def decade(context: Context, number: int) -> Reading:
    """ "The 1990s"; "the '80s" and "the eighties" are the latest such decade that has begun."""
    if number >= 100:
        return of(cal.decade(number))
    if context.today is None:
        return unanchored(f"XX{number // 10}")
    first = context.today.year // 100 * 100 + number
    return of(cal.decade(first if first <= context.today.year else first - 100))


def short_year(context: Context, year: int, days: tuple[tuple[int, int], ...]) -> Reading:
    """A date with two digits for its year, "18 FEB 90", "5/6/16": of the centuries, and of the months and days that it
    may mean, those that are nearest to the report."""
    today = context.today
    found = [d for century in (1800, 1900, 2000, 2100) for day in days if (d := day_of(century + year, *day))]
    if today is None or not found:
        return unanchored(f"XX{year:02}-{days[0][0]:02}-{days[0][1]:02}" if len(days) == 1 else f"XX{year:02}")
    return of(cal.day(min(found, key=lambda d: (abs(d - today), d))))


def within(context: Context, inner: Meaning, part: str) -> Reading:
    """A part of a day that another meaning gives: "Friday night", "tomorrow morning", "last night"."""
    return in_part(inner(context), part)


def in_part(reading: Reading, part: str) -> Reading:
    if ":" in part:
        hour, minute = part.split(":")
        return at(reading, int(hour), int(minute))
    return replace(reading, value=reading.value[:10] + "T" + part)


def sentence_day(context: Context) -> Reading:
    """The day of the sentence, for a clock time or a part of the day that stands alone."""
    if context.mention is None or context.mention.first != context.mention.last:
        return unanchored(_UNKNOWN["day"])
    return of(context.mention)


def clock(context: Context, inner: Meaning, hour: int, minute: int, zone: str = "") -> Reading:
    """A time of day on a day that another meaning gives: "9 a.m. Tuesday". ``zone`` "Z": it is in UTC, else local."""
    return at(inner(context), hour, minute, zone)


def at(reading: Reading, hour: int, minute: int, zone: str = "") -> Reading:
    """A time of day on the day of a reading. "Midnight on Friday" may begin it or end it."""
    time = f"T{hour:02}:{minute:02}{zone}"
    if reading.period is None or reading.period.first != reading.period.last:
        return unanchored((reading.value[:10] if reading.period is None else _UNKNOWN["day"]) + time)
    value = reading.period.first.isoformat() + time
    if hour < 24:
        return Reading(value, value, value, True, reading.period)
    start, end = (f"{d}T00:{minute:02}{zone}" for d in (reading.period.first, reading.period.first + timedelta(1)))
    return Reading(value, start, end, True, reading.period)


def overnight(context: Context, inner: Meaning) -> Reading:
    """ "Overnight": the night into a day, so that it may be of the evening before."""
    reading = inner(context)
    if reading.period is None or reading.earliest is None:
        return replace(reading, value=reading.value[:10] + "TNI")
    eve = (reading.period.first - timedelta(1)).isoformat()
    return replace(reading, value=reading.value + "TNI", earliest=eve)


def beside(context: Context, inner: Meaning, unit: str, count: int) -> Reading:
    """ "Two days after Oct. 12", "the day before last Tuesday"."""
    base = inner(context)
    if base.period is None or (unit in cal.DAYS and base.period.first != base.period.last):
        return unanchored(_UNKNOWN.get(unit, "XXXX-XX-XX"))
    return _moved(unit, base.period.first, count, whole=unit not in ("week", "fortnight"))


def week_of(context: Context, inner: Meaning) -> Reading:
    """ "The week of March 6"."""
    base = inner(context)
    return of(cal.week(base.period.first)) if base.period else unanchored(_UNKNOWN["week"])
