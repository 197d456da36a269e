"""Which place a name stands for, by what qualifies it and by the rest of the document."""

from __future__ import annotations

import itertools
import math
from collections import Counter

from reportedly.extract.places.context import Context, contains, km, prior, side_told, weights
from reportedly.extract.places.names import Mention, Word, words_of
from reportedly.extract.places.signs import judge, person_names, signs_of
from reportedly.gazetteer import Entry

_SURE = 1.0
_ROUNDS = 2
_GAPS = frozenset({", ", " ", ",", ". ", " ("})
_POSSESSIVE_GAPS = frozenset({"'s ", "’s ", "s "})
_DIVISION_OF = " division of "
"""Between the Northern Province and what it is one of, or what it is itself."""
_OUTER_KINDS = frozenset({"country", "region", "district", "city"})
_OUTER_TOWN_PEOPLE = 100_000
_GREAT_PEOPLE = 200_000
_ABROAD_KM = 1500.0
_BESIDE_KM = 500.0
_TOWNS = frozenset({"city", "district"})
_LISTED = 8
_LONGEST_NOTE = 10
_TWIN_KM, _TWIN_PEOPLE = 250.0, 20_000


def resolve(mentions: list[Mention], words: list[Word], text: str, groups: Counter[str]) -> Context:
    """Chooses a place for every mention, says which are accepted, and gives what they make of the document.

    ``groups``: how many armed groups of each country the report names.
    """
    link_qualifiers(mentions, words, text)
    link_divisions(mentions, words)
    mark_quarters(mentions, words)
    for m in mentions:
        m.law = _is_of_law(m, words, text)
    persons = person_names(mentions, words)
    signs = [signs_of(m, words, persons) for m in mentions]
    context = Context(groups=groups)
    for m, around in zip(mentions, signs, strict=True):
        _choose(m, context)
        judge(m, around, context, False)
    for _ in range(_ROUNDS):
        context = Context(mentions, groups)
        context.chart(mentions)
        sure = Counter(m.key for m in mentions if m.score > _SURE)
        for m, around in zip(mentions, signs, strict=True):
            _choose(m, context)
            judge(m, around, context, sure[m.key] > (m.score > _SURE))
    _keep_sense(mentions)
    return Context(mentions, groups)


def link_qualifiers(mentions: list[Mention], words: list[Word], text: str) -> None:
    """ "Paris, Texas", "Paris Texas", "Paris in northern Texas", "Syria's Raqqa": one says where the other lies.

    "The Northern Province of Aleppo" is Aleppo itself, and no other country's Northern Province.
    """
    for first, second in itertools.pairwise(mentions):
        if _is_beside(first, second, words):
            _put_beside(first, second)
            continue
        gap = _gap(first, second, words, text)
        if gap is None:
            continue
        country = first.entries[0] if first.entries[0].kind == "country" else None
        if country is not None and gap != ", ":
            inside = [e for e in second.entries if contains(country, e)]
            great = any(_is_great(e) for e in second.entries)
            if inside and not great and second.within is None and country.match != "people":
                second.rivals = inside
            continue
        if gap in _POSSESSIVE_GAPS:
            holders = [e for e in first.rivals or first.entries if e.match != "people" and e.kind in _OUTER_KINDS]
            inside = [e for e in second.entries if any(contains(o, e) for o in holders if o.kind == "region" or first.rivals)]
            second.rivals = second.rivals or inside
            continue
        outer = [e for e in second.entries if e.match != "people" and e.kind in _OUTER_KINDS]
        pairs = [(i, o) for o in outer for i in first.entries if i.match != "people" and contains(o, i)
                 and (o.kind != "city" or (gap == ", " and o.population > _OUTER_TOWN_PEOPLE))]
        if pairs:
            holder = max(pairs, key=lambda pair: prior(pair[1]) + 0.1 * prior(pair[0]))[1]
            first.within = second
            first.rivals = [i for i, o in pairs if o is holder]
            second.rivals = second.rivals or [holder]
        elif gap == _DIVISION_OF:
            first.elsewhere = bool(outer)
        elif gap == " of " and _greatest(first) > _greatest(second):
            _put_inside(second, max(first.entries, key=prior))
        elif outer and gap in (", ", " of "):
            first.elsewhere = _is_elsewhere(first, max(outer, key=prior), gap)


def _is_beside(first: Mention, second: Mention, words: list[Word]) -> bool:
    """Whether a compass point behind the first name says where it lies by the second: "Adra, 20 km east of Damascus"."""
    between = words[first.last + 1:second.first]
    return bool(between) and not between[0].joined and side_told([w.folded for w in between]) != ""


def _put_beside(first: Mention, second: Mention) -> None:
    """Leaves the first name the places that lie around the second; where all are far, the one meant is in no gazetteer."""
    around = [(e, o) for e in first.entries for o in second.entries if o.kind in _TOWNS and km(e, o) < _BESIDE_KM
              and e.match != "people"]
    if around:
        town = max(around, key=lambda pair: prior(pair[1]) + 0.1 * prior(pair[0]))[1]
        first.within, first.rivals = second, [e for e, o in around if o is town]
    elif any(o.kind in _TOWNS for o in second.entries):
        first.elsewhere = not any(map(_is_great, first.entries))


def link_divisions(mentions: list[Mention], words: list[Word]) -> None:
    """ "Idlib province", "the Donetsk and Luhansk regions", "the department of Antioquia": the division, not its town."""
    called, ended = False, len(words)
    for m in reversed(mentions):
        listed = called and [w.folded for w in words[m.last + 1:ended]] == ["and"]
        called = listed or _is_called_division(m, words)
        ended = m.first
        if called:
            m.rivals = [e for e in m.rivals or m.entries if e.kind == "region" and e.match != "people"] or m.rivals


def _is_called_division(m: Mention, words: list[Word]) -> bool:
    """Whether a noun for the first divisions of a country stands behind the name, or before it with "of"."""
    after = words[m.last + 1] if m.last + 1 < len(words) and not words[m.last].owns else None
    if after is not None and after.joined and after.folded in words_of("stated.regions"):
        return True
    return m.first > 1 and words[m.first].joined and words[m.first - 1].folded == "of" and (
        words[m.first - 2].folded in words_of("stated.regions"))


def _is_of_law(m: Mention, words: list[Word], text: str) -> bool:
    """Whether something is only said to be forbidden there: "the movement, banned in Russia", "(a terrorist group in Turkey)"."""
    if m.first < 2 or words[m.first - 1].folded not in ("in", "by") or m.entries[0].kind != "country":
        return False
    opening = max(text.rfind(mark, 0, m.start) for mark in "(\n")
    bracketed = text[opening:opening + 1] == "(" and text.find(")", opening, m.start) < 0
    if not bracketed:
        return words[m.first - 2].folded in words_of("words.outlawed")
    inside = itertools.takewhile(lambda w: w.start > opening, reversed(words[max(m.first - _LONGEST_NOTE, 0):m.first]))
    return any(w.folded in words_of("words.outlawed") for w in inside)


def mark_quarters(mentions: list[Mention], words: list[Word]) -> None:
    """ "Escalon neighborhood", "between San Diego and Prat streets": names of parts of a town, wherever they are said."""
    keys = {m.key for m in mentions if _is_called_quarter(m, words)}
    for m in mentions:
        m.quarter = m.key in keys and not m.dateline


def _is_called_quarter(m: Mention, words: list[Word]) -> bool:
    """Whether a noun for parts of a town stands behind the name, or behind the names listed with it: not "a Kabul ward"."""
    if words[m.last].owns or (m.first and words[m.first - 1].folded in ("a", "an")):
        return False
    k, nouns = m.last + 1, "stated.quarters"
    while k < min(len(words), m.last + _LISTED) and (words[k].capital or words[k].folded == "and"):
        nouns = "stated.quarters_listed" if words[k].folded == "and" else nouns
        k += 1
    if k > m.last + 1 and nouns == "stated.quarters":
        return False
    return k < len(words) and words[k].joined and words[k].folded in words_of(nouns)


def _greatest(m: Mention) -> float:
    return max(map(prior, m.entries))


def _put_inside(m: Mention, holder: Entry) -> None:
    """ "the Kabul suburb of Paris": in the country of the greater place, or in no gazetteer."""
    inside = [e for e in m.entries if e.country == holder.country]
    m.rivals = inside or m.rivals
    m.elsewhere = not inside


def _is_elsewhere(m: Mention, holder: Entry, gap: str) -> bool:
    """Whether the place said to hold a name is far from all that it stands for: the one meant is in no gazetteer."""
    says_in = gap == " of " or (holder.kind == "country" and holder.match == "name")
    return says_in and all(km(entry, holder) > _ABROAD_KM and not _is_great(entry) for entry in m.entries)


def _gap(first: Mention, second: Mention, words: list[Word], text: str) -> str | None:
    """What stands between two names that may qualify each other; None: they can't."""
    if second.first - first.last == 1:
        gap = text[first.end:second.start]
        if gap == ". " and not words[second.first].joined and not words[second.first].upper:
            return None
        return gap if gap in _GAPS or gap in _POSSESSIVE_GAPS else None
    between = [w.folded for w in words[first.last + 1:second.first]]
    if between == ["of"] and all(w.folded in words_of("relation.part") | words_of("stated.division")
                                 for w in words[first.first:first.last + 1]):
        return _DIVISION_OF
    if len(between) == 1 and words[first.last + 1].owns and between[0] in words_of("stated.division"):
        return "'s "
    if between[1:2] == ["of"] and between[0] in words_of("stated.parts") and _only_parts(between[2:]):
        return " of "
    return " in " if between[:1] == ["in"] and _only_parts(between[1:]) else None


def _only_parts(between: list[str]) -> bool:
    return len(between) < 3 and all(w == "the" or w in words_of("relation.part") for w in between)


def _choose(m: Mention, context: Context) -> None:
    options = m.rivals or m.entries
    if len(options) == 1:
        m.chosen = options[0]
        return
    near, shadow = weights("choice")["near"], weights("choice")["shadow"]
    overshadowed = not m.rivals and any(_is_great(e) for e in options)
    best, most = options[0], -math.inf
    for entry in options:
        weight = prior(entry) + context.favour(entry, m.key)
        if overshadowed and entry.kind == "city" and entry.population < _GREAT_PEOPLE:
            weight -= shadow
        if weight > most - near and entry.kind in ("city", "district") and context.near(entry):
            weight += near
        if weight > most:
            best, most = entry, weight
    m.chosen = _twin(best, options, bool(m.rivals))


def _is_great(entry: Entry) -> bool:
    """Whether a place is a country, a part of the world or a state that is named alone."""
    if entry.match != "name":
        return False
    return entry.kind in ("country", "continent", "sea") or (
        entry.kind == "region" and (entry.division is None or entry.country in weights("choice")["division"]))


def _twin(best: Entry, options: tuple[Entry, ...] | list[Entry], qualified: bool) -> Entry:
    """The country rather than its namesake town ("Mexico"), the town rather than its namesake province ("Aleppo")."""
    if best.kind == "city" and not qualified:
        return next((e for e in options if e.kind == "country" and e.country == best.country), best)
    if best.kind == "region" and best.country not in weights("choice")["division"]:
        return next((e for e in options if e.kind == "city" and e.country == best.country
                     and e.population > _TWIN_PEOPLE and km(e, best) < _TWIN_KM), best)
    return best


def _keep_sense(mentions: list[Mention]) -> None:
    """A name that was placed by a qualifier once means the same place wherever it stands alone."""
    said = {m.key: m.chosen for m in reversed(mentions) if m.accepted and m.within and m.chosen}
    for m in mentions:
        if not m.rivals and m.key in said:
            m.chosen = said[m.key]
