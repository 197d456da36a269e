"""How often one may do something on the web desk. Each process of a desk counts for itself."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections.abc import Mapping
from types import MappingProxyType

from fastapi import HTTPException, Request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from reportedly.publish.words import counted
from reportedly.store.readers import Reader

LIMITS: Mapping[str, str] = MappingProxyType({
    "form": "60 per minute",
    "sign-in": "10 per 15 minutes",
    "join": "5 per hour",
    "password": "10 per 15 minutes",
    "comment": "10 per 10 minutes",
    "read": "30 per 10 minutes",
    "fetch": "10 per 10 minutes",
})
"""What is limited, for one address or one reader. "password": asked for once more; "read": a report that is given;
"fetch": of a report's URL."""

NETWORK = 64
"""Bits of an IPv6 address that one household has: those behind them don't count."""

_making = threading.Lock()


class Limits:
    """Counts what was done, in moving windows; what isn't in the table is not limited."""

    def __init__(self, table: Mapping[str, str] = LIMITS) -> None:
        self._items = {what: parse(limit) for what, limit in table.items()}
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    @classmethod
    def of(cls, request: Request) -> Limits:
        """Those of the application: ``app.state.limits``, made at the first use where it isn't set."""
        state = request.app.state
        with _making:
            if not hasattr(state, "limits"):
                state.limits = cls()
            found: Limits = state.limits
            return found

    def wait(self, what: str, who: str) -> int:
        """Count it for one. Gives 0, or the seconds until it can be done again."""
        item = self._items.get(what)
        if item is None or self._windows.hit(item, what, who):
            return 0
        return max(1, math.ceil(self._windows.get_window_stats(item, what, who).reset_time - time.time()))


def limited(request: Request, what: str, reader: Reader | None = None, also: str = "") -> None:
    """Count what a request does: for its reader, else for its address, and for ``also`` (an e-mail) on top of that.

    Raises:
        HTTPException: 429 with Retry-After, where one of them did it too often.
    """
    whose = [f"reader {reader.id}" if reader is not None else f"address {address(request)}"]
    wait = max(Limits.of(request).wait(what, who) for who in [*whose, *([f"also {also}"] if also else [])])
    if wait:
        minutes = math.ceil(wait / 60)
        told = f"That was too often. Try again in {counted(minutes, 'minute')}."
        raise HTTPException(429, told, {"Retry-After": str(wait)})


def address(request: Request) -> str:
    """Where a request comes from: of IPv6 the network of a household. What a proxy says counts if the server takes it."""
    host = request.client.host if request.client else ""
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(parsed, ipaddress.IPv4Address) or parsed.ipv4_mapped is not None:
        return host
    return str(ipaddress.IPv6Network((parsed, NETWORK), strict=False))
