"""Whether the sentence about a time tells of the past or of what is to come."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from spacy.tokens import Token

from reportedly.extract.times.readings import FUTURE, PAST, UNCLEAR
from reportedly.lexicon import load

# Universal parts of speech, Penn tags and ClearNLP labels.
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})
HELPERS = frozenset({"aux", "auxpass"})
TO, PRESENT, PAST_TENSE, PAST_PARTICIPLE, GERUND = "TO", frozenset({"VBZ", "VBP"}), "VBD", "VBN", "VBG"
PREPOSITION, MARK, OBJECT, POSSESSIVE, ADVERBIAL_CLAUSE = "prep", "mark", "dobj", "poss", "advcl"
# How a time hangs on a verb.
TIME_RELATIONS = frozenset({"npadvmod", "pobj", "tmod"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
ATTRIBUTES = frozenset({POSSESSIVE, "compound", "nmod"})
ADJECTIVE = "ADJ"


@functools.cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(load("times")["tense"][name])


@dataclass(slots=True)
class _Path:
    """What was passed on the way up from a time.

    ``below`` is the infinitive just passed, whose direction the verb above it decides. ``through_noun``: the time is of
    a thing, not of the verb; ``scheduled``: of one that is fixed beforehand; ``attributive``: that is named by its time
    ("Monday's debate"). ``loose``: a clause of its own lies between.
    """

    below: Token | None = None
    through_noun: bool = False
    scheduled: bool = False
    attributive: bool = False
    loose: bool = False


def direction(token: Token, in_title: bool = False) -> int:
    """The direction of the sentence around a token of a time expression: climbs to the verbs that govern it."""
    path = _Path()
    for _ in range(12):
        if token.pos_ in VERBS:
            found = _verb(token, in_title, path)
            if found is not None:
                return UNCLEAR if found == PAST and (path.scheduled or path.loose) else found
            is_infinitive = any(c.tag_ == TO for c in token.children)
            path.below = token if is_infinitive else None
            path.loose = path.loose or token.tag_ == GERUND or (is_infinitive and path.through_noun)
        elif (found := _word(token, path)) is not None:
            return found
        if token.head.i == token.i:
            return UNCLEAR
        token = token.head
    return UNCLEAR


def _word(token: Token, path: _Path) -> int | None:
    """The direction that a word between a time and its verb gives."""
    lemma = token.lemma_.lower()
    if token.lower_ in _cues("future_prepositions") and token.dep_ in (PREPOSITION, MARK):
        return None if token.head.lemma_.lower() in _cues("lasting") or _is_done(token.head) else FUTURE
    if lemma in _cues("future_nouns") or (token.pos_ == ADJECTIVE and lemma in _cues("planned")):
        return FUTURE
    if token.pos_ in NOUNS and token.dep_ not in TIME_RELATIONS:
        is_scheduled = lemma in _cues("scheduled")
        path.through_noun, path.scheduled = not is_scheduled, path.scheduled or is_scheduled
    if token.dep_ in ATTRIBUTES:
        path.attributive = True
        if token.dep_ == POSSESSIVE and token.head.lemma_.lower() not in _cues("scheduled"):
            return PAST
    return None


def _is_done(verb: Token) -> bool:
    """A past perfect: "up until Thursday, they had described him as …"."""
    return any(c.lower_ == "had" and c.dep_ in HELPERS for c in verb.children)


def _verb(verb: Token, in_title: bool, path: _Path) -> int | None:
    """The direction that one verb gives; None where the verb above it decides."""
    helpers = [c for c in verb.children if c.dep_ in HELPERS]
    words = {c.lower_ for c in helpers}
    lemma = verb.lemma_.lower()
    perfect = bool(words & _cues("have"))
    if words & _cues("future_modals"):
        return FUTURE
    if lemma in _cues("planning") and verb.tag_ != GERUND:
        return FUTURE
    if lemma in _cues("planned") and verb.tag_ == PAST_PARTICIPLE and _is_fixed(verb, words):
        return FUTURE
    if words & _cues("open_modals"):
        told = perfect or path.attributive or ("could" in words and _is_denied(verb))
        return PAST if told else FUTURE
    below = path.below
    if below is not None and below.dep_ != ADVERBIAL_CLAUSE and lemma not in _cues("told"):
        return FUTURE if not path.through_noun and not path.attributive else _finite(verb, words, in_title, path)
    if any(c.tag_ == TO for c in helpers):
        return PAST if perfect else None
    return _finite(verb, words, in_title, path)


def _is_denied(verb: Token) -> bool:
    """ "Could not be reached Wednesday", "neither … could be found"."""
    return any(t.lower_ in _cues("negations") for t in verb.doc[verb.left_edge.i : verb.i])


def _is_fixed(verb: Token, words: set[str]) -> bool:
    """ "Is set for Tuesday", "a summit set for Tuesday"; not "set fire to a car", "a body set up on Tuesday"."""
    if words & (_cues("be_now") | _cues("be_then")):
        return not any(c.dep_ == OBJECT for c in verb.children)
    return not words and any(c.lower_ in _cues("planned_for") for c in verb.children)


def _finite(verb: Token, words: set[str], in_title: bool, path: _Path) -> int | None:
    tag = verb.tag_
    vague = path.through_noun or path.attributive or path.loose
    if tag == PAST_PARTICIPLE and words and words <= _cues("be_now"):
        return PAST if in_title else UNCLEAR
    if tag in (PAST_TENSE, PAST_PARTICIPLE):
        return PAST
    if tag == GERUND:
        if words & _cues("be_now"):
            return PAST if in_title else UNCLEAR if vague else FUTURE
        return PAST if words & _cues("be_then") else None
    if tag in PRESENT:
        if in_title or verb.lemma_.lower() in _cues("unforeseen"):
            return PAST  # "bomb kills six on Thursday"
        if verb.dep_ in (ADVERBIAL_CLAUSE, OBJECT) and not any(c.dep_ in SUBJECTS for c in verb.children):
            return None  # no verb at all: "took them | hostage on Monday"
        return UNCLEAR if vague or verb.lemma_.lower() in _cues("speech") else FUTURE
    return None
