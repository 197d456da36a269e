"""The table of the benchmarks, and the page that it is written into."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import times
from benchmarks.measures import Score
from benchmarks.report import BEGIN, END, figures, markdown, written
from benchmarks.run import Result, Run

OURS = Run("Reportedly", "reportedly 1", 2.0, {"value": Score(0.8, 0.75, 0.857, 10)})


def test_a_row_has_the_others_best_first() -> None:
    others = [Run(name, "1", 1.0, {"value": Score(value, value, value)}) for name, value in (("a", 0.5), ("b", 0.6))]
    table = markdown([Result(times.BENCHMARK, 3, (OURS, *others))], "dev")
    assert "| value | **0.800** | 0.750 | 0.857 | b 0.600 (0.60, 0.60); a 0.500 (0.50, 0.50) |" in table


def test_what_was_not_run_is_in_the_table_with_the_reason() -> None:
    table = markdown([Result(times.BENCHMARK, 3, (OURS, Run("a", reason="no Java | no luck")))], "dev")
    assert "| times | a | not run: no Java \\| no luck |  |  |" in table


def test_a_corpus_that_is_missing_is_in_the_table() -> None:
    table = markdown([Result(replace(times.BENCHMARK, name="t"), reason="not there: t/AQUAINT")], "dev")
    assert "| t |  | not read: not there: t/AQUAINT |  |  |" in table


def test_only_what_stands_between_the_marks_is_written_anew() -> None:
    page = f"# Head\n\n{BEGIN}\nold\n{END}\n\nTail\n"
    once = written(page, "new")
    assert once == f"# Head\n\n{BEGIN}\n\nnew\n\n{END}\n\nTail\n"
    assert written(once, "new") == once


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        written("# Head\n", "new")


def test_the_web_desk_shows_the_figures_of_the_page() -> None:
    root = Path(__file__).parents[2]
    shipped = (root / "src/reportedly/web/accuracy.json").read_text("utf-8")
    assert shipped == figures((root / "docs/accuracy.md").read_text("utf-8"))
    rows = json.loads(shipped)["rows"]
    assert len(rows) > 20
    assert all(row["corpus"] and row["means"] and float(row["value"]) > 0 for row in rows)
