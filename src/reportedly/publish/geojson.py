"""Incidents of the desk as GeoJSON (RFC 7946), for QGIS, Leaflet and kepler."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from reportedly import lexicon
from reportedly.publish.cite import pin
from reportedly.publish.pieces import write_members
from reportedly.publish.rows import incident_row
from reportedly.weigh.types import DeskIncident

_OF_THE_GEOMETRY = ("latitude", "longitude")


def write_geojson(incidents: Iterable[DeskIncident], stream: TextIO) -> Counter[str]:
    """A FeatureCollection, one feature an incident, its properties the columns of the table of incidents.

    ``radius_m`` is the distance in metres from the point within which it may have happened, a convention for each class
    of ``precision`` (``lexicon/exports.toml``). A place no nearer than a country has no point, nor has one without
    coordinates: ``geometry`` is then null.

    Returns:
        how many features have no geometry, by the reason.
    """
    left_out: Counter[str] = Counter()
    stream.write('{"type":"FeatureCollection","features":')
    write_members(stream, _features(incidents, left_out))
    stream.write("}\n")
    return left_out


def _features(incidents: Iterable[DeskIncident], left_out: Counter[str]) -> Iterator[dict[str, Any]]:
    for incident in incidents:
        where, why = pin(incident.place)
        if where is None:
            left_out[f"{why}: feature without a geometry"] += 1
        properties = {name: cell for name, cell in incident_row(incident).items() if name not in _OF_THE_GEOMETRY}
        yield {
            "type": "Feature", "id": incident.id,
            "geometry": {"type": "Point", "coordinates": list(where)} if where else None,
            "properties": {**properties, "radius_m": _radius(incident) if where else None}}


def _radius(incident: DeskIncident) -> int | None:
    metres: int | None = lexicon.load("exports")["radius"].get(incident.place.precision) if incident.place else None
    return metres
