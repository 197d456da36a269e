"""How well an incident is supported."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from reportedly.weigh.grade import DEFINITIONS, Case, grade
from reportedly.weigh.telling import Telling
from reportedly.weigh.types import DeskIncident, Dispute, Grade, Position, Question
from tests.weigh.made import BASRA, link, party, quote, says, telling, told, voice, weighed

ARMY = link("the Nigerien army", "force", country="NER")
GUARD = link("River Guard", "armed group")
ACTOR = party("River Guard", "armed group")
CLAIM = telling(
    "two", voice("two", GUARD, told=[told("two", sentence="We carried out the strike")], actors=(ACTOR,)),
    actors=(replace(ACTOR, status="claimed"),))


def names(incident: DeskIncident) -> set[str]:
    """The origins that the grade rests on."""
    known = {o.id: o.name for o in incident.origins}
    return {known[o] for o in incident.grade.origins}


def test_every_grade_has_a_definition() -> None:
    assert set(get_args(Grade)) == set(DEFINITIONS)
    assert all(text.endswith(".") for text in DEFINITIONS.values())


def test_the_definitions_stand_in_the_order_in_which_grades_are_given() -> None:
    assert list(DEFINITIONS) == ["contested", "acknowledged", "corroborated", "single source"]


def test_one_origin_is_a_single_source_however_many_reports_carry_it() -> None:
    wire = link("Reuters", "outlet")
    incident = weighed(*(says(f"copy {n}", "a medic", wire) for n in range(5)))
    assert incident.grade.grade == "single source"
    assert names(incident) == {"a medic"}
    assert [q.text for q in incident.grade.quotes] == ["strike"]


def test_two_independent_origins_that_agree_corroborate() -> None:
    incident = weighed(says("one", "a medic", killed=6), says("two", "residents", killed=9))
    assert incident.grade.grade == "corroborated"
    assert names(incident) == {"a medic", "residents"}
    assert [q.document for q in incident.grade.quotes] == ["one", "two"]


def test_an_origin_that_does_not_count_does_not_corroborate() -> None:
    citing = telling("one", voice("one", told=[told("one")]), voice("one", "a medic", told=[told("one", start=99)]))
    assert weighed(citing).grade.grade == "single source"
    silent = telling("one", voice("one", "a medic", told=[told("one")]), voice("one", "the mayor"))
    assert weighed(silent).grade.grade == "single source"


@pytest.mark.parametrize("other", [{"on": "2024-03-20"}, {"places": (BASRA,)}])
def test_who_differs_on_when_or_where_does_not_corroborate(other: dict[str, Any]) -> None:
    incident = weighed(says("one", "a medic"), says("two", "residents", **other))
    assert incident.grade.grade == "single source"
    assert names(incident) == {"a medic"}


def test_who_differs_on_what_does_not_corroborate() -> None:
    shelled = telling("two", voice("two", "residents", told=[told("two", "shelled", "shelling")]), type="shelling")
    assert weighed(says("one", "a medic"), shelled).grade.grade == "single source"


def test_an_incident_that_its_actor_claims_is_acknowledged() -> None:
    incident = weighed(says("one", "a medic"), CLAIM)
    assert incident.grade.grade == "acknowledged"
    assert names(incident) == {"River Guard"}
    assert [q.text for q in incident.grade.quotes] == ["River Guard"]


def test_an_incident_that_an_origin_denies_is_contested() -> None:
    denial = says("two", ARMY, denied=True, sentence="There was no strike at all")
    incident = weighed(says("one", "a medic"), denial)
    assert incident.grade.grade == "contested"
    assert names(incident) == {"the Nigerien army"}
    assert [q.sentence for q in incident.grade.quotes] == ["There was no strike at all"]


def test_an_incident_for_which_origins_blame_different_parties_is_contested() -> None:
    def blames(document: str, who: str, name: str) -> Telling:
        actors = (party(name, "armed group", status="alleged"),)
        return telling(document, voice(document, who, told=[told(document)], actors=actors), actors=actors)

    incident = weighed(blames("one", "a medic", "River Guard"), blames("two", "the mayor", "Lake Guard"))
    assert incident.grade.grade == "contested"
    assert names(incident) == {"a medic", "the mayor"}


def test_contested_comes_before_acknowledged_and_that_before_corroborated() -> None:
    three = [says("one", "a medic"), CLAIM, says("three", "residents")]
    assert weighed(*three).grade.grade == "acknowledged"
    assert weighed(*three, says("four", ARMY, denied=True)).grade.grade == "contested"


@pytest.mark.parametrize("question", ["how many", "where", "when", "who was hit"])
def test_other_questions_do_not_make_an_incident_contested(question: Question) -> None:
    incident = weighed(says("one", "a medic"), says("two", "residents"))
    sides = tuple(Position(str(n), (o.id,), o.accounts, (quote("one", "so"),)) for n, o in enumerate(incident.origins))
    case = Case(incident.origins, {a.id: a for a in incident.accounts}, (), (Dispute(question, sides),), frozenset())
    assert grade(case).grade == "corroborated"


def test_only_a_person_confirms() -> None:
    assert not weighed(says("one", "a medic"), says("two", "residents")).grade.confirmed
