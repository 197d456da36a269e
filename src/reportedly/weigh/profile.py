"""What a telling is compared by: small enough to be loaded by the hundred."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.model import IncidentType, Precision
from reportedly.weigh.telling import Telling, content_words

BACK = 3
"""How many days before its publication a report may tell as news what no day is said of."""

STATE = ("government", "force")

COUNTED = ("killed", "injured", "abducted")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its name in lower case, and what is known of it."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geoname_id: int | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Profile:
    """A telling's features. ``days`` are the first and the last on which it may have happened; ``minute`` of the first day.

    ``names`` are last names of the persons hit, ``hit`` the content words for those hit, ``counts`` the figures by kind,
    ``actors`` names of those blamed, all in lower case, and the countries of those that are of a state.
    """

    key: str
    document: str
    whole: bool
    type: IncidentType
    types: frozenset[IncidentType]
    days: tuple[date, date] | None
    stated: bool
    minute: int | None
    places: tuple[Spot, ...]
    actors: frozenset[str]
    actor_countries: frozenset[str]
    names: frozenset[str]
    hit: frozenset[str]
    counts: dict[str, frozenset[int]]
    words: frozenset[str]

    def to_json(self) -> str:
        """The profile as JSON text."""
        days = [day.isoformat() for day in self.days] if self.days else None
        places = [[p.name, p.country, p.latitude, p.longitude, p.geoname_id, p.precision] for p in self.places]
        return json.dumps([
            self.key, self.document, self.whole, self.type, sorted(self.types), days, self.stated, self.minute, places,
            sorted(self.actors), sorted(self.actor_countries), sorted(self.names), sorted(self.hit),
            {kind: sorted(numbers) for kind, numbers in self.counts.items()}, sorted(self.words)],
            ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Profile:
        """The profile that :meth:`to_json` was called on."""
        (key, document, whole, kind, types, days, stated, minute, places, actors, countries, names, hit, counts,
         words) = json.loads(text)
        return cls(
            key, document, whole, kind, frozenset(types),
            (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None, stated, minute,
            tuple(Spot(*p) for p in places), frozenset(actors), frozenset(countries), frozenset(names), frozenset(hit),
            {k: frozenset(numbers) for k, numbers in counts.items()}, frozenset(words))


def profile(telling: Telling) -> Profile:
    """The profile of a telling."""
    actors = [a for a in telling.actors if a.kind not in ("unnamed", None)]
    return Profile(
        telling.key, telling.document, telling.whole, telling.type,
        frozenset(t for t in (telling.type, *telling.types) if t != "other"), days(telling), telling.stated,
        _minute(telling),
        tuple(Spot(p.name.casefold(), p.country, p.latitude, p.longitude, p.geoname_id, p.precision) for p in telling.places),
        frozenset(a.name.casefold() for a in actors),
        frozenset(a.country for a in actors if a.country and a.kind in STATE),
        frozenset(n.split()[-1].casefold() for n in telling.names),
        frozenset(w for h in telling.hit for w in content_words(h.name)), _counts(telling), frozenset(telling.words))


def days(telling: Telling) -> tuple[date, date] | None:
    """The days on which it may have happened; of news with no day, those up to its publication."""
    if telling.stated and telling.earliest and telling.latest:
        return date.fromisoformat(telling.earliest[:10]), date.fromisoformat(telling.latest[:10])
    if telling.published and (telling.main or not telling.whole):
        day = date.fromisoformat(telling.published[:10])
        return day - timedelta(days=BACK), day
    return None


def _minute(telling: Telling) -> int | None:
    if not (telling.stated and telling.earliest and "T" in telling.earliest):
        return None
    return 60 * int(telling.earliest[11:13]) + int(telling.earliest[14:16])


def _counts(telling: Telling) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for voice in telling.voices:
        for count in voice.counts:
            if count.scope == "incident" and count.stands and count.kind in COUNTED:
                found.setdefault(count.kind, set()).add(count.high if count.low == 0 and count.high else count.low)
    return {kind: frozenset(numbers) for kind, numbers in sorted(found.items())}
