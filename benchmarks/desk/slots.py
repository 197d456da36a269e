"""What the slots of the frames are filled with, in one report."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from benchmarks.desk import phrases
from benchmarks.desk.data import load
from benchmarks.desk.phrases import Toll, capital, number, people, tolls
from benchmarks.desk.world import FIRST_HOURS, Happening, country, country_name

_SLOT = re.compile(r"\{(\^?\w+)\}")
_OPEN_COMMA = re.compile(r",(?=[,.:;])")
"""Of a phrase set off by commas, at the end of a clause."""

WriterKind = Literal["wire", "home", "abroad", "state", "other side"]

ACCUSERS = {
    "group": {"army", "police", "official", "ministry", "interior", "residents", "monitor"},
    "state": {"residents", "monitor", "group", "lawyer", "official"},
}
"""Who would name the doer, by the doer's side."""

NO_DEEDS = {"blast", "explosion", "fire", "blaze", "violence", "unrest", "fighting", "clashes"}
HEADLINE_SOURCES = {
    "hospital": "medics", "rescue": "rescuers", "police": "police", "official": "officials", "residents": "residents",
    "army": "military", "ministry": "officials", "interior": "officials", "lawyer": "lawyers",
}
PLURAL = {"hospital", "rescue", "police", "residents", "lawyer"}
TITLES = ("Dr", "Colonel", "Major", "Superintendent", "Mayor")
SPOTS = {
    "in": ["in"], "near": ["near"], "outside": ["outside"], "edge": ["on the outskirts of", "on the edge of"],
    "quarter": ["in an outlying district of", "in a suburb of"],
}
STATEMENTS = {"army", "ministry", "interior", "group", "monitor", "police"}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes a report. ``via``: the agency whose talks with the sources it passes on."""

    name: str
    kind: WriterKind
    via: str | None = None


class Slots:
    """The slots of one report of one incident; :attr:`speaker` is who speaks in the sentence that is being filled.

    :attr:`dated`: the sentence names the
    day of the report. A value is None where the report has no such thing to say: a frame that needs it is not used.
    """

    def __init__(self, rng: random.Random, event: Happening, writer: Writer, told: datetime) -> None:
        self.rng, self.event, self.writer, self.told = rng, event, writer, told
        self.kind: dict[str, Any] = load("kinds")["kind"][event.kind]
        self.aim: dict[str, Any] = load("kinds")["target"][event.target]
        self.land = country(event.town.country)
        self.hours = (told - event.at).total_seconds() / 3600
        self.speaker: str | None = None
        self.dated = False
        self.named: dict[str, str] = {}
        self.forms: dict[str, str] = {}
        self.pair: list[str] = []
        self.person: tuple[str, str] | None = None

    def __getitem__(self, name: str) -> str | None:
        value = self._value(name.removeprefix("^"))
        return capital(value) if value and name.startswith("^") else value

    def _value(self, name: str) -> str | None:
        method: Callable[[], str | None] | None = getattr(self, f"_{name}", None)
        if method:
            return method()
        if name in ("clause", "passive", "nominal", "bare", "active"):
            return self._told(name)
        figures = self.toll()
        return tolls(figures, self.rng).get(name) if figures and "taken" not in self.kind and not self._executed() else None

    # ---- the incident

    def toll(self) -> Toll | None:
        """The figures of who speaks; in the writer's own voice, or of one without any, those of the first of the cast."""
        cast = self.event.cast
        speaker = self.speaker if self.speaker and self.speaker in cast else next(iter(cast))
        return self.event.figures(speaker, self.hours)

    def _executed(self) -> bool:
        return bool(self.kind["family"] == "execution")

    def _told(self, name: str) -> str | None:
        if name == "active" and not self.accuses():
            return None
        return self._phrase(self.rng.choice(self.kind[name]), self.aim["np"])

    def _phrase(self, frame: str, target: str) -> str:
        figures = self.toll() or Toll()
        counted = people(figures.taken or figures.killed, figures.who, figures.hedge)
        text = frame.format(target=target, actor=self.event.doer, group=f"the {self.event.group}", taken=counted,
                            victims=counted, people_hit=self.aim["people"])
        one = figures.taken or figures.killed
        return text.replace(f"{counted} were", f"{counted} was") if one == 1 else text

    def accuses(self) -> bool:
        """Whether who speaks would say who did it."""
        blamed = self.kind["family"] in ("attack", "clash", "taking") and self.kind["type"] != "arrest"
        if self.event.side == "unknown" or not blamed:
            return True
        if self.speaker == "group":
            return self.event.side == "state" or self.event.stance == "claims"
        return self.speaker in ACCUSERS[self.event.side]

    def _doer(self) -> str | None:
        event = self.event
        if self.kind.get("mutual"):
            return None
        if event.side == "unknown":
            return f"the {event.group}" if self.land["setting"] in ("war", "insurgency") else None
        return event.doer if self.accuses() else None

    def _target(self) -> str:
        return str(self.aim["np"])

    def _people_hit(self) -> str:
        return str(self.aim["people"])

    def _dead(self) -> str | None:
        figures = self.toll()
        return people(figures.killed, figures.who) if figures and figures.killed else None

    def _n_dead(self) -> str | None:
        figures = self.toll()
        return number(figures.killed) if figures and figures.killed > 1 and not self._executed() else None

    def _n_hurt(self) -> str | None:
        figures = self.toll()
        return number(figures.injured) if figures and figures.injured > 1 else None

    def _deed(self) -> str:
        """What somebody carries out: an attack, not an explosion."""
        return str(self.rng.choice([word for word in self.kind["bare"] if word not in NO_DEEDS] or ["attack"]))

    def _taken(self) -> str | None:
        figures = self.toll()
        return people(figures.taken, figures.who) if figures and figures.taken else None

    def _n_taken(self) -> str | None:
        figures = self.toll()
        return number(figures.taken) if figures and figures.taken else None

    def _old(self) -> str | None:
        """What the source counted before, where it counts more now."""
        figures = self.toll()
        if not self.speaker or self.speaker not in self.event.cast or not figures or self.hours < FIRST_HOURS:
            return None
        first = self.event.cast[self.speaker][0].killed
        return number(first) if 1 < first < figures.killed else None

    def _grown(self) -> str | None:
        return self._n_dead() if self._old() else None

    # ---- when and where

    def _when(self) -> str:
        if self.dated and self.told.date() == self.event.at.date() and self.rng.random() < 0.6:
            return self.rng.choice(["earlier in the day", "earlier that day"])
        return phrases.when(self.event.at, self.told, self.rng)

    def _clock(self) -> str:
        return phrases.clock(self.event.at, self.rng)

    def _said_weekday(self) -> str:
        return phrases.WEEKDAYS[self.told.weekday()]

    def _said_day(self) -> str:
        return f"on {self._said_weekday()}"

    def _where(self) -> str:
        town, rng = self.event.town, self.rng
        land = country_name(town.country)
        before = rng.choice(SPOTS[self.event.spot])
        if self.writer.kind == "home" and rng.random() < 0.4:
            return f"{before} {town.name}"
        owned = "'" if land.endswith("s") else "'s"
        word = "city" if town.size > 200_000 else "town"
        adjective = self.land["people"]
        styles = [f"{before} {town.name}, {land}", f"{before} {town.name}, in {self._parts()}",
                  f"{before} the {adjective} {word} of {town.name}",
                  f"{before} the {town.region} {adjective} {word} of {town.name}", f"{before} {town.name} in {land}"]
        if town.division and town.division != town.name and self.land["division"]:
            styles += [f"{before} {town.name}, in the {town.division} {self.land['division']} of {land}",
                       f"{before} {town.name} in {land}{owned} {town.division} {self.land['division']}"]
        chosen = rng.choice(styles)
        return f"{chosen}," if ", " in chosen else chosen

    def _town(self) -> str:
        return self.event.town.name

    def _country(self) -> str:
        return country_name(self.event.town.country)

    def _country_bare(self) -> str:
        return country_name(self.event.town.country).removeprefix("the ")

    def _people(self) -> str:
        return str(self.land["people"])

    def _parts(self) -> str:
        """ "northern Mali", "the northern Philippines"."""
        return f"{'the ' if self._country().startswith('the ') else ''}{self._parts_bare()}"

    def _parts_bare(self) -> str:
        return f"{self.event.town.region} {self._country_bare()}"

    def _size(self) -> str:
        return f"{round(self.event.town.size, -4 if self.event.town.size > 100_000 else -3):,}"

    # ---- who speaks

    def _group(self) -> str:
        return f"the {self.event.group}"

    def _group_bare(self) -> str:
        return self.event.group

    def _army(self) -> str:
        return f"the {self.land['people']} army"

    def _ministry(self) -> str:
        return f"the {self.land['people']} defence ministry"

    def _collector(self) -> str:
        return self.writer.name

    def _agency(self) -> str | None:
        return self.writer.via

    def _S(self) -> str | None:
        """A full name first, a short one later; the same within a sentence."""
        speaker = self.speaker
        if speaker is None:
            return None
        if speaker not in self.forms:
            table = load("frames")["speaker"][speaker]
            if speaker in self.named:
                self.forms[speaker] = self._again(speaker, table)
            else:
                frames = table.get("named", []) if self.rng.random() < 0.35 else table["first"]
                self.forms[speaker] = self._speaker_form(self.rng.choice(frames or table["first"]), speaker)
        return self.forms[speaker]

    def _again(self, speaker: str, table: dict[str, Any]) -> str:
        full, surname = self.named[speaker], self._person_of(speaker)[0].split()[-1]
        if surname in full:
            title = next((word for word in TITLES if word in full.split()), "")
            return f"{title} {surname}".strip()
        return self._speaker_form(self.rng.choice(table["later"]), speaker)

    def _speaker_form(self, frame: str, speaker: str) -> str:
        event = self.event
        rng = random.Random(f"{event.town.country} {event.town.name} {speaker}")
        hospital = rng.choice(load("frames")["hospitals"]["names"]).format(town=event.town.name)
        monitor = "the " + rng.choice(load("world")["outlets"]["monitors"]).format(
            people=self.land["people"], country=country_name(event.town.country))
        person, pronoun = self._person_of(speaker)
        if pronoun == "she" and "{person}" in frame:
            frame = frame.replace("spokesman", "spokeswoman")
        form = frame.format(town=event.town.name, people=self.land["people"], hospital=hospital, monitor=monitor,
                            group=f"the {event.group}", person=person)
        return f"{form}," if ", " in form else form

    def _person_of(self, speaker: str) -> tuple[str, str]:
        """The name of who speaks for that source, the same in all reports, and "he" or "she"."""
        return self.made_person(random.Random(f"{self.event.id} {speaker}"))

    def made_person(self, rng: random.Random) -> tuple[str, str]:
        names = load("world")["names"][self.land["culture"]]
        sex, pronoun = rng.choice([("men", "he"), ("men", "he"), ("women", "she")])
        return f"{rng.choice(names[sex])} {rng.choice(names['family'])}", pronoun

    def fill(self, frame: str) -> str | None:
        """The frame with its slots filled, or None where one can't be."""
        values: dict[str, str] = {}
        for name in _SLOT.findall(frame):
            value = self[name]
            if value is None:
                self.forms.clear()
                return None
            values[name] = value
        self._commit()
        return _OPEN_COMMA.sub("", _SLOT.sub(lambda found: values[found[1]], frame))

    def _commit(self) -> None:
        """The sentence stands: who was named in it is known from here on."""
        for speaker, form in self.forms.items():
            self.named.setdefault(speaker, form)
        self.forms.clear()

    def _pron(self) -> str | None:
        speaker = self.speaker
        if speaker == "witness" and self.person:
            return self.person[1]
        if speaker is None:
            return None
        form = self.forms.get(speaker) or self.named.get(speaker, "")
        name, pronoun = self._person_of(speaker)
        if name.split()[-1] in form:
            return pronoun
        if form.startswith(("a ", "an ", "the mayor", "the director")):
            return "she" if "woman" in form else "he"
        return "they" if speaker in PLURAL or form.endswith("s") else "it"

    def _S_said(self) -> str | None:
        return self._speech("plain", "statement", "via")

    def _attr(self) -> str | None:
        if self.speaker:
            return self._speech("attr_plain", "attr_statement", "attr_via")
        own = load("frames")["said"]["attr_own_via"]
        return str(self.rng.choice(own)).format(agency=self.writer.via) if self.writer.via else ""

    def _speech(self, plain: str, statement: str, via: str) -> str | None:
        name = self._S()
        if not name or not self.speaker:
            return None
        table = load("frames")["said"]
        pool = list(table[via] if self.writer.via and self.speaker not in self.named else table[plain])
        if self.writer.via and self.speaker not in self.named:
            pool += table[plain][:2]
        elif self.speaker in STATEMENTS and not name.startswith(("a ", "an ")):
            pool += table[statement] * 2
        elif plain == "attr_plain" and name.startswith(("a ", "an ")) and "spokes" not in name:
            pool += table["attr_anonymous"]
        if self.writer.via:
            pool = [frame for frame in pool if "{collector}" not in frame and "reporters" not in frame]
        return str(self.rng.choice(pool)).format(
            S=name, agency=self.writer.via, collector=self.writer.name, said_day=self._said_day())

    def _witness(self) -> str:
        self.person = self.made_person(self.rng)
        return self.person[0]

    def _job(self) -> str:
        return str(self.rng.choice(load("frames")["jobs"]["any"]))

    def _age(self) -> str:
        return str(self.rng.randrange(19, 78))

    # ---- headlines

    def _h_event(self) -> str | None:
        return self._head("head")

    def _h_event_low(self) -> str | None:
        event = self._h_event()
        return event and event[:1].lower() + event[1:]

    def _h_clause(self) -> str | None:
        return self._head("head_clause")

    def _head(self, key: str) -> str | None:
        return self._phrase(self.rng.choice(self.kind[key]), self.aim["head"]) if key in self.kind else None

    def _h_clause_low(self) -> str | None:
        clause = self._h_clause()
        return clause and clause[:1].lower() + clause[1:]

    def _h_toll(self) -> str | None:
        figures = self.toll()
        if not figures or not (figures.killed or figures.injured) or "taken" in self.kind or self._executed():
            return None
        plural = self.kind.get("head", [""])[0].startswith("Clashes")
        verb, count = ("kill", figures.killed) if figures.killed else ("injure", figures.injured)
        return f"{verb}{'' if plural else 's'} {number(count)}"

    def _h_dead_cap(self) -> str | None:
        figures = self.toll()
        if not figures or not figures.killed or self._executed():
            return None
        return capital(f"{number(figures.killed)} {self.rng.choice(['dead', 'killed'])}")

    def _h_source(self) -> str | None:
        return HEADLINE_SOURCES.get(self.speaker or "")

    def _h_source_cap(self) -> str | None:
        source = self._h_source()
        return source and capital(source)

    def _doer_head(self) -> str | None:
        doer = self._doer()
        return doer and doer.removeprefix("the ")
