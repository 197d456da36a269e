"""The public log of what editors decided on the whole desk, and the way back from each decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportedly.store import decided, deciding, decisions, documents
from reportedly.store.talk import rows_of
from reportedly.web.linked import VERBS, Change, changes
from reportedly.web.request import checked_page, shelf
from reportedly.web.rows import Line, line
from reportedly.web.session import Form, Reader, editor, is_editor
from reportedly.web.site import Site, page
from reportedly.web.written import checked_words
from reportedly.weigh.types import Decision

PAGE = 50
"""Decisions on one page."""

MOST_REASON = 500
"""Characters of a reason."""

UNDONE_HERE = "undone on the web"
"""The reason of an undoing for which none was written."""

router = APIRouter(include_in_schema=False)
Editor = Annotated[Reader, Depends(editor)]

_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision. ``on``: ids of the incidents that it is on now, each in words; ``undid``: the number of what it undid.

    Of one that is ``concealed``, as the incident is withheld, ``change`` says no more than what kind of decision it is.
    """

    change: Change
    verb: str
    at: str
    on: tuple[tuple[str, str], ...]
    undid: int | None
    concealed: bool


@router.get("/log")
def log(request: Request) -> HTMLResponse:
    """What editors decided, the newest first."""
    number = checked_page(request)
    with shelf(request).reading() as connection:
        known = decisions.log(connection)
        found = decided.page_of(known, number, PAGE)
        if number > found.pages:
            raise HTTPException(404, f"there are only {found.pages:,} pages of the log")
        shown = tuple(entries(connection, {d.number: d for d in known}, found.rows, everything=is_editor(request)))
    return page(request, "log.html.jinja", found=found, entries=shown)


@router.get("/log/{number}")
def one_decision(request: Request, number: str) -> HTMLResponse:
    """One decision of the log, at an address that stays."""
    wanted = checked_number(number)
    with shelf(request).reading() as connection:
        known = {d.number: d for d in decisions.log(connection)}
        if wanted not in known:
            raise HTTPException(404, f"the log has no decision {wanted:,}")
        shown = next(entries(connection, known, [known[wanted]], everything=is_editor(request)))
    return page(request, "decision.html.jinja", it=shown, at=(len(known) - wanted) // PAGE + 1)


@router.post("/log/{number}/undo")
def undo(request: Request, number: str, form: Form, reader: Editor) -> Response:
    """Takes a decision back, and leads to that in the log, or on the page of its incident."""
    wanted, because = checked_number(number), form.get("because", "")
    try:
        because = checked_words(because, MOST_REASON) if because.strip() else UNDONE_HERE
    except ValueError as error:
        raise HTTPException(400, f"The reason can't stand: {error}") from None
    with shelf(request).writing() as connection:
        known = {d.number: d for d in decisions.log(connection)}
        if wanted not in known:
            raise HTTPException(404, f"the log has no decision {wanted:,}")
        if known[wanted].undone is not None:
            raise HTTPException(409, f"Decision {wanted:,} is undone already, by decision {known[wanted].undone:,}.")
        own = deciding.undo(connection, wanted, who=reader.name, because=because)
        on = decided.incidents_of(connection, known, [known[wanted]])[wanted]
    site = Site.of(request)
    if form.get("back") == "incident" and on:
        return RedirectResponse(f"{site.incident(on[0])}?done={own}#editing", 303)
    return RedirectResponse(f"{site.to('/log')}#decision{own}", 303)


def checked_number(value: str) -> int:
    """The number of a decision; what can't be one is answered with 404."""
    if not _NUMBER.fullmatch(value):
        raise HTTPException(404, "the log has no such decision")
    return int(value)


def entries(
    connection: Connection, known: Mapping[int, Decision], some: Iterable[Decision], *, everything: bool,
) -> Iterator[Entry]:
    """Decisions in words; of those on withheld incidents no details but with ``everything``."""
    shown = tuple(some)
    on = decided.incidents_of(connection, known, shown)
    ids = {id_ for those in on.values() for id_ in those}
    lines, hidden = {id_: line(row) for id_, row in rows_of(connection, ids).items()}, decided.hidden_of(connection, ids)
    taken_out = {id_ for d in shown if d.verb == "split" for id_ in d.details.get("documents", ())}
    reports = documents.reports(connection, sorted(taken_out))
    names = {id_: report.outlet or "no outlet named" for id_, report in reports.items()}
    for decision, change in zip(shown, changes(shown, names), strict=True):
        concealed = not everything and not hidden.isdisjoint(on[decision.number])
        yield Entry(
            _concealed(decision, change) if concealed else change, decision.verb, decision.at,
            tuple((id_, f"incident {id_}" if concealed else _words(lines[id_], id_ in hidden))
                  for id_ in on[decision.number]),
            decision.details["number"] if decision.verb == "undo" else None, concealed)


def _words(shown: Line, is_hidden: bool) -> str:
    return f"{shown.heading}, {shown.when}" + (" (withheld)" if is_hidden else "")


def _concealed(decision: Decision, change: Change) -> Change:
    """What is said of a decision on a withheld incident: who, when, what kind; why only of what withholds it."""
    why = change.because if decision.verb == "hide" and decision.undone is None else ""
    return replace(change, because=why, what=VERBS.get(decision.verb, change.what))
