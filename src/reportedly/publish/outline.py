"""The way a reader is led through a dossier, the same for every form of output.

Everything that is shown is an :class:`Entry`: what is said, in plain words, and the spans of the text that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.model import (
    Account,
    Actor,
    Dossier,
    Event,
    Figure,
    Furniture,
    Incident,
    Party,
    Place,
    Role,
    Source,
    Span,
    Statement,
    Tally,
    Time,
)
from reportedly.publish.words import (
    NOT_SAID,
    PRECISION,
    UNSTATED_DAY,
    count,
    country_name,
    low_best_high,
    period,
    place_name,
    position,
    published,
)
from reportedly.sentences import Sentences, united


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is said, how sure or how precise it is, and the words that it rests on."""

    text: str
    note: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of an incident, with all that is said on it."""

    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One chain of sources, origin first. ``letter`` tells it from the others; the report's own voice has none."""

    letter: str
    links: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """The chain in words: "an official ← an agency ← the outlet"."""
        return " ← ".join(link.text for link in self.links)

    @property
    def origin(self) -> str:
        """Who said it, without those who passed it on: "A, an official"."""
        return ", ".join(filter(None, (self.letter, self.links[0].text)))


@dataclass(frozen=True, slots=True)
class AccountView:
    """What one voice says of an incident: its figures, the sentences in which it speaks, and in these its own words."""

    voice: Voice
    figures: tuple[Entry, ...]
    passages: tuple[Span, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident: what, when, where, who, how many, what is contested; then the accounts."""

    id: str
    main: bool
    heading: str
    facts: tuple[Fact, ...]
    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One act of messaging. ``spans`` run from the cue to what is said, sentence by sentence: "vowed revenge"."""

    id: str
    act: str
    voice: Voice
    addressee: str
    note: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A dossier in the order in which it is read.

    ``besides`` holds what belongs to no incident, ``named`` the parties, places and times with all their mentions,
    ``voices`` the voice of each statement by its id.
    """

    title: str
    details: tuple[tuple[str, str], ...]
    incidents: tuple[IncidentView, ...]
    messages: tuple[Message, ...]
    besides: tuple[Fact, ...]
    named: tuple[Fact, ...]
    furniture: tuple[Furniture, ...]
    voices: Mapping[str, Voice]


def outline(dossier: Dossier) -> Outline:
    """The outline of a dossier."""
    return _Reader(dossier).outline()


class _Reader:
    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.text = dossier.document.text
        self.parties = {party.id: party for party in dossier.parties}
        self.places = {place.id: place for place in dossier.places}
        self.times = {time.id: time for time in dossier.times}
        self.statements = {statement.id: statement for statement in dossier.statements}
        self.events = {event.id: event for event in dossier.events}
        self.figures = {figure.id: figure for figure in dossier.figures}
        self.sentences = Sentences(dossier.document)
        self.voices: dict[tuple[str, ...], Voice] = {}

    def outline(self) -> Outline:
        document = self.dossier.document
        voices = {statement.id: self.voice(statement.source) for statement in self.dossier.statements}
        title = document.title or (self.words(document.title_span) if document.title_span else "")
        details = {
            "Outlet": document.outlet, "By": document.byline,
            "Published": published(document.published) or "not given: relative times stay unresolved",
            "Address": document.url, "Document": f"{document.id[:12]}, {len(self.text):,} characters",
        }
        return Outline(
            title or "Untitled report", tuple((label, value) for label, value in details.items() if value),
            tuple(self.incident(incident) for incident in self.dossier.incidents),
            tuple(self.messages()), tuple(self.besides()), tuple(self.named()), document.furniture, voices)

    def words(self, span: Span) -> str:
        return self.text[span.start:span.end]

    def incident(self, incident: Incident) -> IncidentView:
        """Who is among the victims is not shown among the targets again."""
        what, when, where = self.what(incident), self.when(incident), self.where(incident)
        known = [entry.text for entry in (when, where) if entry.text != NOT_SAID]
        victims = {role.span for role in incident.victims}
        facts = [Fact("What", (what,)), Fact("When", (when,)), Fact("Where", (where,)),
                 Fact("Who did it", self.actors(incident) or (Entry(NOT_SAID),)),
                 Fact("Hit", self.roles([role for role in incident.targets if role.span not in victims])),
                 Fact("Victims", self.roles(incident.victims)),
                 Fact("Weapon", tuple(Entry(self.words(span), spans=(span,)) for span in incident.weapons))]
        facts += [self.tally(tally) for tally in incident.tallies]
        contested = (Entry(contest.field, spans=contest.evidence) for contest in incident.contested)
        facts += [Fact("Contested", tuple(contested))]
        return IncidentView(
            incident.id, incident.main, ", ".join((incident.type.capitalize(), *known)),
            tuple(fact for fact in facts if fact.entries),
            tuple(self.account(account) for account in incident.accounts))

    def what(self, incident: Incident) -> Entry:
        events = [self.events[key] for key in incident.events if key in self.events]
        unreal = ", ".join(dict.fromkeys(event.realis for event in events if event.realis != "happened"))
        if unreal and any(event.realis == "happened" for event in events):
            unreal = f"in some mentions: {unreal}"
        return Entry(incident.type, unreal, tuple(sorted({event.trigger for event in events})))

    def when(self, incident: Incident) -> Entry:
        if incident.time is None:
            return Entry(NOT_SAID)
        times = [self.times[key] for key in incident.time.times if key in self.times]
        note = "" if incident.time.stated else UNSTATED_DAY
        return Entry(period(incident.time.earliest, incident.time.latest) or NOT_SAID, note,
                     tuple(time.span for time in times))

    def where(self, incident: Incident) -> Entry:
        place = self.places.get(incident.place or "")
        if place is None:
            return Entry(NOT_SAID)
        note = "; ".join(filter(None, (PRECISION[place.precision], position(place) or "not in GeoNames")))
        return Entry(place_name(place), note, (place.span,))

    def actors(self, incident: Incident) -> tuple[Entry, ...]:
        roles = [role for key in incident.events if key in self.events for role in self.events[key].actors]
        return tuple(self.actor(actor, roles) for actor in incident.actors)

    def actor(self, actor: Actor, roles: Iterable[Role]) -> Entry:
        said = [self.statements[key] for key in actor.statements if key in self.statements]
        spans = {role.span for role in roles if role.party == actor.party}
        if not spans:
            spans = {span for statement in said for span in self.stretches(statement)}
        sources = dict.fromkeys(
            self.link(statement.source[0]).text for statement in said
            if statement.source and statement.source[0].party != actor.party)
        note = f"{actor.status} by {', '.join(sources)}" if sources else actor.status
        return Entry(self.name(actor.party), note, tuple(sorted(spans)))

    def roles(self, roles: Sequence[Role]) -> tuple[Entry, ...]:
        entries: dict[str, list[Span]] = {}
        for role in roles:
            entries.setdefault(self.name(role.party) or self.words(role.span), []).append(role.span)
        return tuple(Entry(name, spans=tuple(sorted(set(spans)))) for name, spans in entries.items())

    def tally(self, tally: Tally) -> Fact:
        figures = [self.figures[key] for key in tally.figures if key in self.figures]
        whole = Entry(low_best_high(tally.low, tally.best, tally.high))
        return Fact(tally.kind.capitalize(), (whole, *(self.figure(figure, with_source=True) for figure in figures)))

    def figure(self, figure: Figure, *, with_source: bool = False) -> Entry:
        statement = self.statements.get(figure.statement or "")
        notes = [figure.who or "", "" if figure.status == "unknown" else figure.status,
                 statement.certainty if statement and statement.certainty != "certain" else "",
                 "a total over several incidents" if figure.scope == "cumulative" else ""]
        if with_source:
            notes.append((self.voice(statement.source) if statement else self.own_voice()).origin)
        return Entry(f"{count(figure.low, figure.high)} {figure.kind}", "; ".join(filter(None, notes)), (figure.span,))

    def account(self, account: Account) -> AccountView:
        figures = [self.figures[key] for key in account.figures if key in self.figures]
        triggers = [self.events[key].trigger for key in account.events if key in self.events]
        spans = {*account.content, *triggers, *(figure.span for figure in figures)}
        return AccountView(self.voice(account.source), tuple(self.figure(figure) for figure in figures),
                           self.sentences.of(spans), united(spans))

    def messages(self) -> Iterable[Message]:
        accounts = (account for incident in self.dossier.incidents for account in incident.accounts)
        told = {key for account in accounts for key in account.statements}
        for statement in self.dossier.statements:
            if statement.act != "report" or statement.id not in told:
                yield self.message(statement)

    def message(self, statement: Statement) -> Message:
        addressee = ", ".join(self.name(someone) or someone for someone in statement.addressee)
        note = "" if statement.certainty == "certain" else statement.certainty
        return Message(statement.id, statement.act, self.voice(statement.source, as_named=True), addressee, note,
                       self.stretches(statement))

    def stretches(self, statement: Statement) -> tuple[Span, ...]:
        """The words of a statement with its cue: one stretch a sentence."""
        stretches: dict[Span, Span] = {}
        for span in sorted((*statement.content, *((statement.cue,) if statement.cue else ()))):
            sentence = self.sentences.around(span)
            known = stretches.get(sentence, span)
            stretches[sentence] = Span(min(known.start, span.start), max(known.end, span.end))
        return tuple(stretches.values())

    def besides(self) -> Iterable[Fact]:
        figures = [figure for figure in self.dossier.figures if figure.incident is None]
        inside = {key for incident in self.dossier.incidents for key in incident.events}
        events = [event for event in self.dossier.events if event.id not in inside]
        if figures:
            yield Fact("Figures", tuple(self.figure(figure, with_source=True) for figure in figures))
        if events:
            yield Fact("Events", tuple(self.event(event) for event in events))

    def named(self) -> Iterable[Fact]:
        parties = Fact("Who", tuple(map(self.party, self.dossier.parties)))
        places = Fact("Where", tuple(map(self.place, self.dossier.places)))
        times = Fact("When", tuple(map(self.time, self.dossier.times)))
        return [fact for fact in (parties, places, times) if fact.entries]

    def place(self, place: Place) -> Entry:
        notes = ("says whose, not where" if place.attributive else "", position(place) or "not in GeoNames")
        return Entry(place_name(place), "; ".join(filter(None, notes)), (place.span,))

    def party(self, party: Party) -> Entry:
        group = self.name(party.member_of)
        notes = (party.kind, party.role, f"of {group}" if group else "", country_name(party.country))
        return Entry(party.name, "; ".join(filter(None, notes)), party.spans)

    def time(self, time: Time) -> Entry:
        notes = ("" if "X" in time.value else time.value, "" if time.anchored else "counted from a day that isn't given")
        return Entry(period(time.earliest, time.latest) or time.type.lower(), "; ".join(filter(None, notes)), (time.span,))

    def event(self, event: Event) -> Entry:
        return Entry(event.type, event.realis, (event.trigger,))

    def name(self, party: str | None) -> str:
        known = self.parties.get(party or "")
        return known.name if known else ""

    def link(self, source: Source, *, as_named: bool = False) -> Entry:
        """One link of a chain; ``as_named`` adds the words that name the party where they are others than its name."""
        if source.outlet:
            return Entry(source.text or self.dossier.document.outlet or "the report")
        name, words = self.name(source.party), source.text
        if name and name.casefold() not in words.casefold():
            words = f"{name} (“{words}”)" if words and as_named else name
        return Entry(words, spans=(source.span,) if source.span else ())

    def voice(self, source: Sequence[Source], *, as_named: bool = False) -> Voice:
        if not source or all(link.outlet for link in source):
            return self.own_voice()
        key = tuple("outlet" if link.outlet else link.party or link.text.casefold() for link in source)
        known = self.voices[key].letter if key in self.voices else letter(len(self.voices))
        voice = Voice(known, tuple(self.link(link, as_named=as_named) for link in source))
        self.voices.setdefault(key, voice)
        return voice

    def own_voice(self) -> Voice:
        return Voice("", (Entry(f"{self.dossier.document.outlet or 'the report'}, in its own voice"),))


def letter(number: int) -> str:
    """A, B, … Z, AA, AB, …"""
    return (letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)
