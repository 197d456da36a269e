"""Copies of a report under another outlet's name, and the furniture around any report."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from benchmarks.desk.data import load
from benchmarks.desk.telling import Paragraph

Copying = Literal["verbatim", "abridged", "rewritten"]

_QUOTED = re.compile(r"(\"[^\"]*\")")


def copied(rng: random.Random, paragraphs: Sequence[Paragraph], way: Copying) -> list[Paragraph]:
    """The paragraphs as another outlet prints them."""
    kept = list(paragraphs)
    if way == "abridged" and len(kept) > 1:
        kept = kept[: rng.randrange(max(1, len(kept) // 2), len(kept))]
    if way == "rewritten":
        rest = kept[1:]
        if len(rest) > 1:
            where = rng.randrange(len(rest) - 1)
            rest[where], rest[where + 1] = rest[where + 1], rest[where]
        if len(rest) > 2 and rng.random() < 0.5:
            rest.pop(rng.randrange(len(rest)))
        kept = [Paragraph(_reworded(rng, p.text), p.origins, p.background) for p in [kept[0], *rest]]
    return kept


def _reworded(rng: random.Random, text: str) -> str:
    """Other words for some of the words; what stands in quotation marks stays, and a word is changed once."""
    words: dict[str, str] = {}
    for old, new in load("frames")["rewriting"]["pairs"]:
        if rng.random() < 0.75:
            words[old] = new
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    found = re.compile(rf"\b(?:{'|'.join(longest_first)})\b", re.IGNORECASE)

    def other(match: re.Match[str]) -> str:
        new = words[match[0].lower()]
        return new[:1].upper() + new[1:] if match[0][0].isupper() else new

    return "".join(part if part.startswith('"') else found.sub(other, part) for part in _QUOTED.split(text))


def dressed(
    rng: random.Random, paragraphs: Sequence[Paragraph], *, dateline: str | None, about: Mapping[str, Any],
    credit: str | None, wire: bool,
) -> str:
    """The report's text: dateline, paragraphs, credit and furniture. ``about`` fills the furniture's slots."""
    table = load("frames")["furniture"]
    lines = [paragraph.text for paragraph in paragraphs]
    if dateline:
        lines[0] = f"{dateline} {lines[0]}"
    if credit == "top":
        lines.insert(0, rng.choice(table["credit_top"]))
    if credit == "bottom":
        lines.append(rng.choice(table["credit_bottom"]))
    if wire and rng.random() < 0.4:
        lines.append(rng.choice(table["wire_bottom"]))
    if not wire:
        lines[:0] = rng.sample(table["top"], rng.choices([0, 1, 2], [6, 3, 1])[0])
        lines += rng.sample(table["bottom"], rng.choices([0, 1, 2, 3], [5, 3, 2, 1])[0])
    lines = [line.format_map(about) if "{" in line else line for line in lines]
    return "\n\n".join(lines)
