"""People who could lead or work for a Party organisation: the pool posts are filled from."""

from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation


class Fit(models.TextChoices):
    SECRETARY = "secretary", "书记人选"
    DEPUTY = "deputy", "副书记人选"
    WORKER = "worker", "党务干事"
    INSTRUCTOR = "instructor", "指导员人选"


class Talent(Row):
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="推荐单位", related_name="+")
    name = models.CharField("姓名", max_length=40)
    fit = models.CharField("适合", max_length=12, choices=Fit)
    source = models.CharField("来源", max_length=60, blank=True)
    certificate = models.CharField("资质证书", max_length=60, blank=True)
    certified_until = models.DateField("证书有效期至", null=True, blank=True)
    agreed = models.BooleanField("本人同意", default=False)
    since = models.DateField("入库日期")
    until = models.DateField("出库日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "党务人才"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="talent_ends_after_it_begins",
                violation_error_message="出库日期要晚于入库日期。",
            ),
            models.CheckConstraint(
                condition=Q(agreed=True),
                name="talent_agreed",
                violation_error_message="本人同意了才能入库。",
            ),
        ]

    def __str__(self):
        return self.name


ledger = Ledger(
    model=Talent,
    columns=("name", "organisation", "fit", "source", "certificate", "certified_until"),
    form=(
        "organisation",
        "name",
        "fit",
        "source",
        "certificate",
        "certified_until",
        "agreed",
        "since",
        "until",
    ),
    when=("since", "until"),
    filters=("organisation", "fit"),
    search=("name", "source"),
    key=("organisation", "name"),
    order="name",
    shelf="班子",
    guard="personal",
)
