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


def formation(words: Words, mention: Mention) -> tuple[str | None, bool]:
    """The ordinal by which one formation is told from others, "4th" in "the army's 4th Division"; and whether the words say
    that it is an army's or another body's of a state, "an army battalion".
    """
    if mention.plural or mention.noun not in word_set("forces", "formations"):
        return None, False
    before = words.lower[mention.start:mention.head]
    number = next((word for word in reversed(before) if NUMBERED.fullmatch(word) or word in _ordinals()), None)
    of = [words.lower[mention.member]] if mention.member is not None else []
    return number, any(word in nouns() and nouns()[word].category == BODIES for word in (*before, *of))
