"""What holds for every response: headers that keep a browser from doing more than show it, counts, no stack traces."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Awaitable, Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = ("default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'{}; img-src 'self' data:; "
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}

_log = logging.getLogger("reportedly.web")


def policy(digest: str = "") -> str:
    """The Content-Security-Policy; ``digest``: the SHA-256 of the one style that may stand in the page."""
    return POLICY.format(f" 'sha256-{digest}'" if digest else "")


class Guard:
    """Middleware: sets the headers, counts responses by status, and turns what nobody caught into ``failed``'s page.

    ``root_path`` is where a proxy has the desk, whether it takes that off the path or leaves it there.
    """

    def __init__(
        self, app: ASGIApp, *, statuses: Counter[int], failed: Callable[[Request], Awaitable[Response]],
        root_path: str = "",
    ) -> None:
        self.app = app
        self.statuses = statuses
        self.failed = failed
        self.root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self.root_path:
            scope["root_path"] = self.root_path
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                self.statuses[message["status"]] += 1
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", policy())
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, guarded)
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
            if begun:
                raise
            response = await self.failed(Request(scope))
            await response(scope, receive, guarded)
