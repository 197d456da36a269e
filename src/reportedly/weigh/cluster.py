"""Which tellings are one incident: average-linkage clustering of their scores.

The outcome depends on the tellings, their scores and the editors' decisions alone, not on any order: ties go by key.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable, Mapping

from reportedly.weigh.profile import Profile

Pair = tuple[str, str]
"""The keys of two tellings, in order."""

WORST = -2.0
"""What a pair that can't be one happening takes from a cluster's mean: one report may be wrong on a day or a place."""


def pair(one: str, other: str) -> Pair:
    """Two keys in order."""
    return (one, other) if one < other else (other, one)


def clusters(
    tellings: Mapping[str, Profile], scores: Mapping[Pair, float], together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> tuple[tuple[str, ...], ...]:
    """The incidents among these tellings, each as the sorted keys of its tellings.

    ``scores`` holds all pairs of different reports; a pair without one counts as one that can't be one happening.
    Two incidents of one report are two happenings. ``together`` and ``apart`` are what an editor decided, and stand above
    everything. Loose tellings join the incident that they fit best, or none; not one that their report tells of elsewhere.
    """
    forbidden = {pair(*p) for p in apart}
    whole = sorted(k for k, t in tellings.items() if t.whole)
    groups = _Linkage(_joined(whole, together), tellings, scores, forbidden).clusters()
    home = {key: number for number, group in enumerate(groups) for key in group}
    found = [list(group) for group in groups]
    for key in sorted(k for k, t in tellings.items() if not t.whole):
        own = {home[k] for k, t in tellings.items() if k in home and t.document == tellings[key].document}
        number = _home(key, {k: n for k, n in home.items() if n not in own}, scores, together, forbidden)
        if number is not None:
            found[number].append(key)
    return tuple(sorted(tuple(sorted(group)) for group in found))


def _home(
    key: str, home: Mapping[str, int], scores: Mapping[Pair, float], together: Iterable[Pair], forbidden: set[Pair],
) -> int | None:
    """The incident that a loose telling belongs to: the one decided, else that of the telling it fits best."""
    decided = sorted(b if a == key else a for a, b in together if key in (a, b))
    for other in decided:
        if other in home:
            return home[other]
    barred = {number for other, number in home.items() if pair(key, other) in forbidden}
    fits = [(scores[pair(key, other)], -number) for other, number in home.items()
            if pair(key, other) in scores and number not in barred]
    score, number = max(fits, default=(-1.0, 0))
    return -number if score >= 0 else None


def _joined(keys: list[str], together: Iterable[Pair]) -> list[tuple[str, ...]]:
    """The keys as groups of what must be together."""
    home = {key: key for key in keys}

    def root(key: str) -> str:
        while home[key] != key:
            key = home[key]
        return key

    for one, other in together:
        if one in home and other in home:
            first, second = sorted((root(one), root(other)))
            home[second] = first
    groups: dict[str, list[str]] = {}
    for key in keys:
        groups.setdefault(root(key), []).append(key)
    return [tuple(group) for group in groups.values()]


class _Linkage:
    """Again and again the two groups that fit best become one, as long as any fit."""

    def __init__(
        self, groups: list[tuple[str, ...]], tellings: Mapping[str, Profile], scores: Mapping[Pair, float],
        forbidden: set[Pair],
    ) -> None:
        self.groups = dict(enumerate(groups))
        self.reports = {n: {tellings[k].document for k in g} for n, g in self.groups.items()}
        self.sums: dict[int, dict[int, tuple[float, int]]] = {n: {} for n in self.groups}
        self.heap: list[tuple[float, tuple[str, ...], tuple[str, ...], int, int]] = []
        home = {key: number for number, group in self.groups.items() for key in group}
        for (one, other), score in sorted(scores.items()):
            if one in home and other in home and home[one] != home[other]:
                self.add(home[one], home[other], -math.inf if (one, other) in forbidden else max(score, WORST), 1)
        for one, other in forbidden:
            if one in home and other in home and home[one] != home[other]:
                self.add(home[one], home[other], -math.inf, 0)

    def add(self, one: int, other: int, total: float, number: int) -> None:
        known = self.sums[one].get(other, (0.0, 0))
        self.sums[one][other] = self.sums[other][one] = (known[0] + total, known[1] + number)

    def clusters(self) -> list[tuple[str, ...]]:
        for one in self.groups:
            for other in self.sums[one]:
                if one < other:
                    self.offer(one, other)
        while self.heap:
            _, first, second, one, other = heapq.heappop(self.heap)
            if self.groups.get(one) == first and self.groups.get(other) == second:
                self.join(one, other)
        return sorted(self.groups.values())

    def offer(self, one: int, other: int) -> None:
        """Put down that two groups fit, if they do on average and no report tells of both."""
        total, number = self.sums[one][other]
        size = len(self.groups[one]) * len(self.groups[other])
        mean = (total + WORST * (size - number)) / size
        if mean >= 0 and not self.reports[one] & self.reports[other]:
            a, b = sorted((one, other), key=self.groups.__getitem__)
            heapq.heappush(self.heap, (-mean, self.groups[a], self.groups[b], a, b))

    def join(self, one: int, other: int) -> None:
        """Make the second group part of the first."""
        self.groups[one] = tuple(sorted((*self.groups[one], *self.groups.pop(other))))
        self.reports[one] |= self.reports.pop(other)
        for third, (total, number) in self.sums.pop(other).items():
            self.sums[third].pop(other)
            if third != one:
                self.add(one, third, total, number)
        for third in self.sums[one]:
            self.offer(one, third)
