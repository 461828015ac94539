"""What went wrong, in plain words, whatever else is broken."""

from django.http import HttpResponse, HttpResponseServerError, JsonResponse
from django.template.loader import render_to_string

from gongjian.web.middleware import signed_in

API = "/api/"
BROKEN = "出了故障，没有做成。稍后再试；一直这样，请告诉系统管理员。"
LAST_WORDS = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>出了故障 · 共建</title>'
    "<h1>出了故障</h1><p>这一页没能打开。稍后再试；一直这样，请告诉系统管理员。</p>"
    '<p><a href="/">回工作台</a></p></html>'
)


def refused(request, exception=None):
    return answer(request, 403, "这件事您做不了", "您的授权里没有这一项。需要的话，找给您授权的人。")


def not_found(request, exception=None):
    return answer(request, 404, "没有这一页", "没有这一页，或不在您的范围内。看看地址对不对，或重新找。")


def bad_request(request, exception=None):
    return answer(request, 400, "没看懂这次提交", "网页送来的内容不完整。返回上一页，刷新后再做一次。")


def stale(request, reason=""):
    """Django's cross-site check failed: nearly always a page left open over a sign-out."""
    return answer(
        request, 403, "这一页打开太久了", "您可能已经退出，或换了账号。返回上一页，刷新后再提交一次。"
    )


def broken(request):
    """No request, database or context is needed by this one: any of them may be what broke."""
    if getattr(request, "path", "").startswith(API):
        return JsonResponse({"detail": BROKEN}, status=500)
    try:
        return HttpResponseServerError(render_to_string("web/errors/500.html"))
    except Exception:
        return HttpResponseServerError(LAST_WORDS)


def answer(request, status: int, title: str, text: str):
    if request.path.startswith(API):
        return JsonResponse({"detail": text}, status=status)
    shell = "web/shell.html" if signed_in(request) else "web/plain.html"
    content = {"base": shell, "title": title, "text": text}
    return HttpResponse(render_to_string(f"web/errors/{status}.html", content, request), status=status)
