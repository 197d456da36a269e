from __future__ import annotations

import dataclasses
import io
import json
from html.parser import HTMLParser
from typing import Any

import jsonschema

from reportedly.publish.timeline import write_timelinejs
from reportedly.weigh.types import DeskIncident
from tests.publish.desk_sample import HOSTILE, contested, dated_hostile, incidents
from tests.publish.streamed import check_streaming, written

DATE = {"type": "object", "required": ["year"], "additionalProperties": False, "properties": {
    "year": {"type": "integer"}, "month": {"type": "integer", "minimum": 1, "maximum": 12},
    "day": {"type": "integer", "minimum": 1, "maximum": 31}, "hour": {"type": "integer", "minimum": 0, "maximum": 23},
    "minute": {"type": "integer", "minimum": 0, "maximum": 59}}}
TIMELINE = {"type": "object", "required": ["events"], "additionalProperties": False, "properties": {"events": {
    "type": "array", "items": {
        "type": "object", "required": ["start_date", "text", "unique_id"], "additionalProperties": False, "properties": {
            "start_date": DATE, "end_date": DATE, "unique_id": {"type": "string", "minLength": 1},
            "group": {"type": "string"}, "display_date": {"type": "string"}, "autolink": {"type": "boolean"},
            "text": {"type": "object", "required": ["headline", "text"], "additionalProperties": False,
                     "properties": {"headline": {"type": "string"}, "text": {"type": "string"}}}}}}}}


class Shown(HTMLParser):
    """The elements, the links and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.links: list[str | None] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def _events(*sample: DeskIncident) -> dict[str, Any]:
    return {event["unique_id"]: event for event in json.loads(written(write_timelinejs, sample))["events"]}


def test_it_has_the_shape_that_timelinejs_reads() -> None:
    jsonschema.validate(json.loads(written(write_timelinejs, incidents())), TIMELINE)


def test_a_sure_day_is_left_to_timelinejs_to_display() -> None:
    strike = _events(contested())["k5w2"]
    assert strike["start_date"] == {"year": 2024, "month": 5, "day": 12}
    assert "end_date" not in strike
    assert "display_date" not in strike


def test_days_that_are_not_sure_are_put_in_words() -> None:
    events = _events(*incidents())
    assert events["m3x7"]["start_date"] == {"year": 2024, "month": 5, "day": 1, "hour": 6, "minute": 0}
    assert events["m3x7"]["end_date"] == {"year": 2024, "month": 5, "day": 31}
    assert events["m3x7"]["display_date"].startswith("between 1 May 2024, 06:00 and 31 May 2024 (")
    assert events["p9q1"]["start_date"] == {"year": 2024, "month": 6, "day": 2}
    assert events["p9q1"]["display_date"] == "2 June 2024 or earlier"


def test_an_unstated_day_is_told_as_that_of_publication() -> None:
    event = _events(dataclasses.replace(contested(), stated=False))["k5w2"]
    assert event["display_date"].startswith("12 May 2024 (")
    assert "publication" in event["display_date"]


def test_incidents_without_a_day_are_left_out_and_counted() -> None:
    stream = io.StringIO()
    assert write_timelinejs(incidents(), stream) == {"no day: left out": 1}
    assert len(json.loads(stream.getvalue())["events"]) == len(incidents()) - 1


def test_the_words_of_reports_are_text_and_never_markup() -> None:
    event = _events(dated_hostile())["z8y6"]
    headline, text = Shown(event["text"]["headline"]), Shown(event["text"]["text"])
    assert headline.elements == set()
    assert "<i>Sikasso</i>" in headline.text
    assert text.elements == {"p", "blockquote"}
    assert HOSTILE in text.text
    assert event["autolink"] is False


def test_only_addresses_on_the_web_become_links() -> None:
    assert Shown(_events(contested())["k5w2"]["text"]["text"]).links == [
        "https://courier.example/1?a=1&b=2", "https://wire.example/2"]
    assert Shown(_events(dated_hostile())["z8y6"]["text"]["text"]).links == []


def test_the_text_tells_the_figures_the_denial_and_the_sentences_of_the_grade() -> None:
    text = Shown(_events(contested())["k5w2"]["text"]["text"]).text
    for words in ("low 0, best 14, high 20", "Niger's air force (denied)", "Contested: whether", "4 reports",
                  "“Niger's defence ministry denied that its aircraft had struck Ayorou.”"):
        assert words in text


def test_no_accused_is_a_group_of_the_timeline() -> None:
    assert _events(contested())["k5w2"]["group"] == "airstrike"


def test_it_streams() -> None:
    check_streaming(write_timelinejs)
