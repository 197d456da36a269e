"""Events that verbs tell, with the parts that the verb's clause gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.tokens import Token

from reportedly.extract.events.coordination import conjuncts
from reportedly.extract.events.drafts import (
    NOMINAL,
    VEHICLE,
    Cast,
    Draft,
    blast_at,
    deep,
    doers,
    is_concrete,
    is_thing,
    is_thing_of_violence,
    is_weapon,
    weapons_in,
)
from reportedly.extract.events.figurative import verb_is_figurative
from reportedly.extract.events.listed import names_after
from reportedly.extract.events.role_phrases import meant
from reportedly.extract.events.syntax import (
    FINITE,
    MODIFIERS,
    PLACE_LABELS,
    SUBJECTS,
    Frame,
    frame,
    prepositions,
    stands_with,
)
from reportedly.extract.events.words import entries, kinds_of_things, lemmas_with, things, weapons, words
from reportedly.extract.figures.people import COUNTED_BY, is_person, status_of

FROM = "from"
PARTICLES = ("prt", "advmod", "prep")
STATES = ("oprd", "xcomp", "advmod", "acomp", "dobj", "pobj", "dep", "advcl")
"""What "hostage" and "ablaze" are in the parse of "took them hostage", "set it ablaze"."""

STATE_REACH = 12
CONDITIONS = frozenset((
    "particle", "prep", "dobj", "pobj", "oprd", "near", "under", "subjects", "persons", "people", "described", "built", "outlaws",
    "calm", "points"))
"""What an entry may ask for, so that its verb alone tells nothing."""


def verb_fits(verb: Token, entry: dict[str, Any]) -> Frame | None:
    """The parts of the verb's clause, where it is used as the entry says; else None."""
    children = list(verb.children)
    if "particle" in entry and not any(c.dep_ in PARTICLES and c.lower_ in entry["particle"] for c in children):
        return None
    if any(c.dep_ in PARTICLES and c.lower_ in entry.get("not_particle", ()) for c in children):
        return None
    if "prep" in entry and not any(c.dep_ == "prep" and c.lower_ in entry["prep"] for c in children):
        return None
    if any(t.lemma_.lower() in entry.get("not_prep", ()) for _, t in prepositions(verb)):
        return None
    if "pobj" in entry and not any(t.lemma_.lower() in entry["pobj"] for _, t in prepositions(verb)):
        return None
    if "under" in entry and not any(p == "under" and t.lemma_.lower() in entry["under"] for p, t in prepositions(verb)):
        return None
    if "near" in entry and not any(t.lower_ in entry["near"] for t in verb.subtree):
        return None
    if "oprd" in entry and not any(
            c.lower_ in entry["oprd"] and c.dep_ in STATES and c.i - verb.i < STATE_REACH for c in verb.subtree):
        return None
    parts = frame(verb)
    if "dobj" in entry and not any(t.lemma_.lower() in entry["dobj"] for t in deep(parts.done_to)):
        return None
    if any(t.lemma_.lower() in entry.get("not_dobj", ()) for t in deep(parts.done_to)):
        return None
    if "built" in entry and not _is_takeover(verb, parts, entry):
        return None
    if entry.get("not_helped") and _is_help(verb, parts):
        return None
    if "subjects" in entry and not any(t.lemma_.lower() in entry["subjects"] for t in parts.doers):
        return None
    return parts


def _is_help(verb: Token, parts: Frame) -> bool:
    """Whether people were brought to safety: "medics carried a girl away", "the wounded were taken away by ambulance"."""
    helpers = [*parts.doers, *(t for prep, t in prepositions(verb) if prep in words("prepositions", "instrument"))]
    hurt = {w.lower_ for t in parts.done_to for w in (t, *t.lefts)} | {t.lemma_.lower() for t in parts.done_to}
    out_of = {t.lemma_.lower() for t in verb.subtree if t.dep_ == "pobj"}
    return bool(hurt & words("sides", "helped") or out_of & words("sides", "dangers")) or any(
        t.lemma_.lower() in words("sides", "helpers") for t in helpers)


def _follows_harm(verb: Token) -> bool:
    """Whether the verb has no subject of its own behind a passive: "two men were killed ... and injured four": not by them."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "agent") for c in verb.children)
    return not own and verb.dep_ in ("conj", "advcl") and any(c.dep_ == "nsubjpass" for c in verb.head.children)


def _are_hurt_too(token: Token, verb: Token) -> bool:
    """Whether a clause runs on without a comma: "five soldiers killed | nine others wounded in the blast"."""
    counted = token.tag_ == "CD" or any(c.dep_ == "nummod" for c in token.children) or (
        token.lower_ in words("phrases", "fillers") | words("phrases", "measures"))
    hurt = (c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i != verb.i)
    return counted and any(c.lemma_.lower() in lemmas_with("harm") for c in hurt)


def read_verb(verb: Token, entry: dict[str, Any], parts: Frame, cast_: Cast) -> Draft | None:
    """The event that a verb tells; None: none in this use."""
    if not _is_event(verb, entry, parts, cast_):
        return None
    parts.doers = [t for t in parts.doers if not _is_wreck(t, verb)]
    draft = Draft(verb, entry, verb, parts)
    acting = [] if entry.get("harm") and _follows_harm(verb) else [d for t in parts.doers for d in doers(t, cast_)]
    if entry["object"] == "victim" and parts.passive and not parts.done_to:
        parts.done_to = _named_before(verb, cast_)
    if entry["object"] == "weapon" and _suffers_it(verb, parts):
        draft.put("victim", [t for noun in parts.doers for t in meant(noun)])
        acting = [d for t in parts.done_to for d in doers(t, cast_) if d is not t]  # who laid it
    draft.cues += [verb, *(t for t in verb.subtree if t.lower_ in entry.get("near", ())), *deep(parts.doers)]
    state = (c for c in verb.children if c.lower_ in entry.get("oprd", ()))
    draft.cues += [t for c in state for _, noun in prepositions(c) for t in noun.subtree]  # "found dead with | gunshot wounds"
    draft.cues += [t for t in deep(parts.done_to) if not is_thing(t) and not is_person(t.lower_)]
    lost_passive = not (parts.done_to or parts.passive) or (parts.done_to and all(_are_hurt_too(t, verb) for t in parts.done_to))
    befell = entry.get("harm") or (  # "A and B, kidnapped in Lima, were"
        draft.is_of_people and verb.i > 0 and verb.nbor(-1).text == "," and not any(map(cast_.outlaw, parts.doers)))
    if befell and entry["object"] and acting and lost_passive and verb.tag_ in ("VBD", "VBN"):
        parts.done_to, parts.doers, acting = acting, [], []
    if entry.get("of_itself") and not (parts.done_to or parts.passive) and all(is_thing(t) or is_weapon(t) for t in parts.doers):
        _blown_up(draft, verb, parts.doers)
    elif entry["subject"] != "weapon":
        draft.put(entry["subject"], parts.doers if entry["subject"] == "victim" else acting)
        draft.put("weapon", (t for t in parts.doers if is_weapon(t)))
    else:
        _blown_up(draft, verb, [*parts.doers, *(parts.done_to if parts.passive else ())])
    if entry["object"] != "weapon" or not parts.passive:
        struck = [t for t in parts.done_to if is_thing(t) or not is_thing_of_violence(t)]
        draft.put(entry["object"], [t for t in struck if "Reflex=Yes" not in str(t.morph)])
    if entry["object"] == "weapon":
        draft.put("weapon", deep(parts.done_to))
    if entry["subject"] == "weapon" and parts.done_to and not parts.passive:
        draft.put("actor", acting)
        draft.weapons = [t for t in deep(parts.done_to) if is_weapon(t)] or draft.weapons
    fired = (c for doer in parts.doers for c in doer.children if c.dep_ == "acl" and c.tag_ == "VBN"
             and c.lemma_.lower() not in words("generic", "support"))
    draft.cues += [head for launch in fired for _, head in prepositions(launch)]  # "a missile fired from a drone hit"
    for prep, head in (behind for doer in parts.doers for behind in prepositions(doer)):
        if prep == "with" and weapons_in(head, entry):
            draft.cues.append(head)
            draft.put("weapon", [head])
    draft.put("weapon", (t for t in parts.done_to if t.lemma_.lower() in words("weapons", "wounds")))
    employed = _employed(verb, parts.doers)
    draft.cues += employed
    draft.put("weapon", employed)
    aside = [pair for prep, t in parts.preps if prep in ("from", "by", "with") for pair in prepositions(t)]
    for prep, head in [*parts.preps, *(pair for pair in aside if pair[0] in words("prepositions", "thrown"))]:
        draft.cues.append(head)
        draft.cues += [c for c in head.children if c.dep_ in MODIFIERS]
        _put_behind(draft, verb, prep, head)
    if "under" in entry:  # "came under fire from rebels"
        fire = [t for prep, t in parts.preps if prep == "under"]
        whose = (pair for noun in fire for pair in prepositions(noun))
        draft.put("actor", [d for prep, t in (*parts.preps, *whose) if prep in words("prepositions", "under_fire")
                            and cast_.party(t) and t.ent_type_ not in PLACE_LABELS for d in doers(t, cast_)])
    blown = (t for t in (*parts.done_to, *parts.doers) if (
        is_weapon(t) or not is_thing(t) or kinds_of_things()[t.lemma_.lower()] == VEHICLE))
    blast_at(draft, parts.preps, [*draft.weapons, *blown])
    if "to" in entry:
        behind = (pair for t in parts.done_to if t.lemma_.lower() in entry["dobj"] for pair in prepositions(t))
        hit = [t for prep, t in behind if prep in words("prepositions", "damage")]
        draft.put(entry["to"], [t for t in hit if (
            t.ent_type_ not in PLACE_LABELS if entry["to"] == "victim" else is_concrete(t))])
    behind_it = next((c for c in verb.rights if c.lemma_ == "be"), verb.nbor() if verb.i + 1 < verb.sent.end else verb)
    if verb.tag_ == "VBN" and behind_it.lemma_ == "be" and entry["object"] == "victim":
        draft.put("victim", names_after(behind_it))
        draft.actors = [t for t in draft.actors if t not in draft.victims]
    if parts.passive and _is_stranded(verb):  # "protesters were fired | on"
        for struck_at in parts.done_to:
            _put_behind(draft, verb, "on", struck_at)
    if parts.passive:
        draft.put(entry["object"], [t for t in _as_well(verb) if is_thing(t) or not is_thing_of_violence(t)])
    if entry["object"] == "victim":
        draft.victims = [t for t in draft.victims if not _only_where(t)] or draft.victims
    return draft


def _suffers_it(verb: Token, parts: Frame) -> bool:
    """Whether who set it off was hit by it: "were killed when they | set off a device", "a shepherd | triggered a landmine"."""
    if verb.dep_ == "advcl" and verb.head.lemma_.lower() in lemmas_with("harm"):
        return any(t.pos_ == "PRON" for t in parts.doers) and any(c.dep_ in ("mark", "advmod") for c in verb.lefts)
    left = words("weapons", "left_lying")
    laid = any(t.lemma_.lower() in words("weapons", "trodden") or any(
        c.dep_ in ("acl", "amod") and c.lemma_.lower() in left for c in t.children) for t in parts.done_to)
    return laid and verb.lemma_.lower() in words("weapons", "treads") and bool(parts.doers) and all(
        t.ent_type_ == "PERSON" or status_of([t.lower_], 0) == "civilian" for t in parts.doers)


def _as_well(verb: Token) -> list[Token]:
    """Those whom the same befell: "was killed, as was | his driver", "were damaged, as were | two shops"."""
    same = (c for c in verb.rights if c.dep_ == "advcl" and c.lemma_ == "be" and any(m.lower_ == "as" for m in c.lefts))
    return [part for c in same for t in c.rights if t.dep_ in SUBJECTS for head in conjuncts(t) for part in meant(head)]


def _employed(verb: Token, doers: Iterable[Token]) -> list[Token]:
    """What those who do it are told to use for it: "using drones, they struck", "used dynamite to blow up"."""
    told = [c for t in (verb, *doers) for c in t.children if c.dep_ in ("advcl", "acl") and c.tag_ == "VBG"]
    told += [verb.head] if verb.dep_ in ("xcomp", "advcl") else []
    return [t for use in told if use.lemma_.lower() in words("realis", "means") for t in frame(use).done_to]


def _is_wreck(machine: Token, verb: Token) -> bool:
    """Whether the clause before told of the machine that it was lost: "the plane | exploded, killing 107"."""
    before = machine.head
    return before.i != verb.i and before.lemma_.lower() in words("weapons", "wrecked") and is_thing(machine)


def _blown_up(draft: Draft, verb: Token, nouns: Iterable[Token]) -> None:
    """What exploded and is no bomb: a car that was the bomb, with what it was packed with, or a thing that was hit."""
    for noun in nouns:
        kind = kinds_of_things().get(noun.lemma_.lower())
        if kind == "building" and noun.lemma_.lower() in weapons():
            kind = None  # "a mine went off"
        held = [head for t in (*noun.subtree, *verb.subtree) if t.lemma_.lower() in words("weapons", "filled")
                for head in _contents(t) if is_weapon(head)]
        draft.put("weapon", [*held, noun] if kind is None else held)
        if kind == VEHICLE and not held:
            draft.weapons.append(noun)
        elif kind is not None and not held:
            draft.put("weapon" if kind == "works" else "target", [noun])


def _contents(filled: Token) -> list[Token]:
    """What is told to be in it: "packed with | dynamite", "made up of | TNT", "carrying | 20 kg of dynamite"."""
    told = [head for _, head in prepositions(filled)]
    return told + [part for c in filled.rights if c.dep_ == "dobj" for t in conjuncts(c) for part in meant(t)]


def _only_where(token: Token) -> bool:
    """Whether the name only says where: the parse took it for the subject ("In Homs, a guard and a driver were", "Homs --")."""
    before, behind = token.nbor(-1) if token.i else token, token.nbor() if token.i + 1 < len(token.doc) else token
    return token.ent_type_ in ("GPE", "LOC") and (before.lower_ in words("where", "prepositions") or behind.text == "--")


def _named_before(verb: Token, cast_: Cast) -> list[Token]:
    """Those named in the clause before a passive whose subject the parse has lost among appositions and places."""
    found: list[Token] = []
    for token in reversed(verb.doc[verb.sent.start:verb.i]):
        own = token.head.i in (verb.i, verb.head.i if verb.dep_ == "conj" else verb.i) and token.dep_ in ("aux", "auxpass")
        if token.tag_ in FINITE | {"MD"} and not own and token.dep_ not in ("relcl", "acl"):
            break
        if token.pos_ == "PROPN" and (name := cast_.parties.name_at(token)) is not None and cast_.person(token):
            phrase = cast_.parties.span_of(token) or name
            before = verb.doc[phrase.start - 1] if phrase.start > verb.sent.start else token
            if before.pos_ != "ADP" or before.lower_ in words("among", "links"):
                found.insert(0, token)
    return found


def _is_event(verb: Token, entry: dict[str, Any], parts: Frame, cast_: Cast) -> bool:
    """Whether those who take part are such as the entry asks for."""
    if verb_is_figurative(verb, entry, parts):
        return False
    suffered = entry["subject"] == "target" or (parts.passive and not parts.doers)
    if entry.get("done_by") and not (_ends_violence(verb, parts) or _is_done_by(verb, parts, cast_, suffered)):
        return False
    if entry.get("outlaws") and not any(map(cast_.outlaw, parts.doers)):
        return False
    if entry.get("points") and not _points_at_deed(verb):
        return False
    if entry.get("people") and not any(_is_people(t) for noun in parts.done_to for t in meant(noun)):
        return False
    if entry.get("described") and not any(t.pos_ == "NOUN" and is_person(t.lower_) for t in parts.done_to):
        return False
    if verb.dep_ == "amod" and not (entry.get("harm") or entry.get("concrete")):
        return False
    if entry.get("concrete") and not any(is_concrete(t) or _wholes(t, parts) for t in parts.done_to):
        return False
    held = [t for t in parts.done_to if not (entry.get("outlaws") and t.lower_ in cast_.places)]  # "rebels hold Homs"
    return not entry.get("persons") or any(map(cast_.person, held))


def _points_at_deed(verb: Token) -> bool:
    """Whether what a relative clause tells to have been carried out is an act: "the attack that they carried out", no policy."""
    clause = verb.head if verb.dep_ == "conj" else verb
    what = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    relative = clause.dep_ in ("relcl", "acl") and (what is None or what.tag_ == "WDT" or what.i < clause.i)
    return not relative or clause.head.lemma_.lower() in entries("noun")


def _is_people(noun: Token) -> bool:
    """Whether it names fighters, or people who are counted: "destroyed | terrorists", "wiped out nine | villagers"."""
    counted = any(c.dep_ == COUNTED_BY for c in noun.children)
    return is_person(noun.lower_) and (counted or status_of([noun.lower_], 0) == "combatant")


def _is_takeover(verb: Token, parts: Frame, entry: dict[str, Any]) -> bool:
    """Whether people of that side took a place: "rebels seized the town hall", not "they took the hall for the feast"."""
    particle = entry["particles"].get(verb.lemma_.lower())
    over = particle is None or any(c.lower_ == particle for c in verb.children)
    told = {t.lemma_.lower() for doer in parts.doers for t in (doer, *deep([doer]))}
    return over and verb.tag_ in ("VBD", "VBN") and bool(told & words("sides", entry["built"]))


def _is_stranded(verb: Token) -> bool:
    """Whether a preposition stands behind the passive whose noun is its subject."""
    return any(c.lower_ in words("prepositions", "aim") and c.dep_ in ("prt", "prep") and not any(c.rights) for c in verb.rights)


def _put_behind(draft: Draft, verb: Token, prep: str, head: Token) -> None:
    """Gives the noun behind a preposition of the verb the part that it has."""
    entry = draft.entry
    bare = entry["type"] == "shooting" and prep == "at" and not draft.parts.done_to  # "shot at | the bus"
    aims = (entry["object"] in ("weapon", "") or bare) and entry["subject"] == "actor" and entry.get("at") != "target"
    lemma = head.lemma_.lower()
    armed = prep in words("prepositions", "instrument") or lemma in entry.get("pobj", ())
    if armed and weapons_in(head, entry):
        draft.put("weapon", [head])
    elif (draft.parts.passive and stands_with(head)) or (
            prep in words("among", "including") and (draft.parts.passive or draft.parts.done_to)):
        draft.put(entry["object"], [head])
    elif prep == "with" and "with" in entry:
        draft.put(entry["with"], [head])
    elif any(head in _wholes(t, draft.parts) for t in draft.parts.done_to):
        draft.put(entry["object"], [head])
    elif prep == "on" and lemma in words("where", "ways"):
        return
    elif (aims and prep in words("prepositions", "aim")) or (prep == "against" and entry["object"] == "target"):
        draft.put("target", [head])


def _wholes(part: Token, parts: Frame) -> list[Token]:
    """What the part belongs to, where the verb is told to have been done there: "shattered windows | in two houses"."""
    if part.lemma_.lower() not in things("parts"):
        return []
    return [head for prep, head in parts.preps if prep in things("holders") and is_thing(head)]


def _is_done_by(verb: Token, parts: Frame, cast_: Cast, suffered: bool) -> bool:
    """Whether a party or an act of violence is told to have done it; what was ``suffered`` may have it told around."""
    by_fire = bool(parts.doers) and all(is_thing_of_violence(t) and _may_be_an_accident(t) for t in parts.doers)
    if by_fire:
        return any(t.lemma_.lower() not in words("accidents", "nouns") and _is_violence(t) for t in _told_around(verb))
    acting = [t for doer in parts.doers for t in (doer, *meant(doer))]  # "by one of the explosions"
    if not suffered and any(is_thing_of_violence(t) or cast_.parties.peek(t) is not None for t in acting):
        return True
    if any(t.lower_ == "they" for t in parts.doers):
        return True
    if suffered and any(prep in words("prepositions", "instrument") and is_weapon(t) for prep, t in parts.preps):
        return True
    return (suffered or any(t.lower_ == "it" for t in parts.doers)) and any(
        t.i != verb.i and _is_violence(t) for t in _told_around(verb))


def _may_be_an_accident(noun: Token) -> bool:
    """Whether the noun may be of nobody's doing: "the | fire destroyed a market", not "tank fire"."""
    bare = not any(c.dep_ in MODIFIERS or (c.dep_ == "prep" and c.lower_ == FROM) for c in noun.children)
    return bare and noun.lemma_.lower() in words("accidents", "nouns")


def _ends_violence(verb: Token, parts: Frame) -> bool:
    """Whether it tells what came of an act whose doers are not told: "bombs were thrown, | destroying two shops"."""
    follows = verb.tag_ == "VBG" and verb.dep_ == "advcl" and not parts.doers
    acts = entries("verb").get(verb.head.lemma_.lower(), ()) if follows else ()
    return any(entry["type"] and verb_fits(verb.head, entry) is not None for entry in acts)


def _is_violence(token: Token) -> bool:
    """Whether the word tells an act of violence, by itself: "the blast", "a grenade exploded"."""
    lemma = token.lemma_.lower()
    if lemma in entries("noun"):
        return token.pos_ in ("VERB", *NOMINAL)
    told = entries("verb").get(lemma, ()) if token.tag_ in ("VBD", "VBN") else ()
    return any(entry["type"] and not entry.keys() & CONDITIONS for entry in told)


def _told_around(verb: Token) -> Iterator[Token]:
    """The words of the sentence of the verb, of the one before it and of the one behind it: they may tell the violence."""
    sentence = verb.sent
    before = sentence[0].nbor(-1).sent.start if sentence.start else 0
    behind = verb.doc[sentence.end].sent.end if sentence.end < len(verb.doc) else sentence.end
    return (verb.doc[i] for i in range(before, behind))
