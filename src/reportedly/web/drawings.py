"""The timeline of a view, and pictures of maps, as they are drawn on the server: geometry for the templates.

On the timeline everything across is in percent of the width, so that one drawing fits every window; upwards in pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from urllib.parse import urlencode

from markupsafe import Markup

from reportedly.publish.words import counted
from reportedly.web.clusters import TILE, Box, Clusters, projected
from reportedly.web.periods import Period, Timeline, Unit, period_name
from reportedly.web.world import Frame, Name, countries, metres, names, path

TOP, FLOOR = 12, 112
THINNEST = 1.5
"""Pixels of the bar of a period that has any incident."""
"""Where the highest line and the zero of a chart are, in pixels from its top."""

WIDEST = 5.0
"""Percent of the width that a bar has at most, and of its period's stretch that it fills."""
FILLS = 0.72

LABELS, FEW = 7, 4
"""Labels of days in a wide window, and in a narrow one."""

MAP_SIZES = MappingProxyType({"wide": (720, 400), "narrow": (360, 300)})
"""Pixels of the picture of a view: in a wide window, and in a narrow one."""

PLACE_WIDTH, PLACE_HEIGHT = 720, 320
MARGIN = 36
"""Pixels that are left free around what a picture is of."""

CLOSEST, CLOSEST_PLACE = 6.0, 6.4
"""The zoom at which a picture of a view, and of one place, shows no more detail of the coast."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: its name, where its bars are across, and what of the drawing leads to its list, whose query it ends.

    ``top`` is that of its incidents; ``low`` and ``high`` are those of what is reported killed at least and at most,
    ``best`` is where the mark is; None where no incident of the period has a figure.
    """

    period: Period
    name: str
    left: float
    width: float
    slot: float
    slot_width: float
    top: float
    low: float | None
    best: float | None
    high: float | None
    query: str

    @property
    def toll(self) -> str:
        """What is reported killed, in words."""
        one = self.period
        return f"killed: low {one.low:,}, best {one.best:,}, high {one.high:,}" if one.counted else "no figure of killed"

    @property
    def cells(self) -> Markup:
        """Its numbers as the cells of a table, from within the first to within the last."""
        one = self.period
        figures = (f"{number:,}" if one.counted else "–" for number in (one.low, one.best, one.high))
        return Markup("</td><td>".join((f"{one.incidents:,}", *figures)))

    @property
    def began(self) -> Markup:
        """The bar of its incidents, over what is pointed at."""
        return self._shapes(f'<rect class="began" x="{self.left}%" width="{self.width}%" y="{self.top}" '
                            f'height="{round(max(FLOOR - self.top, THINNEST), 2)}"/>')

    @property
    def killed(self) -> Markup:
        """The bar of what is reported killed, with the mark; without a figure only what is pointed at."""
        if self.low is None or self.best is None or self.high is None:
            return self._shapes("")
        across = f'x="{self.left}%" width="{self.width}%"'
        return self._shapes(
            f'<rect class="least" {across} y="{self.low}" height="{round(FLOOR - self.low, 2)}"/>'
            f'<rect class="range" {across} y="{self.high}" height="{round(self.low - self.high, 2)}"/>'
            f'<line class="best" x1="{self.left}%" x2="{round(self.left + self.width, 3)}%" y1="{self.best}" y2="{self.best}"/>')

    def _shapes(self, own: str) -> Markup:
        """Shapes of numbers alone: written here, as a page has hundreds of them."""
        return Markup(f'<rect class="slot" x="{self.slot}%" width="{self.slot_width}%" y="6" height="106"/>{own}')


@dataclass(frozen=True, slots=True)
class Label:
    """Words at the axis. ``minor``: left out in a narrow window."""

    at: float
    words: str
    minor: bool = False


@dataclass(frozen=True, slots=True)
class TimelineDrawing:
    """A timeline as it is drawn. ``incident_lines`` and ``killed_lines`` are the levels, in pixels from the top.

    ``query`` is how the queries of all lists begin that the bars lead to.
    """

    timeline: Timeline
    bars: tuple[Bar, ...]
    days: tuple[Label, ...]
    incident_lines: tuple[Label, ...]
    killed_lines: tuple[Label, ...]
    query: str

    @property
    def summary(self) -> str:
        """In a sentence, for who does not see it."""
        first, last = self.bars[0], self.bars[-1]
        most = max(self.bars, key=lambda bar: bar.period.incidents)
        stretch = first.name if first is last else f"from {first.name} to {last.name}"
        return (f"{counted(self.timeline.incidents, 'incident')}, {stretch}; the most, {most.period.incidents:,}, in "
                f"{most.name}. The numbers follow as a table.")


def drawn(timeline: Timeline, given: Mapping[str, str]) -> TimelineDrawing | None:
    """A timeline as it is drawn; None where no incident has a day. ``given`` are the filters of its view."""
    if not timeline.periods:
        return None
    most = _round_number(max(period.incidents for period in timeline.periods))
    deadliest = _round_number(max(period.high for period in timeline.periods))
    slot = 100 / len(timeline.periods)
    width = min(slot * FILLS, WIDEST)
    bars = (_bar(period, period_name(period, timeline.unit), slot * i, slot, width, most, deadliest, given)
            for i, period in enumerate(timeline.periods))
    others = {name: value for name, value in given.items() if name not in ("since", "until")}
    return TimelineDrawing(timeline, tuple(bars), tuple(_days(timeline)), _lines(most), _lines(deadliest),
                           f"{urlencode(others)}&" if others else "")


def _bar(
    period: Period, name: str, left: float, slot: float, width: float, most: int, deadliest: int, given: Mapping[str, str],
) -> Bar:
    low, best, high = (_height(number, deadliest) if period.counted else None
                       for number in (period.low, period.best, period.high))
    pointed = slot if width < WIDEST else width
    return Bar(period, name, round(left + (slot - width) / 2, 3), round(width, 3), round(left + (slot - pointed) / 2, 3),
               round(pointed, 3), _height(period.incidents, most), low, best, high, _query(period, given))


def _query(period: Period, given: Mapping[str, str]) -> str:
    """The days of a period's list: none that the view leaves out."""
    since, until = period.since.isoformat(), period.until.isoformat()
    asked_since, asked_until = given.get("since", ""), given.get("until", "")
    return (f"since={asked_since if since < asked_since <= until else since}&"
            f"until={asked_until if since <= asked_until < until else until}")


def _round_number(number: int) -> int:
    """The least of 2, 4, 6, 8, 10, 20, 30, 40, 50, 60, 80, 100 … that is no smaller: a half of it is a number too."""
    power: int = 10 ** (len(str(number)) - 1)
    return next(top * power for top in (1, 2, 3, 4, 5, 6, 8, 10) if top * power >= number and top * power % 2 == 0)


def _height(number: int, top: int) -> float:
    return round(FLOOR - (FLOOR - TOP) * number / top, 2)


def _lines(top: int) -> tuple[Label, ...]:
    return tuple(Label(_height(number, top), f"{number:,}") for number in (0, top // 2, top))


def _days(timeline: Timeline) -> Iterator[Label]:
    """The labels at the axis, evenly apart; every other one is left out where there is little room."""
    number = len(timeline.periods)
    step = _step(timeline, max(-(-number // LABELS), 1))
    marked = [i for i in range(number) if _is_marked(timeline, i, step)]
    for place, i in enumerate(marked):
        yield Label(round((i + 0.5) * 100 / number, 3), _SHORT[timeline.unit](timeline.periods[i].since),
                    len(marked) > FEW and place % 2 == 1)


def _step(timeline: Timeline, least: int) -> int:
    """How many periods there are from label to label: months and quarters in steps that meet the beginnings of years."""
    steps = {"month": (1, 2, 3, 6, 12), "quarter": (1, 2, 4, 8, 12)}.get(timeline.unit, (least,))
    return next((step for step in steps if step >= least), least)


def _is_marked(timeline: Timeline, i: int, step: int) -> bool:
    since = timeline.periods[i].since
    months = {"month": 1, "quarter": 3}.get(timeline.unit)
    return (i if months is None else (since.year * 12 + since.month - 1) // months) % step == 0


_SHORT: Mapping[Unit, Callable[[date], str]] = {
    "day": lambda day: f"{day.day} {day:%b}", "week": lambda day: f"{day.day} {day:%b} {day.year % 100:02}",
    "month": lambda day: f"{day:%b} {day.year}", "quarter": lambda day: f"{day:%b} {day.year}",
    "year": lambda day: str(day.year), "decade": lambda day: f"{day.year}s", "century": lambda day: f"{day.year}s"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A circle of a picture in pixels: ``size`` for a mark, ``reach`` for how far from it an incident may have been."""

    x: float
    y: float
    size: int
    count: int
    reach: float = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A map as it is drawn: outlines as data of SVG paths, the one that is meant apart."""

    width: int
    height: int
    title: str
    land: str
    chosen: str
    spots: tuple[Spot, ...]
    names: tuple[Name, ...]


def size_class(count: int) -> int:
    """How large the mark of so many incidents is, from 1 to 4."""
    return min(len(str(count)), 4)


def framed(box: Box, width: int, height: int, closest: float) -> Frame:
    """The part of the map that shows a box in a picture of that size; never less than half a world high."""
    left, top = (float(value) for value in projected(box.north, box.west))
    right, bottom = (float(value) for value in projected(box.south, box.east))
    fits = min((size - 2 * MARGIN) / extent if extent > 0 else math.inf for size, extent in (
        (width, right - left), (height, bottom - top)))
    world = max(min(fits, TILE * 2 ** closest), float(width))
    return Frame(_begin((left + right) / 2, width / world), _begin((top + bottom) / 2, height / world), world, width, height)


def _begin(middle: float, extent: float) -> float:
    """Where a stretch around a middle begins, within the world."""
    return min(max(middle - extent / 2, 0.0), max(1 - extent, 0.0))


def map_picture(found: Clusters, radii: list[int], frame: Frame, code: str, title: str) -> Picture:
    """A view as a picture: its clusters, and its single incidents with the metres within which each may have happened."""
    x, y = (some.tolist() for some in frame.points(*projected(found.lat, found.lon)))
    spots = (Spot(round(px, 1), round(py, 1), size_class(count) if count > 1 else 0, count,
                  round(metres(lat, radius, frame), 1) if count == 1 else 0)
             for px, py, count, lat, radius in zip(x, y, found.count.tolist(), found.lat.tolist(), radii, strict=True))
    return _picture(frame, code, title, tuple(spots))


def place_picture(lat: float, lon: float, radius: int, code: str, title: str) -> Picture:
    """One place as a picture: a circle of as many metres around it."""
    x, y = (float(value) for value in projected(lat, lon))
    reach = metres(lat, radius, Frame(0, 0, 1, 1, 1))
    world = min(PLACE_HEIGHT * 0.16 / reach, TILE * 2 ** CLOSEST_PLACE)
    frame = Frame(x - PLACE_WIDTH / world / 2, y - PLACE_HEIGHT / world / 2, world, PLACE_WIDTH, PLACE_HEIGHT)
    return _picture(frame, code, title, (Spot(PLACE_WIDTH / 2, PLACE_HEIGHT / 2, 0, 1, round(reach * world, 1)),))


def country_picture(code: str, title: str) -> Picture | None:
    """A country as a picture, with nothing in it; None where there is no outline of it."""
    box = country_box(code)
    if box is None:
        return None
    return _picture(framed(box, PLACE_WIDTH, PLACE_HEIGHT, CLOSEST), code, title, ())


def country_box(code: str) -> Box | None:
    """The bounds of a country, where there is an outline of it."""
    return next((country.box() for country in countries() if code and country.code == code), None)


def _picture(frame: Frame, code: str, title: str, spots: tuple[Spot, ...]) -> Picture:
    land = [path(country, frame) for country in countries() if not code or country.code != code]
    chosen = [path(country, frame) for country in countries() if code and country.code == code]
    return Picture(frame.width, frame.height, title, "".join(land), "".join(chosen), spots,
                   names(frame, [(spot.x, spot.y) for spot in spots]))
