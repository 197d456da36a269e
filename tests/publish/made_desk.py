"""Two incidents of a desk, made by hand from made-up reports: one that is contested, one with a single source."""

from __future__ import annotations

from reportedly.model import Act, Certainty, Document, FigureKind, Form, Span, Status
from reportedly.sentences import Sentences
from reportedly.weigh.types import (
    Count,
    Decision,
    DeskAccount,
    DeskIncident,
    DeskParty,
    DeskPlace,
    Dispute,
    Estimate,
    Field,
    Grading,
    Origin,
    OriginCount,
    OriginKind,
    Position,
    Quote,
    Report,
    Retraction,
    Said,
    Told,
)

WIRE = """Air strikes near Bosso, in south-eastern Niger, hit a convoy of the River Guard militia, killing six people and \
leaving three badly hurt, an army source told Meridian Press late on Friday.

Two of the three lorries were found burned out, the source said."""
COPY = WIRE + "\n\n(Reporting by Meridian Press)"
MEDICS = """Medics were in the convoy that was bombed near Bosso, the River Guard said in a statement on Saturday. \
"None of our commanders was on that road," the group said.

The River Guard accused the lake task force of carrying out the strike.

Six people were killed, an army source told Meridian Press."""
MINISTRY = """Two people died and four were wounded in the strike on a convoy near Bosso, an interior ministry source \
told Sahel Wire. The toll could not be confirmed."""
COALITION = """The lake task force did not carry out any strike near Bosso, its spokesman, Colonel Adel Marou, wrote \
on Saturday."""
ARMY = """Niger's army denied on Saturday that any convoy had been hit near Bosso. "No such strike took place," it said \
in a statement."""
BACK = """The River Guard said late on Saturday that no medical convoy had been targeted near Bosso. An interior ministry \
source had said that two people died in the strike."""
BACK_2 = BACK.replace("two people died", "three people died")

TEXTS = {"wire": WIRE, "copy": COPY, "medics": MEDICS, "ministry": MINISTRY, "coalition": COALITION, "army": ARMY,
         "army-copy": ARMY, "back": BACK, "back-2": BACK_2}
SENTENCES = {name: Sentences(Document(name, text)) for name, text in TEXTS.items()}


def quote(document: str, words: str, nth: int = 0) -> Quote:
    """These words of a report, in their sentence."""
    text, start = TEXTS[document], -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    span = Span(start, start + len(words))
    around = SENTENCES[document].around(span)
    return Quote(document, span, words, text[around.start:around.end], around.start)


def count(kind: FigureKind, number: int, words: Quote, who: str | None = "people", *, stands: bool = True,
          certainty: Certainty = "certain", status: Status = "unknown") -> Count:
    """A count of exactly so many."""
    return Count(kind, number, number, who, status, "incident", certainty, stands, words)


def said(act: Act, *quotes: Quote, form: Form = "indirect", addressee: tuple[str, ...] = (),
         certainty: Certainty = "certain") -> Said:
    """One statement."""
    return Said(act, certainty, form, quotes, addressee)


def told(words: Quote, *, denied: bool = False) -> Told:
    """One mention of the strike."""
    return Told("airstrike", "denied" if denied else "happened", denied, words)


REPORTS = (
    Report("wire", "Meridian Press", "Air strikes kill six near Bosso, army source says", "https://meridian.example/1",
           "2024-03-08T22:40:00Z"),
    Report("copy", "Morning Ledger", "Air strikes kill six: army source", "https://ledger.example/strike",
           "2024-03-08T23:05:00Z"),
    Report("medics", "Basin Post", "Militia says medics were in bombed convoy", "https://basin.example/medics",
           "2024-03-09T04:10:00Z"),
    Report("ministry", "Sahel Wire", "Two die in strike on convoy, ministry source says", None, "2024-03-09T05:00:00Z"),
    Report("coalition", "Coastal Courier", "Task force: we did not bomb near Bosso", "https://courier.example/tf",
           "2024-03-09T06:30:00Z"),
    Report("army", "Niamey Herald", "Army denies strike on convoy", "https://herald.example/army", "2024-03-09T09:15:00Z"),
    Report("army-copy", "Delta Online", "Army denies strike on convoy", "https://delta.example/a", "2024-03-09"),
    Report("back", "Basin Post", "No medics were hit, militia says now", "https://basin.example/back",
           "2024-03-09T20:00:00+01:00"),
    Report("back-2", "Basin Post", "No medics were hit, militia says now", "https://basin.example/back",
           "2024-03-09T22:00:00+01:00", 2, False))

SIX, SIX_COPY, SIX_AGAIN = quote("wire", "six people"), quote("copy", "six people"), quote("medics", "Six people")
THREE, THREE_COPY = quote("wire", "three badly hurt"), quote("copy", "three badly hurt")
TWO, FOUR = quote("ministry", "Two people"), quote("ministry", "four")
TWO_BACK, THREE_BACK = quote("back", "two people"), quote("back-2", "three people")
MEDICS_IN = quote("medics", "Medics were in the convoy that was bombed near Bosso")
COMMANDERS = quote("medics", '"None of our commanders was on that road,"')
ACCUSED = quote("medics", "accused the lake task force of carrying out the strike")
NOT_US = quote("coalition", "The lake task force did not carry out any strike near Bosso")
ARMY_DENIES = [quote(name, "denied on Saturday that any convoy had been hit near Bosso") for name in ("army", "army-copy")]
ARMY_SAID = [quote(name, '"No such strike took place,"') for name in ("army", "army-copy")]
NO_MEDICS = [quote(name, "no medical convoy had been targeted near Bosso") for name in ("back", "back-2")]
BOSSO = [quote(name, "near Bosso") for name in TEXTS]
CONVOY = [quote("wire", "a convoy of the River Guard militia"), quote("copy", "a convoy of the River Guard militia")]

SOURCE, GUARD, INTERIOR = "an army source", "River Guard", "an interior ministry source"
AGENCY = "Meridian Press"

ACCOUNTS = (
    DeskAccount("a1", "wire", "o-army-source", (SOURCE, AGENCY), "2024-03-08T22:40:00Z",
                (told(quote("wire", "Air strikes")),), (count("killed", 6, SIX), count("injured", 3, THREE, None)),
                (said("report", quote("wire", "Two of the three lorries were found burned out")),)),
    DeskAccount("a2", "copy", "o-army-source", (SOURCE, AGENCY, "Morning Ledger"), "2024-03-08T23:05:00Z",
                (told(quote("copy", "Air strikes")),), (count("killed", 6, SIX_COPY), count("injured", 3, THREE_COPY, None)),
                (said("report", quote("copy", "Two of the three lorries were found burned out")),)),
    DeskAccount("a3", "medics", "o-guard", (GUARD, "Basin Post"), "2024-03-09T04:10:00Z",
                (told(quote("medics", "bombed")),), (),
                (said("claim", MEDICS_IN), said("deny", COMMANDERS, form="direct"),
                 said("accuse", ACCUSED, addressee=("lake task force",)))),
    DeskAccount("a4", "medics", "o-army-source", (SOURCE, AGENCY, "Basin Post"), "2024-03-09T04:10:00Z",
                (), (count("killed", 6, SIX_AGAIN),)),
    DeskAccount("a5", "ministry", "o-ministry", (INTERIOR, "Sahel Wire"), "2024-03-09T05:00:00Z",
                (told(quote("ministry", "the strike")),),
                (count("killed", 2, TWO, certainty="unconfirmed"), count("injured", 4, FOUR, None, certainty="unconfirmed")),
                (said("report", quote("ministry", "Two people died and four were wounded"), certainty="unconfirmed"),)),
    DeskAccount("a6", "coalition", "o-task-force", ("lake task force", "Coastal Courier"), "2024-03-09T06:30:00Z",
                (told(quote("coalition", "strike"), denied=True),), (), (said("deny", NOT_US),)),
    *(DeskAccount(key, document, "o-army", ("Niger's army", outlet), published,
                  (told(quote(document, "hit"), denied=True),), (),
                  (said("deny", ARMY_DENIES[number]), said("deny", ARMY_SAID[number], form="direct")))
      for number, (key, document, outlet, published) in enumerate((
          ("a7", "army", "Niamey Herald", "2024-03-09T09:15:00Z"), ("a8", "army-copy", "Delta Online", "2024-03-09")))),
    *(DeskAccount(key, document, "o-guard", (GUARD, "Basin Post"), published, (), (), (said("deny", NO_MEDICS[number]),))
      for number, (key, document, published) in enumerate((
          ("a9", "back", "2024-03-09T20:00:00+01:00"), ("a10", "back-2", "2024-03-09T22:00:00+01:00")))),
    DeskAccount("a11", "back", "o-ministry", (INTERIOR, "Basin Post"), "2024-03-09T20:00:00+01:00", (),
                (count("killed", 2, TWO_BACK, stands=False),)),
    DeskAccount("a12", "back-2", "o-ministry", (INTERIOR, "Basin Post"), "2024-03-09T22:00:00+01:00", (),
                (count("killed", 3, THREE_BACK),)),
    DeskAccount("a13", "medics", "o-basin", ("Basin Post",), "2024-03-09T04:10:00Z", (told(quote("medics", "the strike")),)))


def origin(key: str, name: str, kind: OriginKind, via: tuple[str, ...] = (), *, independent: bool = True) -> Origin:
    """The origin of the accounts with that key."""
    own = [account for account in ACCOUNTS if account.origin == key]
    return Origin(key, name, kind, via, tuple(account.id for account in own),
                  tuple(dict.fromkeys(account.document for account in own)), independent)


ORIGINS = (
    origin("o-army-source", SOURCE, "official", (AGENCY,)), origin("o-guard", GUARD, "armed group"),
    origin("o-ministry", INTERIOR, "official", ("Sahel Wire",)), origin("o-task-force", "lake task force", "official"),
    origin("o-army", "Niger's army", "official"), origin("o-basin", "Basin Post", "outlet", independent=False))

DENIALS = (NOT_US, *ARMY_DENIES, *ARMY_SAID)
DENIERS = ("a6", "a7", "a8")

CONTESTED = DeskIncident(
    "k3vq7m2xw5", "airstrike", "2024-03-08", "2024-03-08", True,
    DeskPlace("Bosso", "NER", "Diffa", 13.70, 13.31, 2446199, "near", "near"),
    {"type": Field("airstrike", ("a1", "a2", "a3", "a5"), DENIERS,
                   (quote("wire", "Air strikes"), quote("copy", "Air strikes"), quote("medics", "bombed"),
                    quote("ministry", "the strike"))),
     "when": Field("8 March 2024", ("a1", "a2"), (), (quote("wire", "late on Friday"), quote("copy", "late on Friday"))),
     "where": Field("near Bosso", ("a1", "a2", "a3", "a5"), (), tuple(BOSSO))},
    actors=(DeskParty("lake task force", "force", "NER", "alleged", "unknown", ("a3",), ("a6",), (ACCUSED,)),),
    targets=(DeskParty(GUARD, "armed group", "NER", None, "combatant", ("a1", "a2"), (), tuple(CONVOY)),),
    victims=(DeskParty("medics", "crowd", None, None, "civilian", ("a3",), ("a9", "a10"),
                       (quote("medics", "Medics were in the convoy"),)),),
    estimates=(
        Estimate("killed", 2, 6, 6, "origins", (
            OriginCount("o-army-source", 6, 6, ("a1", "a2", "a4"), (SIX, SIX_COPY, SIX_AGAIN)),
            OriginCount("o-ministry", 3, 3, ("a12",), (THREE_BACK,)))),
        Estimate("injured", 3, 4, 4, "origins", (
            OriginCount("o-army-source", 3, 3, ("a1", "a2"), (THREE, THREE_COPY)),
            OriginCount("o-ministry", 4, 4, ("a5",), (FOUR,))), corrected=True)),
    grade=Grading("contested", ("o-task-force", "o-army"), DENIALS),
    disputes=(
        Dispute("whether", (
            Position("it happened", ("o-army-source", "o-guard", "o-ministry"), ("a1", "a2", "a3", "a4", "a5"), (SIX, TWO)),
            Position("it did not", ("o-army",), ("a7", "a8"), (*ARMY_DENIES, *ARMY_SAID)))),
        Dispute("who did it", (
            Position("lake task force", ("o-guard",), ("a3",), (ACCUSED,)),
            Position("not the lake task force", ("o-task-force",), ("a6",), (NOT_US,)))),
        Dispute("how many", (
            Position("6 killed", ("o-army-source",), ("a1", "a2", "a4"), (SIX, SIX_COPY, SIX_AGAIN)),
            Position("3 killed", ("o-ministry",), ("a12",), (THREE_BACK,))))),
    retractions=(Retraction("o-guard", (MEDICS_IN,), tuple(NO_MEDICS)),),
    reports=REPORTS, accounts=ACCOUNTS, origins=ORIGINS,
    copies=(("wire", "copy"), ("army", "army-copy")), also=("b2ymfa7qn4ce",))

TEXTS["market"] = "Gunmen shot dead a trader in Goz Beïda on Tuesday, a resident said."
SENTENCES["market"] = Sentences(Document("market", TEXTS["market"]))
_SHOT, _TRADER = quote("market", "shot dead"), quote("market", "a trader")
SIMPLE = DeskIncident(
    "x7pd2hfy6r", "shooting", "2024-05-14T18:00", "2024-05-14T18:00", False, None,
    {"type": Field("shooting", ("a1",), (), (_SHOT,))}, (), (),
    (DeskParty("a trader", "unnamed", None, None, "civilian", ("a1",), (), (_TRADER,)),),
    (Estimate("killed", 1, 1, 1, "origins", (OriginCount("o1", 1, 1, ("a1",), (_TRADER,)),)),),
    Grading("single source", ("o1",), (_SHOT,), confirmed=True), (), (),
    (Report("market", "Ouaddaï Info", None, None, None),),
    (DeskAccount("a1", "market", "o1", ("a resident", "Ouaddaï Info"), None, (Told("shooting", "happened", False, _SHOT),),
                 (count("killed", 1, _TRADER, "trader", status="civilian"),)),),
    (Origin("o1", "a resident", "witness", (), ("a1",), ("market",)),))

DECISIONS = (
    Decision(1, "2024-03-10T08:00:00Z", "Mariam", "merge", "k3vq7m2xw5", "one convoy, one night",
             {"with": "b2ymfa7qn4ce"}),
    Decision(2, "2024-03-10T09:30:00Z", "Idriss", "correct", "k3vq7m2xw5", "the hospital's list names four",
             {"injured": 4}, undone=3),
    Decision(3, "2024-03-11T10:00:00Z", "Idriss", "undo", "k3vq7m2xw5", None, {"number": 2}))
