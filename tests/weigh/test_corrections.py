"""What an editor set, over what the reports say."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from reportedly.model import FigureKind
from reportedly.weigh.corrections import FIELDS, checked, corrected
from reportedly.weigh.types import Decision, DeskIncident
from tests.weigh.made import BOSSO, party, says, weighed

INCIDENT = weighed(
    says("one", "a medic", killed=6, actors=(party("River Guard", "armed group"), party("Lake Guard", "armed group"))),
    says("two", "residents", killed=9))


def decision(number: int = 1, /, **fields: str) -> Decision:
    """An editor's correction."""
    return Decision(
        number, "2024-03-11T10:00:00Z", "Idriss", "correct", INCIDENT.id, "the hospital's list", {"fields": fields})


def set_to(**fields: str) -> DeskIncident:
    """The incident with these corrections, each checked."""
    for name, value in fields.items():
        checked(name, value)
    return corrected(INCIDENT, [decision(**fields)])


def test_nothing_decided_changes_nothing() -> None:
    assert corrected(INCIDENT, []) == INCIDENT


def test_the_type() -> None:
    found = set_to(type="shelling")
    assert (found.type, found.fields["type"].value, found.fields["type"].corrected) == ("shelling", "shelling", True)
    assert found.fields["type"].supports == INCIDENT.fields["type"].supports


@pytest.mark.parametrize(("value", "earliest", "latest", "words"), [
    ("2024-05-14", "2024-05-14", "2024-05-14", "14 May 2024"),
    ("2024-05-14/2024-05-16", "2024-05-14", "2024-05-16", "between 14 May 2024 and 16 May 2024")])
def test_the_day_or_days(value: str, earliest: str, latest: str, words: str) -> None:
    found = set_to(when=value)
    assert (found.earliest, found.latest, found.stated) == (earliest, latest, True)
    assert (found.fields["when"].value, found.fields["when"].corrected) == (words, True)


def test_a_place_that_is_set_keeps_the_country_and_has_no_coordinates_but_its_own() -> None:
    found = set_to(where="Toumour")
    assert found.place is not None
    assert (found.place.name, found.place.country, found.place.latitude) == ("Toumour", "NER", None)
    assert (found.fields["where"].value, found.fields["where"].corrected) == ("Toumour, Niger", True)
    spot = set_to(where="Ayorou@14.73, -0.92").place
    assert spot is not None
    assert (spot.name, spot.latitude, spot.longitude) == ("Ayorou", 14.73, -0.92)


def test_the_country() -> None:
    found = set_to(country="MLI")
    assert found.place is not None
    assert (found.place.name, found.place.country, found.place.precision) == ("Mali", "MLI", "country")
    assert (found.fields["where"].value, found.fields["where"].corrected) == ("Mali", True)
    assert set_to(country="NER").place == BOSSO


def test_a_country_is_set_where_no_place_was_known() -> None:
    nowhere = weighed(says("one", "a medic", places=()))
    found = corrected(nowhere, [decision(country="MLI")])
    assert found.place is not None
    assert found.place.country == "MLI"
    assert found.fields["where"].corrected


def test_the_actor_is_one_of_those_known_or_a_new_one_or_none() -> None:
    known = set_to(actor="river guard")
    assert [(a.name, a.kind, a.corrected) for a in known.actors] == [("River Guard", "armed group", True)]
    assert [(a.name, a.status, a.supports, a.corrected) for a in set_to(actor="the army").actors] == [
        ("the army", "asserted", (), True)]
    assert set_to(actor="none").actors == ()


@pytest.mark.parametrize(("value", "numbers"), [
    ("7", (7, 7, 7)), ("2-6", (2, 2, 6)), ("2-5-6", (2, 5, 6)), ("0-0-4", (0, 0, 4))])
def test_a_figure_is_one_number_or_low_and_high_or_low_best_high(value: str, numbers: tuple[int, int, int]) -> None:
    found = set_to(killed=value).estimate("killed")
    assert found is not None
    assert (found.low, found.best, found.high, found.corrected) == (*numbers, True)
    assert found.by_origin == INCIDENT.estimates[0].by_origin


@pytest.mark.parametrize("kind", get_args(FigureKind))
def test_every_kind_of_figure_can_be_set_in_the_usual_order(kind: FigureKind) -> None:
    found = set_to(**{kind: "3"})
    kinds = [e.kind for e in found.estimates]
    assert set(kinds) == {"killed", kind}
    assert kinds == sorted(kinds, key=get_args(FigureKind).index)


def test_later_decisions_stand_above_earlier_ones_and_each_counts_once() -> None:
    first, second = decision(1, killed="7"), decision(2, killed="8")
    for order in ([first, second], [second, first], [second, first, second, first]):
        found = corrected(INCIDENT, order).estimate("killed")
        assert found is not None
        assert found.best == 8


def test_what_is_not_corrected_stays() -> None:
    found = set_to(killed="7")
    assert replace(found, estimates=INCIDENT.estimates) == INCIDENT


def test_who_confirms_changes_nothing_else() -> None:
    found = corrected(INCIDENT, [replace(decision(), verb="confirm", details={})])
    assert found.grade.confirmed
    assert replace(found, grade=replace(found.grade, confirmed=False)) == INCIDENT


WRONG = [
    ("type", "air raid"), ("type", ""), ("when", "Friday"), ("when", "14 May 2024"), ("when", "2024-05-14/"),
    ("when", "2024-05-14/2024-05-15/2024-05-16"), ("when", "2024-02-30"), ("when", ""), ("where", " "),
    ("country", "Niger"), ("country", "NE"), ("country", "XXX"), ("country", ""), ("actor", ""), ("killed", "six"),
    ("killed", "-6"), ("killed", "6-2"), ("killed", "2-7-6"), ("killed", "1-2-3-4"), ("killed", "6+"), ("injured", ""),
    ("killed", "9" * 19), ("killed", "٣"),
    ("missing", "2 - 6"), ("displaced", "1,000"),
    ("when", "2024-05-16/2024-05-14"),
    ("when", "20240514"),
    ("when", "2024-W20-2"),
    ("where", "Ayorou@north"),
    ("where", "Ayorou@147.3,0.92"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_value_that_does_not_fit_is_refused_with_how_to_write_it(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="give ") as error:
        checked(name, value)
    assert f"{name}={value}" in str(error.value)
    assert FIELDS[name] in str(error.value)


def test_a_field_that_can_not_be_corrected_is_refused_with_those_that_can() -> None:
    with pytest.raises(ValueError, match="weapon") as error:
        checked("weapon", "mortar")
    assert all(name in str(error.value) for name in FIELDS)


@pytest.mark.parametrize(("name", "example"), [
    ("type", "airstrike"), ("type", "shelling"), ("when", "2024-05-14"), ("when", "2024-05-14/2024-05-16"),
    ("where", "Ayorou@14.73,0.92"), ("country", "NER"), ("actor", "none"), *(
        (kind, example) for kind in get_args(FigureKind) for example in ("6", "2-6", "2-5-6"))])
def test_the_examples_of_how_a_value_is_written_fit(name: str, example: str) -> None:
    assert example in FIELDS[name]
    checked(name, example)


@pytest.mark.parametrize("fields", [{"country": "MLI", "where": "Gao"}, {"where": "Gao", "country": "MLI"}])
def test_a_place_and_its_country_can_be_set_together(fields: dict[str, str]) -> None:
    found = set_to(**fields).place
    assert found is not None
    assert (found.name, found.country) == ("Gao", "MLI")
