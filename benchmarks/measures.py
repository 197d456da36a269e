"""Counting: precision, recall and F1 over a corpus, and the pairing of spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Offsets = tuple[int, int]
"""Start and end of a span, in characters of the report's text, the end exclusive."""


@dataclass(frozen=True)
class Score:
    """A figure from 0 to 1: an F1 with its precision and recall, or a share without them. ``of``: what it counts."""

    value: float
    precision: float | None = None
    recall: float | None = None
    of: int = 0


@dataclass
class Hits:
    """Counts summed over the reports of a corpus, so that every item weighs the same (micro average)."""

    right: int = 0
    predicted: int = 0
    wanted: int = 0

    def add(self, right: int, predicted: int, wanted: int) -> None:
        self.right += right
        self.predicted += predicted
        self.wanted += wanted

    def score(self) -> Score:
        """F1 with precision and recall; all are 0 where nothing was predicted or wanted."""
        total = self.predicted + self.wanted
        return Score(
            2 * self.right / total if total else 0.0,
            self.right / self.predicted if self.predicted else 0.0,
            self.right / self.wanted if self.wanted else 0.0,
            self.wanted,
        )


@dataclass
class Share:
    """How many of the items that were looked at are right."""

    right: int = 0
    seen: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.seen += 1

    def score(self) -> Score:
        return Score(self.right / self.seen if self.seen else 0.0, of=self.seen)


def overlap(a: Offsets, b: Offsets) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def trimmed(text: str, span: Offsets) -> Offsets:
    """The span without the blanks at its ends."""
    words = text[span[0]:span[1]]
    start = span[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def paired_spans(wanted: Sequence[Offsets], predicted: Sequence[Offsets]) -> list[tuple[int, int]]:
    """Indices of wanted and predicted spans that overlap, one to one: equal spans first, then the longest overlap."""
    ranked = [
        (a != b, -shared, a[0], b[0], i, j)
        for i, a in enumerate(wanted) for j, b in enumerate(predicted) if (shared := overlap(a, b))
    ]
    return greedy((i, j) for *_, i, j in sorted(ranked))


def greedy(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs, best first, of which neither side was taken by an earlier one."""
    taken: list[tuple[int, int]] = []
    left: set[int] = set()
    right: set[int] = set()
    for i, j in pairs:
        if i not in left and j not in right:
            taken.append((i, j))
            left.add(i)
            right.add(j)
    return taken
