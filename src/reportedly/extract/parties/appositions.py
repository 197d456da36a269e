"""Two phrases that stand together and are one party: "a spokesman, Omar Haddad,", "a group of gunmen"."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.extract.parties.mentions import Mention
from reportedly.extract.parties.words import OPENING_QUOTES, Words, word_set

DESCRIBES = {"unnamed": frozenset(("person",)), "groups": frozenset(("armed group", "organisation")),
             "organisations": frozenset(("armed group", "organisation", "outlet")), "bodies": frozenset(("force",)),
             "outlets": frozenset(("outlet",)), "fighters": frozenset(("person",)), "attackers": frozenset(("person",)),
             "personnel": frozenset(("person",)), "peoples": frozenset(("person",))}
"""What a description headed by a noun of each list can be of."""
SEPARATORS = frozenset(",(–—")
ENDS = frozenset(",.;)—–")
OF = frozenset(("of",))


def join_appositions(words: Words, mentions: Sequence[Mention]) -> None:
    """Marks every description next to a name as the same party, and gives a person the role that it tells."""
    named = [m for m in mentions if m.named and (m.category not in DESCRIBES or m.core)]
    names, ends = {m.start: m for m in named}, {m.end: m for m in named}
    for mention in mentions:
        kinds = DESCRIBES.get(mention.category)
        if kinds is None or mention.same is not None or mention.key:
            continue
        if mention.plural:
            name = _called(words, mention, names) if mention.category == "fighters" and not mention.counted else None
            mention.same = name.head if name is not None and name.kind in DESCRIBES["groups"] else None
            continue
        name = _within(mention, ends, mentions) or _after(words, mention, names) or _before(words, mention, ends)
        if name is not None and name.kind in kinds:
            _join(words, mention, name)


def join_bands(words: Words, mentions: Sequence[Mention]) -> None:
    """Marks the people whom a band consists of as the same party: "a group of | ten gunmen", "members of | the guerrillas"."""
    by_head = {m.head: m for m in mentions}
    for band in mentions:
        inner = words.complement(band.head + 1, OF)
        people = by_head.get(inner) if inner is not None else None
        if people is None or not people.plural or not people.human or people.key or people.same is not None:
            continue
        if band.key or band.same is not None:
            continue
        members = band.noun in word_set("people", "members") and not band.counted and people.category == "fighters"
        if band.noun in word_set("people", "bands"):
            people.same, band.plural = band.head, True
        elif members:
            band.same = people.head
        if band.same == people.head or people.same == band.head:
            band.member = None


def _within(mention: Mention, ends: dict[int, Mention], mentions: Sequence[Mention]) -> Mention | None:
    """The name that closes a description without a comma: "director of the Observatory Omar Haddad"."""
    name = ends.get(mention.end)
    if name is None or name.kind != "person" or name.role or name.start <= mention.head + 2:
        return None
    if not any(mention.head < other.head < name.start for other in mentions):
        return None
    mention.end = name.start
    return name


def _after(words: Words, mention: Mention, names: dict[int, Mention]) -> Mention | None:
    """The name behind the description: "the group, the Observatory"; without a comma only where the parse says so."""
    at = mention.end
    if at >= len(words):
        return None
    called = _called(words, mention, names)
    if called is not None:
        return called
    if words.text[at] == ",":
        name = names.get(at + 1)
        ends = name is not None and name.end < len(words) and (
            words.text[name.end] in ENDS or words.pos[name.end] in ("VERB", "AUX"))
        alone = name is not None and name.kind == "person" and len(name.name_words) == 1 and not name.role
        return name if ends and not alone and words.dep[mention.head] != "conj" else None
    name = names.get(at + (words.text[at] in OPENING_QUOTES))
    if name is None:
        return None
    beside = words.dep[name.head] == words.dep[mention.head] == "nsubj" and words.head[name.head] == words.head[mention.head]
    return name if beside or words.dep[name.head] == "appos" or words.lower[name.start] == "the" else None


def _called(words: Words, mention: Mention, names: dict[int, Mention]) -> Mention | None:
    """The name that words of naming behind the description lead to: "guerrillas known as | the Red Hand"."""
    at = mention.end
    begin = words.naming_end(at + (words.text[at:at + 1] == [","]))
    return names.get(begin) or names.get(begin + 1) if begin is not None else None


def _before(words: Words, mention: Mention, ends: dict[int, Mention]) -> Mention | None:
    """The name before the description: "Omar Haddad, the council's head,"."""
    comma = mention.start - 1
    if comma < 1:
        return None
    name = ends.get(comma if words.text[comma] in SEPARATORS else mention.start)
    if name is None or words.dep[mention.head] == "conj":
        return None
    if words.lower[mention.head] in word_set("people", "kin") and words.lower[mention.end:mention.end + 1] == ["and"]:
        return None  # "Omar Haddad, his wife and their son"
    above = words.head[mention.head]
    return name if words.dep[mention.head] == "appos" and name.start <= above < name.end else None


def _join(words: Words, mention: Mention, name: Mention) -> None:
    mention.same = name.head
    start = mention.start
    while start < mention.head and words.pos[start] == "DET":
        start += 1
    if name.kind == "person":
        name.role = name.role or words.words(start, mention.end)
        name.country = name.country or mention.country
        name.member = name.member if name.member is not None else mention.member
