"""Reading all reports anew: the same reader gives the same desk, and an interrupted rebuild goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly import BadInput, Desk, Dossier, pipeline
from tests.store.conftest import Reader
from tests.store.made import REPORTS
from tests.store.test_receipts import FIRST, SECOND, add_interrupted
from tests.store.whole import built, check, dump, read_part, told

LIST = [*REPORTS.values(), SECOND, FIRST]


@pytest.fixture
def change_reader(read_once: Reader, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, reports are read whole; before, as by an earlier release, their first sentence only."""
    def first_sentences(reports: Iterable[Any], **options: Any) -> Iterator[Dossier | BadInput]:
        return read_once.results(({**r, "text": r["text"].split(". ")[0] + "."} for r in reports), **options)

    monkeypatch.setattr(pipeline, "results", first_sentences)
    return lambda: monkeypatch.setattr(pipeline, "results", read_once.results)


def test_a_rebuild_gives_the_same_desk(url: str, read_once: Reader) -> None:
    with Desk(url) as desk:
        for report in LIST:
            desk.add(report)
        before = read_part(dump(url, clock=False))
        assert list(desk.rebuild()) == [(number, len(LIST)) for number in range(1, len(LIST) + 1)]
        after = read_part(dump(url, clock=False))
        assert list(desk.rebuild()) == [(number, len(LIST)) for number in range(1, len(LIST) + 1)]
    assert {name: rows for name, rows in after.items() if name != "settings"} == {
        name: rows for name, rows in before.items() if name != "settings"}
    check(url)


def test_a_rebuild_with_a_changed_reader_gives_what_that_reader_gives(
    new_url: Callable[[], str], change_reader: Callable[[], None],
) -> None:
    url = new_url()
    earlier = built(url, LIST)
    change_reader()
    whole = built(new_url(), LIST)
    assert whole != earlier
    with Desk(url) as desk:
        assert told(desk) == earlier
        assert len(list(desk.rebuild())) == len(LIST)
        assert told(desk) == whole
    check(url)


@pytest.mark.parametrize("stop", [1, 9])
def test_an_interrupted_rebuild_goes_on_where_it_stopped(
    new_url: Callable[[], str], change_reader: Callable[[], None], stop: int,
) -> None:
    url = new_url()
    built(url, LIST)
    change_reader()
    with Desk(url) as desk:
        steps = desk.rebuild()
        assert [next(steps) for _ in range(stop)][-1] == (stop, len(LIST))
    check(url)
    with Desk(url) as desk:
        assert [done for done, _ in desk.rebuild()] == list(range(stop + 1, len(LIST) + 1))
        assert told(desk) == built(new_url(), LIST)
    check(url)


def test_an_interrupted_rebuild_keeps_no_report_waiting(
    url: str, read_once: Reader, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A report that is added in the meantime is read at once; the rest of the rebuild waits for the next."""
    read: list[str] = []

    def counted(reports: Iterable[Any], **options: Any) -> Iterator[Dossier | BadInput]:
        for report in reports:
            read.append(report["text"])
            yield from read_once.results([report], **options)

    with Desk(url) as desk:
        for report in LIST[:5]:
            desk.add(report)
        next(desk.rebuild())
    monkeypatch.setattr(pipeline, "results", counted)
    with Desk(url) as desk:
        desk.add(LIST[5])
        assert read == [LIST[5]["text"]]
        assert [done for done, _ in desk.rebuild()] == [3, 4, 5, 6]


def test_a_rebuild_reads_what_a_crash_left_and_everything_else(
    new_url: Callable[[], str], change_reader: Callable[[], None], monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = new_url()
    built(url, LIST[:4])
    add_interrupted(url, LIST[4], monkeypatch)
    change_reader()
    with Desk(url) as desk:
        assert [done for done, _ in desk.rebuild()] == [1, 2, 3, 4, 5]
        assert told(desk) == built(new_url(), LIST[:5])


def test_a_rebuild_tries_again_what_could_not_be_read(url: str, read_once: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(reports: Iterable[Any], **_: Any) -> Iterator[Dossier | BadInput]:
        return (BadInput("Reportedly failed on this report") for _ in reports)

    with Desk(url) as desk:
        desk.add(REPORTS["night"])
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "results", failing)
            with pytest.raises(BadInput, match="failed"):
                desk.add(REPORTS["murder"])
        assert list(desk.rebuild()) == [(1, 2), (2, 2)]
        assert desk.count() == (2, 2)
    check(url)


def test_a_report_that_a_rebuild_can_not_read_keeps_its_reading(
    url: str, read_once: Reader, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(reports: Iterable[Any], **_: Any) -> Iterator[Dossier | BadInput]:
        return (BadInput("Reportedly failed on this report") for _ in reports)

    with Desk(url) as desk:
        desk.add(REPORTS["night"])
        before = told(desk)
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "results", failing)
            assert list(desk.rebuild()) == [(1, 1)]
        assert told(desk) == before
    check(url)


def test_a_rebuild_in_several_processes_gives_the_same(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    before = built(url, LIST)
    with Desk(url) as desk:
        assert [done for done, _ in desk.rebuild(processes=2)] == list(range(1, len(LIST) + 1))
        assert told(desk) == before
    check(url)
