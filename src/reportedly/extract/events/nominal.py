"""Events that nouns name, with the parts that their phrase and the verb over it give them."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Token

from reportedly.extract.events.drafts import Cast, Draft, blast_at, deep, doers, is_thing, is_thing_of_violence
from reportedly.extract.events.listed import names_after
from reportedly.extract.events.role_phrases import meant
from reportedly.extract.events.settings import VERBAL
from reportedly.extract.events.syntax import MODIFIERS, Frame, conjuncts, frame, prepositions
from reportedly.extract.events.words import entries, weapons, words

PLACE_LABELS = ("GPE", "LOC", "FAC")
TIMES = ("DATE", "TIME")
PLURAL = ("NNS", "NNPS")
SUBJECTS = ("nsubj", "nsubjpass")


def noun_fits(noun: Token, entry: dict[str, Any]) -> bool:
    """Whether the noun is used as the entry says."""
    if entry.get("agent") and not any(prep == "of" for prep, _ in prepositions(noun)):
        return False
    if entry.get("points") and (noun.tag_ != "NN" or not any(
            c.lower_ in words("reference", "same") for c in noun.lefts if c.dep_ == "det")):
        return False
    if "cues" in entry:
        near = deep([noun])
        if not any(c.lemma_.lower() in entry["cues"] for t in near for c in (t, *t.children)):
            return False
    if "on" in entry and not any(prep == "on" and t.lemma_.lower() in entry["on"] for prep, t in prepositions(noun)):
        return False
    if noun.dep_ in ("compound", "nmod", "amod"):
        head = noun.head.lemma_.lower()
        return head not in entries("noun") and head in words("carriers", "heads") | words("where", "directions")
    return True


def read_noun(noun: Token, entry: dict[str, Any], cast_: Cast) -> Draft | None:
    """The event that a noun names; None: a weak one without parts."""
    draft = Draft(noun, entry, noun, Frame())
    if noun.lemma_.lower() in entry.get("weapons", ()):
        draft.put("weapon", [noun])
    if not entry.get("points"):
        _modifiers(draft, noun, cast_)
    if entry.get("agent"):
        draft.put("actor", [noun])
    draft.parts.preps = list(prepositions(noun))
    for prep, head in draft.parts.preps:
        _attach(draft, prep, head, cast_)
    blast_at(draft, draft.parts.preps)
    for child in noun.children:
        if child.dep_ in ("relcl", "acl"):
            draft.cues += [head for _, head in prepositions(child)]
            if child.lemma_.lower() in words("light", "actor") or (child.dep_ == "acl" and child.tag_ == "VBN"):
                draft.put("actor", [t for t in frame(child).doers if not is_thing_of_violence(t)])
                for prep, head in prepositions(child):
                    if prep in words("prepositions", "against"):
                        draft.put("target", [head])
    draft.put("target", _aimed_at(noun))
    _governor(draft, noun, cast_)
    if noun.dep_ in ("compound", "nmod", "amod"):
        carrier = noun.head
        _modifiers(draft, carrier, cast_)
        for prep, head in prepositions(carrier):
            _attach(draft, prep, head, cast_)
        _governor(draft, carrier, cast_)
    if entry.get("weak") and not (draft.actors or draft.targets or draft.victims):
        return None
    return draft


def _aimed_at(noun: Token) -> list[Token]:
    """What is said to be the target of the act: "the bank was the target of the attack"."""
    aim = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "of" or aim.lemma_.lower() not in words("light", "aims"):
        return []
    verb = aim.head
    if aim.dep_ == "attr" and verb.lemma_ == "be":
        return [t for c in verb.children if c.dep_ in SUBJECTS for t in conjuncts(c)]
    if aim.dep_ in SUBJECTS and verb.lemma_ == "be":
        return [t for c in verb.children if c.dep_ == "attr" for t in conjuncts(c)]
    return []


def _modifiers(draft: Draft, noun: Token, cast_: Cast) -> None:
    for child in noun.children:
        if child.dep_ in MODIFIERS:
            draft.cues += [child, *(c for c in child.children if c.dep_ in MODIFIERS)]
            lemma = child.lemma_.lower()
            if lemma in weapons():
                draft.put("weapon", [child])
            elif _is_quality(child) or _says_where(child, noun):
                continue
            elif cast_.sides(child):
                draft.put("actor", [child])
            elif child.pos_ != "ADJ" and cast_.parties.of(child) is not None and child.ent_type_ not in PLACE_LABELS:
                whose = child.dep_ in ("compound", "poss")
                draft.put(draft.entry.get("compound", "actor") if whose else "actor", [child])
    draft.cues.append(noun)


def _is_quality(modifier: Token) -> bool:
    """Whether the modifier says what kind of act it was, not whose: "a terrorist attack"."""
    return modifier.lemma_.lower() in words("sides", "qualities") and modifier.dep_ != "poss" and modifier.tag_ not in PLURAL


def _says_where(modifier: Token, noun: Token) -> bool:
    """Whether a country is where the act was, as another did it: "the army killed six in a Yemen raid"."""
    if modifier.ent_type_ not in PLACE_LABELS or noun.dep_ != "pobj":
        return False
    verb = noun.head.head if noun.head.head.pos_ in VERBAL else noun.head.head.head
    above = frame(verb)
    does = any(entry["subject"] == "actor" for entry in entries("verb").get(verb.lemma_.lower(), ()))
    return does and not above.passive and any(not is_thing_of_violence(t) for t in above.doers)


def _attach(draft: Draft, prep: str, head: Token, cast_: Cast) -> None:
    draft.cues += [head, *(c for c in head.children if c.dep_ in MODIFIERS)]
    entry, lemma = draft.entry, head.lemma_.lower()
    if prep in words("prepositions", "instrument") - {"with"} and lemma in weapons():
        draft.put("weapon", [head])
        draft.put("actor", doers(head, cast_))
    elif prep == "by":
        draft.put("actor", doers(head, cast_))
    elif prep in words("prepositions", "against") and lemma not in words("where", "edges"):
        draft.put("target", [t for t in meant(head) if is_thing(t) or not is_thing_of_violence(t)])
    elif prep == "of":
        draft.put(entry["of"], [head])
    elif prep == "with":
        draft.put("weapon" if lemma in weapons() else entry.get("with", ""), [head])
    elif prep == "between":
        draft.put(entry.get("between", ""), conjuncts(head))


def _governor(draft: Draft, noun: Token, cast_: Cast) -> None:
    """What the verb over a nominal event gives it: "carried out an attack on", "an attack occurred in"."""
    top = noun
    while top.dep_ == "conj":
        top = top.head
    verb = top.head
    escaped = verb.head if top.dep_ == "pobj" and verb.lower_ == "from" else verb
    if escaped.pos_ == "ADJ":
        escaped = escaped.head
    if top.dep_ in ("dobj", "pobj") and escaped.lemma_.lower() in words("light", "escape"):
        draft.put("target", [t for t in frame(escaped).doers if cast_.person(t) or is_thing(t)])
    if verb.pos_ not in VERBAL:
        if top.dep_ == "pobj" and verb.head.lemma_ == "be":  # "was behind an attack | on the clinic"
            for prep, head in prepositions(verb.head):
                if prep in words("prepositions", "against") and head.i > noun.i and head.ent_type_ not in TIMES:
                    _attach(draft, prep, head, cast_)
        if top.dep_ == "pobj" and verb.head.pos_ in VERBAL and verb.lower_ not in words("where", "elsewhen"):
            draft.clause = verb.head
        return
    happens = words("light", "happen")
    raised = [c for c in verb.children if c.dep_ == "xcomp"] if top.dep_ in SUBJECTS else []
    takes_place = next((c for c in raised if c.lemma_.lower() in happens | words("light", "verbs")), None)
    draft.clause = verb = takes_place or verb
    lemma = verb.lemma_.lower()
    done = top.dep_ in ("dobj", "nsubjpass") or (takes_place is not None and takes_place.tag_ == "VBN")
    if done and lemma in words("light", "verbs"):
        above = frame(verb)
        if lemma in words("light", "actor"):
            draft.put("actor", [d for t in above.doers for d in doers(t, cast_)])
        for prep, head in above.preps:
            if prep != "by":
                _attach(draft, prep, head, cast_)
    elif top.dep_ == "nsubj" and lemma in happens:
        hit = (c for c in verb.children if c.dep_ == "dobj" and c.lemma_ != "place")
        draft.put("target", [t for t in hit if not is_thing_of_violence(t)])
        blast_at(draft, prepositions(verb))
    elif top.dep_ == "nsubj" and lemma == "be":
        works = (c for c in verb.children if c.dep_ == "attr" and c.lemma_.lower() in words("blame", "work"))
        draft.put("actor", [t for work in works for prep, t in prepositions(work) if prep == "of"])


def read_listed(noun: Token) -> Draft | None:
    """"A was among the dead", "among the victims was B", "one of the injured is A": those named are victims."""
    prep = noun.head
    verb = prep.head
    if prep.lower_ == "among" and verb.lemma_ == "be":
        named = [t for c in verb.children if c.dep_ in ("nsubj", "attr") for t in conjuncts(c) if t.i != noun.i]
        named += [t for t in names_after(verb) if t not in named]
    else:
        if prep.lower_ == "of" and prep.head.dep_ in SUBJECTS:
            verb = prep.head.head
        elif noun.dep_ in SUBJECTS or (noun.dep_ == "dobj" and noun.head.lemma_.lower() in words("among", "list")):
            verb = noun.head
        else:
            return None
        if verb.lemma_.lower() not in words("among", "name") | words("among", "list"):
            return None
        named = [t for t in names_after(verb) if t.i > verb.i]
    if not named:
        return None
    entry = {"type": "", "subject": "", "object": "victim", "harm": True}
    draft = Draft(noun, entry, verb, Frame())
    draft.put("victim", named)
    return draft
