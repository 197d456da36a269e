"""The lexicon of harm, by word form."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportedly import lexicon
from reportedly.model import FigureKind


@dataclass(frozen=True, slots=True)
class HarmWords:
    """The lexicon of harm by word form (lower case); ``lexicon/harm.toml`` says what each table is for."""

    any: frozenset[str]
    """All words that can say it: a sentence with none of them has no figure."""
    fatal: frozenset[str]
    of_object: Mapping[str, FigureKind]
    of_subject: Mapping[str, FigureKind]
    participles: frozenset[str]
    taken: frozenset[str]
    particles: Mapping[str, Mapping[str, FigureKind]]
    to_death: frozenset[str]
    kin: frozenset[str]
    states: Mapping[str, FigureKind]
    deeds: Mapping[str, FigureKind]
    lives: frozenset[str]
    ends_lives: frozenset[str]
    sufferers: Mapping[str, FigureKind]
    by_name: frozenset[str]
    survives: frozenset[str]
    survivors: frozenset[str]
    no_survivors: frozenset[str]
    survivors_of: frozenset[str]
    few: frozenset[str]
    sole: frozenset[str]
    destroys: frozenset[str]
    sized: frozenset[str]
    light: frozenset[str]
    light_nouns: Mapping[str, FigureKind]
    loses: frozenset[str]
    toll: frozenset[str]
    toll_links: frozenset[str]
    tallies: frozenset[str]
    puts: frozenset[str]
    put_links: frozenset[str]
    conditions: frozenset[str]
    condition_nouns: frozenset[str]
    brings_about: frozenset[str]
    homes: frozenset[str]
    raising: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    ended: frozenset[str]
    ended_nouns: frozenset[str]
    opens_part: frozenset[str]
    inside_part: frozenset[str]
    includes: frozenset[str]
    some: frozenset[str]
    partitive_links: frozenset[str]
    chain: frozenset[str]
    joins: frozenset[str]
    either: frozenset[str]
    additions: Sequence[tuple[str, ...]]
    adverbs: frozenset[str]
    auxiliaries: frozenset[str]
    being: frozenset[str]
    have: frozenset[str]
    taken_as: frozenset[str]
    turned: frozenset[str]
    who: frozenset[str]
    singular: frozenset[str]
    not_objects: frozenset[str]
    stops: frozenset[str]
    subordinators: frozenset[str]


@functools.cache
def harm_words() -> HarmWords:
    """The lexicon, read once."""
    data: dict[str, Any] = lexicon.load("harm")
    irregular: dict[str, list[str]] = data["forms"]["irregular"]

    def forms(lemmas: Iterable[str]) -> frozenset[str]:
        return frozenset(form for lemma in lemmas for form in (lemma, *irregular.get(lemma, _inflected(lemma))))

    def by_form(table: Mapping[FigureKind, Sequence[str]]) -> dict[str, FigureKind]:
        return {form: kind for kind, lemmas in table.items() for form in forms(lemmas)}

    def by_word(table: Mapping[FigureKind, Sequence[str]]) -> dict[str, FigureKind]:
        return {word: kind for kind, words in table.items() for word in words}

    of_object, of_subject = by_form(data["object"]), by_form(data["subject"])
    states, deeds, sufferers = by_word(data["states"]), by_word(data["deeds"]), by_word(data["sufferers"])
    particles = {form: kinds for lemma, kinds in data["particles"].items() for form in forms([lemma])}
    light, toll, bridge, parts = data["light"], data["toll"], data["bridge"], data["parts"]
    light_nouns, loses = by_word(light["nouns"]), forms(light["loses"])
    taken = forms(data["taken"]["verbs"]).union(data["taken"]["states"])
    survival: dict[str, list[str]] = data["survival"]
    people = lexicon.load("people")
    kin = people["kin"]
    plurals = (plural for plural, noun in people["plurals"].items() if noun in kin)
    irregular_participles = frozenset(data["forms"]["participles"])
    return HarmWords(
        any=frozenset({
            *of_object, *of_subject, *states, *deeds, *sufferers, *particles, *light_nouns, *loses, *taken,
            *toll["nouns"], *data["conditions"]["nouns"], *data["fatal"]["adverbs"]}),
        fatal=frozenset(data["fatal"]["adverbs"]),
        of_object=of_object, of_subject=of_subject,
        participles=frozenset(form for form in of_object if form.endswith("ed") or form in irregular_participles),
        taken=taken, particles=particles, to_death=forms(data["to_death"]["verbs"]),
        kin=frozenset((*kin, *(noun + "s" for noun in kin), *plurals)), states=states, deeds=deeds,
        lives=frozenset(data["lives"]["words"]), ends_lives=forms(data["lives"]["verbs"]), sufferers=sufferers,
        by_name=frozenset(data["by_name"]["words"]),
        survives=forms(survival["survives"]), destroys=forms(data["destroyed"]["verbs"]),
        sized=frozenset(lexicon.load("status")["collectives"]["words"]),
        **{name: frozenset(survival[name]) for name in ("survivors", "no_survivors", "survivors_of", "few", "sole")},
        light=forms(light["verbs"]), light_nouns=light_nouns, loses=loses,
        toll=frozenset(toll["nouns"]), toll_links=frozenset(toll["links"]), tallies=frozenset(toll["tallies"]),
        puts=forms(data["put"]["verbs"]), put_links=frozenset(data["put"]["links"]),
        conditions=frozenset(data["conditions"]["adjectives"]), condition_nouns=frozenset(data["conditions"]["nouns"]),
        homes=frozenset(data["homes"]["words"]), brings_about=forms(data["brings_about"]["verbs"]),
        raising=forms(data["raising"]["verbs"]),
        modals=frozenset(data["not_happened"]["modals"]), negations=frozenset(data["not_happened"]["negations"]),
        ended=frozenset(data["ended"]["verbs"]), ended_nouns=frozenset(data["ended"]["nouns"]),
        opens_part=frozenset(parts["opens"]), inside_part=frozenset(parts["inside"]),
        includes=frozenset(parts["includes"]), some=frozenset(parts["some"]),
        partitive_links=frozenset(parts["links"]),
        chain=frozenset(data["chain"]["words"]), joins=frozenset(data["chain"]["last"]),
        either=frozenset(data["chain"]["either"]),
        additions=[tuple(phrase.split()) for phrase in data["additions"]["phrases"]],
        **{name: frozenset(words) for name, words in bridge.items()})


def _inflected(lemma: str) -> tuple[str, ...]:
    """The regular forms of a verb."""
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith(("s", "sh", "ch", "x")):
        return lemma + "es", lemma + "ed", lemma + "ing"
    return lemma + "s", lemma + "ed", lemma + "ing"
