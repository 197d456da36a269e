"""What a request asks for, checked; whatever can't be asked for is answered with 400 and what is wrong with it."""

from __future__ import annotations

from fastapi import HTTPException, Request

from reportedly.web.asked import Asked, page_number, whole_text
from reportedly.web.shelf import Shelf


def shelf(request: Request) -> Shelf:
    """The desk of the application."""
    found: Shelf = request.app.state.shelf
    return found


def server(request: Request) -> str:
    """Scheme and host, as the request reached the desk."""
    return f"{request.url.scheme}://{request.url.netloc}"


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
