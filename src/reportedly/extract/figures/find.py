"""Counts of people killed, injured, missing, abducted, arrested, displaced."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from reportedly.extract.figures.clause import Clause, Harm
from reportedly.extract.figures.harm import happened, harms
from reportedly.extract.figures.harm_parse import killed_later
from reportedly.extract.figures.harm_words import harm_words
from reportedly.extract.figures.people import Count, find_counts, status_of
from reportedly.extract.figures.scope import PERFECT_REACH, are_exiles, is_perfect, scope_of
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
    found: dict[str, Figure] = {}
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
            found.setdefault(figure.id, figure)
            kind = figure.kind
    return tuple(sorted(found.values(), key=lambda f: (f.span.start, f.id)))


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
    told = [(count, harm) for count, harm in zip(clause.counts, harms(clause, before), strict=True) if (
        harm is not None and happened(clause, harm) and not _speaks(clause, count, harm, statements))]
    people = None
    scopes = iter(_scopes(clause, [figure for figure in told if not are_exiles(*figure)]))
    for count, harm in told:
        scope = "cumulative" if are_exiles(count, harm) else next(scopes)
        people = count if count.noun else people if count.part else None
        figure = _figure(clause, count, people, harm, scope, statements, events)
        yield figure
        later = killed_later(clause, count, harm)
        if later is not None and happened(clause, later):
            yield replace(_figure(clause, count, people, later, scope, statements, events), id=f"{figure.id}-killed")


def _scopes(clause: Clause, told: Sequence[tuple[Count, Harm]]) -> list[Scope]:
    """The scope of each figure of a sentence: those of one list are summed over the same, whichever of them says so."""
    own: list[Scope] = []
    near: list[Sequence[Token]] = []
    for (count, harm), behind in itertools.zip_longest(told, told[1:]):
        turns = behind is not None and _turns_to_sum(clause, (count, harm), behind)
        sentence = clause.first, behind[0].start if turns else clause.last
        own.append(scope_of(clause.tokens, clause.words, sentence, count, harm))
        apart = behind is None or turns or behind[0].start - count.end > SAME_TOTAL
        near.append([] if apart else clause.tokens[count.end:behind[0].start])
    for k in range(1, len(own)):
        if near[k - 1] and own[k - 1] == "cumulative":
            own[k] = "cumulative"
    for k in range(len(own) - 1, 0, -1):
        if near[k - 1] and own[k] == "cumulative" and _is_elliptic(clause, near[k - 1], *told[k]):
            own[k - 1] = "cumulative"
    return own


def _is_elliptic(clause: Clause, between: Sequence[Token], count: Count, harm: Harm) -> bool:
    """Whether what is said behind the count is said of those before it too: "five were killed and 20 | hurt in such attacks"."""
    own = clause.known.auxiliaries.isdisjoint(clause.words[count.end:harm.token])
    return own and not any(t.ent_type_ or t.is_punct for t in between)


def _turns_to_sum(clause: Clause, figure: tuple[Count, Harm], behind: tuple[Count, Harm]) -> bool:
    """Whether what is told of the next count is of now, and this was told as past: "killed three; 200 have died this year"."""
    perfect = [is_perfect(clause.words, min(c.end, max(h.token - PERFECT_REACH, c.start)), h.token) for c, h in (figure, behind)]
    return perfect == [False, True] and behind[0].end <= behind[1].token


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
