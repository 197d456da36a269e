"""Which mentions are one happening, in reports made up for these tests."""

import pytest

from reportedly import read_text


def happenings(text):
    """The triggers of every incident, and its type."""
    dossier = read_text(text, published="2019-05-08")
    words = {e.id: text[e.trigger.start:e.trigger.end] for e in dossier.events}
    return [(incident.type, [words[e] for e in incident.events]) for incident in dossier.incidents]


def test_cause_and_harm_of_one_sentence_are_one_happening():
    text = "A car bomb exploded in Tikrit on Monday, killing six people."
    assert len(happenings(text)) == 1


def test_who_is_arrested_for_a_killing_is_another_happening():
    text = ("Gunmen killed a judge in Basra on Monday. "
            "Police arrested two men in Basra on Tuesday for the murder of the judge.")
    types = [kind for kind, _ in happenings(text)]
    assert types.count("arrest") == 1
    assert len(types) == 2


def test_a_killing_of_other_people_is_another_happening_than_a_clash():
    text = ("Rebels and soldiers clashed near Aleppo on Monday. "
            "The rebels also killed two nurses in Aleppo on Monday.")
    assert [kind for kind, _ in happenings(text)] == ["clash", "other"]


def test_who_did_one_thing_is_not_hit_by_it():
    text = ("Karim Haddad killed two guards in Basra on Monday. "
            "Karim Haddad was killed in Basra on Monday.")
    assert len(happenings(text)) == 2


@pytest.mark.parametrize("text", [
    "Attacks on civilians are a crime.",
    "The minister spoke of gangs who kill women.",
    "The rebels threatened to kill the mayor of Basra on Friday.",
])
def test_what_is_general_or_only_feared_is_no_incident(text):
    assert happenings(text) == []


def test_the_dateline_is_not_where_it_happened():
    text = "PARIS, May 8 (Reuters) - Gunmen killed a judge in Basra on Monday, officials said."
    dossier = read_text(text, published="2019-05-08")
    places = {place.id: place.name for place in dossier.places}
    assert [places[i.place] for i in dossier.incidents if i.place] == ["Basrah"]
