"""Venues: rooms where activities are held, and who keeps them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation


class Kind(models.TextChoices):
    HALL = "hall", "党群服务中心"
    ROOM = "room", "活动室"


class Venue(Row):
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="社区", related_name="+")
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.ROOM)
    enterprise = models.ForeignKey(
        "records.Enterprise", models.PROTECT, null=True, blank=True, verbose_name="所在企业"
    )
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="管理人"
    )
    area = models.DecimalField("面积（平方米）", max_digits=8, decimal_places=1, null=True, blank=True)
    seats = models.PositiveIntegerField("座位数", null=True, blank=True)
    shared = models.BooleanField("对外开放", null=True, blank=True)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "活动阵地"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="venue_ends_after_it_begins",
                violation_error_message="停用日期要晚于启用日期。",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.kind == Kind.HALL and not self.seats:
            raise ValidationError({"seats": "党群服务中心要写座位数。"})


ledger = Ledger(
    model=Venue,
    columns=("name", "organisation", "kind", "keeper", "seats", "since"),
    form=(
        "name",
        "organisation",
        "kind",
        "enterprise",
        "keeper",
        "area",
        "seats",
        "shared",
        "since",
        "until",
    ),
    when=("since", "until"),
    filters=("organisation", "kind", "keeper", "shared", "since"),
    search=("name",),
    key=("organisation", "name"),
    order="name",
    shelf="阵地",
    named=("keeper",),
)
