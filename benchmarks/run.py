"""Have Reportedly and the other tools read a corpus, and score what they say."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import reportedly
from benchmarks.benchmark import Answer, Benchmark, Case
from benchmarks.measures import Score
from benchmarks.peers import PEERS
from reportedly.parse import load

ROOT = Path(__file__).resolve().parent.parent

WARMING = "Two people were killed by a bomb in Lyon on Monday, police said."
"""Read before the clock starts, so that loading the model and the gazetteer isn't counted."""


@dataclass(frozen=True)
class Run:
    """One program on one corpus: what it scored and how long it took, or why it didn't run."""

    program: str
    versions: str = ""
    seconds: float = 0.0
    scores: dict[str, Score] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class Result:
    """One corpus: Reportedly first, then the others; or why it wasn't read."""

    benchmark: Benchmark
    reports: int = 0
    runs: tuple[Run, ...] = ()
    reason: str = ""


def measured(benchmark: Benchmark, data: Path, part: str, environments: Path | None) -> Result:
    """Every program's run; ``environments`` None: Reportedly's alone."""
    try:
        cases = benchmark.read(data / benchmark.corpus.folder, part)
    except FileNotFoundError as error:
        lacking = Path(error.filename).name if error.filename else str(error)
        return Result(benchmark, reason=f"{benchmark.corpus.folder}/ lacks {lacking}")
    runs = [_reportedly(benchmark, cases)]
    if environments:
        runs += [_peer(name, benchmark, cases, environments) for name in benchmark.peers]
    runs += [Run(name, reason=reason) for name, reason in benchmark.not_run]
    return Result(benchmark, len(cases), tuple(runs))


def _reportedly(benchmark: Benchmark, cases: Sequence[Case]) -> Run:
    meta = load().meta
    reportedly.read_text(WARMING)
    reports = [
        {"text": case.text, "title": case.title, "outlet": case.outlet, "published": case.published} for case in cases
    ]
    start = time.perf_counter()
    dossiers = list(reportedly.read_many(reports))
    seconds = time.perf_counter() - start
    answers = {case.id: benchmark.answer(case, dossier) for case, dossier in zip(cases, dossiers, strict=True)}
    versions = ", ".join([
        f"reportedly {reportedly.__version__}", f"spacy {version('spacy')}",
        f"{meta['lang']}_{meta['name']} {meta['version']}"])
    return Run("Reportedly", versions, seconds, benchmark.score(cases, answers))


def _peer(name: str, benchmark: Benchmark, cases: Sequence[Case], environments: Path) -> Run:
    title = PEERS[name].title
    if not (environments / name / ".ready").exists():
        why = _last_error(environments / f"{name}.log")
        return Run(title, reason=f"not installed: {why or 'make bench does it'}")
    reports = (json.dumps({"id": case.id, "text": case.text, "published": case.published}) for case in cases)
    done = subprocess.run(
        [environments / name / "bin" / "python", "-m", "benchmarks.peers", name], cwd=ROOT, input="\n".join(reports),
        capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        return Run(title, reason=f"failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    about, *rows = (json.loads(line) for line in done.stdout.splitlines())
    answers: dict[str, Answer] = {row["id"]: row["answer"] for row in rows}
    versions = ", ".join(f"{package} {number}" for package, number in about["versions"].items())
    return Run(title, versions, about["seconds"], benchmark.score(cases, answers))


def _last_error(log: Path) -> str:
    lines = log.read_text("utf-8", errors="replace").strip().splitlines() if log.exists() else []
    return next((line for line in reversed(lines) if "error" in line.lower()), lines[-1] if lines else "")
