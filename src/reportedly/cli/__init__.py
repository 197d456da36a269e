"""The command line: one verb a function, in :mod:`.reading` and :mod:`.desk`."""

from __future__ import annotations

from reportedly.cli import desk, reading
from reportedly.cli.common import app, main

__all__ = ["app", "desk", "main", "reading"]
