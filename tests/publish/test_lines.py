from __future__ import annotations

import dataclasses
import io
import json

import pandas
import pytest

from reportedly.publish.lines import write_jsonl
from reportedly.weigh.types import DeskIncident
from tests.publish.desk_sample import contested, incidents
from tests.publish.streamed import check_streaming, written


def test_each_line_is_an_incident_that_comes_back_whole() -> None:
    lines = written(write_jsonl, incidents()).split("\n")
    assert lines.pop() == ""
    assert [DeskIncident.from_dict(json.loads(line)) for line in lines] == list(incidents())


def test_pandas_reads_the_lines() -> None:
    frame = pandas.read_json(io.StringIO(written(write_jsonl, incidents())), lines=True)
    assert frame["id"].tolist() == [incident.id for incident in incidents()]


def test_nothing_is_left_out() -> None:
    assert not write_jsonl(incidents(), io.StringIO())


def test_a_lone_surrogate_comes_back() -> None:
    line = written(write_jsonl, [dataclasses.replace(contested(), id="\\\ud800")])
    assert json.loads(line.encode())["id"] == "\\\ud800"


def test_it_streams() -> None:
    check_streaming(write_jsonl)


def test_a_number_that_json_cannot_hold_is_an_error() -> None:
    place = dataclasses.replace(contested().place, latitude=float("nan"))
    with pytest.raises(ValueError, match="JSON"):
        written(write_jsonl, [dataclasses.replace(contested(), place=place)])
