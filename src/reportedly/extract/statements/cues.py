"""The words that say that somebody says something, from ``lexicon/speech.toml``."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from reportedly import lexicon

STRUCTURES = frozenset({"quote", "clause", "whether", "to", "ing", "object", "as"})


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """What stands around a verb of saying: kinds of content and prepositions.

    ``hearer``: its object is who is told. ``paper``: only a document gives its object, "the poll shows a lead".
    """

    takes: frozenset[str]
    prepositions: frozenset[str]
    hearer: bool
    paper: bool


@dataclass(frozen=True, slots=True)
class NounFrame:
    """What follows a noun of saying; ``speaks``: the noun itself is all the source there is."""

    clause: bool
    infinitive: bool
    prepositions: frozenset[str]
    speaks: bool


@dataclass(frozen=True, slots=True)
class CountFrame:
    """How a verb gives a count: the nouns that may be its object (none: the verb alone gives it), the prepositions that lead
    to the number, and whether its subject must be such as speaks."""

    counts: frozenset[str]
    prepositions: frozenset[str]
    speaks: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """All of ``speech.toml``, ready to look up by lemma, and the light verbs and their nouns of ``acts.toml``."""

    verbs: dict[str, VerbFrame]
    nouns: dict[str, tuple[NounFrame, ...]]
    hearsay_passive: frozenset[str]
    hearsay_verbs: frozenset[str]
    hearsay_adverbs: frozenset[str]
    according: dict[str, tuple[tuple[str, ...], ...]]
    citing: frozenset[str]
    documents: frozenset[str]
    speakers: frozenset[str]
    asides: frozenset[str]
    listeners: frozenset[str]
    with_object: frozenset[str]
    contrast: frozenset[str]
    labels: frozenset[str]
    idioms: dict[str, frozenset[str]]
    goes_on: frozenset[str]
    signs: dict[str, frozenset[str]]
    light: dict[str, frozenset[str]]
    with_given: frozenset[str]
    counting: dict[str, CountFrame]
    tolls: frozenset[str]
    vague: frozenset[str]
    done: frozenset[str]
    later: frozenset[str]


@functools.cache
def cues() -> Cues:
    """The cues, read once a process."""
    table = lexicon.load("speech")
    verbs: dict[str, VerbFrame] = {}
    for group in table["verbs"]:
        for lemma in group["lemmas"].split():
            verbs[lemma] = _merged(verbs.get(lemma), _verb_frame(group))
    nouns: dict[str, tuple[NounFrame, ...]] = {}
    for group in table["nouns"]:
        for lemma in group["lemmas"].split():
            nouns[lemma] = (*nouns.get(lemma, ()), _noun_frame(group))
    light: dict[str, frozenset[str]] = {}
    for group in lexicon.load("acts")["light"]:
        nouns_of = _words(" ".join(group["nouns"].values()))
        for lemma in group["verbs"].split():
            light[lemma] = light.get(lemma, frozenset()) | nouns_of
    hearsay, attribution = table["hearsay"], table["attribution"]
    according: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in attribution["according"]:
        first, *rest = phrase.split()
        according[first] = (*according.get(first, ()), (first, *rest))
    return Cues(
        verbs, nouns, _words(hearsay["passive"]), _words(hearsay["verbs"]), _words(hearsay["adverbs"]), according,
        _words(attribution["citing"]), _words(attribution["documents"]), _words(attribution["speakers"]),
        _words(attribution["asides"]), _words(attribution["listeners"]),
        _words(attribution["with_object"]), _words(attribution["contrast"]), _words(attribution["labels"]),
        {lemma: _words(objects) for lemma, objects in table["idioms"].items()},
        _words(table["goes_on"]["lemmas"]),
        {lemma: _words(subjects) for lemma, subjects in table["signs"].items()}, light,
        _words(attribution["with_given"]), _counting(table["counting"]), _words(table["tolls"]["nouns"]),
        frozenset(lexicon.load("quantities")["vague"]), _words(table["done"]["passive"]), _words(table["later"]["adverbs"]))


def _counting(rows: list[dict[str, Any]]) -> dict[str, CountFrame]:
    return {
        lemma: CountFrame(_words(row.get("counts", "")), _words(row.get("prepositions", "")), row.get("speaks", False))
        for row in rows for lemma in row["lemmas"].split()}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _verb_frame(group: dict[str, Any]) -> VerbFrame:
    takes = frozenset(group["takes"])
    return VerbFrame(takes & STRUCTURES, takes - STRUCTURES | takes & {"to"}, group.get("hearer", False),
                     group.get("paper", False))


def _merged(known: VerbFrame | None, frame: VerbFrame) -> VerbFrame:
    if known is None:
        return frame
    return VerbFrame(known.takes | frame.takes, known.prepositions | frame.prepositions, known.hearer or frame.hearer,
                     known.paper or frame.paper)


def _noun_frame(group: dict[str, Any]) -> NounFrame:
    takes = frozenset(group["takes"])
    return NounFrame("clause" in takes, "to" in takes, takes - {"clause", "to"}, group.get("speaks", False))
