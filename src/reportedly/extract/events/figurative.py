"""Words of violence that are meant of words, of feelings or of an illness, and tell of no act: "attacked his policy"."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Token

from reportedly.extract.events.syntax import MODIFIERS, SUBJECTS, Frame, prepositions
from reportedly.extract.events.words import words


def verb_is_figurative(verb: Token, entry: dict[str, Any], parts: Frame) -> bool:
    """Whether the verb is meant so: "harshly attacked him", "shot down the proposal", "anger exploded", "hopes died"."""
    if verb.lemma_.lower() in words("figurative", "attacks") and any(
            c.dep_ == "advmod" and c.lower_ in words("figurative", "manner") for c in verb.children):
        return True
    if parts.done_to and entry["object"] in ("actor", "target", "victim"):
        kinds = words("figurative", "held") if "oprd" in entry or _takes_captive(entry) else frozenset[str]()
        if all(_is_idea(t) or _held(t).lemma_.lower() in kinds for t in parts.done_to):
            return True
    of_itself = [*parts.doers, *parts.done_to] if entry["subject"] in ("weapon", "victim") else []
    bursts = words("figurative", "bursts") if entry["subject"] == "weapon" else frozenset[str]()
    if of_itself and all(_is_idea(t) or t.lemma_.lower() in bursts for t in of_itself):
        return True
    return bool(parts.doers) and all(_has_kind(t) for t in parts.doers)


def noun_is_figurative(noun: Token) -> bool:
    """Whether the noun is meant so: "a heart attack", "an attack on freedom", "an explosion of joy", "the ban is an attack"."""
    if _has_kind(noun):
        return True
    behind = list(prepositions(noun))
    on = [t for prep, t in behind if prep in words("prepositions", "against")]
    if on and all(map(_is_idea, on)):
        return True
    of = [t for prep, t in behind if prep == "of"]
    if of and noun.lemma_.lower() in words("figurative", "burst") and all(
            t.lemma_.lower() in words("figurative", "bursts") or _is_idea(t) for t in of):
        return True
    above = noun.head
    amounts = noun.dep_ == "dobj" and above.lemma_.lower() in words("figurative", "amount")
    if amounts or (noun.dep_ == "attr" and above.lemma_ == "be"):
        said = [c for c in above.lefts if c.dep_ in SUBJECTS]
        return bool(said) and all(_is_idea(t) or t.lemma_.lower() in words("figurative", "said") for t in said)
    return False


def _is_idea(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if lemma in words("figurative", "orders"):
        told = [*(c for c in noun.lefts if c.dep_ in MODIFIERS), *(t for prep, t in prepositions(noun) if prep == "of")]
        return any(t.lemma_.lower() in words("figurative", "civic") for t in told)
    return lemma in words("figurative", "ideas") and noun.ent_type_ != "PERSON"


def _has_kind(noun: Token) -> bool:
    """Whether a word before the noun says that it is none of arms: "heart | attack", "verbal | assault"."""
    return noun.lemma_.lower() in words("figurative", "acts") and any(
        c.dep_ in MODIFIERS and c.lower_ in words("figurative", "kinds") for c in noun.lefts)


def _held(noun: Token) -> Token:
    """Who is held, where the parse has it before what they are held as: "holding the | country hostage"."""
    before = [c for c in noun.lefts if c.dep_ in MODIFIERS] if noun.lower_ in words("phrases", "held") else []
    return before[-1] if before else noun


def _takes_captive(entry: dict[str, Any]) -> bool:
    return "hostage" in (*entry.get("dobj", ()), *entry.get("pobj", ()))
