"""A desk of made-up reports with its readers, and a server of it for a browser."""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from reportedly import Desk
from reportedly.store import deciding, decisions, follows, readers, talk
from reportedly.store.database import open_engine, writing
from reportedly.store.readers import Role
from reportedly.web.app import create_app
from reportedly.web.limits import Limits
from tests.web.conftest import EXAMPLES
from tests.web.djibo import REPORTS as DJIBO

READERS: Mapping[str, Role] = {"Amina": "editor", "Bram": "reader", "Chidi": "reader"}
SEGOU = "Gunmen shot dead a ferryman in Segou, Mali, on Thursday, the mayor said."
KAYES = "Gunmen shot dead a ferryman in Kayes, Mali, on Saturday, the mayor said."
REPORTS = (
    *DJIBO,
    {"title": "A ferry", "outlet": "Segou Post", "published": "2024-04-26", "text": SEGOU},
    {"title": "A ferry again", "outlet": "Mirror of Kayes", "published": "2024-04-28", "text": KAYES},
    {"title": "Four die in Tera", "outlet": "Basin Post", "published": "2024-04-06", "url": "https://basin.example/tera",
     "text": "Gunmen shot dead four traders in Tera, Niger, on Friday, police said. "
             "The police blamed bandits for the killing."},
    {"title": "Soldiers killed in Mali", "outlet": "River Radio", "published": "2024-04-02",
     "text": "A bomb killed five soldiers in Mali on Monday, the defence ministry said. "
             "The Sand Front claimed responsibility."},
)


@dataclass(frozen=True)
class Kept:
    """A desk in a file. ``secrets``: those of the readers' sessions, by name."""

    path: Path
    secrets: Mapping[str, str]

    def copy(self, folder: Path) -> Kept:
        """Another desk that holds the same."""
        path = folder / "desk.db"
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
        return Kept(path, self.secrets)

    def incident(self, text: str) -> str:
        """The id of the one incident with these words."""
        with Desk(self.path) as desk:
            (found,) = desk.incidents(text=text)
        return found.id

    def report(self, incident: str, version: int = 1) -> str:
        """The id of the first report of an incident that is this version of its address."""
        with Desk(self.path) as desk:
            return next(report.document for report in desk.incident(incident).reports if report.version == version)


def made(folder: Path, reports: tuple[Mapping[str, str], ...], people: Mapping[str, Role]) -> Kept:
    """A desk of the example reports and these, with these readers, who are signed in."""
    path = folder / "desk.db"
    with Desk(path) as desk:
        for report in (*sorted(EXAMPLES.iterdir()), *reports):
            desk.add(report)
    engine = open_engine(str(path))
    secrets = {}
    with writing(engine) as connection:
        for number, (name, role) in enumerate(people.items()):
            reader = readers.join(connection, name, f"reader{number}@reader.example", "-", role)
            secrets[name] = readers.begin(connection, reader)
    engine.dispose()
    return Kept(path, secrets)


@contextmanager
def served(path: Path) -> Iterator[str]:
    """Serves a desk as ``reportedly serve`` does, without limits of how often one may do something; gives its address."""
    app = create_app(str(path))
    app.state.limits = Limits({})
    listening = socket.socket(fileno=socket.create_server(("127.0.0.1", 0)).detach())  # as TCP: answers are sent at once
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server ended while it began"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def lived_in(kept: Kept) -> Mapping[str, str]:
    """Readers talk and an editor decides, so that every page has something to show. Gives ids, by what they are of."""
    leer, djibo, segou, kayes, tera = map(
        kept.incident, ("cattle market", "primary school", "Segou ferryman", "Kayes", "Tera"))
    engine = open_engine(str(kept.path))
    with writing(engine) as connection:
        amina, bram, chidi = (readers.by_name(connection, name).id for name in READERS)
        with Desk(kept.path) as desk:
            incident = desk.incident(leer)
        account = next(one for one in incident.accounts if one.counts)
        first = talk.put(connection, incident, bram, "The nurse may have counted those who died overnight twice.", "shown",
                         account=account, proposal={"killed": "13-19"})
        answered = talk.get(connection, first)
        assert answered is not None
        talk.answer(connection, answered, chidi, "The doctor says so: https://meridianpress.example/leer has it.", "shown")
        talk.answer(connection, answered, amina, "Thank you both; I look into it.", "shown")
        talk.put(connection, incident, chidi, "Does anyone know the names of the villages?", "waiting")
        refused = talk.put(connection, incident, chidi, "Nobody believes the ministry.", "waiting")
        deciding.moderate(connection, refused, "refused", who="Amina", because="no comment on the reports")
        for kind, target, name in (("incident", leer, "Leer"), ("reader", str(chidi), "Chidi"), ("party", "army", "army")):
            follows.follow(connection, bram, kind, target, name)  # type: ignore[arg-type]
        deciding.confirm(connection, leer, who="Amina", because="checked against its reports")
        deciding.correct(connection, leer, {"injured": "28-31"}, who="Amina", because="the hospital's list")
        deciding.merge(connection, segou, kayes, who="Amina", because="one and the same ferry")
        deciding.undo(connection, decisions.log(connection)[-1].number, who="Amina", because="two ferries after all")
        deciding.hide(connection, tera, who="Amina", because="a family asked for time")
    engine.dispose()
    return {"leer": leer, "djibo": djibo, "hidden": tera, "bram": str(bram), "report": kept.report(leer),
            "revised": kept.report(djibo, version=2)}
