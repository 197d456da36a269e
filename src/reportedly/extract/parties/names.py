"""People's names, with the titles before them: "Second Prime Minister Hun Sen", "Mr Haddad", "Omar al-Haddad"."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from reportedly import lexicon
from reportedly.extract.parties.finder import Finder
from reportedly.extract.parties.mentions import PEOPLE, Mention, nouns
from reportedly.extract.parties.words import OF_ACTS, PHRASE_BREAKS, Words, word_set

OFFICES = word_set("titles", "offices")
DESCRIBING = frozenset(w for kind, words in lexicon.load("status")["status"].items() if kind != "unknown" for w in words)
PARTICLES = word_set("titles", "particles")
PERSONAL = word_set("titles", "personal")
HYPHENED = word_set("titles", "hyphened")
BEHIND = word_set("titles", "after")
SENT = word_set("people", "sent")
SPEAKING = word_set("actions", "speaking")
WHERE = word_set("grammar", "where")
PLACES = word_set("places", "facility")
NEVER = word_set("names", "never") | OF_ACTS
SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))
NO_NAMES = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"))
MISTAKEN_TAGS = frozenset(("NN", "NNS", "JJ"))
HEADS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "poss"))
NAME_LABELS = frozenset(("PERSON", ""))
LEAST_DESCRIBED = 3
NAME_TAGS = frozenset(("NNP", "NNPS", "FW"))
TITLE_POS = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "ADV", "DET", "PART", "X", "VERB"))


@functools.cache
def honorifics() -> dict[str, str]:
    """Forms of address, each with the gender that it tells, or an empty string."""
    table = lexicon.load("titles")["honorifics"]
    genders = {"male": "male", "female": "female", "either": ""}
    return {word: genders[name] for name, words in table.items() for word in words}


@functools.cache
def genders() -> dict[str, str]:
    """Given names, in small letters, with their gender."""
    return {name.lower(): gender for gender in ("male", "female") for name in lexicon.load("names")[gender]}


@functools.cache
def nationals() -> frozenset[str]:
    """Words for the people of a country, in small letters."""
    return frozenset(word.lower() for row in lexicon.load("countries")["country"].values() for word in row.get("people", ()))


def find_people(finder: Finder) -> None:
    """Adds a mention for every person who is named; what the names and titles cover is taken."""
    words = finder.words
    undecided: list[tuple[int, int, int]] = []
    surnames: set[str] = set()
    for start, end in list(_runs(finder)):
        first, title = _behind_title(words, start, end)
        if not title:
            first = _behind_place(finder, first, end)
        if end - first > 1 and words.lower[end - 1] in OFFICES and words.lower[end:end + 1] == ["of"]:
            end -= 1
        if first >= end:
            continue
        if title or _is_person(finder, first, end):
            surnames.update(name_words(words, first, end))
            _add_person(finder, start, first, end, title)
        else:
            undecided.append((start, first, end))
    for start, first, end in undecided:
        if _known_again(words, first, end, surnames):
            _add_person(finder, start, first, end, False)
        elif any(words.entity[i] == "ORG" for i in range(first, end)) and not _in_place(finder, first, end):
            _add_body(finder, first, end)
    for i in range(len(words)):
        if i not in finder.taken and _is_surname(finder, i, surnames):
            _add_person(finder, i, i, i + 1, False)


def name_words(words: Words, start: int, end: int) -> tuple[str, ...]:
    """The parts of a name that tell people apart, in small letters, without particles."""
    return tuple(words.lower[i].strip(".") for i in range(start, end)
                 if words.lower[i] not in PARTICLES and words.text[i] != "-" and not words.lower[i].startswith("'"))


def _runs(finder: Finder) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised names without known names of countries and bodies."""
    i, size = 0, len(finder.words)
    while i < size:
        if not _is_name(finder, i):
            i += 1
            continue
        start = i
        while i < size and (_is_name(finder, i) or _is_link(finder, i)):
            i += 1
        while i > start + 1 and not _is_name(finder, i - 1):
            i -= 1
        yield start, i


def _is_name(finder: Finder, i: int) -> bool:
    words = finder.words
    noun = nouns().get(words.lower[i])
    if words.entity[i] in NO_NAMES or (noun is not None and noun.category == "peoples"):
        return False
    return (words.text[i][0].isupper() and i not in finder.hit_at and (
        words.tag[i] in NAME_TAGS or words.entity[i] == "PERSON" or words.lower[i] in honorifics()))


def _is_link(finder: Finder, i: int) -> bool:
    """A particle or a hyphen between two parts of a name."""
    words = finder.words
    if i + 1 >= len(words) or i in finder.hit_at:
        return False
    if words.text[i] == "-":
        return not words.doc[i].whitespace_ and not words.doc[i - 1].whitespace_ and (
            words.text[i + 1][0].isupper() or words.tag[i + 1] in NAME_TAGS)
    following = words.text[i + 1]
    if words.lower[i] not in PARTICLES:
        return following == "-" and words.lower[i] in HYPHENED
    return following[0].isupper() or following == "-" or words.lower[i + 1] in PARTICLES


def _behind_title(words: Words, start: int, end: int) -> tuple[int, bool]:
    """Where the name itself begins in a stretch, and whether a title stands before it."""
    first = start + _is_description(words, start, end)
    for i in range(start, end):
        if (words.lower[i] in OFFICES or words.lower[i] in honorifics()) and i + 1 < end:
            first = i + 1
            if words.text[first] == "-" and words.lower[first + 1] in OFFICES:
                first += 1
    if all(words.lower[i] in OFFICES or words.lower[i] in honorifics() for i in range(start, end)):
        return end, True
    last = nouns().get(words.lower[end - 1])
    if first > start:
        return (first, True) if last is None or last.category in PEOPLE else (start, False)
    before = words.lower[start - 1] if start else ""
    titled = before in OFFICES or before in honorifics() or (start > 0 and _is_description(words, start - 1, end))
    return first, titled and words.lower[end - 1] not in nouns()


def _is_description(words: Words, i: int, end: int) -> bool:
    """Whether the word says what the person named behind it is, by two words at least: "banker Omar Haddad"."""
    word = words.lower[i]
    several = word.endswith("s") and word[:-1] in DESCRIBING  # "the engineers A and B"
    if end - i < LEAST_DESCRIBED - several or word in genders() or not (several or word in DESCRIBING or word in nationals()):
        return False
    root = words.root(i + 1, end)
    if several:
        return words.lower[end - 1] not in nouns() and words.doc[i].head.i == root
    return words.pos[i] != "VERB" and (
        words.entity[root] in NAME_LABELS and words.lower[end - 1] not in nouns()) and (
        words.head[i] == root or words.head[root] == i)


def _behind_place(finder: Finder, first: int, end: int) -> int:
    """Where the name begins when a place stands before it without a comma: "Aleppo Karim Haddad"."""
    words, place = finder.words, finder.place_at.get(first)
    if place is None:
        return first
    behind = next((i for i in range(first, end) if words.doc[i].idx >= place.span.end), end)
    return behind if end - behind > 1 and words.lower[behind] in genders() else first


def _is_person(finder: Finder, first: int, end: int) -> bool:
    words = finder.words
    if words.lower[end - 1] in nouns() or words.lower[first] in NEVER:
        return False
    if end - first > 1 and words.lower[first] in genders():
        return not _is_whole_place(finder, first, end)
    if _in_place(finder, first, end) or _is_located(words, words.root(first, end)):
        return False
    alone = end - first == 1 and words.lower[first - 1:first] == ["the"] and not words.modifies(first)  # "the Camorra"
    if any(words.entity[i] == "PERSON" for i in range(first, end)) and words.lower[first] not in nouns() and not alone:
        return True
    if any(words.lower[i] in PERSONAL for i in range(first, end - 1)):
        return True
    root = words.root(first, end)
    return (words.dep[root] == "nsubj" and words.doc[words.head[root]].lemma_ in SPEAKING
            and words.entity[root] != "ORG" and words.text[first].isalpha() and not words.text[first].isupper())


def _is_whole_place(finder: Finder, first: int, end: int) -> bool:
    place, last = finder.place_at.get(first), finder.words.doc[end - 1]
    return place is not None and place.span.end >= last.idx + len(last)


def _in_place(finder: Finder, first: int, end: int) -> bool:
    words = finder.words
    if words.words(first, end).lower() in finder.place_names:
        return True
    return first in finder.place_at or (end - first > 1 and end - 1 in finder.place_at) or (
        not finder.place_at and any(words.entity[i] in ("GPE", "LOC", "FAC") for i in range(first, end)))


def _is_located(words: Words, root: int) -> bool:
    """Does the name stand where only a place can: "in X", "X province", "the town of X"?"""
    above = words.head[root]
    if words.dep[root] == "pobj":
        return words.lower[above] in WHERE or (words.lower[above] == "of" and words.lower[words.head[above]] in PLACES)
    return words.modifies(root) and words.lower[above] in PLACES


def _known_again(words: Words, first: int, end: int, surnames: set[str]) -> bool:
    parts = name_words(words, first, end)
    return bool(parts) and all(part in surnames or (part.endswith("s") and part[:-1] in surnames) for part in parts)


def _is_surname(finder: Finder, i: int, surnames: set[str]) -> bool:
    """Whether a capitalised word that the tagger took for no name is one that the text has given a person."""
    words = finder.words
    return (words.lower[i] in surnames and words.text[i][0].isupper() and words.tag[i] in MISTAKEN_TAGS
            and words.dep[i] in HEADS and i not in finder.hit_at and words.lower[i] not in nouns()
            and words.lower[i] not in finder.place_names)


def _add_person(finder: Finder, start: int, first: int, end: int, titled: bool) -> None:
    words = finder.words
    root = words.root(first, end)
    begin = _left(words, start, first, root) if titled or start < first else first
    role = begin
    while role < first and (words.pos[role] in ("DET", "PUNCT") or words.lower[role] in honorifics()):
        role += 1
    last = first
    while last > role and words.lower[last - 1] in honorifics():
        last -= 1
    office = any(words.lower[i] in OFFICES for i in range(role, first))
    mention = Mention(begin, end, root, "person", words.words(first, end), named=True, definite=True, category="person",
                      name_words=name_words(words, first, end), role=words.words(role, last) if office else None)
    _belonging(finder, mention, begin, first)
    mention.gender = _gender(words, begin, first, end)
    _read_behind(finder, mention)
    finder.taken.update(range(begin, mention.end))
    finder.mentions.append(mention)


def _left(words: Words, start: int, first: int, root: int) -> int:
    """Where the title before a name begins."""
    edge = min(words.doc[root].left_edge.i, words.doc[max(first - 1, 0)].left_edge.i, start)
    begin = start
    while begin > edge and words.lower[begin - 1] not in PHRASE_BREAKS and (
            words.pos[begin - 1] in TITLE_POS) and words.dep[begin - 1] not in ("ROOT", "aux", "relcl", "ccomp"):
        begin -= 1
    return begin


def _belonging(finder: Finder, mention: Mention, start: int, end: int) -> None:
    """The country and the body that the words of a role name."""
    words = finder.words
    sent = any(words.lower[i] in SENT for i in range(start, end))
    for hit in finder.hits_between(start, end):
        if hit.known.field == "countries":
            mention.country = hit.known.country
        elif hit.end <= end and not sent:
            mention.member = words.root(hit.start, hit.end)


def _gender(words: Words, begin: int, first: int, end: int) -> str | None:
    titles = [honorifics()[words.lower[i]] for i in range(begin, first) if words.lower[i] in honorifics()]
    if any(titles):
        return next(title for title in titles if title)
    if any(words.lower[i].endswith("woman") for i in range(begin, first)):
        return "female"
    return genders().get(words.lower[first]) if end - first > 1 else None


def _read_behind(finder: Finder, mention: Mention) -> None:
    """An office without a comma behind the name: "Omar Haddad head of the council"."""
    words, at = finder.words, mention.end
    if at + 2 < len(words) and words.lower[at] in BEHIND and words.lower[at + 1] in ("of", "for"):
        end, within = finder.end_of(at + 1)
        mention.role = mention.role or words.words(at, end)
        mention.end = end
        _belonging(finder, mention, at, end)
        if mention.member is None:
            mention.member = within


def _add_body(finder: Finder, first: int, end: int) -> None:
    words = finder.words
    root = words.root(first, end)
    if root in finder.taken or words.modifies(root) or words.lower[end - 1] in nouns() or _is_located(words, root):
        return
    start = min(words.phrase_start(root), first)
    name = words.words(first, end)
    finder.add(Mention(start, end, root, "organisation", name, key=f"organisation:{name.lower()}",
                       named=words.dep[root] in SUBJECTS, category="body", definite=True))
