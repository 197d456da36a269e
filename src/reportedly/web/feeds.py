"""A view of the incidents as a file of all of them (CSV, JSON, GeoJSON), or as a feed of the first (Atom, JSON Feed)."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from types import MappingProxyType
from typing import Any, TextIO

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from reportedly.publish.cite import lasting_id
from reportedly.publish.pieces import encodable, write_members
from reportedly.publish.tables import csv_line
from reportedly.publish.words import visible
from reportedly.store.listing import Kept, Row
from reportedly.web.atom import MEDIA_TYPE, Entry, atom_feed
from reportedly.web.pages import PAGE
from reportedly.web.request import asked, server, shelf
from reportedly.web.rows import Line, line, point
from reportedly.web.site import Site

JSON_FEED = "https://jsonfeed.org/version/1.1"
TITLE = "Incidents on this desk"
HELD, PIECE = 1 << 20, 1 << 16
"""Bytes of a file that are held in memory, and characters that are sent at a time."""

router = APIRouter(include_in_schema=False)


def cells(row: Row, page: str) -> dict[str, Any]:
    """The columns of an incident and the address of its page; no coordinates for what is known no nearer than a country."""
    where = point(row)
    return {**dataclasses.asdict(row), "longitude": where[0] if where else None, "latitude": where[1] if where else None,
            "page": page}


def write_csv(rows: Iterable[Row], stream: TextIO, page: Callable[[str], str]) -> None:
    """A header and a line an incident."""
    stream.write(csv_line([*(field.name for field in dataclasses.fields(Row)), "page"]))
    for row in rows:
        stream.write(csv_line(cells(row, page(row.id)).values()))


def write_json(rows: Iterable[Row], stream: TextIO, page: Callable[[str], str]) -> None:
    """An array of objects."""
    write_members(stream, (cells(row, page(row.id)) for row in rows))
    stream.write("\n")


def write_geojson(rows: Iterable[Row], stream: TextIO, page: Callable[[str], str]) -> None:
    """A FeatureCollection (RFC 7946); what is known no nearer than a country has no geometry."""
    stream.write('{"type":"FeatureCollection","features":')
    write_members(stream, (feature(row, page(row.id)) for row in rows))
    stream.write("}\n")


def feature(row: Row, page: str) -> dict[str, Any]:
    """One incident as a GeoJSON feature."""
    where = point(row)
    properties = {name: cell for name, cell in cells(row, page).items() if name not in ("longitude", "latitude")}
    return {"type": "Feature", "id": row.id,
            "geometry": {"type": "Point", "coordinates": list(where)} if where else None, "properties": properties}


WRITERS: Mapping[str, tuple[Callable[..., None], str]] = MappingProxyType({
    "csv": (write_csv, "text/csv; charset=utf-8"), "json": (write_json, "application/json"),
    "geojson": (write_geojson, "application/geo+json")})


def file_of(request: Request, form: str) -> StreamingResponse:
    """All the incidents of a view, written whole before they are sent: a slow reader keeps no transaction open."""
    write, kind = WRITERS[form]
    filters, page = asked(request).filters(), absolute(request)
    with ExitStack() as stack:
        spool = stack.enter_context(tempfile.SpooledTemporaryFile(
            HELD, "w+", encoding="utf-8", errors="backslashreplace", newline=""))
        write(shelf(request).every(filters), spool, page)
        spool.seek(0)
        pieces = _pieces(spool, stack.pop_all())
    headers = {"Content-Disposition": f'inline; filename="incidents.{form}"'}
    return StreamingResponse(pieces, media_type=kind, headers=headers)


def _pieces(spool: tempfile.SpooledTemporaryFile[str], open_until_sent: ExitStack) -> Iterator[str]:
    with open_until_sent:
        while piece := spool.read(PIECE):
            yield piece


def absolute(request: Request) -> Callable[[str], str]:
    """Gives the whole address of an incident's page, as the request reached the desk."""
    base, site = server(request), Site.of(request)
    return lambda id_: base + site.incident(id_)


@router.get("/incidents.csv")
def csv(request: Request) -> Response:
    """The view as CSV."""
    return file_of(request, "csv")


@router.get("/incidents.json")
def as_json(request: Request) -> Response:
    """The view as JSON."""
    return file_of(request, "json")


@router.get("/incidents.geojson")
def geojson(request: Request) -> Response:
    """The view as GeoJSON."""
    return file_of(request, "geojson")


def entries(request: Request) -> tuple[list[tuple[Line, Kept, str]], str, str]:
    """The first incidents of a view with when the desk had something of each; the addresses of the view and of this feed."""
    view = asked(request)
    rows, kept = shelf(request).newest(view.filters(), PAGE)
    page = absolute(request)
    site = Site.of(request)
    base = server(request) + site.to("/incidents")
    ending = site.path.removeprefix("/incidents")
    return ([(line(row), kept[row.id], page(row.id)) for row in rows], base + view.query(), base + ending + view.query())


@router.get("/incidents.atom")
def atom(request: Request) -> Response:
    """The view as an Atom feed (RFC 4287): updated when the desk had another report of the incident, or a decision on it."""
    found, view, own = entries(request)
    written = atom_feed(lasting_id("feed", view), TITLE, own, view, [
        Entry(lasting_id("incident", shown.id), f"{shown.heading}, {shown.when}", kept.last, page, shown.summary,
              kept.first, (shown.type, shown.grade)) for shown, kept, page in found])
    return Response(written, media_type=MEDIA_TYPE)


@router.get("/incidents.feed.json")
def json_feed(request: Request) -> Response:
    """The view as a JSON Feed 1.1."""
    found, view, own = entries(request)
    feed = {"version": JSON_FEED, "title": TITLE, "home_page_url": view, "feed_url": own, "language": "en", "items": [
        {"id": lasting_id("incident", shown.id), "url": page, "title": visible(f"{shown.heading}, {shown.when}"),
         "content_text": visible(shown.summary), "date_published": kept.first, "date_modified": kept.last,
         "tags": [shown.type, shown.grade]} for shown, kept, page in found]}
    return Response(encodable(json.dumps(feed, ensure_ascii=False)), media_type="application/feed+json")
