from django.apps import AppConfig


class StatesConfig(AppConfig):
    name = "gongjian.states"
    label = "states"

    def ready(self):
        from gongjian.audit import log  # noqa: PLC0415 - models are there only now
        from gongjian.states import keeping  # noqa: PLC0415

        log.follow(keeping.keep)
