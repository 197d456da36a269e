"""How a report opens: headline, standfirst, byline, day and dateline, on lines of their own or run on in one."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.clean.cues import cues
from reportedly.clean.dateline import bare_dateline_at, dateline_at
from reportedly.clean.page import Page
from reportedly.lexicon import load
from reportedly.model import Dateline, Furniture, FurnitureKind, Span

LONGEST_HEADLINE = 28
LONGEST_STANDFIRST = 45
LONGEST_SENTENCE_HEADLINE = 18
"""Words; the last of a headline that ends in a full stop."""

OPENING_LINES = 8
FURTHEST_TITLE = 220
"""Characters before a headline that runs on."""

FURTHEST_REPEAT = 500
MOST_MACHINERY = 20
"""Words between two copies of a headline."""

SHORTEST_REPEAT = 5
"""Words of a standfirst that the body repeats."""

_SEPARATORS = " \t\r\n|·•–—-:.*_"
_FULL_STOP = re.compile(r"[.!]['\"’”]?$")
_SUFFIX = re.compile(r"\s+[|–—_-]\s+|\s*\|\s*")
_BYLINE = re.compile(r"(?:(?:Written|Reported|Posted|Story)\s+)?[Bb][Yy]:?\s+(?=[A-ZÀ-Þ])")
_ENTERS = re.compile(r"\s*[A-ZÀ-Þ\d\"“‘']|\.?\s+[A-ZÀ-Þ\d\"“‘']")
"""What follows is a beginning: a capital, a number, a quotation."""

_MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)")
_SPACE = re.compile(r"[.\s]*")
_NAMES = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: (?:[A-ZÀ-Þ][\w'’-]*\.?|and|bin|al|de|van|von)){1,8}\.(?= [A-ZÀ-Þ])")
"""Names alone in a sentence, as they stand behind the headline: "Jane Doe and John Roe."."""

LONGEST_BYLINE = 14
LONGEST_TITLE = 3
"""Letters of "Gov." and its like, which end no byline."""

_GOES_ON = re.compile(r"[\s\"”’']*(?:[a-z(,;]|['’]s\b)")
"""What shows that the words before are a part of a sentence, not a headline."""

_ENTRY = re.compile(r"[.!?]\s+(?=[A-ZÀ-Þ]{4})|\n\s*(?=[A-ZÀ-Þ])")


@dataclass(slots=True)
class Opening:
    """What was found before the body; ``body`` is the offset where it begins."""

    body: int = 0
    title: Span | None = None
    standfirst: Span | None = None
    byline: Span | None = None
    dateline: Dateline | None = None
    pieces: list[tuple[int, int, FurnitureKind]] = field(default_factory=list)
    furniture: list[tuple[int, int]] = field(default_factory=list)


def find_opening(page: Page, title: str | None, furniture: Sequence[Furniture]) -> Opening:
    """The opening of a page whose headline is ``title``, where that is known; ``furniture`` in it is passed over."""
    opening = Opening(furniture=[(piece.span.start, piece.span.end) for piece in furniture])
    if not page.lines:
        return opening
    opening.body = page.lines[0][0]
    found = _title_in(page, title) if title else None
    _consume(page, opening, found)
    if opening.title is None and not title and opening.dateline is None:
        _headline(page, opening)
    if opening.title is not None and opening.standfirst is None:
        _standfirst(page, opening)
    _later_dateline(page, opening)
    return opening


def _consume(page: Page, opening: Opening, title: tuple[int, int] | None) -> None:
    """Take the pieces of the opening one after the other, in whatever order they stand."""
    text = page.text
    position = opening.body
    line_ends = [end for _, end in page.lines]
    for _ in range(2 * OPENING_LINES):
        while position < len(text) and (text[position] in _SEPARATORS):
            position += 1
        end = next((e for e in line_ends if e > position), None)
        if end is None:
            break
        if title and opening.title is None and title[0] == position:
            opening.title = Span(*title)
            position = _repeated(page, opening, end)
        elif passed := [stop for start, stop in opening.furniture if start <= position < stop]:
            position = passed[0]
        elif piece := _piece(page, position, end, None if opening.title else title, _runs_on(page, opening, position)):
            opening.pieces.append((position, piece[0], piece[1]))
            if piece[1] == "byline":
                opening.byline = Span(position, piece[0])
            position = piece[0]
        elif opening.dateline is None and (dateline := dateline_at(text, position, end) or (
                bare_dateline_at(text, position, end) if opening.pieces or opening.title else None)):
            opening.dateline = dateline
            opening.pieces.append((dateline.span.start, dateline.span.end, "dateline"))
            position = dateline.span.end
        else:
            break
        opening.body = position
    while opening.body < len(text) and text[opening.body].isspace():
        opening.body += 1


def _runs_on(page: Page, opening: Opening, position: int) -> bool:
    """Whether what stands at ``position`` runs on with a headline before it."""
    return opening.title is not None and "\n" not in page.text[opening.title.end:position]


def _piece(
    page: Page, start: int, end: int, title: tuple[int, int] | None, titled: bool,
) -> tuple[int, FurnitureKind] | None:
    """The end and the kind of a stamp, a byline, an agency's name or a word of the page's machinery at ``start``."""
    text = page.text
    stamp = _stamp().match(text, start, end)
    if stamp and (titled or stamp["label"] or stamp.end() == end or _ENTERS.match(text, stamp.end())):
        return stamp.end(), "timestamp"
    if _stamp_line(page, start, end):
        return end, "timestamp"
    names = _NAMES.match(text, start, end) if titled else None
    if names and len(names[0].rstrip(".").split()[-1]) > LONGEST_TITLE:
        return names.end(), "byline"
    byline = _BYLINE.match(text, start, end)
    if byline:
        first = page.word_at(byline.end())
        stop = title[0] if title and title[0] > start else end
        last = page.word_at(stop)
        if last - first <= LONGEST_BYLINE and cues().only_names(page, first, last):
            return page.ends[last - 1], "byline"
    return _machinery(page, start, end, titled)


def _machinery(page: Page, start: int, end: int, titled: bool) -> tuple[int, FurnitureKind] | None:
    """An agency's name, or buttons ("Print Tweet Views 729"), run on before a day or a capital."""
    known = cues()
    first, last = page.word_at(start), page.word_at(end)
    if first >= last or not page.text[start].isupper():
        return None
    for agency in known.agencies:
        if tuple(page.words[first:first + len(agency)]) == agency:
            stop = page.ends[first + len(agency) - 1]
            rest = _SPACE.match(page.text, stop)
            stamped = rest and _stamp().match(page.text, rest.end(), end)
            shouted = titled and page.text[start:stop].isupper()
            if stop == end or stamped or (shouted and _ENTERS.match(page.text, stop)):
                return stop, "credit"
    stop, kind = first, None
    while stop < last:
        ahead = known.hits(page.words[stop:min(last, stop + 5)])
        hits = [hit for hit in ahead if hit.first == 0 and hit.part == "lines"]
        if hits:
            hit = max(hits, key=lambda hit: hit.last)
            stop, kind = stop + hit.last, kind or hit.kind
        elif kind and page.words[stop] == "#":
            stop += 1
        else:
            break
    if kind and stop - first >= 2 and (stop == last or page.text[page.starts[stop]].isupper()):
        return page.ends[stop - 1], kind
    return None


@functools.cache
def _stamp() -> re.Pattern[str]:
    """A full date, perhaps with a label and an hour: "Last updated at Jun 182016", "Wed 05 Apr 2017 at 0914"."""
    stamps = load("furniture")["stamps"]
    months = "|".join(sorted(stamps["months"].split(), key=len, reverse=True))
    weekdays = "|".join(sorted(stamps["weekdays"].split(), key=len, reverse=True))
    labels = "|".join(label.replace(" ", r"\s+") for label in stamps["labels"])
    return re.compile(
        rf"(?P<label>(?:{labels})(?:\s+(?:at|on))?\s*:?\s*)?(?P<full>(?:(?:{weekdays})\.?,?\s+)?"
        rf"(?:\d{{1,2}}[-./]\d{{1,2}}[-./](?:19|20)\d\d|(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}"
        rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{months})\.?,?\s+(?:19|20)\d\d|(?:{months})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s*(?:19|20)\d\d)"
        r"(?![\d-]))(?:,?\s*(?:(?:at|-|\|)\s+)?(?:\d{1,2}[:.]\d\d|\d{4}(?:\d\d)?(?=\s|$))(?::\d\d)?(?:\s*[ap]\.?m\.?)?)?"
        r"(?:\s*\(?(?:gmt|utc|est|edt|ksa|bst|cet|msk)(?:[+-]\d{1,2}(?::?\d\d)?)?\)?)?"
        r"(?:\s*\(updated [\d:. ]+\))?",
        re.IGNORECASE,
    )


def _stamp_line(page: Page, start: int, end: int) -> bool:
    """Whether a line holds nothing but a day, an hour and their labels."""
    first, last = page.word_at(start), page.word_at(end)
    words = page.words[first:last]
    return 1 < len(words) <= 14 and "#" in words and all(word in cues().stamp_words for word in words)


def _title_in(page: Page, title: str) -> tuple[int, int] | None:
    """Where the text repeats the headline near its start, letter for letter but for case, signs and the site's name."""
    head = page.text[:FURTHEST_TITLE + 2 * len(title) + 60]
    letters = [(at, folded) for at, sign in enumerate(head) if sign.isalnum() for folded in sign.casefold()]
    line = "".join(folded for _, folded in letters)
    for candidate in _without_site(title):
        wanted = "".join(character.casefold() for character in candidate if character.isalnum())
        at = line.find(wanted) if len(wanted) >= 8 else -1
        if at < 0:
            continue
        start, stop = letters[at][0], letters[at + len(wanted) - 1][0] + 1
        whole = (start == 0 or not head[start - 1].isalnum()) and (stop >= len(head) or not head[stop].isalnum())
        if whole and start <= FURTHEST_TITLE and not _GOES_ON.match(head, stop):
            opens = start and head[start - 1] in "\"“‘'" and candidate.strip()[0] in "\"“‘'"
            return start - 1 if opens else start, stop
    return None


def _without_site(title: str) -> list[str]:
    """The title; without the site's name behind it ("… | The Post"), if three words are left; without an outer word."""
    found = [title]
    cuts = [cut.start() for cut in _SUFFIX.finditer(title)]
    found += [title[:cut] for cut in reversed(cuts) if len(title[:cut].split()) >= 3]
    words = title.split()
    if len(words) >= 6:
        found += [" ".join(words[1:]), " ".join(words[:-1])]
    return found


def _repeated(page: Page, opening: Opening, end: int) -> int:
    """Where to go on behind the headline: behind its repetition, or a standfirst that the body repeats."""
    text, title = page.text, opening.title
    assert title is not None
    again = text.find(text[title.start:title.end], title.end, min(title.end + FURTHEST_REPEAT, len(text)))
    if again >= 0 and _is_machinery(page, title.end, again):
        start = title.end + len(text[title.end:again]) - len(text[title.end:again].lstrip(" ."))
        opening.pieces.append((start, again + title.end - title.start, "navigation"))
        return again + title.end - title.start
    start = title.end
    while start < end and text[start] in " .":
        start += 1
    first = page.word_at(start)
    if first + SHORTEST_REPEAT >= len(page.words):
        return title.end
    opening_words = text[start:page.ends[first + SHORTEST_REPEAT]]
    again = text.find(opening_words, start + 1, start + FURTHEST_REPEAT)
    if again > 0 and not re.search(r"[.!?]\s+\S", text[start:again]):
        opening.standfirst = Span(start, start + len(text[start:again].rstrip()))
        return again
    return title.end


def _is_machinery(page: Page, start: int, end: int) -> bool:
    """Whether there is nothing, or little with a button in it, between two copies of a headline."""
    words = page.words[page.word_at(start):page.word_at(end)]
    return not words or (len(words) <= MOST_MACHINERY and any(hit.part == "lines" for hit in cues().hits(words)))


def _headline(page: Page, opening: Opening) -> None:
    """The first line that is no stamp or byline, if it is set as a headline and a longer text follows."""
    number = next((n for n, (start, _) in enumerate(page.lines) if start >= opening.body), None)
    if number is None or number > OPENING_LINES or number + 1 >= len(page.lines):
        return
    start, end = page.lines[number]
    if start == opening.body and _is_headline(page, number):
        marks = _MARKDOWN.match(page.text, start, end)
        opening.title = Span(marks.end() if marks else start, end)
        opening.body = page.lines[number + 1][0]
        _consume(page, opening, None)


def _is_headline(page: Page, number: int) -> bool:
    start, end = page.lines[number]
    line = page.text[start:end]
    words = line.split()
    rest = page.lines[number + 1:]
    if not 2 <= len(words) <= LONGEST_HEADLINE or (line[0] in "\"“" and line[-1] in "\"”"):
        return False
    if max(stop - begin for begin, stop in rest) <= end - start:
        return False
    if not _FULL_STOP.search(line):
        return line[-1] not in ",:"
    following = page.text[rest[0][0]:rest[0][1]]
    lower = page.words[page.word_at(start):page.word_at(end)]
    told = cues().attributions.intersection(lower) or "." in line[:-2]
    capitals = sum(word[:1].isupper() for word in words if len(word) > 3) >= 0.7 * sum(len(word) > 3 for word in words)
    return len(words) <= LONGEST_SENTENCE_HEADLINE and len(following) > len(line) and (capitals or not told)


def _standfirst(page: Page, opening: Opening) -> None:
    """The line behind the headline, if it has no full stop and longer ones follow."""
    number = next((n for n, (start, _) in enumerate(page.lines) if start >= opening.body), None)
    if number is None or number + 1 >= len(page.lines) or opening.dateline is not None:
        return
    start, end = page.lines[number]
    line = page.text[start:end]
    stops = "" if opening.title and page.text[opening.title.end - 1] == ";" else ".!:,\"”"
    if (start == opening.body and 4 <= len(line.split()) <= LONGEST_STANDFIRST and line[-1] not in stops
            and max(stop - begin for begin, stop in page.lines[number + 1:]) > end - start
            and (start, end) not in opening.furniture):
        opening.standfirst = Span(start, end)
        opening.body = page.lines[number + 1][0]
        _consume(page, opening, None)


def _later_dateline(page: Page, opening: Opening) -> None:
    """A dateline behind a standfirst or a caption: it must name an agency or a day."""
    if opening.dateline is not None:
        return
    for entry in _ENTRY.finditer(page.text, max(0, opening.body - 1), min(len(page.text), opening.body + 1500)):
        start = entry.end()
        dateline = dateline_at(page.text, start, len(page.text)) or bare_dateline_at(page.text, start, len(page.text))
        if dateline and (dateline.agency or dateline.day):
            opening.dateline = dateline
            opening.pieces.append((dateline.span.start, dateline.span.end, "dateline"))
            return
