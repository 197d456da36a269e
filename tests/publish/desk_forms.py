"""What every form of an incident has to hold, and incidents whose every word is hostile."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from reportedly.publish.desk_passages import quotes_in
from reportedly.weigh.grade import DEFINITIONS
from reportedly.weigh.types import DeskIncident
from tests.publish.made_desk import CONTESTED

WORDS = ("name", "title", "outlet", "url", "published", "text", "sentence", "value", "answer", "who", "relation", "admin1")


def what_is_in(incident: DeskIncident) -> Iterator[str]:
    """All that a reader must find: values, names, words, sentences, addresses."""
    yield from (incident.id, *incident.also, incident.type, incident.grade.grade, DEFINITIONS[incident.grade.grade][:-1])
    for quote in quotes_in(incident):
        yield quote.text
    for report in incident.reports:
        yield from filter(None, (report.outlet, report.title, report.url))
    yield from (field.value for field in incident.fields.values())
    yield from (party.name for party in (*incident.actors, *incident.targets, *incident.victims))
    yield from (party.status for party in incident.actors if party.status)
    for estimate in incident.estimates:
        yield from (str(estimate.low), str(estimate.best), str(estimate.high))
    yield from (position.answer for dispute in incident.disputes for position in dispute.positions)
    for origin in incident.origins:
        yield from (origin.name, origin.kind, *origin.via)
    for account in incident.accounts:
        yield from account.source
        for said in account.said:
            yield from said.addressee
        yield from (quote.sentence for quote in quotes_in(account))


def missing(incident: DeskIncident, shown: str) -> list[str]:
    """What of the incident is not in the text shown, white space aside."""
    shown = " ".join(shown.split())
    return [words for words in what_is_in(incident) if " ".join(words.split()) not in shown]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += "" if tag in ("b", "a", "span", "em") else " "

    def handle_data(self, data: str) -> None:
        self.words += data


def words_of(html: str) -> str:
    """The words of a page that a browser shows."""
    parser = _Words()
    parser.feed(html.partition("<body>")[2] or html)
    return parser.words


def hostile(text: str) -> DeskIncident:
    """The contested incident with this text for every name, title, address and quotation."""
    return DeskIncident.from_dict(_with(CONTESTED.to_dict(), text))


def _with(value: Any, text: str) -> Any:
    if isinstance(value, list):
        return [text if isinstance(item, str) else _with(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    changed = {key: text if key in WORDS and isinstance(item, str) else
               item if key in ("accounts", "documents", "supports", "disputes", "origins") and isinstance(item, list)
               and all(isinstance(one, str) for one in item) else
               item if key == "copies" else _with(item, text) for key, item in value.items()}
    if "sentence_start" in changed:
        changed |= {"span": {"start": 0, "end": max(len(text), 1)}, "sentence_start": 0}
    return changed
