"""What the forms of editors offer: incidents that may be the same one, reports to take out, values as they are now."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.publish.desk_outline import DeskOutline, ReportView
from reportedly.publish.words import country_name, low_best_high
from reportedly.web.columns import NONE, Columns, Index
from reportedly.web.rows import Line, line
from reportedly.weigh.types import DeskIncident, DeskPlace, Estimate

NEAR_DAYS = 3
"""So many days before and after an incident another one may be the same."""

MOST = 10
"""How many are offered."""

_ADDRESS = re.compile(r"(?:.*/incidents/)?([a-z2-7]{4,10})(?:[/?#].*)?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Near:
    """An incident of the same country at about the same time."""

    line: Line
    hidden: bool


@dataclass(frozen=True, slots=True)
class Carrier:
    """A report that can be taken out of an incident: its reference, what is known of it, and its first sentence here."""

    reference: str
    view: ReportView
    sentence: str


def near(columns: Columns, incident: str) -> tuple[tuple[Near, ...], int]:
    """The incidents of the same country within :data:`NEAR_DAYS`, the nearest in time and space first; and how many."""
    at = columns.at.get(incident)
    if at is None or not columns.country[at]:
        return (), 0
    first = np.where(columns.earliest == NONE, columns.latest, columns.earliest)
    end = np.where(columns.latest == NONE, columns.earliest, columns.latest)
    days = np.maximum(0, np.maximum(first - end[at], first[at] - end))
    like = (columns.country == columns.country[at]) & (first != NONE) & (first[at] != NONE) & (days <= NEAR_DAYS)
    like[at] = False
    found: Index = np.flatnonzero(like)
    other_type = columns.type[found] != columns.type[at]
    order = np.lexsort((columns.numbers[found], other_type, _apart(columns, at)[found], days[found]))
    shown = found[order][:MOST]
    return tuple(Near(line(columns.rows[place]), bool(columns.hidden[place])) for place in shown), len(found)


def _apart(columns: Columns, at: int) -> NDArray[np.float64]:
    """How far the incidents are from one of them, in degrees of latitude; infinite where a place is not known."""
    north = columns.latitude - columns.latitude[at]
    east = (columns.longitude - columns.longitude[at] + 180) % 360 - 180
    apart: NDArray[np.float64] = np.hypot(north, east * np.cos(np.radians(columns.latitude[at])))
    return np.nan_to_num(apart, nan=np.inf)


def chosen(other: str, address: str) -> str:
    """The id of the incident that is chosen from the list, or given by its id or the address of its page.

    Raises:
        ValueError: neither, or both, or it is no such address.
    """
    given = _ADDRESS.fullmatch(address.strip())
    if address.strip() and not given:
        raise ValueError("That is neither an incident's id nor the address of its page.")
    pasted = given[1] if given else ""
    if pasted and other and pasted != other:
        raise ValueError("Choose an incident from the list or give another one, not both.")
    if not pasted and not other:
        raise ValueError("Choose an incident from the list, or give its id or address.")
    return pasted or other


def carriers(plan: DeskOutline, documents: Collection[str]) -> tuple[Carrier, ...]:
    """The reports of an incident that are among these."""
    return tuple(Carrier(plan.reference(view.report.document), view, view.passages[0].text if view.passages else "")
                 for view in plan.reports if view.report.document in documents)


def present(incident: DeskIncident) -> dict[str, str]:
    """The values that can be corrected, as they are now, and as far as there is one written as a correction is."""
    days = dict.fromkeys(day for day in (incident.earliest, incident.latest) if day)
    values = {"type": incident.type, "when": "/".join(days), "actor": "; ".join(actor.name for actor in incident.actors)}
    if incident.place is not None:
        values |= {"where": _where(incident.place), "country": _country(incident.place)}
    values |= {estimate.kind: _figure(estimate) for estimate in incident.estimates}
    return {name: value for name, value in values.items() if value}


def _where(place: DeskPlace) -> str:
    if place.latitude is None or place.longitude is None or place.precision == "country":
        return place.name
    return f"{place.name}@{place.latitude:.4f},{place.longitude:.4f}"


def _country(place: DeskPlace) -> str:
    return f"{place.country} ({country_name(place.country)})" if place.country else ""


def _figure(estimate: Estimate) -> str:
    if estimate.high is None:
        return low_best_high(estimate.low, estimate.best, estimate.high)
    numbers = estimate.low, estimate.best, estimate.high
    return str(estimate.best) if len(set(numbers)) == 1 else "-".join(map(str, numbers))
