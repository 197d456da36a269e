"""The incidents do not depend on the order in which the reports came, nor on the number of processes that read them."""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportedly import Desk
from tests.store.conftest import Reader
from tests.store.made import REPORTS, series
from tests.store.test_receipts import FIRST, SECOND, THIRD
from tests.store.whole import built, check, told

POOL: dict[str, dict[str, Any]] = {**REPORTS, "first": FIRST, "second": SECOND, "third": THIRD}
ORDERS = st.lists(st.sampled_from(list(POOL)), min_size=2, max_size=len(POOL), unique=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("orders")


@given(order=ORDERS, again=st.integers(0, len(POOL)))
@example(order=list(POOL), again=0)
@example(order=list(reversed(POOL)), again=3)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_any_reports_in_any_order_make_the_same_incidents(
    folder: Path, read_once: Reader, order: list[str], again: int,
) -> None:
    """Some of the reports come a second time."""
    known = sorted(order, key=list(POOL).index)
    url = new(folder)
    assert built(url, (POOL[name] for name in [*order, *order[:again]])) == in_order(folder, tuple(known))


@functools.cache
def in_order(folder: Path, names: tuple[str, ...]) -> list[str]:
    """The incidents of these reports, added in the order of the pool."""
    url = new(folder)
    found = built(url, (POOL[name] for name in names))
    check(url)
    return found


def new(folder: Path) -> str:
    return f"sqlite:///{folder}/{len(list(folder.glob('*.db')))}.db"


def test_two_attacks_in_one_town_on_one_day_stay_two_in_any_order(new_url: Callable[[], str], read_once: Reader) -> None:
    names = list(REPORTS)
    chance = random.Random(6)
    states = []
    for _ in range(5):
        chance.shuffle(names)
        states.append(built(new_url(), (REPORTS[name] for name in names)))
    assert all(state == states[0] for state in states)
    assert [json.loads(incident)["type"] for incident in states[0]] == ["shooting", "shelling", "suicide bombing"]


def test_copies_of_one_wire_are_one_origin_in_any_order(new_url: Callable[[], str], read_once: Reader) -> None:
    names = ("wire", "print", "abridged")
    for order in (names, names[::-1], ("print", "abridged", "wire")):
        with Desk(new_url()) as desk:
            ids = {name: desk.add(REPORTS[name]).id for name in order}
            (incident,) = desk.incidents()
            assert {frozenset(group) for group in incident.copies} == {frozenset(ids.values())}
            nurse = [origin for origin in incident.origins if "nurse" in origin.name]
            assert [set(origin.documents) for origin in nurse] == [set(ids.values())]


def test_the_number_of_processes_does_not_matter(folder: Path) -> None:
    reports = [*REPORTS.values(), *series(8)]
    assert added(new(folder), reports, 1) == added(new(folder), reports, 2)


def added(url: str, reports: Iterable[Any], processes: int) -> tuple[list[Any], list[str]]:
    with Desk(url) as desk:
        documents = list(desk.add_all(iter(reports), processes=processes))
        check(url)
        return documents, told(desk)
