"""What happened to the people counted, by the parse: up from their noun to the verb or noun that governs it."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.extract.figures.clause import AUXILIARY, OBJECTS, PARTICIPLE, PAST, SUBJECT, Clause, Harm
from reportedly.extract.figures.people import Count

PASSIVE_SUBJECT, PASSIVE_AUXILIARY = "nsubjpass", "auxpass"
SUBJECTS = frozenset({SUBJECT, PASSIVE_SUBJECT})
PREP, PREP_OBJECT = "prep", "pobj"
JOINED = "conj"
LINKED = frozenset({"conj", "appos", "nummod", "nmod", "quantmod", "compound"})
PARTICIPIAL = "acl"
RELATIVES = frozenset({"relcl", PARTICIPIAL})
COMPLEMENTS = frozenset({"xcomp", "ccomp", "acomp", "attr", "oprd", "advcl"})
NOMINALS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "SYM"})
LONGEST_CLIMB = 7
LONGEST_RAISING = 4


def by_parse(clause: Clause, count: Count) -> Harm | None:
    """By the grammar: up from the noun that is counted to the verb or noun that governs it."""
    token = clause.tokens[count.head]
    for _ in range(LONGEST_CLIMB):
        harm = _relative(clause, token)
        if harm is not None:
            return harm
        role, governor = token.dep_, token.head
        if governor.i == token.i or not clause.first <= clause.at.get(governor.i, -1) < clause.last:
            return None
        if role in OBJECTS:
            return _to_object(clause, governor)
        if role == PASSIVE_SUBJECT:
            return _to_subject(clause, governor, passive=True)
        if role == SUBJECT:
            return _to_subject(clause, governor, passive=False)
        if role == PREP_OBJECT:
            preposition, noun = governor.lower_, governor.head
            if preposition == "of" and noun.lower_ in clause.known.deeds and noun.lower_ not in clause.known.lives:
                return Harm(clause.known.deeds[noun.lower_], clause.at[noun.i])
            if preposition not in clause.known.partitive_links or noun.pos_ not in NOMINALS:
                return None
            token = noun
        elif role in LINKED and governor.pos_ in NOMINALS:
            token = governor
        else:
            return None
    return None


def destroyed(clause: Clause, count: Count) -> Harm | None:
    """People who are the very object of what armies call it: "destroyed over 60 terrorists", not "of their bases"."""
    noun = clause.tokens[count.head]
    while noun.dep_ == JOINED and noun.head.i < noun.i:
        noun = noun.head
    if noun.dep_ == PREP_OBJECT and noun.head.head.i == clause.tokens[count.number].i:  # "dozens of fighters"
        noun = noun.head.head
    verb = noun.head
    if not count.noun or not count.sure or verb.lower_ not in clause.known.destroys or verb.i not in clause.at:
        return None
    return Harm("killed", clause.at[verb.i]) if noun.dep_ in OBJECTS | {PASSIVE_SUBJECT} else None


def of_part(clause: Clause, part: Count, told: Harm) -> Harm | None:
    """What befell a part of those of whom ``told`` is said: "two of the 43 people hurt in the blast were discharged" says
    nothing of harm, "died" another."""
    number = clause.tokens[part.number]
    verb = number.head
    if number.dep_ not in SUBJECTS or verb.pos_ == AUXILIARY or clause.at.get(verb.i, -1) <= told.token:
        return told
    return _to_subject(clause, verb, passive=number.dep_ == PASSIVE_SUBJECT)


def killed_later(clause: Clause, count: Count, told: Harm) -> Harm | None:
    """That those died of whom other harm is told before: "three farmers abducted last week have been | killed", "the |
    bodies of five men who had been kidnapped"."""
    noun = clause.tokens[count.head]
    verb = noun.head
    if noun.dep_ == PREP_OBJECT and verb.lower_ == "of" and told.kind != "killed" and noun.i < clause.tokens[told.token].i:
        dead = verb.head
        return Harm("killed", clause.at[dead.i]) if (
            clause.known.deeds.get(dead.lower_) == "killed" and clause.first <= clause.at.get(dead.i, -1) < clause.last) else None
    if noun.dep_ == PASSIVE_SUBJECT and verb.i == clause.tokens[told.token].i:  # "were kidnapped and then | killed"
        verb = next((c for c in verb.rights if c.dep_ == JOINED and c.tag_ == PARTICIPLE and not any(
            t.dep_ in SUBJECTS | OBJECTS for t in c.children)), verb)
    if noun.dep_ not in SUBJECTS or not noun.i < clause.tokens[told.token].i < verb.i or verb.i not in clause.at:
        return None
    harm = _to_subject(clause, verb, passive=noun.dep_ == PASSIVE_SUBJECT)
    return harm if harm is not None and harm.kind == "killed" != told.kind and harm.token > told.token else None


def _relative(clause: Clause, noun: Token) -> Harm | None:
    """ "people killed in the raid", "the four who died"."""
    for child in noun.children:
        if child.dep_ not in RELATIVES or child.i < noun.i:
            continue
        word = child.lower_
        if word in clause.known.participles and child.tag_ in PAST:
            passive = child.dep_ == PARTICIPIAL or any(c.dep_ == PASSIVE_SUBJECT for c in child.children)
            if passive and not any(c.dep_ in OBJECTS for c in child.children):
                return Harm(clause.known.of_object[word], clause.at[child.i])
        if word in clause.known.of_subject:
            return Harm(clause.known.of_subject[word], clause.at[child.i])
    return None


def _to_object(clause: Clause, verb: Token) -> Harm | None:
    word = verb.lower_
    if word in clause.known.of_object:
        return Harm(clause.known.of_object[word], clause.at[verb.i])
    for child in verb.children:
        kinds = clause.known.particles.get(word, {})
        if child.lower_ in kinds:
            return Harm(kinds[child.lower_], clause.at[verb.i])
        if child.dep_ in COMPLEMENTS and child.lower_ in clause.known.states:
            return Harm(clause.known.states[child.lower_], clause.at[child.i])
    return None


def _to_subject(clause: Clause, verb: Token, *, passive: bool) -> Harm | None:
    known = clause.known
    for _ in range(LONGEST_RAISING):
        word = verb.lower_
        acts = not passive and any(c.dep_ in OBJECTS for c in verb.children)  # "shot a priest dead": not the gunmen
        if passive and word in known.of_object:
            return Harm(known.of_object[word], clause.at[verb.i])
        if word in known.of_subject:
            return Harm(known.of_subject[word], clause.at[verb.i])
        if word in known.states and word not in known.of_object:
            return Harm(known.states[word], clause.at[verb.i])
        if word in known.participles and verb.tag_ == PARTICIPLE and not any(c.dep_ in OBJECTS for c in verb.children):
            return Harm(known.of_object[word], clause.at[verb.i])
        if word in known.light and not passive:
            return clause.light(clause.at[verb.i])
        for child in verb.children:
            if passive and child.lower_ in known.particles.get(word, {}):
                return Harm(known.particles[word][child.lower_], clause.at[verb.i])
            if child.dep_ in COMPLEMENTS and child.lower_ in known.states and not (acts or _is_of_others(child)):
                return Harm(known.states[child.lower_], clause.at[child.i])
            if child.dep_ == PREP and child.lower_ == "among":
                return clause.said_at(clause.at[child.i], True)
        if word not in known.raising:
            return None
        complement = next((c for c in verb.children if c.dep_ in COMPLEMENTS and c.i > verb.i), None)
        if complement is None or _is_of_others(complement):
            return None
        passive = any(c.dep_ == PASSIVE_AUXILIARY for c in complement.children) or complement.tag_ == PARTICIPLE
        verb = complement
    return None


def _is_of_others(complement: Token) -> bool:
    """Whether a complement has its own subject: "sources said that six were killed"."""
    return any(child.dep_ in SUBJECTS for child in complement.children)
