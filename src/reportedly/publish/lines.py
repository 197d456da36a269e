"""Incidents of the desk as JSON Lines: one object a line, with all that the desk holds of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from reportedly.publish.pieces import to_json
from reportedly.weigh.types import DeskIncident


def write_jsonl(incidents: Iterable[DeskIncident], stream: TextIO) -> Counter[str]:
    """Each incident as :meth:`DeskIncident.to_dict` on a line of its own; it holds everything, so nothing is counted."""
    for incident in incidents:
        stream.write(to_json(incident.to_dict()) + "\n")
    return Counter()
