"""A report that a visitor gives, and what is made of it: all that takes its bytes apart is done away from the server."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Literal, cast, get_args

from reportedly.acquire.files import BadInput, decoded, read_stream
from reportedly.desk import Desk
from reportedly.publish.html import values as report_values
from reportedly.store.receipts import Receipt
from reportedly.web.withheld import NOTHING, withheld

Form = Literal["text", "html", "json", "words"]
"""How bytes are read. "words": as text, or as a web page where they look like one."""


@dataclass(frozen=True, slots=True)
class Given:
    """A report as it was given: its bytes, how they are read, and what was said of it."""

    content: bytes
    form: Form
    metadata: Mapping[str, str] = field(default_factory=dict)

    def report(self) -> dict[str, Any]:
        """The raw report, as files give it.

        Raises:
            BadInput: it can't be one.
        """
        return {**self._raw(), **self.metadata}

    def _raw(self) -> dict[str, Any]:
        if self.form == "html":
            return {"html": self.content, "received": self.content, "form": "html"}
        text = decoded(self.content)
        if self.form == "text" or (self.form == "words" and text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")):
            return {"text": text, "received": self.content, "form": "text"}
        found = list(read_stream(BytesIO(self.content), "this file"))
        if len(found) != 1:
            raise BadInput(f"there are {len(found):,} reports in it: give one at a time" if found else "no report is in it")
        if isinstance(found[0], BadInput):
            raise found[0]
        return {name: value for name, value in found[0].items() if name != "origin"}

    def fields(self) -> dict[str, str]:
        """The fields of a form by which it comes back."""
        return {"content": base64.urlsafe_b64encode(self.content).decode(), "form": self.form, **self.metadata}

    @classmethod
    def of(cls, fields: Mapping[str, str], metadata: Mapping[str, str]) -> Given:
        """What came back in a form.

        Raises:
            ValueError: no page of ours sends such a form.
        """
        form = fields.get("form", "")
        try:
            content = base64.b64decode(fields.get("content", "").encode(), b"-_", validate=True)
        except (binascii.Error, UnicodeError):
            content = b""
        if not content or form not in get_args(Form):
            raise ValueError("the report did not come back whole: read it again")
        return cls(content, cast(Form, form), metadata)


@dataclass(frozen=True, slots=True)
class Read:
    """What a page shows of a report: the id that the desk would have it by, style rules, and the template's values."""

    id: str
    style: str
    values: Mapping[str, Any]


def read_one(given: Given, guard: bool = True) -> Read:
    """The dossier of a report, ready to be shown; nothing is stored. ``guard``: some words stand behind a click.

    Raises:
        BadInput: it can't be read.
    """
    from reportedly import pipeline  # spaCy takes long to import, and the process that serves needs none of it

    report = given.report()
    (result,) = pipeline.results([report])
    if isinstance(result, BadInput):
        raise result
    why = (withheld((), result) if guard else NOTHING).why
    return Read(Receipt.of(report).id, *report_values(result, (), why))


def add_one(given: Given, desk: str) -> str:
    """Add a report to a desk, by its path or its URL. Gives the report's id there.

    Raises:
        BadInput: it can't be read.
        DeskError: the desk can't be opened or written.
    """
    with Desk(desk) as opened:
        return opened.add(given.report()).id
