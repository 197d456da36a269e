"""Statements and figures of accounts as schema.org Claims (JSON-LD): who claims what, and where it appeared.

Never a ClaimReview: that is the verdict of a person who checked a claim, and Reportedly gives none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TextIO

from reportedly import lexicon
from reportedly.publish.cite import address, by_document, chain, figure, lasting_id, pin, urn
from reportedly.publish.pieces import write_members
from reportedly.publish.rows import GAP
from reportedly.publish.words import place_name
from reportedly.weigh.types import Count, DeskAccount, DeskIncident, Quote, Report, Said

Node = dict[str, Any]
Key = tuple[object, ...]

INTERPRETER = {"@type": "Organization", "@id": lasting_id("interpreter"), "name": "Reportedly"}
"""Who reads the claims out of the reports; the range of ``claimInterpreter`` knows only persons and organisations."""


def write_claims(incidents: Iterable[DeskIncident], stream: TextIO) -> Counter[str]:
    """One ``@graph``: for each incident its Event, reports and origins, and a Claim for each statement and figure.

    ``firstAppearance`` is the earliest report in which the same origin says the same: the same figure, or the same act in
    the same words. Where the days of publication don't tell which report that is, it is left out.

    Returns:
        what the Claims could not hold, counted.
    """
    left_out: Counter[str] = Counter()
    stream.write('{"@context":"https://schema.org","@graph":')
    write_members(stream, _graph(incidents, left_out))
    stream.write("}\n")
    return left_out


def _graph(incidents: Iterable[DeskIncident], left_out: Counter[str]) -> Iterator[Node]:
    yield INTERPRETER
    for incident in incidents:
        yield _event(incident)
        yield from (_article(report) for report in incident.reports)
        yield from (_author(incident, origin.id, origin.name, origin.kind) for origin in incident.origins)
        yield from _claims(incident, left_out)
        left_out.update(+Counter({
            "a day that isn't sure": int(bool(incident.earliest or incident.latest) and not _day_is_sure(incident)),
            "mentions that are neither a statement nor a figure": sum(len(a.told) for a in incident.accounts),
            "answers to a contested question": sum(len(d.positions) for d in incident.disputes),
            "retractions": len(incident.retractions)}))


def _event(incident: DeskIncident) -> Node:
    place, (where, _) = incident.place, pin(incident.place)
    name = f"{incident.type}{f', {place_name(place)}' if place else ''}"
    return {
        "@type": "Event", "@id": _event_id(incident), "identifier": incident.id, "name": name,
        **({"startDate": incident.earliest, "endDate": incident.latest} if _day_is_sure(incident) else {}),
        **({"location": {"@type": "Place", "name": place_name(place), **(
            {"geo": {"@type": "GeoCoordinates", "latitude": where[1], "longitude": where[0]}} if where else {})}}
           if place else {})}


def _day_is_sure(incident: DeskIncident) -> bool:
    """Whether the day is said and is one: an Event can't tell from when to when it may have been."""
    return bool(incident.stated and incident.earliest and incident.latest
                and incident.earliest[:10] == incident.latest[:10])


def _event_id(incident: DeskIncident) -> str:
    return lasting_id("incident", incident.id)


def _article(report: Report) -> Node:
    given = {"url": address(report), "headline": report.title, "datePublished": report.published,
             "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else None}
    return {"@type": "NewsArticle" if report.outlet else "CreativeWork", "@id": urn(report.document),
            "version": report.version, **{key: value for key, value in given.items() if value}}


def _author(incident: DeskIncident, origin: str, name: str, kind: str) -> Node:
    schema_type = lexicon.load("exports")["author"].get(kind)
    return {**({"@type": schema_type} if schema_type else {}), "@id": _author_id(incident, origin), "name": name}


def _author_id(incident: DeskIncident, origin: str) -> str:
    return lasting_id("origin", incident.id, origin)


def _claims(incident: DeskIncident, left_out: Counter[str]) -> Iterator[Node]:
    reports = by_document(incident.reports)
    appeared: defaultdict[Key, dict[str, None]] = defaultdict(dict)
    for account, _, said in _said(incident):
        appeared[_same(account, said)][account.document] = None
    for account, number, said in _said(incident):
        documents = appeared[_same(account, said)]
        first = _first([reports.get(document) or Report(document) for document in documents])
        if first is None:
            left_out["which of several reports came first"] += 1
        yield {
            **_claim(account, said), "@id": lasting_id("claim", incident.id, account.id, type(said).__name__, str(number)),
            "author": {"@id": _author_id(incident, account.origin)}, "creditText": chain(account),
            "claimInterpreter": {"@id": INTERPRETER["@id"]}, "about": {"@id": _event_id(incident)},
            "appearance": {"@id": urn(account.document)},
            **({"firstAppearance": {"@id": urn(first.document)}} if first else {})}


def _said(incident: DeskIncident) -> Iterator[tuple[DeskAccount, int, Said | Count]]:
    """Each statement and each figure with its account and its number in it."""
    for account in incident.accounts:
        yield from ((account, number, said) for number, said in enumerate(account.said, 1))
        yield from ((account, number, given) for number, given in enumerate(account.counts, 1))


def _claim(account: DeskAccount, said: Said | Count) -> Node:
    if isinstance(said, Count):
        bounds = {"minValue": said.low, "maxValue": said.high, "unitText": said.kind}
        return {"@type": "Claim", "name": figure(said), "text": said.quote.sentence,
                "keywords": [said.kind, said.status, said.scope, said.certainty],
                "mainEntity": {"@type": "QuantitativeValue", **{k: v for k, v in bounds.items() if v is not None}}}
    origin = account.source[0] if account.source else account.origin
    return {"@type": "Claim", "name": f"{origin}: {said.act}", "text": _sentences(said.quotes),
            "keywords": [said.act, said.certainty, f"{said.form} speech"]}


def _sentences(quotes: Sequence[Quote]) -> str:
    return GAP.join(dict.fromkeys(quote.sentence for quote in quotes))


def _same(account: DeskAccount, said: Said | Count) -> Key:
    """What two accounts of one origin have in common where they say the same."""
    if isinstance(said, Count):
        return account.origin, said.kind, said.low, said.high, said.scope
    words = " ".join(quote.text for quote in said.quotes)
    return account.origin, said.act, " ".join(words.casefold().split())


def _first(reports: Sequence[Report]) -> Report | None:
    """The report that was published first, where that can be told: days are compared where one has no time."""
    if len(reports) == 1:
        return reports[0]
    dated = [(datetime.fromisoformat(report.published), report) for report in reports if report.published]
    with_zone = all(published.tzinfo for published, _ in dated)
    keys = [published.astimezone(UTC).isoformat() if with_zone else f"{published:%Y-%m-%d}" for published, _ in dated]
    earliest = [report for key, (_, report) in zip(keys, dated, strict=True) if key == min(keys)]
    return earliest[0] if len(earliest) == 1 else None
