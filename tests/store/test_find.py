"""Finding incidents: by filters, alone and together, and by id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly import Desk, DeskIncident
from tests.store.conftest import Reader, emptied
from tests.store.made import REPORTS, series
from tests.store.whole import dossier_of

MURDER, MARKET, NIGHT = 0, 1, 2
"""Where the made-up incidents stand among those of the desk, which are by time."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with the made-up reports, which these tests leave as it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reportedly.pipeline.results", reader.results)
        sqlite = tmp_path_factory.mktemp("find") / "desk.db"
        with Desk(sqlite if request.param == "sqlite" else emptied(request.getfixturevalue("postgres"), "find")) as desk:
            for report in REPORTS.values():
                desk.add(report)
            yield desk


def found(desk: Desk, **filters: Any) -> list[int]:
    """Which of all incidents hold, by their numbers."""
    ids = [incident.id for incident in desk.incidents()]
    return [ids.index(incident.id) for incident in desk.incidents(**filters)]


@pytest.mark.parametrize(("filters", "expected"), [
    ({}, [MURDER, MARKET, NIGHT]),
    ({"country": "MLI"}, [MARKET, NIGHT]), ({"country": "mali"}, [MARKET, NIGHT]), ({"country": "PH"}, [MURDER]),
    ({"country": "Niger"}, []),
    ({"since": "2024-05-14"}, [MARKET, NIGHT]), ({"since": "2024-05-15"}, []), ({"since": "20240513"}, [MURDER, MARKET, NIGHT]),
    ({"until": "2024-05-13"}, [MURDER]), ({"until": "2024-05-12"}, []), ({"until": "2024-05-14"}, [MURDER, MARKET, NIGHT]),
    ({"type": "shelling"}, [MARKET]), ({"type": "suicide bombing"}, [NIGHT]), ({"type": "robbery"}, []),
    ({"grade": "contested"}, [MARKET]), ({"grade": "acknowledged"}, [NIGHT]), ({"grade": "corroborated"}, [MURDER]),
    ({"grade": "single source"}, []),
    ({"party": "islamic STATE"}, [MARKET]), ({"party": "soldiers"}, [NIGHT]), ({"party": "militia"}, [MURDER]),
    ({"party": "nobody of that name"}, []), ({"party": "%"}, []), ({"party": "_"}, []),
    ({"contested": False}, [MURDER]), ({"contested": True}, [MARKET, NIGHT]),
    ({"text": "livestock"}, [MARKET]), ({"text": "Livestock HOSPITAL"}, [MARKET]), ({"text": "Menaka"}, [MARKET, NIGHT]),
    ({"text": "livestock checkpoint"}, []), ({"text": "100%"}, []), ({"text": "Rodel"}, [MURDER]), ({"text": " "}, [0, 1, 2]),
    ({"country": "MLI", "type": "shelling"}, [MARKET]), ({"country": "PHL", "type": "shelling"}, []),
    ({"since": "2024-05-14", "until": "2024-05-14", "contested": True, "grade": "acknowledged"}, [NIGHT]),
    ({"country": "Mali", "since": "2024-05-01", "until": "2024-05-31", "type": "shelling", "grade": "contested",
      "party": "army", "contested": True, "text": "market"}, [MARKET]),
])
def test_filters_alone_and_together(desk: Desk, filters: dict[str, Any], expected: list[int]) -> None:
    assert found(desk, **filters) == expected


@pytest.mark.parametrize("filters", [
    {"country": "Atlantis"}, {"country": "MLX"}, {"since": "yesterday"}, {"until": "2024-02-30"}, {"until": "14 May"},
    {"type": "bomb"}, {"type": "Shelling"}, {"grade": "good"}, {"since": "2024"},
])
def test_a_value_that_can_be_none_raises_at_once(desk: Desk, filters: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(filters.values()))) as caught:
        desk.incidents(**filters)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_the_word_that_a_filter_finds_stands_in_the_incident(desk: Desk) -> None:
    for word in ("livestock", "checkpoint", "amante", "nurse"):
        for incident in desk.incidents(text=word):
            assert word in incident.to_json().casefold()


def test_an_incident_is_found_by_its_id_and_by_how_it_begins(desk: Desk) -> None:
    for incident in desk.incidents():
        assert desk.incident(incident.id) == incident
        assert desk.incident(incident.id[:7]) == incident
        for other in incident.also:
            assert desk.incident(other) == incident


@pytest.mark.parametrize("id_", ["", "zzzzzzzz", "%", "_", "a' OR '1'='1"])
def test_an_unknown_id_raises_a_key_error(desk: Desk, id_: str) -> None:
    for call in (desk.incident, desk.members, desk.log, desk.confirm):
        with pytest.raises(KeyError, match="no incident has this id"):
            call(id_)


def test_a_beginning_of_several_ids_raises_a_key_error(tmp_path: Path, read_once: Reader) -> None:
    with Desk(tmp_path / "desk.db") as desk:
        for report in series(60):
            desk.add(report)
        ids = [incident.id for incident in desk.incidents()]
        letter = next(id_[0] for id_ in ids if sum(other[0] == id_[0] for other in ids) > 1)
        with pytest.raises(KeyError, match="more than one"):
            desk.incident(letter)


def test_each_member_leads_to_its_words(desk: Desk) -> None:
    for incident in desk.incidents():
        members = desk.members(incident.id)
        assert {member.document for member in members} == {report.document for report in incident.reports}
        for member in members:
            dossier = dossier_of(desk, member.document)
            (event,) = [event for event in dossier.events if event.id == member.event]
            assert (event.trigger, event.type) == (member.trigger, member.type)
            assert dossier.document.text[member.trigger.start:member.trigger.end].strip()


def test_each_quotation_of_an_incident_stands_in_its_report(desk: Desk) -> None:
    for incident in desk.incidents():
        for quote in quotes(incident):
            text = dossier_of(desk, quote["document"]).document.text
            assert text[quote["span"]["start"]:quote["span"]["end"]] == quote["text"]
            assert text[quote["sentence_start"]:].startswith(quote["sentence"])


def quotes(incident: DeskIncident) -> Iterator[dict[str, Any]]:
    """Every quotation in an incident."""
    todo: list[Any] = [incident.to_dict()]
    while todo:
        part = todo.pop()
        if isinstance(part, dict) and "sentence_start" in part:
            yield part
        elif isinstance(part, (dict, list)):
            todo += part.values() if isinstance(part, dict) else part


def test_what_is_not_there_is_said(desk: Desk) -> None:
    assert desk.dossier("zzz") is None
    with pytest.raises(KeyError, match="no report has this id"):
        desk.received("zzz")
