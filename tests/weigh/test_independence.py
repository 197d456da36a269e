"""How many independent origins accounts have."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import FigureKind, PartyKind
from reportedly.weigh.independence import Speech, kind_of, origins, same_origin
from reportedly.weigh.telling import Link, Telling
from reportedly.weigh.types import DeskIncident, Origin
from tests.weigh.made import count, link, named, says, telling, told, voice, weighed

REUTERS = link("Reuters", "outlet")
AFP = link("AFP", "outlet")
KINDS: tuple[FigureKind, ...] = ("killed", "injured")
CONVOY = "The strike hit a convoy of lorries on the road along the lake after dark."
VILLAGE = "Six people died in the strike when two jets came in low over the mosque."


def origin(incident: DeskIncident, name: str) -> Origin:
    """The origin of that name."""
    (found,) = (o for o in incident.origins if o.name == name)
    return found


def independent(incident: DeskIncident) -> set[str]:
    """The names of the independent origins."""
    return {o.name for o in incident.origins if o.independent}


def test_the_innermost_source_is_the_origin() -> None:
    incident = weighed(says("one", "an army source", REUTERS))
    assert named(incident) == {"an army source": ("one",)}
    assert origin(incident, "an army source").via == ("Reuters",)


def test_an_unnamed_source_by_one_agency_in_two_outlets_is_one() -> None:
    incident = weighed(says("one", "an army source", REUTERS), says("two", "an army source", REUTERS))
    assert named(incident) == {"an army source": ("one", "two")}
    assert incident.independent == 1


def test_an_unnamed_source_in_the_copy_of_one_agency_is_one() -> None:
    incident = weighed(says("one", "an army source", agency="AFP"), says("two", "a source in the army", AFP))
    assert len(incident.origins) == 1


def test_an_unnamed_source_by_two_agencies_is_two() -> None:
    incident = weighed(says("one", "an army source", REUTERS), says("two", "an army source", AFP))
    assert len(incident.origins) == 2


def test_unnamed_sources_with_other_descriptions_are_two_even_by_one_agency() -> None:
    incident = weighed(says("one", "an army source", REUTERS), says("two", "an interior ministry source", REUTERS))
    assert named(incident) == {"an army source": ("one",), "an interior ministry source": ("two",)}
    assert incident.independent == 2


def test_unnamed_sources_of_one_report_are_one_by_the_same_description_alone() -> None:
    def in_one_report(*names: str) -> int:
        voices = [voice("one", name, told=[told("one", start=start)]) for start, name in enumerate(names)]
        return len(weighed(telling("one", *voices)).origins)

    assert in_one_report("an army source", "the army source") == 1
    assert in_one_report("an army source", "a senior army source in Diffa") == 2


def test_words_for_one_body_are_one_description() -> None:
    incident = weighed(says("one", "a military source", REUTERS), says("two", "an army official", REUTERS))
    assert len(incident.origins) == 1


def test_residents_of_two_outlets_are_two() -> None:
    incident = weighed(says("one", "residents", sentence=CONVOY), says("two", "residents", sentence=VILLAGE))
    assert [o.documents for o in incident.origins] == [("one",), ("two",)]
    assert incident.independent == 2


def test_residents_who_say_the_same_sentence_are_one() -> None:
    incident = weighed(says("one", "residents", sentence=CONVOY), says("two", "villagers", sentence=CONVOY))
    assert len(incident.origins) == 1


def residents(document: str, sentence: str, *numbers: int) -> Telling:
    """Residents who give how many were killed and how many were hurt."""
    counts = [count(document, n, kind=kind) for n, kind in zip(numbers, KINDS, strict=False)]
    return telling(document, voice(document, "residents", told=[told(document, sentence=sentence)], counts=counts))


def test_residents_who_give_the_same_two_figures_are_one_and_with_one_figure_two() -> None:
    assert len(weighed(residents("one", CONVOY, 13, 21), residents("two", VILLAGE, 13, 21)).origins) == 1
    assert len(weighed(residents("one", CONVOY, 13), residents("two", VILLAGE, 13)).origins) == 2
    assert len(weighed(residents("one", CONVOY, 13, 21), residents("two", VILLAGE, 13, 22)).origins) == 2


def test_figures_of_one_and_two_tie_no_sources() -> None:
    assert len(weighed(residents("one", CONVOY, 1, 2), residents("two", VILLAGE, 1, 2)).origins) == 2


def test_residents_in_two_copies_of_one_text_are_one() -> None:
    told_twice = [says("one", "residents", sentence=CONVOY), says("two", "local residents", sentence=VILLAGE)]
    assert len(weighed(*told_twice, copies=[("one", "two")]).origins) == 1


@pytest.mark.parametrize(("one", "other", "number"), [
    ("River Guard", "the River Guard", 1), ("Adel Marou", "Colonel Adel Marou", 1), ("River Guard", "Lake Guard", 2),
    ("Iraqi army", "Iraq's army", 1), ("the Iraqi army", "the Syrian army", 2), ("Marou", "Adel Marou", 2)])
def test_named_parties_are_one_by_name_across_reports(one: str, other: str, number: int) -> None:
    incident = weighed(says("one", link(one, "force"), sentence=CONVOY), says("two", link(other, "force"), sentence=VILLAGE))
    assert len(incident.origins) == number


def test_the_army_of_one_report_is_the_army_that_it_names_in_full() -> None:
    army, full = link("the army", "force"), link("the Nigerien army", "force")
    one_report = telling("one", voice("one", army, told=[told("one")]), voice("one", full, told=[told("one", start=99)]))
    assert len(weighed(one_report).origins) == 1
    assert len(weighed(says("one", army), says("two", full)).origins) == 2


def test_a_spokesman_is_one_with_whom_he_speaks_for() -> None:
    spokesman = link("Lado Bukar", "person", body="the Nigerien army", group="the Nigerien army")
    incident = weighed(says("one", spokesman), says("two", link("Niger's army", "force")))
    assert len(incident.origins) == 1
    assert incident.origins[0].kind == "official"


def test_one_of_a_body_who_does_not_speak_for_it_is_another() -> None:
    soldier = link("Lado Bukar", "person", group="the Nigerien army")
    assert len(weighed(says("one", soldier), says("two", link("Niger's army", "force"))).origins) == 2


def test_two_spokesmen_of_one_body_are_one() -> None:
    one, other = (link(name, "person", body="River Guard") for name in ("Karim Aydin", "Sule Adamou"))
    assert len(weighed(says("one", one), says("two", other)).origins) == 1


def test_an_outlet_that_cites_others_is_an_origin_that_does_not_count() -> None:
    citing = telling("one", voice("one", told=[told("one")]), voice("one", "an army source", told=[told("one", start=99)]))
    incident = weighed(citing)
    assert not origin(incident, "Meridian Press").independent
    assert independent(incident) == {"an army source"}


def test_an_outlet_that_cites_nobody_counts() -> None:
    assert independent(weighed(says("one"))) == {"Meridian Press"}


def test_an_outlet_whose_source_tells_nothing_of_it_counts() -> None:
    mourned = telling("one", voice("one", told=[told("one")]), voice("one", "the mayor"))
    assert independent(weighed(mourned)) == {"Meridian Press"}


def test_outlets_in_their_own_voice_with_one_text_are_one() -> None:
    own = [says("one", sentence=CONVOY), says("two", sentence=CONVOY)]
    copied = weighed(*own, copies=[("one", "two")])
    assert named(copied) == {"Meridian Press": ("one", "two")}
    assert copied.copies == (("one", "two"),)


def test_outlets_in_their_own_voice_with_other_texts_are_two() -> None:
    incident = weighed(says("one", sentence=CONVOY), says("two", sentence=VILLAGE))
    assert independent(incident) == {"Meridian Press", "Desert Voice"}


def test_outlets_that_print_one_agency_are_the_agency() -> None:
    incident = weighed(says("one", sentence=CONVOY, agency="AFP"), says("two", sentence=VILLAGE, agency="AFP"))
    assert named(incident) == {"AFP": ("one", "two")}


def test_an_outlet_that_repeats_an_earlier_report_in_its_words_does_not_count() -> None:
    first = says("one", "an army source", sentence=CONVOY, published="2024-03-08T20:00:00+00:00")
    echo = says("two", sentence=CONVOY, published="2024-03-09T08:00:00+00:00")
    assert independent(weighed(first, echo)) == {"an army source"}
    own_words = says("two", sentence=VILLAGE, published="2024-03-09T08:00:00+00:00")
    assert independent(weighed(first, own_words)) == {"an army source", "Desert Voice"}


def test_ten_reports_of_one_wire_are_one_origin() -> None:
    copies = [says(f"copy {n}", "a doctor at the hospital", REUTERS, killed=9) for n in range(10)]
    incident = weighed(*copies, copies=[[c.document for c in copies]])
    assert (len(incident.reports), incident.independent) == (10, 1)


def test_origins_are_numbered_by_first_publication() -> None:
    late = says("one", "a medic", published="2024-03-09T20:00:00+00:00")
    early = says("two", "residents", published="2024-03-09T07:00:00+00:00")
    assert [(o.id, o.name) for o in weighed(late, early).origins] == [("o1", "residents"), ("o2", "a medic")]


def test_an_origin_has_the_fullest_of_its_names() -> None:
    unnamed = weighed(says("one", "an army source", REUTERS), says("two", "a senior source in the army", REUTERS))
    assert named(unnamed) == {"a senior source in the army": ("one", "two")}
    person = weighed(says("one", link("Adel Marou", "person")), says("two", link("Colonel Adel Marou", "person")))
    assert named(person) == {"Colonel Adel Marou": ("one", "two")}


@pytest.mark.parametrize(("name", "kind", "found"), [
    ("a nurse at the hospital", "unnamed", "medic"), ("medics", "unnamed", "medic"), ("residents", "unnamed", "witness"),
    ("eyewitnesses", "unnamed", "witness"), ("an interior ministry source", "unnamed", "official"),
    ("local media", "unnamed", "reports"), ("initial reports", "unnamed", "reports"), ("Al-Farat TV", "outlet", "reports"),
    ("the army", "force", "official"), ("the Government", "government", "official"),
    ("River Guard", "armed group", "armed group"),
    ("Lake Observatory for Rights", "organisation", "organisation"), ("Save the Lake", "organisation", "organisation"),
    ("Red Crescent", "organisation", "medic"), ("a trader", "unnamed", "person"), ("Karim Aydin", "person", "person")])
def test_what_an_origin_is(name: str, kind: PartyKind, found: str) -> None:
    assert kind_of(link(name, kind)) == found


_SOURCES: st.SearchStrategy[Link | str] = st.sampled_from([

    "an army source", "a military source in Diffa", "residents", "a resident of Bosso", "a source", "officials",
    link("the army", "force"), link("Niger's army", "force"), link("Lado Bukar", "person", body="Niger's army"),
    link("River Guard", "armed group")])


_AGENCIES = st.lists(st.sampled_from([REUTERS, AFP]), max_size=1)


@st.composite
def speeches(draw: st.DrawFn) -> list[Speech]:
    """Accounts of up to six reports, some of which carry one text."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        document = f"report {number}"
        chain = [*draw(st.lists(_SOURCES, max_size=1)), *draw(_AGENCIES)]
        sentence = draw(st.sampled_from([CONVOY, VILLAGE]))
        day = draw(st.sampled_from(["2024-03-08", "2024-03-09", None]))
        spoken = says(document, *chain, sentence=sentence, published=day)
        text = draw(st.sampled_from([document, "report 0"]))
        found.append(Speech(f"a{number}", spoken, spoken.voices[0], text))
    return found


@settings(max_examples=100, deadline=None)
@given(speeches())
def test_one_origin_is_one_from_both_sides(found: list[Speech]) -> None:
    for one in found:
        assert same_origin(one, one)
        assert all(same_origin(one, other) == same_origin(other, one) for other in found)


@settings(max_examples=100, deadline=None)
@given(speeches(), st.randoms(use_true_random=False))
def test_origins_are_the_same_in_any_order_and_hold_each_account_once(found: list[Speech], chance: random.Random) -> None:
    once = origins(found)
    mixed = found[:]
    chance.shuffle(mixed)
    assert origins(mixed) == once
    assert sorted(a for o in once for a in o.accounts) == sorted(s.id for s in found)
    assert [o.id for o in once] == [f"o{n}" for n in range(1, len(once) + 1)]
