"""What editors do to incidents: merge, split, correct, confirm, withhold. Each asks why and stands in the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportedly.model import FigureKind, IncidentType
from reportedly.publish.desk_reading import desk_outline
from reportedly.publish.words import visible
from reportedly.store import decided, deciding, decisions
from reportedly.store.decided import Seen, Since
from reportedly.web import log
from reportedly.web.linked import Change, changes
from reportedly.web.log import MOST_REASON, Entry
from reportedly.web.offered import carriers, chosen, near, present
from reportedly.web.request import checked_text, shelf
from reportedly.web.session import Fields, Form, Reader, editor, is_editor
from reportedly.web.site import Site, page
from reportedly.web.written import checked_words
from reportedly.weigh.corrections import FIELDS, checked
from reportedly.weigh.types import DeskIncident

LEAST_REASON = 3
"""Characters of the shortest reason."""

CHECKED = "checked against its reports"
"""The reason to confirm an incident that an editor need not write."""

ACTS: Mapping[str, str] = {
    "confirm": "Confirm", "correct": "Correct", "merge": "Merge", "split": "Split", "hide": "Withhold"}
"""What editors do to an incident, and how that is called."""

OF_FORM = {"merge": "other", "split": "document"}
"""The field that is wrong where an act can't be done; else it is the form as a whole."""

Deed = Callable[[Connection, str], str]
"""What is done to an incident, for this reason; gives the id of the incident that it leads to."""

router = APIRouter(include_in_schema=False)
router.include_router(log.router)
Editor = Annotated[Reader, Depends(editor)]


@dataclass(frozen=True, slots=True)
class Attempt:
    """An act that was not done: what its form says, and what is wrong with that by field; "" is the form as a whole."""

    act: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bar:
    """What an editor finds on an incident's page: what they just did, and by which decisions it is withheld or confirmed."""

    id: str
    seen: Seen
    done: Entry | None
    withheld: tuple[Change, ...]
    confirmed: tuple[Change, ...]


def bar(request: Request, incident: DeskIncident) -> dict[str, Any]:
    """What an incident's page shows to editors."""
    if not is_editor(request):
        return {"editing": None}
    with shelf(request).reading() as connection:
        known = {d.number: d for d in decisions.log(connection)}
        on = decided.log_of(connection, incident.id)
        number = request.query_params.get("done", "")
        made = next((d for d in on if str(d.number) == number and d.undone is None), None)
        shown = log.entries(connection, known, [made] if made else [], everything=True)
        found = Bar(incident.id, decided.seen(connection, incident.id), next(shown, None),
                    tuple(changes(d for d in on if d.verb == "hide" and d.undone is None)),
                    tuple(changes(d for d in on if d.verb == "confirm" and d.undone is None)))
    return {"editing": found, "checked": CHECKED, "most_reason": MOST_REASON}


@router.get("/incidents/{id}/edit")
def edit(request: Request, id: str, reader: Editor) -> Response:
    """The forms of all that can be done to an incident; an id from before a merge leads to what it is part of now."""
    now = _now(request, id)
    if now != id:
        return RedirectResponse(f"{Site.of(request).incident(now)}/edit", 302)
    return _forms(request, now, Attempt())


@router.get("/incidents/{id}/confirm")
@router.get("/incidents/{id}/correct")
@router.get("/incidents/{id}/merge")
@router.get("/incidents/{id}/split")
@router.get("/incidents/{id}/hide")
def form_of(request: Request, id: str, reader: Editor) -> Response:
    """Leads from the address that a form is sent to, where one that came back stands, to the forms."""
    site = Site.of(request)
    return RedirectResponse(f"{site.incident(_now(request, id))}/edit#{site.path.rpartition('/')[2]}", 303)


@router.post("/incidents/{id}/confirm")
def confirm(request: Request, id: str, form: Form, reader: Editor) -> Response:
    """Puts down that an incident was found right."""
    return _done(request, id, "confirm", form, {}, lambda connection, because: deciding.confirm(
        connection, id, who=reader.name, because=because))


@router.post("/incidents/{id}/correct")
def correct(request: Request, id: str, form: Form, reader: Editor) -> Response:
    """Sets fields over what the reports say."""
    problems: dict[str, str] = {}
    given = {name: form[name] for name in FIELDS if form.get(name, "").strip()}
    values = {name: _tried(problems, name, partial(_value, name, value)) for name, value in given.items()}
    if not given:
        problems[""] = "Fill in at least one field."
    return _done(request, id, "correct", form, problems, lambda connection, because: deciding.correct(
        connection, id, values, who=reader.name, because=because))


@router.post("/incidents/{id}/merge")
def merge(request: Request, id: str, form: Form, reader: Editor) -> Response:
    """Makes two incidents one."""
    problems: dict[str, str] = {}
    other = _tried(problems, "other", lambda: chosen(form.get("other", ""), form.get("address", "")))
    return _done(request, id, "merge", form, problems, lambda connection, because: deciding.merge(
        connection, id, other, who=reader.name, because=because))


@router.post("/incidents/{id}/split")
def split(request: Request, id: str, form: Form, reader: Editor) -> Response:
    """Takes reports out of an incident."""
    return _done(request, id, "split", form, {}, lambda connection, because: deciding.split(
        connection, id, form.getlist("document"), who=reader.name, because=because)[0])


@router.post("/incidents/{id}/hide")
def hide(request: Request, id: str, form: Form, reader: Editor) -> Response:
    """Withholds an incident from the web."""
    def deed(connection: Connection, because: str) -> str:
        if decided.is_hidden(connection, id):
            raise ValueError("The incident is withheld already.")
        return deciding.hide(connection, id, who=reader.name, because=because)

    return _done(request, id, "hide", form, {}, deed)


def _done(request: Request, id_: str, act: str, form: Fields, problems: dict[str, str], deed: Deed) -> Response:
    """Does it and leads to the incident; if something is wrong, or the incident has changed, the form comes back."""
    because = _tried(problems, "because", lambda: _reason(form.get("because", "")))
    before, since = _seen(form), None
    _now(request, id_)
    try:
        with shelf(request).writing() as connection:
            since = decided.since(connection, id_, before)
            if since is None and not problems:
                to = deed(connection, because)
                return RedirectResponse(f"{Site.of(request).incident(to)}?done={decided.last(connection)}#editing", 303)
    except (KeyError, ValueError) as error:
        problems[OF_FORM.get(act, "")] = str(error.args[0])
    given = {name: visible(value) for name, value in form.items()}
    attempt = Attempt(act, given, frozenset(form.getlist("document")), problems)
    return _forms(request, since.incident if since else id_, attempt, since)


def _forms(request: Request, id_: str, attempt: Attempt, since: Since | None = None) -> HTMLResponse:
    """The page of the forms: all of them, or that which was sent, with what is wrong in it and what changed meanwhile."""
    with shelf(request).reading() as connection:
        seen, hidden = decided.seen(connection, id_), decided.is_hidden(connection, id_)
        documents = {telling.document for telling in deciding.tellings_of(connection, id_) if telling.whole}
        known = {d.number: d for d in decisions.log(connection)}
        entries = tuple(log.entries(connection, known, since.decisions if since else (), everything=True))
    incident = shelf(request).desk.incident(id_)
    plan, (suggested, like_it) = desk_outline(incident), near(shelf(request).columns(), id_)
    return page(
        request, "edit.html.jinja", status=409 if since else 400 if attempt.problems else 200, plan=plan, seen=seen,
        acts={attempt.act: ACTS[attempt.act]} if attempt.act else ACTS, attempt=attempt, since=since, entries=entries,
        hidden=hidden, confirmed=incident.grade.confirmed, now=present(incident), fields=FIELDS,
        types=get_args(IncidentType), figures=get_args(FigureKind), suggested=suggested, like_it=like_it,
        carriers=carriers(plan, documents), checked=CHECKED, most_reason=MOST_REASON)


def _now(request: Request, id_: str) -> str:
    """The id of the incident that an id leads to now; none: 404."""
    with shelf(request).reading() as connection:
        try:
            return deciding.find(connection, checked_text(id_))
        except KeyError as error:
            raise HTTPException(404, str(error.args[0])) from None


def _seen(form: Fields) -> Seen:
    """What the page of a form showed; a form that doesn't say is answered with 400."""
    try:
        change, decision, receipt = (int(form.get(name, "")[:20]) for name in ("change", "decision", "receipt"))
    except ValueError:
        raise HTTPException(400, "The form lacks what it was made from: reload its page.") from None
    return Seen(change, decision, receipt)


def _tried(problems: dict[str, str], name: str, check: Callable[[], str]) -> str:
    """What a check gives; "" where it fails, with the problem put down."""
    try:
        return check()
    except ValueError as error:
        problems[name] = str(error)
        return ""


def _reason(text: str) -> str:
    words = checked_words(text, MOST_REASON) if text.strip() else ""
    if len(words) < LEAST_REASON:
        raise ValueError(f"Say why, in {LEAST_REASON} to {MOST_REASON} characters: it stands in the public log.")
    return words


def _value(name: str, text: str) -> str:
    words = checked_words(text, MOST_REASON)
    checked(name, words)
    return words
