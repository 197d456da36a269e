"""The view as a file and as a feed."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import datetime
from xml.etree import ElementTree

from shapely.geometry import shape

from reportedly import Desk
from tests.web.conftest import Shown

ATOM = "{http://www.w3.org/2005/Atom}"


def wanted(shown: Shown, **filters: str) -> list[str]:
    """The ids of a view, the newest news first."""
    with Desk(shown.path) as desk:
        found = {i.id for i in desk.incidents(**filters)}  # type: ignore[arg-type]
    with closing(sqlite3.connect(shown.path)) as connection:
        rows = connection.execute("SELECT id FROM incidents ORDER BY news DESC, number DESC").fetchall()
    return [id_ for id_, in rows if id_ in found]


def test_csv_has_a_row_for_each_incident_of_the_view(shown: Shown) -> None:
    response = shown.client.get("/incidents.csv?country=Mali")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [row["id"] for row in rows] == wanted(shown, country="Mali") != []
    assert [row["page"] for row in rows] == [f"http://testserver/incidents/{row['id']}" for row in rows]
    with Desk(shown.path) as desk:
        for row in rows:
            killed = desk.incident(row["id"]).estimate("killed")
            assert row["killed_best"] == (str(killed.best) if killed else "")


def test_json_has_what_csv_has(shown: Shown) -> None:
    rows = shown.client.get("/incidents.json").json()
    assert [row["id"] for row in rows] == wanted(shown)
    flat = list(csv.DictReader(io.StringIO(shown.client.get("/incidents.csv").text)))
    assert [list(row) for row in flat] == [list(row) for row in rows]


def test_geojson_has_a_point_where_one_is_known_and_none_for_a_country(shown: Shown) -> None:
    collection = shown.client.get("/incidents.geojson").json()
    assert collection["type"] == "FeatureCollection"
    assert [feature["id"] for feature in collection["features"]] == wanted(shown)
    with Desk(shown.path) as desk:
        for feature in collection["features"]:
            place = desk.incident(feature["id"]).place
            known = place is not None and place.latitude is not None and place.precision != "country"
            assert (feature["geometry"] is not None) == known
            if place and known:
                assert (shape(feature["geometry"]).y, shape(feature["geometry"]).x) == (
                    round(place.latitude or 0, 6), round(place.longitude or 0, 6))


def test_atom_has_what_a_reader_of_feeds_needs(shown: Shown) -> None:
    response = shown.client.get("/incidents.atom?country=MLI")
    assert response.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]  # type: ignore[union-attr]
    assert links == [f"http://testserver/incidents/{id_}" for id_ in wanted(shown, country="MLI")]
    ids = [item.findtext(f"{ATOM}id") for item in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    for item in (feed, *entries):
        assert (item.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert datetime.fromisoformat(item.findtext(f"{ATOM}updated") or "").tzinfo
        assert item.findtext(f"{ATOM}title")
    own = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    base = "http://testserver/incidents"
    assert own == {"self": f"{base}.atom?country=MLI", "alternate": f"{base}?country=MLI"}
    assert (feed.findtext(f"{ATOM}updated") or "") == max(entry.findtext(f"{ATOM}updated") or "" for entry in entries)


def test_an_empty_feed_is_a_feed(shown: Shown) -> None:
    feed = ElementTree.fromstring(shown.client.get("/incidents.atom?text=nowhereatall").content)
    assert feed.find(f"{ATOM}entry") is None
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "")


def test_json_feed_has_the_same_items(shown: Shown) -> None:
    response = shown.client.get("/incidents.feed.json?type=airstrike")
    assert response.headers["content-type"] == "application/feed+json"
    feed = json.loads(response.text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/incidents.feed.json?type=airstrike"
    assert [item["url"] for item in feed["items"]] == [
        f"http://testserver/incidents/{id_}" for id_ in wanted(shown, type="airstrike")]
    assert all(item["id"] and item["content_text"] for item in feed["items"])
    assert all(datetime.fromisoformat(item["date_modified"]).tzinfo for item in feed["items"])


def test_a_page_links_its_own_view_in_every_form(shown: Shown) -> None:
    html = shown.client.get("/incidents?country=MLI&type=shelling").text
    for ending in ("csv", "json", "geojson", "atom", "feed.json"):
        assert f'href="/incidents.{ending}?country=MLI&amp;type=shelling"' in html
