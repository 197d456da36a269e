"""The web desk as an application (ASGI)."""

from __future__ import annotations

import gc
import logging
import threading
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from reportedly import __version__
from reportedly.store.database import DeskError
from reportedly.web import api, assets, editing, feeds, following, maps, pages, paste, people, readers, talk
from reportedly.web.guard import Guard
from reportedly.web.request import shelf
from reportedly.web.shelf import Shelf
from reportedly.web.site import Site, page

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

_log = logging.getLogger("reportedly.web")
router = APIRouter(include_in_schema=False)


def create_app(desk: str, *, root_path: str = "", guard: bool = True, support: str = "") -> FastAPI:
    """The application that shows a desk: an SQLite file, or the URL of a database. ``root_path``: where a proxy has it.

    ``guard``: the details of violence against children and named victims stand behind a click; ``support``: a line of text,
    with addresses, that asks readers for support of the desk on each page.

    Raises:
        DeskError: it is no desk, or can't be opened.
    """
    found = Shelf(desk)

    def read_ahead() -> None:
        with suppress(DeskError):  # the first page that needs them tells of it
            found.columns()
        gc.freeze()  # else the collector looks at a hundred thousand rows again and again, which stops everything for 0.2 s

    @asynccontextmanager
    async def until_closed(app: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=read_ahead, daemon=True).start()
        yield
        found.close()

    app = FastAPI(
        title="Reportedly: a desk", version=__version__, docs_url=None, redoc_url=None,
        lifespan=until_closed, description="What reports say of violent incidents, and who says so. To be read by anyone.")
    app.state.shelf, app.state.statuses, app.state.guard, app.state.support = found, Counter[int](), guard, support.strip()
    for some in (pages, feeds, people, maps, readers, following, talk, editing, paste, assets, api):
        app.include_router(some.router)
    app.include_router(router)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _misasked)
    app.add_exception_handler(DeskError, _unreadable)
    app.add_middleware(Guard, statuses=app.state.statuses, failed=_failed, root_path=root_path.rstrip("/"))
    return app


@router.get("/healthz")
def health(request: Request) -> Response:
    """Whether the desk can be read."""
    try:
        shelf(request).desk.count()
    except DeskError as error:
        _log.error("%s", error)
        return JSONResponse({"status": "the desk can't be read"}, 503)
    return JSONResponse({"status": "ok"})


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Counts in the text format of Prometheus."""
    reports, incidents = shelf(request).desk.count()
    statuses: Counter[int] = request.app.state.statuses
    lines = [
        "# HELP reportedly_reports Reports on the desk.", "# TYPE reportedly_reports gauge", f"reportedly_reports {reports}",
        "# HELP reportedly_incidents Incidents on the desk.", "# TYPE reportedly_incidents gauge",
        f"reportedly_incidents {incidents}",
        "# HELP reportedly_requests_total Requests answered, by status.", "# TYPE reportedly_requests_total counter",
        *(f'reportedly_requests_total{{status="{status}"}} {number}' for status, number in sorted(statuses.items()))]
    return PlainTextResponse("\n".join(lines) + "\n", media_type=PROMETHEUS)


def answer(request: Request, status: int, detail: str) -> Response:
    """What went wrong: as JSON in the API, elsewhere as a page."""
    if Site.of(request).path.startswith(f"{api.PREFIX}/"):
        return JSONResponse({"detail": detail}, status)
    return page(request, "problem.html.jinja", status=status, title=HTTPStatus(status).phrase, code=status, detail=detail)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = error.detail != HTTPStatus(error.status_code).phrase
    response = answer(request, error.status_code, error.detail if known else "")
    response.headers.update(error.headers or {})
    return response


async def _misasked(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{problem['loc'][-1]}: {problem['msg']}" for problem in error.errors())
    return answer(request, 400, told)


async def _unreadable(request: Request, error: Exception) -> Response:
    _log.error("%s", error)
    return answer(request, 503, "the desk can't be read just now")


async def _failed(request: Request) -> Response:
    return answer(request, 500, "Reportedly failed on this page; its log says why")
