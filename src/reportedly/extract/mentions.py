"""The phrases of a text that name a party: known names, people's names, and nouns for people and their bodies."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from reportedly import lexicon
from reportedly.extract.gazetteer import Hit, Known, find_known
from reportedly.extract.words import Words
from reportedly.model import PartyKind, Place

POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
ARTICLES = frozenset(("the", "this", "that", "these", "those"))
INDEFINITE = frozenset(("a", "an", "another", "some", "several", "many", "few", "any", "no", "other", "others", "dozens", "scores"))
PLURAL_TAGS = frozenset(("NNS", "NNPS"))
PLACE_CASES = frozenset((
    "in", "at", "inside", "near", "into", "across", "throughout", "around", "outside", "over", "through", "towards", "toward",
    "within", "on", "to", "from", "off", "via"))
ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "conj"))


class Noun(NamedTuple):
    """What a noun says of the party that it heads: the list it stands in, and its singular."""

    category: str
    singular: str


@dataclass(slots=True)
class Mention:
    """A phrase, tokens ``start`` up to ``end``, that names a party.

    ``key`` is what all mentions of the party share, where the words alone tell it. ``noun`` is the head noun's singular.
    ``member`` is a token of the mention that names what the party belongs to. ``same`` is the head of a mention in
    apposition. ``acting`` is false for a country that is only where something is.
    """

    start: int
    end: int
    head: int
    kind: PartyKind
    name: str
    key: str | None = None
    noun: str | None = None
    category: str = ""
    country: str | None = None
    role: str | None = None
    member: int | None = None
    same: int | None = None
    plural: bool = False
    definite: bool = False
    counted: bool = False
    named: bool = False
    acting: bool = True
    gender: str | None = None
    name_words: tuple[str, ...] = ()

    @property
    def human(self) -> bool:
        """Is it one person or more, not a body?"""
        return self.kind in ("person", "crowd") or self.category in ("unnamed", "attackers", "crowds", "personnel", "fighters")


@functools.cache
def nouns() -> dict[str, Noun]:
    """Every noun of ``people.toml`` and ``forces.toml``, singular and plural, in small letters."""
    people, forces = lexicon.load("people"), lexicon.load("forces")
    table: dict[str, Noun] = {}
    lists = {**{name: words for name, words in people.items() if name not in ("plurals", "kinds", "civil", "quantities")},
             **{name: forces[name] for name in ("heads", "bodies", "personnel", "machines")}}
    for category, words in lists.items():
        for word in words:
            table.setdefault(word, Noun(category, word))
            table.setdefault(_plural(word), Noun(category, word))
            if word.endswith("y"):
                table.setdefault(word + "s", Noun(category, word))  # a possessive that lost its apostrophe
    for plural, singular in people["plurals"].items():
        table[plural] = Noun(table[singular].category if singular in table else "unnamed", singular)
    return table


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word[:-3] + "men" if word.endswith("man") else word + "s"


@functools.cache
def kinds() -> dict[str, PartyKind]:
    """The kind of party that each list of nouns stands for."""
    return cast(dict[str, PartyKind], lexicon.load("people")["kinds"])


@functools.cache
def branches() -> dict[str, str]:
    """The branch of the forces that a noun stands for."""
    return {noun: branch for branch, members in lexicon.load("forces")["branches"].items() for noun in members}


@functools.cache
def word_set(table: str, name: str) -> frozenset[str]:
    """A list of the lexicon, to look words up in."""
    return frozenset(lexicon.load(table)[name])


@functools.cache
def owners() -> frozenset[str]:
    """The words that say whose force it is without a name."""
    return frozenset(lexicon.load("forces")["owners"])


class Finder:
    """Reads the mentions off one document."""

    def __init__(self, words: Words, places: Sequence[Place]) -> None:
        self.words = words
        self.local: dict[str, Known] = {}
        self._read_acronyms()
        self.hits = find_known(words.text, words.lower, self.local)
        self.hit_at = {i: hit for hit in self.hits for i in range(hit.start, hit.end)}
        starts = {place.span.start: place for place in places}
        self.place_at = {token.i: starts[token.idx] for token in words.doc if token.idx in starts} if starts else {}
        self.taken: set[int] = set()
        self.mentions: list[Mention] = []

    # Acronyms that the text itself explains -------------------------------------------------------------------------

    def _read_acronyms(self) -> None:
        words = self.words
        for i, text in enumerate(words.text):
            if text != "(" or i + 2 >= len(words) or words.text[i + 2] != ")":
                continue
            acronym = words.text[i + 1]
            if not (acronym.isupper() and acronym.isalpha() and 1 < len(acronym) <= 8):
                continue
            start = self._long_form(acronym.lower(), i)
            if start is not None:
                kind = next((kinds()[nouns()[w].category] for w in reversed(words.lower[start:i]) if w in nouns()), None)
                if kind and kind != "unnamed":
                    self.local.setdefault(acronym.lower(), Known(words.words(start, i), kind))

    def _long_form(self, acronym: str, end: int) -> int | None:
        """Where the words begin whose initials are the acronym: small words and hyphens may be skipped."""
        words, left, start = self.words, len(acronym) - 1, None
        for i in range(end - 1, max(end - 12, -1), -1):
            if left < 0:
                break
            if words.text[i][0].isupper() and words.lower[i][0] == acronym[left]:
                left, start = left - 1, i
            elif words.text[i][0].isupper() or words.lower[i] in (",", ".", "("):
                return None
        return start if left < 0 else None

    # Known names ----------------------------------------------------------------------------------------------------

    def find_names(self) -> None:
        """Known names that head their phrase, or stand in another's as a name of their own."""
        for hit in self.hits:
            if self.linked(hit):
                continue
            root = self.words.root(hit.start, hit.end)
            if hit.known.form == "people":
                self._people(hit, root)
            elif hit.known.field != "countries" or hit.known.form == "name" or self._speaks_for_country(root):
                self._add_name(hit, root)

    def linked(self, hit: Hit) -> bool:
        """Is the name only part of an adjective, as in "Iran-backed" and "US-led"?"""
        words = self.words
        after = hit.end < len(words) and words.text[hit.end] == "-" and not words.doc[hit.end - 1].whitespace_
        return after or hit.known.form == "people" and hit.end - hit.start > 2 or words.lower[hit.end - 1].endswith("-led")

    def _speaks_for_country(self, root: int) -> bool:
        return self.words.dep[root] in ("nsubj", "nsubjpass") and self.words.pos[root] == "PROPN"

    def _people(self, hit: Hit, root: int) -> None:
        """"Syrians", "a Palestinian" are people; in "a Syrian air strike" the adjective stands for the state."""
        words = self.words
        plural = words.tag[root] in PLURAL_TAGS
        if words.modifies(root):
            if words.lower[words.head[root]] not in nouns():
                self._attribute(Mention(hit.start, hit.end, root, "government", hit.known.name, key=hit.known.key,
                                        country=hit.known.country, acting=False))
            return
        start, quantity = self._quantity(root, words.phrase_start(root))
        if plural or quantity or (start < root and words.dep[root] in ARGUMENTS):
            self.add(Mention(start, hit.end, root, "unnamed", words.words(start, hit.end), noun="person", category="unnamed",
                             country=hit.known.country, plural=plural or quantity or words.lower[start] == "many",
                             **self._reference(start, root)))
            self.mentions[-1].counted |= quantity

    def _attribute(self, mention: Mention) -> None:
        """Keeps a word that says whose something is; it is no party that the text goes on to speak of."""
        mention.acting = False
        self.mentions.append(mention)

    def _add_name(self, hit: Hit, root: int) -> None:
        words, known = self.words, hit.known
        inner = words.modifies(root) and words.head[root] >= hit.end
        possessive = words.dep[root] == "poss" or hit.end < len(words) and words.lower[hit.end] in POSSESSIVES
        if inner and not possessive and known.field == "countries":
            return
        nominal = words.pos[root] in ("NOUN", "PROPN") and (not inner or possessive)
        start = min(words.phrase_start(root), hit.start) if nominal else hit.start
        end = hit.end
        if end + 2 < len(words) and words.text[end] == "(" and words.text[end + 2] == ")":
            end += 3
        place = known.field == "countries" and not possessive and self._is_place(root)
        self.add(Mention(start, end, root, known.kind, known.name, key=known.key, country=known.country, named=True,
                         acting=not place and not inner, category=known.field, noun=None, definite=True))

    def _is_place(self, root: int) -> bool:
        words = self.words
        while words.dep[root] == "conj":
            root = words.head[root]
        return words.dep[root] == "pobj" and words.lower[words.head[root]] in PLACE_CASES or words.dep[root] in ("npadvmod", "appos")

    # Phrases headed by a noun ---------------------------------------------------------------------------------------

    def find_nouns(self) -> None:
        """Phrases headed by a noun for people or for a body of people."""
        table, words = nouns(), self.words
        for i, lower in enumerate(words.lower):
            noun = table.get(lower)
            if noun is None or i in self.taken or i in self.hit_at or not self._is_noun(i, noun):
                continue
            if words.modifies(i):
                self._inner_noun(i, noun)
            else:
                self._phrase(i, noun)

    def _is_noun(self, i: int, noun: Noun) -> bool:
        """Is the token one as a noun? Words for fighters are, whatever the tagger says."""
        words = self.words
        if words.pos[i] in ("NOUN", "PROPN") or (noun.category == "fighters" and words.lower[i] != noun.singular):
            return True
        return words.pos[i] == "ADJ" and (words.modifies(i) or words.dep[i] in ARGUMENTS)

    def _inner_noun(self, i: int, noun: Noun) -> None:
        """"army" in "an army spokesman" is what the person belongs to; "rebel" in "rebel shelling" is who did it."""
        words = self.words
        outer = nouns().get(words.lower[words.head[i]])
        if outer is None:
            if noun.category in ("bodies", "heads", "governments", "fighters", "attackers", "machines"):
                self._phrase(i, noun, inner=True)
        elif outer.category in ("unnamed", "documents") and noun.category in ("bodies", "governments", "organisations"):
            self._phrase(i, noun, inner=True)

    def _phrase(self, i: int, noun: Noun, inner: bool = False) -> None:
        words = self.words
        start = words.phrase_start(i)
        end, within = self.end_of(i + 1)
        start = self._bracketed(start)
        before = [hit for hit in self.hits_between(start, i) if not self.linked(hit)]
        after = [hit for hit in self.hits_between(i + 1, end) if not self.linked(hit)]
        inside = next((hit for hit in after if hit.known.field != "countries"), None)
        name = next((hit for hit in reversed(before) if hit.known.field != "countries"), None)
        country = next((hit.known.country for hit in reversed(before) if hit.known.field == "countries"), None)
        country = country or next((hit.known.country for hit in after if hit.known.field == "countries"), None)
        plural = words.tag[i] in PLURAL_TAGS or noun.singular in ("person", "police", "staff", "personnel", "media")
        start, quantity = self._quantity(i, start)
        mention = Mention(start, end, i, kinds()[noun.category], words.words(start, end), noun=noun.singular, category=noun.category,
                          country=country, plural=plural, acting=not inner, **self._reference(start, i))
        mention.counted |= quantity
        owner = name or (inside if within else None)
        if owner is not None:
            mention.member = words.root(owner.start, owner.end)
            mention.country = mention.country or owner.known.country
        elif within is not None:
            mention.member = within
        elif not inner:
            mention.member = next((j for j in range(start, i) if j in self.taken_bodies()), None)
        if self._settle(mention, name, inside):
            self.add(mention)

    def _bracketed(self, start: int) -> int:
        """The start of a phrase before whose head a name's acronym stands in brackets."""
        words = self.words
        if start > 3 and words.text[start - 1] == ")" and words.text[start - 3] == "(":
            hit = self.hit_at.get(start - 4)
            if hit is not None:
                return hit.start
        return start

    def _quantity(self, i: int, start: int) -> tuple[int, bool]:
        """The start of a phrase with "hundreds of" before it, and whether that is there."""
        words = self.words
        of = words.head[i]
        if words.dep[i] == "pobj" and words.lower[of] == "of" and of + 1 == start and words.head[of] == of - 1 and (
                words.lower[of - 1] in word_set("people", "quantities") or words.pos[of - 1] == "NUM"):
            return words.phrase_start(of - 1), True
        return start, False

    def taken_bodies(self) -> dict[int, Mention]:
        """The bodies found so far, by their head."""
        return {m.head: m for m in self.mentions[-4:] if m.category in ("bodies", "governments")}

    def _settle(self, mention: Mention, name: Hit | None, inside: Hit | None) -> bool:
        """Gives the mention the identity that its words tell. False: it names no party."""
        words, category = self.words, mention.category
        group = name or inside
        armed = group is not None and group.known.kind in ("armed group", "force")
        lowers = words.lower[mention.start:mention.head]
        owner = next((w for w in lowers if w in owners() or w in word_set("forces", "units")), None)
        if category == "houses" and words.dep[mention.head] != "nsubj" or category == "peoples" and mention.end - mention.start == 1 and (
                not mention.plural) or category == "name_heads" and words.pos[mention.head] != "PROPN":
            return False
        if category == "documents":
            return self._document(mention)
        if category in ("heads", "machines") and not (mention.country or group or owner or (
                category == "heads" and mention.noun in ("force", "forces", "troops", "army", "police", "military") and mention.plural)):
            return False
        collective = category in ("heads", "bodies", "machines", "groups") or (
            category in ("fighters", "personnel") and mention.plural and not mention.counted)
        if armed and group and collective and category != "bodies":
            mention.key, mention.name, mention.named = group.known.key, group.known.name, True
            mention.kind, mention.country, mention.member = group.known.kind, group.known.country, None
        elif category in ("heads", "bodies", "personnel", "machines"):
            self._force(mention, owner, collective)
        elif category == "governments":
            if mention.country and mention.noun in ("government", "regime", "administration", "junta", "authority", "authorities"):
                mention.key, mention.named = f"country:{mention.country}", True
            elif mention.country:
                mention.key, mention.named = f"{mention.noun}:{mention.country}:{' '.join(self._bare(mention))}", True
        elif category == "fighters" and (mention.counted or not mention.plural):
            mention.kind = "unnamed"
        elif category == "groups" and any(w in word_set("people", "civil") for w in lowers):
            mention.kind, mention.category = "organisation", "organisations"
        elif category in ("organisations", "outlets", "groups", "name_heads") and words.pos[mention.head] == "PROPN" and mention.head > mention.start:
            self._proper(mention)
        return True

    def _force(self, mention: Mention, owner: str | None, collective: bool) -> None:
        """"Israeli troops" and "Israel's army" are one force; "six Israeli soldiers" are some of it."""
        if not collective:
            mention.kind = "unnamed"
            return
        lowers = self.words.lower[mention.start:mention.head]
        noun = mention.noun or ""
        branch = branches().get(noun, noun)
        unit = next((w for w in lowers if w in word_set("forces", "units")), None)
        if unit and mention.category in ("heads", "bodies") and unit not in ("armed", "national"):
            branch = f"{unit} {noun.removesuffix('s')}"
        if noun in ("coalition", "alliance") or "coalition" in lowers:
            led = next((hit.known.country for hit in self.hits_between(mention.start, mention.head) if self.linked(hit)), "")
            mention.key = f"force:{led}:coalition"
        elif mention.country:
            mention.key, mention.named = f"force:{mention.country}:{branch}", True
        elif owner and owner != unit:
            mention.key = f"force:{owner}:{branch}"

    def _proper(self, mention: Mention) -> None:
        """A body with a name of its own that the lexicon doesn't have: "Progressive Workers Party"."""
        bare = self._bare(mention)
        if len(bare) > 1:
            mention.key, mention.named = f"{mention.kind}:{' '.join(bare)}", True
            known = self._local_of(mention)
            if known:
                mention.key = known.key

    def _local_of(self, mention: Mention) -> Known | None:
        end = self.words.text[mention.end:mention.end + 3]
        return self.local.get(end[1].lower()) if len(end) == 3 and end[0] == "(" else None

    def _document(self, mention: Mention) -> bool:
        """A statement stands for who issued it, where the words say so."""
        words = self.words
        for i in range(mention.head + 1, min(mention.head + 8, len(words))):
            if words.lower[i] in ("by", "from") and words.head[i] != i and (
                    words.head[i] == mention.head or words.head[words.head[i]] == mention.head):
                issuer = next((j for j in range(i + 1, min(i + 8, len(words))) if words.head[j] == i and words.dep[j] == "pobj"), None)
                if issuer is not None:
                    mention.same, mention.end, mention.member = issuer, issuer + 1, None
                    return True
        if mention.member is not None:
            mention.same, mention.member = mention.member, None
        return True

    def _bare(self, mention: Mention) -> list[str]:
        words = self.words
        return [words.lower[i] for i in range(mention.start, mention.head + 1)
                if words.pos[i] not in ("DET", "PART", "PUNCT", "NUM", "PRON") and not (
                    i in self.hit_at and self.hit_at[i].known.field == "countries")]

    def hits_between(self, start: int, end: int) -> Iterable[Hit]:
        last = None
        for i in range(start, end):
            hit = self.hit_at.get(i)
            if hit is not None and hit is not last:
                last = hit
                yield hit

    def end_of(self, end: int) -> tuple[int, int | None]:
        """The end of a phrase with what "of", "for", "at", "from" add to it; and the noun that they add."""
        first = noun = self.words.complement(end)
        for _ in range(3):
            if noun is None or self.words.phrase_start(noun) > end + 1 + 3:
                break
            hit = self.hit_at.get(noun)
            end = hit.end if hit else noun + 1
            if end < len(self.words) and self.words.lower[end] in POSSESSIVES:
                end = self._possession(end)
            noun = self.words.complement(end)
        return end, first

    def _possession(self, end: int) -> int:
        """The end of what belongs to the noun before the possessive at ``end``."""
        words = self.words
        for i in range(end + 1, min(end + 8, len(words))):
            if words.pos[i] not in ("NOUN", "PROPN", "ADJ", "NUM", "PART"):
                return i if i > end + 1 else end
        return end

    def _reference(self, start: int, head: int) -> dict[str, bool]:
        words = self.words
        first = words.lower[start] if start < head else ""
        counted = any(words.pos[i] == "NUM" and words.dep[i] == "nummod" and words.head[i] == head for i in range(start, head))
        return {"definite": first in ARTICLES, "counted": counted or first in INDEFINITE}

    def add(self, mention: Mention) -> None:
        """Keeps the mention and marks its head as used."""
        self.mentions.append(mention)
        self.taken.add(mention.head)
