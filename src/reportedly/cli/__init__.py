"""The command line: one verb a function, in :mod:`.reading`, :mod:`.desk` and :mod:`.web`."""

from __future__ import annotations

from reportedly.cli import desk, reading, web
from reportedly.cli.common import app, main

__all__ = ["app", "desk", "main", "reading", "web"]
