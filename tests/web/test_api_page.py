"""The page about the interface says what the interface takes, and only of ledgers one may see."""

import json
import re
from html import unescape

import pytest

from gongjian.ledger.declaration import ledgers
from tests.api.program import Program, bearer_of


def page(client, user, name: str):
    client.force_login(user)
    return client.get(f"/settings/api/{name}/")


@pytest.mark.parametrize("ledger", ledgers(), ids=lambda ledger: ledger.name)
def test_it_lists_the_fields_and_codes_the_description_holds(world, client, ledger):
    shown = page(client, world.officer, ledger.name).context["lines"]
    described = Program(bearer_of(world.officer)).get("openapi.json").json()["components"]["schemas"]
    schema = described[f"{ledger.name}_new"]
    assert {line.name for line in shown} == set(schema["properties"]) - {"reason"}
    assert {line.name for line in shown if line.required} == set(schema["required"])
    codes = {line.name: [code for code, _ in line.codes] for line in shown if line.codes}
    assert codes == {
        name: [each["const"] for each in (told.get("oneOf") or told["anyOf"][0]["oneOf"])]
        for name, told in schema["properties"].items()
        if "oneOf" in told or "oneOf" in str(told.get("anyOf", ""))
    }


def test_the_example_is_a_body_the_interface_takes(world, client):
    text = unescape(page(client, world.officer, "enterprise").content.decode())
    body = json.loads(re.search(r"-d '(.*?)'", text, re.DOTALL)[1]) | {"organisation": "云锦里社区"}
    assert Program(bearer_of(world.officer)).post("enterprise/", body).status_code == 201


def test_a_ledger_out_of_sight_is_not_found_and_nobody_is_told_there_is_nothing(world, client):
    assert page(client, world.auditor, "enterprise").status_code == 404
    assert client.get("/settings/api/").context["shell"] is not None
    client.force_login(world.clerk)
    assert client.get("/settings/api/").url == f"/settings/api/{ledgers()[0].name}/"
