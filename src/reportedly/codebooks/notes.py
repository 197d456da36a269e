"""What is known of an incident in a few sentences: what, where, who says so, what they dispute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly import lexicon
from reportedly.codebooks.voices import names_of_accounts, names_of_origins
from reportedly.codebooks.when import Period, minute
from reportedly.publish.words import count, country_name, moment, period, quoted, visible
from reportedly.weigh.types import DeskIncident, DeskParty, DeskPlace, Estimate

LISTED = 6
"""How many of the words for those hit are listed: many accounts name the same people in many ways."""

_KINDS = {
    "killed": "Killed", "injured": "Injured", "missing": "Missing", "abducted": "Abducted", "arrested": "Arrested",
    "displaced": "Displaced",
}


def notes(incident: DeskIncident, day: str, within: Period) -> str:
    """The incident told in plain text on one line. ``day`` is the ISO day that it is coded on."""
    return " ".join(visible(s[:1].upper() + s[1:]) for s in _sentences(incident, day, within))


def _sentences(incident: DeskIncident, day: str, within: Period) -> Iterator[str]:
    what = lexicon.load("codebooks")["nouns"][incident.type]
    where = f" {whereabouts(incident.place)}" if incident.place else ""
    yield f"On {moment(day)}, {what} was reported{where}."
    if within.days > 1:
        yield f"The day is not known: {period(within.first.isoformat(), within.last.isoformat())}."
    elif minute(incident.earliest):
        yield f"Time: {_times(incident)}."
    if not incident.stated:
        yield "No report states the day; it is that of publication."
    for actor in incident.actors:
        yield _actor(incident, actor)
    hit = list(dict.fromkeys(p.name for p in (*incident.victims, *incident.targets)))
    if hit:
        more = f" and in {len(hit) - LISTED} other wordings" if len(hit) > LISTED else ""
        yield f"Said to have been hit: {_listed(hit[:LISTED])}{more}."
    for estimate in incident.estimates:
        yield _figure(incident, estimate)
    by_origin = any(len(e.by_origin) > 1 for e in incident.estimates)
    for dispute in incident.disputes:
        if dispute.question == "how many" and by_origin:
            continue
        answers = (f"{p.answer}{_by(names_of_origins(incident, p.origins))}" for p in dispute.positions)
        yield f"In dispute, {dispute.question}: {'; '.join(answers)}."
    for retraction in incident.retractions:
        said = (("First", retraction.earlier), ("Later", retraction.later))
        words = [f"{when}: {quoted(quotes[0].sentence)}" for when, quotes in said if quotes]
        for name in names_of_origins(incident, (retraction.origin,)):
            yield " ".join((f"{name} took back what it said first.", *words))


def whereabouts(place: DeskPlace) -> str:
    """Where it was: "in Taji, Baghdad, Iraq", "north of Taji, Iraq", "in northern Iraq"."""
    within = [part for part in (place.admin1, country_name(place.country)) if part and part != place.name]
    name = ", ".join((place.name, *within))
    relation = place.relation or "near"
    if relation == "border":
        return f"at the border of {name}"
    if place.precision == "near":
        return f"{relation} {name}"
    return f"in {f'{place.relation} {name}' if place.relation else name}"


def _times(incident: DeskIncident) -> str:
    ends = dict.fromkeys(filter(None, (minute(incident.earliest), minute(incident.latest))))
    return " to ".join(ends)


def _actor(incident: DeskIncident, actor: DeskParty) -> str:
    by = _listed(names_of_accounts(incident, actor.supports))
    match actor.status:
        case "claimed":
            sentence = f"{actor.name} said that it did it"
        case "denied":
            blamed = f"is blamed by {by} and " if by else ""
            return f"{actor.name} {blamed}denied that it did it."
        case "alleged":
            sentence = f"{actor.name} is blamed by {by}" if by else f"{actor.name} is blamed, not established"
        case _:
            sentence = f"{actor.name} did it according to {by}" if by else f"{actor.name} is said to have done it"
    against = _listed(names_of_accounts(incident, actor.disputes))
    return f"{sentence}; disputed by {against}." if against else f"{sentence}."


def _figure(incident: DeskIncident, estimate: Estimate) -> str:
    label = _KINDS[estimate.kind]
    if estimate.corrected or not estimate.by_origin:
        return f"{label}: {count(estimate.low, estimate.high)}{', as set by an editor' if estimate.corrected else ''}."
    figures: dict[str, list[str]] = {}
    for given in estimate.by_origin:
        figures.setdefault(count(given.low, given.high), []).append(given.origin)
    return f"{label}: {'; '.join(f'{n}{_by(names_of_origins(incident, o))}' for n, o in figures.items())}."


def _by(names: Iterable[str]) -> str:
    listed = _listed(names)
    return f" ({listed})" if listed else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
