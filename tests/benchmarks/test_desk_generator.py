"""The made-up reports of the desk's benchmark."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import combinations, islice
from pathlib import Path
from typing import get_args

import pytest

from benchmarks.desk.data import load
from benchmarks.desk.generator import MadeUp, reports
from benchmarks.desk.world import START, happenings
from reportedly import lexicon, read_many
from reportedly.model import IncidentType

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made() -> list[MadeUp]:
    return list(reports(300, seed=5))


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start:start + 4]) for start in range(len(words) - 3)}


def test_the_same_seed_gives_the_same_reports_and_fewer_incidents_the_head_of_more() -> None:
    few, more = list(reports(12, seed=3)), list(reports(30, seed=3))
    assert few == list(reports(12, seed=3))
    assert few == more[:len(few)]
    assert few != list(reports(12, seed=4))


def test_reports_come_one_at_a_time() -> None:
    assert len(list(islice(reports(10**9), 5))) == 5


def test_an_incident_has_one_to_fifteen_reports_and_about_five_in_the_mean(made: list[MadeUp]) -> None:
    counts = Counter(report.incident for report in made)
    assert len(counts) == 300
    assert min(counts.values()) == 1
    assert max(counts.values()) == 15
    assert 4.4 < sum(counts.values()) / len(counts) < 5.6
    assert sum(count <= 2 for count in counts.values()) > sum(count >= 10 for count in counts.values())


def test_every_type_that_news_tells_of_happens() -> None:
    assert {event.type for event in happenings(4000)} == set(get_args(IncidentType)) - {"other"}


def test_no_two_incidents_in_one_town_on_one_day_are_alike() -> None:
    by_town = defaultdict(list)
    for event in happenings(2000):
        by_town[event.town].append(event)
    pairs = [pair for events in by_town.values() for pair in combinations(events, 2)]
    same_day = [pair for pair in pairs if pair[0].at.date() == pair[1].at.date()]
    assert len(same_day) > 20
    for one, other in same_day:
        assert one.type != other.type
        assert one.target != other.target
        assert abs((one.at - other.at).total_seconds()) > 3 * 3600
    assert any(0 < abs((one.at - other.at).days) < 7 for one, other in pairs)


def test_figures_grow_with_time_and_differ_between_sources() -> None:
    disputed = 0
    for event in happenings(300):
        for first, second, third in event.cast.values():
            for earlier, later in ((first, second), (second, third)):
                assert earlier.killed <= later.killed
                assert earlier.injured <= later.injured
                assert earlier.taken <= later.taken
        disputed += len({(last.killed, last.taken) for *_, last in event.cast.values()}) > 1
    assert 60 < disputed < 240


def test_ids_are_unique_and_origins_are_of_the_incident(made: list[MadeUp]) -> None:
    assert len({report.id for report in made}) == len(made)
    assert len({report.report["url"] for report in made}) == len(made)
    for report in made:
        assert report.origin
        assert all(origin.startswith(f"{report.incident}:") for origin in report.origin)


def test_a_copy_carries_the_text_and_no_origin_that_its_model_has_not(made: list[MadeUp]) -> None:
    by_id = {report.id: report for report in made}
    copies = [report for report in made if report.copy_of]
    assert 0.2 < len(copies) / len(made) < 0.45
    for copy in copies:
        model = by_id[copy.copy_of or ""]
        assert model.copy_of is None
        assert model.incident == copy.incident
        assert model.report["outlet"] != copy.report["outlet"]
        assert set(copy.origin) <= set(model.origin)
        first, second = shingles(copy.report["text"]), shingles(model.report["text"])
        assert len(first & second) / len(first) > 0.2
    assert any(shingles(copy.report["text"]) < shingles(by_id[copy.copy_of or ""].report["text"]) for copy in copies)


def test_reports_that_are_no_copies_are_told_in_words_of_their_own(made: list[MadeUp]) -> None:
    originals = [(report.incident, shingles(report.report["text"])) for report in made if not report.copy_of][:350]
    shares = [len(one & other) / len(one | other) for (_, one), (_, other) in combinations(originals, 2)]
    assert max(shares) < 0.6
    of_two = [len(one & other) / len(one | other)
              for (first, one), (second, other) in combinations(originals, 2) if first != second]
    assert max(of_two) < 0.4


def test_a_background_is_an_incident_told_before(made: list[MadeUp]) -> None:
    looking_back = [report for report in made if report.background]
    assert len(looking_back) > 30
    assert all(other < report.incident for report in looking_back for other in report.background)


def test_a_report_is_published_after_what_it_tells(made: list[MadeUp]) -> None:
    events = {event.id: event for event in happenings(300, seed=5)}
    for report in made:
        at, published = events[report.incident].at, report.report["published"]
        if "T" in published:
            assert 0 < (datetime.fromisoformat(published) - at).total_seconds() < 6 * 86400
        else:
            assert 0 <= (date.fromisoformat(published) - at.date()).days <= 6
        assert at.date() >= START.date()


def test_every_slot_is_filled(made: list[MadeUp]) -> None:
    for report in made:
        assert not re.search(r"[{}]|\bNone\b|  | ,|,,|\.\.", report.report["text"] + report.report["title"]), report
        assert all(report.report[key] for key in ("text", "title", "outlet", "published", "url"))


def test_no_outlet_or_agency_is_a_real_one_that_the_lexicon_knows(made: list[MadeUp]) -> None:
    known = set()
    for table in ("agencies", "outlets"):
        for name, entry in lexicon.load(table).items():
            known |= {name.lower(), *(alias.lower() for alias in entry.get("aliases", []))}
    names = {*load("world")["agencies"], *(report.report["outlet"] for report in made)}
    assert not {name.lower() for name in names} & known


def test_there_are_frames_enough() -> None:
    def count(table: object) -> int:
        return sum(map(count, table.values())) if isinstance(table, dict) else len(table)  # type: ignore[arg-type]

    frames = load("frames")
    no_frames = {"tags", "aims", "lead", "jobs", "furniture", "rewriting", "headlines", "hospitals"}
    others = [key for key in frames if key not in no_frames]
    assert count(frames["lead"]) >= 30
    assert sum(count(frames[key]) for key in others) >= 60


def test_the_command_writes_reports_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl"
    subprocess.run([sys.executable, "-m", "benchmarks.desk.generator", "--incidents", "6", "--seed", "9", "-o", path],
                   check=True, cwd=ROOT)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [report.id for report in reports(6, seed=9)]
    assert all(set(row["truth"]) == {"incident", "origin", "copy_of", "background"} for row in rows)
    dossiers = list(read_many(rows))
    assert [dossier.document.outlet for dossier in dossiers] == [row["outlet"] for row in rows]
    assert sum(bool(dossier.incidents) for dossier in dossiers) > 0.7 * len(rows)
