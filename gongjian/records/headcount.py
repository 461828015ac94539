"""Numbers a firm declared on a day: staff, members, union, league; no name stands here.

They hold until the next declaration, and until the roster of members knows better.
"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row

PARTS = ("women", "young", "graduates", "unionists", "leaguers", "new_trades")


# The largest employer of a city stays far below; more is a slip of the hand.
MOST = 1_000_000


def number(label: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(MOST)])


class Headcount(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    counted_on = models.DateField("申报日期", db_index=True)
    staff = number("职工数")
    women = number("女职工")
    young = number("35 岁及以下")
    graduates = number("大专及以上")
    unionists = number("工会会员")
    leaguers = number("共青团员")
    new_trades = number("新就业群体")
    formal = number("正式党员")
    probationary = number("预备党员")
    elsewhere = number("关系未转入")
    applicants = number("入党申请人")
    source = models.CharField("来源", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人数申报"
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "counted_on"], name="headcount_once_a_day"),
        ]

    def __str__(self):
        return f"{self.enterprise} {self.counted_on}"

    def clean(self):
        if self.staff is None:
            return
        for name in PARTS:
            part = getattr(self, name)
            if part is not None and part > self.staff:
                label = self._meta.get_field(name).verbose_name
                raise ValidationError({name: f"{label} {part} 人，多于职工 {self.staff} 人。"})
        members = sum(filter(None, (self.formal, self.probationary, self.elsewhere)))
        if members > self.staff:
            raise ValidationError({"formal": f"党员共 {members} 人，多于职工 {self.staff} 人。"})


ledger = Ledger(
    model=Headcount,
    columns=("counted_on", "enterprise", "staff", "formal", "probationary", "elsewhere", "unionists"),
    form=(
        "enterprise", "counted_on", "staff", "women", "young", "graduates", "unionists", "leaguers",
        "new_trades", "formal", "probationary", "elsewhere", "applicants", "source",
    ),
    when="counted_on",
    filters=("enterprise", "enterprise__organisation", "counted_on"),
    search=("enterprise__name",),
    key=("enterprise", "counted_on"),
    order="-counted_on",
    shelf="五清",
    organisation="enterprise__organisation",
    named=("enterprise__instructor", "enterprise__grid__keeper", "enterprise__park"),
)  # fmt: skip
