"""What can be told of a page by looking at it: whether it fits, and whether everyone can use it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

HEIGHTS = {360: 740, 1440: 900}
"""Of the windows of a telephone and of a desk, by their widths: pixels."""

GRAVE = """async (options) => (await axe.run(options)).violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`))"""
SCHEMES: Mapping[Literal["light", "dark"], dict[str, Any]] = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}}
"""What axe-core is asked by light, and in the dark, where nothing but colours may be others."""

OVERFLOW = """() => {
  const all = document.documentElement;
  if (all.scrollWidth <= all.clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > all.clientWidth + 1);
  return [`${all.scrollWidth} pixels on ${all.clientWidth}: ${wide.slice(-1).map((one) => one.outerHTML.slice(0, 200))}`];
}"""
MAPS = """() => [...document.querySelectorAll(".map[data-world]")].every((one) => !one.querySelector("img"))"""
"""Whether scripts have drawn all maps in place of their pictures."""


def shown(page: Page, path: str, width: int) -> int:
    """Opens a page in a window of a width, and waits until its maps are drawn. Gives the status."""
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    page.emulate_media(color_scheme="light")
    response = page.goto(path)
    assert response is not None
    for one in page.locator(".map[data-world]").all():
        one.scroll_into_view_if_needed()
    page.wait_for_function(MAPS)
    return response.status


def faults(page: Page) -> list[str]:
    """What is wider than the page, and what axe-core holds to be a serious or critical fault, by light and in the dark."""
    found = list(page.evaluate(OVERFLOW))
    page.evaluate(AXE_SCRIPT)
    for scheme, options in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {fault}" for fault in page.evaluate(GRAVE, options)]
    return found
