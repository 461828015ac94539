"""Whom to call at an enterprise: the few personal facts a visit needs, kept apart from the firm's own."""

from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row


class Contact(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联系人"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="contact_ends_after_it_begins",
                violation_error_message="止日要晚于起日。",
            ),
        ]

    def __str__(self):
        return self.name


ledger = Ledger(
    model=Contact,
    columns=("name", "enterprise", "post", "phone", "since"),
    form=("enterprise", "name", "post", "phone", "since", "until"),
    when=("since", "until"),
    filters=("enterprise",),
    search=("name", "enterprise__name"),
    key=("enterprise", "name"),
    order="name",
    shelf="企业",
    guard="personal",
    organisation="enterprise__organisation",
    named=("enterprise__instructor", "enterprise__grid__keeper"),
)
