"""Low, best and high of a figure over the origins."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import FigureKind
from reportedly.weigh.reconcile import BEST, RULES, estimates, reweighed, widest
from reportedly.weigh.types import Count, DeskAccount, Estimate, Origin, OriginKind, Rule
from tests.weigh.made import count, link, says, weighed

DAYS = ["2024-03-08", "2024-03-09", "2024-03-10", "2024-03-11"]
Said = tuple[str, int, int | None]
"""What an origin says: on which day, and from how many to how many."""


def weigh(*said: Said | list[Said], rule: Rule = "origins", kinds: Sequence[OriginKind] = ()) -> Estimate:
    """The killed by origins that gave these figures, one after the other; each in a report of its own."""
    accounts, origins = [], []
    for number, figures in enumerate(said):
        own = [account(f"a{number}{i}", f"report {number} {i}", f"o{number}", day, count("one", low, high))
               for i, (day, low, high) in enumerate([figures] if isinstance(figures, tuple) else figures)]
        accounts += own
        origins.append(origin(f"o{number}", own, kinds[number] if kinds else "witness"))
    (found,) = estimates(origins, accounts, rule)
    return found


def account(key: str, document: str, origin: str, published: str | None, *counts: Count) -> DeskAccount:
    """An account that gives these figures."""
    return DeskAccount(key, document, origin, (origin, document), published, counts=counts)


def origin(key: str, accounts: Sequence[DeskAccount], kind: OriginKind = "witness") -> Origin:
    """The origin of these accounts."""
    return Origin(key, key, kind, (), tuple(a.id for a in accounts), tuple(a.document for a in accounts))


def numbers(found: Estimate) -> tuple[int, int, int | None]:
    """Low, best, high."""
    return found.low, found.best, found.high


FIRST, SECOND, THIRD, LAST = DAYS


def test_the_best_is_the_figure_of_most_origins() -> None:
    assert numbers(weigh((FIRST, 6, 6), (SECOND, 6, 6), (LAST, 40, 40))) == (6, 6, 40)


def test_of_equals_officials_and_medics_come_first_then_the_later_then_the_lower() -> None:
    assert weigh((FIRST, 8, 8), (LAST, 6, 6), kinds=("medic", "witness")).best == 8
    assert weigh((FIRST, 8, 8), (LAST, 6, 6), kinds=("witness", "official")).best == 6
    assert weigh((LAST, 8, 8), (FIRST, 6, 6)).best == 8
    assert weigh((FIRST, 8, 8), (FIRST, 6, 6)).best == 6


def test_most_origins_stand_above_officials() -> None:
    assert weigh((FIRST, 8, 8), (FIRST, 8, 8), (FIRST, 6, 6), kinds=("witness", "reports", "official")).best == 8


def test_the_lowest_and_the_latest() -> None:
    told: tuple[Said, ...] = ((FIRST, 9, 9), (SECOND, 6, 6), (THIRD, 9, 9), (LAST, 7, 7))
    assert [weigh(*told, rule=rule).best for rule in ("origins", "lowest", "latest")] == [9, 6, 7]


def test_the_latest_of_one_day_is_the_higher_one() -> None:
    assert weigh((LAST, 6, 6), (LAST, 8, 8), rule="latest").best == 8


def test_the_majority_is_of_reports_copies_too() -> None:
    ten_copies: list[Said] = [(FIRST, 6, 6)] * 10
    told: tuple[Said | list[Said], ...] = (ten_copies, (FIRST, 8, 8), (FIRST, 8, 8))
    assert weigh(*told, rule="majority").best == 6
    assert weigh(*told, rule="origins").best == 8
    assert weigh((FIRST, 8, 8), (FIRST, 6, 6), rule="majority").best == 6


def test_later_figures_of_an_origin_replace_its_earlier_ones() -> None:
    found = weigh([(FIRST, 9, 9), (SECOND, 11, 11)], (FIRST, 12, 12))
    assert [(c.origin, c.low) for c in found.by_origin] == [("o0", 11), ("o1", 12)]
    assert (found.low, found.high) == (11, 12)


@pytest.mark.parametrize("figures", [[(SECOND, 11, 11), (FIRST, 9, 9)], [(FIRST, 9, 9), (SECOND, 11, 11)]])
def test_later_is_by_publication_not_by_place(figures: list[Said]) -> None:
    assert numbers(weigh(figures)) == (11, 11, 11)


def test_a_lower_later_figure_replaces_too() -> None:
    assert numbers(weigh([(FIRST, 40, 40), (SECOND, 31, 31)])) == (31, 31, 31)


def test_who_gives_one_figure_again_has_all_its_accounts() -> None:
    (given,) = weigh([(FIRST, 9, 9), (SECOND, 9, 9), (FIRST, 7, 7)]).by_origin
    assert given.accounts == ("a00", "a01")
    assert len(given.quotes) == 2


def test_at_least_thirteen_supports_thirteen_and_leaves_high_open() -> None:
    assert numbers(weigh((FIRST, 13, None))) == (13, 13, None)
    assert numbers(weigh((FIRST, 13, None), (FIRST, 13, 13), (LAST, 15, 15))) == (13, 13, None)


def test_at_least_thirteen_does_not_support_fifteen() -> None:
    assert weigh((FIRST, 13, None), (FIRST, 15, 15), (LAST, 13, 13), (SECOND, 15, 15)).best == 13


def test_a_range_supports_all_within_it() -> None:
    assert numbers(weigh((FIRST, 10, 14), (FIRST, 12, 12), (LAST, 40, 40))) == (10, 12, 40)
    assert numbers(weigh((FIRST, 10, 14))) == (10, 10, 14)


def test_up_to_five_is_five_or_fewer() -> None:
    assert numbers(weigh((FIRST, 0, 5))) == (0, 5, 5)
    assert numbers(weigh((FIRST, 0, 5), (FIRST, 3, 3))) == (0, 3, 5)


def test_nobody_was_hurt_is_a_figure() -> None:
    assert numbers(weigh((FIRST, 0, 0))) == (0, 0, 0)
    assert numbers(weigh((FIRST, 0, 0), (FIRST, 3, 3), rule="lowest")) == (0, 0, 3)


@pytest.mark.parametrize("left_out", [
    count("one", 900, scope="cumulative"), count("one", 900, stands=False), count("one", 900, kind="injured")])
def test_tolls_of_a_year_parts_and_other_kinds_do_not_count(left_out: Count) -> None:
    accounts = [account("a0", "one", "o0", FIRST, count("one", 6), left_out)]
    found = {e.kind: numbers(e) for e in estimates([origin("o0", accounts)], accounts)}
    assert found["killed"] == (6, 6, 6)
    assert widest(accounts[0].counts, "killed") == count("one", 6)


def test_where_no_figure_counts_there_is_none() -> None:
    accounts = [account("a0", "one", "o0", FIRST, count("one", 900, scope="cumulative"))]
    assert estimates([origin("o0", accounts)], accounts) == ()


def test_an_account_with_several_figures_has_its_widest() -> None:
    counts = [count("one", 2), count("one", 6, start=40), count("one", 4, start=80)]
    assert widest(counts, "killed") == counts[1]
    assert widest([count("one", 13), count("one", 13, None)], "killed") == count("one", 13, None)


def test_every_rule_is_described_and_none_else() -> None:
    assert set(get_args(Rule)) == RULES.keys() == BEST.keys()
    assert weigh((FIRST, 6, 6), rule="latest").rule == "latest"


_FIGURES = st.tuples(st.sampled_from(DAYS), st.integers(0, 30), st.none() | st.integers(0, 12)).map(
    lambda f: (f[0], f[1], f[1] + f[2] if f[2] is not None else None))
_ORIGINS = st.lists(st.lists(_FIGURES, min_size=1, max_size=3), min_size=1, max_size=5)
_KINDS: st.SearchStrategy[OriginKind] = st.sampled_from(["official", "medic", "witness", "reports"])


@settings(max_examples=100, deadline=None)
@given(_ORIGINS, st.sampled_from(get_args(Rule)), st.data())
def test_nothing_is_summed_the_best_is_a_number_that_an_account_names(
    said: list[list[Said]], rule: Rule, data: st.DataObject,
) -> None:
    kinds = data.draw(st.lists(_KINDS, min_size=len(said), max_size=len(said)))
    found = weigh(*said, rule=rule, kinds=kinds)
    figures = [(low, high) for told in said for _, low, high in told]
    assert found.best in {number for figure in figures for number in figure}
    assert found.low in {low for low, _ in figures}
    assert found.low <= found.best
    if found.high is None:
        assert any(high is None for _, high in figures)
    else:
        assert found.best <= found.high
        assert found.high in {high for _, high in figures}
    assert {(c.low, c.high) for c in found.by_origin} <= set(figures)


@settings(max_examples=80, deadline=None)
@given(_ORIGINS, st.sampled_from(["lowest", "latest", "majority"]), st.randoms(use_true_random=False))
def test_the_order_of_origins_does_not_matter(said: list[list[Said]], rule: Rule, chance: random.Random) -> None:
    mixed = said[:]
    chance.shuffle(mixed)
    assert numbers(weigh(*mixed, rule=rule)) == numbers(weigh(*said, rule=rule))
    assert numbers(weigh(*mixed)) == numbers(weigh(*said))


def test_an_incident_is_weighed_anew_by_another_rule_and_keeps_what_an_editor_set() -> None:
    incident = weighed(says("one", link("the army", "force"), killed=6), says("two", "residents", killed=31))
    assert incident.estimates[0].best == 6
    anew = reweighed(incident, "latest")
    assert (anew.estimates[0].best, anew.estimates[0].rule) == (31, "latest")
    assert reweighed(anew, "origins") == incident
    kinds: tuple[FigureKind, ...] = ("injured", "killed")
    fixed = tuple(Estimate(kind, 5, 5, 5, "origins", (), corrected=True) for kind in kinds)
    by_hand = reweighed(replace(incident, estimates=fixed), "latest")
    assert {e.kind: e.best for e in by_hand.estimates} == {"killed": 5, "injured": 5}
