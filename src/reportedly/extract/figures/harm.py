"""What happened to the people counted, and by which word it is said.

The words next to a count speak first, the parse after them, then what stands further off and what is said of those
counted together with it. Where none does, it is no figure of harm.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from reportedly.extract.figures.clause import ADVERB, FINITE, Clause, Harm
from reportedly.extract.figures.either import of_either
from reportedly.extract.figures.harm_parse import by_parse, destroyed, of_part
from reportedly.extract.figures.people import Count
from reportedly.extract.figures.survival import few_survived, perished
from reportedly.model import FigureKind

DESCRIBING_TAGS = frozenset({"VBN", "JJ", "WP"})
LONGEST_GAP = 9
FEW = 10
LONGEST_LIST_JOINT = 3


def harms(clause: Clause, before: FigureKind | None = None) -> list[Harm | None]:
    """For each count, what happened to those people. ``before``: what happened to those of the sentence before."""
    found = [_own(clause, count) for count in clause.counts]
    _shared(clause, found)
    for k, count in enumerate(clause.counts):
        harm = found[k] or _by_name(clause, count)
        if harm is None and not count.whole:
            harm = _only_described(clause, k, found, before)
        found[k] = harm if harm is not None and _of_people(clause, count, harm) else None
    _wholes(clause, found)
    few_survived(clause, found)
    told = zip(clause.counts, found, strict=True)
    return [None if harm is not None and of_either(clause, count, harm) else harm for count, harm in told]


def _own(clause: Clause, count: Count) -> Harm | None:
    """What is said of a count itself; deaths, bodies and arrests are what they are, whatever is said of them."""
    word = clause.words[count.head]
    if (lost := perished(clause, count)) is not None:
        return lost
    if count.whole:
        return _described(clause, count) or _by_name(clause, count)
    if (word in clause.known.deeds or word in clause.known.by_name) and not count.article:
        return _by_name(clause, count)
    state = clause.known.states.get(word)
    if state is not None and count.number != count.head and count.end in clause.starting:  # "35 dead | dozens wounded"
        return Harm(state, count.head)
    if count.part and word in clause.known.sufferers:  # "six of the wounded", "killed three of the hostages"
        return clause.behind(count) or by_parse(clause, count) or _by_name(clause, count)
    if count.article and clause.has_own_predicate(count) and clause.behind(count) is None:
        return None
    if count.article and clause.of_kin(count):
        return None
    harm = clause.to_death(count) or clause.behind(count) or clause.in_front(count)
    if harm is not None:
        return harm
    if not (count.sure or count.number != count.head):
        return by_parse(clause, count) if _is_size(clause, count) else None
    if _added(clause, count):
        return None
    harm = clause.inside(count) or by_parse(clause, count) or destroyed(clause, count)
    return harm or (clause.further_on(count) if count.sure else None)


def _wholes(clause: Clause, found: list[Harm | None]) -> None:
    """Whose count a whole named by its harm is: "two of the 169 wounded were discharged" are 169; if they died, two.

    So of a whole told of behind its noun: "two of the 43 people hurt in the blast were discharged".
    """
    for k, (part, whole) in enumerate(itertools.pairwise(clause.counts)):
        told = found[k]
        if part.part and whole.noun and whole.head == part.head and told == found[k + 1] and told and told.token >= part.end:
            found[k] = of_part(clause, part, told)
        if not (part.part and whole.whole and not whole.noun and whole.end == part.head):
            continue
        kind = clause.known.sufferers.get(clause.words[part.head])
        own = found[k]
        if kind is None or (own is not None and own.token != part.head):
            found[k + 1] = None
            continue
        found[k + 1] = Harm(kind, part.head)
        if clause.has_own_predicate(part) and clause.copula(part) is None:
            found[k] = None


def _described(clause: Clause, count: Count) -> Harm | None:
    """What is said of a whole apart from its part: "one of the three men killed in", "two of the nine who died"."""
    if count.end < clause.last and clause.words[count.end] in clause.known.any | clause.known.who:
        return clause.behind(count) if clause.tokens[count.end].tag_ in DESCRIBING_TAGS else None
    return None


def _by_name(clause: Clause, count: Count) -> Harm | None:
    """Those whose very name says it, where nothing else is said of them: "five victims", "the 72 hostages"."""
    kind = clause.known.sufferers.get(clause.words[count.head])
    if kind is None or count.article or clause.is_released(count):
        return None
    if kind == "abducted" and (count.part or count.high is None):
        return None
    return Harm(kind, count.head)


def _only_described(
    clause: Clause, k: int, found: Sequence[Harm | None], before: FigureKind | None,
) -> Harm | None:
    """Those of whom it is only said who or how many they were: "nine people died; four were children", "put it at ten"."""
    count = clause.counts[k]
    verb = clause.copula(count)
    if verb is None:
        verb = clause.put_at(count)
    if verb is None or count.noun:
        return None
    earlier = next((harm for harm in reversed(found[:k]) if harm is not None), None)
    kind = earlier.kind if earlier is not None else before
    return Harm(kind, verb) if kind is not None else None


def _of_people(clause: Clause, count: Count, harm: Harm) -> bool:
    """Whether it happened to people: what is seized or missing may be things; who flees alone is a fugitive."""
    if harm.kind == "displaced" and count.high is not None and count.high < FEW:
        return not count.article and not clause.known.homes.isdisjoint(clause.words[clause.first:clause.last])
    if count.noun or clause.words[harm.token] not in clause.known.taken:
        return count.sure or not count.noun or harm.kind in ("killed", "injured")
    return False


def _shared(clause: Clause, found: list[Harm | None]) -> None:
    """What is said of one count is said of those counted with it: "two soldiers and all 14 rebels were killed"."""
    for order in (range(len(found)), range(len(found) - 1, -1, -1)):
        for k in order:
            count = clause.counts[k]
            if found[k] is not None or (count.noun and not count.sure) or count.whole:
                continue
            if order.step > 0:
                found[k] = _of_whole(clause, k, found)
            elif k + 1 < len(found) and found[k + 1] is not None and _joined(clause, count, clause.counts[k + 1]):
                found[k] = found[k + 1]


def _of_whole(clause: Clause, k: int, found: Sequence[Harm | None]) -> Harm | None:
    """From the count in front of it that it is joined to, or a part of, or an addition to."""
    count = clause.counts[k]
    if _added(clause, count):
        earlier = next((found[i] for i in range(k - 1, -1, -1) if found[i] is not None), None)
        return earlier or clause.last_verb(count.start)
    if not k or found[k - 1] is None:
        return None
    whole = clause.counts[k - 1]
    opener = clause.words[count.start - 1] if count.start else ""
    if count.part or (opener in clause.known.opens_part and _one_clause(clause, whole.end, count.start)):
        return found[k - 1]
    return found[k - 1] if _joined(clause, whole, count) and not clause.has_own_predicate(count) else None


def _is_size(clause: Clause, count: Count) -> bool:
    """Whether the number says how many those before it are: "killed a family of | four"."""
    before = clause.words[max(count.start - 2, clause.first):count.start]
    return before[1:] == ["of"] and before[0] in clause.known.sized


def _added(clause: Clause, count: Count) -> bool:
    return clause.ends_addition(count.start)


def _joined(clause: Clause, left: Count, right: Count) -> bool:
    """Whether two counts are members of one list: nothing between them but what belongs to the first, and "and"."""
    known, between = clause.known, clause.words[left.end:right.start]
    if right.whole:
        return False
    if len(between) <= LONGEST_LIST_JOINT and all(word in known.chain or word in known.opens_part for word in between):
        return True
    if not 0 < len(between) <= LONGEST_GAP or between[-1] not in known.joins:
        return False
    return "," not in between and known.stops.isdisjoint(between) and known.any.isdisjoint(between) and not any(
        token.tag_ in FINITE for token in clause.tokens[left.end:right.start])


def _one_clause(clause: Clause, start: int, end: int) -> bool:
    """Whether nothing but words of harm is said between."""
    known = clause.known
    return known.stops.isdisjoint(clause.words[start:end]) and not any(
        token.tag_ in FINITE and word not in known.auxiliaries and word not in known.any
        for token, word in zip(clause.tokens[start:end], clause.words[start:end], strict=True))


def happened(clause: Clause, harm: Harm) -> bool:
    """Whether it is told as something that has happened: not planned, threatened, feared to come or denied."""
    known, words = clause.known, clause.words
    j = harm.token - 1
    helped = False
    while j >= clause.first and (words[j] in known.auxiliaries or clause.tokens[j].tag_ == ADVERB):
        if words[j] in known.negations:
            return False
        helped = helped or words[j] in known.have
        if words[j] == "to":
            return helped or _brought_about(clause, j)
        j -= 1
    return j < clause.first or words[j] not in known.modals


def _brought_about(clause: Clause, to: int) -> bool:
    return any(clause.words[j] in clause.known.brings_about for j in range(max(clause.first, to - 7), to))
