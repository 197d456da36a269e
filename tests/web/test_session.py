"""Who a request comes from, and every form that is not one of ours: refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request
from sqlalchemy import text, update
from starlette.responses import Response
from starlette.testclient import TestClient

from reportedly.store import readers
from reportedly.store.schema import sessions
from reportedly.web.app import create_app
from reportedly.web.limits import LIMITS, Limits, address
from reportedly.web.session import (
    SESSION,
    VISITOR,
    Fields,
    Form,
    Reader,
    bounded_form,
    editor,
    limited,
    reader_of,
    signed_in,
    uploaded,
)
from reportedly.web.shelf import Shelf
from reportedly.web.site import page

REFUSED = "can't tell that its own page sent this form"


def ask(request: Request) -> Response:
    return page(request, "sign_in.html.jinja", given={}, problems={}, next="/")


def take(form: Form) -> dict[str, list[str]]:
    return {name: form.getlist(name) for name in form}


def take_file(request: Request, form: Annotated[Fields, Depends(bounded_form(3_000_000))]) -> dict[str, object]:
    file, none = uploaded(request, "file"), uploaded(request, "none")
    return {"fields": dict(form), "bytes": len(file.file.read()) if file else None, "none": none}


def who(reader: Annotated[Reader, Depends(signed_in)]) -> str:
    return reader.name


def decides(reader: Annotated[Reader, Depends(editor)]) -> str:
    return reader.name


def counted(request: Request) -> str:
    limited(request, "comment", reader_of(request))
    return "done"


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    """An empty desk, and pages that tell what they are given."""
    app = create_app(str(tmp_path / "desk.db"))
    app.state.limits = Limits({})
    pages = (("/ask", ask, take), ("/files", ask, take_file), ("/who", who, who), ("/decides", decides, decides))
    for path, get, post in pages:
        app.add_api_route(path, get, methods=["GET"])
        app.add_api_route(path, post, methods=["POST"])
    app.add_api_route("/counted", counted)
    return app


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, follow_redirects=False) as client:
        yield client


def token(client: TestClient, path: str = "/ask") -> str:
    """The token of a page's form."""
    found = re.search(r'name="csrf" value="(\w+)"', client.get(path).text)
    assert found is not None
    return found[1]


def begin(app: FastAPI, name: str = "Amina", role: readers.Role = "reader") -> tuple[int, str]:
    """A new reader, with a session."""
    with shelf_of(app).writing() as connection:
        reader = readers.join(connection, name, f"{name}@example.org", "", role)
        return reader, readers.begin(connection, reader)


def shelf_of(app: FastAPI) -> Shelf:
    found: Shelf = app.state.shelf
    return found


def test_a_form_is_taken_with_the_token_of_its_page(client: TestClient) -> None:
    given = token(client)
    taken = client.post("/ask", data={"csrf": given, "a": ["1", "2"], "b": "x\r\ny"})
    assert taken.json() == {"a": ["1", "2"], "b": ["x\ny"]}
    assert client.post("/ask", files={"csrf": (None, given), "a": (None, "1")}).json() == {"a": ["1"]}


def test_the_token_stays_the_same_from_page_to_page(client: TestClient) -> None:
    assert token(client) == token(client, "/sign-in")


@pytest.mark.parametrize("wrong", [None, "", "x", "0" * 64, "é", "\udcff".encode("utf-8", "surrogatepass").hex()])
def test_a_form_without_the_right_token_is_refused(client: TestClient, wrong: str | None) -> None:
    token(client)
    for kind in ("data", "files"):
        fields = {"a": "1"} if wrong is None else {"a": "1", "csrf": wrong}
        sent = fields if kind == "data" else {name: (None, value) for name, value in fields.items()}
        response = client.post("/ask", **{kind: sent})
        assert response.status_code == 403
        assert REFUSED in response.text.replace("&#39;", "'")


def test_a_token_of_another_alphabet_by_its_charset_is_refused(client: TestClient) -> None:
    token(client)
    body = b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n+2AA-\r\n--x--\r\n'
    kind = {"content-type": "multipart/form-data; boundary=x; charset=utf-7"}
    assert client.post("/ask", content=body, headers=kind).status_code == 403


def test_a_token_without_its_cookie_is_refused(app: FastAPI, client: TestClient) -> None:
    given = token(client)
    with TestClient(app) as other:
        assert other.post("/ask", data={"csrf": given}).status_code == 403
        for cookie in ("", "x", "é", " " * 43):
            sent = {"cookie": f"{VISITOR}={cookie}".encode()}
            assert other.post("/ask", data={"csrf": given}, headers=sent).status_code == 403


def test_a_token_from_before_signing_in_is_refused_after_it(app: FastAPI, client: TestClient) -> None:
    before = token(client)
    client.cookies.set(SESSION, begin(app)[1])
    assert client.post("/ask", data={"csrf": before}).status_code == 403
    assert client.post("/ask", data={"csrf": token(client)}).status_code == 200


def test_a_token_of_another_session_is_refused_be_it_the_same_readers(app: FastAPI, client: TestClient) -> None:
    reader, one = begin(app)
    _, awa = begin(app, "Awa")
    with shelf_of(app).writing() as connection:
        other = readers.begin(connection, reader)
    tokens = {}
    for secret in (one, other, awa):
        client.cookies.set(SESSION, secret)
        tokens[secret] = token(client)
    assert len(set(tokens.values())) == 3
    for secret in tokens:
        client.cookies.set(SESSION, secret)
        answers = {one: client.post("/ask", data={"csrf": given}).status_code for one, given in tokens.items()}
        assert answers == {one: 200 if one == secret else 403 for one in tokens}


@pytest.mark.parametrize("headers", [
    {"Origin": "http://evil.example"}, {"Origin": "http://testserver.evil.example"}, {"Origin": "http://testserver:81"},
    {"Origin": "http://[::1"}, {"Origin": "testserver"}, {"Origin": "x://"}, {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"}])
def test_what_another_site_sends_is_refused_with_the_right_token_too(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/ask", data={"csrf": token(client)}, headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [
    {}, {"Origin": "http://testserver"}, {"Origin": "http://TESTSERVER:80"}, {"Origin": "https://testserver:443"},
    {"Origin": "null"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}])
def test_what_a_browser_sends_from_our_page_is_taken(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/ask", data={"csrf": token(client)}, headers=headers).status_code == 200


def test_a_form_is_bounded_be_its_length_told_or_not(client: TestClient) -> None:
    given = token(client)
    body = f"csrf={given}&a={'x' * 1_000_000}".encode()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/ask", content=body[:1_000_000], headers=kind).status_code == 200
    assert client.post("/ask", content=body, headers=kind).status_code == 413
    parts = (body[start:start + 65536] for start in range(0, len(body), 65536))
    assert client.post("/ask", content=parts, headers=kind).status_code == 413
    assert client.post("/ask", data={"csrf": given}, files={"f": ("f", b"x" * 1_000_000)}).status_code == 413
    assert client.post("/ask", data={"csrf": given, "a": ["1"] * 300}).status_code == 400


def test_a_form_may_be_larger_where_its_page_says_so_and_gives_its_files(client: TestClient) -> None:
    sent = {"csrf": token(client), "a": "1"}
    files = {"file": ("report.txt", b"x" * 2_000_000)}
    assert client.post("/files", data=sent, files=files).json() == {"fields": {"a": "1"}, "bytes": 2_000_000, "none": None}
    assert client.post("/files", data=sent, files={"file": ("f", b"x" * 3_000_000)}).status_code == 413
    assert client.post("/files", data={"a": "1"}, files=files).status_code == 403


def test_a_file_that_was_not_chosen_is_none(client: TestClient) -> None:
    part = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n'
    body = part.format("csrf", "", token(client)) + part.format("none", '; filename=""', "") + "--x--\r\n"
    sent = client.post("/files", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert sent.json() == {"fields": {}, "bytes": None, "none": None}


@pytest.mark.parametrize(("body", "kind"), [
    (b"x", "multipart/form-data; boundary=y"), (b"x", "multipart/form-data"), (b"", "multipart/form-data; boundary=y")])
def test_a_broken_form_is_no_failure_of_ours(client: TestClient, body: bytes, kind: str) -> None:
    token(client)
    assert client.post("/ask", content=body, headers={"content-type": kind}).status_code in (400, 403)


def test_a_form_in_another_form_is_refused(client: TestClient) -> None:
    given = token(client)
    assert client.post("/ask", json={"csrf": given}).status_code == 403
    assert client.post("/ask", content=f"csrf={given}", headers={"content-type": "text/plain"}).status_code == 403
    assert client.post(f"/ask?csrf={given}").status_code == 403


@pytest.mark.parametrize("value", [b"%00", b"a%00b"])
def test_characters_that_no_database_holds_are_refused(client: TestClient, value: bytes) -> None:
    body = b"csrf=" + token(client).encode() + b"&a=" + value
    response = client.post("/ask", content=body, headers={"content-type": "application/x-www-form-urlencoded"})
    assert response.status_code == 400


def test_a_page_of_forms_is_kept_by_no_cache_and_its_cookie_by_no_script(client: TestClient) -> None:
    response = client.get("/ask")
    (cookie,) = response.headers.get_list("set-cookie")
    assert re.fullmatch(rf"{VISITOR}=[\w-]{{43}}; HttpOnly; Path=/; SameSite=lax", cookie)
    assert response.headers["cache-control"] == "private, no-store"
    assert "set-cookie" not in client.get("/ask").headers


def test_who_reads_gets_no_cookie(client: TestClient) -> None:
    for path in ("/", "/method", "/nope", "/static/desk.css"):
        assert "set-cookie" not in client.get(path).headers
    assert client.get("/").headers["vary"] == "Cookie"


def test_behind_a_proxy_cookies_are_of_its_path_and_secure_over_https(tmp_path: Path) -> None:
    app = create_app(str(tmp_path / "desk.db"), root_path="/desk")
    with TestClient(app, base_url="https://testserver", follow_redirects=False) as client:
        response = client.get("/desk/sign-in")
        assert response.headers["set-cookie"].endswith("; HttpOnly; Path=/desk; SameSite=lax; Secure")
        assert client.get("/desk/me/settings").headers["location"] == "/desk/sign-in?next=%2Fme%2Fsettings"


def test_nobody_is_led_to_sign_in_and_back_and_may_send_nothing(client: TestClient) -> None:
    response = client.get("/who?a=b%20c&d=%26")
    assert response.status_code == 303
    assert response.headers["location"] == "/sign-in?next=%2Fwho%3Fa%3Db%2520c%26d%3D%2526"
    assert client.post("/who").status_code == 403
    assert client.get("/decides").status_code == 303
    assert client.post("/decides").status_code == 403


def test_a_reader_is_known_by_the_session_and_is_no_editor(app: FastAPI, client: TestClient) -> None:
    client.cookies.set(SESSION, begin(app)[1])
    assert client.get("/who").json() == client.post("/who").json() == "Amina"
    assert client.get("/decides").status_code == client.post("/decides").status_code == 403
    assert client.get("/").headers["cache-control"] == "private, no-store"


def test_an_editor_is_one_from_the_moment_on_and_no_longer(app: FastAPI, client: TestClient) -> None:
    reader, secret = begin(app, role="editor")
    client.cookies.set(SESSION, secret)
    assert client.get("/decides").json() == "Amina"
    with shelf_of(app).writing() as connection:
        readers.set_role(connection, reader, "reader")
    assert client.get("/decides").status_code == 403


@pytest.mark.parametrize("secret", ["", "x", "é", "0" * 43, "x" * 10_000, "' OR 1=1 --", "a" * 64])
def test_a_made_up_session_is_nobodys(app: FastAPI, client: TestClient, secret: str) -> None:
    begin(app)
    assert client.get("/who", headers={"cookie": f"{SESSION}={secret}".encode()}).status_code == 303


def test_a_session_that_ended_or_whose_reader_is_blocked_or_gone_is_dead_at_once(app: FastAPI, client: TestClient) -> None:
    for name, act in (("Ended", "ends"), ("Deleted", "end"), ("Blocked", "block"), ("Gone", "leave")):
        reader, secret = begin(app, name)
        client.cookies.set(SESSION, secret)
        given = token(client)
        assert client.get("/who").json() == name
        with shelf_of(app).writing() as connection:
            if act == "ends":
                connection.execute(update(sessions).where(sessions.c.reader == reader).values(ends=sessions.c.begun))
            elif act == "end":
                readers.end(connection, secret)
            elif act == "block":
                readers.block(connection, reader, "spam")
            else:
                readers.leave(connection, reader)
        assert client.get("/who").status_code == 303
        assert client.post("/ask", data={"csrf": given}).status_code == 403


def test_a_desk_that_fails_says_so_to_who_is_signed_in_as_well(app: FastAPI, client: TestClient) -> None:
    client.cookies.set(SESSION, begin(app)[1])
    with shelf_of(app).writing() as connection:
        connection.execute(text("DROP TABLE sessions"))
    assert client.get("/").status_code == client.get("/who").status_code == 503


def test_what_is_done_too_often_waits_for_each_reader_and_each_address(app: FastAPI, client: TestClient) -> None:
    app.state.limits = Limits({"comment": "2 per 5 minutes"})
    assert [client.get("/counted").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/counted")
    assert 240 < int(refused.headers["retry-after"]) <= 300
    assert "Try again in 5 minutes." in refused.text
    with TestClient(app, client=("192.0.2.7", 1)) as elsewhere:
        assert elsewhere.get("/counted").status_code == 200
    for name in ("Amina", "Awa"):
        client.cookies.set(SESSION, begin(app, name)[1])
        assert [client.get("/counted").status_code for _ in range(3)] == [200, 200, 429]


def test_forms_are_limited_before_they_are_read(app: FastAPI, client: TestClient) -> None:
    app.state.limits = Limits({"form": "2 per minute"})
    given = token(client)
    assert client.post("/ask", data={"csrf": "wrong"}).status_code == 403
    assert client.post("/ask", data={"csrf": given}).status_code == 200
    assert client.post("/ask", data={"csrf": given}).status_code == 429


def test_a_desk_has_limits_by_itself(tmp_path: Path) -> None:
    app = create_app(str(tmp_path / "desk.db"))
    with TestClient(app) as client:
        statuses = [client.post("/sign-in").status_code for _ in range(61)]
    assert statuses == [403] * 60 + [429]
    assert {"form", "sign-in", "join", "comment", "fetch"} <= set(LIMITS)


@pytest.mark.parametrize(("one", "other", "is_same"), [
    ("192.0.2.1", "192.0.2.2", False), ("2001:db8::1", "2001:db8::ffff:1", True), ("2001:db8::1", "2001:db8:0:1::1", False),
    ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False), ("testclient", "testclient", True)])
def test_of_ipv6_a_network_counts_as_one_address(one: str, other: str, is_same: bool) -> None:
    asked = [address(Request({"type": "http", "client": (host, 1), "headers": []})) for host in (one, other)]
    assert (asked[0] == asked[1]) == is_same
    assert address(Request({"type": "http", "client": None, "headers": []})) == ""
