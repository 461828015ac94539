"""The product as users meet it: `manage.py serve --demo` in an empty folder, people signed in for real."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pyotp

from tests.browser.looks import OFFICE
from tests.load.test_serving import free_port

ROOT = Path(__file__).parent.parent.parent
NEW = "Yun-Jin 2027"
PATIENCE = 120
SAID = re.compile(r"^  (\w+) +(\S+) +\S+（", re.MULTILINE)
SETUP = "import django, json; django.setup(); say = lambda what: print(json.dumps(what))\n"


class Town:
    def __init__(self, folder: Path, chromium):
        self.chromium, self.port = chromium, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        bare = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        own = {"DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "gongjian.config.settings"}
        self.environment = {**bare, **own, "WORKERS": "1"}
        self.told, self.pages = folder / "told.txt", {}
        self.keys: dict[str, str] = {}
        command = [sys.executable, "manage.py", "serve", "--demo", "--port", str(self.port)]
        with self.told.open("w") as told:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=told, stderr=subprocess.STDOUT
            )
        self.wait()
        self.passwords = dict(SAID.findall(self.told.read_text()))

    def wait(self):
        until = time.monotonic() + PATIENCE
        while "共建已启动" not in self.told.read_text():
            if time.monotonic() > until or self.process.poll() is not None:
                raise AssertionError(f"the product did not start: {self.told.read_text()}")
            time.sleep(0.2)

    def end(self):
        self.process.terminate()
        self.process.wait(30)

    def ask(self, code: str):
        """What a program inside the installation says."""
        told = subprocess.check_output(
            [sys.executable, "-c", SETUP + code], cwd=ROOT, env=self.environment, text=True
        )
        return json.loads(told)

    def window(self, **options):
        """A browser of one's own; whatever it complains about, and whoever it asks, is kept."""
        context = self.chromium.new_context(
            **{"viewport": OFFICE, "locale": "zh-CN", "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.complaints, page.strangers = [], []
        page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else 0)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        context.on("request", lambda request: self.stranger(page, request.url))
        return page

    def stranger(self, page, address: str):
        if not address.startswith((self.address, "data:", "blob:")):
            page.strangers.append(address)

    def page(self, username: str):
        """Somebody's window, signed in when it is first asked for."""
        if username not in self.pages:
            self.pages[username] = self.sign_in(self.window(), username)
        page = self.pages[username]
        page.set_viewport_size(OFFICE)
        page.complaints.clear()
        page.strangers.clear()
        return page

    def sign_in(self, page, username: str):
        page.goto(self.address + "/sign-in/")
        first = username not in self.keys
        fill(page, "登录", username=username, password=self.passwords[username] if first else NEW)
        if first:
            fill(page, "保存", current=self.passwords[username], password=NEW, again=NEW)
            if "/second-factor/" in page.url:
                self.bind(page, username)
            self.keys.setdefault(username, "")
        assert page.is_visible(".me"), page.inner_text("main")
        return page

    def bind(self, page, username: str):
        page.click("summary:has-text('手工输入')")
        self.keys[username] = page.inner_text("details b")
        fill(page, "启用", code=pyotp.TOTP(self.keys[username]).now())


def fill(page, verb: str, **values):
    for name, value in values.items():
        page.fill(f"main [name={name}]", value)
    page.click(f"main button:has-text('{verb}')")
    page.wait_for_load_state("networkidle")
