"""Several processes at one desk: readers see whole states, writers wait for each other."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.pool import AsyncResult, Pool
from typing import Any

import pytest

from reportedly import Desk
from tests.store.conftest import Reader
from tests.store.made import REPORTS, series
from tests.store.whole import built, check, told


@pytest.fixture(scope="module")
def others(reader: Reader) -> Iterator[Pool]:
    """Four processes that have read the reports already."""
    list(reader.results(series(20)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reportedly.pipeline.results", reader.results)
        with multiprocessing.get_context("fork").Pool(4) as pool:
            yield pool


def add(url: str, reports: Iterable[Any]) -> list[str]:
    with Desk(url) as desk:
        return [desk.add(report).id for report in reports]


def look(url: str, last: int) -> list[tuple[str, ...]]:
    """The states of the incidents that one reader sees until so many reports are there."""
    seen: list[tuple[str, ...]] = []
    with Desk(url) as desk:
        while not seen or desk.count()[0] < last:
            state = tuple(told(desk))
            seen += [state] if state not in seen[-1:] else []
            for incident in desk.incidents():
                assert all(desk.dossier(report.document) for report in incident.reports)
        return [*seen, tuple(told(desk))]


def test_readers_see_whole_states_while_another_process_adds(
    new_url: Callable[[], str], others: Pool, read_once: Reader,
) -> None:
    reports = list(REPORTS.values())
    states = []
    with Desk(new_url()) as desk:
        states.append(tuple(told(desk)))
        for report in reports:
            desk.add(report)
            states.append(tuple(told(desk)))
    url = new_url()
    Desk(url).close()
    readers = [others.apply_async(look, (url, len(reports))) for _ in range(2)]
    writer = others.apply_async(add, (url, reports))
    writer.get(60)
    for reader in readers:
        seen = reader.get(60)
        assert [states.index(state) for state in seen] == sorted(map(states.index, seen))
        assert seen[-1] == states[-1]
        assert len(set(seen)) > 2


def test_a_reader_keeps_its_state_while_the_desk_changes(url: str, read_once: Reader) -> None:
    with Desk(url) as desk:
        for report in list(REPORTS.values())[:8]:
            desk.add(report)
        before = told(desk)
        incidents = desk.incidents()
        found = [next(incidents).to_json()]
        for report in list(REPORTS.values())[8:]:
            desk.add(report)
        desk.correct(next(desk.incidents(text="market")).id, killed="7", because="counted by name")
        found += [incident.to_json() for incident in incidents]
        assert found == before
        assert told(desk) != before


@pytest.mark.parametrize("writers", [2, 4])
def test_several_writers_give_what_one_writer_gives(
    new_url: Callable[[], str], others: Pool, read_once: Reader, writers: int,
) -> None:
    reports = [*REPORTS.values(), *series(20)]
    alone = built(new_url(), reports)
    url = new_url()
    _all(others.apply_async(add, (url, reports[first::writers])) for first in range(writers))
    with Desk(url) as desk:
        assert told(desk) == alone
        assert desk.count()[0] == len(reports)
    check(url)


def test_writers_that_add_the_same_reports_add_each_once(
    new_url: Callable[[], str], others: Pool, read_once: Reader,
) -> None:
    reports = list(REPORTS.values())
    alone = built(new_url(), reports)
    url = new_url()
    turned = [reports, reports[::-1], reports[6:] + reports[:6], reports]
    ids = _all(others.apply_async(add, (url, order)) for order in turned)
    assert len({frozenset(some) for some in ids}) == 1
    with Desk(url) as desk:
        assert told(desk) == alone
    check(url)


def test_threads_share_one_desk(new_url: Callable[[], str], read_once: Reader) -> None:
    reports = list(REPORTS.values())
    alone = built(new_url(), reports)
    url = new_url()
    with Desk(url) as desk:
        threads = [threading.Thread(target=lambda some=some: [desk.add(report) for report in some])
                   for some in (reports[::2], reports[1::2])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert told(desk) == alone
    check(url)


def test_processes_that_make_one_desk_at_once_make_it_once(new_url: Callable[[], str], others: Pool) -> None:
    for _ in range(5):
        url = new_url()
        _all(others.apply_async(add, (url, [])) for _ in range(4))
        check(url)


def test_what_persons_decide_at_once_is_all_in_the_log(url: str, others: Pool, read_once: Reader) -> None:
    add(url, REPORTS.values())
    with Desk(url) as desk:
        ids = [incident.id for incident in desk.incidents()]
    _all(others.apply_async(confirm, (url, ids, f"editor {number}")) for number in range(4))
    with Desk(url) as desk:
        log = desk.log()
        assert [decision.number for decision in log] == list(range(1, 4 * len(ids) + 1))
        assert all(incident.grade.confirmed for incident in desk.incidents())
    check(url)


def confirm(url: str, ids: Iterable[str], editor: str) -> None:
    with Desk(url, editor=editor) as desk:
        for id_ in ids:
            desk.confirm(id_)


def _all(running: Iterable[AsyncResult[Any]]) -> list[Any]:
    return [result.get(60) for result in list(running)]
