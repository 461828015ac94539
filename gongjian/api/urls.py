"""The API's addresses, by version."""

from django.urls import path

from gongjian.api.ledger_api import api

urlpatterns = [path("v1/", api.urls)]
