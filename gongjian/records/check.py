"""Who looked a block of a firm's ledger over, when and how, and whether anything had changed."""

from django.conf import settings
from django.db import models

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.records.words import Block


class Way(models.TextChoices):
    VISIT = "visit", "走访"
    PHONE = "phone", "电话"
    LOOK = "look", "查看"


class Check(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    block = models.CharField("内容", max_length=10, choices=Block)
    checked_on = models.DateField("核实日期", db_index=True)
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="核实人"
    )
    way = models.CharField("方式", max_length=10, choices=Way, default=Way.VISIT)
    changed = models.BooleanField("有变化", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "核实"
        indexes = [models.Index(fields=["enterprise", "block", "checked_on"])]

    def __str__(self):
        return f"{self.get_block_display()} {self.checked_on}"


ledger = Ledger(
    model=Check,
    columns=("checked_on", "enterprise", "enterprise__organisation", "block", "checker", "way", "changed"),
    form=("enterprise", "block", "checked_on", "checker", "way", "changed"),
    when="checked_on",
    filters=("enterprise", "enterprise__organisation", "block", "checker", "way", "checked_on"),
    search=("enterprise__name",),
    key=("enterprise", "block", "checked_on"),
    order="-checked_on",
    shelf="五清",
    organisation="enterprise__organisation",
    named=("checker", *("enterprise__instructor", "enterprise__grid__keeper", "enterprise__park")),
)
