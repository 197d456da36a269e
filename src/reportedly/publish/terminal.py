"""A dossier for the terminal: readable at 80 columns, in colour or piped."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reportedly.model import Dossier, Span
from reportedly.publish.outline import AccountView, Entry, Fact, IncidentView, Message, Outline, outline
from reportedly.publish.words import quoted, told_apart, visible

LABEL_WIDTH = 11
ACCOUNT_WIDTH = 36
"""The least width in which an account is readable: as many stand side by side as fit."""

HEADLINE, HEADING, LABEL, WORDS, NOTE, OWN = "bold", "bold", "dim", "italic cyan", "dim", "bold yellow"


def to_terminal(dossier: Dossier, *, width: int = 80, colour: bool = False) -> str:
    """A dossier as lines of at most ``width`` columns. No words of the report act as markup or steer the terminal."""
    screen = io.StringIO()
    console = Console(file=screen, width=width, force_terminal=colour, color_system="standard" if colour else None)
    for part in _Page(dossier.document.text, width).parts(outline(dossier)):
        console.print(part, emoji=False, highlight=False)
    return "".join(line.rstrip() + "\n" for line in screen.getvalue().splitlines())


class _Page:
    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = width

    def parts(self, plan: Outline) -> Iterator[RenderableType]:
        yield Text(visible(plan.title), style=HEADLINE)
        yield _grid((label, Text(visible(value))) for label, value in plan.details)
        for number, incident in enumerate(plan.incidents, 1):
            yield from self.incident(incident, number, len(plan.incidents))
        if not plan.incidents:
            yield from _section("No incident found")
        if plan.messages:
            yield from _section("Messaging, act by act")
            for message in plan.messages:
                yield self.message(message)
        if plan.besides:
            yield from _section("Outside the incidents")
            yield self.facts(plan.besides)
        if plan.furniture:
            yield from _section("Set aside: on the page, but not the report")
            yield _grid((piece.kind, self.abridged(piece.span)) for piece in plan.furniture)

    def incident(self, incident: IncidentView, number: int, total: int) -> Iterator[RenderableType]:
        part = "the news of this report" if incident.main else "background"
        yield from _section(f"Incident {number} of {total}, {part}")
        yield Text(visible(incident.heading), style=HEADING)
        yield self.facts(incident.facts)
        if incident.accounts:
            yield Text("\nAccounts, side by side" if len(incident.accounts) > 1 else "\nThe only account", style=LABEL)
            yield self.side_by_side(incident.accounts)

    def facts(self, facts: Iterable[Fact]) -> Table:
        return _grid((fact.label, Text("\n").join(self.entry(entry) for entry in fact.entries)) for fact in facts)

    def entry(self, entry: Entry) -> Text:
        line = Text(visible(entry.text))
        if entry.note:
            line.append(f" ({visible(entry.note)})", style=NOTE)
        for words in dict.fromkeys(quoted(self.text[span.start:span.end]) for span in entry.spans):
            line.append(" ").append(words, style=WORDS)
        return line

    def side_by_side(self, accounts: tuple[AccountView, ...]) -> Table:
        columns = max(1, min(len(accounts), self.width // ACCOUNT_WIDTH))
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for _ in range(columns):
            grid.add_column(ratio=1, overflow="fold")
        for first in range(0, len(accounts), columns):
            if first:
                grid.add_row()
            grid.add_row(*(self.account(account) for account in accounts[first:first + columns]))
        return grid

    def account(self, account: AccountView) -> Group:
        letter = f"{account.voice.letter}  " if account.voice.letter else ""
        parts: list[RenderableType] = [Text(f"{letter}{visible(account.voice.name)}", style=HEADING)]
        parts += [self.entry(figure) for figure in account.figures]
        parts += [Padding(self.passage(passage, account.spans), (0, 0, 0, 2)) for passage in account.passages]
        return Group(*parts)

    def passage(self, passage: Span, own: Iterable[Span]) -> Text:
        """A sentence, with the account's own words in bold."""
        line = Text(style=WORDS)
        for words, is_own in told_apart(self.text, passage, own):
            line.append(words, style=OWN if is_own else None)
        return line

    def message(self, message: Message) -> Group:
        letter = f"{message.voice.letter}  " if message.voice.letter else ""
        line = Text(f"{letter}{message.act.upper()}  ", style=HEADING)
        line.append(visible(message.voice.name), style="not bold")
        if message.addressee:
            line.append(f" → {visible(message.addressee)}", style="not bold")
        if message.note:
            line.append(f" ({message.note})", style=NOTE)
        words = (Text(quoted(self.text[span.start:span.end]), style=WORDS) for span in message.spans)
        return Group(line, *(Padding(text, (0, 0, 0, 3)) for text in words))

    def abridged(self, span: Span) -> Text:
        """A passage on one line; what doesn't fit is counted."""
        words, room = visible(self.text[span.start:span.end]).strip(), max(20, self.width - 42)
        if len(words) <= room:
            return Text(words)
        return Text(words[:room].rstrip()).append(f" … and {len(words) - room:,} characters more", style=NOTE)


def _grid(rows: Iterable[tuple[str, RenderableType]]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style=LABEL, min_width=LABEL_WIDTH, no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(Text(label), value)
    return grid


def _section(title: str) -> Iterator[RenderableType]:
    yield Text()
    yield Rule(Text(title, style=HEADING), align="left", style=LABEL)
