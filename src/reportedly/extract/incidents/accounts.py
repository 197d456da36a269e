"""What each source says of an incident, and where the sources differ."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from reportedly.extract.events.coordination import conjuncts
from reportedly.extract.events.settings import tokens_of
from reportedly.extract.events.syntax import SUBJECTS, is_definite, prepositions
from reportedly.extract.events.words import words
from reportedly.extract.incidents.tallies import Counted, tallies, whole
from reportedly.extract.parties import Parties
from reportedly.extract.statements.acts import REJECTIONS, is_elliptical
from reportedly.model import (
    Account,
    Act,
    Actor,
    Contest,
    Document,
    Event,
    Figure,
    Incident,
    Role,
    Source,
    Span,
    Statement,
)

NOMINAL = ("NOUN", "PROPN")
CLAIM: Act = "claim responsibility"


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a document holds of one incident.

    ``counts`` are the figures that count no part of others; ``about`` are statements that tell no event of the
    incident, but speak of what was hit, or of what was told before them without naming it again.
    """

    incident: Incident
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    counts: tuple[Counted, ...]
    statements: tuple[Statement, ...]
    about: tuple[Statement, ...]


def _words(key: str) -> frozenset[str]:
    return words("identity", key)


class Record:
    """The events, figures and statements of a document, to be looked up by incident."""

    def __init__(
        self, doc: Doc, parties: Parties, events: Iterable[Event], figures: Iterable[Figure],
        statements: Iterable[Statement], incidents: Iterable[Incident],
    ) -> None:
        self._doc = doc
        self._events = {e.id: e for e in events}
        self._figures: dict[str | None, list[Figure]] = {}
        for figure in figures:
            self._figures.setdefault(figure.incident, []).append(figure)
        self._statements = {s.id: s for s in statements}
        self._nouns = {s.id: _nouns(doc, s) for s in self._statements.values() if not s.events}
        told = sorted((self._events[e].trigger.start, i.id) for i in incidents for e in i.events)
        self._pointed: dict[str, str] = {}
        for name in self._nouns:
            statement = self._statements[name]
            at = bisect_left(told, (statement.content[0].start, "")) - 1
            if at >= 0 and (statement.act == CLAIM or blamed(doc, statement, parties) or _points_back(doc, statement) or (
                    answers(doc, statement) and _is_just_told(doc, told[at][0], statement))):
                self._pointed[name] = told[at][1]
                told.insert(at + 1, (statement.content[0].start, told[at][1]))

    def evidence(self, incident: Incident) -> Evidence:
        """What of it is of the incident."""
        mine = tuple(self._events[e] for e in incident.events)
        counts = tuple(self._figures.get(incident.id, ()))
        told_in = {e.statement for e in mine} | {f.statement for f in counts}
        told = tuple(s for s in self._statements.values() if s.id in told_in)
        things = _things(self._doc, incident.targets)
        about = tuple(
            self._statements[s] for s, nouns in self._nouns.items() if s not in told_in and (
                self._pointed[s] == incident.id if s in self._pointed else not things.isdisjoint(nouns))
        )
        return Evidence(incident, mine, counts, whole(self._doc, counts), told, about)


def _nouns(doc: Doc, statement: Statement) -> frozenset[str]:
    """Lemmas of the nouns of what is said."""
    return frozenset(t.lemma_.lower() for c in statement.content for t in tokens_of(doc, c) if t.pos_ == "NOUN")


def _points_back(doc: Doc, statement: Statement) -> bool:
    """Whether what is said is about what was told before it: "a drone had done it", "the target was", "they had not"."""
    tokens = [t for c in statement.content for t in tokens_of(doc, c)]
    did = any(t.dep_ == "dobj" and t.lower_ in words("points", "pronouns") and t.head.lemma_ in words("points", "verbs")
              for t in tokens)
    about = any(t.dep_ in SUBJECTS and t.lemma_.lower() in words("points", "nouns")
                and not any(c.dep_ == "prep" for c in t.children) for t in tokens)
    return did or about or is_elliptical(tokens)


def answers(doc: Doc, statement: Statement) -> bool:
    """Whether all that is denied or rejected is what was told before: "denied it", "denies this", "rejected the accusation"."""
    said = [t.lower_ for c in statement.content for t in tokens_of(doc, c) if t.is_alpha]
    return statement.act in REJECTIONS and bool(said) and words("points", "answered").issuperset(said)


def _is_just_told(doc: Doc, trigger: int, statement: Statement) -> bool:
    """Whether the event was told in the sentence of the statement or the one before it."""
    tokens = tokens_of(doc, statement.content[0])
    first = tokens[0].sent.start if tokens else 0
    return bool(tokens) and trigger >= doc[doc[first - 1].sent.start if first else 0].idx


def blamed(doc: Doc, statement: Statement, parties: Parties) -> str | None:
    """The party that is accused by its name alone: "blamed the rebels"."""
    found = tokens_of(doc, statement.content[0]) if statement.act == "accuse" and len(statement.content) == 1 else []
    mention = parties.span_of(found[-1]) if found else None
    if mention is not None and mention.root.head.head.lemma_ in words("points", "signs"):
        return parties.of(mention.root)
    if mention is None or mention.start > found[0].i + (found[0].dep_ == "det"):
        return None
    return parties.of(mention.root)


def _things(doc: Doc, roles: Iterable[Role]) -> frozenset[str]:
    """Lemmas of the things that were hit; persons are no things."""
    tokens = (t for r in roles for t in tokens_of(doc, r.span))
    return frozenset(
        t.lemma_.lower()
        for t in tokens
        if t.pos_ == "NOUN"
        and t.dep_ not in ("compound", "nmod")
        and not t.ent_type_
        and t.lemma_.lower() not in _words("no_things")
    )


def accounts(of: Evidence, document: Document) -> tuple[Account, ...]:
    """One account a source chain: the outlet's own first, then the others in the order in which they speak."""
    by_id = {s.id: s for s in of.statements}
    own = (Source(document.outlet or "the report", outlet=True),)
    chains: dict[tuple[str, ...], tuple[Source, ...]] = {}
    parts: dict[tuple[str, ...], tuple[list[Statement], list[Event], list[Figure]]] = {}

    def part(statement: Statement | None) -> tuple[list[Statement], list[Event], list[Figure]]:
        chain = statement.source if statement else own
        key = tuple(s.party or s.text for s in chain)
        chains.setdefault(key, chain)
        found = parts.setdefault(key, ([], [], []))
        if statement and statement not in found[0]:
            found[0].append(statement)
        return found

    for event in of.events:
        part(by_id.get(event.statement or ""))[1].append(event)
    for figure in of.figures:
        part(by_id.get(figure.statement or ""))[2].append(figure)
    for statement in of.about:
        part(statement)
    found = [
        Account(
            chains[key],
            tuple(s.id for s in said),
            tuple(e.id for e in told),
            tuple(f.id for f in counted),
            tuple(
                sorted({c for s in said for c in s.content} or {i.trigger for i in told} | {f.span for f in counted})
            ),
        )
        for key, (said, told, counted) in parts.items()
    ]
    return tuple(sorted(found, key=lambda a: (len(a.source) > 1, a.content[0])))


def contested(doc: Doc, of: Evidence, doers: Sequence[Actor], parties: Parties) -> tuple[Contest, ...]:
    """The fields on which the sources of an incident differ, each with the words that differ."""
    by_field = {
        "whether": _doubted(doc, of),
        "how many": _counted_apart(of),
        "who did it": _blamed_apart(of, doers, parties),
        "who was hit": _identities(doc, of),
    }
    return tuple(Contest(field, spans) for field, spans in by_field.items() if spans)  # type: ignore[arg-type]


def _doubted(doc: Doc, of: Evidence) -> tuple[Span, ...]:
    """Mentions of the incident that say that it did not happen, or stand in what somebody denies.

    Who denies that it was some party, or that some kind of people was hit, or speaks of "the attack", does not deny it.
    """
    denials = {s.id for s in of.statements if s.act == "deny"}
    denied = tuple(e.trigger for e in of.events if e.realis == "denied" or (
        e.statement in denials and not e.actors and not any(map(_is_taken_for_known, tokens_of(doc, e.trigger)))))
    answered = () if any(e.actors for e in of.events) else (c for s in of.about if answers(doc, s) for c in s.content)
    return *denied, *answered


def _is_taken_for_known(trigger: Token) -> bool:
    """Whether the words take the event for known, or are about who was hit: "the raid", "any civilians were hit"."""
    hit = (c for c in trigger.children if c.dep_ in ("nsubjpass", "dobj"))
    some = any(c.lower_ in words("phrases", "none") for noun in hit for c in noun.lefts)
    return some or is_definite(trigger)


def _counted_apart(of: Evidence) -> tuple[Span, ...]:
    """Figures of one kind that can't all be true, of different sources."""
    found: list[Span] = []
    for tally in tallies(of.counts):
        counts = [c for c in of.counts if c.figures[0].id in tally.figures]
        if any(a.low > b.high for a in counts for b in counts if b.high is not None):
            found += [f.span for c in counts for f in c.figures]
    return tuple(found)


def _blamed_apart(of: Evidence, doers: Sequence[Actor], parties: Parties) -> tuple[Span, ...]:
    """What is said by who denies that it was them, and by sources that name different doers of what takes only one side."""
    said = {s for a in doers if a.status == "denied" for s in a.statements}
    spans = [c for s in of.statements if s.id in said for c in s.content]
    if of.incident.type not in ("clash", "riot"):
        by_source: dict[str | None, set[str]] = {}
        for event in of.events:
            named = {
                parties.side(r.party)
                for r in event.actors
                if r.party and parties.kind(r.party) in ("government", "force", "armed group")
            }
            by_source.setdefault(event.statement, set()).update(named)
        sides = [names for names in by_source.values() if names]
        if any(not a & b for a in sides for b in sides):
            spans += [r.span for e in of.events for r in e.actors]
    return tuple(dict.fromkeys(spans))


def _identities(doc: Doc, of: Evidence) -> tuple[Span, ...]:
    """Statements that say what the thing hit was, or was not, in other words than the other accounts ("made up of medics")."""
    things = _things(doc, of.incident.targets)
    told = {t.lemma_.lower() for r in of.incident.targets for t in tokens_of(doc, r.span)}
    spans = []
    for statement in (*of.statements, *of.about):
        for content in statement.content:
            nouns = {n for t in tokens_of(doc, content) if t.lemma_.lower() in things for n in _said_to_be(t)}
            if nouns - told:
                spans.append(content)
    return tuple(dict.fromkeys(spans))


def _said_to_be(thing: Token) -> set[str]:
    """Lemmas of what the thing is said to be or hold, where it is the subject of such a verb."""
    verb = thing.head
    if thing.dep_ not in SUBJECTS or verb.lemma_.lower() not in _words("verbs"):
        return set()
    told = [c for c in verb.rights if c.dep_ in ("attr", "dobj")]
    if not told and verb.lemma_.lower() != "be":
        told = [t for _, t in prepositions(verb)] + [
            t for c in verb.children if c.dep_ == "prt" for _, t in prepositions(c)
        ]
    return {t.lemma_.lower() for t in told for t in conjuncts(t) if t.pos_ in NOMINAL and not t.ent_type_}
