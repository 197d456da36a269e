"""Furniture told by how it is set: addresses alone on a line, brackets, stamps, sign-offs, the copyright sign."""

from __future__ import annotations

import re

from reportedly.clean.cues import Cues
from reportedly.clean.page import Page
from reportedly.model import FurnitureKind

LONGEST_CAPTION = 300
"""Characters of a line that a picture's credit in brackets makes a caption."""

_URL_LINE = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|@\w+")
_BREADCRUMBS = re.compile(r"[^.!?>›»|·]{2,40}(?:\s[>›»|·]\s[^.!?>›»|·]{2,40}){2,}")
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,200})\]|\(([^()\n]{2,200})\)")
_SIGN_OFF = re.compile(r"(?<=\S)\s*(?:[-–—]{1,3}|[-–—]\s)\s*([A-Z][\w ]{1,25})[.\s]*$")
_COPYRIGHT = re.compile(r"\(?©|\([cC]\)\s")
_NOTE_END = re.compile(r"\s*/{2,}\s*$")
_FRONT_MATTER = re.compile(r"\A---\n(?:[\w-]+:.*\n|\s+-?.*\n){1,40}---(?=\n)")
_MARKUP_LINE = re.compile(r"!\[[^\]]*\]\([^)\s]*\)|[-*_=]{3,}")
"""Markdown: a picture, a rule."""

_TERMINATORS = ".!?…\"”"


def set_apart(page: Page, known: Cues) -> list[tuple[int, int, FurnitureKind]]:
    """What is told by how it is set: addresses alone on a line, desk brackets, sign-offs, the copyright sign."""
    pieces: list[tuple[int, int, FurnitureKind]] = []
    text = page.text
    for start, end in page.lines:
        if end - start < 200 and _URL_LINE.fullmatch(text, start, end):
            pieces.append((start, end, "sharing" if text[start] == "@" else "navigation"))
        elif end - start < 160 and _BREADCRUMBS.fullmatch(text, start, end):
            pieces.append((start, end, "navigation"))
        elif end - start < 80 and _is_stamp(page, start, end, known):
            pieces.append((start, end, "timestamp"))
        elif _MARKUP_LINE.fullmatch(text, start, end):
            pieces.append((start, end, "caption" if text[start] == "!" else "navigation"))
        elif _COPYRIGHT.match(text, start, end) and end - start < 300:
            pieces.append((start, end, "copyright"))
        elif end - start < 200 and _NOTE_END.search(text, start, end):
            pieces.append((start, end, "desk note"))
    if front := _FRONT_MATTER.match(text):
        pieces.append((front.start(), front.end(), "navigation"))
    noted = -1
    for found in _BRACKETS.finditer(text):
        kind = _bracket_kind(page, found, known)
        if kind is None and found[1] is not None and noted >= 0 and not text[noted:found.start()].strip():
            kind = "desk note"
        if kind:
            line = next((line for line in page.lines if line[0] <= found.start() < line[1]), found.span())
            whole = kind == "caption" and line[1] == found.end() and found.end() - line[0] <= LONGEST_CAPTION
            pieces.append((line[0] if whole else found.start(), found.end(), kind))
            noted = found.end() if kind == "desk note" else -1
    if page.lines:
        start, end = page.lines[-1]
        sign_off = _SIGN_OFF.search(text, max(start, end - 40), end)
        if sign_off and _is_agency(sign_off[1], known):
            pieces.append((sign_off.start() + len(sign_off[0]) - len(sign_off[0].lstrip()), end, "credit"))
    return pieces


def _is_stamp(page: Page, start: int, end: int, known: Cues) -> bool:
    """Whether a line is a day, an hour or a length of reading, and says so: "Updated 5:13 PM ET", "4 min read"."""
    words = page.words[page.word_at(start):page.word_at(end)]
    return "#" in words and known.stamp_words.issuperset(words) and not known.stamp_labels.isdisjoint(words)


def _bracket_kind(page: Page, found: re.Match[str], known: Cues) -> FurnitureKind | None:
    first, last = page.word_at(found.start()), page.word_at(found.end())
    words = tuple(page.words[first:last])
    if words and _is_photo_credit(found[1] or found[2], known):
        return "caption"
    if found[1] is not None:
        notes = any(words[:len(note)] == note for note in known.bracket_notes)
        return "desk note" if notes and (found[1].upper() == found[1] or words in known.bracket_notes) else None
    return _round_bracket_kind(page, found, words, known)


def _round_bracket_kind(
    page: Page, found: re.Match[str], words: tuple[str, ...], known: Cues,
) -> FurnitureKind | None:
    first, last = page.word_at(found.start()), page.word_at(found.end())
    for kind, openings in known.paren_notes.items():
        for note in openings:
            if words[:len(note)] == note and (words == note or _alone(page, found)):
                names = kind != "credit" or known.only_names(page, first + 1, last)
                return kind if names else None
    return None


def _alone(page: Page, found: re.Match[str]) -> bool:
    """Whether a bracket opens or ends a line, or follows the end of a sentence, but for a button behind it."""
    before = page.text[page.text.rfind("\n", 0, found.start()) + 1:found.start()].rstrip()
    line_end = page.text.find("\n", found.end())
    after = page.text[found.end():line_end if line_end >= 0 else len(page.text)].split()
    return (not before or before[-1] in _TERMINATORS or len(after) <= 1) and (not after or not after[0][0].islower())


def _is_photo_credit(words: str, known: Cues) -> bool:
    """Names parted by a slash, an agency among them: "Jane Doe/AFP"."""
    return "/" in words and words[0].isupper() and any(_is_agency(part.strip(" ."), known) for part in words.split("/"))


def _is_agency(words: str, known: Cues) -> bool:
    return tuple(word.lower() for word in words.split()) in known.agencies
