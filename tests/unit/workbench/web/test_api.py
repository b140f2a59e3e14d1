"""The API as a program finds it: its description is true of every answer (Schemathesis)."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import BaseSchema, Case
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from tests.workbench import Workbench, running

EXAMPLES = 200 if os.environ.get("TRUCELINE_LONG") else 12
"""Examples for each address; many more by night."""


def test_every_address_is_described_and_every_description_answers(workbench: Workbench) -> None:
    described = workbench.client.get("/openapi.json").json()
    assert {
        "/situation.json",
        "/compare.csv",
        "/data/cells",
        "/views.toml",
        "/record/checkpoint.json",
    } <= set(described["paths"])
    for path in described["paths"]:
        assert workbench.client.get(path).status_code == 200, path


def test_the_reference_page_shows_every_address(workbench: Workbench) -> None:
    page = workbench.client.get("/reference").text
    for path in workbench.client.get("/openapi.json").json()["paths"]:
        assert path in page


@pytest.fixture(scope="module")
def api(small_record: Path) -> Iterator[BaseSchema]:
    """The description of a running server, as somebody reads it who has come in."""
    with running(small_record) as server:
        headers = {"cookie": server.cookie}
        schema = schemathesis.openapi.from_url(f"{server.base}/openapi.json", headers=headers)
        schema.config.update(base_url=server.base, headers=headers)
        schema.config.generation.update(max_examples=EXAMPLES)
        yield schema


def test_no_answer_is_other_than_the_description_says(api: BaseSchema) -> None:
    """Whatever is asked: no failure of ours, no status, header or form that is not described.

    That well-formed fields are refused is no fault: a view or a day that is not there is a 404 or 400.
    """
    asked = 0
    for result in api.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case: "Case[Any]") -> None:
            case.call_and_validate(excluded_checks=[positive_data_acceptance, negative_data_rejection])

        holds()
        asked += 1
    assert asked > 10
