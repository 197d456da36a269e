"""The words of time in a text: each a lexeme of a one-letter kind, so that patterns can be written over the kinds."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reportedly.lexicon import load

# Kinds of lexeme. Patterns (``grammar``) are regular expressions over these letters.
DATE, GLUED, CLOCK, KNOWN, HOLIDAY = "F", "G", "K", "9", "H"
WEEKDAY, WEEKDAYS, SHORT_WEEKDAY, MONTH, SHORT_MONTH = "W", "w", "B", "M", "J"
YEAR, DECADE, SEASON, PART, DEICTIC, NIGHT, OVERNIGHT = "Y", "D", "Z", "P", "T", "I", "N"
DAY_NUMBER, NUMBER, VAGUE, ORDINAL, ORDINAL_WORD = "d", "n", "v", "O", "o"
UNIT, UNITS, LASTING, FREQUENCY, REFERENCE = "U", "V", "L", "S", "R"
PAST, NEXT, THIS, SAME, THAT, EVERY = "l", "x", "i", "s", "t", "e"
MODIFIER, EDGE, COMPARATIVE, AGO, BESIDE = "m", "E", "k", "g", "b"
ARTICLE, FILLER, THE, OF, IN, ON, AND = "a", "y", "h", "f", "2", "3", "c"
# What may stand between two lexemes of one expression, and what parts them.
HYPHEN, COMMA, GENITIVE, BREAK = "-", ",", "'", "|"

_SMALL = {"the": THE, "of": OF, "in": IN, "on": ON, "and": AND}


class Lexeme(NamedTuple):
    """A word (or number, or fixed phrase) of time. ``value`` is what it stands for: a number, a unit, a code."""

    kind: str
    start: int
    end: int
    value: Any


@functools.cache
def _words() -> dict[str, tuple[str, Any]]:
    lexicon = load("times")
    tables: list[tuple[str, dict[str, Any]]] = [
        (WEEKDAY, lexicon["weekdays"]),
        (SHORT_WEEKDAY, lexicon["weekday_abbreviations"]),
        (WEEKDAYS, {name + "s": number for name, number in lexicon["weekdays"].items()}),
        (MONTH, lexicon["months"]),
        (SHORT_MONTH, lexicon["month_abbreviations"]),
        (SEASON, lexicon["seasons"]),
        (DECADE, lexicon["decades"]),
        (NUMBER, lexicon["numbers"]),
        (NUMBER, lexicon["tens"]),
        (UNIT, lexicon["units"]),
        (UNITS, lexicon["unit_plurals"]),
        (ORDINAL_WORD, lexicon["ordinals"]),
        (LASTING, lexicon["lasting"]),
        (FREQUENCY, lexicon["frequencies"]),
        (PART, lexicon["parts"]),
        (DEICTIC, lexicon["days"]),
        (NIGHT, lexicon["nights"]),
        (REFERENCE, lexicon["references"]),
        (PAST, lexicon["past"]),
        (NEXT, lexicon["next"]),
        (MODIFIER, lexicon["modifiers"]),
        (EDGE, lexicon["edges"]),
        (COMPARATIVE, lexicon["comparatives"]),
        (BESIDE, lexicon["beside"]),
    ]
    tables += [
        (kind, dict.fromkeys(lexicon[name]["words"]))
        for kind, name in (
            (OVERNIGHT, "overnight"),
            (THIS, "this"),
            (SAME, "same"),
            (THAT, "that"),
            (EVERY, "every"),
            (AGO, "ago"),
            (FILLER, "fillers"),
        )
    ]
    tables += [(VAGUE, dict.fromkeys(lexicon["vague_numbers"]["words"], "X")), (ARTICLE, lexicon["articles"])]
    tables += [(_SMALL[group], {word: word}) for word, group in lexicon["small"].items()]
    return {word: (kind, value) for kind, table in tables for word, value in table.items()}


def _choice(words: Iterable[str]) -> str:
    escaped = (re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in words)
    return "|".join(sorted(escaped, key=lambda w: (-len(w), w)))


@functools.cache
def _pattern() -> re.Pattern[str]:
    """Numbers in all their uses, and words."""
    lexicon = load("times")
    months = _choice([*lexicon["months"], *lexicon["month_abbreviations"]])
    clock = lexicon["clock"]
    zones = _choice([*clock["zones"], *map(str.upper, clock["zones"])])
    hours, o_clock = _choice(clock["hours"]), _choice(clock["o_clock"])
    zone = rf"(?:\s*\((?:{zones})\)|\s*(?:{zones})\b)?"
    return re.compile(
        rf"""
      (?P<word>[^\W\d_]+)
    | (?<![\w$€£/:.])(?:
        (?P<iso>\d{{4}}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)(?!\w)
      | (?P<ymd>\d{{4}}(?P<ymd_mark>[/.])\d{{1,2}}(?P=ymd_mark)\d{{1,2}})(?!\w)
      | (?P<dmy>\d{{1,2}}(?P<dmy_mark>[-/.])\d{{1,2}}(?P=dmy_mark)(?:\d{{4}}|(?<=/)\d\d))(?![\w/])
      | (?P<clock>(?:\d{{1,2}}(?:[:.]\d\d){{0,2}}\s*[AaPp](?:\.\s?[Mm]\.?|[Mm]\b)
          |\d{{1,2}}\s*(?i:{o_clock})(?!\w)
          |\d{{1,2}}:\d\d(?::\d\d)?(?![\w:])
          |(?:[01]\d|2[0-3])[0-5]\d(?=\s*(?i:{hours}|{zones})\b)(?:\s*(?i:{hours})\b)?){zone})
      | (?P<glued>\d{{1,2}}(?i:{months})(?:\d{{4}}|\d\d))(?!\w)
      | (?P<decade>(?:1[5-9]|20)\d0['’]?[sS])\b
      | (?P<ordinal>\d{{1,2}}(?i:st|nd|rd|th))\b
      | (?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?:\s+1/2|½)?)(?:(?![\w%])|(?=[A-Z][a-z]))
      )
    | (?P<short_decade>(?<!\w)['’]\d0s\b)
    """,
        re.VERBOSE,
    )


@functools.cache
def _phrases() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """What is longer than a word, by its first word in lower case: the kind of phrase, and its pattern."""
    lexicon = load("times")
    names, numbers = lexicon["names"]["phrases"], list(lexicon["numbers"])[1:10]
    fixed = ("known_days", "holidays", "reference_phrases", "number_phrases")
    groups: dict[tuple[str, str], list[str]] = {}
    for name in (*names, *map(str.upper, names)):
        groups.setdefault((_first(name), "name"), []).append(name)
    for phrase in (phrase for table in fixed for phrase in lexicon[table]):
        groups.setdefault((_first(phrase), "phrase"), []).append(phrase)
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for (first, kind), words in sorted(groups.items()):
        start = r"(?<![\w-])(?i:" if kind == "phrase" else r"(?<!\w)(?:"
        found.setdefault(first, []).append((kind, re.compile(rf"{start}{_choice(words)})(?!\w)")))
    glued = re.compile(r"[^\W\d_]+\.?\s*\d{1,2}(?:19|20)\d\d(?!\d)")
    half = re.compile(r"\w+[-\s](?i:and[-\s]a[-\s]half)(?!\w)")
    for first in (*numbers, *map(str, range(1, 100))):
        found.setdefault(first, []).append(("and_half", half))
    tens = re.compile(rf"\w+[-\s](?i:{_choice(numbers)})(?!\w)")
    for first in lexicon["tens"]:
        found.setdefault(first, []).append(("tens", tens))
    for first in (*lexicon["months"], *lexicon["month_abbreviations"]):
        found.setdefault(first, []).append(("glued", glued))
    return {first: tuple(patterns) for first, patterns in found.items()}


def _first(phrase: str) -> str:
    return re.match(r"[^\W\d_]+|\d+", phrase.lower())[0]  # type: ignore[index]  # no phrase of the lexicon is empty


def lexemes(text: str) -> Iterator[Lexeme]:
    """The lexemes of a text, in order, at offsets into it; words that have nothing to do with time are left out."""
    words, phrases, taken = _words(), _phrases(), 0
    for found in _pattern().finditer(text):
        start, piece, which = found.start(), found[0], found.lastgroup or ""
        if start < taken:
            continue
        key = piece.lower()
        for kind, pattern in phrases.get(key, ()):
            phrase = pattern.match(text, start)
            if phrase is not None:
                yield from _READERS[kind](start, phrase.end(), phrase[0])
                taken = phrase.end()
                break
        else:
            if which != "word":
                yield from _READERS[which](start, found.end(), piece)
            elif key in words:
                yield _word(text, start, piece, *words[key])


def _word(text: str, start: int, piece: str, kind: str, value: Any) -> Lexeme:
    end = start + len(piece)
    if kind in (SHORT_MONTH, SHORT_WEEKDAY):
        if piece[0].islower():
            return Lexeme(BREAK, start, end, None)
        if text[end : end + 1] == ".":
            kind = MONTH if kind == SHORT_MONTH else SHORT_WEEKDAY
            end += 1
    return Lexeme(kind, start, end, value)


def _name(start: int, end: int, piece: str) -> Iterator[Lexeme]:
    yield Lexeme(BREAK, start, end, None)


def _phrase(start: int, end: int, piece: str) -> Iterator[Lexeme]:
    lexicon, key = load("times"), re.sub(r"\s+", " ", piece.lower().replace("’", "'"))
    for kind, table in ((KNOWN, "known_days"), (HOLIDAY, "holidays"), (REFERENCE, "reference_phrases")):
        if key in lexicon[table]:
            yield Lexeme(kind, start, end, lexicon[table][key])
            return
    value = lexicon["number_phrases"][key]
    yield Lexeme(VAGUE if value == "X" else NUMBER, start, end, value)


def month_number(word: str) -> int:
    lexicon = load("times")
    key = word.lower().rstrip(".")
    return int(lexicon["months"].get(key) or lexicon["month_abbreviations"][key])


def _glued(start: int, end: int, piece: str) -> Iterator[Lexeme]:
    """A date whose blanks were lost: "Jun 182016", "18FEB90"."""
    name = re.search(r"[^\W\d_]+", piece)
    before, after = re.findall(r"\d+", piece) if piece[0].isdigit() else (None, re.sub(r"\D", "", piece))
    if name is not None and before:
        yield Lexeme(GLUED, start, end, (after, month_number(name[0]), int(before)))
    elif name is not None:
        yield Lexeme(GLUED, start, end, (after[-4:], month_number(name[0]), int(after[:-4])))


def _numeric(start: int, end: int, piece: str) -> Iterator[Lexeme]:
    yield Lexeme(DATE, start, end, piece)


def _clock(start: int, end: int, piece: str) -> Iterator[Lexeme]:
    numbers = [int(n) for n in re.findall(r"\d+", piece)]
    if (len(numbers) == 1 and numbers[0] > 24) or re.match(r"\d{4}", piece):
        numbers = list(divmod(numbers[0], 100))
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    half = re.search(r"(?i)([ap])\.?m\b", piece)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
    if hour <= 24 and minute < 60:
        in_utc = any(zone in piece for zone in load("times")["clock"]["utc"])
        yield Lexeme(CLOCK, start, end, (hour, minute, "Z" if in_utc else ""))
    else:
        yield Lexeme(BREAK, start, end, None)


def _decade(start: int, end: int, piece: str) -> Iterator[Lexeme]:
    yield Lexeme(DECADE, start, end, int(re.sub(r"\D", "", piece)))


def _ordinal(start: int, end: int, piece: str) -> Iterator[Lexeme]:
    yield Lexeme(ORDINAL, start, end, int(piece[:-2]))


def _tens(start: int, end: int, piece: str) -> Iterator[Lexeme]:
    lexicon = load("times")
    head, tail = re.split(r"[-\s]", piece.lower(), maxsplit=1)
    yield Lexeme(NUMBER, start, end, lexicon["tens"][head] + lexicon["numbers"][tail])


def _and_half(start: int, end: int, piece: str) -> Iterator[Lexeme]:
    head = re.split(r"[-\s]", piece.lower())[0]
    yield Lexeme(NUMBER, start, end, (int(head) if head.isdigit() else load("times")["numbers"][head]) + 0.5)


def _number(start: int, end: int, piece: str) -> Iterator[Lexeme]:
    if piece.isdigit() and len(piece) <= 2 and 1 <= int(piece) <= 31:
        yield Lexeme(DAY_NUMBER, start, end, int(piece))
    elif piece.isdigit() and len(piece) == 4 and "1000" <= piece <= "2199":
        yield Lexeme(YEAR, start, end, int(piece))
    else:
        half = 0.5 if piece.endswith(("1/2", "½")) else 0
        plain = re.match(r"[\d,]+(?:\.\d+)?", piece)
        value = float(plain[0].replace(",", "")) + half if plain else half
        yield Lexeme(NUMBER, start, end, int(value) if value == int(value) else value)


_READERS = {
    "name": _name,
    "phrase": _phrase,
    "glued": _glued,
    "iso": _numeric,
    "ymd": _numeric,
    "dmy": _numeric,
    "clock": _clock,
    "decade": _decade,
    "short_decade": _decade,
    "ordinal": _ordinal,
    "tens": _tens,
    "and_half": _and_half,
    "number": _number,
}


def kinds(text: str, found: list[Lexeme]) -> tuple[str, list[int]]:
    """The kinds as one string, with what stands between the lexemes: nothing for a blank, else one of four marks.

    Returns the string and, for each of its characters, the index of its lexeme (of the one before, for a gap).
    """
    letters: list[str] = []
    owners: list[int] = []
    end = 0
    for index, lexeme in enumerate(found):
        if index:
            gap = _gap(text[end : lexeme.start])
            letters.append(gap)
            owners.extend([index - 1] * len(gap))
        letters.append(lexeme.kind)
        owners.append(index)
        end = lexeme.end
    return "".join(letters), owners


def _gap(between: str) -> str:
    if between in (" ", ""):
        return ""
    if between == "-":
        return HYPHEN
    if between in ("'s ", "’s "):
        return GENITIVE
    mark = between.strip()
    if len(between) > 12 or between.count("\n") > 1 or len(mark) > 1:
        return BREAK
    return {"": "", ",": COMMA, "-": HYPHEN, "–": HYPHEN, "—": BREAK}.get(mark, BREAK)
