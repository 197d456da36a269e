from __future__ import annotations

import dataclasses
import io
import json
from typing import Any

import jsonschema
import pytest
from shapely.geometry import shape

from reportedly.publish.geojson import write_geojson
from reportedly.weigh.types import DeskIncident, DeskPlace
from tests.publish.desk_sample import contested, countrywide, incidents
from tests.publish.streamed import check_streaming, written

POINT = {"type": "object", "required": ["type", "coordinates"], "additionalProperties": False, "properties": {
    "type": {"const": "Point"},
    "coordinates": {"type": "array", "minItems": 2, "maxItems": 2, "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}]}}}
COLLECTION = {"type": "object", "required": ["type", "features"], "additionalProperties": False, "properties": {
    "type": {"const": "FeatureCollection"},
    "features": {"type": "array", "items": {
        "type": "object", "required": ["type", "geometry", "properties"],
        "properties": {"type": {"const": "Feature"}, "id": {"type": "string"},
                       "geometry": {"oneOf": [{"type": "null"}, POINT]}, "properties": {"type": "object"}}}}}}


def _features(sample: tuple[DeskIncident, ...]) -> dict[str, Any]:
    return {feature["id"]: feature for feature in json.loads(written(write_geojson, sample))["features"]}


def test_it_is_a_feature_collection_of_rfc_7946() -> None:
    jsonschema.validate(json.loads(written(write_geojson, incidents())), COLLECTION)


def test_shapely_finds_the_points_at_longitude_and_latitude() -> None:
    point = shape(_features(incidents())["k5w2"]["geometry"])
    assert (point.x, point.y) == (0.91739, 14.73075)


def test_a_country_or_no_place_has_no_pin_and_no_radius() -> None:
    features = _features(incidents())
    for key in ("m3x7", "p9q1"):
        assert features[key]["geometry"] is None
        assert features[key]["properties"]["radius_m"] is None
    assert features["p9q1"]["properties"]["country"] == "PER"


@pytest.mark.parametrize("at", [(None, None), (None, 3.0), (91.0, 3.0), (3.0, -180.5)])
def test_coordinates_that_are_missing_or_not_on_the_globe_give_no_pin(at: tuple[float | None, float | None]) -> None:
    place = DeskPlace("Ayorou", "NER", latitude=at[0], longitude=at[1])
    assert _features((dataclasses.replace(contested(), place=place),))["k5w2"]["geometry"] is None


def test_the_radius_is_wider_the_less_precise_the_place_is() -> None:
    place = contested().place
    assert place is not None
    radii = [_features((dataclasses.replace(contested(), place=dataclasses.replace(place, precision=precision)),))
             ["k5w2"]["properties"]["radius_m"] for precision in ("exact", "near", "region")]
    assert radii[0] < radii[1] == 25_000 < radii[2]


def test_a_feature_has_the_figures_the_grade_and_the_origins() -> None:
    strike = _features(incidents())["k5w2"]["properties"]
    assert [strike[f"killed_{end}"] for end in ("low", "best", "high")] == [0, 14, 20]
    assert (strike["grade"], strike["reports"], strike["origins"], strike["precision"]) == ("contested", 4, 4, "exact")
    protest = _features(incidents())["p9q1"]["properties"]
    assert (protest["arrested_best"], protest["arrested_high"]) == (30, None)


def test_features_without_a_geometry_are_counted_by_the_reason() -> None:
    assert write_geojson((*incidents(), countrywide()), io.StringIO()) == {
        "no place: feature without a geometry": 1, "no nearer than a country: feature without a geometry": 2}


def test_no_incident_gives_an_empty_collection() -> None:
    assert json.loads(written(write_geojson, [])) == {"type": "FeatureCollection", "features": []}


def test_it_streams() -> None:
    check_streaming(write_geojson)
