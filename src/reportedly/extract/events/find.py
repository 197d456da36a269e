"""What is said to have happened: triggers, their parts, place, time, realis and who says so.

A trigger is a verb or noun of ``lexicon/events.toml``. Its parts come from the dependency parse (:mod:`.verbal`,
:mod:`.nominal`, :mod:`.blame`), its type from the trigger itself or, where that leaves it open, from what it was done
with (``lexicon/weapons.toml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from reportedly import lexicon
from reportedly.extract.events.blame import add_blamed, identified, on_orders, principals
from reportedly.extract.events.drafts import NOMINAL, Cast, Draft, is_thing, is_weapon
from reportedly.extract.events.identified import Identities
from reportedly.extract.events.listed import things_beside
from reportedly.extract.events.nearby import add_nearby
from reportedly.extract.events.nominal import noun_fits, read_listed, read_noun
from reportedly.extract.events.realis import attempted, realis
from reportedly.extract.events.role_phrases import meant, names_nobody, people_beside, role_span
from reportedly.extract.events.same_things import same_things
from reportedly.extract.events.settings import VERBAL, Settings, tokens_of
from reportedly.extract.events.syntax import MODIFIERS
from reportedly.extract.events.verbal import read_verb, verb_fits
from reportedly.extract.events.words import (
    cue_types,
    entries,
    general_words,
    kinds_of_things,
    kinds_of_weapons,
    modifier_types,
    words,
)
from reportedly.extract.figures.people import is_person
from reportedly.extract.parties import Parties
from reportedly.model import Document, Event, IncidentType, Place, Role, Span, Statement, Time

TAKING = ("abduction", "arrest", "robbery")
BODIES = ("armed group", "force")
PERSONS = ("person", "unnamed", "crowd")
PLACES = ("GPE", "LOC", "FAC")
BODY_LABELS = ("", "ORG", "NORP")
NAMING = ("NOUN", "PROPN", "PRON", "NUM")


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
        add_blamed(draft)
        draft.actors = [t for doer in draft.actors for t in (*identified(doer), *principals(doer))]
        draft.put("actor", on_orders(draft.clause))
        if draft.is_of_people and attempted(draft):
            draft.targets, draft.victims = [*draft.targets, *draft.victims], []
    drafts = [d for d in drafts if d.actors or not d.entry.get("points")]
    add_nearby(doc, drafts)
    triggers = {d.trigger.i for d in drafts} | {d.clause.i for d in drafts if d.clause.pos_ in VERBAL}
    settings = Settings(document, doc, frozenset(triggers), places, times, statements)
    speakers = {s.id: s.source[0].party for s in statements if s.source and s.form != "indirect"}
    voices = {s.id: tuple(link.span for link in s.source if link.span) for s in statements}
    identities = Identities(doc, parties)
    hit = [t for draft in drafts for noun in draft.targets for t in _with_names(noun, identities)]
    used = [t for draft in drafts for noun in draft.weapons for t in meant(noun)]
    same = {**same_things(used, kinds_of_weapons()), **same_things(hit, kinds_of_things())}
    return tuple(_event(draft, settings, parties, identities, speakers, voices, same) for draft in drafts)


def _draft(token: Token, cast_: Cast) -> Draft | None:
    lemma = token.lemma_.lower()
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
        for entry in entries("noun").get(lemma, entries("noun").get(token.lower_, ())):
            if noun_fits(token, entry):
                return read_noun(token, entry, cast_)
    return None


def _is_noun_like(verb: Token) -> bool:
    """Whether a participle says what kind of act a noun is, or a gerund has a noun's modifiers: "regime bombing"."""
    if verb.dep_ == "amod" and verb.head.lemma_.lower() in entries("noun"):
        return True
    return verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).dep_ == "compound" and verb.nbor(-1).head.i == verb.i


def _event(
    draft: Draft, settings: Settings, parties: Parties, identities: Identities, speakers: Mapping[str, str | None],
    voices: Mapping[str, Sequence[Span]], same: Mapping[int, tuple[Token, ...]],
) -> Event:
    trigger = draft.trigger
    span = Span(trigger.idx, trigger.idx + len(trigger))
    statement = settings.statement(span)
    _part_from_speaker(draft, voices.get(statement or "", ()))
    actors = [*draft.actors, *draft.cleared] if settings.denies(statement) else draft.actors
    return Event(
        f"e{span.start}", _type(draft), span,
        actors=_roles(actors, parties, identities, acting=True, speaker=speakers.get(statement or "")),
        targets=_roles(draft.targets, parties, identities, same=same), victims=_roles(draft.victims, parties, identities),
        weapons=_weapons(draft, same),
        place=settings.place(trigger, draft.clause),
        time=None if draft.entry.get("later") else settings.time(trigger, draft.clause), realis=realis(draft),
        statement=statement,
    )


def _part_from_speaker(draft: Draft, sources: Sequence[Span]) -> None:
    """Takes out of the parts what names who tells of it, where the parse ran that into the list before it.

    Before the act the source ends at its comma: "According to officials, a guard was killed".
    """
    commas = [t.idx for t in draft.trigger.sent if t.text == ","] if sources else []
    before = draft.trigger.idx
    named = [(s.start, next((i for i in commas if s.start <= i < s.end < before), s.end)) for s in sources]

    def told(tokens: list[Token]) -> list[Token]:
        return [t for t in tokens if not any(start <= t.idx < end for start, end in named)]

    draft.targets, draft.victims = told(draft.targets), told(draft.victims)


def _roles(
    heads: Iterable[Token], parties: Parties, identities: Identities, acting: bool = False, speaker: str | None = None,
    same: Mapping[int, tuple[Token, ...]] = MappingProxyType({}),
) -> tuple[Role, ...]:
    """The parts with their parties; who acts under a name, or as a person, is a party, known before or not.

    "We" is who speaks, in direct speech. ``same``: the nouns that name most fully what a noun means.
    """
    found = set()
    somebody = (head for head in heads if head.lower_ not in words("phrases", "nobody"))
    told = (t for named in somebody for t in _with_names(named, identities))
    for head in dict.fromkeys(s for t in told for s in same.get(t.i, (t,))):
        pronoun = head.lower_ if head.pos_ == "PRON" or not head.is_upper else ""
        party = speaker if pronoun in words("identity", "speaker") else _party(head, parties, acting)
        unknown = head.pos_ not in NAMING or pronoun in words("phrases", "pronouns")
        if (party is None and unknown) or names_nobody(head):
            continue
        if party is None and head.pos_ == "NOUN" and head.lemma_.lower() in words("phrases", "abstract"):
            continue
        plural, head = head, _antecedent(head, party, parties)
        span = role_span(head, counted=acting, person=party is not None and parties.kind(party) == "person")
        name = _named_doer(head, parties) if acting else parties.name_at(head)
        if name is None and party is not None and head.tag_ == "NNS" and parties.kind(party) == "armed group":
            name = parties.name_before(head, party)
        if name is not None:
            men = people_beside(plural, name) if acting else None
            found |= {Role(men)} if men is not None else set()
            span = Span(name.start_char, name.end_char)
        if party is None and acting:
            if head.pos_ != "PROPN" and not is_person(head.lower_) and head.lemma_.lower() not in words("sides", "bodies"):
                continue
            if head.ent_type_ in PLACES:
                continue
            named = head.doc.char_span(span.start, span.end, alignment_mode="contract") or head.doc[head.i:head.i + 1]
            party = parties.add(named, "organisation" if head.pos_ == "PROPN" else "unnamed")
        body = parties.body_of(head) if acting and head.pos_ != "PRON" else None
        body = body or (identities.body(party) if acting else None)
        owner = _owner(head, parties) if acting and body is None and name is None else None
        if owner is not None:
            found.add(Role(Span(owner.start_char, owner.end_char), parties.of(owner.root)))
            span = people_beside(head, owner) or span
        found.add(Role(span, party))
        while body is not None:
            name = parties.name_at(body)
            span = Span(name.start_char, name.end_char) if name is not None else role_span(body, counted=True)
            found.add(Role(span, parties.of(body)))
            body = parties.body_of(body)
    return tuple(sorted(found, key=lambda r: r.span))


def _named_doer(head: Token, parties: Parties) -> SpacySpan | None:
    """The name at the token; a person's with the office or rank before it, by which it is told who acted as what.

    Of a unit or group the name that stands beside it: "a commando unit, the Red Hand".
    """
    name, whole = parties.name_at(head), parties.span_of(head)
    party = parties.peek(head)
    if name is None and head.tag_ == "NN" and head.lemma_.lower() in words("sides", "bodies") | words("sides", "groups"):
        beside = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and c.ent_type_ in BODY_LABELS
                       and not any(t.like_num for t in c.lefts)), None)
        first = next((t.i for t in beside.subtree if t.pos_ == "PROPN"), beside.i) if beside is not None else head.i
        return None if beside is None else parties.name_at(beside) or head.doc[first:beside.i + 1]
    if name is None or whole is None or party is None or parties.kind(party) != "person":
        return name
    first = next((t.i for t in whole if t.pos_ in NOMINAL), name.start)
    return head.doc[min(first, name.start):name.end]


def _owner(people: Token, parties: Parties) -> SpacySpan | None:
    """The name of the armed group or force that the words before people or a unit say they are of: "an FMLN column"."""
    if people.pos_ == "PROPN":
        return None
    own, name = parties.peek(people), None
    for token in people.doc[people.left_edge.i:people.i]:
        party = parties.peek(token) if token.pos_ != "PRON" else None
        if party is not None and party != own and parties.named(token) and parties.kind(party) in BODIES:
            name = parties.name_at(token) or parties.span_of(token) or name
    return name if name is not None and name.end <= people.i else None


def _party(head: Token, parties: Parties, acting: bool) -> str | None:
    """The party that the word names; the guards' "post" that is hit is no message, and a body only under its name."""
    known = parties.peek(head)
    if known is not None and not acting and is_thing(head) and parties.kind(known) in PERSONS:
        return None
    return parties.of(head)


def _with_names(named: Token, identities: Identities) -> Iterator[Token]:
    """Those whom the noun stands for, and those whom the words beside it or them name."""
    listed = things_beside(named)
    if not (listed and named.tag_ == "NNS" and named.lemma_.lower() in general_words()):
        yield from identities.of(named)
    yield from listed


def _antecedent(head: Token, party: str | None, parties: Parties) -> Token:
    """The noun that names whom the word means: before it, for a pronoun; the fullest name so far, for a person.

    Of "Taliban fighters" the name; else the word itself.
    """
    if head.tag_ == "NNS" and party is not None and parties.kind(party) == "armed group":
        names = [c for c in head.lefts if c.dep_ == "compound" and c.pos_ == "PROPN" and parties.peek(c) == party]
        return names[-1] if names and parties.named(head) else head
    if party is None or (head.pos_ != "PRON" and parties.kind(party) != "person"):
        return head
    return parties.fullest(head, party)


def _weapons(draft: Draft, same: Mapping[int, tuple[Token, ...]]) -> tuple[Span, ...]:
    """What it was done with, each once, the larger phrase of two; aircraft that are told as the doers are no weapon too."""
    nouns = [t for t in draft.weapons if t not in draft.actors]
    named = (s for noun in nouns for t in meant(noun) if t.pos_ in NOMINAL or is_weapon(t)
             for s in same.get(t.i, (t,)))
    spans = {role_span(t, plain=True) for t in named}
    return tuple(sorted(s for s in spans if not any(s != o and o.start <= s.start and s.end <= o.end for o in spans)))


def _type(draft: Draft) -> IncidentType:
    entry = draft.entry
    if entry["type"] and not entry.get("soft"):
        fixed: IncidentType = entry["type"]
        return fixed
    if entry.get("leads") and any(map(_goes_on_to_take, draft.trigger.children)):
        return "other"
    types = cue_types()
    told = [t for t in draft.cues if not _is_no_weapon(t) and not _is_hit(t, draft)]
    cues = [types[c] for t in told for c in (t.lemma_.lower(), t.lower_) if c in types]
    cues += [modifier_types()[t.lower_] for t in told if t.lower_ in modifier_types() and t.dep_ in MODIFIERS]
    if entry["type"]:
        own = min((weight for weight, name in types.values() if name == entry["type"]), default=len(types))
        cues.append((own, entry["type"]))
    return min(cues)[1] if cues else "other"


def _is_hit(word: Token, draft: Draft) -> bool:
    """Whether the word is, or describes, what was hit or blew up: "an attack on an air base", "the plane exploded"."""
    hit = word if word.dep_ not in MODIFIERS else word.head
    return is_thing(hit) and (hit in draft.targets or (hit in draft.parts.doers and draft.entry["subject"] == "weapon"))


def _goes_on_to_take(verb: Token) -> bool:
    """Whether a coordinated verb tells what the raid was for: to abduct, arrest or rob."""
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return False
    return any(entry["type"] in TAKING and verb_fits(verb, entry) for entry in entries("verb").get(verb.lemma_.lower(), ()))


def _is_no_weapon(noun: Token) -> bool:
    """Whether a word before the noun says that it is another thing: "a gold mine", "a water tank"."""
    kinds = lexicon.load("weapons")["others"].get(noun.lemma_.lower(), ())
    return any(child.lemma_.lower() in kinds for child in noun.lefts)
