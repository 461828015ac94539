"""Visits: who called on which enterprise, what was raised there, and when it was settled."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row


class Way(models.TextChoices):
    CALL = "visit", "上门"
    PHONE = "phone", "电话"
    LOOK = "look", "查看"


class Purpose(models.TextChoices):
    GREETING = "greeting", "初次走访"
    ROUTINE = "routine", "日常走访"
    POLICY = "policy", "政策宣讲"
    PROBLEM = "problem", "解决问题"


class Visit(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    visitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="走访人"
    )
    visited_on = models.DateField("走访日期", db_index=True)
    way = models.CharField("方式", max_length=10, choices=Way, default=Way.CALL)
    purpose = models.CharField("目的", max_length=10, choices=Purpose, default=Purpose.ROUTINE)
    matter = models.TextField("反映问题", blank=True)
    answer_by = models.DateField("答复期限", null=True, blank=True)
    settled_on = models.DateField("办结日期", null=True, blank=True)
    outcome = models.TextField("办理结果", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "走访"
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(settled_on__gte=F("visited_on")),
                name="visit_settled_after_visit",
                violation_error_message="办结日期不能早于走访日期。",
            ),
            models.CheckConstraint(
                condition=Q(answer_by=None) | Q(answer_by__gte=F("visited_on")),
                name="visit_answered_after_visit",
                violation_error_message="答复期限不能早于走访日期。",
            ),
        ]

    def __str__(self):
        return f"{self.enterprise} {self.visited_on}"

    def clean(self):
        if self.purpose == Purpose.PROBLEM and not self.matter:
            raise ValidationError({"matter": "写下企业反映的问题。"})
        if self.settled_on and not self.matter:
            raise ValidationError({"settled_on": "没有反映问题，不用填办结日期。"})

    def is_open(self):
        return bool(self.matter) and self.settled_on is None

    is_open.label = "待办结"


ledger = Ledger(
    model=Visit,
    columns=("visited_on", "enterprise", "enterprise__organisation", "visitor", "way", "purpose", "is_open"),
    form=(
        "enterprise", "visitor", "visited_on", "way", "purpose", "matter", "answer_by", "settled_on",
        "outcome",
    ),
    when="visited_on",
    filters=("enterprise", "enterprise__organisation", "visitor", "way", "purpose", "visited_on"),
    search=("enterprise__name", "matter", "outcome"),
    key=("enterprise", "visited_on", "visitor"),
    order="-visited_on",
    shelf="走访",
    organisation="enterprise__organisation",
    named=("visitor", "enterprise__instructor", "enterprise__grid__keeper"),
)  # fmt: skip
