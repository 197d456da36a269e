"""Who is named in a text: kinds, countries, roles, membership."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.extract.parties import Parties, find_parties
from reportedly.extract.places import find_places
from reportedly.model import Document, Party

WORDS = [
    "Hamas", "leader", "the", "group", "(", ")", "KNP", "Khmer", "Nation", "Party", ",", "he", "its", "who", "said",
    "Mr", "of", "two", "soldiers", "-", "Syrian", "army", "\n", "😀", "مرحبا", ".", "’s", '"', "al", "Haddad", "US",
    "led", "statement", "by", "is", "a",
]
DAY = datetime.date(2021, 5, 4)


@pytest.fixture
def read(nlp):
    def read(text: str) -> tuple[Parties, object]:
        doc, document = nlp(text), Document("x", text, published=DAY)
        return find_parties(doc, document, find_places(doc, document)), doc
    return read


def of(parties: Parties, doc, word: str) -> Party:
    """The party of the first token with that text."""
    party = parties.of(next(token for token in doc if token.text == word))
    assert party is not None, word
    return next(p for p in parties.all() if p.id == party)


@pytest.mark.parametrize(("text", "word", "kind", "name", "country"), [
    ("Daesh said it carried out the attack.", "Daesh", "armed group", "Islamic State", None),
    ("ISIL fighters entered the village.", "fighters", "armed group", "Islamic State", None),
    ("Militants of the Nusra Front shelled the road.", "Militants", "armed group", "Nusra Front", "SYR"),
    ("Hezbollah guerrillas fired at the post.", "guerrillas", "armed group", "Hezbollah", "LBN"),
    ("Syrian troops took the hill.", "troops", "force", "Syrian troops", "SYR"),
    ("Peru's army denied the report.", "army", "force", "Peru's army", "PER"),
    ("The Colombian government denied the report.", "government", "government", "Colombia", "COL"),
    ("The US said it would answer.", "US", "government", "United States", "USA"),
    ("Moscow said it would answer.", "Moscow", "government", "Russia", "RUS"),
    ("Demonstrators threw stones at the barracks.", "Demonstrators", "crowd", "Demonstrators", None),
    ("Xinhua reported two deaths.", "Xinhua", "outlet", "Xinhua", "CHN"),
    ("Iraqi state television reported two deaths.", "television", "outlet", "Iraqi state television", "IRQ"),
    ("The White Helmets pulled four bodies out.", "Helmets", "organisation", "Syria Civil Defence", "SYR"),
    ("An Iraqi military source told the paper that two died.", "source", "unnamed", "An Iraqi military source", "IRQ"),
    ("Six Israeli soldiers were wounded.", "soldiers", "unnamed", "Six Israeli soldiers", "ISR"),
    ("Hundreds of Palestinians marched.", "Hundreds", "unnamed", "Hundreds of Palestinians", "PSE"),
])
def test_a_phrase_has_its_kind_name_and_country(read, text, word, kind, name, country):
    party = of(*read(text), word)
    assert (party.kind, party.name, party.country) == (kind, name, country)


@pytest.mark.parametrize(("text", "word", "name", "role", "country"), [
    ("Second Prime Minister Sok Vannak left the hall.", "Vannak", "Sok Vannak", "Second Prime Minister", None),
    ("Kenyan police commander Peter Otieno said so.", "Otieno", "Peter Otieno", "Kenyan police commander", "KEN"),
    ("Karim Haddad, a spokesman for the ministry, left.", "Haddad", "Karim Haddad", "spokesman for the ministry", None),
    ("A spokesman for the ministry, Karim Haddad, left.", "Haddad", "Karim Haddad", "spokesman for the ministry", None),
    ("Sami Haddad head of the local council said on Monday that two people died.", "head", "Sami Haddad",
     "head of the local council", None),
])
def test_a_person_has_name_role_and_country(read, text, word, name, role, country):
    party = of(*read(text), word)
    assert (party.kind, party.name, party.role, party.country) == ("person", name, role, country)


def test_the_members_of_a_group_are_not_the_group(read):
    parties, doc = read("Six members of Hamas were killed near Jenin.")
    members, group = of(parties, doc, "members"), of(parties, doc, "Hamas")
    assert members.kind == "unnamed"
    assert members.member_of == group.id != members.id


def test_a_lost_apostrophe_does_not_hide_the_country(read):
    parties, doc = read("Syrias army denied the report.")
    assert of(parties, doc, "army").country == "SYR"


def test_a_group_backed_by_a_country_is_not_that_country_s(read):
    parties, doc = read("An Iran-backed militia denied the report.")
    assert of(parties, doc, "militia").country is None


def test_an_adjective_stands_for_the_state_whose_act_it_is(read):
    parties, doc = read("An Israeli air strike killed two people.")
    party = of(parties, doc, "Israeli")
    assert (party.kind, party.country) == ("government", "ISR")


def test_short_acronyms_are_not_read_into_small_words(read):
    parties, doc = read("It is us who said so, and he is up for it.")
    assert {parties.of(token) for token in doc if token.text in ("is", "us", "up")} == {None}


def test_a_phrase_added_is_found_again(read):
    parties, doc = read("The bakery on the square was hit.")
    added = parties.add(doc[0:2], "organisation")
    assert parties.of(doc[1]) == added == parties.add(doc[1:2])
    assert parties.kind(added) == "organisation"
    assert parties.span_of(doc[1]).text == "The bakery"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_any_text_gives_ordered_unique_parties_within_bounds(read, text):
    parties, doc = read(text)
    for token in doc:
        parties.of(token)
    found = parties.all()
    assert len({party.id for party in found}) == len(found)
    assert [party.spans[0] for party in found] == sorted(party.spans[0] for party in found)
    assert all(span.end <= len(text) and text[span.start:span.end].strip() for party in found for span in party.spans)
    assert all(party.member_of is None or party.member_of in {p.id for p in found} for party in found)
