"""Whether a figure is of one happening, or a total over several."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from reportedly import lexicon
from reportedly.extract.figures.clause import Harm
from reportedly.extract.figures.people import Count
from reportedly.extract.figures.quantities import spans_years
from reportedly.extract.times.ranges import is_day, is_recent
from reportedly.model import FigureKind, Scope

MODIFIER_TAGS = frozenset({"JJ", "CD", "DT", "NN", "NNP", "NNS", "HYPH", "VBN"})
COMMON_TAGS = frozenset({"NN", "JJ", "DT", "IN", "VB", "VBG", "VBD", "VBZ", "TO", ","})
SUPERLATIVE = "JJS"
ORDINAL = "ORDINAL"
RELATIVE = "relcl"
MARK = "mark"
OF_PREPOSITION = "pobj"
WHEN = frozenset({"DATE", "TIME"})
RANK_REACH = 8
REACH = 22
PERFECT_REACH = 7


@dataclass(frozen=True, slots=True)
class _Cues:
    phrases: Mapping[str, Sequence[tuple[str, ...]]]
    """By their first words."""
    spans: frozenset[str]
    units: frozenset[str]
    whole: frozenset[str]
    through: frozenset[str]
    whole_units: frozenset[str]
    wars: frozenset[str]
    called_by_war: frozenset[str]
    within: frozenset[str]
    several: frozenset[str]
    at_once: frozenset[str]
    several_have: frozenset[str]
    since: frozenset[str]
    barrages: frozenset[str]
    relatives: frozenset[str]
    perfect: frozenset[str]
    long: frozenset[str]
    lengths: frozenset[str]
    many: Mapping[FigureKind, int]


@functools.cache
def _known() -> _Cues:
    data: dict[str, Any] = lexicon.load("harm")["cumulative"]
    sets = {name: frozenset(words) for name, words in data.items() if name != "phrases" and isinstance(words, list)}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in data["phrases"]:
        phrases.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
    return _Cues(phrases=phrases, many=data["many"], **sets)


def scope_of(
    tokens: Sequence[Token], words: Sequence[str], sentence: tuple[int, int], count: Count, harm: Harm,
) -> Scope:
    """``cumulative`` where the words around say that it is summed over a time, a war or several attacks."""
    known = _known()
    if count.low >= known.many[harm.kind]:
        return "cumulative"
    start, end = min(count.start, harm.token), max(count.end, harm.token + 1)
    first, last = max(sentence[0], start - REACH), min(sentence[1], end + REACH)
    summed = _is_sum(tokens, words, first, last) or _is_of_a_war(words, first, last, harm) or spans_years(words[first:last])
    if not any(is_recent(words, i) for i in (sentence[0], *range(start, last))):  # "killed six since Monday": one happening
        summed = summed or _opens_since(tokens, words, sentence[0], harm.token) or (
            _is_since(tokens, words, first, last, max(count.start, harm.token))) or (
            _is_of_several(tokens, words, first, last, count, harm))
    return "cumulative" if summed else "incident"


def are_exiles(count: Count, harm: Harm) -> bool:
    """Whether their name alone says that they fled, whatever it was from: "a camp for 3,000 refugees"."""
    return harm.kind == "displaced" and harm.token == count.head


def is_perfect(words: Sequence[str], start: int, end: int) -> bool:
    """Whether what is said between is told as of now: "200 | have died" this month, not "three | were killed"."""
    return any(word in lexicon.load("harm")["bridge"]["have"] for word in words[start:end])


def _is_sum(tokens: Sequence[Token], words: Sequence[str], first: int, last: int) -> bool:
    """ "In all", "so far this year", "in the past two years"; not "the deadliest attack this year"."""
    known = _known()
    return any(
        (any(tuple(words[i:min(i + len(phrase), last)]) == phrase for phrase in known.phrases.get(words[i], ()))
         or (words[i] in known.spans and (
             not known.units.isdisjoint(words[i + 1:min(i + 4, last)])
             or (words[i + 1:i + 2] and words[i + 1] in known.whole_units and _is_whole(words, i)))))
        and not _ranks(tokens[max(first, i - RANK_REACH):i])
        for i in range(first, last))


def _is_whole(words: Sequence[str], i: int) -> bool:
    """Whether what stands at ``i`` before "month" makes it a stretch up to now: "the past", "in the last"; not "last"."""
    known = _known()
    stretch = i > 1 and words[i - 1] == "the" and words[i - 2] in known.through and words[i + 2:i + 3] != ["of"]
    return words[i] in known.whole or stretch


def _ranks(before: Sequence[Token]) -> bool:
    """Whether a time only says among which others one happening stands out: "the third in the city this month"."""
    return any(
        (t.tag_ == SUPERLATIVE and t.nbor().lower_ != "of") or (t.ent_type_ == ORDINAL and t.nbor().ent_type_ not in WHEN)
        for t in before)


def _is_since(tokens: Sequence[Token], words: Sequence[str], first: int, last: int, after: int) -> bool:
    """ "Have been killed since 1989"; not "the second since Sunday", "the worst since 2011"."""
    known = _known()
    start = after
    if not known.perfect.isdisjoint(words[max(first, after - PERFECT_REACH):last]):
        start = next((i for i in range(after, first, -1) if words[i] in known.relatives
                      and words[i + 1] not in known.perfect), first)
    for i in range(start, last):
        clause = i < after and tokens[i].dep_ == MARK  # "arrested since gunmen abducted | 30 pupils"
        if words[i] in known.since and not clause and not any(token.tag_ == SUPERLATIVE for token in tokens[after:i]):
            return True
    return False


def _opens_since(tokens: Sequence[Token], words: Sequence[str], first: int, harm: int) -> bool:
    """ "Since January, villages have been shelled by the army, leaving 40 dead"."""
    known = _known()
    if words[first] not in known.since or tokens[harm].dep_ == RELATIVE:  # "since then ... one which killed"
        return False
    return any(words[i] in known.perfect for i in range(first + 1, harm))


def _is_of_a_war(words: Sequence[str], first: int, last: int, harm: Harm) -> bool:
    """ "have died in the conflict", "a war that has killed", "a 17-day offensive killed"."""
    known = _known()
    for i in range(first, last):
        before = words[max(first, i - 5):i]
        if words[i] in known.long and "-" in before and not known.lengths.isdisjoint(before):
            return True
        if words[i] not in known.wars or (i - 2 >= first and words[i - 1] == "of" and words[i - 2] in known.called_by_war):
            continue
        if i > harm.token:
            if not known.within.isdisjoint(words[max(harm.token, i - 6):i]):
                return True
        else:
            between = words[i + 1:harm.token]
            if len(between) < 3 or (len(between) <= 12 and not (
                    known.perfect.isdisjoint(between) and known.relatives.isdisjoint(between))):
                return True
    return False


def _is_of_several(
    tokens: Sequence[Token], words: Sequence[str], first: int, last: int, count: Count, harm: Harm,
) -> bool:
    """ "Killed in the attacks", "in two blasts"; "attacks that killed", not "the 2003 Riyadh attacks that killed"."""
    known = _known()
    start = max(count.end, harm.token + 1)
    for i in range(start, min(start + 2, last)):
        if words[i] not in known.within:
            continue
        for k in range(i + 1, min(i + 5, last)):
            if words[k] in known.several:
                return True
            if words[k] in known.barrages | known.at_once or tokens[k].tag_ not in MODIFIER_TAGS:
                break
    before = words[max(first, harm.token - 14):harm.token]
    if before[-1:] and before[-1] in known.relatives and before[-2:-1] and before[-2] in known.several:
        return all(token.tag_ in COMMON_TAGS for token in tokens[harm.token - 4:harm.token - 2])
    active = harm.token < count.start and not any(
        is_day(token.lower_) and _is_when(token, tokens[harm.token]) for token in tokens[first:last])
    return active and not known.perfect.isdisjoint(before[-3:]) and not known.several_have.isdisjoint(before)


def _is_when(day: Token, verb: Token) -> bool:
    """Whether the day is that of the deed or of the attacks: "attacks on | Sunday have | killed nine", not "said on Sunday"."""
    above = day.head.head if day.dep_ == OF_PREPOSITION else day.head
    return above.i == verb.i or above.lower_ in _known().several_have
