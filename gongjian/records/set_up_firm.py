"""The firms a set-up case is for."""

from django.db import models

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row


class SetUpFirm(Row):
    case = models.ForeignKey("records.SetUp", models.PROTECT, verbose_name="组建事项")
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")

    class Meta:
        verbose_name = verbose_name_plural = "组建企业"
        constraints = [
            models.UniqueConstraint(fields=["case", "enterprise"], name="set_up_firm_once"),
        ]

    def __str__(self):
        return f"{self.case} {self.enterprise}"


ledger = Ledger(
    model=SetUpFirm,
    columns=("case", "enterprise", "enterprise__organisation"),
    form=("case", "enterprise"),
    filters=("case", "enterprise"),
    search=("case__name", "enterprise__name"),
    key=("case", "enterprise"),
    order="case__name",
    shelf="覆盖",
    organisation="case__superior",
)
