"""Reading the made-up reports once, and keeping what was read."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import reportedly
from benchmarks.desk.generator import MadeUp
from reportedly.acquire.files import BadInput
from reportedly.model import Dossier
from reportedly.pipeline import results


@dataclass(frozen=True, slots=True)
class Readings:
    """The dossiers of some reports, in their order, in a file; and how many seconds reading them took."""

    path: Path
    seconds: float
    processes: int

    def __iter__(self) -> Iterator[Dossier | BadInput]:
        with self.path.open(encoding="utf-8") as lines:
            for line in lines:
                data = json.loads(line)
                yield BadInput(data["problem"]) if "problem" in data else Dossier.from_dict(data)


def read(made: Sequence[MadeUp], folder: Path, name: str, processes: int) -> Readings:
    """Read the reports, or take what ``folder`` keeps under that name from a run of the same version.

    What is kept doesn't know when the code that read it changes: empty the folder then.
    """
    path, about = folder / f"{name}.jsonl", folder / f"{name}.json"
    wanted = {"version": reportedly.__version__, "reports": len(made)}
    if about.exists():
        known = json.loads(about.read_text("utf-8"))
        if wanted.items() <= known.items():
            return Readings(path, known["seconds"], known["processes"])
    about.unlink(missing_ok=True)
    start = time.perf_counter()
    _write(path, results((one.report for one in made), processes=processes))
    spent = time.perf_counter() - start
    about.write_text(json.dumps({**wanted, "seconds": spent, "processes": processes}), "utf-8")
    return Readings(path, spent, processes)


def _write(path: Path, read: Iterable[Dossier | BadInput]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for result in read:
            data = {"problem": str(result)} if isinstance(result, BadInput) else result.to_dict()
            print(json.dumps(data, ensure_ascii=False), file=lines)
