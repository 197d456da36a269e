"""The events of one document that are one happening."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from reportedly.extract.parties import Parties
from reportedly.model import Document, Event, Figure, Incident, Place, Statement, Time


def find_incidents(
    doc: Doc, document: Document, parties: Parties, places: Sequence[Place], times: Sequence[Time],
    statements: Sequence[Statement], events: Sequence[Event], figures: Sequence[Figure],
) -> tuple[tuple[Incident, ...], tuple[Figure, ...], tuple[Statement, ...]]:
    """The incidents; the figures with their incidents; the statements with their events."""
    return (), tuple(figures), tuple(statements)
