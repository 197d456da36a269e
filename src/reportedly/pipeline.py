"""The way of a report to its dossier: every stage is one call, in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from spacy.tokens import Doc

from reportedly.acquire.files import BadInput, checked_text, max_bytes_allowed, read_path, read_stream
from reportedly.clean import clean_text
from reportedly.extract.events import find_events, without_mere_people
from reportedly.extract.events.settings import not_in_names, not_persons
from reportedly.extract.figures import find_figures
from reportedly.extract.incidents import find_incidents
from reportedly.extract.parties import find_parties
from reportedly.extract.places import find_places
from reportedly.extract.statements import find_statements
from reportedly.extract.times import find_times
from reportedly.model import Document, Dossier
from reportedly.parse import load, parse

CHUNK = 16
"""Reports that go to a worker process at a time."""

CHUNKS_AHEAD = 2
"""Chunks that wait for each worker process, so that reading stays lazy."""

Report = Mapping[str, Any]
"""A raw report: ``text`` or ``html``, and any of ``title``, ``outlet``, ``published``, ``url``; the rest is ignored."""

_METADATA = ("published", "title", "outlet", "url")


def extract(document: Document, doc: Doc) -> Dossier:
    """The dossier of a parsed document."""
    times = find_times(doc, document)
    places = find_places(doc, document)
    parties = find_parties(doc, document, places)
    places, times = not_persons(doc, places, parties), not_in_names(doc, times, parties)
    statements = find_statements(doc, document, parties)
    events = find_events(doc, document, parties, places, times, statements)
    figures = find_figures(doc, document, parties, statements, events)
    incidents, figures, statements = find_incidents(
        doc, document, parties, places, times, statements, events, figures)
    events = tuple(without_mere_people(doc, e) for e in events)
    incidents = tuple(without_mere_people(doc, i) for i in incidents)
    return Dossier(document, parties.all(), places, times, statements, events, figures, incidents)


def read(
    source: str | os.PathLike[str] | IO[bytes] | IO[str], *, published: date | datetime | str | None = None,
    title: str | None = None, outlet: str | None = None, url: str | None = None, model: str | None = None,
) -> Dossier:
    """The dossier of the one report at a path ("-": standard input) or in an open file.

    What is given as metadata stands over what the file says.

    Raises:
        BadInput: there is no report, or more than one (use :func:`read_many`), or it can't be read.
    """
    if isinstance(source, (str, os.PathLike)):
        reports = list(islice(read_path(source), 2))
    else:
        reports = list(islice(read_stream(source, getattr(source, "name", "stream")), 2))
    if len(reports) != 1:
        number = "no report" if not reports else "more than one report: use read_many"
        raise BadInput(f"{source}: {number}")
    given = {"published": published, "title": title, "outlet": outlet, "url": url}
    report = reports[0]
    if not isinstance(report, BadInput):
        report = {**report, **{key: value for key, value in given.items() if value is not None}}
    return _only(report, model)


def read_text(
    text: str, *, published: date | datetime | str | None = None, title: str | None = None, outlet: str | None = None,
    url: str | None = None, model: str | None = None,
) -> Dossier:
    """The dossier of a report given as plain text.

    ``published`` is a day or an aware datetime, or either as ISO 8601 text; of a datetime without a zone only the day
    is kept.

    Raises:
        BadInput: the text is empty, too long or not English, or ``published`` isn't a date.
    """
    return _only({"text": text, "published": published, "title": title, "outlet": outlet, "url": url}, model)


def read_html(
    html: str | bytes, *, url: str | None = None, published: date | datetime | str | None = None,
    title: str | None = None, outlet: str | None = None, model: str | None = None,
) -> Dossier:
    """The dossier of a report given as a web page; what is given as metadata stands over what the page says.

    Raises:
        BadInput: no article is found on the page, or it is too long or not English.
    """
    return _only({"html": html, "published": published, "title": title, "outlet": outlet, "url": url}, model)


def read_many(reports: Iterable[Report], *, processes: int = 1, model: str | None = None) -> Iterator[Dossier]:
    """The dossiers of many reports, in their order, lazily; the same with any number of ``processes``.

    ``reports`` are mappings with ``text`` or ``html`` and any of ``title``, ``outlet``, ``published`` and ``url``.

    Raises:
        BadInput: on reaching a report that can't be read; the dossiers before it have been given.
    """
    for result in results(reports, processes=processes, model=model):
        if isinstance(result, BadInput):
            raise result
        yield result


def results(
    reports: Iterable[Report | BadInput], *, processes: int = 1, model: str | None = None,
) -> Iterator[Dossier | BadInput]:
    """One result for each report, in order: its dossier, or why there is none.

    A :class:`BadInput` among the reports (:func:`~reportedly.acquire.files.read_path` gives them) is handed through. A
    report's ``origin``, where it has one, stands at the head of its error's message.
    """
    if processes > 1:
        return _in_processes(iter(reports), processes, model)
    return _in_order(reports, model)


def _only(report: Report | BadInput, model: str | None) -> Dossier:
    (result,) = _in_order([report], model)
    if isinstance(result, BadInput):
        raise result
    return result


def _in_order(reports: Iterable[Report | BadInput], model: str | None) -> Iterator[Dossier | BadInput]:
    """``parse`` reads ahead by a batch: what could not be cleaned waits in a queue for its turn."""
    waiting: deque[BadInput | None] = deque()

    def documents() -> Iterator[Document]:
        for report in reports:
            document = report if isinstance(report, BadInput) else _cleaned(report)
            if isinstance(document, BadInput):
                waiting.append(document)
            else:
                waiting.append(None)
                yield document

    nlp = load(model)
    nlp.max_length = max(nlp.max_length, max_bytes_allowed())
    for document, doc in parse(documents(), model):
        while (bad := waiting.popleft()) is not None:
            yield bad
        yield _extracted(document, doc)
    yield from filter(None, waiting)


def _extracted(document: Document, doc: Doc) -> Dossier | BadInput:
    """The dossier; a fault of the program is told of the one report that brought it out, and the rest goes on."""
    try:
        return extract(document, doc)
    except Exception as error:
        wrong = BadInput(f"Reportedly failed on this report, please send it to us ({type(error).__name__}: {error})")
        wrong.__cause__ = error
        return wrong


def _cleaned(report: Report) -> Document | BadInput:
    metadata: dict[str, Any] = {key: report.get(key) for key in _METADATA}
    try:
        if report.get("text") is not None:
            return clean_text(checked_text(report["text"]), **metadata)
        if report.get("html") is not None:
            from reportedly.clean.html import clean_html  # its parser takes long to import, and text needs none of it

            return clean_html(report["html"], **metadata)
        raise BadInput('a report needs "text" or "html"')
    except BadInput as error:
        origin = report.get("origin")
        return BadInput(f"{origin}: {error}") if origin else error


def _in_processes(
    reports: Iterator[Report | BadInput], processes: int, model: str | None,
) -> Iterator[Dossier | BadInput]:
    running: deque[Future[list[Dossier | BadInput]]] = deque()
    with ProcessPoolExecutor(processes) as pool:
        while True:
            while len(running) < CHUNKS_AHEAD * processes and (chunk := list(islice(reports, CHUNK))):
                running.append(pool.submit(_chunk, chunk, model))
            if not running:
                return
            yield from running.popleft().result()


def _chunk(reports: list[Report | BadInput], model: str | None) -> list[Dossier | BadInput]:
    return list(_in_order(reports, model))
