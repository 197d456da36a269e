"""Who did it, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.events.settings import tokens_of
from reportedly.extract.events.syntax import prepositions
from reportedly.extract.events.words import words
from reportedly.extract.incidents.accounts import CLAIM, Evidence, answers, blamed
from reportedly.extract.parties import Parties
from reportedly.extract.statements.acts import REJECTIONS, is_negated
from reportedly.model import Actor, ActorStatus, Event, Role, Span, Statement

POSSESSIVE = "poss"
INSIDE = ("pobj", "pcomp", "prep", "dobj", "xcomp", "nsubjpass", "acomp")
TOLD = ("ccomp", "xcomp")
CHARGED = ("nsubjpass", "dobj", "conj")
OF_A_BODY = ("prep", "pobj", "attr", "oprd")
OF_DEEDS = frozenset(("of", "for", "over", "against"))
"""What joins a deed to who is accused of it, though it may lead to another time elsewhere."""


def actors(doc: Doc, of: Evidence, parties: Parties) -> tuple[Actor, ...]:
    """Who did it, and who says so: asserted by the outlet, claimed by themselves, denied by them, or alleged by others.

    Who speaks for their own men claims too. Who is only "suspected" is alleged, in the outlet's own words too.
    """
    by_id = {s.id: s for s in of.statements}
    status: dict[str, ActorStatus] = {}
    because: dict[str, list[str]] = {}
    for event in of.events:
        statement = by_id.get(event.statement or "")
        for role in event.actors:
            if role.party is None or any(_holds(other.span, role.span) for other in event.actors):
                continue  # of "rebels of the front" the rebels did it
            new = _status(doc, event, role, statement, parties)
            known = status.get(role.party)
            if known in (None, "alleged", "denied") and not (known is not None and new == "denied"):
                status[role.party] = new
            if statement:
                because.setdefault(role.party, []).append(statement.id)
    for statement in of.about:
        party = blamed(doc, statement, parties)
        for claimant in _claimants(doc, statement, (), parties) if statement.act == CLAIM else ():
            status[claimant] = "claimed"
            because.setdefault(claimant, []).append(statement.id)
        if party is not None:
            status.setdefault(party, "alleged")
            because.setdefault(party, []).append(statement.id)
        if answers(doc, statement):
            for party in _spoken_for(_voices(doc, statement, parties), status, parties):
                status[party] = "denied"
                because.setdefault(party, []).append(statement.id)
    for statement in of.statements:
        speaker = statement.source[0].party
        if speaker is None or not statement.events:
            continue
        if statement.act == CLAIM:
            for party in _claimants(doc, statement, of.events, parties):
                status[party] = "claimed"
                because.setdefault(party, []).append(statement.id)
        elif statement.act == "deny":
            for party in _spoken_for({speaker}, status, parties):
                status[party] = "denied"
                because.setdefault(party, []).append(statement.id)
    return tuple(Actor(p, s, tuple(dict.fromkeys(because.get(p, ())))) for p, s in status.items())


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer.start <= inner.start and inner.end <= outer.end


def _status(doc: Doc, event: Event, role: Role, statement: Statement | None, parties: Parties) -> ActorStatus:
    """What one mention makes of who acts in it."""
    if event.realis == "denied" or (statement is not None and statement.act == "deny") or _is_cleared(doc, event.trigger):
        return "denied"
    if statement is not None and _voices(doc, statement, parties) & {role.party, _owner(doc, role.span, parties)}:
        if _is_order(doc, statement):
            reported = any(not source.outlet for source in statement.source[1:])
            return "alleged" if reported or _is_suspected(doc, role.span, event.trigger) else "asserted"
        if statement.act in REJECTIONS:
            return "denied"
        said = not any(map(is_negated, tokens_of(doc, statement.cue) if statement.cue else ()))
        return "claimed" if said else "alleged"
    return "alleged" if statement is not None or _is_suspected(doc, role.span, event.trigger) else "asserted"


def _is_order(doc: Doc, statement: Statement) -> bool:
    """Whether the statement is what made others do it, and tells nothing of it: "the cartel ordered the killing"."""
    cue = tokens_of(doc, statement.cue) if statement.cue else []
    return any(t.lemma_.lower() in words("realis", "planned") for t in cue)


def _voices(doc: Doc, statement: Statement, parties: Parties) -> set[str]:
    """Who says it, and the body that a spokesman says it for."""
    source = statement.source[0]
    bodies = (body for t in (tokens_of(doc, source.span) if source.span else ()) if (body := parties.body_of(t)) is not None)
    return {party for party in (source.party, *map(parties.peek, bodies)) if party is not None}


def _claimants(doc: Doc, statement: Statement, events: Iterable[Event], parties: Parties) -> set[str]:
    """Who claims it: the speaker; where that is a letter or a leaflet, those who are told in it to have done it."""
    source = statement.source[0]
    named = tokens_of(doc, source.span) if source.span else []
    letters = lexicon.load("people")["documents"]
    heads = [phrase.root if (phrase := parties.span_of(t)) is not None else t for t in named if t.head not in named]
    if any(t.lemma_.lower() in letters for t in heads):
        return {r.party for e in events if e.statement == statement.id for r in e.actors if r.party is not None}
    return {source.party} if source.party is not None else set()


def _spoken_for(speakers: Iterable[str], of: Iterable[str], parties: Parties) -> list[str]:
    """Those of the parties that one of the speakers speaks for."""
    return [party for party in of if any(_speaks_for(speaker, party, parties) for speaker in speakers)]


def _speaks_for(speaker: str, party: str, parties: Parties) -> bool:
    """Whether the speaker is the party, an official of the state that it is, or the state whose force it is."""
    if speaker == party:
        return True
    state = parties.kind(party) == "government" or (parties.kind(party) == "force" and parties.kind(speaker) == "government")
    country = parties.country(party) if state else None
    return country is not None and parties.country(speaker) == country


def _owner(doc: Doc, doer: Span, parties: Parties) -> str | None:
    """The party whose men they are: "its fighters"."""
    owner = next((w for token in tokens_of(doc, doer) for w in token.lefts if w.dep_ == POSSESSIVE), None)
    return parties.peek(owner) if owner is not None else None


def _is_suspected(doc: Doc, doer: Span, deed: Span) -> bool:
    """Whether the words before who did it doubt it, or those between them and the deed only accuse them of it."""
    known = lexicon.load("people")
    doers = tokens_of(doc, doer)
    if doers[-1].dep_ == "pobj" and doers[-1].head.head.lemma_.lower() in words("blame", "attributed"):
        return True  # "an attack blamed on them"
    if _is_said_to_be_theirs(doers[-1]) or (doers[-1].sent != tokens_of(doc, deed)[-1].sent and _is_blamed(doers[-1])):
        return True
    if any(word.lower_ in known["suspected"] for token in doers for word in (token, *token.lefts)):
        return True
    done = tokens_of(doc, deed)[-1]
    below = doers[-1].dep_ in CHARGED and any(t.i == done.i for t in doers[-1].ancestors)
    if below and doers[-1].head.lemma_.lower() in known["suspecting"]:
        return True  # "the murder, for which three men were charged"
    for verb in _over(done):
        subject = any(c.dep_ == "nsubj" and c in doers for c in verb.children)
        tried = any(p in words("blame", "under") and t.lemma_.lower() in known["suspecting"] for p, t in prepositions(verb))
        supposed = verb.tag_ == "VBN" and verb.lemma_.lower() in words("blame", "supposed")
        maybe = any(c.dep_ == "aux" and c.lower_ in words("blame", "maybe") for c in verb.children)
        accuses = tried or supposed or maybe or (verb.lemma_.lower() in known["suspecting"] and verb.i != done.i and not subject)
        if accuses or any(c.lower_ in known["allegedly"] for c in verb.children if c.dep_ == "advmod"):
            return True
    return False


def _is_blamed(doer: Token) -> bool:
    """Whether the words only lay the blame for what was told before on the doer: "blamed X", "X was behind it"."""
    states = words("blame", "bare") | words("blame", "bare_adjectives")
    return doer.head.lemma_.lower() in states or any(
        c.lemma_.lower() in states for verb in (doer.head, *doer.head.children) for c in verb.children)


def _is_said_to_be_theirs(body: Token) -> bool:
    """Whether somebody only says or believes of people that they are of the body: "are thought to be members of it"; not
    where that is its name, "a group called the Red Hand".
    """
    verb = body
    while verb.dep_ in OF_A_BODY and verb.head.i != verb.i:
        verb = verb.head
    being = verb.lemma_.lower() in words("among", "belong") | words("among", "name")
    if verb.dep_ == "acl" and verb.lower_ in lexicon.load("people")["naming"]:
        return False
    return being and (verb.dep_ in TOLD or verb.tag_ == "VBN")


def _is_cleared(doc: Doc, deed: Span) -> bool:
    """Whether a court has cleared of the deed whoever was said to have done it."""
    return any(verb.lemma_.lower() in words("blame", "cleared") for verb in _over(tokens_of(doc, deed)[-1]))


def _over(deed: Token) -> Iterator[Token]:
    """The deed and what stands over it in its clause, as what it is of or for: "arrested on charges of murder"."""
    yield deed
    while deed.dep_ in INSIDE and deed.head.i != deed.i and deed.lower_ not in words("where", "elsewhen") - OF_DEEDS:
        deed = deed.head
        yield deed
