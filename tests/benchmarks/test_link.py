"""The scorer of linking, on made-up reports."""

from __future__ import annotations

from benchmarks import link
from benchmarks.benchmark import Case

ONE = "A car bomb exploded near a market in Gao, Mali, on Sunday, killing nine traders, police said."
OTHER = "Nine traders were killed by a car bomb at a market in Gao in northern Mali on Sunday, the mayor told reporters."
APART = "Gunmen shot dead two teachers on a road near Garissa in Kenya on Friday, the governor said."


def case(id_: str, text: str, incident: str, trigger: str, kind: str) -> Case:
    return Case(id_, text, {"incidents": [{"id": incident, "trigger": trigger, "type": kind}]}, "2024-05-13")


def test_a_pair_that_the_desk_puts_together_is_right_and_what_it_does_not_find_is_missed() -> None:
    cases = [case("a", ONE, "gao", "bomb", "bombing"), case("b", OTHER, "gao", "car bomb", "bombing"),
             case("c", APART, "garissa", "shot dead", "shooting"),
             case("d", APART.replace("two", "three"), "gao", "road", "other")]
    scores = link.score(cases, {c.id: link.answer(c, None) for c in cases})  # type: ignore[arg-type]
    pairs = scores["pairs put together"]
    assert (pairs.precision, round(pairs.recall or 0, 3), pairs.of) == (1.0, 0.333, 3)
    assert scores["found on the desk"].value == 0.75
