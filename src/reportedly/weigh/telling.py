"""What one report tells of one happening: the unit that is linked, cut out of a dossier with all that weighing needs.

An incident of a dossier is a whole telling. Mentions outside its incidents that say that something happened, or that it
did not, are loose tellings, one a sentence: they belong to an incident only if another report tells of it.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from reportedly import lexicon
from reportedly.model import (
    Account,
    Dossier,
    Event,
    Figure,
    FigureKind,
    Incident,
    IncidentType,
    Party,
    PartyKind,
    Place,
    Role,
    Source,
    Span,
    Statement,
    Status,
    in_all,
)
from reportedly.sentences import Sentences
from reportedly.weigh.types import Count, DeskParty, DeskPlace, Member, Quote, Said, Told

DENYING = ("deny",)
DEFINITE_REACH = 2
"""How many words before an event's name its article may stand."""

LONGEST_NAME = 160
"""How many characters of a source's words are its name."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_OFFICE = re.compile(r"((?:(?!a |an |the |its |their )[\w'’-]+ ){1,4})spokes(?:man|woman|person)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain of sources. ``group``: whom they belong to; ``named``: it has a name of its own.

    ``body`` is whom they speak for, where they are its spokesman or its statement; ``role`` what they are said to be.
    """

    name: str
    kind: PartyKind | None = None
    country: str | None = None
    group: str | None = None
    named: bool = False
    body: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """What one source says in one report. ``chain`` runs from the origin to the outlet, which is its last link.

    ``spared`` are those of whom it denies that they were hit.
    """

    chain: tuple[Link, ...]
    told: tuple[Told, ...] = ()
    counts: tuple[Count, ...] = ()
    said: tuple[Said, ...] = ()
    actors: tuple[DeskParty, ...] = ()
    hit: tuple[DeskParty, ...] = ()
    places: tuple[DeskPlace, ...] = ()
    spared: tuple[DeskParty, ...] = ()

    @property
    def denies(self) -> bool:
        """Whether it says that the happening did not take place, and nothing else of it."""
        return bool(self.told) and all(t.denied for t in self.told) and not self.counts

    @property
    def tells(self) -> bool:
        """Whether it says anything of what happened, for or against."""
        return bool(self.told or self.counts)


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of one happening. ``key`` is the same for the same report and happening.

    ``start`` is where its first mention stands. ``earliest`` and ``latest`` are as in an incident's time; ``words`` are the
    content words of its sentences; ``names`` the names of those hit; ``contested`` what the report itself shows as such.
    """

    key: str
    document: str
    start: int
    whole: bool
    main: bool
    type: IncidentType
    types: tuple[IncidentType, ...]
    published: str | None
    outlet: str | None
    agency: str | None
    earliest: str | None
    latest: str | None
    stated: bool
    places: tuple[DeskPlace, ...]
    actors: tuple[DeskParty, ...]
    hit: tuple[DeskParty, ...]
    victims: tuple[str, ...]
    weapons: tuple[Quote, ...]
    when: tuple[Quote, ...]
    where: tuple[Quote, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    voices: tuple[Voice, ...]
    members: tuple[Member, ...]
    contested: Mapping[str, tuple[Quote, ...]]

    def to_json(self) -> str:
        """The telling as JSON text."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Telling:
        """The telling that :meth:`to_json` was called on."""
        return _adapter().validate_json(text)


@functools.cache
def _adapter() -> TypeAdapter[Telling]:
    return TypeAdapter(Telling)


def tellings(dossier: Dossier, document: str | None = None) -> tuple[Telling, ...]:
    """All tellings of a dossier. ``document`` is the report's id on the desk, where it isn't the dossier's."""
    return tuple(_Cutter(dossier, document or dossier.document.id).tellings())


ID_LENGTH = 10
"""Characters of an id."""


def short_id(*parts: str) -> str:
    """Ten characters of base32 (RFC 4648, lower case) that stand for these strings: 50 bits of their SHA-256.

    As a number that is below 2**53, so that spreadsheets and R keep it.
    """
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return base64.b32encode(digest[:8]).decode().lower()[:ID_LENGTH]


class _Cutter:
    def __init__(self, dossier: Dossier, document: str) -> None:
        self.dossier = dossier
        self.document = document
        self.text = dossier.document.text
        self.sentences = Sentences(dossier.document)
        self.parties = {p.id: p for p in dossier.parties}
        self.places = {p.id: p for p in dossier.places}
        self.times = {t.id: t for t in dossier.times}
        self.statements = {s.id: s for s in dossier.statements}
        self.events = {e.id: e for e in dossier.events}
        self.figures = {f.id: f for f in dossier.figures}
        self.agency = self.credited()
        self.chains = self.fullest_chains()

    def tellings(self) -> Iterable[Telling]:
        """The incidents' first, then the loose ones in the order of the text."""
        inside = {e for i in self.dossier.incidents for e in i.events}
        for incident in self.dossier.incidents:
            yield self.whole(incident)
        loose: dict[Span, list[Event]] = {}
        for event in self.dossier.events:
            if event.id not in inside and event.realis in ("happened", "ongoing", "denied"):
                loose.setdefault(self.sentences.around(event.trigger), []).append(event)
        for events in loose.values():
            yield self.loose(events)

    def whole(self, incident: Incident) -> Telling:
        events = [self.events[e] for e in incident.events if e in self.events]
        standing = frozenset(f for t in incident.tallies for f in t.figures)
        telling = self.telling(incident.type, events, self.voices(incident.accounts, standing), incident.id)
        time, place = incident.time, self.places.get(incident.place or "")
        first = (self.place(place),) if place is not None else ()
        return replace(
            telling, whole=True, main=incident.main,
            earliest=time.earliest if time else None, latest=time.latest if time else None,
            stated=bool(time and time.stated and time.earliest),
            when=self.quotes(self.times[t].span for t in (time.times if time else ()) if t in self.times),
            places=tuple(dict.fromkeys((*first, *(p for p in telling.places if p.precision != "country")))),
            where=self.quotes([place.span] if place is not None else []),
            actors=tuple(self.party(a.party, status=a.status) for a in incident.actors if a.party in self.parties),
            hit=self.hit((*incident.targets, *incident.victims)),
            victims=tuple(dict.fromkeys(h.name for h in self.hit(incident.victims))),
            names=self.names((*incident.targets, *incident.victims)),
            weapons=self.quotes(incident.weapons),
            contested={c.field: self.quotes(c.evidence) for c in incident.contested})

    def loose(self, events: list[Event]) -> Telling:
        accounts: dict[str | None, list[Event]] = {}
        for event in events:
            accounts.setdefault(event.statement, []).append(event)
        found = []
        for statement, told in accounts.items():
            said = self.statements.get(statement or "")
            ids = tuple(e.id for e in told)
            figures = tuple(f.id for f in self.dossier.figures if f.event in ids and f.incident is None
                            and f.scope == "incident")
            found.append(Account(said.source if said else (), (said.id,) if said else (), ids, figures))
        kind = next((e.type for e in events if e.type != "other"), events[0].type)
        telling = self.telling(kind, events, self.voices(found, None), f"m{events[0].trigger.start}")
        times = [self.times[e.time] for e in events if e.time and e.time in self.times]
        day = next((t for t in times if t.earliest), None)
        return replace(
            telling, earliest=day.earliest if day else None, latest=day.latest if day else None, stated=day is not None,
            when=self.quotes(t.span for t in times))

    def telling(self, kind: IncidentType, events: list[Event], voices: tuple[Voice, ...], local: str) -> Telling:
        document = self.dossier.document
        roles = [r for e in events for r in (*e.targets, *e.victims)]
        places = [self.places[e.place] for e in events if e.place and e.place in self.places]
        quotes = self.quotes(e.trigger for e in events)
        words = {w for q in quotes for w in content_words(q.sentence)}
        published = document.published.isoformat() if document.published else None
        return Telling(
            short_id(self.document, local), self.document, min(e.trigger.start for e in events), False, False, kind,
            tuple(dict.fromkeys(e.type for e in events)), published, document.outlet, self.agency, None, None, False,
            tuple(dict.fromkeys(self.place(p) for p in places)),
            tuple(self.party(r.party, r) for e in events for r in e.actors if r.party in self.parties),
            self.hit(roles), (), self.quotes(w for e in events for w in e.weapons), (),
            self.quotes(p.span for p in places), self.names(roles), tuple(sorted(words)), voices,
            tuple(Member(self.document, e.id, e.trigger, e.type) for e in events), {})

    def voices(self, accounts: Iterable[Account], standing: frozenset[str] | None) -> tuple[Voice, ...]:
        """One voice a source; accounts whose chains begin with the same party are one."""
        found: dict[tuple[Link, ...], list[Account]] = {}
        for account in accounts:
            found.setdefault(self.chain(account.source), []).append(account)
        return tuple(self.voice(chain, of, standing) for chain, of in found.items())

    def voice(self, chain: tuple[Link, ...], accounts: list[Account], standing: frozenset[str] | None) -> Voice:
        events = [self.events[e] for a in accounts for e in a.events if e in self.events]
        statements = [self.statements[s] for a in accounts for s in a.statements if s in self.statements]
        figures = [self.figures[f] for a in accounts for f in a.figures if f in self.figures]
        return Voice(
            chain,
            tuple(Told(e.type, e.realis, self.denied(e), self.quote(e.trigger)) for e in events if not self.harmless(e)),
            self.counts(figures, standing),
            tuple(self.said(s) for s in statements),
            tuple(dict.fromkeys(self.party(r.party, r) for e in events for r in e.actors if r.party in self.parties)),
            self.hit(r for e in events if not self.denied(e) for r in (*e.targets, *e.victims)),
            tuple(dict.fromkeys(self.place(self.places[e.place]) for e in events if e.place and e.place in self.places)),
            self.hit(r for e in events if self.denied(e) for r in (*e.targets, *e.victims)))

    def counts(self, figures: list[Figure], standing: frozenset[str] | None) -> tuple[Count, ...]:
        """The counts of a voice. Those that stand together are members of one list, and it is their sum that stands:
        of "a nurse and two boys" three people."""
        together: dict[tuple[FigureKind, str | None], list[Figure]] = {}
        for figure in figures:
            if standing is not None and figure.id in standing:
                together.setdefault((figure.kind, figure.statement), []).append(figure)
        lists = [of for of in together.values() if len(of) > 1]
        members = {f.id for of in lists for f in of}
        each = [self.count(f, standing is None or (f.id in standing and f.id not in members)) for f in figures]
        return tuple(sorted([*each, *map(self.sum, lists)], key=lambda c: c.quote.span))

    def count(self, figure: Figure, stands: bool) -> Count:
        return Count(figure.kind, figure.low, figure.high, figure.who, figure.status, figure.scope,
                     self.certainty(figure.statement), stands, self.quote(figure.span))

    def sum(self, listed: list[Figure]) -> Count:
        """The count of all members of a list, with the words from the first to the last."""
        low, high = in_all(listed)
        status = listed[0].status if len({f.status for f in listed}) == 1 else "unknown"
        words = Span(min(f.span.start for f in listed), max(f.span.end for f in listed))
        return replace(self.count(listed[0], True), low=low, high=high, who=None, status=status, quote=self.quote(words))

    def denied(self, event: Event) -> bool:
        """Whether its account says that it did not happen. "The strike" beside what is denied of it is taken as given."""
        statement = self.statements.get(event.statement or "")
        if event.realis == "denied" or statement is None or statement.act not in DENYING:
            return event.realis == "denied"
        before = self.text[:event.trigger.start].split()[-DEFINITE_REACH:]
        return len(statement.events) < 2 or not _list("definite") & {word.lower() for word in before}

    def harmless(self, event: Event) -> bool:
        """Whether it only says that some were not harmed, or that no civilians were hit: that denies no happening."""
        if not self.denied(event):
            return False
        word = self.text[event.trigger.start:event.trigger.end].lower()
        hit = self.hit((*event.targets, *event.victims))
        return (event.type == "other" and word in _harm()) or (bool(hit) and all(h.role == "civilian" for h in hit))

    def certainty(self, statement: str | None) -> Any:
        known = self.statements.get(statement or "")
        return known.certainty if known else "certain"

    def said(self, statement: Statement) -> Said:
        """The words of a statement with its cue: one quote a sentence."""
        stretches: dict[Span, Span] = {}
        for span in sorted((*statement.content, *((statement.cue,) if statement.cue else ()))):
            sentence = self.sentences.around(span)
            known = stretches.get(sentence, span)
            stretches[sentence] = Span(min(known.start, span.start), max(known.end, span.end))
        addressee = tuple(self.parties[a].name if a in self.parties else a for a in statement.addressee)
        return Said(statement.act, statement.certainty, statement.form, self.quotes(stretches.values()), addressee)

    def fullest_chains(self) -> dict[str, tuple[Source, ...]]:
        """By the party that speaks: the chain with the most links, of its statements, and its fullest description."""
        found: dict[str, tuple[Source, ...]] = {}
        for statement in self.dossier.statements:
            origin = statement.source[0] if statement.source else None
            if origin is None or origin.party is None or origin.outlet:
                continue
            known = found.get(origin.party, statement.source)
            chain = max(known, statement.source, key=len)
            first = max((known[0], origin), key=lambda s: len(s.text) if len(s.text) <= LONGEST_NAME else 0)
            found[origin.party] = (replace(chain[0], text=first.text), *chain[1:])
        return found

    def chain(self, source: tuple[Source, ...]) -> tuple[Link, ...]:
        """The links from the origin to the outlet; an agency's own report has its agency once."""
        if source and source[0].party:
            source = self.chains.get(source[0].party, source)
        outlet = self.dossier.document.outlet or "the report"
        links = [self.link(s) for s in source if not s.outlet and s.text.casefold() != outlet.casefold()]
        return (*links, Link(outlet, "outlet", named=self.dossier.document.outlet is not None))

    def link(self, source: Source) -> Link:
        party = self.parties.get(source.party or "")
        if party is None:
            return Link(source.text[:LONGEST_NAME])
        group = self.parties.get(party.member_of or "") or self.owner(source)
        named = party.kind != "unnamed"
        name = party.name if named else max(party.name, source.text[:LONGEST_NAME], key=len)
        speaks = bool(_list("mouthpieces") & set(_WORD.findall(f"{source.text} {party.role}".lower())))
        whose = group.name if group is not None else None
        body = (whose or _body(source.text)) if speaks else None
        return Link(name, party.kind, party.country, whose, named, body, party.role)

    def owner(self, source: Source) -> Party | None:
        """Whose "its spokesman" is: the body that the sentence names first."""
        words = source.text.lower().split()
        if source.span is None or not words or words[0] not in _list("possessives"):
            return None
        begin = self.sentences.around(source.span).start
        named = [(s.start, p) for p in self.parties.values() if p.kind in ("force", "government", "armed group", "organisation")
                 for s in p.spans if begin <= s.start < source.span.start]
        return min(named, key=lambda n: n[0])[1] if named else None

    def credited(self) -> str | None:
        """The agency whose copy the report is, by its dateline or its credit line."""
        document = self.dossier.document
        if document.dateline and document.dateline.agency:
            span = document.dateline.agency
            return agency(self.text[span.start:span.end])
        for piece in document.furniture:
            found = agency(self.text[piece.span.start:piece.span.end]) if piece.kind == "credit" else None
            if found:
                return found
        return agency(document.outlet or "")

    def party(self, party: str | None, role: Role | None = None, status: Any = None) -> DeskParty:
        known = self.parties[party or ""]
        spans = [role.span] if role else list(known.spans[:1])
        return DeskParty(known.name, known.kind, known.country, status, self.role(known, role), quotes=self.quotes(spans))

    def role(self, party: Party | None, role: Role | None) -> Status:
        words = self.text[role.span.start:role.span.end] if role else party.name if party else ""
        return status_of(words) if party is None or party.kind != "force" else "combatant"

    def hit(self, roles: Iterable[Role]) -> tuple[DeskParty, ...]:
        """Who or what was hit, each once; "none of its leaders" is nobody."""
        found: dict[str, DeskParty] = {}
        for role in roles:
            words = self.text[role.span.start:role.span.end]
            if words.split()[0].lower() in _list("nobody"):
                continue
            party = self.parties.get(role.party or "")
            name = party.name if party is not None and party.kind != "unnamed" else words
            found.setdefault(name.casefold(), DeskParty(
                name, party.kind if party else None, party.country if party else None, None, self.role(party, role),
                quotes=self.quotes([role.span])))
        return tuple(found.values())

    def names(self, roles: Iterable[Role]) -> tuple[str, ...]:
        """Names of the persons who were hit."""
        parties = (self.parties.get(r.party or "") for r in roles)
        return tuple(sorted({p.name for p in parties if p is not None and p.kind == "person"}))

    def place(self, place: Place) -> DeskPlace:
        return DeskPlace(place.name, place.country, place.admin1, place.latitude, place.longitude, place.geoname_id,
                         place.relation, place.precision)

    def quotes(self, spans: Iterable[Span]) -> tuple[Quote, ...]:
        return tuple(self.quote(s) for s in sorted(set(spans)))

    def quote(self, span: Span) -> Quote:
        around = self.sentences.around(span)
        return Quote(self.document, span, self.text[span.start:span.end], self.text[around.start:around.end], around.start)


def _body(words: str) -> str | None:
    """Whom a spokesman speaks for by the words before his office: "army" of "army spokesman Colonel Lado"."""
    found = _OFFICE.match(words)
    return found[1].strip() or None if found else None


def moment(published: str | None) -> str:
    """A key by which days and moments of publication are in order: UTC; a bare day comes after its hours, none last."""
    if not published:
        return "9999"
    if "T" not in published:
        return f"{published}T24:00:00"
    return datetime.fromisoformat(published).astimezone(UTC).isoformat()[:19]


def content_words(text: str) -> set[str]:
    """The words of a text that say what it is about, in lower case, without plural endings."""
    return {w.rstrip("s") for w in map(str.lower, _WORD.findall(text)) if w not in _list("function_words")}


def agency(words: str) -> str | None:
    """The news agency that is named in these words, by its usual name."""
    for pattern, name in _agencies():
        if pattern.search(words):
            return name
    return None


@functools.cache
def _agencies() -> tuple[tuple[re.Pattern[str], str], ...]:
    names = [(alias, name) for name, entry in lexicon.load("agencies").items() for alias in (name, *entry.get("aliases", ()))]
    names.sort(key=lambda n: -len(n[0]))
    return tuple((re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)"), name) for alias, name in names)


def status_of(words: str) -> Status:
    """Whether a phrase for people means civilians, combatants or officials, by its last noun that says so."""
    nouns = _statuses()
    for word in reversed(_WORD.findall(words.lower())):
        found = nouns.get(word) or nouns.get(word.removesuffix("s")) or nouns.get(word.removesuffix("es"))
        if found:
            return found
    return "unknown"


@functools.cache
def _statuses() -> dict[str, Status]:
    tables = lexicon.load("status")
    known = {word: status for status, words in tables["status"].items() for word in words}
    return known | {plural: known[one] for one, plural in tables["plurals"].items() if one in known}


@functools.cache
def _harm() -> frozenset[str]:
    """The verbs and nouns that tell what became of people, with their regular forms."""
    tables = lexicon.load("events")
    lemmas = {lemma for kind in ("verb", "noun") for entry in tables[kind] if entry.get("harm") for lemma in entry["lemmas"]}
    return frozenset({form for lemma in lemmas for form in (lemma, f"{lemma}s", f"{lemma}d", f"{lemma}ed")})


@functools.cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("weigh")[name])
