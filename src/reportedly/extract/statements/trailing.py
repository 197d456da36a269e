"""", a source in the army said late on Friday.": the source behind what is said, by its place in the sentence.

For sentences that the parse does not take apart there: it runs the source on with the list, or the clause, before it.
"""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.extract.statements.clauses import (
    AUXILIARIES,
    FINITE,
    NOMINAL,
    SUBJECTS,
    VERBAL,
    Range,
    agent,
    passive_subject,
    phrase,
    trimmed,
)
from reportedly.extract.statements.cues import VerbFrame
from reportedly.extract.statements.passage import Attribution, Passage
from reportedly.extract.statements.speakers import IN_CHUNK, NAMED, speaks

IN_SOURCE = IN_CHUNK | {"DET", "ADP"}
CIRCUMSTANCES = frozenset({"ADP", "ADV"})
LONGEST_SOURCE = 15
LONGEST_REST = 10
FIRST_SAID = 3
"""Words that the shortest clause before the source has."""


def trailing_attribution(passage: Passage, verb: Token, frame: VerbFrame, unit: Range) -> Attribution | None:
    """What the verb attributes where source and verb close the sentence behind a comma; None where they don't, or where
    the parse gives the verb the whole of that source for its subject."""
    if {"quote", "clause"} <= frame.takes and verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return _quoted_as_saying(passage, verb, unit)
    if not {"quote", "clause"} <= frame.takes or verb.tag_ not in FINITE or passage.quoted[verb.i] >= 0:
        return None
    hearers = _rest(passage, verb, frame, unit[1])
    source = _before(passage, verb, unit[0])
    if hearers is None or source is None:
        return None
    speaker = _head(passage, source)
    if speaker is None or _is_parsed(verb, source):
        return None
    said = trimmed(passage.doc, (passage.opening(unit[0], source[0]), source[0]))
    if said[1] - said[0] < FIRST_SAID or not _tells(passage, said):
        return None
    return Attribution(verb.i, (verb.i, verb.i + 1), source, speaker.i, [said], hearers, speech=True)


def _quoted_as_saying(passage: Passage, verb: Token, unit: Range) -> Attribution | None:
    """"Four men died, the mayor was quoted as saying by the radio": the clause before; who quotes it is a hearer."""
    quoting = verb.head.head
    speaker = passive_subject(quoting)
    if quoting.lemma_ not in passage.cues.citing or speaker is None or any(t.dep_ == "ccomp" for t in verb.rights):
        return None
    source = phrase(speaker, (quoting.i, quoting.i + 1))
    said = trimmed(passage.doc, (passage.opening(unit[0], source[0]), source[0]))
    if said[1] - said[0] < FIRST_SAID or passage.doc[source[0] - 1].text not in (",", "\"", "”") or not _tells(passage, said):
        return None
    relay = agent(verb) or agent(quoting)
    hearers = (relay.i,) if relay is not None else ()
    return Attribution(verb.i, (quoting.i, verb.i + 1), source, speaker.i, [said], hearers, speech=True)


def _rest(passage: Passage, verb: Token, frame: VerbFrame, end: int) -> tuple[int, ...] | None:
    """Who is told, where nothing but that and when, where or how it was said stands behind the verb; else None."""
    low, high = trimmed(passage.doc, (verb.i + 1, _before_aside(passage, verb.i + 1, end)))
    rest = passage.doc[low:high]
    if any(t.pos_ in VERBAL or t.is_punct or t.is_space or passage.quoted[t.i] >= 0 for t in rest) \
            or len(rest) > LONGEST_REST:
        return None
    if len(rest) == 0 or rest[0].pos_ in CIRCUMSTANCES or rest[0].ent_type_ in ("DATE", "TIME"):
        return None if frame.hearer else ()
    return tuple(t.i for t in rest if t.head.i == verb.i and t.pos_ in NOMINAL)[:1] if frame.hearer else None


def _before_aside(passage: Passage, start: int, end: int) -> int:
    """Where the last participle opens that only says how the source speaks: ", asking not to be named"."""
    for i in range(start, min(end, start + LONGEST_REST)):
        if passage.doc[i].text == "," and i + 1 < end:
            aside = passage.doc[i + 1]
            return i if aside.tag_ == "VBG" and aside.lemma_ in passage.cues.asides else end
    return end


def _before(passage: Passage, verb: Token, start: int) -> Range | None:
    """The noun phrase right before the verb, where a comma stands before it; with the apposition between commas."""
    doc, high = passage.doc, verb.i
    while high > start and (doc[high - 1].dep_ in AUXILIARIES or doc[high - 1].pos_ in ("ADV", "AUX")):
        high -= 1
    if high > start and doc[high - 1].text == ",":
        low = _phrase_start(passage, high - 1, start)
        if low == high - 1 or low - 1 <= start or doc[low - 1].text != ",":
            return None
        high, low = high - 1, _phrase_start(passage, low - 1, start)
    else:
        low = _phrase_start(passage, high, start)
    return (low, high) if start < low < high and doc[low - 1].text == "," else None


def _phrase_start(passage: Passage, high: int, start: int) -> int:
    """Where the run of words that a noun phrase is made of starts that ends before ``high``."""
    doc, low = passage.doc, high
    while low > start and high - low < LONGEST_SOURCE and doc[low - 1].pos_ in IN_SOURCE and passage.quoted[low - 1] < 0:
        low -= 1
    return low


def _head(passage: Passage, source: Range) -> Token | None:
    """The noun that names who speaks: the last before the first preposition."""
    words = passage.doc[source[0]:source[1]]
    end = next((i for i, t in enumerate(words) if t.pos_ in ("ADP", "CCONJ") or t.text == ","), len(words))
    head = words[end - 1] if end else None
    if head is None or head.pos_ not in NOMINAL or words[0].pos_ == "ADP":
        return None
    return head if speaks(passage, head) or head.ent_type_ in NAMED else None


def _is_parsed(verb: Token, source: Range) -> bool:
    """Whether the verb's own subject is the whole source."""
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    return own is not None and source[0] <= own.i < source[1] and phrase(own)[0] <= source[0]


def _tells(passage: Passage, said: Range) -> bool:
    """Whether a clause with a finite verb is said that no word makes subordinate to the saying."""
    first = passage.doc[said[0]]
    if first.pos_ in ("SCONJ", "ADP") and not any(t.text == "," for t in passage.doc[said[0]:said[1]]):
        return False
    return any(t.tag_ in FINITE for t in passage.doc[said[0]:said[1]])
