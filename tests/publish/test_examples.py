"""The examples, read by the stages and shown in every form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.acquire.files import read_path
from reportedly.model import Dossier
from reportedly.pipeline import results
from reportedly.publish.output import Format, render
from tests.publish.test_web_page import Page

REPORTS = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    found = list(results(read_path(REPORTS)))
    assert all(isinstance(dossier, Dossier) for dossier in found)
    return [dossier for dossier in found if isinstance(dossier, Dossier)]


def everything(form: Format, dossiers: list[Dossier]) -> Iterator[str]:
    return (render(dossier, form) for dossier in dossiers)


def test_every_example_is_read(dossiers: list[Dossier]) -> None:
    assert len(dossiers) == 7


def test_every_form_shows_every_figure_in_its_words(dossiers: list[Dossier]) -> None:
    for dossier in dossiers:
        for form in (Format.terminal, Format.markdown, Format.json):
            shown = " ".join(render(dossier, form, width=2000).split())
            for figure in dossier.figures:
                words = " ".join(dossier.document.text[figure.span.start:figure.span.end].split())
                assert words in shown


def test_every_page_is_whole(dossiers: list[Dossier]) -> None:
    for html in everything(Format.html, dossiers):
        page = Page(html)
        assert all(link[1:] in page.words for link in page.links)


def test_the_same_dossier_is_shown_the_same(dossiers: list[Dossier]) -> None:
    for form in Format:
        assert list(everything(form, dossiers)) == list(everything(form, dossiers))
