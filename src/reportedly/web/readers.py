"""Who joins, signs in and out, and their settings."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from reportedly.store import names, readers
from reportedly.store.names import Refused
from reportedly.store.readers import Known
from reportedly.web.request import shelf
from reportedly.web.session import Form, Reader, carry, drop, limited, reader_of, session_secret, signed_in
from reportedly.web.site import Site, page

HOME = "/me"
SETTINGS = "/me/settings"
DONE = {"password": "You have a new password; wherever else you were signed in, you are signed out.",
        "email": "You sign in with the new e-mail from now on.",
        "feed": "Your feed has a new address; the one before leads nowhere."}
"""What the settings say once something was changed."""

WRONG = "This e-mail and this password don't go together."
WRONG_PRESENT = "This is not your password."
UNSURE = "Tick the box, so that no account is deleted by mistake."

Whose = Annotated[Reader, Depends(signed_in)]

router = APIRouter(include_in_schema=False)


@router.get("/join")
def join_form(request: Request) -> Response:
    """The page to join."""
    if reader_of(request) is not None:
        return _to(request, HOME)
    return _join_page(request, {}, {})


@router.post("/join")
def join(request: Request, form: Form) -> Response:
    """Add a reader, and sign them in."""
    limited(request, "join")
    problems: dict[str, str] = {}
    name = _checked(problems, names.checked_name, form.get("name", ""))
    email = _checked(problems, names.checked_email, form.get("email", ""))
    password = _checked(problems, names.checked_password, form.get("password", ""), name, email)
    if problems:
        return _join_page(request, form, problems)
    stored = readers.hashed(password)
    try:
        with shelf(request).writing() as connection:
            secret = readers.begin(connection, readers.join(connection, name, email, stored))
    except Refused as error:
        return _join_page(request, form, {error.field: str(error)})
    return _carried(request, next_path(form), secret)


@router.get("/sign-in")
def sign_in_form(request: Request) -> Response:
    """The page to sign in."""
    if reader_of(request) is not None:
        return _to(request, next_path(request.query_params))
    return _sign_in_page(request, request.query_params, {})


@router.post("/sign-in")
def sign_in(request: Request, form: Form) -> Response:
    """Begin a session; one that the browser had ends."""
    email = form.get("email", "").strip().lower()[:names.LONGEST_EMAIL]
    limited(request, "sign-in", also=email)
    password = names.plain_password(form.get("password", ""))
    with shelf(request).reading() as connection:
        known = readers.by_email(connection, email)
    if not readers.is_right(known.password if known else None, password) or known is None:
        return _sign_in_page(request, form, {"": WRONG})
    if known.blocked is not None:
        return _sign_in_page(request, form, {"": f"An editor has blocked this account: {known.blocked}"})
    renewed = readers.hashed(password) if readers.is_outdated(known.password) else known.password
    with shelf(request).writing() as connection:
        readers.restore_password(connection, known.id, known.password, renewed)
        readers.end(connection, session_secret(request) or "")
        secret = readers.begin(connection, known.id)
    return _carried(request, next_path(form), secret)


@router.post("/sign-out")
def sign_out(request: Request, form: Form) -> Response:
    """End the session of this browser."""
    with shelf(request).writing() as connection:
        readers.end(connection, session_secret(request) or "")
    response = _to(request, "/")
    drop(request, response)
    return response


@router.get(SETTINGS)
def settings(request: Request, reader: Whose) -> Response:
    """What a reader may change."""
    return _settings_page(request, reader)


@router.post(f"{SETTINGS}/password")
def change_password(request: Request, form: Form, reader: Whose) -> Response:
    """Change the password; all other sessions end."""
    problems: dict[str, str] = {}
    known = _present(request, reader, form, problems)
    password = _checked(problems, names.checked_password, form.get("password", ""), known.name, known.email)
    if problems:
        return _settings_page(request, reader, "password", problems)
    stored = readers.hashed(password)
    with shelf(request).writing() as connection:
        readers.set_password(connection, reader.id, stored)
        secret = readers.begin(connection, reader.id)
    return _carried(request, f"{SETTINGS}?done=password", secret)


@router.post(f"{SETTINGS}/email")
def change_email(request: Request, form: Form, reader: Whose) -> Response:
    """Change the e-mail to sign in with."""
    problems: dict[str, str] = {}
    _present(request, reader, form, problems)
    email = _checked(problems, names.checked_email, form.get("email", ""))
    if not problems:
        try:
            with shelf(request).writing() as connection:
                readers.set_email(connection, reader.id, email)
        except Refused as error:
            problems[error.field] = str(error)
    if problems:
        return _settings_page(request, reader, "email", problems)
    return _to(request, f"{SETTINGS}?done=email")


@router.post(f"{SETTINGS}/feed")
def renew_feed(request: Request, form: Form, reader: Whose) -> Response:
    """Give the reader's own feed another address."""
    with shelf(request).writing() as connection:
        readers.renew_feed(connection, reader.id)
    return _to(request, f"{SETTINGS}?done=feed")


@router.post(f"{SETTINGS}/leave")
def leave(request: Request, form: Form, reader: Whose) -> Response:
    """Delete the account; comments stay, as of a reader who left."""
    problems: dict[str, str] = {}
    _present(request, reader, form, problems)
    if form.get("sure") != "yes":
        problems["sure"] = UNSURE
    if problems:
        return _settings_page(request, reader, "leave", problems)
    with shelf(request).writing() as connection:
        readers.leave(connection, reader.id)
    response = _to(request, "/")
    drop(request, response)
    return response


def next_path(given: Mapping[str, str]) -> str:
    """Where to go after signing in: ``next`` if that is a path of this desk, else the reader's own page."""
    path = given.get("next", "")
    parts = unquote(path.partition("?")[0]).split("/")
    ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and ".." not in parts
    return path if ours and all(unicodedata.category(character)[0] not in "CZ" for character in path) else HOME


def _checked(problems: dict[str, str], check: Callable[..., str], *values: str) -> str:
    """What a check makes of a value; what is wrong with it is put down by its field, and gives nothing."""
    try:
        return check(*values)
    except Refused as error:
        problems[error.field] = str(error)
        return ""


def _present(request: Request, reader: Reader, form: Mapping[str, str], problems: dict[str, str]) -> Known:
    """The reader, once more asked for their password."""
    limited(request, "password", reader)
    known = _known(request, reader)
    if not readers.is_right(known.password, names.plain_password(form.get("present", ""))):
        problems["present"] = WRONG_PRESENT
    return known


def _join_page(request: Request, given: Mapping[str, str], problems: Mapping[str, str]) -> Response:
    return page(request, "join.html.jinja", status=400 if problems else 200, given=given, problems=problems,
                next=next_path(given or request.query_params), shortest=names.SHORTEST_PASSWORD)


def _sign_in_page(request: Request, given: Mapping[str, str], problems: Mapping[str, str]) -> Response:
    return page(request, "sign_in.html.jinja", status=403 if problems else 200, given=given, problems=problems,
                next=next_path(given))


def _settings_page(request: Request, reader: Reader, part: str = "", problems: Mapping[str, str] | None = None) -> Response:
    return page(request, "settings.html.jinja", status=400 if problems else 200, known=_known(request, reader), part=part,
                problems=problems, done=DONE.get(request.query_params.get("done", "")), shortest=names.SHORTEST_PASSWORD)


def _known(request: Request, reader: Reader) -> Known:
    with shelf(request).reading() as connection:
        found = readers.by_id(connection, reader.id)
    if found is None:
        raise HTTPException(403, "This account was deleted just now.")
    return found


def _carried(request: Request, path: str, secret: str) -> Response:
    response = _to(request, path)
    carry(request, response, secret)
    return response


def _to(request: Request, path: str) -> RedirectResponse:
    return RedirectResponse(Site.of(request).to(path), 303)
