"""Who did what to whom, in sentences made up for these tests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import read_text
from reportedly.clean import clean_text
from reportedly.extract.events import find_events
from reportedly.extract.parties import find_parties
from reportedly.extract.places import find_places
from reportedly.extract.statements import find_statements
from reportedly.extract.times import find_times
from reportedly.parse import load


def read(text):
    document = clean_text(text)
    doc = load()(text)
    places = find_places(doc, document)
    parties = find_parties(doc, document, places)
    statements = find_statements(doc, document, parties)
    return find_events(doc, document, parties, places, find_times(doc, document), statements), parties


def told(text, part):
    """The words of all events of the text that have that part."""
    events, _ = read(text)
    spans = [s if part == "weapons" else s.span for event in events for s in getattr(event, part)]
    return {text[s.start:s.end] for s in spans}


@pytest.mark.parametrize(("text", "actors"), [
    ("Three masked men kidnapped a farmer near Kirkuk.", {"Three masked men"}),
    ("A farmer was kidnapped by the rebels near Kirkuk.", {"rebels"}),
    ("The prosecutor accused two soldiers of killing the teacher.", {"two soldiers"}),
    ("Five officers were involved in the murder of the judge.", {"Five officers"}),
    ("The police attributed the bombing to militants.", {"militants"}),
    ("The attack was the work of militants.", {"militants"}),
    ("She accused squads trained by the police of the attack on the union.", {"squads"}),
    ("The militants claimed responsibility for the attack on the bridge.", {"militants"}),
    ("Two drivers were arrested on charges of involvement in the murder of the judge.", {"Two drivers"}),
    ("The murderers of the judge fled to the hills.", {"murderers of the judge"}),
    ("No group claimed responsibility for the attack on the bridge.", set()),
])
def test_who_did_it_is_found_beyond_the_subject(text, actors):
    assert actors <= told(text, "actors")
    assert actors or not told(text, "actors")


@pytest.mark.parametrize(("text", "actors"), [
    ("Members of the Taliban kidnapped a farmer near Ghazni.", {"Members of the Taliban", "Taliban"}),
    ("The Taliban denied that it had kidnapped a farmer near Ghazni.", {"Taliban"}),
    ("Taliban fighters kidnapped a farmer near Ghazni.", {"Taliban"}),
])
def test_doers_are_named_by_whose_they_are_and_not_by_a_pronoun(text, actors):
    assert told(text, "actors") == actors


@pytest.mark.parametrize(("text", "victims"), [
    ("Gunmen killed two of her bodyguards in Basra.", {"bodyguards"}),
    ("Gunmen shot Judge Karim Haddad in Basra.", {"Karim Haddad"}),
    ("Gunmen killed two Italians, Marco Rossi and Paolo Conti, in Basra.",
     {"Italians", "Marco Rossi", "Paolo Conti"}),
    ("One of the wounded was identified as Peter Miller.", {"Peter Miller"}),
    ("The blast claimed the lives of three nurses in Mosul.", {"nurses"}),
    ("The villagers mourned the death of Karim Haddad.", {"Karim Haddad"}),
])
def test_victims_are_named_without_what_counts_them(text, victims):
    assert victims <= told(text, "victims")


@pytest.mark.parametrize(("text", "targets"), [
    ("A bomb exploded in front of the Danish embassy in Beirut.", {"Danish embassy"}),
    ("Rebels blew up a fuel truck near Aleppo.", {"fuel truck"}),
    ("Militants set fire to a school in Idlib.", {"school"}),
    ("The explosion damaged the roof of a bank in Hama.", {"bank"}),
    ("The blast caused damage to a clinic in Hama.", {"clinic"}),
    ("Governor Sami Aziz escaped unharmed from the attack in Hama.", {"Sami Aziz"}),
])
def test_things_and_persons_that_were_aimed_at_are_targets(text, targets):
    assert targets <= told(text, "targets")


@pytest.mark.parametrize(("text", "weapons"), [
    ("A powerful car bomb exploded in Tikrit.", {"car bomb"}),
    ("Rebels attacked the post with mortars.", {"mortars"}),
    ("The gunmen used explosives against the town hall.", {"explosives"}),
])
def test_weapons_are_named_without_their_size(text, weapons):
    assert weapons <= told(text, "weapons")


@pytest.mark.parametrize(("text", "realis"), [
    ("Gunmen killed a driver in Basra.", "happened"),
    ("The rebels threatened to kill the driver.", "threatened"),
    ("The group plans to attack the port.", "planned"),
    ("If the rebels attack the port, it will be closed.", "hypothetical"),
    ("No civilians were killed in Basra.", "denied"),
])
def test_what_only_may_happen_is_marked(text, realis):
    events, _ = read(text)
    assert [event.realis for event in events] == [realis]


@pytest.mark.parametrize("text", [
    "The earthquake destroyed a village near Van.",
    "The strikes damaged the economy.",
    "The company burned fuel.",
])
def test_damage_without_a_doer_or_a_thing_is_no_act_of_violence(text):
    events, _ = read(text)
    assert not [e for e in events if text[e.trigger.start:e.trigger.end] in ("destroyed", "damaged", "burned")]


def test_every_actor_is_a_party():
    text = "Gunmen in Basra killed Karim Haddad. A shell fired by Karimov Brigade hit a school. Vandals burned a bus."
    events, parties = read(text)
    actors = [role for event in events for role in event.actors]
    known = {party.id for party in parties.all()}
    assert actors
    assert all(role.party in known for role in actors)


WORDS = ("the rebels", "killed", "two of", "a bomb", "in front of", "the bank", "was identified as", "Karim Haddad", ",",
         "and", "who", "were accused of", "the murder of", "\n", "No one", "exploded", "set fire to", "🙂", ".")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_every_part_is_words_of_the_text(words):
    text = " ".join(words)
    events, _ = read(text)
    assert [e.trigger for e in events] == sorted(e.trigger for e in events)
    for event in events:
        for span in (event.trigger, *event.weapons, *(r.span for r in (*event.actors, *event.targets, *event.victims))):
            assert text[span.start:span.end].strip()


def test_those_killed_before_did_not_wound_those_told_after() -> None:
    dossier = read_text(
        "Two men were killed in Kirkuk on Monday while rockets in Mosul injured four civilians.", published="2024-05-14"
    )
    text = dossier.document.text
    (injured,) = [e for e in dossier.events if text[e.trigger.start : e.trigger.end] == "injured"]
    assert injured.actors == ()
