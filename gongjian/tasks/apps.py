from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "gongjian.tasks"
    label = "tasks"
    verbose_name = "任务"
