"""In what form a Party organisation itself was set up, and what it is built on."""

from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation


class Form(models.TextChoices):
    OWN = "own", "单独组建"
    JOINT = "joint", "联合组建"
    ATTACHED = "attached", "挂靠组建"
    TEMPORARY = "temporary", "临时"
    FUNCTIONAL = "functional", "功能型"
    FLOATING = "floating", "流动党员"


class Ground(models.TextChoices):
    """R-ORG-17, R-ORG-24."""

    FIRM = "firm", "单位"
    BUILDING = "building", "楼宇"
    PARK = "park", "园区"
    QUARTER = "quarter", "商圈"
    MARKET = "market", "市场"
    STREET = "street", "街区"
    TRADE = "trade", "行业协会"
    GRID = "grid", "网格"
    COMMUNITY = "community", "社区"


class Formation(Row):
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="党组织", related_name="+")
    form = models.CharField("组建方式", max_length=10, choices=Form)
    ground = models.CharField("依托", max_length=10, choices=Ground, default=Ground.FIRM)
    paper = models.CharField("批复文号", max_length=100, blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "组织设置"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="formation_ends_after_it_begins",
                violation_error_message="止日要晚于起日。",
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until=None), name="formation_one_open"
            ),
            # R-ORG-20: a temporary organisation is set up with its last day.
            models.CheckConstraint(
                condition=~Q(form="temporary") | Q(until__isnull=False),
                name="formation_temporary_has_an_end",
                violation_error_message="临时党组织要填止日。",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}（{self.get_form_display()}）"


ledger = Ledger(
    model=Formation,
    columns=("organisation", "form", "ground", "paper", "since"),
    form=("organisation", "form", "ground", "paper", "since", "until"),
    when=("since", "until"),
    filters=("organisation", "form", "ground"),
    search=("organisation__name", "paper"),
    key=("organisation", "since"),
    order="-since",
    shelf="班子",
    guard="structure",
)
