"""What is said to have happened."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from reportedly.extract.parties import Parties
from reportedly.model import Document, Event, Place, Statement, Time


def find_events(
    doc: Doc, document: Document, parties: Parties, places: Sequence[Place], times: Sequence[Time],
    statements: Sequence[Statement],
) -> tuple[Event, ...]:
    return ()
