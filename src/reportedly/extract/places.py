"""Places named in the text, resolved to GeoNames.

Gazetteer names are looked for at every capitalised word, whatever the recogniser saw (``places_names``); the document's own
context says which place is meant and whether one is (``places_resolve``).
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from reportedly import gazetteer
from reportedly.extract.places_contain import Placed, find_capitals, is_owner, settle, spelled
from reportedly.extract.places_names import Mention, Word, add_signs, find_names, parsed_words, split_words, words_of
from reportedly.extract.places_resolve import resolve
from reportedly.extract.places_stated import find_stated, labelled_runs, unnamed_runs
from reportedly.model import Document, Place, Precision, Span

_REGION_KINDS = frozenset({"region", "continent", "sea", "river", "lake"})
_DATELINE = re.compile(
    r"(?:^|(?<=[.!?”\"] ))[ \t]*((?:[^\W\d_a-z][^\W\d_a-z'.-]+[ ]?){1,3})(?:,[^\n(]{0,40}?)?[ ]*"
    r"(?:\([^)\n]{2,30}\)|--?|[–—])(?:[ ]|(?=\w))", re.MULTILINE)


def find_places(doc: Doc, document: Document) -> tuple[Place, ...]:
    """Every place that the text names, by position; names of people of a country too, marked ``attributive``."""
    text = _with_dateline(doc.text, document)
    words = split_words(text)
    parsed = parsed_words(words, doc)
    mentions = find_names(words)
    stated = find_stated(words, parsed)
    named = {(s.name_first, last) for s in stated for last in (s.name_last, s.last) if s.kind != "facility"}
    stated = [s for s in stated if s.kind != "name"]
    add_signs(mentions, parsed)
    for mention in mentions:
        mention.stated = (mention.first, mention.last) in named
    _mark_datelines(mentions, text, document)
    context = resolve(mentions, words, text)
    accepted = [m for m in mentions if m.accepted and m.chosen]
    stated += unnamed_runs(words, mentions, parsed)
    accepted += spelled(stated + labelled_runs(words, accepted, parsed), accepted, words, parsed, context)
    accepted += find_capitals(words, accepted, parsed, context)
    accepted.sort(key=lambda m: m.start)
    kept, placed = settle(stated, accepted, words, parsed, context)
    places = [_place(m, words, document.text) for m in kept]
    places += [_stated_place(p, words, document.text) for p in placed]
    return tuple(sorted(places, key=lambda p: p.span))


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


def _place(m: Mention, words: list[Word], shown: str) -> Place:
    entry = m.chosen
    assert entry is not None
    relation, precision = _relation_at(m.first, m.last, words, entry.kind)
    return Place(
        id=f"l{m.start}", span=Span(m.start, m.end), name=shown[m.start:m.end] if entry.match == "people" else entry.name,
        kind=entry.kind, country=entry.country, admin1=gazetteer.division(entry.division) if entry.division else None,
        latitude=entry.latitude, longitude=entry.longitude, geoname_id=entry.geoname_id, relation=relation, precision=precision,
        attributive=entry.match == "people" or entry.kind == "seat" or is_owner(m, words),
    )


def _stated_place(p: Placed, words: list[Word], shown: str) -> Place:
    start, end = words[p.stated.first].start, words[p.stated.last].end
    entry, exact = p.container, p.container is not None and p.said
    located = entry if exact and entry is not None and entry.kind != "country" else None
    relation, _ = _relation_at(p.stated.first, p.stated.last, words, p.stated.kind)
    return Place(
        id=f"l{start}", span=Span(start, end), name=shown[start:end], kind=p.stated.kind, country=p.country,
        admin1=gazetteer.division(located.division) if located and located.division else None,
        latitude=located.latitude if located else None, longitude=located.longitude if located else None, relation=relation,
        precision="country" if located is None else "region" if located.kind in _REGION_KINDS else "near",
    )


def _relation_at(first: int, last: int, words: list[Word], kind: str) -> tuple[str | None, Precision]:
    """ "north of", "near", "northern", "border": how the words around relate to the place, and how exact that leaves it."""
    precision: Precision = "country" if kind == "country" else "region" if kind in _REGION_KINDS else "exact"
    i = first - 1
    if i >= 0 and words[i].folded == "the":
        i -= 1
    after = words[last + 1] if last + 1 < len(words) else None
    if after is not None and after.joined and after.folded in words_of("relation.border"):
        return "border", "near"
    if i < 0:
        return None, precision
    before = words[i].folded
    earlier = words[i - 1].folded if i else ""
    if before == "of" and earlier in words_of("relation.compass"):
        return f"{earlier} of", "near"
    if before in ("with", "of") and earlier in words_of("relation.border"):
        return "border", "near"
    if before in words_of("relation.near"):
        return before, "near"
    if before in words_of("relation.part") and words[first].joined:
        return before, "region" if precision == "country" else precision
    return None, precision
