from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Document, Place, Span
from reportedly.publish.words import count, moment, period, place_name, published, quoted, visible
from reportedly.sentences import Sentences, united


@pytest.mark.parametrize(("low", "high", "words"), [
    (14, 14, "14"), (14, None, "14 or more"), (0, 5, "up to 5"), (5, 10, "5 to 10"), (2000, None, "2,000 or more")])
def test_a_count_is_put_in_words(low: int, high: int | None, words: str) -> None:
    assert count(low, high) == words


def test_days_and_minutes_are_put_in_words() -> None:
    assert moment("2024-05-12T18:30") == "12 May 2024, 18:30"
    assert moment("2024-W19") == "2024-W19"
    assert period("2024-05-12", "2024-05-12") == "12 May 2024"
    assert period("2024-05-01", "2024-05-31") == "between 1 May 2024 and 31 May 2024"
    assert period("2024-01-01", None) == "1 January 2024 or later"
    assert published(date(2024, 5, 14)) == "14 May 2024"
    assert published(datetime(2024, 5, 14, 18, 40, tzinfo=UTC)) == "14 May 2024, 18:40 +0000"


def test_a_place_is_named_with_its_relation_and_its_country() -> None:
    place = Place("l0", Span(0, 6), "Ayorou", "town", "NER", relation="north of", precision="near")
    assert place_name(place) == "north of Ayorou, Niger"


@pytest.mark.parametrize(("text", "words", "sentence"), [
    ("Two died. Gen. Saro said three were hurt. More later.", "three", "Gen. Saro said three were hurt."),
    ("It makes a difference.A strike hit the road", "strike", "A strike hit the road"),
    ("A headline\nThe first line. The second", "first", "The first line."),
    ('"They fled," he said. "Four died."', "Four", '"Four died."')])
def test_words_are_shown_in_their_whole_sentence(text: str, words: str, sentence: str) -> None:
    start = text.index(words)
    found = Sentences(Document("", text)).around(Span(start, start + len(words)))
    assert text[found.start:found.end] == sentence


@given(st.text(min_size=1), st.data())
def test_a_sentence_holds_the_words_that_it_is_asked_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = Sentences(Document("", text)).around(span)
    assert 0 <= found.start <= span.start
    assert span.end <= found.end <= len(text)


def test_overlapping_spans_become_one() -> None:
    assert united([Span(5, 9), Span(0, 3), Span(2, 6), Span(9, 10)]) == (Span(0, 9), Span(9, 10))


@pytest.mark.parametrize(("text", "shown"), [
    ("two\nboys", "“two boys”"), ('"We fled,"', '"We fled,"'), ("“We fled,” he said", "‘“We fled,” he said’")])
def test_words_stand_between_one_pair_of_quotation_marks(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_nothing_that_steers_a_terminal_or_turns_the_text_round_stays() -> None:
    assert visible("a\x1b[2Jb\u202ec\x9b") == "a\\x1b[2Jb\\u202ec\\x9b"
    assert visible("عربي 🕊 é") == "عربي 🕊 é"
