"""The lexicon of harm, by word form."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportedly import lexicon
from reportedly.model import FigureKind


@dataclass(frozen=True, slots=True)
class HarmWords:
    """The lexicon of harm by word form (lower case)."""

    of_object: Mapping[str, FigureKind]
    of_subject: Mapping[str, FigureKind]
    participles: frozenset[str]
    states: Mapping[str, FigureKind]
    deeds: Mapping[str, FigureKind]
    sufferers: Mapping[str, FigureKind]
    particles: Mapping[str, Mapping[str, FigureKind]]
    light: frozenset[str]
    light_nouns: Mapping[str, FigureKind]
    loses: frozenset[str]
    toll: frozenset[str]
    toll_links: frozenset[str]
    tallies: frozenset[str]
    being: frozenset[str]
    brings_about: frozenset[str]
    modals: frozenset[str]
    not_happened: frozenset[str]
    negations: frozenset[str]
    raising: frozenset[str]
    opens_part: frozenset[str]
    chain: frozenset[str]
    adverbs: frozenset[str]
    auxiliaries: frozenset[str]
    stops: frozenset[str]
    taken_as: frozenset[str]
    turned: frozenset[str]
    have: frozenset[str]
    not_objects: frozenset[str]
    partitive_links: frozenset[str]
    joins: frozenset[str]
    additions: Sequence[tuple[str, ...]]
    conditions: frozenset[str]
    condition_nouns: frozenset[str]
    ended: frozenset[str]
    ended_nouns: frozenset[str]
    any: frozenset[str]
    taken: frozenset[str]


@functools.cache
def harm_words() -> HarmWords:
    """The lexicon, read once."""
    data: dict[str, Any] = lexicon.load("harm")
    irregular: dict[str, list[str]] = data["forms"]["irregular"]

    def forms(lemmas: Sequence[str]) -> frozenset[str]:
        return frozenset(form for lemma in lemmas for form in (lemma, *irregular.get(lemma, _inflected(lemma))))

    def by_form(table: Mapping[str, Sequence[str]]) -> dict[str, FigureKind]:
        return {form: kind for kind, lemmas in table.items() for form in forms(lemmas)}  # type: ignore[misc]

    def by_word(table: Mapping[str, Sequence[str]]) -> dict[str, FigureKind]:
        return {word: kind for kind, words in table.items() for word in words}  # type: ignore[misc]

    of_object, of_subject = by_form(data["object"]), by_form(data["subject"])
    states, deeds, sufferers = by_word(data["states"]), by_word(data["deeds"]), by_word(data["sufferers"])
    particles = {form: kinds for lemma, kinds in data["particles"].items() for form in (
        lemma, *irregular.get(lemma, _inflected(lemma)))}
    light_nouns = by_word({kind: data["light"][kind] for kind in ("killed", "injured", "displaced")})
    toll = frozenset(data["toll"]["nouns"])
    return HarmWords(
        of_object, of_subject, frozenset(form for form in of_object if form.endswith(("ed", "ain", "urt"))), states, deeds,
        sufferers, particles, forms(data["light"]["verbs"]), light_nouns, forms(data["light"]["loses"]), toll,
        frozenset(data["toll"]["links"]), frozenset(data["toll"]["tallies"]), frozenset(data["bridge"]["being"]),
        forms(data["brings_about"]["verbs"]), frozenset(data["not_happened"]["modals"]),
        forms(data["not_happened"]["heads"]), frozenset(data["not_happened"]["negations"]), forms(data["raising"]["verbs"]),
        frozenset(data["parts"]["opens"]), frozenset(data["chain"]["words"]), frozenset(data["bridge"]["adverbs"]),
        frozenset(data["bridge"]["auxiliaries"]), frozenset(data["bridge"]["stops"]),
        frozenset(data["bridge"]["taken"]), frozenset(data["bridge"]["turned"]), frozenset(data["bridge"]["have"]),
        frozenset(data["bridge"]["not_objects"]), frozenset(data["parts"]["links"]),
        frozenset(data["chain"]["last"]), [tuple(phrase.split()) for phrase in data["additions"]["phrases"]],
        frozenset(data["conditions"]["adjectives"]), frozenset(data["conditions"]["nouns"]), frozenset(data["ended"]["verbs"]),
        frozenset(data["ended"]["nouns"]),
        frozenset({*of_object, *of_subject, *states, *deeds, *sufferers, *particles, *light_nouns, *toll,
                   *data["conditions"]["nouns"],
                   *forms(data["light"]["loses"]), *forms(data["taken"]["verbs"])}), forms(data["taken"]["verbs"]))


def _inflected(lemma: str) -> tuple[str, ...]:
    """The regular forms of a verb."""
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith(("s", "sh", "ch", "x")):
        return lemma + "es", lemma + "ed", lemma + "ing"
    return lemma + "s", lemma + "ed", lemma + "ing"
