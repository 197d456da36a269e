"""A desk whose process is killed: whatever was acknowledged is there, nothing is half there, and the work goes on."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import pytest

from reportedly import BadInput, Desk, Document
from tests.store.conftest import Reader
from tests.store.made import REPORTS, series
from tests.store.whole import Rows, check, dump, read_part, told

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")

LIFE = 0.15
"""Seconds after which a process is killed at the latest; the more, the longer no report got done."""

SERIES = series(32)
Work = Callable[[Callable[[str], object]], None]


def killed_after(seconds: float, work: Work) -> tuple[list[str], bool]:
    """What a process acknowledged before it was killed, and whether it was: it may have been done before."""
    reads, writes = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reads)
        _work_and_end(work, writes)
    os.close(writes)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    with os.fdopen(reads) as pipe:
        acknowledged = pipe.read().split()
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the process failed by itself"
    return acknowledged, os.WIFSIGNALED(status)


def _work_and_end(work: Work, pipe: int) -> NoReturn:
    """Work in the forked process, which must not go on as a second run of the tests."""
    code = 1
    try:
        work(lambda id_: os.write(pipe, f"{id_}\n".encode()))
        code = 0
    finally:
        os._exit(code)


def adding(url: str, reports: Iterable[Any]) -> Work:
    """Open the desk, add the reports one after another, and acknowledge each."""
    def work(acknowledge: Callable[[str], object]) -> None:
        with Desk(url) as desk:
            for report in reports:
                acknowledge(desk.add(report).id)
    return work


def adding_many(url: str, reports: Iterable[Any]) -> Work:
    """The same with :meth:`Desk.add_all`, which receives reports ahead of their reading."""
    def work(acknowledge: Callable[[str], object]) -> None:
        with Desk(url) as desk:
            for result in desk.add_all(reports):
                if isinstance(result, Document):
                    acknowledge(result.id)
    return work


def marks(rows: Rows) -> dict[str, str]:
    """A hash for each table of what was read, by which two states are compared."""
    return {name: hashlib.sha256(repr(some).encode()).hexdigest() for name, some in read_part(rows).items()}


def states(url: str, reports: Iterable[Any]) -> list[dict[str, str]]:
    """The states that a desk goes through when nobody kills it, from the empty one on. Nothing is half there in any."""
    with Desk(url) as desk:
        found = [marks(dump(url))]
        for report in reports:
            desk.add(report)
            check(url)
            found.append(marks(dump(url)))
        return found


@pytest.fixture(scope="module")
def known(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The states of an undisturbed desk with the reports of the series. They are the same on both databases."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reportedly.pipeline.results", reader.results)
        return states(f"sqlite:///{tmp_path_factory.mktemp('known')}/desk.db", SERIES)


def reports_on(url: str, known: list[dict[str, str]], acknowledged: Iterable[str]) -> int:
    """How many reports are on a desk whose process was killed; its state has to be that after so many."""
    with Desk(url) as desk:
        documents = list(desk.documents())
    missing = [id_ for id_ in acknowledged if id_ not in documents]
    assert not missing
    assert marks(dump(url)) == known[len(documents)]
    check(url, read=False)
    return len(documents)


@pytest.mark.parametrize("add", [adding, adding_many])
def test_a_hundred_kills_lose_nothing(
    new_url: Callable[[], str], read_once: Reader, known: list[dict[str, str]], add: Any,
) -> None:
    url, acknowledged, idle = new_url(), list[str](), 0
    number = 50 if url.startswith("sqlite") else 15
    chance = random.Random(4)
    killed_at_work = kills = 0
    while kills < number:
        life = chance.uniform(0, LIFE * (1 + idle))
        at_work, killed = killed_after(life, add(url, SERIES[len(acknowledged):]))
        acknowledged += at_work
        there = reports_on(url, known, acknowledged)
        assert len(acknowledged) <= there <= len(acknowledged) + 1
        kills += killed
        killed_at_work += killed and there > 0
        idle = 0 if at_work else idle + 1
        if len(acknowledged) == len(SERIES):
            url, acknowledged = new_url(), []
    assert killed_at_work > number / 4
    with Desk(url) as desk:
        assert not any(isinstance(result, BadInput) for result in desk.add_all(SERIES))
    assert reports_on(url, known, acknowledged) == len(SERIES)


def test_kills_while_reports_are_read_lose_nothing(new_url: Callable[[], str]) -> None:
    reports = list(REPORTS.values())
    url, other = new_url(), new_url()
    known = states(other, reports)
    chance = random.Random(5)
    acknowledged: set[str] = set()
    for number in range(8):
        at_work, _ = killed_after(chance.uniform(0, LIFE * (1 + number)), adding_many(url, reports))
        acknowledged.update(at_work)
        reports_on(url, known, acknowledged)
    with Desk(url) as desk, Desk(other) as undisturbed:
        desk.resume()
        assert not any(isinstance(result, BadInput) for result in desk.add_all(reports))
        assert told(desk) == told(undisturbed)
