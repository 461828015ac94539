"""The pages' addresses: each page module lists its own, this file only joins them."""

urlpatterns: list = []
