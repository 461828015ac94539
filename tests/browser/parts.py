"""Every part on one page, drawn without a database and served under the product's own policy."""

import json
from datetime import date
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory, override_settings
from django.urls import path

import gongjian.web
from gongjian.ledger.choices import ChooseInput
from gongjian.web.middleware import POLICY

HERE = Path(__file__).parent
STATIC = Path(gongjian.web.__file__).parent / "static"
WORDS = json.loads((HERE / "parts.json").read_text())
TODAY = date(2026, 7, 3)
HTML = "text/html; charset=utf-8"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
SIZES = (("", "规模"), ("s", "小型"), ("l", "大型"))
WAYS = (("v", "走访"), ("i", "导入"))


def nowhere(request, **names):
    """The addresses the parts look for; nothing follows them here."""


urlpatterns = [
    path("choices/<slug:name>/<slug:field>/", nowhere, name="ledger_choices"),
    *(path(f"{name}/", nowhere, name=name) for name in ("search", "size", "help", "account", "sign_out")),
]


class FirmForm(forms.Form):
    name = forms.CharField(label="企业名称", help_text="与营业执照一致。")
    staff = forms.IntegerField(label="职工数", error_messages={"invalid": "职工数填数字，如 386。"})
    grid = forms.CharField(label="网格", widget=ChooseInput(source="firm/grid"), required=False)
    size = forms.ChoiceField(label="规模", choices=SIZES, required=False)
    ways = forms.MultipleChoiceField(label="来源", choices=WAYS, widget=forms.CheckboxSelectMultiple)
    open = forms.BooleanField(label="正在营业", required=False)
    note = forms.CharField(label="备注", widget=forms.Textarea(attrs={"rows": 3}), required=False)


class Filters(forms.Form):
    size = forms.ChoiceField(label="规模", choices=SIZES, required=False)
    way = forms.ChoiceField(label="来源", choices=(("", "来源"), *WAYS), required=False)
    trade = forms.ChoiceField(label="行业", choices=(("", "不限"), ("r", "批发零售")), required=False)


def rows() -> list[dict]:
    states = ("ok", "warn", "bad", "na", "run")
    return [
        {
            "id": n,
            "name": f"{name}有限公司",
            "place": "梧桐商务楼",
            "grid": "云锦里社区",
            "staff": 1386 - n * 97,
            "state": states[n % 5],
            "visit": date(2026, 6 - n % 6, 1 + n),
        }
        for n, name in enumerate(WORDS["names"] * 2)
    ]


def content(size: str) -> dict:
    filters = Filters({})
    outer = {"size": size, "unit": "云锦街道", "name": "林静", "role": "街道干部", "today": TODAY}
    return WORDS | {
        "shell": SimpleNamespace(**outer, nav=WORDS["nav"]),
        "today": TODAY,
        "quick": [filters["size"], filters["way"]],
        "more": [filters["trade"]],
        "rows": rows(),
        "page": Paginator(range(151), 14).page(3),
        "form": FirmForm({"name": "", "staff": "三百", "ways": ["v"]}),
        "messages": [SimpleNamespace(message="已保存。", extra_tags="/undo/1/", level_tag="success")],
    }


@cache
def drawn(name: str, size: str = "std") -> bytes:
    template = engines["django"].from_string((HERE / name).read_text())
    with override_settings(ROOT_URLCONF=__name__):
        return template.render(content(size), RequestFactory().get("/?sort=-staff")).encode()


class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            return self.send(file.read_bytes(), KINDS[file.suffix])
        if path.startswith("/choices/"):
            return self.send(json.dumps(WORDS["choices"]).encode(), "application/json")
        if path.endswith("children/"):
            return self.send((HERE / "children.html").read_bytes(), HTML)
        size = "large" if "size=large" in (self.headers.get("Cookie") or "") else "std"
        return self.send(drawn("drawer.html" if path.endswith("drawer/") else "parts.html", size), HTML)

    def send(self, body: bytes, kind: str):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Quiet: the suite prints its own."""
