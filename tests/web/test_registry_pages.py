"""The wizard for departments' files as its user meets it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongjian.records.models import Enterprise
from gongjian.registry.models import Drop
from gongjian.tasks.worker import drain
from tests.registry.test_intake import FRESH, NEW, district, mill, sheet  # noqa: F401
from tests.world import NOW


def send(client, rows, kind="registration", day="2026-07-01", **more):
    file = SimpleUploadedFile("名单.xlsx", sheet(rows).read())
    return client.post(
        "/registry/", {"file": file, "kind": kind, "department": "市场监管", "day": day} | more
    )


def compared(client, *rows) -> Drop:
    assert send(client, rows).status_code == 302
    drop = Drop.objects.get()
    client.post(reverse("drop_match", args=[drop.pk]), {f"c{at}": name for at, name in drop.mapping.items()})
    drain(lambda: NOW)
    drop.refresh_from_db()
    assert drop.state == Drop.State.COMPARED, drop.progress.sentence
    return drop


def page(client, drop, query="") -> str:
    answer = client.get(reverse("drop", args=[drop.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def officer(client, district):  # noqa: F811
    client.force_login(district.officer)
    return client


def test_a_file_goes_from_drop_to_ledger_and_back(officer, district):  # noqa: F811
    drop = compared(officer, NEW, mill(district, name="嘉微新材料有限公司"))
    assert "写入 2 行" in page(officer, drop)
    assert "梧桐里社区" in page(officer, drop, "?show=new")
    assert "嘉微新材料有限公司" in page(officer, drop, "?show=changed")
    officer.post(reverse("drop_write", args=[drop.pk]))
    drain(lambda: NOW)
    assert "新企业 1 家，更新 1 家" in page(officer, drop)
    officer.post(reverse("drop_back", args=[drop.pk]))
    drain(lambda: NOW)
    assert "都撤回了" in page(officer, drop)
    assert not Enterprise.objects.filter(credit_code=FRESH).exists()


def test_a_doubtful_row_stands_beside_the_firm_it_may_be(officer, district):  # noqa: F811
    Enterprise.objects.filter(pk=district.mill.pk).update(credit_code="")
    near = mill(district, name=district.mill.name.replace("嘉微", "嘉锦"), code=FRESH)
    drop = compared(officer, near)
    text = page(officer, drop)
    assert all(word in text for word in ("同一家", "新企业", "先放着", district.mill.name, "名称差一字"))
    row = reverse("drop_row", args=[drop.pk, 2])
    answer = officer.post(row, {"decision": "same", "firm": district.mill.pk}, headers={"HX-Request": "true"})
    assert "定了" in answer.content.decode()
    assert "写入 1 行" in answer.content.decode()
    officer.post(row, {"decision": "wait"})
    assert drop.rows.get().show == "doubtful"


def test_what_no_word_allots_is_put_by_hand(officer, district):  # noqa: F811
    drop = compared(officer, ["示例区远处贸易有限公司", FRESH, "示例区无名路7号", "存续", ""])
    assert "地址词里没有这个地方" in page(officer, drop, "?show=places")
    put = reverse("drop_place", args=[drop.pk])
    officer.post(put, {"unit": str(district.southern.pk)})
    assert drop.rows.get().organisation == district.southern
    officer.post(put, {"unit": "没有的单位"})
    assert drop.rows.get().organisation == district.southern


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"day": "2027-01-01"}, "数据日期不能晚于今天。"),
        ({"file": ""}, "选一个文件再传。"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04broken")}, "文件"),
    ],
)
def test_a_drop_that_cannot_be_taken_says_why(officer, more, sentence):
    answer = send(officer, [NEW], **more)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Drop.objects.exists()


def test_columns_without_a_name_or_code_are_asked_for_again(officer):
    send(officer, [NEW])
    drop = Drop.objects.get()
    answer = officer.post(reverse("drop_match", args=[drop.pk]), {"c2": "address"})
    assert answer.status_code == 422
    assert "至少选定企业名称或统一社会信用代码。" in answer.content.decode()


def test_a_file_is_seen_by_nobody_else(officer, client, district):  # noqa: F811
    drop = compared(officer, NEW)
    client.force_login(district.street)
    assert client.get(reverse("drop", args=[drop.pk])).status_code == 404
    client.force_login(district.auditor)
    assert client.get("/registry/").status_code == 404


def test_candidates_out_of_reach_are_not_shown(client, district):  # noqa: F811
    client.force_login(district.neighbour)
    drop = compared(client, mill(district, code=""))
    for show in ("doubtful", "new", "wrong", "places"):
        text = page(client, drop, f"?show={show}")
        assert district.mill.credit_code not in text
