"""Schemathesis asks the API whatever its description allows, and what it does not: nothing breaks.

Its own way of making tests does not work with the newest pytest, so each operation is a test of ours.
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from web.api import describe

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    positive_data_acceptance,
    negative_data_rejection,
    unsupported_method,
    ignored_auth,
]
EXAMPLES = 50 if os.environ.get("CSRECON_SOAK") else 3
OPERATIONS = [(path, method) for path, operations in describe()["paths"].items() for method in operations]


@pytest.fixture(scope="module")
def described(app, token):
    headers = {"Authorization": f"Bearer {token('Ann')}"}
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=headers)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_answer_is_as_described(described, token, path, method, mode):
    headers = {"Authorization": f"Bearer {token('Ann')}"}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()
