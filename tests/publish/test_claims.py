from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from reportedly.publish.claims import write_claims
from reportedly.weigh.types import DeskIncident, Report
from tests.publish.desk_sample import HOSTILE, contested, document, hostile, incidents
from tests.publish.streamed import check_streaming, written

LINK = {"type": "object", "required": ["@id"], "additionalProperties": False, "properties": {
    "@id": {"type": "string", "pattern": "^urn:"}}}
NODE = {"type": "object", "required": ["@id"], "properties": {"@type": {
    "enum": ["Organization", "NewsMediaOrganization", "Person", "Event", "NewsArticle", "CreativeWork", "Claim"]}}}
CLAIM = {"required": ["name", "text", "author", "claimInterpreter", "appearance", "about"], "properties": {
    "@id": {"type": "string"}, "author": LINK, "claimInterpreter": LINK, "appearance": LINK, "firstAppearance": LINK,
    "about": LINK, "text": {"type": "string", "minLength": 1}}}
GRAPH = {"type": "object", "required": ["@context", "@graph"], "additionalProperties": False, "properties": {
    "@context": {"const": "https://schema.org"},
    "@graph": {"type": "array", "items": {"allOf": [
        NODE, {"if": {"properties": {"@type": {"const": "Claim"}}, "required": ["@type"]}, "then": CLAIM}]}}}}


def _graph(*sample: DeskIncident) -> list[dict[str, Any]]:
    graph: list[dict[str, Any]] = json.loads(written(write_claims, sample))["@graph"]
    return graph


def _claims(*sample: DeskIncident) -> list[dict[str, Any]]:
    return [node for node in _graph(*sample) if node.get("@type") == "Claim"]


def _links(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for inner in value.values():
            yield from _links(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _links(inner)


def _published(**days: str | None) -> DeskIncident:
    """The contested one, its reports published on these days."""
    named = {document(name): day for name, day in days.items()}
    reports = tuple(dataclasses.replace(r, published=named.get(r.document, r.published)) for r in contested().reports)
    return dataclasses.replace(contested(), reports=reports)


def _firsts(incident: DeskIncident) -> list[str | None]:
    """Where the hospital's toll of 14 first appeared, for each of its claims."""
    return [claim.get("firstAppearance", {}).get("@id") for claim in _claims(incident)
            if claim["name"] == "killed: 14 people"]


def test_it_is_one_graph_of_schema_org() -> None:
    jsonschema.validate(json.loads(written(write_claims, incidents())), GRAPH)


def test_every_link_leads_to_a_node_and_ids_are_unique() -> None:
    graph = _graph(*incidents())
    ids = [node["@id"] for node in graph]
    assert len(set(ids)) == len(ids)
    assert set(_links(graph)) <= set(ids)


def test_there_is_a_claim_for_each_statement_and_figure_and_never_a_review() -> None:
    for incident in incidents():
        assert len(_claims(incident)) == sum(len(a.said) + len(a.counts) for a in incident.accounts)
    assert "ClaimReview" not in written(write_claims, incidents())


def test_a_claim_has_its_origin_its_report_its_sentence_and_its_figure() -> None:
    nodes = {node["@id"]: node for node in _graph(contested())}
    fighters = next(claim for claim in _claims(contested()) if claim["name"].startswith("killed: 20"))
    assert nodes[fighters["author"]["@id"]]["name"] == "the front"
    assert nodes[fighters["appearance"]["@id"]]["headline"] == "Ministry denies raid"
    assert nodes[fighters["claimInterpreter"]["@id"]]["name"] == "Reportedly"
    assert nodes[fighters["about"]["@id"]]["startDate"] == "2024-05-12"
    assert fighters["text"] == "The front said 20 of its fighters had died."
    assert fighters["mainEntity"] == {
        "@type": "QuantitativeValue", "minValue": 20, "maxValue": 20, "unitText": "killed"}
    assert fighters["creditText"] == "the front < Sahel Wire"


def test_an_open_figure_has_no_upper_bound() -> None:
    entity = next(claim["mainEntity"] for claim in _claims(*incidents()) if claim["name"].startswith("arrested"))
    assert entity == {"@type": "QuantitativeValue", "minValue": 30, "unitText": "arrested"}


def test_only_origins_that_are_surely_one_have_a_type() -> None:
    types = {node.get("name"): node.get("@type") for node in _graph(*incidents())}
    assert types["the front"] == "Organization"
    assert types["residents"] is None


def test_an_event_whose_day_is_not_sure_has_none() -> None:
    events = {node["identifier"]: node for node in _graph(*incidents()) if node.get("@type") == "Event"}
    assert events["k5w2"]["startDate"] == "2024-05-12"
    assert "startDate" not in events["m3x7"]
    assert "geo" not in events["p9q1"]["location"]


@pytest.mark.parametrize(("days", "first"), [
    ({}, "first"),
    ({"first": "2024-05-12T23:00:00+00:00", "copy": "2024-05-13T01:30:00+03:00"}, "copy"),
    ({"first": "2024-05-13", "copy": "2024-05-12T21:05:00+00:00"}, "copy"),
    ({"first": None}, "copy"),
    ({"first": "2024-05-12"}, None),
    ({"first": None, "copy": None}, None)])
def test_the_first_appearance_is_the_earliest_report_where_that_can_be_told(
        days: dict[str, str | None], first: str | None) -> None:
    expected = f"urn:sha256:{document(first)}" if first else None
    assert _firsts(_published(**days)) == [expected, expected]


def test_copies_that_came_in_either_order_have_one_first_appearance() -> None:
    back = dataclasses.replace(contested(), accounts=contested().accounts[::-1])
    assert set(_firsts(back)) == set(_firsts(contested()))


def test_what_no_claim_can_hold_is_counted() -> None:
    stream = io.StringIO()
    assert write_claims([_published(first="2024-05-12")], stream) == {
        "mentions that are neither a statement nor a figure": 5, "answers to a contested question": 2, "retractions": 1,
        "which of several reports came first": 4}


def test_hostile_text_is_kept_as_it_is_and_no_address_that_is_not_on_the_web() -> None:
    report = next(node for node in _graph(hostile()) if node.get("headline") == HOSTILE)
    assert "url" not in report
    assert report["publisher"]["name"] == "<b>Outlet</b>"


def test_a_report_without_an_outlet_is_not_called_news() -> None:
    incident = dataclasses.replace(hostile(), reports=(Report(document("hostile")),))
    assert [node["@type"] for node in _graph(incident) if node["@id"].startswith("urn:sha256")] == ["CreativeWork"]


def test_it_streams() -> None:
    check_streaming(write_claims)
