"""What statements do: by their cue, by a noun, by their words; and how sure they are."""

import pytest
from spacy.language import Language

from reportedly.clean import clean_text
from reportedly.extract.parties import find_parties
from reportedly.extract.places import find_places
from reportedly.extract.statements import find_statements
from reportedly.extract.statements.acts import acts
from reportedly.model import Statement
from reportedly.parse import legible


def statements(nlp: Language, text: str) -> tuple[Statement, ...]:
    document = clean_text(text)
    doc = nlp(legible(document))
    return find_statements(doc, document, find_parties(doc, document, find_places(doc, document)))


@pytest.mark.parametrize(("text", "act"), [
    ("Police said two men were hurt.", "report"),
    ("The group claimed that the base was empty.", "claim"),
    ("The army denied that it had fired at the bus.", "deny"),
    ("The militia denied involvement in the bombing.", "deny"),
    ("The group claimed responsibility for the bombing.", "claim responsibility"),
    ("The bombing was claimed by the group.", "claim responsibility"),
    ("The governor accused the army of shelling the village.", "accuse"),
    ("Ministers blamed the rebels for the fire.", "accuse"),
    ("The minister condemned the killing.", "condemn"),
    ("The minister expressed outrage at the killing.", "condemn"),
    ("“This was a heinous crime,” the minister said.", "condemn"),
    ("The rebels threatened to attack the port.", "threaten"),
    ("The general said his forces would retaliate.", "threaten"),
    ("The general vowed to avenge the dead.", "threaten"),
    ("The general vowed to rebuild the town.", "promise"),
    ("The army said the raid was in response to rocket fire.", "justify"),
    ("The council called on both sides to lay down arms.", "demand"),
    ("“The shelling must stop,” the envoy said.", "demand"),
    ("The president hailed the rescue.", "praise"),
    ("The president extended his condolences to the families.", "mourn"),
    ("The group rejected the offer.", "reject"),
])
def test_act(nlp: Language, text: str, act: str) -> None:
    assert act in {s.act for s in statements(nlp, text)}


@pytest.mark.parametrize("text", [
    "No one claimed responsibility for the bombing.",
    "The group did not threaten the mayor.",
    "A police officer asked not to be named.",
    "The judge condemned him to death.",
])
def test_what_is_not_done_is_no_act(nlp: Language, text: str) -> None:
    assert {s.act for s in statements(nlp, text)} <= {"report", "claim"}


@pytest.mark.parametrize(("text", "certainty"), [
    ("Police said two men were hurt.", "certain"),
    ("Police said the men may have fled.", "possible"),
    ("Police said the men had probably fled.", "probable"),
    ("The men are said to have fled.", "unconfirmed"),
    ("The men allegedly fled.", "unconfirmed"),
    ("The rebels said they held the bridge. The claim could not be independently verified.", "unconfirmed"),
])
def test_certainty(nlp: Language, text: str, certainty: str) -> None:
    assert certainty in {s.certainty for s in statements(nlp, text)}


def test_the_lexicon_is_read_once() -> None:
    assert acts() is acts()
