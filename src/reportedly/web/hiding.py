"""Incidents that an editor withholds from the web: only editors are shown them, and the reports that tell of nothing else."""

from __future__ import annotations

from fastapi import HTTPException, Request

from reportedly.publish.words import dated
from reportedly.store import decided, listing
from reportedly.web.request import shelf
from reportedly.web.session import is_editor

GONE = 410


def why_hidden(request: Request, incident: str) -> str | None:
    """Who withholds an incident, since when and why; None: nobody does."""
    columns = shelf(request).columns()
    if incident not in columns.at or not columns.hidden[columns.at[incident]]:
        return None
    with shelf(request).reading() as connection:
        log = decided.log_of(connection, incident)
    last = next((d for d in reversed(log) if d.verb == "hide" and d.undone is None), None)
    if last is None:
        return None
    return f"{last.who} withholds this incident since {dated(last.at).replace(' +0000', ' UTC')}: {last.because}"


def refuse_hidden(request: Request, incident: str) -> str | None:
    """Answers 410 with the reason where an incident is withheld; an editor gets the reason instead, where there is one."""
    why = why_hidden(request, incident)
    if why is not None and not is_editor(request):
        raise HTTPException(GONE, why)
    return why


def refuse_withheld_report(request: Request, document: str) -> None:
    """Answers 410 where all that a report tells of is withheld, except to an editor."""
    with shelf(request).reading() as connection:
        withheld = listing.is_withheld(connection, document)
    if withheld and not is_editor(request):
        raise HTTPException(GONE, "an editor withholds the incident that this report tells of")
