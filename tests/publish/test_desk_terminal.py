from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reportedly.model import Span
from reportedly.publish.desk_terminal import MOST_WORDINGS, to_terminal
from reportedly.weigh.types import DeskIncident, Field, Quote
from tests.publish.desk_forms import hostile, missing
from tests.publish.made_desk import CONTESTED, SIMPLE


@pytest.mark.parametrize("incident", [CONTESTED, SIMPLE], ids=["contested", "simple"])
def test_everything_in_the_incident_is_shown(incident: DeskIncident) -> None:
    assert missing(incident, to_terminal(incident, width=4000)) == []


def test_every_line_fits_the_width() -> None:
    for width in (40, 80, 200):
        assert max(cell_len(line) for line in to_terminal(CONTESTED, width=width).splitlines()) <= width


def test_a_narrow_screen_has_the_figures_as_a_list() -> None:
    narrow = " ".join(to_terminal(CONTESTED, width=50).split())
    assert "killed 2 (people; unconfirmed) “Two people”" in narrow
    assert "published" not in narrow


def test_the_parts_come_in_the_order_of_reading() -> None:
    shown = to_terminal(CONTESTED)
    parts = ("Airstrike, 8 March 2024", "low 2, best 6, high 6 (the figure of most independent origins)",
             "8 reports, 7 outlets, 5 independent origins", "What is agreed", "Said by one", "What is disputed",
             "Did it happen?", "Who claims, who accuses", "Taken back", "The figure that stands", "How the figures moved",
             "The accounts by origin", "How it came into the reports", "The reports, by time")
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)


def test_the_sides_of_a_dispute_stand_next_to_each_other() -> None:
    assert any("it happened" in line and "it did not" in line for line in to_terminal(CONTESTED).splitlines())


def test_references_lead_to_reports_in_the_list() -> None:
    shown = to_terminal(CONTESTED)
    assert "“six people” [R1 R2 R3]" in " ".join(shown.split())
    assert "\nR3           Basin Post, 9 March 2024, 04:10 +0000" in shown


def test_wordings_that_are_not_shown_are_counted_with_their_reports() -> None:
    quotes = tuple(Quote("wire", Span(n, n + 1), f"wording {n}", f"wording {n}", n) for n in range(MOST_WORDINGS + 2))
    field = Field("airstrike", ("a1",), (), quotes)
    shown = to_terminal(dataclasses.replace(CONTESTED, fields={"type": field}))
    assert "and 2 more wordings in [R1]" in " ".join(shown.split())


def test_colour_only_where_it_is_asked_for() -> None:
    assert "\x1b[" in to_terminal(CONTESTED, colour=True)
    assert "\x1b" not in to_terminal(CONTESTED)


def test_markup_and_control_characters_are_only_shown() -> None:
    shown = to_terminal(hostile("[red]\x1b]0;title\x07 :bomb: [/] \u202esaid"), width=200)
    assert "[red]\\x1b]0;title\\x07 :bomb: [/] \\u202esaid" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_words_fit_the_width_and_steer_nothing(text: str) -> None:
    shown = to_terminal(hostile(text), width=60)
    assert max(cell_len(line) for line in shown.splitlines()) <= 60
    assert "\x1b" not in shown


def test_the_same_incident_is_shown_the_same() -> None:
    again = DeskIncident.from_dict(CONTESTED.to_dict())
    mixed = dataclasses.replace(
        again, reports=again.reports[::-1], accounts=again.accounts[::-1], origins=again.origins[::-1])
    assert to_terminal(mixed) == to_terminal(CONTESTED)
