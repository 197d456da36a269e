"""One page of the public web, fetched for a person who named its address.

The address comes from anyone, so that it must not lead to what only this machine can reach (server-side request
forgery). A name is resolved once for each step; all its addresses must be public, and the connection is made to one of
them and not to the name. Proxies that the environment names are not used. robots.txt is not asked: this is one page on a
person's request, not a crawl.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from reportedly import __version__
from reportedly.acquire.files import BadInput

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Iterable[str]]
"""The addresses of a name, for a port; raises OSError or UnicodeError where it has none."""

PORTS = {"http": 80, "https": 443}
"""The schemes that are followed, each with its port."""

MEDIA_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/json")
CONTENT_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
HEADERS = {
    "User-Agent": f"Reportedly/{__version__} (one page, on a person's request)", "Accept-Encoding": "gzip, deflate",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, application/json;q=0.8", "Connection": "close"}

MOST_BYTES = 2_000_000
MOST_SECONDS = 10.0
MOST_REDIRECTS = 5
MOST_CHARACTERS = 2_000
CONNECTING_SECONDS = 4.0
"""How long one of a name's addresses has to answer before the next is tried."""

PIECE = 65_536
REDIRECTS = frozenset((301, 302, 303, 307, 308))

GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""NAT64 (RFC 6052): an IPv4 address stands in the last 32 bits."""

SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")))
"""Special-purpose blocks (IANA) on which versions of ``ipaddress`` don't agree (RFC 6890, 7526, 2928, 3056, 9637)."""

_ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?$")
_resolving = ThreadPoolExecutor(4, "resolving")


class NotFetched(BadInput):
    """What is at an address can't be had, or must not be asked for. The message is one line and tells no address."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there: ``url`` is where the redirects ended, ``content`` is decompressed, ``charset`` as the server says."""

    url: str
    content: bytes
    media_type: str
    charset: str | None


def is_public(address: Address) -> bool:
    """Whether an address belongs to one machine on the public internet; so must an IPv4 address that stands in it."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF) if address in TRANSLATED else address.ipv4_mapped
        if inner is not None:
            return address.scope_id is None and is_public(inner)
        if address.scope_id is not None or address not in GLOBAL_UNICAST:
            return False
    return (address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified
            and not any(address in block for block in SPECIAL))


def resolved(name: str, port: int) -> list[str]:
    """The addresses of a name as the system knows them, in the order in which they should be tried."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def fetch(
    url: str, *, timeout: float = MOST_SECONDS, most: int = MOST_BYTES, ports: Collection[int] = tuple(PORTS.values()),
    resolve: Resolver = resolved, permitted: Callable[[Address], bool] = is_public,
) -> Fetched:
    """What is at an address of the public web: a page, a text or JSON.

    ``timeout`` are the seconds that all of it may take, ``most`` the bytes of its content once decompressed. ``ports``,
    ``resolve`` and ``permitted`` say where it may be: whoever takes addresses from others leaves them as they are.

    Raises:
        NotFetched: it is no such address, it leads elsewhere than to the public web, or there is nothing to be read.
    """
    until = time.monotonic() + timeout
    for _ in range(MOST_REDIRECTS + 1):
        place = _checked(url, ports)
        addresses = _addresses(place, until, resolve, permitted)
        try:
            with _answer(place, addresses, until) as response:
                location = response.headers.get("Location")
                if response.status in REDIRECTS and location:
                    url = urljoin(place.url, _utf8(location))
                    continue
                media_type, charset = _kind(response, most)
                content = _content(response, most, until)
                return Fetched(place.url, content, media_type, charset)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise _told(error, until) from None
    raise NotFetched(f"this address redirects more than {MOST_REDIRECTS} times")


def _checked(url: str, ports: Collection[int]) -> Url:
    """The parts of an address, without its fragment; a name in other letters as DNS has it."""
    if len(url) > MOST_CHARACTERS:
        raise NotFetched(f"an address has at most {MOST_CHARACTERS:,} characters")
    try:
        place = parse_url(url.strip())
    except (LocationParseError, ValueError):
        raise NotFetched("this is no address of a web page: copy it whole, with https://") from None
    if place.scheme not in PORTS or not place.host:
        raise NotFetched("only addresses that begin with http:// or https:// are opened")
    if place.auth is not None:
        raise NotFetched("an address with a user name or a password in it is not opened")
    port = PORTS[place.scheme] if place.port is None else place.port
    if port not in ports:
        raise NotFetched(f"only the ports {' and '.join(map(str, sorted(PORTS.values())))} are opened")
    return place._replace(port=port if place.port is not None else None, path=place.path or "/", fragment=None)


def _addresses(
    place: Url, until: float, resolve: Resolver, permitted: Callable[[Address], bool],
) -> list[Address]:
    """The addresses of a place, all of them permitted."""
    host, port = str(place.host), place.port or PORTS[str(place.scheme)]
    try:
        if host.startswith("["):
            found: list[Address] = [ipaddress.ip_address(host[1:-1])]
        elif _ENDS_IN_NUMBER.search(host):
            found = [ipaddress.IPv4Address(host)]
        else:
            waiting = _resolving.submit(lambda: list(resolve(host, port)))
            found = [ipaddress.ip_address(one) for one in waiting.result(max(until - time.monotonic(), 0))]
    except TimeoutError:
        raise _too_slow() from None
    except (OSError, UnicodeError):
        found = []
    except ValueError:
        raise NotFetched("the server in this address is written in a way that is not opened") from None
    if not found or not all(map(permitted, found)):
        raise NotFetched("this address leads to no server on the public internet")
    return found


@contextlib.contextmanager
def _answer(place: Url, addresses: Iterable[Address], until: float) -> Iterator[BaseHTTPResponse]:
    """The answer's head, its content not yet read. The line is cut when the time is over, whatever waits on it."""
    connection = _connected(place, addresses, until)
    cutting = threading.Timer(max(until - time.monotonic(), 0), _cut, [connection.sock])
    cutting.daemon = True
    cutting.start()
    try:
        connection.request("GET", place.request_uri, headers={**HEADERS, "Host": str(place.netloc)}, preload_content=False)
        with contextlib.closing(connection.getresponse()) as response:
            if time.monotonic() >= until:
                raise _too_slow()
            yield response
    finally:
        cutting.cancel()
        connection.close()


def _connected(place: Url, addresses: Iterable[Address], until: float) -> HTTPConnection:
    """A connection to the first of the addresses that answers; a certificate must be that of the name."""
    failed: Exception | None = None
    for address in addresses:
        left = until - time.monotonic()
        if left <= 0:
            raise _too_slow()
        port = place.port or PORTS[str(place.scheme)]
        if place.scheme == "https":
            connection: HTTPConnection = HTTPSConnection(
                str(address), port, timeout=min(left, CONNECTING_SECONDS), server_hostname=str(place.host).strip("[]"),
                ssl_context=ssl.create_default_context())
        else:
            connection = HTTPConnection(str(address), port, timeout=min(left, CONNECTING_SECONDS))
        try:
            connection.connect()
            connection.sock.settimeout(max(until - time.monotonic(), 0.001))
            return connection
        except (HTTPError, OSError) as error:
            connection.close()
            failed = error
    assert failed is not None
    raise failed


def _cut(line: socket.socket) -> None:
    """End a connection under whoever reads from it."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _kind(response: BaseHTTPResponse, most: int) -> tuple[str, str | None]:
    """The media type and the charset of an answer that can be read."""
    if response.status != HTTPStatus.OK:
        known = response.status in HTTPStatus._value2member_map_
        phrase = f" ({HTTPStatus(response.status).phrase})" if known else ""
        raise NotFetched(f"the server answers {response.status}{phrase}, not with a page")
    said = response.headers.get("Content-Type", "")
    media_type = said.partition(";")[0].strip().lower()
    if media_type not in MEDIA_TYPES:
        raise NotFetched("only web pages, plain text and JSON are read, and this is something else: "
                         "save the report's words as text")
    if response.headers.get("Content-Encoding", "").strip().lower() not in CONTENT_ENCODINGS:
        raise NotFetched("the server packs the page in a way that was not asked for")
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > most:
        raise _too_long(most)
    header = Message()
    header["Content-Type"] = said
    return media_type, header.get_content_charset()


def _content(response: BaseHTTPResponse, most: int, until: float) -> bytes:
    received = bytearray()
    while piece := response.read(PIECE):
        received += piece
        if len(received) > most:
            raise _too_long(most)
    if time.monotonic() >= until:
        raise _too_slow()
    return bytes(received)


def _utf8(location: str) -> str:
    """A header as the server wrote it: HTTP takes it for Latin-1, servers write UTF-8."""
    return location.encode("latin-1", "replace").decode("utf-8", "replace")


def _told(error: Exception, until: float) -> NotFetched:
    if isinstance(error, NotFetched):
        return error
    if isinstance(error, TimeoutError) or time.monotonic() >= until:
        return _too_slow()
    if isinstance(error, ssl.SSLError):
        return NotFetched("the server can't show that it is the one in this address (its certificate)")
    return NotFetched("the server in this address can't be reached, or broke off")


def _too_slow() -> NotFetched:
    return NotFetched("the server takes too long: copy the report's words, or try again later")


def _too_long(most: int) -> NotFetched:
    return NotFetched(f"what is at this address is longer than {most:,} bytes: copy the report's words")
