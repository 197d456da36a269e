"""The web desk with 100,000 incidents: how long its pages take with eight clients at once, their size, and how soon it starts.

    python -m benchmarks.web [--incidents 100000] [--processes 2] [--clients 8] [--seconds 20] [--desk FILE] [--write]

The desk is filled with the first reports of a thousand made-up incidents again and again, as for ``benchmarks.desk``, or
FILE is taken, or made and kept. `reportedly serve` runs beside the clients; each of them asks for the next page when it has the
last one, as another reader would, over a connection of its own. No page is asked for twice but the front.
"""

from __future__ import annotations

import argparse
import datetime
import http.client
import math
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import reportedly
from benchmarks.desk.generator import MadeUp, reports
from benchmarks.desk.growth import Base, fill
from benchmarks.desk.reading import read
from benchmarks.report import machine, put, row
from reportedly import Desk, Dossier
from reportedly.store.find import Filters
from reportedly.store.listing import Row
from reportedly.web.shelf import Shelf

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
HEADING = "## The web desk"
LIMIT, LARGEST = 100, 200_000
"""Milliseconds that at most one page in twenty may exceed, and bytes of a page."""

BASE = 1000
"""Incidents that are made up; the desk is filled with them again and again."""

VARIED, WARMING = 4000, 100
"""Addresses of each kind of page, and of these how many are asked for before the clock starts."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the pages of one kind took: milliseconds each, and the bytes of the largest as it was sent."""

    kind: str
    milliseconds: tuple[float, ...]
    largest: int
    seconds: float

    def slow(self) -> float:
        """What one page in twenty exceeds: the 95th percentile by nearest rank."""
        return sorted(self.milliseconds)[math.ceil(0.95 * len(self.milliseconds)) - 1]


def make(path: Path, incidents: int) -> None:
    """Fill a desk."""
    first: dict[str, MadeUp] = {}
    made = [one for one in reports(BASE, 0) if first.setdefault(one.incident, one) is one]
    with tempfile.TemporaryDirectory() as folder:
        readings = read(made, Path(folder), "web", 2)
        both = [(one, dossier) for one, dossier in zip(made, readings, strict=True) if isinstance(dossier, Dossier)]
    base = Base.of(len(both), both)
    fill(path, (one for turn in range(-(-incidents // len(both))) for one in base.turn(turn)))


def addresses(desk: Path) -> dict[str, list[str]]:
    """Addresses of pages by their kind; but for the front no two are alike, as far as so many can be made."""
    shelf, chance = Shelf(str(desk)), random.Random(0)
    rows = list(shelf.every(Filters()))
    some = chance.sample(rows, min(VARIED, len(rows)))
    words = sorted({word for one in some[:400] for account in shelf.desk.incident(one.id).accounts
                    for told in account.told for word in re.findall(r"[A-Za-z]{3,}", told.quote.sentence)})
    shelf.close()

    def filtered(number: int) -> str:
        return _list(dict(chance.sample(sorted(_filters(chance, chance.choice(some), chance.choice(some)).items()), number)))

    def searched() -> str:
        return _list({"text": " ".join(chance.sample(words, chance.choice((1, 2))))})

    return {
        "front page": ["/"] * VARIED, "one filter": _distinct(lambda: filtered(1)),
        "two or three filters": _distinct(lambda: filtered(chance.choice((2, 3)))),
        "search for one or two words": _distinct(searched), "incident": [f"/incidents/{one.id}" for one in some]}


def _filters(chance: random.Random, one: Row, other: Row) -> dict[str, str]:
    """Filters that at least one incident is found with, unless two days are the wrong way round."""
    given = {"country": one.country, "type": one.type, "grade": one.grade, "contested": chance.choice(("yes", "no")),
             "since": (one.earliest or "")[:10], "until": (other.latest or "")[:10],
             "party": chance.choice(("army", "police", "mayor", "militia", "ministry", "villagers", "gunmen"))}
    return {name: value for name, value in given.items() if value}


def _list(query: Mapping[str, str]) -> str:
    return f"/incidents?{urlencode(query)}"


def _distinct(make_one: Callable[[], str]) -> list[str]:
    return list(dict.fromkeys(make_one() for _ in range(VARIED)))


@contextmanager
def served(desk: Path, processes: int) -> Iterator[tuple[int, float]]:
    """Serve a desk. Gives the port, and the seconds from the start of the process to the first page."""
    start = time.perf_counter()
    command = [sys.executable, "-c", "from reportedly.cli import main; main()", "serve", "--desk", str(desk), "--port", "0",
               "--processes", str(processes)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            port = next(int(found[1]) for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:(\d+)/", line)))
            connection = http.client.HTTPConnection("127.0.0.1", port)
            _get(connection, "/healthz")
            yield port, time.perf_counter() - start
        finally:
            process.send_signal(signal.SIGINT)


def _get(connection: http.client.HTTPConnection, address: str) -> tuple[int, int]:
    """The status of a page, and its bytes as they are sent."""
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    return response.status, len(response.read())


def ask(port: int, kind: str, pages: Sequence[str], clients: int, seconds: float) -> Taken:
    """Have so many clients ask for these pages for so long.

    Raises:
        ValueError: a page is no page.
    """
    asked, until = iter(pages), time.perf_counter() + seconds
    taken: list[tuple[float, int]] = []
    bad: list[str] = []

    def client() -> None:
        while time.perf_counter() < until and (address := next(asked, None)) is not None:
            start = time.perf_counter()
            with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
                status, size = _get(connection, address)
            taken.append((1000 * (time.perf_counter() - start), size))
            if status != HTTPStatus.OK:
                bad.append(f"{address}: {status}")

    start = time.perf_counter()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if bad:
        raise ValueError(f"{len(bad)} pages failed: {bad[0]}")
    return Taken(kind, tuple(spent for spent, _ in taken), max(size for _, size in taken), time.perf_counter() - start)


def tables(desk: Path, processes: int, clients: int, seconds: float) -> Iterator[str]:
    """The tables as Markdown, line by line."""
    with Desk(desk) as it:
        number, incidents = it.count()
    pages = addresses(desk)
    with served(desk, processes) as (port, started):
        ask(port, "warming", pages["front page"] * 10, 2 * clients, seconds)
        ask(port, "warming", [page for some in pages.values() for page in some[:WARMING]], clients, seconds)
        found = [ask(port, kind, some[WARMING:], clients, seconds) for kind, some in pages.items()]
    yield (f"Measured {datetime.date.today().isoformat()}: Reportedly {reportedly.__version__}, SQLite, {machine()}; "
           f"{incidents:,} incidents of {number:,} reports, {processes} processes that answer, {clients} clients at once, which "
           "run on the same machine.")
    yield from ("", "| page | asked for | a second | median | one in twenty exceeds | the largest, as sent |",
                "|---|---:|---:|---:|---:|---:|")
    for one in found:
        yield row(one.kind, f"{len(one.milliseconds):,}", f"{len(one.milliseconds) / one.seconds:.0f}",
                  f"{statistics.median(one.milliseconds):.1f} ms", f"**{one.slow():.1f} ms**", f"{one.largest / 1000:.0f} kB")
    yield from ("", f"`reportedly serve` answers {started:.1f} s after it was called. The limits are {LIMIT} ms at the 95th "
                f"percentile and {LARGEST / 1000:.0f} kB.")


def main() -> None:
    arguments = argparse.ArgumentParser(
        prog="python -m benchmarks.web", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--incidents", type=int, default=100_000)
    arguments.add_argument("--processes", type=int, default=2, help="how many processes answer")
    arguments.add_argument("--clients", type=int, default=8)
    arguments.add_argument("--seconds", type=float, default=20, help="for each kind of page")
    arguments.add_argument("--desk", type=Path, help="the desk, made there if there is none")
    arguments.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = options.desk or Path(folder, "desk.db")
        if not desk.exists():
            make(desk, options.incidents)
        text = "\n".join(tables(desk, options.processes, options.clients, options.seconds))
    print(text)
    if options.write:
        put(PAGE, HEADING, text)


if __name__ == "__main__":
    main()
