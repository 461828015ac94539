"""Words of addresses by which a firm is allotted to a community; stewards keep them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation


class Side(models.TextChoices):
    BOTH = "both", "两侧"
    ODD = "odd", "单号"
    EVEN = "even", "双号"


class AddressWord(Row):
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="社区", related_name="+")
    word = models.CharField("地址词", max_length=40)
    first = models.PositiveIntegerField("起号", null=True, blank=True)
    last = models.PositiveIntegerField("止号", null=True, blank=True)
    side = models.CharField("号侧", max_length=4, choices=Side, default=Side.BOTH)

    class Meta:
        verbose_name = verbose_name_plural = "地址词"
        constraints = [
            models.UniqueConstraint(
                fields=["word", "side"], condition=Q(first=None, last=None), name="address_word_whole_once"
            ),
            models.UniqueConstraint(fields=["word", "first", "last", "side"], name="address_word_once"),
        ]

    def __str__(self):
        return self.word

    def clean(self):
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValidationError({"last": "止号不能小于起号。"})


ledger = Ledger(
    model=AddressWord,
    columns=("word", "first", "last", "side", "organisation"),
    form=("organisation", "word", "first", "last", "side"),
    filters=("organisation",),
    search=("word",),
    key=("word", "first", "last", "side"),
    order="word",
    shelf="企业",
)
