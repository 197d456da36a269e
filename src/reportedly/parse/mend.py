"""Mends what the parser reads wrong for want of a sense of news: "two men on a motorcycle shot dead a prosecutor"."""

from __future__ import annotations

import functools

from spacy.language import Language
from spacy.tokens import Doc, Token

from reportedly import lexicon

SHOT, DEAD, AND, SHOOT = "shot", "dead", "and", "shoot"
PAST = ("VBD", "VBN")
FINITE = ("VBD", "VBP", "VBZ")
NOUNS = ("NOUN", "PROPN")
INSIDE = ("pobj", "dobj")
"""Parts of a phrase in which a verb may be taken for the noun of the words before it."""
MODIFYING = ("prep", "acl", "pobj", "dobj", "pcomp", "compound", "conj", "nmod")
SUBJECT, OBJECT, STATE, JOINED, ROOT = "nsubj", "dobj", "oprd", "conj", "ROOT"
PASSIVE, REDUCED = "nsubjpass", "acl"
ADRIFT = ("dep", "conj", "ccomp", "advcl")
"""What the parser makes of a verb for which it has no subject left."""
HELPING = ("aux", "auxpass")
WHEN = "npadvmod"
OWN = (SUBJECT, PASSIVE, "expl", "mark", "csubj")


@Language.component("reportedly_mend")
def mend(doc: Doc) -> Doc:
    """Makes verbs again of what the small models take for nouns, and participles of what they take for verbs.

    "Two men on a motorcycle shot dead", "a journalist shot in May has died", "three farmers abducted in May have been freed".
    """
    for token in doc:
        if token.lower_ == SHOT and token.i:
            _mend_shot(token)
        finite = _next_clause(token) if token.tag_ == "VBD" else None
        if finite is not None:
            _make_participle(token, finite)
    return doc


def _mend_shot(shot: Token) -> None:
    before, told = shot.nbor(-1), _tells_of_harm(shot)
    if shot.tag_ == "NN" and shot.dep_ in (SUBJECT, PASSIVE):
        _unwind(shot, before)
    elif told and shot.tag_ not in PAST and shot.dep_ not in INSIDE and any(c.dep_ == SUBJECT for c in shot.lefts):
        _make_verb(shot, "VBD")
    elif told and shot.dep_ in INSIDE and shot.head.i < before.i and before.pos_ in NOUNS and before.head == shot:
        _draw_out(shot, before)
    for noun in [c for c in shot.nbor().rights if c.dep_ in INSIDE] if told and shot.nbor().head == shot else ():
        noun.head, noun.dep_ = shot, OBJECT  # "shot dead | a customs officer"


def _next_clause(verb: Token) -> Token | None:
    """The verb further on that has an auxiliary and no subject but that of the first, which has no object."""
    if verb.dep_ != ROOT or any(c.dep_ in (OBJECT, "aux", "auxpass", "neg") for c in verb.children):
        return None
    for other in verb.rights:
        if other.dep_ not in ADRIFT or other.tag_ != "VBN" or any(c.dep_ in OWN for c in other.children):
            continue
        helper = next((c for c in other.lefts if c.dep_ in HELPING), None)
        alone = all(c.dep_ in (*HELPING, WHEN, "advmod") for c in other.lefts)
        if helper is not None and alone and helper.tag_ in FINITE and not (
                helper.nbor(-1).is_punct or helper.nbor(-1).dep_ == "cc"):
            return other
    return None


def _make_participle(verb: Token, finite: Token) -> None:
    """Gives the subject to the finite verb, and the verb before it to the subject."""
    subject = next((c for c in verb.lefts if c.dep_ == SUBJECT), None)
    if subject is None or finite.sent != verb.sent:
        return
    moved = [c for c in verb.children if c.i < subject.left_edge.i or c.i > finite.i]
    helper = next(c for c in finite.lefts if c.dep_ in HELPING)
    for time in [c for c in finite.lefts if c.dep_ == WHEN and c.i < helper.i]:  # "abducted | last week have been"
        time.head = verb
    finite.head, finite.dep_ = finite, ROOT
    subject.head, subject.dep_ = finite, PASSIVE if any(c.dep_ == "auxpass" for c in finite.lefts) else SUBJECT
    verb.head, verb.dep_, verb.tag_ = subject, REDUCED, "VBN"
    for token in moved:
        token.head = finite


def _tells_of_harm(shot: Token) -> bool:
    behind = shot.doc[shot.i + 1:shot.i + 3]
    return len(behind) == 2 and (behind[0].lower_ == DEAD or (behind[0].lower_ == AND and behind[1].tag_ in PAST))


def _unwind(shot: Token, noun: Token) -> None:
    """Makes the noun for somebody before it the head again: "a journalist | shot in Veracruz last week has died"."""
    if noun.head != shot or noun.dep_ not in ("compound", SUBJECT) or noun.tag_ != "NN" or noun.lower_ not in _people():
        return
    before = [c for c in shot.lefts if c != noun]
    noun.head, noun.dep_ = shot.head, shot.dep_
    shot.head, shot.dep_ = noun, REDUCED
    _make_verb(shot, "VBN")
    for token in before:
        token.head = noun


@functools.cache
def _people() -> frozenset[str]:
    """Nouns for people, in the singular."""
    return frozenset(noun for nouns in lexicon.load("status")["status"].values() for noun in nouns)


def _make_verb(shot: Token, tag: str) -> None:
    shot.tag_, shot.pos_, shot.lemma_ = tag, "VERB", SHOOT


def _draw_out(verb: Token, noun: Token) -> None:
    """Gives the noun before the verb its place back, and the verb the clause: "gunmen on a motorcycle | shot dead"."""
    subject = verb.head
    while subject.dep_ in MODIFYING and subject.head.i < subject.i:
        subject = subject.head
    over = subject.head if subject.dep_ == SUBJECT else subject  # what the parse has for the verb of the clause
    if subject.pos_ not in NOUNS or over.sent != verb.sent or (over is not subject and over.i < verb.i):
        return
    behind = [c for t in (*subject.subtree, over) for c in t.rights if c.i > verb.i and t.i < verb.i]
    behind += [*verb.rights, *(over.rights if over.i == verb.i + 1 else ())]
    place, governor = verb.dep_, verb.head
    before = [c for c in verb.lefts if c != noun]
    top, dep = over.head, over.dep_
    _make_verb(verb, "VBD")
    verb.head, verb.dep_ = (verb, ROOT) if top == over else (top, dep)
    noun.head, noun.dep_ = governor, place
    for token in before:
        token.head = noun
    subject.head, subject.dep_ = verb, SUBJECT
    for token in dict.fromkeys(behind):
        if token != over:
            token.head = verb
            token.dep_ = OBJECT if token.dep_ == "appos" else token.dep_
    if over is not subject:
        over.head, over.dep_ = verb, STATE if over.lower_ == DEAD else JOINED
