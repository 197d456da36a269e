"""What the pages need beside their text: style sheets, scripts and drawings, all from packages, none from the network."""

from __future__ import annotations

import functools
import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from reportedly.publish.html import stylesheet

CSS, SCRIPT, PNG, JSON = "text/css; charset=utf-8", "text/javascript; charset=utf-8", "image/png", "application/json"
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}

router = APIRouter(include_in_schema=False)


def _own(name: str) -> bytes:
    return resources.files(__package__).joinpath("static", name).read_bytes()


def _style() -> bytes:
    """The rules of single pages, then those of the desk."""
    own = sorted(path.name for path in resources.files(__package__).joinpath("static").iterdir() if path.name.endswith(".css"))
    sheets = (stylesheet("page.css"), stylesheet("desk.css"), *(_own(name).decode() for name in own))
    return "\n".join(sheets).encode()


def _htmx() -> bytes:
    return resources.files("js_lib_htmx").joinpath("static", "htmx", "htmx.min.js").read_bytes()


def _leaflet(name: str) -> Callable[[], bytes]:
    def read() -> bytes:
        from xstatic.pkg import leaflet

        return Path(leaflet.BASE_DIR, name).read_bytes()

    return read


ASSETS: Mapping[str, tuple[Callable[[], bytes], str]] = MappingProxyType({
    "desk.css": (_style, CSS), "htmx.js": (_htmx, SCRIPT), "leaflet.js": (_leaflet("leaflet.js"), SCRIPT),
    "leaflet.css": (_leaflet("leaflet.css"), CSS), "map.js": (partial(_own, "map.js"), SCRIPT),
    "picture.css": (partial(_own, "picture.css"), CSS), "world.json": (partial(_own, "world.json"), JSON)})
"""By name: how an asset is read, and its media type."""


@functools.cache
def asset(name: str) -> tuple[bytes, str]:
    """The bytes of an asset, and their version: the beginning of their SHA-256.

    Raises:
        KeyError: there is no such asset.
    """
    content = ASSETS[name][0]()
    return content, hashlib.sha256(content).hexdigest()[:12]


@functools.cache
def packed(name: str) -> bytes:
    """The bytes of an asset, compressed with gzip."""
    return gzip.compress(asset(name)[0], mtime=0)


@router.get("/static/{name}")
def static(request: Request, name: str) -> Response:
    """An asset; its address changes when it does."""
    if name not in ASSETS:
        raise HTTPException(404)
    kind = ASSETS[name][1]
    if kind == PNG or "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(asset(name)[0], media_type=kind, headers=FOR_GOOD)
    return Response(packed(name), media_type=kind, headers={**FOR_GOOD, "Content-Encoding": "gzip"})
