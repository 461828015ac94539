"""Which Party organisation covers a firm, in what form, from which day to which."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation
from gongjian.records.words import Mode


class Placement(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    branch = models.ForeignKey(Organisation, models.PROTECT, verbose_name="党组织", related_name="+")
    mode = models.CharField("组建方式", max_length=10, choices=Mode)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    paper = models.CharField("依据文件", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "组建覆盖"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="placement_ends_after_it_begins",
                violation_error_message="止日要晚于起日。",
            ),
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(until=None), name="placement_one_open_a_firm"
            ),
            models.UniqueConstraint(fields=["enterprise", "since"], name="placement_one_a_day"),
        ]

    def __str__(self):
        return f"{self.enterprise}（{self.get_mode_display()}）"

    def clean(self):
        branch = self.branch if self.branch_id else None
        if branch is None or self.since is None:
            return
        if not branch.kind.is_party:
            raise ValidationError({"branch": f"{branch.name}不是党组织。"})
        if self.since < branch.since:
            raise ValidationError({"since": f"{branch.name} {branch.since} 才成立。"})
        if branch.until and self.since >= branch.until:
            raise ValidationError({"since": f"{branch.name} {branch.until} 已撤销。"})


ledger = Ledger(
    model=Placement,
    columns=("enterprise", "enterprise__organisation", "mode", "branch", "since", "paper"),
    form=("enterprise", "branch", "mode", "since", "until", "paper"),
    when=("since", "until"),
    filters=("enterprise", "enterprise__organisation", "mode", "branch", "since"),
    search=("enterprise__name", "branch__name"),
    key=("enterprise", "since"),
    order="-since",
    shelf="覆盖",
    organisation="enterprise__organisation",
    named=("branch", *("enterprise__instructor", "enterprise__grid__keeper", "enterprise__park")),
)
