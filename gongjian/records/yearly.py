"""How a firm did in a year: one row a year, none overwritten by the next."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import OrdinalField, Row


def amount(label: str) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip


class Yearly(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    year = OrdinalField("年度", validators=[MinValueValidator(1990), MaxValueValidator(2099)])
    staff = models.PositiveIntegerField("年末职工数", null=True, blank=True)
    revenue = amount("营业收入（万元）")
    assets = amount("资产总额（万元）")
    tax = amount("纳税额（万元）")
    above_scale = models.BooleanField("规模以上", null=True, blank=True)
    venue = models.PositiveIntegerField("提供活动场地（㎡）", null=True, blank=True)
    budget = amount("列支党建经费（万元）")

    class Meta:
        verbose_name = verbose_name_plural = "年度经营"
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "year"], name="yearly_once_a_year"),
        ]

    def __str__(self):
        return f"{self.enterprise} {self.year} 年"


ledger = Ledger(
    model=Yearly,
    columns=("year", "enterprise", "enterprise__organisation", "staff", "revenue", "tax", "above_scale"),
    form=("enterprise", "year", "staff", "revenue", "assets", "tax", "above_scale", "venue", "budget"),
    filters=("enterprise", "enterprise__organisation", "year", "above_scale"),
    search=("enterprise__name",),
    key=("enterprise", "year"),
    order="-year",
    shelf="五清",
    organisation="enterprise__organisation",
    named=("enterprise__instructor", "enterprise__grid__keeper", "enterprise__park"),
)
