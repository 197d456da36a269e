"""A disk that is full: one line says so, what was acknowledged stays, and with room again the work goes on."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from reportedly import Desk, DeskError
from tests.store.conftest import Reader
from tests.store.made import REPORTS
from tests.store.whole import built, check, told

LIST = list(REPORTS.values())
unix = pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of the system")


def in_a_process(work: Callable[[], Any]) -> Any:
    """What work gives in a forked process, whose limits are its own."""
    reads, writes = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reads)
            os.write(writes, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as pipe:
        found = pipe.read()
    os.waitpid(process, 0)
    return json.loads(found)


@contextlib.contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Writes behind so many bytes of a file fail, as on a full disk. Python has SIGXFSZ ignored."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def failure(call: Callable[[], Any]) -> str | None:
    """The message of the desk's error, if there is one."""
    try:
        call()
    except DeskError as error:
        return str(error)
    return None


@unix
@pytest.mark.parametrize("room", [0, 1, 4096, 5000, 20_000, 60_000, 100_000])
def test_a_report_that_finds_no_room_is_refused_and_the_desk_stays_whole(tmp_path: Path, read_once: Reader, room: int) -> None:
    path = tmp_path / "desk.db"

    def work() -> Any:
        with Desk(path) as desk:
            for report in LIST[:4]:
                desk.add(report)
            added, refused = LIST[:4], []
            with no_file_longer_than(Path(f"{path}-wal").stat().st_size + room):
                for report in LIST[4:]:
                    message = failure(functools.partial(desk.add, report))
                    if message is None:
                        added.append(report)
                    else:
                        refused.append(message)
            return added, refused, told(desk)

    added, refused, incidents = in_a_process(work)
    assert refused
    assert all(message.startswith(f"{path}: ") and "\n" not in message for message in refused)
    check(f"sqlite:///{path}")
    assert incidents == built(f"sqlite:///{tmp_path}/added.db", added)
    with Desk(path) as desk:
        assert told(desk) == incidents
        for report in LIST:
            desk.add(report)
        assert told(desk) == built(f"sqlite:///{tmp_path}/other.db", LIST)


@unix
@pytest.mark.parametrize("room", [0, 3000, 4096, 40_000, 100_000])
def test_a_desk_that_finds_no_room_is_not_half_made(tmp_path: Path, read_once: Reader, room: int) -> None:
    path = tmp_path / "desk.db"

    def work() -> str | None:
        with no_file_longer_than(room):
            return failure(lambda: Desk(path).close())

    message = in_a_process(work)
    assert message
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    with Desk(path) as desk:
        assert desk.count() == (0, 0)
        desk.add(LIST[0])
    check(f"sqlite:///{path}")


def test_a_database_that_may_not_grow_says_that_it_is_full(tmp_path: Path, read_once: Reader) -> None:
    path = tmp_path / "desk.db"
    with Desk(path) as desk:
        known = [desk.add(report).id for report in LIST[:3]]
    most = path.stat().st_size // 4096 + 2

    def limit(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={most}")

    with Desk(path) as desk:
        event.listen(desk._engine, "connect", limit)
        desk._engine.dispose()
        with pytest.raises(DeskError, match=r"full$") as caught:
            list(desk.add_all(LIST[3:]))
        assert "\n" not in str(caught.value)
        assert set(desk.documents()) >= set(known)
        assert told(desk) == built(f"sqlite:///{tmp_path}/part.db", LIST[:len(list(desk.documents()))])
        most = 1_000_000
        desk._engine.dispose()
        assert [desk.add(report).text for report in LIST] == [report["text"] for report in LIST]
        assert told(desk) == built(f"sqlite:///{tmp_path}/other.db", LIST)
    check(f"sqlite:///{path}")
