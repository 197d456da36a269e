"""The types of the desk: one incident as many reports tell it.

Frozen, slotted dataclasses with tuples, as in :mod:`reportedly.model`. Whatever is said of an incident names the accounts
that support it and those that dispute it, and holds the words that it rests on as :class:`Quote`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter

from reportedly.model import (
    Act,
    ActorStatus,
    Certainty,
    FigureKind,
    Form,
    IncidentType,
    PartyKind,
    Precision,
    Realis,
    Scope,
    Span,
    Status,
    plain,
)

Grade = Literal["single source", "corroborated", "contested", "acknowledged"]
"""How well an incident is supported; ``docs/method.md`` has the definitions (:mod:`reportedly.weigh.grade`)."""

Rule = Literal["origins", "lowest", "latest", "majority"]
"""How the best of several figures is chosen (:mod:`reportedly.weigh.reconcile`)."""

OriginKind = Literal["official", "medic", "organisation", "armed group", "witness", "person", "outlet", "reports"]
"""What an origin is. ``outlet``: an outlet or agency in its own voice; ``reports``: "initial reports", "local media"."""

Question = Literal["whether", "how many", "who did it", "who was hit", "where", "when", "what"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report. ``span`` is their place in its text; ``sentence`` holds them and begins at ``sentence_start``."""

    document: str
    span: Span
    text: str
    sentence: str
    sentence_start: int


def whole_sentence(quote: Quote) -> Quote:
    """The sentence of a quote as a quote of its own."""
    span = Span(quote.sentence_start, quote.sentence_start + len(quote.sentence))
    return Quote(quote.document, span, quote.sentence, quote.sentence, quote.sentence_start)


@dataclass(frozen=True, slots=True)
class Report:
    """One report of an incident. ``version`` counts the versions of one address from 1; ``published`` is ISO 8601.

    ``changes`` says what its figures changed against the version before: "killed: 6 → 8".
    """

    document: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    version: int = 1
    main: bool = True
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an account: the act, how sure, and its words with the cue's."""

    act: Act
    certainty: Certainty
    form: Form
    quotes: tuple[Quote, ...]
    addressee: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of the incident in an account. ``denied``: the account says that it did not happen."""

    type: IncidentType
    realis: Realis
    denied: bool
    quote: Quote


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of an account. ``stands`` is false for a part of another count, and for one that was replaced later."""

    kind: FigureKind
    low: int
    high: int | None
    who: str | None
    status: Status
    scope: Scope
    certainty: Certainty
    stands: bool
    quote: Quote


@dataclass(frozen=True, slots=True)
class DeskAccount:
    """What one source says of the incident in one report. ``source``: names from the origin outward to the outlet."""

    id: str
    document: str
    origin: str
    source: tuple[str, ...]
    published: str | None = None
    told: tuple[Told, ...] = ()
    counts: tuple[Count, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where accounts come from: the innermost source of their chains. ``via``: who passed it on, as far as is said.

    ``independent`` is false for an outlet that only passes on others, and for who says nothing of what happened.
    """

    id: str
    name: str
    kind: OriginKind
    via: tuple[str, ...]
    accounts: tuple[str, ...]
    documents: tuple[str, ...]
    independent: bool = True


@dataclass(frozen=True, slots=True)
class OriginCount:
    """The figure that stands for one origin: the latest that it gave."""

    origin: str
    low: int
    high: int | None
    accounts: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, best and high of one kind of figure over the origins, and the rule that chose the best. ``high`` None: open."""

    kind: FigureKind
    low: int
    best: int
    high: int | None
    rule: Rule
    by_origin: tuple[OriginCount, ...]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """The value of one field, in words, with the accounts for and against it. ``corrected``: an editor set it."""

    value: str
    supports: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """Where it happened. ``country`` is ISO 3166-1 alpha-3; degrees are WGS 84; ``relation`` as in "north of"."""

    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geoname_id: int | None = None
    relation: str | None = None
    precision: Precision = "exact"


@dataclass(frozen=True, slots=True)
class DeskParty:
    """Who did it, or who or what was hit. ``status`` is an actor's alone; ``role``: combatant, civilian, … of the hit."""

    name: str
    kind: PartyKind | None
    country: str | None = None
    status: ActorStatus | None = None
    role: Status = "unknown"
    supports: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """One answer to a contested question, the origins that give it, and their words."""

    answer: str
    origins: tuple[str, ...]
    accounts: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question on which the origins differ, with the position of each side."""

    question: Question
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Retraction:
    """What an origin said first, and what it said later against it."""

    origin: str
    earlier: tuple[Quote, ...]
    later: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Grading:
    """The grade, and the words that it rests on. ``confirmed``: an editor has looked at the incident and confirmed it."""

    grade: Grade
    origins: tuple[str, ...]
    quotes: tuple[Quote, ...]
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class DeskIncident:
    """One happening, as all the reports on the desk tell it.

    ``earliest`` and ``latest`` are ISO days or minutes, inclusive; ``fields`` holds "type", "when", "where" and "weapon",
    as far as known. ``copies`` are groups of documents that carry one text. ``also`` are other ids that lead here.
    """

    id: str
    type: IncidentType
    earliest: str | None
    latest: str | None
    stated: bool
    place: DeskPlace | None
    fields: Mapping[str, Field]
    actors: tuple[DeskParty, ...]
    targets: tuple[DeskParty, ...]
    victims: tuple[DeskParty, ...]
    estimates: tuple[Estimate, ...]
    grade: Grading
    disputes: tuple[Dispute, ...]
    retractions: tuple[Retraction, ...]
    reports: tuple[Report, ...]
    accounts: tuple[DeskAccount, ...]
    origins: tuple[Origin, ...]
    copies: tuple[tuple[str, ...], ...] = ()
    also: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The incident as plain lists, dicts, strings and numbers."""
        result: dict[str, Any] = plain(self)
        return result

    def to_json(self, *, indent: int | None = 2) -> str:
        """The incident as JSON text, keys in the order of the types."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def packed(self) -> str:
        """The incident as JSON to be stored: :meth:`to_json` without white space, but faster."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeskIncident:
        """The incident that :meth:`to_dict` was called on.

        Raises:
            ValueError: if ``data`` does not have the shape of an incident.
        """
        return _adapter().validate_python(data)

    @classmethod
    def from_json(cls, text: str) -> DeskIncident:
        """The incident that :meth:`to_json` was called on.

        Raises:
            ValueError: if ``text`` is not JSON in the shape of an incident.
        """
        return _adapter().validate_json(text)

    @property
    def independent(self) -> int:
        """How many independent origins speak of it."""
        return sum(o.independent for o in self.origins)

    def estimate(self, kind: FigureKind) -> Estimate | None:
        """Low, best and high of that kind, where a figure was given."""
        return next((e for e in self.estimates if e.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Member:
    """One event of an incident on the desk: a mention in a report. ``trigger`` is its place in the report's text."""

    document: str
    event: str
    trigger: Span
    type: IncidentType


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, as it stands in the log. ``at`` is ISO 8601 in UTC; ``undone``: the number that undid it."""

    number: int
    at: str
    who: str
    verb: Literal["merge", "split", "correct", "confirm", "hide", "moderate", "undo"]
    incident: str
    because: str | None
    details: Mapping[str, Any]
    undone: int | None = None


@functools.cache
def _adapter() -> TypeAdapter[DeskIncident]:
    return TypeAdapter(DeskIncident)


def incident_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an incident of the desk, made from the types."""
    schema = _adapter().json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


