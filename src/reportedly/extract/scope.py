"""Whether a figure is of one happening, or a total over several."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from reportedly import lexicon
from reportedly.extract.harm import Harm
from reportedly.extract.people import Count
from reportedly.model import Scope


@functools.cache
def _known() -> Mapping[str, frozenset[str]]:
    data: dict[str, Any] = lexicon.load("harm")["cumulative"]
    return {name: frozenset(values) for name, values in data.items()}


def scope_of(doc: Doc, words: Sequence[str], sentence: tuple[int, int], count: Count, harm: Harm) -> Scope:
    """``cumulative`` where the sentence says that the figure is summed over a stretch of time, a war or several attacks."""
    known = _known()
    first, last = sentence
    own = words[first:last]
    text = " ".join(own)
    if any(phrase in text for phrase in known["phrases"]) or not known["since"].isdisjoint(own):
        return "cumulative"
    for i, word in enumerate(own):
        if word in known["spans"] and not known["units"].isdisjoint(own[i + 1:i + 4]):
            return "cumulative"
    if not known["wars"].isdisjoint(own):
        return "cumulative"
    return "incident"
