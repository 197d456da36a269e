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
TO, PRESENT, PAST_TENSE, PAST_PARTICIPLE, GERUND = "TO", frozenset({"VBZ", "VBP"}), "VBD", "VBN", "VBG"
PREPOSITION, MARK, OBJECT, POSSESSIVE, ADVERBIAL_CLAUSE = "prep", "mark", "dobj", "poss", "advcl"
# How a time hangs on a verb.
TIME_RELATIONS = frozenset({"npadvmod", "pobj", "tmod"})
ADJECTIVE = "ADJ"
BE_NOW = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"})
BE_THEN = frozenset({"was", "were", "been"})


@functools.cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(load("times")["tense"][name])


def direction(token: Token, in_title: bool = False) -> int:
    """The direction of the sentence around a token of a time expression: climbs to the verbs that govern it."""
    below: Token | None = None  # the infinitive below, whose direction the verb above decides
    through_noun = unsure = False
    for _ in range(12):
        if token.pos_ in VERBS:
            found = _verb(token, in_title, below, through_noun)
            if found is not None:
                return UNCLEAR if found == PAST and unsure else found
            unsure = unsure or (through_noun and any(c.tag_ == TO for c in token.children))
            below = token if any(c.tag_ == TO for c in token.children) else None
        elif token.lower_ in _cues("future_prepositions") and token.dep_ in (PREPOSITION, MARK):
            return UNCLEAR if _is_done(token.head) else FUTURE
        elif token.lemma_.lower() in _cues("future_nouns") or (token.pos_ == ADJECTIVE and token.lemma_.lower() in _cues("planned")):
            return FUTURE
        elif token.pos_ in NOUNS and token.dep_ not in TIME_RELATIONS:
            is_scheduled = token.lemma_.lower() in _cues("scheduled")
            through_noun, unsure = not is_scheduled, unsure or is_scheduled
        if token.dep_ == POSSESSIVE and token.head.lemma_.lower() not in _cues("scheduled"):
            return PAST
        if token.head.i == token.i:
            return UNCLEAR
        token = token.head
    return UNCLEAR


def _is_done(verb: Token) -> bool:
    """A past perfect: "up until Thursday, they had described him as …"."""
    return any(c.lower_ == "had" and c.dep_ in HELPERS for c in verb.children)


def _verb(verb: Token, in_title: bool, below: Token | None, through_noun: bool) -> int | None:
    """The direction that one verb gives; None where the verb above it decides."""
    helpers = [c for c in verb.children if c.dep_ in HELPERS]
    words = {c.lower_ for c in helpers}
    lemma = verb.lemma_.lower()
    perfect = bool(words & {"have", "'ve", "’ve"})
    if words & _cues("future_modals"):
        return FUTURE
    if words & _cues("open_modals"):
        return PAST if perfect or ("could" in words and _is_denied(verb)) else FUTURE
    if below is not None and below.dep_ != ADVERBIAL_CLAUSE and lemma not in _cues("told") and not through_noun:
        return FUTURE
    if lemma in _cues("planning") and verb.tag_ != GERUND:
        return FUTURE
    if lemma in _cues("planned") and verb.tag_ == PAST_PARTICIPLE and words != {"had"} and not _has_object(verb):
        return FUTURE
    if any(c.tag_ == TO for c in helpers):
        return PAST if perfect else None
    if verb.tag_ in PRESENT and through_noun:
        return UNCLEAR
    return _finite(verb, words, in_title)


def _is_denied(verb: Token) -> bool:
    """ "Could not be reached Wednesday", "neither … could be found"."""
    return any(t.lower_ in _cues("negations") for t in verb.doc[verb.left_edge.i:verb.i])


def _has_object(verb: Token) -> bool:
    """ "Set fire to a car", where "is set" has none."""
    return any(c.dep_ == OBJECT for c in verb.children)


def _finite(verb: Token, words: set[str], in_title: bool) -> int | None:
    tag = verb.tag_
    if tag == PAST_PARTICIPLE and words and words <= BE_NOW:
        return PAST if in_title else UNCLEAR
    if tag in (PAST_TENSE, PAST_PARTICIPLE):
        return PAST
    if tag == GERUND:
        if words & BE_NOW:
            return PAST if in_title else FUTURE
        return PAST if words & BE_THEN else None
    if tag in PRESENT:
        return PAST if in_title or verb.lemma_.lower() in _cues("speech") else FUTURE
    return None
