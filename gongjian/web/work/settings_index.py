"""Settings, what each person may set: one card a place, nothing that would only answer no."""

from django.shortcuts import render
from django.urls import path

from gongjian.access.roles import VIEW
from gongjian.web.shell import address

# Name of the address, icon, label, sentence, guard; no guard, everybody.
PLACES = (
    ("people", "users", "账号与授权", "开账号、给授权、收回授权。", "accounts"),
    ("log", "shield", "日志", "谁在什么时候做了什么，有没有被动过。", "log"),
    ("extra_columns", "columns", "补充栏", "给台账加栏目，加了马上能填。", "settings"),
    ("local_values", "edit", "本地规定", "条款留给本地定的数，最近的上级说了算。", "settings"),
    ("rules", "paper", "规则", "待办、提醒和数字各依哪一条。", ""),
    ("api_page", "table", "接口", "别的系统怎么取数、写数。", ""),
    ("account", "user", "我的账号", "密码、动态口令、在哪里登录着、转交的授权。", ""),
    ("help", "book", "使用说明", "每种页面怎么用。", ""),
    ("about", "info", "关于", "版本、许可、数据截止时间。", ""),
)


def way_to(name: str) -> str:
    return address("ledger_list", "localvalue") if name == "local_values" else address(name)


def places(actor) -> list[dict]:
    return [
        {"href": href, "icon": icon, "label": label, "text": text}
        for name, icon, label, text, guard in PLACES
        if (href := way_to(name)) and (not guard or actor.reach(VIEW, guard))
    ]


def settings_page(request):
    return render(request, "web/settings/index.html", {"places": places(request.actor)})


urlpatterns = [path("settings/", settings_page, name="settings")]
