"""Figures, incidents and acts of messaging in reports that people read by hand; README.md says how they are marked.

An answer is the dossier itself, as ``Dossier.to_dict()`` gives it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.benchmark import Answer, Benchmark, Case, Corpus
from benchmarks.measures import Hits, Offsets, Score, Share, greedy, overlap
from reportedly import Dossier

FUNCTION_WORDS = frozenset({
    "a", "an", "and", "are", "at", "be", "been", "by", "for", "from", "had", "has", "have", "he", "her", "his", "in",
    "is", "it", "its", "of", "on", "or", "said", "she", "that", "the", "their", "they", "this", "to", "told", "was",
    "were", "which", "who", "with",
})
"""Names are compared by the words that they have in common, these aside."""

WORD = re.compile(r"[\w']+")

SENTENCE_END = re.compile(r"""(?<=[.!?"”])\s+(?=["“A-Z])|\n+""")

PLAIN_SPEECH = frozenset({"report", "claim"})
"""Acts of a statement that are no messaging."""

FIGURES = {
    "figures": "F1 of figures found (same kind, spans overlap) whose low and high are both right",
    "figures with source": "the same, and whom the figure is attributed to is right too",
    "figures: one or many": "share of the figures found that are rightly of one happening, or a total over several",
    "incidents, main": "F1 of the happenings that a report is news of, by the words that name the act",
    "incidents, all": "the same with the background",
    "incidents right": "share of the main incidents that are found with type, day, country and actor all right",
    "type": "share of the main incidents found whose type is right",
    "day": "… whose day is right", "country": "… whose country is right",
    "actor": "… whose actor is right: one of those named, or none where nobody is",
    "acts": "F1 of acts of messaging (deny, accuse, threaten, …) with the right speaker",
}


def read(folder: Path, part: str) -> list[Case]:
    if part != "dev":
        raise FileNotFoundError(f"a {part} part")
    gold = {row["id"]: row for row in _lines(folder / "gold.jsonl")}
    return [
        Case(row["id"], row["text"], gold[row["id"]], row.get("published"), row.get("title"), row.get("outlet"))
        for row in _lines(folder / "articles.jsonl") if row["id"] in gold
    ]


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def answer(case: Case, dossier: Dossier) -> Answer:
    return dossier.to_dict()


def score(cases: Sequence[Case], answers: Mapping[str, Answer]) -> dict[str, Score]:
    hits: dict[str, Hits] = defaultdict(Hits)
    shares: dict[str, Share] = defaultdict(Share)
    for case in cases:
        dossier = _Dossier(case, answers.get(case.id) or {})
        _figures(dossier, hits, shares)
        _incidents(dossier, hits, shares)
        _acts(dossier, hits)
    return {figure: (hits[figure] if figure in hits else shares[figure]).score() for figure in FIGURES}


def words(*names: str | None) -> set[str]:
    return {word for name in names if name for word in WORD.findall(name.lower())} - FUNCTION_WORDS


def _span(value: Mapping[str, int]) -> Offsets:
    return value["start"], value["end"]


class _Dossier:
    """One answer beside what was marked by hand, with what leads from ids to things."""

    def __init__(self, case: Case, answer: Mapping[str, Any]) -> None:
        self.case, self.text, self.gold = case, case.text, case.gold
        self.figures, self.statements = answer.get("figures", []), answer.get("statements", [])
        self.incidents = answer.get("incidents", [])
        self.events = {event["id"]: event for event in answer.get("events", [])}
        self.parties = {party["id"]: party for party in answer.get("parties", [])}
        self.places = {place["id"]: place for place in answer.get("places", [])}
        self.by_id = {statement["id"]: statement for statement in self.statements}
        ends = [0, *(match.end() for match in SENTENCE_END.finditer(case.text)), len(case.text)]
        self.sentences = [(a, b) for a, b in pairwise(ends) if a < b]

    def quoted(self, passage: str, within: str | None = None) -> Offsets:
        """Where a passage stands: its first mention, or that in the sentence that it was quoted from."""
        start = self.text.index(within) + within.index(passage) if within else self.text.index(passage)
        return start, start + len(passage)

    def sentence(self, at: int) -> Offsets:
        return next((s for s in self.sentences if s[0] <= at < s[1]), (0, 0))

    def named(self, source: Mapping[str, Any]) -> set[str]:
        """The words for one link of a statement's chain of sources: as said, and as the party is named."""
        return words(source.get("text"), self.parties.get(source.get("party") or "", {}).get("name"))

    def said(self, span: Mapping[str, int] | None) -> str:
        return self.text[slice(*_span(span))] if span else ""


def _figures(dossier: _Dossier, hits: dict[str, Hits], shares: dict[str, Share]) -> None:
    wanted = [(dossier.quoted(figure["quote"], figure["sentence"]), figure) for figure in dossier.gold["figures"]]
    predicted = sorted(dossier.figures, key=lambda figure: figure["span"]["start"])
    pairs = greedy(
        (j, i) for j, given in enumerate(predicted) for i, (span, figure) in enumerate(wanted)
        if figure["kind"] == given["kind"] and overlap(span, _span(given["span"]))
    )
    value = both = 0
    for j, i in pairs:
        given, (_, figure) = predicted[j], wanted[i]
        right = (given["low"], given["high"]) == (figure["low"], figure["high"])
        value += right
        both += right and _same_source(dossier, given, figure["source"])
        shares["figures: one or many"].add(given["scope"] == figure["scope"])
    hits["figures"].add(value, len(predicted), len(wanted))
    hits["figures with source"].add(both, len(predicted), len(wanted))


def _same_source(dossier: _Dossier, figure: Mapping[str, Any], wanted: str | None) -> bool:
    """Gold without a source: the outlet itself says so. Else a word in common with the innermost source."""
    chain = dossier.by_id.get(figure["statement"] or "", {}).get("source")
    if not chain:
        return wanted is None
    named = dossier.named(chain[0])
    if wanted is None:
        return chain[0]["outlet"] is True or bool(named & words(dossier.case.outlet))
    return bool(named & words(wanted))


def _incidents(dossier: _Dossier, hits: dict[str, Hits], shares: dict[str, Share]) -> None:
    wanted = dossier.gold["incidents"]
    pairs = dict(_same_incidents(dossier, wanted))
    main = [i for i, incident in enumerate(wanted) if incident["main"]]
    hits["incidents, all"].add(len(pairs), len(dossier.incidents), len(wanted))
    said_main = sum(incident["main"] for incident in dossier.incidents)
    hits["incidents, main"].add(sum(i in pairs for i in main), said_main, len(main))
    for i in main:
        right = _fields(dossier, wanted[i], dossier.incidents[pairs[i]]) if i in pairs else None
        for field, is_right in (right or {}).items():
            shares[field].add(is_right)
        shares["incidents right"].add(right is not None and all(right.values()))


def _same_incidents(dossier: _Dossier, wanted: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Gold and predicted incidents, one to one: by a shared trigger, best with the type; else by sentence and type."""
    alike = []
    for i, incident in enumerate(wanted):
        trigger = dossier.quoted(incident["trigger"])
        sentence = dossier.sentence(trigger[0])
        for j, given in enumerate(dossier.incidents):
            same_type = given["type"] == incident["type"]
            triggers = [_span(dossier.events[key]["trigger"]) for key in given["events"] if key in dossier.events]
            if any(overlap(span, trigger) for span in triggers):
                alike.append((-3 - same_type, not given["main"], i, j))
            elif same_type and any(overlap(span, sentence) for span in triggers):
                alike.append((-2, not given["main"], i, j))
    return greedy((i, j) for *_, i, j in sorted(alike))


def _fields(dossier: _Dossier, wanted: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, bool]:
    """Which fields of an incident are right; day and country only where the gold has them."""
    right = {"type": given["type"] == wanted["type"], "actor": _same_actor(dossier, wanted, given)}
    if wanted["date"]:
        time = given["time"] or {}
        first, last = ((time.get(end) or "")[:10] for end in ("earliest", "latest"))
        right["day"] = first == wanted["date"] and last in (first, "")
    if wanted["country"]:
        right["country"] = dossier.places.get(given["place"] or "", {}).get("country") == wanted["country"]
    return right


def _same_actor(dossier: _Dossier, wanted: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    parties = [dossier.parties[actor["party"]] for actor in given["actors"] if actor["party"] in dossier.parties]
    named = words(*(party["name"] for party in parties))
    named |= words(*(dossier.said(span) for party in parties for span in party["spans"]))
    shared = bool(named & words(*wanted["actors"], *wanted["accused"]))
    return shared or not (wanted["actors"] or parties)


def _acts(dossier: _Dossier, hits: dict[str, Hits]) -> None:
    wanted = [(dossier.quoted(act["quote"]), act) for act in dossier.gold["acts"]]
    messaging = [statement for statement in dossier.statements if statement["act"] not in PLAIN_SPEECH]
    right = greedy(
        (j, i) for j, statement in enumerate(messaging) for i, (quote, act) in enumerate(wanted)
        if statement["act"] == act["act"] and _stands(dossier, statement, quote)
        and words(act["speaker"]) & set().union(*(dossier.named(source) for source in statement["source"]))
    )
    hits["acts"].add(len(right), len(messaging), len(wanted))


def _stands(dossier: _Dossier, statement: Mapping[str, Any], quote: Offsets) -> bool:
    """Whether a statement's words are among those quoted, or in the sentence that they begin in."""
    spans: Iterable[Mapping[str, int]] = [*statement["content"], *([statement["cue"]] if statement["cue"] else [])]
    sentence = dossier.sentence(quote[0])
    return any(overlap(_span(span), quote) or overlap(_span(span), sentence) for span in spans)


BENCHMARK = Benchmark(
    name="gold",
    corpus=Corpus(
        "69 reports on violent incidents, read by hand",
        "marked for this project: newswire of 1997 and 2005, and outlets of every side of the Syrian war (FA-KES)",
        "not passed on, since most of the texts belong to their outlets",
        "nowhere, but benchmarks/README.md says how to mark reports of your own",
        "gold-dev",
        "articles.jsonl, gold.jsonl",
    ),
    figures=FIGURES, read=read, answer=answer, score=score,
    not_run=(("peers", "no other tool gives these"),),
)
