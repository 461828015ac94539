"""The list in a real browser: clean at every size, worked by keyboard, by mouse and without script."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongjian.ledger.models import ExtraColumn, SavedView
from gongjian.records.models import Enterprise, Visit
from tests.browser.conftest import NARROW, OFFICE
from tests.browser.looks import NONE, faults
from tests.world import FOUNDED

TRADES = ("C", "F", "I", "L", "R")
LONG = "示例区云锦街道嘉微纺织面料研发设计与跨境电子商务供应链管理服务中心有限责任公司第二分公司"


@pytest.fixture
def filled(world):
    """Forty enterprises of every sort, one with a very long name, one column of the stewards."""
    ExtraColumn.objects.create(
        ledger="enterprise", organisation=world.district, code="beds", label="床位", kind="number"
    )
    for number in range(40):
        Enterprise.objects.create(
            name=LONG if number == 7 else f"源序智能科技第{number:02}有限公司",
            organisation=world.northern if number % 3 else world.southern,
            industry=TRADES[number % 5],
            staff=None if number == 5 else 30 + number * 7,
            instructor=world.guide if number % 4 == 0 else None,
            registered_on=FOUNDED + timedelta(days=number * 17),
            extra={"beds": number} if number % 2 else {},
            since=FOUNDED,
        )
    for title, query in (("街道重点", "q=源序"), ("批发零售", "industry=F"), ("人多的", "sort=-staff")):
        SavedView.objects.create(
            ledger="enterprise", user=world.officer, title=title, query=query, shared_with=world.district
        )
    Visit.objects.create(
        enterprise=world.shop, visitor=world.guide, visited_on=date(2026, 6, 9), matter="缺两名技术工"
    )
    return world


@pytest.fixture
def at(open_page, live_server, client):
    """A page of the product as somebody sees it."""

    def opened(user, path, viewport=OFFICE, size="std", scripts=True):
        client.force_login(user)
        page = open_page(f"{live_server.url}/sign-in/", viewport, size, scripts)
        kept = {"sessionid": client.cookies["sessionid"].value, "size": size}
        page.context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in kept.items()])
        page.complaints.clear()
        page.goto(live_server.url + path, wait_until="networkidle")
        if shots := os.environ.get("SHOTS"):
            name = f"{path.strip('/').replace('/', '-')[:40]}-{viewport['width']}-{size}"
            part = {"x": 0, "y": 0, "width": viewport["width"], "height": 1300}
            page.screenshot(path=Path(shots) / f"{name}.png", full_page=True, clip=part)
        return page

    return opened


PAGES = (
    "/ledgers/enterprise/",
    "/ledgers/enterprise/?q=源序&industry=F&organisation=云锦里社区&sort=-staff&day=2026-06-30",
    "/ledgers/enterprise/?q=查不到的",
    "/ledgers/enterprise/?organisation=不在这里",
    "/ledgers/visit/",
    "/ledgers/enterprise/views/?q=源序",
    "/ledgers/enterprise/print/?industry=F",
)


@pytest.mark.parametrize("size", ["std", "large"])
@pytest.mark.parametrize("viewport", [OFFICE, NARROW], ids=["office", "phone"])
def test_every_page_of_a_list_is_clean_at_every_size(filled, at, viewport, size):
    found = {path: faults(at(filled.officer, path, viewport, size)) for path in PAGES}
    assert found == dict.fromkeys(PAGES, NONE)
