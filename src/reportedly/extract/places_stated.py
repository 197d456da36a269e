"""Places that the text states by their nouns: "the Danar dam", "the village of Oruk", "Camp Bekal", "Lima's main market".

They are mostly in no gazetteer. What the text says of them is kept: their words, and the place that they lie in.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from reportedly import lexicon
from reportedly.extract.places_names import PLACE_LABELS, Mention, Parsed, Word, words_of

_LONGEST_RUN = 5
_INNER = frozenset({"of", "the", "de", "del", "la", "al", "el", "and", "s"})


@dataclass(slots=True)
class Stated:
    """Words ``first`` to ``last`` (inclusive) that are a place by their form. ``name_first`` to ``name_last``: its proper
    name alone. ``own``: the noun names a kind of its own ("X dam"), other than the place X."""

    first: int
    last: int
    name_first: int
    name_last: int
    kind: str
    own: bool
    abroad: bool = False


@functools.cache
def _nouns() -> dict[str, str]:
    nouns: dict[str, str] = lexicon.load("places")["facility"]
    return nouns | {n + "s": kind for n, kind in nouns.items()} | {n[:-1] + "ies": k for n, k in nouns.items() if n.endswith("y")}


def find_stated(words: list[Word], parsed: Parsed) -> list[Stated]:
    """All such places, left to right; they may overlap."""
    nouns = _nouns()
    leading, naming = words_of("stated.leading"), words_of("stated.naming")
    found = []
    for i, word in enumerate(words):
        if word.folded in nouns:
            found += _names_before(words, i, parsed)
            if i + 2 < len(words) and words[i + 1].folded in naming and words[i + 1].joined:
                found += _names_after(words, i + 2, nouns[word.folded])
        if word.folded in leading and word.capital and i + 1 < len(words) and words[i + 1].joined:
            last = _run_end(words, i + 1)
            if last is not None and not words[i + 1].folded.isdigit():
                found.append(Stated(i, last, i + 1, last, nouns.get(word.folded, "facility"), True))
    return found


def _names_before(words: list[Word], i: int, parsed: Parsed) -> list[Stated]:
    """ "Danar dam", "Bekal refugee camp", "Lima's main market", "the Danish ambassador's residence", "Oruk and Danar counties"."""
    noun = words[i]
    kind = _nouns()[noun.folded]
    if not (noun.joined or i and words[i - 1].owns):
        return []
    if noun.capital and i + 1 < len(words) and words[i + 1].joined and words[i + 1].capital and words[i + 1].folded not in _nouns():
        kind = "name"
    k = i - 1
    owned = False
    while k >= 0 and i - k <= 3 and not words[k].capital:
        if words[k].owns and noun.folded in words_of("stated.abroad"):
            owned = True
        elif words[k].folded not in words_of("stated.modifiers"):
            return []
        k -= 1
    if k < 0 or not words[k].capital or not (words[k + 1].joined or words[k].owns) or words[k].owns and kind != "facility":
        return []
    first = _trimmed(words, _run_start(words, k), k, parsed)
    if first is None and not (words[k].upper and noun.folded in words_of("stated.housed")):
        return []
    if first is None:
        first = k
    own = kind in ("facility", "district")
    abroad = owned or noun.folded in words_of("stated.abroad")
    found = [Stated(first, i if own or noun.capital else k, first, k, kind, own, abroad)]
    if noun.folded not in lexicon.load("places")["facility"] and first > 1 and words[first - 1].folded == "and":
        earlier = _trimmed(words, _run_start(words, first - 2), first - 2, parsed) if words[first - 2].capital else None
        if earlier is not None:
            found.append(Stated(earlier, first - 2, earlier, first - 2, kind, False))
    return found


def _trimmed(words: list[Word], first: int, last: int, parsed: Parsed) -> int | None:
    """The beginning of the run without words that are no part of a name; None: nothing is left."""
    never = words_of("words.never")
    while first <= last:
        word = words[first]
        if word.folded in _INNER or not word.capital:
            if word.folded in ("the", "of", "and", "s"):
                first += 1
                continue
            if first < last:
                return first
        if word.folded not in never and not (parsed.opens[first] and parsed.parts[first] != "PROPN"):
            return first
        first += 1
    return None


def _run_start(words: list[Word], k: int) -> int:
    """Where the capitalised run that ends at word ``k`` begins."""
    first = k
    while first > 0 and words[first].joined and k - first < _LONGEST_RUN and not words[first - 1].owns:
        before = words[first - 1]
        if before.capital or before.folded in ("al", "el", "de", "la"):
            first -= 1
        else:
            break
    return first


def _run_end(words: list[Word], i: int) -> int | None:
    """Where the capitalised run that begins at word ``i`` ends; None: it doesn't begin there."""
    if i >= len(words):
        return None
    last = None
    for k in range(i, min(i + _LONGEST_RUN, len(words))):
        if k > i and not words[k].joined:
            break
        if words[k].capital:
            last = k
            if words[k].owns:
                break
        elif words[k].folded not in ("al", "el", "ez", "az", "as", "ar", "ash", "de", "la") or words[k].owns:
            break
    return last


def _names_after(words: list[Word], i: int, kind: str) -> list[Stated]:
    """ "village of Oruk", "the villages of Oruk and Danar"."""
    found: list[Stated] = []
    while i < len(words) and len(found) < 6:
        last = _run_end(words, i)
        if last is None or words[i].folded in words_of("words.never") and last == i:
            break
        found.append(Stated(i, last, i, last, "city" if kind == "region" else kind, False))
        if last + 2 < len(words) and words[last + 1].folded == "and" and words[last + 2].capital:
            i = last + 2
        elif last + 1 < len(words) and not words[last + 1].joined and words[last + 1].capital and kind == "city":
            break
        else:
            break
    return found


def labelled_runs(words: list[Word], mentions: list[Mention], parsed: Parsed) -> list[Stated]:
    """Capitalised runs that the recogniser takes for places and that no gazetteer name covers, wherever they stand."""
    covered = {k for m in mentions for k in range(m.first, m.last + 1)}
    found = []
    for i, word in enumerate(words):
        if word.capital and parsed.labels[i] in PLACE_LABELS and i not in covered and not (i and word.joined and words[i - 1].capital):
            last = _run_end(words, i)
            if last is not None and word.folded not in words_of("words.never") and not covered & set(range(i, last + 1)):
                found.append(Stated(i, last, i, last, "unknown", False))
    return found


def unnamed_runs(words: list[Word], mentions: list[Mention], parsed: Parsed) -> list[Stated]:
    """Capitalised runs behind "in", "at", "near" that the recogniser takes for places, or the gazetteer has in far
    countries only, and that no accepted name covers."""
    covered = {k for m in mentions if m.accepted for k in range(m.first, m.last + 1)}
    far = {m.first for m in mentions if m.far}
    found: list[Stated] = []
    for i, word in enumerate(words):
        if not word.capital or i in covered or not i or not word.joined or words[i - 1].capital:
            continue
        before = words[i - 1].folded
        if before == "the" and i > 1:
            before = words[i - 2].folded
        if before not in words_of("words.locative") and before not in ("al", "el"):
            continue
        start = i
        if before in ("al", "el"):
            start = i - 1
            if start < 1 or words[start - 1].folded not in words_of("words.locative"):
                continue
        last = _run_end(words, i)
        if last is None or word.folded in words_of("words.never") or any(k in covered for k in range(i, last + 1)):
            continue
        if parsed.labels[i] in PLACE_LABELS or i in far:
            found.append(Stated(start, last, start, last, "unknown", False))
    return found
