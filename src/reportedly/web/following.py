"""What a reader follows, what is new to them, and their own feed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportedly.publish.cite import lasting_id
from reportedly.publish.words import visible
from reportedly.store import decided, deciding, follows, readers, talk
from reportedly.store.follows import KINDS, Follow, Kind, News, Person
from reportedly.store.listing import Row
from reportedly.web.atom import MEDIA_TYPE, Entry, atom_feed
from reportedly.web.linked import changes
from reportedly.web.request import checked_page, checked_text, server, shelf
from reportedly.web.rows import line
from reportedly.web.session import Form, Reader, reader_of, signed_in
from reportedly.web.site import Site, page
from reportedly.web.talk import asked

EXCERPT = 300
"""Characters of a comment that are shown where it is news."""

router = APIRouter(include_in_schema=False)
SignedIn = Annotated[Reader, Depends(signed_in)]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is new, in words: ``heading`` is the incident's, ``href`` a path of the desk, ``id`` lasting."""

    at: str
    title: str
    heading: str
    words: str
    href: str
    id: str


@dataclass(frozen=True, slots=True)
class Followed:
    """Who or what is followed, as their reader sees it; without an address where there is no page now."""

    kind: Kind
    target: str
    name: str
    href: str


def followed(request: Request, kind: Kind, target: str) -> bool:
    """Whether the reader who asks follows it; the target of a party is its name."""
    reader = reader_of(request)
    if reader is None:
        return False
    with shelf(request).reading() as connection:
        return follows.follows_it(connection, reader.id, kind, target.casefold() if kind == "party" else target)


@router.post("/follow")
def follow(request: Request, form: Form, reader: SignedIn) -> Response:
    """Follows someone or something, or no more; with htmx the button comes back, else it leads to their page."""
    kind = next((known for known in KINDS if known == form.get("kind")), None)
    act, back = form.get("do"), "me" if form.get("back") == "me" else ""
    if kind is None or act not in ("follow", "leave"):
        raise HTTPException(400, f"One can follow or leave a {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
    target = checked_text(form.get("target", "").strip())
    name = checked_text(form.get("name", "").strip()) or target
    if (visible(target), visible(name)) != (target, name):
        raise HTTPException(400, "The name has characters that steer what others see.")
    with shelf(request).writing() as connection:
        if act == "follow":
            target, name = _target(connection, reader, kind, target, name)
            try:
                follows.follow(connection, reader.id, kind, target, name)
            except ValueError as error:
                raise HTTPException(409, str(error)) from None
        else:
            follows.leave(connection, reader.id, kind, target.casefold() if kind == "party" else target)
    if "hx-request" in request.headers:
        return page(request, "follow.html.jinja", kind=kind, target=target, name=name, back=back, followed=act == "follow")
    site = Site.of(request)
    return RedirectResponse(site.to("/me") + "#follows" if back else _page_of(site, kind, target, name), 303)


def _target(connection: Connection, reader: Reader, kind: Kind, target: str, name: str) -> tuple[str, str]:
    """What is followed, and its name: of readers and incidents the desk's own; 404 where there is none."""
    if kind == "reader":
        known = _people(connection, target)
        if not known or known[0].left or known[0].id == reader.id:
            raise HTTPException(404, "There is no such reader to follow.")
        return str(known[0].id), known[0].name
    if kind == "incident":
        try:
            target = deciding.find(connection, target)
        except KeyError as error:
            raise HTTPException(404, str(error.args[0])) from None
        if decided.is_hidden(connection, target) and not reader.is_editor:
            raise HTTPException(410, "An editor withholds this incident.")
        shown = line(talk.rows_of(connection, [target])[target])
        return target, f"{shown.heading}, {shown.when}"
    if not target:
        raise HTTPException(400, "A party has a name.")
    return target.casefold(), name if name.casefold() == target.casefold() else target


def _people(connection: Connection, id_: str) -> list[Person]:
    """The reader with this id, if there is one."""
    return follows.people(connection, [int(id_)] if id_.isascii() and id_.isdigit() and len(id_) < 10 else [])


def _page_of(site: Site, kind: Kind, target: str, name: str) -> str:
    if kind == "party":
        return site.party(name)
    return f"{site.incident(target)}#discussion" if kind == "incident" else site.to(f"/readers/{target}")


@router.get("/me")
def me(request: Request, reader: SignedIn) -> HTMLResponse:
    """A reader's own page: what is new, what they follow, what they said and what became of it, their feed."""
    number = checked_page(request)
    with shelf(request).reading() as connection:
        new, of = follows.news(connection, reader.id), follows.followed(connection, reader.id)
        found = talk.said_by(connection, reader.id, number, own=True)
        rows = talk.rows_of(connection, (*(n.incident for n in new), *(f.incident for f in of)))
        own = talk.rows_of(connection, (c.incident for c in found.rows if not c.hidden))
        reasons = talk.refusals(connection, [c.id for c in found.rows if c.state == "refused"])
    if found.number > found.pages:
        raise HTTPException(404, f"there are only {found.pages:,} pages of your comments")
    site = Site.of(request)
    return page(request, "me.html.jinja", news=list(items(site, new, rows)), follows=[_shown(site, f, rows) for f in of],
                found=found, said=asked(found.rows, own, {}), reasons=reasons, feed=_feed(request, reader.feed))


@router.get("/readers/{id}")
def person(request: Request, id: str) -> HTMLResponse:
    """A reader as others see them: their name, and what they said."""
    number = checked_page(request)
    with shelf(request).reading() as connection:
        known = _people(connection, id)
        if not known:
            raise HTTPException(404, "There is no such reader.")
        found = talk.said_by(connection, known[0].id, number)
        rows = talk.rows_of(connection, (comment.incident for comment in found.rows))
    if found.number > found.pages:
        raise HTTPException(404, f"there are only {found.pages:,} pages of these comments")
    return page(request, "reader.html.jinja", person=known[0], found=found, said=asked(found.rows, rows, {}),
                followed=followed(request, "reader", str(known[0].id)))


@router.post("/me/feed")
def new_feed(request: Request, form: Form, reader: SignedIn) -> Response:
    """Gives a reader's feed a new address; the old one leads nowhere."""
    with shelf(request).writing() as connection:
        readers.renew_feed(connection, reader.id)
    return RedirectResponse(Site.of(request).to("/me") + "#feed", 303)


@router.get("/feeds/{secret}.atom")
def feed(request: Request, secret: str) -> Response:
    """What is new to a reader, as an Atom feed (RFC 4287)."""
    with shelf(request).reading() as connection:
        whose = follows.of_feed(connection, checked_text(secret))
        if whose is None:
            raise HTTPException(404)
        new = follows.news(connection, whose.id)
        rows = talk.rows_of(connection, (n.incident for n in new))
    site = Site.of(request)
    base = server(request)
    written = atom_feed(
        lasting_id("reader", str(whose.id), whose.since), f"What is new to {whose.name}", _feed(request, secret),
        base + site.to("/me"), [Entry(item.id, f"{item.title}: {item.heading}", item.at, base + item.href,
                                      item.words or item.heading) for item in items(site, new, rows)])
    return Response(written, media_type=MEDIA_TYPE, headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"})


def _feed(request: Request, secret: str) -> str:
    return server(request) + Site.of(request).to(f"/feeds/{secret}.atom")


def items(site: Site, news: Iterable[News], rows: Mapping[str, Row]) -> Iterable[Item]:
    """What is new in words."""
    for new in news:
        shown = line(rows[new.incident])
        heading = f"{shown.heading}, {shown.when}"
        if new.comment is not None:
            title = {"answer": "{} answers you", "reader": "{}, whom you follow, comments"}.get(new.why, "{} comments")
            words, path = _excerpt(new.comment.text), site.to(f"/comments/{new.comment.id}")
            yield Item(new.at, title.format(new.comment.author), heading, words, path,
                       lasting_id("comment", str(new.comment.id), new.comment.at))
        elif new.report is not None:
            report, of = new.report, lasting_id("news", "report", new.incident, new.report.document)
            version = f", version {report.version}" if report.version > 1 else ""
            yield Item(new.at, f"Another report: {report.outlet or 'no outlet named'}{version}", heading, report.title or "",
                       site.report(report.document), of)
        elif new.decision is not None:
            (change,) = changes([new.decision])
            yield Item(new.at, f"{change.who}, an editor: {change.what}", heading, change.because,
                       f"{site.incident(new.incident)}#decision{change.number}",
                       lasting_id("news", "decision", str(change.number), new.decision.at))
        else:
            yield Item(new.at, f"An incident names {new.party}", heading, shown.summary, site.incident(new.incident),
                       lasting_id("news", "party", new.party, new.incident))


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()} …"


def _shown(site: Site, follow: Follow, rows: Mapping[str, Row]) -> Followed:
    if follow.kind != "incident":
        return Followed(follow.kind, follow.target, follow.name, _page_of(site, follow.kind, follow.target, follow.name))
    if follow.incident is None:
        return Followed("incident", follow.target, "an incident that is not shown", "")
    shown = line(rows[follow.incident])
    return Followed("incident", follow.target, f"{shown.heading}, {shown.when}", site.incident(follow.incident))
