"""The description of the API is true: it validates, names every label, and no answer strays from it."""

import jsonschema_rs
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.definitions import OPENAPI_31

from gongjian.config.wsgi import application
from gongjian.ledger.declaration import ledgers
from tests.api.program import bearer_of
from tests.api.test_doors import body_of, row_of

VERBS = ("list", "add", "look", "change", "delete", "history")
CHECKS = (
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
)  # fmt: skip


def test_it_is_openapi_3_1(world, clerk):
    described = clerk.get("openapi.json").json()
    assert described["openapi"] == "3.1.0"
    errors = jsonschema_rs.Draft202012Validator(OPENAPI_31).iter_errors(described)
    assert [error.message for error in errors] == []
    for schema in described["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema | {"$schema": "https://json-schema.org/draft/2020-12/schema"})


def test_every_ledger_has_its_six_operations(world, clerk):
    paths = clerk.get("openapi.json").json()["paths"]
    found = {operation["operationId"] for path in paths.values() for operation in path.values()}
    assert found == {f"{ledger.name}_{verb}" for ledger in ledgers() for verb in VERBS}


def test_codes_stand_with_their_labels_and_limits_are_said(world, clerk):
    schemas = clerk.get("openapi.json").json()["components"]["schemas"]
    new, row = schemas["enterprise_new"], schemas["enterprise"]
    status = [
        {"const": "operating", "title": "在营"}, {"const": "suspended", "title": "停业"},
        {"const": "shell", "title": "空壳"}, {"const": "moved", "title": "迁出"},
        {"const": "cancelled", "title": "注销"}, {"const": "revoked", "title": "吊销"},
    ]  # fmt: skip
    assert new["properties"]["status"]["oneOf"] == status
    assert row["properties"]["status"]["properties"]["code"]["oneOf"] == status
    assert new["required"] == ["name", "organisation"]
    assert new["properties"]["name"] == {"title": "名称", "type": "string", "maxLength": 100}
    assert row["properties"]["since"] == {"title": "纳入日期", "type": ["string", "null"], "format": "date"}
    assert schemas["enterprise_change"]["properties"]["version"]["minimum"] == 1


@pytest.fixture
def one_connection():
    """The whole test is one transaction: a request that ends must not give its connection back."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("ledger", ledgers(), ids=lambda ledger: ledger.name)
def test_no_answer_strays_from_the_description(world, ledger, verb):
    """Random good and bad requests against the application itself, half of them close to what is right."""
    key = {"Authorization": f"Bearer {bearer_of(world.officer)}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers=key)
    operation = schema.find_operation_by_id(f"{ledger.name}_{verb}")
    modes = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]

    @settings(
        max_examples=8, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=st.one_of(modes), near=st.booleans())
    def ask(case, near):
        if near:
            bring_near(case, world, ledger.name, verb)
        with transaction.atomic():
            answer = case.call(headers=key)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)

    ask()


def bring_near(case, world, name: str, verb: str) -> None:
    """At a row there is, with a body that is right but for a field or two."""
    if "number" in (case.path_parameters or {}):
        case.path_parameters["number"] = row_of(world, name).pk
    if verb in ("add", "change") and isinstance(case.body, dict):
        right = body_of(world, name) if verb == "add" else {"version": 1}
        case.body = dict(list(case.body.items())[:2]) | right
        case.headers.pop("If-Match", None)
