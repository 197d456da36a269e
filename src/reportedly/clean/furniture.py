"""What on a page is not the report.

A passage is told by general signs: the reader is addressed or asked for something (to give, to subscribe, to join, to
read on, to share), a label or a whole line says what it is, names stand without a verb behind "reporting by", brackets
hold a desk's word. A passage that says who said what, or is in quotation marks, is never taken for a request.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportedly.clean.cues import Cues, Hit, cues
from reportedly.clean.page import Page, Sentence
from reportedly.clean.typography import set_apart
from reportedly.model import Furniture, FurnitureKind, Span

LONGEST_LABELLED = 45
"""Words of a line that a label can make furniture; a longer one is a paragraph of the report."""

LONGEST_REQUEST = 60
LONGEST_WITH_ONE_MARK = 25
"""Words; a longer sentence needs a second mark, or "you" or "we"."""

SHORTEST_CREDIT = 4
LONGEST_SIGNATURE = 6
LONGEST_HEADING = 10
"""Words; a longer sentence with a word of harm tells news."""

LONGEST_TAIL = 15
"""Words from the last mark to the end of a line."""

WIDEST_GAP = 4
"""Lines without any sign that may stand within an appeal of several paragraphs."""

_QUOTATION = re.compile(r"[\"“”]")
_HEADING_KINDS = {"teaser", "navigation", "credit"}
_TO_THE_READER = {"appeal", "subscription", "newsletter", "comments", "sharing", "teaser", "cookies"}
_BUTTONS = {"comments", "navigation", "sharing", "teaser"}
_TERMINATORS = ".!?…\"”"


def find_furniture(page: Page) -> list[Furniture]:
    """The furniture of a page by position, but for its opening: its stamps, byline and dateline."""
    known = cues()
    hits: dict[int, list[Hit]] = defaultdict(list)
    numbers = _sentence_numbers(page)
    for hit in known.hits(page.words):
        number = numbers[hit.first]
        if number >= 0:
            hits[number].append(hit)
    kinds: dict[int, FurnitureKind] = {}
    for number, found in hits.items():
        kind = _kind(page, page.sentences[number], found, known)
        if kind:
            kinds[number] = kind
    _spread_labels(page, kinds, hits, known)
    _credits(page, kinds, known)
    _absorb(page, kinds, known)
    _closing_names(page, kinds)
    _thread(page, kinds)
    pieces = [(page.sentences[number].start, page.sentences[number].end, kind) for number, kind in kinds.items()]
    pieces += _appeals(page, kinds, hits, known)
    pieces += _fragments(page, kinds, hits, known)
    pieces += set_apart(page, known)
    return _merged(page, pieces)


def _sentence_numbers(page: Page) -> list[int]:
    numbers = [-1] * len(page.words)
    for number, sentence in enumerate(page.sentences):
        numbers[sentence.first:sentence.last] = [number] * (sentence.last - sentence.first)
    return numbers


def _kind(page: Page, sentence: Sentence, hits: Sequence[Hit], known: Cues) -> FurnitureKind | None:
    """What kind of furniture a sentence with cues is, if any."""
    words = page.words[sentence.first:sentence.last]
    start, end = page.lines[sentence.line]
    for hit in hits:
        if hit.part == "lines" and hit.first == sentence.first and hit.last == sentence.last:
            whole_line = sentence.start == start and sentence.end == end
            at_end = sentence.line == len(page.lines) - 1 and sentence.end == end and page.text[end - 1].isalpha()
            if whole_line or (at_end and len(words) > 1) or (not sentence.quoted and (len(words) > 1 or at_end)):
                return hit.kind
    if sentence.quoted:
        return None
    for hit in hits:
        if (hit.part == "starts" and hit.first == sentence.first and not _closes(page, hit)
                and not _tells_news(page.words[hit.last:sentence.last], known)
                and (hit.kind != "credit" or known.only_names(page, hit.last, sentence.last))
                and (hit.kind != "timestamp" or known.stamp_words.issuperset(page.words[hit.last:sentence.last]))):
            return hit.kind
    if _tells_news(words, known):
        return None
    marks = [hit for hit in hits if hit.part == "marks" and not _in_quotes(page, sentence, hit)]
    if marks and (len(words) <= LONGEST_WITH_ONE_MARK or len(marks) > 1 or known.addressing.intersection(words)):
        return max(marks, key=lambda hit: hit.last - hit.first).kind
    if _requests(words, known):
        asked = [hit for hit in hits if hit.part == "objects" and hit.first > sentence.first]
        if asked:
            return max(asked, key=lambda hit: (hit.last - hit.first, -hit.first)).kind
    return None


def _closes(page: Page, hit: Hit) -> bool:
    """Whether a bracket closes right behind a cue: "(File photo)" is all there is."""
    behind = page.ends[hit.last - 1]
    return page.text[behind:behind + 1] in (")", "]")


def _in_quotes(page: Page, sentence: Sentence, hit: Hit) -> bool:
    """Whether a quotation that began in the sentence is open at a cue."""
    before = page.text[sentence.start:page.starts[hit.first]]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _tells_news(words: Sequence[str], known: Cues) -> bool:
    """Whether a sentence says who said something or who was harmed, or is too long to be a request."""
    if len(words) > LONGEST_REQUEST or known.attributions.intersection(words):
        return True
    return len(words) > LONGEST_HEADING and bool(known.harm.intersection(words))


def _fragments(
    page: Page, kinds: dict[int, FurnitureKind], hits: dict[int, list[Hit]], known: Cues,
) -> list[tuple[int, int, FurnitureKind]]:
    """Furniture run on with a sentence of the report, as in text that lost its line breaks.

    At the end of a line all from the first button or heading ("Related", "Tags") on; elsewhere only the mark's words.
    """
    pieces: list[tuple[int, int, FurnitureKind]] = []
    for number, found in hits.items():
        sentence = page.sentences[number]
        marks = [hit for hit in found if hit.part == "marks"]
        if number in kinds or not marks or (sentence.quoted and marks[-1].kind not in _BUTTONS):
            continue
        last = marks[-1]
        tail = page.words[last.first:sentence.last]
        speech = known.attributions.intersection(tail) or _QUOTATION.search(
            page.text, page.starts[last.first], sentence.end)
        if sentence.end == page.lines[sentence.line][1] and len(tail) <= LONGEST_TAIL and not speech:
            headings = [hit.first for hit in found if hit.part == "lines" and hit.kind in _HEADING_KINDS
                        and page.text[page.starts[hit.first]].isupper()]
            pieces.append((page.starts[min([*headings, last.first])], sentence.end, last.kind))
        elif marks[0].first == sentence.first and not sentence.quoted:
            pieces.append((sentence.start, page.ends[marks[0].last - 1], marks[0].kind))
    return pieces


def _requests(words: Sequence[str], known: Cues) -> bool:
    """Whether a sentence opens with a verb in the imperative."""
    index = 0
    for opener in known.openers:
        if tuple(words[:len(opener)]) == opener:
            index = len(opener)
            break
    return index + 1 < len(words) and words[index] in known.imperatives and words[index + 1] not in known.not_requests


def _spread_labels(
    page: Page, kinds: dict[int, FurnitureKind], hits: dict[int, list[Hit]], known: Cues,
) -> None:
    """A label with its colon makes furniture of its whole line, be it of several sentences."""
    by_line: dict[int, list[int]] = defaultdict(list)
    for number, sentence in enumerate(page.sentences):
        by_line[sentence.line].append(number)
    for number, found in hits.items():
        sentence = page.sentences[number]
        start, end = page.lines[sentence.line]
        if sentence.start != start or page.word_at(end) - sentence.first > LONGEST_LABELLED:
            continue
        for hit in found:
            if hit.part not in ("labels", "weak_labels") or hit.first != sentence.first or hit.last >= len(page.words):
                continue
            after = page.text[page.ends[hit.last - 1]:page.starts[hit.last]]
            if after.lstrip()[:1] not in (":", "|", "»", "►", "→", ">"):
                continue
            if sentence.line == 0 and page.words[hit.first] not in known.imperatives:
                continue
            if hit.part == "weak_labels" and not _is_heading(page, start, end, known):
                continue
            if hit.kind != "credit" or known.only_names(page, hit.last, page.word_at(end)):
                kinds.update(dict.fromkeys(by_line[sentence.line], hit.kind))


def _is_heading(page: Page, start: int, end: int, known: Cues) -> bool:
    """Whether a line is short, without a full stop, in no quotation marks, and says nothing of who said what."""
    words = page.words[page.word_at(start):page.word_at(end)]
    return (len(words) <= LONGEST_TAIL and page.text[end - 1] not in _TERMINATORS and page.text[start].isalnum()
            and not known.attributions.intersection(words))


def _credits(page: Page, kinds: dict[int, FurnitureKind], known: Cues) -> None:
    """A closing sentence of names that says who reported, from where: "Jane Doe reported from Beirut."."""
    for number in range(max(0, len(page.sentences) - 3), len(page.sentences)):
        sentence = page.sentences[number]
        words = page.words[sentence.first:sentence.last]
        if number not in kinds and not sentence.quoted and len(words) >= SHORTEST_CREDIT:
            for verb in ("reported", "reporting"):
                if verb in words[1:]:
                    at = sentence.first + words.index(verb, 1)
                    if (known.only_names(page, sentence.first, at) and known.only_names(page, at + 1, sentence.last)
                            and page.words[at + 1] == "from"):
                        kinds[number] = "credit"


def _absorb(page: Page, kinds: dict[int, FurnitureKind], known: Cues) -> None:
    """What is said to the reader beside furniture, on the same line, belongs to it: "Register to keep reading."."""
    for number in sorted(kinds):
        for neighbour in (number - 1, number + 1):
            if neighbour in kinds or not 0 <= neighbour < len(page.sentences):
                continue
            sentence = page.sentences[neighbour]
            words = page.words[sentence.first:sentence.last]
            addressed = known.addressee.intersection(words) or _requests(words, known)
            if (kinds[number] in _TO_THE_READER and sentence.line == page.sentences[number].line and addressed
                    and len(words) <= LONGEST_TAIL
                    and not sentence.quoted and not _tells_news(words, known) and not known.harm.intersection(words)):
                kinds[neighbour] = kinds[number]


def _closing_names(page: Page, kinds: dict[int, FurnitureKind]) -> None:
    """A last sentence of nothing but names, without a full stop, signs the report: "R. Doe / J. Roe"."""
    number = len(page.sentences) - 1
    if number < 1 or number in kinds:
        return
    sentence, before = page.sentences[number], page.sentences[number - 1]
    words = page.text[sentence.start:sentence.end].split()
    ended = page.text[before.end - 1] in _TERMINATORS
    if (ended and len(words) <= LONGEST_SIGNATURE and page.text[sentence.end - 1].isalnum()
            and all(word[0].isupper() or word in ("/", "-", "and") or word.isdecimal() for word in words)):
        kinds[number] = "navigation" if all(map(str.isdecimal, words)) else "byline"


def _thread(page: Page, kinds: dict[int, FurnitureKind]) -> None:
    """What readers wrote stands between the heading of the comments and their last button or "2 hours ago"."""
    heading = None
    for number, sentence in enumerate(page.sentences):
        words = page.words[sentence.first:sentence.last]
        if len(words) > LONGEST_SIGNATURE:
            continue
        if kinds.get(number) == "comments" or words[-1] == "ago":
            if heading is not None and (words[-1] == "ago" or words[0] in cues().thread_buttons):
                kinds.update(dict.fromkeys(range(heading, number + 1), "comments"))
            heading = number if heading is None and kinds.get(number) == "comments" else heading


def _appeals(
    page: Page, kinds: dict[int, FurnitureKind], hits: dict[int, list[Hit]], known: Cues,
) -> list[tuple[int, int, FurnitureKind]]:
    """Appeals as regions, from their first line to their last, with what stands between."""
    cores = []
    for number, found in sorted(hits.items()):
        sentence = page.sentences[number]
        sure = kinds.get(number) in ("appeal", "subscription")
        asks = not sentence.quoted and any(
            hit.part == "cores" and not _in_quotes(page, sentence, hit) for hit in found)
        if sure or (asks and not known.attributions.intersection(page.words[sentence.first:sentence.last])):
            cores.append((number, sure))
    groups: list[list[tuple[int, bool]]] = []
    for core in cores:
        if groups and _neutral(page, groups[-1][-1][0] + 1, core[0], known):
            groups[-1].append(core)
        else:
            groups.append([core])
    regions: list[tuple[int, int, FurnitureKind]] = []
    for group in groups:
        first, last = _extended(page, group[0][0], group[-1][0], known)
        press = any(hit.part == "press" for number in range(first, last + 1) for hit in hits.get(number, ()))
        if press or any(sure for _, sure in group):
            kind = kinds.get(first, "appeal") if first == last else "appeal"
            regions.append((page.sentences[first].start, page.sentences[last].end, kind))
    return regions


def _extended(page: Page, first: int, last: int, known: Cues) -> tuple[int, int]:
    """An asking with what the same lines say to the reader before and behind it."""
    def belongs(number: int, line: int) -> bool:
        sentence = page.sentences[number]
        words = page.words[sentence.first:sentence.last]
        return (sentence.line == line and not sentence.quoted and not _tells_news(words, known)
                and not known.harm.intersection(words)
                and (bool(known.addressing.intersection(words)) or _requests(words, known)))

    while first > 0 and belongs(first - 1, page.sentences[first].line):
        first -= 1
    while last + 1 < len(page.sentences) and belongs(last + 1, page.sentences[last].line):
        last += 1
    return first, last


def _neutral(page: Page, first: int, last: int, known: Cues) -> bool:
    """Whether nothing between two askings tells news: no speech, nobody who said it, not too many lines."""
    if last > first and page.sentences[last].line - page.sentences[first].line > WIDEST_GAP:
        return False
    return not any(
        sentence.quoted or known.attributions.intersection(page.words[sentence.first:sentence.last])
        for sentence in page.sentences[first:last]
    )


def _merged(page: Page, pieces: Iterable[tuple[int, int, FurnitureKind]]) -> list[Furniture]:
    """The pieces by position without overlaps: the longer wins; neighbours of a kind, but for space, are one."""
    kept: list[tuple[int, int, FurnitureKind]] = []
    for start, end, kind in sorted(pieces, key=lambda piece: (piece[0], -piece[1])):
        if kept and start < kept[-1][1]:
            if end > kept[-1][1]:
                kept[-1] = (kept[-1][0], end, kept[-1][2])
        elif kept and kept[-1][2] == kind and not page.text[kept[-1][1]:start].strip():
            kept[-1] = (kept[-1][0], end, kind)
        else:
            kept.append((start, end, kind))
    return [Furniture(Span(start, end), kind) for start, end, kind in kept]
