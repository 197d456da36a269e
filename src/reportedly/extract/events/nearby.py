"""Who did it, told in a clause that names no act itself: "Police blamed the cartel", "Hooded men burst into the house"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.events.blame import denied, nobody
from reportedly.extract.events.coordination import conjuncts
from reportedly.extract.events.drafts import NOMINAL, Draft, is_thing_of_violence
from reportedly.extract.events.settings import VERBAL
from reportedly.extract.events.syntax import SUBJECTS, frame, is_definite, prepositions
from reportedly.extract.events.words import lemmas_with, words
from reportedly.extract.figures.people import is_person

STATES = ("acomp", "prep", "oprd")
OWN_CLAUSE = ("ccomp", "xcomp")
PAST = ("VBD", "VBN", "VBG")
LATELY = 3
"""How many sentences back doers may have been told whom "the gunmen" means."""
NOT_DONE = ("arrest", "protest", "riot")


def add_nearby(doc: Doc, drafts: Sequence[Draft]) -> None:
    """Adds to the acts told in the sentences around it who is blamed without an act, and who came for one."""
    sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
    acts = defaultdict[int, list[Draft]](list)
    for draft in drafts:
        if draft.entry["type"] not in NOT_DONE:
            acts[sentence[draft.trigger.i]].append(draft)
    used = {t.i for d in drafts for t in (d.trigger, d.clause)}
    telling = (words("blame", "bare") | words("blame", "bare_adjectives") | words("blame", "attributed")
               | words("steps", "strong") | words("steps", "verbs") | words("light", "unharmed"))
    for token in (t for t in doc if t.lemma_.lower() in telling) if acts else ():
        n = sentence[token.i]
        last, here, following = (acts.get(i, []) for i in (n - 1, n, n + 1))
        blamed = [t for t in _blamed(token) if not is_thing_of_violence(t) and not nobody(t)]
        before = [*last, *(d for d in here if d.trigger.i < token.i)]
        opening = here if token.dep_ == "acl" else []  # "in an action attributed to rebels, a bomb wrecked the bridge"
        if blamed and (opening or before):
            meant = opening[0] if opening else before[-1]
            if denied(token):
                meant.cleared += blamed
            else:
                meant.put("actor", blamed)
        told = token.i in used or any(d.actors for d in here)
        lately = any(d.actors for i in range(n - LATELY, n + 1) for d in acts.get(i, ()))
        if here and token.lower_ in words("light", "unharmed"):
            here[0].put("target", _spared(token))
        coming = list(_coming(token, not lately)) if token.pos_ in VERBAL and not told else []
        undone = next((d for d in (*here, *following, *last) if not d.actors), None)
        if coming and undone is not None:
            undone.put("actor", coming)


def _blamed(word: Token) -> Sequence[Token]:
    """Who is blamed for what was told before: "blamed X", "blamed it on X", "X was responsible for it", "was behind this"."""
    lemma = word.lemma_.lower()
    of_action = word.dep_ == "acl" and word.head.lemma_.lower() in words("blame", "wholes")
    if lemma in words("blame", "attributed") and (of_action or any(
            c.dep_ in ("dobj", "nsubjpass") and c.lower_ in words("blame", "pointing") for c in word.children)):
        return [t for prep, t in prepositions(word) if prep in words("blame", "attributed_to")]
    told_of = [word] if word.dep_ == "prep" else [c for c in word.children if c.dep_ == "prep"]
    if any(t.lower_ not in words("blame", "pointing") for c in told_of for t in c.children if t.dep_ in ("pobj", "pcomp")):
        return ()
    if word.pos_ in VERBAL and lemma in words("blame", "bare"):
        to_blame = word.tag_ == "VB" and word.head.lemma_ == "be"
        if any(c.i > word.i and (c.dep_ in OWN_CLAUSE or c.lower_ == "for") for c in word.subtree):
            return ()
        return _subjects(word.head) if to_blame else frame(word).done_to
    bare = word.dep_ in STATES and lemma in words("blame", "bare_adjectives")
    return _subjects(word.head) if bare and word.head.lemma_ == "be" else ()


def _spared(state: Token) -> list[Token]:
    """Who is told to have come to no harm: "escaped unhurt when a bomb exploded", "was unharmed following the attack"."""
    verb = state.head
    if verb.pos_ not in VERBAL or verb.lemma_.lower() not in words("light", "escape") | {"be"}:
        return []
    return [t for t in frame(verb).doers if t.ent_type_ == "PERSON" or is_person(t.lower_)]


def _subjects(verb: Token) -> list[Token]:
    found = [t for c in verb.children if c.dep_ in SUBJECTS for t in conjuncts(c)]
    return _subjects(verb.head) if verb.dep_ == "xcomp" and not found else found


def _coming(verb: Token, unnamed: bool) -> Iterator[Token]:
    """The unknown people of whom it is told that they came, went in, took hold of somebody or made off.

    ``unnamed``: nobody is told to have done what was told last: "the gunmen" are then who did it, and known by no more.
    """
    lemma = verb.lemma_.lower()
    strong = lemma in words("steps", "strong")
    finite = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words("steps", "tried") else verb
    if finite.tag_ not in PAST or not (strong or lemma in words("steps", "verbs")) or _is_aside(verb):
        return
    for doer in frame(verb).doers:
        known = is_definite(doer) or any(c.tag_ == "PRP$" for c in doer.lefts)
        marked = strong or any(t.lower_ in words("steps", "marks") for c in doer.lefts for t in c.subtree)
        sort = doer.lemma_.lower()
        gunmen = sort in words("sides", "gunmen") or (known and sort in lexicon.load("people")["attackers"])
        armed = gunmen or (marked and sort in words("steps", "people"))
        if armed and (not known or (gunmen and (unnamed or _as_it_befell(verb)))) and doer.pos_ in NOMINAL:
            yield doer


def _as_it_befell(verb: Token) -> bool:
    """Whether it tells what they did as harm was done: "were killed as the gunmen | entered the house"."""
    return verb.dep_ == "advcl" and verb.head.lemma_.lower() in lemmas_with("harm")


def _is_aside(verb: Token) -> bool:
    """Whether it only tells what befell a place: "six died in Idlib, which rebels | seized in 2015", "since rebels | came"."""
    for token in (verb, *verb.ancestors):
        if token.dep_ == "relcl":
            of_things = any(c.tag_ == "WRB" or c.lower_ == "which" for c in token.children)
            return of_things or not (token.head.ent_type_ == "PERSON" or is_person(token.head.lower_))
        if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in words("reference", "before") for c in token.lefts):
            return True
    return False
