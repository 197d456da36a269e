"""Whether two tellings are of one happening.

They are compared by what both say: time, place, type, who was hit, who did it, figures and words. What only one says counts
for nothing. Scores are sums of weights, set by hand; from zero on two tellings are held to be of one happening.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Mapping
from datetime import timedelta

from reportedly import lexicon
from reportedly.weigh.profile import Profile, Spot
from reportedly.weigh.types import DeskPlace

APART = -100.0
"""The score of a pair that can't be one happening."""

SAME_TEXT = 4.0
"""What the same words in two copies of one text speak for one happening."""

PRIOR = -3.0
"""Two tellings that nothing ties together are not of one happening."""

ANCHORS = 2
"""How many of time, place, words, a rare type, and who was hit how often must agree, where no name or text does."""

REACH_KM: Mapping[str, float] = {"exact": 12, "near": 30, "region": 250}
"""How far from its coordinates a place of that precision may be."""

ANY = "*"
"""Stands for all countries in the key of a block, as "?" does for none: who says no country may be of any."""

LONGEST_EXACT = 4
"""Days up to which a time is a day rather than a period."""


def score(one: Profile, other: Profile, *, same_text: bool = False) -> float:
    """How much speaks for one happening; 0 and more: they are one. Symmetric."""
    time = _time(one, other)
    place = _place(one, other)
    kind = _type(one, other)
    if APART in (time, place, kind):
        return APART
    names, words = _names(one, other), _words(one, other)
    hit, figures = _hit(one, other), _figures(one, other)
    copied = SAME_TEXT * _overlap(one.words, other.words) if same_text else 0.0
    anchors = (time > 0) + (place > 0) + (words > 1) + (kind > 1) + (hit + figures > 1)
    if names <= 0 and copied <= 1 and anchors < ANCHORS:
        return APART
    return PRIOR + time + _hours(one, other) + place + kind + names + words + copied + hit + figures + _actors(one, other)


def _time(one: Profile, other: Profile) -> float:
    a, b = one.days, other.days
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
    return 1.5 if stated else 0.8


def _hours(one: Profile, other: Profile) -> float:
    """Where both say the minute of one day: two attacks of one day are told apart by their hours."""
    if one.minute is None or other.minute is None or one.days != other.days:
        return 0.0
    apart = abs(one.minute - other.minute)
    return 1.0 if apart <= 60 else -1.5 if apart >= 180 else -0.5


def _place(one: Profile, other: Profile) -> float:
    """The best of the pairs of places; APART where no pair can be one place."""
    countries = [{p.country for p in t.places if p.country} for t in (one, other)]
    if all(countries) and not countries[0] & countries[1]:
        return APART
    exact = [[p for p in t.places if p.precision != "country"] for t in (one, other)]
    if not all(exact):
        return 0.3 if all(countries) else 0.0
    return max(near(a, b) for a in exact[0] for b in exact[1])


def near(one: Spot | DeskPlace, other: Spot | DeskPlace) -> float:
    """How much speaks for two places being one: APART where their coordinates rule that out."""
    if "country" in (one.precision, other.precision):
        return 0.3 if one.country == other.country else APART
    vague = "region" in (one.precision, other.precision)
    if one.name.casefold() == other.name.casefold() or (one.geoname_id and one.geoname_id == other.geoname_id):
        return 1.0 if vague else 2.0
    distance = kilometres(one, other)
    if distance is None:
        return 0.0
    reach = REACH_KM[one.precision] + REACH_KM[other.precision]
    if distance <= reach:
        return 0.5 if vague else 1.2
    return -1.0 if distance <= 2 * reach else APART


def kilometres(one: Spot | DeskPlace, other: Spot | DeskPlace) -> float | None:
    """The distance on a sphere; None where a coordinate isn't known."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(
        math.radians(other.longitude - one.longitude) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, chord)))


def _type(one: Profile, other: Profile) -> float:
    if not one.types or not other.types:
        return 0.2
    if one.type == other.type:
        return _weights().get(one.type, 1.0)
    if one.types & other.types:
        return 0.5
    return 0.0 if any(frozenset((a, b)) in _families() for a in one.types for b in other.types) else APART


@functools.cache
def _weights() -> Mapping[str, float]:
    """What a common type speaks for: the more, the rarer it is."""
    weights: Mapping[str, float] = lexicon.load("weigh")["type_weights"]
    return weights


@functools.cache
def _families() -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, lexicon.load("weigh")["families"]))


def _names(one: Profile, other: Profile) -> float:
    """Persons hit who are named in both."""
    return 3.0 if one.names & other.names else 0.0


def _hit(one: Profile, other: Profile) -> float:
    if not one.hit or not other.hit:
        return 0.0
    common = len(one.hit & other.hit)
    return min(1.5, 0.7 * common) if common else -0.6


def _actors(one: Profile, other: Profile) -> float:
    """Who is blamed is what accounts differ on: another name takes little away, but where the means differ too."""
    if not one.actors or not other.actors:
        return 0.0
    if one.actors & other.actors:
        return 0.6
    if one.actor_countries & other.actor_countries:
        return 0.3
    return -0.5 if one.types & other.types or not (one.types and other.types) else -1.5


def _figures(one: Profile, other: Profile) -> float:
    """Equal figures speak for one happening, the more the rarer they are; far ones speak against it."""
    total = 0.0
    for kind in sorted(one.counts.keys() & other.counts.keys()):
        a, b = one.counts[kind], other.counts[kind]
        if a & b:
            total += max(map(_rarity, a & b))
        else:
            ratio = min(max(x, y) / max(1, min(x, y)) for x in a for y in b)
            total -= 0.0 if ratio < 2 else 0.4 if ratio < 4 else 1.2
    return total


def _rarity(number: int) -> float:
    """What it says that two reports give this number: round and small ones come by chance."""
    if number < 10:
        return 0.4 if number < 3 else 0.9
    return 1.0 if number % 10 == 0 else 1.6


def _words(one: Profile, other: Profile) -> float:
    return 3.0 * _overlap(one.words, other.words) - 0.3 if one.words and other.words else 0.0


def _overlap(one: Collection[str], other: Collection[str]) -> float:
    """Ochiai's coefficient of two sets: 0 to 1."""
    a, b = frozenset(one), frozenset(other)
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def blocks(profile: Profile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys under which a telling is filed, and those under which its candidates are.

    Two tellings that can be one happening share a day and a country, or the name of a person who was hit, or a place in a
    year where one of them knows only a period.
    """
    own = [f"name {name}" for name in sorted(profile.names)]
    asked = list(own)
    if profile.days is None:
        return tuple(own), tuple(asked)
    first, last = profile.days
    length = (last - first).days + 1
    placed = sorted({p.country for p in profile.places if p.country})
    countries = placed or ["?"]
    if length <= LONGEST_EXACT:
        days = [first + timedelta(days=n) for n in range(-1, length + 1)]
        own += [f"day {day} {country}" for day in days[1:-1] for country in (*countries, ANY)]
        asked += [f"day {day} {country}" for day in days for country in ([*countries, "?"] if placed else [ANY])]
    names = dict.fromkeys(p.name for p in profile.places if p.precision != "country")
    cells = [f"{year} {name}" for year in range(first.year, min(last.year, first.year + 3) + 1) for name in names]
    asked += [f"period {cell}" for cell in cells]
    if length <= LONGEST_EXACT:
        own += [f"place {cell}" for cell in cells]
    else:
        own += [f"period {cell}" for cell in cells]
        asked += [f"place {cell}" for cell in cells]
    return tuple(own), tuple(asked)
