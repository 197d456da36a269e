"""A dossier as Markdown (CommonMark with GitHub's tables)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportedly.model import Dossier, Span
from reportedly.publish.outline import AccountView, Entry, Fact, IncidentView, Message, Outline, outline
from reportedly.publish.words import quoted, told_apart, visible

ACCOUNTS_ABREAST = 3
"""How many accounts stand next to each other in one table."""

_LIST_SIGN = re.compile(r"^( ?\d*)([-+=.)])")
"""What at the beginning of a line would make it a list, a rule or a heading."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$@])")


def to_markdown(dossier: Dossier) -> str:
    """A dossier as Markdown. No words of the report act as markup."""
    return "\n".join(_Page(dossier.document.text).lines(outline(dossier))) + "\n"


class _Page:
    def __init__(self, text: str) -> None:
        self.text = text

    def lines(self, plan: Outline) -> Iterator[str]:
        yield f"# {plain(plan.title)}"
        yield ""
        yield from (f"- **{label}:** {plain(value)}" for label, value in plan.details)
        for number, incident in enumerate(plan.incidents, 1):
            yield from self.incident(incident, number, len(plan.incidents))
        if not plan.incidents:
            yield "\n## No incident found"
        if plan.messages:
            yield "\n## Messaging, act by act\n"
            yield from (self.message(message) for message in plan.messages)
        if plan.besides:
            yield "\n## Outside the incidents\n"
            yield from self.facts(plan.besides)
        if plan.furniture:
            yield "\n## Set aside: on the page, but not the report\n"
            yield from (f"- **{piece.kind}:** {self.words(piece.span)}" for piece in plan.furniture)

    def incident(self, incident: IncidentView, number: int, total: int) -> Iterator[str]:
        part = "the news of this report" if incident.main else "background"
        yield f"\n## Incident {number} of {total}, {part}\n"
        yield f"**{plain(incident.heading)}**\n"
        yield from self.facts(incident.facts)
        if incident.accounts:
            yield "\n### Accounts"
        for first in range(0, len(incident.accounts), ACCOUNTS_ABREAST):
            yield from self.table(incident.accounts[first:first + ACCOUNTS_ABREAST])

    def facts(self, facts: Iterable[Fact]) -> Iterator[str]:
        for fact in facts:
            first, *others = (self.entry(entry) for entry in fact.entries)
            yield f"- **{fact.label}:** {first}"
            yield from (f"  - {other}" for other in others)

    def entry(self, entry: Entry) -> str:
        note = f" ({plain(entry.note)})" if entry.note else ""
        return " ".join((f"{plain(entry.text)}{note}", *dict.fromkeys(self.words(span) for span in entry.spans)))

    def words(self, span: Span) -> str:
        return f"*{plain(quoted(self.text[span.start:span.end]))}*"

    def table(self, accounts: tuple[AccountView, ...]) -> Iterator[str]:
        yield ""
        yield row(f"{account.voice.letter} {plain(account.voice.name)}".strip() for account in accounts)
        yield row("---" for _ in accounts)
        if any(account.figures for account in accounts):
            yield row("<br>".join(self.entry(figure) for figure in account.figures) for account in accounts)
        yield row("<br>".join(self.passage(passage, account.spans) for passage in account.passages)
                   for account in accounts)

    def passage(self, passage: Span, own: Iterable[Span]) -> str:
        """A sentence, with the account's own words in bold."""
        return "".join(f"<b>{escaped(words)}</b>" if is_own else escaped(words)
                       for words, is_own in told_apart(self.text, passage, own))

    def message(self, message: Message) -> str:
        addressee = f" → {plain(message.addressee)}" if message.addressee else ""
        note = f" ({message.note})" if message.note else ""
        words = " … ".join(self.words(span) for span in message.spans)
        who = f"{message.voice.letter} {plain(message.voice.name)}".strip()
        return f"- **{message.act.capitalize()}:** {who}{addressee}{note}: {words}"


def row(cells: Iterable[str]) -> str:
    """One row of a table."""
    return f"| {' | '.join(cells)} |"


def plain(text: str) -> str:
    """Text made visible on one line, in which nothing is markup."""
    return _LIST_SIGN.sub(r"\1\\\2", escaped(visible(text)))


def escaped(text: str) -> str:
    """Text that is visible already, in which nothing is markup."""
    return _SPECIAL.sub(r"\\\1", text)
