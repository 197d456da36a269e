"""What holds for any incident, however odd."""

import base64
import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import lexicon
from reportedly.codebooks import LeftOut, write_acled, write_plover, write_ucdp
from reportedly.codebooks.acled import COLUMNS as OF_ACLED
from reportedly.codebooks.ucdp import COLUMNS as OF_UCDP
from reportedly.codebooks.when import number
from reportedly.model import ActorStatus, FigureKind, IncidentType, PartyKind, Precision, Status
from reportedly.weigh.types import Count, DeskParty, DeskPlace, Dispute, Estimate, OriginCount
from tests.codebooks.sample import DAWN, IRAQI_ARMY, RIVAL, SINJAR, convoy, quote

ids = st.binary(min_size=8, max_size=8).map(lambda b: base64.b32encode(b).decode().lower()[:10])
names = st.sampled_from(["Sinjar Dawn Front", "police", "The army", "US-led coalition", "gunmen", "six people", 'a, "b"\nc'])
countries = st.sampled_from(["IRQ", "USA", "NER", "XKX", "ZZZ", None])
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def one_of(literal):
    return st.sampled_from(get_args(literal))


parties = st.lists(st.builds(
    DeskParty, names, st.none() | one_of(PartyKind), countries, st.none() | one_of(ActorStatus), one_of(Status),
    st.sampled_from([(), ("a1",), ("gone",)])), max_size=4).map(tuple)
places = st.none() | st.builds(
    DeskPlace, names, countries, st.none() | names, st.none() | st.floats(-90, 90), st.none() | st.floats(-180, 180),
    st.none() | st.just(99237), st.sampled_from([None, "near", "northern", "border"]), one_of(Precision))

counted = st.tuples(one_of(FigureKind), st.integers(0, 300), one_of(Status))


@st.composite
def estimates(draw):
    found = []
    for kind in draw(st.lists(one_of(FigureKind), unique=True, max_size=3)):
        low, best, high = sorted(draw(st.tuples(*[st.integers(0, 300)] * 3)))
        origin = OriginCount(draw(st.sampled_from(["o1", "o2"])), low, draw(st.none() | st.just(best)), ("a1",),
                             (quote(draw(st.sampled_from(["dozens", "hundreds", "six"]))),))
        found.append(Estimate(kind, low, best, draw(st.none() | st.just(high)), "origins", (origin,), draw(st.booleans())))
    return tuple(found)


@st.composite
def incidents(draw):
    first = draw(st.none() | days)
    last = draw(st.none() | st.just(first + timedelta(days=draw(st.integers(0, 400))))) if first else draw(st.none() | days)
    base = convoy()
    counts = tuple(
        Count(kind, low, low, None, status, "incident", "certain", True, quote("n"))
        for kind, low, status in draw(st.lists(counted, max_size=3)))
    return replace(
        base, id=draw(ids), type=draw(one_of(IncidentType)), earliest=first and first.isoformat(),
        latest=last and last.isoformat(), stated=draw(st.booleans()), place=draw(places),
        actors=draw(parties), targets=draw(parties), victims=draw(parties),
        estimates=draw(estimates()), accounts=(replace(base.accounts[0], counts=counts), *base.accounts[1:]),
        disputes=draw(st.sampled_from([(), (Dispute("who did it", ()),), base.disputes])))


@st.composite
def codable(draw):
    """Incidents that have what ACLED and UCDP ask for: a day, a place, named sides, someone killed."""
    told, low = draw(incidents()), draw(st.integers(1, 50))
    first = draw(days)
    best, high = low + draw(st.integers(0, 50)), draw(st.none() | st.just(120))
    words = quote(draw(st.sampled_from(["dozens", "six"])))
    origin = OriginCount("o1", low, draw(st.none() | st.just(best)), ("a1",), (words,))
    others = tuple(e for e in told.estimates if e.kind != "killed")
    return replace(
        told, type=draw(st.sampled_from(["airstrike", "bombing", "clash", "shooting", "execution", "arson"])),
        earliest=first.isoformat(), latest=(first + timedelta(days=draw(st.integers(0, 30)))).isoformat(),
        place=replace(SINJAR, precision=draw(st.sampled_from(["exact", "near", "region"]))),
        actors=(*draw(st.permutations((DAWN, IRAQI_ARMY))), *told.actors), targets=(RIVAL, *told.targets),
        disputes=(), estimates=(Estimate("killed", low, best, high, "origins", (origin,)), *others))


def written(writer, told, **options):
    stream = io.StringIO()
    lost = writer(told, stream, **options)
    return stream.getvalue(), sum(n for reason, n in lost.items() if isinstance(reason, LeftOut))


@pytest.mark.parametrize(("writer", "columns"), [(write_acled, OF_ACLED), (write_ucdp, OF_UCDP)])
@given(told=st.lists(incidents(), max_size=3))
@settings(max_examples=150, deadline=None)
def test_every_incident_has_a_row_of_all_columns_or_is_counted_as_left_out(writer, columns, told):
    text, left_out = written(writer, told)
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == text.count("\n")
    assert {len(row) for row in rows} == {len(columns)}
    assert len(rows) - 1 + left_out == len(told)
    assert written(writer, told) == (text, left_out)


@given(told=st.lists(incidents(), max_size=3, unique_by=lambda i: i.id))
@settings(max_examples=100, deadline=None)
def test_every_incident_has_a_plover_record_or_is_counted_as_left_out(told):
    text, left_out = written(write_plover, told)
    records = [json.loads(line) for line in text.splitlines()]
    assert len({r["link"] for r in records}) + left_out == len(told)
    assert len({r["id"] for r in records}) == len(records)
    assert all(r["date"] and r["actor"] and r["event"] for r in records)


@given(told=codable())
@settings(max_examples=150, deadline=None)
def test_rows_of_acled_keep_the_lowest_figure_and_a_day_within_the_period(told):
    text, left_out = written(write_acled, [told])
    assert left_out == 0
    for row in csv.DictReader(io.StringIO(text)):
        assert 0 < int(row["fatalities"]) <= told.estimate("killed").low
        assert told.earliest <= row["event_date"] <= told.latest
        assert row["notes"].startswith("On ")
        assert row["geo_precision"] in "123"
        assert row["actor1"]
        assert row["inter1"]


@given(told=codable())
@settings(max_examples=150, deadline=None)
def test_numbers_and_words_for_actors_say_the_same(told):
    (words, _), (numbers, _) = written(write_acled, [told]), written(write_acled, [told], inter="numeric")
    types = ["", *lexicon.load("codebooks")["acled"]["inter"]]
    for in_words, in_numbers in zip(csv.DictReader(io.StringIO(words)), csv.DictReader(io.StringIO(numbers)), strict=True):
        assert types[int(in_numbers["inter1"])] == in_words["inter1"]
        assert types[int(in_numbers["inter2"])] == in_words["inter2"]
        same = {c: v for c, v in in_words.items() if c not in ("inter1", "inter2", "interaction")}
        assert same == {c: v for c, v in in_numbers.items() if c in same}


@given(told=codable())
@settings(max_examples=150, deadline=None)
def test_deaths_in_ucdp_s_rows_add_up_and_lie_between_low_and_high(told):
    text, left_out = written(write_ucdp, [told])
    assert left_out == 0
    for row in csv.DictReader(io.StringIO(text)):
        deaths = [int(row[c]) for c in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
        assert min(deaths) >= 0
        assert int(row["low"]) <= sum(deaths) == int(row["best"]) <= int(row["high"])
        assert row["side_a"]
        assert row["side_b"]


@given(data=st.binary(min_size=8, max_size=8))
def test_the_number_of_an_id_is_its_fifty_bits(data):
    identifier = base64.b32encode(data).decode().lower()[:10]
    assert number(identifier) == int.from_bytes(data, "big") >> 14
