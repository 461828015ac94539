"""Setting up a Party organisation: asked, answered, elected, filed (R-ORG-30 to 35)."""

from django.core.exceptions import ValidationError
from django.db import models

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation
from gongjian.records.words import Mode


class Rank(models.TextChoices):
    BRANCH = "branch", "党支部"
    GENERAL = "general", "党总支"
    COMMITTEE = "committee", "党委"


class Answer(models.TextChoices):
    YES = "yes", "同意"
    NO = "no", "不同意"


STEPS = (("asked_on", "请示"), ("answered_on", "批复"), ("elected_on", "选举"), ("filed_on", "备案"))


class SetUp(Row):
    superior = models.ForeignKey(Organisation, models.PROTECT, verbose_name="上级党组织", related_name="+")
    name = models.CharField("拟建名称", max_length=100)
    body = models.CharField("组织类型", max_length=10, choices=Rank, default=Rank.BRANCH)
    mode = models.CharField("组建方式", max_length=10, choices=Mode)
    asked_on = models.DateField("请示日期", null=True, blank=True)
    asked_paper = models.CharField("请示文号", max_length=60, blank=True)
    answer = models.CharField("批复意见", max_length=4, choices=Answer, blank=True)
    answered_on = models.DateField("批复日期", null=True, blank=True)
    answer_paper = models.CharField("批复文号", max_length=60, blank=True)
    elected_on = models.DateField("选举日期", null=True, blank=True)
    election = models.CharField("选举结果", max_length=200, blank=True)
    election_paper = models.CharField("选举结果文号", max_length=60, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    filing_paper = models.CharField("备案文号", max_length=60, blank=True)
    dropped_on = models.DateField("终止日期", null=True, blank=True)
    dropped_why = models.CharField("终止原因", max_length=200, blank=True)
    branch = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="党组织", related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "组建事项"

    def __str__(self):
        return self.name

    def clean(self):
        """No step before the one it rests on; the day of each no earlier than the last.

        The committee above may decide unasked (R-ORG-32): only then an answer stands first."""
        unasked = self.answer == Answer.YES and not self.asked_on
        last, named = None, ""
        for name, label in STEPS:
            day = getattr(self, name)
            first = name == "asked_on" or (name == "answered_on" and unasked)
            if day and not first and last is None:
                raise ValidationError({name: f"先有{named}，才有{label}。"})
            if day and last and day < last:
                raise ValidationError({name: f"{label}不能早于{named}（{last}）。"})
            last, named = day, label
        if self.elected_on and self.answer != Answer.YES:
            raise ValidationError({"elected_on": "批复同意之后才能选举。"})

    def stage(self):
        if self.dropped_on:
            return "已终止"
        done = [label for name, label in STEPS if getattr(self, name)]
        return f"已{done[-1]}" if done else "未请示"

    stage.label = "进度"


ledger = Ledger(
    model=SetUp,
    columns=("name", "superior", "mode", "stage", "asked_on", "answered_on", "elected_on", "filed_on"),
    form=(
        "superior", "name", "body", "mode", "asked_on", "asked_paper", "answer", "answered_on",
        "answer_paper",
        "elected_on", "election", "election_paper", "filed_on", "filing_paper", "dropped_on", "dropped_why",
        "branch",
    ),
    when="asked_on",
    filters=("superior", "mode", "asked_on"),
    search=("name", "asked_paper", "answer_paper"),
    key=("superior", "name"),
    order="-asked_on",
    shelf="覆盖",
    organisation="superior",
)  # fmt: skip
