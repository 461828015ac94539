"""What other departments hand over: a file each time, its rows, what was thought and decided of each."""

import uuid

from django.conf import settings
from django.db import models

from gongjian.organisations.models import Organisation


class Drop(models.Model):
    """One file of one department, from received to written or withdrawn."""

    class Kind(models.TextChoices):
        REGISTRATION = "registration", "登记"
        INSPECTION = "inspection", "年检"
        TAX = "tax", "纳税"

    class State(models.TextChoices):
        MATCHING = "matching", "待核对列"
        COMPARING = "comparing", "比对中"
        COMPARED = "compared", "待写入"
        WRITING = "writing", "写入中"
        WRITTEN = "written", "已写入"
        WITHDRAWN = "withdrawn", "已撤回"
        REFUSED = "refused", "已清掉"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("种类", max_length=12, choices=Kind, default=Kind.REGISTRATION)
    department = models.CharField("来自部门", max_length=40, default="市场监管")
    # What the file says holds on this day; what people found later is not overwritten.
    day = models.DateField("数据日期")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="传的人")
    filename = models.CharField("文件名", max_length=200)
    file = models.FileField("文件", upload_to="drops/")
    sheet = models.PositiveSmallIntegerField("第几张表", default=0)
    heading_row = models.PositiveIntegerField("表头行", default=0)
    headings = models.JSONField("表头", default=list)
    mapping = models.JSONField("对应", default=dict)  # column (as text) to field
    state = models.CharField("状态", max_length=10, choices=State, default=State.MATCHING)
    sentence = models.CharField("说明", max_length=300, blank=True)
    counts = models.JSONField("统计", default=dict)
    progress = models.ForeignKey("tasks.Progress", models.SET_NULL, null=True)
    written_to = models.PositiveIntegerField(default=0)
    batch = models.UUIDField(null=True)
    sent_at = models.DateTimeField("传于")
    written_at = models.DateTimeField("写于", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "部门名单"

    def __str__(self):
        return self.filename


class DropRow(models.Model):
    class Show(models.TextChoices):
        """What becomes of the row; the page's own filters."""

        DOUBTFUL = "doubtful", "存疑"
        NEW = "new", "新企业"
        CHANGED = "changed", "有变化"
        SAME = "same", "没变化"
        WRONG = "wrong", "写不进"

    drop = models.ForeignKey(Drop, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("行号")
    show = models.CharField("结论", max_length=8, choices=Show)
    cells = models.JSONField("各格", default=dict)
    # The stored firm it is, by number: a row of the ledger is only ever reached by its own door.
    firm = models.BigIntegerField("企业", null=True)
    candidates = models.JSONField("候选", default=list)
    why = models.CharField("理由", max_length=300, blank=True)
    decision = models.CharField("处理", max_length=24, blank=True)  # same:<number>, new, wait
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, related_name="+", verbose_name="分到"
    )
    by_word = models.CharField("按什么分", max_length=60, blank=True)
    # What would be written [label, was, is], and what differs and stays [label, ours, theirs, why].
    changes = models.JSONField("要写的", default=list)
    stays = models.JSONField("不动的", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "部门名单的行"
        constraints = [models.UniqueConstraint(fields=["drop", "number"], name="drop_row_once")]
        indexes = [models.Index(fields=["drop", "show", "number"])]

    def __str__(self):
        return f"{self.drop} {self.number}"


class FeedHeading(models.Model):
    """How one department heads a column of one kind of file; learned from what was confirmed."""

    department = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Drop.Kind)
    heading = models.CharField(max_length=100)
    field = models.CharField(max_length=20, blank=True)  # empty: the column is not wanted

    class Meta:
        verbose_name = verbose_name_plural = "部门表头"
        constraints = [
            models.UniqueConstraint(fields=["department", "kind", "heading"], name="feed_heading_once")
        ]

    def __str__(self):
        return f"{self.heading} → {self.field}"
