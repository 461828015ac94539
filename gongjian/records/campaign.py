"""排查: a sweep over the firms of an area; how far it is follows from the checks themselves."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation
from gongjian.records.words import Block


class Whom(models.TextChoices):
    ALL = "all", "全部在营企业"
    UNCOVERED = "uncovered", "未建党组织的"
    COVERED = "covered", "已建党组织的"
    NEW = "new", "一年内新纳入的"
    ABOVE = "above", "规模以上的"


BLOCKS = tuple(Block.values)


class Campaign(Row):
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="范围", related_name="+")
    name = models.CharField("名称", max_length=60)
    plan = models.TextField("方案", blank=True)
    measures = models.TextField("措施", blank=True)
    whom = models.CharField("对象", max_length=12, choices=Whom, default=Whom.ALL)
    business = models.BooleanField("查经营运行", default=True)
    staff = models.BooleanField("查职工队伍", default=True)
    members = models.BooleanField("查党员队伍", default=True)
    owner = models.BooleanField("查出资人", default=False)
    why = models.BooleanField("查未建原因", default=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="负责人",
    )
    begins_on = models.DateField("开始日期")
    due_on = models.DateField("完成期限")

    class Meta:
        verbose_name = verbose_name_plural = "排查"
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("begins_on")),
                name="campaign_due_after_it_begins",
                violation_error_message="完成期限不能早于开始日期。",
            ),
            models.UniqueConstraint(fields=["organisation", "name"], name="campaign_name_once"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if not any(getattr(self, name) for name in BLOCKS):
            raise ValidationError({"business": "至少选一块要查的内容。"})


ledger = Ledger(
    model=Campaign,
    columns=("name", "organisation", "whom", "leader", "begins_on", "due_on"),
    form=(
        "organisation", "name", "plan", "measures", "whom", *BLOCKS, "leader", "begins_on", "due_on",
    ),
    when="begins_on",
    filters=("organisation", "leader", "begins_on"),
    search=("name", "plan"),
    key=("organisation", "name"),
    order="-begins_on",
    shelf="排查",
    named=("leader",),
)  # fmt: skip
