"""What this is, how old its data are, and how each kind of page is used."""

from importlib.metadata import PackageNotFoundError, version

from django.http import Http404
from django.shortcuts import render
from django.urls import path

from gongjian.ledger import recent
from gongjian.web.helping import TOPICS


def about(request):
    context = {"version": here(), "last": recent.last_write()}
    return render(request, "web/help/about.html", context)


def here() -> str:
    try:
        return version("gongjian")
    except PackageNotFoundError:
        return "开发版"


def help_page(request, topic="home"):
    if topic not in TOPICS:
        raise Http404
    names = list(TOPICS)
    after = names[(names.index(topic) + 1) % len(names)]
    context = {
        "topics": TOPICS.items(),
        "topic": topic,
        "label": TOPICS[topic],
        "part": f"web/help/{topic}.html",
        "after": (after, TOPICS[after]),
    }
    return render(request, "web/help/page.html", context)


urlpatterns = [
    path("about/", about, name="about"),
    path("help/", help_page, name="help"),
    path("help/<slug:topic>/", help_page, name="help_topic"),
]
