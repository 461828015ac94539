"""Who leads a Party organisation: posts, how they were filled, and what the holders bring."""

from django.db import models
from django.db.models import F, Q

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import OrdinalField, Row
from gongjian.organisations.models import Organisation
from gongjian.rulebook.clause import clause
from gongjian.spans import months_after


class Kind(models.TextChoices):
    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy", "副书记"
    FULL_DEPUTY = "full_deputy", "专职副书记"
    COMMITTEE = "committee", "委员"
    FIRST = "first", "第一书记"
    ROTATING = "rotating", "轮值书记"


class Chosen(models.TextChoices):
    INSIDE = "inside", "内选"
    HIRED = "hired", "外聘"
    OPEN = "open", "公开选拔"
    SENT = "sent", "组织选派"


class Standing(models.TextChoices):
    """R-ORG-53."""

    OWNER = "owner", "出资人"
    TOP = "top", "高管"
    MIDDLE = "middle", "中层"
    FRONT = "front", "一线"
    RETIRED = "retired", "退休干部"
    SENT = "sent", "选派"


class Education(models.TextChoices):
    """R-STA-44."""

    MASTER = "master", "研究生"
    BACHELOR = "bachelor", "本科"
    COLLEGE = "college", "大专"
    BELOW = "below", "大专以下"


class Post(Row):
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="党组织", related_name="+")
    name = models.CharField("姓名", max_length=40)
    kind = models.CharField("职务", max_length=12, choices=Kind)
    duty = models.CharField("分工", max_length=40, blank=True)
    chosen = models.CharField("产生方式", max_length=10, choices=Chosen, blank=True)
    standing = models.CharField("身份", max_length=10, choices=Standing, blank=True)
    full_time = models.BooleanField("专职", null=True, blank=True)
    both_able = models.BooleanField("双通", null=True, blank=True)
    both_strong = models.BooleanField("双强", null=True, blank=True)
    born_in = OrdinalField("出生年份", null=True, blank=True)
    education = models.CharField("学历", max_length=10, choices=Education, blank=True)
    member_since = models.DateField("转正日期", null=True, blank=True)
    certificate = models.CharField("资质证书", max_length=60, blank=True)
    certified_until = models.DateField("证书有效期至", null=True, blank=True)
    elected_on = models.DateField("选举日期", null=True, blank=True)
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "班子任职"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="post_ends_after_it_begins",
                violation_error_message="离任日期要晚于任职日期。",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until=None, kind="secretary"),
                name="post_one_secretary",
                violation_error_message="这个组织已有在任书记。先填前任的离任日期。",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.get_kind_display()}）"

    def doubts(self):
        age = clause("R-ORG-48").value("months")
        if (
            self.kind == Kind.SECRETARY
            and self.member_since
            and self.since < months_after(self.member_since, age)
        ):
            yield "R-ORG-48", f"书记一般要有 {age} 个月以上党龄。"


ledger = Ledger(
    model=Post,
    columns=("organisation", "name", "kind", "chosen", "standing", "full_time", "elected_on", "since"),
    form=(
        "organisation", "name", "kind", "duty", "chosen", "standing", "full_time", "both_able",
        "both_strong", "born_in", "education", "member_since", "certificate", "certified_until",
        "elected_on", "since",
        "until",
    ),
    when=("since", "until"),
    filters=("organisation", "kind", "chosen", "standing", "full_time"),
    search=("name", "organisation__name"),
    key=("organisation", "name", "kind", "since"),
    order="-since",
    shelf="班子",
    guard="personal",
)  # fmt: skip
