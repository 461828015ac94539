"""Enterprises and the other subjects the work is for, as plain facts; the five blocks build on them."""

import re
from operator import mul

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from stdnum.cn import uscc

from gongjian.catalogue import industries
from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import CodeField, OrdinalField, Row
from gongjian.organisations.models import Organisation
from gongjian.records.words import GONE, Mode, Size, Status


class Kind(models.TextChoices):
    COMPANY = "company", "非公企业"
    SOCIETY = "society", "社会组织"
    TRADER = "trader", "个体工商户"
    PLATFORM = "platform", "平台站点"


class Ownership(models.TextChoices):
    HOME = "home", "内资"
    NEAR = "near", "港澳台投资"
    FOREIGN = "foreign", "外商投资"


SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
# GB 32100's arithmetic in two lines (R-DATA-73, R-DATA-74): the library takes ten times as long, which a
# long sheet feels. A code that fails here is put to the library before anybody is told.
VALUES = {sign: number for number, sign in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1)


def sound(code: str) -> bool:
    total = sum(map(mul, WEIGHTS, map(VALUES.get, code)))
    return total % 31 == 0 or uscc.is_valid(code)


class Present(Row):
    """What follows from other ledgers and holds today: kept by `states`, never typed, never logged."""

    coverage = models.CharField("党组织覆盖", max_length=10, choices=Mode, blank=True, editable=False)
    worked = models.BooleanField("党的工作覆盖", default=False, editable=False)
    instructor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="指导员", editable=False,
    )  # fmt: skip
    staff = models.PositiveIntegerField("职工数", null=True, blank=True, editable=False)
    formal = models.PositiveIntegerField("正式党员", null=True, blank=True, editable=False)
    size = models.CharField("规模", max_length=6, choices=Size, blank=True, editable=False)
    above_scale = models.BooleanField("规模以上", null=True, blank=True, editable=False)
    clear = OrdinalField("五清", default=0, editable=False)
    checked_on = models.DateField("最早核实", null=True, blank=True, editable=False)

    SERIES = "states"
    KEPT = (
        "coverage", "worked", "instructor", "staff", "formal", "size", "above_scale", "clear", "checked_on",
    )  # fmt: skip

    class Meta:
        abstract = True


class Enterprise(Present):
    name = models.CharField("名称", max_length=100)
    credit_code = CodeField("统一社会信用代码", max_length=18, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="社区", related_name="+")
    grid = models.ForeignKey("records.Grid", models.PROTECT, null=True, blank=True, verbose_name="网格")
    park = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="园区商圈", related_name="+"
    )
    site = models.ForeignKey(
        "records.Site", models.PROTECT, null=True, blank=True, verbose_name="场所", related_name="+"
    )
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.COMPANY)
    status = models.CharField("经营状态", max_length=10, choices=Status, default=Status.OPERATING)
    industry = models.CharField("行业", max_length=1, choices=list(industries.letters().items()), blank=True)
    trade = models.CharField("行业大类", max_length=2, choices=list(industries.classes().items()), blank=True)
    ownership = models.CharField("投资类型", max_length=8, choices=Ownership, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("单位电话", max_length=30, blank=True)
    former_name = models.CharField("曾用名", max_length=100, blank=True)
    registered_on = models.DateField("登记日期", null=True, blank=True)
    capital = models.DecimalField("注册资本（万元）", max_digits=14, decimal_places=2, null=True, blank=True)
    business = models.TextField("经营范围", blank=True)
    since = models.DateField("纳入日期", null=True, blank=True)
    until = models.DateField("退出日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="承继企业", related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "企业"
        indexes = [models.Index(fields=["name"]), models.Index(fields=["organisation", "name"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gt=F("since")),
                name="enterprise_leaves_after_it_comes",
                violation_error_message="退出日期要晚于纳入日期。",
            ),
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code=""), name="enterprise_code_once"
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.status in GONE and not self.until:
            raise ValidationError({"until": f"{self.get_status_display()}的要填退出日期。"})
        if self.trade:
            self.industry = self.industry or industries.letter_of(self.trade)
            if self.industry != industries.letter_of(self.trade):
                raise ValidationError(
                    {"trade": f"{self.get_trade_display()}不属于{self.get_industry_display()}。"}
                )
        if self.credit_code:
            self.check_code()
        if self.successor_id:
            self.check_successor()

    def check_successor(self):
        """A chain of successors that comes back to where it began has no end."""
        after = self.successor
        while after is not None and after.pk != self.pk:
            after = after.successor
        if after is not None and self.pk:
            raise ValidationError({"successor": f"{self.successor}又由{self}承继，绕回来了。"})

    def check_code(self):
        if len(self.credit_code) != 18:
            raise ValidationError({"credit_code": f"应 18 位，现在 {len(self.credit_code)} 位。"})
        if not SHAPE.fullmatch(self.credit_code):
            raise ValidationError({"credit_code": "只用数字和大写字母，不用 I、O、S、V、Z。"})

    def doubts(self):
        # Some old codes really fail the check; with a reason they stay.
        if self.credit_code and not sound(self.credit_code):
            yield "R-DATA-75", "信用代码的校验位不对。"


ledger = Ledger(
    model=Enterprise,
    columns=(
        "name", "organisation", "kind", "industry", "staff", "formal", "coverage", "clear", "checked_on",
        "instructor",
    ),
    form=(
        "name", "credit_code", "organisation", "grid", "park", "site", "kind", "status", "industry", "trade",
        "ownership", "address", "phone", "former_name", "registered_on", "capital", "business", "since",
        "until", "successor",
    ),
    when=("since", "until"),
    filters=(
        "organisation", "kind", "industry", "trade", "status", "coverage", "worked", "size", "above_scale",
        "site", "instructor", "checked_on", "registered_on",
    ),
    search=("name", "credit_code", "former_name", "address"),
    key=("credit_code",),
    order="name",
    shelf="企业",
    named=("instructor", "grid__keeper", "park"),
)  # fmt: skip
