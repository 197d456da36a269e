"""One happening of a document, and what speaks for or against two of them being one: type, day, place and names."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import date, timedelta

from spacy.tokens import Token

from reportedly.extract.events.words import lemmas_with, words
from reportedly.model import Event, IncidentType, Place, Time

OPEN_TYPE: IncidentType = "other"
FIGHT: IncidentType = "clash"
ARREST: IncidentType = "arrest"
ABDUCTION: IncidentType = "abduction"
ARSON: IncidentType = "arson"
SHOOTING: IncidentType = "shooting"
BOMBING: IncidentType = "bombing"
PLANTED = "planted"
"""A bombing whose bomb was laid or driven there, and did not fall from the air."""
CHEMICAL: IncidentType = "chemical attack"
FAMILIES: tuple[frozenset[str], ...] = tuple(map(frozenset, (
    ("bombing", "suicide bombing"), ("airstrike", "shelling"), ("shooting", "clash"), ("shooting", "execution"),
    ("riot", "clash"), ("riot", "protest"), ("shelling", "clash"), ("bombing", "airstrike"),
    ("abduction", "arrest"), ("shooting", "arson"), (BOMBING, PLANTED), ("suicide bombing", PLANTED),
    (CHEMICAL, "airstrike"), (CHEMICAL, "shelling"), (CHEMICAL, BOMBING),
)))
"""Types by which one happening may be told."""
RELATED = 0.45
"""What types by which one happening may be told speak for it, where the same type speaks one."""
TWO_SIDED = frozenset({FIGHT, "riot", "protest"})
HARMLESS = frozenset({"arrest", "protest"})
"""Types of which a word of harm in another sentence does not tell again."""
NEAR_KM = 40.0
FAR_KM = 100.0
"""How far from the middle of one province what is in another cannot be the same place."""
KM_A_DEGREE = 111.0
FRESH = timedelta(days=3)
"""How long before the stamp on its page news may have happened that no day is said of."""
PRECISIONS = ("country", "region", "near", "exact")


@dataclass(slots=True, eq=False)
class Happening:
    """Events that are one happening, with what they tell together.

    ``types`` leaves out the open one, and says of a bombing whether its bomb was planted; ``doers`` are those that have a
    name or a side; ``before``: what the report brings as news is said to have come after it; ``stamp``: the day of the
    page's own stamp, where it runs on with the sentence; ``said``: the day when it was said.
    """

    events: list[Event] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    time: Time | None = None
    stamp: Time | None = None
    said: Time | None = None
    place: Place | None = None
    names: set[str] = field(default_factory=set)
    apart: list[Happening] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    doers: set[str] = field(default_factory=set)
    before: bool = False

    def take(self, other: Happening) -> None:
        """Adds what another tells."""
        self.events += other.events
        self.tokens += other.tokens
        self.time = narrower(self.time, other.time)
        self.stamp = self.stamp or other.stamp
        self.place = closer(self.place, other.place)
        self.names |= other.names
        self.types |= other.types
        self.doers |= other.doers


@functools.cache
def harm() -> frozenset[str]:
    """The verbs and nouns that tell what became of people."""
    return lemmas_with("harm") | words("among", "nouns")


def of_types(unit: Happening, home: Happening) -> float:
    """What their types speak for one happening: the same more than those by which one can be told."""
    if not (unit.types and home.types):
        return 0.0
    return 1.0 if unit.types & home.types else RELATED


def each_its_own(unit: Happening, home: Happening) -> bool:
    """Whether what different doers did is of types that differ, and that take no two sides: raids here, rockets there."""
    if not (unit.doers and home.doers and unit.types and home.types) or unit.doers & home.doers:
        return False
    return not unit.types & home.types and not (unit.types | home.types) & TWO_SIDED


def may_be_one(one: Happening, other: Happening) -> bool:
    """Whether type, day, place and the names of those hit don't speak against one happening."""
    strangers = bool(one.names and other.names and not one.names & other.names)
    agree = all(types_agree(t, other.types) for t in one.types)
    days = days_meet(one.time, other.time) and not any(
        _long_before(a, b) or _said_before(a, b) for a, b in ((one, other), (other, one)))
    return agree and not strangers and days and same_place(one.place, other.place) is not False


def types_agree(one: str, others: set[str]) -> bool:
    """Whether one happening may be told by the type and all the others."""
    if one == OPEN_TYPE or not others or one in others:
        return True
    return all(any({one, other} <= family for family in FAMILIES) for other in others)


def followed_up(one: Happening, other: Happening) -> bool:
    """Whether one is an arrest, and the other what harmed people: who did it may be arrested for it."""
    arrest = next((h for h in (one, other) if h.types == {ARREST}), None)
    deed = other if arrest is one else one
    return arrest is not None and not deed.types and any(t.lemma_.lower() in harm() for t in deed.tokens)


def slain_apart(one: Happening, other: Happening) -> bool:
    """Whether one is a murder, and the other a fight, a seizure or a protest that is told in another sentence."""
    slain = next((h for h in (one, other) if _is_murder(h)), None)
    rest = other if slain is one else one
    return slain is not None and not _is_murder(rest) and bool(rest.types) and rest.types <= HARMLESS | {FIGHT}


def taken_apart(one: Happening, other: Happening) -> bool:
    """Whether one is an arrest, the other an abduction, and nobody is told to have been taken in both."""
    if {ARREST} not in (one.types, other.types) or {ABDUCTION} not in (one.types, other.types):
        return False
    taken = [{r.party for e in h.events for r in e.victims if r.party} for h in (one, other)]
    return not (one.names & other.names or taken[0] & taken[1])


def _is_murder(happening: Happening) -> bool:
    """Whether a word tells of a killing as the crime that it is, and none of anything else."""
    return not happening.types and any(t.lemma_.lower() in words("reference", "crimes") for t in happening.tokens)


def days_meet(one: Time | None, other: Time | None) -> bool:
    """Whether the two can be one day; true where either is not known."""
    if not (one and other and one.earliest and one.latest and other.earliest and other.latest):
        return True
    return one.earliest[:10] <= other.latest[:10] and other.earliest[:10] <= one.latest[:10]


def _said_before(one: Happening, other: Happening) -> bool:
    """Whether one, of which no day is told, was spoken of before the other happened."""
    if one.time is not None or one.said is None or other.time is None:
        return False
    return (one.said.latest or "9")[:10] < (other.time.earliest or "")[:10]


def _long_before(one: Happening, other: Happening) -> bool:
    """Whether the day of one is too early for news that bears the page's stamp, and no other day."""
    if one.time is None or other.time is not None or other.stamp is None or not (one.time.latest and other.stamp.earliest):
        return False
    return date.fromisoformat(other.stamp.earliest[:10]) - date.fromisoformat(one.time.latest[:10]) > FRESH


def narrower(one: Time | None, other: Time | None) -> Time | None:
    """The one of two times that says more: the shorter, of one day that with the hour."""
    if one is None or not one.earliest or not one.latest:
        return other if other is not None and other.earliest else one or other
    if other is None or not other.earliest or not other.latest:
        return one
    if one.earliest[:10] == one.latest[:10] and other.earliest[:10] == other.latest[:10]:
        return other if len(other.earliest) > len(one.earliest) else one
    return other if one.earliest[:10] <= other.earliest[:10] and other.latest[:10] <= one.latest[:10] else one


def closer(one: Place | None, other: Place | None) -> Place | None:
    """The more precise of two places; of equals the first."""
    if one is None or other is None:
        return one or other
    return other if PRECISIONS.index(other.precision) > PRECISIONS.index(one.precision) else one


def same_place(one: Place | None, other: Place | None) -> bool | None:
    """Whether two places are one; None where that can't be told: "Latakia province" is not "the Jobar district" of Damascus."""
    if one is None or other is None:
        return None
    if one.name == other.name or (one.geoname_id is not None and one.geoname_id == other.geoname_id):
        return True
    if one.country and other.country and one.country != other.country:
        return False
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    degrees = abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude)
    if not {one.precision, other.precision} <= {"exact", "near"}:
        apart = one.admin1 and other.admin1 and one.admin1 != other.admin1 and degrees * KM_A_DEGREE > FAR_KM
        return False if apart else None
    return degrees * KM_A_DEGREE <= NEAR_KM
