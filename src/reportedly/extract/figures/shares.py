"""Quantities told by others: "all but two of the 20" are 18, "half of the 40" 20, and "as many" those counted before.

The number of a whole is not how many were hit where only a share of it was: "some of the 20 hostages were killed".
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportedly import lexicon
from reportedly.extract.figures.quantities import Quantity, find_quantities, qualified

OF, OWNER = "of", "'s"
LONGEST_OWNER = 4
LONGEST_PHRASE = 5
LONGEST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class _Shares:
    but: frozenset[tuple[str, ...]]
    none: frozenset[tuple[str, ...]]
    vague: frozenset[str]
    fractions: Mapping[str, int]
    one: frozenset[str]
    units: Mapping[str, int]
    same: frozenset[tuple[str, ...]]
    not_same_after: frozenset[str]
    compared: frozenset[str]
    whole: frozenset[str]


@functools.cache
def _known() -> _Shares:
    data: dict[str, Any] = lexicon.load("quantities")
    shares = data["shares"]
    phrases = {name: frozenset(tuple(p.split()) for p in shares[name]) for name in ("but", "none", "same")}
    return _Shares(
        **phrases, vague=frozenset(shares["vague"]), fractions=shares["fractions"], one=frozenset(shares["one"]),
        units=data["units"], not_same_after=frozenset(shares["not_same_after"]), compared=frozenset(shares["compared"]),
        whole=frozenset(data["after"]["whole"]))


def find_amounts(words: Sequence[str]) -> list[Quantity]:
    """The quantities in ``words`` (lower case), with those that others tell."""
    found: list[Quantity] = []
    plain = find_quantities(words)
    for k, quantity in enumerate(plain):
        opens = _phrase(words, quantity.start, _known().but)
        if opens is not None:
            rest = _rest(words, quantity, plain[k + 1:k + 2], opens)
            found += [rest] if rest else []
            continue
        of = _in_front(words, quantity.start)
        shared = _shared(words, of, quantity) if of >= 0 else None
        if shared is None:
            found.append(quantity)
            continue
        start, part = shared
        while found and found[-1].end > start:
            found.pop()
        found += [*([part] if part and OWNER not in words[of:quantity.start] else []), replace(quantity, shared=True)]
    return _with_same(words, found)


def is_none_of(words: Sequence[str], start: int) -> bool:
    """Whether none of the whole that begins at ``start`` is told of: "none of the 14", "not one of its nine"."""
    return _phrase(words, _in_front(words, start) + 1, _known().none) is not None


def _in_front(words: Sequence[str], start: int) -> int:
    """The word in front of a whole, past "the" and whose it is: of "the village's 40" in "half of the village's 40"."""
    j, whole = start - 1, _known().whole
    if words[max(j, 0):start] == [OWNER]:
        j = next((k for k in range(j, max(j - LONGEST_OWNER, 0), -1) if words[k] in whole), j)
    while j > 0 and words[j] in whole:
        j -= 1
    return j


def _phrase(words: Sequence[str], end: int, phrases: frozenset[tuple[str, ...]]) -> int | None:
    """Where the longest of the phrases that ends before ``end`` begins."""
    sizes = range(min(LONGEST_PHRASE, end), 0, -1)
    return next((end - size for size in sizes if tuple(words[end - size:end]) in phrases), None)


def _rest(words: Sequence[str], left_out: Quantity, behind: Sequence[Quantity], start: int) -> Quantity | None:
    """Those of a counted whole that are not left out: "all but two of the 20" are 18; of no counted whole: None."""
    for whole in behind:
        between = words[left_out.end:whole.start]
        if between[:1] == [OF] and set(between[1:]) <= _known().whole and whole.low > left_out.low:
            low = max(whole.low - (left_out.high if left_out.high is not None else whole.low), 0)
            high = whole.high - left_out.low if whole.high is not None else None
            return replace(left_out, start=start, low=low, high=high)
    return None


def _shared(words: Sequence[str], of: int, whole: Quantity) -> tuple[int, Quantity | None] | None:
    """Where the words of a share of the whole begin, and how many it is where that is plain: "a third of the 60" are 20."""
    known = _known()
    if is_none_of(words, of + 1):
        return of, None
    at = of - 1 if words[of] == OF else of
    if at < 0:
        return None
    parts = known.fractions.get(words[at])
    if parts is None:
        return (at, None) if words[of] == OF and words[at] in known.vague else None
    start, times = _times(words, at)
    if times is None:
        return None
    amount, left = divmod(whole.low * times, parts)
    if left or whole.high != whole.low:
        return start, None
    part = qualified(words, Quantity(start, start, at + 1, amount, amount, shared=True), 0)
    return part.start, part


def _times(words: Sequence[str], at: int) -> tuple[int, int | None]:
    """How many of a fraction, and where it begins: "two thirds", "a quarter", "half"; not "the third"."""
    known = _known()
    j = at - 2 if words[at - 1:at] == ["-"] else at - 1
    before = words[j] if j >= 0 else ""
    if before in known.one:
        return j, 1
    if before in known.units:
        return j, known.units[before]
    return at, 1 if words[at] in known.one else None


def _with_same(words: Sequence[str], found: Sequence[Quantity]) -> list[Quantity]:
    """With those that are as many as were counted before: "killed ten policemen and as many bystanders"."""
    added = []
    for start, end in _same(words):
        before = next((q for q in reversed(found) if q.end <= start and not q.article), None)
        if before is not None:
            found = [q for q in found if q.end <= start or q.start >= end]
            added.append(Quantity(start, end - 1, end, before.low, before.high))
    return sorted([*found, *added], key=lambda q: q.start)


def _same(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where "as many" stands; not "in as many days", "twice as many", "as many as 30"."""
    known = _known()
    free = 0
    for end in range(2, len(words) + 1):
        start = _phrase(words, end, known.same)
        if start is None or start < free or words[max(start - 1, 0)] in known.not_same_after:
            continue
        if known.compared.isdisjoint(words[end:end + LONGEST_COMPARED]):
            yield start, end
            free = end
