"""What persons decide: it stands over the reports, in a log to which lines are only ever added, and can be taken back."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from reportedly import Desk, DeskIncident
from tests.store.conftest import Reader, copied, emptied
from tests.store.made import REPORTS
from tests.store.test_receipts import FIRST, OTHER, SECOND
from tests.store.whole import built, check, dossier_of, dump, figure, told


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stocked(
    request: pytest.FixtureRequest, reader: Reader, tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[], str]:
    """Gives URLs of desks with the made-up reports: copies of one."""
    folder, numbers = tmp_path_factory.mktemp("stocked"), itertools.count(1)
    postgres = "" if request.param == "sqlite" else str(request.getfixturevalue("postgres"))
    url = emptied(postgres, "stocked") if postgres else f"sqlite:///{folder}/stocked.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reportedly.pipeline.results", reader.results)
        built(url, REPORTS.values())

    def copy() -> str:
        if postgres:
            return copied(postgres, "stocked", "copy")
        path = folder / f"copy{next(numbers)}.db"
        shutil.copy(folder / "stocked.db", path)
        return f"sqlite:///{path}"

    return copy


@pytest.fixture
def desk_url(stocked: Callable[[], str]) -> str:
    return stocked()


@pytest.fixture
def desk(desk_url: str, read_once: Reader) -> Iterator[Desk]:
    """A desk with the made-up reports."""
    with Desk(desk_url, editor="Amina") as desk:
        yield desk
    check(desk_url)


def of(desk: Desk, name: str) -> DeskIncident:
    """The first incident of the desk that one of the made-up reports tells of."""
    return next(incident for incident in desk.incidents() if name in reports_of(desk, incident))


def reports_of(desk: Desk, incident: DeskIncident) -> set[str]:
    """The names of the made-up reports of an incident."""
    names = {(str(report["text"]), report["outlet"]): name for name, report in REPORTS.items()}
    documents = [dossier_of(desk, report.document).document for report in incident.reports]
    return {names[document.text, str(document.outlet)] for document in documents}


MARKET = {"wire", "print", "abridged", "medic", "denial", "both"}
NIGHT = {"night", "night-print", "night-claim", "both"}
MURDER = {"murder", "teacher"}


def test_the_reports_make_three_incidents(desk: Desk) -> None:
    assert [reports_of(desk, incident) for incident in desk.incidents()] == [MURDER, MARKET, NIGHT]


def test_a_decision_is_in_the_log_with_time_who_and_why(desk: Desk) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    id_ = desk.correct(of(desk, "medic").id, because="the hospital's list of names", killed="7-8-9", type="airstrike")
    desk.confirm(of(desk, "night").id)
    one, other = desk.log()
    assert (one.number, one.verb, one.who, one.because) == (1, "correct", "Amina", "the hospital's list of names")
    assert one.details == {"fields": {"killed": "7-8-9", "type": "airstrike"}}
    assert before <= datetime.fromisoformat(one.at) <= datetime.now(UTC)
    assert (other.number, other.verb, other.because, other.undone) == (2, "confirm", None, None)
    assert desk.log(id_) == (one,)
    with pytest.raises(KeyError):
        desk.log("zzzz")


def test_an_editor_is_who_is_named_or_the_user(url: str, read_once: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTEDLY_EDITOR", "Issa")
    with Desk(url) as desk:
        desk.add(REPORTS["murder"])
        desk.confirm(next(desk.incidents()).id)
        monkeypatch.delenv("REPORTEDLY_EDITOR")
        monkeypatch.setenv("LOGNAME", "someone")
        desk.confirm(next(desk.incidents()).id)
        assert [decision.who for decision in desk.log()] == ["Issa", "someone"]


def test_corrections_stand_over_the_reports_and_are_found_by_filters(desk: Desk) -> None:
    id_ = of(desk, "medic").id
    assert desk.correct(id_, because="seen", type="airstrike", when="2024-05-12/2024-05-13", where="Ayorou@14.73,0.92",
                        country="NER", actor="Niger's air force", killed="7-8-9", injured="20") == id_
    incident = desk.incident(id_)
    assert (incident.type, incident.earliest, incident.latest) == ("airstrike", "2024-05-12", "2024-05-13")
    assert incident.place
    assert (incident.place.country, incident.fields["where"].corrected) == ("NER", True)
    estimates = figure(incident), figure(incident, "injured")
    assert [(e.low, e.best, e.high, e.corrected) for e in estimates] == [(7, 8, 9, True), (20, 20, 20, True)]
    for filters in ({"type": "airstrike"}, {"until": "2024-05-12"}, {"country": "NER"}, {"party": "air force"}):
        assert [found.id for found in desk.incidents(**filters)] == [id_], filters  # type: ignore[arg-type]
    assert id_ not in [found.id for found in desk.incidents(since="2024-05-14")]
    assert id_ not in [found.id for found in desk.incidents(country="MLI")]


def test_a_value_that_can_not_be_is_refused(desk: Desk) -> None:
    id_ = of(desk, "medic").id
    before = told(desk)
    wrong: list[dict[str, str]] = [
        {"type": "bomb"}, {"when": "yesterday"}, {"when": "2024-13-01"}, {"killed": "many"}, {"killed": "9-3"},
        {"country": "XYZ"}, {"colour": "red"}, {"where": " "}, {}, {"killed": "3", "type": "bomb"}]
    for fields in wrong:
        with pytest.raises(ValueError, match=r"\w") as caught:
            desk.correct(id_, because="seen", **fields)
        assert "\n" not in str(caught.value)
    with pytest.raises(ValueError, match="reason"):
        desk.correct(id_, because=" ", killed="3")
    assert (told(desk), desk.log()) == (before, ())


def test_a_confirmation_stands_in_the_grade(desk: Desk) -> None:
    id_ = desk.confirm(of(desk, "night").id, because="two calls")
    assert desk.incident(id_).grade.confirmed
    assert [incident.id for incident in desk.incidents() if incident.grade.confirmed] == [id_]


def test_later_corrections_stand_over_earlier_ones(desk: Desk) -> None:
    id_ = of(desk, "medic").id
    for killed in ("7", "9", "8"):
        desk.correct(id_, because="counted", killed=killed)
    assert figure(desk.incident(id_)).best == 8
    for number, best in ((3, 9), (1, 9), (2, 8)):
        desk.undo(number)
        assert figure(desk.incident(id_)).best == best
    assert not figure(desk.incident(id_)).corrected


def test_merged_incidents_are_one_and_both_ids_lead_there(desk: Desk) -> None:
    market, night = of(desk, "wire"), of(desk, "night")
    id_ = desk.merge(market.id, night.id, because="one operation")
    incident = desk.incident(id_)
    assert reports_of(desk, incident) == MARKET | NIGHT
    assert desk.incident(market.id) == desk.incident(night.id) == incident
    assert {market.id, night.id} <= {incident.id, *incident.also}
    assert desk.count()[1] == 2
    with pytest.raises(ValueError, match="one incident already"):
        desk.merge(market.id, night.id)
    (decision,) = desk.log(id_)
    assert (decision.verb, decision.because, decision.details) == ("merge", "one operation", {"with": night.id})


def test_a_split_takes_reports_out(desk: Desk) -> None:
    night = of(desk, "night")
    claim = next(r.document for r in night.reports if r.outlet == "Sahel Bulletin")
    rest, out = desk.split(night.id, claim[:10], because="another checkpoint")
    assert reports_of(desk, desk.incident(out)) == {"night-claim"}
    assert reports_of(desk, desk.incident(rest)) == NIGHT - {"night-claim"}
    assert desk.log(out) == desk.log(rest) == desk.log()
    assert desk.log()[0].details == {"documents": [claim]}


def test_a_split_takes_out_some_reports_not_none_not_all_not_others(desk: Desk) -> None:
    night, market = of(desk, "night"), of(desk, "wire")
    before = told(desk)
    for documents in ((), [r.document for r in night.reports], ["zzz"], [""], [of(desk, "murder").reports[0].document]):
        with pytest.raises(ValueError, match=r"report|not none") as caught:
            desk.split(night.id, *documents)
        assert "\n" not in str(caught.value)
    with pytest.raises(KeyError):
        desk.merge(market.id, "zzz")
    assert (told(desk), desk.log()) == (before, ())


def test_later_merges_and_splits_stand_over_earlier_ones(desk: Desk) -> None:
    before = told(desk)
    market, night = of(desk, "wire"), of(desk, "night")
    id_ = desk.merge(market.id, night.id)
    desk.split(id_, *(r.document for r in night.reports if r.outlet != "The Monday Review"))
    assert {frozenset(reports_of(desk, i)) for i in desk.incidents()} >= {frozenset(NIGHT - {"both"})}
    one, other = of(desk, "wire"), of(desk, "night")
    desk.merge(one.id, other.id)
    assert reports_of(desk, of(desk, "wire")) == MARKET | NIGHT
    for number in (3, 2, 1):
        desk.undo(number)
    assert told(desk) == before


def test_what_is_undone_is_as_it_was_and_an_undo_can_be_undone(desk: Desk) -> None:
    before = told(desk)
    market, night = of(desk, "wire"), of(desk, "night")
    id_ = desk.merge(market.id, night.id)
    merged = told(desk)
    desk.undo(1, because="two happenings")
    assert told(desk) == before
    desk.undo(2)
    assert told(desk) == merged
    assert [(d.number, d.verb, d.undone) for d in desk.log()] == [(1, "merge", None), (2, "undo", 3), (3, "undo", None)]
    assert desk.log(id_) == desk.log()
    desk.undo(1)
    assert told(desk) == before
    assert [(d.verb, d.undone) for d in desk.log()] == [("merge", 4), ("undo", 3), ("undo", None), ("undo", None)]


def test_what_can_not_be_undone_changes_nothing(desk: Desk) -> None:
    desk.confirm(of(desk, "night").id)
    desk.undo(1)
    before, log = told(desk), desk.log()
    for number, why in ((1, "undone already"), (7, "no such decision")):
        with pytest.raises(KeyError, match=why):
            desk.undo(number)
    assert (told(desk), desk.log()) == (before, log)


def test_undoing_a_split_joins_again_and_undoing_a_correction_shows_the_reports(desk: Desk) -> None:
    before = told(desk)
    night = of(desk, "night")
    desk.split(night.id, night.reports[0].document)
    desk.correct(of(desk, "murder").id, because="seen", killed="2")
    desk.undo(1)
    desk.undo(2)
    assert told(desk) == before


def test_nothing_is_ever_taken_out_of_the_log(desk: Desk, desk_url: str) -> None:
    written: list[object] = []
    for step in (decide, lambda desk: desk.undo(1), lambda desk: list(desk.rebuild()), lambda desk: desk.undo(5)):
        step(desk)
        now = dump(desk_url)["decisions"]
        assert now[:len(written)] == written
        written = list(now)
    assert [row[3] for row in written] == ["split", "merge", "correct", "confirm", "undo", "undo"]  # type: ignore[index]


def decide(desk: Desk) -> None:
    """One decision of each kind."""
    night = of(desk, "night")
    desk.split(night.id, next(r.document for r in night.reports if r.outlet == "Sahel Bulletin"), because="elsewhere")
    desk.merge(of(desk, "murder").id, of(desk, "night-claim").id, because="one hand")
    desk.correct(of(desk, "wire").id, because="counted by name", killed="7", where="Menaka market")
    desk.confirm(of(desk, "night").id)


def test_decisions_survive_adding_again_and_a_rebuild(desk: Desk, desk_url: str) -> None:
    decide(desk)
    after, log = told(desk), desk.log()
    for report in REPORTS.values():
        desk.add(report)
    assert told(desk) == after
    assert [done for done, _ in desk.rebuild()] == list(range(1, len(REPORTS) + 1))
    assert (told(desk), desk.log()) == (after, log)
    with Desk(desk_url) as again:
        assert (told(again), again.log()) == (after, log)


def test_decisions_stand_when_more_reports_come(url: str, read_once: Reader) -> None:
    late = ("abridged", "night-print", "teacher", "quiet")
    with Desk(url) as desk:
        for name, report in REPORTS.items():
            if name not in late:
                desk.add(report)
        market, night = of(desk, "wire"), of(desk, "night")
        id_ = desk.merge(market.id, night.id)
        desk.correct(id_, because="seen", killed="12")
        for name in late:
            desk.add(REPORTS[name])
        incident = of(desk, "wire")
        assert reports_of(desk, incident) == MARKET | NIGHT
        assert figure(incident).best == 12
    check(url)


@pytest.mark.parametrize("reports", [(FIRST, OTHER), (FIRST,)])
def test_a_correction_survives_a_new_version(url: str, read_once: Reader, reports: tuple[dict[str, str], ...]) -> None:
    with Desk(url) as desk:
        for report in reports:
            desk.add(report)
        desk.correct(next(desk.incidents()).id, because="counted by name", killed="9")
        desk.confirm(next(desk.incidents()).id)
        desk.add(SECOND)
        (incident,) = desk.incidents()
        assert figure(incident).best == 9
        assert figure(incident, "injured").best == 3
        assert incident.grade.confirmed
        assert [decision.verb for decision in desk.log(incident.id)] == ["correct", "confirm"]
        desk.undo(1)
        (incident,) = desk.incidents()
        assert 8 in {count.low for account in incident.accounts for count in account.counts}
        assert not figure(incident).corrected
    check(url)


def test_a_split_and_a_merge_survive_a_new_version(url: str, read_once: Reader) -> None:
    with Desk(url) as desk:
        old = desk.add(FIRST)
        desk.add(OTHER)
        murder = desk.add(REPORTS["murder"])
        bus = next(i for i in desk.incidents() if i.type == "bombing")
        rest, out = desk.split(bus.id, old.id)
        desk.merge(out, next(i for i in desk.incidents() if i.type == "shooting").id)
        new = desk.add(SECOND)
        groups = {frozenset(r.document for r in i.reports) for i in desk.incidents()}
        assert frozenset({new.id, murder.id}) in groups
        assert len(groups) == 2
        assert rest in {i.id for i in desk.incidents()}
    check(url)
