"""The import wizard as its user meets it: from a dropped file to written rows and back, and bad files."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from gongjian.ledger.models import Upload
from gongjian.records.models import Enterprise
from gongjian.tasks.worker import drain
from tests.world import NOW

HEADINGS = ["名称", "统一社会信用代码", "社区", "注册资本（万元）"]


def workbook(*rows, headings=HEADINGS) -> bytes:
    book = Workbook()
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def send(client, body: bytes, filename: str = "摸底.xlsx"):
    return client.post("/ledgers/enterprise/import/", {"file": SimpleUploadedFile(filename, body)})


def work():
    drain(lambda: NOW)


def checked(client, *rows) -> Upload:
    """A sheet taken through sending and matching to its checked page."""
    assert send(client, workbook(*rows)).status_code == 302
    upload = Upload.objects.get()
    mapping = {f"c{number}": name for number, name in upload.mapping.items()}
    client.post(reverse("import_match", args=["enterprise", upload.pk]), mapping)
    work()
    upload.refresh_from_db()
    assert upload.state == Upload.State.CHECKED, upload.progress.sentence
    return upload


GOOD = ["恒川家居有限公司", "", "云锦里社区", 23]
BAD = ["启里酒店管理有限公司", "", "云锦社区", 64]


@pytest.fixture
def clerk(client, world):
    client.force_login(world.clerk)
    return client


def test_a_sheet_goes_from_file_to_ledger_and_back(clerk, world):
    upload = checked(clerk, GOOD, BAD)
    page = clerk.get(reverse("import_upload", args=["enterprise", upload.pk])).content.decode()
    assert "没有“云锦社区”，或不在您的范围内。" in page
    assert "写入没错的 1 行" in page
    clerk.post(reverse("import_write", args=["enterprise", upload.pk]))
    work()
    assert Enterprise.objects.filter(name=GOOD[0]).count() == 1
    assert "写入 1 行" in clerk.get(reverse("import_upload", args=["enterprise", upload.pk])).content.decode()
    clerk.post(reverse("import_back", args=["enterprise", upload.pk]))
    work()
    assert not Enterprise.objects.filter(name=GOOD[0]).exists()


def test_a_row_is_put_right_in_its_place(clerk, world):
    upload = checked(clerk, BAD)
    row = upload.rows.get()
    answer = clerk.post(
        reverse("import_row", args=["enterprise", upload.pk, row.number]),
        {"f_organisation": "云锦里社区", "decision": ""},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert "好了" in answer.content.decode()
    clerk.post(reverse("import_write", args=["enterprise", upload.pk]))
    work()
    assert Enterprise.objects.get(name=BAD[0]).organisation == world.northern


def test_somebody_elses_upload_is_not_found(client, clerk, world):
    upload = checked(clerk, GOOD)
    client.force_login(world.street)
    pages = ["import_upload", "import_wrong"]
    assert {client.get(reverse(n, args=["enterprise", upload.pk])).status_code for n in pages} == {404}
    posts = ["import_match", "import_again", "import_write", "import_back"]
    assert {client.post(reverse(n, args=["enterprise", upload.pk])).status_code for n in posts} == {404}


def test_the_auditor_has_no_import_page(client, world):
    client.force_login(world.auditor)
    assert client.get("/ledgers/enterprise/import/").status_code in (302, 404)


BROKEN = {
    "空文件": b"",
    "文字冒充表格": "今天天气不错".encode(),
    "不是表格的压缩包": b"PK\x03\x04" + b"\0" * 60,
    "字节": bytes(range(256)) * 40,
    "只有表头以外的字": workbook(headings=["甲", "乙"]),
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_an_unreadable_file_gets_a_sentence_and_leaves_nothing(clerk, world, body):
    answer = send(clerk, body)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Upload.objects.exclude(state=Upload.State.REFUSED).exists()


def test_no_file_is_said_so(clerk):
    assert "选一个文件再传。" in clerk.post("/ledgers/enterprise/import/").content.decode()


def test_a_column_chosen_twice_is_said_so(clerk, world):
    send(clerk, workbook(GOOD))
    upload = Upload.objects.get()
    answer = clerk.post(reverse("import_match", args=["enterprise", upload.pk]), {"c0": "name", "c2": "name"})
    assert (answer.status_code, "选了两列" in answer.content.decode()) == (422, True)


def test_an_empty_sheet_to_fill_holds_the_ledgers_columns(clerk):
    answer = clerk.get("/ledgers/enterprise/import/blank/")
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_wrong_rows_come_back_as_a_sheet(clerk, world):
    upload = checked(clerk, BAD)
    answer = clerk.get(reverse("import_wrong", args=["enterprise", upload.pk]))
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_a_heading_around_a_label_is_guessed_and_what_no_column_brings_is_named(clerk, world):
    body = workbook(["云锦里社区", 5, "头一次"], headings=["所属社区", "注册资本", "备注"])
    page = clerk.get(send(clerk, body).url).content.decode()
    chosen = [name for name in ("organisation", "capital") if f'value="{name}" selected' in page]
    assert (chosen, "其中 1 列是猜的" in page, "新增的行要有名称，还没有列对上" in page) == (
        ["organisation", "capital"],
        True,
        True,
    )
