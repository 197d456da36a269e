"""The actors of an incident by the names and types that ACLED gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly import lexicon
from reportedly.codebooks.countries import Country, country
from reportedly.codebooks.sides import TWO_SIDED, Sides, has_word, is_named
from reportedly.weigh.types import DeskIncident, DeskParty

STATE, REBEL, POLITICAL, IDENTITY, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = range(1, 9)
"""The types of actors, by their numbers."""

UNIDENTIFIED = "Unidentified "
_FIGHTING = ("force", "government", "armed group")


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor by its name, and its type by number; 0 for no actor."""

    name: str
    inter: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of an event, the main actor of each first. ``with_second`` are groups to which the second belong.

    ``further``: there are parties whose side is not known. ``police``: police without a country were taken for local.
    """

    first: tuple[Actor, ...]
    second: tuple[Actor, ...] = ()
    with_second: tuple[str, ...] = ()
    further: bool = False
    police: bool = False


def coded_actors(incident: DeskIncident, parties: Sides, event_type: str, where: Country) -> Pair:
    """The actors of an event of that type in that country. Of violence against civilians, the second are its targets."""
    naming = _Naming(where)
    doers, armed = naming.all(parties.doers), naming.all(parties.armed)
    against = tuple(a for a in armed if a not in doers)
    unknown = (naming.unknown,)
    civilians = (Actor(f"Civilians ({where.acled_name})", CIVILIANS),)
    fighting = naming.all(p for p in (*parties.doers, *parties.armed) if p.kind in _FIGHTING)
    first, second, further = doers or unknown, against, False
    match event_type:
        case "Protests":
            first, second = (Actor(f"Protesters ({where.acled_name})", PROTESTERS),), fighting
        case "Riots":
            first = (Actor(f"Rioters ({where.acled_name})", RIOTERS),)
            second = fighting or (civilians if parties.civilians_hit else ())
        case "Battles" if incident.type in TWO_SIDED and not against and len(doers) > 1:
            first, second, further = doers[:1], doers[1:2], len(doers) > 2
        case "Battles":
            second = against or unknown
        case "Violence against civilians":
            second = civilians
        case _ if not against and parties.civilians_hit and not parties.fighters_hit:
            second = civilians
    groups = _groups(parties.civilians) if second == civilians else ()
    return Pair(first, second, groups, further, naming.police)


def _groups(civilians: Iterable[DeskParty]) -> tuple[str, ...]:
    """The groups to which civilians belong, as far as they are named: organisations, governments of officials."""
    found = [p.name for p in civilians if p.kind in ("organisation", "outlet") and is_named(p)]
    states = (country(p.country) for p in civilians if p.role == "official")
    found += [f"Government of {of_state(s)}" for s in states if s]
    return tuple(dict.fromkeys(found))


def of_state(state: Country) -> str:
    """A country's name behind "of": "the United States", "Iraq"."""
    article = "the " if state.alpha3 in lexicon.load("codebooks")["acled"]["article"] else ""
    return article + state.acled_name


class _Naming:
    """Names of actors, as seen from the country where it happened; notes where police were taken for that country's."""

    def __init__(self, where: Country) -> None:
        self.where = where
        self.unknown = Actor(f"{UNIDENTIFIED}Armed Group ({where.acled_name})", POLITICAL)
        self.police = False

    def all(self, parties: Iterable[DeskParty]) -> tuple[Actor, ...]:
        """The actors that parties are; beside a known one, the unidentified are held to be of it."""
        found = tuple(dict.fromkeys(map(self.actor, parties)))
        return tuple(a for a in found if not a.name.startswith(UNIDENTIFIED)) or found

    def actor(self, party: DeskParty) -> Actor:
        state = country(party.country)
        match party.kind:
            case "force" | "government" if state:
                return self.of_state(party, state)
            case "force" if is_named(party):
                return Actor(party.name, REBEL if has_word(party.name, "rebel") else EXTERNAL)
            case "crowd":
                return Actor(f"Rioters ({self.where.acled_name})", RIOTERS)
            case "armed group" | None if is_named(party):
                return Actor(party.name, _type_of_group(party.name))
            case "government" | "organisation" if is_named(party):
                return Actor(party.name, EXTERNAL)
        return self.unidentified(party)

    def of_state(self, party: DeskParty, state: Country) -> Actor:
        branch = "Police" if has_word(party.name, "police") else "Military"
        return Actor(f"{branch} Forces of {of_state(state)}", STATE if state == self.where else EXTERNAL)

    def unidentified(self, party: DeskParty) -> Actor:
        if has_word(party.name, "police"):
            self.police = True
            return Actor(f"Police Forces of {of_state(self.where)}", STATE)
        if party.kind == "force" or has_word(party.name, "state"):
            return Actor(f"{UNIDENTIFIED}Military Forces", EXTERNAL)
        return self.unknown


def _type_of_group(name: str) -> int:
    """What its name says that it is; a group that only fights is a rebel group."""
    if has_word(name, "identity"):
        return IDENTITY
    return POLITICAL if has_word(name, "militia") else REBEL
