"""How fast: ``read_many`` beside spaCy's bare ``nlp.pipe``, the command line from a cold start, and memory.

    python benchmarks/speed.py REPORTS.jsonl [--runs 5]

REPORTS.jsonl holds reports as ``reportedly read`` takes them, one a line. Both sides run in turns in one process, with
the same model over the same texts; the ratio of their medians is what counts, seconds only compare within one run.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy

import reportedly
from reportedly.parse import load


def seconds(task: Callable[[], Any]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def throughput(reports: list[dict[str, Any]], runs: int) -> None:
    nlp = load()
    bare = spacy.load(f"{nlp.meta['lang']}_{nlp.meta['name']}")
    texts = [r["text"] for r in reports]
    words = sum(len(t.split()) for t in texts)
    sides: dict[str, Callable[[], Any]] = {
        "nlp.pipe": lambda: list(bare.pipe(texts)),
        "read_many": lambda: list(reportedly.read_many(reports)),
    }
    for task in sides.values():
        task()
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(runs):
        for name, task in sides.items():
            taken[name].append(seconds(task))
    middle = {name: statistics.median(times) for name, times in taken.items()}
    for name, value in middle.items():
        print(f"{name:12} {value:7.2f} s  {len(texts) / value:7.1f} reports/s  {words / value:8.0f} words/s")
    print(f"{'ratio':12} {middle['read_many'] / middle['nlp.pipe']:7.2f}  (limit 1.30)")


def cold(command: list[str], runs: int) -> None:
    taken = [seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)) for _ in range(runs)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{' '.join(command[1:3])[:40]:40} {statistics.median(taken):6.2f} s  peak of children so far {peak:.0f} MB")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("reports", type=Path)
    arguments.add_argument("--runs", type=int, default=5)
    options = arguments.parse_args()
    keys = ("text", "title", "outlet", "published")
    rows = [json.loads(line) for line in options.reports.read_text("utf-8").splitlines() if line.strip()]
    reports = [{k: row[k] for k in keys if row.get(k)} for row in rows]
    print(f"reportedly {reportedly.__version__}, spaCy {spacy.__version__}, Python {platform.python_version()}, {platform.machine()}")
    command = shutil.which("reportedly", path=str(Path(sys.executable).parent)) or "reportedly"
    cold([command, "--help"], options.runs)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as short:
        short.write(min((r["text"] for r in reports), key=len))
        short.flush()
        cold([command, "read", short.name], options.runs)
    throughput(reports, options.runs)
    print(f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
