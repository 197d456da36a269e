"""What an editor set, over what the reports say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, get_args

from reportedly.model import FigureKind, IncidentType
from reportedly.publish.words import country_name, period
from reportedly.weigh.types import Decision, DeskIncident, DeskParty, DeskPlace, Estimate, Field

FIELDS: Mapping[str, str] = MappingProxyType({
    "type": "an incident type: airstrike, shelling, …",
    "when": "a day, or two with a slash: 2024-05-14 or 2024-05-14/2024-05-16",
    "where": "a place's name; with its coordinates: Ayorou@14.73,0.92",
    "country": "ISO 3166-1 alpha-3: NER",
    "actor": "the name of who did it, or none",
    **dict.fromkeys(get_args(FigureKind), "a number, low-high, or low-best-high: 6, 2-6, 2-5-6"),
})
"""The fields that can be corrected, and how their values are written."""

NOBODY = "none"

_COUNTS = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?(?:-(\d{1,9}))?", re.ASCII)
_SPOT = re.compile(r"(.+?)@(-?\d+(?:\.\d+)?),\s*(-?\d+(?:\.\d+)?)")


def checked(name: str, value: str) -> None:
    """Look whether a value can be that of a field.

    Raises:
        ValueError: it can't; the message says how values of the field are written.
    """
    how = FIELDS.get(name)
    if how is None:
        raise ValueError(f"{name!r} is no field that can be corrected: {', '.join(FIELDS)}")
    if not _fits(name, value):
        raise ValueError(f"{name}={value}: give {how}")


def _fits(name: str, value: str) -> bool:
    if name == "type":
        return value in get_args(IncidentType)
    if name == "when":
        days = value.split("/", 1)
        return all(map(_is_day, days)) and days == sorted(days)
    if name == "country":
        return country_name(value) != value
    if name in get_args(FigureKind):
        found = _COUNTS.fullmatch(value)
        return found is not None and sorted(_numbers(value)) == _numbers(value)
    if name == "where" and "@" in value:
        spot = _SPOT.fullmatch(value)
        return spot is not None and abs(float(spot[2])) <= 90 and abs(float(spot[3])) <= 180
    return bool(value.strip())


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _numbers(value: str) -> list[int]:
    return [int(part) for part in value.split("-")]


def corrected(incident: DeskIncident, decided: Iterable[Decision]) -> DeskIncident:
    """The incident with all corrections and confirmations, in their order."""
    for decision in sorted(set_once(decided), key=lambda d: d.number):
        if decision.verb == "confirm":
            incident = replace(incident, grade=replace(incident.grade, confirmed=True))
        for name, value in sorted(decision.details.get("fields", {}).items()):
            incident = _corrected(incident, name, value)
    return incident


def set_once(decided: Iterable[Decision]) -> list[Decision]:
    """Each decision once."""
    return list({d.number: d for d in decided}.values())


def _corrected(incident: DeskIncident, name: str, value: str) -> DeskIncident:
    changes: dict[str, Any] = {}
    if name == "type":
        changes = {"type": value, "fields": _with(incident, "type", value)}
    elif name == "when":
        earliest, _, latest = value.partition("/")
        latest = latest or earliest
        changes = {"earliest": earliest, "latest": latest, "stated": True,
                   "fields": _with(incident, "when", period(earliest, latest))}
    elif name in ("where", "country"):
        place = _place(incident.place, name, value)
        changes = {"place": place, "fields": _with(incident, "where", ", ".join(
            dict.fromkeys(part for part in (place.name, place.admin1, country_name(place.country)) if part)))}
    elif name == "actor":
        name = value.strip()
        known = [replace(a, corrected=True) for a in incident.actors if a.name.casefold() == name.casefold()]
        nobody = name.casefold() == NOBODY
        named = known or ([] if nobody else [DeskParty(name, None, status="asserted", corrected=True)])
        changes = {"actors": tuple(named)}
    else:
        changes = {"estimates": _estimates(incident, name, value)}
    return replace(incident, **changes)


def _with(incident: DeskIncident, name: str, value: str) -> dict[str, Field]:
    known = incident.fields.get(name, Field(""))
    return {**incident.fields, name: replace(known, value=value, corrected=True)}


def _place(known: DeskPlace | None, name: str, value: str) -> DeskPlace:
    """A place that is set has no coordinates but those that are given with it."""
    if name == "country":
        if known is not None and known.country in (value, None):
            return replace(known, country=value)
        return DeskPlace(country_name(value), value, precision="country")
    spot = _SPOT.fullmatch(value)
    country = known.country if known else None
    if spot is None:
        return DeskPlace(value.strip(), country)
    return DeskPlace(spot[1].strip(), country, None, float(spot[2]), float(spot[3]))


def _estimates(incident: DeskIncident, kind: str, value: str) -> tuple[Estimate, ...]:
    """The estimates with the one that is set; where no best is given it is the low one."""
    numbers = _numbers(value)
    low, best, high = numbers[0], numbers[len(numbers) // 3], numbers[-1]
    known = next((e for e in incident.estimates if e.kind == kind), None)
    new = Estimate(kind, low, best, high, "origins", known.by_origin if known else (), corrected=True)  # type: ignore[arg-type]
    order = list(get_args(FigureKind))
    return tuple(sorted((*(e for e in incident.estimates if e.kind != kind), new), key=lambda e: order.index(e.kind)))
