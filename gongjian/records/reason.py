"""Why a firm has no Party organisation yet, who follows it up and by when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row


class Why(models.TextChoices):
    """R-STA-04."""

    NO_MEMBERS = "no_members", "无党员"
    TOO_FEW = "too_few", "有 1—2 名党员"
    ELSEWHERE = "elsewhere", "满 3 名但关系未转"
    OWNER = "owner", "出资人不支持"
    NEW = "new", "新设不满 6 个月"
    IDLE = "idle", "停产或空壳"
    CLOSING = "closing", "拟注销"
    TURNOVER = "turnover", "党员流动大"
    OTHER = "other", "其他"


class Reason(Row):
    enterprise = models.ForeignKey("records.Enterprise", models.PROTECT, verbose_name="企业")
    why = models.CharField("未建原因", max_length=12, choices=Why)
    note = models.CharField("说明", max_length=200, blank=True)
    measure = models.CharField("措施", max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="责任人",
    )
    due_on = models.DateField("期限", null=True, blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "未建原因"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="reason_ends_after_it_begins",
                violation_error_message="止日要晚于起日。",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("since")),
                name="reason_due_after_it_begins",
                violation_error_message="期限不能早于起日。",
            ),
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(until=None), name="reason_one_open_a_firm"
            ),
        ]

    def __str__(self):
        return f"{self.enterprise}：{self.get_why_display()}"

    def doubts(self):
        if self.why == Why.OTHER and not self.note:
            yield "R-STA-04", "写“其他”的，说明原因。"


ledger = Ledger(
    model=Reason,
    columns=("enterprise", "enterprise__organisation", "why", "owner", "due_on", "measure"),
    form=("enterprise", "why", "note", "measure", "owner", "due_on", "since", "until"),
    when=("since", "until"),
    filters=("enterprise", "enterprise__organisation", "why", "owner", "due_on"),
    search=("enterprise__name", "note", "measure"),
    key=("enterprise", "since"),
    order="due_on",
    shelf="五清",
    organisation="enterprise__organisation",
    named=("owner", *("enterprise__instructor", "enterprise__grid__keeper", "enterprise__park")),
)
