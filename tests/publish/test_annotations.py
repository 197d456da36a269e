from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterator
from typing import Any

import jsonschema

from reportedly.publish.annotations import write_annotations
from reportedly.weigh.types import DeskIncident
from tests.publish.desk_sample import TEXTS, contested, document, hostile, incidents
from tests.publish.streamed import check_streaming, written

IRI = {"type": "string", "pattern": r"^(https?://|urn:(uuid|sha256):)\S+$"}
QUOTE = {"type": "object", "required": ["type", "exact", "prefix", "suffix"], "additionalProperties": False, "properties": {
    "type": {"const": "TextQuoteSelector"}, "exact": {"type": "string", "minLength": 1}, "prefix": {"type": "string"},
    "suffix": {"type": "string"}}}
POSITION = {"type": "object", "required": ["type", "start", "end"], "additionalProperties": False, "properties": {
    "type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0},
    "end": {"type": "integer", "minimum": 0}}}
TARGET = {"type": "object", "required": ["type", "source", "selector"], "additionalProperties": False, "properties": {
    "type": {"const": "SpecificResource"}, "source": IRI,
    "state": {"type": "object", "required": ["type", "cached"], "properties": {
        "type": {"const": "TimeState"}, "cached": IRI}},
    "selector": {"type": "array", "minItems": 2, "maxItems": 2, "prefixItems": [QUOTE, POSITION]}}}
BODY = {"type": "object", "required": ["type", "purpose", "value"], "properties": {
    "type": {"const": "TextualBody"}, "purpose": {"enum": ["tagging", "describing"]}, "value": {"type": "string"}}}
ANNOTATION = {"type": "object", "required": ["id", "type", "body", "target"], "properties": {
    "id": IRI, "type": {"const": "Annotation"}, "motivation": {"const": "describing"},
    "body": {"type": "array", "items": BODY},
    "target": {"oneOf": [TARGET, {"type": "array", "minItems": 2, "items": TARGET}]}}}
COLLECTION = {"type": "object", "required": ["@context", "id", "type", "total", "first", "last"], "properties": {
    "@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "id": IRI, "type": {"const": "AnnotationCollection"},
    "total": {"type": "integer", "minimum": 1}, "last": IRI,
    "first": {"type": "object", "required": ["id", "type", "partOf", "startIndex", "items"], "properties": {
        "@context": False, "id": IRI, "type": {"const": "AnnotationPage"}, "partOf": IRI, "startIndex": {"const": 0},
        "items": {"type": "array", "minItems": 1, "items": ANNOTATION}}}}}


def _items(*sample: DeskIncident) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(written(write_annotations, sample))["first"]["items"]
    return items


def _targets(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    target = annotation["target"]
    return target if isinstance(target, list) else [target]


def _text(target: dict[str, Any]) -> str:
    held = target["state"]["cached"] if "state" in target else target["source"]
    return TEXTS[held.removeprefix("urn:sha256:")]


def _described(items: list[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        yield from (body["value"] for body in item["body"] if body["purpose"] == "describing")


def test_it_is_a_collection_of_the_web_annotation_data_model() -> None:
    collection = json.loads(written(write_annotations, incidents()))
    jsonschema.validate(collection, COLLECTION)
    assert collection["total"] == len(collection["first"]["items"])
    assert collection["last"] == collection["first"]["id"]
    assert collection["first"]["partOf"] == collection["id"]


def test_position_and_quote_lead_to_the_same_words() -> None:
    for target in (target for item in _items(*incidents()) for target in _targets(item)):
        quote, position = target["selector"]
        text = _text(target)
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])


def test_offsets_count_characters_beyond_the_basic_plane_as_one() -> None:
    after_emoji = [target for item in _items(hostile()) for target in _targets(item)
                   if target["selector"][0]["exact"] == "3 dead"]
    assert "😀" in _text(after_emoji[0])[:after_emoji[0]["selector"][1]["start"]]


def test_a_report_on_the_web_is_the_source_and_its_text_the_copy_that_offsets_count_in() -> None:
    sources = {target["source"] for item in _items(contested()) for target in _targets(item)}
    assert sources == {"https://courier.example/1?a=1&b=2", "https://wire.example/2", "https://courier.example/3",
                       f"urn:sha256:{document('copy')}"}
    assert all(("state" in target) == target["source"].startswith("https")
               for item in _items(contested()) for target in _targets(item))


def test_an_address_that_is_not_on_the_web_is_not_used() -> None:
    assert {target["source"] for item in _items(hostile()) for target in _targets(item)} == {
        f"urn:sha256:{document('hostile')}"}


def test_every_fact_is_described_with_who_says_it() -> None:
    described = set(_described(_items(contested())))
    assert described >= {
        "where: Ayorou", "actor: Niger's air force (denied)", "target: the market",
        "killed: 14 people, according to a hospital official < Meridian Press < The Coastal Courier",
        "killed: 20 fighters (combatant, unconfirmed), according to the front < Sahel Wire",
        "airstrike, denied, according to Niger's defence ministry < Sahel Wire",
        "deny to the hospital, certain, mixed speech, according to Niger's defence ministry < Sahel Wire"}


def test_a_statement_in_several_passages_is_one_annotation_with_several_targets() -> None:
    denial = next(item for item in _items(contested()) if item["body"][0]["value"] == "deny")
    assert [target["selector"][0]["exact"] for target in _targets(denial)] == [
        "denied that its aircraft had struck Ayorou", '"No raid took place," it said']


def test_a_field_told_by_two_reports_has_an_annotation_on_each() -> None:
    where = [item for item in _items(contested()) if "where: Ayorou" in _described([item])]
    assert [_targets(item)[0]["source"] for item in where] == [
        "https://courier.example/1?a=1&b=2", "https://wire.example/2"]


def test_ids_are_unique_and_stay_when_other_incidents_come() -> None:
    ids = [item["id"] for item in _items(*incidents())]
    assert len(set(ids)) == len(ids)
    assert {item["id"] for item in _items(hostile())} < set(ids)
    twice = dataclasses.replace(hostile(), accounts=hostile().accounts * 2)
    assert len(_items(twice)) == len(_items(hostile()))


def test_what_has_no_words_in_one_report_is_counted() -> None:
    counted = write_annotations([contested()], io.StringIO())
    assert counted["a field without words in a report"] == 1
    assert counted["answers to a contested question"] == 2
    assert "weapon: drone" not in set(_described(_items(contested())))


def test_no_fact_gives_a_collection_without_a_page() -> None:
    empty = json.loads(written(write_annotations, []))
    assert empty["total"] == 0
    assert "first" not in empty


def test_it_streams() -> None:
    check_streaming(write_annotations)
