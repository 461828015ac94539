from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "gongjian.audit"
    verbose_name = "操作记录"

    def ready(self):
        post_migrate.connect(prepare, sender=self)


def prepare(sender, using, **_):
    """Heads and guard of the log after every migrate: a table remade by one has lost its triggers."""
    from gongjian.audit import guard  # noqa: PLC0415 - models are there only once the apps are

    guard.prepare(using)
