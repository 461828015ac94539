"""A tour of the whole product, live, with the demo district: every page, as the people who use it."""

from urllib.parse import urlsplit

import pytest

from tests.browser.looks import NARROW, NONE, OFFICE, faults
from tests.browser.stops import DEEDS, JOURNEYS, STOPS, names

CLEAN = {
    "status": 200,
    "strangers": [],
    "office": NONE,
    "phone": NONE,
    "office, other text": 0,
    "phone, other text": 0,
}


OVER = "document.documentElement.scrollWidth - innerWidth"
# Tables look anew at what fits once they have another width.
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


def seen(page, status: int) -> dict:
    """axe in the office in normal and on the phone in large text; the width in all four."""
    found = {"status": status, "strangers": page.strangers}
    at = {"office": OFFICE, "phone": NARROW}
    for name, viewport in at.items():
        page.set_viewport_size(viewport)
        large = name == "phone"
        write(page, not large)
        too_wide = page.evaluate(OVER)
        write(page, large)
        found[name] = faults(page)
        found[f"{name}, other text"] = max(0, too_wide)
    return found


def write(page, large: bool):
    """By the button everybody has; without a reload."""
    if (page.get_attribute("html", "data-size") == "large") != large:
        page.evaluate("document.querySelector('[data-size-form]').requestSubmit()")
    page.evaluate(SETTLED)


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_every_page_is_whole_at_every_size(town, numbers, stop):
    page = town.page(stop.user)
    address = stop.address(numbers)
    answer = page.goto(town.address + address)
    assert urlsplit(page.url).path == urlsplit(address).path
    if stop.status != 200:
        # The browser says aloud what was expected here.
        page.complaints.clear()
    found = seen(page, answer.status)
    assert found == CLEAN | {"status": stop.status}


def test_every_named_page_is_on_the_tour():
    stops = {stop.name for stop in STOPS}
    assert (stops | JOURNEYS | DEEDS, stops & (JOURNEYS | DEEDS)) == (names(), set())
