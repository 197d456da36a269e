"""What days of the week, "today", parts of the day and clock times mean."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from reportedly.extract.times import readings as read
from reportedly.extract.times.match import LEADS, Basis, Expression, Match
from reportedly.extract.times.readings import Meaning
from reportedly.extract.times.words import Lexeme
from reportedly.lexicon import load


def weekday(m: Match) -> list[Expression]:
    """ "Tuesday", "early Tuesday", "last Tuesday", "Tuesday night", "Tuesday last week"."""
    weekday, part, unit, lead = m.need("WB"), m.get("P"), m.get("U"), m.get("lxi")
    if weekday.kind == "B" and m.text[weekday.end - 1] != ".":
        return []
    if unit is not None and unit.value != "week":
        return []
    if lead is not None and lead.value == "mention" and m.lexemes[0].kind != "h":
        m, lead = replace(m, lexemes=m.lexemes[1:]), None  # "talks following Tuesday's raid"
    step = LEADS[lead.kind] if lead else None
    meaning: Meaning = partial(
        read.weekday, number=weekday.value, lead=None if unit else step, weeks=step if unit else None
    )
    return _with_part(m, meaning, part)


def week_before(m: Match) -> list[Expression]:
    """ "A week ago Monday"."""
    return (
        m.one("DATE", partial(read.weekday, number=m.need("W").value, weeks=-1)) if m.need("U").value == "week" else []
    )


def weekdays(m: Match) -> list[Expression]:
    """ "On Sundays", "every Monday"; "Sundays attack", where an apostrophe was lost, is of one day."""
    plural, lexicon = m.get("w"), load("times")["weekdays_as_set"]
    if plural and m.before() not in lexicon["before"] and m.after() not in ("", *lexicon["after"]):
        return m.one("DATE", partial(read.weekday, number=plural.value))
    return m.one("SET", partial(read.plain, value=f"XXXX-WXX-{m.need('wW').value}"))


def _with_part(m: Match, meaning: Meaning, part: Lexeme | None, basis: Basis = "report") -> list[Expression]:
    if part is None:
        return m.one("DATE", meaning, basis)
    return m.one("TIME", partial(read.within, inner=meaning, part=part.value), basis)


def deictic(m: Match) -> list[Expression]:
    """ "Today", "late yesterday", "tomorrow morning", "tonight"."""
    night = m.get("I")
    if night is not None:
        return _with_part(m, partial(read.counted, unit="day", count=0), night, "speech")
    return _with_part(m, partial(read.counted, unit="day", count=m.need("T").value), m.get("P"), "speech")


def day_beside_deictic(m: Match) -> list[Expression]:
    """ "The day before yesterday"."""
    if m.need("U").value != "day":
        return []
    return m.one("DATE", partial(read.counted, unit="day", count=m.need("T").value + m.need("b").value), "speech")


def led_part(m: Match) -> list[Expression]:
    """ "Last night", "this morning"; "that night", "the previous evening" are of the time last mentioned."""
    lead, part = m.need("lxits"), m.need("P")
    if lead.kind in "ts" or lead.value == "mention" or m.lexemes[0].kind == "h":
        step = LEADS.get(lead.kind, 0)
        return _with_part(m, partial(read.mentioned, unit="day", count=step), part)
    return _with_part(m, partial(read.counted, unit="day", count=LEADS[lead.kind]), part, "speech")


def in_the_day(m: Match) -> list[Expression]:
    """ "Earlier in the day", of the day last mentioned."""
    return m.one("DATE", partial(read.mentioned, unit="day", count=0)) if m.need("U").value == "day" else []


def part_beside(m: Match) -> list[Expression]:
    """ "The night before", "the morning after", with nothing behind that it is before or after."""
    if m.after():
        return []
    return _with_part(m, partial(read.mentioned, unit="day", count=m.need("b").value), m.need("P"))


def overnight(m: Match) -> list[Expression]:
    weekday = m.get("W")
    inner: Meaning = (
        partial(read.weekday, number=weekday.value) if weekday else partial(read.counted, unit="day", count=0)
    )
    return m.one("TIME", partial(read.overnight, inner=inner))


def clock_on_day(m: Match) -> list[Expression]:
    """ "9 a.m. EST Tuesday", "Friday 9 a.m."."""
    hour, minute, zone = m.need("K").value
    weekday, deictic = m.get("W"), m.get("T")
    if weekday is not None:
        inner: Meaning = partial(read.weekday, number=weekday.value)
    elif deictic is not None:
        inner = partial(read.counted, unit="day", count=deictic.value)
    else:
        inner = partial(read.counted, unit="day", count=LEADS[m.need("li").kind])
    return m.one("TIME", partial(read.clock, inner=inner, hour=hour, minute=minute, zone=zone))


def clock(m: Match) -> list[Expression]:
    """ "1.12am local time", "at 4 in the morning": the day is the sentence's."""
    clock, part = m.get("K"), m.get("P")
    if clock is None:
        number = m.need("dn")
        if not isinstance(number.value, int) or not 1 <= number.value <= 12 or part is None:
            return []
        hour, minute, zone = number.value % 12, 0, ""
    else:
        hour, minute, zone = clock.value
    if part and hour < 12 and (part.value in ("AF", "EV") or (part.value == "NI" and hour >= 6)):
        hour += 12
    return m.one("TIME", partial(read.clock, inner=read.sentence_day, hour=hour, minute=minute, zone=zone), "day")


def bare_clock(m: Match) -> list[Expression]:
    """ "At 1830 on Thursday", "at about 2115": four digits that would be a year elsewhere."""
    start, words = m.lexemes[0].start, load("times")["clock"]
    digits, lead = m.text[start : m.lexemes[0].end], " " + m.text[max(0, start - 24) : start].lower().rstrip()
    if not (len(digits) == 4 and digits.isdigit() and digits < "2400" and digits[2] < "6"):
        return []
    if m.after() not in words["after"] or not lead.endswith(tuple(" " + word for word in words["before"])):
        return []
    meaning = partial(read.clock, inner=read.sentence_day, hour=int(digits[:2]), minute=int(digits[2:]))
    return m.one("TIME", meaning, "day")


def part(m: Match) -> list[Expression]:
    """ "At dawn", "in the morning", "noon": the day is the sentence's."""
    part = m.need("P")
    word = m.text[part.start : part.end].lower()
    lexicon = load("times")
    if word not in lexicon["part_moments"]["words"]:
        leads = m.lexemes[0].kind in "23" or m.before() in lexicon["part_leads"]["before"]
        if len(m.lexemes) == 1 or not (leads or m.after() == "of"):
            return []
    trimmed = [x for x in m.lexemes if x.kind in "hmP"]
    return [
        Expression(
            trimmed[0].start,
            part.end,
            "TIME",
            partial(read.within, inner=read.sentence_day, part=part.value),
            "day",
            part=part.value,
        )
    ]
