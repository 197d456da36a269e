"""PLOVER records, on incidents made up for them."""

from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from reportedly import lexicon
from reportedly.codebooks import LeftOut, NotKept
from reportedly.weigh.types import DeskParty, DeskPlace, Field, Said
from tests.codebooks.sample import (
    COALITION,
    CROWD,
    DAWN,
    GUNMEN,
    IRAQI_ARMY,
    IRAQI_POLICE,
    PEOPLE,
    SINJAR,
    US_ARMY,
    VILLAGERS,
    convoy,
    given,
    incident,
    killed,
    plover,
    quote,
)

SECTORS = [
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
]
EVENTS = {
    "AGREE": [], "SUPPORT": [], "REQUEST": ["assist", "change", "yield", "meet"],
    "REJECT": ["assist", "change", "yield", "meet"],
    "ACCUSE": ["disapprove", "investigate", "allege"],
    "THREATEN": ["restrict", "arrest", "relations", "expel", "territory", "violence"],
    "PROTEST": ["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
    "COERCE": [
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"],
    "ASSAULT": [
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"],
}
ENTITY = {
    "type": "object", "minProperties": 1, "additionalProperties": False,
    "properties": {
        "code": {"type": "string", "pattern": "^[A-Z]{3}$"}, "sector": {"enum": SECTORS},
        "entity_text": {"type": "string", "minLength": 1}},
}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
    "required": ["id", "date", "actor", "event"], "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "minLength": 1}, "has_event": {"const": True},
        "date": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "enddate": {"type": "string", "format": "date"},
        "time": {"type": "string", "pattern": r"^\d\d:\d\d$"}, "endtime": {"type": "string", "pattern": r"^\d\d:\d\d$"},
        "actor": {"type": "array", "minItems": 1, "items": ENTITY}, "recipient": {"type": "array", "items": ENTITY},
        "event": {"type": "array", "minItems": 1, "items": {"enum": list(EVENTS)}},
        "event_loc": {
            "type": "object", "required": ["resolved_place", "resolution"],
            "properties": {
                "lat": {"type": "number", "minimum": -90, "maximum": 90},
                "lon": {"type": "number", "minimum": -180, "maximum": 180},
                "country_code": {"type": "string", "pattern": "^[A-Z]{2}$"}, "resolution": {"enum": [1, 2, 3, 4, 5]}}},
        "event_text": {"type": "array", "items": {"type": "string"}},
        "quad_code": {"enum": [1, 2, 3, 4]}, "event_scale": {"type": "number", "minimum": -10, "maximum": 10},
        "mode": {"type": "array", "items": {"type": "string"}}, "context": {"type": "array", "items": {"const": "cbrn"}},
        "size": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        "link": {"type": "string"}, "coder": {"type": "string"}, "comment": {"type": "string"},
        "cite_info": {"type": "array", "items": {"type": "object", "additionalProperties": {"type": "string"}}},
    },
}
VALID = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def records(*incidents):
    found, _ = plover(*incidents)
    for record in found:
        VALID.validate(record)
        modes = {mode for event in record["event"] for mode in EVENTS[event]}
        assert set(record.get("mode", ())) <= modes
    return found


def first(told):
    return records(told)[0]


def test_records_are_valid_and_lead_to_their_incident():
    found = records(convoy(), incident("clash", id="aaaaaaaaaa", actors=(IRAQI_ARMY, DAWN)))
    assert [r["link"] for r in found] == ["abcdefghi7"] * 3 + ["aaaaaaaaaa"]
    assert len({r["id"] for r in found}) == len(found)


def test_every_type_and_act_is_coded_in_the_manual_s_words_with_its_scores():
    tables = lexicon.load("codebooks")["plover"]
    for event, mode, _ in tables["types"].values():
        assert not mode or mode in tables["events"][event]["modes"]
    for event, mode in tables["acts"].values():
        assert mode in tables["events"][event]["modes"] or "score" in tables["events"][event]
    for event, facts in tables["events"].items():
        assert set(facts["modes"]) <= set(EVENTS[event])
    assert set(tables["sectors"].values()) | set(tables["origins"].values()) <= set(SECTORS)


@pytest.mark.parametrize(("type", "event", "mode", "quad", "scale"), [
    ("airstrike", "ASSAULT", ["aerial"], 4, -9.5), ("shelling", "ASSAULT", ["heavy-weapons"], 4, -9.5),
    ("bombing", "ASSAULT", ["explosives"], 4, -9.0), ("suicide bombing", "ASSAULT", ["suicide-attack"], 4, -9.5),
    ("shooting", "ASSAULT", ["firearms"], 4, -9.0), ("clash", "ASSAULT", None, 4, -9.0),
    ("abduction", "ASSAULT", ["abduct"], 4, -8.5), ("arrest", "COERCE", ["arrest"], 4, -7.0),
    ("chemical attack", "ASSAULT", ["unconventional"], 4, -10.0), ("riot", "PROTEST", ["riot"], 4, -7.0),
    ("protest", "PROTEST", ["demo"], 4, -5.0), ("stabbing", "ASSAULT", ["primitive"], 4, -8.0),
    ("arson", "ASSAULT", ["destroy"], 4, -8.5), ("robbery", "COERCE", ["seize"], 4, -7.0),
    ("execution", "ASSAULT", None, 4, -9.0), ("other", "ASSAULT", None, 4, -9.0),
])
def test_event_mode_quad_and_scale_by_type(type, event, mode, quad, scale):
    record = first(incident(type, victims=(PEOPLE,)))
    assert (record["event"], record.get("mode"), record["quad_code"], record["event_scale"]) == ([event], mode, quad, scale)


def test_a_drone_is_a_mode_of_its_own_and_chemicals_a_context():
    assert first(incident(fields={"weapon": Field("an unmanned aircraft")}))["mode"] == ["drone"]
    assert first(incident("chemical attack"))["context"] == ["cbrn"]


@pytest.mark.parametrize(("party", "code", "sector"), [
    (IRAQI_ARMY, "IRQ", "MIL"), (IRAQI_POLICE, "IRQ", "COP"), (DAWN, "IRQ", "REB"), (COALITION, None, "MIL"),
    (GUNMEN, None, "UNK"),
    (DeskParty("Islamic State", "armed group", None, "asserted"), "IMG", "REB"),
    (DeskParty("Iran", "government", "IRN", "asserted"), "IRN", "GOV"),
    (DeskParty("Crescent Gang", "armed group", "MEX", "asserted"), "MEX", "CRM"),
])
def test_codes_and_sectors_of_actors(party, code, sector):
    entity = first(incident(actors=(party,)))["actor"][0]
    assert (entity.get("code"), entity["sector"], entity["entity_text"]) == (code, sector, party.name)


@pytest.mark.parametrize(("party", "sector"), [
    (VILLAGERS, "CVL"), (DeskParty("fighters", "unnamed", role="combatant"), "UAF"),
    (DeskParty("two soldiers", "unnamed", role="combatant"), "MIL"),
    (DeskParty("a mayor", "person", role="official"), "GOV"),
])
def test_sectors_of_those_hit_follow_what_is_said_of_them(party, sector):
    assert first(incident(victims=(party,)))["recipient"][0]["sector"] == sector


def test_one_sided_violence_has_the_victims_as_recipients_and_two_sided_all_fighters_as_actors():
    one_sided = first(incident("bombing", actors=(DAWN,), victims=(IRAQI_ARMY, VILLAGERS)))
    assert [e["entity_text"] for e in one_sided["actor"]] == ["Sinjar Dawn Front"]
    assert [e["entity_text"] for e in one_sided["recipient"]] == ["Iraqi army", "villagers"]
    clash = first(incident("clash", actors=(DAWN,), targets=(IRAQI_ARMY,), victims=(VILLAGERS,)))
    assert [e["entity_text"] for e in clash["actor"]] == ["Sinjar Dawn Front", "Iraqi army"]
    assert [e["entity_text"] for e in clash["recipient"]] == ["villagers"]
    protest = first(incident("protest", actors=(IRAQI_POLICE, CROWD)))
    assert [e["entity_text"] for e in protest["actor"]] == ["protesters"]
    assert [e["entity_text"] for e in protest["recipient"]] == ["Iraqi police"]


def test_an_actor_that_is_not_known_or_only_denies_it_is_unknown():
    assert first(incident())["actor"] == [{"sector": "UNK"}]
    found, lost = plover(incident(actors=(replace(US_ARMY, status="denied"),)))
    assert found[0]["actor"] == [{"sector": "UNK"}]
    assert lost == {NotKept.DENIALS: 1}


def test_size_has_the_best_figures_and_how_far_they_range():
    told = incident(estimates=(killed(2, 6, None, given("o1", 6, None)), killed(3, 3, 4, kind="injured"),
                               killed(9, 9, 9, kind="arrested")))
    assert first(told)["size"] == {
        "dead": 6, "dead_low": 2, "injured": 3, "injured_low": 3, "injured_high": 4,
        "arrested": 9, "arrested_low": 9, "arrested_high": 9}


def test_date_and_time_have_an_end_where_they_are_a_period():
    day = first(incident())
    assert not {"time", "enddate", "endtime"} & set(day)
    night = first(incident(earliest="2020-01-03T22:00", latest="2020-01-04T04:00"))
    assert (night["date"], night["time"]) == ("2020-01-03", "22:00")
    assert (night["enddate"], night["endtime"]) == ("2020-01-04", "04:00")
    minute = first(convoy())
    assert (minute["date"], minute["time"]) == ("2020-01-04", "01:12")
    assert "endtime" not in minute


@pytest.mark.parametrize(("place", "resolution"), [
    (SINJAR, 4), (replace(SINJAR, precision="near"), 3), (replace(SINJAR, precision="region"), 2),
    (DeskPlace("Iraq", "IRQ", precision="country"), 1),
])
def test_resolution_of_the_place(place, resolution):
    assert first(incident(place=place))["event_loc"]["resolution"] == resolution


def test_the_place_has_geonames_fields_and_the_words_of_the_report():
    assert first(convoy())["event_loc"] == {
        "extracted_place": "near Sinjar", "resolved_place": "Sinjār", "geonameid": 448149, "lat": 36.3209, "lon": 41.87656,
        "province": "Nineveh", "country": "Iraq", "country_code": "IQ", "cc3": "IRQ", "resolution": 4}
    assert "event_loc" not in first(incident(place=None))


def test_an_accusation_and_a_denial_are_records_of_their_own_each_once():
    _, accusation, denial = records(convoy())
    assert (accusation["event"], accusation["mode"], accusation["event_scale"]) == (["ACCUSE"], ["allege"], -3.5)
    assert accusation["actor"] == [{"sector": "MED", "entity_text": "a hospital official"}]
    assert accusation["recipient"] == [{"sector": "MIL", "entity_text": "US-led coalition"}]
    assert (accusation["date"], accusation["event_text"]) == ("2020-01-04", ["blamed the coalition"])
    assert (denial["event"], denial["quad_code"], denial["date"]) == (["REJECT"], 3, "2020-01-05")
    assert denial["recipient"] == [{"entity_text": "a hospital official"}]
    assert [c["citation"] for c in denial["cite_info"]] == ["d2"]


@pytest.mark.parametrize(("act", "event", "quad"), [
    ("threaten", "THREATEN", 3), ("demand", "REQUEST", 3), ("condemn", "ACCUSE", 3), ("promise", "AGREE", 1),
    ("praise", "SUPPORT", 1), ("reject", "REJECT", 3), ("report", None, None), ("mourn", None, None),
])
def test_acts_of_speech(act, event, quad):
    base = convoy()
    account = replace(base.accounts[0], said=(Said(act, "certain", "direct", (quote("words"),)),))
    found = records(replace(base, accounts=(account,)))[1:]
    assert [(r["event"], r["quad_code"]) for r in found] == ([([event], quad)] if event else [])


def test_a_statement_without_a_day_is_counted():
    base = convoy()
    found, lost = plover(replace(base, accounts=(replace(base.accounts[0], published=None),)))
    assert len(found) == 1
    assert lost[NotKept.UNDATED_STATEMENT] == 1


def test_sources_are_cited_and_the_comment_says_who_says_what():
    record = first(convoy())
    assert [c["publication"] for c in record["cite_info"]] == ["Reuters", "The Coastal Courier"]
    assert record["comment"].startswith("On 4 January 2020, an airstrike was reported in Sinjār")
    assert "blamed by a hospital official" in record["comment"]


@pytest.mark.parametrize(("fields", "reason"), [
    ({"earliest": None}, LeftOut.NO_DAY), ({"type": "other"}, LeftOut.NOBODY_HIT),
])
def test_what_cannot_be_coded_is_left_out_with_its_statements(fields, reason):
    assert plover(replace(convoy(), **fields) if "type" not in fields else incident(**fields)) == ([], {reason: 1})
