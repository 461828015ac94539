from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "gongjian.ledger"

    def ready(self):
        from gongjian.ledger import checks  # noqa: F401, PLC0415 - registers once the models are there
