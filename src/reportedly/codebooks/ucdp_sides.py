"""The dyad of an incident as UCDP defines it, and the deaths of each side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reportedly.codebooks.countries import country
from reportedly.codebooks.reasons import LeftOut
from reportedly.codebooks.sides import TWO_SIDED, Sides, has_word, is_named
from reportedly.model import Status
from reportedly.weigh.types import Count, DeskIncident, DeskParty, Estimate

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
"""UCDP's types of violence."""

CIVILIANS = "Civilians"


class Side(NamedTuple):
    """An organised actor by its name. ``state``: it is a government, or several."""

    name: str
    state: bool


@dataclass(frozen=True, slots=True)
class Dyad:
    """Who was against whom. ``hit`` is the side whose fighters were hit, where only one side used force.

    ``further``: there are parties besides the two.
    """

    type: int
    side_a: str
    side_b: str
    hit: Literal["a", "b"] | None = None
    further: bool = False


class Deaths(NamedTuple):
    """The best estimate by side; the sum is the best estimate of all."""

    a: int
    b: int
    civilians: int
    unknown: int


def dyad(incident: DeskIncident, parties: Sides) -> Dyad | LeftOut:
    """Who was against whom; in state-based violence side A is the government, in one-sided violence B the civilians."""
    doers = _sides(parties.doers)
    against = tuple(s for s in _sides(parties.armed) if s not in doers)
    if not doers:
        return LeftOut.NO_SIDES
    further = len(doers) + len(against) > 2
    if incident.type in TWO_SIDED and not against and len(doers) > 1:
        return _opposed(doers[0], doers[1], further, one_way=False)
    if against:
        return _opposed(doers[0], against[0], further, one_way=incident.type not in TWO_SIDED)
    if incident.type in TWO_SIDED or parties.fighters_hit:
        return LeftOut.NO_SIDES
    if not parties.civilians_hit:
        return LeftOut.WHO_WAS_KILLED
    return Dyad(ONE_SIDED, doers[0].name, CIVILIANS, further=len(doers) > 1)


def deaths(incident: DeskIncident, pair: Dyad, killed: Estimate) -> Deaths:
    """The best estimate by side, as far as the origins that give it tell civilians from fighters; the rest is unknown."""
    giving = {o.origin for o in killed.by_origin if o.low <= killed.best and (o.high is None or killed.best <= o.high)}
    counts = [
        c for a in incident.accounts if a.origin in giving or not giving
        for c in a.counts if c.kind == "killed" and c.scope == "incident"]
    civilians = min(killed.best, _most(counts, "civilian", "official"))
    fighters = min(killed.best - civilians, _most(counts, "combatant"))
    if pair.hit is None:
        return Deaths(0, 0, civilians, killed.best - civilians)
    of_a, of_b = (fighters, 0) if pair.hit == "a" else (0, fighters)
    return Deaths(of_a, of_b, civilians, killed.best - civilians - fighters)


def _opposed(doer: Side, other: Side, further: bool, *, one_way: bool) -> Dyad:
    swapped = other.state and not doer.state
    side_a, side_b = (other, doer) if swapped else (doer, other)
    kind = STATE_BASED if side_a.state else NON_STATE
    return Dyad(kind, side_a.name, side_b.name, ("a" if swapped else "b") if one_way else None, further)


def _sides(parties: Iterable[DeskParty]) -> tuple[Side, ...]:
    return tuple(dict.fromkeys(side for side in map(_side, parties) if side))


def _side(party: DeskParty) -> Side | None:
    """The organised actor that a party is; None for one without a name, and for people who are no group."""
    state = country(party.country)
    if party.kind in ("force", "government") and state:
        return Side(f"Government of {state.ucdp_name}", True)
    if party.kind == "force" and is_named(party):
        return Side(party.name, has_word(party.name, "several_states"))
    if party.kind == "armed group" and is_named(party):
        return Side(party.name, False)
    return None


def _most(counts: Iterable[Count], *statuses: Status) -> int:
    return max((c.low for c in counts if c.status in statuses), default=0)
