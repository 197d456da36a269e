"""The questions on which origins differ, and what origins took back."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.model import PartyKind, Status
from reportedly.weigh.telling import Link, Telling
from reportedly.weigh.types import DeskIncident, DeskParty
from tests.weigh.made import (
    BAGHDAD,
    BASRA,
    answers,
    count,
    link,
    party,
    quote,
    said,
    says,
    telling,
    told,
    voice,
    weighed,
)

ARMY = link("the Nigerien army", "force", country="NER")
GUARD = link("River Guard", "armed group")
HAPPENED, HAPPENED_NOT = "it happened", "it did not happen"
FIRST, LATER = "2024-03-09T07:00:00+00:00", "2024-03-10T07:00:00+00:00"


def questions(incident: DeskIncident) -> list[str]:
    return [d.question for d in incident.disputes]


def actor(name: str, kind: PartyKind = "armed group", country: str | None = None) -> DeskParty:
    return party(name, kind, country, status="alleged")


def blames(document: str, who: Link | str, *actors: DeskParty, denied: bool = False, **more: Any) -> Telling:
    """A report whose source names who did it, or denies that they did."""
    mention = told(document, denied=denied, realis="happened", kind=more.get("type", "airstrike"))
    return telling(document, voice(document, who, told=[mention], actors=actors), actors=actors, **more)


def hit(document: str, who: Link | str, name: str, role: Status, **more: Any) -> Telling:
    """A report whose source says who was hit."""
    those = (DeskParty(name, "crowd", role=role, quotes=(quote(document, name),)),)
    return telling(document, voice(document, who, told=[told(document)], hit=those), hit=those, **more)


def test_where_all_agree_there_is_no_dispute() -> None:
    incident = weighed(says("one", "a medic", killed=6), says("two", "residents", killed=6))
    assert (incident.disputes, incident.retractions) == ((), ())


def test_who_says_that_it_did_not_happen_disputes_whether() -> None:
    denial = says("two", ARMY, denied=True, sentence="There was no strike")
    incident = weighed(says("one", "a medic"), denial)
    assert answers(incident, "whether") == {HAPPENED: {"a medic"}, HAPPENED_NOT: {"the Nigerien army"}}
    against = incident.disputes[0].positions[1]
    assert [q.sentence for q in against.quotes] == ["There was no strike"]


def test_a_denial_is_shown_in_the_words_of_its_statement() -> None:
    statement = said("two", "said that no strike took place", "deny")
    denies = voice("two", ARMY, told=[told("two", denied=True)], said=[statement])
    incident = weighed(says("one", "a medic"), telling("two", denies))
    assert incident.disputes[0].positions[1].quotes == statement.quotes


def test_who_affirms_it_in_the_same_report_does_not_deny_it() -> None:
    named, speaker = link("Niger's army", "force"), link("Lado Bukar", "person", body="Niger's army")
    denies = voice("two", speaker, told=[told("two", denied=True, start=60)])
    both = telling("two", voice("two", named, told=[told("two")]), denies)
    assert questions(weighed(says("one", "a medic"), both)) == []


def test_who_denied_it_first_and_affirms_it_later_does_not_deny_it() -> None:
    before, after = says("one", ARMY, denied=True, published=FIRST), says("two", ARMY, published=LATER)
    assert questions(weighed(before, after)) == []


def test_who_affirmed_it_first_and_denies_it_later_denies_it() -> None:
    before, after = says("one", ARMY, published=FIRST), says("two", ARMY, denied=True, published=LATER)
    assert answers(weighed(before, after), "whether").keys() == {HAPPENED, HAPPENED_NOT}


@pytest.mark.parametrize(("denying", "affirming"), [("one", "two"), ("two", "one")])
def test_of_two_reports_of_one_day_none_is_the_later(denying: str, affirming: str) -> None:
    incident = weighed(says(affirming, ARMY), says(denying, ARMY, denied=True))
    assert answers(incident, "whether").keys() == {HAPPENED, HAPPENED_NOT}


def test_who_only_clears_itself_disputes_who_did_it() -> None:
    army = actor("the Nigerien army", "force", "NER")
    incident = weighed(blames("one", "residents", army), blames("two", ARMY, army, denied=True))
    assert questions(incident) == ["who did it"]
    assert answers(incident, "who did it") == {
        "the Nigerien army": {"residents"}, "not the Nigerien army: denied by itself": {"the Nigerien army"}}


def test_a_denial_by_another_is_not_by_itself() -> None:
    army = actor("the Nigerien army", "force", "NER")
    incident = weighed(blames("one", "residents", army), blames("two", link("the mayor", "person"), army, denied=True))
    assert answers(incident, "who did it").keys() == {"the Nigerien army", "not the Nigerien army: denied"}


def test_origins_that_blame_different_parties_dispute_who_did_it() -> None:
    incident = weighed(blames("one", "residents", actor("River Guard")), blames("two", "a medic", actor("Lake Guard")))
    assert answers(incident, "who did it") == {"River Guard": {"residents"}, "Lake Guard": {"a medic"}}


def test_two_sides_of_a_clash_are_no_dispute() -> None:
    sides = [blames(d, w, actor(n), type="clash") for d, w, n in (
        ("one", "residents", "River Guard"), ("two", "a medic", "Lake Guard"))]
    assert questions(weighed(*sides)) == []


def test_what_one_origin_says_two_did_together_is_no_dispute() -> None:
    both = blames("one", "residents", actor("River Guard"), actor("Lake Guard"))
    assert questions(weighed(both, blames("two", "a medic", actor("River Guard")))) == []


def test_a_state_and_its_jets_are_one_side() -> None:
    jets, army = actor("government jets", "force"), actor("the Nigerien army", "force", "NER")
    assert questions(weighed(blames("one", "residents", jets), blames("two", "a medic", army))) == []


def test_gunmen_are_nobody_that_is_blamed() -> None:
    gunmen = party("gunmen", "unnamed", status="alleged")
    assert questions(weighed(blames("one", "residents", actor("River Guard")), blames("two", "a medic", gunmen))) == []


def test_civilians_to_some_and_fighters_to_others_disputes_who_was_hit() -> None:
    incident = weighed(hit("one", "residents", "traders", "civilian"), hit("two", ARMY, "fighters", "combatant"))
    assert answers(incident, "who was hit") == {"civilians": {"residents"}, "combatants": {"the Nigerien army"}}


def test_one_origin_that_names_civilians_and_fighters_disputes_nothing() -> None:
    those = tuple(DeskParty(n, "crowd", role=r, quotes=(quote("one", n),))  # type: ignore[arg-type]
                  for n, r in (("traders", "civilian"), ("fighters", "combatant")))
    assert questions(weighed(telling("one", voice("one", "a medic", told=[told("one")], hit=those), hit=those))) == []


def test_who_counts_civilians_says_that_civilians_were_hit() -> None:
    counted = telling("one", voice("one", "residents", counts=[count("one", 6, status="civilian")]))
    incident = weighed(counted, hit("two", ARMY, "fighters", "combatant"))
    assert answers(incident, "who was hit") == {"civilians": {"residents"}, "combatants": {"the Nigerien army"}}


def spares(document: str, start: int = 0, **more: Any) -> Telling:
    """A report in which the army denies that civilians were hit."""
    civilians = (DeskParty("civilians", "crowd", role="civilian", quotes=(quote(document, "civilians", start=start),)),)
    denies = voice(document, ARMY, told=[told(document, denied=True, start=start)], spared=civilians)
    return telling(document, denies, start=start, **more)


def test_who_denies_that_civilians_were_hit_disputes_who_was_hit() -> None:
    incident = weighed(hit("one", "residents", "traders", "civilian"), spares("two"))
    assert answers(incident, "who was hit") == {"civilians": {"residents"}, "no civilians": {"the Nigerien army"}}


def test_whom_a_source_spares_in_its_second_sentence_counts() -> None:
    first = telling("two", voice("two", ARMY, told=[told("two")]), whole=False)
    incident = weighed(hit("one", "residents", "traders", "civilian"), first, spares("two", start=60, whole=False))
    assert answers(incident, "who was hit").keys() == {"civilians", "no civilians"}


def test_figures_that_can_not_all_be_true_dispute_how_many() -> None:
    numbers = (("one", "a medic", 6), ("two", "residents", 9), ("three", "the mayor", 6))
    incident = weighed(*(says(document, who, killed=number) for document, who, number in numbers))
    assert answers(incident, "how many") == {"6 killed": {"a medic", "the mayor"}, "9 killed": {"residents"}}
    assert [q.text for p in incident.disputes[0].positions for q in p.quotes] == ["6", "6", "9"]


@pytest.mark.parametrize("other", [(6, None), (4, 9), (0, 6), (6, 6), (3, None)])
def test_figures_that_can_all_be_true_are_no_dispute(other: tuple[int, int | None]) -> None:
    assert questions(weighed(says("one", "a medic", killed=6), says("two", "residents", killed=other))) == []


@pytest.mark.parametrize("other", [(7, None), (0, 5), (7, 9)])
def test_an_open_or_wide_figure_can_contradict_too(other: tuple[int, int | None]) -> None:
    assert questions(weighed(says("one", "a medic", killed=6), says("two", "residents", killed=other))) == ["how many"]


def test_an_origin_that_raised_its_figure_disputes_nothing() -> None:
    wire = link("Reuters", "outlet")
    first = says("one", "a medic", wire, killed=6, published=FIRST)
    later = says("two", "a medic", wire, killed=8, published=LATER)
    assert questions(weighed(first, later)) == []


def test_each_kind_of_figure_is_a_dispute_of_its_own() -> None:
    numbers = [telling(d, voice(d, w, counts=[count(d, k), count(d, i, kind="injured", start=9)]))
               for d, w, k, i in (("one", "a medic", 6, 11), ("two", "residents", 9, 14))]
    assert questions(weighed(*numbers)) == ["how many", "how many"]


def test_other_days_and_places_are_disputes_with_the_words_of_each() -> None:
    there, then = quote("one", "in Baghdad"), quote("one", "on Friday")
    else_, other = quote("two", "in Basra"), quote("two", "on Monday")
    incident = weighed(says("one", "a medic", on="2024-03-08", places=(BAGHDAD,), where=(there,), when=(then,)),
                       says("two", "residents", on="2024-03-11", places=(BASRA,), where=(else_,), when=(other,)))
    assert questions(incident) == ["where", "when"]
    assert answers(incident, "where") == {"Baghdad, Iraq": {"a medic"}, "Basra": {"residents"}}
    assert answers(incident, "when") == {"8 March 2024": {"a medic"}, "11 March 2024": {"residents"}}
    assert [[q.text for q in p.quotes] for d in incident.disputes for p in d.positions] == [
        ["in Baghdad"], ["in Basra"], ["on Friday"], ["on Monday"]]


def test_the_gravest_question_comes_first() -> None:
    incident = weighed(
        blames("one", "a medic", actor("River Guard")), blames("two", "the mayor", actor("Lake Guard")),
        says("three", "residents", killed=6, on="2024-03-11"), says("four", "a nurse", killed=9),
        says("five", link("the ministry", "government"), denied=True))
    assert questions(incident) == ["whether", "who did it", "how many", "when"]


def taken_back(earlier: str, later: str, who: Link = GUARD, **more: Any) -> DeskIncident:
    """One source that says one sentence, and denies another the day after."""
    return weighed(says("zero", "a medic", sentence="A strike was heard"),
                   says("one", who, sentence=earlier, published=FIRST),
                   says("two", who, sentence=later, denied=True, published=LATER, **more))


def test_what_an_origin_said_first_and_denied_later_is_taken_back() -> None:
    incident = taken_back("Medics were in the convoy that the strike hit", "No strike hit any medics")
    (found,) = incident.retractions
    assert {o.id: o.name for o in incident.origins}[found.origin] == "River Guard"
    assert [q.document for q in found.earlier] == ["one"]
    assert [q.document for q in found.later] == ["two"]


def test_what_is_taken_back_is_of_the_same_thing() -> None:
    assert taken_back("The convoy of lorries burned after the strike", "No strike was near the school").retractions == ()


def test_what_was_denied_first_and_said_later_is_not_taken_back() -> None:
    before = says("one", GUARD, sentence="No strike hit the convoy", denied=True, published=FIRST)
    after = says("two", GUARD, sentence="The strike hit the convoy", published=LATER)
    assert weighed(says("zero", "a medic"), before, after).retractions == ()


def test_what_another_origin_denies_is_not_taken_back() -> None:
    said_first = says("one", GUARD, sentence="The strike hit the convoy", published=FIRST)
    denied = says("two", ARMY, sentence="No strike hit the convoy", denied=True, published=LATER)
    assert weighed(said_first, denied).retractions == ()


def test_an_outlet_that_reports_both_takes_nothing_back() -> None:
    sentence = "The strike hit the convoy"
    first = says("one", sentence=sentence, outlet="Post", published=FIRST)
    later = says("two", sentence=sentence, outlet="Post", published=LATER, denied=True)
    assert weighed(first, later).retractions == ()
