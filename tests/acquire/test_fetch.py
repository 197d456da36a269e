"""A page is fetched from the public web, and nothing else is asked: whatever the address, the name or the server say."""

from __future__ import annotations

import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.acquire import fetch as fetching
from reportedly.acquire.fetch import Address, Fetched, NotFetched, fetch, is_public

PAGE = b"<!doctype html><title>Bridge</title><p>A mortar shell killed two fishermen in Mopti, Mali, on Tuesday.</p>"
HTML = "text/html; charset=utf-8"
LOOPBACK = ipaddress.IPv4Address("127.0.0.1")

NOT_GLOBAL = tuple(map(ipaddress.ip_network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4", "::/8", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8")))
"""Blocks that are no host's on the public internet (IANA special-purpose registries; RFC 5771, 4291)."""

ANSWERED = "answered"
REFUSED = ("this address leads to no server on the public internet",
           "the server in this address is written in a way that is not opened")


@dataclass
class Web:
    """A server on this machine. ``pages`` are what it answers by path; ``asked`` is what it was asked, with the headers."""

    port: int
    pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def at(self, path: str, name: str = "river.example") -> str:
        return f"http://{name}:{self.port}{path}"

    def fetch(self, path: str, name: str = "river.example", **more: Any) -> Fetched:
        """Fetched with this server's port and address allowed, and its name known."""
        return fetch(self.at(path, name), **{"ports": (self.port,), "resolve": here, "permitted": here_too, **more})


def here(name: str, port: int) -> list[str]:
    """A resolver that knows the names of the tests."""
    return {"river.example": ["127.0.0.1"], "xn--tmbuktu-gza.example": ["127.0.0.1"], "inside.example": ["10.1.2.3"]}[name]


def here_too(address: Address) -> bool:
    return is_public(address) or address == LOOPBACK


def sends(
    content: bytes, kind: str | None = HTML, status: int = 200, declared: int | None = None, **headers: str,
) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if kind is not None:
            handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content) if declared is None else declared))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def leads(target: str, status: int = 302) -> Callable[[BaseHTTPRequestHandler], None]:
    return sends(b"", status=status, Location=target)


@contextmanager
def served(context: ssl.SSLContext | None = None) -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        web: Web

        def do_GET(self) -> None:
            self.close_connection = True
            self.web.asked.append((self.path, dict(self.headers)))
            with_suppressed(lambda: self.web.pages[self.path](self))

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        server.daemon_threads = True
        server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
        Handler.web = Web(server.server_address[1])
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        running.start()
        try:
            yield Handler.web
        finally:
            server.shutdown()


def with_suppressed(answer: Callable[[], None]) -> None:
    """Whoever fetches may hang up on the server at any time."""
    try:
        answer()
    except OSError:
        return


@pytest.fixture
def web() -> Iterator[Web]:
    with served() as found:
        yield found


def test_a_page_is_fetched_as_it_is(web: Web) -> None:
    web.pages["/a?b=c"] = sends(PAGE)
    assert web.fetch("/a?b=c#part") == Fetched(web.at("/a?b=c"), PAGE, "text/html", "utf-8")
    ((path, headers),) = web.asked
    assert path == "/a?b=c"
    assert headers["Host"] == f"river.example:{web.port}"
    assert headers["User-Agent"].startswith("Reportedly/")


@pytest.mark.parametrize(("kind", "charset"), [
    ("text/plain", None), ("TEXT/HTML;Charset=ISO-8859-1", "iso-8859-1"), ("application/xhtml+xml", None),
    ('application/json; charset="utf-8"', "utf-8")])
def test_texts_pages_and_json_are_taken(web: Web, kind: str, charset: str | None) -> None:
    web.pages["/"] = sends(b"[1]", kind)
    found = web.fetch("/")
    assert (found.media_type, found.charset) == (kind.partition(";")[0].lower(), charset)


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "text/css", "multipart/mixed", "", "html", None])
def test_other_types_are_refused(web: Web, kind: str | None) -> None:
    web.pages["/"] = sends(PAGE, kind)
    with pytest.raises(NotFetched, match="something else"):
        web.fetch("/")


@pytest.mark.parametrize("status", [204, 206, 304, 401, 404, 451, 500, 799])
def test_an_answer_that_is_no_page_is_told_with_its_number(web: Web, status: int) -> None:
    web.pages["/"] = sends(b"", status=status)
    with pytest.raises(NotFetched, match=f"answers {status}"):
        web.fetch("/")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(web: Web, status: int) -> None:
    web.pages |= {"/a": leads("b/c?d", status), "/b/c?d": leads(f"//river.example:{web.port}/e"), "/e": sends(PAGE)}
    assert web.fetch("/a").url == web.at("/e")


def test_a_redirect_in_other_letters_is_followed(web: Web) -> None:
    web.pages |= {"/a": leads("/Ségou".encode().decode("latin-1")), "/S%C3%A9gou": sends(PAGE)}
    assert web.fetch("/a").url == web.at("/S%C3%A9gou")


def test_five_redirects_are_the_most(web: Web) -> None:
    web.pages |= {f"/{n}": leads(f"/{n + 1}") for n in range(6)} | {"/6": sends(PAGE)}
    assert web.fetch("/1").content == PAGE
    web.asked.clear()
    with pytest.raises(NotFetched, match="more than 5 times"):
        web.fetch("/0")
    assert [path for path, _ in web.asked] == [f"/{n}" for n in range(6)]


@pytest.mark.parametrize("target", [
    "http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
    "http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://127.1/", "http://inside.example/",
    "http://0.0.0.0/", "http://[fe80::1%25eth0]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
    "http://[2600::1%25eth0]/", "//[::]/"])
def test_a_redirect_to_what_is_not_public_is_refused(web: Web, target: str) -> None:
    web.pages["/"] = leads(target)
    with pytest.raises(NotFetched) as refused:
        web.fetch("/", ports=(web.port, 80), permitted=only_the_first(web))
    assert str(refused.value) in REFUSED
    assert len(web.asked) == 1


def only_the_first(web: Web) -> Callable[[Address], bool]:
    """Loopback is allowed for the server's own page, and not for where it leads."""
    return lambda address: is_public(address) or (address == LOOPBACK and not web.asked)


@pytest.mark.parametrize(("target", "why"), [
    ("file:///etc/passwd", "http://"), ("gopher://river.example/1", "http://"), ("ftp://river.example/", "http://"),
    ("data:text/html,x", "http://"), ("javascript:alert(1)", "http://"), ("http://a:b@river.example/", "password"),
    ("http://river.example:22/", "ports"), ("http://river.example:8080/", "ports"), ("https://:443/", "http://")])
def test_other_schemes_ports_and_passwords_are_refused_from_the_start_and_in_a_redirect(
    web: Web, target: str, why: str,
) -> None:
    web.pages["/"] = leads(target)
    with pytest.raises(NotFetched, match=why):
        web.fetch("/")
    assert len(web.asked) == 1
    with pytest.raises(NotFetched, match=why):
        fetch(target, resolve=unasked)


@pytest.mark.parametrize("address", [
    "", "river.example", "//river.example/", "http://", "http:///x", "http://river example/", "http://[::1/", "http://a\nb/",
    "http://river.example:port/", f"http://river.example/{'a' * 2000}", "http://①②⑦.⓪.⓪.①/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/"])
def test_what_is_no_address_is_told_so(address: str) -> None:
    with pytest.raises(NotFetched):
        fetch(address, resolve=unasked)


def unasked(name: str, port: int) -> list[str]:
    raise AssertionError(f"{name} was to be resolved")


def test_a_name_in_other_letters_is_asked_for_as_dns_has_it(web: Web) -> None:
    web.pages["/"] = sends(PAGE)
    assert web.fetch("/", "tîmbuktu.example").content == PAGE
    assert web.asked[0][1]["Host"] == f"xn--tmbuktu-gza.example:{web.port}"


def test_a_name_of_this_machine_is_refused() -> None:
    for name in ("localhost", "LOCALHOST", "localhost."):
        with pytest.raises(NotFetched, match=REFUSED[0]):
            fetch(f"http://{name}/")


@pytest.mark.parametrize("addresses", [
    ["10.1.2.3"], ["8.8.8.8", "10.1.2.3"], ["10.1.2.3", "8.8.8.8"], ["2600::1", "fd00::1"], ["::ffff:192.168.0.1"],
    ["fe80::1%eth0"], ["8.8.8.8", "127.0.0.1"], []])
def test_a_name_with_one_address_that_is_not_public_is_refused(addresses: list[str]) -> None:
    with pytest.raises(NotFetched, match=REFUSED[0]):
        fetch("http://river.example/", resolve=lambda name, port: addresses)


@pytest.mark.parametrize("error", [socket.gaierror(-2, "not known"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows_is_told_as_one_that_is_inside(error: Exception) -> None:
    def fail(name: str, port: int) -> Iterable[str]:
        raise error

    with pytest.raises(NotFetched, match=REFUSED[0]):
        fetch("http://river.example/", resolve=fail)


def test_a_name_is_resolved_once_so_that_it_can_not_change_in_between(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages["/"] = sends(PAGE)
    names: list[str] = []

    def first_here(name: str, port: int) -> list[str]:
        names.append(name)
        return ["127.0.0.1"] if len(names) == 1 else ["10.1.2.3"]

    system = socket.getaddrinfo

    def watched(host: Any, *arguments: Any, **more: Any) -> Any:
        assert host == "127.0.0.1", f"{host} was resolved a second time"
        return system(host, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", watched)
    assert web.fetch("/", resolve=first_here).content == PAGE
    assert names == ["river.example"]


def test_a_redirect_to_the_same_name_is_checked_anew(web: Web) -> None:
    web.pages |= {"/": leads("/b"), "/b": sends(PAGE)}
    answers = iter([["127.0.0.1"], ["10.1.2.3"]])
    with pytest.raises(NotFetched, match=REFUSED[0]):
        web.fetch("/", resolve=lambda name, port: next(answers))
    assert [path for path, _ in web.asked] == ["/"]


def test_the_next_address_is_tried_where_one_does_not_answer(web: Web) -> None:
    web.pages["/"] = sends(PAGE)
    found = web.fetch("/", resolve=lambda name, port: ["127.0.0.9", "127.0.0.1"], permitted=lambda address: True)
    assert found.content == PAGE


def test_the_proxy_of_the_environment_is_not_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        web.pages["/"] = sends(PAGE)
        assert web.fetch("/", timeout=5).content == PAGE


def test_a_packed_page_is_unpacked(web: Web) -> None:
    web.pages |= {"/gzip": sends(gzip.compress(PAGE), Content_Encoding="gzip"),
                  "/deflate": sends(zlib.compress(PAGE), Content_Encoding="deflate")}
    assert web.fetch("/gzip").content == web.fetch("/deflate").content == PAGE


def test_the_bound_holds_for_what_is_unpacked(web: Web) -> None:
    web.pages["/"] = sends(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    with pytest.raises(NotFetched, match="longer than 1,000,000 bytes"):
        web.fetch("/", most=1_000_000)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
def test_a_packing_that_was_not_asked_for_is_refused(web: Web, encoding: str) -> None:
    web.pages["/"] = sends(gzip.compress(gzip.compress(PAGE)), Content_Encoding=encoding)
    with pytest.raises(NotFetched, match="packs"):
        web.fetch("/")


def test_a_broken_packing_is_refused(web: Web) -> None:
    web.pages["/"] = sends(b"\x1f\x8b nothing", Content_Encoding="gzip")
    with pytest.raises(NotFetched, match="broke off"):
        web.fetch("/")


def test_a_length_over_the_bound_is_refused_before_it_is_read(web: Web) -> None:
    web.pages["/"] = sends(b"a", declared=3_000_000)
    with pytest.raises(NotFetched, match="longer than 2,000,000 bytes"):
        web.fetch("/")


def test_the_bound_is_what_may_just_be_had(web: Web) -> None:
    web.pages |= {"/fits": sends(b"a" * 1000), "/over": sends(b"a" * 1001)}
    assert len(web.fetch("/fits", most=1000).content) == 1000
    with pytest.raises(NotFetched, match="longer than 1,000 bytes"):
        web.fetch("/over", most=1000)


def test_a_page_without_an_end_is_refused(web: Web) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            handler.wfile.write(b"a" * 65_536)

    web.pages["/"] = endless
    with pytest.raises(NotFetched, match="longer than 2,000,000 bytes"):
        web.fetch("/")


def test_a_page_that_breaks_off_is_refused(web: Web) -> None:
    web.pages["/"] = sends(PAGE, declared=len(PAGE) + 10)
    with pytest.raises(NotFetched, match="broke off"):
        web.fetch("/")


@pytest.mark.parametrize("before", [
    b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"])
def test_a_server_that_drips_is_cut_off_when_the_whole_time_is_over(web: Web, before: bytes) -> None:
    """Each byte comes within any bound for one read; the drip would go on for a minute."""
    dripped: list[bool] = []
    ended = threading.Event()

    def drips(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(before)
            for _ in range(1200):
                handler.wfile.write(b"1\r\na\r\n" if b"chunked" in before else b"a")
                time.sleep(0.05)
            dripped.append(True)
        finally:
            ended.set()

    web.pages["/"] = drips
    with pytest.raises(NotFetched, match="takes too long"):
        web.fetch("/", timeout=0.5)
    assert ended.wait(90)
    assert not dripped, "it was read to its end"


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    go_on = threading.Event()

    def hangs(name: str, port: int) -> list[str]:
        go_on.wait(60)
        return []

    try:
        with pytest.raises(NotFetched, match="takes too long"):
            fetch("http://river.example/", timeout=0.2, resolve=hangs)
    finally:
        go_on.set()


def test_a_server_that_is_none_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotFetched, match="can't be reached"):
        fetch(f"http://river.example:{port}/", ports=(port,), resolve=here, permitted=here_too)


def test_what_is_no_http_is_told(web: Web) -> None:
    web.pages["/"] = lambda handler: handler.wfile.write(b"+OK POP3 ready\r\n") and None
    with pytest.raises(NotFetched, match="broke off"):
        web.fetch("/")


def test_no_header_can_be_smuggled_in_by_an_address(web: Web) -> None:
    web.pages |= {path: sends(PAGE) for path in ("/%0D%0AX-Evil:%201", "/%C3%A9%20b")}
    for address in (web.at("/\r\nX-Evil: 1"), web.at("/é b"), web.at("/%0d%0aX-Evil: 1")):
        try:
            fetch(address, ports=(web.port,), resolve=here, permitted=here_too)
        except NotFetched:
            continue
    assert web.asked
    assert not any("X-Evil" in name for _, headers in web.asked for name in headers)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_a_certificate_must_be_that_of_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=river.example", "-addext", "subjectAltName=DNS:river.example", "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with served(context) as web:
        web.pages["/"] = sends(PAGE)

        def fetched(name: str) -> Fetched:
            return fetch(f"https://{name}:{web.port}/", ports=(web.port,), resolve=lambda *_: ["127.0.0.1"],
                         permitted=here_too)

        with pytest.raises(NotFetched, match="certificate"):
            fetched("river.example")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetched("river.example").content == PAGE
        with pytest.raises(NotFetched, match="certificate"):
            fetched("delta.example")
        assert len(web.asked) == 1


def addresses_in(blocks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> st.SearchStrategy[Address]:
    """Any address of any of the blocks."""
    return st.sampled_from(list(blocks)).flatmap(lambda block: st.integers(
        int(block.network_address), int(block.broadcast_address)).map(type(block.network_address)))


def notations(address: Address) -> list[str]:
    """An address in all the ways in which hosts are written."""
    number = int(address)
    if isinstance(address, ipaddress.IPv6Address):
        return [f"[{address}]", f"[{address.exploded}]", f"[{address.exploded.upper()}]", f"[{address}%25eth0]"]
    a, b, c, d = address.packed
    return [
        str(address), f"{address}.", str(number), f"0x{number:x}", f"0X{number:08X}", f"0{number:o}",
        ".".join(f"0x{part:x}" for part in address.packed), ".".join(f"0{part:o}" for part in address.packed),
        f"{a}.{number & 0xFFFFFF}", f"{a}.{b}.{number & 0xFFFF}", f"{a}.0x{b:x}.0{c:o}.{d}",
        f"[::ffff:{address}]", f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]", f"[::{address}]", f"[64:ff9b::{address}]",
        f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::]", f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]"]


@given(addresses_in(NOT_GLOBAL), st.sampled_from(["http", "https"]))
def test_no_address_outside_the_public_internet_is_opened_in_any_notation(address: Address, scheme: str) -> None:
    assert not is_public(address)
    for host in notations(address):
        with pytest.raises(NotFetched) as refused:
            fetch(f"{scheme}://{host}/", resolve=unasked)
        assert str(refused.value) in REFUSED, host


@given(addresses_in(NOT_GLOBAL), addresses_in(map(ipaddress.ip_network, ("8.0.0.0/8", "2600::/16"))), st.booleans())
def test_no_name_leads_outside_the_public_internet(inside: Address, outside: Address, first: bool) -> None:
    found = [str(inside), str(outside)] if first else [str(outside), str(inside)]
    with pytest.raises(NotFetched, match=REFUSED[0]):
        fetch("https://river.example/", resolve=lambda name, port: found)


@given(st.text(max_size=80) | st.from_regex(r"(?s)(http|https|HTTP|ftp)://[^/]{0,40}/?.{0,20}", fullmatch=True))
def test_whatever_is_given_for_an_address_is_refused_in_one_line(address: str) -> None:
    with pytest.raises(NotFetched) as refused:
        fetch(address, resolve=lambda name, port: ["10.0.0.1"], permitted=lambda address: False)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("address", [
    "8.8.8.8", "1.1.1.1", "192.0.1.1", "172.32.0.1", "100.128.0.1", "2600::1", "2a00:1450::1", "::ffff:8.8.8.8",
    "64:ff9b::808:808"])
def test_the_public_internet_is_open(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_what_the_web_may_not_loosen_is_what_stands_without_being_said() -> None:
    assert fetching.fetch.__kwdefaults__ == {
        "timeout": 10, "most": 2_000_000, "ports": (80, 443), "resolve": fetching.resolved, "permitted": is_public}
