"""What the tests have a process do in place of a reading."""

from __future__ import annotations

import os
import signal
import time

from reportedly.acquire.files import BadInput
from reportedly.web.given import Given


def nothing() -> None:
    """A process needs no preparation for what follows."""


def echo(given: Given, seconds: float = 0) -> str:
    """The words that were given, after so many seconds."""
    time.sleep(seconds)
    return given.content.decode()


def fail(given: Given, how: str) -> None:
    """Fail in one of the ways in which a reading can."""
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    raise {"bad": BadInput("no report"), "fault": KeyError("secret")}[how]
