"""Who said what."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from reportedly.extract.parties import Parties
from reportedly.extract.statements.acts import act_of, asks_for_silence, certainty_of, disclaimers, said_by_nobody
from reportedly.extract.statements.attribution import find_attributions
from reportedly.extract.statements.passage import Attribution, Passage
from reportedly.extract.statements.sources import PRONOUNS, Sources, span_of
from reportedly.extract.statements.speakers import speaks
from reportedly.model import Act, Document, Form, Source, Statement

DISPUTING: frozenset[Act] = frozenset({"deny", "reject"})
"""Acts that pass nothing on: who "rejected the rebels' claim that" is no source of the claim."""


def find_statements(doc: Doc, document: Document, parties: Parties) -> tuple[Statement, ...]:
    """The statements of a document, by position.

    Every source chain ends with the document's own outlet, which passes nothing on to itself. A statement inside what
    another says was passed on by that other's source: its chain goes on with the other's.
    """
    passage = Passage(doc)
    found = find_attributions(passage)
    around = _enclosing(found)
    sources = Sources(passage, document, parties)
    doubted = _doubted(doc, found)
    chains: dict[int, tuple[Source, ...]] = {}
    made: dict[str, Statement] = {}
    for number in sorted(range(len(found)), key=lambda n: _depth(n, around)):
        a, outer = found[number], around[number]
        disputed = outer is not None and act_of(doc, found[outer]) in DISPUTING
        passed_on = chains.get(outer, ()) if outer is not None and not disputed else ()
        own = (outer is not None or passage.quoted[a.anchor] >= 0) and _is_self(doc, a)
        if own or said_by_nobody(doc, a) or asks_for_silence(doc, a):
            chains[number] = passed_on
            continue
        links = {link.span: link for link in (*passed_on[::-1], *sources.links(a)[::-1])}.values()
        chains[number] = tuple(link for n, link in enumerate(reversed(links)) if n == 0 or not sources.is_own(link))
        statement = _statement(passage, parties, a, (*chains[number], sources.outlet), number in doubted)
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


def _statement(
    passage: Passage, parties: Parties, a: Attribution, chain: tuple[Source, ...], doubted: bool,
) -> Statement:
    doc = passage.doc
    inside = sum(passage.quoted[i] >= 0 for low, high in a.content for i in range(low, high))
    form: Form = "indirect" if not inside else "direct" if inside >= 0.8 * _length(a) else "mixed"
    cue = span_of(doc, a.cue)
    hearers = (parties.of(doc[hearer]) for hearer in a.hearers)
    act: Act = act_of(doc, a) if _is_actor(passage, parties, a) else "report"
    return Statement(
        f"s{cue.start}", chain, cue, tuple(span_of(doc, c) for c in a.content), form, act,
        tuple(party for party in hearers if party is not None), "unconfirmed" if doubted else certainty_of(doc, a))


def _is_actor(passage: Passage, parties: Parties, a: Attribution) -> bool:
    """Whether the source is somebody who can act by words: a trial threatens nobody."""
    if a.speaker is None:
        return True
    speaker = passage.doc[a.speaker]
    return parties.of(speaker) is not None or speaker.pos_ in PRONOUNS or speaks(passage, speaker)
