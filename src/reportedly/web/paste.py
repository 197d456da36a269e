"""A text, a file or an address that is read at once: its dossier is shown, and nothing is stored.

An editor can add what is shown to the desk: the page carries its bytes, so that the very same come back.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import PurePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportedly.acquire.fetch import Fetched, fetch
from reportedly.acquire.files import HTML_SUFFIXES, JSON_SUFFIXES, BadInput
from reportedly.clean.published import publication
from reportedly.web.asked import whole_text
from reportedly.web.given import Form, Given, add_one, read_one
from reportedly.web.limits import limited
from reportedly.web.readings import Busy, Readings
from reportedly.web.request import shelf
from reportedly.web.session import Fields, bounded_form, editor, reader_of, uploaded
from reportedly.web.site import Site, page

MOST_BYTES = 2_000_000
"""The longest text, file or page that is read on the web."""

FORM_BYTES = 3_000_000
"""The longest body of a form: that many bytes in base64, and the fields beside it."""

TOO_LONG = f"at most {MOST_BYTES:,} bytes are read here: give the report's words alone"
SECONDS_TO_WAIT = 30

METADATA = ("title", "outlet", "published")
Way = Literal["text", "file", "url"]
WAYS: dict[Way, str] = {"text": "Paste a text", "file": "Upload a file", "url": "Name an address"}

_CHARSETS = re.compile(r"(?:windows-|cp)125\d|(?:iso[-_]?8859[-_]|latin-?)\d{1,2}|utf-?16(?:le|be)?|macintosh", re.ASCII)
"""The charsets of a server that its page's bytes are written anew from; the others are found by looking at the bytes."""

_LATIN_1 = re.compile(r"iso[-_]?8859[-_]1|latin-?1", re.ASCII)
"""Whoever says so means Windows-1252 (WHATWG Encoding)."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
"""What the browser's own field for a day can show."""


@asynccontextmanager
async def _until_closed(app: FastAPI) -> AsyncIterator[None]:
    app.state.readings = Readings()
    yield
    app.state.readings.close()


class _Bounded(APIRoute):
    """A route whose requests are refused by the length that they declare; what is too long is said on the form."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            length = request.headers.get("content-length", "0")
            try:
                if not length.isdecimal() or len(length) > 12 or int(length) > FORM_BYTES:
                    raise HTTPException(413)
                return await handle(request)
            except HTTPException as error:
                if error.status_code != 413:
                    raise
                return await run_in_threadpool(_form, request, {}, TOO_LONG, 413)

        return bounded


router = APIRouter(include_in_schema=False, route_class=_Bounded, lifespan=_until_closed)
_Filled = Annotated[Fields, Depends(bounded_form(FORM_BYTES))]


@router.get("/read")
def ask(request: Request) -> HTMLResponse:
    """The form."""
    return _form(request, {})


@router.post("/read")
def read(request: Request, fields: _Filled) -> HTMLResponse:
    """The dossier of what was given."""
    readings: Readings = request.app.state.readings
    try:
        limited(request, "read", reader_of(request))
        with readings.place():
            given = _given(request, fields)
            shown = readings.call(read_one, given, request.app.state.guard)
    except (BadInput, HTTPException, Busy) as error:
        return _refused(request, fields, error)
    there = shelf(request).desk.report(shown.id)
    response = page(request, "dossier.html.jinja", style=shown.style, hidden=given.fields(), there=there, **shown.values)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@router.post("/read/add", dependencies=[Depends(editor)])
def add(request: Request, fields: _Filled) -> Response:
    """Put on the desk what an editor was shown, and go to its page."""
    readings: Readings = request.app.state.readings
    try:
        limited(request, "read", reader_of(request))
        given = _again(fields)
        with readings.place():
            document = readings.call(add_one, given, _address(request))
    except (BadInput, HTTPException, Busy) as error:
        return _refused(request, fields, error)
    return RedirectResponse(Site.of(request).report(document), 303)


def _given(request: Request, fields: Mapping[str, str]) -> Given:
    """What a form gives, by the way that was chosen; 400 tells what is missing or wrong, 413 that it is too long."""
    metadata = _metadata(fields)
    way = fields.get("way")
    if way == "text":
        content = _bounded(fields.get("text", "").encode())
        if not content.strip():
            raise HTTPException(400, "nothing to read: paste the report's text")
        return Given(content, "words", metadata)
    if way == "file":
        upload = uploaded(request, "file")
        if upload is None:
            raise HTTPException(400, "nothing to read: choose a file")
        content = _bounded(upload.file.read(MOST_BYTES + 1))
        suffix = PurePath((upload.filename or "").replace("\\", "/")).suffix.lower()
        form: Form = "html" if suffix in HTML_SUFFIXES else "json" if suffix in JSON_SUFFIXES else "words"
        return Given(content, form, metadata)
    if way == "url":
        address = fields.get("url", "").strip()
        if not address:
            raise HTTPException(400, "nothing to read: write the address of a page")
        limited(request, "fetch", reader_of(request))
        return _of_page(fetch(address, most=MOST_BYTES), metadata)
    raise HTTPException(400, f"choose one: {', '.join(WAYS.values())}")


def _again(fields: Mapping[str, str]) -> Given:
    """What comes back from the page that showed it; refused with 400 where it doesn't come whole."""
    try:
        given = Given.of(fields, _metadata(fields, "url"))
    except ValueError as error:
        raise HTTPException(400, str(error)) from None
    _bounded(given.content)
    return given


def _metadata(fields: Mapping[str, str], *more: str) -> dict[str, str]:
    """What was said of a report; refused with 400 where it can't be so."""
    metadata = {name: value for name in (*METADATA, *more) if (value := fields.get(name, "").strip())}
    try:
        for name, value in metadata.items():
            if name != "url":
                whole_text(value)
        publication(metadata.get("published"))
    except ValueError as error:
        raise HTTPException(400, str(error)) from None
    return metadata


def _bounded(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise HTTPException(413, TOO_LONG)
    return content


def _of_page(fetched: Fetched, metadata: Mapping[str, str]) -> Given:
    """What was fetched, in UTF-8 where only the server knew what it is written in."""
    forms: dict[str, Form] = {"application/json": "json", "text/plain": "text"}
    content, charset = fetched.content, (fetched.charset or "").lower()
    if _CHARSETS.fullmatch(charset):
        with suppress(LookupError):
            text = content.decode("cp1252" if _LATIN_1.fullmatch(charset) else charset, "replace")
            content = codecs.BOM_UTF8 + text.removeprefix("\ufeff").encode("utf-8", "replace")
    return Given(content, forms.get(fetched.media_type, "html"), {**metadata, "url": fetched.url})


def _address(request: Request) -> str:
    """The desk's database, for another process."""
    with shelf(request).reading() as connection:
        url = connection.engine.url
    path = url.database if url.get_backend_name() == "sqlite" else None
    return path or url.render_as_string(hide_password=False)


def _refused(request: Request, fields: Mapping[str, str], error: BadInput | HTTPException | Busy) -> HTMLResponse:
    """The form as it was filled in, under what is wrong with it."""
    if isinstance(error, HTTPException):
        return _form(request, fields, error.detail, error.status_code, error.headers)
    if isinstance(error, BadInput):
        return _form(request, fields, str(error), 422)
    wait = {"Retry-After": str(SECONDS_TO_WAIT)}
    return _form(request, fields, "others are being read just now: try again in half a minute", 503, wait)


def _form(
    request: Request, fields: Mapping[str, str], problem: str = "", status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    way, day = fields.get("way"), fields.get("published", "")
    response = page(request, "read.html.jinja", status=status, filled=fields, problem=problem, ways=WAYS, most=MOST_BYTES,
                    way=way if way in WAYS else "text", wrong_day=bool(day) and not _DAY.fullmatch(day))
    response.headers.update(headers or {})
    return response
