"""Which events are one incident, when and where it was, and whether the report is news of it."""

import json
from pathlib import Path

import pytest

from reportedly import Dossier, Incident, read_text

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "desk"

DAY = "2024-05-14"  # a Tuesday


def read(text: str, published: str | None = DAY) -> Dossier:
    return read_text(text, published=published, outlet="The Courier")


def place(dossier: Dossier, incident: Incident) -> str | None:
    return next((p.name for p in dossier.places if p.id == incident.place), None)


def day(incident: Incident) -> tuple[str | None, str | None]:
    assert incident.time is not None
    return incident.time.earliest, incident.time.latest


def test_lead_and_detail_are_one_incident() -> None:
    dossier = read(
        "Gunmen killed four passengers of a bus near Kaduna on Sunday, police said.\n\n"
        "The gunmen opened fire from a hill, a survivor said. The attack lasted ten minutes."
    )
    (incident,) = dossier.incidents
    assert incident.type == "shooting"
    assert incident.main
    assert day(incident) == ("2024-05-12", "2024-05-12")
    assert len(incident.events) >= 3


def test_two_towns_are_two_incidents() -> None:
    dossier = read("A bomb killed five people in Kabul on Monday. Another bomb killed two soldiers in Herat on Monday.")
    assert [place(dossier, i) for i in dossier.incidents] == ["Kabul", "Herāt"]
    assert [i.tallies[0].best for i in dossier.incidents] == [5, 2]


def test_what_is_long_past_is_background() -> None:
    dossier = read("Shells killed two men in Homs on Monday. In 2016, a car bomb had killed nine people in the city.")
    assert [i.main for i in dossier.incidents] == [True, False]
    assert day(dossier.incidents[1])[0] == "2016-01-01"


def test_day_of_saying_is_not_day_of_event() -> None:
    (incident,) = read("Rebels shelled a clinic in Taiz on Friday, officials said on Monday.").incidents
    assert day(incident) == ("2024-05-10", "2024-05-10")


def test_news_without_a_day_has_that_of_publication_and_says_so() -> None:
    (incident,) = read("Gunmen have killed three farmers in Jos.").incidents
    assert day(incident) == (DAY, DAY)
    assert incident.time is not None
    assert not incident.time.stated


def test_without_date_of_publication_a_weekday_stays_open() -> None:
    (incident,) = read("Gunmen killed three farmers in Jos on Friday.", published=None).incidents
    assert incident.time is None or incident.time.earliest is None


def test_the_city_is_the_one_named_before() -> None:
    dossier = read(
        "The governor of Mosul spoke on Monday. A car bomb exploded in the city on Sunday and killed three people."
    )
    assert [place(dossier, i) for i in dossier.incidents] == ["Mosul"]


def test_capital_that_speaks_is_not_where_it_happened() -> None:
    dossier = read("Damascus denied on Monday that its jets bombed a clinic in Idlib on Sunday.")
    assert all(place(dossier, i) == "Idlib" for i in dossier.incidents)
    assert dossier.incidents


def test_place_left_out_is_the_country_of_all_the_others() -> None:
    dossier = read(
        "Gunmen killed three farmers on Sunday. The governor of Plateau state in Nigeria visited Jos on Monday."
    )
    assert [place(dossier, i) for i in dossier.incidents] == ["Nigeria"]


def test_accident_and_disease_are_no_incident() -> None:
    assert read("Six people died in a collision between two lorries near Lyon on Saturday.").incidents == ()
    assert read("The flu has killed 40 people in Lyon since March.").incidents == ()
    assert read("A bus hit a tree near Kano on Monday, killing nine passengers.").incidents == ()
    assert read("A gas cylinder exploded in a kitchen in Cairo on Monday, killing three people.").incidents == ()
    assert read("A fire destroyed twelve houses in Goma on Monday, killing two people.").incidents == ()


@pytest.mark.parametrize("text", [
    "A bus hit a landmine near Mopti on Monday, killing nine passengers.",
    "A car packed with explosives hit the gate of the base near Mopti on Monday, killing nine soldiers.",
    "A truck hit a crowd in Nice on Monday, killing nine people. The attack was claimed by a militia.",
    "Fire from tanks destroyed a school in Homs on Monday.",
    "Rebels shelled Goma on Monday. A fire destroyed twelve houses.",
])
def test_what_looks_like_an_accident_and_was_none_is_an_incident(text: str) -> None:
    assert len(read(text).incidents) == 1


def test_crimes_that_somebody_is_only_charged_with_are_no_incident() -> None:
    text = ("Ali Hassan was extradited to Iraq to be tried on charges of murder, kidnapping, smuggling and robbery. "
            "He escaped from the court in Basra on Monday after taking a policeman hostage.")
    (incident,) = read(text).incidents
    assert len(incident.events) == 1


def test_what_is_planned_or_foiled_is_no_incident() -> None:
    assert read("Police said they had foiled an attack on the embassy in Nairobi on Sunday.").incidents == ()
    assert read("The rebels threatened on Monday to shell Taiz.").incidents == ()


def test_clash_with_a_crowd_is_a_riot() -> None:
    (incident,) = read("Protesters clashed with police in Dhaka on Sunday and 20 people were injured.").incidents
    assert incident.type == "riot"


def test_those_among_the_dead_are_victims() -> None:
    dossier = read("An air strike killed six people in Sanaa on Monday. Among the dead was the teacher Salim Harazi.")
    (incident,) = dossier.incidents
    text = dossier.document.text
    assert any("Harazi" in text[v.span.start : v.span.end] for v in incident.victims)


def test_total_of_many_attacks_is_no_part_of_the_incident() -> None:
    dossier = read(
        "Gunmen killed six soldiers near Gao on Monday. More than 200 people have been killed in the region since January."
    )
    assert [t.best for i in dossier.incidents if i.main for t in i.tallies] == [6]
    assert [f.scope for f in dossier.figures] == ["incident", "cumulative"]


def test_figures_lead_to_their_incident_and_back() -> None:
    dossier = read("A bomb killed five people in Kabul on Monday. Another bomb killed two soldiers in Herat on Monday.")
    ids = {i.id for i in dossier.incidents}
    assert {f.incident for f in dossier.figures} == ids
    for incident in dossier.incidents:
        assert {f for t in incident.tallies for f in t.figures} == {
            f.id for f in dossier.figures if f.incident == incident.id
        }


@pytest.mark.parametrize("text", [
    "It was reported that 2,000 people have been killed and 2,500 wounded.",
    "She told the council of the hundreds of farmers who have been murdered by the militias.",
    "Political violence in Mali, unleashed by the front in 2012, has killed more than 1,500 people.",
    "Thousands of civilians have been killed in Sudan.",
    "Almost 400 members of the party have died in recent years, killed by the militias.",
])
def test_the_toll_of_a_war_is_no_incident(text: str) -> None:
    assert not read(text).incidents


@pytest.mark.parametrize("text", [
    "Hundreds of people were killed in El Fasher on Monday.",
    "The army killed 1,300 people using sarin in Syria.",
    "Soldiers have killed 84 rebels in Idlib.",
])
def test_many_who_were_killed_on_a_day_at_a_place_or_by_one_means_are_one(text: str) -> None:
    assert len(read(text).incidents) == 1


def test_the_toll_of_a_war_is_not_counted_for_an_incident() -> None:
    text = "Shells killed two men in Homs on Monday. In all, 2,300 people have been killed by the militias."
    (incident,) = read(text).incidents
    assert [t.best for t in incident.tallies] == [2]


@pytest.mark.parametrize("text", [
    "The group is notorious for kidnapping schoolgirls in Nigeria.",
    "The army is bombing villages in Myanmar, a priest said.",
    "Militants who attack schools in Nigeria want ransoms, a teacher said.",
])
def test_what_is_done_again_and_again_in_a_country_is_no_incident(text: str) -> None:
    assert not read(text).incidents


def test_a_convoy_is_not_where_its_country_is():
    text = "Gunmen attacked a convoy on Sunday. One of the trucks in the U.S. convoy was hit by two bullets."
    assert [incident.place for incident in read(text).incidents] == [None]


def test_bombs_that_were_dropped_went_off_and_who_denies_having_bombed_civilians_denies_them() -> None:
    dossier = read(json.loads((EXAMPLES / "2-meridian-press.json").read_text())["text"], "2024-03-13")
    strike = next(i for i in dossier.incidents if i.type == "airstrike")
    denials = {s.id for s in dossier.statements if s.act == "deny"}
    assert any(e.statement in denials for e in dossier.events if e.id in strike.events)
