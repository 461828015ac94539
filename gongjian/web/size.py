"""Large text on this device, remembered in a cookie."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongjian.web.shell import SIZES

YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def size(request):
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    chosen = request.POST.get("size")
    if chosen in SIZES:
        response.set_cookie("size", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


urlpatterns = [path("size/", size, name="size")]
