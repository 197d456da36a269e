"""Who cites whom: "A said, citing B" is what B says, passed on by A."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from reportedly.extract.clauses import Range, antecedent, phrase
from reportedly.extract.passage import Attribution, Passage, filled
from reportedly.extract.speakers import speaks

PARTICIPLE, OBJECT, NAMED = "VBG", "dobj", "ORG"


def follow_citations(passage: Passage, unit: Range, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of a unit; what one says who cites a source is that source's, with who cites it as next link."""
    kept = list(found)
    for token in passage.doc[unit[0]:unit[1]]:
        if token.tag_ != PARTICIPLE or token.lemma_.lower() not in passage.cues.citing:
            continue
        cited = next((c for c in token.children if c.dep_ == OBJECT and _can_say(passage, c)), None)
        citing = _who_cites(kept, token) if cited is not None else None
        if cited is None or citing is None or citing.source is None or citing.speaker is None:
            continue
        kept = [a for a in kept if a.anchor != token.i]
        citing.via = citing.source, citing.speaker
        citing.source, citing.speaker = phrase(cited), antecedent(cited).i
        citing.content = _without(passage, citing.content, (token.i, citing.source[1]))
    return kept


def _can_say(passage: Passage, noun: Token) -> bool:
    """Whether the noun is a source; "the release of prisoners" is no release that the press was sent."""
    return noun.ent_type_ == NAMED or (speaks(passage, noun) and not any(c.lower_ == "of" for c in noun.rights))


def _who_cites(found: Sequence[Attribution], participle: Token) -> Attribution | None:
    """The nearest attribution in front of the participle, else the first behind it."""
    named = [a for a in found if a.source is not None and a.via is None and a.anchor != participle.i]
    before = [a for a in named if a.anchor < participle.i]
    return max(before, key=lambda a: a.anchor) if before else min(named, key=lambda a: a.anchor, default=None)


def _without(passage: Passage, ranges: Sequence[Range], cut: Range) -> list[Range]:
    """The ranges without the stretch ``cut``."""
    parts = [part for low, high in ranges for part in ((low, min(high, cut[0])), (max(low, cut[1]), high))]
    return filled(passage.doc, parts) or list(ranges)
