"""An incident of the desk put in the order in which it is read."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import get_args

from reportedly.model import FigureKind
from reportedly.publish.desk_outline import (
    AccountView,
    Acts,
    Asked,
    Branch,
    Cited,
    DeskOutline,
    Item,
    Moved,
    OriginView,
    ReportView,
    Saying,
    Speaker,
    TakenBack,
    Topic,
    Tree,
)
from reportedly.publish.desk_passages import passages, quotes_in, same
from reportedly.publish.outline import letter
from reportedly.publish.words import (
    ACTS,
    FORMS,
    NOT_SAID,
    PRECISION,
    QUESTIONS,
    RULES,
    UNSTATED_DAY,
    count,
    counted,
    country_name,
    dated,
    in_time,
    low_best_high,
    nearness,
    period,
    place_name,
    position,
)
from reportedly.weigh.types import (
    Count,
    DeskAccount,
    DeskIncident,
    DeskParty,
    Estimate,
    Field,
    Grade,
    Origin,
    OriginCount,
    Quote,
    Report,
)

FIELDS = {"type": "What", "where": "Where", "when": "When", "weapon": "Weapon"}

EDITED = "set by an editor"
NOTHING_AGREED = Topic("Nothing", (Item("no value is said by two independent origins and disputed by none"),))
NOT_COUNTED = "not counted: passes others on, or says nothing of what happened"
UNTYPED = "no type said"


def desk_outline(incident: DeskIncident, definitions: Mapping[Grade, str] | None = None) -> DeskOutline:
    """The outline of an incident. ``definitions`` of the grades: by default those that the desk grades by."""
    if definitions is None:
        from reportedly.weigh.grade import DEFINITIONS

        definitions = DEFINITIONS
    return _Reader(incident, definitions).outline()


def report_count(incident: DeskIncident) -> int:
    """How many reports tell of it; the versions of one address are one."""
    return len({report.url or report.document for report in incident.reports})


class _Reader:
    def __init__(self, incident: DeskIncident, definitions: Mapping[Grade, str]) -> None:
        self.incident = incident
        self.definition = definitions[incident.grade.grade]
        self.reports = sorted(incident.reports, key=lambda report: (in_time(report.published), report.document))
        self.references = {report.document: f"R{number}" for number, report in enumerate(self.reports, 1)}
        self.rank = {report.document: number for number, report in enumerate(self.reports)}
        self.accounts = {account.id: account for account in incident.accounts}
        self.copies = {document: group for group in incident.copies for document in group}
        first = {origin.id: min(map(self.when_read, self.of_origin(origin)), default=(len(self.reports), ""))
                 for origin in incident.origins}
        self.origins = sorted(incident.origins, key=lambda origin: (not origin.independent, first[origin.id], origin.id))
        self.independent = {origin.id for origin in self.origins if origin.independent}
        self.letters = {origin.id: letter(number) for number, origin in enumerate(self.origins)}
        self.names = {origin.id: _own_name(origin) for origin in self.origins}
        self.quotes: dict[str, dict[Quote, None]] = {}
        for quote in quotes_in(incident):
            self.quotes.setdefault(quote.document, {})[quote] = None

    def outline(self) -> DeskOutline:
        incident = self.incident
        values = list(self.values())
        agreed = _topics((label, item) for label, item, agree in values if agree > 1 and not item.against)
        if not agreed and incident.independent > 1:
            agreed = (NOTHING_AGREED,)
        kinds = tuple(kind for kind in get_args(FigureKind) if any(self.of_kind(a, kind) for a in incident.accounts))
        heading = [incident.type.capitalize(), period(incident.earliest, incident.latest),
                   place_name(incident.place) if incident.place else ""]
        return DeskOutline(
            incident.id, incident.also, ", ".join(filter(None, heading)), tuple(self.summary()), agreed,
            _topics((label, item) for label, item, agree in values if agree < 2 and not item.against),
            tuple(self.questions()), _topics((label, item) for label, item, _ in values if item.against),
            tuple(self.acts()),
            tuple(self.retractions()), tuple(self.figures()), kinds, tuple(self.moved(kinds)),
            tuple(map(self.origin, self.origins)), tuple(map(self.tree, self.origins)),
            tuple(map(self.report, self.reports)), self.references)

    # The summary

    def summary(self) -> Iterator[Topic]:
        incident = self.incident
        yield Topic("What", (Item(incident.type, cited=self.cited_of("type")),))
        yield Topic("Where", (self.where(),))
        yield Topic("When", (self.when(),))
        yield from (Topic(estimate.kind.capitalize(), (self.estimate(estimate),)) for estimate in incident.estimates)
        grade = incident.grade
        origins = sorted(map(self.speaker, grade.origins), key=_by_letter)
        resting = Item(f"rests on {', '.join(one.letter or one.name for one in origins) or 'the words'}", "",
                       self.cited(grade.quotes))
        confirmed = (Item("confirmed by an editor"),) if grade.confirmed else ()
        yield Topic("Grade", (Item(grade.grade, self.definition.rstrip(".")), resting, *confirmed))
        yield Topic("Reports", (Item(self.numbers(), self.repeated()),))
        yield Topic("Origins", tuple(
            Item("", "; ".join((origin.kind, *(() if origin.independent else (NOT_COUNTED,)))),
                 speakers=(self.speaker(origin.id),)) for origin in self.origins))

    def where(self) -> Item:
        place, cited = self.incident.place, self.cited_of("where")
        if place is None:
            return Item(NOT_SAID, cited=cited)
        note = "; ".join(filter(None, (PRECISION[place.precision], position(place) or "not in GeoNames")))
        return Item(place_name(place), note, cited)

    def when(self) -> Item:
        earliest, latest = self.incident.earliest, self.incident.latest
        note = nearness(earliest, latest) if self.incident.stated else UNSTATED_DAY
        return Item(period(earliest, latest) or NOT_SAID, note, self.cited_of("when"))

    def estimate(self, estimate: Estimate) -> Item:
        rule = RULES[estimate.rule] if len(estimate.by_origin) > 1 else "the only origin that gives one"
        quotes = [quote for one in estimate.by_origin for quote in one.quotes]
        return Item(low_best_high(estimate.low, estimate.best, estimate.high),
                    EDITED if estimate.corrected else rule, self.cited(quotes))

    def numbers(self) -> str:
        outlets = len({report.outlet for report in self.reports if report.outlet})
        return ", ".join((counted(report_count(self.incident), "report"), counted(outlets, "outlet"),
                          counted(self.incident.independent, "independent origin")))

    def repeated(self) -> str:
        versions = len(self.reports) - report_count(self.incident)
        copies = sum(len(group) - 1 for group in self.incident.copies)
        return "; ".join(filter(None, (
            f"{counted(copies, 'report')} more of a text that was out already" if copies else "",
            f"{counted(versions, 'later version')} of an address" if versions else "")))

    # What is agreed, and what is disputed

    def values(self) -> Iterator[tuple[str, Item, int]]:
        """The value of every field under its label, and how many independent origins support it."""
        fields, incident = self.incident.fields, self.incident
        for name in (*(name for name in FIELDS if name in fields), *sorted(fields.keys() - FIELDS)):
            yield self.value(FIELDS.get(name, name.capitalize()), fields[name].value, "", fields[name])
        for label, parties in (("Who did it", incident.actors), ("Hit", incident.targets), ("Victims", incident.victims)):
            for party in parties:
                yield self.value(label, party.name, _about(party), party)
        for estimate in incident.estimates:
            if estimate.low == estimate.high or len(estimate.by_origin) == 1:
                accounts = tuple(account for one in estimate.by_origin for account in one.accounts)
                quotes = tuple(quote for one in estimate.by_origin for quote in one.quotes)
                value = low_best_high(estimate.low, estimate.best, estimate.high)
                yield self.value(estimate.kind.capitalize(), value, "",
                                 Field(value, accounts, quotes=quotes, corrected=estimate.corrected))

    def value(self, label: str, value: str, note: str, field: Field | DeskParty) -> tuple[str, Item, int]:
        origins = [s.letter for s in self.speakers(field.supports, of=self.independent)]
        notes = (note, self.supported(field.supports, origins), EDITED if field.corrected else "")
        return label, Item(value, "; ".join(filter(None, notes)), self.cited(field.quotes),
                           against=self.speakers(field.disputes)), len(origins)

    def supported(self, accounts: tuple[str, ...], origins: list[str]) -> str:
        """How many accounts say it, and the letters of their independent origins."""
        if not accounts:
            return "no account affirms it"
        if len(origins) < 2:
            return ": ".join((counted(len(accounts), "account"), *(origins or ("no independent origin",))))
        return f"{counted(len(accounts), 'account')} of {len(origins)} independent origins: {', '.join(origins)}"

    def questions(self) -> Iterator[Asked]:
        for dispute in self.incident.disputes:
            yield Asked(QUESTIONS[dispute.question], tuple(
                Item(one.answer, counted(len(one.accounts), "account"), self.cited(one.quotes),
                     tuple(self.speaker(origin, one.accounts) for origin in one.origins))
                for one in dispute.positions))

    # Who says what of it

    def acts(self) -> Iterator[Acts]:
        found: dict[str, dict[tuple[str, ...], tuple[Saying, list[Quote]]]] = {act: {} for act in ACTS}
        for account in self.by_time(self.incident.accounts):
            for said in account.said:
                if said.act not in ACTS:
                    continue
                notes = (FORMS[said.form], "" if said.certainty == "certain" else said.certainty)
                saying = Saying(account.published, self.letters.get(account.origin, ""), account.source,
                                ", ".join(said.addressee), "; ".join(filter(None, notes)), ())
                key = (account.origin, *account.source[:1], *said.addressee, *notes, *(same(q.text) for q in said.quotes))
                found[said.act].setdefault(key, (saying, []))[1].extend(said.quotes)
        for act, sayings in found.items():
            if sayings:
                yield Acts(ACTS[act], tuple(dataclasses.replace(saying, cited=self.cited(quotes))
                                            for saying, quotes in sayings.values()))

    def retractions(self) -> Iterator[TakenBack]:
        for one in self.incident.retractions:
            yield TakenBack(self.speaker(one.origin), self.on_days(one.earlier), self.on_days(one.later))

    def on_days(self, quotes: Iterable[Quote]) -> tuple[Item, ...]:
        """The words, each with the day of the first report that has them."""
        days = {report.document: dated(report.published) for report in self.reports}
        return tuple(Item(days.get(cited.quotes[0].document, "no date"), cited=(cited,)) for cited in self.cited(quotes))

    # The figures

    def figures(self) -> Iterator[Topic]:
        for estimate in self.incident.estimates:
            yield Topic(estimate.kind.capitalize(), tuple(map(self.of_one, estimate.by_origin)))

    def of_one(self, one: OriginCount) -> Item:
        return Item(count(one.low, one.high), counted(len(one.accounts), "account"), self.cited(one.quotes),
                    (self.speaker(one.origin, one.accounts),))

    def of_kind(self, account: DeskAccount, kind: FigureKind) -> list[Count]:
        return [one for one in account.counts if one.kind == kind and one.scope == "incident"]

    def moved(self, kinds: tuple[FigureKind, ...]) -> Iterator[Moved]:
        """A row for each account with figures; the same figures in copies of one text are one row."""
        rows: dict[tuple[object, ...], list[DeskAccount]] = {}
        for account in self.by_time(self.incident.accounts):
            figures = [(c.kind, c.low, c.high, c.stands) for kind in kinds for c in self.of_kind(account, kind)]
            if figures:
                text = self.copies.get(account.document, account.document)
                rows.setdefault((account.origin, text, *figures), []).append(account)
        for row in rows.values():
            yield Moved(row[0].published, self.speaker(row[0].origin, [account.id for account in row]), tuple(
                tuple(self.counts([c for account in row for c in self.of_kind(account, kind)])) for kind in kinds))

    def counts(self, counts: Iterable[Count], *, with_kind: bool = False) -> Iterator[Item]:
        """Counts with what is known of each; those that differ in nothing but their report are one."""
        found: dict[tuple[str, str], list[Quote]] = {}
        for one in counts:
            notes = (one.who or "", "" if one.status == "unknown" else one.status,
                     "" if one.certainty == "certain" else one.certainty,
                     "a total over several incidents" if one.scope == "cumulative" else
                     "" if one.stands else "replaced later, or part of another")
            number = f"{count(one.low, one.high)} {one.kind}" if with_kind else count(one.low, one.high)
            found.setdefault((number, "; ".join(filter(None, notes))), []).append(one.quote)
        return (Item(number, note, self.cited(quotes)) for (number, note), quotes in found.items())

    # The accounts and where they come from

    def origin(self, origin: Origin) -> OriginView:
        shown: dict[str, str] = {}
        views = tuple(self.account(account, shown) for account in self.by_time(self.of_origin(origin)))
        return OriginView(origin.id, self.speaker(origin.id), _kind(origin), views)

    def account(self, account: DeskAccount, shown: dict[str, str]) -> AccountView:
        """``shown`` holds what was shown of the origin already, with its report; what is new is added to it."""
        items = [*self.told(account), *self.counts(account.counts, with_kind=True)]
        sentences = passages(quotes_in(account), account.said)
        repeated = [shown.get(same(passage.text)) for passage in sentences]
        new = [item for item in items if f"{item.text} {item.note}" not in shown or not all(repeated)]
        for key in (*(same(passage.text) for passage in sentences), *(f"{item.text} {item.note}" for item in items)):
            shown.setdefault(key, account.document)
        return AccountView(account.document, account.source, account.published, tuple(new),
                           tuple(p for p, before in zip(sentences, repeated, strict=True) if not before),
                           tuple(dict.fromkeys(filter(None, repeated))))

    def told(self, account: DeskAccount) -> Iterator[Item]:
        """What it says to have happened, or not to have."""
        found: dict[tuple[str, str], list[Quote]] = {}
        for one in account.told:
            note = "denied" if one.denied else "" if one.realis == "happened" else one.realis
            found.setdefault((UNTYPED if one.type == "other" else one.type, note), []).append(one.quote)
        return (Item(kind, note, self.cited(quotes)) for (kind, note), quotes in found.items())

    def tree(self, origin: Origin) -> Tree:
        """Reports of one text stand together, on the longest way that one of them names."""
        ways: dict[str, tuple[str, ...]] = dict.fromkeys(origin.documents, ())
        for account in self.of_origin(origin):
            way = account.source[1:-1]
            ways[account.document] = max(ways.get(account.document, ()), way, key=len)
        groups: dict[object, list[str]] = {}
        for document in sorted(ways, key=self.rank_of):
            groups.setdefault(self.copies.get(document, document), []).append(document)
        carriers = [(max((ways[one] for one in group), key=len), tuple(group)) for group in groups.values()]
        named = {name for way, _ in carriers for name in way}
        named |= {report.outlet for report in self.reports if report.outlet and report.document in ways}
        others = [name for name in origin.via if name not in named]
        note = f"{_kind(origin)}; passed on by {', '.join(others)}" if others else _kind(origin)
        return Tree(self.speaker(origin.id), note, _branch("", carriers))

    def report(self, report: Report) -> ReportView:
        copies = [self.references[one] for one in self.copies.get(report.document, ())
                  if one in self.references and one != report.document]
        notes = (f"version {report.version}" if report.version > 1 else "",
                 "" if report.main else "mentions it as background",
                 f"the same text as {', '.join(copies)}" if copies else "", f"document {report.document[:12]}")
        return ReportView(report, tuple(filter(None, notes)), passages(self.quotes.get(report.document, ())))

    # Names and references

    def of_origin(self, origin: Origin) -> list[DeskAccount]:
        return [account for account in self.incident.accounts if account.origin == origin.id]

    def when_read(self, account: DeskAccount) -> tuple[int, str]:
        return self.rank_of(account.document), account.id

    def rank_of(self, document: str) -> int:
        return self.rank.get(document, len(self.rank))

    def by_time(self, accounts: Iterable[DeskAccount]) -> list[DeskAccount]:
        return sorted(accounts, key=self.when_read)

    def speaker(self, origin: str, accounts: Iterable[str] = ()) -> Speaker:
        """An origin, with the reports of those of these accounts that are its own."""
        own = (self.accounts[key] for key in accounts if key in self.accounts)
        documents = dict.fromkeys(account.document for account in own if account.origin == origin)
        return Speaker(self.letters.get(origin, ""), self.names.get(origin, origin),
                       tuple(sorted(documents, key=self.rank_of)))

    def speakers(self, accounts: Iterable[str], *, of: Collection[str] | None = None) -> tuple[Speaker, ...]:
        """The origins of these accounts by their letters, each with its reports; only those in ``of`` where it is given."""
        known = [self.accounts[key] for key in accounts if key in self.accounts]
        origins = {account.origin for account in known if of is None or account.origin in of}
        ids = [account.id for account in known]
        return tuple(sorted((self.speaker(origin, ids) for origin in origins), key=_by_letter))

    def cited_of(self, field: str) -> tuple[Cited, ...]:
        return self.cited(self.incident.fields[field].quotes) if field in self.incident.fields else ()

    def cited(self, quotes: Iterable[Quote]) -> tuple[Cited, ...]:
        """The words by their first report, those that stand in several reports once."""
        groups: dict[str, list[Quote]] = {}
        for quote in sorted(dict.fromkeys(quotes), key=lambda quote: (self.rank_of(quote.document), quote.span)):
            groups.setdefault(same(quote.text), []).append(quote)
        return tuple(Cited(group[0].text, tuple(group)) for group in groups.values())


def _branch(name: str, carriers: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> Branch:
    here: list[tuple[str, ...]] = []
    further: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for way, documents in carriers:
        if way:
            further.setdefault(way[0], []).append((way[1:], documents))
        else:
            here.append(documents)
    return Branch(name, tuple(here), tuple(_branch(next_, group) for next_, group in further.items()))


def _own_name(origin: Origin) -> str:
    return f"{origin.name}, in its own voice" if origin.kind == "outlet" else origin.name


def _by_letter(speaker: Speaker) -> tuple[int, str, str]:
    return len(speaker.letter), speaker.letter, speaker.name


def _kind(origin: Origin) -> str:
    return origin.kind if origin.independent else f"{origin.kind}; not counted"


def _topics(values: Iterable[tuple[str, Item]]) -> tuple[Topic, ...]:
    """The values under their labels, each label once."""
    found: dict[str, list[Item]] = {}
    for label, item in values:
        found.setdefault(label, []).append(item)
    return tuple(Topic(label, tuple(items)) for label, items in found.items())


def _about(party: DeskParty) -> str:
    role = "" if party.role == "unknown" else party.role
    return "; ".join(filter(None, (party.status, party.kind, role, country_name(party.country))))
