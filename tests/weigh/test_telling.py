"""What is cut out of a dossier: one telling a happening, with all that is said of it and by whom."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportedly
from reportedly import Dossier
from reportedly.weigh.telling import (
    Telling,
    agency,
    content_words,
    moment,
    short_id,
    status_of,
    tellings,
)
from reportedly.weigh.types import Quote
from tests.weigh.made import count, voice
from tests.weigh.made import told as mentioned
from tests.weigh.reports import REPORTS

Tellings = Mapping[str, tuple[Telling, ...]]


def quotes(telling: Telling) -> list[Quote]:
    """All words that a telling holds."""
    found = [*telling.weapons, *telling.when, *telling.where, *(q for qs in telling.contested.values() for q in qs)]
    for one in telling.voices:
        found += [t.quote for t in one.told] + [c.quote for c in one.counts]
        found += [q for said in one.said for q in said.quotes]
    found += [q for p in (*telling.actors, *telling.hit) for q in p.quotes]
    return found


def only(found: tuple[Telling, ...]) -> Telling:
    """The one telling of a report."""
    (telling,) = found
    return telling


def chains(telling: Telling) -> list[tuple[str, ...]]:
    return [tuple(link.name for link in v.chain) for v in telling.voices]


@pytest.mark.parametrize("name", REPORTS)
def test_every_incident_of_a_report_is_a_whole_telling_with_its_mentions(
    name: str, told: Tellings, dossiers: Mapping[str, Dossier],
) -> None:
    dossier = dossiers[name]
    whole = [t for t in told[name] if t.whole]
    assert [t.type for t in whole] == [i.type for i in dossier.incidents]
    assert [tuple(m.event for m in t.members) for t in whole] == [i.events for i in dossier.incidents]
    triggers = {e.id: e.trigger for e in dossier.events}
    assert all(m.trigger == triggers[m.event] for t in told[name] for m in t.members)
    assert all(t.start == min(m.trigger.start for m in t.members) for t in told[name])


@pytest.mark.parametrize("name", REPORTS)
def test_every_quote_leads_to_its_words(name: str, told: Tellings, dossiers: Mapping[str, Dossier]) -> None:
    text = dossiers[name].document.text
    found = [q for t in told[name] for q in quotes(t)]
    assert found
    for quote in found:
        assert quote.document == name
        assert text[quote.span.start:quote.span.end] == quote.text
        end = quote.sentence_start + len(quote.sentence)
        assert text[quote.sentence_start:end] == quote.sentence
        assert quote.sentence_start <= quote.span.start < quote.span.end <= end


@pytest.mark.parametrize("name", REPORTS)
def test_json_goes_there_and_back(name: str, told: Tellings) -> None:
    assert all(Telling.from_json(t.to_json()) == t for t in told[name])


def test_a_mention_outside_all_incidents_is_a_loose_telling(told: Tellings) -> None:
    (loose,) = (t for t in told["form passing"] if not t.whole)
    assert (loose.main, loose.type) == (False, "airstrike")
    assert (loose.earliest, loose.stated) == ("2024-03-05", True)
    assert [v.denies for v in loose.voices] == [True]


def test_keys_are_of_the_report_and_the_happening(dossiers: Mapping[str, Dossier]) -> None:
    wire = dossiers["wire"]
    assert [t.key for t in tellings(wire)] == [t.key for t in tellings(wire, wire.document.id)]
    assert {t.key for t in tellings(wire)}.isdisjoint(t.key for t in tellings(wire, "another"))
    keys = [t.key for name, dossier in dossiers.items() for t in tellings(dossier, name)]
    assert len(keys) == len(set(keys))


def test_a_chain_runs_from_who_said_it_over_who_passed_it_on_to_the_outlet(told: Tellings) -> None:
    assert ("a doctor at the district hospital", "Reuters", "The Coastal Courier") in chains(only(told["print"]))


def test_who_passed_on_one_sentence_of_a_source_passed_on_all(told: Tellings) -> None:
    (bukar,) = only(told["form passed on"]).voices
    assert [link.name for link in bukar.chain] == ["Lado Bukar", "Reuters", "Meridian Press"]
    assert {(c.kind, c.low) for c in bukar.counts} == {("killed", 6), ("injured", 11)}


def test_an_agency_that_prints_its_own_copy_stands_once_in_a_chain(told: Tellings) -> None:
    assert ("a doctor at the district hospital", "Reuters") in chains(only(told["wire"]))


def test_what_one_source_says_in_two_sentences_is_one_voice(told: Tellings) -> None:
    (crescent,) = (v for v in only(told["medics"]).voices if "Red Crescent" in v.chain[0].name)
    assert {(c.kind, c.low) for c in crescent.counts} == {("killed", 12), ("injured", 20)}
    assert len(crescent.said) == 2


@pytest.mark.parametrize(("name", "body"), [("form spokesman", "Army"), ("form possessive", "Niger's army")])
def test_a_spokesman_speaks_for_a_body(name: str, body: str, told: Tellings) -> None:
    assert body in {v.chain[0].body for v in only(told[name]).voices}


def test_who_is_not_a_spokesman_has_no_body(told: Tellings) -> None:
    assert {v.chain[0].body for v in only(told["wire"]).voices} == {None}


def test_those_of_whom_it_is_denied_that_they_were_hit_are_spared(told: Tellings) -> None:
    army, residents = only(told["form spared"]).voices
    assert "civilians" in {h.name for h in army.spared}
    assert "civilians" not in {h.name for h in army.hit}
    assert residents.spared == ()
    assert [(h.name, h.role) for h in residents.hit] == [("villagers", "civilian")]


def test_who_says_that_some_were_not_harmed_denies_no_happening(told: Tellings) -> None:
    assert [v.denies for v in only(told["form unharmed"]).voices] == [False, False]


def test_none_of_its_leaders_is_nobody(told: Tellings) -> None:
    assert [h.name for h in only(told["form none"]).hit] == ["villagers"]


def test_news_without_a_day_is_of_the_day_of_publication_and_says_so(told: Tellings) -> None:
    unsaid, said = only(told["form unsaid"]), only(told["form spokesman"])
    assert (unsaid.earliest, unsaid.latest, unsaid.stated, unsaid.when) == ("2024-03-09", "2024-03-09", False, ())
    assert (said.earliest, said.stated, [q.text for q in said.when]) == ("2024-03-08", True, ["Friday"])


def test_the_agency_of_a_report_is_that_of_its_dateline_or_its_outlet(told: Tellings) -> None:
    assert [only(told[name]).agency for name in ("form credited", "wire", "medics")] == ["AFP", "Reuters", None]


def test_a_part_of_another_count_does_not_stand(told: Tellings) -> None:
    friday = told["form toll"][0]
    stands = {(c.low, c.stands) for v in friday.voices for c in v.counts if c.kind == "abducted"}
    assert stands == {(5, True), (2, False)}


def test_of_a_list_the_sum_stands_with_the_words_from_first_to_last() -> None:
    text = "A shell killed a nurse and three boys in Nikopol, Ukraine, on Tuesday."
    (dossier,) = reportedly.read_many([{"text": text, "published": "2024-03-06"}])
    counts = [c for v in only(tellings(dossier)).voices for c in v.counts]
    assert {(c.quote.text, c.low, c.stands) for c in counts} == {
        ("a nurse", 1, False), ("a nurse and three boys", 4, True), ("three boys", 3, False)}


def test_a_toll_of_a_year_is_not_of_the_incident(told: Tellings) -> None:
    assert 900 not in {c.low for t in told["form toll"] for v in t.voices for c in v.counts if c.scope == "incident"}


def test_a_voice_denies_that_says_nothing_else_of_it() -> None:
    denial, mention, toll = mentioned("one", denied=True), mentioned("one"), count("one", 6)
    assert voice("one", told=[denial]).denies
    assert not voice("one", told=[denial, mention]).denies
    assert not voice("one", told=[denial], counts=[toll]).denies
    assert not voice("one").denies


def test_a_voice_tells_that_mentions_it_or_gives_a_figure() -> None:
    assert voice("one", told=[mentioned("one", denied=True)]).tells
    assert voice("one", counts=[count("one", 6)]).tells
    assert not voice("one").tells


@given(st.lists(st.text(max_size=8), min_size=1, max_size=3))
def test_a_short_id_is_a_number_that_a_spreadsheet_keeps(parts: list[str]) -> None:
    key = short_id(*parts)
    assert len(key) == 10
    assert int.from_bytes(base64.b32decode(f"{key.upper()}AAAAAA")) >> 30 < 2**53
    assert key == short_id(*parts) != short_id(*parts, "more")


@settings(deadline=None)
@given(st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.timezones()), min_size=2, max_size=2))
def test_moments_are_in_the_order_of_time(moments: list[datetime]) -> None:
    one, other = (when.replace(microsecond=0) for when in moments)
    assert (moment(one.isoformat()) < moment(other.isoformat())) == (one.astimezone(UTC) < other.astimezone(UTC))
    assert moment(one.isoformat()) < moment(None)


def test_a_day_comes_after_its_hours_and_no_day_last() -> None:
    told_at = [None, "2024-03-09T02:00:00+00:00", "2024-03-08T23:30:00-02:00", "2024-03-08", "2024-03-08T23:59:00+00:00"]
    assert sorted(told_at, key=moment) == [
        "2024-03-08T23:59:00+00:00", "2024-03-08", "2024-03-08T23:30:00-02:00", "2024-03-09T02:00:00+00:00", None]


def test_content_words_are_without_numbers_days_plural_endings_and_small_words() -> None:
    assert content_words("Two of the traders' lorries were burned near the markets on Friday, 13 people said") == {
        "trader", "lorrie", "burned", "market"}


@pytest.mark.parametrize(("words", "name"), [
    ("(Reporting by Reuters)", "Reuters"), ("Agence France-Presse", "AFP"), ("Associated Press", "AP"), ("CHAP", None),
    ("Reutersville Post", None), ("", None)])
def test_an_agency_goes_by_its_usual_name(words: str, name: str | None) -> None:
    assert agency(words) == name


@pytest.mark.parametrize(("words", "status"), [
    ("three children", "civilian"), ("army officers", "combatant"), ("fighters", "combatant"), ("ministers", "official"),
    ("people", "unknown"), ("the soldier's children", "civilian")])
def test_the_last_noun_says_who_people_are(words: str, status: str) -> None:
    assert status_of(words) == status
