"""The incidents of one document: its happenings (:mod:`.happenings`) with all that is said of them.

Nothing is an incident that has not two of: a day, a place, a figure, an actor, a target; a person who is named as hit is
enough.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.events.drafts import weapons_in
from reportedly.extract.events.settings import common_country, tokens_of
from reportedly.extract.events.syntax import SUBJECT
from reportedly.extract.events.words import lemmas_with, words
from reportedly.extract.incidents.accounts import Record, accounts, contested
from reportedly.extract.incidents.doers import actors
from reportedly.extract.incidents.happening import BOMBING, CHEMICAL, FIGHT, OPEN_TYPE, Happening, days_meet, harm, narrower
from reportedly.extract.incidents.happenings import HAPPENED, NEWS_DAYS, Gathering
from reportedly.extract.incidents.references import is_death_of_wounds
from reportedly.extract.incidents.tallies import tallies
from reportedly.extract.parties import Parties
from reportedly.extract.times import dated
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

LEAD_SENTENCES = 3
DEGREES_AN_HOUR = 15
CLOCK = re.compile(r"T\d\d:\d\d")
AIRSTRIKE: IncidentType = "airstrike"
SUICIDE: IncidentType = "suicide bombing"
ARREST: IncidentType = "arrest"
PROTEST: IncidentType = "protest"
SUSPECTS = frozenset({"suspect"})
FOLLOW_UPS = (ARREST,)
"""Types that are the news only where nothing else comes before them: what was done about it."""


def find_incidents(
    doc: Doc,
    document: Document,
    parties: Parties,
    places: Sequence[Place],
    times: Sequence[Time],
    statements: Sequence[Statement],
    events: Sequence[Event],
    figures: Sequence[Figure],
) -> tuple[tuple[Incident, ...], tuple[Figure, ...], tuple[Statement, ...]]:
    """The incidents; the figures with their incidents; the statements with their events."""
    document = dated(document, times)
    totals = frozenset(f.event for f in figures if f.scope == "cumulative" and f.event)
    counts: Counter[str] = Counter()
    for figure in figures:
        counts[figure.event or ""] = max(counts[figure.event or ""], figure.low)
    gathering = Gathering(doc, document, parties, places, times, statements)
    happenings = gathering.gather(events, totals, counts)
    home = {e.id: h for h in happenings for e in h.events}
    counted = _figures_at_home(doc, document, events, [f for f in figures if f.event not in gathering.tolls], home)
    by_happening: dict[int, list[Figure]] = {}
    for figure, where in counted.items():
        by_happening.setdefault(id(where), []).append(figure)
    country = common_country(document, doc, places)
    lead = _lead(doc, document)
    by_id = {t.id: t for t in times}
    found: dict[int, Incident] = {}
    for happening in happenings:
        own = by_happening.get(id(happening), [])
        incident = _incident(happening, own, document, doc, country, by_id, lead, parties)
        if incident is not None:
            found[id(happening)] = incident
    told = tuple(replace(f, incident=found[id(h)].id if id(h := counted.get(f)) in found else None) for f in figures)
    by_statement: dict[str, list[str]] = {}
    for event in events:
        by_statement.setdefault(event.statement or "", []).append(event.id)
    said = tuple(replace(s, events=tuple(by_statement.get(s.id, ()))) for s in statements)
    record = Record(doc, parties, events, told, said, found.values())
    weighed: list[Incident] = []
    for incident in found.values():
        of = record.evidence(incident)
        doers = actors(doc, of, parties)
        weighed.append(
            replace(
                incident,
                main=incident.main and not (incident.type in FOLLOW_UPS and weighed),
                actors=doers,
                accounts=accounts(of, document),
                tallies=tallies(of.counts),
                contested=contested(doc, of, doers, parties),
            )
        )
    return tuple(weighed), told, said


def _figures_at_home(
    doc: Doc,
    document: Document,
    events: Sequence[Event],
    figures: Sequence[Figure],
    home: dict[str, Happening],
) -> dict[Figure, Happening | None]:
    """The happening that each figure counts: its event's, else that of an event of its sentence, else the last before it;
    for a toll the last of which such a figure is told."""
    found: dict[Figure, Happening | None] = {}
    told = sorted((e for e in events if e.id in home), key=lambda e: e.trigger)
    starts = [e.trigger.start for e in told]
    tollwords = set(lexicon.load("harm")["toll"]["nouns"])
    harms = {(id(home[f.event]), f.kind) for f in figures if f.event in home}
    for figure in figures:
        where = home.get(figure.event or "")
        if where is None and figure.scope == "incident" and told:
            first, last = _sentence(doc, figure.span)
            inside = told[bisect_left(starts, first) : bisect_left(starts, last)]
            last_told = max(0, bisect_right(starts, figure.span.end) - 1)
            is_toll = not tollwords.isdisjoint(document.text[first:last].lower().split())
            tolls = (told[i] for i in range(last_told, -1, -1)) if is_toll else ()
            latest = next((e for e in tolls if (id(home[e.id]), figure.kind) in harms), told[last_told])
            nearest = min(inside, key=lambda e: abs(e.trigger.start - figure.span.start), default=latest)
            where = home[nearest.id]
        found[figure] = where if figure.scope == "incident" else None
    return found


def _sentence(doc: Doc, span: Span) -> tuple[int, int]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return (found.sent.start_char, found.sent.end_char) if found is not None and len(found) else (span.start, span.end)


def _incident(
    happening: Happening,
    figures: Sequence[Figure],
    document: Document,
    doc: Doc,
    country: Place | None,
    times: Mapping[str, Time],
    lead: int,
    parties: Parties,
) -> Incident | None:
    told = [e for e in happening.events if e.realis in HAPPENED]
    if not told:
        return None
    if not any(r.party for e in told for r in e.actors) and _by_accident(happening, document):
        return None
    targets = _distinct(r for e in told for r in e.targets)
    victims = _distinct(r for e in told for r in e.victims)
    time, place = happening.time, happening.place
    doers = any(r.party for e in told for r in e.actors)
    if sum(map(bool, (time and time.earliest, place, figures, doers, targets or victims, happening.names))) < 2:
        return None
    main = happening.events[0].trigger.start < lead and not happening.before and _is_news(time or happening.said, document)
    known = time and time.earliest and place
    lemmas = {t.lemma_.lower() for t in happening.tokens}
    if not (main and known) and lemmas <= lemmas_with("calm") and {e.type for e in told} == {PROTEST}:
        return None
    place = place or country
    later = lemmas <= lemmas_with("later") or any(map(is_death_of_wounds, happening.tokens))
    return Incident(
        f"i{told[0].trigger.start}",
        _type(happening, doc, parties),
        main,
        tuple(e.id for e in happening.events),
        time=_when(happening, told, times, document if main and not later else None, place),
        place=place.id if place else None,
        targets=_distinct((*targets, *victims)),
        victims=victims,
        weapons=tuple(sorted({w for e in told for w in e.weapons})),
    )


def _by_accident(happening: Happening, document: Document) -> bool:
    """Whether what harmed people is told as an accident or a disease, or nothing tells of violence at all ("died")."""
    lemmas = {t.lemma_.lower() for t in happening.tokens}
    types = {e.type for e in happening.events} - {OPEN_TYPE}
    if types - {BOMBING, AIRSTRIKE} or (AIRSTRIKE in types and not lemmas <= harm()):
        return False
    if not lemmas <= harm() | words("accidents", "events"):
        return False
    told = {t.lemma_.lower() for token in happening.tokens for t in token.sent if not weapons_in(t, {})}
    told |= set((document.title or "").lower().split())
    moved = {c.lemma_.lower() for token in happening.tokens for c in token.lefts if c.dep_ == SUBJECT}
    if moved and moved <= words("accidents", "movers") and not types and not any(e.weapons for e in happening.events):
        return True
    return bool(told & words("accidents", "nouns")) or (not types and lemmas <= lemmas_with("natural"))


def _distinct(roles: Iterable[Role]) -> tuple[Role, ...]:
    found: dict[object, Role] = {}
    for role in roles:
        found.setdefault(role.party or role.span, role)
    return tuple(found.values())


def _type(happening: Happening, doc: Doc, parties: Parties) -> IncidentType:
    counts = Counter(e.type for e in happening.events if e.type != OPEN_TYPE)
    if counts:
        if BOMBING in counts and (SUICIDE in counts or any(map(_on_oneself, happening.tokens))):
            return SUICIDE
        if CHEMICAL in counts:
            return CHEMICAL
        if AIRSTRIKE in counts:
            del counts[BOMBING]  # its bombs are those of the planes
        first = [e.type for e in happening.events if e.type in counts]
        if first[0] == "clash" and _crowd(happening, doc):
            return "riot"
        return max(counts, key=lambda t: (counts[t], -first.index(t)))
    return _type_by_sides(happening, doc, parties)


def _on_oneself(verb: Token) -> bool:
    """Whether who acts does it to himself: "blew himself up"."""
    return any("Reflex=Yes" in str(child.morph) for child in verb.children)


def _slain(happening: Happening) -> bool:
    """Whether people were killed, and nothing tells of a fight."""
    return {t.lemma_.lower() for t in happening.tokens} <= harm()


def _lemmas(roles: Iterable[Role], doc: Doc) -> set[str]:
    return {t.lemma_.lower() for r in roles for t in tokens_of(doc, r.span)}


def _crowd(happening: Happening, doc: Doc) -> bool:
    """Whether a crowd is one of the sides."""
    return bool(_lemmas((r for e in happening.events for r in e.actors), doc) & words("sides", "crowd"))


def _type_by_sides(happening: Happening, doc: Doc, parties: Parties) -> IncidentType:
    suffering = [r for e in happening.events for r in (*e.targets, *e.victims)]
    doers = _lemmas((r for e in happening.events for r in e.actors), doc)
    hit, armed = _lemmas(suffering, doc), words("sides", "armed")
    defaults = _defaults()
    told = ((t.lemma_.lower(), e) for e, t in zip(happening.events, happening.tokens, strict=True))
    default = next((_of_thing(defaults[lemma], e) for lemma, e in told if lemma in defaults), OPEN_TYPE)
    people = lexicon.load("people")
    wanted = armed | SUSPECTS | {*people["attackers"], *people["groups"]}
    if default == ARREST and (_by_outlaws(happening, doers, parties) if doers else not hit & wanted):
        return "abduction"
    if doers & words("sides", "gunmen") and not any(e.weapons for e in happening.events):
        return "shooting"
    if doers & armed and hit & armed and not _slain(happening):
        return "clash"
    one_sided = default == "clash" and suffering and not hit & armed and _by_outlaws(happening, doers, parties)
    return OPEN_TYPE if one_sided else default


def _of_thing(default: IncidentType, event: Event) -> IncidentType:
    """What a verb is called by default; nobody is arrested where a thing is taken: "rebels seized a base"."""
    return FIGHT if default == ARREST and event.targets and not event.victims else default


def _by_outlaws(happening: Happening, doers: set[str], parties: Parties) -> bool:
    """Whether those who seized somebody are none who may arrest."""
    kinds = {parties.kind(r.party) for e in happening.events for r in e.actors if r.party}
    return "armed group" in kinds or bool(doers & set(lexicon.load("people")["attackers"]))


@functools.cache
def _defaults() -> dict[str, IncidentType]:
    tables = lexicon.load("events")
    return {
        lemma: e["default"]
        for kind in ("verb", "noun")
        for e in tables[kind]
        if "default" in e
        for lemma in e["lemmas"]
    }


def _lead(doc: Doc, document: Document) -> int:
    """Where the first sentences of the report end, its title left out."""
    starts = [s.start_char for s in doc.sents if s.text.strip() and not _in(document.title_span, s.start_char)]
    return starts[LEAD_SENTENCES] if len(starts) > LEAD_SENTENCES else len(document.text)


def _in(span: Span | None, at: int) -> bool:
    return span is not None and span.start <= at < span.end


def _is_news(time: Time | None, document: Document) -> bool:
    """Whether a happening of that time can be news on the day of publication."""
    if time is None or time.latest is None or document.published is None:
        return True
    return time.latest[:10] >= (document.published - timedelta(days=NEWS_DAYS)).isoformat()[:10]


def _when(
    happening: Happening,
    told: Sequence[Event],
    times: Mapping[str, Time],
    news: Document | None,
    place: Place | None,
) -> IncidentTime | None:
    """The time of a happening; for ``news`` that no day is said of, that of publication, with the hour where it is said."""
    said = [times[e.time] for e in told if e.time and e.time in times]
    clock = next((t for t in said if not t.earliest and CLOCK.search(t.value)), None)
    own = tuple(dict.fromkeys(t.id for t in said if days_meet(t, happening.time)))
    time = happening.time if happening.time is not None and happening.time.earliest else None
    if happening.stamp is not None and days_meet(time, happening.stamp):
        time = narrower(time, happening.stamp)
    earliest, latest = (time.earliest, time.latest) if time else (None, None)
    stated = time is not None
    if time is None and news is not None and news.published is not None:
        spoken = happening.said.latest if happening.said is not None else None
        earliest = latest = min(_last_day(news.published, clock, place), (spoken or "9")[:10])
    if clock and earliest and earliest == latest and len(earliest) == len("2020-01-04"):
        hour = CLOCK.search(clock.value)
        earliest = latest = f"{earliest}{hour[0]}" if hour else earliest
    return IncidentTime(earliest, latest, own, stated) if earliest or own else None


def _last_day(published: date, clock: Time | None, place: Place | None) -> str:
    """The day of publication; the one before it where the hour that is said had not yet come there.

    Local time is taken from the longitude: close enough, as it only tells the day.
    """
    hour = CLOCK.search(clock.value) if clock else None
    if hour is None or not isinstance(published, datetime) or place is None or place.longitude is None:
        return published.isoformat()[:10]
    there = published.astimezone(UTC) + timedelta(hours=round(place.longitude / DEGREES_AN_HOUR))
    if hour[0] > there.isoformat()[10:16]:
        there -= timedelta(days=1)
    return there.isoformat()[:10]
