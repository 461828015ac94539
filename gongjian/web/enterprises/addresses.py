"""The addresses of this corner; they stand before those of the ledgers, whose detail page they take over."""

from gongjian.web.enterprises import (
    block_pages,
    case_undo,
    enterprise_page,
    figure_pages,
    life_page,
    list_cells,
    merge_pages,
    newcomer_page,
)

urlpatterns: list = [
    *newcomer_page.urlpatterns,
    *enterprise_page.urlpatterns,
    *block_pages.urlpatterns,
    *figure_pages.urlpatterns,
    *life_page.urlpatterns,
    *list_cells.urlpatterns,
    *merge_pages.urlpatterns,
    *case_undo.urlpatterns,
]
