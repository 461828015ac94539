"""Addresses: the API under api/, everything else a page."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("gongjian.api.urls")),
    path("", include("gongjian.web.urls")),
]
handler400 = "gongjian.web.errors.bad_request"
handler404 = "gongjian.web.errors.not_found"
handler500 = "gongjian.web.errors.broken"
handler403 = "gongjian.web.errors.refused"
