"""Which words mean the same party, and which are left open."""

import datetime

import pytest

from reportedly.extract.parties import find_parties
from reportedly.extract.places import find_places
from reportedly.model import Document

DAY = datetime.date(2021, 5, 4)


@pytest.fixture
def names(nlp):
    def names(text: str, word: str) -> list[str | None]:
        """The name of the party of each token with that text, in order."""
        doc, document = nlp(text), Document("x", text, published=DAY)
        parties = find_parties(doc, document, find_places(doc, document))
        found = [parties.of(token) for token in doc if token.text == word]
        return [parties.name(party) if party else None for party in found]
    return names


def test_a_surname_is_the_person_named_in_full(names):
    text = "Governor Karim Haddad visited Basra. Mr Haddad said the road was safe. Haddad left on Monday."
    assert names(text, "Haddad") == ["Karim Haddad"] * 3


def test_an_acronym_in_brackets_is_the_name_before_it(names):
    text = "The Khmer Workers Party (KWP) denied any part in it. The KWP said the police were to blame."
    assert set(names(text, "KWP")) == {"Khmer Workers Party"}


@pytest.mark.parametrize(("text", "word", "name"), [
    ("Hezbollah denied the report. The group said it had no men there.", "group", "Hezbollah"),
    ("The Syrian Observatory for Human Rights counted six dead. The observatory said two were children.", "observatory",
     "Syrian Observatory for Human Rights"),
    ("Syrian troops shelled the town. The army said it hit rebels.", "army", "Syrian troops"),
    ("Kenyan President James Otieno flew to Mombasa. The president met the wounded.", "president", "James Otieno"),
    ("A statement issued by Hamas denied the report.", "statement", "Hamas"),
])
def test_a_definite_phrase_leads_to_the_party_named_before(names, text, word, name):
    assert names(text, word) == [name]


def test_an_unnamed_source_is_one_party_when_it_returns_and_another_stays_another(names):
    text = "A hospital source said six died. A military source said four died. The source said they were soldiers."
    first, second, again = names(text, "source")
    assert again == second != first


@pytest.mark.parametrize(("text", "word", "name"), [
    ("Mr Haddad said the road was safe. He added that two men were held.", "He", "Haddad"),
    ("Iran condemned the strike. On Friday, it told the council that it would answer.", "it", "Iran"),
    ("The US said it was sending more troops.", "it", "United States"),
    ("Protesters marched to the square. They threw stones at the police.", "They", "Protesters"),
    ("Maria Lopez met Karim Haddad. She said the talks went well.", "She", "Maria Lopez"),
    ("Hamas buried its commander on Monday.", "its", "Hamas"),
    ("Karim Haddad, who said so, left.", "who", "Karim Haddad"),
])
def test_a_pronoun_leads_to_its_party(names, text, word, name):
    assert names(text, word)[0] == name


@pytest.mark.parametrize(("text", "word"), [
    ("Hamas fired a rocket. It seems that nobody was hurt.", "It"),
    ("The bomb went off in the market. It killed six people.", "It"),
    ("Turkey accused Syria. The talks failed and they were broken off.", "they"),
    ("Karim Haddad left. Maria Lopez stayed. The rain fell. The night came. The road closed. He slept.", "they"),
])
def test_what_the_text_leaves_open_stays_open(names, text, word):
    assert not any(names(text, word))


def test_two_arguments_of_one_verb_are_two_parties(names):
    assert names("Karim Haddad spoke. Omar Farouk thanked him.", "him") == ["Karim Haddad"]


def test_a_quotation_does_not_call_its_speaker_he(names):
    text = "Karim Haddad is a thief. “He lied to us all,” Omar Farouk said."
    assert names(text, "He") == ["Karim Haddad"]


def test_a_reflexive_is_the_subject_of_its_own_clause(names):
    text = "A police source said the assailant blew himself up."
    assert names(text, "himself") == names(text, "assailant")
