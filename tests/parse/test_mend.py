"""What the small models read wrong in the sentences of news, and that mending leaves every sentence one tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from reportedly.parse import load


def parts(doc: Doc, word: str) -> dict[str, str]:
    """The children of the word by their labels."""
    verb = next(t for t in doc if t.text == word)
    return {child.dep_: child.text for child in verb.children}


@pytest.mark.parametrize("who", ["Two gunmen on a motorcycle", "Gunmen in a car", "Men riding a motorbike", "Masked men"])
def test_who_shot_somebody_dead_is_the_subject_whatever_they_rode(who: str) -> None:
    doc = load()(f"{who} shot dead a prosecutor outside his home in Quetta on Tuesday, police said.")
    told = parts(doc, "shot")
    assert told["nsubj"] in {"gunmen", "Gunmen", "Men", "men"}
    assert told["dobj"] == "prosecutor"


def test_shot_and_wounded_is_a_verb_behind_its_subject() -> None:
    doc = load()("A gunman shot and wounded a policeman in Marseille on Tuesday.")
    assert (doc[2].tag_, doc[2].lemma_, parts(doc, "shot")["nsubj"]) == ("VBD", "shoot", "gunman")


def test_somebody_shot_who_then_died_is_the_subject_of_dying() -> None:
    doc = load()("A journalist shot in Veracruz last week has died of his wounds.")
    assert parts(doc, "died")["nsubj"] == "journalist"
    assert parts(doc, "journalist")["acl"] == "shot"


def test_people_abducted_who_were_then_killed_are_the_subject_of_both() -> None:
    doc = load()("Three farmers abducted in Borno last week have been beheaded by Boko Haram.")
    assert parts(doc, "beheaded")["nsubjpass"] == "farmers"
    assert parts(doc, "farmers")["acl"] == "abducted"


WORDS = st.sampled_from([
    "Two", "gunmen", "a", "journalist", "on", "motorcycle", "in", "car", "shot", "dead", "and", "wounded", "killed", "have",
    "has", "been", "was", "freed", "abducted", "soldiers", "who", "by", "the", "army", ",", ".", "said", "police", "riding",
])


@given(st.lists(WORDS, min_size=1, max_size=18))
def test_every_sentence_stays_one_tree(words: list[str]) -> None:
    doc = load()(" ".join(words))
    for sentence in doc.sents:
        assert [t for t in sentence if t.head == t] == [sentence.root]
        for token in sentence:
            assert sum(1 for _ in token.ancestors) < len(sentence)
            assert sentence.start <= token.head.i < sentence.end
            assert token in token.head.children or token.head == token
