"""What of a dossier is not as a report file expects it, said in words that a reader of the file understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from reportedly.model import Dossier, Event, Figure, Incident, Party, Place, Role, Source, Span, Statement, Time
from tests.reports.made import COUNTS, MadeReport

Table = Mapping[str, Any]

OWN_VOICE = "the report"
UNKNOWN = "unknown"
ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)


def differences(made: MadeReport, dossier: Dossier) -> list[str]:
    """One message for each expectation that does not hold; none: the dossier is as expected."""
    of = Reader(dossier)
    return [*of.incidents(made.expected["incident"]), *of.figures(made.expected["figure"]),
            *of.listed("statement", made.expected["statement"], dossier.statements, of.is_statement, of.show_statement),
            *of.listed("event", made.expected["event"], dossier.events, of.is_event, of.show_event),
            *of.listed("party", made.expected["party"], dossier.parties, of.is_party, of.show_party),
            *of.listed("place", made.expected["place"], dossier.places, of.is_place, of.show_place),
            *of.listed("time", made.expected["time"], dossier.times, of.is_time, of.show_time),
            *of.furniture(made.expected["furniture"]), *of.never(made.never)]


class Reader:
    """Reads one dossier in the words of the report files."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.by_id: dict[str | None, Any] = {
            item.id: item for kind in ("parties", "places", "times", "statements", "events", "figures", "incidents")
            for item in getattr(dossier, kind)}

    def words(self, span: Span) -> str:
        """The text of a span, its white space made single spaces."""
        return " ".join(self.dossier.document.text[span.start:span.end].split())

    # What is listed whole: incidents and figures.

    def incidents(self, expected: Sequence[Table]) -> Iterator[str]:
        """Every incident, in the order of the text: their number, and of each the fields that are named."""
        found = self.dossier.incidents
        if len(found) != len(expected):
            yield f"incidents: expected {len(expected)}, found {len(found)}{_list(map(self.show_incident, found))}"
            return
        for number, (table, incident) in enumerate(zip(expected, found, strict=True), 1):
            for field, wanted in table.items():
                got = self._field_of_incident(incident, field, wanted)
                if got is not None:
                    yield f"incident {number}, {field}: expected {_say(wanted)}, found {got}"

    def _field_of_incident(self, incident: Incident, field: str, wanted: Any) -> str | None:
        """What was found in place of what is wanted; None: it is as wanted."""
        place = self.by_id.get(incident.place)
        if field in COUNTS:
            tally = next((t for t in incident.tallies if t.kind == field), None)
            return _unless(str(wanted), _range(tally.low, tally.high) if tally else "none")
        match field:
            case "actors":
                got = {self._name_in(a.party, wanted): a.status for a in incident.actors}
                if len(got) < len(incident.actors):
                    return f"{_say(got)}, one of them twice"
                return None if got == wanted else _say(got) if got else "nobody"
            case "victims" | "targets" | "weapons":
                spans = [r.span if isinstance(r, Role) else r for r in getattr(incident, field)]
                got_words = [self.words(span) for span in spans]
                same = len(got_words) == len(wanted) and all(
                    any(_holds(g, w) or _holds(w, g) for g in got_words) for w in wanted)
                return None if same else _say(got_words)
            case "contested":
                got_fields = [c.field for c in incident.contested]
                return None if sorted(got_fields) == sorted(wanted) else _say(got_fields)
            case "day":
                time = incident.time
                return _unless(wanted, _when(time.earliest, time.latest) if time else UNKNOWN, cut=len(wanted))
            case "place":
                if place is None:
                    return _unless(wanted, UNKNOWN)
                return None if _same(wanted, place.name, self.words(place.span)) else self.show_place(place)
            case "country":
                return _unless(wanted, place.country if place and place.country else UNKNOWN)
        return _unless(wanted, getattr(incident, field))

    def figures(self, expected: Sequence[Table]) -> Iterator[str]:
        """Where figures are listed, there must be no others."""
        if not expected:
            return
        yield from self.listed("figure", expected, self.dossier.figures, self.is_figure, self.show_figure)
        for figure in self.dossier.figures:
            if not any(_same(table["words"], self.words(figure.span)) for table in expected):
                yield f"a figure that is none: {self.show_figure(figure)}"

    # What must be among the others.

    def listed(
        self, kind: str, expected: Sequence[Table], found: Iterable[Any], holds: Callable[[Table, Any], bool],
        show: Callable[[Any], str],
    ) -> Iterator[str]:
        """What is expected and is not found; then all that was found of its kind."""
        found = tuple(found)
        for table in expected:
            if not any(holds(table, item) for item in found):
                yield f"{kind}: expected {_say(dict(table))}, found{_list(map(show, found))}"

    def is_figure(self, table: Table, figure: Figure) -> bool:
        kind = next((k for k in COUNTS if k in table), None)
        numbers = [incident.id for incident in self.dossier.incidents]
        return (_same(table["words"], self.words(figure.span))
                and (kind is None or (kind, str(table[kind])) == (figure.kind, _range(figure.low, figure.high)))
                and ("by" not in table or self._is_chain(table["by"], self._source(figure.statement)))
                and ("who" not in table or table["who"] == figure.who)
                and ("incident" not in table or figure.incident in numbers[table["incident"] - 1:table["incident"]])
                and _fields(table, figure, "status", "scope"))

    def is_statement(self, table: Table, statement: Statement) -> bool:
        said = " … ".join(self.words(span) for span in statement.content)
        hearers = [self.by_id[p].name for p in statement.addressee if p in self.by_id]
        return (("by" not in table or self._is_chain(table["by"], statement.source))
                and ("says" not in table or " ".join(table["says"].split()) in said)
                and ("to" not in table or any(_holds(name, table["to"]) for name in hearers))
                and _fields(table, statement, "act", "form", "certainty"))

    def is_event(self, table: Table, event: Event) -> bool:
        return (_holds(self.words(event.trigger), table["words"])
                and ("by" not in table or self._is_chain(table["by"], self._source(event.statement)))
                and _fields(table, event, "type", "realis"))

    def is_party(self, table: Table, party: Party) -> bool:
        own = {self.words(span).casefold() for span in party.spans} | {self.words(span) for span in party.spans}
        plain = {ARTICLE.sub("", words) for words in own} | own
        owner = self.by_id.get(party.member_of)
        return (set(table.get("mentions", ())) <= plain
                and ("member_of" not in table or (owner is not None and _same(table["member_of"], owner.name)))
                and ("name" not in table or _same(table["name"], party.name))
                and ("role" not in table or _same(table["role"], party.role or ""))
                and _fields(table, party, "kind", "country"))

    def is_place(self, table: Table, place: Place) -> bool:
        return _same(table["words"], self.words(place.span)) and _fields(
            table, place, "country", "relation", "precision", "attributive", "kind", "admin1")

    def is_time(self, table: Table, time: Time) -> bool:
        when = table.get("when")
        return (_same(table["words"], self.words(time.span))
                and (when is None or when == _when(time.earliest, time.latest)[:max(len(when), 0)]
                     or when == _when(time.earliest, time.latest))
                and _fields(table, time, "value", "type"))

    def furniture(self, expected: Sequence[Table]) -> Iterator[str]:
        """Words that must stand in a passage of furniture of that kind."""
        for table in expected:
            around = [f.kind for f in self.dossier.document.furniture if table["words"] in self.words(f.span)]
            if not around or table.get("kind", around[0]) not in around:
                passages = (f"{f.kind}: {self.words(f.span)}" for f in self.dossier.document.furniture)
                yield f"furniture: expected {_say(dict(table))}, found{_list(passages)}"

    def never(self, never: Mapping[str, Sequence[str]]) -> Iterator[str]:
        """Words of which something is made that must not be made of them."""
        for kind, passages in never.items():
            items = self.dossier.document.furniture if kind == "furniture" else getattr(self.dossier, kind)
            for words in passages:
                if any(words in self.words(span) for item in items for span in _spans(item)):
                    yield f"{kind}: {words!r} must not be in one"

    # Who says so.

    def _source(self, statement: str | None) -> Sequence[Source]:
        return self.by_id[statement].source if statement in self.by_id else ()

    def _is_chain(self, wanted: str, source: Sequence[Source]) -> bool:
        """Whether a chain of sources, the outlet itself left out, is "the origin < who passed it on < ..."."""
        links = [link for link in source if not link.outlet]
        if wanted == OWN_VOICE:
            return not links
        names = [name.strip() for name in wanted.split("<")]
        return len(names) == len(links) and all(map(self._is_source, names, links))

    def _is_source(self, wanted: str, link: Source) -> bool:
        party = self.by_id.get(link.party)
        return _holds(link.text, wanted) or (party is not None and _same(wanted, party.name))

    def _chain(self, source: Sequence[Source]) -> str:
        return " < ".join(link.text for link in source if not link.outlet) or OWN_VOICE

    def _name_in(self, party: str, wanted: Iterable[str]) -> str:
        """The name in ``wanted`` that is the party's, or one of its mentions; else its own."""
        found: Party = self.by_id[party]
        mentions = [self.words(span) for span in found.spans]
        return next((name for name in wanted if _same(name, found.name, *mentions)), found.name)

    # What was found, in a line.

    def show_incident(self, i: Incident) -> str:
        place = self.by_id.get(i.place)
        triggers = ", ".join(repr(self.words(self.by_id[e].trigger)) for e in i.events)
        when = _when(i.time.earliest, i.time.latest) if i.time else UNKNOWN
        return f"{i.type}, {when}, {place.name if place else 'place unknown'}: {triggers}"

    def show_figure(self, f: Figure) -> str:
        by = self._chain(self._source(f.statement))
        number = [i.id for i in self.dossier.incidents].index(f.incident) + 1 if f.incident else "none"
        return (f"{self.words(f.span)!r}: {f.kind} {_range(f.low, f.high)}, by {by}, who {f.who}, {f.status}, "
                f"{f.scope}, incident {number}")

    def show_statement(self, s: Statement) -> str:
        said = " … ".join(self.words(span) for span in s.content)
        to = " to " + ", ".join(self.by_id[p].name for p in s.addressee if p in self.by_id) if s.addressee else ""
        return f"{self._chain(s.source)} ({s.act}, {s.form}, {s.certainty}{to}): {said}"

    def show_event(self, e: Event) -> str:
        return f"{self.words(e.trigger)!r}: {e.type}, {e.realis}, by {self._chain(self._source(e.statement))}"

    def show_party(self, p: Party) -> str:
        owner = f", of {self.by_id[p.member_of].name}" if p.member_of in self.by_id else ""
        country = f", {p.country}" if p.country else ""
        role = f", role {p.role!r}" if p.role else ""
        return f"{p.name} ({p.kind}{country}{role}{owner}): {', '.join(self.words(span) for span in p.spans)}"

    def show_place(self, p: Place) -> str:
        more = "".join(f", {said}" for said in (p.relation, p.attributive and "attributive") if said)
        return f"{self.words(p.span)!r}: {p.name}, {p.kind}, {p.admin1}, {p.country}, {p.precision}{more}"

    def show_time(self, t: Time) -> str:
        return f"{self.words(t.span)!r}: {t.type} {t.value}, {_when(t.earliest, t.latest)}"


def _spans(item: Any) -> tuple[Span, ...]:
    if isinstance(item, Party):
        return item.spans
    if isinstance(item, Statement):
        return item.content
    return (item.trigger,) if isinstance(item, Event) else (item.span,)


def _fields(table: Table, item: Any, *names: str) -> bool:
    return all(name not in table or table[name] == getattr(item, name) for name in names)


def _same(wanted: str, *found: str) -> bool:
    """Whether the words are the same but for an article and capitals."""
    plain = ARTICLE.sub("", " ".join(wanted.split())).casefold()
    return any(ARTICLE.sub("", words).casefold() == plain for words in found)


def _holds(found: str, wanted: str) -> bool:
    """Whether ``found`` has the words ``wanted`` in it."""
    plain = ARTICLE.sub("", wanted)
    return re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", " ".join(found.split()), re.IGNORECASE) is not None


def _range(low: int, high: int | None) -> str:
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"


def _when(earliest: str | None, latest: str | None) -> str:
    if not earliest or not latest:
        return UNKNOWN
    return earliest if earliest == latest else f"{earliest}/{latest}"


def _unless(wanted: Any, got: Any, cut: int | None = None) -> str | None:
    return None if wanted == got or (cut and "/" not in str(got) and str(got)[:cut] == wanted) else _say(got)


def _say(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {_say(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(map(_say, value)) or "nothing"
    return repr(value) if isinstance(value, bool) else str(value)


def _list(lines: Iterable[str]) -> str:
    return "".join(f"\n      {line}" for line in lines) or " nothing"
