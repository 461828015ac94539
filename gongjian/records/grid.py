"""Grids: the patches a community is divided into, each with the person who looks after it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation


class Grid(Row):
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="社区")
    name = models.CharField("网格名称", max_length=40)
    area = models.CharField("范围", max_length=200, blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="网格员",
    )
    since = models.DateField("设立日期")
    until = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "网格"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="grid_ends_after_it_begins",
                violation_error_message="撤销日期要晚于设立日期。",
            ),
            models.UniqueConstraint(fields=["organisation", "name"], name="grid_name_once_a_community"),
        ]

    def __str__(self):
        return self.name


ledger = Ledger(
    model=Grid,
    columns=("name", "organisation", "area", "keeper", "since"),
    form=("organisation", "name", "area", "keeper", "since", "until"),
    when=("since", "until"),
    filters=("organisation", "keeper"),
    search=("name", "area"),
    key=("organisation", "name"),
    order="name",
    shelf="企业",
    named=("keeper",),
)
