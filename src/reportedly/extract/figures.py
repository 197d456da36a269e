"""Counts of people killed, injured, missing, abducted, arrested, displaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from reportedly.extract.harm import Clause, Harm, harm_words
from reportedly.extract.parties import Parties
from reportedly.extract.people import Count, find_counts, status_of
from reportedly.extract.scope import scope_of
from reportedly.model import Document, Event, Figure, Scope, Span, Statement

SAME_TOTAL = 5
"""How many tokens apart two figures are that are summed over the same: "killed 280,000 people and displaced millions"."""


def find_figures(
    doc: Doc, document: Document, parties: Parties, statements: Sequence[Statement], events: Sequence[Event],
) -> tuple[Figure, ...]:
    """The figures of a report, in order; the headline's are left out. ``incident`` is filled in by a later stage.

    A figure's ``statement`` is the innermost one whose content it stands in, its ``event`` the one whose trigger is
    nearest to the word of harm in the same sentence.
    """
    words = [token.lower_ for token in doc]
    headline = _headline(document)
    found: dict[int, Figure] = {}
    for first, last in _sentences(doc):
        if harm_words().any.isdisjoint(words[first:last]):
            continue
        for figure in _in_sentence(doc, words, (first, last), headline, statements, events):
            found.setdefault(figure.span.start, figure)
    return tuple(found[start] for start in sorted(found))


def _sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    first = 0
    for token in doc:
        if token.i and token.is_sent_start:
            yield first, token.i
            first = token.i
    if len(doc):
        yield first, len(doc)


def _headline(document: Document) -> Span | None:
    """Where the headline stands, if the text has it."""
    return document.title_span


def _in_sentence(
    doc: Doc, words: Sequence[str], sentence: tuple[int, int], headline: Span | None, statements: Sequence[Statement],
    events: Sequence[Event],
) -> Iterator[Figure]:
    counts = find_counts(doc, words, sentence)
    if headline is not None:
        counts = [c for c in counts if not headline.start <= doc[c.start].idx < headline.end]
    if not counts:
        return
    clause = Clause(doc, words, sentence, counts)
    before: tuple[int, Scope] = (-len(doc), "incident")
    for count, harm in zip(counts, clause.harms(), strict=True):
        if harm is not None and clause.happened(harm):
            scope = scope_of(doc, words, sentence, count, harm)
            if before[1] == "cumulative" and count.start - before[0] <= SAME_TOTAL:
                scope = "cumulative"
            before = count.end, scope
            yield _figure(doc, words, sentence, count, harm, scope, statements, events)


def _figure(
    doc: Doc, words: Sequence[str], sentence: tuple[int, int], count: Count, harm: Harm, scope: Scope,
    statements: Sequence[Statement], events: Sequence[Event],
) -> Figure:
    last = doc[count.end - 1]
    span = Span(doc[count.start].idx, last.idx + len(last))
    noun = doc[count.head].text if count.noun else None
    status = status_of(words[count.start:count.end], count.head - count.start) if count.noun else "unknown"
    kind = harm.kind
    if words[harm.token] in harm_words().taken:
        kind = "arrested" if status == "combatant" else "abducted"
    limits = doc[sentence[0]].idx, doc[sentence[1] - 1].idx
    return Figure(
        f"f{span.start}", span, kind, count.low, count.high, noun, status,
        _statement(span, statements), _event(doc[harm.token].idx, limits, events),
        scope=scope)


def _statement(span: Span, statements: Sequence[Statement]) -> str | None:
    """The innermost statement that the figure is part of: the one with the shortest content around it."""
    around = [(c.end - c.start, s.id) for s in statements for c in s.content if c.start <= span.start and span.end <= c.end]
    return min(around)[1] if around else None


def _event(at: int, sentence: tuple[int, int], events: Sequence[Event]) -> str | None:
    """The event of the sentence whose trigger is nearest to the offset ``at``."""
    near = [(abs(e.trigger.start - at), e.id) for e in events if sentence[0] <= e.trigger.start <= sentence[1]]
    return min(near)[1] if near else None
