"""What each source says of an incident, and where the sources differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from reportedly.extract.parties import Parties
from reportedly.model import (
    Account,
    Actor,
    ActorStatus,
    Contest,
    Document,
    Event,
    Figure,
    FigureKind,
    Source,
    Span,
    Statement,
    Tally,
)


def accounts(
    events: Sequence[Event], figures: Sequence[Figure], statements: Sequence[Statement], document: Document,
) -> tuple[Account, ...]:
    """One account a source chain: the outlet's own first, then the others in the order in which they speak."""
    by_id = {s.id: s for s in statements}
    said: dict[tuple[str, ...], list[str]] = {}
    chains: dict[tuple[str, ...], tuple[Source, ...]] = {}
    own = (Source(document.outlet or "the report", outlet=True),)
    parts: dict[tuple[str, ...], tuple[list[str], list[str]]] = {}
    for item in (*events, *figures):
        statement = by_id.get(item.statement or "")
        chain = statement.source if statement else own
        key = tuple(s.party or s.text for s in chain)
        chains.setdefault(key, chain)
        if statement and statement.id not in said.setdefault(key, []):
            said[key].append(statement.id)
        parts.setdefault(key, ([], []))[isinstance(item, Figure)].append(item.id)
    spans = {e.id: e.trigger for e in events} | {f.id: f.span for f in figures}
    found = []
    for key, (told, counted) in parts.items():
        content = [c for s in said.get(key, ()) for c in by_id[s].content] or [spans[i] for i in (*told, *counted)]
        found.append(Account(chains[key], tuple(said.get(key, ())), tuple(told), tuple(counted), tuple(sorted(set(content)))))
    return tuple(sorted(found, key=lambda a: (len(a.source) > 1, a.content[0])))


def actors(events: Sequence[Event], statements: Sequence[Statement], parties: Parties) -> tuple[Actor, ...]:
    """Who did it, and who says so: asserted by the outlet, claimed by themselves, denied by them, or alleged by others."""
    by_id = {s.id: s for s in statements}
    ids = {e.id for e in events}
    status: dict[str, ActorStatus] = {}
    because: dict[str, list[str]] = {}
    for event in events:
        statement = by_id.get(event.statement or "")
        for role in event.actors:
            if role.party is None:
                continue
            speaker = statement.source[0].party if statement and statement.source else None
            hearsay = statement is not None and statement.source[0].outlet
            new: ActorStatus = "asserted" if statement is None else "alleged" if hearsay else "claimed" if speaker == role.party else "alleged"
            if status.get(role.party) != "asserted":
                status[role.party] = new
            if statement:
                because.setdefault(role.party, []).append(statement.id)
    for statement in statements:
        speaker = statement.source[0].party if statement.source else None
        if speaker is None or not ids & set(statement.events):
            continue
        if statement.act == "claim responsibility" or speaker in status:
            if statement.act == "claim responsibility":
                status[speaker] = "claimed"
            elif statement.act == "deny":
                status[speaker] = "denied"
            else:
                continue
            because.setdefault(speaker, []).append(statement.id)
    return tuple(Actor(p, s, tuple(dict.fromkeys(because.get(p, ())))) for p, s in status.items())


def tallies(figures: Sequence[Figure]) -> tuple[Tally, ...]:
    """Low, best and high of each kind: the best is the figure that most sources give, the latest told of equals.

    Figures that count a part of another ("six, including two children") don't enter: the widest count of a source does.
    """
    found = []
    for kind in get_args(FigureKind):
        widest: dict[str | None, Figure] = {}
        for figure in figures:
            if figure.kind == kind and (figure.statement not in widest or _top(figure) >= _top(widest[figure.statement])):
                widest[figure.statement] = figure
        if widest:
            counts = list(widest.values())
            points = [f.high if f.high is not None and f.low == 0 else f.low for f in counts]
            best = max(points, key=lambda p: (points.count(p), p))
            highs = [f.high for f in counts]
            high = None if None in highs else max(h for h in highs if h is not None)
            found.append(Tally(kind, min(f.low for f in counts), best, high, tuple(f.id for f in counts)))
    return tuple(found)


def _top(figure: Figure) -> int:
    return figure.high if figure.high is not None else figure.low + 1


def contested(
    events: Sequence[Event], figures: Sequence[Figure], doers: Sequence[Actor], statements: Sequence[Statement],
) -> tuple[Contest, ...]:
    """The fields on which the sources of an incident differ, each with the words that differ."""
    found = []
    for tally in tallies(figures):
        counts = [f for f in figures if f.id in tally.figures]
        if any(a.low > (b.high if b.high is not None else a.low) for a in counts for b in counts):
            found.append(Contest("how many", tuple(f.span for f in counts)))
    denials = [e for e in events if e.realis == "denied"]
    if denials:
        found.append(Contest("whether", tuple(e.trigger for e in denials)))
    if len(doers) > 1 and any(a.status == "denied" for a in doers) or any(a.status == "denied" for a in doers):
        said = {s for a in doers for s in a.statements}
        spans: tuple[Span, ...] = tuple(c for s in statements if s.id in said for c in s.content)
        found.append(Contest("who did it", spans or tuple(e.trigger for e in events)))
    return tuple(found)
