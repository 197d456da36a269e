"""Tellings, accounts and incidents of the desk, made by hand: made-up incidents in real places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from reportedly.model import Act, FigureKind, IncidentType, PartyKind, Scope, Span, Status
from reportedly.weigh.incident import weigh
from reportedly.weigh.profile import Profile, Spot, profile
from reportedly.weigh.telling import Link, Telling, Voice, short_id
from reportedly.weigh.types import Count, DeskIncident, DeskParty, DeskPlace, Member, Quote, Report, Rule, Said, Told

BAGHDAD = DeskPlace("Baghdad", "IRQ", "Baghdad", 33.34, 44.40)
KADHIMIYA = DeskPlace("Kadhimiya", "IRQ", "Baghdad", 33.38, 44.34)
BASRA = DeskPlace("Basra", "IRQ", "Basra", 30.51, 47.78)
IRAQ = DeskPlace("Iraq", "IRQ", None, 33.0, 44.0, precision="country")
BOSSO = DeskPlace("Bosso", "NER", "Diffa", 13.70, 13.31)
TOUMOUR = DeskPlace("Toumour", "NER", "Diffa", 13.67, 13.12)
DIFFA = DeskPlace("Diffa Region", "NER", "Diffa", 16.0, 12.8, precision="region")
NIGER = DeskPlace("Niger", "NER", None, 18.0, 9.0, precision="country")
MENAKA = DeskPlace("Menaka", "MLI", "Ménaka", 15.92, 2.40)

DAY = "2024-03-08"
OUTLETS = {"one": "Meridian Press", "two": "Desert Voice", "three": "Harbour Times", "four": "The Coastal Courier"}


def quote(document: str, words: str, sentence: str | None = None, start: int = 0) -> Quote:
    """These words, in a sentence that begins at ``start`` of the report."""
    whole = sentence or words
    begin = start + whole.index(words)
    return Quote(document, Span(begin, begin + len(words)), words, whole, start)


def link(
    name: str, kind: PartyKind | None = "unnamed", *, country: str | None = None, group: str | None = None,
    body: str | None = None,
) -> Link:
    """Who says something; all but the unnamed have a name of their own."""
    return Link(name, kind, country, group, kind not in (None, "unnamed"), body)


def told(
    document: str, words: str = "strike", kind: IncidentType = "airstrike", *, denied: bool = False,
    sentence: str | None = None, start: int = 0, realis: Any = None,
) -> Told:
    """One mention of what happened."""
    return Told(kind, realis or ("denied" if denied else "happened"), denied, quote(document, words, sentence, start))


def count(
    document: str, low: int, high: int | None = -1, kind: FigureKind = "killed", *, scope: Scope = "incident",
    stands: bool = True, status: Status = "unknown", sentence: str | None = None, start: int = 0,
) -> Count:
    """A count of exactly so many, or of a range; ``high`` None: open."""
    top = low if high == -1 else high
    words = str(low) if top == low else f"{low} to {top}"
    return Count(kind, low, top, "people", status, scope, "certain", stands, quote(document, words, sentence, start))


def said(document: str, words: str, act: Act = "report", start: int = 0) -> Said:
    """One statement."""
    return Said(act, "certain", "indirect", (quote(document, words, start=start),))


def party(name: str, kind: PartyKind | None = "force", country: str | None = None, **more: Any) -> DeskParty:
    """Who did it, or who was hit."""
    return DeskParty(name, kind, country, quotes=(quote("one", name),), **more)


def voice(
    document: str, *chain: Link | str, outlet: str | None = None, told: Sequence[Told] = (), counts: Sequence[Count] = (),
    **more: Any,
) -> Voice:
    """What one source says; the chain ends with the outlet of the document."""
    links = [link(one) if isinstance(one, str) else one for one in chain]
    printed = outlet or OUTLETS.get(document, document)
    return Voice((*links, Link(printed, "outlet", named=True)), tuple(told), tuple(counts), **more)


def telling(
    document: str = "one", *voices: Voice, type: IncidentType = "airstrike", on: str | tuple[str, str] | None = DAY,
    stated: bool = True, published: str | None = "2024-03-09", outlet: str | None = None, agency: str | None = None,
    places: Iterable[DeskPlace] = (BOSSO,), start: int = 0, whole: bool = True, main: bool = True, words: str = "",
    types: Iterable[IncidentType] = (), **more: Any,
) -> Telling:
    """An air strike in Bosso on :data:`DAY`, as one report tells it."""
    earliest, latest = (on, on) if isinstance(on, str) else on or (None, None)
    fields: dict[str, Any] = {
        "actors": (), "hit": (), "victims": (), "weapons": (), "when": (), "where": (), "names": (), "contested": {}, **more}
    mentions = tuple(Member(document, f"e{n}", t.quote.span, t.type) for n, t in enumerate(
        t for v in voices for t in v.told))
    return Telling(
        key=short_id(document, str(start)), document=document, start=start, whole=whole, main=main, type=type,
        types=(type, *types), published=published, outlet=outlet or OUTLETS.get(document, document), agency=agency,
        earliest=earliest, latest=latest, stated=stated and on is not None, places=tuple(places),
        words=tuple(sorted(words.split())), voices=voices, members=mentions, **fields)


def says(
    document: str, *chain: Link | str, killed: int | tuple[int, int | None] | None = None, denied: bool = False,
    sentence: str | None = None, published: str | None = "2024-03-09", outlet: str | None = None, agency: str | None = None,
    **more: Any,
) -> Telling:
    """A report in which one source tells of the strike, or denies it."""
    numbers = (killed, killed) if isinstance(killed, int) else killed
    counts = [count(document, *numbers)] if numbers else []
    voiced = voice(document, *chain, outlet=outlet, told=[told(document, denied=denied, sentence=sentence)], counts=counts)
    return telling(document, voiced, published=published, outlet=outlet, agency=agency, **more)


def weighed(*tellings: Telling, copies: Iterable[Iterable[str]] = (), rule: Rule = "origins") -> DeskIncident:
    """The incident that these tellings tell."""
    reports = {t.document: Report(t.document, t.outlet, published=t.published) for t in tellings}
    return weigh(tellings, reports, copies, rule)


def named(incident: DeskIncident) -> dict[str, tuple[str, ...]]:
    """The origins of an incident by name, with their reports."""
    return {o.name: o.documents for o in incident.origins}


def answers(incident: DeskIncident, question: str) -> dict[str, set[str]]:
    """The positions on a question: each answer with the names of its origins."""
    names = {o.id: o.name for o in incident.origins}
    positions = [p for d in incident.disputes if d.question == question for p in d.positions]
    return {p.answer: {names[o] for o in p.origins} for p in positions}


def killed(incident: DeskIncident) -> tuple[int, int, int | None] | None:
    """Low, best and high of the killed."""
    found = incident.estimate("killed")
    return (found.low, found.best, found.high) if found else None


def made_profile(**features: Any) -> Profile:
    """The profile of a telling that says nothing but these features."""
    bare: Mapping[str, Any] = {"published": None, "on": None, "places": (), "type": "other"}
    return profile(telling(**{**bare, **features}))


_PLACES = [BAGHDAD, KADHIMIYA, BASRA, IRAQ, BOSSO, TOUMOUR, DIFFA, NIGER]
_ANYWHERE = st.lists(st.sampled_from([*_PLACES, DeskPlace("the old market")]), max_size=2, unique=True)
_TYPES: st.SearchStrategy[IncidentType] = st.sampled_from(
    ["airstrike", "shelling", "bombing", "shooting", "arrest", "other"])
_MORE_TYPES = st.frozensets(_TYPES, max_size=1)
_FIRST_DAYS = st.dates(date(2023, 12, 28), date(2024, 1, 3))
_SHORT, _LONG = (st.sampled_from(numbers).map(timedelta) for numbers in ([0, 1, 3], [0, 1, 3, 6, 13, 30, 400]))
_MINUTES = st.none() | st.integers(0, 1439)
_WORDS = st.frozensets(st.sampled_from(["convoy", "market", "school", "bridge"]), max_size=3)
_ACTORS = st.frozensets(st.sampled_from(["the army", "river guard"]), max_size=1)
_COUNTRIES = st.frozensets(st.sampled_from(["IRQ", "NER"]), max_size=1)
_NAMES = st.frozensets(st.sampled_from(["amante", "warsame"]), max_size=1)
_NUMBERS = st.frozensets(st.sampled_from([1, 2, 9, 10, 13, 40, 200]), min_size=1, max_size=2)
_COUNTS = st.dictionaries(st.sampled_from(["killed", "injured"]), _NUMBERS, max_size=2)


def _spot(place: DeskPlace) -> Spot:
    return Spot(place.name.casefold(), place.country, place.latitude, place.longitude, place.geoname_id, place.precision)


@st.composite
def profiles(draw: st.DrawFn, *, dated: bool = False) -> Profile:
    """What a telling is compared by: a few days around the New Year, near and far places, small vocabularies.

    ``dated`` ones have a day, or a few.
    """
    first = draw(_FIRST_DAYS if dated else st.none() | _FIRST_DAYS)
    last = first and first + draw(_SHORT if dated else _LONG)
    kind = draw(_TYPES)
    stated = first is not None and draw(st.booleans())
    words = draw(_WORDS)
    return Profile(
        draw(st.sampled_from("abcdef")), draw(st.sampled_from("xyz")), draw(st.booleans()), kind,
        frozenset({kind, *draw(_MORE_TYPES)} - {"other"}), (first, last) if first and last else None, stated,
        draw(_MINUTES) if stated else None, tuple(map(_spot, draw(_ANYWHERE))), draw(_ACTORS),
        draw(_COUNTRIES), draw(_NAMES), words, draw(_COUNTS), words)
