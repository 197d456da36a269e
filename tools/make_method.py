"""Writes the definitions that the program uses into docs/method.md: `python tools/make_method.py`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from reportedly.weigh.grade import DEFINITIONS
from reportedly.weigh.reconcile import RULES

PAGE = Path(__file__).parents[1] / "docs" / "method.md"
PARTS: Mapping[str, tuple[str, Mapping[str, str]]] = {"rules": ("rule", RULES), "grades": ("grade", DEFINITIONS)}


def written(page: str) -> str:
    """The page with its tables as the program has them."""
    for name, (head, definitions) in PARTS.items():
        rows = "".join(f"| `{key}` | {words} |\n" for key, words in definitions.items())
        table = f"| {head} | what it says |\n|---|---|\n{rows}"
        marks = rf"(<!-- {name}: made.*?-->\n).*?(<!-- {name}: end -->)"
        page = re.sub(marks, lambda m, t=table: m[1] + t + m[2], page, flags=re.DOTALL)
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
