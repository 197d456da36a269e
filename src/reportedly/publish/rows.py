"""The desk as four tables: incidents, their accounts, and the statements and figures of these.

The columns, with titles and descriptions, stand in ``lexicon/tables.toml``.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain as chained
from typing import Literal, get_args

from reportedly import lexicon
from reportedly.model import FigureKind
from reportedly.publish.cite import by_document, chain, pin
from reportedly.weigh.types import DeskAccount, DeskIncident, DeskParty, Origin, Quote, Said

Cell = str | int | float | bool | None
Row = dict[str, Cell]

BETWEEN = "; "
"""Stands between the values of a cell that holds several."""

GAP = " … "
"""Stands between passages that are not next to each other."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; the types are those of Frictionless Table Schema."""

    name: str
    type: Literal["string", "integer", "number", "boolean"]
    title: str
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``key`` names its rows; ``references``: columns that are the key of another table, and its name."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[tuple[tuple[str, ...], str], ...]


@functools.cache
def tables() -> tuple[Table, ...]:
    """The four tables, in the order of their keys: incidents, accounts, statements, figures."""
    return tuple(
        Table(name, facts["title"], facts["description"], tuple(facts["key"]),
              tuple(Column(**column) for column in facts["columns"]),
              tuple((tuple(r["fields"]), r["table"]) for r in facts.get("references", ())))
        for name, facts in lexicon.load("tables").items())


def rows(incident: DeskIncident) -> Iterator[tuple[str, Row]]:
    """Every row of an incident with the name of its table; the cells by their columns."""
    yield "incidents", incident_row(incident)
    origins = {origin.id: origin for origin in incident.origins}
    reports = by_document(incident.reports)
    for account in incident.accounts:
        origin = origins.get(account.origin)
        report = reports.get(account.document)
        shared: Row = {
            "incident_id": incident.id, "account_id": account.id, "document_id": account.document,
            "outlet": report.outlet if report else None, "published": account.published,
            "origin": origin.name if origin else account.source[0] if account.source else account.origin,
            "origin_kind": origin.kind if origin else None, "chain": chain(account)}
        yield "accounts", {
            **shared, **_of_account(account, origin), "title": report.title if report else None,
            "url": report.url if report else None, "version": report.version if report else None,
            "main": report.main if report else None}
        for number, said in enumerate(account.said, 1):
            yield "statements", {**shared, "statement": number, **_of_statement(said)}
        for number, given in enumerate(account.counts, 1):
            yield "figures", {
                **shared, "figure": number, "kind": given.kind, "low": given.low, "high": given.high, "who": given.who,
                "status": given.status, "scope": given.scope, "certainty": given.certainty, "stands": given.stands,
                **_words([given.quote])}


def incident_row(incident: DeskIncident) -> Row:
    """The incident as one flat row; without coordinates where nothing nearer than a country is known."""
    place = incident.place
    where, _ = pin(place)
    weapon = incident.fields.get("weapon")
    return {
        "incident_id": incident.id, "type": incident.type, "earliest": incident.earliest, "latest": incident.latest,
        "day_stated": incident.stated,
        "place": place.name if place else None, "relation": place.relation if place else None,
        "admin1": place.admin1 if place else None, "country": place.country if place else None,
        "latitude": where[1] if where else None, "longitude": where[0] if where else None,
        "geoname_id": place.geoname_id if place else None, "precision": place.precision if place else None,
        "weapon": weapon.value if weapon else None,
        "actors": _several(f"{a.name} ({a.status})" if a.status else a.name for a in incident.actors),
        "targets": _several(t.name for t in incident.targets), "victims": _several(v.name for v in incident.victims),
        **_figures(incident),
        "grade": incident.grade.grade, "confirmed": incident.grade.confirmed,
        "contested": _several(d.question for d in incident.disputes),
        "retractions": len(incident.retractions), "reports": len(incident.reports),
        "accounts": len(incident.accounts), "origins": incident.independent,
        "corrected": _several(_corrected(incident)), "other_ids": _several(incident.also)}


def lost(incident: DeskIncident) -> Counter[str]:
    """What an incident holds and the tables don't, by what it is."""
    told = {account.document for account in incident.accounts}
    evidence: Iterable[tuple[Quote, ...]] = chained(
        (field.quotes for field in incident.fields.values()), (party.quotes for party in _parties(incident)))
    _, why = pin(incident.place)
    unpinned = bool(why and incident.place and incident.place.latitude is not None)
    return +Counter({
        "words behind a field or a party: how many fields and parties": sum(map(bool, evidence)),
        "answers to a contested question": sum(len(d.positions) for d in incident.disputes),
        "words of a retraction": len(incident.retractions),
        "which reports carry one text": len(incident.copies),
        "mentions after the first of an account": sum(max(len(a.told) - 1, 0) for a in incident.accounts),
        "reports without an account": sum(report.document not in told for report in incident.reports),
        f"{why}: latitude and longitude left blank": int(unpinned)})


def _figures(incident: DeskIncident) -> Row:
    result: Row = {}
    for kind in get_args(FigureKind):
        estimate = incident.estimate(kind)
        result |= {f"{kind}_low": estimate.low if estimate else None, f"{kind}_best": estimate.best if estimate else None,
                   f"{kind}_high": estimate.high if estimate else None}
    return {**result, "rules": _several(dict.fromkeys(e.rule for e in incident.estimates))}


def _corrected(incident: DeskIncident) -> Iterator[str]:
    yield from (name for name, field in incident.fields.items() if field.corrected)
    for name in ("actors", "targets", "victims"):
        if any(party.corrected for party in getattr(incident, name)):
            yield name
    yield from (estimate.kind for estimate in incident.estimates if estimate.corrected)


def _parties(incident: DeskIncident) -> tuple[DeskParty, ...]:
    return (*incident.actors, *incident.targets, *incident.victims)


def _of_account(account: DeskAccount, origin: Origin | None) -> Row:
    return {
        "origin_id": account.origin, "independent": origin.independent if origin else None,
        "denies": any(told.denied for told in account.told),
        "told": _several(dict.fromkeys(f"{told.type} ({told.realis})" for told in account.told)),
        "mentions": len(account.told), **_words([told.quote for told in account.told[:1]])}


def _of_statement(said: Said) -> Row:
    spans = " ".join(f"{quote.span.start}-{quote.span.end}" for quote in said.quotes)
    return {"act": said.act, "certainty": said.certainty, "form": said.form, "addressee": _several(said.addressee),
            "spans": spans or None, **_words(said.quotes)}


def _words(quotes: Iterable[Quote]) -> Row:
    """Where the quotes begin and end in their text, their words, and the sentences around them."""
    found = tuple(quotes)
    sentences = dict(sorted({quote.sentence_start: quote.sentence for quote in found}.items()))
    return {
        "start": min((quote.span.start for quote in found), default=None),
        "end": max((quote.span.end for quote in found), default=None),
        "words": GAP.join(quote.text for quote in found) or None,
        "sentence_start": next(iter(sentences), None), "sentence": GAP.join(sentences.values()) or None}


def _several(values: Iterable[str]) -> str | None:
    return BETWEEN.join(values) or None
