"""What this is, how old its data are, and how each kind of page is used."""

from importlib.metadata import PackageNotFoundError, version

from django.http import Http404
from django.shortcuts import render
from django.urls import path

from gongjian.ledger import recent

HELP = {
    "home": "工作台",
    "list": "列表和筛选",
    "row": "一条台账",
    "form": "新增和修改",
    "grid": "批量修改",
    "import": "导入表格",
    "undo": "撤销和记录",
    "tree": "组织",
    "tasks": "任务和消息",
    "account": "账号和登录",
    "settings": "设置和日志",
    "keys": "键盘和大字",
}


def about(request):
    context = {"version": here(), "last": recent.last_write()}
    return render(request, "web/help/about.html", context)


def here() -> str:
    try:
        return version("gongjian")
    except PackageNotFoundError:
        return "开发版"


def help_page(request, topic="home"):
    if topic not in HELP:
        raise Http404
    names = list(HELP)
    after = names[(names.index(topic) + 1) % len(names)]
    context = {
        "topics": HELP.items(),
        "topic": topic,
        "label": HELP[topic],
        "part": f"web/help/{topic}.html",
        "after": (after, HELP[after]),
    }
    return render(request, "web/help/page.html", context)


urlpatterns = [
    path("about/", about, name="about"),
    path("help/", help_page, name="help"),
    path("help/<slug:topic>/", help_page, name="help_topic"),
]
