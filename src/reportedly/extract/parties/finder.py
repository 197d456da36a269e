"""Known names in a text, and what the other readers of mentions share: the words, the places, what is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.extract.parties.dress import behind_dress
from reportedly.extract.parties.introduced import introduced
from reportedly.extract.parties.known import Hit, Known, find_known
from reportedly.extract.parties.mentions import ARGUMENTS, PLURAL_TAGS, Mention, kinds, nouns
from reportedly.extract.parties.words import COMPLEMENTS, Words, word_set
from reportedly.model import Place

POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
LONGEST_ACRONYM = 8
BEFORE_NAMES = frozenset(("DET", "ADJ", "PUNCT", "PART"))


class Finder:
    """The mentions of one document as they are found, and the names known beforehand in it."""

    def __init__(self, words: Words, places: Sequence[Place]) -> None:
        self.words = words
        self.local: dict[str, Known] = {}
        self._read_acronyms()
        starts = {place.span.start: place for place in places}
        self.place_at = {token.i: starts[token.idx] for token in words.doc if token.idx in starts} if starts else {}
        text = words.doc.text
        self.place_names = {text[place.span.start:place.span.end].lower() for place in places}
        self.hits = find_known(words.text, words.lower, self.local)
        own = introduced(words, frozenset(i for hit in self.hits for i in range(hit.start, hit.end)), self.place_names)
        if own:
            self.hits = find_known(words.text, words.lower, self.local, own)
        self.hit_at = {i: hit for hit in self.hits for i in range(hit.start, hit.end)}
        self.taken: set[int] = set()
        self.mentions: list[Mention] = []

    # Acronyms that the text itself explains -------------------------------------------------------------------------

    def _read_acronyms(self) -> None:
        words = self.words
        for i, text in enumerate(words.text):
            if text != "(" or i + 2 >= len(words) or words.text[i + 2] != ")":
                continue
            acronym = words.text[i + 1]
            if not (acronym.isupper() and acronym.isalpha() and 1 < len(acronym) <= LONGEST_ACRONYM):
                continue
            start = self._long_form(acronym.lower(), i)
            if start is not None:
                noun = next((nouns()[word] for word in reversed(words.lower[start:i]) if word in nouns()), None)
                kind = kinds()[noun.category] if noun is not None else "unnamed"
                if kind != "unnamed":
                    kind = "organisation" if kind == "government" else kind
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
        joined = hit.known.form == "people" and hit.end - hit.start > 2
        return after or joined or words.lower[hit.end - 1].endswith("-led")

    def _speaks_for_country(self, root: int) -> bool:
        """Whether a capital stands for its government: "Brussels denied it", "was denied by Brussels"."""
        words = self.words
        agent = words.dep[root] == "pobj" and words.dep[words.head[root]] == "agent"
        return (agent or words.dep[root] in ("nsubj", "nsubjpass")) and words.pos[root] == "PROPN"

    def _people(self, hit: Hit, root: int) -> None:
        """"Syrians", "a Palestinian" are people; in "a Syrian air strike" the adjective stands for the state, if it is one's."""
        words = self.words
        plural = words.tag[root] in PLURAL_TAGS
        if words.modifies(root):
            if words.lower[words.head[root]] not in nouns():
                state = hit.known.kind == "government"
                self._attribute(Mention(
                    hit.start, hit.end, root, hit.known.kind, hit.known.name if state else words.words(hit.start, hit.end),
                    key=hit.known.key if state else None, country=hit.known.country, acting=False))
            return
        start, quantity = self.quantity(root, words.phrase_start(root))
        if plural or quantity or (start < root and words.dep[root] in ARGUMENTS):
            definite, counted = self.reference(start, root)
            self.add(Mention(
                start, hit.end, root, "unnamed", words.words(start, hit.end), noun="person", category="unnamed",
                country=hit.known.country, plural=plural or quantity or words.lower[start] == "many",
                definite=definite, counted=counted or quantity))

    def _attribute(self, mention: Mention) -> None:
        """Keeps a word that says whose something is; it is no party that the text goes on to speak of."""
        mention.acting = False
        self.mentions.append(mention)

    def _add_name(self, hit: Hit, root: int) -> None:
        words, known = self.words, hit.known
        inner = words.modifies(root) and words.head[root] >= hit.end
        possessive = words.dep[root] == "poss" or (hit.end < len(words) and words.lower[hit.end] in POSSESSIVES)
        if inner and not possessive and known.field == "countries":
            return
        nominal = words.pos[root] in ("NOUN", "PROPN") and (not inner or possessive)
        start = hit.start
        edge = words.phrase_start(root) if nominal else start
        while start > edge and (words.pos[start - 1] in BEFORE_NAMES or words.text[start - 1][0].islower()):
            start -= 1
        end = hit.end
        if end + 2 < len(words) and words.text[end] == "(" and words.text[end + 2] == ")":
            bracketed = self.hit_at.get(end + 1)
            end += 3 if bracketed is not None and bracketed.known.key == known.key else 0
        place = known.field == "countries" and not possessive and self._is_place(root)
        self.add(Mention(start, end, root, known.kind, known.name, key=known.key, country=known.country, named=True,
                         acting=not place and not inner, category=known.field, definite=True,
                         core=(hit.start, hit.end) if known.field == "groups" else None))

    def _is_place(self, root: int) -> bool:
        words = self.words
        while words.dep[root] == "conj":
            root = words.head[root]
        above = words.head[root]
        return words.dep[root] in ("npadvmod", "appos") or (
            words.dep[root] == "pobj" and words.lower[above] in word_set("grammar", "place_cases"))

    # What the phrases are read with ----------------------------------------------------------------------------------

    def hits_between(self, start: int, end: int) -> Iterator[Hit]:
        """The known names in a stretch of tokens."""
        last = None
        for i in range(start, end):
            hit = self.hit_at.get(i)
            if hit is not None and hit is not last:
                last = hit
                yield hit

    def end_of(self, end: int, links: frozenset[str] = COMPLEMENTS) -> tuple[int, int | None]:
        """The end of a phrase with what ``links`` ("of", "for", "at", "from") add to it; and the noun that they add."""
        end = behind_dress(self.words.doc, end)
        first = noun = self.words.complement(end, links)
        for _ in range(3):
            if noun is None or self.words.phrase_start(noun) > end + 1 + 3:
                break
            hit = self.hit_at.get(noun)
            end = hit.end if hit else noun + 1
            if end < len(self.words) and self.words.lower[end] in POSSESSIVES:
                end = self._possession(end)
            noun = self.words.complement(end, links)
        return end, first

    def _possession(self, end: int) -> int:
        """The end of what belongs to the noun before the possessive at ``end``."""
        words = self.words
        for i in range(end + 1, min(end + 8, len(words))):
            if words.pos[i] not in ("NOUN", "PROPN", "ADJ", "NUM", "PART"):
                return i if i > end + 1 else end
        return end

    def reference(self, start: int, head: int) -> tuple[bool, bool]:
        """Does the phrase mean what is known already; does it count or pick out some?"""
        words = self.words
        first = words.lower[start] if start < head else ""
        counted = any(words.dep[i] == "nummod" and words.head[i] == head for i in range(start, head))
        if first in word_set("grammar", "pairs"):
            return True, True
        return first in word_set("grammar", "articles"), counted or first in word_set("grammar", "indefinite")

    def quantity(self, i: int, start: int) -> tuple[int, bool]:
        """The start of a phrase with "hundreds of" before it, and whether that is there."""
        words = self.words
        of = words.head[i]
        if words.dep[i] == "pobj" and words.lower[of] == "of" and of + 1 == start and words.head[of] == of - 1 and (
                words.lower[of - 1] in word_set("people", "quantities") or words.pos[of - 1] == "NUM"):
            return words.phrase_start(of - 1), True
        return start, False

    def add(self, mention: Mention) -> None:
        """Keeps the mention and marks its head as used."""
        self.mentions.append(mention)
        self.taken.add(mention.head)
