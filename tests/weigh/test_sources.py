"""How often each origin spoke, stood alone, was corroborated or contradicted."""

from __future__ import annotations

from reportedly.weigh.sources import SourceRow, tally
from tests.weigh.made import link, says, telling, told, voice, weighed

ARMY = link("the Nigerien army", "force", country="NER")
MEDIC = link("Red Crescent", "organisation")


def test_no_incidents_have_no_sources() -> None:
    assert tally([]) == ()


def test_the_only_origin_of_an_incident_stands_alone() -> None:
    assert tally([weighed(says("one", ARMY))]) == (SourceRow("the Nigerien army", "official", 1, 1, 1, 0, 0),)


def test_origins_that_agree_are_corroborated() -> None:
    rows = tally([weighed(says("one", ARMY), says("two", MEDIC))])
    assert {r.name: (r.alone, r.corroborated, r.contradicted) for r in rows} == {
        "the Nigerien army": (0, 1, 0), "Red Crescent": (0, 1, 0)}


def test_origins_on_a_side_of_a_dispute_are_contradicted() -> None:
    rows = tally([weighed(says("one", ARMY, denied=True), says("two", MEDIC))])
    assert {r.name: (r.alone, r.corroborated, r.contradicted) for r in rows} == {
        "the Nigerien army": (0, 0, 1), "Red Crescent": (0, 0, 1)}


def test_who_only_passes_on_neither_stands_alone_nor_corroborates() -> None:
    citing = telling("one", voice("one", told=[told("one")]), voice("one", ARMY, told=[told("one", start=99)]))
    incidents = [weighed(citing), weighed(citing, says("two", MEDIC))]
    rows = {r.name: (r.kind, r.alone, r.corroborated) for r in tally(incidents)}
    assert rows == {
        "Meridian Press": ("outlet", 0, 0), "the Nigerien army": ("official", 1, 1), "Red Crescent": ("medic", 0, 1)}


def test_rows_count_reports_and_incidents_and_the_most_frequent_come_first() -> None:
    wire = link("Reuters", "outlet")
    incidents = [
        weighed(says("one", ARMY, wire), says("two", ARMY, wire)),
        weighed(says("three", link("THE NIGERIEN ARMY", "force"))),
        weighed(says("four", MEDIC)), weighed(says("five", link("River Guard", "armed group")))]
    rows = tally(incidents)
    assert [(r.name, r.reports, r.incidents, r.alone) for r in rows] == [
        ("the Nigerien army", 3, 2, 2), ("Red Crescent", 1, 1, 1), ("River Guard", 1, 1, 1)]
    assert [r.kind for r in rows] == ["official", "medic", "armed group"]


def test_an_origin_is_known_by_its_name_and_its_kind() -> None:
    rows = tally([weighed(says("one", link("Delta", "armed group"))), weighed(says("two", link("Delta", "organisation")))])
    assert sorted((r.name, r.kind, r.incidents) for r in rows) == [("Delta", "armed group", 1), ("Delta", "organisation", 1)]
