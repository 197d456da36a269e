"""Numbers, tolls and times in words, as news tells them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import datetime

_UNITS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEADING = re.compile(r"\d{2}\b")
_ONE = {
    "people": "person", "displaced people": "displaced person", "members of one family": "member of one family",
    "passers-by": "passer-by", "relatives of the judge": "relative of the judge", "men": "man",
    "men convicted of murder": "man convicted of murder",
}


@dataclass(frozen=True, slots=True)
class Toll:
    """What one source counts at one moment. ``hedge`` stands before the dead or the taken ("at least"), or is empty."""

    killed: int = 0
    injured: int = 0
    taken: int = 0
    who: str = "people"
    hedge: str = ""


def number(count: int) -> str:
    """In words below ten, in figures from ten on."""
    return _UNITS[count] if count < 10 else str(count)


def capital(text: str) -> str:
    """With a capital at the head, and no figures there: "12 people" becomes "Twelve people"."""
    found = _LEADING.match(text)
    if found:
        text = _spelled(int(found[0])) + text[found.end():]
    return text[:1].upper() + text[1:]


def _spelled(count: int) -> str:
    if count < 20:
        return _UNITS[count]
    tens, units = divmod(count, 10)
    return _TENS[tens] + (f"-{_UNITS[units]}" if units else "")


def people(count: int, who: str, hedge: str = "") -> str:
    """ "at least five people", "one soldier"."""
    noun = _ONE.get(who, who.removesuffix("s")) if count == 1 else who
    return f"{hedge} {number(count)} {noun}".strip()


def were(count: int) -> str:
    return "was" if count == 1 else "were"


def tolls(toll: Toll, rng: random.Random) -> dict[str, str]:
    """Every way of saying a toll of dead and wounded; empty without either."""
    dead = people(toll.killed, toll.who, toll.hedge)
    wounded, wounding = rng.choice([("wounded", "wounding"), ("injured", "injuring"), ("hurt", "injuring")])
    if not toll.killed and not toll.injured:
        return {}
    if not toll.killed:
        hurt = people(toll.injured, toll.who)
        return {
            "toll_passive": f"{hurt} {were(toll.injured)} {wounded}", "toll_active": f"{wounding[:-3]}ed {hurt}",
            "killing": f"{wounding} {hurt}", "toll_left": f"{hurt} {wounded}",
            "toll_short": f"{number(toll.injured)} {wounded}", "toll_left_intro": f"{hurt} {were(toll.injured)} {wounded}",
        }
    others = rng.choice(["", " others", " more"]) if toll.injured > 1 else ""
    hurt = f"{rng.choice(['', '', 'at least '])}{number(toll.injured)}{others}" if toll.injured > 1 else "another"
    if not toll.injured:
        return {
            "toll_passive": f"{dead} {were(toll.killed)} killed", "toll_active": f"killed {dead}",
            "killing": f"killing {dead}", "toll_left": f"{dead} dead", "toll_short": f"{number(toll.killed)} dead",
            "toll_left_intro": f"{dead} {were(toll.killed)} dead",
        }
    plain = number(toll.injured)
    return {
        "toll_passive": f"{dead} {were(toll.killed)} killed and {hurt} {wounded}",
        "toll_active": f"killed {dead} and {wounding[:-3]}ed {hurt}", "killing": f"killing {dead} and {wounding} {hurt}",
        "toll_left": f"{dead} dead and {plain} {wounded}", "toll_short": f"{number(toll.killed)} dead and {plain} {wounded}",
        "toll_left_intro": f"{dead} {were(toll.killed)} dead and {plain} {wounded}",
    }


def clock(moment: datetime, rng: random.Random) -> str:
    """The time of day alone: "at about 6.30 pm", "shortly before midnight", "around noon"."""
    hour, minute = moment.hour, moment.minute // 10 * 10
    half = "am" if hour < 12 else "pm"
    twelve = (hour - 1) % 12 + 1
    styles = [
        f"at about {twelve}{f'.{minute:02}' if minute else ''} {half}", f"at {twelve}:{minute:02} {half} local time",
        f"shortly after {twelve} {half}", f"at around {hour:02}:{minute:02}", f"just after {twelve} {half}",
    ]
    if hour in (0, 12):
        styles = [f"shortly after {'noon' if hour else 'midnight'}", f"at {hour:02}:{minute:02} local time"]
    return rng.choice(styles)


def _parts(moment: datetime, day: str) -> list[str]:
    """A day with the part of it that the hour is in."""
    hour = moment.hour
    if hour < 5:
        return [f"in the early hours of {day}", f"early on {day}", f"before dawn on {day}"]
    if hour < 8:
        return [f"early on {day}", f"at dawn on {day}", f"on {day} morning"]
    if hour < 12:
        return [f"on {day} morning"]
    if hour < 17:
        return [f"on {day} afternoon"]
    if hour < 21:
        return [f"on {day} evening"]
    return [f"late on {day}", f"on {day} night", f"on the night of {day}"]


def date(moment: datetime, rng: random.Random, *, year: bool = False) -> str:
    """ "14 May" or "May 14", with the year on demand."""
    month = MONTHS[moment.month - 1]
    if rng.random() < 0.6:
        return f"{moment.day} {month}" + (f" {moment.year}" if year else "")
    return f"{month} {moment.day}" + (f", {moment.year}" if year else "")


def when(moment: datetime, told: datetime, rng: random.Random) -> str:
    """When it happened, as told at ``told`` (both in the place's own time)."""
    days = (told.date() - moment.date()).days
    weekday = WEEKDAYS[moment.weekday()]
    if days > 5 or rng.random() < 0.06:
        return f"on {date(moment, rng)}"
    styles = [f"on {weekday}"] * 3 + _parts(moment, weekday)
    if rng.random() < 0.15:
        styles.append(f"{clock(moment, rng)} on {weekday}")
    if rng.random() < 0.1:
        styles.append(f"on {weekday}, {date(moment, rng)}")
    return rng.choice(styles)


def ago(days: int) -> str:
    """ "two days", "a week", "three weeks": how long before."""
    if days < 7:
        return f"{number(days)} days" if days > 1 else "a day"
    weeks = days // 7
    return "a week" if weeks == 1 else f"{number(weeks)} weeks"
