"""Run inside the demo: a few rows in the states a tour should see, and the numbers of what stands there."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from gongjian.access import scope
from gongjian.access.models import Grant, User
from gongjian.audit import log
from gongjian.cases import posts, steps
from gongjian.ledger.models import ExtraColumn, SavedView
from gongjian.organisations.models import Act, Organisation
from gongjian.records.models import Campaign, Contact, Enterprise, Grid, Post, Visit
from gongjian.states import keeping
from gongjian.tasks import messages
from gongjian.tasks.models import Progress

LONG = "示例区云锦街道嘉微纺织面料研发设计与跨境电子商务供应链管理服务中心有限责任公司第二分公司"
WORDS = "门口两侧常年停满外来车辆，客户与货车都进不来，反映过多次；" * 12


def laden() -> dict:
    now = timezone.now()
    district = User.objects.get(username="quji")
    actor = scope.acting(district, now, timezone.localdate(now))
    top = Organisation.objects.get(tree="territory", parent=None)
    community = Organisation.objects.get(name="云锦里社区")
    firm = Enterprise.objects.filter(organisation=community, until=None).order_by("pk").first()
    long = Enterprise.objects.create(
        name=LONG, organisation=community, business=WORDS, capital=1234567, since=date(2025, 1, 1)
    )
    with transaction.atomic():
        keeping.refresh([long.pk], actor.today)
    Visit.objects.create(enterprise=long, visitor=district, visited_on=actor.today, matter=WORDS)
    contact = Contact.objects.filter(enterprise__organisation=community).first()
    column = ExtraColumn.objects.create(
        ledger="enterprise", organisation=top, code="c1", label="公交站", kind="choice", options=["一路"]
    )
    SavedView.objects.create(
        ledger="enterprise", user=district, title="批发零售", query="industry=F", shared_with=top
    )
    works(district, now)
    messages.send(now, "企业重复，请核对", WORDS, f"/ledgers/enterprise/{firm.pk}/", organisation=top)
    batch = log.begin(actor.hand, "grid", "批量修改企业", now, 0)
    return {
        "a enterprise": firm.pk,
        "long": long.pk,
        "a visit": Visit.objects.filter(enterprise=firm).first().pk,
        "a grid": Grid.objects.filter(organisation=community).first().pk,
        "a contact": contact.pk,
        "batch": str(batch.pk),
        "column": column.pk,
        "street": Organisation.objects.get(name="云锦街道").pk,
        "moved": Organisation.objects.get(name="青枝社区").pk,
        "act": Act.objects.latest("pk").pk,
        "worker": User.objects.get(username="shequ").pk,
        "inspection": Grant.objects.get(role="inspector").pk,
        "street_grant": Grant.objects.get(user__username="jiedao").pk,
        **of_bodies(actor),
    }


def works(user, now) -> None:
    for state, done in (("running", 40), ("done", 100), ("failed", 10), ("cancelled", 0)):
        Progress.objects.create(
            title=f"导入企业：{LONG}.xlsx", state=state, done=done, total=100, started_by=user,
            queued_at=now, beat_at=now, task="none", link="/ledgers/enterprise/", sentence="第 3 行读不了。",
        )  # fmt: skip


def of_bodies(actor) -> dict:
    """A case of each stage, a campaign, bodies with a board and without a secretary."""
    cases = {f"case {row.at}": row.pk for row in steps.listed(actor)}
    secretary = Post.objects.filter(
        kind="secretary", until=None, organisation__parent__parent__parent__name="云锦街道"
    )
    return cases | {
        "campaign": Campaign.objects.filter(organisation__parent=None).first().pk,
        "led": secretary.first().organisation_id,
        "committee": Organisation.objects.filter(kind__code="committee", tree="territory").first().pk,
        "vacant": posts.vacant(actor, actor.today).first().pk,
    }
