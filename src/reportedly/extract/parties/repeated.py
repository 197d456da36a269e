"""Sentences that a text prints twice, as a lead that stands above the report and opens it: they tell of the same parties."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.extract.parties.mentions import Mention
from reportedly.extract.parties.words import Words

SHORTEST = 5
"""The tokens of a sentence that is long enough to be no turn of speech: not "Gunmen fled."."""


def join_repeated(words: Words, mentions: Sequence[Mention]) -> None:
    """Of the mentions in a sentence that stands word for word before: who that one told of, unless their name says it."""
    shift = _shifts(words)
    heads = {m.head for m in mentions} if shift else set()
    for mention in mentions if shift else ():
        back = shift.get(words.sentence[mention.head], 0)
        if back and mention.head - back in heads and mention.same is None and mention.key is None and mention.kind != "person":
            mention.same = mention.head - back


def _shifts(words: Words) -> dict[int, int]:
    """By the number of each repeated sentence how many tokens before it the first stands."""
    first: dict[tuple[str, ...], int] = {}
    shifts: dict[int, int] = {}
    for number, start in enumerate(words.starts):
        end = words.starts[number + 1] if number + 1 < len(words.starts) else len(words)
        while start < end and words.pos[start] == "SPACE":
            start += 1
        while end > start and words.pos[end - 1] == "SPACE":
            end -= 1
        if end - start >= SHORTEST:
            known = first.setdefault(tuple(words.lower[start:end]), start)
            shifts.update({number: start - known} if known != start else {})
    return shifts
