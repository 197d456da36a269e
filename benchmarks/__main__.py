"""Measure Reportedly and the tools that do a piece of its work, on the same reports, in one run, as one table.

    python -m benchmarks DATA [--only times,places] [--part dev|test] [--alone] [--write]

benchmarks/README.md says how DATA is laid out. A corpus that DATA lacks and a tool that doesn't run are named in the
table with the reason.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import gold, link, muc4, places, polnear, times
from benchmarks.report import figures, markdown, written
from benchmarks.run import Result, measured

ROOT = Path(__file__).resolve().parent.parent

PAGE = ROOT / "docs" / "accuracy.md"

SHIPPED = ROOT / "src" / "reportedly" / "web" / "accuracy.json"
"""The figures as the web desk shows them."""

BENCHMARKS = {module.BENCHMARK.name: module.BENCHMARK for module in (gold, link, polnear, times, places, muc4)}


def main() -> None:
    arguments = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path, help="the folder with the corpora")
    arguments.add_argument("--only", default=",".join(BENCHMARKS), help="some of %(default)s")
    arguments.add_argument("--part", choices=("dev", "test"), default="dev")
    arguments.add_argument("--alone", action="store_true", help="without the other tools")
    arguments.add_argument("--environments", type=Path, default=ROOT / ".venv-bench",
                           help="the folder with an environment for each of the other tools (make bench sets it up)")
    arguments.add_argument("--write", action="store_true", help="put the table into docs/accuracy.md and the web desk")
    options = arguments.parse_args()
    names = [name for name in options.only.split(",") if name]
    if unknown := sorted(set(names) - set(BENCHMARKS)):
        arguments.error(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    if options.write and (options.alone or set(names) != set(BENCHMARKS)):
        arguments.error("--write puts a whole table into the page: run it without --only and --alone")
    environments = None if options.alone else options.environments
    results: list[Result] = []
    for name in names:
        print(f"{name} …", file=sys.stderr)
        results.append(measured(BENCHMARKS[name], options.data, options.part, environments))
    table = markdown(results, options.part)
    print(table)
    if options.write:
        page = written(PAGE.read_text("utf-8"), table)
        PAGE.write_text(page, "utf-8")
        SHIPPED.write_text(figures(page), "utf-8")
    if all(result.reason for result in results):
        sys.exit(f"none of these corpora is in {options.data}")


if __name__ == "__main__":
    main()
