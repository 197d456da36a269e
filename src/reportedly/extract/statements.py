"""Who said what."""

from __future__ import annotations

from spacy.tokens import Doc

from reportedly.extract.parties import Parties
from reportedly.model import Document, Statement


def find_statements(doc: Doc, document: Document, parties: Parties) -> tuple[Statement, ...]:
    return ()
