"""What the words of a page rest on: a sentence opened in place, and two versions of a report next to each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import HTMLResponse

from reportedly.model import Dossier
from reportedly.publish.desk_outline import Passage
from reportedly.publish.desk_passages import passages, quotes_in
from reportedly.publish.desk_reading import desk_outline
from reportedly.publish.words import in_time
from reportedly.web.compared import compared
from reportedly.web.hiding import refuse_hidden, refuse_withheld_report
from reportedly.web.linked import LinkedPage
from reportedly.web.request import checked_text, shelf
from reportedly.web.site import Site, page
from reportedly.web.withheld import guarded
from reportedly.weigh.types import DeskIncident, Report

router = APIRouter(include_in_schema=False)


@router.get("/incidents/{id}/sentences")
def sentences(request: Request, id: str, document: str, start: Annotated[int, Query(ge=0)]) -> HTMLResponse:
    """The sentence of a report in which words begin that an incident rests on: a part of a page."""
    try:
        found = shelf(request).desk.incident(checked_text(id))
    except KeyError as error:
        raise HTTPException(404, str(error.args[0])) from None
    refuse_hidden(request, found.id)
    passage = _passage(found, checked_text(document), start)
    if passage is None:
        raise HTTPException(404, "this incident rests on no words that begin there")
    plan = desk_outline(found)
    shown = LinkedPage(plan, found, Site.of(request), guarded(request, [found]))
    view = next(view for view in plan.reports if view.report.document == document)
    return page(request, "sentence.html.jinja", page=shown, passage=passage, view=view)


def _passage(incident: DeskIncident, document: str, start: int) -> Passage | None:
    own = [quote for quote in quotes_in(incident) if quote.document == document and quote.span.start == start]
    return next(iter(passages(own)), None)


@router.get("/reports/{id}/versions")
def versions(request: Request, id: str) -> HTMLResponse:
    """Two versions of a report, or two reports that carry one text, next to each other: the earlier one on the left."""
    _dossier(request, id)
    known, copies, incidents = shelf(request).around(id)
    reports = {report.document: report for report in (*known, *copies)}
    other = checked_text(request.query_params.get("with", "")) or _next_to(id, known, copies)
    if other == id or other not in reports:
        raise HTTPException(404, "there is no such other version of this report, nor a report that carries its text")
    earlier, later = sorted((id, other), key=lambda one: (in_time(reports[one].published), reports[one].version, one))
    first, second = _dossier(request, earlier), _dossier(request, later)
    withheld = guarded(request, incidents, first, second)
    rows = [(pair, *map(withheld.why, pair.texts)) for pair in compared(first.document, second.document)]
    return page(request, "versions.html.jinja", first=reports[earlier], second=reports[later], known=known, copies=copies,
                rows=rows, changed=_between(known, earlier, later), why=withheld.why)


def _dossier(request: Request, id: str) -> Dossier:
    found = shelf(request).desk.dossier(checked_text(id))
    if found is None:
        raise HTTPException(404, "no report has this id")
    refuse_withheld_report(request, id)
    return found


def _next_to(id: str, known: Sequence[Report], copies: Sequence[Report]) -> str:
    """The version before, else the one after, else a report that carries the same text; empty where there is none."""
    place = next(number for number, report in enumerate(known) if report.document == id)
    beside = (*known[:place][::-1], *known[place + 1:], *copies)
    return beside[0].document if beside else ""


def _between(known: Sequence[Report], earlier: str, later: str) -> tuple[Report, ...]:
    """The versions after one, up to another, each with what its figures changed; none where they are of two addresses."""
    places = [number for number, report in enumerate(known) if report.document in (earlier, later)]
    return tuple(known[min(places) + 1:max(places) + 1]) if len(places) == 2 else ()
