"""Who a request comes from, and whether a form was sent by the page that it stood on.

A form of ours holds a token: the HMAC-SHA-256 of :data:`PURPOSE` by a secret that the visitor has in a cookie. For who is
signed in that is the secret of the session, for who isn't one made for the first form. Another site can read neither the
cookie nor a page of ours, so it can't write the token. Where the browser says that another site sends the form, no token
helps.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, ImmutableMultiDict, UploadFile
from starlette.responses import Response
from starlette.types import Message

from reportedly.store import readers
from reportedly.store.readers import Reader
from reportedly.web.limits import limited
from reportedly.web.request import shelf

__all__ = ["Fields", "Form", "Reader", "bounded_form", "checked_form", "editor", "is_editor", "limited", "reader_of", "signed_in"]

SESSION, VISITOR = "reportedly", "reportedly-visitor"
"""The cookies: of who is signed in; of who sees a form and isn't."""

SECRET = re.compile(r"[\w-]{43}", re.ASCII)
"""256 bits as :func:`secrets.token_urlsafe` writes them."""

PURPOSE = b"a form of the desk"
TOKEN = "csrf"
"""The name of the field that has the token."""

FORM_BYTES, FORM_FIELDS = 1_000_000, 200
DEFAULT_PORT = {"http": ":80", "https": ":443"}
OURS = ("same-origin", "none")
"""What ``Sec-Fetch-Site`` says of a form that a page of this very site sends, or a person by hand."""

NOT_FROM_HERE = ("The desk can't tell that its own page sent this form: the page may be from before you signed in or out, "
                 "or the browser takes no cookies. Go back, reload the page, and send the form again.")

Fields = ImmutableMultiDict[str, str]
"""What a form says, by the names of its fields; ``getlist`` gives all the values of a field that is there more than once."""


def reader_of(request: Request) -> Reader | None:
    """Who is signed in; nobody: None."""
    state = request.state
    if not hasattr(state, "reader"):
        state.reader = None  # what stands while it is looked up: the page that tells of a failure asks as well
        secret = _secret(request, SESSION)
        if secret:
            with shelf(request).reading() as connection:
                state.reader = readers.session(connection, secret)
    found: Reader | None = state.reader
    return found


def signed_in(request: Request) -> Reader:
    """Who is signed in. Nobody: a page leads to the one to sign in and back again, a form is refused with 403."""
    from reportedly.web.site import Site  # the templates of a site ask who reads

    reader = reader_of(request)
    if reader is not None:
        return reader
    if request.method not in ("GET", "HEAD"):
        raise HTTPException(403, "Sign in first.")
    site = Site.of(request)
    back = site.path + (f"?{request.url.query}" if request.url.query else "")
    raise HTTPException(303, headers={"Location": site.to("/sign-in", next=back)})


def editor(request: Request) -> Reader:
    """The editor who is signed in; another reader is refused with 403, and nobody as by :func:`signed_in`."""
    reader = signed_in(request)
    if not reader.is_editor:
        raise HTTPException(403, "This is for editors.")
    return reader


def is_editor(request: Request) -> bool:
    """Whether the one who asks is an editor who is signed in."""
    reader = reader_of(request)
    return reader is not None and reader.is_editor


def csrf(request: Request) -> Markup:
    """The hidden field that every form has; its page has to :func:`remember` who sees it."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN, _token(_visitor(request)))


def remember(request: Request, response: Response) -> None:
    """What a page carries beside its text: it is for one reader, and who isn't signed in gets the cookie of its forms."""
    response.headers["Vary"] = "Cookie"
    visitor: str | None = getattr(request.state, "visitor", None)
    if reader_of(request) is not None or visitor is not None:
        response.headers["Cache-Control"] = "private, no-store"
    if visitor is not None and request.cookies.get(VISITOR) != visitor:
        _set(request, response, VISITOR, visitor, None)


def carry(request: Request, response: Response, secret: str) -> None:
    """Sign in: the response carries the secret of a new session."""
    _set(request, response, SESSION, secret, int(readers.SESSION.total_seconds()))


def drop(request: Request, response: Response) -> None:
    """Sign out: the browser forgets the session."""
    _set(request, response, SESSION, "", 0)


def session_secret(request: Request) -> str | None:
    """The secret that the browser sent, be there such a session or not."""
    return _secret(request, SESSION)


def bounded_form(size: int) -> Callable[[Request], AsyncIterator[Fields]]:
    """A dependency as :func:`checked_form`, for forms of up to ``size`` bytes. :func:`uploaded` gives their files."""

    async def checked(request: Request) -> AsyncIterator[Fields]:
        limited(request, "form")
        _check_origin(request)
        async with _bounded(request, size).form(max_fields=FORM_FIELDS, max_part_size=size) as form:
            reader = await run_in_threadpool(reader_of, request)
            secret = _secret(request, VISITOR if reader is None else SESSION)
            token = form.get(TOKEN)
            if secret is None or not isinstance(token, str) or not _is_same(token, _token(secret)):
                raise HTTPException(403, NOT_FROM_HERE)
            request.state.form = form
            yield ImmutableMultiDict(
                (name, _text(value)) for name, value in form.multi_items() if isinstance(value, str) and name != TOKEN)

    return checked


checked_form = bounded_form(FORM_BYTES)
"""A dependency: the fields of a form, after its token was checked. Refuses with 403, 413 and 429."""

Form = Annotated[Fields, Depends(checked_form)]


def uploaded(request: Request, name: str) -> UploadFile | None:
    """A file of the form that was checked, until the response is sent; none chosen: None."""
    form: FormData = request.state.form
    found = form.get(name)
    return found if isinstance(found, UploadFile) and found.filename else None


def _bounded(request: Request, size: int) -> Request:
    """The request, which ends with 413 where its body is longer."""
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > size:
            raise HTTPException(413, f"A form may have {size:,} bytes.")
        return message

    return Request(request.scope, receive)


def _check_origin(request: Request) -> None:
    """Refuses what the browser says that another site sends. From a page without referrers, ours too, ``Origin`` is null."""
    origin = request.headers.get("origin", "null").lower()
    scheme, _, sender = origin.partition("://")
    port = DEFAULT_PORT.get(scheme, ":")
    host = request.headers.get("host", "").lower()
    elsewhere = origin != "null" and sender.removesuffix(port) != host.removesuffix(port)
    if elsewhere or request.headers.get("sec-fetch-site", OURS[0]) not in OURS:
        raise HTTPException(403, NOT_FROM_HERE)


def _text(value: str) -> str:
    """A value with the line ends of text; one that no database can hold is answered with 400."""
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise HTTPException(400, "A field holds characters that no text has.")
    return value.replace("\r\n", "\n")


def _secret(request: Request, cookie: str) -> str | None:
    value = request.cookies.get(cookie, "")
    return value if SECRET.fullmatch(value) else None


def _visitor(request: Request) -> str:
    """The secret by which the forms of this response are made."""
    if reader_of(request) is not None:
        return request.cookies[SESSION]
    state = request.state
    if not hasattr(state, "visitor"):
        state.visitor = _secret(request, VISITOR) or secrets.token_urlsafe()
    found: str = state.visitor
    return found


def _token(secret: str) -> str:
    return hmac.new(secret.encode(), PURPOSE, "sha256").hexdigest()


def _is_same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def _set(request: Request, response: Response, name: str, value: str, age: int | None) -> None:
    path = str(request.scope.get("root_path", "")).rstrip("/") or "/"
    response.set_cookie(
        name, value, max_age=age, path=path, secure=request.url.scheme == "https", httponly=True, samesite="lax")
