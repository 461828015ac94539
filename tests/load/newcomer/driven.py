"""Run inside the copy (test_new_ledger.py): nobody wrote a page, a sheet or an address for this ledger."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.models import Upload
from gongjian.records.models import Venue
from gongjian.tasks.worker import drain
from tests.api.program import Program, bearer_of
from tests.world import NOW

LEDGER = ledger_named("venue")
LABELS = [
    "名称",
    "社区",
    "类别",
    "所在企业",
    "管理人",
    "面积（平方米）",
    "座位数",
    "对外开放",
    "启用日期",
    "停用日期",
]
LIST = "/ledgers/venue/"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.fixture
def clerk(client, world):
    client.force_login(world.clerk)
    return client


@pytest.fixture
def new(world) -> dict:
    return {
        "name": "织里红色驿站",
        "organisation": "云锦里社区",
        "kind": "hall",
        "enterprise": world.mill.name,
        "keeper": "北小陈",
        "area": "120.5",
        "seats": "40",
        "shared": "yes",
        "since": "2026-03-01",
    }


def added(clerk, new) -> Venue:
    assert clerk.post(f"{LIST}add/", new).status_code == 302
    return Venue.objects.get(name=new["name"])


def test_it_stands_in_the_menu_and_its_form_asks_ten_fields(clerk):
    page = clerk.get(f"{LIST}add/")
    assert [page.context["form"].fields[name].label for name in LEDGER.form] == LABELS
    assert LIST in clerk.get("/").content.decode()


def test_a_row_is_added_listed_opened_changed_and_its_past_told(clerk, new):
    row = added(clerk, new)
    here = f"{LIST}{row.pk}/"
    assert "织里红色驿站" in clerk.get(LIST).content.decode()
    detail = clerk.get(here).content.decode()
    assert [
        word for word in ("120.5", "党群服务中心", "嘉微纺织有限公司", "北小陈") if word not in detail
    ] == []
    assert clerk.post(f"{here}change/", new | {"seats": "48", "version": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.seats, row.version) == (48, 2)
    past = clerk.get(f"{here}history/").content.decode()
    assert "40" in past and "48" in past and "北小陈" in past


def test_its_own_rules_answer_at_the_page_in_its_own_words(clerk, new):
    answer = clerk.post(f"{LIST}add/", new | {"seats": "", "until": "2026-02-01"})
    assert answer.status_code == 422
    said = answer.context["form"].sentences()
    assert {sentence for sentences in said.values() for sentence in sentences} == {
        "党群服务中心要写座位数。",
        "停用日期要晚于启用日期。",
    }


def test_as_of_a_day_before_it_began_it_is_not_there(clerk, new):
    added(clerk, new)
    assert "织里红色驿站" in clerk.get(f"{LIST}?day=2026-03-01").content.decode()
    assert "织里红色驿站" not in clerk.get(f"{LIST}?day=2026-02-28").content.decode()


def test_it_is_invisible_next_door(clerk, new, world):
    row = added(clerk, new)
    clerk.force_login(world.neighbour)
    assert clerk.get(f"{LIST}{row.pk}/").status_code == 404
    assert "织里红色驿站" not in clerk.get(LIST).content.decode()


def test_its_empty_sheet_filled_comes_in_as_rows_and_goes_out_again(clerk, world):
    book = load_workbook(BytesIO(body(clerk.get(f"{LIST}import/blank/"))))
    assert [cell.value for cell in book.active[1]] == LABELS
    book.active.append(
        ["第一活动室", "云锦里社区", "活动室", "", "北小陈", "约60平方米", 20, "否", "2026年5月1日", ""]
    )
    book.active.append(["第二活动室", "梧桐里社区", "活动室", "", "北小陈", 30, 10, "是", "2026-05-01", ""])
    file = BytesIO()
    book.save(file)
    clerk.post(f"{LIST}import/", {"file": SimpleUploadedFile("阵地.xlsx", file.getvalue())})
    upload = Upload.objects.get()
    chosen = {f"c{number}": name for number, name in upload.mapping.items()}
    clerk.post(reverse("import_match", args=["venue", upload.pk]), chosen)
    drain(lambda: NOW)
    clerk.post(reverse("import_write", args=["venue", upload.pk]))
    drain(lambda: NOW)
    [row] = Venue.objects.all()
    assert (row.name, row.area, row.shared, str(row.since)) == ("第一活动室", 60, False, "2026-05-01")
    out = load_workbook(BytesIO(body(clerk.post(f"{LIST}export/", {"format": "xlsx"}))))
    assert [cell.value for cell in out.worksheets[0][2]][:3] == ["第一活动室", "云锦里社区", "活动室"]


def test_programs_read_add_and_change_it(world, new):
    program = Program(bearer_of(world.clerk))
    typed = new | {"organisation": world.northern.pk, "enterprise": world.mill.pk, "keeper": world.clerk.pk}
    made = program.post("venue/", typed | {"shared": True, "seats": 40})
    assert made.status_code == 201, made.content.decode()
    number = made.json()["id"]
    assert program.patch(f"venue/{number}", {"seats": 48, "version": 1}).status_code == 200
    told = program.get(f"venue/{number}").json()
    assert (told["seats"], told["kind"]) == (48, {"code": "hall", "label": "党群服务中心"})
    assert [row["id"] for row in program.get("venue/").json()["results"]] == [number]
    described = json.dumps(program.get("openapi.json").json(), ensure_ascii=False)
    assert "座位数" in described
