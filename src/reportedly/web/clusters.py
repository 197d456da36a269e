"""Points that lie near each other on a map, put together so that it can be read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

TILE = 256
"""Pixels of the world at zoom 0, in Web Mercator, as Leaflet has it."""

CELL = 60
"""Pixels of a cell of the grid."""

NEAREST = 44
"""Pixels that two clusters are apart at least: else the smaller one joins the larger."""

LARGEST = 4096
"""Pixels of the widest map that is asked for; it bounds the work and the answer."""

FARTHEST = 85.0511287798
"""Degrees of latitude at which the square of Web Mercator ends."""

COUNTRY = 3
"""The precision (its index in exact, near, region, country) from which on nothing is a point."""

_NEIGHBOURS = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the world, in degrees."""

    west: float = -180.0
    south: float = -FARTHEST
    east: float = 180.0
    north: float = FARTHEST

    @classmethod
    def of(cls, value: str) -> Box:
        """West, south, east and north with commas between; what lies beyond the edge of the map is cut off.

        Raises:
            ValueError: it is no such box.
        """
        try:
            west, south, east, north = map(float, value.split(","))
        except ValueError:
            raise _no_box(value) from None
        if not all(map(math.isfinite, (west, south, east, north))):
            raise _no_box(value)
        whole = cls()
        found = cls(max(west, whole.west), max(south, whole.south), min(east, whole.east), min(north, whole.north))
        if found.west > found.east or found.south > found.north:
            raise _no_box(value)
        return found

    def __str__(self) -> str:
        """As :meth:`of` reads it."""
        return ",".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in (self.west, self.south, self.east, self.north))

    def holds(self, lat: Floats, lon: Floats) -> npt.NDArray[np.bool_]:
        """Which of these points lie in it; one that is NaN lies nowhere."""
        return (lon >= self.west) & (lon <= self.east) & (lat >= self.south) & (lat <= self.north)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters, the largest first: arrays of one length. ``first`` is the index of one of its points; ``lat`` and ``lon``
    are their centre of mass on the map; the others are the bounds of the points."""

    first: Numbers
    count: Numbers
    lat: Floats
    lon: Floats
    west: Floats
    south: Floats
    east: Floats
    north: Floats

    def __len__(self) -> int:
        return len(self.count)


def clusters(lat: Floats, lon: Floats, precision: npt.NDArray[Any], zoom: float, box: Box) -> Clusters:
    """The points within a box, together where they lie in one cell of a grid, or nearer than :data:`NEAREST`, at that zoom.

    ``precision`` is an index into exact, near, region and country: what is known no nearer than a country is no point,
    nor is a NaN. Cells stay where they are whatever the box; those that it touches count whole.

    Raises:
        ValueError: the box is wider than :data:`LARGEST` pixels at that zoom.
    """
    cell = CELL / (TILE * 2.0 ** zoom)
    left, top = (math.floor(float(value) / cell) for value in projected(box.north, box.west))
    right, bottom = (math.floor(float(value) / cell) for value in projected(box.south, box.east))
    if max(right - left, bottom - top) * CELL > LARGEST + CELL:
        raise ValueError(f"at zoom {zoom:g} a map of at most {LARGEST:,} pixels can be asked for")
    north, west = (float(value) for value in unprojected(left * cell, top * cell))
    south, east = (float(value) for value in unprojected((right + 1) * cell, (bottom + 1) * cell))
    shown = np.flatnonzero((precision < COUNTRY) & (lon >= west) & (lon < east) & (lat <= north) & (lat > south))
    x, y = projected(lat[shown], lon[shown])
    columns = right - left + 1
    across = np.clip(np.floor(x / cell).astype(np.int64) - left, 0, columns - 1)
    cells = across + np.clip(np.floor(y / cell).astype(np.int64) - top, 0, bottom - top) * columns
    in_order = np.argsort(cells.astype(np.uint16), kind="stable")
    cells, shown, x, y = cells[in_order], shown[in_order], x[in_order], y[in_order]
    begins = np.flatnonzero(np.diff(cells, prepend=-1))
    if not len(begins):
        return _merged(np.empty((8, 0)), np.empty((2, 0), np.int64), cell)
    count = np.diff(begins, append=len(cells))
    some_lat, some_lon = lat[shown], lon[shown]
    found = np.stack([
        shown[begins], count, np.add.reduceat(x, begins), np.add.reduceat(y, begins),
        np.minimum.reduceat(some_lon, begins), np.minimum.reduceat(some_lat, begins),
        np.maximum.reduceat(some_lon, begins), np.maximum.reduceat(some_lat, begins)])
    return _merged(found, np.stack(np.divmod(cells[begins], columns)), cell)


def projected(lat: Floats | float, lon: Floats | float) -> tuple[Floats, Floats]:
    """Where degrees are on the map of Web Mercator: from 0 to 1, from the left and from the top."""
    y = np.arcsinh(np.tan(np.radians(np.clip(lat, -FARTHEST, FARTHEST))))
    return np.asarray(lon) / 360 + 0.5, 0.5 - y / (2 * math.pi)


def unprojected(x: Floats | float, y: Floats | float) -> tuple[Floats, Floats]:
    """Latitude and longitude of a point of the map."""
    return np.degrees(np.arctan(np.sinh((0.5 - np.asarray(y)) * 2 * math.pi))), (np.asarray(x) - 0.5) * 360


def _merged(found: Floats, cells: Numbers, cell: float) -> Clusters:
    """Clusters of the cells: from the largest on, each takes in those of the cells around that are too near to it."""
    at = {place: i for i, place in enumerate(zip(*cells.tolist(), strict=True))}
    places, counts = list(at), found[1].tolist()
    x, y = (found[2] / found[1]).tolist(), (found[3] / found[1]).tolist()
    nearest = NEAREST / CELL * cell
    into: dict[int, int] = {}
    for i in sorted(range(len(places)), key=lambda i: (-counts[i], i)):
        if i in into:
            continue
        into[i] = i
        row, column = places[i]
        for dx, dy in _NEIGHBOURS:
            j = at.get((row + dy, column + dx), i)
            if j not in into and math.hypot(x[i] - x[j], y[i] - y[j]) < nearest:
                into[j] = i
    kept, group = np.unique(np.array([into[i] for i in range(len(places))], np.int64), return_inverse=True)
    first = found[0, kept].astype(np.int64)
    sums = np.stack([np.bincount(group, some, len(kept)) for some in found[1:4]])
    low = np.full((2, len(kept)), np.inf)
    high = -low
    for axis in (0, 1):
        np.minimum.at(low[axis], group, found[4 + axis])
        np.maximum.at(high[axis], group, found[6 + axis])
    lat, lon = unprojected(sums[1] / sums[0], sums[2] / sums[0])
    by_size = np.lexsort((first, -sums[0]))
    west, south, east, north = (some[by_size] for some in (*low, *high))
    return Clusters(first[by_size], sums[0].astype(np.int64)[by_size], lat[by_size], lon[by_size], west, south, east, north)


def _no_box(value: str) -> ValueError:
    return ValueError(f"{value[:100]!r} is no box like -12.5,10,16,25: west, south, east and north in degrees")
