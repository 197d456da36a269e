"""Who said what: sources and the contents that are theirs, in political news (PolNeAR).

An answer is a list of ``{"source": [[start, end], …], "content": [[start, end], …]}``; the source may be empty.

PolNeAR marks the outermost attribution of a passage only, joins the pieces of one interrupted quotation, and takes in
beliefs, wishes and plans beside speech. Everything is counted in words, by their position: quotation marks and full
stops change nothing, and naming the right person at another mention is no match.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.benchmark import Answer, Benchmark, Case, Corpus
from benchmarks.measures import Hits, Score, Share, greedy
from reportedly import Dossier
from reportedly.model import Statement

WORD = re.compile(r"\w+")

SAME_CONTENT = 0.5
"""Two contents are the same from this Jaccard index on: words in both, of the words in either."""

MOSTLY = 0.5
"""An attribution is left out when this share of its content lies in text that the corpus discards."""

FUNCTION_WORDS = frozenset({
    "a", "an", "the",
    "about", "as", "at", "by", "for", "from", "in", "into", "of", "on", "over", "to", "under", "with",
    "and", "but", "if", "nor", "or", "so", "than", "that", "then", "when", "where", "while",
    "am", "are", "be", "been", "being", "is", "was", "were", "do", "does", "did", "had", "has", "have", "not",
    "can", "could", "may", "might", "must", "shall", "should", "will", "would",
    "d", "ll", "m", "re", "s", "t", "ve",
})
"""A source agrees by a word of its own, not by one of these. Pronouns aren't among them: "he" is often all there is."""

FIGURES = {
    "who said what": "F1 of attributions: at least half of the content is the same, and the source is right",
    "what is said": "the same, whoever is named as the source",
    "who, of what is said": "share of the contents found whose source is right (gold attributions with a source)",
}


class Words:
    """The words of a text, by position."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in WORD.finditer(text)]
        self.forms = [text[start:end].lower() for start, end in spans]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._middles = [start + end for start, end in spans]

    def inside(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        """The words whose middle lies in one of the spans."""
        return frozenset(
            at for start, end in spans
            for at in range(bisect_left(self._middles, 2 * start), bisect_left(self._middles, 2 * end))
        )

    def touching(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        """The words that share a character with one of the spans."""
        return frozenset(
            at for start, end in spans for at in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )


@dataclass(frozen=True)
class Attribution:
    """Sets of word positions. ``core``: the source without its function words, if it has others."""

    content: frozenset[int]
    source: frozenset[int]
    core: frozenset[int]

    def agrees(self, other: Attribution) -> bool:
        """Whether another's source is this one's (the gold's): a word in common, or none on either side."""
        return bool(self.core & other.source) if self.source and other.source else not (self.source or other.source)


def read(folder: Path, part: str) -> list[Case]:
    texts = sorted((folder / part / "text").glob("*.txt"))
    if not texts:
        raise FileNotFoundError(f"{part}/text/*.txt")
    marked = sorted((folder / part / "attributions").glob("*.ann"))
    first: dict[str, Path] = {}
    for path in marked:  # NAME_CODE.ann, CODE being the annotator's; of several annotators the first is taken
        first.setdefault(path.stem.rpartition("_")[0], path)
    return [
        Case(path.stem, path.read_bytes().decode("utf-8"), _annotations(first[path.stem]))
        for path in texts if path.stem in first
    ]


def _annotations(path: Path) -> dict[str, Any]:
    """The attributions of a brat file, and the spans that its annotators discarded."""
    spans: dict[str, list[list[int]]] = {}
    discarded: list[list[int]] = []
    events: list[list[str]] = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        kind, _, rest = line.partition("\t")
        if kind.startswith("T"):
            label, _, offsets = rest.partition("\t")[0].partition(" ")
            spans[kind] = [[int(number) for number in piece.split()] for piece in offsets.split(";")]
            discarded += spans[kind] if label == "Discard" else []
        elif kind.startswith("E"):
            events.append(rest.split())
    return {"attributions": [_event(event, spans) for event in events], "discarded": discarded}


def _event(event: list[str], spans: Mapping[str, list[list[int]]]) -> dict[str, list[list[int]]]:
    """Source and content of an event, whose roles may be numbered ("Content2:T7")."""
    parts: dict[str, list[list[int]]] = {"source": [], "content": []}
    for item in event:
        role, _, key = item.partition(":")
        if (part := role.rstrip("0123456789").lower()) in parts:
            parts[part] += spans[key]
    return parts


def answer(case: Case, dossier: Dossier) -> Answer:
    """One attribution a statement, with the words of its innermost source; none for what is said within another."""
    said = [statement for statement in dossier.statements if statement.content]
    return [
        {"source": _source(statement), "content": [[span.start, span.end] for span in statement.content]}
        for statement in said if not any(_within(statement, other) for other in said)
    ]


def _source(statement: Statement) -> list[list[int]]:
    named = (source.span for source in statement.source if source.span)
    return [[span.start, span.end] for span in named][:1]


def _within(inner: Statement, outer: Statement) -> bool:
    return inner.content != outer.content and all(
        any(around.start <= span.start and span.end <= around.end for around in outer.content)
        for span in inner.content
    )


def score(cases: Sequence[Case], answers: Mapping[str, Answer]) -> dict[str, Score]:
    joint, content, source = Hits(), Hits(), Share()
    for case in cases:
        words = Words(case.text)
        discarded = words.inside(case.gold["discarded"])
        gold = [a for a in _attributions(case.gold["attributions"], words, discarded) if a.content]
        given = list(_attributions(answers.get(case.id, []), words, discarded))
        pairs = _pairs(gold, given)
        right = sum(gold[i].agrees(given[j]) for i, j in pairs)
        content.add(len(pairs), len(given), len(gold))
        joint.add(right, len(given), len(gold))
        for i, j in pairs:
            if gold[i].source:
                source.add(gold[i].agrees(given[j]))
    return {"who said what": joint.score(), "what is said": content.score(), "who, of what is said": source.score()}


def _attributions(
    rows: Iterable[Mapping[str, list[list[int]]]], words: Words, discarded: frozenset[int],
) -> Iterator[Attribution]:
    for row in rows:
        content = words.inside(row["content"])
        if content and len(content & discarded) >= MOSTLY * len(content):
            continue
        source = words.inside(row["source"]) or words.touching(row["source"])
        core = frozenset(at for at in source if words.forms[at] not in FUNCTION_WORDS)
        yield Attribution(content - discarded, source, core or source)


def _pairs(gold: Sequence[Attribution], given: Sequence[Attribution]) -> list[tuple[int, int]]:
    """Gold and given attributions with the same content, one to one: the most alike first, then an agreeing source."""
    alike = []
    for i, wanted in enumerate(gold):
        for j, found in enumerate(given):
            if common := len(wanted.content & found.content):
                likeness = common / len(wanted.content | found.content)
                if likeness >= SAME_CONTENT:
                    alike.append((-likeness, not wanted.agrees(found), i, j))
    return greedy((i, j) for *_, i, j in sorted(alike))


BENCHMARK = Benchmark(
    name="polnear",
    corpus=Corpus(
        "PolNeAR (84 articles)",
        "Newell, Margolin, Ruths 2018, \"An Attribution Relations Corpus for Political News\"",
        "no licence is given; the texts belong to their outlets",
        "https://github.com/networkdynamics/PolNeAR, folder data",
        "polnear",
        "dev/text/*.txt and dev/attributions/*.ann (test: test/…, for final figures only)",
    ),
    figures=FIGURES, read=read, answer=answer, score=score,
    peers=("sayswho", "textacy"),
    not_run=(("GenderGapTracker", "is not on PyPI; docs/accuracy.md has a figure"),),
)
