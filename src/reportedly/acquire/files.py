"""Reports from files, folders and streams: bytes in, mappings of text or HTML and metadata out."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from reportedly.acquire.language import foreign

DEFAULT_MAX_BYTES = 2_000_000
"""How long a report may be, in bytes of UTF-8, unless ``max_bytes`` or ``REPORTEDLY_MAX_BYTES`` says otherwise."""

MARKUP_FACTOR = 10
"""A web page may be this many times as long as the text of a report: most of it is markup."""

METADATA = ("title", "outlet", "published", "url", "byline", "id")
TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown"}
HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
JSON_SUFFIXES = {".json", ".jsonl", ".ndjson"}

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"), (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"), (b"\x1f\x8b", "a gzip archive"), (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_LOOKS_LIKE_HTML = re.compile(r"\s*(?><!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_UNREADABLE = re.compile(r"[\x00\ud800-\udfff]")


class BadInput(ValueError):
    """What was given can't be read as an English report. The message is one line that says what to do."""


def max_bytes_allowed(max_bytes: int | None = None) -> int:
    """The limit in force: ``max_bytes``, else ``REPORTEDLY_MAX_BYTES``, else :data:`DEFAULT_MAX_BYTES`."""
    if max_bytes is not None:
        return max_bytes
    setting = os.environ.get("REPORTEDLY_MAX_BYTES", "")
    if not setting:
        return DEFAULT_MAX_BYTES
    if not setting.isdecimal():
        raise BadInput(f"REPORTEDLY_MAX_BYTES must be a number of bytes, not {setting!r}")
    return int(setting)


def checked_text(text: str, *, max_bytes: int | None = None) -> str:
    """``text``, fit to be parsed: NULs and lone surrogates become U+FFFD, one for one, so that all offsets stay.

    Raises:
        BadInput: it is empty, too long, or not English.
    """
    if not isinstance(text, str):
        raise BadInput(f"a report's text must be a string, not {type(text).__name__}")
    limit = max_bytes_allowed(max_bytes)
    if len(text) > limit or (4 * len(text) > limit and len(text.encode("utf-8", "replace")) > limit):
        raise BadInput(f"the text is longer than {limit:,} bytes: split it, or raise the limit (REPORTEDLY_MAX_BYTES)")
    if not text.strip("\ufeff \t\r\n\f\v\xa0\x00"):
        raise BadInput("nothing to read: the text is empty")
    language = foreign(text)
    if language:
        raise BadInput(f"not English ({language}?): Reportedly reads reports in English only; translate it first")
    return readable(text)


def readable(text: str) -> str:
    """``text`` with U+FFFD for each NUL and each lone surrogate: neither can be parsed, stored or written as UTF-8."""
    return _UNREADABLE.sub("\ufffd", text)


def decoded(data: bytes, *, max_bytes: int | None = None) -> str:
    """The text of ``data``: by its byte-order mark, as UTF-8, as UTF-16 by its zeros, else by charset detection.

    Raises:
        BadInput: it is empty, too long, or not text at all.
    """
    limit = max_bytes_allowed(max_bytes)
    if len(data) > 4 * limit:
        raise BadInput(f"{len(data):,} bytes are more than a report of {limit:,} bytes can have: "
                       "split it, or raise the limit (REPORTEDLY_MAX_BYTES)")
    if not data.strip():
        raise BadInput("nothing to read: it is empty")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise BadInput(f"this is {what}, not text: save the report's words as text or HTML")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    utf16 = _utf16_without_mark(data)
    if utf16:
        return data.decode(utf16, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _detected(data)
    controls = sum(map(text[:4000].count, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16"))
    if controls > len(text[:4000]) / 50:
        raise BadInput("this is a binary file, not text: save the report's words as text or HTML")
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 of mostly Latin letters has a zero in every second byte."""
    sample = data[:1000]
    pairs = len(sample) // 2
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        if pairs > 4 and sample[offset::2].count(0) > 0.8 * pairs and sample[1 - offset::2].count(0) < 0.05 * pairs:
            return encoding
    return None


def _detected(data: bytes) -> str:
    """Windows-1252 is the likeliest by far for English; another charset must read clearly better to be taken."""
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(data[:20_000], cp_isolation=["cp1252", "latin_1", "cp1250", "cp1251", "cp1256", "gb18030",
                                                   "shift_jis", "mac_roman"]).best()
    encoding = best.encoding if best else "cp1252"
    if encoding in ("latin_1", "mac_roman", "cp1250") or best is None:
        encoding = "cp1252"
    return data.decode(encoding, "replace")


def read_path(path: str | os.PathLike[str], *, max_bytes: int | None = None) -> Iterator[dict[str, Any] | BadInput]:
    """The raw reports at a path: a file, a folder (its files by name, then its folders), or "-" for standard input.

    Each is a mapping with ``text`` or ``html``, any metadata, ``origin`` (the file, with the line for JSON Lines), and
    ``received`` with its bytes as they stood there, in the ``form`` text, html or json; or a :class:`BadInput` that names
    the file (and line), so that one bad report doesn't stop the rest.
    """
    if str(path) == "-":
        yield from read_stream(sys.stdin.buffer, "-", max_bytes=max_bytes)
        return
    path = Path(path)
    try:
        if path.is_dir():
            for inner in _reports_below(path):
                yield from _read_file(inner, max_bytes)
        else:
            yield from _read_file(path, max_bytes)
    except OSError as error:
        yield BadInput(f"{path}: {error.strerror or error}")


def read_stream(
    stream: IO[bytes] | IO[str], origin: str, *, max_bytes: int | None = None,
) -> Iterator[dict[str, Any] | BadInput]:
    """The raw reports of an open file: text, HTML, JSON or JSON Lines, told apart by how it begins."""
    data = stream.read()
    try:
        text = decoded(data, max_bytes=max_bytes) if isinstance(data, bytes) else data
    except BadInput as error:
        yield BadInput(f"{origin}: {error}")
        return
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        yield from _json_reports(text, origin, data if isinstance(data, bytes) else None)
        return
    received = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    form = "html" if _LOOKS_LIKE_HTML.match(text) else "text"
    yield {form: data if form == "html" else text, "origin": origin, "received": received, "form": form}


def _reports_below(folder: Path) -> Iterator[Path]:
    known = TEXT_SUFFIXES | HTML_SUFFIXES | JSON_SUFFIXES
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in known and not hidden and path.is_file():
            yield path


def _read_file(path: Path, max_bytes: int | None) -> Iterator[dict[str, Any] | BadInput]:
    suffix = path.suffix.lower()
    try:
        limit = max_bytes_allowed(max_bytes)
        if suffix == ".jsonl" or suffix == ".ndjson":
            yield from _json_lines(path, limit)
            return
        size, most = path.stat().st_size, limit * (MARKUP_FACTOR if suffix in HTML_SUFFIXES else 4)
        if size > most and suffix != ".json":
            raise BadInput(f"{size:,} bytes, and the limit is {limit:,} bytes of text: "
                           "split it, or raise the limit (REPORTEDLY_MAX_BYTES)")
        data = path.read_bytes()
        if suffix == ".json":
            yield from _json_reports(decoded(data, max_bytes=max(limit, len(data))), str(path), data)
        elif suffix in HTML_SUFFIXES:
            yield {"html": data, "origin": str(path), "received": data, "form": "html"}
        else:
            text = decoded(data, max_bytes=max_bytes)
            form = "html" if _LOOKS_LIKE_HTML.match(text) else "text"
            yield {form: text, "origin": str(path), "received": data, "form": form}
    except BadInput as error:
        yield BadInput(f"{path}: {error}")
    except OSError as error:
        yield BadInput(f"{path}: {error.strerror or error}")


def _json_lines(path: Path, limit: int) -> Iterator[dict[str, Any] | BadInput]:
    """One report a line, read line by line: the file may be larger than the memory."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                origin = f"{path}:{number}"
                try:
                    report = _report(json.loads(decoded(line, max_bytes=max(limit, len(line)))), origin)
                    yield {**report, "received": line.strip(), "form": "json"}
                except (BadInput, ValueError, RecursionError) as error:
                    yield _unreadable(origin, error)


def _json_reports(text: str, origin: str, data: bytes | None) -> Iterator[dict[str, Any] | BadInput]:
    """One object, an array of objects, or an object a line. ``data`` are the bytes that they stand in."""
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or not lines[0][1].lstrip("\ufeff \t").startswith("{"):
            yield _unreadable(origin, error)
            return
        for number, line in lines:
            try:
                yield {**_report(json.loads(line), f"{origin}:{number}"), "received": line.strip().encode(), "form": "json"}
            except (BadInput, ValueError, RecursionError) as wrong:
                yield _unreadable(f"{origin}:{number}", wrong)
        return
    many = isinstance(found, list)
    for number, item in enumerate(found if many else [found], 1):
        try:
            report = _report(item, f"{origin}#{number}" if many else origin)
            received = data if data is not None and not many else json.dumps(item).encode()
            yield {**report, "received": received, "form": "json"}
        except BadInput as error:
            yield _unreadable(f"{origin}#{number}" if many else origin, error)


def _report(item: Any, origin: str) -> dict[str, Any]:
    if not isinstance(item, Mapping) or not any(isinstance(item.get(key), str) for key in ("text", "html")):
        raise BadInput('a report must be an object with "text" or "html"')
    kept = {key: item[key] for key in ("text", "html", *METADATA) if item.get(key) is not None}
    return {**kept, "origin": origin}


def _unreadable(origin: str, error: Exception) -> BadInput:
    if isinstance(error, BadInput):
        why = str(error)
    else:
        why = f"not JSON ({error}): give one object, an array of objects, or one object a line"
    return BadInput(f"{origin}: {why}".replace("\n", " "))
