"""Counts of people: a quantity with the noun that it counts, whatever happened to them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Token

from reportedly import lexicon
from reportedly.extract.figures.quantities import FIRST_YEAR, LAST_YEAR, Quantity, find_quantities
from reportedly.extract.figures.shares import LONGEST_OWNER, OWNER, find_amounts
from reportedly.model import Status

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "AFX", "``", "''", *NOUN_TAGS})
GROUP_TAGS = frozenset({"DT", "PRP$", "-LRB-", "-RRB-", "CD"})
PARTICIPLE_TAGS = frozenset({"VBN", "VBD", "JJ"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
COUNTED_BY = "nummod"
SUBJECT, OBJECT = "nsubj", "dobj"
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
NORP, PERSON = "NORP", "PERSON"
NAMED = frozenset({PERSON, ""})
WHEN = frozenset({"DATE", "TIME"})
WHERE_AND_WHEN = frozenset({"GPE", "LOC", "FAC"}) | WHEN
LONGEST_PHRASE = 12
LONGEST_OWNED = 8
LONGEST_GROUP = 10


@dataclass(frozen=True, slots=True)
class Count:
    """People counted in the tokens ``start`` to ``end`` (exclusive). ``head``: the noun, or else the number.

    ``sure`` is false where the noun is in no list of people: only what happens to them tells. ``part``: some of those
    counted before ("two of them"). ``whole``: another count is a part of them ("two of the nine men").
    """

    start: int
    end: int
    head: int
    number: int
    low: int
    high: int | None
    noun: bool
    sure: bool
    article: bool
    part: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    status: Mapping[str, Status]
    plurals: frozenset[str]
    things: frozenset[str]
    endings: tuple[str, ...]
    groups: frozenset[str]
    rest: frozenset[str]
    pro: frozenset[str]
    captives: frozenset[str]
    sized: frozenset[str]
    collectives: frozenset[str]
    partitive: frozenset[str]
    whole: frozenset[str]
    states: frozenset[str]
    services: Mapping[str, Status]
    by_service: frozenset[str]
    being: frozenset[str]
    alone: frozenset[str]
    not_alone_after: frozenset[str]
    owners: frozenset[str]
    kin: frozenset[str]
    populations: frozenset[str]


@functools.cache
def _known() -> _Lexicon:
    data: dict[str, Any] = lexicon.load("status")
    quantities: dict[str, Any] = lexicon.load("quantities")
    after, articles = quantities["after"], quantities["articles"]
    harm: dict[str, Any] = lexicon.load("harm")
    states: dict[str, list[str]] = harm["states"]
    status: dict[str, Status] = {}
    plurals: set[str] = set()
    for kind in ("unknown", "official", "combatant", "civilian"):
        for noun in data["status"][kind]:
            plural = data["plurals"].get(noun) or _plural(noun)
            status[noun] = status[plural] = kind
            plurals.add(plural)
    things = {form for noun in data["things"]["words"] for form in (noun, noun + "s", noun + "es", noun[:-1] + "ies")}
    return _Lexicon(
        status=status, plurals=frozenset(plurals), things=frozenset(things),
        endings=(*data["endings"]["singular"], *data["endings"]["plural"]), groups=frozenset(data["groups"]["words"]),
        services={word: kind for kind, words in data["services"].items() for word in words},
        by_service=frozenset(data["by_service"]["words"]), collectives=frozenset(data["collectives"]["words"]),
        states=frozenset(w for words in states.values() for w in words), being=frozenset(harm["bridge"]["being"]),
        kin=frozenset(lexicon.load("people")["kin"]),
        **{name: frozenset(articles[name]) for name in ("alone", "not_alone_after", "owners")},
        **{name: frozenset(words) for name, words in after.items()})


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    return noun + "s"


def status_of(words: Sequence[str], head: int) -> Status:
    """The status of the people that the noun ``words[head]`` names in the phrase ``words`` (lower case)."""
    known = _known()
    own = known.status.get(words[head], "unknown")
    if own != "unknown" and words[head] not in known.by_service:
        return own
    return next((known.services[word] for word in words if word in known.services), own)


def is_person(word: str) -> bool:
    """Whether ``word`` (lower case) is a noun for people."""
    known = _known()
    return word in known.status or (word.endswith(known.endings) and len(word) > 5)


def find_counts(tokens: Sequence[Token], words: Sequence[str], sentence: tuple[int, int]) -> list[Count]:
    """The counts of people in one sentence, given by its first token and its end."""
    first, last = sentence
    found: list[Count] = []
    for quantity in find_amounts(words[first:last]):
        count = _count(tokens, words, _moved(quantity, first), last)
        if count is not None and not (found and _says_more(words, count, found[-1])):
            inside = bool(found) and count.start < found[-1].end
            found.append(replace(count, whole=inside or (quantity.shared and not count.part)))
    if found and not _known().owners.isdisjoint(words[first:last]):
        found = sorted([*found, *_kin(tokens, words, sentence, found)], key=lambda count: count.start)
    return found


def _kin(
    tokens: Sequence[Token], words: Sequence[str], sentence: tuple[int, int], counts: Sequence[Count],
) -> Iterator[Count]:
    """Those told of by whose kin they are, in one list with people counted: "a woman, her husband and their son"."""
    at = {tokens[i].i: i for i in range(*sentence)}
    counted = {tokens[count.head].i for count in counts if count.noun}
    for start in range(*sentence):
        noun = tokens[start].head
        head = at.get(noun.i, -1)
        if words[start] in _known().owners and start < head and words[head] in _known().kin and _first(noun).i in counted:
            yield Count(start, head + 1, head, start, 1, 1, True, True, True)


def _first(noun: Token) -> Token:
    """The first of the list in which the noun stands."""
    while noun.dep_ == "conj" or (noun.dep_ == "appos" and noun.conjuncts):
        noun = noun.head
    return noun


def _says_more(words: Sequence[str], count: Count, before: Count) -> bool:
    """Whether "one family" in "members of one family", "a child" in "one of them a child" counts nobody more."""
    if count.start < before.end:
        named = before.part and count.end == before.head and words[before.head] in _known().states  # "two of the 169 wounded"
        return not before.part or count.article or not (count.noun or named)
    return count.article and before.part and not before.noun and _only_being(words[before.end:count.start])


def _only_being(between: Sequence[str]) -> bool:
    """ "One of whom was a nurse", "one of them a nurse"."""
    return not between or (len(between) == 1 and between[0] in _known().being)


def _moved(q: Quantity, by: int) -> Quantity:
    return replace(q, start=q.start + by, number=q.number + by, end=q.end + by)


def _count(tokens: Sequence[Token], words: Sequence[str], q: Quantity, last: int) -> Count | None:
    known = _known()
    i, part = q.end, False
    if q.start > 1 and words[q.start - 1] == "of" and words[q.start - 2] in known.populations:
        return None
    if (end := _past_population(words, q, last)) is not None:
        return Count(q.start, end, q.number, q.number, q.low, q.high, False, True, False, True)
    if i < last and not q.article and (words[i] == "of" or (q.shared and words[i] in known.whole)):
        if i + 1 < last and words[i + 1] in known.partitive:
            return Count(q.start, i + 2, q.number, q.number, q.low, q.high, False, True, False, True)
        if i + 1 < last and words[i + 1] in known.rest:  # "dozens of others"
            return Count(q.start, i + 2, q.number, q.number, q.low, q.high, False, False, False)
        i, part = _whole(words, q, last)
    head = _head(tokens, words, i, last)
    if head is None and part and i > q.end + 2 and i < last and words[i] in known.states:
        head = i  # "two of the five wounded died"
    if head is None and part and i > q.end + 2:  # "two of the three died"
        return Count(q.start, i, q.number, q.number, q.low, q.high, False, True, False, True)
    if head is None:
        bare = q.end - q.start > 1 or _stands_alone(tokens, words, q)
        if i != q.end or (q.article and (not bare or words[i:i + 1] == ["of"])):
            return None
        return _bare(tokens, words, q, i, last)
    person = is_person(words[head]) or tokens[head].ent_type_ == NORP
    if not person and (words[head] in known.things or q.article):
        return None
    if not person and not part and (tokens[head].tag_ not in PLURAL_TAGS or tokens[head].tag_ == "NNPS"):
        return _bare(tokens, words, q, q.end, last)
    if _is_year(words, q) and words[head] not in known.plurals:
        return None
    if (q.article and words[head] in known.plurals) or (q.low == q.high == 1 and words[head] in known.collectives):
        return None
    if q.article and _in_apposition(tokens, words, q, head):
        return None
    if words[q.number] == "both" and "and" in words[head + 1:head + 3]:
        return None
    if part and not person and q.low == q.high == 1:
        return None
    end = _group(tokens, words, head, head + 1, last)
    if end + 1 < last and words[end] == "-" and not tokens[end - 1].whitespace_:
        end += 2
    return Count(q.start, end, head, q.number, q.low, q.high, True, person, q.article, part)


def _stands_alone(tokens: Sequence[Token], words: Sequence[str], q: Quantity) -> bool:
    """Whether it is one more of those told of: "a soldier died and another was hurt"; not "one after another", nor
    "another wounded five"."""
    if words[q.start] not in _known().alone or (q.start and words[q.start - 1] in _known().not_alone_after):
        return False
    token = tokens[q.start]
    return token.dep_ != SUBJECT or not any(child.dep_ == OBJECT for child in token.head.children)


def _past_population(words: Sequence[str], q: Quantity, last: int) -> int | None:
    """Behind the people of a place of whom the quantity is a part: "8,000 | of the town's population of 80,000"."""
    if q.article or words[q.end:q.end + 1] != ["of"]:
        return None
    near = range(q.end + 1, min(q.end + LONGEST_OWNED, last))
    at = next((j for j in near if words[j] in _known().populations), None)
    if at is None or "," in words[q.end + 1:at]:
        return None
    behind = find_quantities(words[at + 2:min(at + LONGEST_OWNED, last)]) if words[at + 1:at + 2] == ["of"] else []
    return at + 2 + behind[0].end if behind and not behind[0].start else at + 1


def _whole(words: Sequence[str], q: Quantity, last: int) -> tuple[int, bool]:
    """Where the noun of "three of the 16 hostages", "of Kidal's 9,000 men" begins, and whether they are part of a whole."""
    i = q.end + 1
    owner = next((j for j in range(i, min(i + LONGEST_OWNER, last)) if words[j] == OWNER), None)
    if owner is not None and "," not in words[i:owner]:
        inner = find_quantities(words[owner + 1:min(owner + LONGEST_OWNED, last)])
        if inner and inner[0].start == 0 and not inner[0].article:
            return owner + 1 + inner[0].end, True
    part = q.high is not None
    while i < last and words[i] in _known().whole:
        i, part = i + 1, True
    inner = find_quantities(words[i:min(i + 8, last)])
    if inner and inner[0].start == 0 and not inner[0].article:
        return i + inner[0].end, True
    return i, part


def _is_year(words: Sequence[str], q: Quantity) -> bool:
    return q.high is not None and FIRST_YEAR <= q.low <= q.high < LAST_YEAR and words[q.number].isdigit()


def _in_apposition(tokens: Sequence[Token], words: Sequence[str], q: Quantity, head: int) -> bool:
    """Whether "a judge" only says who somebody named or counted is: "one hostage, a judge, died"."""
    if q.start < 2:
        return False
    if words[q.start - 1] != ",":
        before = tokens[q.start - 1]
        return before.tag_ in NAME_TAGS and before.ent_type_ in NAMED and words[q.number] in ("a", "an")
    before = tokens[q.start - 2]
    aged = before.like_num and words[q.start - 3:q.start - 2] == [","]
    if aged or before.ent_type_ == PERSON:
        return True
    return head + 1 < len(words) and words[head + 1] == "," and before.ent_type_ not in WHERE_AND_WHEN and (
        before.tag_ in NAME_TAGS or any(child.dep_ == COUNTED_BY for child in before.children))


def _bare(tokens: Sequence[Token], words: Sequence[str], q: Quantity, i: int, last: int) -> Count | None:
    """A number with no noun: "six", "dozens more", "20 others"."""
    known = _known()
    if _is_year(words, q) or (q.number > 0 and words[q.number - 1] == "," and i < last and words[i] == ","):
        return None
    end = i + 1 if i < last and words[i] in known.rest else i
    return Count(q.start, end, q.number, q.number, q.low, q.high, False, False, False)


def _head(tokens: Sequence[Token], words: Sequence[str], i: int, last: int) -> int | None:
    """The noun that is counted from ``i`` on."""
    known = _known()
    head: int | None = None
    j, depth = i, 0
    while j < min(last, i + LONGEST_PHRASE):
        word, token = words[j], tokens[j]
        if word in ("(", "["):
            depth += 1
        elif word in (")", "]"):
            depth -= 1
        elif depth or (word in known.sized and words[j - 1] == "-"):
            pass
        elif word == "others" or (word in known.pro and j > i):
            break
        elif head is not None and token.ent_type_ in WHEN and is_person(words[head]):
            break  # "killed a farmer last week"
        elif word in known.states and word not in known.captives and not _modifies(tokens, words, j, last):
            if head is None and _is_noun_state(words, i, j):
                return j
            break
        elif is_person(word):
            head = j
            if word in known.plurals and not (
                    j + 1 < last and is_person(words[j + 1])
                    and words[j + 1] not in known.states and words[j + 1] not in known.pro):
                break
        elif token.tag_ in NOUN_TAGS:
            if head is not None and words[head] in known.plurals:
                break
            if head is None or token.tag_ in ("NN", "NNS") or not is_person(words[head]):
                head = j
        elif word in ("and", "or") and (head is None or words[head] not in known.plurals) and (
                _plural_follows(tokens, words, j + 1, last)):
            pass
        elif token.tag_ not in MODIFIER_TAGS and word not in known.rest and words[j + 1:j + 2] != ["-"]:
            break
        j += 1
    return head


def _plural_follows(tokens: Sequence[Token], words: Sequence[str], j: int, last: int) -> bool:
    """Whether what follows "and" is the rest of one noun phrase: "70 regime and rebel fighters"."""
    known = _known()
    for k in range(j, min(j + 4, last)):
        if words[k] in known.plurals:
            return k > j
        if tokens[k].tag_ not in MODIFIER_TAGS or words[k] in known.states:
            return False
    return False


def _is_noun_state(words: Sequence[str], i: int, j: int) -> bool:
    return j == i and words[i - 1] in ("the", "of")


def _modifies(tokens: Sequence[Token], words: Sequence[str], j: int, last: int) -> bool:
    """Whether the participle at ``j`` stands before the noun that is counted: "several injured civilians"."""
    k = j + 1
    while k < last and tokens[k].tag_ in MODIFIER_TAGS and not is_person(words[k]) and k < j + 5:
        k += 1
    return k < last and is_person(words[k]) and tokens[j].tag_ in (*PARTICIPLE_TAGS, "NN", "NNS", "NNP")


def _group(tokens: Sequence[Token], words: Sequence[str], head: int, end: int, last: int) -> int:
    """The end of the phrase with what it is members of: "13 members of the South Lebanon Army (SLA) militia"."""
    known = _known()
    if words[head] not in known.groups or end >= last or words[end] != "of":
        return end
    j = end + 1
    while j < last and j < end + LONGEST_GROUP and (
            tokens[j].tag_ in MODIFIER_TAGS or tokens[j].tag_ in GROUP_TAGS or words[j] in ("(", ")")):
        j += 1
    while j > end and tokens[j - 1].tag_ not in NOUN_TAGS and words[j - 1] not in (")", "them"):
        j -= 1
    return max(j, end)
