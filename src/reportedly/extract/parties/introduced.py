"""Names of groups that a text itself introduces: "a gang called the Vultures", 'the "Red Sun" death squad'."""

from __future__ import annotations

from collections.abc import Collection

from reportedly.extract.parties.known import Known
from reportedly.extract.parties.mentions import nouns
from reportedly.extract.parties.words import CLOSING_QUOTES, OPENING_QUOTES, Words, word_set
from reportedly.model import PartyKind

QUOTES = OPENING_QUOTES | CLOSING_QUOTES
GROUPS = ("groups", "organisations")
LONGEST, LONGEST_QUOTED = 7, 6
"""Words of a name."""
TWO_WORDS = 2
PLACES = frozenset(("GPE", "LOC", "FAC"))
BETWEEN = 2
"""Words that may stand between a name in quotes and its noun: 'the "Red Sun" | death | squad'."""
REFLEXIVE = word_set("people", "reflexive")
"""Without these or an article, and not as participles, verbs of naming call others something: "the group called A a liar"."""
OFFICES = word_set("titles", "offices")
NAMED = frozenset(("PROPN", "NOUN"))
NO_GROUPS = frozenset(("DATE", "TIME", "NORP", "LANGUAGE", "CARDINAL", "MONEY"))
PLURALS = frozenset(("NNS", "NNPS"))


def introduced(words: Words, known: frozenset[int], places: Collection[str]) -> dict[str, Known]:
    """The groups by the names that the text gives them, in small letters.

    ``known`` are the tokens of names known before, ``places`` the names of places, in small letters.
    """
    found: dict[str, Known] = {}
    for i, lower in enumerate(words.lower):
        noun = nouns().get(lower)
        if noun is None or noun.category not in GROUPS or words.tag[i] in PLURALS:
            continue
        span = _behind(words, i + 1) or _before(words, i, known) or _described(words, i)
        said = span is not None or noun.singular not in word_set("people", "anybody")
        span = span or (_attribute(words, i, places) if noun.category == "groups" else None)
        if span is None or not known.isdisjoint(range(*span)) or words.entity[span[0]] in NO_GROUPS:
            continue
        name = words.words(*span)
        if name.lower() in places:
            continue
        found.setdefault(name.lower(), Known(name, _kind(words, i, noun.category, said), field="groups"))
    return found


def _behind(words: Words, at: int) -> tuple[int, int] | None:
    """The name to which words of naming or an opening quote lead: "a gang | called the Vultures", 'the group | "North Star"'."""
    begin = at + (words.lower[at:at + 1] == [","])
    end = words.naming_end(begin)
    if end is None:
        return _quoted(words, at)
    article = end < len(words) and (words.lower[end] == "the" or words.text[end] in QUOTES)
    passive = begin > at or article or any(words.tag[i] == "VBN" for i in range(begin, end))
    if passive or not REFLEXIVE.isdisjoint(words.lower[begin:end]):
        return _quoted(words, end) or _capitals(words, end)
    return _quoted(words, at)


def _quoted(words: Words, at: int) -> tuple[int, int] | None:
    """The name in the quotes that open at ``at``, behind an article or not."""
    at += words.lower[at:at + 1] == ["the"]
    if words.text[at:at + 1] == [] or words.text[at] not in QUOTES:
        return None
    end = next((i for i in range(at + 1, min(at + 2 + LONGEST_QUOTED, len(words))) if words.text[i] in CLOSING_QUOTES), None)
    if end is None or (words.modifies(end - 1) and words.head[end - 1] > end):
        return None  # 'the opposition "Levant" channel'
    return _name(words, at + 1, end)


def _before(words: Words, noun: int, known: frozenset[int]) -> tuple[int, int] | None:
    """The name in quotes before the noun: '"Andean Dawn" | group'."""
    close = next((i for i in range(noun - 1, max(noun - 2 - BETWEEN, 0), -1) if words.text[i] in QUOTES), None)
    if close is None or any(words.text[i][0].isupper() or not words.modifies(i) for i in range(close + 1, noun)):
        return None
    first = max(close - 1 - LONGEST_QUOTED, 0)
    opening = next((i for i in range(close - 1, first, -1) if words.text[i] in QUOTES), None)
    if opening is None or opening - 1 in known:  # 'an ELN "Camilo Vega" unit'
        return None
    return _name(words, opening + 1, close)


def _described(words: Words, noun: int) -> tuple[int, int] | None:
    """The name that the noun's phrase describes: "the | Red Hand, a vigilante gang"; "the | Red Hand is a gang"."""
    head = words.head[noun]
    if words.dep[noun] == "attr":
        first = words.starts[words.sentence[head]]
        head = next((i for i in range(first, head) if words.head[i] == head and words.dep[i] == "nsubj"), noun)
    elif words.dep[noun] != "appos" or words.text[head + 1:head + 2] != [","] or words.phrase_start(noun) != head + 2:
        return None
    first = words.phrase_start(head)
    begin = first + (words.pos[first] == "DET")
    capitals = begin <= head < noun and all(words.text[i][0].isupper() for i in range(begin, head + 1))
    named = words.pos[head] in NAMED and (begin > first or words.entity[head] != "PERSON")
    return _name(words, begin, head + 1) if capitals and named else None


def _attribute(words: Words, noun: int, places: Collection[str]) -> tuple[int, int] | None:
    """The name right before the noun: "the | Black Eagles gang"; with the noun where it is a place, a person or one word."""
    start = noun
    if words.pos[noun] != "NOUN" or not words.text[noun].islower() or words.modifies(noun):
        return None
    while start > 0 and words.pos[start - 1] == "PROPN" and words.text[start - 1][0].isupper() and words.modifies(start - 1):
        start -= 1
    armed = words.lower[noun] in word_set("people", "armed_groups")
    if noun - start < TWO_WORDS and not (armed and start < noun):
        return None
    alone = noun - start < TWO_WORDS or words.entity[start] in ("PERSON", *PLACES) or words.words(start, noun).lower() in places
    return _name(words, start, noun + alone)


def _capitals(words: Words, at: int) -> tuple[int, int] | None:
    """The capitalised words from ``at`` on, with small ones between them: "the | Free Sons of Ariha"."""
    links = word_set("grammar", "in_names")
    end = begin = at + (words.lower[at:at + 1] == ["the"])
    for i in range(begin, min(begin + LONGEST, len(words))):
        if words.text[i][0].isupper():
            end = i + 1
        elif words.lower[i] not in links:
            break
    if end > begin and end < len(words) and words.lower[words.head[end - 1]] in nouns():
        end = max(end, min(words.head[end - 1] + 1, end + BETWEEN))  # "the Camilo Vega | commando unit"
    return _name(words, begin, end)


def _name(words: Words, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without an article before it, where it begins with a capital and stays in one sentence."""
    start += words.lower[start:start + 1] == ["the"]
    if start >= end or words.sentence[start] != words.sentence[end - 1]:
        return None
    return (start, end) if words.text[start][0].isupper() and words.lower[start] not in OFFICES else None


def _kind(words: Words, noun: int, category: str, said: bool) -> PartyKind:
    """An armed group, unless its words say that it is a body of civilians; an organisation only fights where they say so,
    and so does "the Meridian Aid group", which is not ``said`` to be one.
    """
    before = words.lower[words.phrase_start(noun):noun]
    fights = any(w in word_set("people", "fighting") or (w in nouns() and nouns()[w].category == "fighters") for w in before)
    if fights:
        return "armed group"
    if category == "organisations" or not said or not word_set("people", "civil").isdisjoint(before):
        return "organisation"
    return "armed group"
