"""Which mentions of one document tell of one happening.

First the mentions that a sentence ties together ("a bomb exploded, killing six"), then these in the order of the text:
each joins a happening that was told before, where nothing speaks against it (type, day, place, who was hit, who did it)
and enough speaks for it, or opens a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.events.settings import VERBAL, tokens_of
from reportedly.extract.events.syntax import MODIFIERS, SUBJECTS, is_definite
from reportedly.extract.events.words import entries, words
from reportedly.extract.incidents.generic import goes_on, is_generic, is_sum, is_support, is_toll, tells_habit, told_by
from reportedly.extract.incidents.happening import (
    ARREST,
    ARSON,
    BOMBING,
    FIGHT,
    HARMLESS,
    OPEN_TYPE,
    PLANTED,
    RELATED,
    SHOOTING,
    Happening,
    closer,
    days_meet,
    each_its_own,
    followed_up,
    harm,
    may_be_one,
    of_types,
    same_place,
    slain_apart,
    taken_apart,
    types_agree,
)
from reportedly.extract.incidents.references import cases, is_days_before, is_death_of_wounds, is_of_known, tells_death
from reportedly.extract.incidents.said_on import said_on
from reportedly.extract.parties import Parties
from reportedly.extract.statements.acts import REJECTIONS
from reportedly.extract.times import printed, stretches
from reportedly.model import Document, Event, Place, Role, Statement, Time

HAPPENED = ("happened", "ongoing")
TOLD = (*HAPPENED, "denied")
NEWS_DAYS = 7
REACH = 200
"""How many happenings back a mention may lead; no report tells of so many, a long list of them costs no more for it."""
COUNTRY = "country"
WIDE = (COUNTRY, "region")
ARGUMENTS = ("nsubj", "nsubjpass", "pobj", "dobj")


class Gathering:
    """The happenings of a document."""

    def __init__(
        self, doc: Doc, document: Document, parties: Parties, places: Sequence[Place], times: Sequence[Time],
        statements: Sequence[Statement],
    ) -> None:
        self._doc, self._parties = doc, parties
        self._said = said_on(doc, statements, times)
        self._denials = {s.id for s in statements if s.act in REJECTIONS}
        self._places = {p.id: p for p in places}
        self._times = {t.id: t for t in times} | stretches(document.text, times, document.published)
        self._stamps = {t.id for t in printed(document, times)}
        day = document.published
        self._old = (day - timedelta(days=NEWS_DAYS)).isoformat()[:10] if day else ""
        self._headline = document.title_span
        self.happenings: list[Happening] = []
        self.tolls: set[str] = set()
        self._deeds: set[int] = set()

    def gather(
        self, events: Sequence[Event], totals: frozenset[str] = frozenset(), counts: Mapping[str, int] | None = None,
    ) -> list[Happening]:
        """All happenings, in the order of the text; events in ``totals`` sum up several, and join none.

        ``counts``: how many were harmed in an event, where that is told; ``tolls`` then holds those of no one happening.
        """
        homes: dict[int, Happening] = {}
        denied: list[Happening] = []
        for unit in self._units(events, totals):
            settled = bool(unit.time or (unit.place and unit.place.precision != COUNTRY))
            if tells_habit(self._doc, unit.events, unit.tokens, settled):
                continue
            unit.apart = [homes.get(id(other), other) for other in unit.apart]
            home = None if any(e.id in totals for e in unit.events) else self._home(unit)
            homes[id(unit)] = home or unit
            if home is not None:
                home.take(unit)
            elif not any(e.realis in HAPPENED for e in unit.events):
                denied.append(unit)
            elif self._is_summed(unit, totals):
                continue
            elif self._is_toll(unit, counts or {}):
                self.tolls |= {e.id for e in unit.events}
            elif not is_generic(self._doc, unit.events, unit.tokens, settled, bool(unit.names)):
                self._settle(unit)
                self.happenings.append(unit)
        self._fold_headline()
        for unit in denied:
            self._fold_denied(unit)
        for happening in self.happenings:
            happening.place = self._told_in_body(happening)
        return self.happenings

    def _settle(self, unit: Happening) -> None:
        """Gives those of whom it is only told that they were hit, right behind a happening, its day and place.

        "Gunmen abducted ten pupils in Kagara on Monday. A guard was shot dead."
        """
        last = self.happenings[-1] if self.happenings else None
        told = unit.time or unit.place or unit.said or any(e.actors for e in unit.events) or len(unit.tokens) > 1
        sentence = unit.tokens[0].sent
        if last is None or told or last in unit.apart or not any(e.victims for e in unit.events):
            return
        between = self._doc[last.tokens[-1].sent.end:sentence.end]
        elsewhere = words("reference", "other") | words("reference", "adverbs")
        next_to = last.tokens[-1].sent.end == sentence.start and not any(t.lower_ in elsewhere for t in between)
        passive = any(c.dep_ == "nsubjpass" for c in unit.tokens[0].lefts)
        if next_to and passive and unit.tokens[0].dep_ == "ROOT":
            unit.time, unit.place = last.time, last.place

    def _told_in_body(self, happening: Happening) -> Place | None:
        """Where it was; of places as precise the first that the text tells, as a headline names the next big town."""
        place, headline = happening.place, self._headline
        if place is None or headline is None or not headline.start <= place.span.start < headline.end:
            return place
        told = (self._places.get(e.place or "") for e in happening.events)
        body = [p for p in told if p is not None and not headline.start <= p.span.start < headline.end]
        return next((p for p in body if closer(p, place) is p), place)

    def _is_summed(self, unit: Happening, totals: frozenset[str]) -> bool:
        """Whether it only tells of how many a time and a land have lost: "450 were killed in Plateau State in the last month"."""
        summed = all(e.id in totals and not e.actors for e in unit.events) and self._tells_harm(unit)
        return summed and not _is_day(unit.time) and (unit.place is None or unit.place.precision in WIDE)

    def _is_toll(self, unit: Happening, counts: Mapping[str, int]) -> bool:
        placed = unit.place is not None and unit.place.precision not in WIDE
        apart = not (_is_day(unit.time) or placed or unit.names)
        return apart and is_toll(unit.events, unit.tokens, counts)

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
        """What is denied before anybody is told to have said it is the happening told behind that it most agrees with.

        Who denies it need not be the one who is blamed.
        """
        behind = [h for h in self.happenings if h.tokens[0].i > unit.tokens[-1].i and h not in unit.apart]
        unit.doers = set()
        scores = [(score, -n) for n, h in enumerate(behind) if (score := self._score(unit, h)) is not None and score >= 1.0]
        if scores:
            behind[-max(scores)[1]].take(unit)

    def _in_headline(self, happening: Happening) -> bool:
        span = self._headline
        return span is not None and all(span.start <= t.idx < span.end for t in happening.tokens)

    def _triggers(self, events: Sequence[Event], totals: frozenset[str]) -> list[tuple[Event, Token]]:
        """The events that may be of a happening, each with its word: no planned ones, habits, wars or sums over a time."""
        spans = ((e, self._doc.char_span(e.trigger.start, e.trigger.end, alignment_mode="expand")) for e in events)
        told = [(e, span.root) for e, span in spans if span is not None and e.realis in TOLD]
        undated = {t.i for e, t in told if not _is_day(self._times.get(e.time or ""))}
        sums = {t.i for e, t in told if e.id in totals and t.i in undated and is_sum(t)}
        return [(e, t) for e, t in told if t.i not in undated or not (
            goes_on(t) or is_support(t) or any(part.i in sums for part in told_by(t)))]

    def _units(self, events: Sequence[Event], totals: frozenset[str]) -> list[Happening]:
        """The events that their sentence ties to each other, as one; planned and hypothetical ones are left out."""
        at: dict[int, Happening] = {}
        units: list[Happening] = []
        told = self._triggers(events, totals)
        self._deeds = {token.i for _, token in told}
        for event, token in told:
            day = self._times.get(event.time or "")
            time, stamp = (None, day) if event.time in self._stamps else (day, None)
            place = self._places.get(event.place or "")
            if is_death_of_wounds(token):
                time = place = None
            own = Happening(
                [event], [token], time, stamp, self._said.get(event.statement or ""), place,
                self._named(event, token), types=self._types(event, token), doers=self._doers(event))
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
        word, between, clause = token, set[str](), False
        reprisals = words("reference", "reprisals") | words("reference", "avenging")
        earlier = words("reference", "before") | reprisals
        for _ in range(8):
            if word.head.i == word.i:
                break
            if word.dep_ in ("prep", "advcl", "mark"):
                between |= {word.lower_} | {c.lower_ for c in word.children if c.dep_ in ("mark", "advmod")}
            between |= {word.lemma_.lower()} & reprisals
            went_on = word.i == token.head.i and _goes_on_before(token)
            if went_on:
                between -= words("reference", "before")
            conj = word.dep_ == "conj"
            clause = clause or (conj and _has_own_subject(word))
            subject = next((at[c.i] for c in word.lefts if c.dep_ in SUBJECTS and c.i in at), None) if conj else None
            word = word.head
            unit = at.get(word.i) or (_brought_about(word, at) if token.lemma_.lower() in harm() else None)
            if subject is not None and subject is not unit:  # "… and an air strike on Homs | killed four"
                return subject, []
            if unit is not None and clause and not tells_death(token) and same_place(own.place, unit.place) is False:
                return None, [unit]
            if unit is not None:
                mine, above = token.lemma_.lower() in harm(), word.lemma_.lower() in harm()
                cause = above and not mine and not between & earlier and not each_its_own(own, unit)
                parted = between & (words("reference", "apart") | earlier)
                if not cause and parted and not (mine and parted <= words("reference", "sharing")
                                                 and self._is_one_toll(token, own, word, unit)):
                    return None, [unit]
                opened = event.type == OPEN_TYPE or not unit.types
                follows = opened and (mine or above) and ARREST in (event.type, *unit.types)
                one = mine or above or not conj or (opened and not _has_own_subject(token))
                agree = types_agree(event.type, unit.types) or (went_on and ARREST not in (event.type, *unit.types))
                ties = agree and one and not follows
                if ties and self._turned_on(event, unit.events):
                    return None, [unit]
                if not ties and token.pos_ in VERBAL and not _has_own_subject(token):  # "attacked on Monday, abducting two"
                    own.time, own.place = own.time or unit.time, own.place or unit.place
                return (unit if ties else None), []
        for child in token.subtree:
            unit = at.get(child.i)
            argument = unit is not None and child.i < token.i and child.dep_ in ARGUMENTS
            if argument and unit is not None and types_agree(event.type, unit.types):
                held = event.type == ARREST and ARREST not in unit.types and _is_of_whom(child, token)
                return (None, [unit]) if held else (unit, [])
        return None, []

    def _is_one_toll(self, token: Token, own: Happening, above: Token, unit: Happening) -> bool:
        """Whether one of two clauses only counts who else was harmed: "five were killed while 20 were | hurt in a blast"."""
        clause = {t.i for t in token.subtree}
        rest = {t.i for t in above.subtree} - clause
        return any(not (h.place or h.time or h.types or h.doers) and len(self._deeds & part) < 2
                   for h, part in ((own, clause), (unit, rest)))

    def _types(self, event: Event, token: Token) -> set[str]:
        """The type of the event, where it has one; and that the bomb was laid or driven there: "a car bomb"."""
        if event.type != BOMBING:
            return set[str]({event.type} - {OPEN_TYPE})
        bombs = [token, *(t for span in event.weapons for t in tokens_of(self._doc, span))]
        told = {w.lemma_.lower() for bomb in bombs for w in (bomb, *(c for c in bomb.lefts if c.dep_ in MODIFIERS))}
        return {BOMBING, PLANTED} if told & set(lexicon.load("weapons")["laid"]["words"]) else {BOMBING}

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
        around |= {c.lower_ for t in unit.tokens for case in cases(t) for c in case.lefts} & words("reference", "other")
        listed = unit.tokens[0].lemma_.lower() in words("among", "nouns")
        if around & (words("reference", "other") | words("reference", "adverbs")) and not listed:
            return None
        known = is_definite(unit.tokens[0]) and (is_of_known(unit.tokens[0]) or not self._is_of_somebody(unit))
        definite = known or any(e.statement in self._denials for e in unit.events)  # who denies it answers what was told
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

        What it is revenge for came before it too, and that of which it is told that it came a day or more after.
        """
        token = unit.tokens[0]
        if any(map(is_days_before, unit.tokens)):
            return True
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
        score = of_types(unit, home) + bool(same_place(unit.place, home.place)) + same_day
        if unit.doers and home.doers:
            if each_its_own(unit, home):
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
        return counted and self._is_of_somebody(unit)

    def _is_of_somebody(self, unit: Happening) -> bool:
        """Whether the unit is "the killing of A": "the" is for A's sake then, and leads back to nothing told before."""
        return bool(unit.names) and not unit.types and unit.tokens[0].pos_ == "NOUN" and self._tells_harm(unit)

    def _tells_harm(self, unit: Happening) -> bool:
        """Whether the unit only tells what became of people."""
        return all(t.lemma_.lower() in harm() for t in unit.tokens)

    def _one_sided(self, unit: Happening, home: Happening) -> bool:
        """Whether one is a fight of two sides, the other an attack, or told as done by one, on those who don't fight."""
        fight = next((h for h in (unit, home) if FIGHT in h.types), None)
        other = home if fight is unit else unit
        if fight is None or other.types - {SHOOTING}:
            return False
        hit = [r for e in other.events for r in (*e.targets, *e.victims)]
        told = any(e.actors for e in other.events) or not self._tells_harm(other) or bool(other.names)
        return bool(hit) and told and not any(self._armed(r) for r in hit)

    def _burnt_before(self, unit: Happening, home: Happening) -> bool:
        """Whether a fire was set, and the unit then tells of those in arms whom others killed: "police killed 20 bandits"."""
        hit = [r for e in unit.events for r in (*e.targets, *e.victims)]
        fought = bool(unit.doers - home.doers) and bool(hit) and all(map(self._armed, hit))
        return home.types == {ARSON} and ARSON not in unit.types and fought

    def _armed(self, role: Role) -> bool:
        told = {w.lemma_.lower() for t in tokens_of(self._doc, role.span) for w in (t, t.head, *t.children)}
        return bool(told & (words("sides", "armed") | set(lexicon.load("status")["status"]["combatant"])))

    def _turned_on(self, event: Event, others: Iterable[Event]) -> bool:
        """Whether who did one is hit by the other: one named, what he did and what was done to him; or arrested for it."""
        def of(roles: Iterable[Role], other: Event) -> set[str]:
            return {r.party for r in roles if r.party and (
                self._seizes(event) or self._seizes(other) or self._parties.kind(r.party) == "person")}

        met = (*event.victims, *event.targets)
        return any(of(event.actors, o) & of((*o.victims, *o.targets), o) or of(met, o) & of(o.actors, o) for o in others)

    def _seizes(self, event: Event) -> bool:
        """Whether somebody was arrested, or may have been: "was captured"."""
        verb = tokens_of(self._doc, event.trigger)[-1].lemma_.lower()
        return event.type == ARREST or any(entry.get("default") == ARREST for entry in entries("verb").get(verb, ()))

    def _one_kind(self, unit: Happening, home: Happening) -> bool:
        """Whether neither tells of the other's aftermath, or of the one side of its fight."""
        if followed_up(unit, home) or slain_apart(unit, home) or taken_apart(unit, home) or self._burnt_before(unit, home):
            return False
        aftermath = bool(home.types) and home.types <= HARMLESS and self._tells_harm(unit)
        return not aftermath and not self._one_sided(unit, home)

    def _outdated(self, unit: Happening, home: Happening) -> bool:
        """Whether the unit tells of a time long past, and the happening has no day of its own, and so is news.

        Of somebody named there may be news long after: "he was charged with the killing of A. A was shot last year".
        """
        day = unit.time or unit.said
        return not unit.names & home.names and home.time is None and day is not None and (day.latest or "9")[:10] < self._old

    def _doers(self, event: Event) -> set[str]:
        """The doers that have a name or a side; "an unidentified man" may be any of them."""
        found = {r.party for r in event.actors if r.party}
        return {p for p in found if self._parties.kind(p) not in ("unnamed", "crowd") and not self._is_somebodys(p)}

    def _is_somebodys(self, party: str) -> bool:
        """Whether it is only told whose they are ("our forces"): that may be any named before."""
        return self._parties.name(party).split()[0].lower() in words("reference", "whose")


def _is_day(time: Time | None) -> bool:
    return time is not None and time.earliest is not None and (time.latest or "")[:10] == time.earliest[:10]


def _brought_about(verb: Token, at: Mapping[int, Happening]) -> Happening | None:
    """The happening that the subject names of a verb that only tells what came of it: "the shelling | left ten dead"."""
    if verb.lemma_.lower() not in words("light", "results"):
        return None
    return next((at[c.i] for c in verb.children if c.dep_ in SUBJECTS and c.i in at), None)


def _is_of_whom(deed: Token, arrest: Token) -> bool:
    """Whether the deed only tells who was arrested: "five men charged with the | murder were | arrested"."""
    while deed.head.i != arrest.i and deed.head.i != deed.i:
        deed = deed.head
        if deed.dep_ in ("acl", "relcl") or deed.dep_ in SUBJECTS:
            return True
    return False


def _goes_on_before(gerund: Token) -> bool:
    """Whether the same people went on to what it tells: "shot the guards before | blowing himself up"."""
    behind = gerund.dep_ == "pcomp" and gerund.head.lower_ in words("reference", "before")
    return behind and gerund.tag_ == "VBG" and not _has_own_subject(gerund)


def _has_own_subject(verb: Token) -> bool:
    """Whether the verb tells whose doing it is: one that does not says more of what the same doers did."""
    return any(child.dep_ in SUBJECTS for child in verb.children)
