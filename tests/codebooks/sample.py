"""Made-up incidents in real places, built by hand, and the writers' output read back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from reportedly.codebooks import write_acled, write_plover, write_ucdp
from reportedly.model import Span
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

SINJAR = DeskPlace("Sinjār", "IRQ", "Nineveh", 36.3209, 41.87656, 448149)
IRAQ = DeskPlace("Iraq", "IRQ", None, 33.0, 44.0, 99237, precision="country")

COALITION = DeskParty("US-led coalition", "force", None, "alleged", supports=("a1",), disputes=("a2",))
IRAQI_ARMY = DeskParty("Iraqi army", "force", "IRQ", "asserted", role="combatant")
US_ARMY = DeskParty("US military", "force", "USA", "asserted", role="combatant")
IRAQI_POLICE = DeskParty("Iraqi police", "force", "IRQ", "asserted", role="combatant")
DAWN = DeskParty("Sinjar Dawn Front", "armed group", "IRQ", "asserted", role="combatant")
RIVAL = DeskParty("Tel Afar Brigade", "armed group", "IRQ", "asserted", role="combatant")
GUNMEN = DeskParty("gunmen", "unnamed", None, "asserted")
CROWD = DeskParty("protesters", "crowd", None, "asserted")
VILLAGERS = DeskParty("villagers", "unnamed", None, role="civilian")
PEOPLE = DeskParty("six people", "unnamed", None)


def quote(text: str, document: str = "d1") -> Quote:
    return Quote(document, Span(0, len(text)), text, text, 0)


def killed(low: int, best: int, high: int | None, *by_origin: OriginCount, kind: str = "killed", **more: object) -> Estimate:
    return Estimate(kind, low, best, high, "origins", by_origin, **more)  # type: ignore[arg-type]


def given(origin: str, low: int, high: int | None, text: str = "") -> OriginCount:
    return OriginCount(origin, low, high, (f"a{origin[1:]}",), (quote(text or str(low)),))


def counted(low: int, status: str, *, kind: str = "killed", scope: str = "incident") -> Count:
    return Count(kind, low, low, None, status, scope, "certain", True, quote(str(low)))  # type: ignore[arg-type]


def dispute(question: str, **answers: tuple[str, ...]) -> Dispute:
    positions = tuple(Position(answer.replace("_", " "), origins, (), ()) for answer, origins in answers.items())
    return Dispute(question, positions)  # type: ignore[arg-type]


def incident(type: str = "airstrike", **fields: object) -> DeskIncident:
    """An incident of one day in Sinjar that two origins tell of; nobody hit, no figures, unless they are given."""
    base = DeskIncident(
        id="abcdefghi7", type=type,  # type: ignore[arg-type]
        earliest="2020-01-04", latest="2020-01-04", stated=True, place=SINJAR,
        fields={}, actors=(), targets=(), victims=(), estimates=(), grade=Grading("single source", ("o1",), ()),
        disputes=(), retractions=(),
        reports=(
            Report("d1", "Reuters", "Strike hits convoy near Sinjar", "https://example.org/a", "2020-01-04T09:00:00+03:00"),
            Report("d2", "The Coastal Courier", "Army denies strike", "https://example.org/b", "2020-01-05"),
        ),
        accounts=(
            DeskAccount("a1", "d1", "o1", ("a hospital official", "Reuters"), "2020-01-04T09:00:00+03:00"),
            DeskAccount("a2", "d2", "o2", ("the Iraqi army",), "2020-01-05"),
        ),
        origins=(
            Origin("o1", "a hospital official", "medic", ("Reuters",), ("a1",), ("d1",)),
            Origin("o2", "the Iraqi army", "official", (), ("a2",), ("d2",)),
        ))
    return replace(base, **fields)  # type: ignore[arg-type]


def with_counts(told: DeskIncident, *counts: Count) -> DeskIncident:
    """The incident with these figures in its first account."""
    first, *rest = told.accounts
    return replace(told, accounts=(replace(first, counts=counts), *rest))


def convoy() -> DeskIncident:
    """An airstrike of which nearly everything is in dispute."""
    base = incident(
        earliest="2020-01-04T01:12", latest="2020-01-04T01:12",
        fields={"weapon": Field("a drone", ("a1",)), "where": Field("Sinjar", ("a1",), quotes=(quote("near Sinjar"),))},
        actors=(COALITION, DeskParty("the United States", "government", "USA", "denied", disputes=("a2",))),
        targets=(DeskParty("a convoy of medics", None, None, role="civilian"),), victims=(VILLAGERS,),
        estimates=(
            killed(2, 6, 6, given("o1", 6, 6), given("o2", 2, 2)),
            killed(3, 3, 3, given("o1", 3, 3), kind="injured"),
        ),
        disputes=(dispute("how many", six=("o1",), two=("o2",)),
                  dispute("whether", it_happened=("o1",), it_did_not=("o2",))),
        retractions=(Retraction("o2", (quote("two died"),), (quote("nobody died"),)),),
        grade=Grading("contested", ("o1", "o2"), ()))
    accuses = Said("accuse", "certain", "indirect", (quote("blamed the coalition"),))
    denies = Said("deny", "certain", "indirect", (quote("denied any strike", "d2"),), ("a hospital official",))
    first, second = base.accounts
    return replace(base, accounts=(
        replace(first, told=(Told("airstrike", "happened", False, quote("an airstrike")),), said=(accuses, accuses),
                counts=(counted(6, "civilian"), counted(3, "unknown", kind="injured"))),
        replace(second, said=(denies, Said("report", "certain", "indirect", ())))))


def acled(*incidents: DeskIncident, **options: str) -> tuple[list[dict[str, str]], dict[str, int]]:
    stream = io.StringIO()
    lost = write_acled(incidents, stream, **options)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(stream.getvalue()))), dict(lost)


def ucdp(*incidents: DeskIncident) -> tuple[list[dict[str, str]], dict[str, int]]:
    stream = io.StringIO()
    lost = write_ucdp(incidents, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue()))), dict(lost)


def plover(*incidents: DeskIncident) -> tuple[list[dict[str, object]], dict[str, int]]:
    stream = io.StringIO()
    lost = write_plover(incidents, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()], dict(lost)
