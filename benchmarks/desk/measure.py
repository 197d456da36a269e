"""What the desk made of the made-up reports, scored against the truth."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from benchmarks.desk.generator import MadeUp
from benchmarks.measures import Hits, Score
from reportedly.model import Dossier
from reportedly.weigh.telling import tellings
from reportedly.weigh.types import DeskIncident

OWN = ":own:"
"""Stands in the truth's name of an origin that is an agency or outlet in its own voice."""


@dataclass(frozen=True, slots=True)
class Errors:
    """How far the numbers of origins are off, over so many incidents: the mean of how much, and of which way.

    ``wanted``: the mean of the true numbers; ``right``: the share of incidents whose number is right.
    """

    incidents: int
    wanted: float
    absolute: float
    signed: float
    right: float


def first_main(dossier: Dossier, document: str) -> str | None:
    """The key of the first telling that a report on the desk is news of; None: it is news of nothing."""
    news = [t for t in tellings(dossier, document) if t.whole and t.main]
    return min(news, key=lambda t: (t.start, t.key)).key if news else None


@dataclass(frozen=True, slots=True)
class Found:
    """What is on the desk, reports and incidents by their ids there.

    ``home``: of each report the incident that holds the telling that it is news of; ``tells``: all incidents that it tells
    of; ``texts``: groups of reports that carry one text; ``origins``: of each incident how many are independent.
    """

    home: Mapping[str, str | None]
    tells: Mapping[str, Collection[str]]
    texts: Collection[Collection[str]]
    origins: Mapping[str, int]

    @classmethod
    def of(cls, news: Mapping[str, str | None], incidents: Iterable[DeskIncident]) -> Found:
        """Of a desk's incidents; ``news``: of each report :func:`first_main`."""
        holding: dict[str, str] = {}
        tells: dict[str, list[str]] = defaultdict(list)
        texts: list[Collection[str]] = []
        origins = {}
        for incident in incidents:
            holding |= dict.fromkeys((incident.id, *incident.also), incident.id)
            for report in incident.reports:
                tells[report.document].append(incident.id)
            texts += incident.copies
            origins[incident.id] = incident.independent
        return cls({report: holding.get(key or "") for report, key in news.items()}, tells, texts, origins)


def linking(truth: Mapping[str, str], found: Mapping[str, str | None]) -> Score:
    """Pairs of reports that are put together, against those that are news of one incident.

    A report with no incident on the desk is in no pair there, and in all of its pairs of the truth.
    """
    put = {report: incident for report, incident in found.items() if incident is not None}
    right = _pairs((truth[report], incident) for report, incident in put.items())
    hits = Hits()
    hits.add(right, _pairs(put.values()), _pairs(truth.values()))
    return hits.score()


def _pairs(names: Iterable[Hashable]) -> int:
    """How many pairs of these have one name."""
    return sum(number * (number - 1) // 2 for number in Counter(names).values())


def sharing(truth: Mapping[str, Collection[str]], found: Mapping[str, Collection[str]]) -> Score:
    """Pairs of reports that tell of an incident in common, be it their news or not."""
    wanted, given = _sharing(truth), _sharing(found)
    hits = Hits()
    hits.add(len(wanted & given), len(given), len(wanted))
    return hits.score()


def _sharing(of: Mapping[str, Collection[str]]) -> set[tuple[str, str]]:
    telling: dict[str, list[str]] = defaultdict(list)
    for report, incidents in of.items():
        for incident in set(incidents):
            telling[incident].append(report)
    return {pair for reports in telling.values() for pair in combinations(sorted(reports), 2)}


def told_of(made: Iterable[MadeUp]) -> dict[str, tuple[str, ...]]:
    """Of each report the incident that it is news of, and those that it looks back on."""
    return {one.id: (one.incident, *one.background) for one in made}


def copying(truth: Mapping[str, str], found: Iterable[Collection[str]]) -> Score:
    """Pairs of reports that carry one text. ``truth``: of each report the one that it copies, or itself."""
    groups: dict[str, list[str]] = defaultdict(list)
    for number, group in enumerate(found):
        for report in group:
            groups[report].append(str(number))
    return sharing({report: (first,) for report, first in truth.items()}, groups)


def matching(truth: Mapping[str, str], found: Mapping[str, str | None]) -> dict[str, str]:
    """Of each true incident the one on the desk that most of its reports are put into; none where it has none there."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for report, incident in found.items():
        if incident is not None:
            votes[truth[report]][incident] += 1
    return {name: min(counts, key=lambda one: (-counts[one], one)) for name, counts in votes.items()}


def linked_rightly(truth: Mapping[str, str], found: Mapping[str, str | None]) -> set[str]:
    """The true incidents that are one incident on the desk, which holds all of their reports and is news in no others."""
    inside: dict[str | None, set[str]] = defaultdict(set)
    homes_of: dict[str, set[str | None]] = defaultdict(set)
    for report, incident in found.items():
        inside[incident].add(truth[report])
        homes_of[truth[report]].add(incident)
    return {name for name, those in homes_of.items()
            if len(those) == 1 and None not in those and inside[next(iter(those))] == {name}}


def origins_of(made: Iterable[MadeUp]) -> dict[str, int]:
    """Of each true incident how many independent origins speak in its reports, outlets' own voices left out."""
    named: dict[str, set[str]] = defaultdict(set)
    for one in made:
        named[one.incident].update(origin for origin in one.origin if OWN not in origin)
    return {incident: len(origins) for incident, origins in named.items()}


def origin_errors(truth: Mapping[str, int], found: Mapping[str, int]) -> Errors:
    """The errors of the numbers that were found."""
    off = [number - truth[incident] for incident, number in found.items()]
    if not off:
        return Errors(0, 0.0, 0.0, 0.0, 0.0)
    wanted = statistics.fmean(truth[incident] for incident in found)
    return Errors(len(off), wanted, statistics.fmean(map(abs, off)), statistics.fmean(off), off.count(0) / len(off))
