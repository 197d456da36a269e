"""One incident of the desk in the forms in which it is shown."""

from __future__ import annotations

from reportedly.publish.output import TERMINAL_WIDTH
from reportedly.weigh.types import DeskIncident


def render(incident: DeskIncident, form: str, *, width: int = TERMINAL_WIDTH, colour: bool = False) -> str:
    """An incident as terminal, json, markdown or html; ``width`` and ``colour`` are for the terminal alone.

    Raises:
        ValueError: there is no such form.
    """
    if form == "terminal":
        from reportedly.publish.desk_terminal import to_terminal

        return to_terminal(incident, width=width, colour=colour)
    if form == "json":
        return incident.to_json() + "\n"
    if form == "markdown":
        from reportedly.publish.desk_markdown import to_markdown

        return to_markdown(incident)
    if form == "html":
        from reportedly.publish.desk_html import to_html

        return to_html(incident)
    raise ValueError(f"{form!r} is none of terminal, json, markdown, html")
