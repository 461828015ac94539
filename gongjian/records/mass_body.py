"""Unions, youth leagues and women's bodies of a firm: through them the Party's work may reach it."""

from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row


class Kind(models.TextChoices):
    UNION = "union", "工会"
    LEAGUE = "league", "共青团"
    WOMEN = "women", "妇联"


class MassBody(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    name = models.CharField("名称", max_length=100, blank=True)
    people = models.PositiveIntegerField("人数", null=True, blank=True)
    carries = models.BooleanField("承担党的工作", default=False)
    since = models.DateField("成立日期")
    until = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "群团组织"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="mass_body_ends_after_it_begins",
                violation_error_message="撤销日期要晚于成立日期。",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "kind"], condition=Q(until=None), name="mass_body_one_open_a_kind"
            ),
        ]

    def __str__(self):
        return self.name or f"{self.enterprise}{self.get_kind_display()}"


ledger = Ledger(
    model=MassBody,
    columns=("enterprise", "enterprise__organisation", "kind", "name", "people", "carries", "since"),
    form=("enterprise", "kind", "name", "people", "carries", "since", "until"),
    when=("since", "until"),
    filters=("enterprise", "enterprise__organisation", "kind", "carries"),
    search=("enterprise__name", "name"),
    key=("enterprise", "kind", "since"),
    order="-since",
    shelf="覆盖",
    organisation="enterprise__organisation",
    named=("enterprise__instructor", "enterprise__grid__keeper", "enterprise__park"),
)
