"""Enterprises and the other subjects the work is for, as plain facts; the five blocks build on them."""

import re
from operator import mul

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from stdnum.cn import uscc

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import CodeField, Row
from gongjian.organisations.models import Organisation


class Kind(models.TextChoices):
    COMPANY = "company", "非公企业"
    MALL = "mall", "商场市场"
    SOCIETY = "society", "社会组织"
    TRADER = "trader", "个体工商户"
    PLATFORM = "platform", "平台站点"


class Industry(models.TextChoices):
    """The letters of GB/T 4754-2017."""

    A = "A", "农林牧渔业"
    B = "B", "采矿业"
    C = "C", "制造业"
    D = "D", "电力热力燃气及水生产供应业"
    E = "E", "建筑业"
    F = "F", "批发和零售业"
    G = "G", "交通运输仓储和邮政业"
    H = "H", "住宿和餐饮业"
    I = "I", "信息传输软件和信息技术服务业"  # noqa: E741 - the standard's own letter
    J = "J", "金融业"
    K = "K", "房地产业"
    L = "L", "租赁和商务服务业"
    M = "M", "科学研究和技术服务业"
    N = "N", "水利环境和公共设施管理业"
    O = "O", "居民服务修理和其他服务业"  # noqa: E741 - the standard's own letter
    P = "P", "教育"
    Q = "Q", "卫生和社会工作"
    R = "R", "文化体育和娱乐业"
    S = "S", "公共管理社会保障和社会组织"
    T = "T", "国际组织"


class Status(models.TextChoices):
    OPERATING = "operating", "在营"
    SUSPENDED = "suspended", "停业"
    SHELL = "shell", "空壳"
    MOVED = "moved", "迁出"
    CANCELLED = "cancelled", "注销"
    REVOKED = "revoked", "吊销"


GONE = (Status.MOVED, Status.CANCELLED, Status.REVOKED)


SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
# GB 32100's arithmetic in two lines: the library takes ten times as long, which a long sheet feels.
# A code that fails here is put to the library before anybody is told.
VALUES = {sign: number for number, sign in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1)


def sound(code: str) -> bool:
    total = sum(map(mul, WEIGHTS, map(VALUES.get, code)))
    return total % 31 == 0 or uscc.is_valid(code)


class Enterprise(Row):
    name = models.CharField("名称", max_length=100)
    credit_code = CodeField("统一社会信用代码", max_length=18, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="社区", related_name="+")
    grid = models.ForeignKey("records.Grid", models.PROTECT, null=True, blank=True, verbose_name="网格")
    park = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="园区商圈", related_name="+"
    )
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.COMPANY)
    status = models.CharField("经营状态", max_length=10, choices=Status, default=Status.OPERATING)
    industry = models.CharField("行业", max_length=1, choices=Industry, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    building = models.CharField("楼宇", max_length=60, blank=True)
    phone = models.CharField("单位电话", max_length=30, blank=True)
    former_name = models.CharField("曾用名", max_length=100, blank=True)
    registered_on = models.DateField("登记日期", null=True, blank=True)
    capital = models.DecimalField("注册资本（万元）", max_digits=14, decimal_places=2, null=True, blank=True)
    revenue = models.DecimalField(
        "年营业收入（万元）", max_digits=14, decimal_places=2, null=True, blank=True
    )
    staff = models.PositiveIntegerField("职工数", null=True, blank=True)
    above_scale = models.BooleanField("规模以上", null=True, blank=True)
    instructor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="指导员",
    )
    business = models.TextField("经营范围", blank=True)
    since = models.DateField("纳入日期", null=True, blank=True)
    until = models.DateField("退出日期", null=True, blank=True)

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
        if self.credit_code:
            self.check_code()

    def check_code(self):
        if len(self.credit_code) != 18:
            raise ValidationError({"credit_code": f"应 18 位，现在 {len(self.credit_code)} 位。"})
        if not SHAPE.fullmatch(self.credit_code):
            raise ValidationError({"credit_code": "只用数字和大写字母，不用 I、O、S、V、Z。"})

    def doubts(self):
        # Some old codes really fail the check; with a reason they stay.
        if self.credit_code and not sound(self.credit_code):
            yield "R-DATA-75", "信用代码的校验位不对。"
        if self.status == Status.OPERATING and self.staff == 0:
            yield "R-STA-05", "在营但职工为 0，像空壳企业。"


ledger = Ledger(
    model=Enterprise,
    columns=("name", "organisation", "kind", "industry", "status", "staff", "instructor", "registered_on"),
    form=(
        "name", "credit_code", "organisation", "grid", "park", "kind", "status", "industry", "address",
        "building", "phone", "former_name", "registered_on", "capital", "revenue", "staff", "above_scale",
        "instructor", "business", "since", "until",
    ),
    when=("since", "until"),
    filters=("organisation", "kind", "industry", "status", "above_scale", "instructor", "registered_on"),
    search=("name", "credit_code", "former_name", "address"),
    key=("credit_code",),
    order="name",
    shelf="企业",
    named=("instructor", "grid__keeper", "park"),
)  # fmt: skip
