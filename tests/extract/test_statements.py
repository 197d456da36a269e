"""Who is found to say what, over the forms that news gives it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from reportedly.clean import clean_text
from reportedly.extract.parties import find_parties
from reportedly.extract.places import find_places
from reportedly.extract.statements import find_statements
from reportedly.model import Statement
from reportedly.parse import legible


def statements(nlp: Language, text: str, outlet: str | None = None) -> tuple[Statement, ...]:
    document = clean_text(text, outlet=outlet)
    doc = nlp(legible(document))
    return find_statements(doc, document, find_parties(doc, document, find_places(doc, document)))


def said(nlp: Language, text: str) -> list[tuple[str, str]]:
    """Source and content of every statement, as words of the text."""
    return [(text[s.source[0].span.start:s.source[0].span.end] if s.source[0].span else "",
             " ... ".join(text[c.start:c.end] for c in s.content)) for s in statements(nlp, text)]


@pytest.mark.parametrize(("text", "source", "content"), [
    ("Police said four men were detained in Basra.", "Police", "four men were detained in Basra"),
    ("Four men were detained in Basra, police said on Monday.", "police", "Four men were detained in Basra"),
    ("Four men were detained here, according to two officials.", "two officials", "Four men were detained here"),
    ("According to two officials, four men were detained.", "two officials", "four men were detained"),
    ("“The shelling went on all night,” said Karim Daoud, a baker.", "Karim Daoud, a baker",
     "“The shelling went on all night,”"),
    ("“We heard two blasts,” she said. “Then it was silent.”", "she",
     "“We heard two blasts,” ... “Then it was silent.”"),
    ("The mayor said the raid was “a disgrace for the town”.", "The mayor",
     "the raid was “a disgrace for the town”"),
    ("The commander told reporters that the road was closed.", "The commander", "that the road was closed"),
    ("The shelling, the mayor said, was the worst in years.", "the mayor",
     "The shelling ... was the worst in years"),
    ("The governor condemned the attack on the market.", "The governor", "the attack on the market"),
    ("The rebels vowed to fight on.", "The rebels", "to fight on"),
    ("Officials rejected the group's claim that the convoy was unarmed.", "the group's", "that the convoy was unarmed"),
    ("The raid was condemned by the governor.", "the governor", "The raid"),
    ("The governor called on the army to leave the town.", "The governor", "the army to leave the town"),
    ("The mayor asked whether the dam was safe.", "The mayor", "whether the dam was safe"),
])
def test_source_and_content(nlp: Language, text: str, source: str, content: str) -> None:
    assert (source, content) in said(nlp, text)


def test_where_commas_are_lost_the_noun_before_the_verb_speaks(nlp: Language) -> None:
    text = "At least 12 people were killed in air strikes on Aleppo a monitoring group said as rebels took a hill."
    assert said(nlp, text) == [("a monitoring group", "At least 12 people were killed in air strikes on Aleppo")]


def test_a_quotation_over_paragraphs_is_one_statement(nlp: Language) -> None:
    text = "“The bridge is gone,” the mayor said. “We need boats.\n\n“We need them today.”"
    (only,) = statements(nlp, text)
    assert [text[c.start:c.end] for c in only.content] == [
        "“The bridge is gone,”", "“We need boats", "“We need them today.”"]
    assert only.form == "direct"


def test_a_lost_opening_mark_does_not_lose_the_words(nlp: Language) -> None:
    text = "He added: The answer will come in time.”"
    assert said(nlp, text) == [("He", "The answer will come in time.”")]


def test_a_blast_that_claims_lives_says_nothing(nlp: Language) -> None:
    assert said(nlp, "The blast claimed the lives of four men.") == []


def test_a_line_with_a_name_and_a_colon_is_said_by_that_name(nlp: Language) -> None:
    text = "Police: Two men are held over the fire\n\nThe fire broke out at noon."
    assert said(nlp, text)[0] == ("Police", "Two men are held over the fire")


@pytest.mark.parametrize("text", [
    "The commander is said to have fled to Mosul.",
    "The commander reportedly fled to Mosul.",
    "The commander is believed to be in Mosul.",
])
def test_hearsay_has_no_source_but_the_outlet(nlp: Language, text: str) -> None:
    (only,) = statements(nlp, text, outlet="The Daily")
    assert [(s.text, s.outlet) for s in only.source] == [("The Daily", True)]
    assert only.certainty in ("unconfirmed", "possible", "probable")


def test_the_outlet_ends_every_chain(nlp: Language) -> None:
    for statement in statements(nlp, "Police said the mayor had told them that two men died.", outlet="The Daily"):
        assert statement.source[-1].outlet
        assert not any(link.outlet for link in statement.source[:-1])


def test_what_is_said_inside_a_statement_was_passed_on_by_its_source(nlp: Language) -> None:
    text = "The radio quoted witnesses as saying two men were hurt."
    chains = [[link.text for link in s.source] for s in statements(nlp, text)]
    assert ["witnesses", "The radio", "the report"] in chains


def test_who_is_cited_said_it_and_who_cites_passed_it_on(nlp: Language) -> None:
    found = statements(nlp, "State radio said, citing an army officer, that two men died.")
    assert ["an army officer", "State radio", "the report"] in [[link.text for link in s.source] for s in found]


def test_a_relative_pronoun_leads_to_whom_it_stands_for(nlp: Language) -> None:
    text = "Nadia Haddad, who said she saw the blast, lives nearby."
    (only,) = statements(nlp, text)
    assert only.source[0].text.startswith("Nadia Haddad")
    assert text[only.source[0].span.start:only.source[0].span.end] == "who"


def test_ids_are_unique_and_spans_in_order(nlp: Language) -> None:
    text = "Police said, and the army confirmed, that the men died. The army denied it fired. “We saw it,” said Omar."
    found = statements(nlp, text)
    assert len({s.id for s in found}) == len(found)
    assert list(found) == sorted(found, key=lambda s: (s.content[0], s.id))


@pytest.mark.parametrize("text", [
    "", " ", "\n\n", "😀", "قال المسؤول إن الهجوم وقع", "said", "”", "“", "said said: “", ": “a”",
])
def test_odd_input_is_no_error(nlp: Language, text: str) -> None:
    assert isinstance(statements(nlp, text), tuple)


WORDS = ["police", "said", "the", "army", "told", "that", "he", "denied", "attack", "“", "”", '"', ",", ".", ":", "\n",
         "who", "claimed", "by", "was", "accused", "of", "according", "to", "killed", "reportedly", "as", "quoted"]


@given(words=st.lists(st.sampled_from(WORDS), max_size=25))
@settings(max_examples=60, deadline=None)
def test_spans_stay_in_the_text(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    for statement in statements(nlp, text):
        assert statement.content
        for part in (*statement.content, *([statement.cue] if statement.cue else [])):
            assert text[part.start:part.end].strip()
            assert part.end <= len(text)
