"""Events while their parts are being found: a trigger, and who and what its sentence gives it.

A trigger is a verb or noun of ``lexicon/events.toml``. Its parts come from the dependency parse (:mod:`.syntax`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Token

from reportedly.extract.event_words import cue_types, entries, sides, things, weapons, words
from reportedly.extract.listed import names_after
from reportedly.extract.parties import Parties
from reportedly.extract.role_phrases import meant
from reportedly.extract.settings import VERBAL
from reportedly.extract.syntax import MODIFIERS, Frame, conjuncts, frame, prepositions

PLACE_LABELS = ("GPE", "LOC", "FAC")
TIME_LABELS = ("DATE", "TIME")
NOMINAL = ("NOUN", "PROPN")
SUBJECTS = ("nsubj", "nsubjpass")
BEHIND_DAMAGE = ("to", "of", "on", "in")
SIDES = ("government", "armed group", "force")


@dataclass(slots=True)
class Draft:
    """An event while its parts are being found: head tokens, not yet spans."""

    trigger: Token
    entry: dict[str, Any]
    clause: Token
    parts: Frame
    actors: list[Token] = field(default_factory=list)
    targets: list[Token] = field(default_factory=list)
    victims: list[Token] = field(default_factory=list)
    weapons: list[Token] = field(default_factory=list)
    cues: list[Token] = field(default_factory=list)

    def put(self, part: str, tokens: Iterable[Token]) -> None:
        """Adds the tokens to the part of that name ("actor", "target", "victim", "weapon"); "" is no part.

        Buildings and vehicles are targets where people would be victims.
        """
        if part == "victim":
            tokens = list(tokens)
            self.put("target", [t for t in tokens if _is_thing(t)])
            tokens = [t for t in tokens if not _is_thing(t)]
        if part:
            into: list[Token] = getattr(self, part + "s")
            into += [t for t in tokens if t not in into and t.ent_type_ not in TIME_LABELS]


def _is_thing(token: Token) -> bool:
    return token.lemma_.lower() in things("things") and token.pos_ in NOMINAL and token.ent_type_ != "PERSON"


def _is_concrete(token: Token) -> bool:
    """Whether the noun is a thing or place that can be broken."""
    return token.pos_ in ("PROPN", "PRON") or any(
        t.lemma_.lower() in things("things") | words("where", "directions") | things("places") for t in meant(token))


@dataclass(frozen=True, slots=True)
class Cast:
    """Who may take part: the parties, and the country that a token names (ISO 3166-1 alpha-3)."""

    parties: Parties
    countries: dict[int, str]

    def sides(self, modifier: Token) -> bool:
        """Whether the modifier names a side; one that no party is known for becomes one."""
        party = self.parties.of(modifier)
        if party is not None:
            return self.parties.kind(party) in SIDES
        phrase = modifier.doc[modifier.i:modifier.i + 1]
        country = self.countries.get(modifier.i)
        state = self.parties.government(country) if country else None
        if state is not None:
            self.parties.add_mention(state, phrase)
            return True
        kind = sides().get(modifier.lemma_.lower())
        if country or (modifier.ent_type_ == "NORP" and modifier.pos_ in ("ADJ", "PROPN")):
            kind = "government"
        if kind is not None:
            self.parties.add(phrase, kind)
        return kind is not None

    def person(self, token: Token) -> bool:
        """Whether the token is, or heads, a mention of a person or persons."""
        party = self.parties.of(token)
        return token.ent_type_ == "PERSON" or (
            party is not None and self.parties.kind(party) in ("person", "unnamed", "crowd"))


def read_draft(token: Token, cast_: Cast) -> Draft | None:
    lemma = token.lemma_.lower()
    if token.pos_ in VERBAL:
        for entry in entries("verb").get(lemma, ()):
            parts = _verb_fits(token, entry)
            if parts is not None:
                return _verbal(token, entry, parts, cast_)
    if lemma in words("among", "nouns") or token.lower_ in words("among", "nouns"):
        draft = _among(token)
        if draft is not None:
            return draft
    if token.pos_ in NOMINAL or token.tag_ == "VBG" or token.pos_ == "ADJ":
        for entry in entries("noun").get(lemma, entries("noun").get(token.lower_, ())):
            if _noun_fits(token, entry):
                return _nominal(token, entry, cast_)
    return None


def _among(noun: Token) -> Draft | None:
    """"A was among the dead", "among the victims was B", "one of the injured is A": those named are victims."""
    prep = noun.head
    verb = prep.head
    if prep.lower_ == "among" and verb.lemma_ == "be":
        named = [t for c in verb.children if c.dep_ in ("nsubj", "attr") for t in conjuncts(c) if t.i != noun.i]
        named += [t for t in names_after(verb) if t not in named]
    else:
        if prep.lower_ == "of" and prep.head.dep_ in SUBJECTS:
            verb = prep.head.head
        elif noun.dep_ in SUBJECTS:
            verb = noun.head
        else:
            return None
        if verb.lemma_.lower() not in words("among", "name"):
            return None
        named = [t for t in names_after(verb) if t.i > verb.i]
    if not named:
        return None
    entry = {"type": "", "subject": "", "object": "victim", "harm": True}
    draft = Draft(noun, entry, verb, Frame())
    draft.put("victim", named)
    return draft


def _verb_fits(verb: Token, entry: dict[str, Any]) -> Frame | None:
    children = list(verb.children)
    if "particle" in entry and not any(c.dep_ in ("prt", "advmod", "prep") and c.lower_ in entry["particle"] for c in children):
        return None
    if "prep" in entry and not any(c.dep_ == "prep" and c.lower_ in entry["prep"] for c in children):
        return None
    if any(t.lemma_.lower() in entry.get("not_prep", ()) for _, t in prepositions(verb)):
        return None
    if "oprd" in entry and not any(c.lower_ in entry["oprd"] for c in verb.subtree if c.i - verb.i < 12 and c.dep_ in ("oprd", "xcomp", "advmod", "acomp", "dobj", "pobj", "dep")):
        return None
    parts = frame(verb)
    if "dobj" in entry and not any(t.lemma_.lower() in entry["dobj"] for t in _deep(parts.done_to)):
        return None
    if "subjects" in entry and not any(t.lemma_.lower() in entry["subjects"] for t in parts.doers):
        return None
    return parts


def _deep(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, and what they are a measure of ("dozens of rockets")."""
    found = []
    for token in tokens:
        found.append(token)
        found += [t for prep, t in prepositions(token) if prep == "of"]
        found += [c for c in token.children if c.dep_ in ("compound", "nmod")]
    return found


def _verbal(verb: Token, entry: dict[str, Any], parts: Frame, cast_: Cast) -> Draft | None:
    draft = Draft(verb, entry, verb, parts)
    doers = [d for t in parts.doers for d in _doers(t, cast_)]
    draft.cues += [verb, *_deep(parts.doers), *(t for t in _deep(parts.done_to) if not _is_thing(t))]
    if entry.get("done_by") and not _is_done_by(verb, parts, cast_):
        return None
    if verb.dep_ == "amod" and not entry.get("harm"):
        return None
    if entry.get("concrete") and not any(_is_concrete(t) for t in parts.done_to):
        return None
    if entry.get("persons") and not any(cast_.person(t) for t in parts.done_to):
        return None
    if entry.get("harm") and entry["object"] and doers and not parts.done_to and verb.tag_ in ("VBD", "VBN"):
        parts.done_to, parts.doers, doers = doers, [], []
    draft.put(entry["subject"], parts.doers if entry["subject"] in ("weapon", "victim") else doers)
    draft.put("weapon", (t for t in parts.doers if t.lemma_.lower() in weapons()))
    if entry["object"] != "weapon" or not parts.passive:
        draft.put(entry["object"], [t for t in parts.done_to if _is_thing(t) or not is_thing_of_violence(t)])
    if entry["object"] == "weapon":
        draft.put("weapon", [t for t in _deep(parts.done_to) if t in parts.done_to or t.lemma_.lower() in weapons()])
    if entry["subject"] == "weapon" and parts.done_to and not parts.passive:
        draft.put("actor", doers)
        draft.weapons = [t for t in _deep(parts.done_to) if t.lemma_.lower() in weapons()] or draft.weapons
    for prep, head in parts.preps:
        draft.cues.append(head)
        draft.cues += [c for c in head.children if c.dep_ in MODIFIERS]
        lemma = head.lemma_.lower()
        if prep in ("with", "using", "by", "from") and lemma in weapons():
            draft.put("weapon", [head])
        elif prep == "with" and parts.passive and _together(verb, head):
            draft.put(entry["object"], [head])
        elif prep == "with" and "with" in entry:
            draft.put(entry["with"], [head])
        elif prep in ("at", "on", "into", "against", "upon", "to") and entry["object"] in ("weapon", "") and entry["subject"] == "actor":
            draft.put("target", [head])
        elif prep == "against" and entry["object"] == "target":
            draft.put("target", [head])
    _blast_at(draft, parts.preps)
    if "to" in entry:
        behind = (pair for t in parts.done_to if t.lemma_.lower() in entry["dobj"] for pair in prepositions(t))
        draft.put(entry["to"], [head for prep, head in behind if prep in BEHIND_DAMAGE])
    following = verb.nbor() if verb.i + 1 < verb.sent.end else verb
    if verb.tag_ == "VBN" and following.lemma_ == "be" and entry["object"] == "victim":
        draft.put("victim", names_after(following))
    return draft


def _together(verb: Token, head: Token) -> bool:
    """Whether "with" the noun means that it shared what was done: "together with", "along with"."""
    before = verb.doc[max(head.head.i - 1, verb.sent.start)] if head.head.lower_ == "with" else verb
    return before.lower_ in words("among", "together")


def _is_done_by(verb: Token, parts: Frame, cast_: Cast) -> bool:
    """Whether a party or an act of violence is told to have done it; a passive may tell it by its clause."""
    if any(is_thing_of_violence(t) or cast_.parties.peek(t) is not None for t in parts.doers):
        return True
    return parts.passive and not parts.doers and any(
        t.i != verb.i and (t.lemma_.lower() in entries("noun") and t.pos_ in NOMINAL) for t in verb.subtree)


def _blast_at(draft: Draft, preps: Iterable[tuple[str, Token]]) -> None:
    """A building or vehicle that a bomb went off at is its target."""
    if draft.entry.get("at") == "target":
        for prep, head in preps:
            if prep in things("prepositions"):
                draft.put("target", [t for t in meant(head) if t.lemma_.lower() in things("things")])


def is_thing_of_violence(token: Token) -> bool:
    """An event or a weapon as subject: "the attack killed", "a bomb wounded"; nobody acts."""
    lemma = token.lemma_.lower()
    if lemma in words("sides", "persons"):
        return False
    if any(entry.get("agent") for entry in entries("noun").get(lemma, ())):
        return False
    return lemma in entries("noun") or lemma in weapons() or (lemma in cue_types() and token.ent_type_ == "")


def _doers(token: Token, cast_: Cast) -> list[Token]:
    """Who acts in a subject or agent: itself, or whose it is where it is a weapon or an act ("coalition jets")."""
    if not is_thing_of_violence(token):
        return [token]
    party = cast_.parties.of(token)
    if party is not None and cast_.parties.kind(party) in SIDES:
        return [token]
    whose = [c for c in token.children if c.dep_ in MODIFIERS]
    whose += [t for prep, t in prepositions(token) if prep == "of"]
    return [c for c in whose if cast_.sides(c)]


def _noun_fits(noun: Token, entry: dict[str, Any]) -> bool:
    if entry.get("agent") and not any(prep == "of" for prep, _ in prepositions(noun)):
        return False
    if "cues" in entry:
        near = _deep([noun])
        if not any(c.lemma_.lower() in entry["cues"] for t in near for c in (t, *t.children)):
            return False
    if "on" in entry and not any(prep == "on" and t.lemma_.lower() in entry["on"] for prep, t in prepositions(noun)):
        return False
    if noun.dep_ in ("compound", "nmod", "amod"):
        head = noun.head.lemma_.lower()
        return head not in entries("noun") and head in words("carriers", "heads") | words("where", "directions")
    return True


def _nominal(noun: Token, entry: dict[str, Any], cast_: Cast) -> Draft | None:
    draft = Draft(noun, entry, noun, Frame())
    if noun.lemma_.lower() in entry.get("weapons", ()):
        draft.put("weapon", [noun])
    _modifiers(draft, noun, cast_)
    if entry.get("agent"):
        draft.put("actor", [noun])
    draft.parts.preps = list(prepositions(noun))
    for prep, head in draft.parts.preps:
        _attach(draft, prep, head, cast_)
    _blast_at(draft, draft.parts.preps)
    for child in noun.children:
        if child.dep_ in ("relcl", "acl"):
            draft.cues += [head for _, head in prepositions(child)]
            if child.lemma_.lower() in words("light", "actor") or child.dep_ == "acl" and child.tag_ == "VBN":
                draft.put("actor", [t for t in frame(child).doers if not is_thing_of_violence(t)])
                for prep, head in prepositions(child):
                    if prep in ("on", "against", "at"):
                        draft.put("target", [head])
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


def _modifiers(draft: Draft, noun: Token, cast_: Cast) -> None:
    for child in noun.children:
        if child.dep_ in MODIFIERS:
            draft.cues += [child, *(c for c in child.children if c.dep_ in MODIFIERS)]
            lemma = child.lemma_.lower()
            if lemma in weapons():
                draft.put("weapon", [child])
            elif cast_.sides(child):
                draft.put("actor", [child])
            elif child.pos_ != "ADJ" and cast_.parties.of(child) is not None and child.ent_type_ not in PLACE_LABELS:
                draft.put(draft.entry.get("compound", "actor") if child.dep_ in ("compound", "poss") else "actor", [child])
    draft.cues.append(noun)


def _attach(draft: Draft, prep: str, head: Token, cast_: Cast) -> None:
    draft.cues += [head, *(c for c in head.children if c.dep_ in MODIFIERS)]
    entry, lemma = draft.entry, head.lemma_.lower()
    if prep in ("by", "from") and lemma in weapons():
        draft.put("weapon", [head])
        draft.put("actor", _doers(head, cast_))
    elif prep == "by":
        draft.put("actor", _doers(head, cast_))
    elif prep in ("on", "against", "targeting"):
        draft.put("target", [t for t in meant(head) if _is_thing(t) or not is_thing_of_violence(t)])
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
    if top.dep_ in ("dobj", "pobj") and escaped.lemma_.lower() in words("light", "escape"):
        draft.put("target", [t for t in frame(escaped).doers if cast_.person(t) or _is_thing(t)])
    if verb.pos_ not in VERBAL:
        if top.dep_ == "pobj" and verb.head.pos_ in VERBAL and verb.lower_ not in words("where", "elsewhen"):
            draft.clause = verb.head
        return
    takes_place = next((c for c in verb.children if c.dep_ == "xcomp" and c.lemma_.lower() in words("light", "happen")), None)
    draft.clause = takes_place or verb
    lemma = verb.lemma_.lower()
    if top.dep_ in ("dobj", "nsubjpass") and lemma in words("light", "verbs"):
        above = frame(verb)
        if lemma in words("light", "actor"):
            draft.put("actor", [t for t in above.doers if not is_thing_of_violence(t)])
        for prep, head in above.preps:
            if prep != "by":
                _attach(draft, prep, head, cast_)
    elif top.dep_ == "nsubj" and lemma in words("light", "happen"):
        draft.put("target", [c for c in verb.children if c.dep_ == "dobj" and c.lemma_ != "place"])
        _blast_at(draft, prepositions(verb))
    elif top.dep_ == "nsubj" and lemma == "be":
        works = (c for c in verb.children if c.dep_ == "attr" and c.lemma_.lower() in words("blame", "work"))
        draft.put("actor", [t for work in works for prep, t in prepositions(work) if prep == "of"])
