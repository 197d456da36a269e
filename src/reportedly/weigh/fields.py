"""What, when and where: the value that most texts give, with the accounts for and against it.

Copies of one text count once. Nothing is averaged: each value is one that a report gives.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportedly import lexicon
from reportedly.model import IncidentType
from reportedly.publish.words import country_name, period
from reportedly.weigh.bench import Bench
from reportedly.weigh.link import APART, near
from reportedly.weigh.profile import days
from reportedly.weigh.telling import Telling
from reportedly.weigh.types import DeskPlace, Field, Quote

PRECISIONS = ("country", "region", "near", "exact")

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """The type of an incident."""

    value: IncidentType
    field: Field


@dataclass(frozen=True, slots=True)
class When:
    """ISO days or minutes, inclusive; ``stated`` is false where no report says a day."""

    earliest: str | None
    latest: str | None
    stated: bool
    field: Field


@dataclass(frozen=True, slots=True)
class Where:
    """The place, where one is known."""

    place: DeskPlace | None
    field: Field


def type_of(bench: Bench) -> Kind:
    """The type that most texts give; a type in words beats "other"."""
    whole = [t for t in bench.tellings if t.whole]
    told: list[IncidentType] = [t.type for t in whole]
    types = list(dict.fromkeys(t for t in told if t != "other")) or told[:1]
    best = max(types, key=lambda k: (bench.votes(t for t in whole if t.type == k), -types.index(k)))
    supports = bench.where(lambda v: any(t.type == best and not t.denied for t in v.told))
    disputes = bench.where(lambda v: any(t.type not in (best, "other") for t in v.told if not t.denied)
                           and not any(t.type == best for t in v.told))
    quotes = tuple(t.quote for s in bench.speeches for t in s.voice.told if t.type == best and not t.denied)
    return Kind(best, Field(best, supports, disputes, _each(quotes)))


def when_of(bench: Bench) -> When:
    """The day that most texts state, with the hour if one gives it; else the days up to the first report.

    Who gives the hour of the news without its day says the day too: it is the last such hour before publication.
    """
    stated = [t for t in bench.tellings if t.whole and t.earliest and t.latest and (t.stated or "T" in t.earliest)]
    if not stated:
        return _unstated(bench)
    windows = list(dict.fromkeys((t.earliest or "", t.latest or "") for t in stated))
    by_days = Counter({w: bench.votes(t for t in stated if _same_days(t, w)) for w in windows})
    exact = {w: bench.votes(t for t in stated if (t.earliest, t.latest) == w) for w in windows}
    best = max(windows, key=lambda w: (by_days[w], -_length(w), "T" in w[0], exact[w], -windows.index(w)))
    supports = bench.of(lambda t: t in stated and _meets(t, best))
    disputes = _others(bench.of(lambda t: t in stated and not _meets(t, best)), supports)
    quotes = _each(q for t in stated if _meets(t, best) for q in t.when)
    return When(*best, any(t.stated for t in stated if _meets(t, best)), Field(period(*best), supports, disputes, quotes))


def _unstated(bench: Bench) -> When:
    first = next((t for t in bench.tellings if t.whole and t.earliest), None)
    if first is None:
        return When(None, None, False, Field(""))
    return When(first.earliest, first.latest, False, Field(period(first.earliest, first.latest)))


def _length(window: tuple[str, str]) -> int:
    return 0 if window[0][:10] == window[1][:10] else 1


def _same_days(telling: Telling, window: tuple[str, str]) -> bool:
    return ((telling.earliest or "")[:10], (telling.latest or "")[:10]) == (window[0][:10], window[1][:10])


def _meets(telling: Telling, window: tuple[str, str]) -> bool:
    own = days(telling)
    return own is not None and own[0].isoformat() <= window[1][:10] and window[0][:10] <= own[1].isoformat()


def where_of(bench: Bench) -> Where:
    """The place that most texts name. One that only another lies near ("north of") has half a vote, a country none."""
    named: dict[str, list[tuple[Telling, DeskPlace]]] = {}
    for telling in bench.tellings:
        for place in telling.places:
            if place.precision != "country":
                named.setdefault(_group(place, named), []).append((telling, place))
    if not named:
        return _country(bench)
    order = list(named)
    best = max(order, key=lambda n: (_weight(bench, named[n]), -order.index(n)))
    chosen = _fullest([place for _, place in named[best]])
    supports = bench.of(lambda t: any(near(chosen, p) > 0 for p in t.places))
    disputes = _others(bench.of(lambda t: bool(t.places) and all(near(chosen, p) == APART for p in t.places)), supports)
    quotes = _each(q for t, _ in named[best] for q in t.where)
    return Where(chosen, Field(_in_words(chosen), supports, disputes, quotes))


def _country(bench: Bench) -> Where:
    found = Counter(p.country for t in bench.tellings for p in t.places if p.country)
    if not found:
        return Where(None, Field(""))
    code = max(sorted(found), key=found.__getitem__)
    supports = bench.of(lambda t: any(p.country == code for p in t.places))
    known = next(p for t in bench.tellings for p in t.places if p.country == code)
    place = replace(known, name=country_name(code), admin1=None, relation=None, precision="country")
    quotes = _each(q for t in bench.tellings if any(p.country == code for p in t.places) for q in t.where)
    disputes = _others(bench.of(lambda t: any(p.country not in (code, None) for p in t.places)), supports)
    return Where(place, Field(place.name, supports, disputes, quotes))


def _weight(bench: Bench, named: list[tuple[Telling, DeskPlace]]) -> float:
    whole = bench.votes(t for t, p in named if not p.relation or p.relation == "near")
    return whole + 0.5 * bench.votes(t for t, _ in named)


def _group(place: DeskPlace, known: Iterable[str]) -> str:
    """The name under which a place is counted: one that shares its distinctive words ("Camp Taji", "the Taji area")."""
    words = _distinctive(place.name)
    for name in known:
        other = _distinctive(name)
        if words and other and (words <= other or other <= words):
            return name
    return place.name


@functools.lru_cache(maxsize=10_000)
def _distinctive(name: str) -> frozenset[str]:
    words = set(_WORD.findall(name.casefold()))
    return frozenset(words - set(lexicon.load("weigh")["place_words"])) or frozenset(words)


def _fullest(places: list[DeskPlace]) -> DeskPlace:
    """The commonest of the variants of one place, with coordinates if any has them."""
    counts = Counter(places)
    order = list(counts)
    best = max(order, key=lambda p: (p.latitude is not None, not p.relation, counts[p], PRECISIONS.index(p.precision),
                                     -order.index(p)))
    return best


def _in_words(place: DeskPlace) -> str:
    parts = dict.fromkeys(p for p in (place.name, place.admin1, country_name(place.country)) if p)
    return " ".join(filter(None, (place.relation, ", ".join(parts))))


def weapon_of(bench: Bench) -> Field:
    """The weapons that are named, in the words of the reports."""
    quotes = _each(q for t in bench.tellings for q in t.weapons)
    names = dict.fromkeys(q.text.casefold() for q in quotes)
    return Field(", ".join(names), bench.of(lambda t: bool(t.weapons)), (), quotes)


def _others(accounts: Iterable[str], than: Iterable[str]) -> tuple[str, ...]:
    """These accounts without those: who says both disputes nothing."""
    return tuple(a for a in accounts if a not in set(than))


def _each(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quotes))
