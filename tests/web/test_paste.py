"""What anyone gives is read at once and shown, stored nowhere; only an editor puts it on the desk."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import func, select
from starlette.testclient import TestClient

from reportedly import Desk
from reportedly.acquire.fetch import fetch
from reportedly.acquire.files import BadInput
from reportedly.store import readers
from reportedly.store.database import open_engine, reading, writing
from reportedly.store.schema import metadata
from reportedly.web import paste
from reportedly.web.app import create_app
from reportedly.web.given import Given
from reportedly.web.limits import Limits
from reportedly.web.readings import Busy, Readings
from tests.web.markup import Markup
from tests.web.slow import echo, fail, nothing

ELEMENTS = {"script", "img", "svg", "iframe", "object", "embed", "base"}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)></textarea>\'{{7*7}}'
TEXT = (f"A roadside bomb killed five soldiers near Gao, Mali, on Monday, the mayor said. {HOSTILE} "
        "The Sand Front claimed responsibility for the attack. The army denied that it had been warned.")
MORE = "Gunmen shot dead a ferryman in Segou, Mali, on Thursday, the mayor said."
PAGE = ("<!doctype html><html><head><title>Ferry</title></head><body><article><h1>A ferry</h1>"
        f"<p>{MORE}</p>{{}}</article></body></html>")
FERRY = Given(MORE.encode(), "words")
GERMAN = "Der Minister hat am Montag gesagt, dass die Armee in der Stadt war und dort viele Menschen getötet wurden."


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser, at a desk in a file."""

    path: Path
    client: TestClient

    def token(self, address: str = "/read") -> str:
        found = re.search(r'name="csrf" value="(\w+)"', self.client.get(address).text)
        assert found
        return found[1]

    def send(self, address: str = "/read", file: tuple[str, bytes] | None = None, **fields: str) -> Response:
        """A form as a browser sends it; its token is a good one where none is given."""
        files = {"file": file or ("", b"")}
        response: Response = self.client.post(address, data={"csrf": self.token(), **fields}, files=files)
        return response

    def stored(self) -> dict[str, int]:
        """How many rows each table of the desk has, without the sessions."""
        engine = open_engine(str(self.path))
        with reading(engine) as connection:
            counts = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                      for table in metadata.sorted_tables if table.name != "sessions"}
        engine.dispose()
        return counts

    def signed_in(self, role: readers.Role) -> Visitor:
        """The same visitor, once they are signed in as a new reader."""
        engine = open_engine(str(self.path))
        with writing(engine) as connection:
            name = f"{role} {len(readers.everyone(connection))}"
            secret = readers.begin(connection, readers.join(connection, name, f"{name[-3:].strip()}@x.example", "x", role))
        engine.dispose()
        self.client.cookies.set("reportedly", secret)
        return self


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    path = tmp_path_factory.mktemp("paste") / "desk.db"
    Desk(path).close()
    app = create_app(str(path))
    app.state.limits = Limits({})
    with TestClient(app, follow_redirects=False) as client:
        yield Visitor(path, client)


@pytest.fixture
def visitor(desk: Visitor) -> Iterator[Visitor]:
    """Nobody who is known yet."""
    desk.client.cookies.clear()
    yield desk
    desk.client.cookies.clear()


@contextmanager
def served(content: bytes, kind: str) -> Iterator[tuple[str, int]]:
    """The address of a page on this machine, and its port."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/ferry", server.server_address[1]
        server.shutdown()


def test_the_form_needs_no_script_and_every_control_has_a_label(visitor: Visitor) -> None:
    text = visitor.client.get("/read").text
    found = Markup(text.replace(re.search(r"<script.*?</script>", text)[0], ""))  # type: ignore[index]
    assert found.names >= {"form", "fieldset", "legend", "textarea"}
    assert not found.names & ELEMENTS
    for control in ("text", "file", "url", "title", "outlet", "published"):
        assert f'<label for="{control}">' in text
        assert control in found.ids


def test_a_pasted_text_is_shown_as_a_dossier_and_nothing_is_stored(visitor: Visitor) -> None:
    before = visitor.stored()
    response = visitor.send(way="text", text=TEXT, outlet=HOSTILE, title=HOSTILE, published="2024-04-02")
    assert response.status_code == 200
    shown = Markup(response.text)
    assert "1 April 2024" in shown.words
    assert "claim responsibility" in shown.words.lower()
    assert "Nothing of it is stored" in shown.words
    assert "Add to the desk" not in shown.words
    assert visitor.stored() == before
    assert "no-store" in response.headers["cache-control"]


def test_who_was_hit_stands_behind_a_click_as_on_the_desk(visitor: Visitor) -> None:
    told = "Gunmen shot dead the trader Amadou Keita in Segou, Mali, on Thursday, the mayor said."
    guard = getattr(visitor.client.app.state, "guard", True)  # type: ignore[attr-defined]
    try:
        for on in (True, False):
            visitor.client.app.state.guard = on  # type: ignore[attr-defined]
            response = visitor.send(way="text", text=told)
            assert response.status_code == 200
            assert ("Withheld: names a person who was hit" in response.text) is on
    finally:
        visitor.client.app.state.guard = guard  # type: ignore[attr-defined]


def test_nothing_that_is_given_comes_out_as_markup(visitor: Visitor) -> None:
    given: list[dict[str, str]] = [
        {"way": "text", "text": TEXT, "outlet": HOSTILE, "title": HOSTILE}, {"way": HOSTILE, "text": HOSTILE},
        {"way": "text", "text": HOSTILE, "published": HOSTILE},
        {"way": "url", "url": f"http://{HOSTILE}/", "title": HOSTILE},
        {"way": "url", "url": f"https://x.example/{HOSTILE}@", "outlet": HOSTILE}, {"way": "text", "text": GERMAN + HOSTILE}]
    for fields in given:
        text = visitor.send(**fields).text
        shown = Markup(text.replace(re.search(r"<script.*?</script>", text)[0], ""))  # type: ignore[index]
        assert not shown.names & ELEMENTS, fields
        assert "{{7*7}}" in text or "49" not in shown.words


@pytest.mark.parametrize(("name", "content"), [
    ("ferry.txt", MORE.encode()), ("ferry", MORE.encode("utf-16")), ("ferry.TXT", b"[Segou] " + MORE.encode()),
    ("ferry.html", PAGE.format("").encode()), ("page.txt", PAGE.format("").encode()),
    ("ferry.json", json.dumps({"text": MORE}).encode()), ("ferry.jsonl", json.dumps([{"html": PAGE.format("")}]).encode())])
def test_a_file_is_read_by_its_ending_or_by_how_it_begins(visitor: Visitor, name: str, content: bytes) -> None:
    response = visitor.send(way="file", file=(name, content), published="2024-04-20")
    assert response.status_code == 200
    assert "18 April 2024" in Markup(response.text).words


@pytest.mark.parametrize(("status", "why", "fields", "file"), [
    (400, "paste the report", {"way": "text", "text": " \n "}, None),
    (400, "choose a file", {"way": "file"}, None),
    (400, "write the address", {"way": "url"}, None),
    (400, "choose one", {}, None),
    (400, "ISO 8601", {"way": "text", "text": MORE, "published": "next week"}, None),
    (400, "300 characters", {"way": "text", "text": MORE, "outlet": "a" * 301}, None),
    (413, "2,000,000 bytes", {"way": "text", "text": "é" * 1_000_001}, None),
    (413, "2,000,000 bytes", {"way": "file"}, ("a.txt", b"a" * 2_000_001)),
    (413, "2,000,000 bytes", {"way": "file"}, ("a.txt", b"a" * 3_000_001)),
    (422, "not English", {"way": "text", "text": GERMAN}, None),
    (422, "is empty", {"way": "file"}, ("a.txt", b"\n")),
    (422, "a PDF", {"way": "file"}, ("a.txt", b"%PDF-1.7 ")),
    (422, "binary", {"way": "file"}, ("a.bin", bytes(range(256)) * 9)),
    (422, "no article", {"way": "file"}, ("a.html", b"<html><body></body></html>")),
    (422, "one at a time", {"way": "file"}, ("a.json", json.dumps([{"text": MORE}] * 2).encode())),
    (422, "not JSON", {"way": "file"}, ("a.json", b'{"text": ')),
    (422, "no server on the public internet", {"way": "url", "url": "http://169.254.169.254/latest"}, None),
    (422, "https://", {"way": "url", "url": "file:///etc/passwd"}, None)])
def test_what_can_not_be_read_is_told_on_the_form(
    visitor: Visitor, status: int, why: str, fields: dict[str, str], file: tuple[str, bytes] | None,
) -> None:
    before = visitor.stored()
    response = visitor.send(file=file, title="The <headline>", **fields)
    assert response.status_code == status
    problem = re.search(r'role="alert">([^<]*)</p>', response.text)
    assert problem
    assert why.lower() in problem[1].lower()
    assert "\n" not in problem[1]
    shown = Markup(response.text)
    if len(file[1] if file else "") <= 3_000_000:
        assert shown.values["title"] == "The <headline>"
        assert shown.values.get("url", "") == fields.get("url", "")
        assert fields.get("text", "").strip() in shown.words
    assert visitor.stored() == before


def answered(visitor: Visitor, body: Iterator[bytes], *headers: tuple[bytes, bytes]) -> tuple[int, str]:
    """What the application answers to a body that it takes piece by piece."""
    messages: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": next(body), "more_body": True}

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": "/read",
             "raw_path": b"/read", "root_path": "", "scheme": "http", "query_string": b"", "client": ("127.0.0.1", 1),
             "server": ("testserver", 80),
             "headers": [(b"host", b"testserver"), (b"content-type", b"multipart/form-data; boundary=x"), *headers]}
    assert visitor.client.portal is not None
    visitor.client.portal.call(visitor.client.app, scope, receive, send)
    return messages[0]["status"], b"".join(message.get("body", b"") for message in messages).decode()


def test_a_body_over_the_bound_is_refused_without_being_read_to_its_end(visitor: Visitor) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        while sent < 50 * paste.FORM_BYTES:
            sent += 100_000
            yield b"a" * 100_000

    status, text = answered(visitor, endless())
    assert status == 413
    assert "2,000,000 bytes" in text
    assert sent <= paste.FORM_BYTES + 100_000


@pytest.mark.parametrize("length", [b"3000001", b"9" * 40, b"-1", b"1e9"])
def test_a_body_that_declares_too_much_is_not_read_at_all(visitor: Visitor, length: bytes) -> None:
    def unread() -> Iterator[bytes]:
        pytest.fail("it was read")
        yield b""

    status, text = answered(visitor, unread(), (b"content-length", length))
    assert status == 413
    assert "2,000,000 bytes" in text


def test_a_form_without_its_token_is_refused(visitor: Visitor) -> None:
    for token in ("", "0" * 64):
        assert visitor.send(way="text", text=MORE, csrf=token).status_code == 403


@pytest.mark.parametrize(("content", "kind"), [
    (PAGE.format("<p>It was a very quiet evening on the river.</p>" * 200).encode(), "text/html; charset=utf-8"),
    (MORE.encode(), "text/plain"), (json.dumps({"text": MORE}).encode(), "application/json")])
def test_a_page_of_the_web_is_fetched_and_shown(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, content: bytes, kind: str,
) -> None:
    before = visitor.stored()
    with served(content, kind) as (address, port):
        monkeypatch.setattr(paste, "fetch", functools.partial(fetch, ports=(port,), permitted=lambda address: True))
        response = visitor.send(way="url", url=address, published="2024-04-20")
    assert response.status_code == 200
    shown = Markup(response.text)
    assert "18 April 2024" in shown.words
    assert address in shown.words
    assert visitor.stored() == before


@pytest.mark.parametrize(("said", "written"), [("windows-1251", "windows-1251"), ("ISO-8859-1", "windows-1252"),
                                               ("utf-16le", "utf-16le"), ("iso-8859-99", "utf-8"), ("punycode", "utf-8")])
def test_the_charset_that_only_the_server_knows_holds(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, said: str, written: str,
) -> None:
    name = "Иван" if "1251" in written else "André"
    content = PAGE.format(f"<p>A man named {name} saw it from the bank of the river.</p>").encode(written)
    with served(content, f"text/html; charset={said}") as (address, port):
        monkeypatch.setattr(paste, "fetch", functools.partial(fetch, ports=(port,), permitted=lambda address: True))
        response = visitor.send(way="url", url=address)
    assert name in Markup(response.text).words


def test_an_address_of_this_machine_is_refused_as_the_web_asks_for_it(visitor: Visitor) -> None:
    with served(MORE.encode(), "text/plain") as (address, _):
        for one in (address, "http://localhost/", "http://[::1]/", "http://2130706433/"):
            response = visitor.send(way="url", url=one)
            assert response.status_code == 422
            assert MORE not in response.text


def hidden(response: Response) -> dict[str, str]:
    """The fields of the button that adds, without the token of whoever it was shown to."""
    form = re.search(r'<form method="post" action="/read/add".*?</form>', response.text, re.DOTALL)
    assert form
    return {name: value for name, value in Markup(form[0]).values.items() if name != "csrf"}


@pytest.mark.parametrize("way", ["text", "file"])
def test_an_editor_adds_the_very_bytes_that_were_shown(visitor: Visitor, way: str) -> None:
    editor = visitor.signed_in("editor")
    content = (TEXT if way == "text" else PAGE.format("")).encode()
    shown = editor.send(way=way, text=TEXT, file=("ferry.html", content), outlet=f"Delta {HOSTILE}", published="2024-04-20")
    before = editor.stored()
    fields = hidden(shown)
    added = editor.send("/read/add", **fields)
    assert added.status_code == 303
    id_ = hashlib.sha256(content).hexdigest()
    assert added.headers["location"] == f"/reports/{id_}"
    assert editor.client.get(added.headers["location"]).status_code == 200
    with Desk(editor.path) as opened:
        assert opened.received(id_) == content
        report = opened.report(id_)
        assert report
        assert (report.outlet, report.published) == (f"Delta {HOSTILE}", "2024-04-20")
    assert editor.stored()["documents"] == before["documents"] + 1
    again = editor.send("/read/add", **fields)
    assert again.headers["location"] == added.headers["location"]
    assert editor.stored()["documents"] == before["documents"] + 1
    known = Markup(editor.send(way=way, text=TEXT, file=("ferry.html", content)).text)
    assert "The desk has this report" in known.words
    assert f"/reports/{id_}" in known.links


def test_nobody_but_an_editor_adds(visitor: Visitor) -> None:
    fields = hidden(visitor.signed_in("editor").send(way="text", text=MORE))
    visitor.client.cookies.clear()
    before = visitor.stored()
    assert visitor.send("/read/add", **fields).status_code == 403
    reader = visitor.signed_in("reader")
    shown = reader.send(way="text", text=MORE)
    assert shown.status_code == 200
    assert "/read/add" not in shown.text
    assert reader.send("/read/add", **fields).status_code == 403
    assert {**reader.stored(), "readers": 0} == {**before, "readers": 0}


def test_an_editor_s_form_needs_its_token_and_comes_whole(visitor: Visitor) -> None:
    editor = visitor.signed_in("editor")
    fields = hidden(editor.send(way="text", text=MORE))
    before = editor.stored()
    assert editor.send("/read/add", **{**fields, "csrf": "0" * 64}).status_code == 403
    for wrong in ({"content": ""}, {"content": "%%%"}, {"content": "é"}, {"form": "pdf"}, {"published": "x"}):
        assert editor.send("/read/add", **{**fields, **wrong}).status_code == 400, wrong
    assert editor.stored() == before


def test_who_reads_too_often_is_asked_to_wait(visitor: Visitor) -> None:
    visitor.client.app.state.limits = Limits({"read": "1 per hour"})  # type: ignore[attr-defined]
    try:
        assert visitor.send(way="text", text=GERMAN).status_code == 422
        response = visitor.send(way="text", text=GERMAN, outlet="Delta Post")
        assert response.status_code == 429
        assert int(response.headers["retry-after"]) > 60
        assert Markup(response.text).values["outlet"] == "Delta Post"
    finally:
        visitor.client.app.state.limits = Limits({})  # type: ignore[attr-defined]


def test_a_full_line_asks_to_come_again(visitor: Visitor) -> None:
    readings: Readings = visitor.client.app.state.readings  # type: ignore[attr-defined]
    visitor.client.app.state.readings = full = Readings(processes=1, waiting=0)  # type: ignore[attr-defined]
    try:
        with full.place():
            response = visitor.send(way="text", text=MORE)
        assert response.status_code == 503
        assert int(response.headers["retry-after"]) > 0
        assert MORE in Markup(response.text).words
    finally:
        visitor.client.app.state.readings = readings  # type: ignore[attr-defined]


def test_no_process_is_started_before_something_is_read(tmp_path: Path) -> None:
    with TestClient(create_app(str(tmp_path / "desk.db"))) as client:
        assert client.get("/read").status_code == 200
        assert not any(worker.is_started for worker in client.app.state.readings.workers)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def readings() -> Iterator[Readings]:
    found = Readings(processes=1, waiting=1, seconds=60, prepare=nothing)
    yield found
    found.close()


def test_a_reading_that_takes_too_long_is_ended_and_the_next_is_read(readings: Readings) -> None:
    assert readings.call(echo, FERRY) == MORE
    readings.seconds = 0.2
    with pytest.raises(BadInput, match="takes more than 0"):
        readings.call(echo, FERRY, 600)
    readings.seconds = 60
    assert readings.call(echo, FERRY) == MORE


def test_a_process_that_dies_is_told_and_the_next_is_read(readings: Readings) -> None:
    with pytest.raises(BadInput, match="broke off"):
        readings.call(fail, FERRY, "killed")
    with pytest.raises(BadInput, match="no report"):
        readings.call(fail, FERRY, "bad")
    with pytest.raises(RuntimeError) as failed:
        readings.call(fail, FERRY, "fault")
    assert "secret" not in str(failed.value)
    assert readings.call(echo, FERRY) == MORE


def test_a_process_keeps_what_it_loaded_but_not_after_a_long_report(readings: Readings) -> None:
    readings.call(echo, FERRY)
    assert readings.workers[0].is_started
    readings.call(echo, Given(b"a" * 100_001, "words"))
    assert not readings.workers[0].is_started


def test_only_so_many_are_in_line(readings: Readings) -> None:
    with readings.place(), readings.place(), pytest.raises(Busy), readings.place():
        pytest.fail("a third")
    with readings.place(), readings.place():
        pass


def test_closing_ends_what_is_being_read() -> None:
    closing = Readings(processes=1, waiting=0, prepare=nothing)
    told: list[str] = []

    def wait() -> None:
        try:
            closing.call(echo, FERRY, 600)
        except BadInput as error:
            told.append(str(error))

    reading_on = threading.Thread(target=wait)
    reading_on.start()
    while not any(worker.is_started for worker in closing.workers):
        time.sleep(0.01)
    closing.close()
    reading_on.join(60)
    assert told
    with pytest.raises(BadInput):
        closing.call(echo, FERRY)
    assert not any(worker.is_started for worker in closing.workers)
