"""Time expressions, as TIMEX3 types and values."""

from __future__ import annotations

from spacy.tokens import Doc

from reportedly.model import Document, Time


def find_times(doc: Doc, document: Document) -> tuple[Time, ...]:
    return ()
