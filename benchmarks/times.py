"""Times: expressions in news, and the days, months and durations that they stand for (TempEval-3).

An answer is a list of ``{"start", "end", "type", "value"}``: offsets into the text, a TIMEX3 type (DATE, TIME,
DURATION, SET) and a TIMEX3 value. The day of publication is given, and isn't scored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks.benchmark import Answer, Benchmark, Case, Corpus
from benchmarks.measures import Hits, Score, paired_spans, trimmed
from reportedly import Dossier

FOLDERS = {"dev": "AQUAINT", "test": "TimeBank"}

A_DAY = re.compile(r"\d{4}-\d\d-\d\d")

FIGURES = {
    "value": "F1 of times found (the spans overlap) whose TIMEX3 value is the gold's, letter for letter",
    "calendar day": "the same, only for times that name a calendar day, and by that day alone",
    "found": "F1 of times found, whatever their value",
    "found exactly": "F1 of times found with the very span that the gold has",
}


def read(folder: Path, part: str) -> list[Case]:
    paths = sorted((folder / FOLDERS[part]).glob("*.tml"))
    if not paths:
        raise FileNotFoundError(f"{FOLDERS[part]}/*.tml")
    return [_case(path) for path in paths]


def _case(path: Path) -> Case:
    root = ElementTree.parse(path).getroot()
    body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None or created is None:
        raise ValueError(f"{path}: no TEXT, or no day of publication")
    times: list[dict[str, Any]] = []
    text = _flattened(body, 0, times)
    return Case(path.stem, text, [t for t in times if text[t["start"]:t["end"]].strip()], created.get("value"))


def _flattened(element: ElementTree.Element, start: int, times: list[dict[str, Any]]) -> str:
    """The text of an element that begins at ``start``; its time expressions are added to ``times``."""
    text = element.text or ""
    for child in element:
        text += _flattened(child, start + len(text), times) + (child.tail or "")
    if element.tag == "TIMEX3":
        span = {"start": start, "end": start + len(text)}
        times.append({**span, "type": element.get("type"), "value": element.get("value")})
    return text


def answer(case: Case, dossier: Dossier) -> Answer:
    return [
        {"start": time.span.start, "end": time.span.end, "type": time.type, "value": time.value}
        for time in dossier.times
    ]


def score(cases: Sequence[Case], answers: Mapping[str, Answer]) -> dict[str, Score]:
    value, day, found, exact = Hits(), Hits(), Hits(), Hits()
    for case in cases:
        gold, given = sorted(case.gold, key=_span), answers.get(case.id, [])
        wanted = [trimmed(case.text, _span(time)) for time in gold]
        predicted = [trimmed(case.text, _span(time)) for time in given]
        pairs = paired_spans(wanted, predicted)
        values = [(gold[i]["value"], given[j]["value"] or "") for i, j in pairs]
        sizes = len(given), len(gold)
        found.add(len(pairs), *sizes)
        exact.add(sum(wanted[i] == predicted[j] for i, j in pairs), *sizes)
        value.add(sum(a == b for a, b in values), *sizes)
        day.add(sum(bool(A_DAY.match(a)) and a[:10] == b[:10] for a, b in values), _days(given), _days(gold))
    hits = {"value": value, "calendar day": day, "found": found, "found exactly": exact}
    return {figure: count.score() for figure, count in hits.items()}


def _span(time: Mapping[str, Any]) -> tuple[int, int]:
    return time["start"], time["end"]


def _days(times: Sequence[Mapping[str, Any]]) -> int:
    return sum(bool(A_DAY.match(time["value"] or "")) for time in times)


BENCHMARK = Benchmark(
    name="times",
    corpus=Corpus(
        "TempEval-3, AQUAINT (73 articles)",
        "annotated at Brandeis University (Verhagen, Moszkowicz); cleaned for TempEval-3 (UzZaman et al. 2013)",
        "annotations free for research; the texts belong to their agencies",
        "TempEval-3's training data \"TBAQ-cleaned\", https://github.com/jspotter/TempEval-3 has a copy",
        "times",
        "AQUAINT/*.tml (test: TimeBank/*.tml)",
    ),
    figures=FIGURES, read=read, answer=answer, score=score,
    peers=("recognizers", "dateparser"),
    not_run=(("HeidelTime", "needs Java, and TreeTagger, which isn't free; docs/accuracy.md has a figure"),),
)
