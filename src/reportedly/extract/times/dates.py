"""What dates mean, and months, years, decades, seasons, quarters and holidays."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from reportedly.extract.times import periods as cal
from reportedly.extract.times import readings as read
from reportedly.extract.times.match import LEADS, Expression, Match
from reportedly.extract.times.readings import Meaning
from reportedly.extract.times.words import Lexeme
from reportedly.lexicon import load


def known(m: Match) -> list[Expression]:
    return m.one("DATE", partial(read.fixed, period=cal.day(date.fromisoformat(m.need("9").value))))


def numeric(m: Match) -> list[Expression]:
    """ "2016/07/10", "10-07-2016", "05.02.2015", "1998-08-07T09:30"."""
    piece: str = m.need("F").value
    numbers = [int(n) for n in re.findall(r"\d+", piece)]
    days: tuple[date | None, ...]
    if piece[:4].isdigit():
        days = (read.day_of(*numbers[:3]),)
    elif len(piece.rsplit("/", 1)[-1]) == 2:
        return _short_numeric(m, *numbers)
    elif "." in piece:
        days = (read.day_of(numbers[2], numbers[1], numbers[0]),)
    else:
        days = (read.day_of(numbers[2], numbers[1], numbers[0]), read.day_of(numbers[2], numbers[0], numbers[1]))
    known = tuple(dict.fromkeys(d for d in days if d))
    if not known:
        return []
    meaning: Meaning = partial(read.either, days=known)
    if len(numbers) > 3:
        zone = "Z" if piece.endswith("Z") else ""
        return m.one("TIME", partial(read.clock, inner=meaning, hour=numbers[3], minute=numbers[4], zone=zone))
    return m.one("DATE", meaning)


def _short_numeric(m: Match, first: int, second: int, year: int) -> list[Expression]:
    orders = {(first, second), (second, first)}
    days = tuple(sorted(order for order in orders if read.day_of(2000, *order)))
    return m.one("DATE", partial(read.short_year, year=year, days=days)) if days else []


def glued(m: Match) -> list[Expression]:
    year, month, number = m.need("G").value
    if len(year) == 2:
        return m.one("DATE", partial(read.short_year, year=int(year), days=((month, number),)))
    return _full(m, int(year), month, number)


def _full(m: Match, year: int, month: int, number: int) -> list[Expression]:
    found = read.day_of(year, month, number)
    return m.one("DATE", partial(read.fixed, period=cal.day(found))) if found else []


def date_with_year(m: Match) -> list[Expression]:
    return _full(m, m.need("Y").value, m.need("MJ").value, m.need("dO").value)


def date_with_short_year(m: Match) -> list[Expression]:
    """ "18 FEB 90": only where nothing follows that the number could count."""
    year = m.lexemes[-1]
    digits, hyphened = m.text[year.start : year.end], m.text[year.start - 1] == "-"
    if not digits.isdigit() or len(digits) != 2 or (not hyphened and (m.after() or year.value < 32)):
        return []
    day = (m.need("MJ").value, m.need("d").value)
    return m.one("DATE", partial(read.short_year, year=year.value, days=(day,)))


def two_days(m: Match) -> list[Expression]:
    """ "April 24 and 25", "24-26 April 1999": two expressions, the month's name with the day it stands by."""
    month, year = m.need("MJ"), m.get("Y")
    numbers = [x for x in m.lexemes if x.kind in "dO"]
    made = []
    for x in numbers:
        meaning: Meaning = partial(read.month_day, month=month.value, number=x.value)
        if year is not None:
            found = read.day_of(year.value, month.value, x.value)
            if found is None:
                return []
            meaning = partial(read.fixed, period=cal.day(found))
        elif not read.day_of(2000, month.value, x.value):
            return []
        ends = [x, *(y for y in (month, year) if y and _between(m, x, y) <= 1)]
        made.append(Expression(min(y.start for y in ends), max(y.end for y in ends), "DATE", meaning))
    return made if numbers[0].value < numbers[1].value and not m.counts(numbers[-1].start) else []


def _between(m: Match, one: Lexeme, other: Lexeme) -> int:
    """How far apart two lexemes of the match are, over the words that belong to a date."""
    i, j = sorted((m.lexemes.index(one), m.lexemes.index(other)))
    return j - i if not any(x.kind in "dOc" for x in m.lexemes[i + 1 : j]) else 9


def month_day(m: Match) -> list[Expression]:
    month, number, weekday, lead = m.need("MJ"), m.need("dO"), m.get("WB"), m.get("lx")
    if not read.day_of(2000, month.value, number.value):
        return []
    first = m.lexemes[0]
    if first.kind in "MJ" and number.kind == "d" and (m.before() == "in" or m.counts(number.start)):
        return []  # "in July 12 people were killed"
    if first.kind == "d" and m.text[month.start].islower():
        return []
    if m.after() in load("times")["names"]["nouns"] and m.text[m.lexemes[-1].end + 1].isupper():
        return []  # "the April 19 Movement"
    return m.one(
        "DATE",
        partial(
            read.month_day,
            month=month.value,
            number=number.value,
            weekday=weekday.value if weekday else None,
            lead=LEADS[lead.kind] if lead else None,
        ),
    )


def week_of_day(m: Match) -> list[Expression]:
    """ "The week of March 6"."""
    if m.need("U").value != "week":
        return []
    inner: Meaning = partial(read.month_day, month=m.need("MJ").value, number=m.need("dO").value)
    return m.one("DATE", partial(read.week_of, inner=inner))


def month_year(m: Match) -> list[Expression]:
    return m.one("DATE", partial(read.fixed, period=cal.month(m.need("Y").value, m.need("MJ").value)))


def month_of_year(m: Match) -> list[Expression]:
    """ "October this year", "April of next year"."""
    if m.lexemes[-1].value != "year":
        return []
    return m.one("DATE", partial(read.month, number=m.need("M").value, years=LEADS[m.need("lxi").kind]))


def month(m: Match) -> list[Expression]:
    month, lead = m.need("MJ"), m.get("lxi")
    is_homograph = m.text[month.start : month.end].lower() in load("times")["homographs"]["months"]
    if is_homograph and not m.is_name(month.start):
        return []  # "this may have been"
    if not lead and not m.get("m") and not (m.is_name(month.start) and _is_time(m, month)):
        return []
    return m.one("DATE", partial(read.month, number=month.value, lead=LEADS[lead.kind] if lead else None))


def _is_time(m: Match, month: Lexeme) -> bool:
    """Whether "March" or "May" is the month."""
    lexicon = load("times")
    if m.text[month.start : month.end].lower() not in lexicon["homographs"]["months"]:
        return True
    before = m.before()
    return (before in lexicon["years"]["before"] and before != "the") or (
        before == "the" and m.after() not in ("", *lexicon["homographs"]["not_before"])
    )


def year(m: Match) -> list[Expression]:
    year = m.need("Y")
    led = m.get("m") is not None or m.before() in load("times")["years"]["before"]
    recent = 1900 <= year.value <= 2100
    if m.counts(year.start) and (year.value % 50 == 0 or not recent):
        return []  # "1500 people", not "the 2011 protests"
    if not recent and not (led and m.before() != "the" and not m.after()):
        return []
    return m.one("DATE", partial(read.fixed, period=cal.year(year.value)))


def decade(m: Match) -> list[Expression]:
    decade = m.need("D")
    if decade.value < 100 and m.text[decade.start].isalpha() and m.before() not in ("the", "early", "late", "mid"):
        return []
    return m.one("DATE", partial(read.decade, number=decade.value))


def season(m: Match) -> list[Expression]:
    season, year, lead, unit = m.need("Z"), m.get("Y"), m.get("lxi"), m.get("U")
    if unit is not None and unit.value != "year":
        return []
    return m.one(
        "DATE",
        partial(
            read.season, code=season.value, year=year.value if year else None, lead=LEADS[lead.kind] if lead else None
        ),
    )


def holiday(m: Match) -> list[Expression]:
    year, lead = m.get("Y"), m.get("l")
    return m.one(
        "DATE",
        partial(read.holiday, rule=m.need("H").value, year=year.value if year else None, lead=-1 if lead else None),
    )


def quarter(m: Match) -> list[Expression]:
    rank, year, lead = m.need("oO"), m.get("Y"), m.get("lxi")
    units = sorted(x.value for x in m.lexemes if x.kind == "U")
    if units != (["quarter", "year"] if lead else ["quarter"]) or not 1 <= rank.value <= 4:
        return []
    return m.one(
        "DATE",
        partial(
            read.quarter, number=rank.value, year=year.value if year else None, years=LEADS[lead.kind] if lead else None
        ),
    )
