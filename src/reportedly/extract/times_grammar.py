"""How words of time make up expressions: patterns over the kinds of lexeme, and what each pattern means.

A pattern is a regular expression over the letters of ``times_words``; of the patterns that match at a spot, the first in
``RULES`` that has a meaning there is taken. Its function gets the matched lexemes and gives the expressions they make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal

from reportedly.extract import times_calendar as cal
from reportedly.extract import times_readings as read
from reportedly.extract.times_readings import Meaning
from reportedly.extract.times_words import Lexeme, kinds
from reportedly.lexicon import load
from reportedly.model import TimeType

Basis = Literal["report", "speech", "day"]
"""What an expression is counted from: the report's day; where it is quoted, the day of the speech; the day in its sentence."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression before it is read: its words, its TIMEX3 type, and its meaning.

    ``length`` is set where a time follows from which it may be counted ("two days after …"): unit, count, direction;
    ``part`` where a day may follow that it is part of ("the night of …").
    """

    start: int
    end: int
    type: TimeType
    meaning: Meaning
    basis: Basis = "report"
    length: tuple[str, int, int] | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Lexemes that fit a pattern, in their text. ``is_name`` tells whether the word at an offset is a proper name, and
    ``counts`` whether the number there counts things."""

    text: str
    lexemes: tuple[Lexeme, ...]
    is_name: Callable[[int], bool]
    counts: Callable[[int], bool]

    def get(self, letters: str) -> Lexeme | None:
        return next((x for x in self.lexemes if x.kind in letters), None)

    def need(self, letters: str) -> Lexeme:
        return next(x for x in self.lexemes if x.kind in letters)

    def before(self) -> str:
        """The word before, in lower case; "" if none stands on the same line."""
        found = re.search(r"([^\W\d_]+)[ \t\xa0\n]?[(\"'“‘`]*$", self.text[max(0, self.lexemes[0].start - 24):self.lexemes[0].start])
        return found[1].lower() if found else ""

    def after(self) -> str:
        """The word after, in lower case; "" if a mark or a line's end comes first."""
        found = re.match(r"[ \t\xa0]?-?([^\W\d_]+)", self.text[self.lexemes[-1].end:self.lexemes[-1].end + 24])
        return found[1].lower() if found else ""

    def one(self, type_: TimeType, meaning: Meaning, basis: Basis = "report",
            length: tuple[str, int, int] | None = None) -> list[Expression]:
        return [Expression(self.lexemes[0].start, self.lexemes[-1].end, type_, meaning, basis, length)]


Maker = Callable[[Match], list[Expression]]


def _number_before(x: Lexeme) -> int:
    return int(x.value)


def _known(m: Match) -> list[Expression]:
    return m.one("DATE", partial(read.fixed, period=cal.day(date.fromisoformat(m.need("9").value))))


def _numeric(m: Match) -> list[Expression]:
    """ "2016/07/10", "10-07-2016", "05.02.2015", "1998-08-07T09:30"."""
    piece: str = m.need("F").value
    numbers = [int(n) for n in re.findall(r"\d+", piece)]
    if len(re.match(r"\d*", piece)[0]) == 4:  # type: ignore[index]  # the digits may be none, the match is not
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
        return m.one("TIME", partial(read.clock, inner=meaning, hour=numbers[3], minute=numbers[4], zone="Z" if piece.endswith("Z") else ""))
    return m.one("DATE", meaning)


def _short_numeric(m: Match, first: int, second: int, year: int) -> list[Expression]:
    month, number = (first, second) if second > 12 else (second, first)
    if not read.day_of(2000, month, number) or min(first, second) > 12 or first <= 12 and second <= 12 and first != second:
        return []
    return m.one("DATE", partial(read.short_year, year=year, month=month, number=number))


def _glued(m: Match) -> list[Expression]:
    year, month, number = m.need("G").value
    if len(year) == 2:
        return m.one("DATE", partial(read.short_year, year=int(year), month=month, number=number))
    return _full(m, int(year), month, number)


def _full(m: Match, year: int, month: int, number: int) -> list[Expression]:
    found = read.day_of(year, month, number)
    return m.one("DATE", partial(read.fixed, period=cal.day(found))) if found else []


def _date_with_year(m: Match) -> list[Expression]:
    return _full(m, m.need("Y").value, m.need("MJ").value, m.need("dO").value)


def _date_with_short_year(m: Match) -> list[Expression]:
    """ "18 FEB 90": only where nothing follows that the number could count."""
    year = m.lexemes[-1]
    if not m.text[year.start:year.end].isdigit() or not 32 <= year.value <= 99 or m.after():
        return []
    return m.one("DATE", partial(read.short_year, year=year.value, month=m.need("MJ").value, number=m.need("d").value))


def _two_days(m: Match) -> list[Expression]:
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
    return j - i if not any(x.kind in "dOc" for x in m.lexemes[i + 1:j]) else 9


def _month_day(m: Match) -> list[Expression]:
    month, number, weekday, lead = m.need("MJ"), m.need("dO"), m.get("WB"), m.get("lx")
    if not read.day_of(2000, month.value, number.value):
        return []
    first = m.lexemes[0]
    if first.kind in "MJ" and number.kind == "d" and (m.before() == "in" or m.counts(number.start)):
        return []  # "in July 12 people were killed"
    if first.kind == "d" and m.text[month.start].islower():
        return []
    return m.one("DATE", partial(read.month_day, month=month.value, number=number.value,
                                 weekday=weekday.value if weekday else None, lead=_LEADS[lead.kind] if lead else None))


def _week_of_day(m: Match) -> list[Expression]:
    """ "The week of March 6"."""
    if m.need("U").value != "week":
        return []
    inner: Meaning = partial(read.month_day, month=m.need("MJ").value, number=m.need("dO").value)
    return m.one("DATE", partial(read.week_of, inner=inner))


def _month_year(m: Match) -> list[Expression]:
    return m.one("DATE", partial(read.fixed, period=cal.month(m.need("Y").value, m.need("MJ").value)))


_LEADS = {"l": -1, "x": 1, "i": 0}


def _month_of_year(m: Match) -> list[Expression]:
    """ "October this year", "April of next year"."""
    if m.lexemes[-1].value != "year":
        return []
    return m.one("DATE", partial(read.month, number=m.need("M").value, years=_LEADS[m.need("lxi").kind]))


def _month(m: Match) -> list[Expression]:
    month, lead = m.need("MJ"), m.get("lxi")
    if m.text[month.start].islower() and m.text[month.start:month.end] in load("times")["homographs"]["months"]:
        return []
    if not lead and not m.get("m") and not (m.is_name(month.start) and _is_time(m, month)):
        return []
    return m.one("DATE", partial(read.month, number=month.value, lead=_LEADS[lead.kind] if lead else None))


def _is_time(m: Match, month: Lexeme) -> bool:
    """Whether "March" or "May" is the month."""
    lexicon = load("times")
    if m.text[month.start:month.end].lower() not in lexicon["homographs"]["months"]:
        return True
    before = m.before()
    return (before in lexicon["years"]["before"] and before != "the") or (
        before == "the" and m.after() not in ("", *lexicon["homographs"]["not_before"]))


def _weekday(m: Match) -> list[Expression]:
    """ "Tuesday", "early Tuesday", "last Tuesday", "Tuesday night", "Tuesday last week"."""
    weekday, part, unit, lead = m.need("WB"), m.get("P"), m.get("U"), m.get("lxi")
    if weekday.kind == "B" and m.text[weekday.end - 1] != ".":
        return []
    if unit is not None and unit.value != "week":
        return []
    if lead is not None and lead.value == "mention" and m.lexemes[0].kind != "h":
        m, lead = replace(m, lexemes=m.lexemes[1:]), None  # "talks following Tuesday's raid"
    step = _LEADS[lead.kind] if lead else None
    meaning: Meaning = partial(read.weekday, number=weekday.value, lead=None if unit else step, weeks=step if unit else None)
    return _with_part(m, meaning, part)


def _week_before(m: Match) -> list[Expression]:
    """ "A week ago Monday"."""
    return m.one("DATE", partial(read.weekday, number=m.need("W").value, weeks=-1)) if m.need("U").value == "week" else []


def _weekdays(m: Match) -> list[Expression]:
    """ "On Sundays", "every Monday"; "Sundays attack", where an apostrophe was lost, is of one day."""
    plural, lexicon = m.get("w"), load("times")["weekdays_as_set"]
    if plural and m.before() not in lexicon["before"] and m.after() not in ("", *lexicon["after"]):
        return m.one("DATE", partial(read.weekday, number=plural.value))
    return m.one("SET", partial(read.plain, value=f"XXXX-WXX-{m.need('wW').value}"))


def _with_part(m: Match, meaning: Meaning, part: Lexeme | None, basis: Basis = "report") -> list[Expression]:
    if part is None:
        return m.one("DATE", meaning, basis)
    return m.one("TIME", partial(read.within, inner=meaning, part=part.value), basis)


def _deictic(m: Match) -> list[Expression]:
    """ "Today", "late yesterday", "tomorrow morning", "tonight"."""
    night = m.get("I")
    if night is not None:
        return _with_part(m, partial(read.counted, unit="day", count=0), night, "speech")
    return _with_part(m, partial(read.counted, unit="day", count=m.need("T").value), m.get("P"), "speech")


def _day_beside_deictic(m: Match) -> list[Expression]:
    """ "The day before yesterday"."""
    if m.need("U").value != "day":
        return []
    return m.one("DATE", partial(read.counted, unit="day", count=m.need("T").value + m.need("b").value), "speech")


def _led_part(m: Match) -> list[Expression]:
    """ "Last night", "this morning"; "that night", "the previous evening" are of the time last mentioned."""
    lead, part = m.need("lxits"), m.need("P")
    if lead.kind in "ts" or lead.value == "mention" or m.lexemes[0].kind == "h":
        step = _LEADS.get(lead.kind, 0)
        return _with_part(m, partial(read.mentioned, unit="day", count=step), part)
    return _with_part(m, partial(read.counted, unit="day", count=_LEADS[lead.kind]), part, "speech")


def _overnight(m: Match) -> list[Expression]:
    weekday = m.get("W")
    inner: Meaning = partial(read.weekday, number=weekday.value) if weekday else partial(read.counted, unit="day", count=0)
    return m.one("TIME", partial(read.overnight, inner=inner))


def _clock_on_day(m: Match) -> list[Expression]:
    """ "9 a.m. EST Tuesday", "Friday 9 a.m."."""
    hour, minute, zone = m.need("K").value
    weekday, deictic = m.get("W"), m.get("T")
    if weekday is not None:
        inner: Meaning = partial(read.weekday, number=weekday.value)
    elif deictic is not None:
        inner = partial(read.counted, unit="day", count=deictic.value)
    else:
        inner = partial(read.counted, unit="day", count=_LEADS[m.need("li").kind])
    return m.one("TIME", partial(read.clock, inner=inner, hour=hour, minute=minute, zone=zone))


def _clock(m: Match) -> list[Expression]:
    """ "1.12am local time", "at 4 in the morning": the day is the sentence's."""
    clock, part = m.get("K"), m.get("P")
    if clock is None:
        number = m.need("dn")
        if not isinstance(number.value, int) or not 1 <= number.value <= 12 or part is None:
            return []
        hour, minute, zone = number.value % 12, 0, ""
    else:
        hour, minute, zone = clock.value
    if part and hour < 12 and (part.value in ("AF", "EV") or part.value == "NI" and 6 <= hour):
        hour += 12
    return m.one("TIME", partial(read.clock, inner=read.sentence_day, hour=hour, minute=minute, zone=zone), "day")


def _part(m: Match) -> list[Expression]:
    """ "At dawn", "in the morning", "noon": the day is the sentence's."""
    part = m.need("P")
    word = m.text[part.start:part.end].lower()
    if len(m.lexemes) == 1 and word not in load("times")["part_moments"]["words"]:
        return []
    trimmed = [x for x in m.lexemes if x.kind in "hmP"]
    return [Expression(trimmed[0].start, part.end, "TIME", partial(read.within, inner=read.sentence_day, part=part.value), "day", part=part.value)]


def _led_unit(m: Match) -> list[Expression]:
    """ "Last week", "this year", "the past decade", "that day", "the following month", "the end of the year"."""
    unit: str = m.lexemes[-1].value
    lead = m.get("lxits")
    if lead is None or unit in cal.CLOCK_UNITS:
        return []
    if lead.kind in "ts" or m.get("t") or m.get("s") or lead.value == "mention":
        return m.one("DATE", partial(read.mentioned, unit=unit, count=_LEADS.get(lead.kind, 0)))
    if m.lexemes[0].kind == "h" and unit == "day":
        return m.one("DATE", partial(read.mentioned, unit=unit, count=_LEADS[lead.kind]))
    word = m.text[lead.start:lead.end].lower()
    if word == "past":
        return m.one("DURATION", partial(read.stretch, unit=unit, count=1, sign=-1))
    if word not in load("times")["plain_leads"]["words"]:
        return []
    return m.one("DATE", partial(read.counted, unit=unit, count=_LEADS[lead.kind]))


def _weekend(m: Match) -> list[Expression]:
    return m.one("DATE", read.weekend) if m.lexemes[-1].value == "weekend" else []


def _led_units(m: Match) -> list[Expression]:
    """ "The past 20 years", "the next few days", "recent weeks"."""
    unit, lead, count = m.lexemes[-1], m.need("lx"), m.get("ndvo")
    if count is None and m.lexemes[0].kind != "h" and m.text[lead.start:lead.end].lower() in load("times")["plain_leads"]["words"]:
        return _led_unit(m)  # "last months attack", where an apostrophe was lost
    if count is not None and count.kind == "o" or (count is None and unit.kind == "U"):
        return []
    value = count.value if count else "X"
    if lead.value == "mention":
        return m.one("DURATION", partial(read.plain, value=cal.duration(unit.value, value), anchored=False))
    return m.one("DURATION", partial(read.stretch, unit=unit.value, count=value, sign=_LEADS[lead.kind]))


def _quantity(m: Match) -> tuple[str, float | str] | None:
    """The unit and the count of a length of time; none if the words are none ("five weekends", "2 seconds")."""
    unit, count = m.need("UV"), m.get("ndvaY")
    if count is None:
        return unit.value, "X" if unit.kind == "V" else 1
    if count.kind == "v" and unit.kind == "U" or isinstance(count.value, str) and unit.kind == "U":
        return None
    return unit.value, count.value


def _ago(m: Match) -> list[Expression]:
    quantity = _quantity(m)
    if quantity is None:
        return []
    unit, count = quantity
    if unit in cal.CLOCK_UNITS:
        return m.one("TIME", partial(read.ago, unit=unit, count=count), "speech")
    return m.one("DATE", partial(read.ago, unit=unit, count=count), "speech")


def _moved(m: Match) -> list[Expression]:
    """ "A day earlier", "hours later", "the day before" (with nothing after that it could be before)."""
    quantity, step = _quantity(m), m.need("kb")
    if quantity is None or (step.kind == "b" and m.after()) or (step.kind == "k" and m.lexemes[0].kind == "h"):
        return []
    unit, count = quantity
    words = m.lexemes if step.kind == "b" or (unit not in cal.CLOCK_UNITS and isinstance(count, int)) else m.lexemes[:-1]
    type_: TimeType = "DATE" if unit not in cal.CLOCK_UNITS and isinstance(count, int) else "DURATION"
    return [Expression(words[0].start, words[-1].end, type_, partial(read.moved, unit=unit, count=count, sign=step.value))]


def _beside(m: Match) -> list[Expression]:
    """ "Hours after …", "two days before …", "within a week of …": what it is counted from may be told by what follows."""
    quantity, step = _quantity(m), m.need("bf")
    if quantity is None:
        return []
    unit, count = quantity
    words = [x for x in m.lexemes if x is not step]
    if words[0].kind == "h" and unit != "day" and len(words) == 2 and words[-1].kind == "U" and step.kind == "f":
        return []
    length = (unit, count, step.value) if step.kind == "b" and isinstance(count, int) and unit not in cal.CLOCK_UNITS else None
    if words[0].kind == "h":
        words = words[1:] or words
    meaning = partial(read.plain, value=cal.duration(unit, count), anchored=False)
    return [Expression(words[0].start, words[-1].end, "DURATION", meaning, length=length)]


def _every(m: Match) -> list[Expression]:
    last = m.lexemes[-1]
    if last.kind == "W":
        return _weekdays(m)
    if last.kind == "P":
        return m.one("SET", partial(read.plain, value="XXXX-XX-XXT" + last.value)) if ":" not in last.value else []
    count = m.get("nd")
    return m.one("SET", partial(read.plain, value=cal.duration(last.value, count.value if count else 1)))


def _frequency(m: Match) -> list[Expression]:
    return m.one("SET", partial(read.plain, value=m.lexemes[0].value))


def _lasting(m: Match) -> list[Expression]:
    return m.one("DURATION", partial(read.plain, value=cal.duration(m.lexemes[0].value, 1)))


def _length(m: Match) -> list[Expression]:
    """ "Two days", "an 18-hour siege", "a year"; not an age."""
    quantity = _quantity(m)
    if quantity is None or quantity[0] in ("quarter", "weekend"):
        return []
    if quantity == ("day", 1) and m.text[m.lexemes[0].start].isupper() and not m.before():
        return []  # "One day we will return"
    rate = m.lexemes[0].kind == "a" and m.before() in load("times")["loose"]["rate"]
    return m.one("SET" if rate else "DURATION", partial(read.plain, value=cal.duration(*quantity)))


def _loose_units(m: Match) -> list[Expression]:
    """ "For weeks", "days of shelling", "years-long"; not "the early hours of"."""
    lexicon, unit = load("times")["loose"], m.lexemes[-1]
    after = m.after()
    long = after == "long" and m.text[unit.end] == "-"
    if not long and (unit.kind == "U" or (m.before() not in lexicon["before"] and after not in lexicon["after"])):
        return []
    return m.one("DURATION", partial(read.plain, value=cal.duration(unit.value, 1 if unit.kind == "U" else "X")))


def _year(m: Match) -> list[Expression]:
    year = m.need("Y")
    led = m.get("m") is not None or m.before() in load("times")["years"]["before"]
    counted = m.counts(year.start)
    if counted and (m.before() != "the" or year.value % 50 == 0) and (year.value % 50 == 0 or not 1900 <= year.value <= 2100):
        return []
    if not 1900 <= year.value <= 2100 and not (led and m.before() != "the" and not counted and not m.after()):
        return []
    return m.one("DATE", partial(read.fixed, period=cal.year(year.value)))


def _decade(m: Match) -> list[Expression]:
    decade = m.need("D")
    if decade.value < 100 and m.text[decade.start].isalpha() and m.before() not in ("the", "early", "late", "mid"):
        return []
    return m.one("DATE", partial(read.decade, number=decade.value))


def _season(m: Match) -> list[Expression]:
    season, year, lead, unit = m.need("Z"), m.get("Y"), m.get("lxi"), m.get("U")
    if unit is not None and unit.value != "year":
        return []
    return m.one("DATE", partial(read.season, code=season.value, year=year.value if year else None, lead=_LEADS[lead.kind] if lead else None))


def _holiday(m: Match) -> list[Expression]:
    year, lead = m.get("Y"), m.get("l")
    return m.one("DATE", partial(read.holiday, rule=m.need("H").value, year=year.value if year else None, lead=-1 if lead else None))


def _quarter(m: Match) -> list[Expression]:
    rank, unit, year = m.need("oO"), m.need("U"), m.get("Y")
    lead = m.get("lxi")
    if unit.value != "quarter" or not 1 <= rank.value <= 4 or (lead and m.lexemes[-1].value != "year"):
        return []
    return m.one("DATE", partial(read.quarter, number=rank.value, year=year.value if year else None,
                                 years=_LEADS[lead.kind] if lead else None))


def _the_past(m: Match) -> list[Expression]:
    """ "In the past": nothing follows that is past."""
    words = m.text[m.lexemes[0].start:m.lexemes[-1].end].lower().split()
    return m.one("DATE", partial(read.plain, value="PAST_REF")) if words == ["the", "past"] and not m.after() else []


def _reference(m: Match) -> list[Expression]:
    return m.one("DATE", partial(read.plain, value=m.lexemes[0].value))


_DAY = r"(?:[WB],?)?"  # the weekday before a date
_MOD = r"(?:h?Ef|m-?)?"  # "early", "mid-", "the end of"
_COUNT = r"(?:[ndva]y?|h?n)?-?"

RULES: tuple[tuple[str, Maker], ...] = (
    ("9", _known),
    (_DAY + "F", _numeric),
    (_DAY + "G", _glued),
    (_DAY + "h?[dO]-?f?[MJ]-?,?Y", _date_with_year),
    (_DAY + "[MJ]-?h?[dO],?-?Y", _date_with_year),
    ("d[MJ][n]", _date_with_short_year),
    ("[MJ]d(?:-|c)d(?:,?Y)?", _two_days),
    ("d(?:-|c)d[MJ](?:,?Y)?", _two_days),
    ("h?Uf[MJ][dO]", _week_of_day),
    ("[lx][MJ][dO]", _month_day),
    (_DAY + "[MJ]h?[dO]", _month_day),
    (_DAY + "h?[dO]-?f?[MJ]", _month_day),
    (_MOD + "[MJ]f?,?Y", _month_year),
    (_MOD + "M,?f?[lxi]U", _month_of_year),
    ("[lxi]" + _MOD + "[MJ]", _month),
    (_MOD + "M", _month),
    ("K,?3?W", _clock_on_day),
    ("W,?3?K", _clock_on_day),
    ("K,?T", _clock_on_day),
    ("K[li]P", _clock_on_day),
    ("K2hP", _clock),
    ("[dn]2hP", _clock),
    ("[dn]3P", _clock),
    ("K", _clock),
    ("WP?,?[lxi]U", _weekday),
    ("PW", _weekday),
    ("h?[lxi]WP?", _weekday),
    ("Wm?P", _weekday),
    (_MOD + "[WB]P?", _weekday),
    ("w", _weekdays),
    ("(?:WN|N3?W|N)", _overnight),
    ("aUgW", _week_before),
    ("hUbT", _day_beside_deictic),
    ("(?:m-?|k)?T(?:m?P)?", _deictic),
    ("m?I", _deictic),
    ("h?m?[lxits]s?m?P", _led_part),
    ("e[ndo]?[UV]", _every),
    ("e[WP]", _every),
    (_COUNT + "[UV]g", _ago),
    (_COUNT + "[UV]k", _moved),
    ("hUb", _moved),
    ("(?:" + _COUNT + "|h)[UV]b", _beside),
    ("h?[lx](?:[ndvo]y?)?-?[UV]", _led_units),
    ("(?:h?Ef)?k?[t]s?U", _led_unit),
    ("(?:h?Ef|m)?h?[lxis]s?U", _led_unit),
    ("hoU(?:f?Y|f[lxi]U)?", _quarter),
    ("[oO]U(?:f?Y|f?[lxi]U)?", _quarter),
    ("h?U", _weekend),
    ("hl", _the_past),
    ("S", _frequency),
    ("L", _lasting),
    ("[ndva]y?-?[UV]", _length),
    ("[UV](?!f[WBTIMPdOh])", _loose_units),
    (_MOD + "[lxi]Z", _season),
    ("h?" + _MOD + "Z,?f?Y", _season),
    ("h?Zf?[lxi]U", _season),
    ("(?:(?<=2h)|(?<=2)|m-?)Z", _season),
    ("l?H(?:,?2?Y)?", _holiday),
    (_MOD + "D", _decade),
    (_MOD + "Y", _year),
    ("R", _reference),
    ("(?:2h|3|h)m?P", _part),
    ("P", _part),
)
_COMPILED = tuple((re.compile(pattern), maker) for pattern, maker in RULES)
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern, _ in RULES))


def expressions(text: str, found: list[Lexeme], is_name: Callable[[int], bool], counts: Callable[[int], bool]) -> Iterator[Expression]:
    """The time expressions that the lexemes of a text make up, in order, none within another."""
    letters, owners = kinds(text, found)
    at = 0
    while (spot := _ANY.search(letters, at)) is not None:
        at = spot.start()
        for pattern, maker in _COMPILED:
            match = pattern.match(letters, at)
            if match is None or match.end() == at:
                continue
            taken = dict.fromkeys(owners[i] for i in range(at, match.end()) if letters[i] not in "-,|")
            made = maker(Match(text, tuple(found[i] for i in taken), is_name, counts))
            if made:
                yield from made
                at = match.end()
                break
        else:
            at += 1
