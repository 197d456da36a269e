"""Two days that make one stretch of time: "between 2 and 4 May", "the night of 3-4 May", "from Friday to Sunday"."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from reportedly.lexicon import load
from reportedly.model import Time

LONGEST = timedelta(31)
BEFORE = len(" since ")
"""Characters before a time that may say that it goes on."""


def is_recent(words: Sequence[str], since: int) -> bool:
    """Whether the word at that index opens a stretch of some days, up to the report: "since Monday", "since late Sunday"."""
    table = load("times")["stretches"]
    day = next((w for w in words[since + 1:since + 3] if w not in table["early"]), "")
    return words[since] in table["since"] and day in table["recent"]


def is_day(word: str) -> bool:
    """Whether the word (lower case) names a day by the report: "monday", "today"."""
    return word in load("times")["stretches"]["recent"]


def stretches(text: str, times: Iterable[Time], published: date | None = None) -> dict[str, Time]:
    """By the id of each of two times that make one stretch: the first of them, with the end of the second for its latest.

    Days joined by "and" alone are a stretch where one follows the other: "on 3 and 4 May". "Since Monday" goes on up to the
    day of the report, where that is given.
    """
    words, times = load("times")["stretches"], tuple(times)
    found: dict[str, Time] = {}
    for time in times:
        told = text[max(time.span.start - BEFORE, 0):time.span.end].lower().split()
        since = next((i for i, word in enumerate(told) if word in words["since"]), None)
        if since is not None and published is not None and time.earliest and is_recent(told, since):
            found[time.id] = replace(time, earliest=time.earliest[:10], latest=published.isoformat()[:10])
    for one, other in itertools.pairwise(sorted(times, key=lambda t: t.span)):
        between = text[one.span.end:other.span.start].strip().lower()
        if not (one.earliest and one.latest and other.earliest and other.latest and between in words["joins"] + words["adds"]):
            continue
        first, last = date.fromisoformat(one.earliest[:10]), date.fromisoformat(other.latest[:10])
        opened = text[:one.span.start].rstrip().rpartition(" ")[2].lower() in words["opens"]
        joined = between in words["joins"] or opened or last - date.fromisoformat(one.latest[:10]) == timedelta(1)
        if joined and timedelta(0) < last - first <= LONGEST:
            whole = replace(one, earliest=one.earliest[:10], latest=other.latest[:10])
            found[one.id] = found[other.id] = whole
    return found
