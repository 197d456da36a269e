"""The desk on made-up reports: linking, origins, reports a second, and what one more report costs as the desk grows.

    python -m benchmarks.desk [--incidents 4000] [--sizes 1000,10000,100000] [--processes 2] [--cache FOLDER] [--write]

All reports are read and put on a desk, and what it makes of them is compared with the truth. Desks of several sizes are
then filled with the first of the reports again and again, and one more report is added to each in turns.
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import reportedly
from benchmarks.desk.generator import MadeUp, reports
from benchmarks.desk.growth import FILLING, Base, Cost, costs, store
from benchmarks.desk.measure import (
    Errors,
    Found,
    copying,
    first_main,
    linked_rightly,
    linking,
    matching,
    origin_errors,
    origins_of,
    sharing,
    told_of,
)
from benchmarks.desk.reading import Readings, read
from benchmarks.measures import Score
from benchmarks.report import machine, put, row
from reportedly.acquire.files import BadInput
from reportedly.desk import Desk
from reportedly.parse import load

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"

HEADING = "## The desk"
"""Of the part of the page that holds the marks between which the tables stand."""

FLAT = 2.0
"""How much more one more report may cost on the largest desk than on the smallest."""


def filled(desk: Desk, made: Sequence[MadeUp], readings: Readings) -> tuple[dict[str, str], dict[str, str | None], float]:
    """Put what was read on the desk. Gives ids of documents by report, :func:`first_main` of each, and the seconds."""
    ids: dict[str, str] = {}
    news: dict[str, str | None] = {}
    spent = 0.0
    for one, dossier in zip(made, readings, strict=True):
        start = time.perf_counter()
        ids[one.id] = store(desk, one.report, dossier)
        spent += time.perf_counter() - start
        news[ids[one.id]] = None if isinstance(dossier, BadInput) else first_main(dossier, ids[one.id])
    return ids, news, spent


def accuracy(made: Sequence[MadeUp], ids: dict[str, str], found: Found) -> Iterator[str]:
    """The tables of linking and of origins."""
    truth = {ids[one.id]: one.incident for one in made}
    told = {ids[report]: incidents for report, incidents in told_of(made).items()}
    texts = {ids[one.id]: ids[one.copy_of or one.id] for one in made}
    yield from ("| pairs of reports that | F1 | precision | recall |", "|---|---:|---:|---:|")
    yield _scored("are news of one incident", linking(truth, found.home))
    there = {report: home for report, home in found.home.items() if home is not None}
    yield _scored("… of those reports that are news of anything on the desk", linking(
        {report: truth[report] for report in there}, there))
    yield _scored("tell of one incident, be it their news or looking back", sharing(told, found.tells))
    yield _scored("carry one text", copying(texts, found.texts))
    numbers, match = origins_of(made), matching(truth, found.home)
    right = linked_rightly(truth, found.home)
    counted = {name: found.origins[incident] for name, incident in match.items()}
    yield from ("", "| number of origins | incidents | true mean | mean error | too many (+), too few (-) | right |",
                "|---|---:|---:|---:|---:|---:|")
    yield _erred("of incidents with a report on the desk", origin_errors(numbers, counted))
    yield _erred("of those with all of their reports, and no others", origin_errors(
        numbers, {name: number for name, number in counted.items() if name in right}))


def _scored(what: str, score: Score) -> str:
    return row(what, f"**{score.value:.3f}**", f"{score.precision:.3f}", f"{score.recall:.3f}")


def _erred(what: str, errors: Errors) -> str:
    return row(what, f"{errors.incidents:,}", f"{errors.wanted:.2f}", f"**{errors.absolute:.2f}**", f"{errors.signed:+.2f}",
               f"{errors.right:.0%}")


def rates(found: Found, shown: int, readings: Readings, spent: float) -> Iterator[str]:
    """The table of how many and how fast."""
    number = len(found.home)
    yield from ("| what | measured |", "|---|---:|")
    yield row("reports that are news of an incident on the desk",
              f"{sum(home is not None for home in found.home.values()) / number:.1%}")
    yield row("incidents on the desk, those that are looked back on included", f"{shown:,}")
    yield row(f"reading, processes: {readings.processes}", f"{number / readings.seconds:.0f} reports a second")
    yield row("storing, linking and weighing, one report at a time", f"{number / spent:.0f} reports a second")


def growing(measured: Sequence[Cost]) -> Iterator[str]:
    """The table of what one more report costs."""
    yield from ("| incidents made up | incidents on the desk | reports | one more report: median | one in twenty exceeds |",
                "|---:|---:|---:|---:|---:|")
    for cost in measured:
        counts = (f"{number:,}" for number in (cost.incidents, cost.shown, cost.reports))
        yield row(*counts, f"{cost.median:.1f} ms", f"{cost.slow:.1f} ms")
    medians = [cost.median for cost in measured]
    yield from ("", f"The costliest of these medians is **{max(medians) / min(medians):.2f}** times the cheapest; "
                f"the limit is {FLAT:.0f}.")


def main() -> None:
    arguments = argparse.ArgumentParser(
        prog="python -m benchmarks.desk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--incidents", type=int, default=4000)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--sizes", default="1000,10000,100000", help="incidents on the desks to which one more is added")
    arguments.add_argument("--processes", type=int, default=2, help="how many processes read")
    arguments.add_argument("--cache", type=Path, help="a folder that keeps the dossiers for the next run")
    arguments.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    options = arguments.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        tables = "\n".join(report(options, sizes, Path(folder)))
    print(tables)
    if options.write:
        put(PAGE, HEADING, tables)


def report(options: argparse.Namespace, sizes: Sequence[int], folder: Path) -> Iterator[str]:
    """The tables as Markdown, line by line."""
    made = list(reports(options.incidents, options.seed))
    cache = options.cache or folder
    cache.mkdir(parents=True, exist_ok=True)
    readings = read(made, cache, f"incidents-{options.incidents}-{options.seed}", options.processes)
    meta = load().meta
    yield (f"Measured {datetime.date.today().isoformat()}: Reportedly {reportedly.__version__}, spaCy {version('spacy')}, "
           f"{meta['lang']}_{meta['name']} {meta['version']}, SQLite, {machine()}; {len(made):,} made-up reports of "
           f"{options.incidents:,} incidents (seed {options.seed}).")
    with Desk(folder / "desk.db") as desk:
        ids, news, spent = filled(desk, made, readings)
        found = Found.of(news, desk.incidents())
        yield from ("", *accuracy(made, ids, found), "", *rates(found, desk.count()[1], readings, spent), "")
    both = zip(made, readings, strict=True)
    base = Base.of(sizes[0], ((one, dossier) for one, dossier in both if isinstance(dossier, reportedly.Dossier)))
    measured = costs(base, sizes, folder)
    yield (f"One more report, once it is read, to desks that have {FILLING} of each incident; medians of {measured[0].added} "
           "reports on incidents of any of their days, the desks in turns:")
    yield from ("", *growing(measured))


if __name__ == "__main__":
    main()
