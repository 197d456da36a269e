"""The desk as a user has it: reports go in, incidents come out, each with all its accounts."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

import reportedly
from reportedly import BadInput, Desk, Document
from reportedly.weigh.types import Rule

FIRST = ("Mortar shells hit the livestock market of Menaka in northern Mali on Tuesday, killing six people, a nurse at the "
         "town's hospital said. Eleven people were wounded. Residents blamed the army.")
SECOND = {"outlet": "Sahel Bulletin", "published": "2024-05-15", "url": "https://bulletin.example/market",
          "text": "Eight people died when mortar shells struck the livestock market in Menaka, Mali, on Tuesday, the mayor said. "
                  "The army denied that it had shelled the market."}
ELSEWHERE = {"outlet": "Island Herald", "published": "2024-05-15",
             "text": "Gunmen shot dead a school teacher in Cotabato in the southern Philippines on Monday, the police said."}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "market.json"
    path.write_text(json.dumps({"text": FIRST, "outlet": "Meridian Press", "published": "2024-05-14"}), "utf-8")
    return path


def test_reports_go_in_and_incidents_come_out(tmp_path: Path, report: Path) -> None:
    with Desk(f"sqlite:///{tmp_path}/desk.db") as desk:
        first, second, third = desk.add(report), desk.add(SECOND), desk.add(ELSEWHERE)
        assert list(desk.documents()) == [first.id, second.id, third.id]
        assert desk.count() == (3, 2)
        elsewhere, market = desk.incidents()
        assert {r.document for r in market.reports} == {first.id, second.id}
        assert [r.document for r in elsewhere.reports] == [third.id]
        killed = market.estimate("killed")
        assert killed
        assert (killed.low, killed.high) == (6, 8)
        assert {"how many", "who did it"} <= {dispute.question for dispute in market.disputes}
        assert {row.name for row in desk.sources(type="shelling")} >= {"the mayor"}
        assert {row.name for row in desk.sources()} > {row.name for row in desk.sources(type="shelling")}


def test_the_stored_document_is_the_one_that_was_read(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk:
        stored = desk.add(SECOND)
        read = reportedly.read_text(SECOND["text"], outlet=SECOND["outlet"], published=SECOND["published"], url=SECOND["url"])
        assert isinstance(stored, Document)
        assert dataclasses.replace(stored, id=read.document.id) == read.document
        dossier = desk.dossier(stored.id)
        assert dossier
        assert dossier.document == stored
        assert dataclasses.replace(dossier, document=read.document) == read


def test_what_was_added_is_there_when_the_desk_is_opened_again(tmp_path: Path, report: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk:
        id_ = desk.add(report).id
        before = [incident.to_json() for incident in desk.incidents()]
    with Desk(str(tmp_path / "desk.db")) as desk:
        assert [incident.to_json() for incident in desk.incidents()] == before
        assert desk.received(id_) == report.read_bytes()


def test_an_incident_is_read_back_from_its_json(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk:
        desk.add(SECOND)
        for incident in desk.incidents():
            assert reportedly.DeskIncident.from_dict(incident.to_dict()) == incident


def test_add_takes_one_report(tmp_path: Path, report: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk:
        with pytest.raises(BadInput, match="No such file"):
            desk.add(tmp_path / "none.txt")
        two = tmp_path / "two.jsonl"
        two.write_text('{"text": "One."}\n{"text": "Two."}\n', "utf-8")
        with pytest.raises(BadInput, match="add_all"):
            desk.add(two)
        bad = tmp_path / "bad.json"
        bad.write_text("{", "utf-8")
        with pytest.raises(BadInput, match="not JSON"):
            desk.add(bad)
        folder = tmp_path / "folder"
        folder.mkdir()
        with pytest.raises(BadInput, match="no report"):
            desk.add(folder)
        report.rename(folder / "one.json")
        assert desk.add(folder).text == FIRST


def test_the_rule_chooses_the_best_figure(tmp_path: Path, report: Path) -> None:
    best = {}
    rules: tuple[Rule, ...] = ("lowest", "latest")
    for rule in rules:
        with Desk(tmp_path / "desk.db", rule=rule) as desk:
            desk.add(report)
            desk.add(SECOND)
            (incident,) = desk.incidents()
            killed = desk.incident(incident.id).estimate("killed")
            assert killed
            assert killed.rule == rule
            assert incident.estimate("killed") == killed
            best[rule] = killed.best
    assert best == {"lowest": 6, "latest": 8}
    with pytest.raises(ValueError, match="'highest' is no rule"):
        Desk(tmp_path / "desk.db", rule="highest")  # type: ignore[arg-type]


def test_what_an_editor_decides_stands_until_it_is_undone(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db", editor="Amina") as desk:
        desk.add(SECOND)
        desk.add(ELSEWHERE)
        before = [incident.to_json() for incident in desk.incidents()]
        one, other = (incident.id for incident in desk.incidents())
        desk.correct(one, because="seen", killed="2")
        merged = desk.merge(one, other, because="one hand")
        assert [decision.verb for decision in desk.log(merged)] == ["correct", "merge"]
        assert all(decision.who == "Amina" for decision in desk.log())
        assert [done for done, _ in desk.rebuild()] == [1, 2]
        assert [incident.id for incident in desk.incidents()] == [merged]
        rest, out = desk.split(merged, desk.incident(merged).reports[0].document)
        assert {rest, out} == {one, other}
        for number in (3, 2, 1):
            desk.undo(number)
        assert [incident.to_json() for incident in desk.incidents()] == before


def test_a_closed_desk_leaves_one_file(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk:
        desk.add(SECOND)
        next(desk.incidents())
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]
