"""Whether two tellings are of one happening.

They are compared by what both say: time, place, type, who was hit, who did it, figures and words. What only one says counts
for nothing. Scores are sums of weights, set by hand; from zero on two tellings are held to be of one happening.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from reportedly import lexicon
from reportedly.model import IncidentType
from reportedly.weigh.telling import Telling, content_words
from reportedly.weigh.types import DeskPlace

APART = -100.0
"""The score of a pair that can't be one happening."""

SAME_TEXT = 4.0
"""What the same words in two copies of one text speak for one happening."""

PRIOR = -3.0
"""Two tellings that nothing ties together are not of one happening."""

REACH_KM: Mapping[str, float] = {"exact": 12, "near": 30, "region": 150}
"""How far from its coordinates a place of that precision may be."""

LONGEST_EXACT = 4
"""Days from which on a time is a period rather than a day."""

BACK = 3
"""How many days before its publication a report may tell as news what no day is said of."""


def score(one: Telling, other: Telling, *, same_text: bool = False) -> float:
    """How much speaks for one happening; 0 and more: they are one. Symmetric."""
    time = _time(one, other)
    place = _place(one, other)
    kind = _type(one, other)
    if APART in (time, place, kind):
        return APART
    hit, names = _hit(one, other), _names(one, other)
    words = _words(one, other)
    copied = SAME_TEXT * _overlap(one.words, other.words) if same_text else 0.0
    if not _anchored(time, place, names, copied, words):
        return APART
    return time + place + kind + hit + names + words + copied + _actors(one, other) + _figures(one, other) + PRIOR


def _anchored(time: float, place: float, names: float, copied: float, words: float) -> bool:
    """Whether there is enough to go by: a common name or text, or a common time or place and one more."""
    return names > 0 or copied > 1 or (time > 0) + (place > 0) + (words > 1) > 1


def days(telling: Telling) -> tuple[date, date] | None:
    """The days on which it may have happened; of news with no day, those up to its publication."""
    if telling.stated and telling.earliest and telling.latest:
        return date.fromisoformat(telling.earliest[:10]), date.fromisoformat(telling.latest[:10])
    if telling.published and (telling.main or not telling.whole):
        day = date.fromisoformat(telling.published[:10])
        return day - timedelta(days=BACK), day
    return None


def _time(one: Telling, other: Telling) -> float:
    a, b = days(one), days(other)
    if a is None or b is None:
        return 0.0
    gap = max((a[0] - b[1]).days, (b[0] - a[1]).days)
    widest = max((a[1] - a[0]).days, (b[1] - b[0]).days) + 1
    stated = one.stated and other.stated
    if gap > (1 if widest <= LONGEST_EXACT else widest // 10):
        return APART
    if gap > 0:
        return -0.5 if stated else 0.3
    if widest > LONGEST_EXACT:
        return 0.5 if widest < 40 else 0.2
    return (1.5 if stated else 0.8) + _hours(one, other)


def _hours(one: Telling, other: Telling) -> float:
    """Where both say the minute of one day: two attacks of one day are told by their hours."""
    a, b = (t.earliest for t in (one, other))
    if not (a and b and "T" in a and "T" in b and a[:10] == b[:10] and one.stated and other.stated):
        return 0.0
    apart = abs(_minutes(a) - _minutes(b))
    return 1.0 if apart <= 60 else -3.0 if apart >= 180 else -0.5


def _minutes(moment: str) -> int:
    return 60 * int(moment[11:13]) + int(moment[14:16])


def _place(one: Telling, other: Telling) -> float:
    """The best of the pairs of places; APART where the incidents' own places can't be one."""
    countries = [{p.country for p in t.places if p.country} for t in (one, other)]
    if all(countries) and not countries[0] & countries[1]:
        return APART
    exact = [[p for p in t.places if p.precision != "country"] for t in (one, other)]
    if not all(exact):
        return 0.3 if all(countries) else 0.0
    best = max(near(a, b) for a in exact[0] for b in exact[1])
    return best if best > APART else _apart(exact[0][0], exact[1][0])


def near(one: DeskPlace, other: DeskPlace) -> float:
    """How much speaks for two places being one: APART where their coordinates rule that out."""
    if "country" in (one.precision, other.precision):
        return 0.3 if one.country == other.country else APART
    if one.name.casefold() == other.name.casefold() or (one.geoname_id and one.geoname_id == other.geoname_id):
        return 2.0 if "region" not in (one.precision, other.precision) else 1.0
    distance = kilometres(one, other)
    if distance is None:
        return 0.0
    reach = REACH_KM.get(one.precision, 0) + REACH_KM.get(other.precision, 0)
    if distance <= reach:
        return 1.2 if "region" not in (one.precision, other.precision) else 0.5
    return -1.0 if distance <= 2 * reach else APART


def _apart(one: DeskPlace, other: DeskPlace) -> float:
    return APART if kilometres(one, other) is not None else 0.0


def kilometres(one: DeskPlace, other: DeskPlace) -> float | None:
    """The distance on a sphere; None where a coordinate isn't known."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(
        math.radians(other.longitude - one.longitude) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, chord)))


def _type(one: Telling, other: Telling) -> float:
    a, b = _types(one), _types(other)
    if not a or not b:
        return 0.2
    if one.type == other.type:
        return 1.0
    if a & b:
        return 0.5
    return 0.0 if any(frozenset((x, y)) in _families() for x in a for y in b) else APART


def _types(telling: Telling) -> set[IncidentType]:
    return {t for t in (telling.type, *telling.types) if t != "other"}


@functools.cache
def _families() -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, lexicon.load("weigh")["families"]))


def _names(one: Telling, other: Telling) -> float:
    """Persons hit who are named in both, by the last word of the name."""
    a, b = ({n.split()[-1].casefold() for n in t.names} for t in (one, other))
    if a and b:
        return 3.0 if a & b else -0.5
    return 0.0


def _hit(one: Telling, other: Telling) -> float:
    a, b = (_nouns(t) for t in (one, other))
    if not a or not b:
        return 0.0
    return min(1.5, 0.7 * len(a & b)) if a & b else -0.3


def _nouns(telling: Telling) -> set[str]:
    return {w for h in telling.hit for w in _content(h.name)}


@functools.lru_cache(maxsize=10_000)
def _content(name: str) -> frozenset[str]:
    return frozenset(content_words(name))


def _actors(one: Telling, other: Telling) -> float:
    """Who is blamed is what accounts differ on: another name takes little away."""
    a, b = ({x.name.casefold() for x in t.actors if x.kind not in ("unnamed", None)} for t in (one, other))
    if not a or not b:
        return 0.0
    if a & b:
        return 0.6
    countries = [{x.country for x in t.actors if x.country} for t in (one, other)]
    return 0.3 if countries[0] & countries[1] else -0.5


def _figures(one: Telling, other: Telling) -> float:
    """Equal figures of killed and hurt speak for one happening, the more the rarer they are; far ones against it."""
    a, b = (_counts(t) for t in (one, other))
    total = 0.0
    for kind in a.keys() & b.keys():
        if a[kind] & b[kind]:
            total += 0.5 if max(a[kind] & b[kind]) <= 2 else 1.0
        else:
            ratio = min(max(x, y) / max(1, min(x, y)) for x in a[kind] for y in b[kind])
            total -= 0.0 if ratio < 2 else 0.5 if ratio < 4 else 1.5
    return total


def _counts(telling: Telling) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for voice in telling.voices:
        for count in voice.counts:
            if count.scope == "incident" and count.stands and count.kind in ("killed", "injured", "abducted"):
                found.setdefault(count.kind, set()).add(count.high if count.low == 0 and count.high else count.low)
    return found


def _words(one: Telling, other: Telling) -> float:
    return 3.0 * _overlap(one.words, other.words) - 0.3 if one.words and other.words else 0.0


def _overlap(one: Collection[str], other: Collection[str]) -> float:
    """Ochiai's coefficient of two sets: 0 to 1."""
    a, b = set(one), set(other)
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def blocks(telling: Telling) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys under which a telling is filed, and those under which its candidates are.

    Two tellings that can be one happening share a day and a country (or a day and a name where no country is known), a
    person who was hit, or a place in a year.
    """
    own: list[str] = []
    candidates: list[str] = []
    when = days(telling)
    countries = sorted({p.country for p in telling.places if p.country}) or ["?"]
    for name in telling.names:
        own.append(f"name {name.split()[-1].casefold()}")
    candidates += own
    if when is None:
        return tuple(own), tuple(dict.fromkeys(candidates))
    length = (when[1] - when[0]).days + 1
    if length <= LONGEST_EXACT:
        for offset in range(length):
            day = (when[0] + timedelta(days=offset)).isoformat()
            own += [f"day {day} {c}" for c in countries]
        reach = [when[0] + timedelta(days=n) for n in range(-1, length + 1)]
        asked = [*countries, "?"] if "?" not in countries else ["?"]
        candidates += [f"day {d.isoformat()} {c}" for d in reach for c in asked]
    for year in range(when[0].year, min(when[1].year, when[0].year + 3) + 1):
        for place in telling.places:
            if place.precision == "country":
                continue
            cell = f"{year} {place.name.casefold()}"
            own.append(f"{'place' if length <= LONGEST_EXACT else 'period'} {cell}")
            candidates.append(f"period {cell}")
            if length > LONGEST_EXACT:
                candidates.append(f"place {cell}")
    return tuple(dict.fromkeys(own)), tuple(dict.fromkeys(candidates))
