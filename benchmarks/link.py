"""Incidents of different reports put together, in the same marked reports as :mod:`benchmarks.gold`: all go on one desk.

A marked incident has the same ``id`` in each report that tells of it. An answer is the report itself, as the desk takes it.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import reportedly
from benchmarks import gold
from benchmarks.benchmark import Answer, Benchmark, Case
from benchmarks.measures import Hits, Offsets, Score, Share, overlap
from reportedly import Desk, Dossier

Marked = tuple[str, str]
"""A report, and the id of an incident that is marked in it."""

Mention = tuple[Offsets, str, str]
"""The trigger of an event on the desk, its type, and its incident."""

FIGURES = {
    "pairs put together": "F1 of the pairs of marked incidents, in two reports, that are one happening; "
                          "what wasn't found counts as missed",
    "found on the desk": "share of the marked incidents that some incident of the desk holds",
}


def answer(case: Case, dossier: Dossier) -> Answer:
    return {"text": case.text, "title": case.title, "outlet": case.outlet, "published": case.published}


def score(cases: Sequence[Case], answers: Mapping[str, Answer]) -> dict[str, Score]:
    mentions = _on_a_desk(answers)
    found: dict[Marked, str | None] = {}
    for case in cases:
        cuts = [0, *(m.end() for m in gold.SENTENCE_END.finditer(case.text)), len(case.text)]
        for incident in case.gold["incidents"]:
            start = case.text.index(incident["trigger"])
            trigger = (start, start + len(incident["trigger"]))
            sentence = next((a, b) for a, b in itertools.pairwise(cuts) if a <= start < b)
            found[case.id, incident["id"]] = _home(trigger, sentence, incident["type"], mentions.get(case.id, ()))
    return {"pairs put together": _pairs(found).score(), "found on the desk": _share(found).score()}


def _on_a_desk(answers: Mapping[str, Answer]) -> dict[str, list[Mention]]:
    """All reports on a new desk: by report, its events with their incidents."""
    mentions: dict[str, list[Mention]] = {}
    with tempfile.TemporaryDirectory() as folder, Desk(Path(folder) / "desk.db") as desk:
        ids: dict[str, str] = {}
        for id_, document in zip(answers, desk.add_all(answers.values()), strict=True):
            if isinstance(document, reportedly.BadInput):
                raise document
            ids[document.id] = id_
        for incident in desk.incidents():
            for member in desk.members(incident.id):
                mention = ((member.trigger.start, member.trigger.end), member.type, incident.id)
                mentions.setdefault(ids[member.document], []).append(mention)
    return mentions


def _home(trigger: Offsets, sentence: Offsets, kind: str, mentions: Iterable[Mention]) -> str | None:
    """The desk's incident with an event at the trigger, best of that type, or of that type in its sentence."""
    scores = [(3 + (type_ == kind) if overlap(span, trigger) else 2 * (type_ == kind and overlap(span, sentence)), incident)
              for span, type_, incident in mentions]
    best = max(scores, key=lambda found: found[0], default=(0, ""))
    return best[1] if best[0] else None


def _pairs(found: Mapping[Marked, str | None]) -> Hits:
    hits = Hits()
    for one, other in itertools.combinations(found, 2):
        if one[0] != other[0]:
            wanted = one[1] == other[1]
            given = found[one] is not None and found[one] == found[other]
            hits.add(int(wanted and given), int(given), int(wanted))
    return hits


def _share(found: Mapping[Marked, str | None]) -> Share:
    share = Share()
    for home in found.values():
        share.add(home is not None)
    return share


BENCHMARK = Benchmark(
    name="link", corpus=gold.BENCHMARK.corpus, figures=FIGURES, read=gold.read, answer=answer, score=score,
    not_run=(("peers", "no other tool puts incidents of reports together by what they say"),))
