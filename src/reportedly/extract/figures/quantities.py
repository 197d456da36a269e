"""Quantities in words and numerals, and what they are worth: "at least 11", "up to five", "dozens", "another".

Over the tokens' words, with the tagger's help only at the edges, so that text without commas, headlines and upper case
read alike.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportedly import lexicon

LONGEST_QUALIFIER = 4

FIRST_YEAR, LAST_YEAR, YEAR_DIGITS = 1900, 2100, 4

THOUSAND = 1000
SPACED = re.compile(r"[1-9]\d{0,2}"), re.compile(r"\d{3}")
"""The two parts of a number of thousands that is written with a space."""

NUMERAL = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in the words ``start`` to ``end`` (exclusive), ``number`` where the number itself begins.

    ``high`` None: open upward. ``article``: the amount is that of one person in "a", "an", "another" or an ordinal.
    ``shared``: a share of a whole ("half"), or the whole of which only a share is told of ("the 40").
    """

    start: int
    number: int
    end: int
    low: int
    high: int | None
    article: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    units: Mapping[str, int]
    multipliers: Mapping[str, int]
    vague: Mapping[str, int]
    exact: Mapping[str, int]
    sizes: Mapping[str, int]
    some_of: frozenset[str]
    fractions: Mapping[str, float]
    qualifiers: Mapping[tuple[str, ...], str]
    last_of_qualifier: frozenset[str]
    ranges: Sequence[tuple[str, frozenset[str]]]
    moves: frozenset[str]
    steps: frozenset[str]
    articles: frozenset[str]
    none: frozenset[str]
    ordinals: frozenset[str]
    measures_after: frozenset[str]
    measures_before: frozenset[str]
    before_may: frozenset[str]
    ages: frozenset[str]
    between_ages: frozenset[str]
    starts: frozenset[str]


@functools.cache
def _known() -> _Words:
    data: dict[str, Any] = lexicon.load("quantities")
    qualifiers = {tuple(phrase.split()): effect for phrase, effect in data["qualifiers"].items()}
    numbers = {*data["units"], *data["multipliers"], *data["vague"], *data["exact"], *data["sizes"], *data["fractions"]}
    some_of = frozenset(data["some_of"]["words"])
    return _Words(
        data["units"], data["multipliers"], data["vague"], data["exact"], data["sizes"], some_of, data["fractions"], qualifiers,
        frozenset(phrase[-1] for phrase in qualifiers),
        [(r["opens"], frozenset(r["joins"])) for r in data["ranges"]],
        frozenset(data["moves"]["verbs"]), frozenset(data["moves"]["steps"]),
        frozenset(data["articles"]["one"]), frozenset(data["articles"]["none"]), frozenset(data["articles"]["ordinals"]),
        frozenset(data["other_measures"]["after"]), frozenset(data["other_measures"]["before"]),
        frozenset(data["other_measures"]["before_may"]), frozenset(data["other_measures"]["ages"]),
        frozenset(data["other_measures"]["between_ages"]),
        frozenset(numbers | some_of | {*data["articles"]["one"]}))


def find_quantities(words: Sequence[str]) -> list[Quantity]:
    """The quantities in ``words`` (lower case), in order, apart from each other."""
    known = _known()
    found: list[Quantity] = []
    i, free = 0, 0
    while i < len(words):
        word = words[i]
        quantity = _quantity(words, i, free) if word in known.starts or word[0].isdigit() else None
        if quantity is None:
            i += 1
        else:
            found.append(quantity)
            i = free = quantity.end
    return found


def _quantity(words: Sequence[str], i: int, free: int) -> Quantity | None:
    known = _known()
    none = i > 0 and words[i - 1] in known.none
    read = _amount(words, i)
    if read is None:
        return None if none else _one(words, i)
    low, high, end = read
    if none and low == 1:
        return None
    if _measures_something_else(words, i, end):
        return None
    start = i
    joined = _range(words, i, end) if high == low else None
    if joined is not None:
        high, end = joined
        start = i - 1 if i > free and words[i - 1] in {opens for opens, _ in known.ranges} else i
    return qualified(words, Quantity(start, i, end, low, high), free)


def qualified(words: Sequence[str], quantity: Quantity, free: int) -> Quantity:
    """With what is said in front of it, from ``free`` on: "at least", "more than"."""
    start, low, high = quantity.start, quantity.low, quantity.high
    while (step := _qualifier(words, start, free)) is not None:
        start, effect = step
        low, high = _qualified(low, high, effect)
    return replace(quantity, start=start, low=low, high=high)


def _one(words: Sequence[str], i: int) -> Quantity | None:
    known = _known()
    if words[i] not in known.articles or _opens_amount(words, i):
        return None
    ordinal = i + 1 < len(words) and words[i + 1] in known.ordinals
    return Quantity(i, i, i + 2 if ordinal else i + 1, 1, 1, article=True)


def _opens_amount(words: Sequence[str], i: int) -> bool:
    """Whether the article at ``i`` only opens the qualifier of an amount: "a total of 24", "another three"."""
    known = _known()
    for size in range(1, LONGEST_QUALIFIER + 1):
        if tuple(words[i:i + size]) in known.qualifiers or size == 1:
            amount = _amount(words, i + size) if i + size < len(words) else None
            if amount is not None and not _measures_something_else(words, i + size, amount[2]):
                return True
    return False


def _amount(words: Sequence[str], i: int) -> tuple[int, int | None, int] | None:
    """Low, high and the end of the number that begins at ``i``."""
    known = _known()
    word = words[i]
    follows = words[i + 1] if i + 1 < len(words) else ""
    some = _some(words, i)
    if some is not None:
        return some
    if word in known.vague or word in known.sizes:
        if follows == "of" and i + 2 < len(words) and words[i + 2] in known.sizes:
            least = 20 if word in known.vague and word not in known.sizes else known.sizes.get(word, 1) * 2
            return least * known.sizes[words[i + 2]], None, i + 3
        return known.vague[word], None, i + 1
    if word in known.exact:
        return known.exact[word], known.exact[word], i + 1
    fraction = _fraction(words, i)
    if fraction is not None:
        return fraction
    return _numeral(words, i)


def _some(words: Sequence[str], i: int) -> tuple[int, int | None, int] | None:
    """ "several hundred", "a few dozen", "a couple of thousand": at least two, as in "hundreds"."""
    known = _known()
    at = i + 1 if words[i] in ("a", "an") else i
    if at + 1 >= len(words) or words[at] not in known.some_of:
        return None
    size = at + 2 if words[at + 1] == "of" else at + 1
    many = known.multipliers.get(words[size]) if size < len(words) else None
    return (2 * many, None, size + 1) if many else None


def _fraction(words: Sequence[str], i: int) -> tuple[int, int | None, int] | None:
    """ "half a dozen", "a quarter of a million", "half a million"."""
    known = _known()
    at = i + 1 if words[i] in ("a", "an") else i
    if at >= len(words) or words[at] not in known.fractions:
        return None
    part = known.fractions[words[at]]
    for j in range(at + 1, min(at + 4, len(words))):
        if words[j] in known.multipliers:
            amount = int(part * known.multipliers[words[j]])
            return amount, amount, j + 1
        if words[j] not in ("of", "a", "an"):
            break
    return None


def _numeral(words: Sequence[str], i: int) -> tuple[int, int | None, int] | None:
    """ "12", "1.5 million", "twenty-four", "two hundred and five", "a dozen", "a couple", "35+"."""
    known = _known()
    total, part, j, seen, open_ended = 0.0, 0.0, i, False, False
    while j < len(words):
        word = words[j]
        if word in ("a", "an") and not seen and j + 1 < len(words) and (
                words[j + 1] in known.multipliers or words[j + 1] in known.exact):
            if words[j + 1] in known.exact:
                return known.exact[words[j + 1]], known.exact[words[j + 1]], j + 2
            part, seen = 1, True
        elif word in known.units and (not seen or _continues(part, known.units[word])):
            part, seen = part + known.units[word], True
        elif NUMERAL.fullmatch(word) and not seen:
            part, seen = float(word.replace(",", "")), True
        elif j == i + 1 and _is_spaced(words, i):
            part = part * THOUSAND + int(word)
        elif word in known.multipliers and not seen:
            part, seen = known.multipliers[word], True
        elif word in known.multipliers:
            size = known.multipliers[word]
            total, part = (total + part * size, 0) if size >= 1000 else (total, part * size)
        elif seen and word in ("-", "and") and j + 1 < len(words) and words[j + 1] in known.units and (
                _continues(part, known.units[words[j + 1]]) and (word == "-" or part >= 100)):
            pass
        elif seen and word == "+":
            open_ended, j = True, j + 1
            break
        elif not seen and word.endswith("+") and word[:-1].isdigit():
            return int(word[:-1]), None, j + 1
        elif not seen and "-" in word:
            return _hyphened(word, j)
        else:
            break
        j += 1
    if not seen:
        return None
    amount = int(total + part)
    return amount, None if open_ended else amount, j


def _is_spaced(words: Sequence[str], i: int) -> bool:
    """Whether a number of thousands is written with a space: "1 500 people"; not "May 12 500 people"."""
    first, *rest = words[i:i + 2]
    before = words[i - 1] if i else ""
    return bool(rest) and SPACED[0].fullmatch(first) is not None and SPACED[1].fullmatch(rest[0]) is not None and (
        before not in _known().measures_before)


def _hyphened(word: str, j: int) -> tuple[int, int | None, int] | None:
    """ "twenty-four" and "5-10" as one token."""
    known = _known()
    left, _, right = word.partition("-")
    if left in known.units and right in known.units and _continues(known.units[left], known.units[right]):
        amount = known.units[left] + known.units[right]
        return amount, amount, j + 1
    if left.isdigit() and right.isdigit() and int(left) < int(right) < FIRST_YEAR:
        return int(left), int(right), j + 1
    return None


def _continues(part: float, unit: int) -> bool:
    """Whether ``unit`` can follow in one number: "twenty four", "hundred and five"."""
    return (part >= 100 and part % 100 == 0) or (20 <= part < 100 and part % 10 == 0 and unit < 10)


def _range(words: Sequence[str], i: int, end: int) -> tuple[int, int] | None:
    """The upper number and its end, where the number at ``i`` opens a range: "between 5 and 10", "five or six"."""
    known = _known()
    if end + 1 >= len(words):
        return None
    opens = words[i - 1] if i else ""
    if opens in known.steps and i > 1 and words[i - 2] in known.moves:
        return None
    for opener, joins in known.ranges:
        if words[end] in joins and (not opener or opener == opens):
            upper = _numeral(words, end + 1)
            lower = _numeral(words, i)
            if upper and lower and lower[0] < upper[0] and _is_one_range(words[end], lower[0], upper[0]):
                return upper[0], upper[2]
    return None


def spans_years(words: Sequence[str]) -> bool:
    """Whether the words (lower case) tell of several years: "between 2008 and 2012", "in 2014 and 2015", "1990-95"."""
    joins = frozenset().union(*(joints for _, joints in _known().ranges))
    return any(words[i] in joins and is_year(words[i - 1]) and words[i + 1].isdigit() for i in range(1, len(words) - 1))


def is_year(word: str) -> bool:
    """Whether a numeral can be a year."""
    return len(word) == YEAR_DIGITS and word.isdigit() and FIRST_YEAR <= int(word) < LAST_YEAR


def _is_one_range(joint: str, lower: int, upper: int) -> bool:
    """Whether two numbers are ends of one range: "five or six"; not "5 or 300", nor a month and a year, "06-2016"."""
    return upper <= 2 * lower if joint == "or" else joint != "-" or upper < FIRST_YEAR


def _qualifier(words: Sequence[str], start: int, free: int) -> tuple[int, str] | None:
    known = _known()
    if start <= free or words[start - 1] not in known.last_of_qualifier:
        return None
    for size in range(LONGEST_QUALIFIER, 0, -1):
        if start - size >= free:
            effect = known.qualifiers.get(tuple(words[start - size:start]))
            if effect is not None:
                return start - size, effect
    return None


def _qualified(low: int, high: int | None, effect: str) -> tuple[int, int | None]:
    match effect:
        case "at least":
            return low, None
        case "above":
            return (low + 1 if high is not None else low), None
        case "at most":
            return 0, high if high is not None else None
        case "below":
            return 0, high - 1 if high else high
    return low, high


def _is_next_age(words: Sequence[str], i: int) -> bool:
    """Whether the number goes on with ages: "aged 19 and 20", "ages 5, 7 and 9", "aged between 10 and 15"."""
    known = _known()
    j = i - 1
    while words[i].isdigit() and j > 0 and (words[j] in known.between_ages or words[j].isdigit()):
        j -= 1
    return 0 <= j < i - 1 and words[j] in known.ages


def _measures_something_else(words: Sequence[str], i: int, end: int) -> bool:
    """Dates, ages, times, distances, sums of money."""
    known = _known()
    after = words[end] if end < len(words) else ""
    before = words[i - 1] if i else ""
    if before in known.measures_before or after in known.measures_after or _is_next_age(words, i):
        return True
    if before == "of" and i > 1 and words[i - 2] in known.ages:
        return True
    if before == "may" and words[i].isdigit() and i > 1 and words[i - 2] in known.before_may:
        return True
    if after == "may" and end + 1 < len(words) and words[end + 1].isdigit():
        return True
    return after == "-" and end + 1 < len(words) and words[end + 1].isalpha() and words[end + 1] not in known.units
