"""Counts of people killed, injured, missing, abducted, arrested, displaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from reportedly.extract.figures.clause import Clause, Harm
from reportedly.extract.figures.harm import happened, harms
from reportedly.extract.figures.harm_words import harm_words
from reportedly.extract.figures.people import Count, find_counts, status_of
from reportedly.extract.figures.scope import scope_of
from reportedly.extract.figures.voice import ACTS_ON_FACTS, Antecedent, antecedent
from reportedly.extract.parties import Parties
from reportedly.model import Document, Event, Figure, FigureKind, Scope, Span, Statement, Status

UNKNOWN: Status = "unknown"

SAME_TOTAL = 5
"""The tokens between two figures summed over the same: "killed 280,000 people and displaced millions"."""


def find_figures(
    doc: Doc, document: Document, parties: Parties, statements: Sequence[Statement], events: Sequence[Event],
) -> tuple[Figure, ...]:
    """The figures of a report, in order; the headline's are left out. ``incident`` is filled in by a later stage.

    A figure's ``statement`` is the innermost one whose content it stands in, its ``event`` the one whose trigger is
    nearest to the word of harm in the same sentence.
    """
    tokens = [token for token in doc if not token.is_space]
    words = [token.lower_ for token in tokens]
    known = harm_words().any | harm_words().survives | harm_words().survivors | harm_words().destroys
    at: dict[int, int] = {}
    found: dict[int, Figure] = {}
    kind: FigureKind | None = None
    for first, last in _sentences(tokens):
        counts = []
        if kind is not None or not known.isdisjoint(words[first:last]):
            counts = find_counts(tokens, words, (first, last))
            counts = [
                count
                for count in counts
                if not (_in_headline(tokens[count.start].idx, document) or _is_named(count, tokens))
            ]
        before, kind = kind, None
        if not counts:
            continue
        at.update((tokens[i].i, i) for i in range(first, last))
        for figure in _figures(Clause(tokens, words, at, (first, last), counts), before, statements, events):
            found.setdefault(figure.span.start, figure)
            kind = figure.kind
    return tuple(found[start] for start in sorted(found))


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends in ``tokens``: the parse's, but none begins in lower case in mid-line."""
    first = 0
    for i, token in enumerate(tokens):
        if i and token.is_sent_start and not _runs_on(tokens[i - 1], token):
            yield first, i
            first = i
    if tokens:
        yield first, len(tokens)


def _runs_on(before: Token, token: Token) -> bool:
    return token.is_lower and not before.is_punct and before.i + 1 == token.i


def _is_named(count: Count, tokens: Sequence[Token]) -> bool:
    """Whether the words bring in one person by name: "a spokesman, Karim Aydin" counts nobody."""
    noun = tokens[count.head]
    return count.article and any(t.dep_ == "appos" and t.ent_type_ == "PERSON" for t in noun.subtree)


def _speaks(clause: Clause, count: Count, harm: Harm, statements: Sequence[Statement]) -> bool:
    """Whether "a doctor" is who tells of those hit in the list before, not himself "a wounded doctor"."""
    at = clause.tokens[count.start].idx
    voices = (link.span for s in statements for link in s.source if link.span)
    return count.article and harm.token < count.start and any(voice.start == at for voice in voices)


def _in_headline(offset: int, document: Document) -> bool:
    headline = document.title_span
    return headline is not None and headline.start <= offset < headline.end


def _figures(
    clause: Clause, before: FigureKind | None, statements: Sequence[Statement], events: Sequence[Event],
) -> Iterator[Figure]:
    """The figures of a sentence; ``before``: the kind of the last figure of the sentence before, if it had one."""
    scope: Scope = "incident"
    end, people = -SAME_TOTAL - 1, None
    for count, harm in zip(clause.counts, harms(clause, before), strict=True):
        if harm is None or not happened(clause, harm) or _speaks(clause, count, harm, statements):
            continue
        if scope != "cumulative" or count.start - end > SAME_TOTAL:
            scope = scope_of(clause.tokens, clause.words, (clause.first, clause.last), count, harm)
        end, people = count.end, count if count.noun else people if count.part else None
        yield _figure(clause, count, people, harm, scope, statements, events)


def _figure(
    clause: Clause, count: Count, people: Count | None, harm: Harm, scope: Scope, statements: Sequence[Statement],
    events: Sequence[Event],
) -> Figure:
    """``people``: the count whose noun says who they are: the count itself, or that which "of them" looks back to."""
    tokens, words = clause.tokens, clause.words
    last = tokens[count.end - 1]
    span = Span(tokens[count.start].idx, last.idx + len(last))
    who, status, kind = None, UNKNOWN, harm.kind
    if people is not None:
        who = tokens[people.head].text
        status = status_of(words[people.start:people.end], people.head - people.start)
    if words[harm.token] in clause.known.taken:
        kind = "arrested" if status == "combatant" else "abducted"
    limits = tokens[clause.first].idx, tokens[clause.last - 1].idx
    low, high = harm.amount or (count.low, count.high)
    return Figure(
        f"f{span.start}", span, kind, low, high, who, status,
        _statement(span, statements, antecedent(clause, harm)), _event(tokens[harm.token].idx, limits, events),
        scope=scope)


def _statement(span: Span, statements: Sequence[Statement], known: Antecedent | None) -> str | None:
    """The innermost statement that the figure is part of: the one with the shortest content around it.

    None where the speaker only names what is known: where the noun ``known``, of which the figure says more, is in the
    content too.
    """
    around = [(content.end - content.start, s.id, content.start, s.act) for s in statements for content in s.content
              if content.start <= span.start and span.end <= content.end]
    if not around:
        return None
    _, statement, start, act = min(around)
    if known is not None and start <= known.offset and (known.definite or act in ACTS_ON_FACTS):
        return None
    return statement


def _event(at: int, sentence: tuple[int, int], events: Sequence[Event]) -> str | None:
    """The event of the sentence whose trigger is nearest to the offset ``at``."""
    near = [(abs(e.trigger.start - at), e.id) for e in events if sentence[0] <= e.trigger.start <= sentence[1]]
    return min(near)[1] if near else None
