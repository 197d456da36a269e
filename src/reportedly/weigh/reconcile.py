"""Low, best and high of a figure over the origins that give one.

Each origin has one figure: the last that it gave, the widest of that account. Figures are compared, and added up only
where they are members of one list (:mod:`reportedly.weigh.telling`); tolls over several incidents don't count. Which of
them is the best is a rule by name; low and high are those of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import get_args

from reportedly.model import FigureKind
from reportedly.weigh.telling import moment
from reportedly.weigh.types import Count, DeskAccount, DeskIncident, Estimate, Origin, OriginCount, OriginKind, Quote, Rule

RULES: Mapping[Rule, str] = MappingProxyType({
    "origins": "the figure that most independent origins support; of equals the one of more officials and medics, "
               "then the later one, then the lower one",
    "lowest": "the lowest figure that any origin gives",
    "latest": "the figure that was published last",
    "majority": "the figure that most reports carry, copies too; of equals the lower one",
})
"""What each rule takes for the best figure."""

FIRST_HAND: tuple[OriginKind, ...] = ("official", "medic")


@dataclass(frozen=True, slots=True)
class Reading:
    """The figure of one origin: when it was published, and in how many reports."""

    count: OriginCount
    kind: OriginKind
    published: str
    reports: int

    @property
    def points(self) -> tuple[int, ...]:
        """The numbers that it names: of a range both ends, of "up to five" five."""
        low, high = self.count.low, self.count.high
        return (low,) if high is None else (high,) if low == 0 else (low, high)

    def supports(self, number: int) -> bool:
        """Whether it says that number: a range says all within it, "at least 13" says 13."""
        return self.count.low <= number <= (self.count.low if self.count.high is None else self.count.high)


def estimates(origins: Iterable[Origin], accounts: Iterable[DeskAccount], rule: Rule = "origins") -> tuple[Estimate, ...]:
    """One estimate for each kind of figure that an account gives."""
    by_id = {a.id: a for a in accounts}
    found = []
    for kind in get_args(FigureKind):
        readings = [r for o in origins if (r := _reading(o, [by_id[a] for a in o.accounts], kind))]
        if readings:
            highs = [r.count.high for r in readings]
            found.append(Estimate(
                kind, min(r.count.low for r in readings), BEST[rule](readings),
                None if None in highs else max(h for h in highs if h is not None), rule, tuple(r.count for r in readings)))
    return tuple(found)


def _reading(origin: Origin, accounts: Sequence[DeskAccount], kind: FigureKind) -> Reading | None:
    """The last figure of an origin. Accounts that give the same one carry it together."""
    given = [(moment(a.published) if a.published else "", a, c) for a in accounts if (c := widest(a.counts, kind)) is not None]
    if not given:
        return None
    published, _, last = max(given, key=lambda g: (g[0], _top(g[2])))
    same = [(a, c) for _, a, c in given if (c.low, c.high) == (last.low, last.high)]
    quotes: tuple[Quote, ...] = tuple(c.quote for _, c in same)
    count = OriginCount(origin.id, last.low, last.high, tuple(a.id for a, _ in same), quotes)
    return Reading(count, origin.kind, published, len({a.document for a, _ in same}))


def widest(counts: Iterable[Count], kind: FigureKind) -> Count | None:
    """The count of one account that holds its others: the highest of those that stand and are of this incident alone."""
    mine = [c for c in counts if c.kind == kind and c.stands and c.scope == "incident"]
    return max(mine, key=lambda c: (_top(c), -c.quote.span.start), default=None)


def _top(count: Count) -> int:
    return count.high if count.high is not None else count.low + 1


def _by_origins(readings: Sequence[Reading]) -> int:
    numbers = {p for r in readings for p in r.points}
    return max(numbers, key=lambda n: (
        sum(r.supports(n) for r in readings), sum(r.supports(n) for r in readings if r.kind in FIRST_HAND),
        sum(n in r.points for r in readings), max(r.published for r in readings if r.supports(n)), -n))


def _by_reports(readings: Sequence[Reading]) -> int:
    numbers = {p for r in readings for p in r.points}
    return max(numbers, key=lambda n: (sum(r.reports for r in readings if r.supports(n)), -n))


def _latest(readings: Sequence[Reading]) -> int:
    return max(readings, key=lambda r: (r.published, r.points)).points[-1]


def _lowest(readings: Sequence[Reading]) -> int:
    return min(min(r.points) for r in readings)


BEST: Mapping[Rule, Callable[[Sequence[Reading]], int]] = MappingProxyType({
    "origins": _by_origins, "lowest": _lowest, "latest": _latest, "majority": _by_reports})


def reweighed(incident: DeskIncident, rule: Rule) -> DeskIncident:
    """The incident with its figures by another rule; what an editor set stays."""
    kept = {e.kind: e for e in incident.estimates if e.corrected}
    anew = {e.kind: e for e in estimates(incident.origins, incident.accounts, rule)}
    return replace(incident, estimates=tuple((anew | kept)[kind] for kind in get_args(FigureKind) if kind in anew | kept))
