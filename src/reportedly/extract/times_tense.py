"""Whether the sentence about a time tells of the past or of what is to come."""

from __future__ import annotations

import functools

from spacy.tokens import Token

from reportedly.extract.times_readings import FUTURE, PAST, UNCLEAR
from reportedly.lexicon import load

# Universal parts of speech, Penn tags and ClearNLP labels.
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})
HELPERS = frozenset({"aux", "auxpass"})
MODAL, TO, BASE, PRESENT, PAST_TENSE, PAST_PARTICIPLE, GERUND = "MD", "TO", "VB", {"VBZ", "VBP"}, "VBD", "VBN", "VBG"
PREPOSITION = "prep"


@functools.cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(load("times")["tense"][name])


def direction(token: Token, in_title: bool = False) -> int:
    """The direction of the sentence around a token of a time expression: climbs to the verbs that govern it."""
    seen_infinitive = False
    for _ in range(12):
        if token.pos_ in VERBS:
            found = _verb(token, in_title, seen_infinitive)
            if found is not None:
                return found
            seen_infinitive = token.tag_ == BASE
        elif token.lower_ in _cues("future_prepositions") and token.dep_ in (PREPOSITION, "mark"):
            return UNCLEAR if _is_done(token.head) else FUTURE
        elif token.lemma_.lower() in _cues("future_nouns"):
            return FUTURE
        elif token.pos_ == "ADJ" and token.lemma_.lower() in _cues("future_governors"):
            return FUTURE
        if token.head is token or token.head.i == token.i:
            return UNCLEAR
        token = token.head
    return UNCLEAR


def _is_done(verb: Token) -> bool:
    """A past perfect: "up until Thursday, they had described him as …"."""
    return any(c.lower_ == "had" and c.dep_ in HELPERS for c in verb.children)


def _verb(verb: Token, in_title: bool, below_infinitive: bool) -> int | None:
    """The direction that one verb gives; None where the verb above it decides."""
    helpers = [c for c in verb.children if c.dep_ in HELPERS]
    words = {c.lower_ for c in helpers}
    lemma, tag = verb.lemma_.lower(), verb.tag_
    if below_infinitive:
        if lemma in _cues("told"):
            return _finite(verb, tag, words, in_title)
        if lemma in _cues("future_governors") or tag != BASE:
            return FUTURE
    perfect = "have" in words
    if words & _cues("future_modals"):
        return FUTURE
    if words & _cues("open_modals"):
        return PAST if perfect else FUTURE
    if lemma in _cues("future_governors") and tag in (PAST_PARTICIPLE, PAST_TENSE, *PRESENT) and _looks_ahead(verb, lemma):
        return FUTURE
    if any(c.tag_ == TO for c in helpers):
        return PAST if perfect else None
    return _finite(verb, tag, words, in_title)


def _looks_ahead(verb: Token, lemma: str) -> bool:
    """ "Is scheduled for Tuesday", "is set Tuesday", but not "began on Tuesday", "set fire to a car on Tuesday"."""
    return verb.tag_ == PAST_PARTICIPLE and not any(c.dep_ == "dobj" for c in verb.children) and lemma not in _cues("told")


def _finite(verb: Token, tag: str, words: set[str], in_title: bool) -> int | None:
    if tag == PAST_TENSE:
        return PAST
    if tag == PAST_PARTICIPLE:
        going_on = words & {"is", "are", "'s", "’s", "be", "being"} and not words & {"been", "was", "were", "has", "have", "had"}
        return FUTURE if going_on and "being" not in words and not in_title and _is_plan(verb) else PAST
    if tag == GERUND:
        if words & {"is", "are", "'re", "’re", "'m", "am"}:
            return FUTURE
        return PAST if words & {"was", "were", "been"} else None
    if tag in PRESENT:
        return PAST if in_title or verb.lemma_.lower() in _cues("speech") else FUTURE
    return FUTURE if tag == BASE and verb.dep_ == "ROOT" and not words else None


def _is_plan(verb: Token) -> bool:
    return verb.lemma_.lower() in _cues("future_governors")
