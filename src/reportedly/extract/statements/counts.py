"""Speech by giving a count: "put the dead at six", "gave a figure of nine", "spoke of four dead", "counted 13 bodies"."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.extract.figures.harm_words import harm_words
from reportedly.extract.statements.clauses import NOMINAL, Range, agent, antecedent, phrase, subject, subtree, trimmed
from reportedly.extract.statements.cues import CountFrame
from reportedly.extract.statements.passage import Attribution, Passage
from reportedly.extract.statements.speakers import NAMED, speaks

NEAR = 4
"""Words that may qualify a number: "at no fewer than"."""

LONGEST_COUNT = 40
OWNERS = frozenset({"compound", "poss", "nmod"})
OWNED_BY = frozenset({"by", "of", "from"})
BEFORE_NUMBER = frozenset({"ADV", "ADP", "ADJ", "DET", "SCONJ", "PART"})
JOINTS = frozenset({",", "to", "-", "or"})
IN_COUNT = frozenset({"NOUN", "ADJ", "NUM"})


def counting_attribution(passage: Passage, verb: Token, frame: CountFrame, unit: Range) -> Attribution | None:
    """What a verb attributes by which somebody gives a count; None where no number follows."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return _given(passage, verb, frame)
    counted = verb
    if frame.counts:
        found = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        if found is None or not {found.lemma_.lower(), found.lower_} & frame.counts:
            return None
        counted = found
    speaker = subject(verb)
    if speaker is None or _is_bare_count(passage, speaker) or (frame.speaks and not _may_count(passage, speaker)):
        return None
    number = _number(passage, counted.i + 1, unit[1], frame)
    if number is None:
        return None
    start = counted.left_edge.i if frame.counts else verb.i + 1
    cue = (verb.i, verb.i + 1)
    content = trimmed(passage.doc, (start, _end(passage, number, unit[1])))
    return Attribution(verb.i, cue, phrase(speaker, cue, content), antecedent(speaker).i, [content])


def _given(passage: Passage, verb: Token, frame: CountFrame) -> Attribution | None:
    """"Nine dead was the figure given by X", "the toll given by X was nine": what the count is, or is of."""
    counted, speaker = verb.head, agent(verb)
    above = counted.head
    if speaker is None or counted.lemma_.lower() not in frame.counts or above.lemma_ != "be":
        return None
    other = next((c for c in above.children if c.dep_ in ("nsubj", "attr") and c.i != counted.i), None)
    if other is None or not any(token.like_num for token in other.subtree):
        return None
    cue = (verb.i, verb.i + 1)
    return Attribution(verb.i, cue, phrase(speaker, cue), antecedent(speaker).i, [trimmed(passage.doc, subtree(other))])


def _is_bare_count(passage: Passage, speaker: Token) -> bool:
    """Whether a count with no owner is the subject: "an earlier count had put it at nine" is said by whoever says so."""
    return speaker.lemma_.lower() in passage.cues.tolls and not any(
        c.dep_ in OWNERS or (c.dep_ == "prep" and c.lower_ in OWNED_BY) for c in speaker.children)


def _may_count(passage: Passage, speaker: Token) -> bool:
    """Whether somebody is the subject, not something that brought the number about: "the blast raised the toll"."""
    noun = antecedent(speaker)
    return noun.pos_ == "PRON" or speaks(passage, noun) or (noun.pos_ in NOMINAL and noun.ent_type_ in NAMED)


def _number(passage: Passage, start: int, end: int, frame: CountFrame) -> int | None:
    """Where the number stands that is given: behind the first preposition that leads to one, or right behind the verb."""
    if not frame.prepositions:
        return _behind(passage, start, end)
    for i in range(start, min(end, start + LONGEST_COUNT)):
        token = passage.doc[i]
        if token.text in ";:" or passage.takes_quotation(token):
            return None
        if token.lower_ in frame.prepositions:
            number = _behind(passage, i + 1, end)
            if number is not None:
                return number
    return None


def _behind(passage: Passage, start: int, end: int) -> int | None:
    """The number at ``start``, over what qualifies it."""
    for i in range(start, min(end, start + NEAR)):
        token = passage.doc[i]
        if _is_number(passage, token):
            return None if token.ent_type_ in ("MONEY", "PERCENT") else i
        if token.pos_ not in BEFORE_NUMBER:
            return None
    return None


def _is_number(passage: Passage, token: Token) -> bool:
    return token.like_num or token.lower_ in passage.cues.vague


def _end(passage: Passage, number: int, end: int) -> int:
    """Where the counts end that begin with a number: "four dead and at least three wounded"."""
    harm = harm_words().any
    last = i = number + 1
    while i < end:
        token = passage.doc[i]
        if token.pos_ in IN_COUNT or token.lower_ in harm or _is_number(passage, token):
            last = i = i + 1
        elif token.text in ("of", "from") and i + 1 < end and passage.doc[i + 1].pos_ in ("PRON", "NOUN", "NUM"):
            i += 1 if passage.doc[i + 1].pos_ != "PRON" else 2
            last = i
        elif (token.dep_ == "cc" or token.lower_ in JOINTS) and (following := _behind(passage, i + 1, end)) is not None:
            last = i = following + 1
        else:
            break
    return last


def with_counts(passage: Passage, content: list[Range], anchor: int, end: int) -> list[Range]:
    """The content with the rest of the counts in whose midst the parse ended it: "reported four dead | and three hurt"."""
    doc = passage.doc
    low, high = content[-1]
    first = next((i for i in range(high - 1, max(low, high - NEAR) - 1, -1) if _is_number(passage, doc[i])), None)
    if low < anchor or first is None or high >= end or doc[high].dep_ != "cc" or doc[high].lower_ != "and":
        return content
    harmed = any(token.lower_ in harm_words().any for token in doc[first:high])
    return [*content[:-1], (low, _end(passage, first, end))] if harmed and _end(passage, first, end) > high else content
