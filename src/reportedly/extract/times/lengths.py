"""What lengths of time, periods counted in units, frequencies and "now" mean."""

from __future__ import annotations

from functools import partial

from reportedly.extract.times import days
from reportedly.extract.times import periods as cal
from reportedly.extract.times import readings as read
from reportedly.extract.times.match import LEADS, Expression, Match
from reportedly.lexicon import load


def led_unit(m: Match) -> list[Expression]:
    """ "Last week", "this year", "the past decade", "that day", "the following month", "the end of the year"."""
    unit: str = m.lexemes[-1].value
    lead = m.get("lxits")
    if lead is None or unit in cal.CLOCK_UNITS:
        return []
    if lead.kind in "ts" or m.get("t") or m.get("s") or lead.value == "mention":
        return m.one("DATE", partial(read.mentioned, unit=unit, count=LEADS.get(lead.kind, 0)))
    if m.lexemes[0].kind == "h" and unit == "day":
        return m.one("DATE", partial(read.mentioned, unit=unit, count=LEADS[lead.kind]))
    if unit == "weekend" and lead.kind == "i":
        return m.one("DATE", partial(read.weekend, this=True))
    word = m.text[lead.start : lead.end].lower()
    if word == "past":
        return m.one("DURATION", partial(read.stretch, unit=unit, count=1, sign=-1))
    if word not in load("times")["plain_leads"]["words"]:
        return []
    return m.one("DATE", partial(read.counted, unit=unit, count=LEADS[lead.kind]))


def the_unit(m: Match) -> list[Expression]:
    """ "The weekend", "weekend clashes"; "the quarter" where one was mentioned."""
    unit = m.lexemes[-1]
    if unit.value == "weekend":
        return m.one("DATE", read.weekend)
    if unit.value == "quarter" and m.lexemes[0].kind == "h" and m.after() != "of":
        return m.one("DATE", partial(read.mentioned, unit="quarter", count=0))
    return []


def led_units(m: Match) -> list[Expression]:
    """ "The past 20 years", "the next few days", "recent weeks"."""
    unit, lead, count = m.lexemes[-1], m.need("lx"), m.get("ndvo")
    if (
        count is None
        and m.lexemes[0].kind != "h"
        and m.text[lead.start : lead.end].lower() in load("times")["plain_leads"]["words"]
    ):
        return led_unit(m)  # "last months attack", where an apostrophe was lost
    if (count is not None and count.kind == "o") or (count is None and unit.kind == "U"):
        return []
    value = count.value if count else "X"
    if lead.value == "mention":
        return m.one("DURATION", partial(read.plain, value=cal.duration(unit.value, value), anchored=False))
    return m.one("DURATION", partial(read.stretch, unit=unit.value, count=value, sign=LEADS[lead.kind]))


def _quantity(m: Match) -> tuple[str, float | str] | None:
    """The unit and the count of a length of time; none if the words are none ("five weekends", "2 seconds")."""
    unit, count = m.need("UV"), m.get("ndvaY")
    if count is None:
        return unit.value, "X" if unit.kind == "V" else 1
    if (count.kind == "v" and unit.kind == "U") or (isinstance(count.value, str) and unit.kind == "U"):
        return None
    return unit.value, count.value


def ago(m: Match) -> list[Expression]:
    quantity = _quantity(m)
    if quantity is None:
        return []
    unit, count = quantity
    if unit in cal.CLOCK_UNITS:
        return m.one("TIME", partial(read.ago, unit=unit, count=count), "speech")
    return m.one("DATE", partial(read.ago, unit=unit, count=count), "speech")


def moved(m: Match) -> list[Expression]:
    """ "A day earlier", "hours later", "the day before" (with nothing after that it could be before)."""
    quantity, step = _quantity(m), m.need("kb")
    if quantity is None or (step.kind == "b" and m.after()) or (step.kind == "k" and m.lexemes[0].kind == "h"):
        return []
    unit, count = quantity
    names_day = unit not in cal.CLOCK_UNITS and isinstance(count, int)
    words = m.lexemes if step.kind == "b" or names_day else m.lexemes[:-1]
    meaning = partial(read.moved, unit=unit, count=count, sign=step.value)
    return [Expression(words[0].start, words[-1].end, "DATE" if names_day else "DURATION", meaning)]


def beside(m: Match) -> list[Expression]:
    """ "Hours after …", "two days before …": what follows may tell when."""
    quantity, step = _quantity(m), m.need("b")
    if quantity is None:
        return []
    unit, count = quantity
    words = [x for x in m.lexemes if x is not step]
    length = (unit, count, step.value) if isinstance(count, int) and unit not in cal.CLOCK_UNITS else None
    if words[0].kind == "h":
        words = words[1:] or words
    meaning = partial(read.plain, value=cal.duration(unit, count), anchored=False)
    return [Expression(words[0].start, words[-1].end, "DURATION", meaning, length=length)]


def every(m: Match) -> list[Expression]:
    last = m.lexemes[-1]
    if last.kind == "W":
        return days.weekdays(m)
    if last.kind == "P":
        return m.one("SET", partial(read.plain, value="XXXX-XX-XXT" + last.value)) if ":" not in last.value else []
    count = m.get("nd")
    return m.one("SET", partial(read.plain, value=cal.duration(last.value, count.value if count else 1)))


def frequency(m: Match) -> list[Expression]:
    return m.one("SET", partial(read.plain, value=m.lexemes[0].value))


def lasting(m: Match) -> list[Expression]:
    return m.one("DURATION", partial(read.plain, value=cal.duration(m.lexemes[0].value, 1)))


def length(m: Match) -> list[Expression]:
    """ "Two days", "an 18-hour siege", "a year"; not an age."""
    quantity = _quantity(m)
    if quantity is None or quantity[0] in ("quarter", "weekend"):
        return []
    if quantity == ("day", 1) and m.text[m.lexemes[0].start].isupper() and not m.before():
        return []  # "One day we will return"
    rate = m.lexemes[0].kind == "a" and m.before() in load("times")["loose"]["rate"]
    return m.one("SET" if rate else "DURATION", partial(read.plain, value=cal.duration(*quantity)))


def loose_units(m: Match) -> list[Expression]:
    """ "For weeks", "days of shelling", "years-long"; not "the early hours of"."""
    lexicon, unit = load("times")["loose"], m.lexemes[-1]
    after = m.after()
    long = after == "long" and m.text[unit.end] == "-"
    if not long and (unit.kind == "U" or (m.before() not in lexicon["before"] and after not in lexicon["after"])):
        return []
    return m.one("DURATION", partial(read.plain, value=cal.duration(unit.value, 1 if unit.kind == "U" else "X")))


def the_past(m: Match) -> list[Expression]:
    """ "In the past": nothing follows that is past."""
    words = m.text[m.lexemes[0].start : m.lexemes[-1].end].lower().split()
    return m.one("DATE", partial(read.plain, value="PAST_REF")) if words == ["the", "past"] and not m.after() else []


def reference(m: Match) -> list[Expression]:
    return m.one("DATE", partial(read.plain, value=m.lexemes[0].value))
