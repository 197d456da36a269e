"""How many independent origins accounts have: ten reports, two origins.

The origin of an account is the innermost source of its chain. Accounts have one origin where they name the same party;
where their unnamed sources can be one and something ties them (one report, one text, the same agency, the same figures or
the same sentences); and where outlets speak in their own voice in reports that carry one text. An outlet that cites others
only passes them on: its own voice is an origin, but no independent one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly import lexicon
from reportedly.publish.words import country_name
from reportedly.weigh.copies import sentence_shingles
from reportedly.weigh.telling import Link, Telling, Voice, agency, moment, status_of
from reportedly.weigh.types import Origin, OriginKind

SHARED_SENTENCES = 0.6
"""The share of the shorter account's shingles that stand in the other from which on one is taken from the other."""

COMMON = 2
"""Figures up to this one are given by chance."""

LONGEST_NAME = 80
"""Characters of the longest name that is shown where there are others."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Speech:
    """One account before its origin is known. ``text`` numbers the group of reports with one text that it stands in."""

    id: str
    telling: Telling
    voice: Voice
    text: str

    @property
    def source(self) -> Link:
        """Who said it."""
        return self.voice.chain[0]

    @property
    def own(self) -> bool:
        """Whether the outlet speaks itself."""
        return len(self.voice.chain) == 1

    @property
    def via(self) -> frozenset[str]:
        """The agencies and outlets that passed it on, as far as they are named, the printing outlet left out."""
        named = {agency(link.name) or link.name for link in self.voice.chain[1:-1]}
        return frozenset(named | ({self.telling.agency} if self.telling.agency else set()))

    def counts(self) -> frozenset[tuple[str, int]]:
        """The kinds and numbers of its figures."""
        return frozenset((c.kind, c.high if c.low == 0 and c.high else c.low) for c in self.voice.counts)

    def shingles(self) -> frozenset[str]:
        """Of its sentences."""
        quotes = [t.quote for t in self.voice.told] + [c.quote for c in self.voice.counts]
        return sentence_shingles({q.sentence for q in quotes} | {q.sentence for s in self.voice.said for q in s.quotes})


def origins(speeches: Sequence[Speech]) -> tuple[Origin, ...]:
    """The origins of these accounts, numbered in the order in which they were first published."""
    groups = _grouped(speeches)
    citing = {s.text for s in speeches if not s.own and s.voice.tells}
    found = []
    for number, group in enumerate(sorted(groups, key=_first), 1):
        ordered = sorted(group, key=_moment)
        via = dict.fromkeys(v for s in ordered for v in sorted(s.via))
        own = all(s.own for s in group)
        independent = any(s.voice.tells and not (s.own and s.text in citing) for s in group)
        found.append(Origin(
            f"o{number}", _name(ordered), _kind(ordered), tuple(v for v in via if v != _name(ordered)),
            tuple(s.id for s in ordered), tuple(dict.fromkeys(s.telling.document for s in ordered)),
            independent if not own else independent and not _echoes(group, speeches)))
    return tuple(found)


def _echoes(group: Sequence[Speech], speeches: Sequence[Speech]) -> bool:
    """Whether what outlets say themselves is, in most of its words, what another report's account said before."""
    first = min(map(_moment, group))
    mine = frozenset().union(*(s.shingles() for s in group))
    before = frozenset().union(*(s.shingles() for s in speeches if s not in group and _moment(s) < first), frozenset())
    return bool(mine) and len(mine & before) / len(mine) >= SHARED_SENTENCES


def _grouped(speeches: Sequence[Speech]) -> list[list[Speech]]:
    """Union of all pairs that have one origin."""
    home = list(range(len(speeches)))

    def root(i: int) -> int:
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    for i, one in enumerate(speeches):
        for j in range(i):
            if root(i) != root(j) and same_origin(one, speeches[j]):
                a, b = sorted((root(i), root(j)))
                home[b] = a
    groups: dict[int, list[Speech]] = {}
    for i, speech in enumerate(speeches):
        groups.setdefault(root(i), []).append(speech)
    return list(groups.values())


def same_origin(one: Speech, other: Speech) -> bool:
    """Whether two accounts come from one origin."""
    if one.own or other.own:
        return one.own and other.own and (one.text == other.text or publisher(one) == publisher(other))
    a, b = one.source, other.source
    if a.named and b.named:
        together = one.telling.document == other.telling.document
        return any(_same_name(x, y, together) for x in (a.name, a.body) for y in (b.name, b.body) if x and y)
    if a.named != b.named:
        return one.text == other.text and _alike(a, b) and _names_of(a) == _names_of(b)
    if not _alike(a, b):
        return False
    if one.telling.document == other.telling.document:
        return _words(a.name) == _words(b.name)
    return one.text == other.text or bool(one.via & other.via) or _tied(one, other)


def _tied(one: Speech, other: Speech) -> bool:
    """Whether unnamed sources of two reports say the same: two figures alike, or most of the sentences."""
    common = one.counts() & other.counts()
    if len(common) > 1 and max(number for _, number in common) > COMMON:
        return True
    a, b = one.shingles(), other.shingles()
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= SHARED_SENTENCES


def _alike(one: Link, other: Link) -> bool:
    """Whether two phrases can mean one source: none says what the other doesn't, countries left open."""
    a, b = _words(one.name), _words(other.name)
    if not a or not b:
        return not a and not b and kind_of(one) == kind_of(other)
    return a <= b or b <= a


def _names_of(link: Link) -> frozenset[str]:
    return _words(link.group or link.name)


def _same_name(one: str, other: str, together: bool) -> bool:
    """Whether two names are one party's: in one report "the army" is the army that it names in full."""
    a, b = _words(one), _words(other)
    return bool(a and b) and (a == b or ((together or min(len(a), len(b)) > 1) and (a <= b or b <= a)))


@functools.lru_cache(maxsize=10_000)
def _words(name: str) -> frozenset[str]:
    """What a phrase says of who speaks: without articles and words for speaking, each body by one word."""
    unnamed = lexicon.load("weigh")["unnamed"]
    empty = {*unnamed["speakers"], *unnamed["qualities"]}
    found = []
    for word in _WORD.findall(name.lower().replace("'s", "").replace("’s", "")):
        one = word.removesuffix("s") if word.removesuffix("s") in empty else word
        if one not in empty:
            found.append(_same().get(word, _countries().get(word, word)))
    return frozenset(found)


@functools.cache
def _same() -> dict[str, str]:
    return {word: first for first, words in lexicon.load("weigh")["unnamed"]["same"].items() for word in words}


@functools.cache
def _countries() -> dict[str, str]:
    """ "Iraqi" and "iraq" are one word."""
    found = {}
    for code, entry in lexicon.load("countries")["country"].items():
        names = (*entry.get("people", ()), *entry.get("also", ()), country_name(code))
        found.update({name.lower(): code for name in names if name.isalpha()})
    return found


def publisher(speech: Speech) -> str:
    """Whose words an outlet prints as its own: the agency's whose copy it carries, else its own."""
    return speech.telling.agency or agency(speech.source.name) or speech.source.name.casefold()


def _name(group: Sequence[Speech]) -> str:
    """The fullest of the names; of outlets the publisher's of the first."""
    if group[0].own:
        return group[0].telling.agency or group[0].source.name
    names = {s.source.name for s in group} if group[0].source.named else {s.source.name for s in group if not s.source.named}
    return max(names, key=lambda n: (len(n) <= LONGEST_NAME, len(n), n))


def _kind(group: Sequence[Speech]) -> OriginKind:
    if group[0].own:
        return "outlet"
    kinds = [kind_of(s.source) for s in group]
    return "armed group" if "armed group" in kinds else next((k for k in kinds if k != "person"), "person")


def kind_of(source: Link) -> OriginKind:
    """What a source is: by the kind of the party, else by the words that name it."""
    if source.kind == "armed group":
        return "armed group"
    if source.kind in ("government", "force"):
        return "official"
    words = {w for name in (source.name, source.group, source.role) for w in _WORD.findall((name or "").lower())}
    words |= {w.removesuffix(ending) for w in words for ending in ("s", "es")}
    for kind, nouns in lexicon.load("weigh")["origin"].items():
        if words & set(nouns):
            found: OriginKind = kind
            return found
    if source.kind == "outlet":
        return "reports"
    if source.kind == "organisation":
        return "organisation"
    return "official" if status_of(source.name) == "official" else "person"


def _moment(speech: Speech) -> tuple[str, str, int, str]:
    return (moment(speech.telling.published), speech.telling.document, speech.telling.start, speech.id)


def _first(group: Sequence[Speech]) -> tuple[str, str, int, str]:
    return min(map(_moment, group))
