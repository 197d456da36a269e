"""A dossier for the terminal: readable at 80 columns, in colour or piped."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

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
    return printed(_Page(dossier.document.text, width).parts(outline(dossier)), width=width, colour=colour)


def printed(parts: Iterable[RenderableType], *, width: int, colour: bool) -> str:
    """The parts one under the other, as lines of at most ``width`` columns without white space at their ends."""
    screen = io.StringIO()
    console = Console(file=screen, width=width, force_terminal=colour, color_system="standard" if colour else None)
    for part in parts:
        console.print(part, emoji=False, highlight=False)
    return "".join(line.rstrip() + "\n" for line in screen.getvalue().splitlines())


class _Page:
    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = width

    def parts(self, plan: Outline) -> Iterator[RenderableType]:
        yield Text(visible(plan.title), style=HEADLINE)
        yield grid((label, Text(visible(value))) for label, value in plan.details)
        for number, incident in enumerate(plan.incidents, 1):
            yield from self.incident(incident, number, len(plan.incidents))
        if not plan.incidents:
            yield from section("No incident found")
        if plan.messages:
            yield from section("Messaging, act by act")
            for message in plan.messages:
                yield self.message(message)
        if plan.besides:
            yield from section("Outside the incidents")
            yield self.facts(plan.besides)
        if plan.furniture:
            yield from section("Set aside: on the page, but not the report")
            yield grid((piece.kind, self.abridged(piece.span)) for piece in plan.furniture)

    def incident(self, incident: IncidentView, number: int, total: int) -> Iterator[RenderableType]:
        part = "the news of this report" if incident.main else "background"
        yield from section(f"Incident {number} of {total}, {part}")
        yield Text(visible(incident.heading), style=HEADING)
        yield self.facts(incident.facts)
        if incident.accounts:
            yield Text("\nAccounts, side by side" if len(incident.accounts) > 1 else "\nThe only account", style=LABEL)
            yield abreast([self.account(account) for account in incident.accounts], self.width)

    def facts(self, facts: Iterable[Fact]) -> Table:
        return grid((fact.label, Text("\n").join(self.entry(entry) for entry in fact.entries)) for fact in facts)

    def entry(self, entry: Entry) -> Text:
        line = Text(visible(entry.text))
        if entry.note:
            line.append(f" ({visible(entry.note)})", style=NOTE)
        for words in dict.fromkeys(quoted(self.text[span.start:span.end]) for span in entry.spans):
            line.append(" ").append(words, style=WORDS)
        return line

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


def abreast(blocks: Sequence[RenderableType], width: int) -> Table:
    """The blocks next to each other, as many as fit, row under row."""
    columns = max(1, min(len(blocks), width // ACCOUNT_WIDTH))
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for _ in range(columns):
        table.add_column(ratio=1, overflow="fold")
    for first in range(0, len(blocks), columns):
        if first:
            table.add_row()
        table.add_row(*blocks[first:first + columns])
    return table


def grid(rows: Iterable[tuple[str, RenderableType]]) -> Table:
    """Labels, each with what it stands for behind it."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=LABEL, min_width=LABEL_WIDTH, no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(Text(label), value)
    return table


def section(title: str) -> Iterator[RenderableType]:
    """A heading under a line."""
    yield Text()
    yield Rule(Text(title, style=HEADING), align="left", style=LABEL)
