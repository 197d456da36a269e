"""The events of one document that are one happening.

Events are taken in the order of the text. Each joins a happening that was told before, where the sentence links the two
or nothing speaks against it (type, day, place, who was hit), or opens a new one. Nothing is an incident that has not two
of: a day, a place, a figure, an actor, a target.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.accounts import accounts, actors, contested, tallies
from reportedly.extract.parties import Parties
from reportedly.extract.settings import common_country
from reportedly.model import (
    Document,
    Event,
    Figure,
    Incident,
    IncidentTime,
    IncidentType,
    Place,
    Role,
    Span,
    Statement,
    Time,
)

OPEN_TYPE: IncidentType = "other"
HAPPENED = ("happened", "ongoing")
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"bombing", "suicide bombing"}), frozenset({"airstrike", "shelling"}), frozenset({"shooting", "clash"}),
    frozenset({"shooting", "execution"}), frozenset({"riot", "clash"}), frozenset({"riot", "protest"}),
    frozenset({"shelling", "clash"}), frozenset({"bombing", "airstrike"}),
)
PUNCTUAL = frozenset({"arrest", "abduction", "execution", "robbery"})
NEAR_KM = 40.0
LEAD_SENTENCES = 3
NEWS_DAYS = 7


@dataclass(slots=True, eq=False)
class Happening:
    """An incident while its events are being gathered."""

    events: list[Event]
    tokens: list[Token]
    time: Time | None = None
    place: Place | None = None
    names: set[str] = field(default_factory=set)

    @property
    def types(self) -> set[str]:
        return {e.type for e in self.events if e.type != OPEN_TYPE}


@functools.cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(lexicon.load("events")[table][key])


@functools.cache
def _harm() -> frozenset[str]:
    tables = lexicon.load("events")
    return frozenset(lemma for kind in ("verb", "noun") for e in tables[kind] if e.get("harm") for lemma in e["lemmas"])


def find_incidents(
    doc: Doc, document: Document, parties: Parties, places: Sequence[Place], times: Sequence[Time],
    statements: Sequence[Statement], events: Sequence[Event], figures: Sequence[Figure],
) -> tuple[tuple[Incident, ...], tuple[Figure, ...], tuple[Statement, ...]]:
    """The incidents; the figures with their incidents; the statements with their events."""
    gathering = Gathering(doc, document, parties, {p.id: p for p in places}, {t.id: t for t in times})
    for event in events:
        gathering.add(event)
    happenings = gathering.happenings
    home = {e.id: h for h in happenings for e in h.events}
    counted = _figures_at_home(doc, events, figures, home)
    country = common_country(doc, places)
    found: list[Incident] = []
    told: list[Figure] = []
    ids: dict[int, str] = {}
    for happening in happenings:
        own = [f for f in counted if counted[f] is happening]
        incident = _incident(happening, own, document, doc, country)
        if incident is not None:
            ids[id(happening)] = incident.id
            found.append(incident)
    for figure in figures:
        where = counted.get(figure)
        told.append(replace(figure, incident=ids.get(id(where)) if where is not None else None))
    by_statement: dict[str, list[str]] = {}
    for event in events:
        if event.statement:
            by_statement.setdefault(event.statement, []).append(event.id)
    said = tuple(replace(s, events=tuple(by_statement.get(s.id, ()))) for s in statements)
    found = _with_main(found, events, document, doc)
    final = tuple(_weighed(i, parties, events, told, said, document) for i in found)
    return final, tuple(told), said


def _weighed(
    incident: Incident, parties: Parties, events: Sequence[Event], figures: Sequence[Figure],
    statements: Sequence[Statement], document: Document,
) -> Incident:
    mine = [e for e in events if e.id in incident.events]
    counts = [f for f in figures if f.incident == incident.id]
    told = accounts(mine, counts, statements, document)
    doers = actors(mine, statements, parties)
    return replace(
        incident, actors=doers, accounts=told, tallies=tallies(counts),
        contested=contested(mine, counts, doers, statements))


class Gathering:
    """The happenings so far, and which of them an event belongs to."""

    def __init__(
        self, doc: Doc, document: Document, parties: Parties, places: dict[str, Place], times: dict[str, Time],
    ) -> None:
        self._doc, self._parties, self._places, self._times = doc, parties, places, times
        self._lead = _lead(doc, document)
        day = document.published
        self._old = (day - timedelta(days=NEWS_DAYS)).isoformat()[:10] if day else ""
        self._at: dict[int, tuple[Event, Happening | None]] = {}
        self.happenings: list[Happening] = []

    def _outdated(self, time: Time | None, home: Happening) -> bool:
        """Whether the time is long past, and the happening is the news of the lead with no time of its own yet."""
        fresh = home.time is None and home.events[0].trigger.start < self._lead
        return fresh and time is not None and time.latest is not None and time.latest[:10] < self._old

    def add(self, event: Event) -> None:
        """Puts the event to the happening that it tells of; planned and hypothetical ones belong to none."""
        found = self._doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
        if found is None:
            return
        token = found.root
        home, apart = self._linked(token, event)
        home = home or self._compatible(token, event, apart)
        if home is None and event.realis in HAPPENED and not self._generic(token, event):
            home = Happening([], [])
            self.happenings.append(home)
        if home is not None and event.realis in (*HAPPENED, "denied"):
            self._join(home, event, token)
        self._at[token.i] = (event, home)

    def _join(self, home: Happening, event: Event, token: Token) -> None:
        home.events.append(event)
        home.tokens.append(token)
        time, place = self._times.get(event.time or ""), self._places.get(event.place or "")
        home.time = _narrower(home.time, time)
        home.place = _closer(home.place, place)
        home.names |= self._named(event)

    def _named(self, event: Event) -> set[str]:
        """The persons that are named as hit: two of different names are two happenings."""
        return {r.party for r in (*event.victims, *event.targets) if r.party and self._parties.kind(r.party) == "person"}

    def _linked(self, token: Token, event: Event) -> tuple[Happening | None, list[Happening]]:
        """The happening of an event that this one hangs on in its sentence, and those that the sentence sets it apart from."""
        at, words = token, set[str]()
        for _ in range(8):
            if at.head.i == at.i:
                break
            if at.dep_ in ("prep", "advcl", "mark"):
                words |= {at.lower_} | {c.lower_ for c in at.children if c.dep_ in ("mark", "advmod")}
            conj = at.dep_ == "conj"
            at = at.head
            other, home = self._at.get(at.i, (None, None))
            if other is not None and home is not None:
                harm, above_harm = token.lemma_.lower() in _harm(), at.lemma_.lower() in _harm()
                cause = above_harm and not harm and not words & _words("reference", "before")
                if not cause and words & (_words("reference", "apart") | _words("reference", "before")):
                    return None, [home]
                if (conj and not (harm or above_harm)) or not _types_agree(event.type, home.types):
                    return None, []
                return home, []
        for child in token.subtree:
            other, home = self._at.get(child.i, (None, None))
            if home is not None and child.i < token.i and child.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj"):
                if _types_agree(event.type, home.types):
                    return home, []
        return None, []

    def _compatible(self, token: Token, event: Event, apart: Sequence[Happening]) -> Happening | None:
        """The latest happening that nothing in the event's own words speaks against."""
        own_words = {c.lower_ for c in token.children} | {c.lower_ for c in token.head.children if c.dep_ == "advmod"}
        if own_words & _words("reference", "other") or own_words & _words("reference", "adverbs"):
            return None
        definite = bool(own_words & _words("reference", "same"))
        time, place = self._times.get(event.time or ""), self._places.get(event.place or "")
        names = self._named(event)
        best: tuple[float, int] | None = None
        for index, home in enumerate(self.happenings):
            if home in apart:
                continue
            score = self._score(event, home, time, place, names)
            if score is not None:
                if names and not names & home.names and token.pos_ == "NOUN":
                    score -= 1.0
                score += definite + (0.5 if index == len(self.happenings) - 1 else 0)
                if best is None or score >= best[0]:
                    best = (score, index)
        if best is None:
            return None
        needed = 0.0 if definite or event.type == OPEN_TYPE else 1.0
        return self.happenings[best[1]] if best[0] >= needed else None

    def _score(
        self, event: Event, home: Happening, time: Time | None, place: Place | None, names: set[str],
    ) -> float | None:
        """How much speaks for one happening; None where something speaks against it."""
        if not _types_agree(event.type, home.types) or not _days_meet(time, home.time):
            return None
        if self._outdated(time, home) or (names and home.names and not names & home.names):
            return None
        near = _same_place(place, home.place)
        if near is False:
            return None
        score = 1.0 if event.type != OPEN_TYPE and home.types else 0.0
        score += 1.0 if near else 0.0
        score += 1.0 if time and home.time else 0.0
        mine = self._doers([event])
        theirs = self._doers(home.events)
        if mine and theirs:
            score += 1.0 if mine & theirs else -1.0
        score += 1.0 if names & home.names else 0.0
        return score

    def _doers(self, events: Iterable[Event]) -> set[str]:
        """The doers that have a name or a side; "an unidentified man" may be any of them."""
        found = {r.party for e in events for r in e.actors if r.party}
        return {p for p in found if self._parties.kind(p) not in ("unnamed", "crowd")}

    def _generic(self, token: Token, event: Event) -> bool:
        """Bare plurals with no part of their own ("attacks on civilians are a crime") tell of no one happening."""
        bare = token.tag_ == "NNS" and not any(c.dep_ in ("det", "nummod", "poss") for c in token.children)
        parts = sum(map(bool, (event.actors, event.targets or event.victims, event.place, event.time)))
        return parts == 0 or (bare and parts < 2)


def _types_agree(one: str, others: set[str]) -> bool:
    if one == OPEN_TYPE or not others or one in others:
        return True
    return all(any({one, other} <= family for family in FAMILIES) for other in others)


def _days_meet(one: Time | None, other: Time | None) -> bool:
    if not (one and other and one.earliest and one.latest and other.earliest and other.latest):
        return True
    return one.earliest[:10] <= other.latest[:10] and other.earliest[:10] <= one.latest[:10]


def _narrower(one: Time | None, other: Time | None) -> Time | None:
    if one is None or not one.earliest or not one.latest:
        return other if other is not None and other.earliest else one or other
    if other is None or not other.earliest or not other.latest:
        return one
    if one.earliest[:10] == one.latest[:10] and other.earliest[:10] == other.latest[:10]:
        return other if len(other.earliest) > len(one.earliest) else one
    return other if one.earliest <= other.earliest and other.latest <= one.latest else one


PRECISIONS = ("country", "region", "near", "exact")


def _closer(one: Place | None, other: Place | None) -> Place | None:
    if one is None or other is None:
        return one or other
    return other if PRECISIONS.index(other.precision) > PRECISIONS.index(one.precision) else one


def _same_place(one: Place | None, other: Place | None) -> bool | None:
    """True or False where both are known and tell; None where they don't."""
    if one is None or other is None:
        return None
    if one.id == other.id or one.name == other.name or (one.geoname_id and one.geoname_id == other.geoname_id):
        return True
    if one.country and other.country and one.country != other.country:
        return False
    if "country" in (one.precision, other.precision) or "region" in (one.precision, other.precision):
        return None
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    degrees = abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude)  # type: ignore[operator]
    return degrees * 111 <= NEAR_KM


def _figures_at_home(
    doc: Doc, events: Sequence[Event], figures: Sequence[Figure], home: dict[str, Happening],
) -> dict[Figure, Happening | None]:
    """The happening that each figure counts: its event's, else that of the nearest event before it in the text."""
    found: dict[Figure, Happening | None] = {}
    for figure in figures:
        where = home.get(figure.event or "")
        if where is None and figure.scope == "incident":
            before = [e for e in events if e.id in home]
            near = sorted(before, key=lambda e: (e.trigger.start > figure.span.end, abs(e.trigger.start - figure.span.start)))
            sentence = _sentence(doc, figure.span)
            inside = [e for e in near if sentence and sentence[0] <= e.trigger.start < sentence[1]]
            if inside or near:
                where = home[(inside or near)[0].id]
        found[figure] = where if figure.scope == "incident" else None
    return found


def _sentence(doc: Doc, span: Span) -> tuple[int, int] | None:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return (found.sent.start_char, found.sent.end_char) if found is not None and len(found) else None


def _incident(
    happening: Happening, figures: Sequence[Figure], document: Document, doc: Doc, country: Place | None,
) -> Incident | None:
    told = [e for e in happening.events if e.realis in HAPPENED]
    if not told:
        return None
    if not any(e.actors for e in told) and _by_accident(happening, document):
        return None
    targets = _distinct(r for e in told for r in e.targets)
    victims = _distinct(r for e in told for r in e.victims)
    time, place = happening.time, happening.place
    doers = any(e.actors for e in told)
    if sum(map(bool, (time and time.earliest, place, figures, doers, targets or victims))) < 2:
        return None
    place = place or country
    when = IncidentTime(time.earliest, time.latest, tuple(dict.fromkeys(e.time for e in told if e.time))) if time else None
    return Incident(
        f"i{told[0].trigger.start}", _type(happening, doc), False, tuple(e.id for e in happening.events), time=when,
        place=place.id if place else None, targets=_distinct((*targets, *victims)), victims=victims,
        weapons=tuple(sorted({w for e in told for w in e.weapons})))


def _by_accident(happening: Happening, document: Document) -> bool:
    """Whether what harmed people is told as an accident or a disease, or nothing tells of violence at all ("died")."""
    lemmas = {t.lemma_.lower() for t in happening.tokens}
    if not lemmas <= _harm() | _words("accidents", "events"):
        return False
    told = {t.lemma_.lower() for token in happening.tokens for t in token.sent}
    told |= set((document.title or "").lower().split())
    return bool(told & _words("accidents", "nouns")) or lemmas <= _natural()


@functools.cache
def _natural() -> frozenset[str]:
    """Words for death that need nobody's hand: "die", "death"."""
    tables = lexicon.load("events")
    return frozenset(lemma for kind in ("verb", "noun") for e in tables[kind] if e.get("natural") for lemma in e["lemmas"])


def _distinct(roles: object) -> tuple[Role, ...]:
    found: dict[object, Role] = {}
    for role in roles:  # type: ignore[attr-defined]
        found.setdefault(role.party or role.span, role)
    return tuple(found.values())


def _type(happening: Happening, doc: Doc) -> IncidentType:
    counts = Counter(e.type for e in happening.events if e.type != OPEN_TYPE)
    if counts:
        if "suicide bombing" in counts and "bombing" in counts:
            return "suicide bombing"
        first = [e.type for e in happening.events if e.type != OPEN_TYPE]
        if first[0] == "clash" and _crowd(happening, doc):
            return "riot"
        return max(counts, key=lambda t: (counts[t], -first.index(t)))  # type: ignore[arg-type,return-value]
    return _type_by_sides(happening, doc)


def _lemmas(roles: Iterable[Role], doc: Doc) -> set[str]:
    found = (doc.char_span(r.span.start, r.span.end, alignment_mode="expand") for r in roles)
    return {t.lemma_.lower() for s in found if s is not None for t in s}


def _crowd(happening: Happening, doc: Doc) -> bool:
    """Whether a crowd is one of the sides."""
    return bool(_lemmas((r for e in happening.events for r in e.actors), doc) & _words("sides", "crowd"))


def _type_by_sides(happening: Happening, doc: Doc) -> IncidentType:
    doers = _lemmas((r for e in happening.events for r in e.actors), doc)
    hit = _lemmas((r for e in happening.events for r in (*e.targets, *e.victims)), doc)
    armed = _words("sides", "armed")
    defaults = _defaults()
    if doers & _words("sides", "gunmen"):
        return "shooting"
    if doers & armed and hit & armed:
        return "clash"
    return next((defaults[t.lemma_.lower()] for t in happening.tokens if t.lemma_.lower() in defaults), OPEN_TYPE)


@functools.cache
def _defaults() -> dict[str, IncidentType]:
    tables = lexicon.load("events")
    return {lemma: e["default"] for kind in ("verb", "noun") for e in tables[kind] if "default" in e for lemma in e["lemmas"]}


def _with_main(found: list[Incident], events: Sequence[Event], document: Document, doc: Doc) -> list[Incident]:
    """Marks the incidents that the report is news of: told in its lead, and of its days."""
    lead = _lead(doc, document)
    triggers = {e.id: e.trigger for e in events}
    by_first = sorted(found, key=lambda i: min(triggers[e].start for e in i.events))
    marked = {i.id for i in by_first if min(triggers[e].start for e in i.events) < lead and _is_news(i, document)}
    return [replace(i, main=i.id in marked) for i in by_first]


def _lead(doc: Doc, document: Document) -> int:
    """Where the first sentences of the report end, its title left out."""
    starts = [s.start_char for s in doc.sents if s.text.strip() and not _in(document.title_span, s.start_char)]
    return starts[LEAD_SENTENCES] if len(starts) > LEAD_SENTENCES else len(document.text)


def _in(span: Span | None, at: int) -> bool:
    return span is not None and span.start <= at < span.end


def _is_news(incident: Incident, document: Document) -> bool:
    if incident.time is None or incident.time.latest is None or document.published is None:
        return True
    return incident.time.latest[:10] >= (document.published - timedelta(days=NEWS_DAYS)).isoformat()[:10]
