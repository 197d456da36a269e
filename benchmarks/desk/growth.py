"""What one more report costs on a desk that grows.

A desk of 100,000 incidents takes more reports than anybody wants to parse for a benchmark. So some are read, and put on the
desk again and again, every time some weeks later: the days and moments by which the desk links are moved, the text stays as
it is, and the address says that it is another report. The desk's days are then as full as before, and it has more of them.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.desk.generator import MadeUp
from reportedly.acquire.files import BadInput
from reportedly.desk import Desk
from reportedly.model import Dossier, IncidentTime, Time
from reportedly.store import documents, linking, receipts
from reportedly.store.database import open_engine, writing

FILLING = 1
"""Reports of each incident that the desk is filled with; the one after them is added while the clock runs."""

TOGETHER = 500
"""Reports that are stored in one transaction while the desk is filled."""

WARMING, MEASURED = 20, 300
"""How many reports are added one by one at each size: before the clock starts, and then."""

Read = tuple[Mapping[str, str], Dossier]
"""A raw report and its dossier."""

_Dated = TypeVar("_Dated", Time, IncidentTime)


@dataclass(frozen=True, slots=True)
class Base:
    """What is put on the desk again and again, and the reports of which some are added then one by one (``more``).

    It covers ``incidents`` incidents and ``weeks`` weeks.
    """

    incidents: int
    weeks: int
    filling: tuple[Read, ...]
    more: tuple[Read, ...]

    @classmethod
    def of(cls, incidents: int, reads: Iterable[tuple[MadeUp, Dossier]]) -> Base:
        """The first reports of the first incidents, and the one after them of each incident that has one.

        Raises:
            ValueError: there are not so many incidents.
        """
        filling: list[Read] = []
        more: list[Read] = []
        seen: dict[str, int] = {}
        days: list[date] = []
        for made, dossier in reads:
            if made.incident not in seen and len(seen) == incidents:
                break
            seen[made.incident] = seen.get(made.incident, 0) + 1
            if seen[made.incident] <= FILLING + 1:
                (filling if seen[made.incident] <= FILLING else more).append((made.report, dossier))
                days.append(date.fromisoformat(made.report["published"][:10]))
        if len(seen) < incidents:
            raise ValueError(f"{len(seen)} incidents were read, not {incidents}")
        return cls(incidents, -(-(max(days) - min(days)).days // 7), tuple(filling), tuple(more))

    def turn(self, number: int) -> Iterator[Read]:
        """The filling, moved to where the turn before it ends."""
        return (moved(read, number * self.weeks) for read in self.filling)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds that one more report takes on a desk of that size: the median, and what one in twenty exceeds.

    ``incidents`` were made up for it, ``shown`` are on it before ``added`` more reports were added to its ``reports``;
    ``filling``: seconds that it took to fill it.
    """

    incidents: int
    shown: int
    reports: int
    added: int
    median: float
    slow: float
    filling: float


def moved(read: Read, weeks: int) -> Read:
    """A report and its dossier so many weeks later, at an address of its own."""
    report, dossier = read
    by = timedelta(weeks=weeks)
    document, url = dossier.document, f"{report['url']}?weeks={weeks}"
    document = replace(document, url=url, published=document.published + by if document.published else None)
    return {**report, "url": url, "published": _later(report["published"], by)}, replace(
        dossier, document=document, times=tuple(_moved(time, by) for time in dossier.times),
        incidents=tuple(replace(i, time=_moved(i.time, by) if i.time else None) for i in dossier.incidents))


def _moved(time: _Dated, by: timedelta) -> _Dated:
    earliest, latest = time.earliest, time.latest
    return replace(time, earliest=earliest and _later(earliest, by), latest=latest and _later(latest, by))


def _later(when: str, by: timedelta) -> str:
    """An ISO day or moment so many whole days later."""
    return (date.fromisoformat(when[:10]) + by).isoformat() + when[10:]


def costs(base: Base, sizes: Sequence[int], folder: Path) -> list[Cost]:
    """The cost of one more report on a desk of each of these numbers of incidents; the desks are made in ``folder``.

    The desks take turns, so that whatever else the machine does counts for all of them.
    """
    filling = []
    for size in sizes:
        start = time.perf_counter()
        fill(folder / f"{size}.db", (read for turn in range(_turns(base, size)) for read in base.turn(turn)))
        filling.append(time.perf_counter() - start)
    with ExitStack() as stack:
        desks = [stack.enter_context(Desk(folder / f"{size}.db")) for size in sizes]
        counts = [desk.count() for desk in desks]
        rounds = zip(*(_chosen(base, _turns(base, size)) for size in sizes), strict=True)
        taken = [[_milliseconds(desk, read) for desk, read in zip(desks, reads, strict=True)] for reads in rounds]
    columns = zip(*taken[min(WARMING, len(taken) // 2):], strict=True)
    return [Cost(size, shown, reports, len(spent), statistics.median(spent), _slow(spent), seconds)
            for size, (reports, shown), spent, seconds in zip(sizes, counts, columns, filling, strict=True)]


def _turns(base: Base, size: int) -> int:
    return -(-size // base.incidents)


def _chosen(base: Base, turns: int) -> Iterator[Read]:
    """Reports that are to be added, from all the time that the desk covers."""
    every = [(turn, index) for turn in range(turns) for index in range(len(base.more))]
    for turn, index in random.Random(turns).sample(every, min(WARMING + MEASURED, len(base.more))):
        yield moved(base.more[index], turn * base.weeks)


def _slow(values: Sequence[float]) -> float:
    """What one in twenty of these exceeds: the 95th percentile by nearest rank."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def _milliseconds(desk: Desk, read: Read) -> float:
    """What adding takes once the report is read: its bytes, its dossier, linking and weighing, each on the disk."""
    start = time.perf_counter()
    store(desk, *read)
    return 1000 * (time.perf_counter() - start)


def store(desk: Desk, report: Mapping[str, str], read: Dossier | BadInput) -> str:
    """Add a report that was read before. Gives its id on the desk.

    Raises:
        BadInput: it was read, but can't be stored.
    """
    received = desk._received(report)
    if isinstance(received, BadInput):
        raise received
    stored = desk._read(received[0].id, read)
    if isinstance(stored, BadInput) and stored is not read:
        raise stored
    return received[0].id


def fill(path: Path, reads: Iterator[Read]) -> None:
    """Put reports on a desk, many in one transaction: otherwise the way of :meth:`reportedly.desk.Desk.add`."""
    engine = open_engine(str(path))
    try:
        while some := list(islice(reads, TOGETHER)):
            with writing(engine) as connection:
                new: set[str] = set()
                stale: set[str] = set()
                for report, dossier in some:
                    receipt = receipts.Receipt.of(report)
                    receipts.put(connection, receipt)
                    keys, lost = documents.put(connection, receipt.id, dossier)
                    receipts.mark(connection, receipt.id)
                    new |= keys
                    stale |= lost
                linking.link(connection, new, stale)
    finally:
        engine.dispose()
