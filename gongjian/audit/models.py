"""What was done and by whom, and the keys of the persons it tells of; nothing here points at a user."""

import uuid

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One deed. It is never changed or deleted: databases refuse it, and the seal shows it."""

    # A sequence taken after the row it speaks of was locked: of two entries on a row the later has more.
    id = models.BigAutoField(primary_key=True)
    lane = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField("时间")
    user_id = models.BigIntegerField(null=True)
    user_name = models.TextField("经办人")
    source = models.TextField("来自")
    address = models.TextField("地址")
    action = models.TextField("动作")
    kind = models.TextField("类别")
    row = models.TextField("编号")
    label = models.TextField("名称")
    path = models.TextField("位置")
    batch = models.UUIDField("批次", null=True)
    reason = models.TextField("理由")
    before = models.TextField("原值")
    after = models.TextField("新值")
    subject = models.TextField()
    previous = models.TextField()
    seal = models.TextField()

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["kind", "row"], name="entry_of_a_row"),
            models.Index(fields=["batch", "id"], condition=Q(batch__isnull=False), name="entry_of_a_batch"),
            models.Index(fields=["at"], name="entry_at"),
            models.Index(fields=["user_id", "at"], name="entry_of_a_user"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.user_name} {self.action} {self.kind} {self.row}"


class Lane(models.Model):
    """The head of one chain. Several chains, so that writers do not wait for each other's commit."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    length = models.PositiveBigIntegerField()
    last = models.TextField()
    seal = models.TextField()

    class Meta:
        verbose_name = verbose_name_plural = "记录链"
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}: {self.length}"


class Batch(models.Model):
    """Many deeds that were one: an import, a batch edit, a move; undone as one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.TextField("类别")
    title = models.TextField("名称")
    user_id = models.BigIntegerField(null=True)
    user_name = models.TextField("经办人")
    source = models.TextField("来自")
    address = models.TextField("地址")
    at = models.DateTimeField("时间")
    rows = models.PositiveIntegerField("行数", default=0)
    undone_at = models.DateTimeField("撤回时间", null=True)
    undone_by = models.TextField("撤回人", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "批次"
        ordering = ["-at"]
        indexes = [models.Index(fields=["at"], name="batch_at")]

    def __str__(self):
        return self.title


class PersonKey(models.Model):
    """The key under which everything guarded about one person stands in the log; gone, it is forgotten."""

    subject = models.TextField(unique=True)
    wrapped = models.TextField(blank=True)
    destroyed_at = models.DateTimeField("销毁时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "个人密钥"

    def __str__(self):
        return self.subject
