"""The API's addresses; filled by `ledger_api`."""

urlpatterns: list = []
