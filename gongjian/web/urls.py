"""The pages' addresses: each page module lists its own, this file only joins them."""

from gongjian.web import size
from gongjian.web.cases import back_pages, campaign_pages, contact_pages, post_pages, set_up_pages
from gongjian.web.coverage import coverage_page, firm_page, reason_page
from gongjian.web.enterprises import addresses as enterprises
from gongjian.web.ledgers import (
    choosing,
    extra_pages,
    import_pages,
    ledger_detail,
    ledger_export,
    ledger_forms,
    ledger_grid,
    ledger_history,
    ledger_list,
    ledger_removal,
    saved_views,
    search_pages,
    undo_pages,
)
from gongjian.web.organisations import act_pages, organisation_pages, tree_pages
from gongjian.web.people import (
    account_pages,
    first_run,
    grant_pages,
    people_pages,
    sign_in_pages,
    token_pages,
)
from gongjian.web.registry import drop_deeds, drop_pages
from gongjian.web.work import (
    about_pages,
    api_page,
    home,
    log_pages,
    rule_pages,
    settings_index,
    task_pages,
    todo_pages,
)

urlpatterns: list = [
    *coverage_page.urlpatterns,
    *firm_page.urlpatterns,
    *reason_page.urlpatterns,
    *back_pages.urlpatterns,
    *campaign_pages.urlpatterns,
    *contact_pages.urlpatterns,
    *post_pages.urlpatterns,
    *set_up_pages.urlpatterns,
    *tree_pages.urlpatterns,
    *organisation_pages.urlpatterns,
    *act_pages.urlpatterns,
    *api_page.urlpatterns,
    *account_pages.urlpatterns,
    *first_run.urlpatterns,
    *grant_pages.urlpatterns,
    *import_pages.urlpatterns,
    *drop_pages.urlpatterns,
    *drop_deeds.urlpatterns,
    *people_pages.urlpatterns,
    *sign_in_pages.urlpatterns,
    *size.urlpatterns,
    *token_pages.urlpatterns,
    *choosing.urlpatterns,
    *saved_views.urlpatterns,
    *enterprises.urlpatterns,
    *ledger_list.urlpatterns,
    *ledger_export.urlpatterns,
    *ledger_removal.urlpatterns,
    *ledger_detail.urlpatterns,
    *ledger_forms.urlpatterns,
    *ledger_grid.urlpatterns,
    *ledger_history.urlpatterns,
    *undo_pages.urlpatterns,
    *about_pages.urlpatterns,
    *extra_pages.urlpatterns,
    *home.urlpatterns,
    *log_pages.urlpatterns,
    *rule_pages.urlpatterns,
    *search_pages.urlpatterns,
    *settings_index.urlpatterns,
    *task_pages.urlpatterns,
    *todo_pages.urlpatterns,
]
