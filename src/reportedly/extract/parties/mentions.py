"""What a phrase that names a party is, and the lexicon of nouns that head such phrases."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import NamedTuple, cast

from reportedly import lexicon
from reportedly.model import PartyKind

ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "conj"))
ARMED_BODIES = frozenset(("armed group", "force"))
"""The kinds of bodies that bear arms."""
PLURAL_TAGS = frozenset(("NNS", "NNPS"))
PEOPLE = frozenset(("unnamed", "attackers", "crowds", "personnel", "fighters", "peoples"))
NOUN_LISTS = {
    "people": ("unnamed", "attackers", "fighters", "groups", "houses", "name_heads", "peoples", "organisations",
               "governments", "outlets", "crowds", "documents"),
    "forces": ("bodies", "heads", "personnel", "machines"),
}
"""The lists of nouns, in the order in which a noun is looked for."""


class Noun(NamedTuple):
    """What a noun says of the party that it heads: the list it stands in, and its singular."""

    category: str
    singular: str


@dataclass(slots=True)
class Mention:
    """A phrase, tokens ``start`` up to ``end``, that names a party.

    ``key`` is what all mentions of the party share, where the words alone tell it; ``noun`` the head noun's singular.
    ``member`` is a token of the mention that names what the party belongs to. ``same`` is the head of a mention in
    apposition, or of one in the same sentence printed before. ``noun_at`` is where the noun stands that it shares with the
    mention behind it. ``armed``: the words before the head say that it fights. ``acting`` is false for a country that is
    only where something is. ``core`` are the tokens of a known name, without what stands around it.
    """

    start: int
    end: int
    head: int
    kind: PartyKind
    name: str
    key: str | None = None
    noun: str | None = None
    category: str = ""
    country: str | None = None
    role: str | None = None
    member: int | None = None
    same: int | None = None
    noun_at: int | None = None
    plural: bool = False
    definite: bool = False
    counted: bool = False
    named: bool = False
    armed: bool = False
    acting: bool = True
    gender: str | None = None
    name_words: tuple[str, ...] = ()
    core: tuple[int, int] | None = None

    @property
    def human(self) -> bool:
        """Is it one person or more, not a body?"""
        return self.kind in ("person", "crowd") or self.category in PEOPLE


@functools.cache
def nouns() -> dict[str, Noun]:
    """Every noun of ``people.toml`` and ``forces.toml``, singular and plural, in small letters."""
    people = lexicon.load("people")
    table: dict[str, Noun] = {}
    lists = {name: lexicon.load(file)[name] for file, names in NOUN_LISTS.items() for name in names}
    for category, words in lists.items():
        for word in words:
            table.setdefault(word, Noun(category, word))
            table.setdefault(_plural(word), Noun(category, word))
            if word.endswith("y"):
                table.setdefault(word + "s", Noun(category, word))  # a possessive that lost its apostrophe
    for plural, singular in people["plurals"].items():
        table[plural] = Noun(table[singular].category if singular in table else "unnamed", singular)
    return table


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word[:-3] + "men" if word.endswith("man") else word + "s"


@functools.cache
def kinds() -> dict[str, PartyKind]:
    """The kind of party that each list of nouns stands for."""
    return cast(dict[str, PartyKind], lexicon.load("people")["kinds"])


@functools.cache
def branches() -> dict[str, str]:
    """The branch of the forces that a noun stands for."""
    return {noun: branch for branch, members in lexicon.load("forces")["branches"].items() for noun in members}


def coalition_key(country: str | None) -> str:
    """What all mentions of the coalition led by that country (ISO 3166-1 alpha-3) share; "": nobody says who leads it."""
    return f"force:{country}:coalition"


@functools.cache
def gender_of(noun: str) -> str | None:
    """The gender that a singular noun tells: "spokeswoman", "father"."""
    if noun.endswith("man"):
        return "female" if noun.endswith("woman") else "male"
    return next((gender for gender, words in lexicon.load("people")["genders"].items() if noun in words), None)
