"""Time expressions, as TIMEX3 types and values.

The words of time become lexemes (``words``), these make up expressions (``grammar``), and each is read on the
calendar (``readings``) from the day of the report, from the time last mentioned, or from the day in its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from spacy.tokens import Doc, Token

from reportedly.extract.times import readings as read
from reportedly.extract.times.grammar import expressions
from reportedly.extract.times.match import Expression
from reportedly.extract.times.periods import Period
from reportedly.extract.times.readings import FUTURE, UNCLEAR, Context, Reading
from reportedly.extract.times.tense import direction
from reportedly.extract.times.words import lexemes
from reportedly.lexicon import load
from reportedly.model import Document, Span, Time, TimeType

# Penn tags, ClearNLP labels.
PROPER_NOUNS = frozenset({"NNP", "NNPS"})
PLURAL_NOUNS = frozenset({"NNS", "NNPS"})
NUMERIC_MODIFIER = "nummod"
# Furniture that tells the day of the report.
DATED_FURNITURE = frozenset({"dateline", "timestamp"})

# How many sentences back the time that "the previous day" counts from may have been mentioned.
_REACH = 3
# A stamp in the text that is later than this after the publication date given with it is not the report's.
_SAME_REPORT = timedelta(31)
_OPENING = 160
_LONGEST_QUOTATION = 2000
_LENGTH_VALUE = re.compile(r"PT?[\dX]")
_DAY_VALUE = re.compile(r"\d{4}-\d\d-\d\d$")


def find_times(doc: Doc, document: Document) -> tuple[Time, ...]:
    """The time expressions of a report, in order, the day of its dateline and its timestamp among them."""
    if not doc:
        return ()
    text = _with_dates(doc.text, document)
    page = _Page(doc, document, text)
    found = list(expressions(text, list(lexemes(text)), page.is_name, page.counts))
    readings = _Reader(page, _join(text, found), *_report_day(page, document, found)).read()
    return tuple(
        Time(f"t{e.start}", Span(e.start, e.end), _type(e, r), r.value, r.earliest, r.latest, r.anchored)
        for e, r in readings
    )


def _type(expression: Expression, reading: Reading) -> TimeType:
    """ "Seven days later" is a date where it is known from when, else a length of time."""
    return "DURATION" if expression.type == "DATE" and _LENGTH_VALUE.match(reading.value) else expression.type


def _with_dates(text: str, document: Document) -> str:
    """The parsed text, with the datelines and timestamps that were blanked for the parser."""
    for piece in document.furniture:
        if piece.kind in DATED_FURNITURE:
            start, end = piece.span.start, piece.span.end
            text = text[:start] + document.text[start:end] + text[end:]
    return text


class _Page:
    """The parse by offsets."""

    def __init__(self, doc: Doc, document: Document, text: str) -> None:
        self.doc, self.text = doc, text
        self.headlines = [s for s in (document.title_span, document.standfirst_span) if s]
        self._offsets = [token.idx for token in doc]
        self._sentences = [token.idx for token in doc if token.is_sent_start]

    def token(self, offset: int) -> Token:
        return self.doc[max(bisect_right(self._offsets, offset) - 1, 0)]

    def sentence(self, offset: int) -> int:
        return bisect_right(self._sentences, offset)

    def is_name(self, offset: int) -> bool:
        token = self.token(offset)
        return token.tag_ in PROPER_NOUNS and not token.is_lower

    def counts(self, offset: int) -> bool:
        token = self.token(offset)
        return token.dep_ == NUMERIC_MODIFIER and token.head.i > token.i and token.head.tag_ in PLURAL_NOUNS

    def direction(self, expression: Expression) -> int:
        token = self.token(expression.start)
        last = self.token(expression.end - 1)
        while token.head.i != token.i and token.i <= token.head.i <= last.i:
            token = token.head
        in_title = any(s.start <= expression.start < s.end for s in self.headlines)
        lead = self.text[max(0, expression.start - 16) : expression.start].lower()
        if any(phrase in lead for phrase in load("times")["tense"]["future_phrases"]):
            return FUTURE
        return direction(token, in_title)

    def is_quoted(self, offset: int) -> bool:
        """Whether a quotation is open at an offset, in its paragraph."""
        start = max(0, offset - _LONGEST_QUOTATION)
        before = self.text[max(start, self.text.rfind("\n", start, offset) + 1) : offset]
        curly = before.count("“") > before.count("”")
        return curly or before.count('"') % 2 == 1 or before.count("``") > before.count("''")


def _join(text: str, found: list[Expression]) -> list[Expression]:
    """Joins a length of time to the day that it is counted from ("two days after" and "Oct. 12"), and a part of the day
    to its day ("the night" and "of Oct. 12")."""
    joined: list[Expression] = []
    for e in found:
        before = joined[-1] if joined else None
        between = text[before.end : e.start].strip().lower() if before and e.type == "DATE" else ""
        if before and before.length and between in load("times")["beside"]:
            unit, count, sign = before.length
            meaning = partial(read.beside, inner=e.meaning, unit=unit, count=count * sign)
            joined[-1] = Expression(before.start, e.end, "DATE", meaning, e.basis)
        elif before and before.part and between == "of":
            meaning = partial(read.within, inner=e.meaning, part=before.part)
            joined[-1] = Expression(before.start, e.end, "TIME", meaning, e.basis)
        else:
            joined.append(e)
    return joined


def _report_day(page: _Page, document: Document, found: list[Expression]) -> tuple[date | None, datetime | None]:
    """The day that "today" is, and the minute where it is known.

    It is the date printed on the report, but for one long after its publication date, which is of the page; else the
    publication date, or the day of a dateline shortly before it (filed then, published later).
    """
    published = document.published
    now = published if isinstance(published, datetime) else None
    day = _given_day(document)
    stamp = _stamp(page, document, found)
    if stamp is not None and _is_its_own(stamp, day):
        day, now = stamp, None
    filed = _dateline_day(document, found, day)
    if filed is not None and (day is None or timedelta(0) < day - filed <= timedelta(3)):
        day, now = filed, None
    return day, now


def dated(document: Document, times: Sequence[Time]) -> Document:
    """The document as published on the day that it bears itself, where that is not long after the one given for it."""
    days = (t.earliest for t in printed(document, times) if t.earliest and t.earliest == t.latest)
    stamp = next((date.fromisoformat(day[:10]) for day in days), None)
    its_own = stamp is not None and _is_its_own(stamp, _given_day(document))
    return replace(document, published=stamp) if its_own else document


def printed(document: Document, times: Iterable[Time]) -> tuple[Time, ...]:
    """The times that the page prints beside the report: those in its timestamps."""
    return tuple(t for t in times if _is_printed(document, t.span.start))


def _is_printed(document: Document, at: int) -> bool:
    return any(f.kind == "timestamp" and f.span.start <= at < f.span.end for f in document.furniture)


def _given_day(document: Document) -> date | None:
    published = document.published
    return published.date() if isinstance(published, datetime) else published


def _is_its_own(stamp: date, given: date | None) -> bool:
    """Whether the day printed on the page is that of the report, against the one given for it; else it is the page's."""
    return given is None or (stamp != given and stamp - given <= _SAME_REPORT)


def _stamp(page: _Page, document: Document, found: list[Expression]) -> date | None:
    """The full date printed on the report: in a timestamp, or standing bare where the text opens."""
    words = load("times")["publication"]["words"]
    for e in found:
        stamped = _is_printed(document, e.start)
        if not stamped and e.start > _OPENING:
            break
        day = _single_day(e.meaning(Context(None)))
        if day and (stamped or all(w in words for w in re.findall(r"\w+", page.text[: e.start].lower()))):
            return day
    return None


def _dateline_day(document: Document, found: list[Expression], day: date | None) -> date | None:
    span = document.dateline.day if document.dateline else None
    inside = next((e for e in found if span and span.start < e.end and e.start < span.end), None)
    reading = inside.meaning(Context(day)) if inside else None
    return _single_day(reading) if reading else None


def _single_day(reading: Reading) -> date | None:
    """The day that a reading is of; None if it is of none, or of a part of one."""
    return reading.period.first if reading.period and _DAY_VALUE.match(reading.value) else None


def _read(expression: Expression, context: Context) -> Reading:
    try:
        return _clipped(expression.meaning(context), context)
    except (OverflowError, ValueError):  # out of the calendar: what the words say
        return expression.meaning(Context(None))


def _clipped(reading: Reading, context: Context) -> Reading:
    """ "This week 12 people died": of a period that the report's day lies in, the part that is told of."""
    period, today = reading.period, context.today
    if period is None or today is None or not period.first <= today < period.last:
        return reading
    if context.direction < UNCLEAR:
        return replace(reading, latest=today.isoformat())
    return replace(reading, earliest=today.isoformat()) if context.direction == FUTURE else reading


class _Reader:
    """Reads the expressions of one report in turn, keeping the time last mentioned."""

    def __init__(self, page: _Page, found: list[Expression], today: date | None, now: datetime | None) -> None:
        self.page, self.found, self.today, self.now = page, found, today, now
        self.sentences = [page.sentence(e.start) for e in found]
        self.readings: list[Reading | None] = [None] * len(found)

    def read(self) -> list[tuple[Expression, Reading]]:
        """First what is counted from the report or from what went before, then what needs the day of its sentence."""
        for i, e in enumerate(self.found):
            if e.basis == "report" or (e.basis == "speech" and not self.page.is_quoted(e.start)):
                self.readings[i] = _read(e, self._context(i, self._mention(i)))
        for i, e in enumerate(self.found):
            if self.readings[i] is None:
                self.readings[i] = _read(e, self._quoted(i) if e.basis == "speech" else self._on_day_nearby(i))
        return [(e, r) for e, r in zip(self.found, self.readings, strict=True) if r is not None]

    def _context(self, i: int, mention: Period | None) -> Context:
        needs_tense = self.found[i].type in ("DATE", "TIME") and self.today is not None
        return Context(self.today, self.now, mention, self.page.direction(self.found[i]) if needs_tense else UNCLEAR)

    def _mention(self, i: int) -> Period | None:
        for j in range(i - 1, -1, -1):
            if self.sentences[i] - self.sentences[j] > _REACH:
                return None
            reading = self.readings[j]
            if reading is not None and reading.period is not None:
                return reading.period
        return None

    def _on_day_nearby(self, i: int) -> Context:
        """The day in the sentence that is nearest in the text, else the last one of the sentence before: of the event,
        not of the saying, where the sentence has both.

        A sentence that tells of what is to come, or of what always is ("the curfew starts at 8 p.m."), takes no day
        from the one before.
        """
        context = self._context(i, None)
        start, sentence = self.found[i].start, self.sentences[i]
        first = bisect_left(self.sentences, sentence if context.direction == FUTURE else sentence - 1)
        near = [
            (sentence - self.sentences[j], self._is_of_speech(j), abs(self.found[j].start - start), reading.period)
            for j in range(first, bisect_right(self.sentences, sentence))
            if (reading := self.readings[j]) and reading.period and reading.period.first == reading.period.last
        ]
        near = [n for n in near if not (n[0] and n[1])]
        return replace(context, mention=min(near, key=lambda n: n[:3])[3]) if near else context

    def _quoted(self, i: int) -> Context:
        """Within a quotation "today" is the day of the speech, where a sentence nearby names it."""
        context = self._context(i, self._mention(i))
        if self.today is None:
            return context
        for j in range(i - 1, -1, -1):
            reading = self.readings[j]
            if self.sentences[i] - self.sentences[j] > _REACH:
                break
            spoken = _single_day(reading) if reading else None
            if spoken is None or self.page.is_quoted(self.found[j].start):
                continue
            if timedelta(0) <= self.today - spoken <= timedelta(7) and self._is_of_speech(j):
                return replace(context, today=spoken, now=None)
            break
        return context

    def _is_of_speech(self, j: int) -> bool:
        token = self.page.token(self.found[j].start)
        verbs = load("times")["tense"]["speech"]
        for _ in range(6):
            if token.pos_ == "VERB":
                return token.lemma_.lower() in verbs
            token = token.head
        return False
