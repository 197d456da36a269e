"""When what is told was said: nothing that was said on a day happened after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from reportedly.extract.events.settings import tokens_of
from reportedly.model import Statement, Time

REACH = 3
"""How many words the day of the saying may hang above its own: "said | on | the night of | 3 May"."""


def said_on(doc: Doc, statements: Sequence[Statement], times: Sequence[Time]) -> Mapping[str, Time]:
    """The day that hangs on the cue of each statement, by the statement's id: "on 22 March officials said".

    A weekday alone is left out: it may be of another week than it seems.
    """
    cues = {t.i: s.id for s in statements if s.cue for t in tokens_of(doc, s.cue)}
    found: dict[str, Time] = {}
    for time in times:
        tokens = tokens_of(doc, time.span)
        if time.type != "DATE" or not (time.earliest and time.latest) or not any(t.like_num for t in tokens):
            continue
        above = tokens[0] if tokens else None
        inside = {t.i for t in tokens}
        for _ in range(REACH + len(tokens)):
            if above is None or above.i in cues:
                break
            above = above.head if above.head.i != above.i and (above.i in inside or above.dep_ in ("prep", "pobj")) else None
        if above is not None and above.i in cues and above.i not in inside:
            found.setdefault(cues[above.i], time)
    return found
