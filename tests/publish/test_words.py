from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Document, Place, Span
from reportedly.publish.words import (
    count,
    counted,
    dated,
    in_time,
    low_best_high,
    moment,
    nearness,
    period,
    place_name,
    published,
    quoted,
    visible,
)
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


@pytest.mark.parametrize(("figures", "words"), [
    ((6, 6, 6), "6"), ((0, 6, 6), "low 0, best 6, high 6"), ((1000, 2000, None), "low 1,000, best 2,000, high open")])
def test_low_best_and_high_are_put_in_words(figures: tuple[int, int, int | None], words: str) -> None:
    assert low_best_high(*figures) == words


def test_a_number_has_its_noun() -> None:
    assert [counted(number, "report") for number in (1, 10)] == ["1 report", "10 reports"]


@pytest.mark.parametrize(("earliest", "latest", "words"), [
    ("2024-05-12", "2024-05-12", "the day; no time of day"), ("2024-05-12", "2024-05-13", "no nearer than these days"),
    ("2024-05-12T18:30", "2024-05-12T18:30", "to the minute"), (None, None, ""), (None, "2024-05-12", "one end is open"),
    ("2024-05-12T18:30", "2024-05-12T19:30", "no nearer than these minutes")])
def test_how_near_a_time_is_known_is_put_in_words(earliest: str | None, latest: str | None, words: str) -> None:
    assert nearness(earliest, latest) == words


def test_publication_is_dated_in_words_or_as_it_is() -> None:
    assert dated("2024-05-14T18:40:00Z") == "14 May 2024, 18:40 +0000"
    assert (dated("2024-05-14"), dated(None), dated("soon\x1b")) == ("14 May 2024", "no date", "soon\\x1b")


def test_publication_sorts_by_moment_a_day_at_its_end_and_no_date_last() -> None:
    by_time = ["2024-05-14T01:00:00+02:00", "2024-05-13T23:30:00Z", "2024-05-13", "2024-05-14T00:10:00", None]
    mixed = [by_time[number] for number in (4, 2, 0, 3, 1)]
    assert sorted(mixed, key=in_time) == by_time
