"""Who said what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from reportedly.extract.acts import act_of, certainty_of, disclaimers
from reportedly.extract.attribution import find_attributions
from reportedly.extract.clauses import Range, phrase
from reportedly.extract.parties import Parties
from reportedly.extract.passage import Attribution, Passage
from reportedly.extract.speakers import speaks
from reportedly.model import Act, Document, Form, Source, Span, Statement

PRONOUNS = frozenset({"PRON", "DET", "SCONJ"})


def find_statements(doc: Doc, document: Document, parties: Parties) -> tuple[Statement, ...]:
    """The statements of a document, by position.

    Every source chain ends with the document's own outlet. A statement inside what another says was passed on by that
    other's source: its chain goes on with the other's.
    """
    passage = Passage(doc)
    found = find_attributions(passage)
    around = _enclosing(found)
    names = {party.id: party.name for party in parties.all()}
    outlet = Source(document.outlet or "the report", outlet=True)
    doubted = _doubted(doc, found)
    chains: dict[int, tuple[Source, ...]] = {}
    made: dict[str, Statement] = {}
    for number in sorted(range(len(found)), key=lambda n: _depth(n, around)):
        a, outer = found[number], around[number]
        chain = [_source(doc, document, parties, names, a.source, doc[a.speaker])] \
            if a.source is not None and a.speaker is not None else []
        for link in (*_relays(doc, document, parties, names, a), *(chains[outer] if outer is not None else ())):
            if all(link.span != known.span for known in chain):
                chain.append(link)
        if (outer is not None or passage.quoted[a.anchor] >= 0) and _is_self(doc, a):
            chains[number] = tuple(chain[1:])
            continue
        chains[number] = tuple(chain)
        statement = _statement(passage, parties, a, (*chain, outlet), number in doubted)
        made.setdefault(statement.id, statement)
    return tuple(sorted(made.values(), key=lambda s: (s.content[0], s.id)))


def _enclosing(found: list[Attribution]) -> list[int | None]:
    """For each attribution the innermost other that holds its cue and its words in one stretch of its content."""
    around: list[int | None] = [None] * len(found)
    by_anchor = sorted(range(len(found)), key=lambda n: found[n].anchor)
    anchors = [found[n].anchor for n in by_anchor]
    for outer, a in enumerate(found):
        for low, high in a.content:
            for inner in by_anchor[bisect_left(anchors, low):bisect_left(anchors, high)]:
                if inner != outer and low <= found[inner].content[0][0] and found[inner].content[-1][1] <= high:
                    known = around[inner]
                    if known is None or _length(a) < _length(found[known]):
                        around[inner] = outer
    return around


def _length(attribution: Attribution) -> int:
    return sum(high - low for low, high in attribution.content)


def _depth(number: int, around: list[int | None]) -> int:
    """How many attributions a statement stands in."""
    depth, outer = 0, around[number]
    while outer is not None and depth < len(around):
        depth, outer = depth + 1, around[outer]
    return depth


def _is_self(doc: Doc, attribution: Attribution) -> bool:
    """Whether a speaker speaks of their own speaking: "We condemn this", she said. That is her statement."""
    return attribution.speaker is not None and "1" in doc[attribution.speaker].morph.get("Person", [])


def _doubted(doc: Doc, found: list[Attribution]) -> set[int]:
    """The attributions that a sentence behind them, in the same paragraph, says nobody could confirm."""
    doubted = set()
    for match in disclaimers().finditer(doc.text):
        before = [(a.content[-1][1], number) for number, a in enumerate(found) if doc[a.anchor].idx < match.start()]
        if before:
            _, last = max(before)
            if "\n" not in doc.text[doc[found[last].anchor].idx:match.start()]:
                doubted.add(last)
    return doubted


def _relays(doc: Doc, document: Document, parties: Parties, names: dict[str, str], a: Attribution) -> Iterator[Source]:
    """Who passed it on: an outlet that was told."""
    for hearer in a.hearers:
        party = parties.of(doc[hearer])
        if party is not None and parties.kind(party) == "outlet":
            yield _source(doc, document, parties, names, phrase(doc[hearer]), doc[hearer])


def _span(doc: Doc, part: Range) -> Span:
    last = doc[part[1] - 1]
    return Span(doc[part[0]].idx, last.idx + len(last.text))


def _statement(
    passage: Passage, parties: Parties, a: Attribution, chain: tuple[Source, ...], doubted: bool,
) -> Statement:
    doc = passage.doc
    inside = sum(passage.quoted[i] >= 0 for low, high in a.content for i in range(low, high))
    form: Form = "indirect" if not inside else "direct" if inside >= 0.8 * _length(a) else "mixed"
    cue = _span(doc, a.cue)
    hearers = (parties.of(doc[hearer]) for hearer in a.hearers)
    act: Act = act_of(doc, a) if _is_actor(passage, parties, a) else "report"
    return Statement(
        f"s{cue.start}", chain, cue, tuple(_span(doc, c) for c in a.content), form, act,
        tuple(party for party in hearers if party is not None), "unconfirmed" if doubted else certainty_of(doc, a))


def _is_actor(passage: Passage, parties: Parties, a: Attribution) -> bool:
    """Whether the source is somebody who can act by words: a trial threatens nobody."""
    if a.speaker is None:
        return True
    speaker = passage.doc[a.speaker]
    return parties.of(speaker) is not None or speaker.pos_ in PRONOUNS or speaks(passage, speaker)


def _source(
    doc: Doc, document: Document, parties: Parties, names: dict[str, str], words: Range, speaker: Token,
) -> Source:
    """A source by its words in place; for a pronoun the text is the name of whom it stands for, where that is known."""
    span = _span(doc, words)
    party = parties.of(speaker)
    text = document.text[span.start:span.end]
    if words[1] - words[0] == 1 and doc[words[0]].pos_ in PRONOUNS:
        if not words[0] <= speaker.i < words[1]:
            named = _span(doc, phrase(speaker, words))
            text = document.text[named.start:named.end]
        elif party in names:
            text = names[party]
    return Source(text, party, span)
