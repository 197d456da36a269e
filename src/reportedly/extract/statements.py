"""Who said what."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from reportedly.extract.acts import act_of, certainty_of
from reportedly.extract.attribution import find_attributions
from reportedly.extract.clauses import Range, phrase
from reportedly.extract.parties import Parties
from reportedly.extract.passage import Attribution, Passage
from reportedly.model import Act, Document, Form, Source, Span, Statement

DISPUTING: frozenset[Act] = frozenset({"deny", "reject"})
"""Acts that pass nothing on: who "rejected the rebels' claim that" is no source of the claim."""

PRONOUNS = frozenset({"PRON", "DET", "SCONJ"})


def find_statements(doc: Doc, document: Document, parties: Parties) -> tuple[Statement, ...]:
    """The statements of a document, by position.

    Every source chain ends with the document's own outlet. A statement inside what another says was passed on by that
    other's source: its chain goes on with the other's, unless that disputes it.
    """
    passage = Passage(doc)
    found = find_attributions(passage)
    names = {party.id: party.name for party in parties.all()}
    outlet = Source(document.outlet or "the report", outlet=True)
    made: dict[int, Statement] = {}
    chains: dict[int, tuple[Source, ...]] = {}
    around = _enclosing(found)
    for number in sorted(range(len(found)), key=lambda n: _depth(n, around)):
        a = found[number]
        chain: list[Source] = []
        if a.source is not None and a.speaker is not None:
            chain.append(_source(doc, document, parties, names, a.source, doc[a.speaker]))
        outer = around[number]
        onward = chains[outer] if outer is not None and made[outer].act not in DISPUTING else ()
        for link in (*_relays(doc, document, parties, names, a), *onward):
            if all(link.span != known.span for known in chain):
                chain.append(link)
        chains[number] = tuple(chain)
        made[number] = _statement(doc, parties, a, passage.quoted, (*chain, outlet))
    return _unique(sorted(made.values(), key=lambda s: (s.content[0], s.id)))


def _enclosing(found: list[Attribution]) -> list[int | None]:
    """For each attribution the innermost other that holds its cue and its first words in its content."""
    around: list[int | None] = []
    for inner in found:
        best: int | None = None
        for number, outer in enumerate(found):
            if outer is not inner and any(
                    low <= inner.anchor < high and low <= inner.content[0][0] and inner.content[-1][1] <= high
                    for low, high in outer.content) and (best is None or _length(outer) < _length(found[best])):
                best = number
        around.append(best)
    return around


def _length(attribution: Attribution) -> int:
    return sum(high - low for low, high in attribution.content)


def _depth(number: int, around: list[int | None]) -> int:
    depth, outer = 0, around[number]
    while outer is not None and depth < len(around):
        depth, outer = depth + 1, around[outer]
    return depth


def _unique(statements: list[Statement]) -> tuple[Statement, ...]:
    """The statements, one for each id."""
    return tuple({statement.id: statement for statement in statements}.values())


def _relays(doc: Doc, document: Document, parties: Parties, names: dict[str, str], a: Attribution) -> Iterator[Source]:
    """Who passed it on: who cites the source; an outlet that was told."""
    if a.via is not None:
        yield _source(doc, document, parties, names, a.via[0], doc[a.via[1]])
    for hearer in a.hearers:
        party = parties.of(doc[hearer])
        if party is not None and parties.kind(party) == "outlet":
            yield _source(doc, document, parties, names, phrase(doc[hearer]), doc[hearer])


def _span(doc: Doc, part: Range) -> Span:
    last = doc[part[1] - 1]
    return Span(doc[part[0]].idx, last.idx + len(last.text))


def _statement(doc: Doc, parties: Parties, a: Attribution, quoted: list[int], chain: tuple[Source, ...]) -> Statement:
    inside = sum(quoted[i] >= 0 for low, high in a.content for i in range(low, high))
    form: Form = "indirect" if not inside else "direct" if inside >= 0.8 * _length(a) else "mixed"
    cue = _span(doc, a.cue)
    hearers = (parties.of(doc[hearer]) for hearer in a.hearers)
    return Statement(
        f"s{cue.start}", chain, cue, tuple(_span(doc, c) for c in a.content), form, act_of(doc, a),
        tuple(party for party in hearers if party is not None), certainty_of(doc, a))


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
