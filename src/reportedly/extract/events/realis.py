"""Whether an event happened, or was planned, threatened, supposed or denied."""

from __future__ import annotations

from reportedly.extract.events.drafts import NOMINAL, Draft
from reportedly.extract.events.settings import VERBAL
from reportedly.extract.events.words import words
from reportedly.model import Realis

GOVERNED = ("dobj", "xcomp", "pcomp", "ccomp")
GOVERNORS: dict[str, Realis] = {"threatened": "threatened", "planned": "planned", "prevented": "hypothetical"}
"""The lists of verbs over an event that make it what they say."""


def is_known(draft: Draft) -> bool:
    """Whether the event stands behind a preposition as known, so that a "not" of the verb denies only what somebody had
    to do with it: "was not behind the attack"."""
    return draft.trigger.dep_ == "pobj" and any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in words("reference", "same")) for c in draft.trigger.lefts)


def realis(draft: Draft) -> Realis:
    """Whether it happened, as its words and the verb over it tell."""
    verb = draft.trigger if draft.trigger.pos_ in VERBAL else draft.clause
    for token in (draft.trigger, verb, *draft.parts.doers, *draft.parts.done_to):
        if token in draft.parts.done_to and token.lower_ in words("blame", "nobody"):
            return "denied"
        for child in token.children:
            negates = child.dep_ == "neg" and token in (draft.trigger, verb) and not is_known(draft)
            if negates or (child.dep_ == "det" and child.lower_ in words("realis", "negators")):
                return "denied"
    if verb.pos_ in VERBAL:
        children = {c.lower_ for c in verb.children if c.dep_ in ("aux", "mark")}
        perfect = "have" in children
        if children & words("realis", "conditional"):
            return "hypothetical"
        if children & words("realis", "future_modals"):
            return "planned"
        if children & words("realis", "hypothetical_modals") and not perfect:
            return "hypothetical"
    head, lemma = draft.trigger.head, draft.trigger.head.lemma_.lower()
    if draft.trigger.dep_ == "pobj" and head.lower_ in words("realis", "links") and (
            head.head.lemma_.lower() in words("realis", "unreal")):
        return "hypothetical"
    if _was_ordered(draft):
        return "happened"
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in draft.trigger.children)
    if draft.trigger.dep_ in GOVERNED or infinitive:
        for key, status in GOVERNORS.items():
            if lemma in words("realis", key):
                return status
        if infinitive and draft.trigger.pos_ in VERBAL and lemma not in words("realis", "reported"):
            return "planned"
    return "happened"


def _was_ordered(draft: Draft) -> bool:
    """Whether the noun names a deed as known, and the verb over it tells who had it done: "had ordered the murder"."""
    noun, verb = draft.trigger, draft.trigger.head
    known = any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in words("reference", "same")) for c in noun.lefts)
    if noun.pos_ not in NOMINAL or noun.dep_ != "dobj" or not known or draft.entry["type"] == "arrest":
        return False
    past = verb.tag_ in ("VBD", "VBN") or any(c.lower_ in ("having", "have") for c in verb.lefts)
    return past and verb.lemma_.lower() in words("light", "actor") | words("realis", "deeds")
