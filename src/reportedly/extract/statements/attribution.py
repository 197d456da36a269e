"""Which words say who says what, in a whole document."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from reportedly.extract.statements.clauses import VERB_TAGS, VERBAL, Range
from reportedly.extract.statements.counts import counting_attribution, with_counts
from reportedly.extract.statements.cue_nouns import according_attribution, noun_attribution
from reportedly.extract.statements.cue_verbs import (
    adverb_attribution,
    hedge_attribution,
    light_attribution,
    verb_attribution,
)
from reportedly.extract.statements.passage import Attribution, Passage
from reportedly.extract.statements.turns import carry_on, labelled, said_later, unheard


def find_attributions(passage: Passage) -> list[Attribution]:
    """All attributions, in the order of their units; those in quotations only where somebody speaks the quotation."""
    found: list[Attribution] = []
    last: Attribution | None = None
    for unit in passage.units():
        label = labelled(passage, unit[0])
        here = [label] if label is not None else []
        for token in passage.doc[unit[0]:unit[1]]:
            attribution = _of_token(passage, token, unit)
            if attribution is not None:
                content = with_counts(passage, attribution.content, attribution.anchor, unit[1])
                attribution.content = passage.whole(content, attribution.anchor)
                here.append(attribution)
                later = said_later(passage, attribution)
                here += [later] if later is not None else []
        here += unheard(passage, unit, here)
        found += here
        last = carry_on(passage, unit, here, last)
    spoken = {passage.quoted[i] for a in found if passage.quoted[a.anchor] < 0 for i in _words(a)}
    return [a for a in found
            if passage.quoted[a.anchor] < 0 or _speaks_outside(passage, a)
            or passage.quoted[a.anchor] in spoken]


def _of_token(passage: Passage, token: Token, unit: Range) -> Attribution | None:
    """What the word attributes, if it is a cue."""
    cues, lemma = passage.cues, token.lemma_.lower()
    if token.lower_ in cues.according:
        return according_attribution(passage, token, unit)
    if token.pos_ in VERBAL or token.tag_ in VERB_TAGS:
        if lemma in cues.hearsay_verbs:
            return hedge_attribution(passage, token)
        attribution = light_attribution(passage, token) if lemma in cues.light else None
        if attribution is None and lemma in cues.counting:
            attribution = counting_attribution(passage, token, cues.counting[lemma], unit)
        if attribution is None and lemma in cues.verbs:
            return verb_attribution(passage, token, cues.verbs[lemma], unit)
        return attribution
    if token.lower_ in cues.hearsay_adverbs and token.head.pos_ in VERBAL:
        return adverb_attribution(passage, token)
    if lemma in cues.nouns and token.pos_ == "NOUN":
        return noun_attribution(passage, token, cues.nouns[lemma])
    return None


def _words(attribution: Attribution) -> Iterator[int]:
    """The indices of all words of the content."""
    for low, high in attribution.content:
        yield from range(low, high)


def _speaks_outside(passage: Passage, attribution: Attribution) -> bool:
    """Whether only the verb is quoted, not who speaks: he "strongly condemned" the raid."""
    return attribution.speaker is not None and attribution.speaker < attribution.anchor \
        and passage.quoted[attribution.speaker] < 0

