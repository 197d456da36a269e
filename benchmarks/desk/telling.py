"""One report of one incident: its headline and paragraphs, and whose statements each paragraph carries."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from benchmarks.desk import phrases
from benchmarks.desk.data import load
from benchmarks.desk.phrases import capital, tolls
from benchmarks.desk.slots import Slots, Writer
from benchmarks.desk.world import Happening

Angle = Literal["news", "update", "claim", "denial_state", "denial_fighters", "denial_group", "accuse", "aftermath"]

OWN_VOICE = 0.12
"""How often a lead names no source."""

_SLOT = re.compile(r"\{(\^?\w+)\}")

_PARTIES = {
    "claim": ("group",), "claim_more": ("group",), "denial_group": ("group",), "deny_group_more": ("group",),
    "denial_state": ("army", "ministry"), "denial_fighters": ("army", "ministry"), "deny_state_more": ("army", "ministry"),
    "deny_fighters_more": ("army", "ministry"), "regret_more": ("army", "ministry"),
}
"""In these sections the party that is named is the one that speaks."""

_TELLS = {"lead", "update", "aftermath", "victims", "clock", "scene"}
"""Sections that tell of the incident: without a source in the sentence it is the writer who tells."""

_DENIALS = {"denies": {"state": "deny_state_more", "group": "deny_group_more"}, "fighters": {"state": "deny_fighters_more"},
            "regrets": {"state": "regret_more"}, "claims": {"group": "claim_more"}}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``origins`` and ``background`` are ids of the truth."""

    text: str
    origins: frozenset[str] = frozenset()
    background: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    headline: str
    paragraphs: tuple[Paragraph, ...]
    speaker: str | None


def write(
    rng: random.Random, event: Happening, writer: Writer, told: datetime, angle: Angle, before: Sequence[Happening],
) -> Story:
    """A report by ``writer`` at ``told``, in the place's own time; ``before`` are incidents that it may look back on."""
    return _Telling(rng, event, writer, told, angle, before).story()


class _Telling:
    def __init__(
        self, rng: random.Random, event: Happening, writer: Writer, told: datetime, angle: Angle,
        before: Sequence[Happening],
    ) -> None:
        self.rng, self.event, self.writer, self.told, self.angle, self.before = rng, event, writer, told, angle, before
        self.slots = Slots(rng, event, writer, told)
        self.frames = load("frames")
        self.used: set[str] = set()
        self.origins: set[str] = set()
        self.paragraphs: list[Paragraph] = []

    def story(self) -> Story:
        speakers = self._speakers()
        lead = self._lead(speakers)
        size = self.rng.choices([0, 1, 3, 5, 8], [1, 2, 4, 4, 3])[0]
        moves = self._moves(speakers, told=self.angle == "news" and lead is not None)
        self.rng.shuffle(moves)
        moves.sort(key=lambda move: _ORDER.get(move[0], 1))
        kept = sorted(self.rng.sample(range(len(moves)), min(len(moves), size + 2)))
        pending: list[str] = []
        for position in kept:
            section, speaker = moves[position]
            sentence = self._sentence(section, speaker)
            if sentence:
                pending.append(sentence)
            if pending and (len(pending) == 2 or self.rng.random() < 0.55):
                self._close(pending)
        self._close(pending)
        if self.rng.random() < 0.4:
            self._background()
        if self.rng.random() < 0.35 and (sentence := self._sentence("context", None)):
            self._close([sentence])
        return Story(self._headline(lead), tuple(self.paragraphs), lead)

    def _speakers(self) -> list[str]:
        """Whose statements the writer has: on the state's side the state's, on the other side the others'."""
        cast = list(self.event.cast)
        if self.writer.kind == "state":
            cast = [s for s in cast if s in ("army", "ministry", "police", "official", "interior", "hospital")] or cast
        elif self.writer.kind == "other side":
            cast = [s for s in cast if s in ("group", "residents", "monitor", "lawyer", "hospital")] or cast
        return self.rng.sample(cast, min(len(cast), self.rng.choice([1, 2, 2, 3, 3, 4])))

    def _lead(self, speakers: list[str]) -> str | None:
        """The first paragraph; gives who speaks in it."""
        angle = self.angle
        own = angle in ("news", "aftermath") and self.rng.random() < OWN_VOICE
        for speaker in [None] if own else [*speakers, None]:
            sentence = self._sentence("lead" if angle == "news" else angle, speaker)
            if sentence is None and angle != "news":
                sentence = self._sentence("lead", speaker)
                self.angle = "news" if sentence else angle
            if sentence:
                self._close([sentence])
                return speaker
        raise LookupError(f"no lead for {self.event.kind}, {angle}")

    def _moves(self, speakers: Sequence[str], *, told: bool) -> list[tuple[str, str | None]]:
        """What may follow the lead, with who says it."""
        rng, event = self.rng, self.event
        moves: list[tuple[str, str | None]] = []
        figures = {speaker: event.figures(speaker, self.slots.hours) for speaker in speakers}
        first = figures[speakers[0]]
        for speaker, toll in figures.items():
            if speaker == speakers[0] and told:
                moves += [("toll_before", speaker)] if rng.random() < 0.5 else []
                continue
            differs = (toll.killed, toll.taken) != (first.killed, first.taken)
            if not differs and told and rng.random() < 0.6:
                continue
            moves.append(("toll_other" if differs and rng.random() < 0.6 else "toll", speaker))
        any_of = rng.choice([s for s in speakers if s != "group"] or speakers)
        moves += [(section, any_of) for section in ("clock", "scene", "scene") if rng.random() < 0.5]
        if first.killed > 3 and self.slots.aim["of"] == "civil" and rng.random() < 0.4:
            moves.append(("victims", any_of))
        medics = [s for s in speakers if s in ("hospital", "rescue") and figures[s].injured > 4]
        moves += [("medical", s) for s in medics if rng.random() < 0.6]
        officials = [s for s in speakers if s in ("police", "official", "interior")]
        moves += [("inquiry", s) for s in (*officials, *officials) if rng.random() < 0.5]
        moves += [("reaction", s) for s in speakers if s in ("official", "lawyer", "ministry") and rng.random() < 0.4]
        moves += [("witness", None)] * rng.choices([0, 1, 2], [4, 5, 2])[0]
        accusers = [s for s in speakers if s in ("official", "residents", "monitor", "army", "police")]
        if accusers and rng.random() < 0.45 and self.slots.kind["family"] in ("attack", "taking") and self.angle != "accuse":
            moves.append(("accuse_more", rng.choice(accusers)))
        moves += self._stance(quiet="group" not in speakers)
        if rng.random() < 0.25:
            moves.append(("caveat", None))
        return moves

    def _stance(self, *, quiet: bool) -> list[tuple[str, str | None]]:
        """What the doer says of it, once it has spoken."""
        event = self.event
        speaks_after = random.Random(event.id).uniform(2, 30)
        if self.angle not in ("news", "update", "aftermath", "accuse"):
            return []
        section = _DENIALS.get(event.stance, {}).get(event.side)
        if section and self.slots.hours > speaks_after and self.rng.random() < 0.75:
            return [(section, None)]
        quiet = quiet and self.slots.kind["family"] == "attack" and event.side != "state"
        return [("noclaim", None)] if quiet and self.rng.random() < 0.45 else []

    def _pool(self, section: str) -> list[str]:
        if section == "context":
            return list(self.frames["context"][self.slots.land["setting"]])
        return [frame for tag, frames in self.frames[section].items() if self._is(tag) for frame in frames]

    def _is(self, tag: str) -> bool:
        tags, aims = self.frames["tags"], self.frames["aims"]
        if tag == "rubble":
            return self._is("blast") and self.event.target in aims[tag]
        if tag == "street" and self.event.side == "state":
            return False
        return tag == "any" or self.event.type in tags.get(tag, ())

    def _sentence(self, section: str, speaker: str | None) -> str | None:
        """A sentence or two of that section, or None; notes whose statement it is."""
        if section == "witness":
            return self._quoted()
        pool = [frame for frame in self._pool(section) if frame not in self.used]
        self.rng.shuffle(pool)
        if section == "lead":
            pool.sort(key=lambda frame: "toll" not in frame and "killing" not in frame and self.rng.random() < 0.8)
        if section == "lead" and speaker == "group" and self.event.side == "group":
            pool = [frame for frame in pool if "active" in frame]
        self.slots.speaker = speaker
        for frame in pool:
            filled = self._filled(frame)
            if filled:
                self.used.add(frame)
                self._credit(section, frame, speaker)
                return filled
        return None

    def _filled(self, frame: str) -> str | None:
        self.slots.dated = "{said_day}" in frame
        return self.slots.fill(frame)

    def _credit(self, section: str, frame: str, speaker: str | None) -> None:
        spoken = any(slot in frame for slot in ("S}", "S_said}", "attr}"))
        if speaker and spoken:
            self.origins.add(self._origin(speaker))
        parties = [party for party in _PARTIES.get(section, ()) if f"{party}}}" in frame]
        if parties:
            self.origins.add(self._origin(next(iter(sorted(parties, key=lambda party: frame.index(f"{party}}}"))))))
        elif not (speaker and spoken) and section in _TELLS:
            teller = self.writer.via if self.writer.via and "attr}" in frame else self.writer.name
            self.origins.add(f"{self.event.id}:own:{teller}")

    def _origin(self, speaker: str) -> str:
        """Institutions are one origin wherever they speak; unnamed residents one with who talked to them."""
        where = self.writer.via or self.writer.name
        return f"{self.event.id}:residents:{where}" if speaker == "residents" else f"{self.event.id}:{speaker}"

    def _quoted(self) -> str:
        """What somebody who was there says, in quotation marks."""
        rng, table = self.rng, self.frames["quotes"]
        fitting = [quote for tag, quotes in table.items() if tag != "any" and self._is(tag) for quote in quotes]
        pool = [quote for quote in (fitting * 2 + table["any"]) if quote not in self.used] or table["any"]
        quote = rng.choice(pool)
        second = rng.choice([other for other in table["any"] if other != quote])
        named = rng.random() < 0.6
        frames = self.frames["witness"]["named" if named else "unnamed"]
        frame = rng.choice([frame for frame in frames if frame not in self.used])
        self.used.add(frame)
        self.slots.speaker = "witness"
        values = {name: self.slots[name] for name in _SLOT.findall(frame) if "quote" not in name and "pron" not in name}
        values |= {"quote": quote, "quote2": second, "pron": self.slots["pron"] if named else ""}
        self.used |= {quote, second}
        person = self.slots.person
        self.origins.add(f"{self.event.id}:{person[0] if named and person else f'residents:{self.writer.name}'}")
        return capital(_SLOT.sub(lambda found: str(values[found[1]] if found[1] in values else values[found[1][1:]]), frame))

    def _background(self) -> None:
        """A look back on another incident of the country."""
        earlier = [other for other in self.before if 2 <= (self.event.at.date() - other.at.date()).days <= 60
                   and other.town.country == self.event.town.country]
        if not earlier:
            return
        other = self.rng.choice(earlier)
        slots = Slots(self.rng, other, Writer(self.writer.name, "wire"), self.told)
        slots.hours = 100
        slots.speaker = next(iter(other.cast))
        days = (self.told.date() - other.at.date()).days
        ago = phrases.ago((self.event.at.date() - other.at.date()).days)
        told = {"b_date": self.rng.choice([f"on {phrases.date(other.at, self.rng, year=days > 40)}", f"{ago} earlier"]),
                "b_ago": ago, "b_where": f"in {other.town.name}"}
        if other.town == self.event.town:
            told["b_where"] = self.rng.choice(["in the same town", f"elsewhere in {other.town.name}"])
        harmed = tolls(other.figures(slots.speaker, 100), self.rng) if self._counts(other) else {}
        told |= {f"b_{name}": text for name, text in harmed.items()}
        told |= {f"b_{name}": str(slots[name]) for name in ("clause", "nominal", "passive")}
        told["bare"] = str(self.slots["bare"])
        table = self.frames["background"]
        pool = [*table["harm"], *table["any"]] if harmed else list(table["any"])
        frame = self.rng.choice(pool)
        text = _SLOT.sub(lambda found: capital(told[found[1][1:]]) if found[1].startswith("^") else told[found[1]], frame)
        self.paragraphs.append(Paragraph(text, background=other.id))

    @staticmethod
    def _counts(other: Happening) -> bool:
        return load("kinds")["kind"][other.kind]["family"] in ("attack", "clash", "crowd", "robbery")

    def _headline(self, speaker: str | None) -> str:
        table = self.frames["headlines"]
        pool = table.get(self.angle, []) if self.rng.random() < 0.8 else []
        if not pool:
            pool = [*table["harm"], *table["any"]]
        self.slots.speaker = speaker
        for frame in [*self.rng.sample(pool, len(pool)), *self.rng.sample(table["any"], len(table["any"]))]:
            filled = self._filled(frame)
            if filled:
                return capital(filled)
        return capital(f"{self.event.type} in {self.event.town.name}")

    def _close(self, sentences: list[str]) -> None:
        """The sentences become a paragraph."""
        if sentences:
            self.paragraphs.append(Paragraph(" ".join(sentences), frozenset(self.origins)))
            self.origins.clear()
            sentences.clear()


_ORDER = {"toll": 0, "toll_other": 0, "caveat": 2, "reaction": 2}
