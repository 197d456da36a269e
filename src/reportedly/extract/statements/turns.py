"""Speech without a verb of saying: lines that open with a name, quotations that only their place gives to a speaker,
what the same speaker said later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from reportedly.extract.statements.clauses import FINITE, VERBAL, Range, antecedent, phrase, subject
from reportedly.extract.statements.passage import Attribution, Passage, filled
from reportedly.extract.statements.quotes import Quotation
from reportedly.extract.statements.speakers import speaks

SHORTEST_SPEECH = 7
LONGEST_LABEL = 8
FARTHEST_VERB = 25


def labelled(passage: Passage, start: int) -> Attribution | None:
    """"NAME: what they say", at the start of a line: headlines, transcripts."""
    doc = passage.doc
    while start < len(doc) and doc[start].is_space:
        start += 1
    if start == len(doc) or not passage.starts_line(start):
        return None
    colon = next((i for i in range(start + 1, min(start + LONGEST_LABEL, len(doc))) if doc[i].text == ":"), None)
    if colon is None or passage.has_verb(start, colon) or passage.has_quotation(start, colon) \
            or any(token.is_punct for token in doc[start:colon] if token.text != "."):
        return None
    head = doc[colon - 1]
    if head.lower_ in passage.cues.labels or (head.ent_type_ not in ("PERSON", "ORG") and not speaks(passage, head)):
        return None
    end = colon + 1
    while end < len(doc) and "\n" not in doc[end].text:
        end += 1
    content = filled(doc, [(colon + 1, end)])
    if not content or not passage.has_verb(*content[0]):
        return None
    return Attribution(colon, (colon, colon + 1), (start, colon), head.i, content, speech=True)


def unheard(passage: Passage, unit: Range, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Quotations that no known verb of saying leads to: behind "X was blunt:", before ", X shot back"."""
    numbers = sorted({number for number in passage.quoted[unit[0]:unit[1]] if number >= 0})
    for number in numbers:
        quotation = passage.quotations[number]
        if quotation.end - quotation.start < SHORTEST_SPEECH or quotation.start < unit[0] \
                or any(low <= quotation.start < high for a in found for low, high in a.content):
            continue
        attribution = _led_to(passage, quotation, unit[0]) or _followed(passage, quotation, unit[1])
        if attribution is not None:
            yield attribution


def said_later(passage: Passage, said: Attribution) -> Attribution | None:
    """"First said that A, and later that B": B, which is then no part of what was said first."""
    for n, (low, high) in enumerate(said.content):
        for i in range(low + 1, high - 2):
            joint, adverb, that = passage.doc[i:i + 3]
            if joint.dep_ == "cc" and adverb.lower_ in passage.cues.later and that.lower_ == "that" \
                    and passage.quoted[i] < 0 and passage.takes_quotation(passage.doc[said.anchor]):
                first, rest = filled(passage.doc, [(low, i)]), filled(passage.doc, [(i + 2, high)])
                if first and rest:
                    said.content[n:n + 1] = first
                    return Attribution(adverb.i, (adverb.i, adverb.i + 1), said.source, said.speaker, rest)
    return None


def _led_to(passage: Passage, quotation: Quotation, start: int) -> Attribution | None:
    """By words that end in a colon and have a subject."""
    colon = passage.previous(quotation.start)
    if colon <= start or passage.doc[colon].text != ":":
        return None
    for i in range(colon - 1, start - 1, -1):
        if passage.quoted[i] < 0 and _is_finite(passage.doc[i]):
            speaker = subject(passage.doc[i])
            if speaker is not None and start <= speaker.i < colon:
                return _quoting(passage.doc[i], speaker, quotation)
    return None


def _followed(passage: Passage, quotation: Quotation, end: int) -> Attribution | None:
    """By a subject and its verb, behind the comma with which it ends."""
    if not quotation.closed or passage.doc[quotation.end - 2].text not in (",", "?", "!"):
        return None
    for token in passage.doc[quotation.end:min(end, quotation.end + FARTHEST_VERB)]:
        if _is_finite(token):
            speaker = subject(token)
            inside = speaker is not None and quotation.end <= speaker.i < end
            return _quoting(token, speaker, quotation) if speaker is not None and inside else None
    return None


def _is_finite(token: Token) -> bool:
    return token.pos_ in VERBAL and token.tag_ in FINITE


def _quoting(verb: Token, speaker: Token, quotation: Quotation) -> Attribution:
    cue = (verb.i, verb.i + 1)
    return Attribution(verb.i, cue, phrase(speaker, cue), antecedent(speaker).i, [(quotation.start, quotation.end)],
                       speech=True)


def carry_on(
    passage: Passage, unit: Range, found: Sequence[Attribution], last: Attribution | None,
) -> Attribution | None:
    """Gives a unit that is all quotation to ``last``, who spoke before it. Returns who would go on behind this unit."""
    start, end = unit
    if not any(token.is_alpha or token.like_num for token in passage.doc[start:end] if passage.quoted[token.i] < 0):
        if last is not None and passage.has_quotation(start, end):
            first = next(i for i in range(start, end) if passage.quoted[i] >= 0)
            last.content += filled(passage.doc, [(first, end)])
        return last
    speaking = [a for a in found if a.speech and a.source is not None and passage.quoted[a.anchor] < 0]
    quoting = [a for a in speaking if any(passage.has_quotation(*part) for part in a.content)]
    spoken = quoting or speaking
    return spoken[-1] if spoken else None
