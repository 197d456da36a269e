"""What was found in the reports as W3C Web Annotations: one for each fact and report, on the words that it rests on.

The form is that of the Recommendation of 2017-02-23: an ``AnnotationCollection`` with its annotations in one embedded
``AnnotationPage``. Readers that take an array (Recogito, Annotorious) are given ``first.items``. Offsets are Unicode code
points in the text that the desk holds: a report with an address has that text as the ``cached`` copy of its ``state``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TextIO

from reportedly.publish.cite import address, by_document, chain, figure, lasting_id, urn
from reportedly.publish.pieces import to_json
from reportedly.weigh.types import DeskAccount, DeskIncident, Quote, Report

_HEAD: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationCollection",
    "label": "Facts that reports tell of incidents, on the words that say them",
    "generator": {"type": "Software", "name": "Reportedly"}}


def write_annotations(incidents: Iterable[DeskIncident], stream: TextIO) -> Counter[str]:
    """One annotation for each fact and report: its tags, the fact in words, and the words as quote and position.

    Returns:
        what has no words in a report to be written at, counted.
    """
    left_out: Counter[str] = Counter()
    digest = hashlib.sha256()
    total = 0
    stream.write(to_json(_HEAD)[:-1])
    for annotation in _annotations(incidents, left_out):
        stream.write(f",\n{to_json(annotation)}" if total else
                     f',"first":{{"type":"AnnotationPage","startIndex":0,"items":[\n{to_json(annotation)}')
        digest.update(annotation["id"].encode())
        total += 1
    collection = lasting_id("collection", digest.hexdigest())
    if total:
        page = lasting_id("page", digest.hexdigest())
        stream.write(f'\n],"id":{to_json(page)},"partOf":{to_json(collection)}}},"last":{to_json(page)}')
    stream.write(f',"total":{total},"id":{to_json(collection)}}}\n')
    return left_out


@dataclass(frozen=True, slots=True)
class _Fact:
    """One fact: what kind it is, its tag, the fact in words, and the words of reports that it rests on."""

    kind: str
    tag: str
    words: str
    quotes: tuple[Quote, ...]


def _annotations(incidents: Iterable[DeskIncident], left_out: Counter[str]) -> Iterator[dict[str, Any]]:
    for incident in incidents:
        reports = by_document(incident.reports)
        seen: set[str] = set()
        for fact in _facts(incident):
            if not fact.quotes:
                left_out[f"{fact.kind} without words in a report"] += 1
            for document, quotes in groupby(sorted(fact.quotes, key=_position), key=lambda quote: quote.document):
                annotation = _annotation(incident, fact, tuple(quotes), reports.get(document))
                if annotation["id"] not in seen:
                    seen.add(annotation["id"])
                    yield annotation
        left_out.update(_unwritten(incident))


def _position(quote: Quote) -> tuple[str, int, int]:
    return quote.document, quote.span.start, quote.span.end


def _unwritten(incident: DeskIncident) -> Counter[str]:
    """What the desk concludes from many words: it is no fact of one report."""
    return +Counter({
        "answers to a contested question": sum(len(d.positions) for d in incident.disputes),
        "retractions": len(incident.retractions), "low, best and high of the desk": len(incident.estimates),
        "grades": 1})


def _facts(incident: DeskIncident) -> Iterator[_Fact]:
    for name, field in incident.fields.items():
        yield _Fact("a field", name, f"{name}: {field.value}", field.quotes)
    for part, parties in (("actor", incident.actors), ("target", incident.targets), ("victim", incident.victims)):
        for party in parties:
            status = f" ({party.status})" if party.status else ""
            yield _Fact("a party", part, f"{part}: {party.name}{status}", party.quotes)
    for account in incident.accounts:
        yield from _told(account)


def _told(account: DeskAccount) -> Iterator[_Fact]:
    source = f"according to {chain(account)}" if account.source else "the report"
    for told in account.told:
        realis = "denied" if told.denied else told.realis
        yield _Fact("a mention", told.type, f"{told.type}, {realis}, {source}", (told.quote,))
    for given in account.counts:
        yield _Fact("a figure", given.kind, f"{figure(given)}, {source}", (given.quote,))
    for said in account.said:
        addressee = f" to {', '.join(said.addressee)}" if said.addressee else ""
        yield _Fact("a statement", said.act, f"{said.act}{addressee}, {said.certainty}, {said.form} speech, {source}",
                    said.quotes)


def _annotation(
        incident: DeskIncident, fact: _Fact, quotes: tuple[Quote, ...], report: Report | None) -> dict[str, Any]:
    targets = [_target(quote, report) for quote in dict.fromkeys(quotes)]
    spans = " ".join(f"{quote.document}:{quote.span.start}-{quote.span.end}" for quote in quotes)
    return {
        "id": lasting_id("annotation", incident.id, fact.kind, fact.words, spans), "type": "Annotation",
        "motivation": "describing",
        "body": [_body("tagging", fact.tag), _body("tagging", f"incident {incident.id}"), _body("describing", fact.words)],
        "target": targets if len(targets) > 1 else targets[0]}


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _target(quote: Quote, report: Report | None) -> dict[str, Any]:
    before, after = quote.span.start - quote.sentence_start, quote.span.end - quote.sentence_start
    source, copy = address(report), urn(quote.document)
    return {
        "type": "SpecificResource", "source": source or copy,
        **({"state": {"type": "TimeState", "cached": copy}} if source else {}),
        "selector": [
            {"type": "TextQuoteSelector", "exact": quote.text, "prefix": quote.sentence[:before],
             "suffix": quote.sentence[after:]},
            {"type": "TextPositionSelector", "start": quote.span.start, "end": quote.span.end}]}
