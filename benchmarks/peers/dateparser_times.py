"""dateparser's ``search_dates``, paragraph by paragraph, dates in the past preferred; values cut to what it knows."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from dateparser.date import DateDataParser
from dateparser.search import search_dates

from benchmarks.peers import Answerer

FORMATS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d", "time": "%Y-%m-%dT%H:%M"}
"""TIMEX3 values by dateparser's periods."""


def load() -> Answerer:
    return answer


def answer(text: str, published: str | None) -> list[dict[str, Any]]:
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
    if published:
        settings["RELATIVE_BASE"] = datetime.fromisoformat(published[:10])
    reader = DateDataParser(languages=["en"], settings={**settings, "RETURN_TIME_AS_PERIOD": True})
    times = []
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
        at = 0
        for words, moment in search_dates(paragraph[0], languages=["en"], settings=settings) or ():
            found = paragraph[0].find(words, at)
            if found < 0:
                continue
            at = found + len(words)
            period = reader.get_date_data(words).period
            times.append({
                "start": paragraph.start() + found, "end": paragraph.start() + at,
                "type": "TIME" if period == "time" else "DATE", "value": moment.strftime(FORMATS[period]),
            })
    return times
