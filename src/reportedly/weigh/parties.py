"""Who is said to have done it, and who or what was hit, over all accounts of an incident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportedly.model import ActorStatus, Status
from reportedly.weigh.bench import Bench, affirms
from reportedly.weigh.independence import Speech, kind_of
from reportedly.weigh.telling import content_words
from reportedly.weigh.types import DeskParty, Quote

STATUSES: tuple[ActorStatus, ...] = ("claimed", "denied", "alleged", "asserted")
"""Of several the first is kept: what the actor says itself, then what others say of it."""


def actors_of(bench: Bench) -> tuple[DeskParty, ...]:
    """Every actor once, by name. It supports who names it as actor; it disputes who denies that it was."""
    named: dict[str, list[DeskParty]] = {}
    for telling in bench.tellings:
        for actor in telling.actors:
            named.setdefault(actor.name.casefold(), []).append(actor)
    return tuple(_actor(bench, variants) for variants in named.values())


def _actor(bench: Bench, variants: list[DeskParty]) -> DeskParty:
    name = variants[0].name.casefold()
    naming = [s for s in bench.speeches if any(a.name.casefold() == name for a in s.voice.actors)]
    supports = [s.id for s in naming if affirms(s.voice)]
    disputes = [s for s in bench.against() if s in naming or speaks_for(s, variants[0])]
    statuses: set[ActorStatus] = {a.status for a in variants if a.status}
    if not statuses:
        statuses = {"asserted" if all(s.own for s in naming) else "alleged"}
    if not disputes:
        statuses = (statuses - {"denied"}) or {"alleged"}
    elif any(speaks_for(s, variants[0]) for s in disputes):
        statuses.add("denied")
    status = next(s for s in STATUSES if s in statuses)
    return replace(variants[0], status=status, supports=tuple(supports), disputes=tuple(s.id for s in disputes),
                   quotes=_each(q for a in variants for q in a.quotes))


def speaks_for(speech: Speech, actor: DeskParty) -> bool:
    """Whether who speaks is the actor, one of its people, or an official of its country."""
    source = speech.source
    names = {name.casefold() for name in (source.name, source.group, source.body) if name}
    if actor.name.casefold() in names:
        return True
    official = kind_of(source) == "official" and actor.kind in ("government", "force")
    return official and source.country is not None and source.country == actor.country


def hit_of(bench: Bench) -> tuple[tuple[DeskParty, ...], tuple[DeskParty, ...]]:
    """Targets and victims, each once; "the convoy" is the one of which somebody says more ("a convoy of lorries")."""
    victims = {v.casefold() for t in bench.tellings for v in t.victims}
    named: dict[str, list[DeskParty]] = {}
    for telling in bench.tellings:
        for hit in telling.hit:
            named.setdefault(hit.name.casefold(), []).append(hit)
    found: tuple[list[DeskParty], list[DeskParty]] = ([], [])
    for names in _same_things(named):
        among_victims = any(n in victims for n in names)
        found[among_victims].append(_hit(bench, names, [h for n in names for h in named[n]]))
    return tuple(found[False]), tuple(found[True])


def _same_things(named: Iterable[str]) -> list[list[str]]:
    """The names in groups, the fullest first; what no word tells from a fuller one is in its group."""
    order = {name: i for i, name in enumerate(named)}
    groups: list[list[str]] = []
    for name in sorted(order, key=lambda n: (-len(content_words(n)), order[n])):
        words = content_words(name)
        home = next((g for g in groups if words and words <= content_words(g[0])), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    return sorted(groups, key=lambda g: min(order[n] for n in g))


def _hit(bench: Bench, names: list[str], variants: list[DeskParty]) -> DeskParty:
    supports = bench.where(lambda v: any(h.name.casefold() in names for h in v.hit))
    role: Status = next((v.role for v in variants if v.role != "unknown"), "unknown")
    return replace(variants[0], role=role, supports=supports, quotes=_each(q for v in variants for q in v.quotes))


def _each(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quotes))
