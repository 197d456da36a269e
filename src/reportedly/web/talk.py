"""Comments on incidents, and what editors let stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportedly.publish.words import in_time, visible
from reportedly.store import decided, deciding, follows
from reportedly.store import talk as store
from reportedly.store.listing import Row
from reportedly.store.talk import PAGE, Comment, Place
from reportedly.web.request import checked_text, shelf
from reportedly.web.rows import Line, line
from reportedly.web.session import Form, Reader, editor, limited, reader_of, signed_in
from reportedly.web.site import Site, page
from reportedly.web.withheld import NOTHING, Withheld, guarded
from reportedly.web.written import MOST, checked_words, has_link, written
from reportedly.weigh.corrections import FIELDS, checked
from reportedly.weigh.telling import short_id
from reportedly.weigh.types import DeskAccount, DeskIncident

MOST_REASON = 500
"""Characters of the reason for a decision, and of a value."""

IN_ORDER = "in order"
"""The reason to let a comment stand that an editor need not write."""

DECISIONS: Mapping[str, Literal["shown", "refused"]] = {"accept": "shown", "refuse": "refused"}

router = APIRouter(include_in_schema=False)
Editor = Annotated[Reader, Depends(editor)]

_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class View:
    """A comment as a discussion shows it. Of one that is not ``shown`` only why is said, if its answers stand there.

    ``to`` is the comment it answers, if that is an answer itself; ``on`` and ``at`` the account it is on and its report,
    ``why`` what it tells that stands behind a click.
    """

    comment: Comment
    shown: bool
    html: Markup
    to: Comment | None = None
    on: str = ""
    at: str = ""
    taken: str = ""
    undone: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A first comment, or None where it stands on an earlier page, and its answers."""

    root: int
    first: View | None
    answers: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Discussion:
    """One page of the discussion of an incident. ``total`` counts what is shown on all; ``accounts``: keys and names."""

    incident: str
    threads: tuple[Thread, ...]
    total: int
    number: int
    pages: int
    accounts: tuple[tuple[str, str], ...]


def discussion(request: Request, incident: DeskIncident) -> dict[str, Any]:
    """What the discussion of an incident shows, which is not withheld from who asks."""
    number = _number(request.query_params.get("talk", "") or "1")
    return _discussion(request, incident, number)


def _discussion(request: Request, incident: DeskIncident, number: int) -> dict[str, Any]:
    reader = reader_of(request)
    with shelf(request).reading() as connection:
        places = store.places(connection, incident.id, reader.id if reader else None)
        pages = max(-(-len(places) // PAGE), 1)
        if number > pages:
            raise HTTPException(404, f"there are only {pages:,} pages of this discussion")
        on_page = places[(number - 1) * PAGE:number * PAGE]
        known = store.by_id(connection, {place.id for place in on_page})
        known |= store.by_id(connection, {c.parent for c in known.values() if c.parent is not None} - known.keys())
        taken = [comment.taken for comment in known.values()]
        verbs, undone = store.verbs_of(connection, taken), store.undone_of(connection, taken)
        followed = reader is not None and follows.follows_it(connection, reader.id, "incident", incident.id)
    references = references_of(incident)
    withheld = guarded(request, [incident]) if on_page else NOTHING
    views = {place.id: view_of(known, place, incident, references, verbs, undone, withheld) for place in on_page}
    accounts = _choices(incident, references) if reader else ()
    total = sum(place.visible for place in places)
    shown = Discussion(incident.id, _threads(on_page, views), total, number, pages, accounts)
    return {"talk": shown, "followed": followed, "fields": FIELDS, "most": MOST}


def view_of(
    known: Mapping[int, Comment], place: Place, incident: DeskIncident, references: Mapping[str, str],
    verbs: Mapping[int, str], undone: Mapping[int, int], withheld: Withheld,
) -> View:
    """A comment in its place."""
    comment = known[place.id]
    parent = known.get(comment.parent or 0)
    to = parent if parent is not None and parent.id != place.root else None
    account = account_of(incident, comment, references)
    return View(comment, place.visible, written(comment.text) if place.visible else Markup(""), to,
                _label(account, references) if account else comment.account or "",
                references.get(account.document, "").lower() if account else "",
                verbs.get(comment.taken or 0, ""), undone.get(comment.taken or 0), withheld.why(comment.text))


def _threads(places: tuple[Place, ...], views: Mapping[int, View]) -> tuple[Thread, ...]:
    answers: dict[int, list[View]] = {}
    for place in places:
        answers.setdefault(place.root or place.id, []).extend([views[place.id]] if place.root else [])
    return tuple(Thread(root, views.get(root), tuple(under)) for root, under in answers.items())


def references_of(incident: DeskIncident) -> dict[str, str]:
    """The short references to the reports of an incident, as its page has them: "R3"."""
    ordered = sorted(incident.reports, key=lambda report: (in_time(report.published), report.document))
    return {report.document: f"R{number}" for number, report in enumerate(ordered, 1)}


def key_of(account: DeskAccount) -> str:
    """What stands for an account in a form, whatever its id becomes meanwhile."""
    return short_id(account.document, *account.source)


def account_of(incident: DeskIncident, comment: Comment, references: Mapping[str, str]) -> DeskAccount | None:
    """The account that a comment is on, as far as the incident has it; of several of one chain the first report's."""
    on = [a for a in incident.accounts if comment.account is not None and store.chain_of(a) == comment.account]
    own = [a for a in on if comment.document == a.document]
    return min(own or on, key=lambda a: int(references.get(a.document, "R0")[1:]), default=None)


def _choices(incident: DeskIncident, references: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((key_of(account), _label(account, references)) for account in incident.accounts)


def _label(account: DeskAccount, references: Mapping[str, str]) -> str:
    return f"what {account.source[0]} said in {references.get(account.document, account.document[:12])}"


@router.post("/incidents/{id}/comments")
def comment(request: Request, id: str, form: Form, reader: Annotated[Reader, Depends(signed_in)]) -> Response:
    """Takes a comment; with htmx the discussion comes back, else it leads there."""
    incident = _incident(request, id, reader)
    given = {name: form.get(name, "") for name in ("text", "parent", "account", "field", "value")}
    with shelf(request).reading() as connection:
        parent = _parent(store.get(connection, _number(given["parent"])), incident) if given["parent"] else None
    problems: dict[str, str] = {}
    text = _tried(problems, "text", lambda: checked_words(given["text"]))
    proposal = _tried(problems, "value", lambda: _proposal(given["field"], given["value"]))
    account = _tried(problems, "account", lambda: _chosen(incident, given["account"]))
    if text is None or problems:
        return _form(request, incident, parent, given, problems)
    limited(request, "comment", reader)
    waits = not reader.is_editor and (not reader.trusted or has_link(text))
    state: store.State = "waiting" if waits else "shown"
    with shelf(request).writing() as connection:
        id_ = (store.answer(connection, parent, reader.id, text, state, proposal=proposal) if parent else
               store.put(connection, incident, reader.id, text, state, account=account, proposal=proposal))
    return _back_to(request, incident, id_, reader)


def _tried(problems: dict[str, str], name: str, check: Callable[[], Any]) -> Any:
    try:
        return check()
    except ValueError as error:
        problems[name] = str(error)
        return None


def _incident(request: Request, id_: str, reader: Reader) -> DeskIncident:
    """The incident that an id leads to; one that is withheld is so from all but editors."""
    try:
        incident = shelf(request).desk.incident(checked_text(id_))
    except KeyError as error:
        raise HTTPException(404, str(error.args[0])) from None
    with shelf(request).reading() as connection:
        if decided.is_hidden(connection, incident.id) and not reader.is_editor:
            raise HTTPException(410, "An editor withholds this incident.")
    return incident


def _parent(parent: Comment | None, incident: DeskIncident) -> Comment:
    if parent is None or parent.incident != incident.id or parent.state != "shown":
        raise HTTPException(404, "There is no such comment to answer in this discussion.")
    return parent


def _proposal(name: str, value: str) -> dict[str, str] | None:
    if not name and not value.strip():
        return None
    if not name:
        raise ValueError("Choose the field that this is the value of.")
    words = checked_words(value, MOST_REASON)
    checked(name, words)
    return {name: words}


def _chosen(incident: DeskIncident, key: str) -> DeskAccount | None:
    found = next((account for account in incident.accounts if key and key_of(account) == key), None)
    if key and found is None:
        raise ValueError("The incident has changed meanwhile: choose the account again.")
    return found


def _form(
    request: Request, incident: DeskIncident, parent: Comment | None, given: Mapping[str, str], problems: Mapping[str, str],
) -> HTMLResponse:
    """The form by itself: to answer, or with what is wrong in it."""
    accounts = () if parent else _choices(incident, references_of(incident))
    spelt = {name: "\n".join(map(visible, value.split("\n"))) for name, value in given.items()}
    bare = not problems and "hx-request" in request.headers
    return page(request, "answer.html.jinja" if bare else "comment.html.jinja", status=400 if problems else 200,
                incident=incident.id, parent=parent, html=written(parent.text) if parent else "", given=spelt,
                problems=problems, accounts=accounts, fields=FIELDS, most=MOST)


def _back_to(request: Request, incident: DeskIncident, id_: int, reader: Reader) -> Response:
    with shelf(request).reading() as connection:
        number = _page_of(store.places(connection, incident.id, reader.id), id_)
    if "hx-request" not in request.headers:
        return RedirectResponse(_anchor(Site.of(request), incident.id, number, id_), 303)
    response = page(request, "discussion.html.jinja", **_discussion(request, incident, number))
    response.headers["HX-Reswap"] = f"outerHTML show:#comment{id_}:top"
    return response


def _page_of(places: tuple[Place, ...], id_: int) -> int:
    return next((number for number, place in enumerate(places) if place.id == id_), 0) // PAGE + 1


def _anchor(site: Site, incident: str, number: int, id_: int) -> str:
    return site.incident(incident) + (f"?talk={number}" if number > 1 else "") + f"#comment{id_}"


@router.get("/comments/{id}")
def one_comment(request: Request, id: str) -> Response:
    """Leads to a comment in its discussion."""
    reader = reader_of(request)
    found = _readable(request, id, reader)
    assert found.incident is not None
    with shelf(request).reading() as connection:
        number = _page_of(store.places(connection, found.incident, reader.id if reader else None), found.id)
    return RedirectResponse(_anchor(Site.of(request), found.incident, number, found.id), 303)


def _readable(request: Request, id_: str, reader: Reader | None) -> Comment:
    """A comment that a reader may see, and that stands in a discussion."""
    with shelf(request).reading() as connection:
        found = store.get(connection, _number(id_))
    own = found is not None and reader is not None and reader.id == found.reader and found.state == "waiting"
    decides = reader is not None and reader.is_editor
    if found is None or found.incident is None or not (decides or (not found.hidden and (own or found.state == "shown"))):
        raise HTTPException(404, "There is no such comment.")
    return found


@router.get("/comments/{id}/answer")
def answer(request: Request, id: str, reader: Annotated[Reader, Depends(signed_in)]) -> HTMLResponse:
    """The form to answer a comment."""
    found = _readable(request, id, reader)
    incident = _incident(request, found.incident or "", reader)
    return _form(request, incident, _parent(found, incident), {}, {})


@router.get("/comments/{id}/moderate")
def moderation(request: Request, id: str, reader: Editor) -> HTMLResponse:
    """The form by which editors let a comment stand, or take it down."""
    with shelf(request).reading() as connection:
        found = store.get(connection, _number(id))
    if found is None:
        raise HTTPException(404, "There is no such comment.")
    bare = "hx-request" in request.headers
    return page(request, "moderation.html.jinja" if bare else "moderate.html.jinja", comment=found, html=written(found.text),
                in_order=IN_ORDER, most=MOST_REASON)


@router.post("/comments/{id}/moderate")
def moderate(request: Request, id: str, form: Form, reader: Editor) -> Response:
    """Lets a comment stand, or not; and decides on the correction that it proposes. Each is a decision in the log."""
    act, number = form.get("do", ""), _number(id)
    try:
        because = checked_words(form.get("because", "") or (IN_ORDER if act == "accept" else ""), MOST_REASON)
    except ValueError as error:
        raise HTTPException(400, f"Say why. {error}") from None
    try:
        with shelf(request).writing() as connection:
            found = store.get(connection, number)
            if found is None or found.incident is None:
                raise HTTPException(404, "There is no such comment in a discussion.")
            if act in DECISIONS:
                deciding.moderate(connection, number, DECISIONS[act], who=reader.name, because=because)
            elif act in ("correct", "leave"):
                decide = store.correct if act == "correct" else store.leave
                decide(connection, found, who=reader.name, because=f"{because} (proposed in comment {number})")
            else:
                raise HTTPException(400, "A comment is accepted or refused, its proposal taken up or left.")
    except (KeyError, ValueError) as error:
        raise HTTPException(409, str(error.args[0])) from None
    site = Site.of(request)
    to = site.to("/queue") if form.get("back") == "queue" else f"{site.incident(found.incident)}#discussion"
    return RedirectResponse(to, 303)


@dataclass(frozen=True, slots=True)
class Asked:
    """A comment that an editor decides on, with what it is on and answers."""

    comment: Comment
    html: Markup
    incident: Line | None
    parent: Comment | None


def asked(comments: Iterable[Comment], rows: Mapping[str, Row], parents: Mapping[int, Comment]) -> list[Asked]:
    """The comments with their incidents, as far as these are among the rows, and with what they answer."""
    lines = {id_: line(row) for id_, row in rows.items()}
    return [Asked(comment, written(comment.text), lines.get(comment.incident or ""), parents.get(comment.parent or 0))
            for comment in comments]


@router.get("/queue")
def queue(request: Request, reader: Editor) -> HTMLResponse:
    """The comments that wait for an editor, and the corrections that are proposed."""
    waits, proposed = (_number(request.query_params.get(name, "") or "1") for name in ("waiting", "proposals"))
    with shelf(request).reading() as connection:
        waiting, open_ = store.waiting(connection, waits), store.proposals(connection, proposed)
        rows = store.rows_of(connection, (comment.incident for comment in (*waiting.rows, *open_.rows)))
        parents = store.by_id(connection, {c.parent for c in (*waiting.rows, *open_.rows) if c.parent is not None})
    return page(request, "queue.html.jinja", waiting=waiting, proposals=open_, in_order=IN_ORDER, most=MOST_REASON,
                asked=asked(waiting.rows, rows, parents), proposed_now=asked(open_.rows, rows, parents))


def _number(value: str) -> int:
    if not _NUMBER.fullmatch(value.strip()):
        raise HTTPException(404, f"nothing has the number {checked_text(value)[:100]!r}")
    return int(value)
