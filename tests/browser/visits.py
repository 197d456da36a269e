"""People at their browsers: the pages that they open are watched for whatever goes wrong on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response

from tests.browser.served import Kept, served

SECONDS = 15
FOR_US = "reportedly"
"""The cookie of who is signed in."""

BY_STATUS = "Failed to load resource"
"""So Chromium's console begins what the status of the response tells already."""

ABORTED = "net::ERR_ABORTED"
"""What a page, or one who leaves it, stops itself; and a file that is downloaded instead of shown."""


@dataclass
class Visits:
    """Those who visit one desk, each with a browser of their own; ``problems`` is what went wrong on their pages."""

    browser: Browser
    base: str
    secrets: Mapping[str, str]
    problems: list[str] = field(default_factory=list)
    _contexts: dict[tuple[Any, ...], BrowserContext] = field(default_factory=dict)
    _expected: set[int] = field(default_factory=set)

    def nobody(self, **how: Any) -> Page:
        """A page of somebody who isn't signed in; ``how`` as Playwright's ``new_context`` has it."""
        return self._page("", how)

    def signed_in_as(self, name: str, **how: Any) -> Page:
        """A page of a reader."""
        return self._page(name, how)

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Within, these statuses are what is tested and no problem."""
        self._expected = set(statuses)
        yield
        self._expected = set()

    def leave(self) -> list[str]:
        """Closes all pages; the browsers stay. Gives what went wrong."""
        for context in self._contexts.values():
            for page in context.pages:
                page.close()
        found, self.problems = self.problems, []
        return found

    def close(self) -> None:
        """Closes the browsers."""
        for context in self._contexts.values():
            context.close()

    def _page(self, name: str, how: dict[str, Any]) -> Page:
        key = (name, *sorted((option, str(value)) for option, value in how.items()))
        if key not in self._contexts:
            context = self._contexts[key] = self.browser.new_context(base_url=self.base, **how)
            context.set_default_timeout(SECONDS * 1000)
            if name:
                context.add_cookies([{"name": FOR_US, "value": self.secrets[name], "url": self.base}])
        page = self._contexts[key].new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("dialog", self._dialog)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(BY_STATUS):
            self.problems.append(f"{message.location.get('url')}: console: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.problems.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()

    def _failed(self, request: Request) -> None:
        if request.failure != ABORTED:
            self.problems.append(f"{request.method} {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if not response.url.startswith(self.base):
            self.problems.append(f"a request to elsewhere: {response.url}")
        if response.status >= 400 and response.status not in self._expected:
            self.problems.append(f"{response.request.method} {response.url}: {response.status}")


@contextmanager
def visited(browser: Browser, desk: Kept) -> Iterator[Visits]:
    """Serves the desk to those who visit it."""
    with served(desk.path) as base:
        visits = Visits(browser, base, desk.secrets)
        try:
            yield visits
        finally:
            visits.close()
