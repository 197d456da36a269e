"""The API, version 1: what the desk holds, to be read by programs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from reportedly.model import Dossier
from reportedly.publish.pieces import encodable, to_json
from reportedly.store.listing import Row
from reportedly.web.asked import LAST_PAGE, LONGEST
from reportedly.web.hiding import refuse_hidden, refuse_withheld_report
from reportedly.web.request import asked, checked_text, shelf
from reportedly.web.rows import point
from reportedly.weigh.sources import SourceRow
from reportedly.weigh.types import DeskIncident, Member

PREFIX = "/api/v1"
LARGEST = 200
"""The most incidents or sources on one page."""

PageNumber = Annotated[int, Query(ge=1, le=LAST_PAGE, description="From 1.")]
IncidentId = Annotated[str, Path(max_length=LONGEST, description="Its id, or how the id begins.")]
ReportId = Annotated[str, Path(max_length=LONGEST, description="The SHA-256 of its bytes as received.")]
Size = Annotated[int, Query(ge=1, le=LARGEST, description="How many on a page.")]

router = APIRouter(prefix=PREFIX)


@dataclass(frozen=True, slots=True)
class Incidents:
    """One page of incidents, the newest first."""

    total: int
    page: int
    pages: int
    incidents: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """One page of sources, the most frequent first: counts, no scores."""

    total: int
    page: int
    pages: int
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer."""

    detail: str


BAD: dict[int | str, dict[str, Any]] = {400: {"model": Problem, "description": "A value can't be one."}}
NONE: dict[int | str, dict[str, Any]] = {
    **BAD, 404: {"model": Problem, "description": "There is none of this id."},
    410: {"model": Problem, "description": "An editor withholds it."}}


@router.get("/incidents", summary="List incidents", responses=BAD)
def incidents(
    request: Request,
    country: Annotated[str, Query(max_length=LONGEST, description="A name, or an ISO code like NER.")] = "",
    since: Annotated[str, Query(max_length=LONGEST, description="Not over before that day, ISO.")] = "",
    until: Annotated[str, Query(max_length=LONGEST, description="Not begun after that day, ISO.")] = "",
    type: Annotated[str, Query(max_length=LONGEST, description="airstrike, shelling, …")] = "",
    grade: Annotated[str, Query(max_length=LONGEST, description="How well it is supported.")] = "",
    party: Annotated[str, Query(max_length=LONGEST, description="Who did it, was hit or speaks: part of the name.")] = "",
    contested: Annotated[str, Query(max_length=LONGEST, description="yes: with a dispute; no: without one.")] = "",
    text: Annotated[str, Query(max_length=LONGEST, description="Words of the reports' sentences, or how they begin.")] = "",
    box: Annotated[str, Query(max_length=LONGEST, description="Places within west,south,east,north: degrees.")] = "",
    page: PageNumber = 1,
    size: Size = 50,
) -> Incidents:
    """The incidents that all filters hold for, page by page: the columns of their table."""
    found = shelf(request).listing(asked(request).filters(), page, size)
    return Incidents(found.total, found.number, found.pages, tuple(map(_pinned, found.rows)))


def _pinned(row: Row) -> Row:
    """The row without the coordinates of a whole country."""
    return row if point(row) else replace(row, longitude=None, latitude=None)


@router.get("/incidents/{id}", summary="Read an incident", response_model=DeskIncident, responses=NONE)
def incident(request: Request, id: IncidentId) -> Response:
    """One incident with all its accounts; an id from before a merge, or the beginning of an id, will do."""
    return _json(_found(request, id).to_dict())


@router.get("/incidents/{id}/members", summary="List the mentions of an incident", responses=NONE)
def members(request: Request, id: IncidentId) -> tuple[Member, ...]:
    """Each event of an incident: in which report, and where in its text."""
    return shelf(request).desk.members(_found(request, id).id)


@router.get("/reports/{id}", summary="Read the dossier of a report", response_model=Dossier, responses=NONE)
def report(request: Request, id: ReportId) -> Response:
    """What was read out of one report, with its text."""
    dossier = shelf(request).desk.dossier(checked_text(id))
    if dossier is None:
        raise HTTPException(404, "no report has this id")
    refuse_withheld_report(request, dossier.document.id)
    return _json(dossier.to_dict())


@router.get("/sources", summary="List sources", responses=BAD)
def sources(request: Request, page: PageNumber = 1, size: Size = 50) -> Sources:
    """Who speaks: in how many reports and incidents, how often alone, corroborated, contradicted."""
    rows = shelf(request).sources()
    return Sources(len(rows), page, max(-(-len(rows) // size), 1), rows[(page - 1) * size:page * size])


def _found(request: Request, id: str) -> DeskIncident:
    try:
        found = shelf(request).desk.incident(checked_text(id))
    except KeyError as error:
        raise HTTPException(404, str(error.args[0])) from None
    refuse_hidden(request, found.id)
    return found


def _json(value: dict[str, Any]) -> Response:
    return Response(encodable(to_json(value)), media_type="application/json")
