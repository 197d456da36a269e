"""Counts that two kinds of harm share, nobody says how many each: "30 people were killed and wounded"."""

from __future__ import annotations

from reportedly.extract.figures.clause import ADVERB, NOUN_TAGS, Clause, Harm
from reportedly.extract.figures.people import Count
from reportedly.model import FigureKind

TOGETHER: frozenset[FigureKind] = frozenset({"killed", "injured", "missing", "displaced"})
"""Kinds of which "and" adds up those of each; who is "abducted and killed" is both."""


def of_either(clause: Clause, count: Count, harm: Harm) -> bool:
    """Whether the count is of two kinds of harm together: "killed or captured 30 men", "40 people dead and wounded"."""
    if harm.amount is not None:
        return False
    if count.end <= harm.token:
        return _follows(clause, harm)
    return harm.token < count.start and (_goes_before(clause, harm) or _follows(clause, harm))


def _follows(clause: Clause, harm: Harm) -> bool:
    """Whether another kind stands behind: "were killed and | injured in"; not "killed and 12 hurt", "killed and hurt men"."""
    j = _past_joint(clause, harm.token + 1, 1)
    if j is None or not _is_other(clause, harm, clause.words[harm.token + 1], j):
        return False
    behind = j + 1
    if behind >= clause.last:
        return True
    return behind not in clause.starting and clause.words[behind] not in clause.known.being and (
        clause.tokens[behind].tag_ not in NOUN_TAGS)


def _goes_before(clause: Clause, harm: Harm) -> bool:
    """Whether another kind stands before: "killed and | wounded 30"; not "five were killed and wounded 30"."""
    j = _past_joint(clause, harm.token - 1, -1)
    if j is None or j < clause.first:
        return False
    joint = next(w for w in clause.words[j + 1:harm.token] if w in clause.known.joins)
    return _is_other(clause, harm, joint, j) and not (
        j > clause.first and (clause.words[j - 1] in clause.known.auxiliaries or j in clause.ending))


def _past_joint(clause: Clause, j: int, step: int) -> int | None:
    """The word on the other side of "and", "or" at ``j``, past adverbs: "and | seriously | wounded"."""
    found = False
    while clause.first <= j < clause.last:
        if clause.words[j] in clause.known.joins and not found:
            found = True
        elif clause.tokens[j].tag_ != ADVERB:
            return j if found else None
        j += step
    return None


def _is_other(clause: Clause, harm: Harm, joint: str, j: int) -> bool:
    """Whether the word at ``j`` says another kind of harm that such a joint adds."""
    known, word = clause.known, clause.words[j]
    kind = known.of_object.get(word) or known.states.get(word) or known.of_subject.get(word)
    if kind is None or kind == harm.kind:
        return False
    return joint in known.either or {kind, harm.kind} <= TOGETHER
