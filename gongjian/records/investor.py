"""Who owns or runs a firm: what a caller needs, kept apart from the firm's own facts."""

from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row


class Investor(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    public_post = models.CharField("社会职务", max_length=100, blank=True)
    since = models.DateField("起", null=True, blank=True)
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "出资人"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gt=F("since")),
                name="investor_ends_after_it_begins",
                violation_error_message="止日要晚于起日。",
            ),
        ]

    def __str__(self):
        return self.name


ledger = Ledger(
    model=Investor,
    columns=("name", "enterprise", "post", "phone", "public_post"),
    form=("enterprise", "name", "post", "phone", "public_post", "since", "until"),
    when=("since", "until"),
    filters=("enterprise",),
    search=("name", "enterprise__name"),
    key=("enterprise", "name"),
    order="name",
    shelf="五清",
    guard="personal",
    organisation="enterprise__organisation",
    named=("enterprise__instructor", "enterprise__grid__keeper"),
)
