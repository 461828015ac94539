"""Several trees of organisations in one table, and where each body stood on any day."""

from django.db import models
from django.db.models import F, Q

LATER = Q(until__isnull=True) | Q(until__gt=F("since"))


class Tree(models.TextChoices):
    TERRITORY = "territory", "属地"
    SECTOR = "sector", "行业"
    PARK = "park", "园区"
    ALLIANCE = "alliance", "联盟"


class Function(models.TextChoices):
    """What a body is for, whatever the place calls it (R-ORG-03)."""

    LEAD = "lead", "牵头"
    FALLBACK = "fallback", "兜底"
    SECTOR = "sector", "行业"
    TERRITORY = "territory", "属地"


class Kind(models.Model):
    code = models.SlugField("代码", max_length=30, unique=True)
    label = models.CharField("名称", max_length=30)
    tree = models.CharField("适用的树", max_length=12, choices=Tree, blank=True, help_text="不选表示都可用")
    function = models.CharField("职能", max_length=12, choices=Function, blank=True)
    is_party = models.BooleanField("党组织", default=False)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "组织类型"
        ordering = ["order", "code"]

    def __str__(self):
        return self.label


class Organisation(models.Model):
    """A body as it stands today; once dissolved, as it last stood, hung under what it was merged into."""

    tree = models.CharField("树", max_length=12, choices=Tree)
    kind = models.ForeignKey(Kind, models.PROTECT, verbose_name="类型", related_name="+")
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=30, blank=True)
    code = models.CharField("编码", max_length=30, blank=True, db_index=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="上级", related_name="children", null=True, blank=True
    )
    path = models.CharField("位置", max_length=255, unique=True, editable=False)
    since = models.DateField("设立日期")
    until = models.DateField("撤销日期", null=True, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "组织"
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=LATER, name="organisation_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["tree"], condition=Q(parent__isnull=True), name="organisation_one_top_per_tree"
            ),
        ]

    def __str__(self):
        return self.name


class Act(models.Model):
    """A decision about bodies: the day it took hold and the paper that decided it."""

    class Kind(models.TextChoices):
        FOUND = "found", "设立"
        RENAME = "rename", "更名"
        MOVE = "move", "划转"
        MERGE = "merge", "合并"
        SPLIT = "split", "分设"
        DISSOLVE = "dissolve", "撤销"

    kind = models.CharField("事项", max_length=10, choices=Kind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="组织", related_name="acts")
    on = models.DateField("生效日期")
    paper_number = models.CharField("文号", max_length=60, blank=True)
    paper_title = models.CharField("文件标题", max_length=150, blank=True)
    decided_by = models.CharField("批准机关", max_length=100, blank=True)
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "组织变动"
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.on} {self.get_kind_display()}"


class Standing(models.Model):
    """One stretch of days in which a body's name, kind and place did not change."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="组织", related_name="standings"
    )
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    name = models.CharField("名称", max_length=100)
    kind = models.ForeignKey(Kind, models.PROTECT, verbose_name="类型", related_name="+")
    parent = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="上级", related_name="+", null=True, blank=True
    )
    path = models.CharField("位置", max_length=255, db_index=True)
    opened_by = models.ForeignKey(Act, models.PROTECT, verbose_name="起因", related_name="opened")
    closed_by = models.ForeignKey(
        Act, models.PROTECT, verbose_name="止因", related_name="closed", null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "组织沿革"
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(condition=LATER, name="standing_ends_after_it_begins"),
            models.UniqueConstraint(fields=["organisation", "since"], name="standing_one_per_first_day"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until__isnull=True), name="standing_one_open"
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.since}—{self.until or ''}"


class Succession(models.Model):
    """What became of whom in a merger or a split."""

    act = models.ForeignKey(Act, models.PROTECT, verbose_name="事项", related_name="successions")
    before = models.ForeignKey(Organisation, models.PROTECT, verbose_name="原组织", related_name="successors")
    after = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="后继组织", related_name="predecessors"
    )

    class Meta:
        verbose_name = verbose_name_plural = "组织承接"
        ordering = ["act", "id"]
        constraints = [
            models.UniqueConstraint(fields=["act", "before", "after"], name="succession_said_once"),
        ]

    def __str__(self):
        return f"{self.before} → {self.after}"
