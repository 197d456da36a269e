"""The map shows every incident that has a place once, none nearer than its place is known, and none that is hidden."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from reportedly import Desk
from reportedly.store.find import Filters
from reportedly.web.app import create_app
from reportedly.web.asked import Asked
from reportedly.web.assets import ASSETS, asset
from reportedly.web.clusters import CELL, FARTHEST, NEAREST, TILE, Box, clusters, projected, unprojected
from reportedly.web.drawings import MARGIN, framed, map_picture
from reportedly.web.maps import DEEPEST, WORLD, overview_of, place_map_of
from reportedly.web.site import Site, templates
from reportedly.web.world import countries, metres, names, path
from reportedly.weigh.types import DeskPlace
from tests.web.conftest import REPORTS, SCRIPT, Shown
from tests.web.markup import Markup

POINTS = st.lists(st.tuples(st.floats(-80, 80), st.floats(-179, 179), st.integers(0, 3)), min_size=1, max_size=60)
SVG = "{http://www.w3.org/2000/svg}"
TAGS = ("svg", "title", "style", "rect", "path", "circle", "text")
MALAKAL = DeskPlace("Malakal", "SSD", "Upper Nile", 9.53342, 31.66049, relation="south of", precision="near")


def arrays(points: list[tuple[float, float, int]]) -> tuple[Any, Any, Any]:
    lat, lon, precision = (np.array(some) for some in zip(*points, strict=True))
    return lat.astype(float), lon.astype(float), precision.astype(np.uint8)


@given(POINTS, st.sampled_from([0, 1, 2.5, 4]))
def test_every_point_is_in_one_cluster_and_a_country_in_none(points: list[tuple[float, float, int]], zoom: float) -> None:
    lat, lon, precision = arrays(points)
    found = clusters(lat, lon, precision, zoom, Box())
    assert found.count.sum() == np.count_nonzero(precision < 3)
    assert len(set(found.first.tolist())) == len(found)
    assert not (precision[found.first] == 3).any()
    assert ((found.south <= found.north) & (found.west <= found.east)).all()
    tolerance = 1e-9
    assert ((found.south - tolerance <= found.lat) & (found.lat <= found.north + tolerance)).all()
    assert ((found.west - tolerance <= found.lon) & (found.lon <= found.east + tolerance)).all()


@given(POINTS)
def test_clusters_are_the_same_whatever_the_order_of_the_points(points: list[tuple[float, float, int]]) -> None:
    forward, backward = (clusters(*arrays(some), 3, Box()) for some in (points, points[::-1]))
    assert sorted(forward.count.tolist()) == sorted(backward.count.tolist())


def test_points_that_are_far_apart_on_the_screen_stand_alone_and_near_ones_together() -> None:
    lat, lon, precision = arrays([(13.5, 2.1, 0), (13.51, 2.11, 0), (16.3, -0.04, 1), (14.0, 2.0, 3)])
    near = clusters(lat, lon, precision, 9, Box.of("-2,12,4,18"))
    assert near.count.tolist() == [2, 1]
    assert near.first.tolist()[1] == 2
    assert (near.west[0], near.south[0], near.east[0], near.north[0]) == (2.1, 13.5, 2.11, 13.51)
    assert clusters(lat, lon, precision, 2, Box()).count.tolist() == [3]


def test_two_cells_whose_points_touch_are_one_cluster() -> None:
    edge = CELL * 17 / (TILE * 2 ** 4)
    lat, lon = unprojected(np.array([0.45, 0.45]), np.array([edge - 1e-6, edge + 1e-6]))
    assert clusters(lat, lon, np.zeros(2, np.uint8), 4, Box()).count.tolist() == [2]
    apart = NEAREST / (TILE * 2 ** 4) / 2 + 1e-6
    lat, lon = unprojected(np.array([0.45, 0.45]), np.array([edge - apart, edge + apart]))
    assert clusters(lat, lon, np.zeros(2, np.uint8), 4, Box()).count.tolist() == [1, 1]


def test_only_what_the_box_touches_is_counted() -> None:
    lat, lon, precision = arrays([(13.5, 2.1, 0), (50.4, 30.5, 0), (float("nan"), float("nan"), 0)])
    assert clusters(lat, lon, precision, 6, Box.of("0,10,5,15")).first.tolist() == [0]
    assert len(clusters(lat, lon, precision, 6, Box.of("-60,-20,-50,-10"))) == 0


@pytest.mark.parametrize("value", ["", "1,2,3", "a,b,c,d", "nan,0,1,1", "5,0,-5,1", "0,5,1,-5", "inf,0,1,1"])
def test_a_box_that_is_none_is_refused(shown: Shown, value: str) -> None:
    with pytest.raises(ValueError, match="is no box like"):
        Box.of(value)
    assert shown.client.get("/map.json", params={"bbox": value}).status_code == 400


def test_a_box_beyond_the_edge_of_the_map_is_cut_off() -> None:
    assert Box.of("-500,-90,500,90") == Box(-180, -FARTHEST, 180, FARTHEST)
    assert Box.of(str(Box.of("-12.5,10,16,25.123456"))) == Box(-12.5, 10, 16, 25.123456)


def test_a_map_that_is_too_large_is_refused(shown: Shown) -> None:
    response = shown.client.get(f"/map.json?bbox=-180,-80,180,80&zoom={DEEPEST}")
    assert (response.status_code, "at most 4,096 pixels" in response.text) == (400, True)
    assert shown.client.get("/map.json?zoom=99").status_code == 400


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_the_projection_can_be_taken_back(lat: float, lon: float) -> None:
    assert np.allclose(unprojected(*projected(lat, lon)), (lat, lon))


def test_the_answer_holds_every_incident_that_has_a_place(shown: Shown) -> None:
    found = shown.client.get("/map.json", params={"bbox": str(WORLD), "zoom": 3}).json()
    rows = [row["properties"] | {"at": row["geometry"]} for row in shown.client.get("/incidents.geojson").json()["features"]]
    placed = {row["page"].rsplit("/", 1)[1] for row in rows if row["at"]}
    assert sum(one["count"] for one in found["clusters"]) + len(found["incidents"]) == len(placed) > 3
    assert {one["id"] for one in found["incidents"]} <= placed
    for one in found["clusters"]:
        box = parse_qs(urlsplit(one["list"]).query)["box"][0]
        assert shown.client.get("/api/v1/incidents", params={"box": box}).json()["total"] >= one["count"]


def test_an_incident_says_what_its_line_in_the_list_says(shown: Shown) -> None:
    found = shown.client.get("/map.json?text=traders&zoom=3").json()
    (one,) = found["incidents"]
    (row,) = shown.client.get("/api/v1/incidents?text=traders").json()["incidents"]
    assert one["heading"] == f"Shooting, {row['place']}, {row['admin1']}, Niger"
    assert (one["id"], one["when"], one["grade"]) == (row["id"], "5 April 2024", row["grade"])
    assert one["figures"] == ["killed: 4"]
    assert shown.client.get(one["page"]).status_code == 200
    assert one["radius"] == {"exact": 5_000, "near": 25_000, "region": 100_000}[one["precision"]]


def test_the_overview_counts_what_the_list_counts(shown: Shown) -> None:
    columns, places = shown.client.app.state.shelf.view(Filters())  # type: ignore[attr-defined]
    found = overview_of(columns, places, Asked({}))
    assert found.placed + found.no_nearer + found.nowhere == len(places)
    for one in found.countries:
        assert shown.client.get(f"/api/v1/incidents?country={one.code}").json()["total"] == one.number


def test_the_picture_shows_what_the_script_shows_and_runs_nothing(shown: Shown) -> None:
    for address in ("/map.svg", "/map.svg?size=narrow", "/map.svg?country=MLI", "/map.svg?country=FRA"):
        response = shown.client.get(address)
        assert response.headers["content-type"] == "image/svg+xml"
        assert "'sha256-" in response.headers["content-security-policy"]
        picture = ElementTree.fromstring(response.text)
        assert {one.tag for one in picture.iter()} <= {SVG + tag for tag in TAGS}
        listed = address.replace("map.svg", "incidents.geojson").replace("size=narrow", "")
        total = shown.client.get(listed).json()["features"]
        words = [int(one.text or "0") for one in picture.iter(f"{SVG}text") if "class" not in one.attrib]
        alone = sum(1 for one in picture.iter(f"{SVG}circle") if one.get("class") == "dot")
        assert sum(words) + alone == sum(1 for one in total if one["geometry"])
        chosen = [one for one in picture.iter(f"{SVG}path") if one.get("class") == "land chosen"]
        assert len(chosen) == address.count("country")


def test_a_circle_is_as_wide_as_its_precision() -> None:
    frame = framed(Box(0, 10, 10, 20), 720, 400, 6)
    found = clusters(np.array([15.0]), np.array([5.0]), np.zeros(1, np.uint8), 4, Box())
    (spot,) = map_picture(found, [100_000], frame, "", "").spots
    degree = (frame.points(*projected(15.0, 6.0))[0] - frame.points(*projected(15.0, 5.0))[0]) / 107_550
    assert spot.reach == pytest.approx(float(degree) * 100_000, rel=0.01)
    assert metres(60, 1000, frame) == pytest.approx(2 * metres(0, 1000, frame))


@given(st.floats(-170, 170), st.floats(-60, 60), st.floats(0, 150), st.floats(0, 50))
def test_a_frame_holds_its_box_and_stays_on_the_map(west: float, south: float, width: float, height: float) -> None:
    box = Box(west, south, min(west + width, 180), min(south + height, 75))
    frame = framed(box, 720, 400, 6)
    left, top = frame.points(*projected(box.north, box.west))
    right, bottom = frame.points(*projected(box.south, box.east))
    fits = (projected(0, box.east)[0] - projected(0, box.west)[0]) * frame.world <= 720 - 2 * MARGIN
    assert left >= -1e-6
    assert right <= 720 + 1e-6 or not fits
    assert bottom - top <= 400 or frame.world == 720
    assert -1e-9 <= frame.left <= 1 - 720 / frame.world + 1e-9


def test_no_country_has_a_point_only_its_outline(shown: Shown) -> None:
    found = place_map_of(DeskPlace("Niger", "NER", latitude=17.6, longitude=8.1, precision="country"))
    assert found is not None
    assert (found.radius, found.latitude, found.code) == (None, None, "NER")
    assert "no nearer than the country" in found.told
    assert place_map_of(None) is None
    assert place_map_of(DeskPlace("the camp")) is None


def test_the_map_of_a_place_says_how_near_it_is_known() -> None:
    found = place_map_of(MALAKAL)
    written = templates().from_string(
        '{% from "map.html.jinja" import place_map with context %}{{ place_map(site, found, id) }}').render(
        site=Site("/desk"), found=found, id=SCRIPT)
    page = Markup(written)
    assert "south of Malakal, Upper Nile, South Sudan: near this place, not in it. " in page.words
    assert "The circle is of 25 kilometres" in page.words
    assert 'data-at="9.53342,31.66049" data-radius="25000"' in written
    assert "script" not in page.names
    assert all(link.startswith(("/desk/", "https://")) for link in page.links)


def test_the_picture_of_an_incident_has_one_circle_or_none(shown: Shown) -> None:
    rows = shown.client.get("/incidents.geojson").json()["features"]
    for row in rows:
        response = shown.client.get("/map.svg", params={"incident": row["id"]})
        if row["geometry"] is None:
            assert "dot" not in response.text.replace("circle.dot", "")
        else:
            dots = [one for one in ElementTree.fromstring(response.text).iter(f"{SVG}circle") if one.get("class") == "dot"]
            assert len(dots) == 1
    assert shown.client.get("/map.svg?incident=nothing").status_code == 404


def test_what_is_hidden_is_on_no_map_and_back_when_it_is_not(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db", editor="Amina") as desk:
        for report in REPORTS[1:3]:
            desk.add(report)
        hidden, other = (incident.id for incident in desk.incidents())
        with TestClient(create_app(str(tmp_path / "desk.db"))) as client:
            assert {one["id"] for one in client.get("/map.json?zoom=6&bbox=-10,8,10,20").json()["incidents"]} == {hidden, other}
            before = client.get("/map.svg").text
            desk.hide(hidden, because="the family asked")
            assert [one["id"] for one in client.get("/map.json?zoom=6&bbox=-10,8,10,20").json()["incidents"]] == [other]
            assert client.get("/map.svg").text != before
            assert client.get(f"/map.svg?incident={hidden}").status_code == 410
            desk.undo(desk.log(hidden)[-1].number)
            assert client.get("/map.svg").text == before


def test_the_world_has_every_country_once_and_nothing_over_the_date_line() -> None:
    codes = [country.code for country in countries() if country.code]
    assert len(codes) == len(set(codes)) > 230
    assert {"MLI", "SDN", "SSD", "PSE", "UKR", "XKX"} <= set(codes)
    for country in countries():
        for ring in country.rings:
            steps = np.abs(np.diff(ring[:, 0], append=ring[:1, 0]))
            assert steps.max() < 0.5, country.name
            assert ring.min() >= 0, country.name
            assert ring.max() <= 1, country.name
    assert len(resources.files("reportedly.web").joinpath("static", "world.json").read_bytes()) < 360_000


@pytest.mark.parametrize(("code", "inside", "outside"), [
    ("MLI", (12.65, -8.0), (13.51, 2.11)), ("UKR", (50.45, 30.52), (52.23, 21.01)), ("ZAF", (-33.92, 18.42), (-29.5, 28.4))])
def test_an_outline_holds_its_towns(code: str, inside: tuple[float, float], outside: tuple[float, float]) -> None:
    (country,) = (one for one in countries() if one.code == code)
    assert within(country.rings, inside)
    assert not within(country.rings, outside)


def within(rings: tuple[Any, ...], place: tuple[float, float]) -> bool:
    """Whether a line from a place to the right crosses the rings an odd number of times."""
    x, y = (float(value) for value in projected(*place))
    crossings = 0
    for ring in rings:
        ahead = np.roll(ring, -1, axis=0)
        spans = (ring[:, 1] > y) != (ahead[:, 1] > y)
        at = ring[spans, 0] + (y - ring[spans, 1]) / (ahead[spans, 1] - ring[spans, 1]) * (ahead[spans, 0] - ring[spans, 0])
        crossings += int(np.count_nonzero(at > x))
    return crossings % 2 == 1


def test_an_outline_is_cut_off_at_the_edge_of_the_picture() -> None:
    (mali,) = (one for one in countries() if one.code == "MLI")
    around = framed(Box(-3.5, 16, -3.4, 16.1), 300, 200, 12)
    assert sorted(map(int, re.findall(r"-?\d+", path(mali, around)))) == sorted([308, -8, 0, 216, -316, 0, 0, -216])
    assert path(mali, framed(Box(100, 16, 110, 17), 300, 200, 6)) == ""


def test_names_stand_clear_of_each_other_and_of_the_marks() -> None:
    frame = framed(Box(-12, 10, 16, 25), 720, 400, 6)
    found = names(frame, [(360, 200)])
    assert {"Mali", "Niger"} <= {name.words for name in found}
    assert len({(name.x, name.y) for name in found}) == len(found) > 8
    assert all(abs(name.x - 360) > 14 or abs(name.y - 200) > 26 for name in found)


def test_what_the_map_needs_is_shipped() -> None:
    for name in ("map.js", "world.json", "picture.css", "leaflet.js", "leaflet.css"):
        content, version = asset(name)
        assert content
        assert version
        assert name in ASSETS
    assert json.loads(asset("world.json")[0]).keys() == {"arcs", "countries", "towns"}
    assert b"eval(" not in asset("map.js")[0]
    assert b"innerHTML" not in asset("map.js")[0]
