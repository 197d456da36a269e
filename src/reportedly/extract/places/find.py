"""Places named in the text, resolved to GeoNames.

Gazetteer names are looked for at every capitalised word, whatever the recogniser saw (``places_names``). The words
around and the rest of the document say whether a place is meant (``places_signs``) and which (``places_resolve``,
``places_context``). Places that the text states by their nouns (``places_stated``) lie in others (``places_contain``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from reportedly import gazetteer
from reportedly.extract.places.contain import Placed, find_capitals, find_respelled, is_owner, is_speaker, settle
from reportedly.extract.places.context import countries_of_groups, find_groups
from reportedly.extract.places.names import (
    Mention,
    Parsed,
    Word,
    add_signs,
    find_names,
    parsed_words,
    split_words,
    words_of,
)
from reportedly.extract.places.resolve import resolve
from reportedly.extract.places.stated import NAME_ONLY, Stated, find_stated, labelled_runs, led_runs, located_runs
from reportedly.model import Document, Place, Precision, Span

_REGION_KINDS = frozenset({"region", "continent", "sea", "river", "lake"})
_DATELINE = re.compile(
    r"(?:^|(?<=[.!?”\"] ))[ \t]*((?:[^\W\d_a-z][^\W\d_a-z'.-]+[ ]?){1,3})(?:,[^\n(]{0,40}?)?[ ]*"
    r"(?:\([^)\n]{2,30}\)|--?|[–—])(?:[ ]|(?=\w))", re.MULTILINE)


def find_places(doc: Doc, document: Document) -> tuple[Place, ...]:
    """Every place that the text names, by position; names of people of a country too, marked ``attributive``.

    A place that is stated but in no gazetteer keeps its words as its name. It has the point of the place that its
    sentence puts it in, with precision ``near`` or ``region``; else only the country that most of the report is of,
    without a point.
    """
    text = _with_dateline(doc.text, document)
    words = split_words(text)
    parsed = parsed_words(words, doc)
    mentions, stated = find_names(words), find_stated(words, parsed)
    add_signs(mentions, parsed)
    _mark_stated(mentions, stated)
    _mark_datelines(mentions, text, document)
    groups = find_groups(doc)
    context = resolve(mentions, words, text, countries_of_groups(groups))
    accepted = [m for m in mentions if m.accepted]
    stated = [s for s in stated if s.kind != NAME_ONLY] + located_runs(words, mentions, parsed)
    likely = [*stated, *labelled_runs(words, accepted, parsed), *led_runs(words, accepted, parsed)]
    accepted += find_respelled(likely, accepted, words, parsed, context)
    accepted += find_capitals(words, accepted, parsed, context)
    accepted.sort(key=lambda m: m.start)
    kept, placed = settle(stated, accepted, words, parsed, context)
    names = [Span(doc[g.start].idx, doc[g.end - 1].idx + len(doc[g.end - 1])) for g in groups]
    places = [_of_group(_place(m, words, parsed, document.text), names) for m in kept]
    places += [_stated_place(p, words, document.text) for p in placed]
    return tuple(sorted(places, key=lambda p: p.span))


def _of_group(place: Place, names: Sequence[Span]) -> Place:
    """The place, ``attributive`` where it is a part of an armed group's name: "al-Qaeda in the Arabian Peninsula"."""
    inside = any(n.start < place.span.start and place.span.end <= n.end for n in names)
    return replace(place, attributive=True) if inside else place


def _mark_stated(mentions: list[Mention], stated: list[Stated]) -> None:
    named = {(s.name_first, last) for s in stated if s.kind != "facility" for last in (s.name_last, s.last)}
    for mention in mentions:
        mention.stated = (mention.first, mention.last) in named


def _with_dateline(text: str, document: Document) -> str:
    """The parsed text with the dateline's place, which was blanked as furniture, put back."""
    place = document.dateline.place if document.dateline else None
    if place is None:
        return text
    return text[:place.start] + document.text[place.start:place.end] + text[place.end:]


def _mark_datelines(mentions: list[Mention], text: str, document: Document) -> None:
    place = document.dateline.place if document.dateline else None
    spans = [(place.start, place.end)] if place else [m.span(1) for m in _DATELINE.finditer(text)]
    for mention in mentions:
        mention.dateline = any(a <= mention.start and mention.end <= b for a, b in spans)


def _place(m: Mention, words: list[Word], parsed: Parsed, shown: str) -> Place:
    entry = m.chosen
    assert entry is not None
    people = entry.match == "people"
    whose = people or entry.kind == "seat" or is_owner(m, words) or is_speaker(m, parsed) or m.law or _is_of_branch(m, words)
    relation, precision = _relation(m.first, m.last, words, entry.kind)
    if people and relation in words_of("relation.near"):
        relation, precision = None, "country" if entry.kind == "country" else "region"
    return Place(
        id=f"l{m.start}", span=Span(m.start, m.end), name=shown[m.start:m.end] if people else entry.name,
        kind=entry.kind, country=entry.country, admin1=gazetteer.division(entry.division) if entry.division else None,
        latitude=entry.latitude, longitude=entry.longitude, geoname_id=entry.geoname_id, relation=relation,
        precision=precision, attributive=whose,
    )


def _is_of_branch(m: Mention, words: list[Word]) -> bool:
    """Whether a country or a part of the world only says which part of a group is meant: "Qaeda's branch in the Levant"."""
    k = m.first - (2 if words[m.first - 1].folded == "the" else 1)
    wide = m.chosen is not None and m.chosen.kind in (*_REGION_KINDS, "country")
    return wide and k > 0 and words[k].folded == "in" and words[k - 1].folded in words_of("institution.branches")


def _stated_place(p: Placed, words: list[Word], shown: str) -> Place:
    start, end = words[p.stated.first].start, words[p.stated.last].end
    holder = p.container if p.container is not None and p.container.kind != "country" else None
    relation, _ = _relation(p.stated.first, p.stated.last, words, p.stated.kind)
    return Place(
        id=f"l{start}", span=Span(start, end), name=shown[start:end], kind=p.stated.kind, country=p.country,
        admin1=gazetteer.division(holder.division) if holder and holder.division else None,
        latitude=holder.latitude if holder else None, longitude=holder.longitude if holder else None, relation=relation,
        precision="country" if holder is None else "region" if holder.kind in _REGION_KINDS else "near",
    )


def _relation(first: int, last: int, words: list[Word], kind: str) -> tuple[str | None, Precision]:
    """How the words around relate to the place ("north of", "near", "northern", "border"), and how exact that is."""
    precision: Precision = "country" if kind == "country" else "region" if kind in _REGION_KINDS else "exact"
    after = words[last + 1] if last + 1 < len(words) else None
    if after is not None and after.joined and after.folded in words_of("relation.border"):
        return "border", "near"
    i = first - 2 if first and words[first - 1].folded == "the" else first - 1
    before = words[i].folded if i >= 0 else ""
    earlier = words[i - 1].folded if i > 0 else ""
    if before == "of" and earlier in words_of("relation.compass"):
        return f"{earlier} of", "near"
    if before in ("with", "of") and earlier in words_of("relation.border"):
        return "border", "near"
    if before in words_of("relation.near"):
        return before, "near"
    if before in words_of("relation.part") and words[first].joined:
        return before, "region" if precision == "country" else precision
    return None, precision
