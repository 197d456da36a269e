"""The lexicon of events, weapons and sides (``lexicon/events.toml``, ``lexicon/weapons.toml``), by word."""

from __future__ import annotations

import functools
from typing import Any, cast

from reportedly import lexicon
from reportedly.model import IncidentType, PartyKind


@functools.cache
def entries(kind: str) -> dict[str, list[dict[str, Any]]]:
    """The entries of the triggers of a kind, "verb" or "noun", by lemma."""
    by_lemma: dict[str, list[dict[str, Any]]] = {}
    for entry in lexicon.load("events")[kind]:
        for lemma in entry["lemmas"]:
            by_lemma.setdefault(lemma, []).append(entry)
    return by_lemma


@functools.cache
def lemmas_with(mark: str) -> frozenset[str]:
    """The verbs and nouns whose entries bear that mark ("harm", "natural")."""
    rows = [*lexicon.load("events")["verb"], *lexicon.load("events")["noun"]]
    return frozenset(lemma for row in rows if row.get(mark) for lemma in row["lemmas"])


@functools.cache
def words(table: str, key: str) -> frozenset[str]:
    """A list of ``events.toml``."""
    return frozenset(lexicon.load("events")[table].get(key, ()))


@functools.cache
def trigger_words() -> frozenset[str]:
    """Every word that may tell of an event."""
    return frozenset((*entries("verb"), *entries("noun"), *words("among", "nouns")))


@functools.cache
def sides() -> dict[str, PartyKind]:
    """Modifiers of an act that name its doer, with the kind of party that they are."""
    rows: dict[str, list[str]] = lexicon.load("events")["sides"]["modifiers"]
    return {word: cast(PartyKind, kind) for kind, words in rows.items() for word in words}


@functools.cache
def cue_types() -> dict[str, tuple[int, IncidentType]]:
    """The types that words beside an event give it, with their weight: the least wins."""
    found: dict[str, tuple[int, IncidentType]] = {}
    for weight, row in enumerate(lexicon.load("weapons")["type"]):
        for cue in (*row["cues"], *row["weapons"]):
            found.setdefault(cue, (weight, row["name"]))
    return found


@functools.cache
def modifier_types() -> dict[str, tuple[int, IncidentType]]:
    """As :func:`cue_types`, of words that are cues only before a noun ("air raid")."""
    rows = enumerate(lexicon.load("weapons")["type"])
    return {cue: (weight, row["name"]) for weight, row in rows for cue in row.get("modifiers", ())}


@functools.cache
def weapons() -> frozenset[str]:
    """Nouns for what an act of violence is done with."""
    return frozenset(kinds_of_weapons())


@functools.cache
def kinds_of_weapons() -> dict[str, str]:
    """The type of incident that each weapon makes."""
    return {weapon: row["name"] for row in lexicon.load("weapons")["type"] for weapon in row["weapons"]}


@functools.cache
def things(key: str) -> frozenset[str]:
    """A list of ``targets.toml``; "things": those of every kind."""
    if key == "things":
        return frozenset(kinds_of_things())
    return frozenset(lexicon.load("targets")["words"][key])


@functools.cache
def general_words() -> frozenset[str]:
    """Nouns that can mean any thing of a kind that was told before: "vehicle", "device"."""
    rows = [*lexicon.load("targets")["kind"], *lexicon.load("weapons")["type"]]
    return frozenset(word for row in rows for word in row.get("general", ()))


@functools.cache
def kinds_of_things() -> dict[str, str]:
    """The kind of each thing that is attacked: "building", "vehicle"."""
    rows = lexicon.load("targets")["kind"]
    return {word: row["name"] for row in rows for word in (*row["general"], *row["things"])}
