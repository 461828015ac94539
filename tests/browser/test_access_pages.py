"""Signing in and looking after people in a real browser, from an empty house to the second administrator."""

import pyotp
import pytest
from django.urls import reverse

from gongjian.access import grants, tokens
from gongjian.access.scope import acting
from tests.browser.conftest import NARROW, OFFICE
from tests.browser.looks import NONE, faults
from tests.world import NOW, TODAY

GOOD, BETTER = "Cha-Lin 2026", "Yun-Jin 2027"
SIZES = [(OFFICE, "std"), (NARROW, "large")]


@pytest.fixture
def busy(world):
    """Something to see on every page: a grant passed on, a key, a long name."""
    street = acting(world.street, NOW, TODAY)
    world.passed = grants.delegate(
        street,
        street.grants[0],
        world.clerk,
        world.north,
        until=TODAY.replace(year=2999),
        purpose="休产假期间代管",
    )
    clerk = acting(world.clerk, NOW, TODAY)
    tokens.add(clerk, clerk.grants[0], "示例区政务数据共享交换平台每日取走访记录", TODAY.replace(year=2027))
    return world


# In states the tour does not meet; it stops at all the others.
PAGES = {"account": "clerk", "street-account": "street", "person": "security", "extend_grant": "security"}


def address(world, name):
    if name == "person":
        return reverse(name, args=[world.clerk.pk])
    if name == "extend_grant":
        return reverse(name, args=[world.passed.pk])
    return reverse(name.removeprefix("street-"))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_clean_at_every_size(open_page, live_server, client, busy, name):
    client.force_login(getattr(busy, PAGES[name]))
    found = {}
    for viewport, size in SIZES:
        page = open_page(f"{live_server.url}/sign-in/", viewport, size)
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([session])
        page.goto(live_server.url + address(busy, name), wait_until="networkidle")
        found[viewport["width"], size] = faults(page)
    assert found == {(viewport["width"], size): NONE for viewport, size in SIZES}


def fill(page, verb, **values):
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
    page.click(f"main button:has-text('{verb}')")
    page.wait_for_load_state("networkidle")


def bind(page):
    page.click("summary:has-text('手工输入')")
    fill(page, "启用", code=pyotp.TOTP(page.inner_text("details b")).now())


@pytest.mark.parametrize("scripts", [True, False])
def test_from_an_empty_house_to_two_administrators(open_page, live_server, db, scripts):
    page = open_page(live_server.url, scripts=scripts)
    page.select_option("[name=kind]", label="两新工委")
    paper = {"paper_title": "关于成立两新工委的批复", "decided_by": "示例区委"}
    person = {"name": "黄工", "username": "huang", "password": GOOD, "again": GOOD}
    fill(page, "建好", unit="示例区两新工委", on="2020-01-01", **paper, **person)
    fill(page, "登录", username="huang", password=GOOD)
    bind(page)
    page.goto(f"{live_server.url}/settings/people/add/")
    fill(page, "保存", name="安小吴", username="wu")
    password = page.inner_text("dd b")
    page.click("text=已告诉本人")
    page.click(".acts >> text=授权")
    page.select_option("[name=role]", "security_admin")
    fill(page, "授权", organisation="示例区两新工委")
    second = open_page(live_server.url, scripts=scripts)
    fill(second, "登录", username="wu", password=password)
    fill(second, "保存", current=password, password=BETTER, again=BETTER)
    bind(second)
    second.goto(f"{live_server.url}/settings/people/")
    assert (second.locator("tbody th").all_inner_texts(), second.complaints) == (["安小吴", "黄工"], [])
