"""Upper-case copy in the case in which it would be written today: "IN SAN SALVADOR" → "in San Salvador".

Wire copy of the past and headlines are set in capitals; a parser trained on today's news takes all of it for names.
Words are set in lower case unless they are names: of the lexicons, of no English word list, or beside a name (a
surname after a given name, an office before a name). Only lower case is ever made of upper case, letter by letter, so
the length stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from reportedly.lines import paragraphs
from reportedly.parse.casing import WORD, Casing, Phrases, casing, pronounceable

FEWEST_WORDS = 3
"""Words of a paragraph that can count as set in capitals."""

FEWEST_LETTERS = 14
CAPITALS = 0.9
"""The share of a paragraph's letters that are capitals, from which it counts as set in capitals."""

TITLE_WORDS = 0.7
"""The share of a headline's longer words with a capital, from which it counts as set in title case."""

LONGEST_ACRONYM = 7
SHORTEST_SHUFFLED = 3
"""Letters of an abbreviation that can have the words in another language's order."""

LONGEST_PERSON = 3
"""Names of a person's before a family name."""

SHORTEST_SHORTENED = 4
"""Letters of "O'Hara" or "McCoy", at least."""

_ENDS = re.compile(r"[.!?][\"”’')\]]*\s+[\"“‘'(\[]*$|[:]\s*[\"“]$|^\W*$|\)\s*--+\s*$|\[TEXT\]\s*$")
_ACRONYM = re.compile(r"[(\[]\s*([A-ZÀ-Þ]{2,7}(?:-[A-ZÀ-Þ]{1,3})?)\s*[)\]]")
_DOTTED_US = "U.S."
_LITTLE = frozenset({"of", "the", "and", "for", "in", "de", "la", "del", "los", "las", "y", "el", "on"})
_APOSTROPHE = re.compile("['’]")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SHORTENED_NAMES = frozenset("odl")
_ENDS_NAME = re.compile(r"['’]S\b|\s*(?:[,;.:)\]\"”]|$)")
_AGE = re.compile(r",\s*\d{1,2}\s*[,;.)]")


def truecase(text: str) -> str:
    """``text`` with each paragraph that is set in capitals in its likely case; the rest, and the length, as it is.

    How the rest of the text writes a word goes before everything else that is known of it.
    """
    shouted = [span for span in paragraphs(text) if _is_shouted(text, *span)]
    if not shouted:
        return text
    written = _written(text, shouted)
    acronyms = _acronyms(text, shouted)
    learnt: set[str] = set()
    spelt = _spelt_phrases(text, acronyms)
    pieces, done = [], 0
    for start, end in shouted:
        pieces += [text[done:start], _Paragraph(text[start:end], written, acronyms, learnt, spelt).cased()]
        done = end
    return "".join([*pieces, text[done:]])


def sentence_case(text: str, start: int, end: int) -> str:
    """``text`` with a headline in title case, ``text[start:end]``, as a sentence: common words in lower case.

    A word that the body writes with a capital within a sentence keeps it, as does a word in no English word list.
    """
    words = list(WORD.finditer(text, start, end))
    longer = [found for found in words if len(found[0]) > FEWEST_WORDS]
    if not longer or sum(found[0][0].isupper() for found in longer) < TITLE_WORDS * len(longer):
        return text
    known, written = casing(), _written(text, [(start, end)])
    characters = list(text)
    names = _named(known, [found[0] for found in words])
    for index, found in enumerate(words):
        word = found[0].lower()
        opens = index == 0 and found.start() == start
        if not opens and index not in names and found[0][1:].islower() and written.get(word, word) == word and (
                word in written or (known.mark(word.split("'")[0].split("’")[0]) == "" and word not in known.titles)):
            characters[found.start()] = _lowered(found[0][0])
    return "".join(characters)


def _is_shouted(text: str, start: int, end: int) -> bool:
    if not text[start:min(end, start + 2 * FEWEST_LETTERS)].isupper():
        return False
    letters = [character for character in text[start:end] if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return (len(letters) >= FEWEST_LETTERS and capitals >= CAPITALS * len(letters)
            and len(WORD.findall(text, start, end)) >= FEWEST_WORDS)


def _written(text: str, shouted: Sequence[tuple[int, int]]) -> dict[str, str]:
    """How the rest of a text writes its words within sentences: the commonest way, by the word in lower case."""
    counts: dict[str, Counter[str]] = {}
    for start, end in paragraphs(text):
        if (start, end) in shouted or text[start:end].isupper():
            continue
        inside = next((span for span in shouted if start <= span[0] < end), (end, end))
        for found in [*WORD.finditer(text, start, inside[0]), *WORD.finditer(text, min(inside[1], end), end)]:
            before = text[max(start, found.start() - 3):found.start()].rstrip(" \"“‘'(")
            if before and before[-1] not in ".!?:":
                counts.setdefault(found[0].lower(), Counter())[found[0]] += 1
    return {word: max(ways.items(), key=lambda way: (way[1], way[0]))[0] for word, ways in counts.items()}


def _acronyms(text: str, shouted: Sequence[tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Abbreviations in brackets behind what they stand for, with the offsets of those words: "NATIONAL POLICE (NP)"."""
    found: dict[str, tuple[int, int]] = {}
    for start, end in shouted:
        for bracket in _ACRONYM.finditer(text, start, end):
            letters = bracket[1].split("-")[0]
            before = list(WORD.finditer(text, max(start, bracket.start() - 25 * len(letters)), bracket.start()))
            spelt = _spelt(letters, before)
            if spelt is not None or casing().mark(letters.lower()) != "":
                found.setdefault(letters.lower(), spelt or (0, 0))
    return found


def _spelt_phrases(text: str, acronyms: dict[str, tuple[int, int]]) -> Phrases:
    """What abbreviations stand for, as names: "Central American University" of "(CAU)", also without it."""
    phrases: Phrases = {}
    for start, end in acronyms.values():
        words = [_lowered(found[0]) for found in WORD.finditer(text, start, end)]
        if len(words) > 1:
            form = tuple(word if word in _LITTLE else word[0].upper() + word[1:] for word in words)
            phrases.setdefault(words[0], []).append((tuple(words), form))
    return phrases


def _spelt(letters: str, before: list[re.Match[str]]) -> tuple[int, int] | None:
    """The offsets of the words before an abbreviation whose initials it is, little words aside, in any order."""
    last = [word for word in before if word[0].lower() not in _LITTLE][-len(letters):]
    if len(last) >= SHORTEST_SHUFFLED and sorted(word[0][0] for word in last) == sorted(letters):
        return last[0].start(), before[-1].end()
    index = len(letters) - 1
    for word in reversed(before):
        if word[0][0] == letters[index]:
            index -= 1
        elif word[0].lower() not in _LITTLE:
            return None
        if index < 0:
            return word.start(), before[-1].end()
    return None


def _lowered(word: str) -> str:
    """``word`` in lower case, but for letters that have none of their length."""
    lower = word.lower()
    if len(lower) == len(word):
        return lower
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in word)


def _base(word: str) -> str:
    """What stands before the apostrophe: "country" of "country's"; "not" of "don't"."""
    if "'" not in word and "’" not in word:
        return word
    base, *rest = _APOSTROPHE.split(word)
    return "not" if rest == ["t"] else base


def _named(known: Casing, words: Sequence[str], more: Phrases | None = None) -> dict[int, str]:
    """The words that are part of a known name of several words, by index, as that name writes them."""
    lower = [word.lower() for word in words]
    found: dict[int, str] = {}
    for index, word in enumerate(lower):
        if index in found:
            continue
        for key, phrase in [*known.phrases.get(word, ()), *(more or {}).get(word, ())]:
            if tuple(lower[index:index + len(key)]) == key:
                found.update({index + step: written for step, written in enumerate(phrase)})
                break
    return found


class _Paragraph:
    """A paragraph set in capitals, word by word."""

    def __init__(
        self, text: str, written: dict[str, str], acronyms: dict[str, tuple[int, int]], learnt: set[str], spelt: Phrases,
    ) -> None:
        self.text, self.written, self.learnt = text, written, learnt
        self.known = casing()
        self.acronyms = acronyms
        self.words = list(WORD.finditer(text))
        self.lower = [_lowered(found[0]) for found in self.words]
        self.named = _named(self.known, [found[0] for found in self.words], spelt)
        self.spelt = [spelt for spelt in _acronyms(text, [(0, len(text))]).values() if spelt[1]]
        self.forms: list[str] = []
        self.sure: list[bool] = []

    def cased(self) -> str:
        for index in range(len(self.words)):
            form, sure = self._form(index)
            self.forms.append(form)
            self.sure.append(sure)
        self._look_ahead()
        pieces, done = [], 0
        for found, form in zip(self.words, self.forms, strict=True):
            before = self.text[done:found.start()]
            if form[0].islower() and self._starts_sentence(found.start()):
                form = found[0][0] + form[1:]
            pieces += [before, form]
            done = found.end()
        return "".join([*pieces, self.text[done:]])

    def _form(self, index: int) -> tuple[str, bool]:
        """How a word is written, and whether that is as a name for sure."""
        word, lower = self.words[index][0], self.lower[index]
        base = _base(lower)
        known = self.known
        if index in self.named:
            form = self.named[index]
            return form, form[0].isupper()
        if self.spelt and self._in_spelt(index) and lower not in _LITTLE:
            return self._title(index), True
        if lower in self.written:
            form = self.written[lower]
            return form, form[0].isupper()
        if self.text[self.words[index].start() - 1:self.words[index].start()].isdigit():
            return (lower if lower in _ORDINALS else word), False
        if len(word) == 1:
            return self._letter(index), False
        if base in known.particles and self._follows(index, "-"):
            return lower, True
        if lower in known.roman:
            return word, False
        if base == "us":
            return self._us(index), False
        if base in known.titles | known.before_places and (not pronounceable(base) or base in known.acronyms):
            return self._title(index), True
        if base in known.acronyms and pronounceable(base) and self._person_before(index):
            return self._title(index), True
        if base in self.acronyms or (base in known.acronyms and known.mark(base) != "" and base not in known.particles):
            return word[:len(base)] + lower[len(base):], True
        if base in known.dates or (base in known.maybe_months and self._beside_number(index)):
            return self._title(index), False
        if base in known.names and base not in known.articles and base not in known.particles:
            return known.names[base] + lower[len(base):], base not in known.people
        return self._by_lists(index, base)

    def _by_lists(self, index: int, base: str) -> tuple[str, bool]:
        word, lower, known = self.words[index][0], self.lower[index], self.known
        mark = known.mark(base)
        if base in known.always_names or (base in known.given_names and mark not in ("", "~")):
            return self._title(index), True
        if len(base) == 1 and base in _SHORTENED_NAMES and len(lower) > SHORTEST_SHORTENED:
            return word[:3] + lower[3:], True
        after_name = index > 0 and self.sure[index - 1] and self._adjoins(index)
        if base in known.particles and after_name:
            return lower, True
        if base in known.articles:
            behind_particle = index > 0 and self.lower[index - 1] in known.particles
            return (lower, True) if behind_particle else (self._title(index), False)
        if mark == "":
            named = (base in known.with_names and after_name) or self._is_surname(index, base)
            return (self._title(index), True) if named else (lower, False)
        if mark == "~":
            named = base in self.learnt or (after_name and self._is_person(index - 1)) or self._is_surname(index, base)
            if named:
                self.learnt.add(base)
            return (self._title(index), True) if named else (lower, False)
        if mark is None and not pronounceable(base) and len(base) <= LONGEST_ACRONYM:
            return word[:len(base)] + lower[len(base):], True
        return self._title(index), True

    def _is_surname(self, index: int, base: str) -> bool:
        """Whether a common word is a name here: behind a person's names, behind an article of another language."""
        known = self.known
        if base in STOP_WORDS:
            return False
        if index and self.lower[index - 1] in known.articles and self._adjoins(index):
            return True
        before = self._person_before(index)
        behind = self.text[self.words[index].end():]
        ends = bool(_ENDS_NAME.match(behind)) or self._unknown_follows(index)
        if base in known.surnames_too:
            named = len(before) == 1 or (bool(before) and ends) or (
                base in self.learnt and bool(index) and self.lower[index - 1] not in STOP_WORDS - known.before_us)
            if before and named:
                self.learnt.add(base)
            return named
        if known.mark(base) == "~":
            return bool(before) and ends
        given = bool(before) and (known.given_names - known.always_names).issuperset(before)
        return given and (bool(_AGE.match(behind)) or (self._unknown_follows(index) and not base.endswith("ed")))

    def _person_before(self, index: int) -> list[str]:
        """The names of one person before a word, in lower case, where a given name or initial opens them."""
        at = index
        while at > 0 and self._adjoins(at) and at - 1 not in self.named and index - at < LONGEST_PERSON and (
                self.sure[at - 1] or len(self.lower[at - 1]) == 1) and self.lower[at - 1] not in self.known.titles:
            at -= 1
        names = self.lower[at:index]
        opened = at > 0 and self._adjoins(at) and self.lower[at - 1] in self.known.before_places | self.known.articles
        given = bool(names) and not opened and (
            names[0] in self.known.given_names or (len(names[0]) == 1 and self.text.startswith(".", self.words[at].end())))
        return names if given and names[-1][1:].isalpha() else []

    def _unknown_follows(self, index: int) -> bool:
        """Whether a word that is in no list and no place or people follows, as family names are."""
        known = self.known
        if index + 1 >= len(self.words) or not self._adjoins(index + 1):
            return False
        behind = self.lower[index + 1]
        return (known.mark(behind) is None and pronounceable(behind) and behind not in known.names
                and behind not in known.acronyms | known.titles | known.people | known.dates | known.particles)

    def _look_ahead(self) -> None:
        """Offices and articles before a name have a capital too: "President Cristiani", "El Salvador"."""
        known = self.known
        for index in range(len(self.words) - 2, -1, -1):
            if self.sure[index + 1] and self._adjoins(index + 1) and not self.sure[index]:
                lower = self.lower[index]
                if lower in known.titles and self.lower[index + 1] not in known.people and lower not in self.written:
                    self.forms[index] = self._title(index)
                    self.sure[index] = self.lower[index + 1] in known.titles or index == 0 or lower != "private"
                elif lower in known.articles or lower in known.before_places:
                    self.forms[index] = self._title(index)
                elif (lower in known.given_names and lower not in known.never_names) or (
                        lower in known.given_names_too and self._unknown_follows(index)):
                    self.forms[index] = self._title(index)
                    self.sure[index] = True

    def _title(self, index: int) -> str:
        word, lower = self.words[index][0], self.lower[index]
        if lower.startswith("mc") and len(lower) > SHORTEST_SHORTENED:
            return word[0] + lower[1] + word[2] + lower[3:]
        return word[0] + lower[1:]

    def _letter(self, index: int) -> str:
        """A word of one letter: the article, an hour's "a.m.", or else an initial or a part of an abbreviation."""
        word, start = self.words[index][0], self.words[index].start()
        hour = word in "AP" and self._follows(index, ".M.")
        hour = hour or (word == "M" and self.text[start - 2:start] in ("A.", "P."))
        article = word == "A" and not self._follows(index, ".")
        return _lowered(word) if hour or article else word

    def _us(self, index: int) -> str:
        """The pronoun where the words around it say so, or where the text writes the country with full stops."""
        before = self.lower[index - 1] if index and self._adjoins(index) else ""
        behind = self.lower[index + 1] if index + 1 < len(self.words) and self._adjoins(index + 1) else ""
        behinds = self.known.behind_us
        if before.endswith(self.known.done_to):
            behinds = behinds | self.known.behind_us_done_to
        alone = bool(before) and before != "the" and (_DOTTED_US in self.text or behind in behinds)
        return self.lower[index] if alone or before in self.known.before_us else self.words[index][0]

    def _is_person(self, index: int) -> bool:
        """Whether a word is a given name, an initial or an office."""
        return self.lower[index] in self.known.given_names or self.lower[index] in self.known.titles

    def _in_spelt(self, index: int) -> bool:
        at = self.words[index].start()
        return any(start <= at < end for start, end in self.spelt)

    def _beside_number(self, index: int) -> bool:
        start, end = self.words[index].span()
        return bool(re.search(r"\d(?:st|nd|rd|th)?\s+$", self.text[max(0, start - 6):start], re.IGNORECASE)
                    or re.match(r"\.?,?\s+(?:of\s+)?\d", self.text[end:end + 7], re.IGNORECASE))

    def _adjoins(self, index: int) -> bool:
        """Whether only a blank or a hyphen parts a word from the one before."""
        between = self.text[self.words[index - 1].end():self.words[index].start()]
        return between in ("-", ". ") or not between.strip()

    def _follows(self, index: int, sign: str) -> bool:
        return self.text.startswith(sign, self.words[index].end())

    def _starts_sentence(self, at: int) -> bool:
        before = self.text[max(0, at - 12):at]
        if not _ENDS.search(before if at > 12 else self.text[:at]):
            return False
        last = list(WORD.finditer(self.text, max(0, at - 14), at))
        stopped = before.rstrip(" \t\r\n\"“‘'([")[-1:] == "."
        return not (stopped and last and last[-1][0].lower() in self.known.abbreviations)
