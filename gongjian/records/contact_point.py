"""Contact points: leaders, departments and the Party committee that answer for a firm or a body."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation


class Level(models.TextChoices):
    LEADER = "leader", "领导联系"
    DEPARTMENT = "department", "部门联系"
    DIRECT = "direct", "工委直接联系"


class ContactPoint(Row):
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="所属单位", related_name="+")
    level = models.CharField("方式", max_length=12, choices=Level)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="联系领导",
    )
    department = models.CharField("联系部门", max_length=60, blank=True)
    enterprise = models.ForeignKey(
        "records.Enterprise", models.PROTECT, null=True, blank=True, verbose_name="联系企业"
    )
    branch = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="联系党组织", related_name="+"
    )
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联系点"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="contact_point_ends_after_it_begins",
                violation_error_message="止日要晚于起日。",
            ),
        ]

    def __str__(self):
        return f"{self.leader or self.department} → {self.enterprise or self.branch}"

    def clean(self):
        if not self.leader_id and not self.department:
            raise ValidationError({"leader": "联系领导和联系部门至少填一个。"})
        if not self.enterprise_id and not self.branch_id:
            raise ValidationError({"enterprise": "联系企业和联系党组织至少填一个。"})


ledger = Ledger(
    model=ContactPoint,
    columns=("organisation", "level", "leader", "department", "enterprise", "branch", "since"),
    form=("organisation", "level", "leader", "department", "enterprise", "branch", "since", "until"),
    when=("since", "until"),
    filters=("organisation", "level", "leader", "enterprise"),
    search=("department", "enterprise__name", "branch__name", "leader__name"),
    key=("organisation", "level", "enterprise", "branch", "since"),
    order="-since",
    shelf="联系",
    named=("leader", "branch"),
)
