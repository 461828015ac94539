"""Whatever is sent gets a declared status and a sentence; never a fault, never a trace of our insides."""

import pytest
from django.test import Client

from gongjian.access.models import Token
from gongjian.api import answers, deeds
from gongjian.records.models import Enterprise
from tests.api.program import Program, bearer_of

BAD = "正文不是完整的 JSON，没有读。检查引号、逗号和编码（UTF-8）。"


@pytest.mark.parametrize("body", [
    b" ", b"{", b'{"name": }',
    b'{"capital": NaN}', b'{"capital": 1e999}', b"\xff\xfe{}", b'{"name": "\\ud800"}',
    b"[" * 100_000, b'{"a":' * 50_000, b'{"capital": ' + b"9" * 5_000 + b"}",
])  # fmt: skip
def test_what_is_no_json_is_not_read(world, clerk, body):
    answer = clerk.post("enterprise/", body)
    assert (answer.status_code, answer.json()) == (400, {"detail": BAD})


@pytest.mark.parametrize("body", [b"[]", b"3", b"null", b'"x"'])
def test_a_body_is_an_object(world, clerk, body):
    assert clerk.post("enterprise/", body).status_code == 400


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_another_content_type_is_not_taken(world, clerk, kind):
    answer = clerk.post("enterprise/", b"{}", Content_Type=kind)
    assert (answer.status_code, answer.json()["detail"][:10]) == (415, "正文要是 JSON，")


def test_a_huge_body_is_not_read(world, clerk):
    answer = clerk.post("enterprise/", b'{"name": "' + b"x" * 1_100_000 + b'"}')
    assert (answer.status_code, answer.json()["detail"]) == (413, "正文太大，最多 1 MB。一次写一条。")


@pytest.mark.parametrize("capital", [2**63, 10**40, 1e308, -(2**70), "9" * 60, True])
def test_numbers_no_database_holds_are_refused_in_words(world, clerk, capital):
    answer = clerk.patch(f"enterprise/{world.mill.pk}", {"capital": capital, "version": 1})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["capital"])


def test_characters_nobody_sees_are_left_out(world, clerk):
    told = clerk.patch(f"enterprise/{world.mill.pk}", {"address": "A\x00座\u200b", "version": 1}).json()
    assert told["address"] == "A座"


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 19, "9" * 60, "-1", "x", "1.5", "%00"])
def test_odd_numbers_of_rows_are_not_found(world, clerk, number):
    for door in (number, f"{number}/history"):
        answer = clerk.get(f"enterprise/{door}")
        assert (answer.status_code, list(answer.json())) == (404, ["detail"])


@pytest.mark.parametrize("address", ["", "person/", "person/1", "enterprise/1/x", "enterprise/1/"])
def test_an_address_there_is_not_is_not_found(world, clerk, address):
    assert (clerk.get(address).status_code, list(clerk.get(address).json())) == (404, ["detail"])


@pytest.mark.parametrize(("method", "address", "allowed"), [
    ("PUT", "enterprise/", "GET, POST"), ("PUT", "enterprise/1", "DELETE, GET, PATCH"),
    ("POST", "enterprise/1/history", "GET"), ("TRACE", "enterprise/", "GET, POST"),
])  # fmt: skip
def test_a_method_there_is_not_is_refused(world, clerk, method, address, allowed):
    answer = clerk.ask(method, address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)
    assert answer.json()["detail"].startswith(f"这个地址不能用 {method}")


@pytest.mark.parametrize("bearer", [None, "", "gj_x", "x" * 9000, "密钥"])
def test_without_a_living_key_nobody_gets_in(world, bearer):
    program = Program()
    if bearer is not None:
        program.headers = {"Authorization": f"Bearer {bearer}"}
    for answer in (program.get("enterprise/"), program.get("openapi.json"), program.post("enterprise/", {})):
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert answer.json() == {"detail": answers.STRANGER}


def test_expired_and_withdrawn_keys_are_dead_at_once(world, clerk):
    assert clerk.get("enterprise/").status_code == 200
    Token.objects.update(withdrawn_at=world.now)
    assert clerk.get("enterprise/").status_code == 401
    Token.objects.update(withdrawn_at=None, until="2026-01-01")
    assert clerk.get("enterprise/").status_code == 401


def test_a_dead_key_is_not_saved_by_a_living_session(world):
    client = Client()
    client.force_login(world.clerk)
    assert client.get("/api/v1/enterprise/").status_code == 200
    assert client.get("/api/v1/enterprise/", headers={"Authorization": "Bearer gj_x"}).status_code == 401


def test_a_page_of_the_site_writes_only_with_its_mark(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.clerk)
    body, kind = '{"name": "新星商行", "organisation": "云锦里社区"}', "application/json"
    bare = client.post("/api/v1/enterprise/", body, kind)
    assert (bare.status_code, bare.json()) == (403, {"detail": answers.CROSS_SITE})
    client.cookies["csrftoken"] = mark = "a" * 32
    marked = client.post("/api/v1/enterprise/", body, kind, headers={"X-CSRFToken": mark})
    assert (marked.status_code, Enterprise.objects.filter(name="新星商行").count()) == (201, 1)


def test_a_fault_of_ours_is_a_sentence_without_its_cause(world, monkeypatch, caplog):
    def fall(*arguments):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(deeds, "look", fall)
    answer = Program(bearer_of(world.clerk)).get(f"enterprise/{world.mill.pk}")
    assert (answer.status_code, answer.json()) == (500, {"detail": answers.BROKEN})
    assert "secret detail" in caplog.text
