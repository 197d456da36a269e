"""Text or HTML in, :class:`~reportedly.model.Document` out: what is the report, and what is furniture."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from reportedly.model import Document


def clean_text(
    text: str, *, published: date | datetime | str | None = None, title: str | None = None, outlet: str | None = None,
    url: str | None = None,
) -> Document:
    day = date.fromisoformat(published[:10]) if isinstance(published, str) else published
    return Document(hashlib.sha256(text.encode()).hexdigest(), text, title=title, outlet=outlet, url=url, published=day)
