from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "gongjian.organisations"
    label = "organisations"
    verbose_name = "组织"
