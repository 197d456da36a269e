"""The dossier of ``examples/reports/ayorou-air-strike.txt``, made by hand: what the stages ought to find in it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from reportedly.model import (
    Account,
    Act,
    Actor,
    Contest,
    Dateline,
    Document,
    Dossier,
    Event,
    Figure,
    FigureKind,
    Furniture,
    FurnitureKind,
    Incident,
    IncidentTime,
    Party,
    PartyKind,
    Place,
    Role,
    Source,
    Span,
    Statement,
    Status,
    Tally,
    Time,
)

EXAMPLE = Path(__file__).parents[2] / "examples" / "reports" / "ayorou-air-strike.txt"
TEXT = EXAMPLE.read_text("utf-8")
OUTLET = Source("The Coastal Courier", outlet=True)


def at(words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of these words."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def _party(name: str, kind: PartyKind, *spans: Span, country: str | None = None) -> Party:
    spans = spans or (at(name),)
    return Party(f"p{min(spans).start}", name, kind, country=country, spans=tuple(sorted(spans)))


HOSPITAL = _party("a hospital official", "unnamed")
RESIDENTS = _party("two residents", "unnamed", at("two residents"), at("one of them"))
AGENCY = _party("Meridian Press", "outlet", at("Meridian Press", 1))
MINISTRY = _party("Niger's defence ministry", "government", at("Niger's defence ministry"), at("The ministry"),
                  at("The ministry", 1), at("it said"), country="NER")
FRONT = _party("Sahel Dawn Front", "armed group", at("Sahel Dawn Front"), at("The group"), at("Sahel Dawn Front", 1))
SPOKESMAN = _party("its spokesman", "unnamed", at("its spokesman"), at("he said"))
WORKER = _party("A local aid worker", "unnamed")
COUNCIL = _party("The regional council in Tillabéri", "government", country="NER")
RECORD = _party("Sahel Incident Record", "organisation")
ARMY = _party("army", "force", at("army"), at("the army", 0), country="NER")
GUNMEN = _party("gunmen on motorcycles", "unnamed")


def _said(party: Party, words: str, act: Act, content: tuple[Span, ...], *via: Party, cue: str | None = None,
          nth: int = 0, addressee: tuple[str, ...] = (), events: tuple[str, ...] = ()) -> Statement:
    chain = (Source(words, party.id, at(words)), *(Source(p.name, p.id, p.spans[0]) for p in via), OUTLET)
    return Statement(f"s{content[0].start}", chain, at(cue, nth) if cue else None, content, "indirect", act,
                     addressee=addressee, events=events)


SAID_BY_HOSPITAL = _said(
    HOSPITAL, "a hospital official", "report",
    (at("At least 14 people were killed and 20 others wounded when an air strike hit a convoy of lorries near Ayorou "
        "in western Niger on Sunday"), at("raising an earlier toll of nine")), AGENCY, cue="said on Tuesday")
SAID_BY_RESIDENTS = _said(
    RESIDENTS, "two residents", "report",
    (at("The strike took place at about 6.30pm local time as traders were travelling home from the weekly market"),
     at('"There were onions and sacks of millet all over the road, and there were bodies,"')), AGENCY, cue="told")
STRUCK = _said(MINISTRY, "Niger's defence ministry", "claim responsibility",
               (at("that a drone had struck three vehicles carrying members of the Sahel Dawn Front"),),
               cue="said in a statement")
FIGHTERS = _said(MINISTRY, "The ministry", "report", (at("11 fighters were killed"),))
NO_CIVILIANS = _said(MINISTRY, "The ministry", "deny", (at("that any civilians had been hit"),), cue="denied")
NOTHING_ELSE = _said(MINISTRY, "it said", "justify", (at('"Our forces struck a military target and nothing else,"'),),
                     cue="it said")
NOT_OURS = _said(FRONT, "The group", "deny", (at("that its men were in the convoy"),), cue="denied", nth=1)
MASSACRE = _said(SPOKESMAN, "its spokesman", "accuse", (at("the army of a massacre"),), cue="accused")
REVENGE = _said(SPOKESMAN, "its spokesman", "threaten", (at("revenge", 1),), cue="vowed", addressee=(ARMY.id,))
EVERY_ONE = _said(SPOKESMAN, "he said", "claim", (at('"Every one of the dead was a trader, and the army knows it,"'),))
CHILDREN = _said(WORKER, "A local aid worker", "report",
                 (at("three children were among the dead and that several people were still missing"),),
                 cue="said", nth=5)
CONDEMNED = _said(COUNCIL, "The regional council in Tillabéri", "condemn", (at("the strike"),), cue="condemned")
INQUIRY = _said(COUNCIL, "The regional council in Tillabéri", "demand", (at("for an independent inquiry"),),
                cue="called")
REJECTED = _said(MINISTRY, "The ministry", "reject", (at("the demand"),), cue="rejected")
PROMISED = _said(MINISTRY, "The ministry", "promise",
                 (at("to compensate any family that had suffered a loss by mistake"),), cue="promised")
CLAIMED = _said(FRONT, "The Sahel Dawn Front", "claim responsibility", (at("for that attack"),),
                cue="claimed responsibility")
SINCE_JANUARY = _said(RECORD, "Sahel Incident Record", "report",
                      (at("More than 200 people have been killed along the border since January"),), cue="according to")

SUNDAY = Time(f"t{at('Sunday').start}", at("Sunday"), "DATE", "2024-05-12", "2024-05-12", "2024-05-12")
EVENING = Time(f"t{at('about 6.30pm local time').start}", at("about 6.30pm local time"), "TIME", "2024-05-12T18:30",
               "2024-05-12T18:30", "2024-05-12T18:30")
THIRD_OF_MAY = Time(f"t{at('3 May').start}", at("3 May"), "DATE", "2024-05-03", "2024-05-03", "2024-05-03")
AYOROU = Place(f"l{at('Ayorou', 1).start}", at("near Ayorou", 1), "Ayorou", "town", "NER", "Tillabéri", 14.73, 0.92,
               2447513, "near", "near")
TERA = Place(f"l{at('Téra').start}", at("Téra"), "Téra", "town", "NER", "Tillabéri", 14.01, 0.75, 2439155, "outside",
             "near")


def _event(trigger: Span, type_: str, statement: Statement | None, **fields: object) -> Event:
    return Event(f"e{trigger.start}", type_, trigger, statement=statement.id if statement else None, **fields)  # type: ignore[arg-type]


STRIKE = _event(at("air strike"), "airstrike", SAID_BY_HOSPITAL, targets=(Role(at("a convoy of lorries")),),
                weapons=(at("air strike"),), place=AYOROU.id, time=SUNDAY.id)
DRONE = _event(at("struck"), "airstrike", STRUCK, actors=(Role(at("Niger's defence ministry"), MINISTRY.id),),
               weapons=(at("a drone"),), targets=(Role(at("members of the Sahel Dawn Front"), FRONT.id),))
MASSACRED = _event(at("massacre"), "airstrike", MASSACRE, actors=(Role(at("the army", 0), ARMY.id),))
AMBUSH = _event(at("killed six soldiers"), "shooting", None, actors=(Role(at("gunmen on motorcycles"), GUNMEN.id),),
                victims=(Role(at("six soldiers")),), place=TERA.id, time=THIRD_OF_MAY.id)
VOWED = _event(at("revenge", 1), "other", REVENGE, realis="threatened")


def _count(words: str, kind: FigureKind, low: int, high: int | None, who: str | None, statement: Statement | None,
           event: Event | None, incident: str | None, status: Status = "unknown") -> Figure:
    return Figure(f"f{at(words).start}", at(words), kind, low, high, who, status,
                  statement.id if statement else None, event.id if event else None, incident,
                  "incident" if incident else "cumulative")


FIRST, SECOND = f"i{STRIKE.trigger.start}", f"i{AMBUSH.trigger.start}"
KILLED_14 = _count("At least 14 people", "killed", 14, None, "people", SAID_BY_HOSPITAL, STRIKE, FIRST)
WOUNDED_20 = _count("20 others", "injured", 20, 20, "others", SAID_BY_HOSPITAL, STRIKE, FIRST)
KILLED_9 = _count("nine", "killed", 9, 9, None, SAID_BY_HOSPITAL, STRIKE, FIRST)
KILLED_11 = _count("11 fighters", "killed", 11, 11, "fighters", FIGHTERS, DRONE, FIRST, "combatant")
CHILDREN_3 = _count("three children", "killed", 3, 3, "children", CHILDREN, STRIKE, FIRST, "civilian")
MISSING = _count("several people", "missing", 3, None, "people", CHILDREN, STRIKE, FIRST)
SOLDIERS_6 = _count("six soldiers", "killed", 6, 6, "soldiers", None, AMBUSH, SECOND, "combatant")
KILLED_200 = _count("More than 200 people", "killed", 201, None, "people", SINCE_JANUARY, None, None)


def _account(*statements: Statement, events: tuple[Event, ...] = (), figures: tuple[Figure, ...] = ()) -> Account:
    return Account(statements[0].source, tuple(s.id for s in statements), tuple(e.id for e in events),
                   tuple(f.id for f in figures), tuple(sorted(span for s in statements for span in s.content)))


AIR_STRIKE = Incident(
    FIRST, "airstrike", True, (STRIKE.id, DRONE.id, MASSACRED.id),
    IncidentTime("2024-05-12T18:30", "2024-05-12T18:30", (SUNDAY.id, EVENING.id)), AYOROU.id,
    actors=(Actor(MINISTRY.id, "claimed", (STRUCK.id,)), Actor(ARMY.id, "alleged", (MASSACRE.id,))),
    targets=(Role(at("a convoy of lorries")), Role(at("members of the Sahel Dawn Front"), FRONT.id)),
    weapons=(at("a drone"),),
    accounts=(
        _account(SAID_BY_HOSPITAL, events=(STRIKE,), figures=(KILLED_14, WOUNDED_20, KILLED_9)),
        _account(SAID_BY_RESIDENTS),
        _account(STRUCK, FIGHTERS, NO_CIVILIANS, NOTHING_ELSE, events=(DRONE,), figures=(KILLED_11,)),
        _account(NOT_OURS), _account(MASSACRE, EVERY_ONE, events=(MASSACRED,)),
        _account(CHILDREN, figures=(CHILDREN_3, MISSING))),
    tallies=(Tally("killed", 11, 14, None, (KILLED_14.id, KILLED_11.id, CHILDREN_3.id)),
             Tally("injured", 20, 20, 20, (WOUNDED_20.id,)), Tally("missing", 3, 3, None, (MISSING.id,))),
    contested=(Contest("how many", (at("At least 14 people"), at("11 fighters"))),
               Contest("who was hit", (at("that any civilians had been hit"), at("that its men were in the convoy")))))
CHECKPOINT = Incident(
    SECOND, "shooting", False, (AMBUSH.id,), IncidentTime("2024-05-03", "2024-05-03", (THIRD_OF_MAY.id,)), TERA.id,
    actors=(Actor(GUNMEN.id, "asserted"), Actor(FRONT.id, "claimed", (CLAIMED.id,))),
    victims=(Role(at("six soldiers")),),
    accounts=(Account((OUTLET,), events=(AMBUSH.id,), figures=(SOLDIERS_6.id,)), _account(CLAIMED)),
    tallies=(Tally("killed", 6, 6, 6, (SOLDIERS_6.id,)),))


def _furniture(words: str, kind: FurnitureKind) -> Furniture:
    return Furniture(at(words), kind)


DOCUMENT = Document(
    hashlib.sha256(TEXT.encode()).hexdigest(), TEXT,
    title="Air strike near Ayorou kills at least 14, hospital says, as army denies hitting traders",
    standfirst="Ministry says the lorries carried fighters; armed group vows revenge", byline="Hana Delacroix",
    outlet="The Coastal Courier", published=date(2024, 5, 14),
    furniture=(
        _furniture("Home | World | Africa | Live", "navigation"), _furniture("By Hana Delacroix in Niamey", "byline"),
        _furniture("Tuesday 14 May 2024 18:40", "timestamp"),
        _furniture("Share this article: Facebook WhatsApp Email", "sharing"),
        _furniture("We report from the places that others leave. If you value independent journalism, please support "
                   "us with a monthly gift.", "appeal"),
        _furniture("NIAMEY, May 14 (Meridian Press) -", "dateline"),
        _furniture("Additional reporting by Meridian Press", "credit"),
        _furniture("Read more: Why the road along the river is feared", "teaser"),
        _furniture("Sign up to our morning newsletter", "newsletter"),
        _furniture("Comments (32)\nLog in to join the conversation", "comments")),
    title_span=at("Air strike near Ayorou kills at least 14, hospital says, as army denies hitting traders"),
    standfirst_span=at("Ministry says the lorries carried fighters; armed group vows revenge"),
    dateline=Dateline(at("NIAMEY, May 14 (Meridian Press) -"), at("NIAMEY"), at("May 14"), at("Meridian Press")))

DOSSIER = Dossier(
    DOCUMENT,
    parties=tuple(sorted(
        (HOSPITAL, RESIDENTS, AGENCY, MINISTRY, FRONT, SPOKESMAN, WORKER, COUNCIL, RECORD, ARMY, GUNMEN),
        key=lambda party: party.spans[0])),
    places=(AYOROU, TERA), times=(SUNDAY, EVENING, THIRD_OF_MAY),
    statements=tuple(sorted(
        (SAID_BY_HOSPITAL, SAID_BY_RESIDENTS, STRUCK, FIGHTERS, NO_CIVILIANS, NOTHING_ELSE, NOT_OURS, MASSACRE, REVENGE,
         EVERY_ONE, CHILDREN, CONDEMNED, INQUIRY, REJECTED, PROMISED, CLAIMED, SINCE_JANUARY),
        key=lambda statement: statement.content[0])),
    events=(STRIKE, DRONE, MASSACRED, VOWED, AMBUSH),
    figures=(KILLED_14, WOUNDED_20, KILLED_9, KILLED_11, CHILDREN_3, MISSING, SOLDIERS_6, KILLED_200),
    incidents=(AIR_STRIKE, CHECKPOINT))
