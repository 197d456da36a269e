"""Time expressions: what is found, what day it is, and what is left open."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from reportedly.clean import clean_text
from reportedly.extract.times import find_times, periods
from reportedly.lexicon import load
from reportedly.model import Dateline, Furniture, Published, Span, Time
from reportedly.parse import legible

PUBLISHED = date(2016, 7, 10)  # a Sunday

Find = Callable[..., list[tuple[str, str]]]


@pytest.fixture(scope="module")
def times(nlp: Language) -> Callable[..., tuple[Time, ...]]:
    def run(text: str, published: Published = PUBLISHED, **fields: object) -> tuple[Time, ...]:
        document = replace(clean_text(text), **{"published": published, "furniture": (), "dateline": None, **fields})
        return find_times(nlp(legible(document)), document)

    return run


@pytest.fixture(scope="module")
def find(times: Callable[..., tuple[Time, ...]]) -> Find:
    def run(text: str, published: Published = PUBLISHED, **fields: object) -> list[tuple[str, str]]:
        return [(text[t.span.start : t.span.end], t.value) for t in times(text, published, **fields)]

    return run


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The bridge fell on 5 March 2014.", "5 March 2014", "2014-03-05"),
        ("The bridge fell on March 5, 2014.", "March 5, 2014", "2014-03-05"),
        ("The bridge fell on the 5th of March 2014.", "the 5th of March 2014", "2014-03-05"),
        ("Wed 05 Mar 2014 A bridge fell in Mosul.", "Wed 05 Mar 2014", "2014-03-05"),
        ("Last updated at Jun 182016 MOSUL Two men died.", "Jun 182016", "2016-06-18"),
        ("ON 18 FEB 15, TWO MEN DIED IN MOSUL.", "18 FEB", "2016-02-18"),
        ("It fell on 2014/03/05 near Mosul.", "2014/03/05", "2014-03-05"),
        ("It fell on 05.03.2014 near Mosul.", "05.03.2014", "2014-03-05"),
        ("It fell on 25-03-2014 near Mosul.", "25-03-2014", "2014-03-25"),
        ("It fell at 2014-03-05T09:30 near Mosul.", "2014-03-05T09:30", "2014-03-05T09:30"),
        ("Two men died on Aug. 7 in Mosul.", "Aug. 7", "2015-08-07"),
        ("Two men died in March 2014 in Mosul.", "March 2014", "2014-03"),
        ("Two men died in early March in Mosul.", "early March", "2016-03"),
        ("Two men died in Mosul last October.", "last October", "2015-10"),
        ("Two men died in Mosul in November last year.", "November last year", "2015-11"),
        ("He has been held since 2011.", "2011", "2011"),
        ("He was held in the early 1990s.", "early 1990s", "199"),
        ("He was held in the summer of 2014.", "the summer of 2014", "2014-SU"),
        ("He was killed on Christmas Eve 2013.", "Christmas Eve 2013", "2013-12-24"),
    ],
)
def test_names_of_days_and_periods(find: Find, text: str, words: str, value: str) -> None:
    assert (words, value) in find(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Two men were killed on Tuesday.", "Tuesday", "2016-07-05"),
        ("Two men were killed in Mosul Sunday.", "Sunday", "2016-07-10"),
        ("Two men were killed yesterday.", "yesterday", "2016-07-09"),
        ("Two men were killed early Friday.", "early Friday", "2016-07-08"),
        ("Two men were killed on Friday night.", "Friday night", "2016-07-08TNI"),
        ("Two men were killed last night.", "last night", "2016-07-09TNI"),
        ("Two men were killed this morning.", "this morning", "2016-07-10TMO"),
        ("Two men were killed last Sunday.", "last Sunday", "2016-07-03"),
        ("Two men were killed two days ago.", "two days ago", "2016-07-08"),
        ("Two men were killed two weeks ago.", "two weeks ago", "2016-W25"),
        ("Two men were killed last week.", "last week", "2016-W26"),
        ("Two men were killed last month.", "last month", "2016-06"),
        ("Two men were killed at the weekend.", "the weekend", "2016-W27-WE"),
        ("Two men were killed the day before yesterday.", "the day before yesterday", "2016-07-08"),
        ("Two men died in Tuesdays attack on the bridge.", "Tuesdays", "2016-07-05"),
        ("TWO MEN WERE KILLED ON TUESDAY IN MOSUL.", "TUESDAY", "2016-07-05"),
    ],
)
def test_relative_times_count_from_the_day_of_publication(find: Find, text: str, words: str, value: str) -> None:
    assert (words, value) in find(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister will visit Mosul on Tuesday.", "2016-07-12"),
        ("Talks are scheduled for Tuesday.", "2016-07-12"),
        ("The army imposed a curfew until Tuesday.", "2016-07-12"),
        ("The two sides plan to meet on Tuesday.", "2016-07-12"),
        ("The prisoners could be freed as early as Tuesday.", "2016-07-12"),
        ("The rebels failed to meet the envoy on Tuesday.", "2016-07-05"),
        ("Police could not confirm the report on Tuesday.", "2016-07-05"),
        ("The shells may have been fired on Tuesday.", "2016-07-05"),
        ("They would look into Tuesday's killing.", "2016-07-05"),
        ("The rebels vowed on Tuesday to retake the town.", "2016-07-05"),
    ],
)
def test_tense_says_which_weekday(find: Find, text: str, value: str) -> None:
    assert [v for _, v in find(text)] == [value]


def test_present_tense_of_a_headline_tells_of_the_past(find: Find) -> None:
    text = "Bomb kills two in Mosul on Tuesday"
    assert find(text, title_span=Span(0, len(text))) == [("Tuesday", "2016-07-05")]


def test_months_follow_tense_and_nearness(find: Find) -> None:
    text = "In February, the town fell. In September, it will vote. On Nov. 25 he was shot."
    assert [v for _, v in find(text)] == ["2016-02", "2016-09", "2015-11-25"]


@pytest.mark.parametrize(
    ("text", "value", "minute"),
    [
        ("The convoy was hit at 1.12am local time on Friday.", "2016-07-08T01:12", "2016-07-08T01:12"),
        ("On Friday a rocket hit the market. The blast came at 10:30 p.m.", "2016-07-08T22:30", "2016-07-08T22:30"),
        ("The convoy was hit at 9 a.m. Tuesday.", "2016-07-05T09:00", "2016-07-05T09:00"),
        ("The convoy was hit on Tuesday at 4 in the afternoon.", "2016-07-05T16:00", "2016-07-05T16:00"),
        ("The convoy was hit at 0735 GMT on Tuesday.", "2016-07-05T07:35Z", "2016-07-05T07:35Z"),
        ("The convoy was hit at 1.12am local time.", "XXXX-XX-XXT01:12", None),
    ],
)
def test_a_clock_time_has_the_day_of_its_sentence(
    times: Callable[..., tuple[Time, ...]], text: str, value: str, minute: str | None
) -> None:
    [found] = [t for t in times(text) if "T" in t.value]
    assert (found.value, found.earliest, found.latest, found.anchored) == (value, minute, minute, minute is not None)


def test_dawn_has_the_day_of_its_sentence(find: Find) -> None:
    assert find("Shells fell at dawn on Saturday.") == [("dawn", "2016-07-09TMO"), ("Saturday", "2016-07-09")]


def test_overnight_runs_from_the_evening_before(times: Callable[..., tuple[Time, ...]]) -> None:
    [found] = times("Rebels clashed with troops overnight.")
    assert (found.type, found.earliest, found.latest) == ("TIME", "2016-07-09", "2016-07-10")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Troops came on Wednesday. The previous day, the town had fallen.", "2016-07-05"),
        ("Troops came on Wednesday. A day earlier, the town had fallen.", "2016-07-05"),
        ("Troops came on Wednesday. The following morning they left.", "2016-07-07TMO"),
        ("Troops came on Wednesday. They left two days later.", "2016-07-08"),
        ("Troops came in March 2014. They left later that year.", "2014"),
        ("Troops came two days after July 4.", "2016-07-06"),
    ],
)
def test_anaphoric_times_count_from_the_time_last_mentioned(find: Find, text: str, value: str) -> None:
    assert find(text)[-1][1] == value


@pytest.mark.parametrize("text", ["The town had fallen the previous day.", "They left two days later."])
def test_anaphoric_times_stay_open_where_nothing_was_mentioned(
    times: Callable[..., tuple[Time, ...]], text: str
) -> None:
    [found] = times(text)
    assert (found.earliest, found.latest, found.anchored) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "words", "type_", "value"),
    [
        ("The raid came hours after the killing.", "hours", "DURATION", "PTXH"),
        ("An 18-hour siege ended.", "18-hour", "DURATION", "PT18H"),
        ("It took five and a half hours.", "five and a half hours", "DURATION", "PT5H30M"),
        ("They fought for weeks.", "weeks", "DURATION", "PXW"),
        ("It was shelled over the past two weeks.", "the past two weeks", "DURATION", "P2W"),
        ("It will be shelled for two more days.", "two more days", "DURATION", "P2D"),
        ("It is shelled daily.", "daily", "SET", "P1D"),
        ("It is shelled every two weeks.", "every two weeks", "SET", "P2W"),
        ("It is shelled on Fridays.", "Fridays", "SET", "XXXX-WXX-5"),
        ("It is now shelled.", "now", "DATE", "PRESENT_REF"),
    ],
)
def test_lengths_and_frequencies(
    times: Callable[..., tuple[Time, ...]], text: str, words: str, type_: str, value: str
) -> None:
    [found] = times(text)
    assert (text[found.span.start : found.span.end], found.type, found.value) == (words, type_, value)


@pytest.mark.parametrize(
    "text",
    [
        "The 13-year-old boy, 5 years old, read the Sunday Times.",
        "Sun set on the March for Peace as they sat down; he may march on.",
        "At least 1500 people fled and 2,016 tents burned, at a cost of $2014.",
        "The score was 3-2 in the second match.",
    ],
)
def test_words_that_only_look_like_times(find: Find, text: str) -> None:
    assert find(text) == []


def test_a_number_behind_a_month_may_count_people(find: Find) -> None:
    assert find("In July 12 people were killed.") == [("July", "2016-07")]


def test_without_a_day_to_count_from_nothing_is_guessed(times: Callable[..., tuple[Time, ...]]) -> None:
    text = "Two died on Tuesday, two yesterday, two last month, two in April, two on 7 August and one in March 2014."
    found = times(text, None)
    assert [t.value for t in found] == ["XXXX-WXX-2", "XXXX-XX-XX", "XXXX-XX", "XXXX-04", "XXXX-08-07", "2014-03"]
    assert [t.anchored for t in found] == [False] * 5 + [True]
    assert all(t.earliest is None and t.latest is None for t in found[:5])


def test_the_day_of_a_dateline_stands_in_for_the_publication_date(find: Find) -> None:
    text = "MOSUL, Jan 4, 2016 (Agency) - Two men were killed on Sunday."
    line = Dateline(Span(0, 28), day=Span(7, 18))
    assert find(text, None, dateline=line)[-1] == ("Sunday", "2016-01-03")
    assert (
        find(text.replace(", 2016", ""), None, dateline=Dateline(Span(0, 22), day=Span(7, 12)))[-1][1] == "XXXX-WXX-7"
    )


def test_today_is_the_day_of_the_dateline_where_it_was_published_the_day_after(find: Find) -> None:
    text = "MOSUL, July 9 (Agency) - Two men were killed today."
    assert find(text, dateline=Dateline(Span(0, 22), day=Span(7, 13)))[-1] == ("today", "2016-07-09")


def test_a_report_tells_of_nothing_after_the_date_printed_on_it(find: Find) -> None:
    text = "Published July 13 2016\nTwo men were killed on Tuesday."
    assert find(text)[-1] == ("Tuesday", "2016-07-12")


def test_the_date_in_a_blanked_dateline_is_found(times: Callable[..., tuple[Time, ...]], nlp: Language) -> None:
    text = "MOSUL, July 9 (Agency) - Two men were killed."
    line = Span(0, 24)
    document = replace(
        clean_text(text),
        published=PUBLISHED,
        furniture=(Furniture(line, "dateline"),),
        dateline=Dateline(line, day=Span(7, 13)),
    )
    assert [t.value for t in find_times(nlp(legible(document)), document)] == ["2016-07-09"]


def test_in_a_quotation_today_is_the_day_of_the_speech(find: Find) -> None:
    text = "On Thursday, the minister said: “We mourn today.” Rescuers arrived today."
    assert [v for _, v in find(text)] == ["2016-07-07", "2016-07-07", "2016-07-10"]


def test_hours_ago_need_the_minute_of_publication(times: Callable[..., tuple[Time, ...]]) -> None:
    moment = datetime(2016, 7, 10, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    [known] = times("Two rockets fell two hours ago.", moment)
    assert (known.value, known.anchored) == ("2016-07-09T23:30", True)
    [unknown] = times("Two rockets fell two hours ago.")
    assert not unknown.anchored


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "🙂 قبل يومين", "1.12.13.14", "00:99 32/13/2016 Feb 30 2016 99999 years ago", "\ud800 now"]
)
def test_odd_text_does_not_break_it(times: Callable[..., tuple[Time, ...]], nlp: Language, text: str) -> None:
    document = replace(clean_text("x"), text=text, published=PUBLISHED)
    assert isinstance(find_times(nlp(text.replace("\ud800", "?")), document), tuple)


TABLES = (
    "weekdays",
    "months",
    "month_abbreviations",
    "units",
    "unit_plurals",
    "parts",
    "days",
    "past",
    "next",
    "edges",
    "beside",
)
WORDS = st.sampled_from(
    [word for table in TABLES for word in load("times")[table]]
    + [
        "The",
        "of",
        "in",
        "on",
        "at",
        "and",
        "a",
        "two",
        "several",
        "ago",
        "first",
        "early",
        "this",
        "every",
        "overnight",
    ]
    + ["5", "12", "2016", "1990s", "9am", "10:30 GMT", "Mar.", "Tuesdays", "Christmas", "9/11", ",", "-", ".", "\n"]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    words=st.lists(WORDS, max_size=25), published=st.sampled_from([None, PUBLISHED, date(1, 1, 1), date(9999, 12, 31)])
)
def test_spans_are_ordered_and_apart_and_days_in_order(
    times: Callable[..., tuple[Time, ...]], words: list[str], published: date | None
) -> None:
    text = " ".join(words).title() if len(words) % 2 else " ".join(words)
    found = times(text, published)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(text[t.span.start : t.span.end].strip() for t in found)
    assert len({t.id for t in found}) == len(found)
    for t in found:
        assert (t.earliest is None) == (t.latest is None)
        assert t.earliest is None or t.latest is None or t.earliest <= t.latest
        assert t.anchored or t.earliest is None


@given(number=st.integers(1583, 4099))
def test_easter_is_a_sunday_in_spring(number: int) -> None:
    found = periods.easter(number)
    assert found.isoweekday() == 7
    assert date(number, 3, 22) <= found <= date(number, 4, 25)


@given(
    of=st.dates(date(1000, 1, 1), date(9989, 12, 31)),
    unit=st.sampled_from(["day", "week", "month", "quarter", "year", "decade"]),
)
def test_a_day_lies_in_its_periods(of: date, unit: str) -> None:
    found = periods.period(unit, of)
    assert found.first <= of <= found.last
    assert re.fullmatch(r"\d{3,4}(-(W\d\d|Q\d|\d\d(-\d\d)?))?", found.value)
