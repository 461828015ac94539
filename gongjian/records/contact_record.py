"""What came of a contact point: each call, what was raised there, and when it was settled."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row


class Way(models.TextChoices):
    CALL = "call", "上门"
    PHONE = "phone", "电话"
    TALK = "talk", "座谈"


class ContactRecord(Row):
    point = models.ForeignKey("records.ContactPoint", models.PROTECT, verbose_name="联系点")
    held_on = models.DateField("日期", db_index=True)
    way = models.CharField("方式", max_length=10, choices=Way, default=Way.CALL)
    done = models.CharField("做了什么", max_length=300, blank=True)
    matter = models.CharField("反映问题", max_length=300, blank=True)
    settled_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联系记录"
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(settled_on__gte=F("held_on")),
                name="contact_record_settled_after_it",
                violation_error_message="办结日期不能早于当天。",
            ),
        ]

    def __str__(self):
        return f"{self.point} {self.held_on}"

    def clean(self):
        if self.settled_on and not self.matter:
            raise ValidationError({"settled_on": "没有反映问题，不用填办结日期。"})


ledger = Ledger(
    model=ContactRecord,
    columns=("held_on", "point", "way", "done", "matter", "settled_on"),
    form=("point", "held_on", "way", "done", "matter", "settled_on"),
    when="held_on",
    filters=("point", "way", "held_on"),
    search=("done", "matter"),
    key=("point", "held_on"),
    order="-held_on",
    shelf="联系",
    organisation="point__organisation",
    named=("point__leader",),
)
