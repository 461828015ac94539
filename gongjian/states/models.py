"""What a firm was on every day: one row for each stretch of days in which nothing here changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongjian.organisations.models import Organisation
from gongjian.records.words import Mode, Size, Status


class EnterpriseState(models.Model):
    """Follows from the ledgers alone, so it can be thrown away and made again; nobody enters it."""

    enterprise = models.ForeignKey(
        "records.Enterprise", models.CASCADE, related_name="states", db_index=False
    )
    since = models.DateField("起")
    until = models.DateField("止", null=True)
    name = models.CharField("名称", max_length=100)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="社区", db_index=False
    )
    grid = models.ForeignKey("records.Grid", models.PROTECT, null=True, related_name="+", verbose_name="网格")
    status = models.CharField("经营状态", max_length=10, choices=Status)
    coverage = models.CharField("党组织覆盖", max_length=10, choices=Mode, blank=True)
    branch = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="党组织", db_index=False
    )
    instructor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="指导员",
        db_index=False,
    )
    liaison = models.BooleanField("有联络员", default=False)
    mass = models.BooleanField("群团承担党的工作", default=False)
    staff = models.PositiveIntegerField("职工数", null=True)
    formal = models.PositiveIntegerField("正式党员", null=True)
    probationary = models.PositiveIntegerField("预备党员", null=True)
    elsewhere = models.PositiveIntegerField("关系未转入", null=True)
    size = models.CharField("规模", max_length=6, choices=Size, blank=True)
    above_scale = models.BooleanField("规模以上", null=True)
    worked = models.BooleanField("党的工作覆盖", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "企业状态"
        indexes = [
            models.Index(fields=["organisation", "since"]),
            # Most firms have neither: a long sheet need not write them down.
            models.Index(fields=["branch", "since"], condition=Q(branch__isnull=False), name="state_branch"),
            models.Index(
                fields=["instructor"], condition=Q(instructor__isnull=False), name="state_instructor"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "since"], name="state_one_per_first_day"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=models.F("since")), name="state_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.since}"
