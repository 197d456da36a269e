"""The API, and what watches the desk."""

from __future__ import annotations

from openapi_spec_validator import validate

from reportedly import Desk, DeskIncident, Dossier
from tests.web.conftest import Shown
from tests.web.markup import Markup


def test_the_description_is_valid_and_only_reads(shown: Shown) -> None:
    described = shown.client.get("/openapi.json").json()
    validate(described)
    assert {method for path in described["paths"].values() for method in path} == {"get"}
    assert all(path.startswith("/api/v1/") for path in described["paths"])


def test_the_page_of_the_api_lists_every_operation_and_loads_nothing(shown: Shown) -> None:
    described = shown.client.get("/openapi.json").json()
    found = Markup(shown.client.get("/docs").text)
    for path, operations in described["paths"].items():
        assert f"GET {path}" in found.words
        assert all(parameter["name"] in found.words for parameter in operations["get"].get("parameters", ()))
    assert "/openapi.json" in found.links
    assert not any(link.startswith(("http", "//")) for link in found.links)


def test_incidents_come_in_pages_that_hold_each_once(shown: Shown) -> None:
    seen: list[str] = []
    number = pages = 1
    while number <= pages:
        answer = shown.client.get("/api/v1/incidents", params={"size": 2, "page": number}).json()
        pages, number = answer["pages"], number + 1
        seen += [row["id"] for row in answer["incidents"]]
    with Desk(shown.path) as desk:
        known = [i.id for i in desk.incidents()]
    assert sorted(seen) == sorted(known)
    assert pages == -(-len(known) // 2) > 2
    assert answer["total"] == len(known)


def test_incidents_are_filtered_as_the_desk_does(shown: Shown) -> None:
    rows = shown.client.get("/api/v1/incidents?country=Mali&contested=no").json()["incidents"]
    with Desk(shown.path) as desk:
        assert {row["id"] for row in rows} == {i.id for i in desk.incidents(country="Mali", contested=False)} != set()


def test_an_incident_its_mentions_and_a_dossier_are_those_of_the_desk(shown: Shown) -> None:
    with Desk(shown.path) as desk:
        incident = desk.incident(shown.into)
        assert DeskIncident.from_dict(shown.client.get(f"/api/v1/incidents/{shown.merged}").json()) == incident
        members = shown.client.get(f"/api/v1/incidents/{shown.into}/members").json()
        assert [(m["document"], m["event"], m["trigger"]["start"]) for m in members] == [
            (m.document, m.event, m.trigger.start) for m in desk.members(shown.into)]
        document = incident.reports[0].document
        assert Dossier.from_dict(shown.client.get(f"/api/v1/reports/{document}").json()) == desk.dossier(document)


def test_sources_are_those_of_the_desk(shown: Shown) -> None:
    with Desk(shown.path) as desk:
        rows = desk.sources()
    answer = shown.client.get("/api/v1/sources?size=3&page=2").json()
    assert answer["total"] == len(rows)
    assert [row["name"] for row in answer["sources"]] == [row.name for row in rows[3:6]]


def test_sources_are_counted_again_when_the_desk_has_changed(shown: Shown) -> None:
    before = shown.client.get("/api/v1/sources?size=200").json()["sources"]
    with Desk(shown.path) as desk:
        desk.correct(shown.into, because="seen", actor="The Sand Front")
        number = desk.log(shown.into)[-1].number
        assert shown.client.get("/api/v1/sources?size=200").json()["total"] == len(desk.sources())
        desk.undo(number)
    assert shown.client.get("/api/v1/sources?size=200").json()["sources"] == before


def test_what_is_asked_wrongly_or_is_not_there_is_said_as_json(shown: Shown) -> None:
    for path, status in (("incidents?page=0", 400), ("incidents?since=x", 400), ("incidents?size=201", 400),
                         ("incidents/zz", 404), ("incidents/zz/members", 404), ("reports/zz", 404), ("nothing", 404),
                         ("incidents/%00", 400)):
        response = shown.client.get(f"/api/v1/{path}")
        assert response.status_code == status, path
        assert isinstance(response.json()["detail"], str)
    assert shown.client.post("/api/v1/incidents").status_code == 405


def test_health_and_counts(shown: Shown) -> None:
    assert shown.client.get("/healthz").json() == {"status": "ok"}
    shown.client.get("/nope")
    lines = shown.client.get("/metrics").text.splitlines()
    counts = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    with Desk(shown.path) as desk:
        assert (int(counts["reportedly_reports"]), int(counts["reportedly_incidents"])) == desk.count()
    assert int(counts['reportedly_requests_total{status="200"}']) > 0
    assert int(counts['reportedly_requests_total{status="404"}']) > 0
