"""Sites: buildings, malls, markets, parks and streets where many firms and merchants sit."""

from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation


class Kind(models.TextChoices):
    BUILDING = "building", "商务楼宇"
    MALL = "mall", "商场"
    MARKET = "market", "专业市场"
    PARK = "park", "园区"
    STREET = "street", "商业街区"


class Site(Row):
    name = models.CharField("场所名称", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="社区", related_name="+")
    address = models.CharField("地址", max_length=200, blank=True)
    operator = models.ForeignKey(
        "records.Enterprise", models.PROTECT, null=True, blank=True, verbose_name="运营企业", related_name="+"
    )
    floor_area = models.PositiveIntegerField("建筑面积（㎡）", null=True, blank=True)
    since = models.DateField("启用日期", null=True, blank=True)
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "场所"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gt=F("since")),
                name="site_ends_after_it_begins",
                violation_error_message="停用日期要晚于启用日期。",
            ),
            models.UniqueConstraint(fields=["organisation", "name"], name="site_name_once_a_community"),
        ]

    def __str__(self):
        return self.name


ledger = Ledger(
    model=Site,
    columns=("name", "kind", "organisation", "address", "floor_area", "operator"),
    form=("name", "kind", "organisation", "address", "operator", "floor_area", "since", "until"),
    when=("since", "until"),
    filters=("organisation", "kind"),
    search=("name", "address"),
    key=("organisation", "name"),
    order="name",
    shelf="企业",
)
