"""Where the weapon says more than the type of an incident."""

from __future__ import annotations

import re
from typing import Literal

from reportedly import lexicon
from reportedly.weigh.types import DeskIncident

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def by_weapon(incident: DeskIncident, codebook: Literal["acled", "plover"]) -> str | None:
    """The code of a codebook for the incident's weapon, where ``codebooks.toml`` has one for it; else None."""
    field = incident.fields.get("weapon")
    words = set(_WORD.findall(field.value.lower())) if field else set()
    for entry in lexicon.load("codebooks")["weapons"]:
        if entry["type"] == incident.type and words.intersection(entry["words"]) and not words.intersection(entry["not"]):
            code: str = entry[codebook]
            return code
    return None
