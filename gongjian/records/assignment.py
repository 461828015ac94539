"""Instructors and liaisons sent to firms, from which day to which (R-ORG-23)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row


class Role(models.TextChoices):
    INSTRUCTOR = "instructor", "党建指导员"
    LIAISON = "liaison", "党建联络员"


class Assignment(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="派驻人员"
    )
    role = models.CharField("身份", max_length=12, choices=Role, default=Role.INSTRUCTOR)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    paper = models.CharField("依据文件", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "派驻"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="assignment_ends_after_it_begins",
                violation_error_message="止日要晚于起日。",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "role"], condition=Q(until=None), name="assignment_one_open_a_role"
            ),
        ]

    def __str__(self):
        return f"{self.person} → {self.enterprise}"


ledger = Ledger(
    model=Assignment,
    columns=("person", "role", "enterprise", "enterprise__organisation", "since"),
    form=("enterprise", "person", "role", "since", "until", "paper"),
    when=("since", "until"),
    filters=("person", "role", "enterprise", "enterprise__organisation"),
    search=("enterprise__name", "person__name"),
    key=("enterprise", "role", "since"),
    order="-since",
    shelf="覆盖",
    organisation="enterprise__organisation",
    named=("person", "enterprise__grid__keeper", "enterprise__park"),
)
