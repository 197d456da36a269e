"""How fast: ``read_many`` beside spaCy's bare ``nlp.pipe``, the command line from a cold start, and memory.

    python -m benchmarks.speed [REPORTS.jsonl] [--runs 5] [--write]

REPORTS.jsonl holds reports as ``reportedly read`` takes them, one a line. Both sides run in turns in one process, with
the same model over the same texts; the ratio of their medians is what counts, seconds only compare within one run. The
command runs as a process of its own each time, and its memory is what the system says it held at the most.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy

import reportedly
from benchmarks.report import machine, row, written
from reportedly.parse import load

ROOT = Path(__file__).resolve().parent.parent

PAGE = ROOT / "docs" / "performance.md"

EXAMPLES = ROOT / "examples" / "reports" / "three-reports.jsonl"

KEYS = ("text", "title", "outlet", "published")

LIMITS = {"ratio": 1.3, "help": 0.4, "short": 4.0, "memory": 700}
"""What Reportedly may take: of spaCy's own time, in seconds from a cold start, and in MB."""

WATCH = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""Runs a command from a small process: the memory of a child counts from its parent's, which here holds a model."""

BYTES_OF_RSS = 1 if sys.platform == "darwin" else 1024
"""What ``ru_maxrss`` counts in."""


def seconds(task: Callable[[], Any]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def throughput(reports: list[dict[str, Any]], runs: int) -> Iterator[str]:
    """Rows of ``nlp.pipe`` and of ``read_many``, and of their ratio; each once unmeasured, to warm up."""
    nlp = load()
    bare = spacy.load(f"{nlp.meta['lang']}_{nlp.meta['name']}")
    texts = [report["text"] for report in reports]
    words = sum(len(text.split()) for text in texts)
    sides: dict[str, Callable[[], Any]] = {
        "spaCy's `nlp.pipe` alone": lambda: list(bare.pipe(texts)),
        "`read_many`": lambda: list(reportedly.read_many(reports)),
    }
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(runs + 1):
        for name, task in sides.items():
            spent = seconds(task)
            if turn:
                taken[name].append(spent)
    alone, ours = (statistics.median(spent) for spent in taken.values())
    for name, median in zip(sides, (alone, ours), strict=True):
        yield row(f"{name}, {len(texts)} reports", f"{median:.2f} s ({words / median:,.0f} words a second)", "")
    yield row("ratio of the two", f"**{ours / alone:.2f}**", f"{LIMITS['ratio']:.2f}")


def cold(command: list[str], runs: int) -> tuple[float, float]:
    """Median seconds, and the most MB, of a command in a process of its own."""
    outcomes = [
        subprocess.run([sys.executable, "-S", "-c", WATCH, *command], check=True, capture_output=True).stdout.split()
        for _ in range(runs)
    ]
    spent, held = ([float(number) for number in column] for column in zip(*outcomes, strict=True))
    return statistics.median(spent), max(held) * BYTES_OF_RSS / 1e6


def command_line(reports: list[dict[str, Any]], path: Path, runs: int) -> Iterator[str]:
    """Rows of the command's help, of one short report, and of all reports."""
    command = shutil.which("reportedly", path=str(Path(sys.executable).parent)) or "reportedly"
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as short:
        short.write(min((report["text"] for report in reports), key=len))
        short.flush()
        tasks = {
            "`reportedly --help`": (["--help"], runs, LIMITS["help"]),
            "`reportedly read`, the shortest report": (["read", short.name], runs, LIMITS["short"]),
            f"`reportedly read`, {len(reports)} reports": (["read", str(path), "--format", "jsonl"], 1, None),
        }
        for name, (arguments, times, limit) in tasks.items():
            median, most = cold([command, *arguments], times)
            yield row(f"{name}: time", f"{median:.2f} s", f"{limit:.2f} s" if limit else "")
            yield row(f"{name}: memory", f"{most:.0f} MB", f"{LIMITS['memory']} MB")


def main() -> None:
    arguments = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("reports", type=Path, nargs="?", default=EXAMPLES)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = arguments.parse_args()
    lines = [json.loads(line) for line in options.reports.read_text("utf-8").splitlines() if line.strip()]
    reports = [{key: line[key] for key in KEYS if line.get(key)} for line in lines]
    meta = load().meta
    table = "\n".join([
        f"Measured {datetime.date.today().isoformat()}: Reportedly {reportedly.__version__}, spaCy {version('spacy')}, "
        f"{meta['lang']}_{meta['name']} {meta['version']}, {machine()}; medians of {options.runs} runs.",
        "", "| what | measured | limit |", "|---|---:|---:|",
        *command_line(reports, options.reports, options.runs), *throughput(reports, options.runs),
    ])
    print(table)
    if options.write:
        PAGE.write_text(written(PAGE.read_text("utf-8"), table), "utf-8")


if __name__ == "__main__":
    main()
