"""The pages of parties and of sources: what they did and what they said, as the incidents of the desk have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse

from reportedly.publish.desk_reading import desk_outline
from reportedly.publish.words import FORMS, dated
from reportedly.store.listing import Page
from reportedly.web import following
from reportedly.web.pages import PAGE
from reportedly.web.request import checked_page, checked_text, shelf
from reportedly.web.rows import lines
from reportedly.web.site import page
from reportedly.web.withheld import guarded
from reportedly.weigh.types import DeskAccount, DeskIncident, DeskParty, Quote

SOURCES = 100
"""Sources on one page."""

DID, SAID_TO, DENIES, HIT = "What it did", "What it is said to have done", "What it says it did not do", "How it was hit"
BY_STATUS = MappingProxyType({"asserted": DID, "claimed": DID, "alleged": SAID_TO, "denied": DENIES})
STATUS = MappingProxyType({
    "asserted": "a report says so in its own voice", "claimed": "it says so itself", "alleged": "a source says so",
    "denied": "it denies it"})
SAID = MappingProxyType({
    "claim responsibility": "Its claims of responsibility", "accuse": "Its accusations", "deny": "Its denials",
    "claim": "Its claims", "announce": "Its announcements", "justify": "Its justifications", "condemn": "What it condemns",
    "reject": "What it rejects", "demand": "Its demands", "threaten": "Its threats", "promise": "Its promises",
    "praise": "What it praises", "mourn": "Whom it mourns"})
"""The titles of what a party said, by act, in their order; a plain report is none of them."""

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one incident has of a party: in what way, and the words: where they stand, what is shown, why behind a click."""

    incident: str
    heading: str
    grade: str
    note: str
    quotes: tuple[tuple[Quote, str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a party's page."""

    title: str
    entries: tuple[Entry, ...]


@router.get("/parties")
def party(request: Request) -> HTMLResponse:
    """What a party did, was said to have done, how it was hit and what it said; without a name those named of late."""
    name = checked_text(request.query_params.get("name", "").strip())
    found = shelf(request).naming(name, checked_page(request), PAGE) if name else None
    if found is not None and found.rows:
        return page_of_party(request, name, found)
    if found is not None and found.total:
        raise HTTPException(404, f"there are only {found.pages:,} pages of these incidents")
    near = shelf(request).near_names(name)
    why = guarded(request, near).why
    names = sorted(((why(one), one) for one in named(near, name)), key=lambda one: (one[1].casefold(), one[1]))
    if name and not names:
        raise HTTPException(404, f"no party of the desk is named {name!r}, nor has that in its name")
    return page(request, "parties.html.jinja", name=name, names=names)


def page_of_party(request: Request, name: str, found: Page[DeskIncident]) -> HTMLResponse:
    """The page of a party that is named in these incidents."""
    parts: dict[str, list[Entry]] = {title: [] for title in (DID, SAID_TO, DENIES, HIT, *SAID.values())}
    why_name = ""
    for incident in found.rows:
        heading, withheld = desk_outline(incident).heading, guarded(request, [incident])
        why_name = why_name or withheld.why(name)
        for title, note, quotes in roles(incident, name):
            told = tuple((quote, words, withheld.why_part(words, quote.sentence)) for words, quote in _shown(title, quotes))
            parts[title].append(Entry(incident.id, heading, incident.grade.grade, note, told))
    shown = tuple(Part(title, tuple(entries)) for title, entries in parts.items() if entries)
    spelt = next((one for one in named(found.rows, name) if one.casefold() == name.casefold()), name)
    return page(request, "party.html.jinja", name=spelt, why_name=why_name, found=found, parts=shown,
                followed=following.followed(request, "party", spelt))


def _shown(title: str, quotes: Iterable[Quote]) -> Iterator[tuple[str, Quote]]:
    """What is shown of these words: what a party said as it stands, its name in the sentence that tells what it did."""
    if title in SAID.values():
        return ((quote.text, quote) for quote in quotes)
    sentences = {(quote.document, quote.sentence_start): quote for quote in reversed(tuple(quotes))}
    return ((quote.sentence, quote) for quote in reversed(sentences.values()))


def roles(incident: DeskIncident, name: str) -> Iterator[tuple[str, str, tuple[Quote, ...]]]:
    """What an incident has of a party: the part of the page, a note, the words."""
    for actor in incident.actors:
        if is_named(actor, name):
            yield BY_STATUS[actor.status or "asserted"], STATUS[actor.status or "asserted"], actor.quotes
    for hit in (*incident.targets, *incident.victims):
        if is_named(hit, name):
            yield HIT, "" if hit.role == "unknown" else hit.role, hit.quotes
    origins = {origin.id for origin in incident.origins if origin.name.casefold() == name.casefold()}
    for account in incident.accounts:
        if account.origin in origins:
            yield from sayings(account)


def sayings(account: DeskAccount) -> Iterator[tuple[str, str, tuple[Quote, ...]]]:
    """The acts of messaging of one account."""
    for said in account.said:
        if said.act in SAID:
            notes = (dated(account.published), f"to {', '.join(said.addressee)}" if said.addressee else "",
                     FORMS[said.form], "" if said.certainty == "certain" else said.certainty)
            yield SAID[said.act], "; ".join(filter(None, notes)), said.quotes


def is_named(party: DeskParty, name: str) -> bool:
    """Whether a party has this name, case aside."""
    return party.name.casefold() == name.casefold()


def named(incidents: Iterable[DeskIncident], part: str) -> tuple[str, ...]:
    """The parties with this in their name, each once: who did it, was hit or speaks."""
    names = (name for i in incidents for name in (*(p.name for p in (*i.actors, *i.targets, *i.victims)),
                                                  *(o.name for o in i.origins)))
    return tuple({name.casefold(): name for name in names if part.casefold() in name.casefold()}.values())


@router.get("/sources")
def sources(request: Request) -> HTMLResponse:
    """All who speak, the most frequent first, and how often alone, corroborated or contradicted."""
    part, number = checked_text(request.query_params.get("name", "").strip()), checked_page(request)
    rows = [row for row in shelf(request).sources() if part.casefold() in row.name.casefold()]
    found = Page(tuple(rows[(number - 1) * SOURCES:number * SOURCES]), len(rows), number, SOURCES)
    if number > found.pages:
        raise HTTPException(404, f"there are only {found.pages:,} pages of these sources")
    return page(request, "sources.html.jinja", name=part, found=found)


@router.get("/sources/{name:path}")
def source(request: Request, name: str) -> HTMLResponse:
    """One source: its counts, and the incidents in which it speaks."""
    checked_text(name)
    rows = tuple(row for row in shelf(request).sources() if row.name.casefold() == name.casefold())
    if not rows:
        raise HTTPException(404, f"no source of the desk is named {name[:100]!r}")
    found = shelf(request).spoken_in(name, checked_page(request), PAGE)
    if found.number > found.pages:
        raise HTTPException(404, f"there are only {found.pages:,} pages of these incidents")
    return page(request, "source.html.jinja", name=rows[0].name, rows=rows, found=found, lines=lines(found.rows))
