"""The pages of the desk: the list of incidents, an incident, a report, the method."""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import Any, get_args

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportedly import __version__, lexicon
from reportedly.model import Act
from reportedly.publish.desk_html import values as incident_values
from reportedly.publish.desk_reading import desk_outline
from reportedly.publish.html import values as report_values
from reportedly.publish.words import ACTS, PRECISION, UNSTATED_DAY, country_name
from reportedly.web import editing, evidence, maps, talk
from reportedly.web.asked import Asked
from reportedly.web.chart import charts
from reportedly.web.columns import GRADES, TYPES, Columns, Index
from reportedly.web.hiding import refuse_hidden, refuse_withheld_report
from reportedly.web.linked import LinkedPage, anchors, changes
from reportedly.web.maps import Kept
from reportedly.web.request import checked_text, shelf
from reportedly.web.rows import lines
from reportedly.web.session import reader_of
from reportedly.web.shelf import page_of
from reportedly.web.site import TURNS, Site, page, page_text, respond
from reportedly.web.withheld import guarded
from reportedly.weigh.copies import CONTAINED
from reportedly.weigh.reconcile import RULES

PAGE = 50
"""Incidents on one page."""

ENDINGS = {"csv": "CSV", "json": "JSON", "geojson": "GeoJSON", "atom": "Atom", "feed.json": "JSON Feed"}
MOVED = "How the figures moved"

router = APIRouter(include_in_schema=False)
router.include_router(evidence.router)


@router.get("/")
@router.get("/incidents")
def front(request: Request) -> HTMLResponse:
    """The newest incidents, with the filters that the address holds."""
    with TURNS:
        try:
            return incident_list(request, Asked.of(request.query_params))
        except ValueError as error:
            return incident_list(request, Asked.unchecked(request.query_params), str(error))


def incident_list(request: Request, asked: Asked, problem: str = "") -> HTMLResponse:
    """The list for a view; with a problem the list of everything, under what is wrong with the view.

    Whoever isn't signed in gets the page as it was written for the one before, as long as the desk is the same.
    """
    shown = Asked({}) if problem else asked
    view = shelf(request).view(shown.filters())
    if problem or reader_of(request):
        return page(request, "front.html.jinja", status=400 if problem else 200, **_listed(request, asked, shown, view, problem))
    text = Kept.of(request).get(view[0].change, ("page", shown.page, *sorted(shown.given.items())), lambda: page_text(
        request, "front.html.jinja", **_listed(request, asked, shown, view, problem)))
    return respond(request, text)


def _listed(
    request: Request, asked: Asked, shown: Asked, view: tuple[Columns, Index], problem: str,
) -> dict[str, Any]:
    columns, places = view
    found = page_of(columns, places, shown.page, PAGE)
    if found.number > found.pages:
        raise HTTPException(404, f"there are only {found.pages:,} pages of these incidents")
    codes = columns.countries
    names = sorted((country_name(code), code) for code in codes)
    chosen = "" if problem else shown.filters().country or ""
    if chosen and chosen not in codes:
        names = sorted([*names, (country_name(chosen), chosen)])
    return {"asked": asked, "shown": shown, "found": found, "lines": lines(found.rows), "countries": names, "chosen": chosen,
            "types": TYPES, "grades": GRADES, "endings": ENDINGS, "problem": problem,
            "overview": maps.overview(request, shown, columns, places)}


@router.get("/incidents/{id}")
def incident(request: Request, id: str) -> Response:
    """One incident; an id from before a merge leads to what it is part of now."""
    with TURNS:
        return incident_page(request, id)


def incident_page(request: Request, id: str) -> Response:
    """The page of an incident, or where it is now."""
    try:
        found = shelf(request).desk.incident(checked_text(id))
    except KeyError as error:
        raise HTTPException(404, str(error.args[0])) from None
    if found.id != id:
        return RedirectResponse(Site.of(request).incident(found.id), 302)
    hidden = refuse_hidden(request, found.id)
    withheld = guarded(request, [found])
    shown = LinkedPage(desk_outline(found), found, Site.of(request), withheld)
    drawn = charts(found, shown.plan)
    log = tuple(changes(shelf(request).desk.log(found.id)))
    revised = tuple(view for view in shown.plan.reports if view.report.version > 1)
    return page(request, "incident.html.jinja", hidden=hidden, log=log, revised=revised, incident=found,
                charts=drawn, withheld=bool(withheld),
                figures_title=MOVED if drawn else "", **maps.place_map(request, found), **talk.discussion(request, found),
                **editing.bar(request, found), **incident_values(found, shown))


@router.get("/reports/{id}")
def report(request: Request, id: str) -> HTMLResponse:
    """One report: what was read out of it, and its text with that marked."""
    dossier = shelf(request).desk.dossier(checked_text(id))
    if dossier is None:
        raise HTTPException(404, "no report has this id")
    refuse_withheld_report(request, id)
    versions, copies, incidents = shelf(request).around(id)
    why = guarded(request, incidents, dossier).why
    style, found = report_values(dossier, anchors(id, incidents), why)
    told = tuple((one.id, desk_outline(one).heading, one.grade.grade) for one in incidents)
    return page(request, "report.html.jinja", style=style, versions=versions, copies=copies, told=told, why=why,
                **found)


@router.get("/method")
def method(request: Request) -> HTMLResponse:
    """By which rules the pages are made."""
    reports, incidents = shelf(request).desk.count()
    return page(request, "method.html.jinja", version=__version__, reports=reports, incidents=incidents,
                intake=shelf(request).intake(), rules=RULES, precision=PRECISION, radius=lexicon.load("exports")["radius"],
                types=TYPES, acts=[act for act in get_args(Act) if act in ACTS], unstated=UNSTATED_DAY, contained=CONTAINED,
                accuracy=accuracy(), hidden=int(shelf(request).columns().hidden.sum()), guard=request.app.state.guard)


@functools.cache
def accuracy() -> dict[str, Any]:
    """The figures of docs/accuracy.md, as ``make bench`` wrote them last."""
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath("accuracy.json").read_text("utf-8"))
    return found


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The operations of the API."""
    paths = request.app.openapi()["paths"]
    operations = [{"path": path, "summary": one["get"]["summary"], "description": one["get"]["description"],
                   "parameters": one["get"].get("parameters", [])} for path, one in paths.items()]
    return page(request, "docs.html.jinja", operations=operations, endings=ENDINGS)


@router.get("/favicon.ico")
def icon() -> Response:
    """There is none."""
    return Response(status_code=204)


