"""Reportedly reads news reports on violent incidents and parses the facts from the messaging."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportedly.acquire.files import BadInput
    from reportedly.desk import Desk
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
    from reportedly.store.database import DeskError
    from reportedly.weigh.types import (
        Count,
        Decision,
        DeskAccount,
        DeskIncident,
        DeskParty,
        DeskPlace,
        Dispute,
        Estimate,
        Field,
        Grading,
        Member,
        Origin,
        OriginCount,
        Position,
        Quote,
        Report,
        Retraction,
        Said,
        Told,
    )

__version__ = "0.1.0"

_DESK = (
    "Count", "Decision", "DeskAccount", "DeskIncident", "DeskParty", "DeskPlace", "Dispute", "Estimate", "Field", "Grading",
    "Member", "Origin", "OriginCount", "Position", "Quote", "Report", "Retraction", "Said", "Told",
)
_HOME = {"BadInput": "acquire.files", "Desk": "desk", "DeskError": "store.database"} | dict.fromkeys(
    ("read", "read_html", "read_many", "read_text"), "pipeline") | dict.fromkeys(_DESK, "weigh.types")

__all__ = [
    "Account", "Actor", "BadInput", "Contest", "Count", "Dateline", "Decision", "Desk", "DeskAccount", "DeskError",
    "DeskIncident", "DeskParty", "DeskPlace", "Dispute", "Document", "Dossier", "Estimate", "Event", "Field", "Figure",
    "Furniture", "Grading", "Incident", "IncidentTime", "Member", "Origin", "OriginCount", "Party", "Place", "Position",
    "Quote", "Report", "Retraction", "Role", "Said", "Source", "Span", "Statement", "Tally", "Time", "Told", "read",
    "read_html", "read_many", "read_text",
]


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first asked for: ``reportedly --help`` needs none of them."""
    if name in __all__:
        return getattr(importlib.import_module(f"reportedly.{_HOME.get(name, 'model')}"), name)
    raise AttributeError(f"module 'reportedly' has no attribute {name!r}")
