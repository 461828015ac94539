"""What a press on the coverage pages carries: the firms meant, where one came from, the way back."""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gongjian.web.coverage import deciding
from gongjian.web.numbers import numbers


def asked_for(request) -> list[int]:
    given = request.POST if request.method == "POST" else request.GET
    return numbers(given.getlist("ids"))[: deciding.MOST]


def onward(request) -> str:
    """Back to the list as it was asked for."""
    asked = request.POST.get("onward") or request.GET.get("onward") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if safe and asked.startswith(reverse("coverage")) else reverse("coverage")


def way_back(batches: list[UUID]) -> str:
    return f"{reverse('coverage_back')}?{urlencode({'keys': ','.join(map(str, batches))})}"
