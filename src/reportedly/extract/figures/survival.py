"""Those who died, told by those who didn't: "none of the 14 survived", "only two of the 14 survived"."""

from __future__ import annotations

from reportedly.extract.figures.clause import FINITE, LONGEST_BRIDGE, Clause, Harm
from reportedly.extract.figures.people import Count
from reportedly.extract.figures.shares import is_none_of

APART = 2
"""The most words between a whole and its survivors: "of the 22 passengers, | only three survived"."""


def perished(clause: Clause, count: Count) -> Harm | None:
    """ "None of the 14 people on board survived", "no survivors among the nine crew", "the only survivor of the nine"."""
    known, words, before = clause.known, clause.words, count.start - 1
    if before > clause.first and words[before] in known.survivors_of and words[before - 1] in known.survivors:
        told = words[before - 2] if before - 1 > clause.first else ""
        if told in known.sole and count.low > 1 and (count.sure or not count.noun):
            return Harm("killed", before - 1, _less(count, 1, 1))
        return Harm("killed", before - 1) if told in known.no_survivors else None
    if not (count.whole and is_none_of(words[clause.first:count.start], count.start - clause.first)):
        return None
    verb = _survive(clause, count)
    return Harm("killed", verb) if verb is not None else None


def few_survived(clause: Clause, found: list[Harm | None]) -> None:
    """Gives the others of a whole to the words of its few survivors: "only two of the 14 passengers survived" are 12 dead."""
    for k, few in enumerate(clause.counts):
        whole = _whole(clause, k)
        if whole is None or few.high is None or clause.words[few.start] not in clause.known.few:
            continue
        verb = _survive(clause, few)
        if verb is not None and few.high < whole.low:
            found[k] = Harm("killed", verb, _less(whole, few.low, few.high))


def _whole(clause: Clause, k: int) -> Count | None:
    """Of whom the count is a part: "two of | the 14", "of | the 22 passengers, three"."""
    counts, words = clause.counts, clause.words
    few = counts[k]
    if few.part and few.sure and k + 1 < len(counts) and counts[k + 1].whole:
        return counts[k + 1]
    before = counts[k - 1] if k else None
    if before is None or few.noun or not before.sure or before.start == clause.first:
        return None
    apart = words[before.end:few.start]
    return before if words[before.start - 1] == "of" and len(apart) <= APART and apart[-1:] == [","] else None


def _survive(clause: Clause, count: Count) -> int | None:
    """Where it is said of those counted that they survive."""
    known, words = clause.known, clause.words
    for j in range(count.end, min(count.end + LONGEST_BRIDGE, clause.last)):
        if words[j] in known.survives:
            return j
        if words[j] in known.stops | known.negations or (clause.tokens[j].tag_ in FINITE and words[j] not in known.auxiliaries):
            return None
    return None


def _less(whole: Count, low: int, high: int) -> tuple[int, int | None]:
    return max(whole.low - high, 0), whole.high - low if whole.high is not None else None
