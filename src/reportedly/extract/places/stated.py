"""Places that the text states by their nouns: "the Danar dam", "the village of Oruk", "Camp Bekal", "Oruk's market".

They are mostly in no gazetteer. What the text says of them is kept: their words, and the place that they lie in.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from reportedly import lexicon
from reportedly.extract.places.names import PLACE_LABELS, Mention, Parsed, Word, words_of

_LONGEST_RUN = 5
_MOST_MODIFIERS = 2
_OWN_KINDS = frozenset({"facility", "district"})
NAME_ONLY = "name"
"""The kind of what is no place, but shows that the name in it is one: "the Danar County Council"."""


@dataclass(slots=True)
class Stated:
    """Words ``first`` to ``last`` (inclusive) that are a place by their form.

    ``name_first`` to ``name_last`` is its proper name alone. ``own``: it is another place than the one of that name
    ("the Danar dam"). ``abroad``: an adjective in it doesn't say where it is ("the Danish embassy").
    """

    first: int
    last: int
    name_first: int
    name_last: int
    kind: str
    own: bool
    abroad: bool = False


@functools.cache
def place_nouns() -> dict[str, str]:
    """The nouns that make a place of a name, singular and plural, with the kind of place."""
    nouns: dict[str, str] = lexicon.load("places")["facility"]
    plurals = {n[:-1] + "ies" if n.endswith("y") and n[-2] not in "aeiou" else n + "s": k for n, k in nouns.items()}
    return nouns | plurals


def find_stated(words: list[Word], parsed: Parsed) -> list[Stated]:
    """All such places, left to right; they may overlap."""
    nouns = place_nouns()
    leading, naming = words_of("stated.leading"), words_of("stated.naming")
    found: list[Stated] = []
    for i, word in enumerate(words):
        follows = i + 1 < len(words) and words[i + 1].joined
        if word.folded in nouns:
            found += _names_before(words, i, parsed)
            kind = "city" if word.folded in words_of("stated.called_after") else nouns[word.folded]
            if follows and words[i + 1].folded in naming and kind != "facility":
                found += _names_after(words, i + 2, kind)
        if follows and word.capital and word.folded in leading:
            last = _run_end(words, i + 1)
            if last is not None:
                found.append(Stated(i, last, i + 1, last, nouns.get(word.folded, "facility"), True))
    return found


def _names_before(words: list[Word], i: int, parsed: Parsed) -> list[Stated]:
    """ "Danar dam", "Oruk's main market", "the Danish ambassador's residence", "Oruk and Danar counties"."""
    noun = words[i]
    k, whose = _name_end(words, i)
    if k is None:
        return []
    kind = place_nouns()[noun.folded]
    behind = words[i + 1] if i + 1 < len(words) else None
    if noun.capital and behind and behind.joined and behind.capital and behind.folded not in place_nouns():
        kind = NAME_ONLY
    person = noun.capital and parsed.labels[i] == parsed.labels[k] == "PERSON"
    if person or (words[k].owns and kind != "facility") or _is_named_behind(words, i):
        return []
    first = _trimmed(words, _run_start(words, k), k, parsed)
    if first is None:
        if not (words[k].upper and noun.folded in words_of("stated.housed")):
            return []
        first = k
    own = kind in _OWN_KINDS
    abroad = whose or noun.folded in words_of("stated.abroad")
    found = [Stated(first, i if own or noun.capital else k, first, k, kind, own, abroad)]
    if noun.folded not in lexicon.load("places")["facility"]:
        found += _also_named(words, first, kind, parsed)
    return found


def _is_named_behind(words: list[Word], i: int) -> bool:
    """Whether the noun for a town has its name behind it: "the Fulani hamlet of Oruk" is not Fulani."""
    if words[i].capital or place_nouns()[words[i].folded] != "city" or i + 2 >= len(words):
        return False
    return words[i + 1].folded == "of" and words[i + 2].capital and words[i + 2].folded not in words_of("words.never")


def _name_end(words: list[Word], i: int) -> tuple[int | None, bool]:
    """The last word of the name before the noun ``i`` and its modifiers, and whether a person stands between."""
    k, whose = i, False
    while i - k <= _MOST_MODIFIERS:
        if not (words[k].joined or (k and words[k - 1].owns)):
            return None, whose
        k -= 1
        if words[k].capital:
            return k, whose
        if words[k].owns and words[i].folded in words_of("stated.abroad"):
            whose = True
        elif words[k].folded not in words_of("stated.modifiers"):
            return None, whose
    return None, whose


def _also_named(words: list[Word], first: int, kind: str, parsed: Parsed) -> Iterator[Stated]:
    """The other name of "Oruk and Danar counties"."""
    last = first - 2
    if last >= 0 and words[first - 1].folded == "and" and words[last].capital:
        start = _trimmed(words, _run_start(words, last), last, parsed)
        if start is not None:
            yield Stated(start, last, start, last, kind, False)


def _trimmed(words: list[Word], first: int, last: int, parsed: Parsed) -> int | None:
    """The beginning of the run without words that are no part of a name; None: nothing is left."""
    for i in range(first, last + 1):
        word = words[i]
        if word.folded in words_of("stated.edges"):
            continue
        if i < last and (not word.capital or word.folded in words_of("stated.openers")):
            return i
        if word.folded not in words_of("words.never") and not (parsed.opens[i] and parsed.parts[i] != "PROPN"):
            return i
    return None


def _run_start(words: list[Word], k: int) -> int:
    """Where the capitalised run that ends at word ``k`` begins."""
    first = k
    while first > 0 and words[first].joined and k - first < _LONGEST_RUN and (
            words[first - 1].capital or words[first - 1].folded in words_of("stated.particles")):
        first -= 1
    return first


def _run_end(words: list[Word], i: int) -> int | None:
    """Where the capitalised run that begins at word ``i`` ends; None: it doesn't begin there."""
    last = None
    for k in range(i, min(i + _LONGEST_RUN, len(words))):
        if k > i and not words[k].joined:
            break
        if words[k].capital:
            last = k
        elif words[k].folded not in words_of("stated.particles"):
            break
    return last


def _names_after(words: list[Word], i: int, kind: str) -> list[Stated]:
    """ "village of Oruk", "the villages of Oruk and Danar"."""
    found: list[Stated] = []
    while True:
        last = _run_end(words, i)
        if last is None or (last == i and words[i].folded in words_of("words.never")):
            return found
        found.append(Stated(i, last, i, last, "city" if kind == "region" else kind, False))
        if last + 1 >= len(words) or words[last + 1].folded != "and":
            return found
        i = last + 2


def labelled_runs(words: list[Word], accepted: list[Mention], parsed: Parsed) -> list[Stated]:
    """Capitalised runs that the recogniser takes for places and that no accepted name covers, wherever they stand."""
    covered = {k for m in accepted for k in range(m.first, m.last + 1)}
    return [run for i in range(len(words)) if parsed.labels[i] in PLACE_LABELS
            for run in _run_at(words, i, i, covered)]


def led_runs(words: list[Word], accepted: list[Mention], parsed: Parsed) -> list[Stated]:
    """Capitalised runs behind a word that leads to places, whatever the recogniser took them for."""
    covered = {k for m in accepted for k in range(m.first, m.last + 1)}
    found: list[Stated] = []
    for i in range(1, len(words)):
        before = words[i - 1].folded
        if before in words_of("words.locative") or (
                before in words_of("words.weak_locative") and parsed.labels[i] != "PERSON"):
            found += _run_at(words, i, i, covered)
    return found


def located_runs(words: list[Word], mentions: list[Mention], parsed: Parsed) -> list[Stated]:
    """Capitalised runs behind "in", "at", "near" that the recogniser takes for places, or the gazetteer has in far
    countries only, and that no accepted name covers."""
    covered = {k for m in mentions if m.accepted for k in range(m.first, m.last + 1)}
    far = {m.first for m in mentions if m.far}
    found: list[Stated] = []
    for i in range(1, len(words)):
        if parsed.labels[i] not in PLACE_LABELS and i not in far:
            continue
        start = i - 1 if words[i - 1].folded in words_of("stated.particles") and not words[i - 1].capital else i
        before = start - 1 if start > 1 and words[start - 1].folded == "the" else start
        if before and words[before - 1].folded in words_of("words.locative") and words[start].joined:
            found += _run_at(words, start, i, covered)
    return found


def _run_at(words: list[Word], start: int, i: int, covered: set[int]) -> Iterator[Stated]:
    """The run of capitalised words from ``i``, with a small word from ``start``, if a run begins there."""
    word = words[i]
    if word.capital and word.folded not in words_of("words.never") and not (
            word.joined and words[i - 1].capital and i - 1 not in covered):
        last = _run_end(words, i)
        if last is not None and covered.isdisjoint(range(i, last + 1)) and (last > i or len(word.folded) > 2):
            yield Stated(start, last, start, last, "unknown", False)
