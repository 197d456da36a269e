"""Microsoft's recognizers for dates and times; of two readings the latest that isn't after publication is taken."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from recognizers_date_time import recognize_datetime
from recognizers_text import Culture

from benchmarks.peers import Answerer

TYPES = {
    "date": "DATE", "daterange": "DATE", "datetime": "TIME", "datetimerange": "TIME", "time": "TIME",
    "timerange": "TIME", "duration": "DURATION", "set": "SET",
}

REFERENCES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})

QUARTER_STARTS = {"01": "Q1", "04": "Q2", "07": "Q3", "10": "Q4"}


def load() -> Answerer:
    return answer


def answer(text: str, published: str | None) -> list[dict[str, Any]]:
    reference = datetime.fromisoformat(published[:10]) if published else None
    times = []
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
        for found in recognize_datetime(paragraph[0], Culture.English, reference=reference):
            reading = _reading((found.resolution or {}).get("values") or [{}], reference)
            times.append({
                "start": paragraph.start() + found.start, "end": paragraph.start() + found.end + 1,
                "type": _type(reading), "value": _value(reading, published),
            })
    return times


def _reading(readings: list[dict[str, str]], reference: datetime | None) -> dict[str, str]:
    """The latest reading that begins no later than publication; the first where none does or nothing is resolved."""
    dated = [(_begin(reading), reading) for reading in readings if _begin(reading)[:1].isdigit()]
    past = [pair for pair in dated if reference and pair[0][:10] <= reference.date().isoformat()]
    return max(past, key=lambda pair: pair[0])[1] if past else readings[0]


def _begin(reading: dict[str, str]) -> str:
    return reading.get("start") or reading.get("value") or reading.get("end") or ""


def _type(reading: dict[str, str]) -> str:
    return "DATE" if reading.get("timex") in REFERENCES else TYPES.get(reading.get("type", ""), "DATE")


def _value(reading: dict[str, str], published: str | None) -> str | None:
    """Its timex where that is full, else the resolved moment, in as much detail as the timex."""
    timex, begin = re.sub(r"(T\d\d)$", r"\1:00", reading.get("timex", "")), _begin(reading)
    if timex.startswith("("):
        return _range(timex)
    if timex.startswith("T") and published:
        return f"{published[:10]}{timex}"
    if "X" not in timex or timex in REFERENCES or reading.get("type") in ("duration", "set"):
        return timex or begin[:10] or None
    if not begin[:1].isdigit():
        return None
    clock = timex.partition("T")[2]
    if clock:
        return f"{begin[:10]}T{clock}"
    return begin[:7] if re.fullmatch(r"XXXX-\d\d", timex) else begin[:10]


def _range(timex: str) -> str | None:
    """Quarters and decades, which come as a begin, an end and a length, have values of their own; else the length."""
    begin, _, length = (*timex.strip("()").split(","), "", "")[:3]
    if length == "P3M" and begin[5:7] in QUARTER_STARTS:
        return f"{begin[:4]}-{QUARTER_STARTS[begin[5:7]]}"
    return begin[:3] if length == "P10Y" and begin[3:4] == "0" else length or None
