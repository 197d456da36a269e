"""Incidents out of the desk, in the forms that other tools take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from reportedly.publish.output import whole_file
from reportedly.weigh.types import DeskIncident

FORMATS: Mapping[str, str] = MappingProxyType({
    "csv": "publish.tables:write_csv", "parquet": "publish.tables:write_parquet", "jsonl": "publish.lines:write_jsonl",
    "geojson": "publish.geojson:write_geojson", "timelinejs": "publish.timeline:write_timelinejs",
    "acled": "codebooks.acled:write_acled", "ucdp": "codebooks.ucdp:write_ucdp", "plover": "codebooks.plover:write_plover",
    "annotations": "publish.annotations:write_annotations", "claims": "publish.claims:write_claims"})
"""The forms, and where their writers are; a writer is imported when it is used."""

FOLDERS = ("csv", "parquet")
"""Forms that are several files."""


def export(incidents: Iterable[DeskIncident], form: str, target: Path | TextIO, **options: str) -> Counter[str]:
    """Write incidents in a form to a file or a stream, or into a folder where the form is several files.

    Gives what the form can't hold, with how often. ``options`` are the writer's: ``inter`` for acled.

    Raises:
        ValueError: there is no such form, or it needs a folder.
    """
    if form not in FORMATS:
        raise ValueError(f"{form!r} is no form of export: {', '.join(FORMATS)}")
    module, _, name = FORMATS[form].partition(":")
    write: Callable[..., Counter[str]] = getattr(import_module(f"reportedly.{module}"), name)
    if form in FOLDERS:
        if not isinstance(target, Path):
            raise ValueError(f"{form} is several files: give a folder (-o FOLDER)")
        return write(incidents, target)
    if isinstance(target, Path):
        with whole_file(target) as stream:
            return write(incidents, stream, **options)
    return write(incidents, target, **options)
