"""Who did it and who was hit, as far as a codebook can code it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportedly import lexicon
from reportedly.weigh.types import DeskIncident, DeskParty

TWO_SIDED = frozenset({"clash"})
"""Types in which those who did it fight one another."""

_HARM = ("killed", "injured", "abducted")
_ATTESTED = {"claimed": 0, "asserted": 1, "alleged": 2}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties of an incident, each once.

    ``doers`` are those said to have done it who do not only deny it, the best attested first; ``rivals`` are others
    that are blamed instead of them, ``denying`` those who deny it. Of those hit, ``armed`` fight and ``civilians`` do not.
    ``fighters_hit`` and ``civilians_hit`` hold where figures say so too; ``people_hit`` where anyone was.
    """

    doers: tuple[DeskParty, ...]
    rivals: tuple[DeskParty, ...]
    denying: tuple[DeskParty, ...]
    armed: tuple[DeskParty, ...]
    civilians: tuple[DeskParty, ...]
    fighters_hit: bool
    civilians_hit: bool
    people_hit: bool

    @property
    def alleged(self) -> tuple[DeskParty, ...]:
        """Doers whom neither the reports nor they themselves name, but others; they may deny it."""
        return tuple(p for p in self.doers if p.status in ("alleged", "denied"))


def sides(incident: DeskIncident) -> Sides:
    """The parties of an incident."""
    doers = _once(sorted((p for p in incident.actors if p.status != "denied" or p.supports), key=_attested))
    names = {p.name for p in doers if p.status != "denied"}
    denying = _once(p for p in incident.actors if p.status == "denied" and p.name not in names)
    rivals: tuple[DeskParty, ...] = ()
    if incident.type not in TWO_SIDED and any(d.question == "who did it" for d in incident.disputes):
        doers, rivals = doers[:1], doers[1:]
    hit = _once((*incident.victims, *incident.targets))
    armed, civilians = tuple(filter(is_armed, hit)), tuple(filter(is_civilian, hit))
    harmed = [c for a in incident.accounts for c in a.counts if c.kind in _HARM and c.scope == "incident" and c.high != 0]
    return Sides(
        doers, rivals, denying, armed, civilians,
        fighters_hit=bool(armed) or any(c.status == "combatant" for c in harmed),
        civilians_hit=bool(civilians) or any(c.status in ("civilian", "official") for c in harmed),
        people_hit=bool(armed or civilians or incident.victims) or any(was_any(incident, kind) for kind in _HARM))


def was_any(incident: DeskIncident, kind: str) -> bool:
    """Whether anyone says that there were any of that kind of figure."""
    return any(e.kind == kind and (e.best > 0 or e.high is None or e.high > 0) for e in incident.estimates)


def is_armed(party: DeskParty) -> bool:
    """Whether one of those hit fights: as it is said, or else by what they are."""
    return party.role == "combatant" or (party.role == "unknown" and party.kind in ("force", "armed group"))


def is_civilian(party: DeskParty) -> bool:
    """Whether one of those hit does not fight: as it is said, or else by what they are."""
    return party.role in ("civilian", "official") or (
        party.role == "unknown" and party.kind in ("person", "organisation", "outlet", "crowd"))


def has_word(name: str, words: str) -> bool:
    """Whether a name has one of the words of that list of ``codebooks.toml``, whole or before or behind a hyphen."""
    found = {part for word in _WORD.findall(name.lower()) for part in (word, *word.split("-"))}
    return not found.isdisjoint(_words(words))


def is_named(party: DeskParty) -> bool:
    """Whether the name is one, and not a description: "US-led coalition" is, "The army" and "gunmen" are not."""
    match party.kind:
        case "armed group" | "organisation" | "outlet" | None:
            return any(c.isupper() for c in party.name)
        case "force" | "government":
            return any(c.isupper() for c in party.name[1:])
    return False


@functools.cache
def _words(table: str) -> frozenset[str]:
    return frozenset(lexicon.load("codebooks")["parties"][table])


def _attested(party: DeskParty) -> tuple[int, int]:
    return _ATTESTED.get(party.status or "asserted", len(_ATTESTED)), -len(party.supports)


def _once(parties: Iterable[DeskParty]) -> tuple[DeskParty, ...]:
    found: dict[str, DeskParty] = {}
    for party in parties:
        found.setdefault(party.name, party)
    return tuple(found.values())
