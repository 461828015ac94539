from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "gongjian.registry"
    label = "registry"
    verbose_name = "部门名单"
