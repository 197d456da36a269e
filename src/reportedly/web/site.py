"""Addresses within the desk, and its templates."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from reportedly.publish.desk_html import address
from reportedly.publish.highlight import anchor
from reportedly.publish.html import digest, environment
from reportedly.publish.words import counted, dated, quoted
from reportedly.store import talk
from reportedly.web.assets import asset
from reportedly.web.guard import policy
from reportedly.web.request import shelf
from reportedly.web.rows import Line
from reportedly.web.session import csrf, is_editor, reader_of, remember
from reportedly.web.written import written
from reportedly.weigh.grade import DEFINITIONS
from reportedly.weigh.types import Quote

TURNS = threading.BoundedSemaphore(2)
"""For pages that are much work and only read: the interpreter runs one at a time, so that many at once would all be late."""


class Site:
    """Addresses of the desk's pages, below the path that it is served under; ``path`` is that of the page asked for."""

    def __init__(self, root: str, path: str = "/") -> None:
        self.root = root.rstrip("/")
        below = path.removeprefix(self.root)
        self.path = below or "/" if below[:1] in ("", "/") else path

    @classmethod
    def of(cls, request: Request) -> Site:
        """The addresses as a request reaches them."""
        return cls(str(request.scope.get("root_path", "")), str(request.scope["path"]))

    def to(self, path: str, **query: object) -> str:
        """A page by its path."""
        return f"{self.root}{path}{f'?{urlencode(query)}' if query else ''}"

    def asset(self, name: str) -> str:
        """An asset in its present version."""
        return self.to(f"/static/{name}", v=asset(name)[1])

    def incident(self, id_: str) -> str:
        """The page of an incident."""
        return self.to(f"/incidents/{quote(id_, safe='')}")

    def report(self, document: str, at: str = "") -> str:
        """The page of a report; ``at``: the anchor of words in it."""
        return self.to(f"/reports/{quote(document, safe='')}") + (f"#{at}" if at else "")

    def words(self, said: Quote) -> str:
        """Words of a report, where they stand in it."""
        return self.report(said.document, anchor(said.span))

    def party(self, name: str) -> str:
        """The page of a party."""
        return self.to("/parties", name=name)

    def source(self, name: str) -> str:
        """The page of a source."""
        return self.to(f"/sources/{quote(name, safe='')}")


def page(request: Request, template: str, *, status: int = 200, style: str = "", **values: Any) -> HTMLResponse:
    """A page of the desk; ``style`` are rules of its own."""
    return respond(request, page_text(request, template, style=style, **values), status=status, style=style)


def page_text(request: Request, template: str, *, style: str = "", **values: Any) -> str:
    """The text of a page."""
    return templates().get_template(template).render(
        layout="site.html.jinja", site=Site.of(request), reader=reader_of(request), csrf=lambda: csrf(request),
        style=Markup(style), support=support(request.app.state.support), to_do=to_do(request), **values)


def respond(request: Request, text: str, *, status: int = 200, style: str = "") -> HTMLResponse:
    """The text of a page as the answer to a request."""
    headers = {"Content-Security-Policy": policy(digest(style) if style else "")}
    response = HTMLResponse(text.encode("utf-8", "backslashreplace"), status, headers)
    remember(request, response)
    return response


@functools.cache
def support(text: str) -> Markup:
    """The line that asks for support of the desk, its addresses as links."""
    return written(text) if text else Markup()


def to_do(request: Request) -> int:
    """How many comments wait for the editor who asks; nobody else has any."""
    if not is_editor(request):
        return 0
    with shelf(request).reading() as connection:
        return talk.count_waiting(connection)


@functools.cache
def templates() -> jinja2.Environment:
    """The templates of the web desk over those of single pages; everything is escaped."""
    single = environment()
    loaders = [jinja2.PackageLoader("reportedly.web", "templates"), single.loader]
    found = single.overlay(loader=jinja2.ChoiceLoader([loader for loader in loaders if loader is not None]))
    told: dict[str, Callable[..., Any]] = {"dated": dated, "address": address, "counted": counted, "quoted": quoted}
    found.filters = {**single.filters, "pairs": lambda values: [(value, value) for value in values]}
    found.globals = {**single.globals, **told, "definitions": DEFINITIONS, "line_html": line_html}
    return found


@functools.lru_cache(maxsize=20_000)
def line_html(root: str, line: Line) -> Markup:
    """An incident as it stands in every list."""
    macro: Callable[[Site, Line], Markup] = templates().get_template("parts.html.jinja").module.incident_line  # type: ignore[attr-defined]
    return macro(Site(root), line)
