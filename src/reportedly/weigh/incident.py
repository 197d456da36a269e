"""One incident of the desk, put together from the tellings of its reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reportedly.weigh.bench import Bench
from reportedly.weigh.disputes import disputes, retractions
from reportedly.weigh.fields import type_of, weapon_of, when_of, where_of
from reportedly.weigh.grade import Case, grade
from reportedly.weigh.independence import Speech, origins
from reportedly.weigh.parties import actors_of, hit_of
from reportedly.weigh.reconcile import estimates
from reportedly.weigh.telling import Telling, moment
from reportedly.weigh.types import DeskAccount, DeskIncident, Origin, Report, Rule


def weigh(
    tellings: Iterable[Telling], reports: Mapping[str, Report], copies: Iterable[Iterable[str]] = (),
    rule: Rule = "origins",
) -> DeskIncident:
    """The incident that these tellings tell. ``reports`` are by document, ``copies`` groups of documents with one text.

    Raises:
        ValueError: none of the tellings is a whole one.
    """
    told = sorted(tellings, key=published_first)
    whole = [t for t in told if t.whole]
    if not whole:
        raise ValueError("an incident needs a telling that is one by itself")
    documents = list(dict.fromkeys(t.document for t in told))
    groups = [tuple(d for d in documents if d in set(g)) for g in copies]
    groups = sorted((g for g in groups if len(g) > 1), key=lambda g: documents.index(g[0]))
    text = {d: d for d in documents} | {d: g[0] for g in groups for d in g}
    speeches = _speeches(told, text)
    found = origins(speeches)
    accounts = _accounts(speeches, found)
    bench = Bench(tuple(told), tuple(speeches), found, {a.id: a for a in accounts})
    kind, when, where = type_of(bench), when_of(bench), where_of(bench)
    actors = actors_of(bench)
    numbers = estimates(found, accounts, rule)
    disputed = disputes(bench, actors, numbers, when, where)
    targets, victims = hit_of(bench)
    disagreeing = frozenset((*kind.field.disputes, *when.field.disputes, *where.field.disputes))
    fields = {"type": kind.field, "when": when.field, "where": where.field, "weapon": weapon_of(bench)}
    main = {t.document for t in told if t.main}
    return DeskIncident(
        id=whole[0].key, type=kind.value, earliest=when.earliest, latest=when.latest, stated=when.stated, place=where.place,
        fields={name: field for name, field in fields.items() if field.value}, actors=actors, targets=targets,
        victims=victims, estimates=numbers,
        grade=grade(Case(found, bench.accounts, actors, disputed, disagreeing)), disputes=disputed,
        retractions=retractions(bench), reports=tuple(replace(reports[d], main=d in main) for d in documents),
        accounts=accounts, origins=found, copies=tuple(groups), also=tuple(sorted(t.key for t in whole[1:])))


def published_first(telling: Telling) -> tuple[str, str, int, str]:
    """The order in which tellings count: by day of publication, those without one last."""
    return (moment(telling.published), telling.document, telling.start, telling.key)


def _speeches(told: Sequence[Telling], text: Mapping[str, str]) -> list[Speech]:
    """One account a source and report; what a source says in several tellings of a report is one account."""
    found: dict[tuple[str, tuple[str, ...]], Speech] = {}
    for telling in told:
        for voice in telling.voices:
            key = (telling.document, tuple(link.name.casefold() for link in voice.chain))
            known = found.get(key)
            if known is None:
                found[key] = Speech(f"a{len(found) + 1}", telling, voice, text[telling.document])
            else:
                both = known.voice
                joined = replace(
                    both, told=(*both.told, *voice.told), counts=(*both.counts, *voice.counts),
                    said=tuple(dict.fromkeys((*both.said, *voice.said))), actors=(*both.actors, *voice.actors),
                    hit=(*both.hit, *voice.hit), places=(*both.places, *voice.places),
                    spared=(*both.spared, *voice.spared))
                found[key] = replace(known, voice=joined)
    return list(found.values())


def _accounts(speeches: Sequence[Speech], found: Sequence[Origin]) -> tuple[DeskAccount, ...]:
    origin = {account: o.id for o in found for account in o.accounts}
    return tuple(
        DeskAccount(
            s.id, s.telling.document, origin[s.id], tuple(link.name for link in s.voice.chain), s.telling.published,
            s.voice.told, s.voice.counts, s.voice.said)
        for s in speeches)


