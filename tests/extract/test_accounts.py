"""What each source says of an incident, and where the sources differ."""

from reportedly import Dossier, Incident, read_text


def read(text: str) -> tuple[Dossier, Incident]:
    dossier = read_text(text, published="2024-05-14", outlet="The Courier")
    return dossier, dossier.incidents[0]


def actors(dossier: Dossier, incident: Incident) -> dict[str, str]:
    names = {p.id: p.name for p in dossier.parties}
    return {names[a.party]: a.status for a in incident.actors}


def fields(incident: Incident) -> set[str]:
    return {c.field for c in incident.contested}


def test_each_chain_of_sources_has_an_account() -> None:
    _, incident = read(
        "Five people were killed in an explosion in Aden on Monday, a doctor said. The governor said eight people were killed."
    )
    assert [[s.text for s in a.source] for a in incident.accounts] == [
        ["a doctor", "The Courier"],
        ["The governor", "The Courier"],
    ]


def test_counts_of_two_sources_that_differ_are_contested_and_not_added() -> None:
    dossier, incident = read(
        "Five people were killed in an explosion in Aden on Monday, a doctor said. The governor said eight people were killed."
    )
    (tally,) = incident.tallies
    assert (tally.low, tally.best, tally.high) == (5, 8, 8)
    assert fields(incident) == {"how many"}
    text = dossier.document.text
    assert [text[s.start : s.end] for s in incident.contested[0].evidence] == ["Five people", "eight people"]


def test_part_of_a_count_does_not_enter_the_tally() -> None:
    _, incident = read("Shells killed six people, including two children, in Homs on Monday.")
    assert [(t.kind, t.low, t.best, t.high) for t in incident.tallies] == [("killed", 6, 6, 6)]
    assert not incident.contested


def test_who_the_outlet_names_is_asserted() -> None:
    dossier, incident = read("The army shelled a school in Taiz on Monday.")
    assert list(actors(dossier, incident).values()) == ["asserted"]


def test_who_a_source_blames_is_alleged() -> None:
    dossier, incident = read("Shells hit a school in Taiz on Monday. The mayor blamed the rebels for the shelling.")
    assert set(actors(dossier, incident).values()) == {"alleged"}


def test_who_claims_it_is_claimed() -> None:
    dossier, incident = read(
        "A car bomb killed seven policemen in Kirkuk on Sunday. Islamic State claimed responsibility for the bombing."
    )
    assert actors(dossier, incident) == {"Islamic State": "claimed"}


def test_a_spokesman_claims_for_those_he_speaks_for() -> None:
    dossier, incident = read(
        "A spokesman for the Red Front said its fighters had shot dead two guards near Gao in Mali on Monday."
    )
    assert set(actors(dossier, incident).values()) == {"claimed"}


def test_who_denies_it_is_denied_and_contested() -> None:
    dossier, incident = read("Russia denied that its jets had bombed a clinic in Idlib on Sunday.")
    assert actors(dossier, incident) == {"Russia": "denied"}
    assert "who did it" in fields(incident)


def test_hearsay_without_a_source_is_alleged() -> None:
    dossier, incident = read("A Turkish air strike is said to have hit a convoy in Afrin on Sunday.")
    assert set(actors(dossier, incident).values()) == {"alleged"}


def test_what_a_source_says_of_the_thing_hit_is_of_its_account_and_contested() -> None:
    _, incident = read(
        "A drone struck a convoy of fighters near Gao on Monday, the army said. "
        "A statement of the mayor said the convoy was made up of traders."
    )
    assert "who was hit" in fields(incident)
    assert len(incident.accounts) == 2


def test_toll_that_is_replaced_and_those_among_the_dead_do_not_enter_the_tally() -> None:
    _, incident = read(
        "A bomb killed 14 people in Kirkuk on Monday, a doctor said, raising an earlier toll of nine. "
        "Three children were among the dead, a nurse said."
    )
    assert [(t.kind, t.low, t.best, t.high) for t in incident.tallies] == [("killed", 14, 14, 14)]
    assert "how many" not in fields(incident)


def test_whole_with_its_parts_behind_it_stands() -> None:
    _, incident = read("Shells killed 14 people, among them three children, in Homs on Monday, a doctor said.")
    assert [(t.kind, t.best) for t in incident.tallies] == [("killed", 14)]


def test_what_is_said_of_what_was_told_before_is_in_its_accounts() -> None:
    _, incident = read(
        "A blast wrecked two lorries near Hajjah on Sunday. The ministry said the target was a rebel depot."
        " Residents said a drone had done it. A teacher said the school would close."
    )
    assert [a.source[0].text for a in incident.accounts] == ["The Courier", "The ministry", "Residents"]


def test_who_is_blamed_by_name_alone_is_alleged() -> None:
    dossier, incident = read("Shells hit a mosque in Taiz on Monday. State radio blamed the rebels. It rained all day.")
    assert actors(dossier, incident) == {"the rebels": "alleged"}


def test_who_is_blamed_for_something_else_is_no_actor() -> None:
    _, incident = read("Shells hit a mosque in Taiz on Monday. State radio blamed the rebels for the price of bread.")
    assert not incident.actors


def test_who_denies_that_another_did_it_does_not_take_back_what_a_third_alleges() -> None:
    dossier, incident = read(
        "Residents said the army shelled a mosque in Taiz on Monday. The mayor denied that the army had shelled the mosque."
    )
    assert actors(dossier, incident) == {"the army": "alleged"}


def test_a_state_and_its_jets_are_one_side() -> None:
    _, incident = read(
        "A Russian air raid killed six people at a mosque near Idlib on Monday."
        " Residents said the raid was carried out by Russian warplanes."
    )
    assert "who did it" not in fields(incident)
