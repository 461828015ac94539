"""What a site said it holds on a day: merchants, workers, people of new trades."""

from django.db import models

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row


class SiteCount(Row):
    site = models.ForeignKey("records.Site", models.PROTECT, verbose_name="场所")
    counted_on = models.DateField("统计日期", db_index=True)
    merchants = models.PositiveIntegerField("商户数", null=True, blank=True)
    workers = models.PositiveIntegerField("从业人员", null=True, blank=True)
    new_trades = models.PositiveIntegerField("新就业群体", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "场所人数"
        constraints = [
            models.UniqueConstraint(fields=["site", "counted_on"], name="site_counted_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(workers=None)
                | models.Q(new_trades=None)
                | models.Q(new_trades__lte=models.F("workers")),
                name="site_new_trades_among_workers",
                violation_error_message="新就业群体不能多于从业人员。",
            ),
        ]

    def __str__(self):
        return f"{self.site} {self.counted_on}"


ledger = Ledger(
    model=SiteCount,
    columns=("counted_on", "site", "site__organisation", "merchants", "workers", "new_trades"),
    form=("site", "counted_on", "merchants", "workers", "new_trades"),
    when="counted_on",
    filters=("site", "site__organisation", "counted_on"),
    search=("site__name",),
    key=("site", "counted_on"),
    order="-counted_on",
    shelf="企业",
    organisation="site__organisation",
)
