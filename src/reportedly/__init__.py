"""Reportedly reads news reports on violent incidents and parses the facts from the messaging."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportedly.acquire.files import BadInput
    from reportedly.model import (
        Account,
        Actor,
        Contest,
        Dateline,
        Document,
        Dossier,
        Event,
        Figure,
        Furniture,
        Incident,
        IncidentTime,
        Party,
        Place,
        Role,
        Source,
        Span,
        Statement,
        Tally,
        Time,
    )
    from reportedly.pipeline import read, read_html, read_many, read_text

__version__ = "0.1.0"

__all__ = [
    "Account", "Actor", "BadInput", "Contest", "Dateline", "Document", "Dossier", "Event", "Figure", "Furniture",
    "Incident", "IncidentTime", "Party", "Place", "Role", "Source", "Span", "Statement", "Tally", "Time", "read",
    "read_html", "read_many", "read_text",
]

_HOME = {"BadInput": "acquire.files"} | dict.fromkeys(("read", "read_html", "read_many", "read_text"), "pipeline")


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first asked for: ``reportedly --help`` needs none of them."""
    if name in __all__:
        return getattr(importlib.import_module(f"reportedly.{_HOME.get(name, 'model')}"), name)
    raise AttributeError(f"module 'reportedly' has no attribute {name!r}")
