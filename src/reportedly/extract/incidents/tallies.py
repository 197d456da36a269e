"""How many an incident hit: the counts that stand, each by itself or as one list, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from spacy.tokens import Doc, Token

from reportedly.extract.events.settings import tokens_of
from reportedly.extract.events.words import words
from reportedly.model import Figure, FigureKind, Tally, in_all

DETERMINER, CONJUNCTION = "DT", "CC"
PLACES = frozenset({"GPE", "LOC", "FAC"})
SHORTEST_BREAKDOWN = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of people: one figure, or those of one list ("a woman and her two sons"), which come to their sum."""

    figures: tuple[Figure, ...]

    @property
    def kind(self) -> FigureKind:
        """What happened to them."""
        return self.figures[0].kind

    @property
    def low(self) -> int:
        """The least that it can mean."""
        return in_all(self.figures)[0]

    @property
    def high(self) -> int | None:
        """The most; None: open."""
        return in_all(self.figures)[1]

    @property
    def top(self) -> int:
        """How wide it is beside others."""
        return self.high if self.high is not None else self.low + 1


def whole(doc: Doc, figures: Sequence[Figure]) -> tuple[Counted, ...]:
    """The counts that stand: not "two of them", "including a child", "a spokesman", "an earlier toll of nine"."""
    lists = (
        of for of in _lists(doc, figures) if not (_is_counted_elsewhere(doc, of[0]) or _is_among(doc, of[-1])))
    counts = [count for listed in lists for count in _apart(listed)]
    kept = tuple(c for c in counts if not (c.low == c.high == 1))
    kinds = {c.kind for c in kept}
    return kept + tuple(Counted((f,)) for f in figures if f.kind not in kinds)


def _apart(listed: list[Figure]) -> Iterator[Counted]:
    """A list as one count; but a whole apart from its breakdown: "15 people - ten civilians and five soldiers"."""
    if len(listed) >= SHORTEST_BREAKDOWN and listed[0].low == sum(f.low for f in listed[1:]):
        yield Counted((listed.pop(0),))
    yield Counted(tuple(listed))


def _lists(doc: Doc, figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures in order, those together that are members of one list."""
    listed: list[Figure] = []
    for figure in sorted(figures, key=lambda f: f.span):
        if listed and not _are_joined(doc, listed[-1], figure):
            yield listed
            listed = []
        listed.append(figure)
    if listed:
        yield listed


def _are_joined(doc: Doc, left: Figure, right: Figure) -> bool:
    """Whether the second goes on with a list: "two soldiers and a driver"; not "five in Aleppo and three in Homs"."""
    if (left.kind, left.statement) != (right.kind, right.statement) or left.span.end > right.span.start:
        return False
    first, second = tokens_of(doc, left.span), tokens_of(doc, right.span)
    if not first or not second or first[0].sent.start != second[0].sent.start:
        return False
    between = doc[first[-1].i + 1:second[0].i]
    if any(t.ent_type_ in PLACES for t in between):
        return False
    if len(between) == 1 and between[0].tag_ == CONJUNCTION:
        return True
    one, other = (doc[tokens[0].i:tokens[-1].i + 1].root for tokens in (first, second))
    return other in one.conjuncts or (other.head.i == one.i and len(between) == 1 and _goes_on(other))


def _goes_on(member: Token) -> bool:
    """Whether a parsed apposition is the next of a list: "two soldiers, a driver and a cook were hurt", with no comma behind."""
    end = member.right_edge.i + 1
    return member.dep_ == "appos" and bool(member.conjuncts) and end < len(member.doc) and not member.doc[end].is_punct


def _is_counted_elsewhere(doc: Doc, figure: Figure) -> bool:
    """Whether the words count some of those counted before, or a count that was replaced; not "among the 12 killed"."""
    tokens = tokens_of(doc, figure.span)
    if not tokens:
        return False
    of = next((t for t in tokens[1:4] if t.lower_ == "of"), None)
    whom = doc[of.i + 1].lower_ if of is not None and of.i + 1 < len(doc) else ""
    before = [doc[i].lower_ for i in range(max(0, tokens[0].i - 4), tokens[0].i)]
    among_all = tokens[0].tag_ == DETERMINER and before[-1:] != [] and before[-1] in _words("part_behind")
    part = whom in _words("part_of") or (not _words("part_before").isdisjoint(before[-2:]) and not among_all)
    replaced = not _words("superseded").isdisjoint(before) and not _words("tolls").isdisjoint(before)
    return part or replaced


def _is_among(doc: Doc, last: Figure) -> bool:
    """Whether those of a list that ends so are told to be some of others: "a nurse and two boys were among the dead"."""
    tokens = tokens_of(doc, last.span)
    behind = list(doc[tokens[-1].i + 1 : tokens[-1].i + 4]) if tokens else []
    return bool(behind) and behind[0].lemma_ == "be" and any(t.lower_ in _words("part_behind") for t in behind)


def _words(key: str) -> frozenset[str]:
    return words("identity", key)


def tallies(counts: Sequence[Counted]) -> tuple[Tally, ...]:
    """Low, best and high of each kind: the best is the count that most sources give, of equals the highest.

    Figures that count a part of another ("six, including two children") don't enter: the widest count of a source does.
    """
    found = []
    for kind in get_args(FigureKind):
        widest: dict[str | None, Counted] = {}
        for count in counts:
            by = count.figures[0].statement
            if count.kind == kind and (by not in widest or count.top >= widest[by].top):
                widest[by] = count
        if widest:
            given = list(widest.values())
            points = [c.high if c.high is not None and c.low == 0 else c.low for c in given]
            best = max(points, key=lambda p: (points.count(p), p))
            highs = [c.high for c in given]
            high = None if None in highs else max(h for h in highs if h is not None)
            names = tuple(f.id for c in given for f in c.figures)
            found.append(Tally(kind, min(c.low for c in given), best, high, names))
    return tuple(found)
