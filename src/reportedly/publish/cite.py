"""What exports of the desk name the same way: chains of sources, reports by address, places on the map, figures."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from urllib.parse import quote as percent_encoded

from reportedly.publish.words import count
from reportedly.weigh.types import Count, DeskAccount, DeskPlace, Report

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:reportedly")


def chain(account: DeskAccount) -> str:
    """The sources of an account as one text: "origin < who passed it on < outlet"."""
    return " < ".join(account.source)


def by_document(reports: Iterable[Report]) -> dict[str, Report]:
    """The reports by the id of their document."""
    return {report.document: report for report in reports}


def urn(document: str) -> str:
    """A document's id as a URN: ``urn:sha256:…`` where it is the SHA-256 of the text."""
    if _SHA256.fullmatch(document):
        return f"urn:sha256:{document}"
    return f"urn:reportedly:{percent_encoded(document, safe='')}"


def address(report: Report | None) -> str | None:
    """The address of a report, where it has one on the web that may stand as an IRI."""
    return report.url if report and report.url and _ADDRESS.fullmatch(report.url) else None


def lasting_id(*parts: str) -> str:
    """A URN that is always the same for these strings (a UUID of version 5)."""
    return uuid.uuid5(_NAMESPACE, "\n".join(parts)).urn


def pin(place: DeskPlace | None) -> tuple[tuple[float, float] | None, str]:
    """Longitude and latitude in degrees (WGS 84), or None and why there is no pin. A country never has one."""
    if place is None:
        return None, "no place"
    if place.precision == "country":
        return None, "no nearer than a country"
    if place.latitude is None or place.longitude is None:
        return None, "no coordinates"
    if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
        return None, "coordinates that are not on the globe"
    return (round(place.longitude, 6), round(place.latitude, 6)), ""


def figure(given: Count) -> str:
    """A figure of an account in words: "killed: 5 to 6 soldiers (combatant, possible)"."""
    notes = [given.status if given.status != "unknown" else "", "a cumulative toll" if given.scope == "cumulative" else "",
             given.certainty if given.certainty != "certain" else ""]
    words = " ".join(filter(None, (count(given.low, given.high), given.who)))
    return f"{given.kind}: {words}{_in_brackets(notes)}"


def _in_brackets(notes: Iterable[str]) -> str:
    told = ", ".join(filter(None, notes))
    return f" ({told})" if told else ""
