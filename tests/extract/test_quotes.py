"""Quotation marks are paired within their paragraph, and a lost mark spoils no other paragraph."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from reportedly.extract.statements.quotes import find_quotations


def quoted(nlp: Language, text: str) -> list[str]:
    doc = nlp.make_doc(text)
    return [doc[q.start:q.end].text for q in find_quotations(doc)]


@pytest.mark.parametrize(("text", "expected"), [
    ("“We left,” she said. “It was dark.”", ["“We left,”", "“It was dark.”"]),
    ('"We left," she said.', ['"We left,"']),
    ("''We left,'' she said.", ["''We left,''"]),
    ("«We left», she said.", ["«We left»"]),
    ("“Not yet,“ she said.", ["“Not yet,“"]),
    ("Nothing is quoted, it's the farmers' field.", []),
])
def test_marks_of_all_kinds_are_paired(nlp: Language, text: str, expected: list[str]) -> None:
    assert quoted(nlp, text) == expected


def test_an_unclosed_mark_ends_with_its_paragraph(nlp: Language) -> None:
    doc = nlp.make_doc("“The road is closed.\n“It stays closed.”\nHe left.")
    first, second = find_quotations(doc)
    assert not first.closed
    assert second.closed
    assert doc[second.start:second.end].text == "“It stays closed.”"


def test_a_quotation_whose_close_is_lost_holds_one_sentence(nlp: Language) -> None:
    assert quoted(nlp, "He said: “We left. They stayed behind. Police came.") == ["“We left."]


def test_a_closing_mark_alone_closes_the_words_behind_the_colon(nlp: Language) -> None:
    assert quoted(nlp, "He added: The bridge is gone.” Then he left.") == ["The bridge is gone.”"]


@given(text=st.text(alphabet="ab,.: \n“”\"'«»", max_size=60))
@settings(max_examples=150, deadline=None)
def test_quotations_are_in_order_and_apart(nlp: Language, text: str) -> None:
    doc = nlp.make_doc(text)
    ends = 0
    for quotation in find_quotations(doc):
        assert ends <= quotation.start < quotation.end <= len(doc)
        ends = quotation.end
