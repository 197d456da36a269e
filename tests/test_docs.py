"""The docs keep up with the program."""

import re
from pathlib import Path

import typer

import reportedly
from reportedly.cli import app
from reportedly.weigh.grade import DEFINITIONS
from reportedly.weigh.reconcile import RULES
from tools.make_method import written

ROOT = Path(__file__).parents[1]


def test_every_option_of_the_command_line_is_in_the_docs() -> None:
    docs = (ROOT / "docs/commands.md").read_text("utf-8")
    command = typer.main.get_command(app)
    for name, sub in command.commands.items():  # type: ignore[attr-defined]
        assert f"`reportedly {name}" in docs
        options = {o for p in sub.params for o in p.opts if o.startswith("--") and o != "--help"}
        assert {o for o in options if o not in docs} == set(), name


def test_the_definitions_in_the_method_are_those_of_the_program() -> None:
    page = (ROOT / "docs/method.md").read_text("utf-8")
    assert written(page) == page, "run: python tools/make_method.py"
    assert all(words in page for words in (*DEFINITIONS.values(), *RULES.values()))


def test_links_between_the_docs_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_public_names_are_there() -> None:
    assert all(getattr(reportedly, name) is not None for name in reportedly.__all__)
