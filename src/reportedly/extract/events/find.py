"""What is said to have happened: triggers, their parts, place, time, realis and who says so.

A trigger is a verb or noun of ``lexicon/events.toml``. Its parts come from the dependency parse (:mod:`.verbal`,
:mod:`.nominal`, :mod:`.blame`), its type from the trigger itself or, where that leaves it open, from what it was done
with (``lexicon/weapons.toml``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.events.blame import add_blamed, identified, of_the_whole, on_orders, only_asks, principals
from reportedly.extract.events.drafts import NOMINAL, Cast, Draft, is_thing, is_weapon
from reportedly.extract.events.nearby import add_nearby
from reportedly.extract.events.nominal import noun_fits, read_listed, read_noun
from reportedly.extract.events.realis import attempted, realis
from reportedly.extract.events.roles import Roles
from reportedly.extract.events.settings import VERBAL, Settings, tokens_of
from reportedly.extract.events.stoppages import without_stoppages
from reportedly.extract.events.syntax import MODIFIERS, OBJECTS, SUBJECTS, is_shelling, prepositions
from reportedly.extract.events.verbal import read_verb, verb_fits
from reportedly.extract.events.words import (
    cue_types,
    entries,
    kinds_of_things,
    modifier_types,
    trigger_words,
    words,
)
from reportedly.extract.parties import Parties
from reportedly.model import Document, Event, IncidentType, Place, Role, Span, Statement, Time

SCENES = ("vehicle", "craft")
TAKING = ("abduction", "arrest", "robbery")


def find_events(
    doc: Doc, document: Document, parties: Parties, places: Sequence[Place], times: Sequence[Time],
    statements: Sequence[Statement],
) -> tuple[Event, ...]:
    """Every mention of an act of violence, arrest, abduction, riot or protest, in order."""
    countries = {
        t.i: p.country for p in places if p.kind == "country" and p.country for t in tokens_of(doc, p.span)}
    lands = {t.i: p.country for p in places if p.country and not p.attributive for t in tokens_of(doc, p.span)}
    cast_ = Cast(parties, countries, frozenset(t.lower_ for p in places for t in tokens_of(doc, p.span)), lands)
    drafts = without_stoppages([d for d in (_draft(token, cast_) for token in doc) if d is not None])
    for draft in drafts:
        add_blamed(draft)
        draft.actors = [t for d in draft.actors if not only_asks(d) for t in (*identified(d), *principals(d))]
        draft.put("actor", on_orders(draft.clause))
        if draft.is_of_people and attempted(draft):
            draft.targets, draft.victims = [*draft.targets, *draft.victims], []
    by_trigger = {draft.trigger.i: draft for draft in drafts}
    for draft in drafts:
        draft.put("actor", of_the_whole(draft, by_trigger))
    drafts = [d for d in drafts if d.actors or not d.entry.get("points")]
    add_nearby(doc, drafts)
    triggers = {d.trigger.i for d in drafts} | {d.clause.i for d in drafts if d.clause.pos_ in VERBAL}
    befallen = frozenset(t.i for d in drafts for t in d.where)
    settings = Settings(document, doc, frozenset(triggers), places, times, statements, befallen)
    speakers = {s.id: s.source[0].party for s in statements if s.source and s.form != "indirect"}
    voices = {s.id: tuple(link.span for link in s.source if link.span) for s in statements}
    roles = Roles(doc, parties, drafts)
    return tuple(_event(draft, settings, roles, speakers, voices) for draft in drafts)


def _draft(token: Token, cast_: Cast) -> Draft | None:
    lemma = token.lemma_.lower()
    if trigger_words().isdisjoint((lemma, token.lower_)):
        return None
    if lemma in words("among", "nouns") or token.lower_ in words("among", "nouns"):
        draft = read_listed(token)
        if draft is not None:
            return draft
    if token.pos_ in VERBAL and not _is_noun_like(token):
        for entry in entries("verb").get(lemma, ()):
            parts = verb_fits(token, entry)
            draft = read_verb(token, entry, parts, cast_) if parts is not None else None
            if draft is not None:
                return draft
    if token.pos_ in NOMINAL or token.tag_ == "VBG" or token.pos_ == "ADJ":
        names = (token.lower_, lemma) if token.tag_ == "VBG" else (lemma, token.lower_)
        for entry in next((entries("noun")[name] for name in names if name in entries("noun")), ()):
            if noun_fits(token, entry):
                return read_noun(token, entry, cast_)
    return None


def _is_noun_like(verb: Token) -> bool:
    """Whether a participle says what kind of act a noun is, or a gerund has a noun's place or modifiers: "regime bombing",
    "shelling by the army left three dead", "killed in shelling on the port"."""
    if verb.dep_ == "amod" and verb.head.lemma_.lower() in entries("noun"):
        return True
    if verb.tag_ == "VBG" and verb.lower_ in entries("noun") and not any(c.dep_ in OBJECTS for c in verb.children):
        behind = verb.dep_ == "acl" and any(prep == "by" for prep, _ in prepositions(verb))  # "cross-border shelling by"
        over = verb.head.head
        harmed = verb.dep_ == "pcomp" and over.lemma_.lower() in entries("verb") and not any(
            c.dep_ in OBJECTS for c in over.children)
        if behind or harmed or verb.dep_ in ("csubj", "pobj", "dobj", *SUBJECTS) or is_shelling(verb):
            return True
    return verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).dep_ == "compound" and verb.nbor(-1).head.i == verb.i


def _event(
    draft: Draft, settings: Settings, roles: Roles, speakers: Mapping[str, str | None],
    voices: Mapping[str, Sequence[Span]],
) -> Event:
    trigger = draft.trigger
    span = Span(trigger.idx, trigger.idx + len(trigger))
    statement = settings.statement(span)
    tellers = _part_from_speaker(draft, voices.get(statement or "", ()))
    actors = [*draft.actors, *draft.cleared] if settings.denies(statement) else draft.actors
    return Event(
        f"e{span.start}", _type(draft), span,
        actors=roles.doers(actors, speakers.get(statement or "")),
        targets=_but(tellers, roles.targets(draft.targets)), victims=_but(tellers, roles.victims(draft.victims)),
        weapons=roles.weapons(draft),
        place=settings.place(trigger, draft.clause),
        time=None if draft.entry.get("later") else settings.time(trigger, draft.clause), realis=realis(draft),
        statement=statement,
    )


def _but(tellers: Sequence[tuple[int, int]], roles: Sequence[Role]) -> tuple[Role, ...]:
    """The roles without those that lie within the words for who tells of them: "shelling of A, the mayor, | B, said"."""
    return tuple(r for r in roles if not any(start <= r.span.start < end for start, end in tellers))


def _part_from_speaker(draft: Draft, sources: Sequence[Span]) -> Sequence[tuple[int, int]]:
    """Takes out of the parts what names who tells of it, where the parse ran that into the list before it.

    Before the act the source ends at its comma: "According to officials, a guard was killed". Returned is where those stand
    who tell of it behind the act, unless they speak of themselves.
    """
    commas = [t.idx for t in draft.trigger.sent if t.text == ","] if sources else []
    before = draft.trigger.idx
    told_of = any(t.pos_ == "PRON" for t in (*draft.targets, *draft.victims))  # "they shot me, said the mayor"
    named = [(s.start, next((i for i in commas if s.start <= i < s.end < before), s.end)) for s in sources]

    def told(tokens: list[Token]) -> list[Token]:
        return [t for t in tokens if not any(start <= t.idx < end for start, end in named)]

    draft.targets, draft.victims = told(draft.targets), told(draft.victims)
    return [(start, end) for start, end in named if start > before and not told_of]


def _type(draft: Draft) -> IncidentType:
    entry = draft.entry
    if entry["type"] and not entry.get("soft"):
        fixed: IncidentType = entry["type"]
        return fixed
    if entry.get("leads") and any(map(_goes_on_to_take, draft.trigger.children)):
        return "other"
    types = cue_types()
    told = [t for t in draft.cues if not (_is_no_weapon(t) or _is_hit(t, draft) or _is_scene(t))]
    if entry["type"]:
        told = [t for t in told if t.lemma_.lower() not in words("sides", "persons")]  # gunmen may burn a house
    told += [c for t in told if is_weapon(t) for c in t.lefts if c.dep_ == "amod"]  # "with | chemical weapons"
    cues = [types[c] for t in told for c in (t.lemma_.lower(), t.lower_) if c in types]
    cues += [modifier_types()[t.lower_] for t in told if (
        t.lower_ in modifier_types() and t.dep_ in MODIFIERS and kinds_of_things().get(t.head.lemma_.lower()) != "building")]
    if entry["type"]:
        own = min((weight for weight, name in types.values() if name == entry["type"]), default=len(types))
        cues.append((own, entry["type"]))
    return min(cues)[1] if cues else "other"


def _is_hit(word: Token, draft: Draft) -> bool:
    """Whether the word is, or describes, what was hit or blew up: "an attack on an air base", "the plane exploded"."""
    hit = word if word.dep_ not in MODIFIERS else word.head
    return is_thing(hit) and (hit in draft.targets or (hit in draft.parts.doers and draft.entry["subject"] == "weapon"))


def _is_scene(word: Token) -> bool:
    """Whether it only says where it was: "killed inside a | plane", "near a parked | helicopter"."""
    where = word.dep_ == "pobj" and word.head.lower_ in words("where", "scenes")
    return where and kinds_of_things().get(word.lemma_.lower()) in SCENES


def _goes_on_to_take(verb: Token) -> bool:
    """Whether a coordinated verb tells what the raid was for: to abduct, arrest or rob."""
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return False
    return any(entry["type"] in TAKING and verb_fits(verb, entry) for entry in entries("verb").get(verb.lemma_.lower(), ()))


def _is_no_weapon(noun: Token) -> bool:
    """Whether a word before the noun says that it is another thing: "a gold mine", "a water tank"."""
    kinds = lexicon.load("weapons")["others"].get(noun.lemma_.lower(), ())
    return any(child.lemma_.lower() in kinds for child in noun.lefts)
