"""The pages' addresses: each page module lists its own, this file only joins them."""

from gongjian.web import (
    account_pages,
    act_pages,
    first_run,
    grant_pages,
    organisation_pages,
    people_pages,
    sign_in_pages,
    token_pages,
    tree_pages,
)

urlpatterns: list = [
    *tree_pages.urlpatterns,
    *organisation_pages.urlpatterns,
    *act_pages.urlpatterns,
    *account_pages.urlpatterns,
    *first_run.urlpatterns,
    *grant_pages.urlpatterns,
    *people_pages.urlpatterns,
    *sign_in_pages.urlpatterns,
    *token_pages.urlpatterns,
]
