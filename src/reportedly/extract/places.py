"""Places named in the text, resolved to GeoNames."""

from __future__ import annotations

from spacy.tokens import Doc

from reportedly.model import Document, Place


def find_places(doc: Doc, document: Document) -> tuple[Place, ...]:
    return ()
