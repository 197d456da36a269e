"""The timeline counts every incident once, sums what is reported killed, and leads to the lists that it is of."""

from __future__ import annotations

import re
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.web.drawings import FLOOR, TOP, WIDEST, drawn
from reportedly.web.periods import MOST, Timeline, period_name, timeline
from reportedly.web.site import Site, templates
from tests.web.markup import Markup

OPEN = -1


def of(*incidents: tuple[str, int, int, int]) -> Timeline:
    """The timeline of incidents: a day or nothing, and the killed; OPEN stands for no high, three times for no figure."""
    days = [date.fromisoformat(day).toordinal() if day else -1 for day, *_ in incidents]
    low, best, high = zip(*(killed for _, *killed in incidents), strict=True)
    return timeline(np.array(days), np.array(low), np.array(best), np.array(high))


@pytest.mark.parametrize(("first", "last", "unit", "name", "number"), [
    ("2024-05-06", "2024-05-06", "day", "6 May 2024", 1),
    ("2024-01-01", "2024-02-29", "day", "1 January 2024", 60),
    ("2024-01-03", "2024-03-20", "week", "week from 1 January 2024", 12),
    ("2023-01-31", "2024-06-01", "month", "January 2023", 18),
    ("2019-12-31", "2024-12-31", "quarter", "October to December 2019", 21),
    ("1989-07-01", "2024-05-01", "year", "1989", 36),
    ("1955-07-01", "2024-05-01", "decade", "1950 to 1959", 8),
    ("0001-01-01", "9999-12-31", "century", "1 to 99", 100),
])
def test_the_unit_is_the_shortest_that_needs_few_enough_periods(
    first: str, last: str, unit: str, name: str, number: int,
) -> None:
    found = of((first, 1, 1, 1), (last, 1, 1, 1))
    assert (found.unit, period_name(found.periods[0], found.unit), len(found.periods)) == (unit, name, number)
    assert found.periods[0].since <= date.fromisoformat(first) <= found.periods[0].until
    assert found.periods[-1].since <= date.fromisoformat(last) <= found.periods[-1].until


def test_killed_are_summed_by_period_and_an_open_high_counts_with_its_best() -> None:
    found = of(("2024-05-06", 1, 3, 7), ("2024-05-06", 2, 2, OPEN), ("2024-05-06", OPEN, OPEN, OPEN),
               ("2024-05-08", 0, 0, 4))
    first, between, last = found.periods
    assert (first.incidents, first.counted, first.low, first.best, first.high) == (3, 2, 3, 5, 9)
    assert (between.incidents, between.counted) == (0, 0)
    assert (last.incidents, last.low, last.best, last.high) == (1, 0, 0, 4)
    assert (found.open, found.undated, found.incidents, found.counted) == (1, 0, 4, 3)


def test_incidents_without_a_day_are_left_out_and_counted() -> None:
    found = of(("", 5, 5, 5), ("2024-05-06", 1, 1, 1))
    assert (found.undated, found.incidents, found.periods[0].best) == (1, 1, 1)
    assert of(("", 5, 5, 5)).periods == ()
    assert drawn(of(("", 5, 5, 5)), {}) is None


@given(st.lists(st.tuples(st.dates(), st.integers(-1, 50)), min_size=1, max_size=40))
def test_periods_follow_each_other_and_hold_every_incident_once(told: list[tuple[date, int]]) -> None:
    best = np.array([number for _, number in told])
    found = timeline(np.array([day.toordinal() for day, _ in told]), best, best, best)
    assert len(found.periods) <= MOST or found.unit == "century"
    for one, after in zip(found.periods, found.periods[1:], strict=False):
        assert one.until + timedelta(1) == after.since
    for period in found.periods:
        inside = [number for day, number in told if period.since <= day <= period.until]
        assert period.incidents == len(inside)
        assert period.low == period.best == period.high == sum(number for number in inside if number >= 0)
    assert found.incidents == len(told)


@given(st.lists(st.tuples(st.dates(), st.integers(0, 10**6), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30))
def test_bars_stay_in_the_drawing_and_are_in_order(told: list[tuple[date, int, int, int]]) -> None:
    low = np.array([low for _, low, _, _ in told])
    best = low + np.array([more for _, _, more, _ in told])
    high = best + np.array([more for _, _, _, more in told])
    found = drawn(timeline(np.array([day.toordinal() for day, *_ in told]), low, best, high), {})
    assert found is not None
    for bar in found.bars:
        assert 0 <= bar.left < bar.left + bar.width <= 100.01
        assert bar.width <= WIDEST
        assert TOP <= bar.top <= FLOOR
        if bar.low is not None and bar.best is not None and bar.high is not None:
            assert TOP <= bar.high <= bar.best <= bar.low <= FLOOR
    assert 0 < len(found.days) <= MOST // 6
    assert all(0 < label.at < 100 for label in found.days)


def test_a_bar_leads_to_the_list_of_its_period_within_the_view() -> None:
    found = drawn(of(("2023-01-31", 1, 1, 1), ("2024-06-01", 1, 1, 1)), {"country": "MLI", "since": "2023-01-15"})
    assert found is not None
    assert found.query + found.bars[0].query == "country=MLI&since=2023-01-15&until=2023-01-31"
    assert found.query + found.bars[-1].query == "country=MLI&since=2024-06-01&until=2024-06-30"


def test_the_drawing_says_its_numbers_in_words_and_as_a_table() -> None:
    told = of(("2024-05-06", 1, 3, 7), ("2024-05-06", 2, 2, OPEN), ("2024-05-08", OPEN, OPEN, OPEN))
    found = drawn(told, {"type": "clash"})
    written = templates().from_string(
        '{% from "timeline.html.jinja" import view_timeline with context %}{{ view_timeline(site, drawing) }}').render(
        site=Site("/desk"), drawing=found)
    page = Markup(written)
    words = " ".join(page.words.split())
    assert "3 incidents, from 6 May 2024 to 8 May 2024; the most, 2, in 6 May 2024." in words
    assert "6 May 2024: killed: low 3, best 5, high 9" in words
    assert "2 have a figure; 1 of these is open upward and count with the best" in words
    assert "/desk/incidents?type=clash&since=2024-05-06&until=2024-05-06" in page.links
    cells = re.findall(r"<td>(.*?)</td>", written)
    assert cells == ["2", "3", "5", "9", "1", "–", "–", "–"]
