"""Whether a figure is of one happening, or a total over several."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from reportedly import lexicon
from reportedly.extract.clause import Harm
from reportedly.extract.people import Count
from reportedly.model import Scope

PERFECT = frozenset({"have", "has", "had", "been"})
RELATIVES = frozenset({"which", "that", "when", "who"})
REACH = 22


@dataclass(frozen=True, slots=True)
class _Cues:
    phrases: tuple[str, ...]
    spans: frozenset[str]
    units: frozenset[str]
    whole: frozenset[str]
    whole_units: frozenset[str]
    wars: frozenset[str]
    within: frozenset[str]
    several: frozenset[str]
    several_have: frozenset[str]
    since: frozenset[str]
    barrages: frozenset[str]
    long: frozenset[str]
    lengths: frozenset[str]
    many: int
    many_displaced: int


@functools.cache
def _known() -> _Cues:
    data: dict[str, Any] = lexicon.load("harm")["cumulative"]
    sets = {name: frozenset(values) for name, values in data.items() if not isinstance(values, int) and name != "phrases"}
    return _Cues(phrases=tuple(f" {phrase} " for phrase in data["phrases"]), many=data["many"],
                 many_displaced=data["many_displaced"], **sets)


def scope_of(tokens: Sequence[Token], words: Sequence[str], sentence: tuple[int, int], count: Count, harm: Harm) -> Scope:
    """``cumulative`` where the words around say that the figure is summed over a stretch of time, a war or several attacks."""
    if count.low >= (_known().many_displaced if harm.kind == "displaced" else _known().many):
        return "cumulative"
    first = max(sentence[0], min(count.start, harm.token) - REACH)
    last = min(sentence[1], max(count.end, harm.token + 1) + REACH)
    if (_sums(words, first, last) or _since(tokens, words, first, last, max(count.start, harm.token)) or _in_a_war(words, first, last, harm)
            or _in_several(tokens, words, first, last, count, harm)):
        return "cumulative"
    return "incident"


def _sums(words: Sequence[str], first: int, last: int) -> bool:
    """ "In all", "so far this year", "in the past two years"."""
    known = _known()
    text = f" {' '.join(words[first:last])} "
    if any(phrase in text for phrase in known.phrases):
        return True
    for i in range(first, last - 1):
        if words[i] in known.spans and (
                not known.units.isdisjoint(words[i + 1:i + 4]) or (words[i] in known.whole and words[i + 1] in known.whole_units)):
            return True
    return False


def _since(tokens: Sequence[Token], words: Sequence[str], first: int, last: int, after: int) -> bool:
    """ "have been killed since 1989", "since the war began": not "the second since Sunday when another seven died"."""
    if not PERFECT.isdisjoint(words[max(first, after - 4):last]):
        after = next((i for i in range(after, first, -1) if words[i] in RELATIVES and words[i + 1] not in PERFECT), first)
    return any(words[i] in _known().since for i in range(after, last))


def _in_a_war(words: Sequence[str], first: int, last: int, harm: Harm) -> bool:
    """ "have died in the conflict", "a war that has killed"."""
    known = _known()
    for i in range(first, last):
        if words[i] in known.long and not known.lengths.isdisjoint(words[max(first, i - 5):i]) and "-" in words[max(first, i - 5):i]:
            return True
        if words[i] not in known.wars:
            continue
        if i < harm.token:
            between = words[i + 1:harm.token]
            if len(between) <= 12 and ("that" in between or "which" in between or not PERFECT.isdisjoint(between) or len(between) < 3):
                return True
        elif any(words[k] in known.within for k in range(max(harm.token, i - 6), i)):
            return True
    return False


def _in_several(tokens: Sequence[Token], words: Sequence[str], first: int, last: int, count: Count, harm: Harm) -> bool:
    """ "killed in the attacks", "in two blasts"; "attacks that have killed"."""
    known = _known()
    start = max(count.end, harm.token + 1)
    for i in range(start, min(start + 2, last)):
        if words[i] in ("in", "during", "by"):
            for k in range(i + 1, min(i + 5, last)):
                if words[k] in known.several:
                    return True
                if words[k] in known.barrages:
                    break
                if tokens[k].tag_ not in ("JJ", "CD", "DT", "NN", "NNP", "NNS", "HYPH", "VBN"):
                    break
    before = words[max(first, harm.token - 14):harm.token]
    return not {"have", "has"}.isdisjoint(before[-3:]) and not known.several_have.isdisjoint(before)
