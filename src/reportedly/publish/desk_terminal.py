"""An incident of the desk for the terminal: readable at 80 columns, in colour or piped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.publish.desk_outline import (
    KEY,
    TITLES,
    AccountView,
    Acts,
    Branch,
    Cited,
    DeskOutline,
    Item,
    OriginView,
    Passage,
    ReportView,
    Saying,
    Speaker,
    TakenBack,
    Topic,
    Tree,
)
from reportedly.publish.desk_reading import desk_outline
from reportedly.publish.terminal import HEADING, HEADLINE, LABEL, NOTE, OWN, WORDS, abreast, grid, printed, section
from reportedly.publish.words import counted, dated, quoted, visible
from reportedly.weigh.types import DeskIncident, Grade

MOST_WORDINGS = 3
"""How many different wordings of one value are shown; the others are counted, with their reports."""

TABLE_WIDTH = 68
"""The least width in which the figures over time are readable as a table."""

REFERENCE, AGAINST = "green", "red"


def to_terminal(incident: DeskIncident, *, width: int = 80, colour: bool = False,
                definitions: Mapping[Grade, str] | None = None) -> str:
    """An incident as lines of at most ``width`` columns. No words of a report act as markup or steer the terminal."""
    page = _Page(desk_outline(incident, definitions), width)
    return printed(page.parts(), width=width, colour=colour)


class _Page:
    def __init__(self, plan: DeskOutline, width: int) -> None:
        self.plan = plan
        self.width = width

    def parts(self) -> Iterator[RenderableType]:
        plan = self.plan
        yield Text(visible(plan.heading), style=HEADLINE)
        yield Text(f"Incident {visible(plan.id)}", style=NOTE)
        yield self.topics(plan.summary)
        yield Text(KEY, style=NOTE)
        for part, topics in (("agreed", plan.agreed), ("alone", plan.alone)):
            if topics:
                yield from section(TITLES[part])
                yield self.topics(topics)
        yield from self.disputed()
        yield from self.messaging()
        yield from self.figures()
        yield from self.origins()
        yield from section(TITLES["reports"])
        yield grid((plan.reference(view.report.document), self.report(view)) for view in plan.reports)
        if plan.also:
            yield from section(TITLES["also"])
            yield Text(visible(" ".join(plan.also)))

    def disputed(self) -> Iterator[RenderableType]:
        plan = self.plan
        if plan.questions or plan.disputed:
            yield from section(TITLES["disputed"])
        for number, asked in enumerate(plan.questions):
            yield Text(f"{chr(10) if number else ''}{asked.question}", style=HEADING)
            yield abreast([self.answer(answer) for answer in asked.answers], self.width)
        if plan.disputed:
            yield Text(f"{chr(10) if plan.questions else ''}{TITLES['values']}", style=HEADING)
            yield self.topics(plan.disputed)

    def messaging(self) -> Iterator[RenderableType]:
        if self.plan.acts:
            yield from section(TITLES["acts"])
            for acts in self.plan.acts:
                yield self.acts(acts)
        if self.plan.retractions:
            yield from section(TITLES["retractions"])
            for one in self.plan.retractions:
                yield self.taken_back(one)

    def figures(self) -> Iterator[RenderableType]:
        if self.plan.figures:
            yield from section(TITLES["figures"])
            yield self.topics(self.plan.figures)
        if self.plan.moved:
            yield from section(TITLES["moved"])
            yield self.table() if self.width >= TABLE_WIDTH else self.list_of_moves()

    def origins(self) -> Iterator[RenderableType]:
        yield from section(TITLES["origins"])
        for origin in self.plan.origins:
            yield self.heading(origin)
            yield abreast([self.account(account) for account in origin.accounts], self.width)
        yield from section(TITLES["trees"])
        for tree in self.plan.trees:
            yield self.tree(tree)

    # Values and their words

    def topics(self, topics: Iterable[Topic]) -> Table:
        return grid((visible(topic.label), Text("\n").join(map(self.item, topic.items))) for topic in topics)

    def item(self, item: Item, *, referring: bool = True) -> Text:
        """``referring``: with the reports of the words."""
        line = Text(visible(item.text))
        for number, speaker in enumerate(item.speakers):
            line.append("; " if number else ": " if item.text else "").append_text(self.speaker(speaker))
        if item.note:
            line.append(f" ({visible(item.note)})", style=NOTE)
        self.cite(line, item.cited, referring=referring)
        for number, speaker in enumerate(item.against):
            line.append("; " if number else "\n  disputed by: ", style=AGAINST).append_text(self.speaker(speaker))
        return line

    def speaker(self, speaker: Speaker) -> Text:
        return self.refer(Text(visible(speaker.text)), speaker.documents)

    def cite(self, line: Text, cited: tuple[Cited, ...], *, referring: bool) -> None:
        shown = cited[:MOST_WORDINGS] if referring else cited
        for one in shown:
            line.append(" ").append(quoted(one.text), style=WORDS)
            self.refer(line, (quote.document for quote in one.quotes) if referring else ())
        more = cited[len(shown):]
        if more:
            line.append(f" and {counted(len(more), 'more wording')} in", style=NOTE)
            self.refer(line, (quote.document for one in more for quote in one.quotes))

    def refer(self, line: Text, documents: Iterable[str]) -> Text:
        numbers = [visible(self.plan.reference(document)) for document in self.plan.in_references(documents)]
        return line.append(f" [{' '.join(numbers)}]", style=REFERENCE) if numbers else line

    def words(self, cited: Iterable[Cited]) -> Iterator[RenderableType]:
        """Whole wordings, each on lines of its own."""
        for one in cited:
            line = Text(quoted(one.text), style=WORDS)
            yield Padding(self.refer(Text().append_text(line), (quote.document for quote in one.quotes)), (0, 0, 0, 3))

    # The parts

    def answer(self, answer: Item) -> Group:
        speakers = (self.speaker(speaker) for speaker in answer.speakers)
        return Group(Text(visible(answer.text), style=HEADING), *speakers, *self.words(answer.cited))

    def acts(self, acts: Acts) -> Group:
        return Group(Text(acts.heading.upper(), style=HEADING),
                     *(part for saying in acts.sayings for part in (self.saying(saying), *self.words(saying.cited))))

    def saying(self, saying: Saying) -> Text:
        line = Text(f"{dated(saying.published)}: ", style=LABEL)
        line.append(visible(saying.who), style="not dim bold")
        if saying.addressee:
            line.append(f" → {visible(saying.addressee)}", style="not dim")
        return line.append(f" ({saying.note})") if saying.note else line

    def taken_back(self, one: TakenBack) -> Group:
        rows = ((label, Text("\n").join(map(self.item, items))) for label, items in (
            ("first", one.earlier), ("later", one.later)))
        return Group(self.speaker(one.speaker), grid(rows))

    def table(self) -> Table:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=LABEL, expand=True)
        for header, ratio in (("published", 3), ("origin", 4), *((kind, 4) for kind in self.plan.kinds)):
            table.add_column(header, ratio=ratio, overflow="fold")
        for row in self.plan.moved:
            cells = (Text("\n").join(self.item(item, referring=False) for item in cell) for cell in row.cells)
            table.add_row(Text(dated(row.published)), self.speaker(row.speaker), *cells)
        return table

    def list_of_moves(self) -> Table:
        return grid((dated(row.published), Text("\n").join((self.speaker(row.speaker), *(
            Text(f"{kind} ").append_text(self.item(item, referring=False))
            for kind, cell in zip(self.plan.kinds, row.cells, strict=True) for item in cell)))) for row in self.plan.moved)

    def heading(self, origin: OriginView) -> Text:
        line = Text("\n").append_text(self.speaker(origin.speaker))
        line.stylize(HEADING)
        return line.append(f" ({origin.kind})", style=NOTE)

    def account(self, account: AccountView) -> Group:
        line = Text(f"[{visible(self.plan.reference(account.document))}] ", style=REFERENCE)
        line.append(visible(account.chain), style="default").append(f", {dated(account.published)}", style=LABEL)
        parts: list[RenderableType] = [line, *(self.item(item, referring=False) for item in account.items)]
        parts += [Padding(self.passage(passage), (0, 0, 0, 2)) for passage in account.passages]
        if account.repeats:
            parts.append(self.refer(Text(account.repeated, style=NOTE), account.repeats))
        return Group(*parts)

    def passage(self, passage: Passage) -> Text:
        """The sentences, with the words that something rests on in bold."""
        line = Text(style=WORDS)
        for words, is_own in passage.pieces:
            line.append(words, style=OWN if is_own else None)
        return line.append(f" ({passage.note})", style=NOTE) if passage.note else line

    def tree(self, tree: Tree) -> Group:
        line = self.speaker(tree.speaker).append(f" ({visible(tree.note)})", style=NOTE)
        return Group(line, *self.branch(tree.root, 0))

    def branch(self, branch: Branch, depth: int) -> Iterator[RenderableType]:
        if branch.name:
            yield Padding(Text(f"→ {visible(branch.name)}"), (0, 0, 0, 2 * depth))
        for documents in branch.carriers:
            first, *copies = documents
            line = self.refer(Text("→", style=LABEL), [first]).append(f" {visible(self.plan.outlet(first))}")
            if copies:
                self.refer(line.append("; the same text:", style=NOTE), copies)
            yield Padding(line, (0, 0, 0, 2 * depth + 2))
        for further in branch.branches:
            yield from self.branch(further, depth + 1)

    def report(self, view: ReportView) -> Text:
        line = Text(visible(view.outlet), style=HEADING)
        line.append(f", {dated(view.report.published)}", style="not bold")
        for words in filter(None, (view.report.title, view.report.url, "; ".join(view.notes))):
            line.append(f"\n{visible(words)}", style="not bold")
        return line
