"""Quantities in words and numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.extract.figures.quantities import find_quantities


def read(text):
    """(the words, low, high) of every quantity in a text of words parted by spaces."""
    words = text.split()
    return [(" ".join(words[q.start:q.end]), q.low, q.high) for q in find_quantities(words)]


@pytest.mark.parametrize(("text", "low", "high"), [
    ("five", 5, 5), ("12", 12, 12), ("1,400", 1400, 1400), ("1.5 million", 1_500_000, 1_500_000),
    ("twenty - four", 24, 24), ("thirty one", 31, 31),
    ("two hundred and five", 205, 205), ("three thousand", 3000, 3000),
    ("a dozen", 12, 12),
    ("two dozen", 24, 24), ("half a dozen", 6, 6), ("a couple", 2, 2), ("both", 2, 2),
    ("a quarter of a million", 250_000, 250_000), ("35 +", 35, None),
])
def test_a_number_is_worth_what_it_says(text, low, high):
    assert read(text) == [(text, low, high)]


@pytest.mark.parametrize(("text", "low"), [
    ("dozens", 24), ("scores", 40), ("several", 3), ("hundreds", 200), ("thousands", 2000), ("millions", 2_000_000),
    ("tens of thousands", 20_000), ("hundreds of thousands", 200_000),
])
def test_a_vague_count_is_open_upward(text, low):
    assert read(text) == [(text, low, None)]


@pytest.mark.parametrize(("text", "low", "high"), [
    ("at least 11", 11, None), ("more than 11", 12, None), ("over 11", 12, None), ("up to five", 0, 5),
    ("as many as 40", 0, 40), ("fewer than 10", 0, 9), ("about 30", 30, 30), ("nearly 70", 70, 70), ("some 20", 20, 20),
    ("a total of 24", 24, 24), ("an estimated 900", 900, 900), ("another three", 3, 3), ("all 14", 14, 14),
    ("at least another 9", 9, None), ("between 5 and 10", 5, 10), ("five or six", 5, 6),
])
def test_a_qualifier_moves_the_bounds_and_belongs_to_the_quantity(text, low, high):
    assert read(text) == [(text, low, high)]


@pytest.mark.parametrize("text", [
    "5 march", "march 5", "20 percent", "$ 40", "30 km", "aged 31", "the 10 - year siege", "no one"])
def test_dates_measures_ages_and_sums_are_no_quantities_of_anything_counted(text):
    assert read(text) == []


def test_an_article_or_an_ordinal_counts_one():
    assert read("a soldier and another woman and a second man") == [("a", 1, 1), ("another", 1, 1), ("a second", 1, 1)]


@given(st.lists(st.sampled_from(
    ["a", "an", "at", "least", "more", "than", "five", "12", "1,000", "dozens", "of", "thousands", "and", "-", "or",
     "between", "half", "million", "+", "men", "to", "another", "twenty", "5-3", "up"]), max_size=14))
def test_quantities_are_ordered_apart_and_within_bounds(words):
    end = 0
    for quantity in find_quantities(words):
        assert end <= quantity.start <= quantity.number < quantity.end <= len(words)
        assert quantity.low >= 0
        assert quantity.high is None or quantity.low <= quantity.high
        end = quantity.end
