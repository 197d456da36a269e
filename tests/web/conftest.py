"""What the tests of the web desk share: a desk of the example reports and of hostile ones, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportedly import Desk
from reportedly.web.app import create_app

EXAMPLES = Path(__file__).parents[2] / "examples/desk"
SCRIPT = '<script>alert("x")</script>'
RIVER = "https://river.example/convoy"
REPORTS = (
    {"title": f"Convoy hit {SCRIPT}", "outlet": f"River \u202e{SCRIPT}", "published": "2024-04-02",
     "url": "javascript:alert(1)",
     "text": "A roadside bomb killed five soldiers near Gao, Mali, on Monday, the mayor said. "
             '"It was <img src=x onerror=alert(2)> terrible," the mayor said. '
             "The Sand <b onmouseover=alert(3)>Front</b> claimed responsibility for the attack. "
             f"{SCRIPT} The army accused the Sand Front of the attack.\x1b[2J"},
    {"title": "Four die in Tera", "outlet": 'Basin"><svg onload=alert(4)>', "published": "2024-04-06",
     "url": f"{RIVER}?\"><script>",
     "text": "Gunmen shot dead four traders in Tera, Niger, on Friday, police said. "
             "The police blamed bandits for the killing."},
    {"title": "Bridge", "outlet": "Delta Post", "published": "2024-04-10", "url": RIVER,
     "text": "A mortar shell killed two fishermen in Mopti, Mali, on Tuesday, a nurse said."},
    {"title": "Bridge", "outlet": "Delta Post", "published": "2024-04-11", "url": RIVER,
     "text": "A mortar shell killed three fishermen in Mopti, Mali, on Tuesday, a nurse said. "
             "The army denied that it had fired."},
    {"title": "A ferry", "outlet": "Delta Post", "published": "2024-04-20",
     "text": "Gunmen shot dead a ferryman in Segou, Mali, on Thursday, the mayor said."},
    {"title": "A ferry again", "outlet": "Mirror of Kayes", "published": "2024-04-28",
     "text": "Gunmen shot dead a ferryman in Kayes, Mali, on Saturday, the mayor said."},
)


@dataclass(frozen=True)
class Shown:
    """A desk that is served: its file, a client, the ids of the reports by title, ids before and after a merge."""

    path: Path
    client: TestClient
    documents: dict[str, str]
    merged: str
    into: str


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The desk, served."""
    path = tmp_path_factory.mktemp("web") / "desk.db"
    with Desk(path, editor=f"Amina {SCRIPT}") as desk:
        documents: dict[str, str] = {}
        for report in (*sorted(EXAMPLES.iterdir()), *REPORTS):
            document = desk.add(report)
            documents[document.title or ""] = document.id
        (segou,) = desk.incidents(text="segou")
        (kayes,) = desk.incidents(text="kayes")
        into = desk.merge(segou.id, kayes.id, because=f"one hand {SCRIPT}")
        desk.correct(into, because="the family's list", killed="2")
        merged = next(id_ for id_ in (segou.id, kayes.id) if id_ != into)
    with TestClient(create_app(str(path)), follow_redirects=False) as client:
        yield Shown(path, client, documents, merged, into)
