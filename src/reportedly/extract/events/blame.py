"""Who is blamed for an event, suspected of it, named as its doer or claims it, outside the event's own clause.

"accused X of killing", "X was involved in the attack", "the authors of the murder are X", "attributed the raid to X".
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from reportedly.extract.events.drafts import Draft, is_thing_of_violence
from reportedly.extract.events.settings import VERBAL
from reportedly.extract.events.syntax import conjuncts, frame, prepositions
from reportedly.extract.events.words import words

SUBJECTS = ("nsubj", "nsubjpass")
BEHIND_A_NOUN = ("acl", "relcl", "amod")
LINKS = ("prep", "agent")
HIGHEST = 6
"""How many heads up the object of a verb that blames may stand."""


def add_blamed(draft: Draft) -> None:
    """Adds to the draft's actors those to whom the words around it lay the event; apart, those of whom they deny it."""
    event = draft.trigger
    while event.dep_ == "conj" and event.head.i != event.i:
        event = event.head
    link = event.head
    if event.dep_ in ("pobj", "pcomp") and link.dep_ in LINKS:
        if link.lower_ == "in" and event.lemma_.lower() in words("blame", "operations"):
            return
        found = _through(_accusing(link.head, link.lower_), link.lower_)
    elif event.dep_ in ("dobj", "nsubjpass") and link.lemma_.lower() in words("blame", "attributed"):
        direct = {c.lower_ for c in link.children}
        found = [t for prep, t in prepositions(link) if prep in words("blame", "attributed_to") & direct]
    else:
        return
    blamed = [t for t in found if not is_thing_of_violence(t) and not _nobody(t)]
    if event.dep_ in ("pobj", "pcomp") and _denied(link.head):
        draft.cleared += blamed
    else:
        draft.put("actor", blamed)


def _accusing(over: Token, prep: str) -> Token:
    """The verb that blames its object, where the parse hung the event on the object: "accused the militia of the killing"."""
    above = over.head
    blames = over.dep_ == "dobj" and above.pos_ in VERBAL and above.lemma_.lower() in words("blame", "object_" + prep)
    return above if blames else over


def _through(over: Token, prep: str) -> Sequence[Token]:
    """Who is blamed by what stands over the event: "accused of", "responsible for", "the authors of" it."""
    lemma = over.lemma_.lower()
    if over.pos_ in VERBAL and over.pos_ != "AUX":
        if lemma in words("blame", "object_" + prep):
            return frame(over).done_to
        if lemma in words("blame", "subject_" + prep):
            return frame(over).doers
        return ()
    if prep in words("blame", "responsible") and over.pos_ == "AUX":
        return _subjects(over)
    if lemma in words("blame", "adjectives"):
        if over.dep_ in BEHIND_A_NOUN and over.head.pos_ not in VERBAL:
            return conjuncts(over.head)
        return _subjects(over.head) if over.head.pos_ in VERBAL else ()
    if lemma in words("blame", "authors"):
        return _identified(over)
    if lemma in words("blame", "responsibility"):
        return _by_responsibility(over)
    return _pursued(over) if lemma in words("blame", "charges") else _object_before(over, prep)


def _object_before(noun: Token, prep: str) -> Sequence[Token]:
    """The object of the verb that blames, where the parse hangs the event on a noun of that object's phrase."""
    token = noun
    for _ in range(HIGHEST):
        verb = token.head
        if verb.i == token.i:
            break
        if verb.pos_ in VERBAL:
            blamed = verb.lemma_.lower() in words("blame", "object_" + prep) and token.dep_ in ("dobj", "nsubjpass")
            if blamed and not _denied(verb):
                return conjuncts(token)
            if verb.dep_ not in BEHIND_A_NOUN:
                break
        token = verb
    return ()


def _pursued(charge: Token) -> Sequence[Token]:
    """Who is arrested or wanted on the charge."""
    verb = charge.head.head
    pursued = charge.dep_ == "pobj" and verb.pos_ in VERBAL and verb.lemma_.lower() in words("blame", "pursue")
    return frame(verb).done_to if pursued else ()


def _nobody(noun: Token) -> bool:
    """"no group", "no one", "nobody"; "they" where nobody says that it was they."""
    if noun.pos_ == "PRON" and noun.head.dep_ == "ccomp":
        above = (c for c in noun.head.head.children if c.dep_ in SUBJECTS)
        if any(map(_is_none, above)):
            return True
    return _is_none(noun)


def _is_none(noun: Token) -> bool:
    return noun.lower_ in words("blame", "nobody") or any(c.lower_ in words("blame", "nobody") for c in noun.lefts)


def _denied(over: Token) -> bool:
    verb = over if over.pos_ in VERBAL else over.head
    return verb.lemma_.lower() in words("blame", "deny") or any(
        c.dep_ == "neg" or (c.dep_ == "det" and c.lower_ == "no") for t in (over, verb) for c in t.children)


def _subjects(verb: Token) -> list[Token]:
    parts = frame(verb)
    return parts.doers or parts.done_to


def _by_responsibility(noun: Token) -> Sequence[Token]:
    """"X claimed responsibility for", "the participation of X in", "X has responsibility for"."""
    whose = [c for c in noun.children if c.dep_ == "poss"]
    whose += [t for prep, t in prepositions(noun) if prep in ("of", "by")]
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in words("blame", "claim"):
        return frame(verb).doers
    if noun.dep_ == "nsubjpass" and verb.lemma_.lower() in words("blame", "claim"):
        return [t for prep, t in prepositions(verb) if prep == "by"]
    if noun.dep_ == "pobj" and verb.head.pos_ in VERBAL and verb.head.lemma_.lower() in words("blame", "object_of"):
        return frame(verb.head).done_to
    if noun.dep_ == "pobj" and verb.head.lemma_.lower() in words("blame", "charges"):
        return _pursued(verb.head)
    return whose


def _identified(author: Token) -> Sequence[Token]:
    """Whom the words say the author of an event to be: "the perpetrators were X", "X, the mastermind of"."""
    above = author.head
    if author.dep_ == "attr":
        return _subjects(above)
    if author.dep_ in SUBJECTS and above.lemma_ == "be":
        return [t for c in above.children if c.dep_ == "attr" for t in conjuncts(c)]
    if author.dep_ == "appos":
        return [above]
    if author.dep_ == "pobj" and above.lower_ == "as" and above.head.pos_ in VERBAL:
        return frame(above.head).done_to
    return [t for c in author.children if c.dep_ == "appos" for t in conjuncts(c)]
