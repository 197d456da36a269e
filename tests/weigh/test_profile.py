"""What a telling is compared by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from reportedly.weigh.profile import BACK, Profile, days, profile
from reportedly.weigh.telling import Telling
from tests.weigh.made import BOSSO, count, made_profile, party, profiles, says, telling, voice
from tests.weigh.made import told as mentioned


@settings(max_examples=100, deadline=None)
@given(profiles())
def test_json_goes_there_and_back(made: Profile) -> None:
    assert Profile.from_json(made.to_json()) == made
    assert Profile.from_json(made.to_json()).to_json() == made.to_json()


def test_profiles_of_real_tellings_go_there_and_back(told: Mapping[str, tuple[Telling, ...]]) -> None:
    for found in (t for of in told.values() for t in of):
        assert Profile.from_json(profile(found).to_json()) == profile(found)


def test_stated_days_are_the_days() -> None:
    assert days(telling(on=("2024-03-08T18:00", "2024-03-09T01:12"))) == (date(2024, 3, 8), date(2024, 3, 9))


def test_news_without_a_day_may_be_some_days_old() -> None:
    first, last = days(telling(on="2024-03-09", stated=False, published="2024-03-09T10:00:00+00:00")) or (None, None)
    assert last == date(2024, 3, 9)
    assert first is not None
    assert (last - first).days == BACK


@pytest.mark.parametrize(("kind", "known"), [
    ({"main": True}, True), ({"main": False}, False), ({"whole": False, "main": False}, True),
    ({"main": True, "published": None}, False)])
def test_background_without_a_day_may_be_of_any_day(kind: dict[str, Any], known: bool) -> None:
    assert (days(telling(on=None, **kind)) is not None) is known


@pytest.mark.parametrize(("on", "stated", "minute"), [
    ("2024-03-08T18:05", True, 18 * 60 + 5), ("2024-03-08", True, None), ("2024-03-08T18:05", False, None)])
def test_the_minute_is_known_where_an_hour_is_stated(on: str, stated: bool, minute: int | None) -> None:
    assert profile(telling(on=on, stated=stated)).minute == minute


def test_figures_are_those_that_stand_of_this_incident() -> None:
    counts = [count("one", 6), count("one", 2, stands=False), count("one", 900, scope="cumulative"),
              count("one", 11, kind="injured"), count("one", 40, kind="displaced")]
    made = profile(telling("one", voice("one", counts=counts), voice("one", "a medic", counts=[count("one", 8)])))
    assert made.counts == {"killed": {6, 8}, "injured": {11}}


def test_up_to_five_is_five_and_at_least_thirteen_thirteen() -> None:
    assert profile(says("one", killed=(0, 5))).counts == {"killed": {5}}
    assert profile(says("one", killed=(13, None))).counts == {"killed": {13}}
    assert profile(says("one", killed=(0, 0))).counts == {"killed": {0}}


def test_persons_are_known_by_their_last_names() -> None:
    assert made_profile(names=("Rodel Amante", "AMANTE", "Abdi Warsame")).names == {"amante", "warsame"}


def test_actors_are_those_with_a_name_and_countries_those_of_states() -> None:
    actors = (party("the Nigerien army", country="NER"), party("River Guard", "armed group", "TCD"),
              party("gunmen", "unnamed"), party("jets", None))
    made = made_profile(actors=actors)
    assert made.actors == {"the nigerien army", "river guard"}
    assert made.actor_countries == {"NER"}


def test_those_hit_are_known_by_their_content_words() -> None:
    assert made_profile(hit=(party("three traders of the market", "crowd"),)).hit == {"trader", "market"}


def test_an_unnamed_type_is_none() -> None:
    assert made_profile(type="other").types == frozenset()
    assert made_profile(type="shelling", types=["other", "bombing"]).types == {"shelling", "bombing"}


def test_places_keep_what_is_known_of_them() -> None:
    (spot,) = profile(telling(places=[BOSSO])).places
    assert (spot.name, spot.country, spot.latitude, spot.longitude, spot.precision) == (
        "bosso", "NER", BOSSO.latitude, BOSSO.longitude, "exact")


def test_a_profile_is_of_features_alone() -> None:
    """Who says it, and in which outlet, is nothing that happenings are compared by."""
    one = profile(telling("one", voice("one", "a medic", told=[mentioned("one")]), outlet="Desert Voice"))
    other = profile(telling("one", voice("one", "residents", told=[mentioned("one")]), outlet="Harbour Times"))
    assert json.loads(one.to_json()) == json.loads(other.to_json())
