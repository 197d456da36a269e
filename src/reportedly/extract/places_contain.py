"""What holds a place that is in no gazetteer, and names that only another spelling finds."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly import gazetteer
from reportedly.extract.places_names import Mention, Parsed, Word, words_of
from reportedly.extract.places_context import Context
from reportedly.extract.places_stated import Stated
from reportedly.gazetteer import Entry

_IN = frozenset({"in", "of", "near", "outside", "inside", "at"})


@dataclass(slots=True)
class Placed:
    """A stated place and what holds it. ``said``: the sentence names the container; else only the country is taken, where
    the report is of one country."""

    stated: Stated
    container: Entry | None
    said: bool
    country: str | None


def spelled(
    stated: list[Stated], accepted: list[Mention], words: list[Word], parsed: Parsed, context: Context,
) -> list[Mention]:
    """Stated names that the gazetteer has in another spelling, in a country that the report speaks of."""
    covered = {k for m in accepted for k in range(m.first, m.last + 1)}
    found: list[Mention] = []
    for s in stated:
        if any(k in covered for k in range(s.name_first, s.name_last + 1)):
            continue
        key = " ".join(w.folded for w in words[s.name_first:s.name_last + 1])
        entries = tuple(e for e in gazetteer.lookup_spelling(key) if e.country and context.votes(e.country) >= 1)
        if not entries or s.own and s.kind == "facility":
            continue
        mention = Mention(s.name_first, s.name_last, words[s.name_first].start, words[s.name_last].end, key, entries)
        mention.chosen = max(entries, key=lambda e: (context.near(e), e.population))
        mention.sentence, mention.accepted = parsed.sentences[s.name_first], True
        found.append(mention)
        covered.update(range(s.name_first, s.name_last + 1))
    return found


def settle(
    stated: list[Stated], accepted: list[Mention], words: list[Word], parsed: Parsed, context: Context,
) -> tuple[list[Mention], list[Placed]]:
    """The mentions that stand by themselves, and the stated places with what holds them: none inside another."""
    by_word = {k: m for m in accepted for k in range(m.first, m.last + 1)}
    taken: set[int] = set()
    dropped: set[int] = set()
    placed: list[Placed] = []
    for s in sorted(stated, key=lambda s: (s.first, -s.last)):
        inner = [by_word[k] for k in range(s.first, s.last + 1) if k in by_word]
        if any(k in taken for k in range(s.first, s.last + 1)) or not _stands(s, inner):
            continue
        container, said = _container(s, inner, accepted, words, parsed, context)
        taken.update(range(s.first, s.last + 1))
        dropped.update(id(m) for m in inner)
        of = next((m.chosen.country for m in inner if m.chosen and m.chosen.match == "people"), None)
        placed.append(Placed(s, container, said, container.country if container else context.one_country(of)))
    return [m for m in accepted if id(m) not in dropped], placed


def _stands(s: Stated, inner: list[Mention]) -> bool:
    """Whether the words are a place of their own beside the places named within them."""
    if not inner:
        return True
    if any(m.first == s.first and m.last >= s.last for m in inner):
        return False
    if s.abroad:
        return True
    whole = any(m.first <= s.name_first and m.last >= s.name_last for m in inner)
    if any(m.chosen and (m.chosen.kind == "country" or m.chosen.match == "people") for m in inner) or any(
            m.first < s.first or m.last > s.last for m in inner):
        return False
    return s.own and (s.kind == "facility" or not whole)


def _container(
    s: Stated, inner: list[Mention], accepted: list[Mention], words: list[Word], parsed: Parsed, context: Context,
) -> tuple[Entry | None, bool]:
    """What the text says it lies in: a place in its own name, one named behind it, or one in its sentence."""
    for m in inner:
        if m.chosen and not s.abroad and (words[m.last].owns or _supported(m, context)):
            return m.chosen, True
    sentence = parsed.sentences[s.first]
    beside = [m for m in accepted if m.sentence == sentence and m not in inner and m.chosen and m.chosen.match != "people" and not is_owner(m, words)]
    for m in beside:
        if 0 < m.first - s.last <= 3 and words[m.first - 1].folded in _IN:
            return m.chosen, True
    towns = [m for m in beside if m.chosen and m.chosen.kind in ("city", "district")]
    regions = [m for m in beside if m.chosen and m.chosen.kind in ("region", "country") and m.chosen.country]
    for some in (towns, regions):
        if some:
            return min(some, key=lambda m: abs(m.first - s.first)).chosen, True
    return None, False


def is_owner(m: Mention, words: list[Word]) -> bool:
    """Whether the name only says whose: "Syria's army", "Kabul police", "Britain-based"."""
    if m.last + 1 >= len(words) or not (words[m.last + 1].joined or words[m.last].owns):
        return False
    after = words[m.last + 1]
    if after.folded in words_of("institution.heads"):
        return True
    return after.capital and m.label == "ORG" and after.folded in words_of("institution.organisation")


def find_capitals(words: list[Word], accepted: list[Mention], parsed: Parsed, context: Context) -> list[Mention]:
    """ "the Syrian capital", and "the capital" where the report is of one country."""
    ends = {m.last: m for m in accepted}
    found = []
    for i, word in enumerate(words):
        if word.folded != "capital" or word.capital or i < 2 or not word.joined:
            continue
        if i + 1 < len(words) and words[i + 1].joined and (
                parsed.parts[i + 1] in ("NOUN", "PROPN") and words[i + 1].folded != "city" or words[i + 1].folded == "of"):
            continue
        owner = ends.get(i - 1)
        country = owner.chosen.country if owner and owner.chosen and owner.chosen.kind == "country" else None
        if country is None and words[i - 1].folded == "the":
            country = context.one_country()
        entry = gazetteer.capital(country) if country else None
        if entry:
            found.append(Mention(i, i, word.start, word.end, "capital", (entry,), sentence=parsed.sentences[i], chosen=entry,
                                 accepted=True))
    return found


def _supported(m: Mention, context: Context) -> bool:
    """Whether a place inside a facility's name is one that the report is about, not a namesake: "Castle Road"."""
    entry = m.chosen
    assert entry is not None
    if entry.kind != "city":
        return True
    return context.names[m.key] > 1 or context.near(entry)
