"""Who is said to have done it, and who or what was hit."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.model import ActorStatus, PartyKind
from reportedly.weigh.independence import Speech
from reportedly.weigh.parties import speaks_for
from reportedly.weigh.telling import Link, Telling
from reportedly.weigh.types import DeskIncident, DeskParty
from tests.weigh.made import link, party, quote, telling, told, voice, weighed

ARMY = party("the Nigerien army", country="NER")
GUARD = party("River Guard", "armed group")


def blames(
    document: str, who: Link | str | None, *actors: DeskParty, status: ActorStatus | None = None, denied: bool = False,
    **more: Any,
) -> Telling:
    """A report in which a source, or the outlet, names who did it, or denies it."""
    chain = [who] if who else []
    voiced = voice(document, *chain, told=[told(document, denied=denied, realis="happened")], actors=actors)
    named = tuple(party(a.name, a.kind, a.country, status=status) for a in actors)
    return telling(document, voiced, actors=named, **more)


def actor(incident: DeskIncident) -> DeskParty:
    """The only actor of an incident."""
    (found,) = incident.actors
    return found


def test_an_actor_stands_once_by_its_name_with_all_who_name_it() -> None:
    incident = weighed(blames("one", "residents", GUARD), blames("two", "a medic", party("RIVER GUARD", "armed group")))
    assert (actor(incident).name, actor(incident).supports, actor(incident).disputes) == ("River Guard", ("a1", "a2"), ())


def test_two_actors_stand_side_by_side() -> None:
    incident = weighed(blames("one", "residents", GUARD), blames("two", "a medic", ARMY))
    assert {a.name: a.supports for a in incident.actors} == {"River Guard": ("a1",), "the Nigerien army": ("a2",)}


@pytest.mark.parametrize(("who", "status"), [(None, "asserted"), ("residents", "alleged")])
def test_an_actor_is_asserted_by_the_outlet_and_alleged_by_its_sources(who: str | None, status: str) -> None:
    assert actor(weighed(blames("one", who, GUARD))).status == status


def test_of_two_statuses_what_the_actor_says_itself_comes_first() -> None:
    claims = blames("two", link("River Guard", "armed group"), GUARD, status="claimed")
    assert actor(weighed(blames("one", None, GUARD, status="asserted"), claims)).status == "claimed"
    assert actor(weighed(blames("one", None, GUARD, status="asserted"),
                         blames("two", "residents", GUARD, status="alleged"))).status == "alleged"


def test_who_denies_that_it_did_it_disputes_it() -> None:
    itself = link("the Nigerien army", "force")
    incident = weighed(blames("one", "residents", ARMY), blames("two", itself, ARMY, denied=True))
    assert (actor(incident).status, actor(incident).supports, actor(incident).disputes) == ("denied", ("a1",), ("a2",))


def test_a_denial_by_another_does_not_make_it_denied_by_the_actor() -> None:
    mayor = link("the mayor", "person")
    incident = weighed(blames("one", "residents", ARMY), blames("two", mayor, ARMY, denied=True))
    assert (actor(incident).status, actor(incident).disputes) == ("alleged", ("a2",))


def test_a_denial_that_nobody_makes_is_none() -> None:
    assert actor(weighed(blames("one", "residents", ARMY, status="denied"))).status == "alleged"


def test_an_actor_keeps_the_words_that_name_it() -> None:
    assert actor(weighed(blames("one", "residents", GUARD))).quotes == (quote("one", "River Guard"),)


@pytest.mark.parametrize(("kind", "country", "actor_kind", "speaks"), [
    ("force", "NER", "force", True), ("government", "NER", "force", True), ("force", "TCD", "force", False),
    ("force", None, "force", False), ("force", "NER", "armed group", False), ("armed group", "NER", "force", False)])
def test_officials_speak_for_the_forces_of_their_country(
    kind: PartyKind, country: str | None, actor_kind: PartyKind, speaks: bool,
) -> None:
    who = link("those who speak", kind, country=country)
    assert speaks_for(speech(who), party("those who are blamed", actor_kind, "NER")) is speaks


def speech(who: Link) -> Speech:
    """An account of one report."""
    said = blames("one", who)
    return Speech("a1", said, said.voices[0], "one")


@pytest.mark.parametrize("who", [
    link("river guard", "armed group"), link("Karim Aydin", "person", group="River Guard"),
    link("Karim Aydin", "person", body="River Guard")])
def test_an_actor_is_spoken_for_by_itself_and_by_its_people(who: Link) -> None:
    assert speaks_for(speech(who), GUARD)
    assert not speaks_for(speech(link("Lake Guard", "armed group")), GUARD)


def hits(*names: str, victims: tuple[str, ...] = (), role: Any = "unknown", document: str = "one") -> Telling:
    """A report of these who were hit."""
    hit = tuple(party(n, "crowd", role=role) for n in names)
    return telling(document, voice(document, told=[told(document)], hit=hit), hit=hit, victims=victims)


def test_targets_and_victims_stand_apart_each_once() -> None:
    incident = weighed(hits("a convoy", "traders", victims=("traders",)), hits("traders", "a convoy", document="two"))
    assert [(t.name, t.supports) for t in incident.targets] == [("a convoy", ("a1", "a2"))]
    assert [(v.name, v.supports) for v in incident.victims] == [("traders", ("a1", "a2"))]


def test_the_convoy_is_the_one_of_which_somebody_says_more() -> None:
    incident = weighed(hits("the convoy"), hits("a convoy of lorries", document="two"))
    assert [(t.name, t.supports) for t in incident.targets] == [("a convoy of lorries", ("a1", "a2"))]


def test_two_convoys_of_which_each_is_more_than_the_convoy_stay_two() -> None:
    incident = weighed(hits("a convoy of lorries", "a convoy of pilgrims"))
    assert len(incident.targets) == 2


def test_the_role_is_known_from_any_who_says_it() -> None:
    incident = weighed(hits("people"), hits("people", role="civilian", document="two"))
    assert [t.role for t in incident.targets] == ["civilian"]


def test_who_is_hit_by_one_account_is_not_said_by_the_others() -> None:
    silent = telling("two", voice("two", told=[told("two")]))
    assert [t.supports for t in weighed(hits("a convoy"), silent).targets] == [("a1",)]
