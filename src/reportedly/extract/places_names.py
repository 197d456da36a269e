"""Where the text may name a place: gazetteer names at every capitalised word, with what speaks for and against each."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from spacy.attrs import ENT_TYPE, IDX, POS, SENT_START  # type: ignore[attr-defined]
from spacy.tokens import Doc

from reportedly import gazetteer, lexicon
from reportedly.gazetteer import Entry

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[A-Z]\.[A-Z][a-z]{1,3}\b|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’‘`´][sS]$|(?<=[sS])['’]$")
_SAINT = frozenset({"st", "mt", "ft", "ste", "pt"})
_JOINTS = frozenset({" ", "-", "–", " -", "\u00a0"})
_LONGEST_NAME = 7


@dataclass(slots=True)
class Word:
    """A word of the text, its possessive ending taken off; ``owns``: it had one. ``joined``: only a blank or a hyphen
    stands before it, so that it may go on a name."""

    start: int
    end: int
    folded: str
    capital: bool
    joined: bool
    upper: bool
    owns: bool


@dataclass(slots=True)
class Mention:
    """Words ``first`` to ``last`` (inclusive), the places they may stand for, and the signs around them."""

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    label: str = ""
    part: str = ""
    sentence: int = 0
    opens: bool = False
    stated: bool = False
    dateline: bool = False
    chosen: Entry | None = None
    within: Mention | None = None
    score: float = 0.0
    accepted: bool = False
    far: bool = False
    rivals: list[Entry] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)


@functools.cache
def words_of(table: str) -> frozenset[str]:
    """The words of a list in the lexicon: ``"words.never"``."""
    group, name = table.split(".")
    return frozenset(lexicon.load("places")[group][name])


def split_words(text: str) -> list[Word]:
    """The words of the text with their folded forms, possessive endings taken off."""
    words: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        written = match.group()
        capital = written[0].isupper()
        gap = text[before:start]
        joined = gap in _JOINTS or (
            gap == ". " and bool(words) and (words[-1].folded in _SAINT or len(words[-1].folded) == 1 and words[-1].capital))
        possessive = _POSSESSIVE.search(written)
        if possessive:
            end = start + possessive.start()
            written = written[:possessive.start()]
        before = match.end()
        folded = written.lower() if written.isascii() and written.isalpha() else gazetteer.fold(written)
        joined = joined and not (words and words[-1].owns)
        words.append(Word(start, end, folded, capital, joined, written.isupper(), bool(possessive)))
    return words


def find_names(words: list[Word]) -> list[Mention]:
    """The longest gazetteer names, left to right, none inside another."""
    mentions = []
    articles = frozenset(lexicon.load("places")["transliteration"]["articles"])
    i = 0
    while i < len(words):
        word = words[i]
        if not word.capital and not (word.folded in articles and i + 1 < len(words) and words[i + 1].capital):
            i += 1
            continue
        mention = _longest_at(words, i)
        if mention is None:
            i += 1
            continue
        mentions.append(mention)
        i = mention.last + 1
    return mentions


def _longest_at(words: list[Word], i: int) -> Mention | None:
    most = min(gazetteer.longest(words[i].folded), _LONGEST_NAME, len(words) - i)
    if not most:
        return _without_apostrophe(words[i], i)
    reach = 1
    while reach < most and words[i + reach].joined:
        reach += 1
    for n in range(reach, 0, -1):
        last = words[i + n - 1]
        if not last.capital or (n == 1 and not words[i].capital):
            continue
        key = words[i].folded if n == 1 else " ".join(w.folded for w in words[i:i + n])
        entries = gazetteer.lookup(key)
        if entries:
            return Mention(i, i + n - 1, words[i].start, last.end, key, entries)
    return _without_apostrophe(words[i], i)


def _without_apostrophe(word: Word, i: int) -> Mention | None:
    """ "Syrias" in a text that lost its apostrophes: a country's or big town's name with an s."""
    if not word.capital or word.upper or len(word.folded) < 5 or not word.folded.endswith("s"):
        return None
    key = word.folded[:-1]
    entries = tuple(e for e in gazetteer.lookup(key) if e.kind == "country" or e.population > 100_000)
    entries = tuple(e for e in entries if e.match == "name" or e.match == "other name")
    return Mention(i, i, word.start, word.end - 1, key, entries) if entries else None


@dataclass(slots=True)
class Parsed:
    """What the parse says of every word, by its place among the words: entity label, part of speech, sentence number, and
    whether it opens the sentence."""

    labels: list[str]
    parts: list[str]
    sentences: list[int]
    opens: list[bool]


def parsed_words(words: list[Word], doc: Doc) -> Parsed:
    table = doc.to_array([IDX, ENT_TYPE, POS, SENT_START]).tolist() if len(doc) else []
    strings = doc.vocab.strings
    parsed = Parsed([], [], [], [])
    sentence, t, opened = 0, 0, True
    for word in words:
        while t < len(table) and table[t][0] <= word.start:
            if table[t][3] == 1:
                sentence += 1
                opened = True
            t += 1
        row = table[t - 1] if t else (0, 0, 0, 0)
        parsed.labels.append(strings[row[1]] if row[1] else "")
        parsed.parts.append(strings[row[2]] if row[2] else "")
        parsed.sentences.append(sentence)
        parsed.opens.append(opened)
        opened = False
    return parsed


def add_signs(mentions: list[Mention], parsed: Parsed) -> None:
    """Gives every mention its entity label, part of speech and sentence."""
    for mention in mentions:
        mention.sentence = parsed.sentences[mention.first]
        mention.opens = parsed.opens[mention.first]
        mention.label = parsed.labels[mention.last]
        mention.part = parsed.parts[mention.last]
