"""What is said to have happened: triggers, their parts, place, time, realis and who says so.

A trigger is a verb or noun of ``lexicon/events.toml``. Its parts come from the dependency parse (:mod:`.syntax`), its type
from the trigger itself or, where that leaves it open, from what it was done with (``lexicon/weapons.toml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from reportedly.extract.blame import add_blamed
from reportedly.extract.drafts import NOMINAL, Cast, Draft, read_draft
from reportedly.extract.event_words import cue_types, modifier_types, words
from reportedly.extract.listed import names_beside
from reportedly.extract.parties import Parties
from reportedly.extract.people import is_person
from reportedly.extract.role_phrases import meant, role_span
from reportedly.extract.settings import VERBAL, Settings, tokens_of
from reportedly.extract.syntax import MODIFIERS
from reportedly.model import Document, Event, IncidentType, Place, Realis, Role, Span, Statement, Time

NAMING = ("NOUN", "PROPN", "PRON", "NUM")


def find_events(
    doc: Doc, document: Document, parties: Parties, places: Sequence[Place], times: Sequence[Time],
    statements: Sequence[Statement],
) -> tuple[Event, ...]:
    """Every mention of an act of violence, arrest, abduction, riot or protest, in order."""
    countries = {
        t.i: p.country for p in places if p.kind == "country" and p.country for t in tokens_of(doc, p.span)}
    cast_ = Cast(parties, countries)
    drafts = [d for d in (read_draft(token, cast_) for token in doc) if d is not None]
    for draft in drafts:
        add_blamed(draft)
    triggers = {d.trigger.i for d in drafts} | {d.clause.i for d in drafts if d.clause.pos_ in VERBAL}
    settings = Settings(document, doc, frozenset(triggers), places, times, statements)
    events = []
    for draft in drafts:
        events.append(_event(draft, settings, parties))
    return tuple(events)


def _event(draft: Draft, settings: Settings, parties: Parties) -> Event:
    trigger = draft.trigger
    span = Span(trigger.idx, trigger.idx + len(trigger))
    return Event(
        f"e{span.start}", _type(draft, parties), span,
        actors=_roles(draft.actors, parties, acting=True), targets=_roles(draft.targets, parties), victims=_roles(draft.victims, parties),
        weapons=tuple(sorted({role_span(w, plain=True) for weapon in draft.weapons for w in meant(weapon) if w.pos_ in NOMINAL})),
        place=settings.place(trigger, draft.clause), time=settings.time(trigger, draft.clause), realis=_realis(draft), statement=settings.statement(span),
    )


def _roles(heads: Iterable[Token], parties: Parties, acting: bool = False) -> tuple[Role, ...]:
    """The parts with their parties; who acts under a name, or as a person, is a party, known before or not."""
    found = set()
    for head in dict.fromkeys(t for head in heads for t in (*meant(head), *names_beside(head))):
        party = parties.of(head)
        if party is None and head.pos_ not in NAMING:
            continue
        span = role_span(head, counted=acting)
        if party is None and acting:
            if head.pos_ != "PROPN" and not is_person(head.lower_):
                continue
            named = head.doc.char_span(span.start, span.end, alignment_mode="contract") or head.doc[head.i:head.i + 1]
            party = parties.add(named, "organisation" if head.pos_ == "PROPN" else "unnamed")
        found.add(Role(span, party))
    return tuple(sorted(found, key=lambda r: r.span))


def _type(draft: Draft, parties: Parties) -> IncidentType:
    entry = draft.entry
    if entry["type"] and not entry.get("soft"):
        fixed: IncidentType = entry["type"]
        return fixed
    types = cue_types()
    cues = [types[c] for t in draft.cues for c in (t.lemma_.lower(), t.lower_) if c in types]
    cues += [modifier_types()[t.lower_] for t in draft.cues if t.lower_ in modifier_types() and t.dep_ in MODIFIERS]
    if entry["type"]:
        own = next(w for w, name in types.values() if name == entry["type"]) if entry["type"] in {n for _, n in types.values()} else 99
        cues.append((own, entry["type"]))
    return min(cues)[1] if cues else "other"


def _realis(draft: Draft) -> Realis:
    verb = draft.trigger if draft.trigger.pos_ in VERBAL else draft.clause
    for token in (draft.trigger, verb, *draft.parts.doers, *draft.parts.done_to):
        for child in token.children:
            negates = child.dep_ == "neg" and token in (draft.trigger, verb)
            if negates or (child.dep_ == "det" and child.lower_ in words("realis", "negators")):
                return "denied"
    if verb.pos_ in VERBAL:
        children = {c.lower_ for c in verb.children if c.dep_ in ("aux", "mark")}
        perfect = "have" in children
        if children & words("realis", "conditional"):
            return "hypothetical"
        if children & words("realis", "future_modals"):
            return "planned"
        if children & words("realis", "hypothetical_modals") and not perfect:
            return "hypothetical"
    head = draft.trigger.head
    if draft.trigger.dep_ == "pobj" and head.lower_ in ("for", "of", "to", "against") and head.head.lemma_.lower() in words("realis", "unreal"):
        return "hypothetical"
    lemma = head.lemma_.lower()
    governs = draft.trigger.dep_ in ("dobj", "xcomp", "pcomp", "ccomp") or "to" in {c.lower_ for c in draft.trigger.children if c.dep_ == "aux"}
    if governs:
        for key, realis in (("threatened", "threatened"), ("planned", "planned"), ("prevented", "hypothetical")):
            if lemma in words("realis", key):
                return realis  # type: ignore[return-value]
        if "to" in {c.lower_ for c in draft.trigger.children if c.dep_ == "aux"} and draft.trigger.pos_ in VERBAL and lemma not in words("realis", "reported"):
            return "planned"
    return "happened"
