"""Plain text in, :class:`~reportedly.model.Document` out. Nothing is deleted: what isn't the report is marked."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime

from reportedly.clean.furniture import find_furniture
from reportedly.clean.opening import find_opening
from reportedly.clean.page import page_of
from reportedly.clean.published import publication
from reportedly.model import Document, Furniture, Span

_BY = re.compile(r"^(?:\w+ )?by:?\s+", re.IGNORECASE)
"""The words before the names of a byline: "By", "Written by"."""


def clean_text(
    text: str, *, published: date | datetime | str | None = None, title: str | None = None, outlet: str | None = None,
    url: str | None = None, byline: str | None = None,
) -> Document:
    """The document of a report given as plain text: headline, standfirst, dateline and furniture found in it.

    ``title`` is the headline where it is known; it gets a span where the text repeats it at its start. ``published`` is
    a day or an aware datetime, or either in ISO 8601; of a datetime without a zone only the day is kept.

    Raises:
        BadInput: ``published`` isn't a date.
    """
    day = publication(published)
    page = page_of(text)
    furniture = find_furniture(page)
    opening = find_opening(page, title, furniture)
    pieces = [Furniture(Span(start, end), kind) for start, end, kind in opening.pieces]
    taken = [span for span in (opening.title, opening.standfirst, *(piece.span for piece in pieces)) if span]
    kept = [piece for piece in furniture if not any(_overlap(piece.span, span) for span in taken)]
    return Document(
        hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), text,
        title=title or _words(text, opening.title), standfirst=_words(text, opening.standfirst),
        byline=byline or _BY.sub("", _words(text, opening.byline) or "") or None, outlet=outlet, url=url, published=day,
        furniture=tuple(sorted([*pieces, *kept], key=lambda piece: piece.span)),
        title_span=opening.title, standfirst_span=opening.standfirst, dateline=opening.dateline,
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _words(text: str, span: Span | None) -> str | None:
    return " ".join(text[span.start:span.end].split()) if span else None
