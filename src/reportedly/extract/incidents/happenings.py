"""Which mentions of one document tell of one happening.

First the mentions that a sentence ties together ("a bomb exploded, killing six"), then these in the order of the text:
each joins a happening that was told before, where nothing speaks against it (type, day, place, who was hit, who did it)
and enough speaks for it, or opens a new one.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.events.settings import tokens_of
from reportedly.extract.events.words import lemmas_with, words
from reportedly.extract.incidents.generic import is_generic, tells_habit
from reportedly.extract.incidents.said_on import said_on
from reportedly.extract.parties import Parties
from reportedly.model import Document, Event, IncidentType, Place, Role, Statement, Time

OPEN_TYPE: IncidentType = "other"
FIGHT: IncidentType = "clash"
ARREST: IncidentType = "arrest"
HAPPENED = ("happened", "ongoing")
TOLD = (*HAPPENED, "denied")
FAMILIES: tuple[frozenset[str], ...] = tuple(map(frozenset, (
    ("bombing", "suicide bombing"), ("airstrike", "shelling"), ("shooting", "clash"), ("shooting", "execution"),
    ("riot", "clash"), ("riot", "protest"), ("shelling", "clash"), ("bombing", "airstrike"),
    ("abduction", "arrest"),
)))
"""Types by which one happening may be told."""

RELATED = 0.45
"""What types by which one happening may be told speak for it, where the same type speaks one."""

TWO_SIDED = frozenset({FIGHT, "riot", "protest"})

HARMLESS = frozenset({"arrest", "protest"})
"""Types of which a word of harm in another sentence does not tell again."""

NEAR_KM = 40.0
KM_A_DEGREE = 111.0
NEWS_DAYS = 7
FRESH = timedelta(days=3)
"""How long before the stamp on its page news may have happened that no day is said of."""

REACH = 200
"""How many happenings back a mention may lead; no report tells of so many, a long list of them costs no more for it."""
PRECISIONS = ("country", "region", "near", "exact")
ARGUMENTS = ("nsubj", "nsubjpass", "pobj", "dobj")


@dataclass(slots=True, eq=False)
class Happening:
    """Events that are one happening, with what they tell together.

    ``types`` leaves out the open one; ``doers`` are those that have a name or a side; ``before``: what the report brings
    as news is said to have come after it; ``stamp``: the day of the page's own stamp, where it runs on with the
    sentence; ``said``: the day when it was said.
    """

    events: list[Event] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    time: Time | None = None
    stamp: Time | None = None
    said: Time | None = None
    place: Place | None = None
    names: set[str] = field(default_factory=set)
    apart: list[Happening] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    doers: set[str] = field(default_factory=set)
    before: bool = False

    def take(self, other: Happening) -> None:
        """Adds what another tells."""
        self.events += other.events
        self.tokens += other.tokens
        self.time = narrower(self.time, other.time)
        self.stamp = self.stamp or other.stamp
        self.place = closer(self.place, other.place)
        self.names |= other.names
        self.types |= other.types
        self.doers |= other.doers


@functools.cache
def harm() -> frozenset[str]:
    """The verbs and nouns that tell what became of people."""
    return lemmas_with("harm") | words("among", "nouns")


class Gathering:
    """The happenings of a document."""

    def __init__(
        self, doc: Doc, document: Document, parties: Parties, places: Sequence[Place], times: Sequence[Time],
        statements: Sequence[Statement],
    ) -> None:
        self._doc, self._parties = doc, parties
        self._said = said_on(doc, statements, times)
        self._places, self._times = {p.id: p for p in places}, {t.id: t for t in times}
        pieces = [f.span for f in document.furniture if f.kind == "timestamp"]
        self._stamps = {t.id for t in times if any(p.start <= t.span.start < p.end for p in pieces)}
        day = document.published
        self._old = (day - timedelta(days=NEWS_DAYS)).isoformat()[:10] if day else ""
        self._headline = document.title_span
        self.happenings: list[Happening] = []

    def gather(self, events: Sequence[Event], totals: frozenset[str] = frozenset()) -> list[Happening]:
        """All happenings, in the order of the text; events in ``totals`` sum up several, and join none."""
        homes: dict[int, Happening] = {}
        denied: list[Happening] = []
        for unit in self._units(events):
            settled = bool(unit.time or unit.place)
            if tells_habit(self._doc, unit.events, unit.tokens, settled):
                continue
            unit.apart = [homes.get(id(other), other) for other in unit.apart]
            home = None if any(e.id in totals for e in unit.events) else self._home(unit)
            homes[id(unit)] = home or unit
            if home is not None:
                home.take(unit)
            elif not any(e.realis in HAPPENED for e in unit.events):
                denied.append(unit)
            elif not is_generic(self._doc, unit.events, unit.tokens, settled, bool(unit.names)):
                self.happenings.append(unit)
        self._fold_headline()
        for unit in denied:
            self._fold_denied(unit)
        return self.happenings

    def _fold_headline(self) -> None:
        """What only the headline tells is what the report goes on to tell first, where nothing speaks against it."""
        told = [h for h in self.happenings if self._in_headline(h)]
        body = [h for h in self.happenings if h not in told]
        for headline in told:
            for home in body[:2]:
                if may_be_one(headline, home):
                    headline.take(home)
                    self.happenings.remove(home)
                    body.remove(home)
                    break

    def _fold_denied(self, unit: Happening) -> None:
        """What is denied before anybody is told to have said it is the happening told behind that it most agrees with."""
        behind = [h for h in self.happenings if h.tokens[0].i > unit.tokens[-1].i and h not in unit.apart]
        scores = [(score, -n) for n, h in enumerate(behind) if (score := self._score(unit, h)) is not None and score >= 1.0]
        if scores:
            behind[-max(scores)[1]].take(unit)

    def _in_headline(self, happening: Happening) -> bool:
        span = self._headline
        return span is not None and all(span.start <= t.idx < span.end for t in happening.tokens)

    def _units(self, events: Sequence[Event]) -> list[Happening]:
        """The events that their sentence ties to each other, as one; planned and hypothetical ones are left out."""
        at: dict[int, Happening] = {}
        units: list[Happening] = []
        for event in events:
            found = self._doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
            if found is None or event.realis not in TOLD:
                continue
            token = found.root
            day = self._times.get(event.time or "")
            time, stamp = (None, day) if event.time in self._stamps else (day, None)
            own = Happening(
                [event], [token], time, stamp, self._said.get(event.statement or ""), self._places.get(event.place or ""),
                self._named(event, token), types=set[str]({event.type} - {OPEN_TYPE}), doers=self._doers(event))
            unit, apart = self._tied(token, event, own, at)
            if unit is not None and days_meet(unit.time, own.time):
                unit.take(own)
            else:
                unit = own
                units.append(own)
            unit.apart += apart
            at[token.i] = unit
        return units

    def _tied(
        self, token: Token, event: Event, own: Happening, at: dict[int, Happening],
    ) -> tuple[Happening | None, list[Happening]]:
        """The unit of an event that this one hangs on in its sentence, or the other way; those it is set apart from."""
        word, between = token, set[str]()
        for _ in range(8):
            if word.head.i == word.i:
                break
            if word.dep_ in ("prep", "advcl", "mark"):
                between |= {word.lower_} | {c.lower_ for c in word.children if c.dep_ in ("mark", "advmod")}
            conj = word.dep_ == "conj"
            word = word.head
            unit = at.get(word.i)
            if unit is not None:
                mine, above = token.lemma_.lower() in harm(), word.lemma_.lower() in harm()
                cause = above and not mine and not between & words("reference", "before") and not _each_its_own(own, unit)
                if not cause and between & (words("reference", "apart") | words("reference", "before")):
                    return None, [unit]
                opened = event.type == OPEN_TYPE or not unit.types
                follows = opened and (mine or above) and ARREST in (event.type, *unit.types)
                one = mine or above or not conj or (opened and _goes_on(token))
                ties = types_agree(event.type, unit.types) and one and not follows
                if ties and self._turned_on(event, unit.events):
                    return None, [unit]
                return (unit if ties else None), []
        for child in token.subtree:
            unit = at.get(child.i)
            argument = unit is not None and child.i < token.i and child.dep_ in ARGUMENTS
            if argument and unit is not None and types_agree(event.type, unit.types):
                return unit, []
        return None, []

    def _named(self, event: Event, token: Token) -> set[str]:
        """The persons named as hit: two of different names are two happenings, but for those "among the dead"."""
        if token.lemma_.lower() in words("among", "nouns"):
            return set()
        hit = (r.party for r in (*event.victims, *event.targets) if r.party)
        return {p for p in hit if self._parties.kind(p) == "person"}

    def _home(self, unit: Happening) -> Happening | None:
        """The happening told before that the unit tells of again; None: a new one."""
        around = {c.lower_ for t in unit.tokens for c in t.children}
        beside = {c.lower_ for t in unit.tokens for c in t.head.children if c.dep_ == "advmod"}
        around |= beside & words("reference", "adverbs")
        listed = unit.tokens[0].lemma_.lower() in words("among", "nouns")
        if around & (words("reference", "other") | words("reference", "adverbs")) and not listed:
            return None
        definite = any(c.lower_ in words("reference", "same") for c in unit.tokens[0].children)
        best: tuple[float, Happening] | None = None
        namesakes = [h for h in self.happenings if unit.names & h.names]
        by_mention = sorted(namesakes or self.happenings[-REACH:], key=lambda h: h.tokens[-1].i)
        unit.before = self._goes_before_news(unit) or any(self._of_others(unit, h) for h in by_mention[-1:])
        earlier = by_mention[-1:] if not namesakes and self._goes_before_news(unit) else []
        for home in by_mention:
            own_day = unit.time is not None and home.time is None and around & words("reference", "besides")
            score = None if home in unit.apart or home in earlier or own_day else self._score(unit, home)
            if score is not None:
                score += definite + (0.5 if home is by_mention[-1] else 0)
                score += 0.5 if home.tokens[-1].sent.start == unit.tokens[0].sent.start else 0
                if best is None or score >= best[0]:
                    best = (score, home)
        if best is None:
            return None
        needed = 0.0 if definite or not unit.types or not best[1].types else RELATED + 0.5
        return best[1] if best[0] >= needed else None

    def _goes_before_news(self, unit: Happening) -> bool:
        """Whether what was told last is said to have come after the unit: "the report follows the killing of A".

        What it is revenge for came before it too.
        """
        token = unit.tokens[0]
        if token.dep_ == "pobj" and token.head.head.lemma_.lower() in words("reference", "reprisals"):
            return True
        told = any(e.targets or e.victims or e.actors for e in unit.events) or unit.time or unit.place
        verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ in words("reference", "behind") else token.head
        verbs = words("reference", "comes" if token.dep_ == "pobj" else "sequels")
        if not told or token.dep_ not in ("dobj", "pobj") or verb.lemma_.lower() not in verbs:
            return False
        events = {t.i for h in self.happenings for t in h.tokens}
        subjects = (c for c in verb.lefts if c.dep_ == "nsubj")
        return any(c.i in events or c.lemma_.lower() in words("reference", "news") for c in subjects)

    def _score(self, unit: Happening, home: Happening) -> float | None:
        """How much speaks for one happening; None where something speaks against it."""
        if not may_be_one(unit, home) or self._outdated(unit, home):
            return None
        if not self._one_kind(unit, home) or any(self._turned_on(event, home.events) for event in unit.events):
            return None
        days = [h.time or h.stamp for h in (unit, home)]
        same_day = all(day and day.earliest for day in days) and days_meet(*days)
        score = _of_types(unit, home) + bool(same_place(unit.place, home.place)) + same_day
        if unit.doers and home.doers:
            if _each_its_own(unit, home):
                return None
            score += 1.0 if unit.doers & home.doers else -1.0
        if unit.names & home.names:
            score += 1.0
        elif unit.names and unit.tokens[0].pos_ == "NOUN":
            score -= 2.0 if self._of_others(unit, home) else 1.0
        return score

    def _of_others(self, unit: Happening, home: Happening) -> bool:
        """Whether the unit is "the killing of A", and the victims of the other are several people, none of them named."""
        hit = (t for e in home.events for r in e.victims for t in tokens_of(self._doc, r.span))
        counted = not home.names and any(t.tag_ == "NNS" for t in hit)
        return counted and bool(unit.names) and unit.tokens[0].pos_ == "NOUN" and self._tells_harm(unit)

    def _tells_harm(self, unit: Happening) -> bool:
        """Whether the unit only tells what became of people."""
        return all(t.lemma_.lower() in harm() for t in unit.tokens)

    def _one_sided(self, unit: Happening, home: Happening) -> bool:
        """Whether one is a fight of two sides, the other an attack, or told as done by one, on those who don't fight."""
        fight = next((h for h in (unit, home) if FIGHT in h.types), None)
        other = home if fight is unit else unit
        if fight is None or other.types:
            return False
        hit = [r for e in other.events for r in (*e.targets, *e.victims)]
        told = any(e.actors for e in other.events) or not self._tells_harm(other) or bool(other.names)
        return bool(hit) and told and not any(self._armed(r) for r in hit)

    def _armed(self, role: Role) -> bool:
        told = {w.lemma_.lower() for t in tokens_of(self._doc, role.span) for w in (t, t.head, *t.children)}
        return bool(told & (words("sides", "armed") | set(lexicon.load("status")["status"]["combatant"])))

    def _turned_on(self, event: Event, others: Iterable[Event]) -> bool:
        """Whether who did one is hit by the other: one named, what he did and what was done to him; or arrested for it."""
        def of(roles: Iterable[Role], other: Event) -> set[str]:
            return {r.party for r in roles if r.party and (
                ARREST in (event.type, other.type) or self._parties.kind(r.party) == "person")}

        met = (*event.victims, *event.targets)
        return any(of(event.actors, o) & of((*o.victims, *o.targets), o) or of(met, o) & of(o.actors, o) for o in others)

    def _one_kind(self, unit: Happening, home: Happening) -> bool:
        """Whether neither tells of the other's aftermath, or of the one side of its fight."""
        if followed_up(unit, home) or _slain_apart(unit, home):
            return False
        aftermath = bool(home.types) and home.types <= HARMLESS and self._tells_harm(unit)
        return not aftermath and not self._one_sided(unit, home)

    def _outdated(self, unit: Happening, home: Happening) -> bool:
        """Whether the unit tells of a time long past, and the happening has no day of its own, and so is news."""
        day = unit.time or unit.said
        return home.time is None and day is not None and (day.latest or "9")[:10] < self._old

    def _doers(self, event: Event) -> set[str]:
        """The doers that have a name or a side; "an unidentified man" may be any of them."""
        found = {r.party for r in event.actors if r.party}
        return {p for p in found if self._parties.kind(p) not in ("unnamed", "crowd") and not self._is_somebodys(p)}

    def _is_somebodys(self, party: str) -> bool:
        """Whether it is only told whose they are ("our forces"): that may be any named before."""
        return self._parties.name(party).split()[0].lower() in words("reference", "whose")


def _goes_on(verb: Token) -> bool:
    """Whether a verb has no subject of its own: it says more of what the same doers did."""
    return not any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _of_types(unit: Happening, home: Happening) -> float:
    """What their types speak for one happening: the same more than those by which one can be told."""
    if not (unit.types and home.types):
        return 0.0
    return 1.0 if unit.types & home.types else RELATED


def _each_its_own(unit: Happening, home: Happening) -> bool:
    """Whether what different doers did is of types that differ, and that take no two sides: raids here, rockets there."""
    if not (unit.doers and home.doers and unit.types and home.types) or unit.doers & home.doers:
        return False
    return not unit.types & home.types and not (unit.types | home.types) & TWO_SIDED


def may_be_one(one: Happening, other: Happening) -> bool:
    """Whether type, day, place and the names of those hit don't speak against one happening."""
    strangers = bool(one.names and other.names and not one.names & other.names)
    agree = all(types_agree(t, other.types) for t in one.types)
    days = days_meet(one.time, other.time) and not any(
        _long_before(a, b) or _said_before(a, b) for a, b in ((one, other), (other, one)))
    return agree and not strangers and days and same_place(one.place, other.place) is not False


def types_agree(one: str, others: set[str]) -> bool:
    """Whether one happening may be told by the type and all the others."""
    if one == OPEN_TYPE or not others or one in others:
        return True
    return all(any({one, other} <= family for family in FAMILIES) for other in others)


def followed_up(one: Happening, other: Happening) -> bool:
    """Whether one is an arrest, and the other what harmed people: who did it may be arrested for it."""
    arrest = next((h for h in (one, other) if h.types == {ARREST}), None)
    deed = other if arrest is one else one
    return arrest is not None and not deed.types and any(t.lemma_.lower() in harm() for t in deed.tokens)


def _slain_apart(one: Happening, other: Happening) -> bool:
    """Whether one is a murder, and the other a fight, a seizure or a protest that is told in another sentence."""
    slain = next((h for h in (one, other) if _is_murder(h)), None)
    rest = other if slain is one else one
    return slain is not None and not _is_murder(rest) and bool(rest.types) and rest.types <= HARMLESS | {FIGHT}


def _is_murder(happening: Happening) -> bool:
    """Whether a word tells of a killing as the crime that it is, and none of anything else."""
    return not happening.types and any(t.lemma_.lower() in words("reference", "crimes") for t in happening.tokens)


def days_meet(one: Time | None, other: Time | None) -> bool:
    """Whether the two can be one day; true where either is not known."""
    if not (one and other and one.earliest and one.latest and other.earliest and other.latest):
        return True
    return one.earliest[:10] <= other.latest[:10] and other.earliest[:10] <= one.latest[:10]


def _said_before(one: Happening, other: Happening) -> bool:
    """Whether one, of which no day is told, was spoken of before the other happened."""
    if one.time is not None or one.said is None or other.time is None:
        return False
    return (one.said.latest or "9")[:10] < (other.time.earliest or "")[:10]


def _long_before(one: Happening, other: Happening) -> bool:
    """Whether the day of one is too early for news that bears the page's stamp, and no other day."""
    if one.time is None or other.time is not None or other.stamp is None or not (one.time.latest and other.stamp.earliest):
        return False
    return date.fromisoformat(other.stamp.earliest[:10]) - date.fromisoformat(one.time.latest[:10]) > FRESH


def narrower(one: Time | None, other: Time | None) -> Time | None:
    """The one of two times that says more: the shorter, of one day that with the hour."""
    if one is None or not one.earliest or not one.latest:
        return other if other is not None and other.earliest else one or other
    if other is None or not other.earliest or not other.latest:
        return one
    if one.earliest[:10] == one.latest[:10] and other.earliest[:10] == other.latest[:10]:
        return other if len(other.earliest) > len(one.earliest) else one
    return other if one.earliest[:10] <= other.earliest[:10] and other.latest[:10] <= one.latest[:10] else one


def closer(one: Place | None, other: Place | None) -> Place | None:
    """The more precise of two places; of equals the first."""
    if one is None or other is None:
        return one or other
    return other if PRECISIONS.index(other.precision) > PRECISIONS.index(one.precision) else one


def same_place(one: Place | None, other: Place | None) -> bool | None:
    """Whether two places are one; None where that can't be told."""
    if one is None or other is None:
        return None
    if one.name == other.name or (one.geoname_id is not None and one.geoname_id == other.geoname_id):
        return True
    if one.country and other.country and one.country != other.country:
        return False
    if not {one.precision, other.precision} <= {"exact", "near"}:
        return None
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    degrees = abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude)
    return degrees * KM_A_DEGREE <= NEAR_KM
