"""The rules of UCDP GED's codebook, on incidents made up for them."""

import io
from dataclasses import replace

import pandas as pd
import pytest

from reportedly.codebooks import LeftOut, NotKept, write_ucdp
from reportedly.codebooks.ucdp import COLUMNS, priogrid
from reportedly.weigh.types import DeskParty, DeskPlace
from tests.codebooks.sample import (
    COALITION,
    CROWD,
    DAWN,
    GUNMEN,
    IRAQ,
    IRAQI_ARMY,
    IRAQI_POLICE,
    PEOPLE,
    RIVAL,
    SINJAR,
    US_ARMY,
    VILLAGERS,
    convoy,
    counted,
    dispute,
    given,
    incident,
    killed,
    ucdp,
    with_counts,
)

GED = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
]

SIX = (killed(6, 6, 6, given("o1", 6, 6)),)


def event(type="airstrike", **fields):
    """An incident that is an event: the Iraqi army, villagers, six dead."""
    return incident(type, **{"actors": (IRAQI_ARMY,), "victims": (VILLAGERS,), "estimates": SIX, **fields})


def row(told):
    rows, _ = ucdp(told)
    return rows[0]


def test_the_header_is_that_of_the_dataset():
    assert list(COLUMNS) == GED
    assert len(GED) == 49
    stream = io.StringIO()
    write_ucdp([], stream)
    assert stream.getvalue() == ",".join(GED) + "\n"


def test_pandas_reads_back_what_was_written():
    stream = io.StringIO()
    write_ucdp([convoy(), event("clash", actors=(DAWN, IRAQI_ARMY), victims=())], stream)
    frame = pd.read_csv(io.StringIO(stream.getvalue()), dtype={"relid": str})
    assert list(frame.columns) == GED
    assert frame["best"].tolist() == [6, 6]
    assert frame["type_of_violence"].tolist() == [3, 1]
    assert pd.to_datetime(frame["date_start"]).dt.day.tolist() == [4, 4]
    assert frame["id"].dtype == "int64"
    assert frame["relid"].tolist() == ["abcdefghi7", "abcdefghi7"]


def test_ids_of_ucdp_s_registries_stay_blank():
    theirs = [c for c in GED if c.endswith(("_dset_id", "_new_id"))]
    theirs += ["conflict_name", "country_id", "gwnoa", "gwnob", "active_year", "code_status"]
    assert {row(convoy())[column] for column in theirs} == {""}


@pytest.mark.parametrize(("fields", "reason"), [
    ({"estimates": ()}, LeftOut.NO_DEATH),
    ({"estimates": (killed(0, 0, 0),)}, LeftOut.NO_DEATH),
    ({"estimates": (killed(3, 3, 3, kind="injured"),)}, LeftOut.NO_DEATH),
    ({"type": "protest", "actors": (CROWD, IRAQI_POLICE)}, LeftOut.OUTSIDE),
    ({"type": "riot", "actors": (CROWD, IRAQI_POLICE)}, LeftOut.OUTSIDE),
    ({"type": "arrest"}, LeftOut.OUTSIDE),
    ({"latest": None}, LeftOut.NO_DAY),
    ({"earliest": "2018-01-01", "latest": "2019-12-31"}, LeftOut.LONG_PERIOD),
    ({"place": None}, LeftOut.NO_PLACE),
    ({"place": replace(SINJAR, country=None)}, LeftOut.NO_COUNTRY),
    ({"actors": ()}, LeftOut.NO_SIDES),
    ({"actors": (GUNMEN,)}, LeftOut.NO_SIDES),
    ({"actors": (replace(US_ARMY, status="denied"),)}, LeftOut.NO_SIDES),
    ({"actors": (DeskParty("The army", "force", None, "asserted"),)}, LeftOut.NO_SIDES),
    ({"victims": (DeskParty("fighters", "unnamed", None, role="combatant"),)}, LeftOut.NO_SIDES),
    ({"type": "clash"}, LeftOut.NO_SIDES),
    ({"victims": (PEOPLE,)}, LeftOut.WHO_WAS_KILLED),
])
def test_what_is_no_event_by_the_definition_is_left_out(fields, reason):
    assert ucdp(event(**fields)) == ([], {reason: 1})


def test_a_death_that_only_one_origin_reports_is_enough():
    found = row(event(estimates=(killed(0, 0, 5, given("o1", 0, 0), given("o2", 0, 5)),)))
    assert (found["best"], found["high"], found["low"]) == ("0", "5", "0")


@pytest.mark.parametrize(("type", "actors", "victims", "expected"), [
    ("shooting", (DAWN,), (IRAQI_ARMY,), ("1", "Government of Iraq", "Sinjar Dawn Front")),
    ("airstrike", (US_ARMY,), (DAWN,), ("1", "Government of United States of America", "Sinjar Dawn Front")),
    ("airstrike", (COALITION,), (DAWN,), ("1", "US-led coalition", "Sinjar Dawn Front")),
    ("clash", (US_ARMY, IRAQI_ARMY), (), ("1", "Government of United States of America", "Government of Iraq")),
    ("clash", (DAWN, RIVAL), (), ("2", "Sinjar Dawn Front", "Tel Afar Brigade")),
    ("bombing", (DAWN,), (RIVAL,), ("2", "Sinjar Dawn Front", "Tel Afar Brigade")),
    ("bombing", (DAWN,), (VILLAGERS,), ("3", "Sinjar Dawn Front", "Civilians")),
    ("bombing", (DAWN,), (IRAQI_ARMY, VILLAGERS), ("1", "Government of Iraq", "Sinjar Dawn Front")),
])
def test_type_of_violence_and_sides(type, actors, victims, expected):
    found = row(event(type, actors=actors, victims=victims))
    assert (found["type_of_violence"], found["side_a"], found["side_b"]) == expected
    assert found["dyad_name"] == f"{expected[1]} - {expected[2]}"


def test_best_high_and_low_and_an_open_high_is_the_highest_number_given():
    found, lost = ucdp(event(estimates=(killed(2, 6, None, given("o1", 6, 9), given("o2", 2, None)),)))
    assert (found[0]["best"], found[0]["high"], found[0]["low"]) == ("6", "9", "2")
    assert lost[NotKept.OPEN_HIGH] == 1
    assert row(event(estimates=(killed(14, 14, None),)))["high"] == "14"
    assert row(event(estimates=(killed(2, 6, None, given("o1", 2, None)),)))["high"] == "6"


@pytest.mark.parametrize(("type", "actors", "victims", "counts", "expected"), [
    ("bombing", (DAWN,), (VILLAGERS,), (), (0, 0, 0, 6)),
    ("bombing", (DAWN,), (VILLAGERS,), (counted(6, "civilian"),), (0, 0, 6, 0)),
    ("bombing", (DAWN,), (IRAQI_ARMY,), (counted(4, "combatant"), counted(1, "civilian")), (4, 0, 1, 1)),
    ("airstrike", (IRAQI_ARMY,), (DAWN,), (counted(6, "combatant"),), (0, 6, 0, 0)),
    ("airstrike", (IRAQI_ARMY,), (DAWN,), (counted(9, "combatant"),), (0, 6, 0, 0)),
    ("airstrike", (IRAQI_ARMY,), (DAWN,), (counted(5, "civilian"), counted(4, "combatant")), (0, 1, 5, 0)),
    ("clash", (IRAQI_ARMY, DAWN), (), (counted(4, "combatant"),), (0, 0, 0, 6)),
    ("airstrike", (IRAQI_ARMY,), (DAWN,), (counted(40, "combatant", scope="cumulative"),), (0, 0, 0, 6)),
])
def test_deaths_of_each_side_are_told_apart_as_far_as_the_figures_do_and_add_up_to_the_best(
    type, actors, victims, counts, expected,
):
    found = row(with_counts(event(type, actors=actors, victims=victims), *counts))
    deaths = tuple(int(found[c]) for c in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))
    assert deaths == expected
    assert sum(deaths) == int(found["best"])


def test_who_was_killed_is_taken_from_the_origins_that_give_the_best_figure():
    told = event("bombing", actors=(DAWN,), estimates=(killed(2, 6, 6, given("o2", 6, 6), given("o1", 2, 2)),))
    assert row(with_counts(told, counted(2, "civilian")))["deaths_unknown"] == "6"


@pytest.mark.parametrize(("place", "precision"), [
    (SINJAR, 1), (replace(SINJAR, precision="near"), 2),
    (DeskPlace("Nineveh", "IRQ", "Nineveh", 36.0, 42.5, precision="region"), 4),
    (DeskPlace("Nineveh Plains", "IRQ", None, 36.0, 42.5, precision="region"), 5),
    (replace(IRAQ, relation="northern", precision="region"), 5), (IRAQ, 6),
])
def test_where_prec(place, precision):
    assert row(event(place=place))["where_prec"] == str(precision)


def test_the_place_in_words_in_degrees_and_in_the_grid():
    found = row(event())
    assert (found["where_coordinates"], found["adm_1"], found["country"], found["region"]) == (
        "Sinjār", "Nineveh", "Iraq", "Middle East")
    assert found["where_description"] == "in Sinjār, Nineveh, Iraq"
    assert (found["latitude"], found["longitude"], found["geom_wkt"]) == ("36.3209", "41.87656", "POINT (41.87656 36.3209)")
    blank, lost = ucdp(event(place=replace(SINJAR, latitude=None, longitude=None)))
    assert (blank[0]["geom_wkt"], blank[0]["priogrid_gid"]) == ("", "")
    assert lost[NotKept.NO_POINT] == 1


@pytest.mark.parametrize(("latitude", "longitude", "cell"), [
    (-90.0, -180.0, 1), (-89.75, -179.25, 2), (-89.25, -179.75, 721), (-46.75, 37.75, 62356), (90.0, 180.0, 259200),
])
def test_cells_of_the_grid_are_counted_from_the_south_west(latitude, longitude, cell):
    assert priogrid(latitude, longitude) == cell


@pytest.mark.parametrize(("first", "last", "precision", "clarity"), [
    ("2020-01-04", "2020-01-04", 1, 1), ("2020-01-03T23:00", "2020-01-04T03:00", 2, 2), ("2020-01-01", "2020-01-06", 2, 2),
    ("2020-01-01", "2020-01-07", 3, 2), ("2020-01-01", "2020-01-31", 4, 2), ("2020-01-01", "2020-12-31", 5, 2),
])
def test_date_prec_and_clarity(first, last, precision, clarity):
    found = row(event(earliest=first, latest=last))
    assert (found["date_prec"], found["event_clarity"]) == (str(precision), str(clarity))
    assert (found["date_start"], found["date_end"]) == (f"{first[:10]} 00:00:00.000", f"{last[:10]} 00:00:00.000")
    assert found["year"] == "2020"


def test_a_day_that_no_report_states_is_not_exact():
    assert row(event(stated=False))["date_prec"] == "2"


def test_sources_are_the_reports_and_source_original_the_origins():
    found = row(convoy())
    assert found["number_of_sources"] == "2"
    assert found["source_article"] == (
        "Reuters, 2020-01-04, Strike hits convoy near Sinjar; The Coastal Courier, 2020-01-05, Army denies strike")
    assert found["source_office"] == "Reuters; The Coastal Courier"
    assert found["source_date"] == "2020-01-04; 2020-01-05"
    assert found["source_headline"] == "Strike hits convoy near Sinjar; Army denies strike"
    assert found["source_original"] == "a hospital official; the Iraqi army"
    assert row(event(reports=()))["number_of_sources"] == "-1"
    first, second = convoy().origins
    passing_on = replace(second, independent=False)
    assert row(event(origins=(first, passing_on)))["source_original"] == "a hospital official"


def test_what_the_columns_do_not_hold_is_counted():
    _, lost = ucdp(convoy())
    assert lost == dict.fromkeys((NotKept.OTHER_FIGURES, NotKept.ALLEGED, NotKept.DENIALS, NotKept.DISPUTES), 1)
    _, lost = ucdp(event(estimates=(killed(2, 6, 6),), disputes=(dispute("how many", six=("o1",)),)))
    assert lost == {}
    _, lost = ucdp(event("bombing", actors=(IRAQI_ARMY, US_ARMY), victims=(DAWN,)))
    assert lost == {NotKept.FURTHER: 1}
