"""How often each origin spoke, and how often it stood alone, was corroborated or contradicted: counts, no scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportedly.weigh.types import DeskIncident, Origin, OriginKind


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One origin over all incidents: in how many reports and incidents it speaks; in how many of the incidents it is the
    only independent origin, agrees with another, or is on one side of a dispute.
    """

    name: str
    kind: OriginKind
    reports: int
    incidents: int
    alone: int
    corroborated: int
    contradicted: int


def tally(incidents: Iterable[DeskIncident]) -> tuple[SourceRow, ...]:
    """A row for each origin, by name and kind: the most frequent first."""
    counts: dict[tuple[str, OriginKind], Counter[str]] = {}
    names: dict[tuple[str, OriginKind], str] = {}
    for incident in incidents:
        for (name, kind), found in of_incident(incident):
            key = name.casefold(), kind
            names.setdefault(key, name)
            counts.setdefault(key, Counter()).update(found)
    rows = [SourceRow(names[key], key[1], n["reports"], n["incidents"], n["alone"], n["corroborated"], n["contradicted"])
            for key, n in counts.items()]
    return tuple(sorted(rows, key=lambda r: (-r.incidents, -r.reports, r.name.casefold(), r.kind)))


def of_incident(incident: DeskIncident) -> Iterator[tuple[tuple[str, OriginKind], Counter[str]]]:
    """Who speaks of one incident, by name and kind, with the counts of the one incident: reports, incidents, alone, …"""
    of_name: dict[tuple[str, OriginKind], list[Origin]] = {}
    for origin in incident.origins:
        of_name.setdefault((origin.name.casefold(), origin.kind), []).append(origin)
    for (_, kind), origins in of_name.items():
        yield (origins[0].name, kind), _of(incident, origins)


def _of(incident: DeskIncident, origins: Sequence[Origin]) -> Counter[str]:
    """The counts of one name in one incident, which may have two origins of that name."""
    ids, independent = {o.id for o in origins}, any(o.independent for o in origins)
    disputed = any(ids & set(p.origins) for d in incident.disputes for p in d.positions)
    agrees = independent and not disputed and incident.independent > 1
    return Counter({"reports": len({d for o in origins for d in o.documents}), "incidents": 1,
                    "alone": int(independent and incident.independent == 1),
                    "corroborated": int(agrees), "contradicted": int(disputed)})
