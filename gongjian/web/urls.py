"""The pages' addresses: each page module lists its own, this file only joins them."""

from gongjian.web import act_pages, organisation_pages, tree_pages

urlpatterns: list = [
    *tree_pages.urlpatterns,
    *organisation_pages.urlpatterns,
    *act_pages.urlpatterns,
]
