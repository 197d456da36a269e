"""What a document says of where it is about, and what that adds to a place's weight."""

from __future__ import annotations

import functools
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc

from reportedly import gazetteer, lexicon
from reportedly.extract.parties.known import Hit, find_known
from reportedly.extract.places.names import Mention, words_of
from reportedly.gazetteer import Entry

_TOWNS = frozenset({"city", "district"})
_NEAR_KM = 150.0
_CLOSE_KM = 15.0
_CAPITAL_PEOPLE = 100_000
_GREAT_TOWN_PEOPLE = 300_000


@functools.cache
def weights(table: str) -> dict[str, Any]:
    """The numbers of ``lexicon/places.toml`` under that name."""
    return lexicon.load("places")[table]  # type: ignore[no-any-return]


def km(a: Entry, b: Entry) -> float:
    """Kilometres between two places along the sphere."""
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    h = (math.sin((q - p) / 2) ** 2
         + math.cos(p) * math.cos(q) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2)
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def side_told(between: list[str]) -> str:
    """On which side of the next the words behind a name say it lies: ", about 20 km north-east of"; "" where they don't."""
    told = list(itertools.takewhile(words_of("relation.compass").__contains__, reversed(between[:-1])))
    ahead = between[:len(between) - 1 - len(told)]
    by = between[-1:] == ["of"] and all(w in words_of("relation.distance") for w in ahead)
    return "".join(reversed(told)) if by else ""


def lies(place: Entry, side: str, town: Entry) -> bool:
    """Whether the place lies on that side of the town, roughly: "northeast"; a very near one on any."""
    north = (side.startswith("north") - side.startswith("south")) * (place.latitude - town.latitude)
    east = (side.endswith("east") - side.endswith("west")) * (place.longitude - town.longitude)
    return km(place, town) < _CLOSE_KM or north + east * math.cos(math.radians(town.latitude)) > 0


def contains(outer: Entry, inner: Entry) -> bool:
    """Whether the one is the country, the division, the county or the town that the other lies in."""
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.kind == "region" and outer.division:
        return inner.division == outer.division and inner.kind not in ("country", "region")
    if outer.kind == "region":
        return inner.kind in _TOWNS and inner.country == outer.country and km(outer, inner) < 400
    return outer.kind in _TOWNS and inner.kind == "city" and inner is not outer and km(outer, inner) < 60


@functools.lru_cache(1 << 14)
def prior(entry: Entry) -> float:
    """How readily a name is taken for the place before any context: about the decimal logarithm of its people."""
    table = weights("choice")
    if entry.kind in table["kind"]:
        weight: float = table["kind"][entry.kind]
    elif entry.kind == "region":
        weight = table["division"].get(entry.country, table["other_division"]) if entry.division else table["area"]
    else:
        weight = math.log10(max(entry.population, table["unknown_population"]))
        if entry.population > _CAPITAL_PEOPLE and entry.country and entry.geoname_id == _capital_id(entry.country):
            weight += table["capital"]
    if entry.match == "other name":
        weight -= table["other_name_big"] if entry.population > 200_000 else table["other_name"]
    return weight


def _capital_id(country: str) -> int | None:
    capital = gazetteer.capital(country)
    return capital.geoname_id if capital else None


def countries_of_groups(groups: Iterable[Hit]) -> Counter[str]:
    """How many armed groups of each country the report names: it speaks of that country."""
    countries = {hit.known.name: hit.known.country for hit in groups}
    return Counter(country for country in countries.values() if country)


def find_groups(doc: Doc) -> list[Hit]:
    """Where armed groups are named."""
    hits = find_known([t.text for t in doc], [t.lower_ for t in doc], {})
    return [hit for hit in hits if hit.known.field == "groups"]


class Context:
    """The places accepted so far: their countries and divisions with their weights, their points, and, on a grid, all
    places that the names of the document may stand for.

    ``groups``: how many armed groups of each country the report names.
    """

    def __init__(self, mentions: Iterable[Mention] = (), groups: Counter[str] | None = None) -> None:
        self.countries: Counter[str] = Counter(groups)
        """How often each country is meant or holds a place named; for :meth:`one_country`."""
        self.names: Counter[str] = Counter()
        """How often each folded name was accepted."""
        self._where: set[str] = set()
        """The folded names that say where, not who acts: all but those of peoples."""
        self._home: set[str] = set()
        self._spoken_of: set[str] = set()
        self._votes: defaultdict[str, float] = defaultdict(float)
        self._own: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._divisions: defaultdict[str, float] = defaultdict(float)
        self._points: list[Entry] = []
        self._cells: defaultdict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        self._regions: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._most = self._most_divisions = 0.0
        for country, number in self.countries.items():
            self._votes[country] += number
            self._spoken_of.add(country)
            self._most = max(self._most, self._votes[country])
        for m in mentions:
            self._add(m)

    def _add(self, m: Mention) -> None:
        entry = m.chosen
        if entry is None or not m.accepted or m.law:
            return
        self.names[m.key] += 1
        weight = 1.0 / self.names[m.key]
        if m.dateline:
            weight *= 3
        if entry.kind in ("country", "region") and entry.match != "people":
            weight *= 1.5
        if entry.country:
            if entry.match != "people":
                self._where.add(m.key)
            self._note_country(m, entry)
            self.countries[entry.country] += 1
            self._votes[entry.country] += weight
            self._own[m.key, entry.country] += weight
            self._most = max(self._most, self._votes[entry.country])
        if entry.division:
            self._divisions[entry.division] += weight
            self._own[m.key, entry.division] += weight
            self._most_divisions = max(self._most_divisions, self._divisions[entry.division])
        if entry.kind in _TOWNS:
            self._points.append(entry)

    def _note_country(self, m: Mention, entry: Entry) -> None:
        """Which countries the report is dated from, and which it speaks of by more than the name of a little town."""
        assert entry.country is not None
        if m.dateline:
            self._home.add(entry.country)
        if entry.kind != "city" or entry.population >= _GREAT_TOWN_PEOPLE or m.rivals:
            self._spoken_of.add(entry.country)

    def is_abroad(self, country: str | None) -> bool:
        """Whether the report is dated from elsewhere, or most of it is of another country, and it doesn't speak of this."""
        home = self._home or {self.one_country()} - {None}
        return bool(home) and country not in home and country not in self._spoken_of

    def names_only_people(self, but_name: str) -> bool:
        """Whether all but that name are of peoples and groups: they say who acts, not where."""
        return self._where <= {but_name}

    def chart(self, mentions: Iterable[Mention]) -> None:
        """Lays what all likely names may stand for on a grid of degrees; a name of few places counts for more."""
        for m in mentions:
            if m.score < weights("choice")["likely"] or m.entries[0].match == "people":
                continue
            options = m.rivals or m.entries
            weight = len(options) ** -0.5
            for e in options:
                if e.kind in _TOWNS:
                    self._cells[int(e.latitude // 1), int(e.longitude // 1)][m.key] = weight
                    if e.division:
                        self._regions[e.division][m.key] = weight

    def votes(self, country: str | None, but_name: str = "") -> float:
        """The weight of a country in the document, leaving out what the name itself brought."""
        if country is None or country not in self._votes:
            return 0.0
        return self._votes[country] - self._own.get((but_name, country), 0.0)

    @property
    def most_votes(self) -> float:
        return self._most

    def division_votes(self, division: str | None, but_name: str = "") -> float:
        """The weight of a first-level division in the document, leaving out what the name itself brought."""
        if division is None or division not in self._divisions:
            return 0.0
        return self._divisions[division] - self._own.get((but_name, division), 0.0)

    def one_country(self, but: str | None = None) -> str | None:
        """The country that most of what was placed lies in, ``but`` not counted; None without a majority."""
        most = max((c for c in self.countries if c != but), key=lambda c: self.countries[c], default=None)
        total = self.countries.total() - (self.countries[but] if but else 0)
        return most if most is not None and self.countries[most] >= weights("choice")["majority"] * total else None

    def is_rivalled(self, country: str) -> bool:
        """Whether another country is spoken of as often: "Wagner fighters and Malian soldiers"."""
        return any(c != country and n >= self.countries[country] for c, n in self.countries.items())

    def favour(self, entry: Entry, name: str) -> float:
        """What the document adds to the weight of a place for that name."""
        table = weights("choice")
        bonus = 0.0
        if entry.country and self._most:
            votes = self.votes(entry.country, name)
            bonus += table["country_votes"] * votes / self._most + (table["country_named"] if votes >= 1 else 0.0)
        if entry.division and self._most_divisions:
            bonus += table["division_votes"] * self.division_votes(entry.division, name) / self._most_divisions
        if entry.kind != "country":
            bonus += min(table["company"] * self._company(entry, name), table["most_company"])
        return bonus

    def _company(self, entry: Entry, name: str) -> float:
        """How many other names of the document may stand for a place beside this one, or in this region."""
        if entry.kind == "region":
            return 0.5 * sum(w for k, w in self._regions.get(entry.division or "", {}).items() if k != name)
        y, x = int(entry.latitude // 1), int(entry.longitude // 1)
        beside: dict[str, float] = {}
        for i in (y - 1, y, y + 1):
            for j in (x - 1, x, x + 1):
                if (i, j) in self._cells:
                    beside.update(self._cells[i, j])
        return sum(w for k, w in beside.items() if k not in name and name not in k) if beside else 0.0

    def near(self, entry: Entry) -> bool:
        """Whether another town accepted lies within reach."""
        return any(
            p.geoname_id != entry.geoname_id and abs(p.latitude - entry.latitude) < 2 and km(p, entry) < _NEAR_KM
            for p in self._points)
