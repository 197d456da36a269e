"""Events that nouns name, with the parts that their phrase and the verb over it give them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Token

from reportedly import lexicon
from reportedly.extract.events.coordination import conjuncts, joined_before, listed_first
from reportedly.extract.events.drafts import (
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
from reportedly.extract.events.figurative import noun_is_figurative
from reportedly.extract.events.listed import names_after
from reportedly.extract.events.role_phrases import meant
from reportedly.extract.events.settings import VERBAL
from reportedly.extract.events.syntax import (
    FINITE,
    MODIFIERS,
    PLACE_LABELS,
    PLURAL,
    SUBJECTS,
    TIMES,
    Frame,
    frame,
    is_definite,
    prepositions,
    stands_with,
)
from reportedly.extract.events.words import entries, general_words, kinds_of_things, sides, weapons, words
from reportedly.extract.figures.people import is_person

LONGEST_DAY = 9


def noun_fits(noun: Token, entry: dict[str, Any]) -> bool:
    """Whether the noun is used as the entry says."""
    if (noun.ent_type_ == "DATE" and noun.pos_ == "PROPN") or noun_is_figurative(noun):
        return False
    if entry.get("agent") and not any(prep == "of" for prep, _ in prepositions(noun)):
        return False
    if entry.get("points") and (noun.tag_ not in (("NN", *PLURAL) if entry.get("doer") else ("NN",)) or not is_definite(noun)):
        return False
    if "cues" in entry:
        near = [noun] if entry.get("bare") else deep([noun])
        if not any(c.lemma_.lower() in entry["cues"] for t in near for c in (t, *t.children)):
            return False
    if entry.get("mass") and not _is_of_a_side(noun):
        return False
    if entry.get("concrete") and not any(
            prep == "of" and is_concrete(t) and not is_weapon(t) for prep, t in prepositions(noun)):
        return False
    if "on" in entry and not any(
            prep in words("prepositions", "against") and t.lemma_.lower() in entry["on"] for prep, t in prepositions(noun)):
        return False
    if noun.dep_ in ("compound", "nmod", "amod"):
        head = noun.head.lemma_.lower()
        carried = head in words("carriers", "heads") | words("where", "directions")
        return carried and not any(noun_fits(noun.head, other) for other in entries("noun").get(head, ()))
    return True


def _is_of_a_side(noun: Token) -> bool:
    """Whether the noun, without an article, is said to be of those who fight: "killed in army | fire", not "in a Greek fire"."""
    if noun.tag_ != "NN" or any(c.dep_ == "det" for c in noun.children):
        return False
    return any(c.dep_ in MODIFIERS and (c.lemma_.lower() in sides() or c.ent_type_ == "NORP") for c in noun.lefts)


def read_noun(noun: Token, entry: dict[str, Any], cast_: Cast) -> Draft | None:
    """The event that a noun names; None: a weak one without parts."""
    draft = Draft(noun, entry, noun, Frame())
    if noun.lemma_.lower() in entry.get("weapons", ()):
        draft.put("weapon", [noun])
    if not entry.get("points"):
        _modifiers(draft, noun, cast_)
    if entry.get("agent"):
        draft.put("actor", [noun])
    draft.parts.preps = [*prepositions(noun), *_behind_day(noun), *_likewise(noun)]
    for prep, head in draft.parts.preps:
        _attach(draft, prep, head, cast_)
    blast_at(draft, draft.parts.preps)
    for child in noun.children:
        if child.dep_ in ("relcl", "acl"):
            draft.cues += [head for _, head in prepositions(child)]
            _sides_told(draft, child, cast_)
            lemma = child.lemma_.lower()
            fired = child.dep_ == "acl" and child.tag_ == "VBN" and (is_weapon(noun) or lemma in entries("verb"))
            if fired or lemma in words("light", "actor") | words("blame", "own"):
                draft.put("actor", [t for t in frame(child).doers if not is_thing_of_violence(t)])
                draft.put("weapon", [t for prep, t in prepositions(child) if prep in words("prepositions", "instrument")])
                by = [t for prep, t in prepositions(child) if prep == "by"]  # "shells fired by rebels | on the town"
                for prep, head in (pair for told in (child, *by) for pair in prepositions(told)):
                    if prep in words("prepositions", "against"):
                        _attach(draft, prep, head, cast_)
    draft.put("actor", _deed_of(noun))
    draft.put("target", _aimed_at(noun))
    if entry.get("with") == "actor" and any(prep == "with" for prep, _ in draft.parts.preps):
        draft.put("actor", _other_side(noun, cast_))
    _governor(draft, noun, cast_)
    if noun.dep_ in ("compound", "nmod", "amod"):
        carrier = noun.head
        _modifiers(draft, carrier, cast_)
        draft.put("actor", _deed_of(carrier))
        draft.put("target", _aimed_at(carrier))
        for prep, head in prepositions(carrier):
            _attach(draft, prep, head, cast_)
        _governor(draft, carrier, cast_)
    if (entry.get("weak") or (entry.get("goes_off") and _is_kept(noun))) and not (draft.actors or draft.targets or draft.victims):
        return None
    return draft


def _other_side(fight: Token, cast_: Cast) -> list[Token]:
    """Who fought those behind "with": "rebels took the town after | clashes with the army", "protesters hurt in clashes with"."""
    over = fight.head.head if fight.dep_ == "pobj" else fight
    if over.pos_ not in VERBAL:
        return []
    told = frame(over)
    fighting = words("sides", "armed") | words("sides", "crowd")
    return [t for t in (told.done_to if told.passive else told.doers) if cast_.outlaw(t) or t.lemma_.lower() in fighting]


def _is_kept(weapon: Token) -> bool:
    """Whether it is only told that there is a weapon: "seized 22 bombs", "the bomb weighed 20 kg"; not "caused by a bomb"."""
    top = listed_first(weapon)
    if top.dep_ == "pobj":
        return top.head.lower_ not in words("weapons", "by") and not is_definite(top)
    return top.dep_ in ("dobj", *SUBJECTS) and top.head.lemma_.lower() in words("weapons", "kept")


def _deed_of(noun: Token) -> list[Token]:
    """Whose deed a participle behind the noun's victims says it is: "the murder of two nuns perpetrated by soldiers"."""
    told = (t for t in _up_to_clause(noun) if t.dep_ == "acl" and t.tag_ in ("VBN", "VBD")
            and t.lemma_.lower() in words("light", "deeds")
            and (t.head.i == noun.i or t.head.lemma_.lower() not in entries("noun")))
    return [t for verb in told for prep, t in prepositions(verb) if prep == "by" and not is_thing_of_violence(t)]


def _likewise(noun: Token) -> Iterator[tuple[str, Token]]:
    """Whom or what a word that stands for the act again is of: "the murder joins that of | A", "the attacks, above all the one
    on | the ministry"."""
    for token in noun.doc[noun.i + 1:noun.sent.end]:
        if token.lower_ in words("reference", "again") and (token.pos_ in ("PRON", "NUM") or token.dep_ not in ("det", "mark")):
            of = ("of",) if token.tag_ == "DT" else words("prepositions", "against")
            told = (pair for pair in prepositions(token) if pair[0] in of)
            yield from ((prep, t) for prep, t in told if prep != "of" or t.ent_type_ == "PERSON" or is_person(t.lower_))


def _up_to_clause(noun: Token) -> Iterator[Token]:
    """The words behind the noun that hang on it or stand in one clause with it, up to the next act or finite verb."""
    inside = {t.i for t in noun.subtree}
    for token in noun.doc[noun.i + 1:noun.sent.end]:
        yield token
        told = token.lemma_.lower() in entries("noun") and token.pos_ == "NOUN" and token.dep_ not in MODIFIERS
        finite = token.pos_ in VERBAL and token.dep_ not in ("acl", "amod")
        if token.i not in inside and (finite or (told and token.head.i != noun.i)):
            return


def _is_act(noun: Token) -> bool:
    """Whether the noun is another act of its own: "the murder of A and the killing of B"."""
    return is_thing_of_violence(noun) and any(prep == "of" for prep, _ in prepositions(noun))


def _behind_day(noun: Token) -> Iterator[tuple[str, Token]]:
    """What a preposition adds behind the day or place of the act, where the parse gives it to the day or the verb.

    "The murder on 3 May of the judge", "an attack last night on a clinic".
    """
    sentence = noun.sent
    for i in range(noun.i + 1, min(noun.i + LONGEST_DAY, sentence.end)):
        token = noun.doc[i]
        if token.lower_ == "of" and token.head.i > noun.i and token.head.ent_type_ in TIMES | PLACE_LABELS:
            yield from (pair for pair in prepositions(token.head) if pair[0] == "of")
            return
        if token.lower_ in words("prepositions", "against") and token.head.i < noun.i < i - 1:
            aimed = [c for c in token.children if c.dep_ == "pobj" and c.ent_type_ not in TIMES]
            if aimed:
                yield from ((token.lower_, part) for part in conjuncts(aimed[0]))
                return
        goes_on = token.dep_ in ("prep", "cc") or token.lemma_.lower() in entries("noun")
        if not goes_on and token.ent_type_ not in TIMES | PLACE_LABELS:
            return


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
                draft.put("actor", [] if draft.entry.get("suffered") else _whose_weapon(child, cast_))
            elif child.dep_ == "compound" and kinds_of_things().get(lemma) == "building" and lemma not in general_words():
                draft.put("target", [child])
            elif cast_.befell(child, noun):
                draft.where.append(child)
            elif _is_quality(child) or _says_where(child, noun) or cast_.owns_force(child):
                continue
            elif cast_.sides(child):
                draft.put("victim" if draft.entry.get("suffered") else "actor", [child])
            elif child.pos_ != "ADJ" and child.ent_type_ not in PLACE_LABELS and _is_party_beside(child, noun, cast_):
                theirs = child.dep_ in ("compound", "poss")
                part = draft.entry.get("compound", "actor") if theirs else "actor"
                draft.put(part, [child] if part != "actor" or not _is_bare_word(child, cast_) else [])
    draft.cues.append(noun)


def _is_bare_word(modifier: Token, cast_: Cast) -> bool:
    """Whether one word before the act, all that names them, may be a people's or a place's name: "a Tuareg attack"."""
    party = cast_.parties.peek(modifier)
    return modifier.dep_ != "poss" and party is not None and cast_.parties.kind(party) == "person" and (
        len(cast_.parties.name(party).split()) == 1)


def _whose_weapon(weapon: Token, cast_: Cast) -> list[Token]:
    """Whose the weapon is that did it: "Russian artillery shelling", "rebel mortar attacks", "regime barrel bomb attacks".

    A mine's or a rifle's nation is where it was made.
    """
    beside = [c for c in weapon.children if c.dep_ in MODIFIERS and not _is_quality(c)]
    machine = weapon.lemma_.lower() in lexicon.load("forces")["machines"]
    whose = [c for c in beside if (machine or c.lemma_.lower() in sides() or cast_.outlaw(c)) and not is_weapon(c)
             and cast_.sides(c)]
    return whose or [t for c in beside if is_weapon(c) for t in _whose_weapon(c, cast_)]


def _is_party_beside(modifier: Token, act: Token, cast_: Cast) -> bool:
    """Whether the modifier names a party, and is no word of a phrase with the act in it: "the toll of a suicide bombing"."""
    phrase = cast_.parties.span_of(modifier) if cast_.parties.of(modifier) is not None else None
    return phrase is not None and not phrase.start <= act.i < phrase.end


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
    if prep in words("prepositions", "instrument") - {"with"} and weapons_in(head, entry):
        draft.put("weapon", [head])
        draft.put("actor", doers(head, cast_))
    elif prep == "by":
        draft.put("actor", doers(head, cast_))
    elif prep in words("prepositions", "against") and lemma not in (
            words("where", "edges") | words("where", "ways") | words("blame", "charges")):
        aimed = (t for part in meant(head) for t in [cast_.whom(part)])
        hit = [t for t in aimed if is_thing(t) or not is_thing_of_violence(t)]
        draft.put("target", [t for t in hit if prep != "at" or (entry.get("at") == "target" and is_thing(t))])
    elif prep == "of":
        of = "weapon" if is_weapon(head) else entry["of"]
        draft.put(of, [t for t in [cast_.whom(head)] if of != "victim" or not _is_act(t)])
    elif prep == "to" and "to" in entry:
        draft.put(entry["to"], [t for t in [head] if is_concrete(t)])
    elif entry["of"] == "victim" and not entry.get("agent") and (
            prep in words("among", "including") or stands_with(head)):
        draft.put("victim", [head])
    elif prep == "with":
        draft.put("weapon" if weapons_in(head, entry) else entry.get("with", ""), [head])
    elif prep == "between":
        draft.put(entry.get("between", ""), [*filter(cast_.party, joined_before(head)), *conjuncts(head)])


def _sides_told(draft: Draft, verb: Token, cast_: Cast) -> None:
    """Who fought, where the verb tells it: "clashes broke out between A and B", "fighting that flared between A and B"."""
    for prep, head in prepositions(verb) if "between" in draft.entry else ():
        if prep == "between":
            _attach(draft, prep, head, cast_)


def _governor(draft: Draft, noun: Token, cast_: Cast) -> None:
    """What the verb over a nominal event gives it: "carried out an attack on", "an attack occurred in"."""
    top = listed_first(noun)
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
        draft.put("weapon", _used_for(top))
        if top.dep_ == "pobj" and verb.head.pos_ in VERBAL and verb.lower_ not in words("where", "elsewhen"):
            draft.clause = verb.head
            _died_in(draft, top, verb.head, cast_)
        return
    if top.dep_ in SUBJECTS:
        _sides_told(draft, verb, cast_)
    happens = words("light", "happen")
    raised = [c for c in verb.children if c.dep_ == "xcomp"] if top.dep_ in SUBJECTS else []
    takes_place = next((c for c in raised if c.lemma_.lower() in happens | words("light", "verbs")), None)
    draft.clause = verb = takes_place or verb
    lemma = verb.lemma_.lower()
    for further in _told_further(verb) if top.dep_ in SUBJECTS else ():
        draft.put("actor", [d for prep, t in prepositions(further) if prep == "by" for d in doers(t, cast_)])
    if top.dep_ == "dobj" and verb.tag_ != "VBN":  # "investigated the burning of a bus | by rebels"
        draft.put("actor", [d for prep, t in prepositions(verb) if prep == "by" and t.i > noun.i and cast_.party(t)
                            for d in doers(t, cast_)])
    done = top.dep_ in ("dobj", "nsubjpass") or (takes_place is not None and takes_place.tag_ == "VBN")
    if done and lemma in words("light", "verbs") and not is_weapon(noun):
        above = frame(verb)
        if lemma in words("light", "actor"):
            draft.put("actor", [d for t in above.doers for d in doers(t, cast_)])
        for prep, head in above.preps:
            if prep != "by":
                _attach(draft, prep, head, cast_)
    elif top.dep_ == "nsubjpass" and lemma in words("light", "results"):  # "the blast was caused by a Ukrainian drone"
        causes = [t for prep, t in prepositions(verb) if prep == "by" and (is_weapon(t) or cast_.party(t))]
        draft.put("weapon", [t for t in causes if is_weapon(t)])
        draft.put("actor", [d for t in causes for d in doers(t, cast_)])
        draft.cues += causes
    elif top.dep_ == "nsubj" and lemma in happens:
        hit = [c for c in verb.children if c.dep_ == "dobj" and not is_thing_of_violence(c)]
        draft.put("target", [t for t in hit if is_thing(t) or lemma not in words("light", "shake")])
        blast_at(draft, prepositions(verb))
    elif top.dep_ == "nsubj" and lemma == "be":
        for told in (c for c in verb.children if c.dep_ == "attr"):
            owned = told.lemma_.lower() in words("blame", "work")
            draft.put("actor", [t for prep, t in prepositions(told) if prep == "by" or (prep == "of" and owned)])


def _died_in(draft: Draft, act: Token, verb: Token, cast_: Cast) -> None:
    """Whose the act was in which people died, and whom it hit: "ten people died in attacks | by rebels | against two towns",
    "were killed in air raids | on a camp"."""
    readings = entries("verb").get(verb.lemma_.lower(), ())
    died = verb.tag_ in FINITE and any(entry["subject"] == "victim" for entry in readings)
    slain = verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.lefts) and any(entry.get("harm") for entry in readings)
    if not (died or slain):
        return
    of_roles = words("prepositions", "against") - words("where", "prepositions") | ({"by"} if died else set())
    for prep, head in prepositions(verb):
        if head.i > act.i and prep in of_roles and head.ent_type_ not in TIMES:
            _attach(draft, prep, head, cast_)


def _used_for(act: Token) -> list[Token]:
    """What is said to have been used in or for the act: "used a rifle for the murder", "grenades were used in the raid"."""
    if act.dep_ != "pobj" or act.head.lower_ not in words("weapons", "used_for"):
        return []
    above = act.head.head
    while above.dep_ in ("dobj", "conj"):
        above = above.head
    return frame(above).done_to if above.lemma_.lower() in words("realis", "means") else []


def _told_further(verb: Token) -> Iterator[Token]:
    """The passives coordinated with the verb that say whose deed its subject was: "took place at noon and was ordered by".

    The parse may hang the next of a list on the doer before it: "was planned by A, | approved by B".
    """
    beside = (c for prep, t in prepositions(verb) if prep == "by" for c in t.rights if c.dep_ == "acl" and c.nbor(-1).text == ",")
    for child in (*verb.children, *beside):
        listed = child.dep_ == "conj" and child.pos_ in VERBAL and not any(c.dep_ in SUBJECTS for c in child.children)
        if listed or child.dep_ == "acl":
            if child.tag_ == "VBN" and child.lemma_.lower() in words("light", "actor"):
                yield child
            yield from _told_further(child)


def read_listed(noun: Token) -> Draft | None:
    """"A was among the dead", "among the victims was B", "one of the injured is A": those named are victims."""
    trigger = noun
    if noun.dep_ == "amod" and is_person(noun.head.lower_):
        noun = noun.head
    prep = noun.head
    verb = prep.head
    if prep.lower_ == "among" and verb.lemma_ == "be":
        named = [t for c in verb.children if c.dep_ in ("nsubj", "attr") for t in conjuncts(c) if t.i != noun.i]
        named += [t for t in names_after(verb) if t not in named]
    else:
        if noun.tag_ == "NN" and any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in noun.rights):
            return _listed(trigger, verb, [c for c in noun.rights if c.dep_ == "appos" and c.ent_type_ == "PERSON"])
        if prep.lower_ == "of" and prep.head.dep_ in SUBJECTS:
            verb = prep.head.head
        elif noun.dep_ in SUBJECTS or (noun.dep_ == "dobj" and noun.head.lemma_.lower() in words("among", "list")):
            verb = noun.head
        else:
            return None
        if verb.lemma_.lower() not in words("among", "name") | words("among", "list"):
            return None
        named = [t for t in names_after(verb) if t.i > verb.i]
    return _listed(trigger, verb, named) if named else None


def _listed(trigger: Token, verb: Token, named: list[Token]) -> Draft:
    entry = {"type": "", "subject": "", "object": "victim", "harm": True}
    draft = Draft(trigger, entry, verb, Frame())
    draft.put("victim", named)
    return draft
