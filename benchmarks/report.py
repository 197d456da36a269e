"""The results as Markdown, and the page that they are written into."""

from __future__ import annotations

import datetime
import itertools
import json
import os
import platform
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measures import Score
from benchmarks.run import Result, Run

BEGIN = "<!-- measured: from here to the end mark a program writes, don't edit -->"

END = "<!-- measured: end -->"

_MEANING = re.compile(r"- [^,]+, \*([^*]+)\*: (.+)\.")


def markdown(results: Sequence[Result], part: str) -> str:
    """The tables of scores and of runs, what each figure means, and where the corpora come from."""
    read = [result for result in results if not result.reason]
    lines = [
        _conditions(part), "",
        "| corpus | figure | Reportedly | precision | recall | others |", "|---|---|---:|---:|---:|---|",
        *(line for result in read for line in _score_rows(result)), "",
        "| corpus | program | version | reports | seconds |", "|---|---|---|---:|---:|",
        *(line for result in results for line in _run_rows(result)), "",
        "What each figure means:", "",
        *(f"- {result.benchmark.name}, *{figure}*: {meaning}."
          for result in read for figure, meaning in result.benchmark.figures.items()), "",
        "Where the corpora come from:", "",
        *(_origin(result) for result in results),
    ]
    return "\n".join(lines)


def _origin(result: Result) -> str:
    corpus = result.benchmark.corpus
    parts = corpus.name, corpus.authors, f"licence: {corpus.licence}", corpus.source
    return f"- {result.benchmark.name}: {'; '.join(parts)}."


def written(page: str, table: str) -> str:
    """The page with the table between the marks.

    Raises:
        ValueError: the page lacks a mark.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page lacks the marks between which the table stands")
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def put(page: Path, heading: str, table: str) -> None:
    """Write the table between the marks below that heading of a page.

    Raises:
        ValueError: the page lacks a mark there.
    """
    before, heading, part = page.read_text("utf-8").partition(heading)
    page.write_text(f"{before}{heading}{written(part, table)}", "utf-8")


def figures(page: str) -> str:
    """The scores of a page as JSON, for the page of the web desk that tells of the method: when measured, corpora, figures."""
    _, _, rest = page.partition(BEGIN)
    lines = rest.partition(END)[0].strip().splitlines()
    table = [line[2:-2].split(" | ") for line in itertools.takewhile(lambda line: line.startswith("|"), lines[2:])][2:]
    meant = {found[1]: found[2] for line in lines if (found := _MEANING.fullmatch(line))}
    rows: list[dict[str, str]] = []
    corpus = ""
    for name, figure, value, precision, recall, _ in ([cell.strip() for cell in cells] for cells in table):
        corpus = name or corpus
        rows.append({"corpus": corpus, "figure": figure, "value": value.strip("*"), "precision": precision, "recall": recall,
                     "means": meant.get(figure, "")})
    return json.dumps({"measured": lines[0].partition(" The seconds")[0], "rows": rows}, ensure_ascii=False, indent=1) + "\n"


def machine() -> str:
    """What the figures were measured on."""
    return f"Python {platform.python_version()}, {platform.system()} on {platform.machine()}, {os.cpu_count()} cores"


def _conditions(part: str) -> str:
    which = {"dev": "development", "test": "test"}[part]
    return (
        f"Measured {datetime.date.today().isoformat()} on the {which} parts, in one run: {machine()}. "
        "The seconds leave out loading; only their ratios mean anything.")


def _score_rows(result: Result) -> Iterator[str]:
    ours, *others = result.runs
    corpus = result.benchmark.corpus.name
    for figure, score in ours.scores.items():
        beside = sorted((run for run in others if figure in run.scores), key=lambda run: -run.scores[figure].value)
        yield row(
            corpus, figure, f"**{score.value:.3f}**", _number(score.precision),
            _number(score.recall), "; ".join(f"{run.program} {_brief(run.scores[figure])}" for run in beside) or "none")
        corpus = ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _brief(score: Score) -> str:
    if score.precision is None or score.recall is None:
        return f"{score.value:.3f}"
    return f"{score.value:.3f} ({score.precision:.2f}, {score.recall:.2f})"


def _run_rows(result: Result) -> Iterator[str]:
    name = result.benchmark.name
    if result.reason:
        yield row(name, "", f"not read: {result.reason}", "", "")
    for run in result.runs:
        yield row(name, run.program, *_outcome(run, result.reports))


def _outcome(run: Run, reports: int) -> tuple[str, str, str]:
    if run.reason:
        return f"not run: {run.reason}", "", ""
    return run.versions, str(reports), f"{run.seconds:.1f}"


def row(*cells: str) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
