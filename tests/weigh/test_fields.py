"""What, when and where: the value that most texts give, with the accounts for and against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import IncidentType
from reportedly.weigh.telling import Telling
from reportedly.weigh.types import DeskIncident, DeskParty, DeskPlace, Field
from tests.weigh.made import (
    BAGHDAD,
    BASRA,
    BOSSO,
    IRAQ,
    NIGER,
    TOUMOUR,
    answers,
    quote,
    says,
    telling,
    told,
    voice,
    weighed,
)

FRIDAY, SATURDAY, MONDAY = "2024-03-08", "2024-03-09", "2024-03-11"
NORTH_OF_BOSSO = replace(BOSSO, relation="north of", precision="near")


def reports(*fields: Mapping[str, Any]) -> list[Telling]:
    """One report of each: outlets in their own voice, published in this order."""
    return [says(f"report {n}", published=f"2024-03-{12 + n}", **f) for n, f in enumerate(fields)]


def day(*days: str | tuple[str, str], copies: list[list[str]] | None = None) -> DeskIncident:
    """The incident of reports that say these days."""
    return weighed(*reports(*({"on": one} for one in days)), copies=copies or [])


def places(*named: DeskPlace | tuple[DeskPlace, ...]) -> DeskIncident:
    """The incident of reports that name these places."""
    return weighed(*reports(*({"places": one if isinstance(one, tuple) else (one,)} for one in named)))


def test_the_day_is_the_one_that_most_texts_say() -> None:
    incident = day(MONDAY, FRIDAY, FRIDAY)
    assert (incident.earliest, incident.latest, incident.stated) == (FRIDAY, FRIDAY, True)
    assert incident.fields["when"].supports == ("a2", "a3")
    assert incident.fields["when"].disputes == ("a1",)


def test_copies_have_one_vote_on_the_day() -> None:
    copies = [["report 0", "report 1", "report 2"]]
    assert day(MONDAY, MONDAY, MONDAY, FRIDAY, FRIDAY).earliest == MONDAY
    assert day(MONDAY, MONDAY, MONDAY, FRIDAY, FRIDAY, copies=copies).earliest == FRIDAY


def test_of_equals_a_day_comes_before_days_an_hour_before_a_day_and_the_first_before_the_others() -> None:
    assert day((FRIDAY, MONDAY), MONDAY).latest == MONDAY
    assert day(FRIDAY, f"{FRIDAY}T18:05").earliest == f"{FRIDAY}T18:05"
    assert day(MONDAY, FRIDAY).earliest == MONDAY


def test_of_several_hours_of_the_day_it_is_the_one_that_most_texts_say() -> None:
    assert day(f"{FRIDAY}T18:05", f"{FRIDAY}T18:30", f"{FRIDAY}T18:30").earliest == f"{FRIDAY}T18:30"


def test_an_hour_counts_for_its_day() -> None:
    assert day(MONDAY, f"{FRIDAY}T18:05", FRIDAY).earliest == f"{FRIDAY}T18:05"


def test_a_week_that_holds_the_day_supports_it() -> None:
    incident = day(FRIDAY, FRIDAY, ("2024-03-04", "2024-03-10"), MONDAY)
    assert incident.fields["when"].supports == ("a1", "a2", "a3")
    assert incident.fields["when"].disputes == ("a4",)


def test_an_hour_of_the_news_without_its_day_says_the_day_but_it_is_not_stated() -> None:
    hour = {"on": f"{FRIDAY}T18:05", "stated": False}
    incident = weighed(*reports({"on": SATURDAY, "stated": False}, hour))
    assert (incident.earliest, incident.stated) == (f"{FRIDAY}T18:05", False)


def test_where_no_report_says_a_day_it_is_that_of_the_first_and_not_stated() -> None:
    incident = weighed(*reports({"on": SATURDAY, "stated": False}, {"on": MONDAY, "stated": False}))
    assert (incident.earliest, incident.latest, incident.stated) == (SATURDAY, SATURDAY, False)
    assert incident.fields["when"].supports == incident.fields["when"].disputes == ()


def test_a_stated_day_stands_above_days_of_publication() -> None:
    incident = weighed(*reports({"on": MONDAY, "stated": False}, {"on": MONDAY, "stated": False}, {"on": FRIDAY}))
    assert (incident.earliest, incident.stated) == (FRIDAY, True)


def test_without_any_day_there_is_none() -> None:
    incident = weighed(*reports({"on": None}))
    assert (incident.earliest, incident.latest, incident.stated) == (None, None, False)
    assert "when" not in incident.fields


def test_the_words_of_a_field_are_those_that_say_it() -> None:
    one, other = quote("report 0", "late on Friday"), quote("report 1", "on Monday")
    incident = weighed(*reports({"on": FRIDAY, "when": (one,)}, {"on": MONDAY, "when": (other,)}))
    assert incident.fields["when"].quotes == (one,)


def test_the_place_is_the_one_that_most_texts_name() -> None:
    incident = places(BASRA, BAGHDAD, BAGHDAD)
    assert incident.place == BAGHDAD
    assert incident.fields["where"].value == "Baghdad, Iraq"
    assert incident.fields["where"].supports == ("a2", "a3")
    assert incident.fields["where"].disputes == ("a1",)


def test_a_place_that_another_lies_near_has_half_a_vote() -> None:
    assert places(NORTH_OF_BOSSO, TOUMOUR).place == TOUMOUR
    assert places(NORTH_OF_BOSSO, NORTH_OF_BOSSO, TOUMOUR).place == TOUMOUR
    assert places(*[NORTH_OF_BOSSO] * 4, TOUMOUR).place == NORTH_OF_BOSSO
    assert places(replace(NORTH_OF_BOSSO, relation="near"), TOUMOUR).place == replace(NORTH_OF_BOSSO, relation="near")


def test_a_relation_stands_in_the_words_of_the_place() -> None:
    assert places(NORTH_OF_BOSSO).fields["where"].value == "north of Bosso, Diffa, Niger"


def test_a_country_has_no_vote_where_a_place_is_named() -> None:
    incident = places(NIGER, NIGER, BOSSO)
    assert incident.place == BOSSO
    assert incident.fields["where"].supports == ("a1", "a2", "a3")


def test_where_only_countries_are_named_it_is_the_country_of_most() -> None:
    incident = places(IRAQ, NIGER, NIGER)
    assert incident.place is not None
    assert (incident.place.name, incident.place.country, incident.place.precision) == ("Niger", "NER", "country")
    assert incident.fields["where"].supports == ("a2", "a3")
    assert incident.fields["where"].disputes == ("a1",)


def test_without_any_place_there_is_none() -> None:
    incident = places(())
    assert incident.place is None
    assert "where" not in incident.fields


def test_variants_of_one_name_are_one_place_with_the_coordinates_that_one_gives() -> None:
    base, area = DeskPlace("Camp Taji", "IRQ"), DeskPlace("the Taji area", "IRQ", None, 33.52, 44.26)
    incident = places(base, area, BAGHDAD)
    assert incident.place == area


def test_the_type_is_the_one_that_most_texts_give() -> None:
    kinds: list[IncidentType] = ["shelling", "airstrike", "airstrike"]
    told_as = [telling(f"report {n}", voice(f"report {n}", told=[told(f"report {n}", kind=k)]), type=k)
               for n, k in enumerate(kinds)]
    incident = weighed(*told_as)
    assert incident.type == incident.fields["type"].value == "airstrike"
    assert (incident.fields["type"].supports, incident.fields["type"].disputes) == (("a2", "a3"), ("a1",))


def test_a_type_in_words_beats_an_explosion() -> None:
    incident = weighed(*reports({"type": "other"}, {"type": "other"}, {"type": "bombing"}))
    assert incident.type == "bombing"
    assert weighed(*reports({"type": "other"})).type == "other"


def test_weapons_are_in_the_words_of_the_reports_each_once() -> None:
    guns = {"weapons": (quote("report 0", "Kalashnikovs"), quote("report 0", "mortar shells", start=40))}
    incident = weighed(*reports(guns, {"weapons": (quote("report 1", "Mortar shells"),)}, {}))
    assert incident.fields["weapon"].value == "kalashnikovs, mortar shells"
    assert incident.fields["weapon"].supports == ("a1", "a2")
    assert "weapon" not in weighed(*reports({})).fields


def test_who_denies_supports_no_field() -> None:
    incident = weighed(says("one"), says("two", "the army", denied=True))
    assert {a for field in incident.fields.values() for a in field.supports} == {"a1"}


_DAYS = st.sampled_from([FRIDAY, SATURDAY, MONDAY, f"{FRIDAY}T18:05", (FRIDAY, MONDAY), None])
_TYPES: st.SearchStrategy[IncidentType] = st.sampled_from(["airstrike", "shelling", "bombing", "other"])
_PLACES = st.lists(st.sampled_from([BOSSO, TOUMOUR, NORTH_OF_BOSSO, BAGHDAD, BASRA, NIGER, IRAQ]), max_size=2, unique=True)
_WHO = st.sampled_from([None, "the army", "residents"])
_VOICES = st.lists(st.tuples(_WHO, _TYPES, st.booleans()), min_size=1, max_size=3)


@st.composite
def told_of(draw: st.DrawFn) -> list[Telling]:
    """One to five reports of one incident that differ on what, when and where."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        document = f"report {number}"
        voices = [voice(document, *([who] if who else []), told=[told(document, kind=kind, denied=denied, start=20 * i)])
                  for i, (who, kind, denied) in enumerate(draw(_VOICES))]
        found.append(telling(document, *voices, type=draw(_TYPES), on=draw(_DAYS), stated=draw(st.booleans()),
                             places=draw(_PLACES), whole=number == 0 or draw(st.booleans()),
                             published=draw(st.sampled_from(["2024-03-10", "2024-03-12", None]))))
    return found


@settings(max_examples=150, deadline=None)
@given(told_of())
def test_every_account_for_or_against_a_value_exists_and_is_on_one_side(tellings: list[Telling]) -> None:
    incident = weighed(*tellings)
    accounts = {a.id for a in incident.accounts}
    parties = (*incident.actors, *incident.targets, *incident.victims)
    values: list[Field | DeskParty] = [*incident.fields.values(), *parties]
    for said in values:
        assert {*said.supports, *said.disputes} <= accounts
        assert not set(said.supports) & set(said.disputes)
        assert len(said.supports) == len(set(said.supports))


@settings(max_examples=100, deadline=None)
@given(told_of())
def test_nothing_is_averaged_each_value_is_one_that_a_report_gives(tellings: list[Telling]) -> None:
    incident, whole = weighed(*tellings), [t for t in tellings if t.whole]
    assert incident.type in {t.type for t in whole}
    assert (incident.earliest, incident.latest) in {(t.earliest, t.latest) for t in whole} | {(None, None)}
    if incident.place:
        assert (incident.place.country, incident.place.latitude) in {
            (p.country, p.latitude) for t in tellings for p in t.places}


def test_two_tellings_of_one_report_that_an_editor_joined_do_not_put_one_account_on_both_sides() -> None:
    friday = telling("one", voice("one", told=[told("one")]), on=FRIDAY)
    monday = telling("one", voice("one", told=[told("one", start=90)]), on=MONDAY, start=90)
    field = weighed(friday, monday).fields["when"]
    assert not set(field.supports) & set(field.disputes)


@pytest.mark.xfail(strict=True, reason="an account of two tellings answers by the first, which has no place here")
def test_who_disputes_a_place_answers_with_the_place_that_it_names() -> None:
    mention = telling("one", voice("one", told=[told("one")]), places=(), published="2024-03-09")
    news = telling("one", voice("one", told=[told("one", start=90)]), places=(BASRA,), start=90, published="2024-03-09")
    others = [says(name, places=(BAGHDAD,), published="2024-03-10") for name in ("two", "three")]
    assert "Basra" in answers(weighed(mention, news, *others), "where")
