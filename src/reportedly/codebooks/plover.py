"""Incidents, and what was said of them, as PLOVER records: one JSON object a line.

Fields and codes are those of the PLOVER manual (https://github.com/openeventdata/PLOVER). An incident is one record; a
party that accuses, denies, threatens, demands is another, tied to it by ``link``. PLOVER has no field for who says that
something happened: that stands in ``comment`` and, report by report, in ``cite_info``. ``size`` holds low and high besides.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from reportedly import lexicon
from reportedly.codebooks.countries import country
from reportedly.codebooks.notes import notes
from reportedly.codebooks.reasons import LeftOut, NotKept
from reportedly.codebooks.sides import TWO_SIDED, Sides, has_word, is_named, sides
from reportedly.codebooks.voices import cited
from reportedly.codebooks.weapons import by_weapon
from reportedly.codebooks.when import Period, minute, period
from reportedly.weigh.types import DeskAccount, DeskIncident, DeskParty, Estimate, Report, Said

FIELDS = (
    "id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text",
    "quad_code", "event_scale", "mode", "context", "size", "link", "cite_info", "coder", "comment",
)

Record = dict[str, Any]

_SIZES = {"killed": "dead", "injured": "injured", "arrested": "arrested", "missing": "missing", "abducted": "abducted",
          "displaced": "displaced"}
_RESOLUTION = {"exact": 4, "near": 3, "region": 2, "country": 1}
"""PLOVER's scale: 5 within a city, 4 city, 3 district, 2 province, 1 country."""

_CODER = "Reportedly"


def write_plover(incidents: Iterable[DeskIncident], stream: TextIO) -> Counter[str]:
    """Writes the records of each incident that PLOVER's manual has a place for, one a line, in the order given.

    Returns how many incidents were left out, by :class:`LeftOut`, and what records lack, by :class:`NotKept`.
    """
    lost: Counter[str] = Counter()
    for incident in incidents:
        for record in _records(incident, lost):
            kept = {field: record[field] for field in FIELDS if record.get(field) not in (None, "", [], {})}
            stream.write(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n")
    return lost


def _records(incident: DeskIncident, lost: Counter[str]) -> Iterator[Record]:
    within, parties = period(incident), sides(incident)
    if within is None:
        lost[LeftOut.NO_DAY] += 1
        return
    if incident.type == "other" and not parties.people_hit:
        lost[LeftOut.NOBODY_HIT] += 1
        return
    found = {
        NotKept.DENIALS: bool(parties.denying), NotKept.RIVALS: bool(parties.rivals),
        NotKept.ALLEGED: bool(parties.alleged), NotKept.DISPUTES: bool(incident.disputes),
        NotKept.DAY_OF_REPORT: not incident.stated,
        NotKept.NO_POINT: incident.place is not None and incident.place.latitude is None,
    }
    lost.update(reason for reason, holds in found.items() if holds)
    yield _happening(incident, parties, within)
    yield from _statements(incident, lost)


def _happening(incident: DeskIncident, parties: Sides, within: Period) -> Record:
    event, mode, context = lexicon.load("codebooks")["plover"]["types"][incident.type]
    mode = by_weapon(incident, "plover") or mode
    actors, recipients = _both_sides(incident, parties, event)
    return {
        "id": incident.id, "has_event": True, "date": within.first.isoformat(), "time": minute(incident.earliest),
        "enddate": within.last.isoformat() if within.days > 1 else None, "endtime": _end(incident),
        "actor": [_entity(p) for p in actors] or [{"sector": "UNK"}], "recipient": [_entity(p) for p in recipients],
        "event": [event], "event_loc": _location(incident), "event_text": _told(incident),
        **_scores(event, mode), "context": [context] if context else [],
        "size": {name: n for estimate in incident.estimates for name, n in _size(estimate).items()},
        "link": incident.id, "cite_info": [_citation(r) for r in cited(incident)], "coder": _CODER,
        "comment": notes(incident, within.first.isoformat(), within),
    }


def _both_sides(incident: DeskIncident, parties: Sides, event: str) -> tuple[list[DeskParty], list[DeskParty]]:
    """Actors and recipients: of two-sided violence all who fight are actors; of a protest the crowd alone."""
    doers, armed = list(parties.doers), [p for p in parties.armed if p.name not in {d.name for d in parties.doers}]
    crowd = [p for p in doers if p.kind == "crowd"]
    if incident.type in TWO_SIDED:
        return doers + armed, list(parties.civilians)
    if event == "PROTEST" and crowd:
        return crowd, [p for p in doers if p.kind != "crowd"] + armed
    return doers, armed + list(parties.civilians)


def _statements(incident: DeskIncident, lost: Counter[str]) -> Iterator[Record]:
    """A record for each act of an origin towards the same people, the first time that it is reported."""
    coded = lexicon.load("codebooks")["plover"]["acts"]
    reports = {r.document: r for r in incident.reports}
    seen: set[tuple[str, ...]] = set()
    for account in sorted(incident.accounts, key=lambda a: (a.published is None, a.published or "", a.id)):
        for place, said in enumerate(account.said, 1):
            key = (account.origin, said.act, *said.addressee)
            if said.act not in coded or key in seen:
                continue
            seen.add(key)
            if account.published is None:
                lost[NotKept.UNDATED_STATEMENT] += 1
                continue
            event, mode = coded[said.act]
            report = reports.get(account.document)
            yield {
                "id": f"{incident.id}-{account.id}-{place}", "has_event": True, "date": account.published[:10],
                "actor": [_speaker(incident, account)], "recipient": _addressees(incident, account, said),
                "event": [event], "event_text": [q.text for q in said.quotes], **_scores(event, mode),
                "link": incident.id, "cite_info": [_citation(report)] if report else [], "coder": _CODER,
            }


def _speaker(incident: DeskIncident, account: DeskAccount) -> Record:
    origin = next((o for o in incident.origins if o.id == account.origin), None)
    if origin is None:
        return {"sector": "UNK"}
    return {"sector": lexicon.load("codebooks")["plover"]["origins"][origin.kind], "entity_text": origin.name}


def _addressees(incident: DeskIncident, account: DeskAccount, said: Said) -> list[Record]:
    """To whom it was said; of an accusation to no one, those whom the same account says to have done it."""
    if said.addressee or said.act != "accuse":
        return [{"entity_text": name} for name in said.addressee]
    return [_entity(p) for p in incident.actors if account.id in p.supports]


def _scores(event: str, mode: str) -> Record:
    facts = lexicon.load("codebooks")["plover"]["events"][event]
    return {
        "quad_code": facts["quad"], "event_scale": facts["modes"].get(mode, facts.get("score")),
        "mode": [mode] if mode else [],
    }


def _entity(party: DeskParty) -> Record:
    """A party as PLOVER's information object for actors; what is not known of it is not in it."""
    state = country(party.country)
    code = state.alpha3 if state else "IMG" if party.kind == "armed group" and is_named(party) else None
    found = {"code": code, "sector": _sector(party), "entity_text": party.name}
    return {name: value for name, value in found.items() if value}


def _sector(party: DeskParty) -> str:
    by_kind: str = lexicon.load("codebooks")["plover"]["sectors"][party.kind or "unnamed"]
    if has_word(party.name, "police"):
        return "COP"
    if party.kind == "armed group" and has_word(party.name, "criminal"):
        return "CRM"
    if by_kind == "UNK":
        if has_word(party.name, "state"):
            return "MIL"
        return {"civilian": "CVL", "official": "GOV", "combatant": "UAF"}.get(party.role, by_kind)
    return by_kind


def _location(incident: DeskIncident) -> Record | None:
    place, where = incident.place, incident.fields.get("where")
    if place is None:
        return None
    state = country(place.country)
    found = {
        "extracted_place": where.quotes[0].text if where and where.quotes else None, "resolved_place": place.name,
        "geonameid": place.geoname_id, "lat": place.latitude, "lon": place.longitude, "province": place.admin1,
        "country": state.name if state else None, "country_code": state.alpha2 if state else None,
        "cc3": state.alpha3 if state else None, "resolution": _RESOLUTION[place.precision],
    }
    return {name: value for name, value in found.items() if value is not None}


def _size(estimate: Estimate) -> Record:
    name = _SIZES[estimate.kind]
    found: Record = {name: estimate.best, f"{name}_low": estimate.low, f"{name}_high": estimate.high}
    return {part: n for part, n in found.items() if n is not None}


def _citation(report: Report) -> Record:
    found = {"citation": report.document, "url": report.url, "title": report.title, "publication": report.outlet}
    return {name: value for name, value in found.items() if value}


def _told(incident: DeskIncident) -> list[str]:
    """The words that say that it happened, each once."""
    return list(dict.fromkeys(t.quote.text for a in incident.accounts for t in a.told if not t.denied))


def _end(incident: DeskIncident) -> str | None:
    """The time of day at which it ended at the latest, where that is not when it began."""
    return minute(incident.latest) if incident.latest != incident.earliest else None
