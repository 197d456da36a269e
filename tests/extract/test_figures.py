"""Counts of people harmed, in sentences made up for these tests."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import read_text
from reportedly.clean import clean_text
from reportedly.extract.figures import find_figures
from reportedly.extract.parties import Parties
from reportedly.model import Event, Role, Source, Span, Statement
from reportedly.parse import load


def figures(text, statements=(), events=(), title=None):
    document = clean_text(text)
    if title:
        document = dataclasses.replace(document, title=title, title_span=Span(0, len(title)))
    doc = load()(text)
    return find_figures(doc, document, Parties(doc), statements, events)


def counts(text):
    """(the words, kind, low, high) of every figure."""
    return [(text[f.span.start:f.span.end], f.kind, f.low, f.high) for f in figures(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("Up to five people may have been killed near Mosul.", [("Up to five people", "killed", 0, 5)]),
    ("A shell hit a bakery in Homs, killing six, including two children.",
     [("six", "killed", 6, 6), ("two children", "killed", 2, 2)]),
    ("The death toll in Basra rose to 12 on Sunday.", [("12", "killed", 12, 12)]),
    ("The death toll from a bombing at a mosque in the old quarter of the northern Iraqi city of Kirkuk rose to 12 on Sunday.",
     [("12", "killed", 12, 12)]),
    ("The death toll in Basra rose from 9 to 12 on Sunday.", [("12", "killed", 12, 12)]),
    ("The death toll in Basra rose by three to 12 on Sunday.", [("12", "killed", 12, 12)]),
    ("The number of wounded has climbed past 1,000.", [("past 1,000", "injured", 1001, None)]),
    ("Not a single civilian was killed in the raid.", []),
    ("Among the dead were seven conscripts aged 19 and 20.", [("seven conscripts", "killed", 7, 7)]),
    ("A man aged 40 and three women were killed.", [("A man", "killed", 1, 1), ("three women", "killed", 3, 3)]),
    ("Gunmen killed dozens of others.", [("dozens of others", "killed", 24, None)]),
    ("One of the dead was 84.", [("One of the dead", "killed", 1, 1)]),
    ("Most of the victims were under 18.", []),
    ("Militants slit the throats of 16 fishermen on Lake Chad.", [("16 fishermen", "killed", 16, 16)]),
    ("The blast left 14 dead and 30 wounded.", [("14", "killed", 14, 14), ("30", "injured", 30, 30)]),
    ("16 killed, 20 hurt in Kabul market blast", [("16", "killed", 16, 16), ("20", "injured", 20, 20)]),
    ("Police found the bodies of four men in a ditch.", [("four men", "killed", 4, 4)]),
    ("The fire claimed the lives of three nurses.", [("three nurses", "killed", 3, 3)]),
    ("A suicide bomber killed himself and 12 others in Kirkuk.", [("12 others", "killed", 12, 12)]),
    ("The army lost 10 men at the crossing.", [("10 men", "killed", 10, 10)]),
    ("Among the dead were three teachers.", [("three teachers", "killed", 3, 3)]),
    ("A pregnant woman and her two children were among the dead.",
     [("A pregnant woman", "killed", 1, 1), ("her two children", "killed", 2, 2)]),
    ("Gunmen shot dead a policeman in Quetta.", [("a policeman", "killed", 1, 1)]),
    ("Twelve of the wounded are in critical condition.", [("Twelve of the wounded", "injured", 12, 12)]),
    ("Two divers went missing off Aden.", [("Two divers", "missing", 2, 2)]),
    ("Militants took some 40 villagers hostage.", [("some 40 villagers", "abducted", 40, 40)]),
    ("Police detained more than 30 students.", [("more than 30 students", "arrested", 31, None)]),
    ("About 4,000 people fled their homes.", [("About 4,000 people", "displaced", 4000, 4000)]),
    ("The fighting forced thousands of villagers to flee.", [("thousands of villagers", "displaced", 2000, None)]),
])
def test_a_count_of_people_harmed_is_found_with_its_kind_and_bounds(nlp, text, expected):
    assert counts(text) == expected


def test_a_word_of_harm_serves_all_who_are_counted_together(nlp):
    assert counts("Two soldiers, one hostage and all 14 rebels were killed in the raid.") == [
        ("Two soldiers", "killed", 2, 2), ("one hostage", "killed", 1, 1), ("all 14 rebels", "killed", 14, 14)]
    assert counts("He was killed along with his brother and two guards.") == [("two guards", "killed", 2, 2)]


def test_text_that_lost_its_commas_reads_the_same(nlp):
    assert counts("Three people two of them children died in Idlib a doctor said.") == [
        ("Three people", "killed", 3, 3), ("two of them", "killed", 2, 2)]


def test_a_part_and_its_whole_are_two_figures(nlp):
    assert counts("Mourners buried one of three men killed on Monday.") == [
        ("one of three men", "killed", 1, 1), ("three men", "killed", 3, 3)]


@pytest.mark.parametrize("text", [
    "Three gunmen opened fire on a bus.",
    "The group threatened to kill 20 hostages.",
    "Four tanks and two trucks were destroyed.",
    "Karim Haddad, 24, was killed in Tripoli.",
    "No one was killed in the blast.",
    "A police spokesman said the toll was not known.",
    "The raid killed Omar Saleh, a teacher, in Hama.",
    "The shelling was the worst in 15 days.",
])
def test_the_unharmed_the_threatened_the_named_and_things_are_no_figures(nlp, text):
    assert counts(text) == []


def test_totals_over_a_war_a_span_or_several_attacks_are_cumulative(nlp):
    def scope(text):
        return figures(text)[0].scope

    assert scope("More than 900 people have been killed in the two-year war.") == "cumulative"
    assert scope("At least 40 nurses have died since 2011.") == "cumulative"
    assert scope("Seven miners were killed in two blasts.") == "cumulative"
    assert scope("Seven miners were killed in a blast in January last year.") == "incident"


def test_status_goes_by_the_noun_or_else_by_the_service(nlp):
    text = "The bomb killed two teachers, three soldiers, four police officers and five people."
    assert [f.status for f in figures(text)] == ["civilian", "combatant", "official", "unknown"]


def test_of_them_are_the_people_counted_before(nlp):
    assert [f.who for f in figures("A shell killed nine nurses and wounded dozens of them.")] == ["nurses", "nurses"]


def test_those_only_described_suffered_what_was_told_last(nlp):
    assert counts("Nine people were wounded in Taiz. Four were foreign volunteers.") == [
        ("Nine people", "injured", 9, 9), ("Four", "injured", 4, 4)]


def test_a_verb_agrees_in_number_with_those_it_is_said_of(nlp):
    assert counts("A man who killed 12 people was arrested.") == [
        ("A man", "arrested", 1, 1), ("12 people", "killed", 12, 12)]


def test_the_headline_is_left_out(nlp):
    title = "Blast kills 9 in Sidon."
    text = title + "\n\nA blast killed nine people in Sidon."
    assert [f.span.start for f in figures(text, title=title)] == [text.index("nine")]


def test_a_figure_stands_under_the_innermost_statement_and_the_nearest_event_of_its_sentence(nlp):
    text = "Aid workers said a medic reported that a shell killed nine people. A raid followed."
    inner, outer = Span(text.index("a shell"), text.index(". A")), Span(text.index("a medic"), text.index(". A"))
    statements = [
        Statement(name, (Source(name),), None, (content,), "indirect", "report")
        for name, content in (("outer", outer), ("inner", inner))]
    events = [
        Event(name, "shelling", Span(text.index(word), text.index(word) + len(word)), victims=(Role(inner),))
        for name, word in (("far", "raid"), ("near", "killed"))]
    (figure,) = figures(text, statements, events)
    assert (figure.statement, figure.event) == ("inner", "near")


def test_a_figure_that_only_says_which_attack_is_meant_is_the_reports_own(nlp):
    text = "The minister condemned the bombing which killed nine people."
    content = Span(text.index("the bombing"), len(text) - 1)
    said = Statement("s", (Source("minister"),), None, (content,), "indirect", "condemn")
    (figure,) = figures(text, [said])
    assert figure.statement is None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(
    ["killed", "wounded", "5", "dozens", "of", "them", "people", "including", "a", "soldier", "were", ",", "and", "the",
     "toll", "to", "(", ")", "as", "well", "dead", "among", "\n\n", "  ", "\u202b", "\U0001f4a5", "e\u0301", "missing",
     "-", "."]), max_size=40))
def test_any_text_gives_ordered_figures_within_bounds(words):
    text = " ".join(words)
    found = figures(text)
    assert [f.span.start for f in found] == sorted({f.span.start for f in found})
    for figure in found:
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert figure.low >= 0
        assert figure.high is None or figure.low <= figure.high
        assert figure.id == f"f{figure.span.start}"


def test_a_list_of_thousands_of_counts_is_read_without_getting_lost(nlp):
    document = clean_text("x")
    doc = nlp.make_doc("5 killed " * 3000)
    for token in doc:
        token.tag_ = "VBD" if token.text == "killed" else "CD"
        token.is_sent_start = token.i == 0
    assert len(find_figures(doc, document, Parties(doc), (), ())) == 3000


def test_empty_text_has_no_figures(nlp):
    assert figures(" ") == ()


def test_one_person_brought_in_by_name_is_no_count() -> None:
    text = "A teacher, Lina Saab, and two pupils were killed in Homs on Monday."
    dossier = read_text(text, published="2024-05-14")
    assert [text[f.span.start : f.span.end] for f in dossier.figures] == ["two pupils"]
