"""What people keep about ledgers: added columns, saved views, uploaded sheets and the words senders use."""

import uuid

from django.conf import settings
from django.db import models

from gongjian.organisations.models import Organisation


class ExtraColumn(models.Model):
    class Kind(models.TextChoices):
        TEXT = "text", "文字"
        NUMBER = "number", "数字"
        DATE = "date", "日期"
        CHOICE = "choice", "选项"

    ledger = models.CharField("台账", max_length=40)
    # The column is asked of this unit and everything below it.
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="适用单位")
    code = models.SlugField("代号", max_length=30)
    label = models.CharField("名称", max_length=30)
    kind = models.CharField("类型", max_length=10, choices=Kind)
    options = models.JSONField("选项", default=list, blank=True)
    required = models.BooleanField("必填", default=False)
    order = models.PositiveSmallIntegerField("次序", default=0)
    removed_at = models.DateTimeField("停用于", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "补充栏"
        constraints = [models.UniqueConstraint(fields=["ledger", "code"], name="extra_code_once_a_ledger")]

    def __str__(self):
        return self.label


class SavedView(models.Model):
    ledger = models.CharField("台账", max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="存的人")
    title = models.CharField("名称", max_length=20)
    query = models.TextField("条件", blank=True)
    # Shared with a unit, its people see the view; what it shows them is still their own reach.
    shared_with = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, verbose_name="给哪个单位用"
    )

    class Meta:
        verbose_name = verbose_name_plural = "视图"
        constraints = [models.UniqueConstraint(fields=["ledger", "user", "title"], name="view_title_once")]

    def __str__(self):
        return self.title


class Upload(models.Model):
    """One sheet somebody sent in, from upload to written or withdrawn."""

    class State(models.TextChoices):
        MATCHING = "matching", "待核对列"
        CHECKING = "checking", "检查中"
        CHECKED = "checked", "待写入"
        WRITING = "writing", "写入中"
        WRITTEN = "written", "已写入"
        WITHDRAWN = "withdrawn", "已撤回"
        REFUSED = "refused", "读不了"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ledger = models.CharField("台账", max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="传的人")
    filename = models.CharField("文件名", max_length=200)
    file = models.FileField("文件", upload_to="uploads/")
    sheet = models.PositiveSmallIntegerField("第几张表", default=0)
    heading_row = models.PositiveIntegerField("表头行", default=0)
    headings = models.JSONField("表头", default=list)
    # Column number (as text) to field name; what the sender confirmed is remembered as synonyms.
    mapping = models.JSONField("对应", default=dict)
    state = models.CharField("状态", max_length=10, choices=State, default=State.MATCHING)
    sentence = models.CharField("说明", max_length=300, blank=True)
    counts = models.JSONField("统计", default=dict)
    reasons = models.CharField("理由", max_length=200, blank=True)
    progress = models.ForeignKey("tasks.Progress", models.SET_NULL, null=True)
    # The row of the sheet up to which everything is written, moved in the same transaction as the rows.
    written_to = models.PositiveIntegerField(default=0)
    batch = models.UUIDField(null=True)
    sent_at = models.DateTimeField("传于")
    written_at = models.DateTimeField("写于", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入"

    def __str__(self):
        return self.filename


class UploadRow(models.Model):
    """A row of the sheet that needs a person: what is wrong with it, and what the person decided."""

    class Verdict(models.TextChoices):
        WRONG = "wrong", "有错"
        DOUBTED = "doubted", "存疑"
        ALIKE = "alike", "像重复"

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("行号")
    verdict = models.CharField("结论", max_length=10, choices=Verdict)
    cells = models.JSONField("各格", default=dict)
    # Field to {sentence, suggestion}; the row's own under an empty name.
    faults = models.JSONField("问题", default=dict)
    fixes = models.JSONField("改成", default=dict)
    # skip, add as new, or the number of the stored row to change.
    decision = models.CharField("处理", max_length=30, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入的行"
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="upload_row_once")]

    def __str__(self):
        return f"{self.upload} {self.number}"


class Synonym(models.Model):
    """How one sender heads a column; learned from what they confirmed."""

    ledger = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    heading = models.CharField(max_length=100)
    field = models.CharField(max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "表头说法"
        constraints = [models.UniqueConstraint(fields=["ledger", "user", "heading"], name="synonym_once")]

    def __str__(self):
        return f"{self.heading} → {self.field}"
