"""Long work that a page can follow, and messages that wait until somebody settles them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongjian.organisations.models import Organisation

# Work reports at least after every batch of rows; silent for this long, its worker is taken for dead.
SILENCE = timedelta(seconds=90)


class State(models.TextChoices):
    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "没有做完"
    CANCELLED = "cancelled", "已取消"
    STOPPED = "stopped", "中断"


OPEN = (State.QUEUED, State.RUNNING)
RESUMABLE = (State.FAILED, State.CANCELLED, State.STOPPED)


class Progress(models.Model):
    title = models.CharField("工作", max_length=100)
    link = models.CharField("结果页", max_length=200, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="发起人"
    )
    started_by_name = models.CharField("发起人姓名", max_length=40, blank=True)
    path = models.CharField("所属单位", max_length=400, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField("已做", default=0)
    total = models.PositiveIntegerField("共", default=0)
    sentence = models.TextField("说明", blank=True)
    outcome = models.JSONField("结果", default=dict)
    queued_at = models.DateTimeField("发起于")
    started_at = models.DateTimeField("开始于", null=True)
    ended_at = models.DateTimeField("结束于", null=True)
    beat_at = models.DateTimeField("最近报告", null=True)
    asked_to_stop = models.BooleanField("要求停下", default=False)
    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    task_id = models.CharField(max_length=40, blank=True, db_index=True)
    run = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["-queued_at", "-pk"]
        indexes = [models.Index(fields=["started_by", "-queued_at"])]

    def __str__(self):
        return self.title

    def state_at(self, now: datetime) -> State:
        """The state to show: work whose worker has gone silent is not running, whatever its row says."""
        if self.state == State.RUNNING and self.beat_at < now - SILENCE:
            return State.STOPPED
        return State(self.state)

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


class Message(models.Model):
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name="给谁"
    )
    to_organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="+", verbose_name="给哪个单位"
    )
    title = models.CharField("标题", max_length=100)
    body = models.TextField("内容", blank=True)
    link = models.CharField("去处理", max_length=200, blank=True)
    created_at = models.DateTimeField("时间")
    done_at = models.DateTimeField("办结于", null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="办结人"
    )
    done_by_name = models.CharField("办结人姓名", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_user=None) ^ Q(to_organisation=None), name="message_has_one_addressee"
            )
        ]

    def __str__(self):
        return self.title
