"""Incidents in the 49 columns of UCDP's Georeferenced Event Dataset, one row an incident.

An event of UCDP is "an incident where armed force was used by an organised actor against another organized actor, or
against civilians, resulting in at least 1 direct death" (codebook 22.1, p. 4). The ids of UCDP's conflicts, dyads, sides
and countries are theirs to give: these columns stay blank, as do ``conflict_name``, ``active_year`` and ``code_status``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from reportedly import lexicon
from reportedly.codebooks.countries import Country, country, is_part
from reportedly.codebooks.notes import whereabouts
from reportedly.codebooks.reasons import LeftOut, NotKept
from reportedly.codebooks.sides import Sides, sides, was_any
from reportedly.codebooks.table import Row, Value, write_table
from reportedly.codebooks.ucdp_sides import Dyad, deaths, dyad
from reportedly.codebooks.voices import cited, publisher
from reportedly.codebooks.when import Period, number, period
from reportedly.weigh.types import DeskIncident, DeskPlace, Estimate

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)

_LONGEST = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
"""The most days of a period, and its ``date_prec``: the day, some days, a week, a month, a year."""

_MISSING = -1


def write_ucdp(incidents: Iterable[DeskIncident], stream: TextIO) -> Counter[str]:
    """Writes a header and a row for each incident that is an event as UCDP defines it, in the order given.

    Returns how many incidents were left out, by :class:`LeftOut`, and how many rows lack something, by :class:`NotKept`.
    """
    lost: Counter[str] = Counter()
    rows = (_row(incident, lost) for incident in incidents)
    write_table(COLUMNS, (row for row in rows if row is not None), stream)
    return lost


@dataclass(frozen=True, slots=True)
class _Frame:
    """What an incident must have to be an event."""

    within: Period
    place: DeskPlace
    where: Country
    killed: Estimate
    dyad: Dyad


def _frame(incident: DeskIncident, parties: Sides) -> _Frame | LeftOut:
    within, place, killed = period(incident), incident.place, incident.estimate("killed")
    if incident.type in lexicon.load("codebooks")["ucdp"]["outside"]:
        return LeftOut.OUTSIDE
    if killed is None or not was_any(incident, "killed"):
        return LeftOut.NO_DEATH
    if within is None:
        return LeftOut.NO_DAY
    if within.days > _LONGEST[-1][0]:
        return LeftOut.LONG_PERIOD
    if place is None:
        return LeftOut.NO_PLACE
    where = country(place.country)
    if where is None:
        return LeftOut.NO_COUNTRY
    pair = dyad(incident, parties)
    return pair if isinstance(pair, LeftOut) else _Frame(within, place, where, killed, pair)


def _row(incident: DeskIncident, lost: Counter[str]) -> Row | None:
    parties = sides(incident)
    frame = _frame(incident, parties)
    if isinstance(frame, LeftOut):
        lost[frame] += 1
        return None
    within, where, killed, pair = frame.within, frame.where, frame.killed, frame.dyad
    lost.update(_not_kept(incident, parties, frame))
    by_side = deaths(incident, pair, killed)
    return {
        "id": number(incident.id), "relid": incident.id, "year": within.first.year, "type_of_violence": pair.type,
        "dyad_name": f"{pair.side_a} - {pair.side_b}", "side_a": pair.side_a, "side_b": pair.side_b,
        **_sources(incident), **_place(frame.place, where),
        "country": where.ucdp_name, "region": where.ucdp_region,
        "event_clarity": 1 if within.days == 1 else 2, "date_prec": _date_prec(within, incident.stated),
        "date_start": _moment(within.first), "date_end": _moment(within.last),
        "deaths_a": by_side.a, "deaths_b": by_side.b, "deaths_civilians": by_side.civilians,
        "deaths_unknown": by_side.unknown, "best": killed.best, "high": _high(killed), "low": killed.low,
    }


def _sources(incident: DeskIncident) -> Row:
    reports = cited(incident)
    days = [(r.published or "")[:10] for r in reports]
    offices, titles = list(map(publisher, reports)), [r.title or "" for r in reports]
    articles = (", ".join(filter(None, parts)) for parts in zip(offices, days, titles, strict=True))
    return {
        "number_of_sources": len(reports) or _MISSING, "source_article": _listed(articles),
        "source_office": _listed(dict.fromkeys(offices)), "source_date": _listed(dict.fromkeys(days)),
        "source_headline": _listed(dict.fromkeys(titles)),
        "source_original": _listed(dict.fromkeys(o.name for o in incident.origins if o.independent)),
    }


def _place(place: DeskPlace, where: Country) -> Row:
    found: dict[str, Value] = {
        "where_prec": _where_prec(place, where), "where_coordinates": place.name,
        "where_description": whereabouts(place), "adm_1": place.admin1,
    }
    if place.latitude is None or place.longitude is None:
        return found
    latitude, longitude = _degrees(place.latitude), _degrees(place.longitude)
    return found | {
        "latitude": latitude, "longitude": longitude, "geom_wkt": f"POINT ({longitude} {latitude})",
        "priogrid_gid": priogrid(place.latitude, place.longitude),
    }


def _where_prec(place: DeskPlace, where: Country) -> int:
    """1 the place, 2 around it, 4 a division of the first order, 5 part of a country or a region of no division, 6 all."""
    if place.precision == "country":
        return 6
    if is_part(place, where):
        return 5
    if place.precision == "region":
        return 4 if place.admin1 else 5
    return 1 if place.precision == "exact" else 2


def priogrid(latitude: float, longitude: float) -> int:
    """The cell of PRIO-GRID: half a degree wide, counted from 1 at 90° S, 180° W eastward, 720 a row."""
    row, column = min(math.floor((latitude + 90) * 2), 359), min(math.floor((longitude + 180) * 2), 719)
    return row * 720 + column + 1


def _date_prec(within: Period, stated: bool) -> int:
    if within.days == 1 and not stated:
        return 2
    return next(precision for days, precision in _LONGEST if within.days <= days)


def _high(killed: Estimate) -> int:
    """The highest number given; where that is open, the highest that is given all the same."""
    if killed.high is not None:
        return killed.high
    return max(killed.best, *(n for o in killed.by_origin for n in (o.low, o.high) if n is not None), killed.low)


def _not_kept(incident: DeskIncident, parties: Sides, frame: _Frame) -> Iterable[NotKept]:
    found = {
        NotKept.OPEN_HIGH: frame.killed.high is None,
        NotKept.OTHER_FIGURES: any(e.kind != "killed" for e in incident.estimates),
        NotKept.ALLEGED: bool(parties.alleged), NotKept.DENIALS: bool(parties.denying),
        NotKept.RIVALS: bool(parties.rivals), NotKept.FURTHER: frame.dyad.further,
        NotKept.DISPUTES: any(d.question != "how many" for d in incident.disputes),
        NotKept.DAY_OF_REPORT: not incident.stated,
        NotKept.NO_POINT: frame.place.latitude is None or frame.place.longitude is None,
    }
    return (reason for reason, holds in found.items() if holds)


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part)


def _degrees(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _moment(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"
