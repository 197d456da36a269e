"""The types of the domain.

Everything here is a frozen, slotted dataclass; sequences are tuples. Offsets are Python string indices into
:attr:`Document.text`, and ``document.text[span.start:span.end]`` is what a reader is shown. This module imports
nothing of the package.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

FurnitureKind = Literal[
    "appeal", "subscription", "comments", "newsletter", "sharing", "cookies", "teaser", "caption", "credit",
    "byline", "dateline", "desk note", "copyright", "navigation", "advertisement", "timestamp",
]
"""What a passage that is not the report is. ``desk note``: "ATTENTION - ADDS", "(writethru)"."""

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
"""The types of TIMEX3."""

Precision = Literal["exact", "near", "region", "country"]

PartyKind = Literal[
    "person", "government", "force", "armed group", "organisation", "outlet", "crowd", "unnamed",
]

Form = Literal["direct", "indirect", "mixed"]

Act = Literal[
    "report", "claim", "deny", "claim responsibility", "accuse", "condemn", "threaten", "justify", "demand",
    "promise", "praise", "mourn", "reject", "announce",
]

Certainty = Literal["certain", "probable", "possible", "unconfirmed"]

IncidentType = Literal[
    "airstrike", "shelling", "bombing", "suicide bombing", "shooting", "clash", "abduction", "arrest", "execution",
    "chemical attack", "riot", "protest", "stabbing", "arson", "robbery", "other",
]

Realis = Literal["happened", "ongoing", "planned", "threatened", "hypothetical", "denied"]

FigureKind = Literal["killed", "injured", "missing", "abducted", "arrested", "displaced"]

Status = Literal["civilian", "combatant", "official", "unknown"]

Scope = Literal["incident", "cumulative"]

ActorStatus = Literal["asserted", "alleged", "claimed", "denied"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the document's text: ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")


@dataclass(frozen=True, slots=True)
class Furniture:
    """A passage that is on the page but is not the report."""

    span: Span
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of agency copy, "BAGHDAD, Jan 4 (Reuters) -": its place, its day and its agency, where it gives them."""

    span: Span
    place: Span | None = None
    day: Span | None = None
    agency: Span | None = None


Published = AwareDatetime | date | None


@dataclass(frozen=True, slots=True)
class Document:
    """One report as received. ``id`` is the SHA-256 of ``text`` in UTF-8, in hexadecimal; ``language`` is ISO 639-1.

    ``published`` is a day, or a moment with its time zone. ``title`` and ``standfirst`` have a span where they stand in
    ``text``; a title that came as metadata has none.
    """

    id: str
    text: str
    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: Annotated[Published, Field(union_mode="left_to_right")] = None
    language: str = "en"
    furniture: tuple[Furniture, ...] = ()
    title_span: Span | None = None
    standfirst_span: Span | None = None
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression. ``value`` is a TIMEX3 value; ``earliest`` and ``latest`` are ISO days or minutes, inclusive.

    ``anchored`` is false where a relative expression had no day to be counted from: its value then says only what the
    words say.
    """

    id: str
    span: Span
    type: TimeType
    value: str
    earliest: str | None = None
    latest: str | None = None
    anchored: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it is named in one spot of the text. ``country`` is ISO 3166-1 alpha-3; degrees are WGS 84.

    ``attributive`` marks an adjective or a metonym ("Syrian", "Damascus said"): it says whose, not where.
    """

    id: str
    span: Span
    name: str
    kind: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geoname_id: int | None = None
    relation: str | None = None
    precision: Precision = "exact"
    attributive: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts, speaks or suffers. ``spans`` are all its mentions, resolved pronouns too; ``member_of`` is a party's id."""

    id: str
    name: str
    kind: PartyKind
    country: str | None = None
    role: str | None = None
    member_of: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One link of the chain by which a statement came: who said it or passed it on, and the words that name them.

    ``outlet`` is true for the outlet of the document itself, which has no words in the text.
    """

    text: str
    party: str | None = None
    span: Span | None = None
    outlet: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what. ``source`` runs from the origin outward: the first is who said it, the last who printed it."""

    id: str
    source: tuple[Source, ...]
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    act: Act
    addressee: tuple[str, ...] = ()
    certainty: Certainty = "certain"
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A part in an event: the words, and the party that they name."""

    span: Span
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What is said to have happened, at one mention. ``statement`` is who says so; None: the outlet itself."""

    id: str
    type: IncidentType
    trigger: Span
    actors: tuple[Role, ...] = ()
    targets: tuple[Role, ...] = ()
    victims: tuple[Role, ...] = ()
    weapons: tuple[Span, ...] = ()
    place: str | None = None
    time: str | None = None
    realis: Realis = "happened"
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of people. ``high`` None: open upward. ``who`` is the noun that is counted, as written."""

    id: str
    span: Span
    kind: FigureKind
    low: int
    high: int | None
    who: str | None = None
    status: Status = "unknown"
    statement: str | None = None
    event: str | None = None
    incident: str | None = None
    scope: Scope = "incident"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is said to have done it. ``status``: by the outlet itself, by a source, by themselves; or denied by them."""

    party: str
    status: ActorStatus
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentTime:
    """When it happened: ISO days or minutes, inclusive, and the time expressions that say so.

    ``stated`` is false where no words say the day of what a report brings as news: it is then the day of publication.
    """

    earliest: str | None
    latest: str | None
    times: tuple[str, ...] = ()
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Account:
    """What one source says of one incident: the unit that is compared side by side."""

    source: tuple[Source, ...]
    statements: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    content: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """Low, best and high of one kind of figure over the accounts of an incident, with the figures that gave it."""

    kind: FigureKind
    low: int
    best: int
    high: int | None
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """A field on which the accounts of an incident differ, and the statements, figures or events that differ."""

    field: Literal["whether", "how many", "who did it", "who was hit", "where", "when"]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """The events that are one happening. ``main``: the report is news of it."""

    id: str
    type: IncidentType
    main: bool
    events: tuple[str, ...]
    time: IncidentTime | None = None
    place: str | None = None
    actors: tuple[Actor, ...] = ()
    targets: tuple[Role, ...] = ()
    victims: tuple[Role, ...] = ()
    weapons: tuple[Span, ...] = ()
    accounts: tuple[Account, ...] = ()
    tallies: tuple[Tally, ...] = ()
    contested: tuple[Contest, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that was found in one report."""

    document: Document
    parties: tuple[Party, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    incidents: tuple[Incident, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The dossier as plain lists, dicts, strings and numbers, in the shape of ``docs/dossier.schema.json``."""
        result: dict[str, Any] = plain(self)
        return result

    def to_json(self, *, indent: int | None = 2) -> str:
        """The dossier as JSON text, keys in the order of the types."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def packed(self) -> bytes:
        """The dossier as JSON to be stored: like :meth:`to_json`, but faster; moments in UTC end in Z."""
        return _adapter().dump_json(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Dossier:
        """The dossier that :meth:`to_dict` was called on.

        Raises:
            ValueError: if ``data`` does not have the shape of a dossier.
        """
        return _adapter().validate_python(data)


def in_all(figures: Sequence[Figure]) -> tuple[int, int | None]:
    """The least and the most that figures of different people come to together; no most where one of them is open."""
    highs = [figure.high for figure in figures if figure.high is not None]
    return sum(figure.low for figure in figures), sum(highs) if len(highs) == len(figures) else None


def plain(value: Any) -> Any:
    """Types of the domain as dicts, tuples as lists, days and moments as ISO 8601; anything else as it is."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(value.__class__)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


@functools.cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


@functools.cache
def _adapter() -> TypeAdapter[Dossier]:
    return TypeAdapter(Dossier)


def dossier_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a dossier, made from the types."""
    schema = _adapter().json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
