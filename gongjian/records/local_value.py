"""What a place set for itself where a clause leaves the number to it; the nearest one up the tree holds."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation
from gongjian.rulebook.clause import clause
from gongjian.rulebook.entries import Wrong


class LocalValue(Row):
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="适用单位", related_name="+")
    clause = models.CharField("条款", max_length=20)
    key = models.CharField("项目", max_length=30)
    value = models.DecimalField("数值", max_digits=10, decimal_places=2)
    paper = models.CharField("依据文件", max_length=100, blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "本地规定"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="local_value_ends_after_it_begins",
                violation_error_message="止日要晚于起日。",
            ),
            models.UniqueConstraint(
                fields=["organisation", "clause", "key", "since"], name="local_value_once_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.clause} {self.key} = {self.value}"

    def clean(self):
        try:
            known = clause(self.clause)
        except Wrong:
            raise ValidationError({"clause": f"规则库里没有 {self.clause}。"}) from None
        names = known.settable.values()
        if not names:
            raise ValidationError({"clause": f"{self.clause} 的数本地不能改。"})
        if self.key not in names:
            raise ValidationError({"key": f"{self.clause} 能定的是：{'、'.join(names)}。"})


ledger = Ledger(
    model=LocalValue,
    columns=("clause", "key", "value", "organisation", "paper", "since"),
    form=("organisation", "clause", "key", "value", "paper", "since", "until"),
    when=("since", "until"),
    filters=("organisation", "clause"),
    search=("clause", "paper"),
    key=("organisation", "clause", "key", "since"),
    order="clause",
    shelf="设置",
    guard="settings",
)
