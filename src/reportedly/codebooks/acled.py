"""Incidents in the 31 columns of ACLED's export, one row an incident.

The rules are those of the ACLED codebook: https://acleddata.com/knowledge-base/codebook/ . What it knows of actors and we
do not, is not made up: state forces have no years of government behind them, and a unit stands in the notes alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TextIO

from reportedly import lexicon
from reportedly.codebooks.acled_actors import Actor, Pair, coded_actors
from reportedly.codebooks.countries import Country, country, is_part
from reportedly.codebooks.notes import notes
from reportedly.codebooks.reasons import LeftOut, NotKept
from reportedly.codebooks.sides import Sides, sides, was_any
from reportedly.codebooks.table import Row, write_table
from reportedly.codebooks.voices import cited, publisher, scale
from reportedly.codebooks.weapons import by_weapon
from reportedly.codebooks.when import Period, last_published, number, period
from reportedly.weigh.types import DeskIncident, DeskPlace, Estimate

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)

Inter = Literal["text", "numeric"]

_WEEK, _MONTH = 7, 31
_GEO_PRECISION = {"exact": 1, "near": 2, "region": 3}
_CIVILIANS, _EXTERNAL = 7, 8


def write_acled(incidents: Iterable[DeskIncident], stream: TextIO, *, inter: Inter = "text") -> Counter[str]:
    """Writes a header and a row for each incident that ACLED's codebook has a place for, in the order given.

    ``inter`` is how actors' types are written: in words, as ACLED does now, or in the numbers of older data. Returns how
    many incidents were left out, by :class:`LeftOut`, and how many rows lack something, by :class:`NotKept`.
    """
    lost: Counter[str] = Counter()
    rows = (_row(incident, inter, lost) for incident in incidents)
    write_table(COLUMNS, (row for row in rows if row is not None), stream)
    return lost


@dataclass(frozen=True, slots=True)
class _Frame:
    """What an incident must have to be coded at all."""

    within: Period
    place: DeskPlace
    where: Country
    sub_event: str


def _row(incident: DeskIncident, inter: Inter, lost: Counter[str]) -> Row | None:
    parties = sides(incident)
    frame = _frame(incident, parties)
    if isinstance(frame, LeftOut):
        lost[frame] += 1
        return None
    within, place, where = frame.within, frame.place, frame.where
    event_type, disorder = lexicon.load("codebooks")["acled"]["sub_events"][frame.sub_event]
    pair = coded_actors(incident, parties, event_type, where)
    day, reports = _event_date(within), cited(incident)
    scale_of_sources = scale(reports, where.alpha3)
    lost.update(_not_kept(incident, parties, pair, place, scale_of_sources))
    return {
        "event_id_cnty": f"{where.alpha3}{number(incident.id)}", "event_date": day.isoformat(), "year": day.year,
        "time_precision": _time_precision(within, incident.stated), "disorder_type": disorder,
        "event_type": event_type, "sub_event_type": frame.sub_event,
        **_actors(pair, inter),
        "civilian_targeting": "Civilian targeting" if _targets_civilians(event_type, frame.sub_event, parties) else "",
        "iso": where.numeric, "region": where.acled_region, "country": where.acled_name,
        "admin1": place.admin1, "admin2": "", "admin3": "", "location": place.name,
        "latitude": _degrees(place.latitude), "longitude": _degrees(place.longitude),
        "geo_precision": _GEO_PRECISION[place.precision],
        "source": "; ".join(dict.fromkeys(filter(None, map(publisher, reports)))), "source_scale": scale_of_sources,
        "notes": notes(incident, day.isoformat(), within), "fatalities": fatalities(incident.estimate("killed")),
        "tags": "", "timestamp": last_published(incident),
    }


def _frame(incident: DeskIncident, parties: Sides) -> _Frame | LeftOut:
    within, place = period(incident), incident.place
    if within is None:
        return LeftOut.NO_DAY
    if within.days > _MONTH:
        return LeftOut.LONG_PERIOD
    if place is None:
        return LeftOut.NO_PLACE
    where = country(place.country)
    if where is None:
        return LeftOut.NO_COUNTRY
    if place.precision == "country" or is_part(place, where):
        return LeftOut.ONLY_COUNTRY
    sub_event = _sub_event(incident, parties)
    return sub_event if isinstance(sub_event, LeftOut) else _Frame(within, place, where, sub_event)


def _sub_event(incident: DeskIncident, parties: Sides) -> str | LeftOut:
    """The sub-event type: the first that fits, in the codebook's order of types."""
    by_type: str = lexicon.load("codebooks")["acled"]["types"][incident.type]
    crowds = [p.kind == "crowd" for p in parties.doers]
    armed = any(p.kind in ("force", "government", "armed group") for p in parties.doers) or bool(parties.armed)
    match by_type:
        case "Peaceful protest":
            if armed and (was_any(incident, "killed") or was_any(incident, "injured")):
                return "Excessive force against protesters"
            return "Protest with intervention" if armed or was_any(incident, "arrested") else by_type
        case "Armed clash" if any(crowds):
            return "Violent demonstration" if armed else "Mob violence"
        case "Violent demonstration" if parties.civilians_hit and not armed:
            return "Mob violence"
        case "Attack" | "Looting/property destruction" if crowds and all(crowds):
            return "Mob violence"
        case "Attack" | "Looting/property destruction" if parties.people_hit or parties.fighters_hit:
            return "Armed clash" if parties.fighters_hit and incident.type != "execution" else "Attack"
        case "Attack":
            return LeftOut.NOBODY_HIT
        case "Arrests" | "Looting/property destruction" if not parties.doers:
            return LeftOut.NO_ACTOR
    return by_weapon(incident, "acled") or by_type


def _time_precision(within: Period, stated: bool) -> int:
    """1 the day, 2 within a week, 3 within a month. A day that no report states is no actual date."""
    if within.days == 1 and stated:
        return 1
    return 2 if within.days <= _WEEK else 3


def _event_date(within: Period) -> date:
    """The middle of the period; of the beginning or end of a month, its first or last day."""
    first, last = within.first, within.last
    if within.days <= _WEEK or first.month != last.month:
        return within.middle
    begins, ends = first.day == 1, (last + timedelta(days=1)).month != last.month
    if begins and not ends:
        return first
    return last if ends and not begins else within.middle


def fatalities(killed: Estimate | None) -> int:
    """The lowest number reported; 0 where there is none. "Dozens" and "hundreds" count as ACLED has them."""
    if killed is None or killed.corrected:
        return killed.low if killed else 0
    theirs: dict[str, int] = lexicon.load("codebooks")["acled"]["vague"]
    ours: dict[str, int] = lexicon.load("quantities")["vague"]
    lows = [killed.low]
    for given in killed.by_origin:
        words = {word for quote in given.quotes for word in quote.text.lower().split()}
        lows += [n for word, n in theirs.items() if word in words and given.low == ours[word]]
    return min(lows)


def _actors(pair: Pair, inter: Inter) -> Row:
    names = ["", *lexicon.load("codebooks")["acled"]["inter"]]
    one, two = (side[0] if side else Actor("", 0) for side in (pair.first, pair.second))
    numeric = inter == "numeric"
    low, high = sorted((one.inter, two.inter))
    if not low:
        code, words = high * 10, f"{names[high]} only"
    else:
        code = low * 10 + high
        words = "-".join((names[high], names[low]) if (low, high) == (_CIVILIANS, _EXTERNAL) else (names[low], names[high]))
    return {
        "actor1": one.name, "assoc_actor_1": "; ".join(a.name for a in pair.first[1:]),
        "inter1": one.inter if numeric else names[one.inter],
        "actor2": two.name, "assoc_actor_2": "; ".join((*(a.name for a in pair.second[1:]), *pair.with_second)),
        "inter2": two.inter if numeric else names[two.inter],
        "interaction": code if numeric else words,
    }


def _targets_civilians(event_type: str, sub_event: str, parties: Sides) -> bool:
    """Whether civilians were the main or only target, not hit in passing."""
    if event_type in ("Explosions/Remote violence", "Riots"):
        return parties.civilians_hit and not parties.fighters_hit
    return event_type == "Violence against civilians" or sub_event == "Excessive force against protesters"


def _not_kept(
    incident: DeskIncident, parties: Sides, pair: Pair, place: DeskPlace, scale_of_sources: str | None,
) -> Iterable[NotKept]:
    killed = incident.estimate("killed")
    if killed and killed.low != killed.high:
        yield NotKept.LOWEST_ONLY
    found = {
        NotKept.OTHER_FIGURES: any(e.kind != "killed" for e in incident.estimates),
        NotKept.ALLEGED: bool(parties.alleged), NotKept.DENIALS: bool(parties.denying),
        NotKept.RIVALS: bool(parties.rivals), NotKept.FURTHER: pair.further, NotKept.DISPUTES: bool(incident.disputes),
        NotKept.DAY_OF_REPORT: not incident.stated, NotKept.NO_POINT: place.latitude is None or place.longitude is None,
        NotKept.SCALE: scale_of_sources is None, NotKept.POLICE: pair.police,
    }
    yield from (reason for reason, holds in found.items() if holds)


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
