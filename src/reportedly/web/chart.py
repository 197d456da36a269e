"""How the figures of an incident moved: a step line for each origin over the time of publication, to be drawn as SVG.

Across, everything is in percent of the width, so that one drawing fits every window; upwards in pixels from the top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import ClassVar

from reportedly.model import FigureKind
from reportedly.publish.desk_outline import DeskOutline, Speaker
from reportedly.publish.html import hue
from reportedly.publish.words import count, dated, in_time
from reportedly.weigh.reconcile import widest
from reportedly.weigh.types import Count, DeskAccount, DeskIncident

KINDS: tuple[FigureKind, ...] = ("killed", "injured")

HEIGHT, TOP, BOTTOM = 240, 34, 206
"""Of the drawing, and where its highest number and its zero are, in pixels."""

FIRST, LAST, END = 4.0, 90.0, 100.0
"""Where the first and the last report stand, and how far a figure that stands is drawn on, in percent of the width."""

NEAR, APART = 7.0, 23
"""Marks nearer than this (percent, pixels) are set apart, by so many pixels."""

COARSE, FINE = 24.0, 9.0
"""The least distance of days on the axis, in percent: in a narrow window, and in a wide one."""

STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Mark:
    """The figure that one account gives. ``lettered``: the origin's first, or another than it gave before.

    ``shift`` sets marks in one place apart, in pixels; ``numbered``: the figure is written over it.
    """

    x: float
    y: float
    figure: str
    letter: str
    hue: str
    told: str
    stands: bool
    lettered: bool
    shift: int = 0
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of time through which an origin's figure stood; ``top`` is where its highest number is, ``rise`` the next.

    ``top`` is None where the figure is open upward; ``rise`` None at the end.
    """

    x1: float
    x2: float
    y: float
    top: float | None
    rise: float | None
    hue: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day on the axis; ``fine``: there is room for it in a wide window alone."""

    x: float
    name: str
    fine: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing: of one kind of figure. ``numbers`` are those on the axis, with their places."""

    height: ClassVar[int] = HEIGHT
    bottom: ClassVar[int] = BOTTOM

    kind: FigureKind
    description: str
    steps: tuple[Step, ...]
    marks: tuple[Mark, ...]
    days: tuple[Day, ...]
    numbers: tuple[tuple[int, float], ...]
    undated: int


@dataclass(frozen=True, slots=True)
class _Given:
    undated: bool
    when: datetime
    published: str | None
    speaker: Speaker
    count: Count
    outlet: str


def charts(incident: DeskIncident, plan: DeskOutline) -> tuple[Chart, ...]:
    """The drawings of an incident: of those kinds that were given figures at two moments at least, all over one time."""
    found: dict[FigureKind, tuple[list[_Given], int]] = {}
    for kind in KINDS:
        given = sorted(_given(incident, plan, kind), key=lambda one: (one.when, one.speaker.letter))
        known = [one for one in given if not one.undated]
        if len({one.when for one in known}) > 1:
            found[kind] = known, len(given) - len(known)
    moments = [one.when for known, _ in found.values() for one in known]
    return tuple(_chart(kind, known, undated, min(moments), max(moments)) for kind, (known, undated) in found.items())


def _given(incident: DeskIncident, plan: DeskOutline, kind: FigureKind) -> Iterator[_Given]:
    """The figure of each account; accounts of one origin that give the same at the same time are one."""
    speakers = {view.id: view.speaker for view in plan.origins}
    seen = set()
    for account in incident.accounts:
        figure, speaker = _figure(account, kind), speakers.get(account.origin)
        undated, when = in_time(account.published)
        if figure is not None and speaker and (key := (account.origin, when, figure.low, figure.high)) not in seen:
            seen.add(key)
            yield _Given(undated, when, account.published, speaker, figure, plan.outlet(account.document))


def _figure(account: DeskAccount, kind: FigureKind) -> Count | None:
    """The figure of an account that stands, else the highest that was replaced later."""
    stood = [replace(one, stands=True) for one in account.counts]
    standing = widest(account.counts, kind)
    if standing or (highest := widest(stood, kind)) is None:
        return standing
    return replace(highest, stands=False)


def _chart(kind: FigureKind, given: list[_Given], undated: int, first: datetime, last: datetime) -> Chart:
    highest, numbers = _scale(max(one.count.high or one.count.low for one in given))

    def across(one: _Given) -> float:
        return round(FIRST + (LAST - FIRST) * ((one.when - first) / (last - first)), 2)

    def up(number: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * number / highest, 1)

    return Chart(kind, "; ".join(map(_told, given)), tuple(_steps(given, across, up)), tuple(_marks(given, across, up)),
                 tuple(_days(given, across)), tuple((number, up(number)) for number in numbers), undated)


def _scale(most: int) -> tuple[int, range]:
    """The number at the top, and those on the axis: four or five round ones, from zero."""
    step = next(size * digit for size in (10 ** power for power in range(20)) for digit in STEPS if size * digit * 4 >= most)
    highest = max(-(-most // step) * step, 1)
    return highest, range(0, highest + 1, step)


def _told(one: _Given) -> str:
    number = count(one.count.low, one.count.high)
    later = "" if one.count.stands else ", replaced later"
    return f"{one.speaker.text}: {number} ({dated(one.published)}{f', {one.outlet}' if one.outlet else ''}{later})"


def _steps(given: list[_Given], across: Callable[[_Given], float], up: Callable[[int], float]) -> Iterator[Step]:
    by_origin: dict[str, list[_Given]] = {}
    for one in given:
        by_origin.setdefault(one.speaker.letter, []).append(one)
    for letter, mine in by_origin.items():
        for here, then in zip_longest(mine, mine[1:]):
            high = here.count.high
            yield Step(across(here), across(then) if then else END, up(here.count.low), None if high is None else up(high),
                       up(then.count.low) if then else None, hue(letter))


def _marks(given: list[_Given], across: Callable[[_Given], float], up: Callable[[int], float]) -> Iterator[Mark]:
    """Marks from left to right; where there is no room, next to the one before, away from the nearer edge."""
    last: dict[str, tuple[object, ...]] = {}
    placed: list[Mark] = []
    for one in given:
        letter, shown = one.speaker.letter, (one.count.low, one.count.high, one.count.stands)
        x, y = across(one), up(one.count.low)
        mark = Mark(x, y, _short(one.count), letter, hue(letter), _told(one), one.count.stands, last.get(letter) != shown)
        last[letter] = shown
        if mark.lettered:
            beside = [old for old in placed if abs(old.x - x) < NEAR and abs(old.y - y) < APART]
            towards = -1 if x > (FIRST + LAST) / 2 else 1
            shift = towards * max((abs(old.shift) + APART for old in beside), default=0)
            mark = replace(mark, shift=shift, numbered=mark.figure not in {old.figure for old in beside})
            placed.append(mark)
        yield mark


def _short(one: Count) -> str:
    """A figure in few letters: "9+", "20–25"."""
    if one.high is None:
        return f"{one.low:,}+"
    return f"{one.low:,}" if one.low == one.high else f"{one.low:,}–{one.high:,}"


def _days(given: Iterable[_Given], across: Callable[[_Given], float]) -> Iterator[Day]:
    """The days of reports, as many as there is room for; the minutes where all are of one day."""
    one_day = len({one.when.date() for one in given}) == 1
    names: dict[str, float] = {}
    for one in given:
        day = one.when
        name = f"{day:%H:%M}" if one_day else f"{day.day} {day:%b}" if names else f"{day.day} {day:%b %Y}"
        if not any(known.startswith(name) for known in names):
            names[name] = across(one)
    chosen: list[Day] = []
    for room, fine in ((COARSE, False), (FINE, True)):
        for name, x in names.items():
            if all(abs(x - other.x) >= room for other in chosen):
                chosen.append(Day(x, name, fine))
    yield from sorted(chosen, key=lambda day: day.x)
