"""Where the text may name a place: gazetteer names at every capitalised word, with what speaks for and against each."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from spacy.tokens import Doc

from reportedly import gazetteer, lexicon
from reportedly.gazetteer import Entry

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[A-Z]\.[A-Z][a-z]{1,3}\b|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’‘`´][sS]$|(?<=[sS])['’]$")
_APOSTROPHES = frozenset(gazetteer.APOSTROPHES)
_ATTRIBUTES: list[int | str] = ["IDX", "ENT_TYPE", "POS", "SENT_START", "LEMMA"]
_JOINTS = frozenset({" ", "-", "–", " -", "\u00a0"})
_LONGEST_NAME = 7
_LITTLE = 3
"""Letters of the longest words that a country's abbreviation leaves out: "the", "and"."""
_BIG_PEOPLE = 100_000


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
    """Words ``first`` to ``last`` (inclusive) and the places they may stand for.

    ``part`` is a part of speech; ``opens``: it opens the sentence; ``stated``: its words call it a place. ``rivals``
    are the places left by a qualifier, ``within`` the mention that qualifies it; ``far``: refused as a far namesake;
    ``elsewhere``: the place that is said to hold it holds none of its entries; ``quarter``: it is the name of a part of
    a town, or of a street; ``law``: it only says by whose law something is forbidden.
    """

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
    elsewhere: bool = False
    quarter: bool = False
    law: bool = False
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
    previous: Word | None = None
    before = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        written = match.group()
        gap = text[before:start]
        before = end
        possessive = _POSSESSIVE.search(written) if not _APOSTROPHES.isdisjoint(written) else None
        if possessive:
            end = start + possessive.start()
            written = written[:possessive.start()]
        folded = written.lower() if written.isascii() and written.isalpha() else gazetteer.fold(written)
        joined = previous is not None and not previous.owns and (
            gap in _JOINTS or (gap == ". " and _abbreviates(previous)))
        capital = written[0].isupper()
        previous = Word(start, end, folded, capital, joined, capital and written.isupper(), possessive is not None)
        words.append(previous)
    return words


def _abbreviates(word: Word) -> bool:
    """Whether a stop behind the word is part of a name: "St. Louis", "W. Virginia"."""
    return word.folded in words_of("words.saints") or (len(word.folded) == 1 and word.capital)


def find_names(words: list[Word]) -> list[Mention]:
    """The longest gazetteer names, left to right, none inside another."""
    mentions = []
    articles = frozenset(lexicon.load("areas")["transliteration"]["articles"])
    i = 0
    while i < len(words):
        mention = None
        if words[i].capital or (words[i].folded in articles and i + 1 < len(words) and words[i + 1].capital):
            mention = _longest_at(words, i) or _without_apostrophe(words[i], i)
        if mention is not None and not _is_half(mention, words):
            mentions.append(mention)
        i = mention.last + 1 if mention is not None else i + 1
    return mentions


def _is_half(m: Mention, words: list[Word]) -> bool:
    """Whether the name is the one half of another: "Tal" and "Qarrah" of the village of Tal Qarrah are no towns, nor is "al-Ain"
    of Ras al-Ain."""
    if m.last - m.first > 1 - words[m.first].capital:
        return False
    behind = words[m.last + 1] if m.last + 1 < len(words) else None
    if behind is not None and behind.joined and behind.folded in words_of("stated.particles") and m.last + 2 < len(words):
        behind = words[m.last + 2]
    opens = words[m.first].folded in words_of("stated.generic") and behind is not None and behind.joined and behind.capital
    before = words[m.first - 1] if m.first else None
    return opens or (before is not None and words[m.first].joined and before.capital and before.joined
                     and before.folded in words_of("stated.generic"))


def _longest_at(words: list[Word], i: int) -> Mention | None:
    most = min(gazetteer.longest(words[i].folded), _LONGEST_NAME, len(words) - i)
    reach = min(most, 1)
    while reach < most and words[i + reach].joined:
        reach += 1
    for n in range(reach, 0, -1):
        last = words[i + n - 1]
        if not last.capital or (n == 1 and not words[i].capital):
            continue
        key = words[i].folded if n == 1 else " ".join(w.folded for w in words[i:i + n])
        entries = gazetteer.lookup(key)
        if n == 1 and not last.upper:
            entries = tuple(e for e in entries if not _is_initials(key, e))
        if entries:
            return Mention(i, i + n - 1, words[i].start, last.end, key, entries)
    return None


def _is_initials(key: str, entry: Entry) -> bool:
    """Whether it stands for a country only in capitals: a "Car bomb" is not the Central African Republic's."""
    words = gazetteer.fold(entry.name).split()
    return entry.kind == "country" and key == "".join(word[0] for word in words if len(word) > _LITTLE)


def _without_apostrophe(word: Word, i: int) -> Mention | None:
    """ "Syrias" in a text that lost its apostrophes: a country's or big town's name with an s."""
    if not word.capital or word.upper or len(word.folded) < 5 or not word.folded.endswith("s"):
        return None
    key = word.folded[:-1]
    entries = tuple(e for e in gazetteer.lookup(key)
                    if e.match != "people" and (e.kind == "country" or e.population > _BIG_PEOPLE))
    return Mention(i, i, word.start, word.end - 1, key, entries) if entries else None


@dataclass(slots=True)
class Parsed:
    """What the parse says of every word, by its place among the words: entity label, part of speech, lemma, sentence
    number, and whether it opens the sentence."""

    labels: list[str]
    parts: list[str]
    lemmas: list[str]
    sentences: list[int]
    opens: list[bool]


def parsed_words(words: list[Word], doc: Doc) -> Parsed:
    """What the parse says of each word, by the token that the word begins in."""
    table = doc.to_array(_ATTRIBUTES).tolist() if len(doc) else []
    strings = doc.vocab.strings
    parsed = Parsed([], [], [], [], [])
    sentence, t, opened = 0, 0, True
    for word in words:
        while t < len(table) and table[t][0] <= word.start:
            if table[t][3] == 1:
                sentence += 1
                opened = True
            t += 1
        row = table[t - 1] if t else (0, 0, 0, 0, 0)
        parsed.labels.append(strings[row[1]] if row[1] else "")
        parsed.parts.append(strings[row[2]] if row[2] else "")
        parsed.lemmas.append(strings[row[4]] if row[4] else word.folded)
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
