"""Made-up reports on made-up incidents, with the truth: which incident, which independent origins, a copy of what.

    python -m benchmarks.desk.generator --incidents 4000 --seed 0 -o reports.jsonl

writes one report a line, as ``reportedly read`` takes them, the truth under the key ``truth``. The places are real;
incidents, people, armed groups, agencies and outlets are invented. Reports come incident by incident, in the order of
the incidents' days, those of one incident in the order of their publication. The same seed gives the same reports, and
fewer incidents give the head of more.

What counts as one origin: an institution (the police, a hospital, a ministry, an armed group), whoever speaks for it and
whoever is told; a witness with a name; residents without one, as one agency or outlet asked them; and an agency or outlet
that tells of the incident in its own voice (``:own:``), which a copy of its text keeps.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.desk.copies import Copying, copied, dressed
from benchmarks.desk.data import load
from benchmarks.desk.phrases import MONTHS
from benchmarks.desk.phrases import capital as upper
from benchmarks.desk.slots import Slots, Writer, WriterKind
from benchmarks.desk.telling import Angle, Paragraph, Story, write
from benchmarks.desk.world import Happening, capital, country, country_name, happenings

MOST = 15
"""Reports that an incident can have; a third have one or two, the mean is five."""

COPIED = 0.42
"""How often a report that is not the first of its incident is a copy."""

LOOK_BACK = 1200
"""Incidents that are remembered for looking back on."""


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One report and the truth of it.

    ``report`` is as :func:`reportedly.read_many` takes it; ``incident`` the incident that it is news of; ``origin`` the
    independent origins whose statements on it the report carries; ``copy_of`` the report that it copies, if any;
    ``background`` the other incidents that it looks back on.
    """

    id: str
    report: dict[str, str]
    incident: str
    origin: tuple[str, ...]
    copy_of: str | None = None
    background: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Printed:
    """A report before its furniture."""

    id: str
    writer: Writer
    told: datetime
    story: Story
    paragraphs: tuple[Paragraph, ...]


def reports(incidents: int, seed: int = 0) -> Iterator[MadeUp]:
    """The reports of so many incidents, one at a time."""
    before: deque[Happening] = deque(maxlen=LOOK_BACK)
    for event in happenings(incidents, seed):
        yield from _of(event, random.Random(f"reports {seed} {event.id}"), before)
        before.append(event)


def _of(event: Happening, rng: random.Random, before: Sequence[Happening]) -> Iterator[MadeUp]:
    count = 1 + min(MOST - 1, int(rng.expovariate(1 / 4.7)))
    first = rng.uniform(0.7, 7)
    delays = sorted([first, *(first + min(rng.expovariate(1 / 16), 110) for _ in range(count - 1))])
    originals: list[_Printed] = []
    names: set[str] = set()
    for number, delay in enumerate(delays):
        told = event.at + timedelta(minutes=round(delay * 60))
        key = f"{event.id}-{number:02}"
        source = _worth_copying(rng, originals, told) if rng.random() < COPIED else None
        if source:
            yield _copy(rng, event, key, told, source, names)
            continue
        writer = _writer(rng, event, names)
        story = write(rng, event, writer, told, _angle(rng, event, number, delay), before)
        printed = _Printed(key, writer, told, story, story.paragraphs)
        originals.append(printed)
        dateline = _dateline(rng, event, writer.name, told) if writer.kind == "wire" or rng.random() < 0.15 else None
        yield _made_up(rng, event, printed, story.headline, dateline=dateline, agency=writer.via or writer.name)


def _worth_copying(rng: random.Random, originals: Sequence[_Printed], told: datetime) -> _Printed | None:
    """A report of the day before, most often an agency's."""
    fresh = [one for one in originals if told - one.told < timedelta(hours=36)]
    return rng.choices(fresh, [6 if one.writer.kind == "wire" else 1 for one in fresh])[0] if fresh else None


def _copy(rng: random.Random, event: Happening, key: str, told: datetime, source: _Printed, names: set[str]) -> MadeUp:
    ways: tuple[Copying, ...] = ("verbatim", "abridged", "rewritten")
    way = rng.choices(ways, (4, 3, 3))[0]
    writer = Writer(_outlet(rng, event, names, "home" if rng.random() < 0.33 else "abroad"), "abroad")
    printed = _Printed(key, writer, told, source.story, tuple(copied(rng, source.paragraphs, way)))
    headline = source.story.headline if rng.random() < 0.5 else _other_headline(rng, event, source)
    dateline = None
    if source.writer.kind == "wire" and rng.random() < 0.3:
        dateline = _dateline(rng, event, source.writer.name, source.told)
    credit = rng.choice(["top", "bottom", "bottom", None, None]) if source.writer.kind == "wire" and not dateline else None
    return _made_up(rng, event, printed, headline, dateline=dateline, agency=source.writer.name, credit=credit,
                    copy_of=source.id)


def _other_headline(rng: random.Random, event: Happening, source: _Printed) -> str:
    slots = Slots(rng, event, source.writer, source.told)
    slots.speaker = source.story.speaker
    frames = [*load("frames")["headlines"]["any"], *load("frames")["headlines"]["harm"]]
    for frame in rng.sample(frames, len(frames)):
        text = slots.fill(frame)
        if text:
            return upper(text)
    return source.story.headline


def _angle(rng: random.Random, event: Happening, number: int, delay: float) -> Angle:
    """What the report makes its news of; only later ones are about figures that grew, or about who did it."""
    if number == 0 or delay < 3:
        return "news"
    kind = load("kinds")["kind"][event.kind]
    angles: dict[Angle, float] = {"news": 5, "update": 2 if delay > 8 else 0, "aftermath": 1.5 if delay > 15 else 0}
    if kind["family"] in ("attack", "clash", "taking") and kind["type"] != "arrest":
        angles |= {"accuse": 0.8 if event.side != "unknown" else 0.3}
        if event.side == "group" and event.stance == "claims":
            angles |= {"claim": 1.5}
        if event.side == "group" and event.stance == "denies":
            angles |= {"denial_group": 1}
        if event.side == "state" and event.stance == "denies":
            angles |= {"denial_state": 1.5}
        if event.side == "state" and event.stance == "fighters":
            angles |= {"denial_fighters": 1.5}
    return rng.choices(list(angles), list(angles.values()))[0]


def _writer(rng: random.Random, event: Happening, names: set[str]) -> Writer:
    agency = rng.choice(list(load("world")["agencies"]))
    kinds: tuple[WriterKind, ...] = ("wire", "home", "abroad", "state", "other side")
    kind = rng.choices(kinds, (9, 4, 4, 2, 2))[0]
    if kind == "other side" and country(event.town.country)["setting"] not in ("war", "insurgency"):
        kind = "home"
    if kind == "wire":
        return Writer(agency, "wire")
    via = agency if rng.random() < (0.7 if kind == "abroad" else 0.3) else None
    return Writer(_outlet(rng, event, names, kind), kind, via)


def _outlet(rng: random.Random, event: Happening, names: set[str], kind: WriterKind) -> str:
    """An outlet's name, one that has not had the incident yet where there is one."""
    table = load("world")["outlets"]
    land = country(event.town.country)
    pool = [name.format(people=land["people"], town=event.town.name, group=event.group)
            for name in table["other_side" if kind == "other side" else kind]]
    fresh = [name for name in pool if name not in names] or [name for name in table["abroad"] if name not in names] or pool
    name: str = rng.choice(fresh)
    names.add(name)
    return name


def _dateline(rng: random.Random, event: Happening, agency: str, told: datetime) -> str:
    """ "BAMAKO, May 14 (Halyard) -"."""
    place = event.town.name if rng.random() < 0.6 else capital(event.town.country)
    sign = load("world")["agencies"].get(agency, agency)
    month = MONTHS[told.month - 1]
    day = rng.choice([f", {month[:3]} {told.day}", f", {told.day} {month}", ""])
    named = place == event.town.name and rng.random() < 0.5
    land = f", {country_name(event.town.country).removeprefix('the ')}" if named else ""
    return f"{place.upper()}{land}{day} ({rng.choice([sign, agency])}) {rng.choice(['-', '—', '--'])}"


def _made_up(
    rng: random.Random, event: Happening, printed: _Printed, headline: str, *, dateline: str | None, agency: str,
    credit: str | None = None, copy_of: str | None = None,
) -> MadeUp:
    outlet, told = printed.writer.name, printed.told
    made = Slots(rng, event, printed.writer, told)
    reporter, editor = (made.made_person(rng)[0] for _ in range(2))
    about = {
        "outlet": outlet, "agency": agency, "sign": load("world")["agencies"].get(agency, agency), "year": told.year,
        "country_bare": country_name(event.town.country).removeprefix("the "), "capital": capital(event.town.country),
        "reporter": reporter, "editor": editor, "initials": "".join(word[0] for word in editor.lower().split()),
    }
    wire = printed.writer.kind == "wire"
    text = dressed(rng, printed.paragraphs, dateline=dateline, about=about, credit=credit, wire=wire)
    published = {0: told.date().isoformat(), 1: told.isoformat(timespec="seconds"),
                 2: told.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}[random.Random(outlet).randrange(3)]
    report = {
        "text": text, "title": headline, "outlet": outlet, "published": published,
        "url": f"https://{_slug(outlet)}.example/{told:%Y/%m/%d}/{_slug(headline)[:60].strip('-')}-{printed.id[1:]}",
    }
    origin = tuple(sorted({one for paragraph in printed.paragraphs for one in paragraph.origins}))
    background = tuple(dict.fromkeys(p.background for p in printed.paragraphs if p.background))
    return MadeUp(printed.id, report, event.id, origin, copy_of, background)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.desk.generator", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, help="default: standard output")
    options = parser.parse_args()
    out = options.output.open("w", encoding="utf-8") if options.output else sys.stdout
    with out:
        for made in reports(options.incidents, options.seed):
            truth = {key: value for key, value in asdict(made).items() if key not in ("id", "report")}
            print(json.dumps({"id": made.id, **made.report, "truth": truth}, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
