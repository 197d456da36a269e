"""Who is blamed for an event, suspected of it or claims it, where its own sentence part doesn't name a doer."""

from __future__ import annotations

from reportedly.extract.drafts import Draft, is_thing_of_violence
from reportedly.extract.event_words import words
from reportedly.extract.settings import VERBAL
from reportedly.extract.syntax import frame


def add_blamed(draft: Draft) -> None:
    """Who is blamed, suspected or claims it: "blamed X for the attack", "X was behind it", "accused X of killing"."""
    link = draft.trigger.head
    if draft.trigger.dep_ not in ("pobj", "pcomp") or link.dep_ not in ("prep", "agent"):
        return
    over, prep = link.head, link.lower_
    lemma = over.lemma_.lower()
    if over.pos_ in VERBAL and lemma in words("blame", "object_" + prep if prep in ("for", "of") else "none"):
        draft.put("actor", [t for t in frame(over).done_to if not is_thing_of_violence(t)])
    elif lemma in words("blame", "responsibility") and over.head.lemma_.lower() in words("blame", "claim"):
        above = frame(over.head)
        draft.put("actor", [t for prep_, t in above.preps if prep_ == "by"] if above.passive else above.doers)
    elif (lemma in words("blame", "responsible") or prep in words("blame", "responsible")) and (over.head.pos_ == "AUX" or over.pos_ == "AUX"):
        verb = over if over.pos_ == "AUX" else over.head
        draft.put("actor", [c for c in verb.children if c.dep_ == "nsubj"])
