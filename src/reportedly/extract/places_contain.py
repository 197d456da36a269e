"""What holds a place that is in no gazetteer; names that only another spelling finds; capitals that go unnamed."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly import gazetteer
from reportedly.extract.places_context import Context
from reportedly.extract.places_names import Mention, Parsed, Word, words_of
from reportedly.extract.places_stated import Stated
from reportedly.gazetteer import Entry

_IN = frozenset({"in", "of", "near", "outside", "inside", "at"})
_REACH = 3
_HOLDERS = frozenset({"city", "district", "region", "country"})


@dataclass(slots=True)
class Placed:
    """A stated place, the place that its own name or its sentence puts it in, and its country: the container's, else
    the one that the report is of."""

    stated: Stated
    container: Entry | None
    country: str | None


def find_respelled(
    stated: list[Stated], accepted: list[Mention], words: list[Word], parsed: Parsed, context: Context,
) -> list[Mention]:
    """Stated names that the gazetteer has in another spelling, in a country that the report speaks of."""
    covered = {k for m in accepted for k in range(m.first, m.last + 1)}
    found: list[Mention] = []
    for s in stated:
        if not covered.isdisjoint(range(s.name_first, s.name_last + 1)) or (s.own and s.kind == "facility"):
            continue
        key = " ".join(w.folded for w in words[s.name_first:s.name_last + 1])
        entries = tuple(e for e in gazetteer.lookup_spelling(key) if context.votes(e.country) >= 1)
        if not entries:
            continue
        best = max(entries, key=lambda e: (context.near(e), e.population))
        found.append(Mention(
            s.name_first, s.name_last, words[s.name_first].start, words[s.name_last].end, key, entries, chosen=best,
            sentence=parsed.sentences[s.name_first], accepted=True))
        covered.update(range(s.name_first, s.name_last + 1))
    return found


def find_capitals(words: list[Word], accepted: list[Mention], parsed: Parsed, context: Context) -> list[Mention]:
    """ "the Syrian capital", and "the capital" where most of the report is of one country."""
    ends = {m.last: m for m in accepted}
    found = []
    for i in range(1, len(words)):
        word = words[i]
        if word.folded != "capital" or word.capital or not word.joined or _is_money(i, words, parsed):
            continue
        owner = ends.get(i - 1)
        country = owner.chosen.country if owner and owner.chosen and owner.chosen.kind == "country" else None
        if country is None and words[i - 1].folded == "the":
            country = context.one_country()
        entry = gazetteer.capital(country) if country else None
        if entry:
            found.append(Mention(
                i, i, word.start, word.end, "capital", (entry,), chosen=entry, sentence=parsed.sentences[i],
                accepted=True))
    return found


def _is_money(i: int, words: list[Word], parsed: Parsed) -> bool:
    """Whether "capital" is no town here: "capital punishment"; or the town is named: "the capital of Peru"."""
    if i + 1 >= len(words) or not words[i + 1].joined:
        return False
    after = words[i + 1].folded
    return after == "of" or (parsed.parts[i + 1] in ("NOUN", "PROPN") and after != "city")


def settle(
    stated: list[Stated], accepted: list[Mention], words: list[Word], parsed: Parsed, context: Context,
) -> tuple[list[Mention], list[Placed]]:
    """The mentions that stand by themselves, and the stated places with what holds them: none inside another."""
    by_word = {k: m for m in accepted for k in range(m.first, m.last + 1)}
    by_sentence: dict[int, list[Mention]] = {}
    for m in accepted:
        by_sentence.setdefault(m.sentence, []).append(m)
    taken: set[int] = set()
    dropped: set[int] = set()
    placed: list[Placed] = []
    for s in sorted(stated, key=lambda s: (s.first, -s.last)):
        span = range(s.first, s.last + 1)
        inner = list({id(by_word[k]): by_word[k] for k in span if k in by_word}.values())
        if inner and inner[0].first < s.first and inner[0].last == s.name_last:
            s.first = s.name_first = inner[0].first
            span = range(s.first, s.last + 1)
        if not taken.isdisjoint(span) or not _stands(s, inner):
            continue
        taken.update(span)
        dropped.update(id(m) for m in inner)
        beside = [m for m in by_sentence.get(parsed.sentences[s.first], ()) if m not in inner]
        container = _named_inside(s, inner, words, context)
        country = container.country if container else None
        if container is None:
            container, country = _named_beside(s, beside, words)
        whose = next((m.chosen.country for m in inner if m.chosen and m.chosen.match == "people"), None)
        placed.append(Placed(s, container, country or context.one_country(but=whose)))
    return [m for m in accepted if id(m) not in dropped], placed


def _stands(s: Stated, inner: list[Mention]) -> bool:
    """Whether the words are a place of their own beside the places named within them."""
    if not inner:
        return True
    if any(m.first <= s.first and m.last >= s.last for m in inner):
        return False
    if s.abroad:
        return True
    if any(m.chosen and (m.chosen.kind == "country" or m.chosen.match == "people") for m in inner):
        return False
    if any(m.first < s.first or m.last > s.last for m in inner):
        return False
    whole = any(m.first <= s.name_first and m.last >= s.name_last for m in inner)
    return s.own and (s.kind == "facility" or not whole)


def _named_inside(s: Stated, inner: list[Mention], words: list[Word], context: Context) -> Entry | None:
    """The place in its own name, unless that may be a namesake far away: "Castle Road"."""
    if s.abroad:
        return None
    for m in inner:
        entry = m.chosen
        if entry and (words[m.last].owns or entry.kind != "city" or context.names[m.key] > 1 or context.near(entry)):
            return entry
    return None


def _named_beside(s: Stated, beside: list[Mention], words: list[Word]) -> tuple[Entry | None, str | None]:
    """The place that its sentence puts it in, and the country: the place behind "in", or the nearest named.

    A town somewhere else in the sentence gives its country only: the place may lie far from it.
    """
    others = [m for m in beside if m.chosen and m.chosen.country and m.chosen.match != "people"
              and m.chosen.kind in _HOLDERS and not is_owner(m, words)]
    for m in others:
        if m.chosen and 0 < m.first - s.last <= _REACH and words[m.first - 1].folded in _IN:
            return m.chosen, m.chosen.country
    nearest = min(others, key=lambda m: abs(m.first - s.first), default=None)
    if nearest is None or nearest.chosen is None:
        return None, None
    apart = max(nearest.first - s.last, s.first - nearest.last)
    return (nearest.chosen if apart <= _REACH or nearest.chosen.kind == "region" else None), nearest.chosen.country


def is_speaker(m: Mention, parsed: Parsed) -> bool:
    """Whether the name stands for a government: "Damascus said", "Iran has denied"."""
    if m.chosen is None or m.chosen.kind not in ("country", "city"):
        return False
    behind = parsed.lemmas[m.last + 1:m.last + 3]
    if behind[:1] in (["have"], ["will"], ["also"]):
        behind = behind[1:]
    return bool(behind) and behind[0] in words_of("institution.speech")


def is_owner(m: Mention, words: list[Word]) -> bool:
    """Whether the name only says whose: "Syria's army", "Kabul police", "Britain-based", "the Utah Board of Health"."""
    if m.last + 1 >= len(words) or not (words[m.last + 1].joined or words[m.last].owns):
        return False
    after = words[m.last + 1]
    if after.folded in words_of("institution.heads"):
        return True
    return after.capital and m.label == "ORG" and after.folded in words_of("institution.organisation")
