"""One thing told of again: "a tourist bus … the vehicle", "a car bomb … the device"; its fullest words name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from reportedly.extract.events.syntax import MODIFIERS, PLURAL, prepositions
from reportedly.extract.events.words import general_words, words

COMMON = "NOUN"


@dataclass(slots=True)
class _Thing:
    """One thing and the nouns that have named it; ``kind``: of a lemma, that of ``lexicon/targets.toml``."""

    kind: str | None
    fullest: Token
    mentions: list[Token] = field(default_factory=list)


def same_things(nouns: Iterable[Token], kinds: Mapping[str, str]) -> dict[int, tuple[Token, ...]]:
    """For each of the nouns, by its index, the nouns that name what it means most fully: itself where it is new.

    ``kinds`` are the kinds of things that general words may mean, by lemma. "The two vehicles" are those told before.
    """
    known: list[_Thing] = []
    meant: dict[int, list[_Thing]] = {}
    for noun in sorted(set(nouns), key=lambda t: t.i):
        kind = kinds.get(noun.lemma_.lower())
        found = _told_before(noun, kind, known)
        for thing in found:
            thing.mentions.append(noun)
            if len(found) == 1 and not _is_general(noun) and _length(noun) > _length(thing.fullest):
                thing.fullest = noun
        if not found:
            found = [_Thing(kind, noun, [noun])]
            known += found
        meant[noun.i] = found
    return {i: tuple(dict.fromkeys(thing.fullest for thing in things)) for i, things in meant.items()}


def _told_before(noun: Token, kind: str | None, known: list[_Thing]) -> list[_Thing]:
    if not _points_back(noun):
        return []
    own = _describing(noun)
    for thing in reversed(known):
        alike = any(m.lemma_ == noun.lemma_ and m.tag_ == noun.tag_ and own <= _describing(m) for m in thing.mentions)
        if alike or (_is_of_kind(noun, kind, thing) and not own and noun.tag_ == thing.fullest.tag_):
            return [thing]
    if noun.tag_ in PLURAL and not own and kind is not None:
        several = [t for t in known if t.fullest.tag_ not in PLURAL and (
            _is_of_kind(noun, kind, t) or t.fullest.lemma_ == noun.lemma_)]
        return several if len(several) > 1 else []
    return []


def _is_of_kind(noun: Token, kind: str | None, thing: _Thing) -> bool:
    return kind is not None and thing.kind == kind and _is_general(noun)


def _is_general(noun: Token) -> bool:
    return noun.lemma_.lower() in general_words()


def _points_back(noun: Token) -> bool:
    """Whether the words before a common noun say that it is known: "the bus", "his house", not "another bus"."""
    if noun.pos_ != COMMON:
        return False
    before = [c.lower_ for c in noun.lefts]
    if any(word in words("reference", "other") for word in before):
        return False
    definite = words("reference", "same") | words("reference", "whose")
    return any(word in definite for word in before)


def _describing(noun: Token) -> frozenset[str]:
    """The words that say which thing of its name it is."""
    near = [t for c in noun.lefts if c.dep_ in MODIFIERS for t in c.subtree]
    near += [t for prep, head in prepositions(noun) if head.i > noun.i and (prep == "of" or head.pos_ == "PROPN")
             for t in head.subtree]
    idle = words("reference", "same") | words("reference", "whose") | words("phrases", "articles")
    return frozenset(t.lemma_.lower() for t in near if t.is_alpha and t.lower_ not in idle | general_words())


def _length(noun: Token) -> int:
    return len(_describing(noun))
