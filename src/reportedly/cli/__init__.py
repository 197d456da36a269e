"""The command line: one verb a function, in :mod:`.reading`, :mod:`.desk`, :mod:`.user` and :mod:`.web`."""

from __future__ import annotations

from reportedly.cli import desk, reading, user, web
from reportedly.cli.common import app, main

__all__ = ["app", "desk", "main", "reading", "user", "web"]
