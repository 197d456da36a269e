from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

from rich.cells import cell_len

from reportedly.publish.desk_tables import incidents_table, log_table, sources_table
from reportedly.weigh.sources import SourceRow
from reportedly.weigh.types import DeskIncident
from tests.publish.desk_forms import hostile
from tests.publish.made_desk import CONTESTED, DECISIONS, SIMPLE

ROWS = (SourceRow("an interior ministry source", "official", 12, 1200, 1, 2, 3),
        SourceRow("Basin Post", "outlet", 1, 1, 0, 0, 0))


def test_an_incident_takes_two_lines_at_80_columns_and_one_at_140() -> None:
    assert list(incidents_table([CONTESTED, SIMPLE])) == [
        "incident    day         type             killed         grade",
        "k3vq7m2xw5  2024-03-08  airstrike        2–6–6          contested",
        "            near Bosso, Diffa, Niger; 8 reports, 5 origins",
        "x7pd2hfy6r  2024-05-14  shooting         1              single source",
        "            place not said; 1 report, 1 origin"]
    assert len(list(incidents_table([CONTESTED, SIMPLE], width=140))) == 3


def test_incidents_are_shown_as_they_come() -> None:
    def endless() -> Iterator[DeskIncident]:
        while True:
            yield CONTESTED

    assert len(list(itertools.islice(incidents_table(endless()), 5))) == 5


def test_days_that_are_not_known_to_the_day_are_shown_as_a_period() -> None:
    vague = dataclasses.replace(CONTESTED, latest="2024-03-10")
    assert any("between 8 March 2024 and 10 March 2024" in line for line in incidents_table([vague]))


def test_an_open_figure_and_one_that_is_not_said() -> None:
    killed = dataclasses.replace(CONTESTED.estimates[0], high=None)
    assert "2–6–open" in "".join(incidents_table([dataclasses.replace(CONTESTED, estimates=(killed,))]))
    assert "not said" in list(incidents_table([dataclasses.replace(CONTESTED, estimates=())]))[1]


def test_sources_are_counts_in_columns() -> None:
    header, first, second, third = sources_table(ROWS)
    assert header.split() == ["source", "reports", "incidents", "alone", "corroborated", "contradicted"]
    assert first.split()[-5:] == ["12", "1,200", "1", "2", "3"]
    assert f"{first.split('  ')[0]} {second}" == "an interior ministry source (official)"
    assert third.split() == ["Basin", "Post", "(outlet)", "1", "1", "0", "0", "0"]


def test_the_log_says_who_what_and_why() -> None:
    shown = "\n".join(log_table(DECISIONS, width=120))
    assert "1  10 March 2024, 08:00 +0000  Mariam  merge  k3vq7m2xw5  with=b2ymfa7qn4ce\n  because one convoy" in shown
    assert "injured=4\n  undone by 3\n  because the hospital's list names four" in shown
    assert shown.endswith("no reason given")


def test_empty_tables_say_so() -> None:
    assert [*incidents_table([]), *sources_table([]), *log_table([])] == ["No incident", "No source", "No decision"]


def test_every_line_fits_the_width_and_nothing_steers_the_terminal() -> None:
    text = "\x1b]0;x\x07 [red] " + "long " * 30
    rows = [SourceRow(text, "outlet", 1, 1, 1, 1, 1)]
    decisions = [dataclasses.replace(DECISIONS[0], who=text, because=text, details={text: text})]
    for width in (30, 80, 200):
        lines = [*incidents_table([hostile(text)], width=width), *sources_table(rows, width=width),
                 *log_table(decisions, width=width)]
        assert max(map(cell_len, lines)) <= width
        assert not any("\x1b" in line for line in lines)


def test_colour_only_where_it_is_asked_for() -> None:
    assert any("\x1b[1m" in line for line in incidents_table([CONTESTED], colour=True))
