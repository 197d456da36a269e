"""Who is blamed for an event, suspected of it, named as its doer or claims it, outside the event's own clause.

"accused X of killing", "X was involved in the attack", "the authors of the murder are X", "attributed the raid to X".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from reportedly import lexicon
from reportedly.extract.events.coordination import conjuncts
from reportedly.extract.events.drafts import NOMINAL, Draft, is_thing_of_violence
from reportedly.extract.events.settings import VERBAL
from reportedly.extract.events.syntax import PLACE_LABELS, PLURAL, SUBJECTS, TIMES, frame, prepositions
from reportedly.extract.events.words import entries, words
from reportedly.extract.figures.people import is_person

OBJECTS = ("dobj", "nsubjpass")
BEHIND_A_NOUN = ("acl", "relcl", "amod")
LINKS = ("prep", "agent")
ASKED = ("ccomp", "pcomp", "csubj", "ROOT", "advcl", "xcomp")
HIGHEST = 6
"""How many heads up the object of a verb that blames may stand."""


def add_blamed(draft: Draft) -> None:
    """Adds to the draft's actors those to whom the words around it lay the event; apart, those of whom they deny it."""
    event = draft.trigger
    if event.lemma_.lower() in words("blame", "doers"):
        draft.put("actor", [t for t in _identified(event) if t.pos_ in NOMINAL and not is_thing_of_violence(t)])
        return
    event = _whole(event)
    draft.put("actor", [t for t in _relatives(event) if not is_thing_of_violence(t) and not nobody(t)])
    link = event.head
    if event.dep_ in ("pobj", "pcomp") and link.dep_ in LINKS:
        if link.lower_ == "in" and event.lemma_.lower() in words("blame", "operations"):
            return
        found = _through(_accusing(link.head, link.lower_), link.lower_)
    elif event.dep_ in ("dobj", "nsubjpass") and link.lemma_.lower() in words("blame", "attributed"):
        found = _laid_to(link) or _last_behind(event)
    elif link.lemma_.lower() in words("blame", "own") and event.dep_ in OBJECTS:
        found = frame(link).doers
    elif event.dep_ == "nsubj" and link.lemma_.lower() in words("blame", "involving") and not denied(link):
        in_arms = words("sides", "armed") | words("sides", "persons") | words("sides", "bodies")
        found = [t for t in frame(link).done_to if t.lemma_.lower() in in_arms or t.pos_ == "PROPN"]
    else:
        return
    blamed = [t for t in found if not is_thing_of_violence(t) and not nobody(t)]
    if event.dep_ in ("pobj", "pcomp") and denied(link.head):
        draft.cleared += blamed
    else:
        draft.put("actor", blamed)


def of_the_whole(draft: Draft, drafts: Mapping[int, Draft]) -> list[Token]:
    """Whose deed the whole is that the event is told to be a part of: "rebels carried out raids, including an attack on".

    ``drafts``: those of the report by where their trigger stands.
    """
    event = _whole(draft.trigger)
    held = event.dep_ == "dobj" and event.head.lemma_.lower() in words("blame", "holding")
    if draft.actors or event.pos_ not in NOMINAL or not (held or (
            event.dep_ == "pobj" and event.head.lower_ in words("among", "including"))):
        return []
    for whole in reversed(event.doc[event.sent.start:event.head.i]):
        told = drafts.get(whole.i)
        if told is not None and told.actors:
            return told.actors
        if whole.dep_ == "dobj" and whole.lemma_.lower() in words("blame", "wholes") and (
                whole.head.lemma_.lower() in words("light", "actor")):
            return [t for t in frame(whole.head).doers if not is_thing_of_violence(t) and not nobody(t)]
    return []


def _whole(event: Token) -> Token:
    """What the event is listed with or counted by, which has its place in the clause: "thousands of murders"."""
    while event.head.i != event.i:
        counted = event.dep_ == "pobj" and event.head.lower_ == "of" and (
            event.head.head.tag_ == "CD" or event.head.head.lower_ in words("phrases", "measures"))
        if not counted and event.dep_ != "conj":
            break
        event = event.head.head if counted else event.head
    return event


def _laid_to(verb: Token) -> list[Token]:
    """To whom the verb lays it: "blamed on rebels", "attributed by residents to rebels"."""
    direct = {c.lower_ for c in verb.children}
    found = [t for prep, t in prepositions(verb) if prep in words("blame", "attributed_to") & direct]
    return found or [t for by, who in prepositions(verb) if by == "by"
                     for prep, t in prepositions(who) if prep in words("blame", "attributed_to")]


def _last_behind(event: Token) -> list[Token]:
    """To whom the event is laid where the parse hung them on its victims: "blamed the murder of two nuns on rebels"."""
    preps = [t for t in event.subtree if t.dep_ == "prep" and t.lower_ in words("blame", "attributed_to")
             and t.i > event.i and t.head.i != event.i]
    return [t for prep in preps[-1:] for c in prep.children if c.dep_ == "pobj" and c.ent_type_ not in TIMES | PLACE_LABELS
            for t in conjuncts(c)]


def _relatives(event: Token) -> list[Token]:
    """Who is blamed in a clause about the event: "the raid, for which rebels are held responsible", "blamed on them"."""
    found: list[Token] = []
    for laid in (t for t in event.subtree if t.dep_ == "acl" and t.tag_ == "VBN" and (
            t.head.i == event.i or t.head.lemma_.lower() not in entries("noun"))):
        if laid.lemma_.lower() in words("blame", "attributed") and not denied(laid):
            found += _laid_to(laid)
    lower = (t for t in event.subtree if t.dep_ == "relcl" and t.lemma_.lower() in words("blame", "attributed") | words(
        "blame", "pursue") and t.head.i != event.i and t.head.lemma_.lower() not in entries("noun"))
    own = (v for c in event.children if c.dep_ == "relcl" for v in (c, *(d for d in c.children if d.dep_ == "conj")))
    for verb in (*lower, *own):
        for child in verb.children:
            if child.dep_ == "prep" and any(c.dep_ == "pobj" and c.lower_ == "which" for c in child.children):
                found += [] if denied(verb) else _through(verb, child.lower_)
            elif child.dep_ in OBJECTS and child.tag_ == "WDT" and verb.lemma_.lower() in words("blame", "attributed"):
                found += [t for prep, t in prepositions(verb) if prep in words("blame", "attributed_to")]
    return found


def identified(doer: Token) -> list[Token]:
    """Who it is said to be that did it: "those who fired were soldiers", "a group that calls itself the Red Hand"."""
    called = [t for c in doer.rights if c.dep_ in ("acl", "relcl") and c.lemma_.lower() in words("blame", "name")
              for t in c.children if t.dep_ in ("oprd", "attr", "dobj") and any(w.pos_ == "PROPN" for w in (t, *t.lefts))]
    if called and doer.pos_ == "NOUN" and doer.tag_ == "NN":
        return called
    verb = doer.head
    if doer.lower_ not in words("blame", "somebody") or any(c.dep_ == "neg" for c in verb.children):
        return [doer]
    other = SUBJECTS if doer.dep_ == "attr" else ("attr",) if doer.dep_ in SUBJECTS else ()
    named = [t for c in verb.children if c.dep_ in other and verb.lemma_ == "be" for t in conjuncts(c)]
    named += _told_as(doer)
    return [t for t in named if t.pos_ in NOMINAL and t.lower_ not in words("blame", "somebody")] or [doer]


def principals(doer: Token) -> list[Token]:
    """By whom or on whose orders the doer is told to act: "gunmen hired by the cartel", "troops under the command of A"."""
    sent = (t for c in doer.children if c.dep_ == "acl" and c.lemma_.lower() in words("blame", "sent") and c.tag_ == "VBN"
            for prep, t in prepositions(c) if prep == "by")
    named = (*sent, *on_orders(doer), *on_orders(doer, "command"))
    return [t for t in named if t.pos_ in NOMINAL and not is_thing_of_violence(t)]


def on_orders(told: Token, orders: str = "orders") -> list[Token]:
    """On whose orders the words say that it was; with "command" under whose command they are."""
    return [whose for prep, order in prepositions(told) if prep in words("blame", "under")
            and order.lemma_.lower() in words("blame", orders) for of, whose in prepositions(order) if of in ("of", "from")]


def _told_as(noun: Token) -> list[Token]:
    """Of whom the noun behind "as" is told: "named him as the killer", "pointed to them as the authors"."""
    above = noun.head
    if noun.dep_ != "pobj" or above.lower_ != "as" or above.head.lemma_.lower() not in words("blame", "identify"):
        return []
    return frame(above.head).done_to or [t for prep, t in prepositions(above.head) if prep == "to"]


def _accusing(over: Token, prep: str) -> Token:
    """The verb that blames its object, where the parse hung the event on the object: "accused the militia of the killing"."""
    above = over.head
    blames = over.dep_ == "dobj" and above.pos_ in VERBAL and above.lemma_.lower() in words("blame", "object_" + prep)
    return above if blames else over


def _through(over: Token, prep: str) -> Sequence[Token]:
    """Who is blamed by what stands over the event: "accused of", "responsible for", "the authors of" it."""
    lemma = over.lemma_.lower()
    if lemma in words("blame", "stand") and prep in words("blame", "pursued_for") and (tried := _on_trial(over)):
        return tried
    if over.pos_ in VERBAL and over.pos_ != "AUX":
        owned = [c for c in over.children if c.dep_ in OBJECTS and c.lemma_.lower() in words("blame", "responsibility")]
        if owned:
            return _by_responsibility(owned[0])
        if lemma in words("blame", "object_" + prep):
            small = (c for c in over.children if c.dep_ == "ccomp" and c.lemma_.lower() in words("blame", "adjectives"))
            found = frame(over).done_to or [t for state in small for t in _subjects(state)] or _on_charges(over)
            found = found or (frame(over).doers if over.tag_ == "VBN" else [])  # "officers implicated in it | were arrested"
            found = [_members(t) for t in found] if over.dep_ == "acl" else found
            to_blame = over.tag_ == "VB" and over.head.lemma_ == "be" and not found  # "the militia is to blame for it"
            return _subjects(over.head) if to_blame else found
        if lemma in words("blame", "subject_" + prep):
            return frame(over).doers
        return ()
    authors = any(c.dep_ == "attr" and c.lemma_.lower() in words("blame", "authors") for c in over.children)
    if over.pos_ == "AUX" and (authors or prep in words("blame", "responsible")):
        return _subjects(over)
    if lemma in words("blame", "adjectives"):
        own = [t for c in over.children if c.dep_ in SUBJECTS for t in conjuncts(c)]
        if own:
            return own
        if over.dep_ in BEHIND_A_NOUN and over.head.pos_ not in VERBAL:
            return conjuncts(_held(over.head))
        return _subjects(over.head) if over.head.pos_ in VERBAL else ()
    if lemma in words("blame", "authors"):
        return _identified(over)
    if lemma in words("blame", "responsibility"):
        return _by_responsibility(over)
    if lemma in words("blame", "proof"):
        return [t for prep, told in prepositions(over) if prep == "of" and told.lemma_.lower() in words("blame", "responsibility")
                for t in _by_responsibility(told)]
    if lemma in words("blame", "pursuits") and prep in words("blame", "pursued_for"):
        return [t for of, t in prepositions(over) if of in ("of", "against")] or _on_trial(over)
    return _pursued(over) if lemma in words("blame", "charges") else _object_before(over, prep)


def _held(noun: Token) -> Token:
    """The first of those held responsible, where the parse hung that on the last: "held A and B responsible"."""
    first = noun
    while first.dep_ == "conj":
        first = first.head
    holds = first.dep_ == "dobj" and first.head.lemma_.lower() in words("blame", "object_for")
    return first if holds else noun


def _members(body: Token) -> Token:
    """Those of the body who are blamed, where the parse hung that on it: "three members of the army | suspected of it"."""
    people = body.head.head
    whose = body.dep_ == "pobj" and body.head.lower_ == "of" and people.tag_ in PLURAL and is_person(people.lower_)
    return people if whose else body


def _object_before(noun: Token, prep: str) -> Sequence[Token]:
    """The object of the verb that blames, where the parse hangs the event on a noun of that object's phrase."""
    token = noun
    for _ in range(HIGHEST):
        verb = token.head
        if verb.i == token.i:
            break
        if verb.lemma_.lower() in words("blame", "pursuits") and prep in words("blame", "pursued_for"):
            return [t for of, t in prepositions(verb) if of == "of"]
        if verb.lemma_.lower() in words("blame", "responsibility") and prep in words("blame", "pursued_for"):
            return _by_responsibility(verb)
        if verb.pos_ in VERBAL:
            listed = token.dep_ == "conj" and token.pos_ in NOMINAL
            blamed = verb.lemma_.lower() in words("blame", "object_" + prep) and (listed or token.dep_ in OBJECTS)
            if blamed and not denied(verb):
                return [*(frame(verb).done_to if listed else ()), *conjuncts(token)]
            if verb.dep_ not in BEHIND_A_NOUN:
                break
        token = verb
    return ()


def _on_charges(verb: Token) -> Sequence[Token]:
    """Whom the verb tells of what they are arrested or charged with: "the arrest of A on charges of being implicated"."""
    token = verb.head.head if verb.dep_ == "pcomp" else verb
    if token.lemma_.lower() not in words("blame", "charges"):
        return ()
    for _ in range(HIGHEST):
        token = token.head
        if token.pos_ in NOMINAL and token.lemma_.lower() in words("blame", "pursuits"):
            return [t for of, t in prepositions(token) if of in ("of", "against")]
        if token.pos_ in VERBAL:
            return frame(token).done_to if token.lemma_.lower() in words("blame", "pursue") else ()
    return ()


def _on_trial(over: Token) -> Sequence[Token]:
    """Who stands trial for it: "three soldiers are on trial", "those under arrest", "went on trial on Monday"."""
    if over.lemma_.lower() in words("blame", "pursuits"):
        link = over.head
        verb = link.head if over.dep_ == "pobj" and link.lower_ in words("blame", "under") else link
    elif any(p in words("blame", "under") and t.lemma_.lower() in words("blame", "pursuits") for p, t in prepositions(over)):
        verb = over
    else:
        return ()
    if verb.pos_ in VERBAL:
        return _subjects(verb) if verb.lemma_.lower() in words("blame", "stand") else ()
    return conjuncts(verb) if verb.pos_ in NOMINAL and over.dep_ == "pobj" else ()


def _pursued(charge: Token) -> Sequence[Token]:
    """Who is arrested or wanted on the charge."""
    verb = charge.head.head
    pursued = charge.dep_ == "pobj" and verb.pos_ in VERBAL and verb.lemma_.lower() in words("blame", "pursue")
    return frame(verb).done_to if pursued else ()


def nobody(noun: Token) -> bool:
    """Whether the words name nobody: "no group", "no one", "nobody"; "they" where nobody says that it was they."""
    if only_asks(noun):
        return True
    if noun.pos_ == "PRON" and noun.head.dep_ == "ccomp":
        above = (c for c in noun.head.head.children if c.dep_ in SUBJECTS)
        if any(map(_is_none, above)):
            return True
    return _is_none(noun)


def only_asks(noun: Token) -> bool:
    """Whether "who" only asks: "an investigation to determine who killed them"."""
    return noun.tag_ == "WP" and noun.head.dep_ in ASKED


def _is_none(noun: Token) -> bool:
    """Whether "no" stands before the noun, or before the first of those it is listed with: "no group or | movement"."""
    while noun.dep_ == "conj" and any(c.lower_ in words("blame", "or") for c in noun.head.rights):
        noun = noun.head
    return noun.lower_ in words("blame", "nobody") or any(c.lower_ in words("blame", "nobody") for c in noun.lefts)


def denied(over: Token) -> bool:
    """Whether the words deny the blame that stands over the event."""
    verb = over if over.pos_ in VERBAL else over.head
    accusation = verb.head if verb.dep_ in ("acl", "relcl") else verb  # "rejected the charge that links them to"
    above = (verb, accusation.head) if accusation.dep_ in ("dobj", "nsubjpass") else (verb,)
    return any(t.lemma_.lower() in words("blame", "deny") for t in above) or any(
        c.dep_ == "neg" or (c.dep_ == "det" and c.lower_ == "no") for t in (over, verb) for c in t.children)


def _subjects(verb: Token) -> list[Token]:
    parts = frame(verb)
    return parts.doers or parts.done_to


def _by_responsibility(noun: Token) -> Sequence[Token]:
    """"X claimed responsibility for", "the participation of X in", "X was arrested for alleged involvement in"."""
    whose = [t for c in noun.children if c.dep_ == "poss" for t in (_held_for(c, noun) if c.tag_ == "PRP$" else [c])]
    whose += [t for prep, t in prepositions(noun) if prep in ("of", "by")]
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in words("blame", "claim"):
        return [t for doer in frame(verb).doers for t in _whose_word(doer)] or _on_charges(verb)
    if noun.dep_ == "nsubjpass" and verb.lemma_.lower() in words("blame", "claim"):
        return [t for prep, t in prepositions(verb) if prep == "by"]
    if noun.dep_ == "pobj" and verb.head.pos_ in VERBAL and verb.head.lemma_.lower() in words("blame", "object_of"):
        return frame(verb.head).done_to
    if noun.dep_ == "pobj" and verb.head.lemma_.lower() in words("blame", "charges"):
        return _pursued(verb.head)
    held = noun.dep_ == "pobj" and verb.lower_ in words("blame", "pursued_for") and verb.head.pos_ in VERBAL
    if held and not whose and verb.head.lemma_.lower() in words("blame", "pursue"):
        return frame(verb.head).done_to
    return whose


def _whose_word(claimant: Token) -> list[Token]:
    """Who claims it in a letter, call or leaflet: "the front left leaflets claiming", "a call from the front claimed"."""
    if claimant.lemma_.lower() not in lexicon.load("people")["documents"]:
        return [claimant]
    said = [t for prep, t in prepositions(claimant) if prep in ("by", "from", "of")]
    return said or (frame(claimant.head).doers if claimant.dep_ == "dobj" and claimant.head.pos_ in VERBAL else [])


def _held_for(pronoun: Token, noun: Token) -> list[Token]:
    """Whom "their" means where they are arrested or sought for it: "were detained because of their part in the raid"."""
    verb = noun
    while verb.pos_ not in VERBAL and verb.head.i != verb.i:
        verb = verb.head
    return (frame(verb).done_to if verb.lemma_.lower() in words("blame", "pursue") else []) or [pronoun]


def _identified(author: Token) -> Sequence[Token]:
    """Whom the words say the author of an event to be: "the perpetrators were X", "X, the mastermind of"."""
    above = author.head
    if author.dep_ == "attr":
        return _subjects(above)
    if author.dep_ in SUBJECTS and above.lemma_ == "be":
        return [t for c in above.children if c.dep_ == "attr" for t in conjuncts(c)]
    if author.dep_ == "appos":
        return [above]
    if author.dep_ in OBJECTS and above.lemma_.lower() in words("blame", "identify"):
        return [t for prep, t in prepositions(above) if prep == "as"]
    told = _told_as(author)
    if told:
        return told
    return [t for c in author.children if c.dep_ == "appos" for t in conjuncts(c)]
