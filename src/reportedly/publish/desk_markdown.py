"""An incident of the desk as Markdown (CommonMark with GitHub's tables)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.publish.desk_outline import (
    KEY,
    TITLES,
    AccountView,
    Branch,
    Cited,
    DeskOutline,
    Item,
    Passage,
    Saying,
    Speaker,
    TakenBack,
    Topic,
)
from reportedly.publish.desk_reading import desk_outline
from reportedly.publish.markdown import ACCOUNTS_ABREAST, escaped, plain, row
from reportedly.publish.words import dated, quoted
from reportedly.weigh.types import DeskIncident, Grade


def to_markdown(incident: DeskIncident, *, definitions: Mapping[Grade, str] | None = None) -> str:
    """An incident as Markdown. No words of a report act as markup."""
    return "\n".join(_Page(desk_outline(incident, definitions)).lines()) + "\n"


class _Page:
    def __init__(self, plan: DeskOutline) -> None:
        self.plan = plan

    def lines(self) -> Iterator[str]:
        plan = self.plan
        yield f"# {plain(plan.heading)}\n"
        yield f"Incident {plain(plan.id)}\n"
        yield from self.topics(plan.summary)
        yield f"\n{plain(KEY)}"
        for part, lines in (
                ("agreed", self.topics(plan.agreed)), ("alone", self.topics(plan.alone)), ("disputed", self.disputed()),
                ("acts", self.acts()), ("retractions", self.taken_back()), ("figures", self.topics(plan.figures)),
                ("moved", self.moved()), ("origins", self.origins()), ("trees", self.trees()), ("reports", self.reports()),
                ("also", [plain(", ".join(plan.also))] if plan.also else [])):
            yield from self.section(TITLES[part], lines)

    def section(self, title: str, lines: Iterable[str]) -> Iterator[str]:
        """The lines under their heading, if there are any."""
        for number, line in enumerate(lines):
            if not number:
                yield f"\n## {title}\n"
            yield line

    def disputed(self) -> Iterator[str]:
        for asked in self.plan.questions:
            yield f"### {asked.question}\n"
            yield from self.abreast(
                [(f"<b>{plain(answer.text)}</b>",
                  "<br>".join((*map(self.speaker, answer.speakers), *map(self.words, answer.cited))))
                 for answer in asked.answers])
            yield ""
        if self.plan.disputed:
            yield f"### {TITLES['values']}\n"
            yield from self.topics(self.plan.disputed)

    def acts(self) -> Iterator[str]:
        for acts in self.plan.acts:
            yield f"- **{acts.heading}**"
            yield from (f"  - {self.saying(saying)}" for saying in acts.sayings)

    def taken_back(self) -> Iterator[str]:
        for one in self.plan.retractions:
            yield from self.retraction(one)

    def moved(self) -> Iterator[str]:
        if self.plan.moved:
            yield row(("Published", "Origin", *(kind.capitalize() for kind in self.plan.kinds)))
            yield row("---" for _ in range(len(self.plan.kinds) + 2))
        for one in self.plan.moved:
            cells = ("<br>".join(self.item(item, referring=False) for item in cell) for cell in one.cells)
            yield row((plain(dated(one.published)), self.speaker(one.speaker), *cells))

    def origins(self) -> Iterator[str]:
        for origin in self.plan.origins:
            yield f"### {plain(origin.speaker.text)} ({plain(origin.kind)})\n"
            yield from self.abreast([(self.heading(account), "<br>".join(self.account(account)))
                                     for account in origin.accounts])
            yield ""

    # Values and their words

    def topics(self, topics: Iterable[Topic]) -> Iterator[str]:
        for topic in topics:
            first, *others = map(self.item, topic.items)
            yield f"- **{plain(topic.label)}:** {first}"
            yield from (f"  - {other}" for other in others)

    def item(self, item: Item, *, referring: bool = True) -> str:
        """``referring``: with the reports of the words."""
        speakers = "; ".join(map(self.speaker, item.speakers))
        parts = [": ".join(filter(None, (plain(item.text), speakers))), f"({plain(item.note)})" if item.note else "",
                 *(self.words(cited) if referring else _quotation(cited) for cited in item.cited)]
        if item.against:
            parts.append(f"— disputed by: {'; '.join(map(self.speaker, item.against))}")
        return " ".join(filter(None, parts))

    def speaker(self, speaker: Speaker) -> str:
        return " ".join(filter(None, (plain(speaker.text), self.references(speaker.documents))))

    def words(self, cited: Cited) -> str:
        return f"{_quotation(cited)} {self.references(quote.document for quote in cited.quotes)}"

    def references(self, documents: Iterable[str]) -> str:
        numbers = " ".join(map(self.plan.reference, self.plan.in_references(documents)))
        return plain(f"[{numbers}]") if numbers else ""

    def abreast(self, columns: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Tables of a heading and what stands under it, some next to each other."""
        for first in range(0, len(columns), ACCOUNTS_ABREAST):
            some = columns[first:first + ACCOUNTS_ABREAST]
            if first:
                yield ""
            yield row(heading for heading, _ in some)
            yield row("---" for _ in some)
            yield row(cell for _, cell in some)

    # The parts

    def saying(self, saying: Saying) -> str:
        addressee = f" → {plain(saying.addressee)}" if saying.addressee else ""
        note = f" ({plain(saying.note)})" if saying.note else ""
        words = " … ".join(map(self.words, saying.cited))
        return f"{plain(dated(saying.published))}: {plain(saying.who)}{addressee}{note}: {words}"

    def retraction(self, one: TakenBack) -> Iterator[str]:
        yield f"- {self.speaker(one.speaker)}"
        for label, items in (("first", one.earlier), ("later", one.later)):
            yield from (f"  - **{label}:** {self.item(item)}" for item in items)

    def heading(self, account: AccountView) -> str:
        return f"{self.references([account.document])} {plain(account.chain)}, {plain(dated(account.published))}"

    def account(self, account: AccountView) -> Iterator[str]:
        yield from (self.item(item, referring=False) for item in account.items)
        yield from map(_passage, account.passages)
        if account.repeats:
            yield f"{account.repeated} {self.references(account.repeats)}"

    def trees(self) -> Iterator[str]:
        for tree in self.plan.trees:
            yield f"- {self.speaker(tree.speaker)} ({plain(tree.note)})"
            yield from self.branch(tree.root, 1)

    def branch(self, branch: Branch, depth: int) -> Iterator[str]:
        for first, *copies in branch.carriers:
            same = f"; the same text: {self.references(copies)}" if copies else ""
            yield f"{'  ' * depth}- {self.references([first])} {plain(self.plan.outlet(first))}{same}"
        for further in branch.branches:
            yield f"{'  ' * depth}- {plain(further.name)}"
            yield from self.branch(further, depth + 1)

    def reports(self) -> Iterator[str]:
        for view in self.plan.reports:
            report = view.report
            yield f"- **{self.plan.reference(report.document)}** {plain(view.outlet)}, {plain(dated(report.published))}"
            yield from (f"  - {plain(line)}" for line in (report.title, report.url, "; ".join(view.notes)) if line)


def _quotation(cited: Cited) -> str:
    return f"*{plain(quoted(cited.text))}*"


def _passage(passage: Passage) -> str:
    """The sentences, with the words that something rests on in bold."""
    words = "".join(f"<b>{escaped(words)}</b>" if is_own else escaped(words) for words, is_own in passage.pieces)
    return f"{words} ({plain(passage.note)})" if passage.note else words
