"""One Chromium for the suite; absent, the tests skip, and fail where CI says a skip is a failure."""

import os
import shutil
import threading
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import parts
from tests.browser.looks import NARROW, OFFICE
from tests.browser.town import Town

__all__ = ["NARROW", "OFFICE"]

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        absent = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        absent("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def town(chromium, tmp_path_factory):
    """The product itself with its demo, started once; see town.py."""
    town = Town(tmp_path_factory.mktemp("town"), chromium)
    yield town
    town.end()


@pytest.fixture(scope="session")
def numbers(town):
    return town.ask("from tests.browser.laden import laden; say(laden())")


@pytest.fixture(scope="session")
def parts_address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), parts.Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def open_page(chromium):
    """Open an address; everything the browser complains about is kept in `page.complaints`."""
    contexts = []

    def open_at(address: str, viewport=OFFICE, size="std", scripts=True):
        context = chromium.new_context(
            viewport=viewport, locale="zh-CN", reduced_motion="reduce", java_script_enabled=scripts
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "size", "value": size, "url": address}])
        page = context.new_page()
        page.complaints = []
        page.on(
            "console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(address, wait_until="networkidle")
        return page

    yield open_at
    for context in contexts:
        context.close()
