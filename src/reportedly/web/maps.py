"""The map of a view, as clusters and circles of precision for the script and as a picture without one, and its timeline."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode

import numpy as np
from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import JSONResponse, Response

from reportedly import lexicon
from reportedly.publish.cite import pin
from reportedly.publish.html import digest
from reportedly.publish.words import PRECISION, counted, country_name, place_name
from reportedly.web.asked import Asked
from reportedly.web.clusters import TILE, Box, Clusters, clusters
from reportedly.web.columns import NONE, PRECISIONS, Columns, Index
from reportedly.web.drawings import (
    CLOSEST,
    MAP_SIZES,
    Picture,
    TimelineDrawing,
    country_box,
    country_picture,
    drawn,
    framed,
    map_picture,
    place_picture,
    size_class,
)
from reportedly.web.guard import policy
from reportedly.web.hiding import refuse_hidden
from reportedly.web.periods import timeline
from reportedly.web.recent import Recent
from reportedly.web.request import asked, checked_text, shelf
from reportedly.web.rows import line
from reportedly.web.site import Site, templates
from reportedly.weigh.types import DeskIncident, DeskPlace

DEEPEST = 9
"""The closest zoom: beyond it the coastlines have no more to show."""

Made = TypeVar("Made")
WORLD = Box(-180.0, -60.0, 180.0, 75.0)
"""What is shown where nothing has a place: the world without the polar seas."""

UNCACHED = {"Cache-Control": "private, no-cache"}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class InCountry:
    """The incidents of a country: how many, and of how many no nearer place is known."""

    code: str
    name: str
    number: int
    no_nearer: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A view in space and time. ``placed`` incidents are on the map, ``nowhere`` ones have no country either.

    ``query`` is how the queries of the lists of its countries begin.
    """

    box: Box
    placed: int
    no_nearer: int
    nowhere: int
    countries: tuple[InCountry, ...]
    timeline: TimelineDrawing | None
    query: str


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The map of one incident. ``radius`` in metres; None: no nearer than a country, there is no point."""

    told: str
    code: str
    latitude: float | None
    longitude: float | None
    radius: int | None


class Kept:
    """What was made of the views that were asked for last, as long as the desk does not change. Safe between threads."""

    def __init__(self) -> None:
        self._change, self._known = NONE, Recent()
        self._lock = threading.Lock()

    def get(self, change: int, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made with this key at this change of the desk, or is made now."""
        with self._lock:
            if change != self._change:
                self._change, self._known = change, Recent()
            known = self._known
        found: Made | None = known.get(key)
        if found is None:
            found = make()
            known.put(key, found)
        return found

    @classmethod
    def of(cls, request: Request) -> Kept:
        """That of the application."""
        state = request.app.state
        if not hasattr(state, "map_views"):
            state.map_views = cls()
        found: Kept = state.map_views
        return found


def overview(request: Request, shown: Asked, columns: Columns, places: Index) -> Overview:
    """What the templates of the map and of the timeline need for a view."""
    key = ("overview", *sorted(shown.given.items()))
    return Kept.of(request).get(columns.change, key, lambda: overview_of(columns, places, shown))


def overview_of(columns: Columns, places: Index, shown: Asked) -> Overview:
    """A view in space and time."""
    is_placed = ~np.isnan(columns.latitude[places])
    counts = _countries(columns, places, is_placed)
    found = timeline(columns.earliest[places], columns.killed_low[places], columns.killed_best[places],
                     columns.killed_high[places])
    others = {name: value for name, value in shown.given.items() if name != "country"}
    placed, no_nearer = int(np.count_nonzero(is_placed)), sum(one.no_nearer for one in counts)
    return Overview(_bounds(columns, places[is_placed], shown.filters().country or ""), placed, no_nearer,
                    len(places) - placed - no_nearer, counts, drawn(found, shown.given),
                    f"{urlencode(others)}&" if others else "")


def place_map(request: Request, found: DeskIncident) -> dict[str, Any]:
    """What the template of an incident's map needs, as ``mapped``; None where no place is known."""
    return {"mapped": place_map_of(found.place)}


def place_map_of(place: DeskPlace | None) -> PlaceMap | None:
    """How a place is shown on a map; None for one that is not known by its country nor by its coordinates."""
    where = pin(place)[0]
    code = (place.country or "") if place else ""
    if place is None or (where is None and country_box(code) is None):
        return None
    if where is None:
        is_country = place.precision == "country"
        nearer = "no nearer than the country" if is_country else "by name; GeoNames has no coordinates of it"
        return PlaceMap(f"{place_name(place)}: known {nearer}, so the map shows all of {country_name(code)} and no point.",
                        code, None, None, None)
    metres = _radius()[place.precision]
    told = (f"{place_name(place)}: {PRECISION[place.precision]}. The circle is of {metres // 1000:,} kilometres, our "
            "convention for a place that is known so near; it may have been anywhere within.")
    return PlaceMap(told, code, where[1], where[0], metres)


@router.get("/map.json")
def map_json(
    request: Request, bbox: Annotated[str, Query(max_length=100)] = str(WORLD),
    zoom: Annotated[float, Query(ge=0, le=DEEPEST)] = 2,
) -> Response:
    """The clusters and the single incidents of a view within a box at a zoom, and what can't be on the map, by country."""
    view = asked(request)
    columns, places = shelf(request).view(view.filters())
    try:
        found = _clusters(columns, places, zoom, Box.of(bbox))
    except ValueError as error:
        raise HTTPException(400, str(error)) from None
    site, several = Site.of(request), found.count > 1
    no_nearer = [{"country": one.name, "number": one.no_nearer, "list": site.to(
        "/incidents", **{**view.given, "country": one.code})}
        for one in overview(request, view, columns, places).countries if one.no_nearer]
    return JSONResponse({
        "clusters": [_cluster(site, view, found, i) for i in np.flatnonzero(several).tolist()],
        "incidents": [_incident(site, columns, place) for place in places[found.first[~several]].tolist()],
        "no_nearer": no_nearer}, headers=UNCACHED)


@router.get("/map.svg")
def map_svg(request: Request, incident: str = "", size: Literal["wide", "narrow"] = "wide") -> Response:
    """The map of a view, or of one incident, as a picture."""
    if incident:
        return _written(_of_incident(request, incident))
    view = asked(request)
    columns, places = shelf(request).view(view.filters())
    key = ("picture", size, *sorted(view.given.items()))
    return _written(Kept.of(request).get(columns.change, key, lambda: _of_view(columns, places, view, size)))


def _of_view(columns: Columns, places: Index, view: Asked, size: str) -> Picture:
    code = view.filters().country or ""
    is_placed = ~np.isnan(columns.latitude[places])
    frame = framed(_bounds(columns, places[is_placed], code), *MAP_SIZES[size], CLOSEST)
    found = _clusters(columns, places, float(np.log2(frame.world / TILE)), frame.box())
    radius = _radius()
    radii = [radius[PRECISIONS[number]] for number in columns.precision[places[found.first]].tolist()]
    title = f"Map: {counted(int(np.count_nonzero(is_placed)), 'incident')} by where they are said to have happened"
    return map_picture(found, radii, frame, code, title)


def _of_incident(request: Request, id_: str) -> Picture:
    try:
        found = shelf(request).desk.incident(checked_text(id_))
    except KeyError as error:
        raise HTTPException(404, str(error.args[0])) from None
    refuse_hidden(request, found.id)
    shown = place_map_of(found.place)
    if shown is None:
        raise HTTPException(404, "no place is known of this incident")
    if shown.latitude is None or shown.longitude is None or shown.radius is None:
        picture = country_picture(shown.code, shown.told)
        assert picture is not None
        return picture
    return place_picture(shown.latitude, shown.longitude, shown.radius, "", shown.told)


def _written(picture: Picture) -> Response:
    style = _style()
    written = templates().get_template("map.svg.jinja").render(picture=picture, style=style)
    return Response(written, media_type="image/svg+xml",
                    headers={**UNCACHED, "Content-Security-Policy": policy(digest(style))})


@functools.cache
def _style() -> str:
    """The rules of a picture; not marked up: nothing in them has a meaning in XML."""
    from reportedly.web.assets import asset

    return asset("picture.css")[0].decode()


def _clusters(columns: Columns, places: Index, zoom: float, box: Box) -> Clusters:
    return clusters(columns.latitude[places], columns.longitude[places], columns.precision[places], zoom, box)


def _cluster(site: Site, view: Asked, found: Clusters, i: int) -> dict[str, Any]:
    bounds = [found.west[i], found.south[i], found.east[i], found.north[i]]
    return {"count": int(found.count[i]), "size": size_class(int(found.count[i])),
            "at": [round(float(found.lat[i]), 5), round(float(found.lon[i]), 5)],
            "bounds": [float(value) for value in bounds],
            "list": site.to("/incidents", **{**view.given, "box": ",".join(repr(float(value)) for value in bounds)})}


def _incident(site: Site, columns: Columns, place: int) -> dict[str, Any]:
    row = columns.rows[place]
    told = line(row)
    precision = PRECISIONS[int(columns.precision[place])]
    return {"id": row.id, "page": site.incident(row.id), "heading": told.heading, "when": told.when, "grade": told.grade,
            "figures": [f"{kind}: {number}" for kind, number in told.figures], "precision": precision,
            "near": PRECISION[precision], "radius": _radius()[precision],
            "at": [round(float(columns.latitude[place]), 6), round(float(columns.longitude[place]), 6)]}


def _bounds(columns: Columns, places: Index, code: str) -> Box:
    """What a map of these incidents shows; without any the country asked for, else the world."""
    if not len(places):
        return country_box(code) or WORLD
    lat, lon = columns.latitude[places], columns.longitude[places]
    return Box(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))


def _countries(columns: Columns, places: Index, is_placed: np.ndarray[Any, np.dtype[np.bool_]]) -> tuple[InCountry, ...]:
    """The countries of these incidents, those with the most first."""
    group = columns.coded[places]
    total = np.bincount(group, minlength=len(columns.codes)).tolist()
    unplaced = np.bincount(group[~is_placed], minlength=len(columns.codes)).tolist()
    found = (InCountry(code, country_name(code), number, no_nearer)
             for code, number, no_nearer in zip(columns.codes, total, unplaced, strict=True) if code and number)
    return tuple(sorted(found, key=lambda one: (-one.number, one.name)))


@functools.cache
def _radius() -> dict[str, int]:
    """Within how many metres an incident may have happened, by precision; of a country nothing."""
    return {**lexicon.load("exports")["radius"], "country": 0}
