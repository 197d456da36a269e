"""Whatever is asked of the API is answered as its description says, and never by a failure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from reportedly import Desk
from reportedly.web.api import PREFIX
from reportedly.web.app import create_app
from tests.web.conftest import Shown

PATHS = ("/incidents", "/incidents/{id}", "/incidents/{id}/members", "/reports/{id}", "/sources")
REFUSALS = [positive_data_acceptance]
"""What a description in JSON Schema can't say: which words are a country, a day or a box."""

EXAMPLES = 50
"""Requests of each operation."""


@pytest.fixture(scope="module")
def described(shown: Shown) -> Iterator[BaseSchema]:
    """The API by its own description; of the ids that are made up every other one is one of the desk's."""
    app = create_app(str(shown.path))
    schema = schemathesis.openapi.from_dict(app.openapi())
    schema.app = app
    with Desk(shown.path) as desk:
        known = (*(incident.id for incident in desk.incidents()), *desk.documents())

    @schema.hook
    def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
        made_up = str(path_parameters["id"]) if path_parameters else ""
        return {"id": known[len(made_up) % len(known)]} if len(made_up) % 2 else path_parameters

    with TestClient(app):
        yield schema


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_it_is_described(described: BaseSchema, path: str, mode: GenerationMode) -> None:
    @settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None,
              suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    @given(case=described[f"{PREFIX}{path}"]["GET"].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=REFUSALS)

    ask()


def test_no_operation_is_left_out(described: BaseSchema) -> None:
    asked = [(found.ok().method.upper(), found.ok().path) for found in described.get_all_operations()]
    assert sorted(asked) == sorted(("GET", f"{PREFIX}{path}") for path in PATHS)
