"""The desk's benchmark: its scores against cases worked out by hand, its desks on a handful of incidents."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.desk.generator import MadeUp, reports
from benchmarks.desk.growth import FILLING, Base, costs, fill, moved, store
from benchmarks.desk.measure import (
    Found,
    copying,
    first_main,
    linked_rightly,
    linking,
    matching,
    origin_errors,
    origins_of,
    sharing,
    told_of,
)
from benchmarks.desk.reading import read
from benchmarks.measures import Score
from reportedly import BadInput, Desk, Dossier, read_text
from reportedly.weigh.types import DeskIncident

ROOT = Path(__file__).parents[2]

TRUTH = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b"}


@pytest.fixture(scope="module")
def made() -> list[MadeUp]:
    return list(reports(8, seed=2))


@pytest.fixture(scope="module")
def dossiers(made: list[MadeUp], tmp_path_factory: pytest.TempPathFactory) -> list[Dossier]:
    kept = list(read(made, tmp_path_factory.mktemp("read"), "some", processes=1))
    return [dossier for dossier in kept if isinstance(dossier, Dossier)]


def described(desk: Desk) -> Iterator[DeskIncident]:
    """The incidents but for the order in which one text's reports and accounts came."""
    return (replace(incident, also=tuple(sorted(incident.also))) for incident in desk.incidents())


def test_linking_counts_pairs_of_reports() -> None:
    assert linking(TRUTH, dict(TRUTH)) == Score(1.0, 1.0, 1.0, 4)
    two_of_three_and_a_wrong_one = {"a1": "x", "a2": "x", "a3": "y", "b1": "y", "b2": "z"}
    assert linking(TRUTH, two_of_three_and_a_wrong_one) == Score(1 / 3, 0.5, 0.25, 4)


def test_reports_without_an_incident_are_missed_and_not_one_incident() -> None:
    assert linking(TRUTH, {"a1": "x", "a2": "x", "a3": None, "b1": None, "b2": None}) == Score(0.4, 1.0, 0.25, 4)


def test_reports_share_an_incident_that_one_of_them_looks_back_on() -> None:
    truth = {"a1": ("a",), "a2": ("a",), "b1": ("b", "a")}
    assert sharing(truth, truth) == Score(1.0, 1.0, 1.0, 3)
    assert sharing(truth, {"a1": ["x"], "a2": ["x"], "b1": ["y"]}) == Score(0.5, 1.0, 1 / 3, 3)
    assert sharing(truth, {"a1": ["x", "y"], "a2": ["x", "y"], "b1": ["y", "y"]}) == Score(1.0, 1.0, 1.0, 3)


def test_copies_of_one_report_are_one_text_with_it_and_with_each_other() -> None:
    truth = {"a1": "a1", "a2": "a1", "a3": "a1", "b1": "b1"}
    assert copying(truth, [("a1", "a2", "a3")]) == Score(1.0, 1.0, 1.0, 3)
    assert copying(truth, [("a1", "a2"), ("a3", "b1")]) == Score(0.4, 0.5, 1 / 3, 3)
    assert copying(truth, [("a2", "a1"), ("a1", "a2")]) == Score(0.5, 1.0, 1 / 3, 3)


def test_an_incident_matches_the_one_that_holds_most_of_its_reports() -> None:
    found = {"a1": "x", "a2": "y", "a3": "y", "b1": None, "b2": None}
    assert matching(TRUTH, found) == {"a": "y"}
    assert matching(TRUTH, {**found, "a3": None, "b1": "y"}) == {"a": "x", "b": "y"}


@pytest.mark.parametrize(("changed", "rightly"), [
    ({}, {"a", "b"}), ({"a3": None}, {"b"}), ({"a3": "z"}, {"b"}), ({"a3": "y"}, set()), ({"b1": None, "b2": None}, {"a"})])
def test_linked_rightly_is_what_has_all_of_its_reports_and_no_others(changed: dict[str, str], rightly: set[str]) -> None:
    assert linked_rightly(TRUTH, {"a1": "x", "a2": "x", "a3": "x", "b1": "y", "b2": "y"} | changed) == rightly


def test_origins_are_counted_over_all_reports_of_an_incident_without_own_voices() -> None:
    def one(name: str, incident: str, *origin: str) -> MadeUp:
        return MadeUp(name, {}, incident, origin)

    assert origins_of([
        one("1", "a", "a:police", "a:own:The Ferryman"), one("2", "a", "a:police", "a:residents:The Ferryman"),
        one("3", "b", "b:own:The Ferryman")]) == {"a": 2, "b": 0}


def test_the_errors_of_origins_are_means_over_the_incidents_that_were_found() -> None:
    errors = origin_errors({"a": 2, "b": 3, "c": 7, "d": 4}, {"a": 2, "b": 6, "d": 3})
    assert errors.incidents == 3
    assert errors.wanted == pytest.approx(3)
    assert errors.absolute == pytest.approx(4 / 3)
    assert errors.signed == pytest.approx(2 / 3)
    assert errors.right == pytest.approx(1 / 3)
    assert origin_errors({"a": 2}, {}).incidents == 0


def test_a_report_is_news_of_its_first_main_telling(tmp_path: Path) -> None:
    text = "A bomb killed four people at a market in Gao on Monday, police said.\n\nThe mayor called for calm."
    report = {"text": text, "published": "2024-05-14", "outlet": "The Ferryman", "url": "https://ferryman.example/1"}
    with Desk(tmp_path / "desk.db") as desk:
        id_ = store(desk, report, read_text(**report))
        news = {id_: first_main(read_text(**report), id_), "none": None}
        found = Found.of(news, desk.incidents())
        (incident,) = desk.incidents()
    assert found.home == {id_: incident.id, "none": None}
    assert found.tells == {id_: [incident.id]}
    assert found.origins == {incident.id: incident.independent}
    assert first_main(read_text("The mayor of Gao called for calm on Monday."), "x") is None


def test_what_cannot_be_read_is_on_the_desk_with_its_reason_and_told_of_nothing(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk:
        store(desk, {"text": "Zwei Menschen wurden getötet."}, BadInput("not English"))
        assert desk.count() == (0, 0)
        with pytest.raises(BadInput):
            store(desk, {"outlet": "The Ferryman"}, BadInput("no text"))


def test_what_a_folder_keeps_is_what_was_read_and_is_not_read_again(made: list[MadeUp], tmp_path: Path) -> None:
    first = read(made[:3], tmp_path, "few", processes=1)
    kept = list(first)
    assert [d.document.text for d in kept if isinstance(d, Dossier)] == [one.report["text"] for one in made[:3]]
    written = first.path.stat().st_mtime_ns
    again = read(made[:3], tmp_path, "few", processes=2)
    assert (list(again), again.seconds, again.processes) == (kept, first.seconds, 1)
    assert first.path.stat().st_mtime_ns == written
    assert len(list(read(made[:4], tmp_path, "few", processes=1))) == 4


def test_a_moved_report_is_another_with_its_days_later_and_its_text_the_same(
    made: list[MadeUp], dossiers: list[Dossier],
) -> None:
    by = timedelta(weeks=100)
    for one, dossier in zip(made, dossiers, strict=True):
        report, later = moved((one.report, dossier), 100)
        assert report["text"] == later.document.text == one.report["text"]
        assert report["url"] == later.document.url != one.report["url"]
        assert report["published"][10:] == one.report["published"][10:]
        assert date.fromisoformat(report["published"][:10]) - date.fromisoformat(one.report["published"][:10]) == by
        assert later.document.published == read_text(**report).document.published
        for new, old in zip(later.times, dossier.times, strict=True):
            assert (new.value, new.span) == (old.value, old.span)
            assert (new.earliest is None) == (old.earliest is None)
            if new.earliest and old.earliest:
                assert date.fromisoformat(new.earliest[:10]) - date.fromisoformat(old.earliest[:10]) == by
        days = [(new.time.latest, old.time.latest) for new, old in zip(later.incidents, dossier.incidents, strict=True)
                if new.time and old.time and new.time.latest and old.time.latest]
        assert all(date.fromisoformat(new[:10]) - date.fromisoformat(old[:10]) == by for new, old in days)


def test_filling_with_many_at_a_time_makes_the_desk_that_adding_one_by_one_makes(
    made: list[MadeUp], dossiers: list[Dossier], tmp_path: Path,
) -> None:
    reads = [(one.report, dossier) for one, dossier in zip(made, dossiers, strict=True)]
    fill(tmp_path / "many.db", iter(reads))
    with Desk(tmp_path / "many.db") as many, Desk(tmp_path / "one.db") as single:
        for report, dossier in reads:
            store(single, report, dossier)
        assert many.count() == single.count()
        assert list(described(many)) == list(described(single))
        assert many.resume() == 0


def test_turns_of_the_filling_are_incidents_of_their_own(
    made: list[MadeUp], dossiers: list[Dossier], tmp_path: Path,
) -> None:
    base = Base.of(4, zip(made, dossiers, strict=True))
    alike = {}
    for turns in (1, 3):
        fill(tmp_path / f"{turns}.db", (one for turn in range(turns) for one in base.turn(turn)))
        with Desk(tmp_path / f"{turns}.db") as desk:
            alike[turns] = Counter((i.independent, len(i.reports)) for i in desk.incidents())
    assert alike[3] == {incident: 3 * number for incident, number in alike[1].items()}


def test_the_base_has_the_first_reports_of_each_incident_and_then_one_more(
    made: list[MadeUp], dossiers: list[Dossier],
) -> None:
    base = Base.of(5, zip(made, dossiers, strict=True))
    names = list(dict.fromkeys(one.incident for one in made))[:5]
    of = {name: [one.report["url"] for one in made if one.incident == name] for name in names}
    assert [report["url"] for report, _ in base.filling] == [url for urls in of.values() for url in urls[:FILLING]]
    assert [report["url"] for report, _ in base.more] == [url for urls in of.values() for url in urls[FILLING:FILLING + 1]]
    with pytest.raises(ValueError, match="8 incidents were read, not 9"):
        Base.of(9, zip(made, dossiers, strict=True))


def test_costs_are_of_desks_of_the_sizes_that_were_asked_for(
    made: list[MadeUp], dossiers: list[Dossier], tmp_path: Path,
) -> None:
    base = Base.of(8, zip(made, dossiers, strict=True))
    small, large = costs(base, [8, 20], tmp_path)
    assert (small.incidents, small.reports) == (8, len(base.filling))
    assert (large.incidents, large.reports) == (20, 3 * len(base.filling))
    assert small.shown < large.shown
    assert 0 < small.median <= small.slow
    assert small.added == large.added > 0


def test_the_command_prints_the_tables() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.desk", "--incidents", "6", "--sizes", "3,6", "--processes", "1"], cwd=ROOT,
        check=True, capture_output=True, encoding="utf-8")
    lines = done.stdout.splitlines()
    assert "made-up reports of 6 incidents (seed 0)" in lines[0]
    for head in ("| are news of one incident |", "| carry one text |", "| of incidents with a report on the desk |",
                 "| 3 |", "| 6 |", "The costliest of these medians"):
        assert sum(line.startswith(head) for line in lines) == 1, head


def test_what_a_report_is_told_of_is_its_news_and_its_background() -> None:
    assert told_of([MadeUp("1", {}, "b", (), None, ("a",))]) == {"1": ("b", "a")}
