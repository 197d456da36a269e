"""The questions on which origins differ, with each side's answer in its words; and what origins took back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from reportedly.publish.words import count, period
from reportedly.weigh.bench import Bench, affirms
from reportedly.weigh.fields import When, Where
from reportedly.weigh.parties import speaks_for
from reportedly.weigh.telling import Telling, Voice, content_words, moment
from reportedly.weigh.types import DeskParty, Dispute, Estimate, Field, Position, Question, Quote, Retraction, whole_sentence

SIDES = ("clash", "riot")
"""What takes two sides: two actors are no dispute."""

BODIES = ("government", "force", "armed group", "organisation")


def disputes(
    bench: Bench, actors: Sequence[DeskParty], numbers: Sequence[Estimate], when: When, where: Where,
) -> tuple[Dispute, ...]:
    """The disputes, the gravest question first."""
    found = (_whether(bench), _who_did_it(bench, actors, where.place.country if where.place else None), _who_was_hit(bench),
             *(_how_many(bench, e) for e in numbers), _where(bench, where), _when(bench, when))
    return tuple(d for d in found if d is not None)


def _position(bench: Bench, answer: str, accounts: Iterable[str], quotes: Iterable[Quote]) -> Position:
    of = tuple(dict.fromkeys(accounts))
    return Position(answer, bench.origins_of(of), of, tuple(dict.fromkeys(quotes)))


def _denials(voice: Voice) -> tuple[Quote, ...]:
    """The words of a denial: those of the statement where there is one, else those that name what is denied."""
    said = tuple(q for s in voice.said if s.act == "deny" for q in s.quotes)
    return said or tuple(t.quote for t in voice.told if t.denied)


def _affirmations(voice: Voice) -> tuple[Quote, ...]:
    """The first sentence with which a voice tells that it happened."""
    told = [t.quote for t in voice.told if not t.denied] or [c.quote for c in voice.counts]
    return tuple(map(whole_sentence, told[:1]))


def _whether(bench: Bench) -> Dispute | None:
    """Whether it happened: somebody says that it did not. Who only clears itself disputes who did it."""
    against = [s for s in bench.against() if not _only_clears_itself(s.voice)]
    if not against:
        return None
    held = [s for s in bench.speeches if affirms(s.voice)]
    return Dispute("whether", (
        _position(bench, "it happened", [s.id for s in held], (q for s in held for q in _affirmations(s.voice))),
        _position(bench, "it did not happen", [s.id for s in against], (q for s in against for q in _denials(s.voice)))))


def _only_clears_itself(voice: Voice) -> bool:
    """Whether all that a voice denies is that it was the one: what it denies has an actor, and is told as reported."""
    denied = [t for t in voice.told if t.denied]
    return bool(voice.actors) and all(t.realis != "denied" for t in denied)


def _side(actor: DeskParty, country: str | None) -> str:
    """Whose an actor is: a state's by its country; "the army", "government jets" are of the country where it happened."""
    unnamed = actor.kind in ("government", "force") and actor.name[1:].islower()
    return actor.country or (country if unnamed and country else actor.name.casefold())


def _who_did_it(bench: Bench, actors: Sequence[DeskParty], country: str | None) -> Dispute | None:
    """Who did it: one who is named denies it, or origins name different ones for what takes only one side."""
    blamed: dict[str, list[DeskParty]] = {}
    for actor in actors:
        if actor.kind in BODIES and actor.supports:
            blamed.setdefault(_side(actor, country), []).append(actor)
    denied = [a for a in actors if a.disputes and a.kind in (*BODIES, "person")]
    two_sided = all(t.type in SIDES for t in bench.tellings if t.whole)
    rivals = len(blamed) > 1 and not two_sided and not _shared(bench, blamed)
    if not denied and not rivals:
        return None
    positions = []
    for group in blamed.values():
        supports = [a for actor in group for a in actor.supports]
        positions.append(_position(bench, group[0].name, supports, (q for a in group for q in a.quotes)))
    cleared: dict[tuple[str, tuple[str, ...]], list[DeskParty]] = {}
    for actor in denied:
        cleared.setdefault((_side(actor, country), actor.disputes), []).append(actor)
    for (_, accounts), those in cleared.items():
        speeches = [s for s in bench.speeches if s.id in accounts]
        by = "denied by itself" if any(speaks_for(s, a) for s in speeches for a in those) else "denied"
        positions.append(_position(bench, f"not {those[0].name}: {by}", accounts,
                                   (q for s in speeches for q in _denials(s.voice))))
    return Dispute("who did it", tuple(positions)) if len(positions) > 1 or denied else None


def _shared(bench: Bench, blamed: dict[str, list[DeskParty]]) -> bool:
    """Whether some origin names them all: they are said to have done it together."""
    groups = [set(bench.origins_of(a for actor in group for a in actor.supports)) for group in blamed.values()]
    return bool(set.intersection(*groups))


def _who_was_hit(bench: Bench) -> Dispute | None:
    """Who was hit: some say civilians, others fighters; or a report shows that its sources differ."""
    sides: dict[str, list[tuple[str, Quote]]] = {}
    for speech in bench.speeches:
        if affirms(speech.voice):
            for hit in speech.voice.hit:
                if hit.role in ("civilian", "combatant"):
                    sides.setdefault(hit.role, []).extend((speech.id, q) for q in hit.quotes)
            for figure in speech.voice.counts:
                if figure.status in ("civilian", "combatant"):
                    sides.setdefault(figure.status, []).append((speech.id, figure.quote))
    spared = [(s.id, q) for s in bench.speeches for h in s.voice.spared if h.role == "civilian" for q in h.quotes]
    if spared:
        sides["no civilian"] = spared
    positions = [_position(bench, f"{side}s", (a for a, _ in told), (q for _, q in told)) for side, told in sorted(sides.items())]
    shown = {q for t in bench.tellings for q in t.contested.get("who was hit", ())}
    if shown:
        holders = [s.id for s in bench.speeches if any(q.span in (c.span for c in shown) and q.document == s.telling.document
                                                       for said in s.voice.said for q in said.quotes)]
        positions.append(_position(bench, "in other words", holders, sorted(shown, key=lambda q: (q.document, q.span))))
    apart = len(positions) > 1 and any(not set(a.origins) & set(b.origins) for a in positions for b in positions)
    return Dispute("who was hit", tuple(positions)) if len(positions) > 1 and (apart or shown or retractions(bench)) else None


def _how_many(bench: Bench, estimate: Estimate) -> Dispute | None:
    """Figures of different origins that can't all be true."""
    counts = estimate.by_origin
    if not any(b.high is not None and a.low > b.high for a in counts for b in counts):
        return None
    figures: dict[tuple[int, int | None], list[int]] = {}
    for number, one in enumerate(counts):
        figures.setdefault((one.low, one.high), []).append(number)
    return Dispute("how many", tuple(
        _position(bench, f"{count(low, high)} {estimate.kind}", (a for n in numbers for a in counts[n].accounts),
                  (q for n in numbers for q in counts[n].quotes))
        for (low, high), numbers in sorted(figures.items(), key=lambda f: (f[0][0], f[0][1] or f[0][0]))))


def _where(bench: Bench, where: Where) -> Dispute | None:
    return _field(bench, "where", where.field, lambda t: ", ".join(dict.fromkeys(p.name for p in t.places)),
                  lambda t: t.where)


def _when(bench: Bench, when: When) -> Dispute | None:
    return _field(bench, "when", when.field, lambda t: period(t.earliest, t.latest), lambda t: t.when)


def _field(
    bench: Bench, question: Question, field: Field, answer: Callable[[Telling], str],
    words: Callable[[Telling], tuple[Quote, ...]],
) -> Dispute | None:
    """The value of a field and what the tellings say that dispute it."""
    if not field.disputes:
        return None
    telling = {s.id: s.telling for s in bench.speeches}
    answers: dict[str, list[str]] = {field.value: list(field.supports)}
    for account in field.disputes:
        answers.setdefault(answer(telling[account]), []).append(account)
    return Dispute(question, tuple(
        _position(bench, text, of, (q for a in of for q in words(telling[a]))) for text, of in answers.items()))


def retractions(bench: Bench) -> tuple[Retraction, ...]:
    """Origins that first said that something happened, and later in words of the same thing that it did not."""
    return tuple(_retractions(bench))


def _retractions(bench: Bench) -> Iterator[Retraction]:
    for origin in bench.origins:
        of = [bench.accounts[a] for a in origin.accounts]
        told = sorted(((moment(a.published), t.quote.document, t.quote.span.start, t) for a in of for t in a.told),
                      key=lambda x: x[:3])
        first_denied = next((i for i, x in enumerate(told) if x[3].denied), len(told))
        earlier = [x[3].quote for x in told[:first_denied]]
        later = [x[3].quote for x in told[first_denied:] if x[3].denied]
        later = [q for q in later if any(content_words(q.sentence) & content_words(e.sentence) for e in earlier)]
        if earlier and later and origin.kind != "outlet":
            yield Retraction(origin.id, tuple(dict.fromkeys(earlier)), tuple(dict.fromkeys(later)))
