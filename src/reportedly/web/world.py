"""The outlines of countries, from Natural Earth, as the pictures of maps draw them."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np

from reportedly.web.clusters import Box, Floats, projected, unprojected

EDGE = 8
"""Pixels beyond the edge of a picture at which outlines are cut off."""


LETTER, NAMES, CONSIDERED = 6.5, 18, 150
"""Pixels of a letter of a name; how many names a picture has at most, and of how many towns they are chosen."""

TOWNS = 2500
"""Pixels of the whole world from which on towns are named."""

STEP = 2.5
"""Pixels along an outline from one point of it that is drawn to the next."""


SMALLEST = 1.5
"""Pixels of the smallest island that is drawn."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country as Natural Earth has it. ``code`` is ISO 3166-1 alpha-3; ``rings`` are arrays of points from 0 to 1 in Web
    Mercator; ``extents`` are the left, top, right and bottom of each. ``label`` is where its name fits, and how far that is
    from its border."""

    code: str | None
    name: str
    label: tuple[float, float, float]
    rings: tuple[Floats, ...]
    extents: Floats

    def box(self) -> Box:
        """Its bounds in degrees."""
        (left, top), (right, bottom) = self.extents[:, :2].min(axis=0), self.extents[:, 2:].max(axis=0)
        (north, west), (south, east) = unprojected(left, top), unprojected(right, bottom)
        return Box(float(west), float(south), float(east), float(north))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture shows: its left and top on the map (from 0 to 1), pixels of the whole world, pixels of its own."""

    left: float
    top: float
    world: float
    width: int
    height: int

    def points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Points of the map as pixels of the picture."""
        return (x - self.left) * self.world, (y - self.top) * self.world

    def box(self) -> Box:
        """What it shows, in degrees."""
        (north, west), (south, east) = (unprojected(self.left, self.top), unprojected(
            self.left + self.width / self.world, self.top + self.height / self.world))
        whole = Box()
        return Box(max(float(west), whole.west), max(float(south), whole.south),
                   min(float(east), whole.east), min(float(north), whole.north))


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a country or, with a dot, of a town, in pixels of a picture."""

    x: float
    y: float
    words: str
    is_town: bool


@functools.cache
def _told() -> dict[str, Any]:
    """``static/world.json``; ``tools/make_world.py`` says how it is written."""
    told: dict[str, Any] = json.loads(resources.files(__package__).joinpath("static", "world.json").read_bytes())
    return told


@functools.cache
def countries() -> tuple[Country, ...]:
    """The countries of the world."""
    arcs = []
    for flat in _told()["arcs"]:
        lon, lat = np.cumsum(np.array(flat).reshape(-1, 2), axis=0).T / 100
        arcs.append(np.stack(projected(lat, lon), axis=1))
    return tuple(_country(one, [_ring(ring, arcs) for polygon in one["polygons"] for ring in polygon])
                 for one in _told()["countries"])


@functools.cache
def _towns() -> tuple[tuple[str, ...], Floats, Floats]:
    names, lon, lat = zip(*_told()["towns"], strict=True)
    return names, *projected(np.array(lat) / 100, np.array(lon) / 100)


def names(frame: Frame, taken: Iterable[tuple[float, float]] = ()) -> tuple[Name, ...]:
    """The names that a picture has room for: countries first, then the largest towns; none over a point that is taken."""
    found: list[Name] = []
    for country in countries():
        x, y, reach = country.label
        px, py = (float(value) for value in frame.points(np.array(x), np.array(y)))
        if 2 * reach * frame.world > len(country.name) * LETTER:
            found += _placed(Name(round(px, 1), round(py, 1), country.name, False), frame, found, taken)
    if frame.world < TOWNS:
        return tuple(found)
    words, x_all, y_all = _towns()
    px_all, py_all = frame.points(x_all, y_all)
    seen = (px_all > 0) & (px_all < frame.width) & (py_all > 0) & (py_all < frame.height)
    for i in np.flatnonzero(seen)[:CONSIDERED].tolist():
        found += _placed(Name(round(float(px_all[i]), 1), round(float(py_all[i]), 1), words[i], True), frame, found, taken)
        if len(found) >= NAMES:
            break
    return tuple(found)


def _placed(name: Name, frame: Frame, others: Iterable[Name], taken: Iterable[tuple[float, float]]) -> list[Name]:
    """The name, if it is clear of the edges, of the others and of the points that are taken."""
    half = len(name.words) * LETTER / 2
    inside = half < name.x < frame.width - half and 16 < name.y < frame.height - 16
    apart = all(abs(name.x - other.x) > half + len(other.words) * LETTER / 2 + 6 or abs(name.y - other.y) > 30
                for other in others)
    clear = all(abs(name.x - x) > half + 14 or abs(name.y - y) > 26 for x, y in taken)
    return [name] if inside and apart and clear else []


def path(country: Country, frame: Frame) -> str:
    """The outline of a country as the data of an SVG path in whole pixels; empty where the picture has nothing of it."""
    return "".join(_rings(country, frame))


def metres(lat: float, radius: float, frame: Frame) -> float:
    """A distance in metres at that latitude, in pixels of the picture."""
    around = 40_075_016.686 * max(float(np.cos(np.radians(lat))), 0.01)
    return radius / around * frame.world


def _rings(country: Country, frame: Frame) -> Iterator[str]:
    """The rings that are in the picture and no mere point of it."""
    lefts, tops = frame.points(country.extents[:, 0], country.extents[:, 1])
    rights, bottoms = frame.points(country.extents[:, 2], country.extents[:, 3])
    right, bottom = frame.width + EDGE, frame.height + EDGE
    seen = (rights > -EDGE) & (bottoms > -EDGE) & (lefts < right) & (tops < bottom)
    whole = (lefts > -EDGE) & (tops > -EDGE) & (rights < right) & (bottoms < bottom)
    for i in np.flatnonzero(seen & (np.maximum(rights - lefts, bottoms - tops) > SMALLEST)).tolist():
        ring = country.rings[i]
        points = np.stack(frame.points(ring[:, 0], ring[:, 1]), axis=1)
        if not whole[i]:
            for axis, side, keeps in ((0, -EDGE, 1), (0, right, -1), (1, -EDGE, 1), (1, bottom, -1)):
                points = _cut(points, axis, side, keeps)
        yield _written(points)


def _written(points: Floats) -> str:
    """A ring in whole pixels, without the points that are too near to the one before."""
    if not len(points):
        return ""
    along = np.cumsum(np.hypot(*np.diff(points, axis=0, prepend=points[-1:]).T))
    whole = np.round(points[np.diff(np.floor(along / STEP), prepend=-1) > 0]).astype(np.int64)
    steps = np.diff(whole, axis=0)
    steps = steps[steps.any(axis=1)].tolist()
    if len(steps) < 2:
        return ""
    return f"M{whole[0, 0]} {whole[0, 1]}l{' '.join(f'{x} {y}' for x, y in steps)}z".replace(" -", "-")


def _cut(points: Floats, axis: int, side: float, keeps: int) -> Floats:
    """A closed ring on one side of a line across the picture (Sutherland and Hodgman 1974)."""
    ahead = np.roll(points, -1, axis=0)
    here, there = (points[:, axis] - side) * keeps, (ahead[:, axis] - side) * keeps
    inside = here >= 0
    if inside.all():
        return points
    crosses = inside != (there >= 0)
    share = np.divide(here, here - there, out=np.zeros_like(here), where=crosses)[:, None]
    both = np.stack([points, points + (ahead - points) * share], axis=1).reshape(-1, 2)
    cut: Floats = both[np.stack([inside, crosses], axis=1).reshape(-1)]
    return cut


def _ring(numbers: Iterable[int], arcs: list[Floats]) -> Floats:
    pieces = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([piece[:-1] for piece in pieces])


def _country(told: dict[str, Any], rings: list[Floats]) -> Country:
    lon, lat, reach = told["label"]
    x, y = (float(value) for value in projected(lat, lon))
    extents = np.array([[*ring.min(axis=0), *ring.max(axis=0)] for ring in rings])
    return Country(told["id"], told["name"], (x, y, reach / 360), tuple(rings), extents)
