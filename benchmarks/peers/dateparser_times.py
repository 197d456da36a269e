"""dateparser's ``search_dates``, paragraph by paragraph, dates in the past preferred; values cut to what it knows.

Its "ngram" strategy, which it calls the more predictable, is also the better one on news.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from dateparser.search import search_dates

from benchmarks.peers import Answerer

FORMATS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d", "time": "%Y-%m-%dT%H:%M"}
"""TIMEX3 values by dateparser's periods."""

PARTS_OF_DAY = {3: "MO", 9: "MO", 15: "AF", 18: "EV", 20: "NI"}
"""TIMEX3's parts of the day, by the hour that dateparser gives for each."""


def load() -> Answerer:
    return answer


def answer(text: str, published: str | None) -> list[dict[str, Any]]:
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "RETURN_TIME_AS_PERIOD": True}
    if published:
        settings["RELATIVE_BASE"] = datetime.fromisoformat(published[:10])
    times = []
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
        at = 0
        for words, moment, period in search_dates(
            paragraph[0], languages=["en"], settings=settings, strategy="ngram", add_period=True,
        ) or ():
            found = paragraph[0].find(words, at)
            if found >= 0:
                at = found + len(words)
                times.append({
                    "start": paragraph.start() + found, "end": paragraph.start() + at,
                    "type": "TIME" if period in ("time", "part_of_day") else "DATE", "value": _value(moment, period),
                })
    return times


def _value(moment: datetime, period: str) -> str:
    if period == "part_of_day":
        return f"{moment:%Y-%m-%d}T{PARTS_OF_DAY[moment.hour]}"
    return moment.strftime(FORMATS[period])
