"""The pages of the desk: the list of incidents, an incident, a report, the method."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportedly import __version__, lexicon
from reportedly.model import Act, IncidentType
from reportedly.publish.desk_html import values as incident_values
from reportedly.publish.desk_reading import desk_outline
from reportedly.publish.html import values as report_values
from reportedly.publish.words import ACTS, PRECISION, UNSTATED_DAY, country_name
from reportedly.web.asked import Asked, page_number, whole_text
from reportedly.web.linked import LinkedPage, anchors, changes
from reportedly.web.rows import lines
from reportedly.web.shelf import Shelf
from reportedly.web.site import CSS, Site, css, page
from reportedly.weigh.copies import CONTAINED
from reportedly.weigh.reconcile import RULES
from reportedly.weigh.types import Grade

PAGE = 50
"""Incidents on one page."""

ENDINGS = {"csv": "CSV", "json": "JSON", "geojson": "GeoJSON", "atom": "Atom", "feed.json": "JSON Feed"}
TYPES, GRADES = get_args(IncidentType), get_args(Grade)

router = APIRouter(include_in_schema=False)


def shelf(request: Request) -> Shelf:
    """The desk of the application."""
    found: Shelf = request.app.state.shelf
    return found


def asked(request: Request) -> Asked:
    """What a request asks for; a bad value is answered with 400 and what is wrong with it."""
    try:
        return Asked.of(request.query_params)
    except ValueError as error:
        raise HTTPException(400, str(error)) from None


def checked_page(request: Request) -> int:
    """The page that a request asks for, as :func:`asked`."""
    try:
        return page_number(request.query_params)
    except ValueError as error:
        raise HTTPException(400, str(error)) from None


def checked_text(value: str) -> str:
    """A name or an id, as :func:`asked`."""
    try:
        return whole_text(value)
    except ValueError as error:
        raise HTTPException(400, str(error)) from None


@router.get("/")
@router.get("/incidents")
def front(request: Request) -> HTMLResponse:
    """The newest incidents, with the filters that the address holds."""
    try:
        return incident_list(request, Asked.of(request.query_params))
    except ValueError as error:
        return incident_list(request, Asked.unchecked(request.query_params), str(error))


def incident_list(request: Request, asked: Asked, problem: str = "") -> HTMLResponse:
    """The list for a view; with a problem the list of everything, under what is wrong with the view."""
    shown = Asked({}) if problem else asked
    found, codes = shelf(request).listing(shown.filters(), shown.page, PAGE)
    if found.number > found.pages:
        raise HTTPException(404, f"there are only {found.pages:,} pages of these incidents")
    names = sorted((country_name(code), code) for code in codes)
    chosen = "" if problem else shown.filters().country or ""
    if chosen and chosen not in codes:
        names = sorted([*names, (country_name(chosen), chosen)])
    return page(request, "front.html.jinja", status=400 if problem else 200, asked=asked, shown=shown, found=found,
                lines=lines(found.rows), countries=names, chosen=chosen, types=TYPES, grades=GRADES, endings=ENDINGS,
                problem=problem)


@router.get("/incidents/{id}")
def incident(request: Request, id: str) -> Response:
    """One incident; an id from before a merge leads to what it is part of now."""
    try:
        found = shelf(request).desk.incident(checked_text(id))
    except KeyError as error:
        raise HTTPException(404, str(error.args[0])) from None
    if found.id != id:
        return RedirectResponse(Site.of(request).incident(found.id), 302)
    shown = LinkedPage(desk_outline(found), found, Site.of(request))
    log = tuple(changes(shelf(request).desk.log(found.id)))
    revised = tuple(view for view in shown.plan.reports if view.report.version > 1)
    return page(request, "incident.html.jinja", log=log, revised=revised, **incident_values(found, shown))


@router.get("/reports/{id}")
def report(request: Request, id: str) -> HTMLResponse:
    """One report: what was read out of it, and its text with that marked."""
    dossier = shelf(request).desk.dossier(checked_text(id))
    if dossier is None:
        raise HTTPException(404, "no report has this id")
    versions, copies, incidents = shelf(request).around(id)
    style, found = report_values(dossier, anchors(id, incidents))
    told = tuple((one.id, desk_outline(one).heading, one.grade.grade) for one in incidents)
    return page(request, "report.html.jinja", style=style, versions=versions, copies=copies, told=told, **found)


@router.get("/method")
def method(request: Request) -> HTMLResponse:
    """By which rules the pages are made."""
    reports, incidents = shelf(request).desk.count()
    return page(request, "method.html.jinja", version=__version__, reports=reports, incidents=incidents,
                intake=shelf(request).intake(), rules=RULES, precision=PRECISION, radius=lexicon.load("exports")["radius"],
                types=TYPES, acts=[act for act in get_args(Act) if act in ACTS], unstated=UNSTATED_DAY, contained=CONTAINED)


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The operations of the API."""
    paths = request.app.openapi()["paths"]
    operations = [{"path": path, "summary": one["get"]["summary"], "description": one["get"]["description"],
                   "parameters": one["get"].get("parameters", [])} for path, one in paths.items()]
    return page(request, "docs.html.jinja", operations=operations, endings=ENDINGS)


@router.get("/static/desk.css")
def style_sheet() -> Response:
    """The style sheet of all pages; its address changes when it does."""
    return Response(css()[0], media_type=CSS, headers={"Cache-Control": "public, max-age=31536000, immutable"})


@router.get("/favicon.ico")
def icon() -> Response:
    """There is none."""
    return Response(status_code=204)


