"""Where and when: which places and times of a sentence belong to an event, and which statement it stands in.

A place belongs to an event where the words say where ("in", "near", a direction, the thing that was hit), and where it
hangs on the event or on the clause around it in the parse. Times likewise, but for those of the saying ("said on Friday").
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.events.syntax import MODIFIERS, SUBJECTS
from reportedly.extract.events.words import entries, kinds_of_things, things, words
from reportedly.extract.parties import Parties
from reportedly.extract.parties.known import given_names
from reportedly.extract.times import printed
from reportedly.extract.times.ranges import is_recent
from reportedly.model import Document, Place, Span, Statement, Time
from reportedly.parse.casing import casing

VERBAL = ("VERB", "AUX")
BLOCK = 1000
"""Characters in a block of text, by which statements are looked up."""

FROM = "from"
LEADING = ("ADP", "ADV")
IN_PHRASE = ("DET", "ADJ", "NUM", "NOUN", "PROPN")
WHOLE = ("country", "continent")
PRECISION = {"exact": 0, "near": 0, "region": 1, "country": 2}


def _words(key: str) -> frozenset[str]:
    return words("where", key)


@dataclass(frozen=True, slots=True)
class Setting:
    """A place or time in a sentence: token index, index of what it hangs on, id, how vague it is (0: not), its verb."""

    at: int
    governor: int | None
    name: str
    vague: int
    verb: int | None


class Settings:
    """Which places, times and statements belong to which trigger of a document."""

    def __init__(
        self, document: Document, doc: Doc, triggers: frozenset[int], places: Sequence[Place], times: Sequence[Time],
        statements: Sequence[Statement], befallen: frozenset[int] = frozenset(),
    ) -> None:
        """``befallen``: the words for countries that an act they stand before befell."""
        self._triggers = triggers
        self._cues = {t.i for s in statements if s.cue for t in tokens_of(doc, s.cue)}
        self._of_saying = {i for s in statements for i in _behind_cue(doc, s)}
        dated = {i for i in self._of_saying if doc[i].ent_type_ == "DATE"}
        self._dated = {t.i for s in statements if s.cue for t in tokens_of(doc, s.cue) if dated & set(_behind_cue(doc, s))}
        self._said_by: dict[int, list[Span]] = {}
        for statement in statements:
            for token in tokens_of(doc, statement.cue) if statement.cue else ():
                self._said_by.setdefault(token.i, []).extend(statement.content)
        self._places: dict[int, list[Setting]] = {}
        self._times: dict[int, list[Setting]] = {}
        dateline = document.dateline.span if document.dateline else None
        for place in places:
            if not place.attributive and not _within(place.span, dateline):
                owner = place.kind == "country" and befallen.isdisjoint(t.i for t in tokens_of(doc, place.span))
                fits = functools.partial(_says_where, country=owner)
                self._put(self._places, doc, place.span, place.id, _vague(place), fits)
        for time in times:
            said_of_report = _within(time.span, dateline)
            if not said_of_report and ((time.type == "DATE" and time.earliest) or time.type == "TIME"):
                fits = functools.partial(_says_when, clock=time.type == "TIME")
                self._put(self._times, doc, time.span, time.id, 0, fits)
        stamped = {t.id for t in printed(document, times)}
        for start, settings in self._times.items():
            self._times[start] = [s for s in settings if s.name not in stamped] or settings
        named = sorted((p for p in places if not p.attributive), key=lambda p: p.span)
        for token in doc:
            meant = _meant(token, named, document)
            if meant is not None and _says_where(token, self._triggers):
                governor = self._governor(token, {token.i})
                if self._is_told(token, governor):
                    above = governor.i if governor and governor.i in self._triggers else None
                    at = Setting(token.i, above, meant.id, _vague(meant), _verb_over(token))
                    self._places.setdefault(token.sent.start, []).append(at)
        self._denials = {s.id for s in statements if s.act == "deny"}
        self._said: dict[int, list[tuple[int, Span, str]]] = {}
        for statement in statements:
            for content in statement.content:
                for block in range(content.start // BLOCK, content.end // BLOCK + 1):
                    self._said.setdefault(block, []).append((content.end - content.start, content, statement.id))

    def _put(
        self, where: dict[int, list[Setting]], doc: Doc, span: Span, name: str, vague: int,
        fits: Callable[[Token, frozenset[int]], bool] | None,
    ) -> None:
        tokens = tokens_of(doc, span)
        if not tokens:
            return
        root = _root(tokens)
        if tokens[0].i in self._of_saying or (fits is not None and not fits(root, self._triggers)):
            return
        governor = self._governor(root, {t.i for t in tokens}, where is self._times)
        verb = _verb_over(root)
        if verb is not None and verb not in self._triggers and (
                doc[verb].lemma_.lower() in _words("apart") or (where is self._places and _is_of_gathering(doc[verb]))):
            return
        if self._is_told(root, governor):
            above = governor.i if governor and governor.i in self._triggers else None
            vague = max(vague, 1) if _is_possessor(root) else vague
            where.setdefault(root.sent.start, []).append(Setting(root.i, above, name, vague, verb))

    def _is_told(self, token: Token, governor: Token | None) -> bool:
        """Whether the words are of what is told, not of the saying: what hangs on its cue stands in what is said, or
        further on where the saying has its own day: "denied on Friday any part in the raid, on Monday"."""
        if governor is None or governor.i not in self._cues:
            return True
        if governor.i in self._dated and token.i > governor.i and token.ent_type_ == "DATE":
            return True
        return any(c.start <= token.idx < c.end for c in self._said_by.get(governor.i, ()))

    def _governor(self, token: Token, inside: set[int], day: bool = False) -> Token | None:
        """The trigger, or the cue of speech, that the expression hangs on; of a day what a clause tells that has its own."""
        root = token
        for _ in range(12):
            if day and token.dep_ == "relcl" and self._has_its_day(token, root):
                return token
            relative = next((c for c in token.children if c.dep_ == "relcl" and c.i in self._triggers), None)
            if relative is not None and any(c.lower_ in _words("relatives") for c in relative.children):
                return relative
            if token.head.i == token.i:
                return None
            token = token.head
            if token.i not in inside and (token.i in self._triggers or token.i in self._cues):
                return token
        return None

    def _has_its_day(self, clause: Token, day: Token) -> bool:
        """Whether a relative clause says what befell somebody or something another time: "in Mosul, which rebels took | in June".

        Not what is so at all times, nor what a comma ends: "in Bar, which lies in Lima, on Friday".
        """
        finite = next((c for c in clause.lefts if c.dep_ in ("aux", "auxpass")), clause)
        past = (finite.tag_ in ("VBD", "VBN") and clause.tag_ != "VBG") or clause.pos_ not in VERBAL
        happens = clause.lemma_.lower() in words("light", "happen") or clause.head.lemma_.lower() in entries("noun")
        led = day.head if day.dep_ == "pobj" else day
        return past and not happens and clause.head.i not in self._triggers and led.nbor(-1 if led.i else 0).text != ","

    def place(self, trigger: Token, clause: Token) -> str | None:
        """The id of the place that the event is said to have happened in."""
        return self._nearest(self._places, trigger, clause)

    def time(self, trigger: Token, clause: Token) -> str | None:
        """The id of the time at which the event is said to have happened."""
        return self._nearest(self._times, trigger, clause)

    def _nearest(self, of: dict[int, list[Setting]], trigger: Token, clause: Token) -> str | None:
        mine = {trigger.i, clause.i}
        above = {None, *mine, *self._clauses(trigger, of is self._times)}
        here = [s for s in of.get(trigger.sent.start, ()) if s.governor in mine or s.verb in above]
        if not here:
            return self._adrift(of.get(trigger.sent.start, ()))
        best = min(here, key=lambda s: (
            s.governor not in mine, s.governor is not None, s.vague, abs(s.at - trigger.i)))
        return best.name if best.governor in mine or best.governor is None else None

    def _adrift(self, settings: Sequence[Setting]) -> str | None:
        """The only place or time of the sentence, where the parse lost what it hangs on: it made it one of the saying."""
        only = settings[0] if len(settings) == 1 else None
        return only.name if only is not None and only.governor is None and only.verb in self._cues else None

    def _clauses(self, trigger: Token, days: bool) -> Iterator[int]:
        """The verbs whose places are the trigger's too: those over it, up to one that does something else.

        With ``days``, those whose times are: "the toll rose on Tuesday after two more died" says no day of dying.
        """
        token = trigger
        for _ in range(10):
            head = token.head
            if head.i == token.i or token.dep_ in ("relcl", "acl"):
                if not days and (found := _found(head)) is not None:
                    yield found.i
                return
            if token.dep_ == "dobj" and head.pos_ in VERBAL and head.i not in self._triggers and not _carries(head):
                return
            if token.dep_ == "pobj" and head.lower_ in _words("elsewhen"):
                return
            if days and token.dep_ == "advcl" and head.i not in self._triggers and any(
                    c.dep_ == "mark" and c.lower_ in _words("elsewhen") for c in token.lefts):
                return
            token = head
            yield token.i

    def statement(self, span: Span) -> str | None:
        """The id of the innermost statement that holds the span."""
        near = self._said.get(span.start // BLOCK, ())
        holding = [(length, name) for length, c, name in near if c.start <= span.start and span.end <= c.end]
        return min(holding)[1] if holding else None

    def denies(self, statement: str | None) -> bool:
        """Whether the statement of that id denies something."""
        return statement in self._denials


def _is_possessor(place: Token) -> bool:
    """Whether the place only says whose the place is that it stands before: "Kharkiv's Saltivka district"."""
    named = place.dep_ in MODIFIERS and place.dep_ != "poss" and place.head.lemma_.lower() in _words("directions")
    owner = place.head if named else place
    owned = (t for t in (owner.head, *owner.head.lefts) if t.i > owner.i)
    return owner.dep_ == "poss" and any(t.ent_type_ or t.pos_ == "PROPN" for t in owned)


def _vague(place: Place) -> int:
    """How little it says of where: "Fambita in southwestern Niger" is in the village, though no gazetteer has it."""
    return PRECISION[place.precision] + len(PRECISION) * (place.kind in WHOLE)


def _within(span: Span, outer: Span | None) -> bool:
    return outer is not None and outer.start <= span.start < outer.end


def _behind_cue(doc: Doc, statement: Statement) -> Iterator[int]:
    """The words behind the cue that only say when and where it was said: "said in Juba late on Friday"."""
    cue = tokens_of(doc, statement.cue) if statement.cue else []
    if not cue:
        return
    led = False
    for token in doc[cue[-1].i + 1:cue[-1].sent.end]:
        if "Reflex=Yes" in str(token.morph):
            continue
        if any(c.start <= token.idx < c.end for c in statement.content) or token.pos_ not in LEADING + IN_PHRASE:
            return
        led = led or token.pos_ in LEADING
        yield token.i
        if not led:
            return


def _found(dead: Token) -> Token | None:
    """The verb that tells that their bodies were found: "the bodies of seven men shot in the head were | found near"."""
    while dead.dep_ == "pobj" and dead.head.lower_ == "of":
        dead = dead.head.head
    verb = dead.head
    return verb if verb.lemma_.lower() in _words("found") and dead.lemma_.lower() in _words("bodies") else None


def _is_of_gathering(verb: Token) -> bool:
    """Whether the verb tells of a meeting: "the talks being held in Oslo"."""
    told = [verb.head] if verb.dep_ in ("acl", "relcl") else [c for c in verb.lefts if c.dep_ in SUBJECTS]
    return any(t.lemma_.lower() in _words("gatherings") for t in told)


def _carries(verb: Token) -> bool:
    """Whether the verb only carries the event that is its object ("carried out an attack")."""
    return verb.lemma_.lower() in lexicon.load("events")["light"]["verbs"]


def _verb_over(token: Token) -> int | None:
    """The index of the verb of the token's clause; None: it has none."""
    return next((t.i for t in token.ancestors if t.pos_ in VERBAL), None)


def _says_when(time: Token, triggers: frozenset[int], clock: bool) -> bool:
    """Whether the words say when something is, not from or up to when ("since January"); "shortly after 3 pm" does."""
    bounds = _words("bounds") - _words("elsewhen") if clock else _words("bounds")
    bound = time.dep_ == "pobj" and time.head.lower_ in bounds
    return not bound or is_recent([t.lower_ for t in time.doc[time.head.i:time.i + 1]], 0)  # "have been killed since Monday"


def _meant(token: Token, named: Sequence[Place], document: Document) -> Place | None:
    """The place named before that "the city" or "the province" means; "here" is the dateline's."""
    lemma = token.lemma_.lower()
    if lemma in _words("here"):
        line = document.dateline.place if document.dateline else None
        return next((p for p in named if line and p.span.start < line.end and line.start < p.span.end), None)
    kinds = _definite().get(lemma)
    if kinds is None or not any(c.lower_ in _words("definite_words") for c in token.lefts):
        return None
    if any(c.dep_ in ("prep", "compound", "relcl", "acl", "appos") or c.ent_type_ for c in token.children):
        return None
    return next((p for p in reversed(named) if p.span.end <= token.idx and p.kind in kinds), None)


@functools.cache
def _definite() -> dict[str, frozenset[str]]:
    return {noun: frozenset(row["kinds"]) for row in lexicon.load("events")["where"]["definite"] for noun in row["nouns"]}


def _says_where(place: Token, triggers: frozenset[int], country: bool = False) -> bool:
    """Whether the words say where something is: not who speaks ("Damascus denied") or whose it is ("US strikes")."""
    at, owns = place, False
    for _ in range(6):
        head = at.head
        if head.i == at.i or at.dep_ in ("advmod", "dep", "ROOT"):
            return True
        if at.dep_ == "pobj":
            moves = kinds_of_things().get(at.lemma_.lower()) == "vehicle"
            if owns and (moves or head.lower_ not in _words("within")):
                return False
            if head.lower_ in _words("prepositions"):
                return True
            if head.lower_ in _words("targets") and head.head.i in triggers:
                return not (head.lower_ == FROM and head.head.lemma_.lower() in _words("launching"))
            if head.lower_ == "on" and head.head.lower_ in _words("directions"):
                return True
            if head.lower_ != "of":
                return False
            head = head.head
            if head.ent_type_ == "PERSON":
                return False
            if head.i in triggers or head.lower_ in _words("directions"):
                return True
            if head.dep_ in ("dobj", "nsubj", "nsubjpass"):  # "struck the port of Aden", not "killed the mayor of Aden"
                return not country and head.lemma_.lower() in things("things") and head.head.i in triggers
        elif at.dep_ in ("dobj", "nsubjpass"):
            return head.i in triggers and not owns
        elif at.dep_ in MODIFIERS:
            owns = country and head.lower_ not in _words("directions")
            if head.i in triggers:
                return not country
            if head.lemma_.lower() in lexicon.load("people")["groups"]:  # "in the pay of the Medellin cartel"
                return False
        elif at.dep_ not in ("appos", "conj"):
            return False
        at = head
    return False


def _root(tokens: Sequence[Token]) -> Token:
    """The token by which the others hang on the rest of the sentence."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[-1])


def tokens_of(doc: Doc, span: Span) -> list[Token]:
    """The tokens that a stretch of the text touches."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return list(found) if found is not None else []


def not_persons(doc: Doc, places: Sequence[Place], parties: Parties) -> tuple[Place, ...]:
    """The places, without those that are a person's name, or the whole name of one who reports ("SANA")."""
    kept = []
    for place in places:
        tokens = tokens_of(doc, place.span)
        kinds = {parties.kind(p) for p in map(parties.peek, tokens) if p is not None}
        if _is_surname(tokens):
            continue
        outlet = kinds == {"outlet"} and not any(c.dep_ in MODIFIERS and c.head not in tokens for c in tokens)
        if "person" not in kinds and not outlet:
            kept.append(place)
    return tuple(kept)


def _is_surname(tokens: Sequence[Token]) -> bool:
    """Whether the words stand inside a name that is put together of names: "Ana Victoria Rivas", "Gonzalo Manila Gacha"."""
    if not tokens or tokens[0].i == 0 or tokens[-1].i + 1 >= len(tokens[0].doc):
        return False
    before, behind = tokens[0].nbor(-1), tokens[-1].nbor()
    joined = before.dep_ == tokens[-1].dep_ == "compound" and before.head.i == tokens[-1].head.i
    return joined and all(t.pos_ == "PROPN" and t.is_title and _is_name_only(t) for t in (before, behind))


def _is_name_only(token: Token) -> bool:
    return token.lower_ in given_names() or casing().mark(token.lower_) is None


def not_in_names(doc: Doc, times: Sequence[Time], parties: Parties) -> tuple[Time, ...]:
    """The times, without those that are a part of a party's name ("the September Movement")."""
    kept = []
    for time in times:
        owners = {parties.peek(t) for t in tokens_of(doc, time.span)}
        mention = parties.span_of(tokens_of(doc, time.span)[0]) if None not in owners else None
        if mention is None or not parties.named(mention.root) or not all(t.is_title for t in mention if not t.is_stop):
            kept.append(time)
    return tuple(kept)


def common_country(document: Document, doc: Doc, places: Sequence[Place]) -> Place | None:
    """A mention of the country that everything told with a place happens in; None where there are several, or none is
    named, or it is only where the report is dated, and another is spoken of more."""
    where = [p for p in places if not p.attributive and p.country and _in_text(doc, p)]
    countries = {p.country for p in where}
    if len(countries) != 1:
        return None
    dateline = document.dateline.span if document.dateline else None
    spoken_of = Counter(p.country or "" for p in places if p.country and not _within(p.span, dateline))
    if all(_within(p.span, dateline) for p in where) and any(n > spoken_of[where[0].country or ""] for n in spoken_of.values()):
        return None
    mentions = [p for p in places if p.kind == "country" and p.country in countries]
    return min(mentions, key=lambda p: (p.attributive, p.span), default=None)


def _in_text(doc: Doc, place: Place) -> bool:
    """Whether the words say where something is, and are no sentence of their own."""
    tokens = tokens_of(doc, place.span)
    root = _root(tokens) if tokens else None
    return root is not None and root.head.i != root.i and _says_where(root, frozenset(), place.kind == "country")
