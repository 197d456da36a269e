"""How well an incident is supported, and what its origins dispute. The definitions are shown wherever a grade is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reportedly.weigh.types import (
    DeskAccount,
    DeskParty,
    Dispute,
    Grade,
    Grading,
    Origin,
    Position,
    Quote,
)

DEFINITIONS: Mapping[Grade, str] = MappingProxyType({
    "contested": "An origin denies that it happened or that it did it, or origins blame different parties.",
    "acknowledged": "The actor says that it did it, and nobody disputes that.",
    "corroborated": "Two or more independent origins agree on what happened, where and when, and nobody denies it.",
    "single source": "One independent origin tells of it, however many reports carry that.",
})
"""What each grade says; the first that holds is given."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the grade of one incident is judged by."""

    origins: Sequence[Origin]
    accounts: Mapping[str, DeskAccount]
    actors: Sequence[DeskParty]
    disputes: Sequence[Dispute]
    disagreeing: frozenset[str]
    """Accounts that differ on what, where or when."""


def grade(case: Case) -> Grading:
    """The grade with the origins and the words that it rests on."""
    against = [p for d in case.disputes for p in _against(d)]
    if against:
        origins = tuple(dict.fromkeys(o for p in against for o in p.origins))
        return Grading("contested", origins, tuple(dict.fromkeys(q for p in against for q in p.quotes)))
    claims = [a for a in case.actors if a.status == "claimed"]
    if claims:
        quotes = tuple(q for a in claims for q in a.quotes)
        return Grading("acknowledged", _origins_of(case, [i for a in claims for i in a.supports]), quotes)
    agreeing = [o for o in case.origins if o.independent and any(_affirms(case, a) for a in o.accounts)]
    quotes = tuple(q for o in agreeing for q in _words(case, o))
    name: Grade = "corroborated" if len(agreeing) > 1 else "single source"
    return Grading(name, tuple(o.id for o in agreeing), quotes)


def _against(dispute: Dispute) -> tuple[Position, ...]:
    """The positions that make an incident contested: that it did not happen, and all of who did it."""
    if dispute.question == "whether":
        return dispute.positions[1:]
    return dispute.positions if dispute.question == "who did it" else ()


def _affirms(case: Case, account: str) -> bool:
    """Whether an account says that it happened, and there, then and so."""
    of = case.accounts[account]
    return account not in case.disagreeing and (any(not t.denied for t in of.told) or bool(of.counts))


def _words(case: Case, origin: Origin) -> tuple[Quote, ...]:
    """The first words with which an origin tells of it."""
    for account in (case.accounts[a] for a in origin.accounts if _affirms(case, a)):
        quotes = [t.quote for t in account.told if not t.denied] or [c.quote for c in account.counts]
        return tuple(quotes[:1])
    return ()


def _origins_of(case: Case, accounts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(case.accounts[a].origin for a in accounts if a in case.accounts))
