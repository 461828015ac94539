"""What changed in a firm's life on a day: name, state or place, as it was before.

A firm's own row says what holds today; a change keeps what held until its day. So every day has one
truth and each value one home: of an earlier day, it is that of the first change after it, else today's.
"""

from django.core.exceptions import ValidationError
from django.db import models

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation
from gongjian.records.words import Status


class Kind(models.TextChoices):
    RENAME = "rename", "更名"
    STATUS = "status", "状态变更"
    MOVE = "move", "换社区"
    REGRID = "regrid", "换网格"


class Change(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    kind = models.CharField("事项", max_length=10, choices=Kind)
    changed_on = models.DateField("生效日期", db_index=True)
    name_was = models.CharField("原名称", max_length=100, blank=True)
    status_was = models.CharField("原状态", max_length=10, choices=Status, blank=True)
    organisation_was = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="原社区", related_name="+"
    )
    grid_was = models.ForeignKey(
        "records.Grid", models.PROTECT, null=True, blank=True, verbose_name="原网格", related_name="+"
    )
    paper = models.CharField("依据", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "变更记录"
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind", "changed_on"], name="change_once_a_day"),
        ]

    def __str__(self):
        return f"{self.enterprise} {self.changed_on} {self.get_kind_display()}"

    def clean(self):
        needed = {Kind.RENAME: "name_was", Kind.STATUS: "status_was", Kind.MOVE: "organisation_was"}
        name = needed.get(self.kind)
        if name and not getattr(self, name):
            label = self._meta.get_field(name).verbose_name
            raise ValidationError({name: f"{self.get_kind_display()}的，填{label}。"})


ledger = Ledger(
    model=Change,
    columns=("changed_on", "enterprise", "kind", "name_was", "status_was", "organisation_was", "paper"),
    form=(
        "enterprise", "kind", "changed_on", "name_was", "status_was", "organisation_was", "grid_was", "paper",
    ),
    when="changed_on",
    filters=("enterprise", "enterprise__organisation", "kind", "changed_on"),
    search=("enterprise__name", "name_was"),
    key=("enterprise", "kind", "changed_on"),
    order="-changed_on",
    shelf="企业",
    organisation="enterprise__organisation",
    named=("enterprise__instructor", "enterprise__grid__keeper", "enterprise__park"),
)  # fmt: skip
