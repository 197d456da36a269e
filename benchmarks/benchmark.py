"""What a benchmark is: a corpus, how its reports and answers are read, how a dossier answers it, and the scorer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measures import Score
from reportedly import Dossier

Answer = Any
"""What one program says of one report: JSON values, in the shape that the benchmark's module describes."""


@dataclass(frozen=True)
class Corpus:
    """Where a corpus comes from, in which folder of DATA it lies, and what has to lie there."""

    name: str
    authors: str
    licence: str
    source: str
    folder: str
    layout: str


@dataclass(frozen=True)
class Case:
    """One report, and what people marked in it (``gold``, in a shape of the benchmark's own)."""

    id: str
    text: str
    gold: Any
    published: str | None = None
    title: str | None = None
    outlet: str | None = None


@dataclass(frozen=True)
class Benchmark:
    """One corpus with its measure.

    ``read(folder, part)`` gives the cases of a part ("dev" or "test"), or raises FileNotFoundError with what is lacking
    there; ``answer(case, dossier)`` puts a dossier into the benchmark's terms; ``score(cases, answers)`` gives the
    figures, a case without an answer counting as one in which nothing was found. ``figures`` says what each figure
    means, ``peers`` names the tools that are measured beside Reportedly, ``not_run`` those that aren't, and why.
    """

    name: str
    corpus: Corpus
    figures: Mapping[str, str]
    read: Callable[[Path, str], list[Case]]
    answer: Callable[[Case, Dossier], Answer]
    score: Callable[[Sequence[Case], Mapping[str, Answer]], dict[str, Score]]
    peers: tuple[str, ...] = ()
    not_run: tuple[tuple[str, str], ...] = ()
