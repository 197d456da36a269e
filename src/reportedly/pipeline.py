"""The way of a report to its dossier: every stage is one call, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from spacy.tokens import Doc

from reportedly.clean import clean_text
from reportedly.extract.events import find_events
from reportedly.extract.figures import find_figures
from reportedly.extract.incidents import find_incidents
from reportedly.extract.parties import find_parties
from reportedly.extract.places import find_places
from reportedly.extract.statements import find_statements
from reportedly.extract.times import find_times
from reportedly.model import Document, Dossier
from reportedly.parse import parse


def extract(document: Document, doc: Doc) -> Dossier:
    """The dossier of a parsed document."""
    times = find_times(doc, document)
    places = find_places(doc, document)
    parties = find_parties(doc, document, places)
    statements = find_statements(doc, document, parties)
    events = find_events(doc, document, parties, places, times, statements)
    figures = find_figures(doc, document, parties, statements, events)
    incidents, figures, statements = find_incidents(
        doc, document, parties, places, times, statements, events, figures)
    return Dossier(document, parties.all(), places, times, statements, events, figures, incidents)


def read_text(
    text: str, *, published: date | datetime | str | None = None, title: str | None = None, outlet: str | None = None,
    url: str | None = None, model: str | None = None,
) -> Dossier:
    document = clean_text(text, published=published, title=title, outlet=outlet, url=url)
    return next(extract(d, doc) for d, doc in parse([document], model))


def read(path: Any) -> Dossier:
    raise NotImplementedError


def read_html(html: str | bytes, *, url: str | None = None) -> Dossier:
    raise NotImplementedError


def read_many(reports: Iterable[Mapping[str, Any]], *, processes: int = 1, model: str | None = None) -> Iterator[Dossier]:
    documents = (clean_text(**report) for report in reports)
    for document, doc in parse(documents, model):
        yield extract(document, doc)
