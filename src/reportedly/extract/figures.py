"""Counts of people killed, injured, missing, abducted, arrested, displaced."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from reportedly.extract.parties import Parties
from reportedly.model import Document, Event, Figure, Statement


def find_figures(
    doc: Doc, document: Document, parties: Parties, statements: Sequence[Statement], events: Sequence[Event],
) -> tuple[Figure, ...]:
    return ()
