"""The rules of ACLED's codebook, on incidents made up for them."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from reportedly import lexicon
from reportedly.codebooks import LeftOut, NotKept, write_acled
from reportedly.codebooks.acled import COLUMNS
from reportedly.weigh.types import DeskParty, DeskPlace, Field, Report, Retraction
from tests.codebooks.sample import (
    COALITION,
    CROWD,
    DAWN,
    GUNMEN,
    IRAQ,
    IRAQI_ARMY,
    IRAQI_POLICE,
    PEOPLE,
    SINJAR,
    US_ARMY,
    VILLAGERS,
    acled,
    convoy,
    counted,
    dispute,
    given,
    incident,
    killed,
    with_counts,
)

EXPORT = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
]

INTERACTIONS = {
    10: "State forces only", 11: "State forces-State forces", 12: "State forces-Rebel group",
    13: "State forces-Political militia", 17: "State forces-Civilians", 18: "State forces-External/Other forces",
    28: "Rebel group-External/Other forces", 37: "Political militia-Civilians", 60: "Protesters only",
    78: "External/Other forces-Civilians",
}


def row(told, **options):
    rows, _ = acled(told, **options)
    return rows[0]


def lost(told):
    return acled(told)[1]


def test_the_header_is_that_of_the_export():
    assert list(COLUMNS) == EXPORT
    stream = io.StringIO()
    write_acled([], stream)
    assert stream.getvalue() == ",".join(EXPORT) + "\n"


def test_the_codebook_s_types_are_all_there():
    events = lexicon.load("codebooks")["acled"]["sub_events"]
    assert len(events) == 25
    assert {event for event, _ in events.values()} == {
        "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians", "Strategic developments"}
    assert {disorder for _, disorder in events.values()} == {
        "Political violence", "Demonstrations", "Political violence; Demonstrations", "Strategic developments"}
    assert set(lexicon.load("codebooks")["acled"]["types"].values()) <= set(events)


def test_the_id_is_the_country_and_the_number_that_the_incident_s_id_stands_for():
    alphabet, number = "abcdefghijklmnopqrstuvwxyz234567", 0
    for letter in "abcdefghi7":
        number = number * 32 + alphabet.index(letter)
    assert row(convoy())["event_id_cnty"] == f"IRQ{number}"


def test_an_id_of_another_kind_is_an_error():
    with pytest.raises(ValueError, match="not an incident's id"):
        acled(incident(id="IRQ40"))


def test_pandas_reads_back_what_was_written():
    stream = io.StringIO()
    write_acled([convoy(), incident("clash", id="aaaaaaaaaa", actors=(IRAQI_ARMY, DAWN))], stream)
    frame = pd.read_csv(io.StringIO(stream.getvalue()))
    assert list(frame.columns) == EXPORT
    assert frame["fatalities"].tolist() == [2, 0]
    assert frame["event_type"].tolist() == ["Explosions/Remote violence", "Battles"]
    assert pd.to_datetime(frame["event_date"]).dt.day.tolist() == [4, 4]
    assert frame["iso"].tolist() == [368, 368]


@pytest.mark.parametrize(("estimate", "fatalities"), [
    (killed(2, 6, 8, given("o1", 6, 8), given("o2", 2, 2)), 2),
    (killed(14, 14, None, given("o1", 14, None)), 14),
    (killed(24, 24, None, given("o1", 24, None, "Dozens of villagers")), 12),
    (killed(200, 200, None, given("o1", 200, None, "hundreds")), 100),
    (killed(20, 20, None, given("o1", 20, None, "tens of people")), 10),
    (killed(3, 3, None, given("o1", 3, None, "several")), 3),
    (killed(24, 24, 24, given("o1", 24, 24, "two dozen")), 24),
    (killed(24, 30, None, given("o1", 30, 30), given("o2", 24, None, "dozens")), 12),
    (killed(7, 7, 7, given("o1", 24, None, "dozens"), corrected=True), 7),
])
def test_fatalities_are_the_lowest_number_given_and_vague_ones_what_the_codebook_makes_of_them(estimate, fatalities):
    assert row(incident(estimates=(estimate,)))["fatalities"] == str(fatalities)


def test_no_word_of_deaths_is_no_deaths():
    assert row(incident(estimates=(killed(4, 4, 4, kind="injured"),)))["fatalities"] == "0"


@pytest.mark.parametrize(("first", "last", "precision", "date"), [
    ("2020-01-04", "2020-01-04", 1, "2020-01-04"),
    ("2020-01-04T01:12", "2020-01-04T02:00", 1, "2020-01-04"),
    ("2020-01-03T22:00", "2020-01-04T04:00", 2, "2020-01-03"),
    ("2020-01-06", "2020-01-12", 2, "2020-01-09"),
    ("2020-01-01", "2020-01-31", 3, "2020-01-16"),
    ("2020-01-01", "2020-01-10", 3, "2020-01-01"),
    ("2020-02-20", "2020-02-29", 3, "2020-02-29"),
    ("2020-01-25", "2020-02-05", 3, "2020-01-30"),
])
def test_time_precision_and_the_date_within_a_period(first, last, precision, date):
    found = row(incident(earliest=first, latest=last))
    assert (found["time_precision"], found["event_date"], found["year"]) == (str(precision), date, date[:4])


def test_a_day_that_no_report_states_is_not_an_actual_date():
    found, why = acled(incident(stated=False))
    assert found[0]["time_precision"] == "2"
    assert "No report states the day; it is that of publication." in found[0]["notes"]
    assert why[NotKept.DAY_OF_REPORT] == 1


@pytest.mark.parametrize(("fields", "reason"), [
    ({"earliest": None}, LeftOut.NO_DAY),
    ({"latest": None}, LeftOut.NO_DAY),
    ({"earliest": "2020-01-01", "latest": "2020-12-31"}, LeftOut.LONG_PERIOD),
    ({"place": None}, LeftOut.NO_PLACE),
    ({"place": replace(SINJAR, country=None)}, LeftOut.NO_COUNTRY),
    ({"place": IRAQ}, LeftOut.ONLY_COUNTRY),
    ({"place": replace(IRAQ, relation="northern", precision="region")}, LeftOut.ONLY_COUNTRY),
    ({"place": replace(IRAQ, relation="border", precision="near")}, LeftOut.ONLY_COUNTRY),
    ({"type": "shooting"}, LeftOut.NOBODY_HIT),
    ({"type": "arrest"}, LeftOut.NO_ACTOR),
    ({"type": "robbery"}, LeftOut.NO_ACTOR),
])
def test_what_the_codebook_asks_for_and_is_not_known_leaves_the_incident_out(fields, reason):
    assert acled(incident(**fields)) == ([], {reason: 1})


@pytest.mark.parametrize(("place", "precision"), [
    (SINJAR, 1), (replace(SINJAR, relation="near", precision="near"), 2),
    (DeskPlace("Nineveh", "IRQ", "Nineveh", 36.0, 42.5, precision="region"), 3),
])
def test_geo_precision(place, precision):
    found = row(incident(place=place))
    assert found["geo_precision"] == str(precision)
    assert (found["location"], found["admin1"], found["admin2"]) == (place.name, "Nineveh", "")


def test_coordinates_have_four_decimals_and_are_blank_where_there_are_none():
    assert (row(convoy())["latitude"], row(convoy())["longitude"]) == ("36.3209", "41.8766")
    found, why = acled(incident(place=replace(SINJAR, latitude=None, longitude=None)))
    assert (found[0]["latitude"], found[0]["longitude"]) == ("", "")
    assert why[NotKept.NO_POINT] == 1


@pytest.mark.parametrize(("type", "fields", "event", "sub_event"), [
    ("airstrike", {}, "Explosions/Remote violence", "Air/drone strike"),
    ("shelling", {}, "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("bombing", {}, "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ("bombing", {"fields": {"weapon": Field("a hand grenade")}}, "Explosions/Remote violence", "Grenade"),
    ("bombing", {"fields": {"weapon": Field("a rocket-propelled grenade")}}, "Explosions/Remote violence",
     "Remote explosive/landmine/IED"),
    ("suicide bombing", {}, "Explosions/Remote violence", "Suicide bomb"),
    ("chemical attack", {}, "Explosions/Remote violence", "Chemical weapon"),
    ("clash", {"actors": (IRAQI_ARMY, DAWN)}, "Battles", "Armed clash"),
    ("clash", {"actors": (CROWD, IRAQI_POLICE)}, "Riots", "Violent demonstration"),
    ("clash", {"actors": (CROWD,)}, "Riots", "Mob violence"),
    ("shooting", {"actors": (GUNMEN,), "victims": (VILLAGERS,)}, "Violence against civilians", "Attack"),
    ("shooting", {"actors": (GUNMEN,), "victims": (PEOPLE,)}, "Violence against civilians", "Attack"),
    ("shooting", {"actors": (DAWN,), "targets": (IRAQI_POLICE,)}, "Battles", "Armed clash"),
    ("shooting", {"actors": (DAWN,), "targets": (IRAQI_POLICE,), "victims": (VILLAGERS,)}, "Battles", "Armed clash"),
    ("stabbing", {"actors": (CROWD,), "victims": (VILLAGERS,)}, "Riots", "Mob violence"),
    ("other", {"estimates": (killed(2, 2, 2),)}, "Violence against civilians", "Attack"),
    ("execution", {"actors": (DAWN,), "victims": (IRAQI_POLICE,)}, "Violence against civilians", "Attack"),
    ("abduction", {"actors": (GUNMEN,)}, "Violence against civilians", "Abduction/forced disappearance"),
    ("arrest", {"actors": (IRAQI_POLICE,)}, "Strategic developments", "Arrests"),
    ("arson", {"actors": (DAWN,)}, "Strategic developments", "Looting/property destruction"),
    ("arson", {"actors": (DAWN,), "victims": (VILLAGERS,)}, "Violence against civilians", "Attack"),
    ("robbery", {"actors": (GUNMEN,)}, "Strategic developments", "Looting/property destruction"),
    ("riot", {"actors": (CROWD, IRAQI_POLICE)}, "Riots", "Violent demonstration"),
    ("riot", {"actors": (CROWD,), "victims": (VILLAGERS,)}, "Riots", "Mob violence"),
    ("protest", {"actors": (CROWD,)}, "Protests", "Peaceful protest"),
    ("protest", {"actors": (CROWD, IRAQI_POLICE)}, "Protests", "Protest with intervention"),
    ("protest", {"estimates": (killed(9, 9, 9, kind="arrested"),)}, "Protests", "Protest with intervention"),
    ("protest", {"actors": (CROWD, IRAQI_POLICE), "estimates": (killed(1, 1, 1),)}, "Protests",
     "Excessive force against protesters"),
])
def test_event_and_sub_event(type, fields, event, sub_event):
    found = row(incident(type, **fields))
    assert (found["event_type"], found["sub_event_type"]) == (event, sub_event)
    assert found["disorder_type"] == lexicon.load("codebooks")["acled"]["sub_events"][sub_event][1]


def test_excessive_force_is_both_political_violence_and_a_demonstration():
    found = row(incident("protest", actors=(CROWD, IRAQI_POLICE), estimates=(killed(1, 1, 1),)))
    assert found["disorder_type"] == "Political violence; Demonstrations"
    assert found["civilian_targeting"] == "Civilian targeting"


def person(name, kind, country=None, status="asserted", role="unknown"):
    return DeskParty(name, kind, country, status, role)


@pytest.mark.parametrize(("actor", "name", "inter"), [
    (IRAQI_ARMY, "Military Forces of Iraq", "State forces"),
    (IRAQI_POLICE, "Police Forces of Iraq", "State forces"),
    (person("Iraq's defence ministry", "government", "IRQ"), "Military Forces of Iraq", "State forces"),
    (US_ARMY, "Military Forces of the United States", "External/Other forces"),
    (COALITION, "US-led coalition", "External/Other forces"),
    (person("police", "force"), "Police Forces of Iraq", "State forces"),
    (person("The army", "force"), "Unidentified Military Forces", "External/Other forces"),
    (DAWN, "Sinjar Dawn Front", "Rebel group"),
    (person("Sinjar Tribal Guard", "armed group"), "Sinjar Tribal Guard", "Identity militia"),
    (person("Crescent Gang", "armed group"), "Crescent Gang", "Political militia"),
    (person("fighters", "armed group"), "Unidentified Armed Group (Iraq)", "Political militia"),
    (GUNMEN, "Unidentified Armed Group (Iraq)", "Political militia"),
    (person("Karim Aziz", "person"), "Unidentified Armed Group (Iraq)", "Political militia"),
    (person("Sinjar Dawn Front", None), "Sinjar Dawn Front", "Rebel group"),
])
def test_names_and_types_of_actors(actor, name, inter):
    found = row(incident("bombing", actors=(actor,)))
    assert (found["actor1"], found["inter1"]) == (name, inter)
    assert (found["actor2"], found["inter2"], found["interaction"]) == ("", "", f"{inter} only")


def test_police_of_no_named_country_are_counted_as_taken_for_local():
    assert lost(incident("bombing", actors=(person("police", "force"),)))[NotKept.POLICE] == 1
    assert NotKept.POLICE not in lost(incident("bombing", actors=(IRAQI_POLICE,)))


def test_nobody_named_is_an_unidentified_armed_group():
    assert row(incident("bombing"))["actor1"] == "Unidentified Armed Group (Iraq)"


def test_who_only_denies_it_is_no_actor():
    denied = replace(US_ARMY, status="denied")
    found, why = acled(incident(actors=(denied,)))
    assert found[0]["actor1"] == "Unidentified Armed Group (Iraq)"
    assert "US military denied that it did it." in found[0]["notes"]
    assert why[NotKept.DENIALS] == 1
    blamed = row(incident(actors=(denied, replace(US_ARMY, status="alleged"))))
    assert blamed["actor1"] == "Military Forces of the United States"


def test_an_alleged_actor_is_coded_and_the_notes_say_by_whom():
    found, why = acled(convoy())
    assert found[0]["actor1"] == "US-led coalition"
    assert "US-led coalition is blamed by a hospital official; disputed by the Iraqi army." in found[0]["notes"]
    assert why[NotKept.ALLEGED] == 1


def test_allies_stand_beside_the_actor_and_one_force_under_two_names_once():
    found = row(incident(actors=(US_ARMY, person("drone", "force", "USA"), DAWN)))
    assert (found["actor1"], found["assoc_actor_1"]) == ("Military Forces of the United States", "Sinjar Dawn Front")


def test_the_unidentified_are_held_to_be_of_a_known_actor_on_their_side():
    militiamen = DeskParty("militiamen", "unnamed", role="combatant")
    found = row(incident("bombing", actors=(GUNMEN, DAWN), targets=(militiamen, IRAQI_ARMY)))
    assert (found["actor1"], found["assoc_actor_1"]) == ("Sinjar Dawn Front", "")
    assert (found["actor2"], found["assoc_actor_2"]) == ("Military Forces of Iraq", "")


def test_notes_say_who_blames_an_actor_that_denies_it():
    text = row(incident(actors=(replace(US_ARMY, status="denied", supports=("a1",)),)))["notes"]
    assert "US military is blamed by a hospital official and denied that it did it." in text


def test_of_several_that_are_blamed_instead_of_one_another_only_the_best_attested_is_coded():
    blamed = (replace(US_ARMY, status="alleged"), replace(DAWN, status="claimed"))
    found, why = acled(incident(actors=blamed, disputes=(dispute("who did it", the_army=("o1",), the_front=("o2",)),)))
    assert (found[0]["actor1"], found[0]["assoc_actor_1"]) == ("Sinjar Dawn Front", "")
    assert "In dispute, who did it: the army (a hospital official); the front (the Iraqi army)." in found[0]["notes"]
    assert why[NotKept.RIVALS] == 1


def test_a_clash_sets_its_actors_against_each_other():
    found, why = acled(incident("clash", actors=(IRAQI_ARMY, DAWN, US_ARMY)))
    assert (found[0]["actor1"], found[0]["actor2"]) == ("Military Forces of Iraq", "Sinjar Dawn Front")
    assert why[NotKept.FURTHER] == 1
    alone = row(incident("clash", actors=(IRAQI_ARMY,)))
    assert (alone["actor1"], alone["actor2"]) == ("Military Forces of Iraq", "Unidentified Armed Group (Iraq)")


def test_violence_against_civilians_has_them_second_with_the_groups_they_belong_to():
    hit = (person("Red Crescent", "organisation", role="civilian"), person("a mayor", "person", "IRQ", role="official"))
    found = row(incident("shooting", actors=(US_ARMY,), victims=hit))
    assert (found["actor2"], found["inter2"]) == ("Civilians (Iraq)", "Civilians")
    assert found["assoc_actor_2"] == "Red Crescent; Government of Iraq"


@pytest.mark.parametrize(("type", "fields", "code"), [
    ("bombing", {"actors": (IRAQI_ARMY,)}, 10),
    ("clash", {"actors": (IRAQI_ARMY, IRAQI_POLICE)}, 11),
    ("clash", {"actors": (DAWN, IRAQI_ARMY)}, 12),
    ("clash", {"actors": (IRAQI_ARMY,)}, 13),
    ("shooting", {"actors": (IRAQI_ARMY,), "victims": (VILLAGERS,)}, 17),
    ("clash", {"actors": (US_ARMY, IRAQI_ARMY)}, 18),
    ("clash", {"actors": (US_ARMY, DAWN)}, 28),
    ("shooting", {"actors": (GUNMEN,), "victims": (VILLAGERS,)}, 37),
    ("protest", {"actors": (CROWD,)}, 60),
    ("shooting", {"actors": (US_ARMY,), "victims": (VILLAGERS,)}, 78),
])
def test_interaction_in_the_codebook_s_order_in_words_and_in_numbers(type, fields, code):
    told = incident(type, **fields)
    assert row(told)["interaction"] == INTERACTIONS[code]
    numeric = row(told, inter="numeric")
    assert numeric["interaction"] == str(code)
    digits = sorted((numeric["inter1"], numeric["inter2"]))
    assert digits == (["0", str(code // 10)] if code % 10 == 0 else [str(code // 10), str(code % 10)])


def test_civilians_are_the_target_of_an_explosion_only_where_no_fighters_were_hit():
    assert row(incident(victims=(VILLAGERS,)))["civilian_targeting"] == "Civilian targeting"
    assert row(incident(victims=(VILLAGERS, DAWN)))["civilian_targeting"] == ""
    assert row(incident(victims=(PEOPLE,)))["civilian_targeting"] == ""
    assert row(with_counts(incident(), counted(4, "civilian")))["civilian_targeting"] == "Civilian targeting"
    assert row(with_counts(incident(), counted(4, "civilian"), counted(2, "combatant")))["civilian_targeting"] == ""
    assert row(with_counts(incident(), counted(4, "civilian", scope="cumulative")))["civilian_targeting"] == ""


def test_an_unknown_status_is_not_made_civilian():
    found = row(incident(victims=(PEOPLE,)))
    assert (found["actor2"], found["interaction"]) == ("", "Political militia only")


def test_sources_are_the_outlets_that_told_of_it_and_of_copies_the_first():
    told = convoy()
    assert row(told)["source"] == "Reuters; The Coastal Courier"
    silent = Report("d3", "The Quiet Herald", published="2020-01-06")
    assert row(replace(told, reports=(*told.reports, silent)))["source"] == "Reuters; The Coastal Courier"
    assert row(replace(told, copies=(("d1", "d2"),)))["source"] == "Reuters"


def test_source_scale_is_said_only_where_the_lexicon_knows_every_outlet():
    told = convoy()
    first, second = told.reports

    def scale(*outlets):
        reports = tuple(replace(r, outlet=o) for r, o in zip((first, second), outlets, strict=True))
        return acled(replace(told, reports=reports))

    assert scale("Reuters", "BBC")[0][0]["source_scale"] == "International"
    assert scale("INA", "Iraqi News Agency")[0][0]["source_scale"] == "National"
    assert scale("Reuters", "INA")[0][0]["source_scale"] == "National-International"
    rows, why = scale("Reuters", "The Coastal Courier")
    assert rows[0]["source_scale"] == ""
    assert why[NotKept.SCALE] == 1


def test_notes_begin_with_the_day_and_tell_what_has_no_column():
    text = row(convoy())["notes"]
    assert text.startswith("On 4 January 2020, an airstrike was reported in Sinjār, Nineveh, Iraq. Time: 01:12. ")
    assert "The United States denied that it did it. " in text
    assert "Said to have been hit: villagers, a convoy of medics. " in text
    assert "Killed: 6 (a hospital official); 2 (the Iraqi army). Injured: 3 (a hospital official). " in text
    assert "In dispute, whether: it happened (a hospital official); it did not (the Iraqi army). " in text
    assert text.endswith("The Iraqi army took back what it said first. First: “two died” Later: “nobody died”")
    bare = replace(convoy(), retractions=(Retraction("o2", (), ()),))
    assert row(bare)["notes"].endswith("The Iraqi army took back what it said first.")


def test_notes_list_only_some_of_many_wordings_for_those_hit():
    hit = tuple(DeskParty(f"convoy {n}", None) for n in range(9))
    text = row(incident(targets=hit))["notes"]
    listed = ", ".join(f"convoy {n}" for n in range(6))
    assert f"Said to have been hit: {listed} and in 3 other wordings." in text


def test_notes_of_an_unsure_day_begin_with_the_day_of_the_row():
    text = row(incident(earliest="2020-01-01", latest="2020-01-31"))["notes"]
    assert text.startswith("On 16 January 2020, an airstrike was reported")
    assert "The day is not known: between 1 January 2020 and 31 January 2020." in text


@pytest.mark.parametrize(("place", "words"), [
    (SINJAR, "in Sinjār, Nineveh, Iraq"),
    (replace(SINJAR, relation="north of", precision="near"), "north of Sinjār, Nineveh, Iraq"),
    (replace(SINJAR, precision="near"), "near Sinjār, Nineveh, Iraq"),
    (DeskPlace("Nineveh", "IRQ", "Nineveh", relation="western", precision="region"), "in western Nineveh, Iraq"),
])
def test_notes_say_how_near_the_place_is(place, words):
    assert f"was reported {words}." in row(incident(place=place))["notes"]


def test_the_timestamp_is_when_the_latest_report_was_published():
    assert row(convoy())["timestamp"] == str(int(pd.Timestamp("2020-01-05", tz="UTC").timestamp()))
    first, second = convoy().reports
    undated = (replace(first, published=None), replace(second, published=None))
    assert row(incident(reports=undated))["timestamp"] == ""
    zoned = (replace(first, published="2020-01-05T01:00:00+03:00"),)
    assert row(incident(reports=zoned))["timestamp"] == str(int(pd.Timestamp("2020-01-04T22:00Z").timestamp()))


def test_what_the_columns_do_not_hold_is_counted():
    assert lost(convoy()) == dict.fromkeys((
        NotKept.LOWEST_ONLY, NotKept.OTHER_FIGURES, NotKept.ALLEGED, NotKept.DENIALS, NotKept.DISPUTES, NotKept.SCALE), 1)
    assert lost(incident(reports=(Report("d1", "Reuters"),), estimates=(killed(2, 2, 2),))) == {}


def test_a_row_is_one_line_whatever_the_reports_say():
    odd = replace(COALITION, name="US-led\ncoalition, \"the\"\u202e\x1b[31m")
    stream = io.StringIO()
    write_acled([incident(actors=(odd,))], stream)
    assert stream.getvalue().count("\n") == 2
    assert "\x1b" not in stream.getvalue()
    assert len(list(csv.reader(io.StringIO(stream.getvalue())))[1]) == len(COLUMNS)


def test_incidents_are_taken_one_at_a_time():
    stream = io.StringIO()
    written = []

    def feed():
        for told in (convoy(), incident("clash", actors=(IRAQI_ARMY, DAWN))):
            yield told
            written.append(stream.getvalue().count("\n"))

    write_acled(feed(), stream)
    assert written == [2, 3]
