"""Which tellings on the desk are one incident, kept up to date with every report: only what it touches is looked at."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, or_, select, update

from reportedly.store import decisions, documents, rows
from reportedly.store.schema import accounts, blocks, links, tellings
from reportedly.weigh.cluster import Pair, clusters, pair
from reportedly.weigh.corrections import corrected
from reportedly.weigh.incident import weigh
from reportedly.weigh.link import APART, score
from reportedly.weigh.link import blocks as block_keys
from reportedly.weigh.profile import Profile
from reportedly.weigh.telling import Telling

_profile = functools.lru_cache(maxsize=50_000)(Profile.from_json)


def link(connection: Connection, keys: Iterable[str], stale: Iterable[str] = ()) -> set[str]:
    """Link new tellings, and put together anew the incidents that they or a decision touch.

    ``stale`` are incidents that lost a telling, were decided on, or of whose reports something else changed: they are
    weighed even if their tellings stay the same. Gives the ids of the incidents that changed.
    """
    new = set(keys)
    for key in sorted(new):
        _link_one(connection, key)
    lost = set(stale)
    for some in documents.chunks(sorted(lost)):
        new.update(connection.scalars(select(tellings.c.key).where(tellings.c.incident.in_(some))))
    changed = set(lost)
    change = rows.next_change(connection)
    while new:
        component, ruling = _component(connection, new)
        new -= component.keys()
        changed |= _put_together(connection, component, ruling, lost, change)
    return _clear(connection, changed)


def _link_one(connection: Connection, key: str) -> None:
    """Store the links of one telling to all that it can be one happening with."""
    mine = _profiles(connection, [key])[key]
    _, asked = block_keys(mine)
    found: set[str] = set()
    for some in documents.chunks(asked):
        found.update(connection.scalars(select(blocks.c.telling).where(blocks.c.block.in_(some))))
    same = documents.copies_of(connection, mine.document)
    for some in documents.chunks(sorted(same)):
        found.update(connection.scalars(select(tellings.c.key).where(tellings.c.document.in_(some))))
    scored = []
    for other in _profiles(connection, sorted(found - {key})).values():
        value = _score(mine, other, same_text=other.document in same)
        if value >= 0:
            one, two = pair(key, other.key)
            scored.append({"one": one, "other": two, "score": value})
    mine_already = select(links.c.one, links.c.other).where(or_(links.c.one == key, links.c.other == key))
    known = {(one, other) for one, other in connection.execute(mine_already)}
    fresh = [row for row in scored if (row["one"], row["other"]) not in known]
    if fresh:
        connection.execute(insert(links), fresh)


def _score(one: Profile, other: Profile, *, same_text: bool) -> float:
    """Two incidents of one report are two happenings."""
    if one.document == other.document and one.whole and other.whole:
        return APART
    return score(one, other, same_text=same_text)


def _component(connection: Connection, keys: set[str]) -> tuple[dict[str, Profile], decisions.Ruling]:
    """All tellings that links or decisions join with one of these, with what was decided on them."""
    found: dict[str, Profile] = {}
    todo = {min(keys)}
    ruling = decisions.Ruling()
    while todo:
        found |= _profiles(connection, sorted(todo))
        near: set[str] = set()
        for some in documents.chunks(sorted(todo)):
            for one, other in connection.execute(select(links.c.one, links.c.other).where(
                    or_(links.c.one.in_(some), links.c.other.in_(some)))):
                near |= {one, other}
        if not near - found.keys():
            ruling = decisions.ruling(connection, {p.document for p in found.values()})
            near = {key for both in ruling.together if found.keys() & set(both) for key in both}
        todo = near - found.keys()
    return found, ruling


def _profiles(connection: Connection, keys: Iterable[str]) -> dict[str, Profile]:
    found = {}
    for some in documents.chunks(keys):
        for key, data in connection.execute(select(tellings.c.key, tellings.c.profile).where(tellings.c.key.in_(some))):
            found[key] = _profile(data)
    return found


def _put_together(
    connection: Connection, component: Mapping[str, Profile], ruling: decisions.Ruling, stale: set[str], change: int,
) -> set[str]:
    """Cluster one component and store its incidents. Gives the ids of the incidents that are new, changed or gone."""
    same = documents.copied(connection, {p.document for p in component.values()})
    scores: dict[Pair, float] = {
        (one, other): _score(a, b, same_text=(a.document, b.document) in same)
        for (one, a), (other, b) in itertools.combinations(sorted(component.items()), 2)}
    groups = clusters(component, scores, ruling.together, ruling.apart)
    before = _homes(connection, component)
    changed: set[str] = set()
    for group in groups:
        homes = {before[key] for key in group}
        incident = next(iter(homes)) if len(homes) == 1 else None
        if incident and incident not in stale and _size(before, incident) == len(group):
            continue
        changed |= {home for home in homes if home} | {_store(connection, group, ruling, change)}
    outside = component.keys() - {key for group in groups for key in group}
    lost = {key for key in outside if before[key]}
    changed |= {before[key] or "" for key in lost}
    _set_home(connection, lost, None)
    return changed


def _homes(connection: Connection, keys: Iterable[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for some in documents.chunks(keys):
        query = select(tellings.c.key, tellings.c.incident).where(tellings.c.key.in_(some))
        found.update((key, incident) for key, incident in connection.execute(query))
    return found


def _size(homes: Mapping[str, str | None], incident: str) -> int:
    return sum(home == incident for home in homes.values())


def _set_home(connection: Connection, keys: Iterable[str], incident: str | None) -> None:
    for some in documents.chunks(sorted(keys)):
        connection.execute(update(tellings).where(tellings.c.key.in_(some)), {"incident": incident})


def _store(connection: Connection, group: Iterable[str], ruling: decisions.Ruling, change: int) -> str:
    """Weigh the incident of these tellings and store it."""
    told = contents(connection, group)
    names = dict.fromkeys(t.document for t in told)
    shown = documents.reports(connection, names)
    incident = weigh(told, shown, _texts(documents.copied(connection, names)))
    incident = corrected(incident, [d for key in sorted(group) for d in ruling.corrections.get(key, ())])
    _set_home(connection, group, incident.id)
    _delete(connection, [incident.id])
    hidden = any(d.verb == "hide" for key in group for d in ruling.corrections.get(key, ()))
    rows.put(connection, incident, change, hidden=hidden)
    origins = {o.id: o for o in incident.origins}
    told_by = [{"incident": incident.id, "id": a.id, "document": a.document, "origin": a.origin,
                "origin_name": origins[a.origin].name, "origin_kind": origins[a.origin].kind,
                "independent": origins[a.origin].independent, "source": " ← ".join(a.source), "published": a.published}
               for a in incident.accounts]
    if told_by:
        connection.execute(insert(accounts), told_by)
    return incident.id


def contents(connection: Connection, keys: Iterable[str]) -> list[Telling]:
    """The tellings with these keys."""
    found: list[Telling] = []
    for some in documents.chunks(sorted(keys)):
        query = select(tellings.c.content).where(tellings.c.key.in_(some))
        found += map(Telling.from_json, connection.scalars(query))
    return found


def _texts(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Groups of reports that carry one text: whatever pairs join."""
    groups: list[set[str]] = []
    for one, other in sorted(pairs):
        joined = [g for g in groups if one in g or other in g]
        groups = [g for g in groups if g not in joined] + [{one, other}.union(*joined)]
    return groups


def _clear(connection: Connection, changed: set[str]) -> set[str]:
    """Delete those of the changed incidents that no telling has as its home any more. Gives the others."""
    alive: set[str] = set()
    for some in documents.chunks(sorted(changed)):
        query = select(tellings.c.incident).where(tellings.c.incident.in_(some)).distinct()
        alive.update(i for i in connection.scalars(query) if i)
    _delete(connection, changed - alive)
    return alive


def _delete(connection: Connection, ids: Iterable[str]) -> None:
    for some in documents.chunks(sorted(ids)):
        connection.execute(delete(accounts).where(accounts.c.incident.in_(some)))
        rows.remove(connection, some)
