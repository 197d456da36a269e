"""Two days that make one stretch of time: "between 2 and 4 May", "the night of 3-4 May", "from Friday to Sunday"."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from reportedly.lexicon import load
from reportedly.model import Time

LONGEST = timedelta(31)


def stretches(text: str, times: Iterable[Time]) -> dict[str, Time]:
    """By the id of each of two times that make one stretch: the first of them, with the end of the second for its latest.

    Days joined by "and" alone are a stretch where one follows the other: "on 3 and 4 May".
    """
    words = load("times")["stretches"]
    found: dict[str, Time] = {}
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
