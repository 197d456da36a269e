"""Who says what of an incident, by name: the origins behind accounts, and the reports that carry them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from reportedly import lexicon
from reportedly.weigh.types import DeskIncident, Report


def names_of_origins(incident: DeskIncident, origins: Iterable[str]) -> tuple[str, ...]:
    """The names of the origins with these ids, each once."""
    names = {o.id: o.name for o in incident.origins}
    return tuple(dict.fromkeys(names[o] for o in origins if o in names))


def names_of_accounts(incident: DeskIncident, accounts: Iterable[str]) -> tuple[str, ...]:
    """The names of the origins of the accounts with these ids, each once."""
    origins = {a.id: a.origin for a in incident.accounts}
    return names_of_origins(incident, (origins[a] for a in accounts if a in origins))


def cited(incident: DeskIncident) -> tuple[Report, ...]:
    """The reports that a row rests on, the earliest first: those with an account, of copies only the first."""
    told = {a.document for a in incident.accounts}
    reports = sorted((r for r in incident.reports if r.document in told), key=_order)
    copies = [set(group) for group in incident.copies]
    repeated = {r.document for group in copies for r in [r for r in reports if r.document in group][1:]}
    return tuple(r for r in reports if r.document not in repeated)


def publisher(report: Report) -> str:
    """Who published it: the outlet, or else the host of its address; empty where neither is known."""
    return report.outlet or (urlsplit(report.url).hostname if report.url else None) or ""


def scale(reports: Sequence[Report], country: str) -> str | None:
    """ACLED's ``source_scale`` for sources on that country: by where the lexicon has the outlets. None: not for all."""
    found = {_scale(publisher(r), country) for r in reports}
    if not found or None in found:
        return None
    return "-".join(s for s in ("National", "International") if s in found)


def _order(report: Report) -> tuple[str, str]:
    return report.published or "", report.document


def _scale(outlet: str, country: str) -> str | None:
    home = _homes().get(outlet.casefold())
    return None if home is None else "National" if home == country else "International"


@functools.cache
def _homes() -> dict[str, str]:
    outlets: dict[str, Any] = {**lexicon.load("outlets"), **lexicon.load("agencies")}
    return {
        written.casefold(): facts["country"]
        for name, facts in outlets.items() if "country" in facts for written in (name, *facts.get("aliases", ()))
    }
