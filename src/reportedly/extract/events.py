"""What is said to have happened: triggers, their parts, place, time, realis and who says so.

A trigger is a verb or noun of ``lexicon/events.toml``. Its parts come from the dependency parse (:mod:`.syntax`), its type
from the trigger itself or, where that leaves it open, from what it was done with (``lexicon/weapons.toml``).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.parties import Parties
from reportedly.extract.settings import VERBAL, Settings, tokens_of
from reportedly.extract.syntax import MODIFIERS, Frame, conjuncts, frame, phrase, prepositions
from reportedly.model import Document, Event, IncidentType, PartyKind, Place, Realis, Role, Span, Statement, Time

PLACE_LABELS = ("GPE", "LOC", "FAC")
TIME_LABELS = ("DATE", "TIME")
NOMINAL = ("NOUN", "PROPN")
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
        """Adds the tokens to the part of that name ("actor", "target", "victim", "weapon"); "" is no part."""
        if part:
            into: list[Token] = getattr(self, part + "s")
            into += [t for t in tokens if t not in into and t.ent_type_ not in TIME_LABELS]


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
        kind = _modifiers_that_act().get(modifier.lemma_.lower())
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


@functools.cache
def _modifiers_that_act() -> dict[str, PartyKind]:
    rows: dict[str, list[str]] = lexicon.load("events")["sides"]["modifiers"]
    return {word: cast(PartyKind, kind) for kind, words in rows.items() for word in words}


@functools.cache
def _entries(kind: str) -> dict[str, list[dict[str, Any]]]:
    by_lemma: dict[str, list[dict[str, Any]]] = {}
    for entry in lexicon.load("events")[kind]:
        for lemma in entry["lemmas"]:
            by_lemma.setdefault(lemma, []).append(entry)
    return by_lemma


@functools.cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(lexicon.load("events")[table][key])


@functools.cache
def _cue_types() -> dict[str, tuple[int, IncidentType]]:
    found: dict[str, tuple[int, IncidentType]] = {}
    for weight, row in enumerate(lexicon.load("weapons")["type"]):
        for cue in (*row["cues"], *row["weapons"]):
            found.setdefault(cue, (weight, row["name"]))
    return found


@functools.cache
def _modifier_types() -> dict[str, tuple[int, IncidentType]]:
    rows = enumerate(lexicon.load("weapons")["type"])
    return {cue: (weight, row["name"]) for weight, row in rows for cue in row.get("modifiers", ())}


@functools.cache
def _weapons() -> frozenset[str]:
    return frozenset(w for row in lexicon.load("weapons")["type"] for w in row["weapons"])


def find_events(
    doc: Doc, document: Document, parties: Parties, places: Sequence[Place], times: Sequence[Time],
    statements: Sequence[Statement],
) -> tuple[Event, ...]:
    """Every mention of an act of violence, arrest, abduction, riot or protest, in order."""
    countries = {
        t.i: p.country for p in places if p.kind == "country" and p.country for t in tokens_of(doc, p.span)}
    cast_ = Cast(parties, countries)
    drafts = [d for d in (_draft(token, cast_) for token in doc) if d is not None]
    for draft in drafts:
        _blamed(draft)
    triggers = {d.trigger.i for d in drafts} | {d.clause.i for d in drafts if d.clause.pos_ in VERBAL}
    settings = Settings(document, doc, frozenset(triggers), places, times, statements)
    events = []
    for draft in drafts:
        events.append(_event(draft, settings, parties))
    return tuple(events)


def _draft(token: Token, cast_: Cast) -> Draft | None:
    lemma = token.lemma_.lower()
    if token.pos_ in VERBAL and not (token.dep_ == "amod" and token.head.lemma_.lower() in _entries("noun")):
        for entry in _entries("verb").get(lemma, ()):
            parts = _verb_fits(token, entry)
            if parts is not None:
                return _verbal(token, entry, parts, cast_)
    if lemma in _words("among", "nouns") or token.lower_ in _words("among", "nouns"):
        draft = _among(token)
        if draft is not None:
            return draft
    if token.pos_ in NOMINAL or token.tag_ == "VBG" or token.pos_ == "ADJ":
        for entry in _entries("noun").get(lemma, _entries("noun").get(token.lower_, ())):
            if _noun_fits(token, entry):
                return _nominal(token, entry, cast_)
    return None


def _among(noun: Token) -> Draft | None:
    """"A was among the dead", "among the victims was B": those named are victims."""
    prep = noun.head
    if prep.lower_ != "among" or prep.head.lemma_ != "be":
        return None
    named = [t for c in prep.head.children if c.dep_ in ("nsubj", "attr") for t in conjuncts(c) if t.i != noun.i]
    if not named:
        return None
    entry = {"type": "", "subject": "", "object": "victim", "harm": True}
    draft = Draft(noun, entry, prep.head, Frame())
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
    draft.cues += [verb, *_deep(parts.doers), *_deep(parts.done_to)]
    if entry.get("persons") and not any(cast_.person(t) for t in parts.done_to):
        return None
    if entry.get("harm") and entry["object"] and doers and not parts.done_to and verb.tag_ in ("VBD", "VBN"):
        parts.done_to, parts.doers, doers = doers, [], []
    draft.put(entry["subject"], parts.doers if entry["subject"] in ("weapon", "victim") else doers)
    draft.put("weapon", (t for t in parts.doers if t.lemma_.lower() in _weapons()))
    if entry["object"] != "weapon" or not parts.passive:
        draft.put(entry["object"], [t for t in parts.done_to if not _is_thing_of_violence(t)])
    if entry["object"] == "weapon":
        draft.put("weapon", [t for t in _deep(parts.done_to) if t in parts.done_to or t.lemma_.lower() in _weapons()])
    if entry["subject"] == "weapon" and parts.done_to and not parts.passive:
        draft.put("actor", doers)
        draft.weapons = [t for t in _deep(parts.done_to) if t.lemma_.lower() in _weapons()] or draft.weapons
    for prep, head in parts.preps:
        draft.cues.append(head)
        draft.cues += [c for c in head.children if c.dep_ in MODIFIERS]
        lemma = head.lemma_.lower()
        if prep in ("with", "using", "by", "from") and lemma in _weapons():
            draft.put("weapon", [head])
        elif prep == "with" and "with" in entry:
            draft.put(entry["with"], [head])
        elif prep in ("at", "on", "into", "against", "upon", "to") and entry["object"] in ("weapon", "") and entry["subject"] == "actor":
            draft.put("target", [head])
        elif prep == "against" and entry["object"] == "target":
            draft.put("target", [head])
    return draft


def _is_thing_of_violence(token: Token) -> bool:
    """An event or a weapon as subject: "the attack killed", "a bomb wounded"; nobody acts."""
    lemma = token.lemma_.lower()
    if lemma in _words("sides", "persons"):
        return False
    return lemma in _entries("noun") or lemma in _weapons() or (lemma in _cue_types() and token.ent_type_ == "")


def _doers(token: Token, cast_: Cast) -> list[Token]:
    """Who acts in a subject or agent: itself, or whose it is where it is a weapon or an act ("coalition jets")."""
    if not _is_thing_of_violence(token):
        return [token]
    party = cast_.parties.of(token)
    if party is not None and cast_.parties.kind(party) in SIDES:
        return [token]
    whose = [c for c in token.children if c.dep_ in MODIFIERS]
    whose += [t for prep, t in prepositions(token) if prep == "of"]
    return [c for c in whose if cast_.sides(c)]


def _noun_fits(noun: Token, entry: dict[str, Any]) -> bool:
    if "cues" in entry:
        near = _deep([noun])
        if not any(c.lemma_.lower() in entry["cues"] for t in near for c in (t, *t.children)):
            return False
    if "on" in entry and not any(prep == "on" and t.lemma_.lower() in entry["on"] for prep, t in prepositions(noun)):
        return False
    if noun.dep_ in ("compound", "nmod", "amod"):
        head = noun.head.lemma_.lower()
        return head not in _entries("noun") and head in _words("carriers", "heads") | _words("where", "directions")
    return True


def _nominal(noun: Token, entry: dict[str, Any], cast_: Cast) -> Draft | None:
    draft = Draft(noun, entry, noun, Frame())
    if noun.lemma_.lower() in entry.get("weapons", ()):
        draft.put("weapon", [noun])
    _modifiers(draft, noun, cast_)
    draft.parts.preps = list(prepositions(noun))
    for prep, head in draft.parts.preps:
        _attach(draft, prep, head, cast_)
    for child in noun.children:
        if child.dep_ in ("relcl", "acl"):
            draft.cues += [head for _, head in prepositions(child)]
            if child.lemma_.lower() in _words("light", "actor") or child.dep_ == "acl" and child.tag_ == "VBN":
                draft.put("actor", [t for t in frame(child).doers if not _is_thing_of_violence(t)])
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
            if lemma in _weapons():
                draft.put("weapon", [child])
            elif cast_.sides(child):
                draft.put("actor", [child])
            elif cast_.parties.of(child) is not None and child.ent_type_ not in PLACE_LABELS:
                draft.put(draft.entry.get("compound", "actor") if child.dep_ in ("compound", "poss") else "actor", [child])
    draft.cues.append(noun)


def _attach(draft: Draft, prep: str, head: Token, cast_: Cast) -> None:
    draft.cues += [head, *(c for c in head.children if c.dep_ in MODIFIERS)]
    entry, lemma = draft.entry, head.lemma_.lower()
    if prep in ("by", "from") and lemma in _weapons():
        draft.put("weapon", [head])
        draft.put("actor", _doers(head, cast_))
    elif prep == "by":
        draft.put("actor", _doers(head, cast_))
    elif prep in ("on", "against", "targeting"):
        if head.ent_type_ not in ("DATE", "TIME"):
            draft.put("target", [head])
    elif prep == "of":
        draft.put(entry["of"], [head])
    elif prep == "with":
        draft.put("weapon" if lemma in _weapons() else entry.get("with", ""), [head])
    elif prep == "between":
        draft.put(entry.get("between", ""), conjuncts(head))


def _governor(draft: Draft, noun: Token, cast_: Cast) -> None:
    """What the verb over a nominal event gives it: "carried out an attack on", "an attack occurred in"."""
    top = noun
    while top.dep_ == "conj":
        top = top.head
    verb = top.head
    if verb.pos_ not in VERBAL:
        if top.dep_ == "pobj" and verb.head.pos_ in VERBAL and verb.lower_ not in _words("where", "elsewhen"):
            draft.clause = verb.head
        return
    takes_place = next((c for c in verb.children if c.dep_ == "xcomp" and c.lemma_.lower() in _words("light", "happen")), None)
    draft.clause = takes_place or verb
    lemma = verb.lemma_.lower()
    if top.dep_ in ("dobj", "nsubjpass") and lemma in _words("light", "verbs"):
        above = frame(verb)
        if lemma in _words("light", "actor"):
            draft.put("actor", [t for t in above.doers if not _is_thing_of_violence(t)])
        for prep, head in above.preps:
            if prep != "by":
                _attach(draft, prep, head, cast_)
    elif top.dep_ == "nsubj" and lemma in _words("light", "happen"):
        draft.put("target", [c for c in verb.children if c.dep_ == "dobj" and c.lemma_ != "place"])


def _blamed(draft: Draft) -> None:
    """Who is blamed, suspected or claims it: "blamed X for the attack", "X was behind it", "accused X of killing"."""
    link = draft.trigger.head
    if draft.trigger.dep_ not in ("pobj", "pcomp") or link.dep_ not in ("prep", "agent"):
        return
    over, prep = link.head, link.lower_
    lemma = over.lemma_.lower()
    if over.pos_ in VERBAL and lemma in _words("blame", "object_" + prep if prep in ("for", "of") else "none"):
        draft.put("actor", [t for t in frame(over).done_to if not _is_thing_of_violence(t)])
    elif lemma in _words("blame", "responsibility") and over.head.lemma_.lower() in _words("blame", "claim"):
        above = frame(over.head)
        draft.put("actor", [t for prep_, t in above.preps if prep_ == "by"] if above.passive else above.doers)
    elif (lemma in _words("blame", "responsible") or prep in _words("blame", "responsible")) and (over.head.pos_ == "AUX" or over.pos_ == "AUX"):
        verb = over if over.pos_ == "AUX" else over.head
        draft.put("actor", [c for c in verb.children if c.dep_ == "nsubj"])


def _event(draft: Draft, settings: Settings, parties: Parties) -> Event:
    trigger = draft.trigger
    span = Span(trigger.idx, trigger.idx + len(trigger))
    return Event(
        f"e{span.start}", _type(draft, parties), span,
        actors=_roles(draft.actors, parties, acting=True), targets=_roles(draft.targets, parties), victims=_roles(draft.victims, parties),
        weapons=tuple(sorted({phrase(w) for w in draft.weapons})),
        place=settings.place(trigger, draft.clause), time=settings.time(trigger, draft.clause), realis=_realis(draft), statement=settings.statement(span),
    )


def _roles(heads: Iterable[Token], parties: Parties, acting: bool = False) -> tuple[Role, ...]:
    """The parts with their parties; who acts under a name is a party, known before or not."""
    heads = list(heads)
    for head in heads:
        if acting and head.pos_ == "PROPN" and parties.of(head) is None:
            span = phrase(head)
            parties.add(head.doc.char_span(span.start, span.end, alignment_mode="contract") or head.doc[head.i:head.i + 1],
                        "organisation")
    return tuple(sorted({Role(_words_of(t, parties), parties.of(t)) for t in heads if not t.is_space}, key=lambda r: r.span))


def _words_of(head: Token, parties: Parties) -> Span:
    """The words of a part: the whole mention of a party, else the noun phrase."""
    words, mention = phrase(head), parties.span_of(head)
    if mention is None or len(mention) == 1:
        return words
    return Span(min(words.start, mention.start_char), mention.end_char)


def _type(draft: Draft, parties: Parties) -> IncidentType:
    entry = draft.entry
    if entry["type"] and not entry.get("soft"):
        fixed: IncidentType = entry["type"]
        return fixed
    types = _cue_types()
    cues = [types[c] for t in draft.cues for c in (t.lemma_.lower(), t.lower_) if c in types]
    cues += [_modifier_types()[t.lower_] for t in draft.cues if t.lower_ in _modifier_types() and t.dep_ in MODIFIERS]
    if entry["type"]:
        own = next(w for w, name in types.values() if name == entry["type"]) if entry["type"] in {n for _, n in types.values()} else 99
        cues.append((own, entry["type"]))
    return min(cues)[1] if cues else "other"


def _realis(draft: Draft) -> Realis:
    verb = draft.trigger if draft.trigger.pos_ in VERBAL else draft.clause
    for token in (draft.trigger, verb, *draft.parts.doers, *draft.parts.done_to):
        for child in token.children:
            negates = child.dep_ == "neg" and token in (draft.trigger, verb)
            if negates or (child.dep_ == "det" and child.lower_ in _words("realis", "negators")):
                return "denied"
    if verb.pos_ in VERBAL:
        children = {c.lower_ for c in verb.children if c.dep_ in ("aux", "mark")}
        perfect = "have" in children
        if children & _words("realis", "conditional"):
            return "hypothetical"
        if children & _words("realis", "future_modals"):
            return "planned"
        if children & _words("realis", "hypothetical_modals") and not perfect:
            return "hypothetical"
    head = draft.trigger.head
    if draft.trigger.dep_ == "pobj" and head.lower_ in ("for", "of", "to", "against") and head.head.lemma_.lower() in _words("realis", "unreal"):
        return "hypothetical"
    lemma = head.lemma_.lower()
    governs = draft.trigger.dep_ in ("dobj", "xcomp", "pcomp", "ccomp") or "to" in {c.lower_ for c in draft.trigger.children if c.dep_ == "aux"}
    if governs:
        for key, realis in (("threatened", "threatened"), ("planned", "planned"), ("prevented", "hypothetical")):
            if lemma in _words("realis", key):
                return realis  # type: ignore[return-value]
        if "to" in {c.lower_ for c in draft.trigger.children if c.dep_ == "aux"} and draft.trigger.pos_ in VERBAL and lemma not in _words("realis", "reported"):
            return "planned"
    return "happened"
