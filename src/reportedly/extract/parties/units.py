"""Formations of armies: "the 155th Brigade", "an army battalion", "the 6th military detachment"."""

from __future__ import annotations

import functools
import re

from reportedly import lexicon
from reportedly.extract.parties.mentions import Mention, nouns
from reportedly.extract.parties.words import Words, word_set

NUMBERED = re.compile(r"\d+(?:st|nd|rd|th)")
BODIES = "bodies"


@functools.cache
def _ordinals() -> frozenset[str]:
    return frozenset(lexicon.load("times")["ordinals"])


def number_of(words: Words, mention: Mention) -> str | None:
    """The ordinal by which a formation is told from others: "4th" in "the army's 4th Division"."""
    if mention.plural or mention.noun not in word_set("forces", "formations"):
        return None
    before = reversed(words.lower[mention.start:mention.head])
    return next((word for word in before if NUMBERED.fullmatch(word) or word in _ordinals()), None)


def is_of_force(words: Words, mention: Mention) -> bool:
    """Whether the words say that one formation is an army's or another body's of a state: "an army battalion"."""
    if mention.plural or mention.noun not in word_set("forces", "formations"):
        return False
    of = [words.lower[mention.member]] if mention.member is not None else []
    told = (nouns().get(word) for word in (*words.lower[mention.start:mention.head], *of))
    return any(noun is not None and noun.category == BODIES for noun in told)
