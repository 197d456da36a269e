"""Which tellings are one incident, whatever their order."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.weigh.cluster import Pair, clusters, pair
from reportedly.weigh.link import APART
from reportedly.weigh.profile import Profile
from tests.weigh.made import made_profile

Item = TypeVar("Item")
MODEST = settings(max_examples=100, deadline=None)


def profile_of(key: str, document: str, whole: bool) -> Profile:
    """All that clustering looks at."""
    bare = made_profile(document=document, whole=whole)
    return Profile(key, *(getattr(bare, name) for name in Profile.__slots__[1:]))


@dataclass(frozen=True)
class Desk:
    """Tellings, the scores of their pairs, and what an editor decided."""

    tellings: dict[str, Profile]
    scores: dict[Pair, float]
    together: list[Pair]
    apart: list[Pair]

    def clusters(self) -> tuple[tuple[str, ...], ...]:
        return clusters(self.tellings, self.scores, self.together, self.apart)

    def whole(self) -> list[str]:
        return [key for key, found in self.tellings.items() if found.whole]


_SCORES = st.sampled_from([APART, -1.5, -0.3, 0.0, 0.4, 1.0, 1.0, 2.5])
_REPORTS = st.sampled_from(["one", "two", "three", "four"])


@st.composite
def desks(draw: st.DrawFn, *, decided: bool = True) -> Desk:
    """Up to seven tellings of four reports. Nothing is decided on loose ones, and nothing against what is together."""
    reports = draw(st.lists(st.tuples(_REPORTS, st.sampled_from([True, True, False])), min_size=2, max_size=7))
    tellings = {f"k{n}": profile_of(f"k{n}", report, whole) for n, (report, whole) in enumerate(reports)}
    pairs = list(itertools.combinations(tellings, 2))
    fits = draw(st.lists(_SCORES, min_size=len(pairs), max_size=len(pairs)))
    scores = {p: s for p, s in zip(pairs, fits, strict=True) if tellings[p[0]].document != tellings[p[1]].document}
    whole = list(itertools.combinations([k for k, t in tellings.items() if t.whole], 2))
    if not decided or not whole:
        return Desk(tellings, scores, [], [])
    together = draw(st.lists(st.sampled_from(whole), max_size=2, unique=True))
    parted = [p for p in whole if not joined(together, *p)]
    apart = draw(st.lists(st.sampled_from(parted), max_size=2, unique=True)) if parted else []
    return Desk(tellings, scores, together, apart)


def joined(together: Iterable[Pair], one: str, other: str) -> bool:
    """Whether these pairs lead from one to the other."""
    reached, before = {one}, 0
    while len(reached) > before:
        before = len(reached)
        reached |= {key for both in together if reached & set(both) for key in both}
    return other in reached


def home(found: Iterable[tuple[str, ...]]) -> Mapping[str, int]:
    """The number of the cluster of each telling."""
    return {key: number for number, group in enumerate(found) for key in group}


@MODEST
@given(desks(), st.randoms(use_true_random=False))
def test_the_order_of_tellings_scores_and_decisions_does_not_matter(desk: Desk, chance: random.Random) -> None:
    def shuffled(items: Iterable[Item]) -> list[Item]:
        found = list(items)
        chance.shuffle(found)
        return found

    mixed = Desk(dict(shuffled(desk.tellings.items())), dict(shuffled(desk.scores.items())), shuffled(desk.together),
                 [(b, a) for a, b in shuffled(desk.apart)])
    assert mixed.clusters() == desk.clusters()


@MODEST
@given(desks())
def test_every_whole_telling_is_in_one_cluster_and_a_loose_one_in_one_at_most(desk: Desk) -> None:
    keys = [key for group in desk.clusters() for key in group]
    assert len(keys) == len(set(keys))
    assert set(desk.whole()) <= set(keys) <= desk.tellings.keys()
    assert all(any(desk.tellings[key].whole for key in group) for group in desk.clusters())


@MODEST
@given(desks(decided=False))
def test_two_incidents_of_one_report_are_never_one(desk: Desk) -> None:
    for group in desk.clusters():
        reports = [desk.tellings[key].document for key in group if desk.tellings[key].whole]
        assert len(reports) == len(set(reports))


@MODEST
@given(desks())
def test_what_an_editor_decided_stands_above_scores_and_reports(desk: Desk) -> None:
    homes = home(desk.clusters())
    assert all(homes[a] == homes[b] for a, b in desk.together)
    assert all(homes[a] != homes[b] for a, b in desk.apart)


@MODEST
@given(desks())
def test_a_loose_telling_joins_what_it_fits_best_or_none_and_nothing_that_its_report_tells_itself(desk: Desk) -> None:
    homes = home(desk.clusters())
    for key, loose in desk.tellings.items():
        if loose.whole:
            continue
        own = {homes[k] for k in desk.whole() if desk.tellings[k].document == loose.document}
        fits = {k: desk.scores[pair(key, k)] for k in desk.whole() if pair(key, k) in desk.scores and homes[k] not in own}
        best = max(fits.values(), default=APART)
        if best < 0:
            assert key not in homes
        else:
            assert homes[key] in {homes[k] for k, fit in fits.items() if fit == best}


def made(reports: Mapping[str, str], scores: Mapping[str, float], loose: str = "") -> Desk:
    """Tellings by one letter with their reports, and scores by two letters."""
    tellings = {key: profile_of(key, report, key not in loose) for key, report in reports.items()}
    return Desk(tellings, {(p[0], p[1]): score for p, score in scores.items()}, [], [])


EACH_ITS_OWN = {"a": "one", "b": "two", "c": "three", "d": "four"}


def test_tellings_that_fit_are_one_and_those_that_do_not_are_two() -> None:
    assert made({"a": "one", "b": "two"}, {"ab": 0.0}).clusters() == (("a", "b"),)
    assert made({"a": "one", "b": "two"}, {"ab": -0.1}).clusters() == (("a",), ("b",))
    assert made({"a": "one", "b": "two"}, {}).clusters() == (("a",), ("b",))


def test_one_weak_bridge_does_not_join_two_incidents() -> None:
    scores = {"ab": 3.0, "cd": 3.0, "bc": 1.0, "ac": APART, "ad": APART, "bd": APART}
    assert made(EACH_ITS_OWN, scores).clusters() == (("a", "b"), ("c", "d"))


def test_one_report_that_errs_on_a_day_does_not_part_an_incident() -> None:
    scores = {"ab": 3.0, "ac": 3.0, "ad": 3.0, "bc": 3.0, "cd": 3.0, "bd": APART}
    assert made(EACH_ITS_OWN, scores).clusters() == (("a", "b", "c", "d"),)


def test_a_pair_without_a_score_counts_as_one_that_can_not_be_one() -> None:
    known = {"ab": 1.5, "bc": 1.5}
    assert made(EACH_ITS_OWN, known).clusters() == made(EACH_ITS_OWN, {**known, "ac": APART}).clusters()


def test_of_two_incidents_of_one_report_the_better_one_joins() -> None:
    desk = made({"a": "one", "b": "one", "c": "two"}, {"ac": 1.0, "bc": 2.0})
    assert desk.clusters() == (("a",), ("b", "c"))


def test_of_equal_fits_the_first_key_joins() -> None:
    desk = made({"a": "one", "b": "one", "c": "two"}, {"ac": 1.0, "bc": 1.0})
    assert desk.clusters() == (("a", "c"), ("b",))


def test_two_incidents_of_one_report_are_one_if_an_editor_says_so() -> None:
    desk = made({"a": "one", "b": "one"}, {})
    assert clusters(desk.tellings, {}, [("a", "b")]) == (("a", "b"),)


def test_what_is_together_with_a_third_is_together() -> None:
    desk = made(EACH_ITS_OWN, dict.fromkeys(("ab", "bc", "cd", "ac", "bd", "ad"), APART))
    assert clusters(desk.tellings, desk.scores, [("a", "b"), ("d", "b")]) == (("a", "b", "d"), ("c",))


def test_a_loose_telling_of_two_reports_stays_with_the_one_that_an_editor_gave_it_to() -> None:
    desk = made({"a": "one", "b": "two", "c": "three"}, {"ac": 3.0, "ab": APART, "bc": 0.1}, loose="c")
    assert clusters(desk.tellings, desk.scores, [("b", "c")]) == (("a",), ("b", "c"))


def test_a_loose_telling_does_not_join_the_incident_that_it_is_apart_from() -> None:
    desk = made({"a": "one", "b": "two", "c": "three"}, {"ab": 3.0, "ac": 2.0, "bc": 2.0}, loose="c")
    assert clusters(desk.tellings, desk.scores, (), [("a", "c")]) == (("a", "b"),)
