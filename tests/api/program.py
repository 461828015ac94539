"""A program with a key, for tests."""

import json

import pytest
from django.test import Client

from gongjian.access import tokens
from gongjian.access.models import Grant
from tests.world import FOUNDED

JSON = "application/json"


class Program:
    """Speaks JSON with one bearer key, or with none."""

    def __init__(self, bearer: str | None = None):
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}

    def ask(self, method: str, address: str, body=None, **headers):
        text = body if isinstance(body, str | bytes) else json.dumps(body) if body is not None else ""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = named.pop("Content-Type", JSON)
        return self.client.generic(method, f"/api/v1/{address}", text, kind, headers=self.headers | named)

    def get(self, address: str, **headers):
        return self.ask("GET", address, **headers)

    def post(self, address: str, body, **headers):
        return self.ask("POST", address, body, **headers)

    def patch(self, address: str, body, **headers):
        return self.ask("PATCH", address, body, **headers)

    def delete(self, address: str, **headers):
        return self.ask("DELETE", address, **headers)


def bearer_of(user, grant: Grant | None = None, until="2099-01-01", **terms) -> str:
    """A key written straight into the table: the tests' clock is not the server's."""
    row = grant or Grant.objects.filter(user=user).order_by("pk").first()
    bearer = f"gj_{user.pk}-{row.pk}-{len(terms)}"
    tokens.Token.objects.create(
        grant=row, title="测试", digest=tokens.digest(bearer), since=FOUNDED, until=until, **terms
    )
    return bearer


@pytest.fixture
def program_of(world):
    made = {}

    def program(user) -> Program:
        if user.pk not in made:
            made[user.pk] = Program(bearer_of(user))
        return made[user.pk]

    return program


@pytest.fixture
def clerk(program_of, world):
    return program_of(world.clerk)


@pytest.fixture
def officer(program_of, world):
    return program_of(world.officer)
