from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from reportedly.cli import app
from reportedly.model import Dossier, dossier_schema
from reportedly.pipeline import read_text
from tests.publish.made import DOSSIER, TEXT

KEPT = Path(__file__).parents[1] / "docs" / "dossier.schema.json"


@pytest.fixture(scope="module")
def read() -> Dossier:
    """The example as the stages read it."""
    return read_text(TEXT, published="2024-05-14", outlet="The Coastal Courier")


def test_the_schema_in_docs_is_the_schema_of_the_types() -> None:
    assert CliRunner().invoke(app, ["schema"]).output == KEPT.read_text("utf-8"), "run: make schema"


def test_the_schema_of_incidents_in_docs_is_that_of_the_types() -> None:
    kept = KEPT.with_name("incident.schema.json").read_text("utf-8")
    assert CliRunner().invoke(app, ["schema", "incident"]).output == kept, "run: make schema"
    jsonschema.Draft202012Validator.check_schema(json.loads(kept))


def test_the_schema_is_one_of_draft_2020_12() -> None:
    assert dossier_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(dossier_schema())


def test_dossiers_have_the_shape_of_the_schema(read: Dossier) -> None:
    validator = jsonschema.Draft202012Validator(dossier_schema())
    for dossier in (DOSSIER, read):
        validator.validate(json.loads(dossier.to_json()))


def test_a_dossier_comes_back_from_its_json_as_it_was(read: Dossier) -> None:
    for dossier in (DOSSIER, read):
        assert Dossier.from_dict(dossier.to_dict()) == dossier
        assert Dossier.from_dict(json.loads(dossier.to_json())) == dossier


def test_what_is_no_dossier_is_refused() -> None:
    with pytest.raises(ValueError, match="document"):
        Dossier.from_dict({"events": []})
