"""What is said to have happened: triggers, their parts, place, time, realis and who says so.

A trigger is a verb or noun of ``lexicon/events.toml``. Its parts come from the dependency parse (:mod:`.verbal`,
:mod:`.nominal`, :mod:`.blame`), its type from the trigger itself or, where that leaves it open, from what it was done
with (``lexicon/weapons.toml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from reportedly import lexicon
from reportedly.extract.events.blame import add_blamed
from reportedly.extract.events.drafts import NOMINAL, Cast, Draft
from reportedly.extract.events.listed import names_beside
from reportedly.extract.events.nominal import noun_fits, read_listed, read_noun
from reportedly.extract.events.realis import realis
from reportedly.extract.events.role_phrases import meant, names_nobody, role_span
from reportedly.extract.events.settings import VERBAL, Settings, tokens_of
from reportedly.extract.events.syntax import MODIFIERS
from reportedly.extract.events.verbal import read_verb, verb_fits
from reportedly.extract.events.words import cue_types, entries, lemma_of, modifier_types, words
from reportedly.extract.figures.people import is_person
from reportedly.extract.parties import Parties
from reportedly.model import Document, Event, IncidentType, Place, Role, Span, Statement, Time

TAKING = ("abduction", "arrest", "robbery")
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
    drafts = [d for d in drafts if d.actors or not d.entry.get("points")]
    triggers = {d.trigger.i for d in drafts} | {d.clause.i for d in drafts if d.clause.pos_ in VERBAL}
    settings = Settings(document, doc, frozenset(triggers), places, times, statements)
    speakers = {s.id: s.source[0].party for s in statements if s.source and s.form != "indirect"}
    voices = {s.id: tuple(link.span for link in s.source if link.span) for s in statements}
    return tuple(_event(draft, settings, parties, speakers, voices) for draft in drafts)


def _draft(token: Token, cast_: Cast) -> Draft | None:
    lemma = lemma_of(token)
    if lemma in words("among", "nouns") or token.lower_ in words("among", "nouns"):
        draft = read_listed(token)
        if draft is not None:
            return draft
    if token.pos_ in VERBAL and not _is_noun_like(token):
        for entry in entries("verb").get(lemma, ()):
            parts = verb_fits(token, entry)
            if parts is not None:
                return read_verb(token, entry, parts, cast_)
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
    draft: Draft, settings: Settings, parties: Parties, speakers: Mapping[str, str | None],
    voices: Mapping[str, Sequence[Span]],
) -> Event:
    trigger = draft.trigger
    span = Span(trigger.idx, trigger.idx + len(trigger))
    statement = settings.statement(span)
    _part_from_speaker(draft, voices.get(statement or "", ()))
    actors = [*draft.actors, *draft.cleared] if settings.denies(statement) else draft.actors
    return Event(
        f"e{span.start}", _type(draft), span,
        actors=_roles(actors, parties, acting=True, speaker=speakers.get(statement or "")),
        targets=_roles(draft.targets, parties), victims=_roles(draft.victims, parties), weapons=_weapons(draft.weapons),
        place=settings.place(trigger, draft.clause), time=settings.time(trigger, draft.clause), realis=realis(draft),
        statement=statement,
    )


def _part_from_speaker(draft: Draft, sources: Sequence[Span]) -> None:
    """Takes out of the parts what names who tells of it, where the parse ran that into the list before it."""
    def told(tokens: list[Token]) -> list[Token]:
        return [t for t in tokens if not any(s.start <= t.idx < s.end for s in sources)]

    draft.targets, draft.victims = told(draft.targets), told(draft.victims)


def _roles(
    heads: Iterable[Token], parties: Parties, acting: bool = False, speaker: str | None = None,
) -> tuple[Role, ...]:
    """The parts with their parties; who acts under a name, or as a person, is a party, known before or not.

    "We" is who speaks, in direct speech.
    """
    found = set()
    somebody = (head for head in heads if head.lower_ not in words("phrases", "nobody"))
    for head in dict.fromkeys(t for named in somebody for t in _with_names(named)):
        pronoun = head.lower_ if head.pos_ == "PRON" or not head.is_upper else ""
        party = speaker if pronoun in words("identity", "speaker") else parties.of(head)
        unknown = head.pos_ not in NAMING or pronoun in words("phrases", "pronouns")
        if (party is None and unknown) or names_nobody(head):
            continue
        if party is None and head.pos_ == "NOUN" and head.lemma_.lower() in words("phrases", "abstract"):
            continue
        head = _antecedent(head, party, parties)
        span = role_span(head, counted=acting, person=party is not None and parties.kind(party) == "person")
        name = _named_doer(head, parties) if acting else parties.name_at(head)
        span = Span(name.start_char, name.end_char) if name is not None else span
        if party is None and acting:
            if head.pos_ != "PROPN" and not is_person(head.lower_):
                continue
            named = head.doc.char_span(span.start, span.end, alignment_mode="contract") or head.doc[head.i:head.i + 1]
            party = parties.add(named, "organisation" if head.pos_ == "PROPN" else "unnamed")
        found.add(Role(span, party))
        body = parties.body_of(head) if acting and head.pos_ != "PRON" else None
        while body is not None:
            name = parties.name_at(body)
            span = Span(name.start_char, name.end_char) if name is not None else role_span(body, counted=True)
            found.add(Role(span, parties.of(body)))
            body = parties.body_of(body)
    return tuple(sorted(found, key=lambda r: r.span))


def _named_doer(head: Token, parties: Parties) -> SpacySpan | None:
    """The name at the token; a person's with the office or rank before it, by which it is told who acted as what."""
    name, whole = parties.name_at(head), parties.span_of(head)
    party = parties.peek(head)
    if name is None or whole is None or party is None or parties.kind(party) != "person":
        return name
    first = next((t.i for t in whole if t.pos_ in NOMINAL), name.start)
    return head.doc[min(first, name.start):name.end]


def _with_names(named: Token) -> Iterator[Token]:
    """Those whom the noun stands for, and those whom the words beside it or them name."""
    yield from meant(named)
    yield from names_beside(named)
    for head in meant(named):
        if head.i != named.i:
            yield from names_beside(head)


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


def _weapons(nouns: Iterable[Token]) -> tuple[Span, ...]:
    return tuple(sorted({role_span(t, plain=True) for noun in nouns for t in meant(noun) if t.pos_ in NOMINAL}))


def _type(draft: Draft) -> IncidentType:
    entry = draft.entry
    if entry["type"] and not entry.get("soft"):
        fixed: IncidentType = entry["type"]
        return fixed
    if entry.get("leads") and any(map(_goes_on_to_take, draft.trigger.children)):
        return "other"
    types = cue_types()
    things = [t for t in draft.cues if not _is_no_weapon(t)]
    cues = [types[c] for t in things for c in (t.lemma_.lower(), t.lower_) if c in types]
    cues += [modifier_types()[t.lower_] for t in draft.cues if t.lower_ in modifier_types() and t.dep_ in MODIFIERS]
    if entry["type"]:
        own = min((weight for weight, name in types.values() if name == entry["type"]), default=len(types))
        cues.append((own, entry["type"]))
    return min(cues)[1] if cues else "other"


def _goes_on_to_take(verb: Token) -> bool:
    """Whether a coordinated verb tells what the raid was for: to abduct, arrest or rob."""
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return False
    return any(entry["type"] in TAKING and verb_fits(verb, entry) for entry in entries("verb").get(verb.lemma_.lower(), ()))


def _is_no_weapon(noun: Token) -> bool:
    """Whether a word before the noun says that it is another thing: "a gold mine", "a water tank"."""
    kinds = lexicon.load("weapons")["others"].get(noun.lemma_.lower(), ())
    return any(child.lemma_.lower() in kinds for child in noun.lefts)
