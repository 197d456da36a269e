"""JSON too long for memory: written piece by piece, each member of its array on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO


def encodable(text: str) -> str:
    """``text`` with lone surrogates, which UTF-8 cannot hold, spelt out as in JSON: ``\\ud800``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def to_json(value: Any) -> str:
    """A value as JSON on one line.

    Raises:
        ValueError: for a number that JSON cannot hold.
    """
    return encodable(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def write_members(stream: TextIO, members: Iterable[Any]) -> None:
    """The members of an array, between its brackets, one a line; none is held once it is written."""
    stream.write("[")
    for number, member in enumerate(members):
        stream.write(f"{',' if number else ''}\n{to_json(member)}")
    stream.write("\n]")
