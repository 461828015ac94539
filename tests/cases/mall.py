"""A firm with a life: two years of counts, a branch of its own, visits, checks, a change of name."""

from datetime import date

from gongjian.organisations.models import Kind, Organisation
from gongjian.records.models import (
    Assignment,
    Change,
    Check,
    Contact,
    ContactPoint,
    Enterprise,
    Headcount,
    Investor,
    Placement,
    Post,
    Reason,
    Visit,
    Yearly,
)
from gongjian.states import keeping
from tests.world import FOUNDED, TODAY

WALKED = date(2026, 6, 9)


def mall(w) -> Enterprise:
    Kind.objects.filter(code="body").update(is_party=True)
    w.branch = Organisation.objects.get(pk=w.park.pk)
    firm = w.firm = Enterprise.objects.create(
        name="云锦里商业管理有限公司", credit_code="914403001922038216", organisation=w.northern, grid=w.grid,
        address="云锦路 88 号", registered_on=date(2012, 10, 16), since=FOUNDED,
        former_name="云锦百货有限公司", industry="F",
    )  # fmt: skip
    w.grid.keeper = w.clerk
    w.grid.save()
    counts = ((date(2025, 1, 10), 395, 11, None), (date(2025, 12, 3), 402, 11, 3), (WALKED, 386, 12, 2))
    for day, staff, formal, probationary in counts:
        Headcount.objects.create(
            enterprise=firm, counted_on=day, staff=staff, women=staff // 2, young=214, unionists=352,
            formal=formal, probationary=probationary, elsewhere=5, source="走访",
        )  # fmt: skip
    for year, revenue in ((2024, 8_200), (2025, 9_100)):
        Yearly.objects.create(enterprise=firm, year=year, revenue=revenue, assets=31_000, tax=420)
    Investor.objects.create(enterprise=firm, name="顾承宇", post="董事长", phone="13800000000", since=FOUNDED)
    Contact.objects.create(enterprise=firm, name="周敏", post="行政主管", phone="000-1", since=FOUNDED)
    Reason.objects.create(enterprise=firm, why="too_few", since=FOUNDED, until=date(2025, 3, 1))
    covered(w, firm)
    walked(w, firm)
    Change.objects.create(
        enterprise=firm, kind="rename", changed_on=date(2024, 5, 6), name_was="云锦百货有限公司"
    )
    keeping.rebuild(TODAY)
    firm.refresh_from_db()
    return firm


def covered(w, firm) -> None:
    Placement.objects.create(
        enterprise=firm, branch=w.north, mode="joint", since=date(2021, 4, 1), until=date(2025, 3, 1)
    )
    Placement.objects.create(
        enterprise=firm, branch=w.branch, mode="own", since=date(2025, 3, 1), paper="云党发〔2025〕3 号"
    )
    Post.objects.create(organisation=w.branch, name="周岚", kind="secretary", since=date(2025, 3, 2))
    Assignment.objects.create(enterprise=firm, person=w.guide, role="instructor", since=date(2025, 1, 1))
    ContactPoint.objects.create(
        organisation=w.district, level="leader", leader=w.officer, enterprise=firm, since=date(2025, 1, 1)
    )


def walked(w, firm) -> None:
    for day, who in ((date(2025, 12, 3), w.guide), (date(2026, 3, 4), w.clerk), (WALKED, w.clerk)):
        Visit.objects.create(enterprise=firm, visitor=who, visited_on=day)
    Visit.objects.create(
        enterprise=firm, visitor=w.clerk, visited_on=date(2026, 6, 29), purpose="problem",
        matter="地库 B1、B2 没有手机信号，顾客付不了款。", answer_by=date(2026, 7, 14),
    )  # fmt: skip
    for block in ("business", "staff", "members"):
        Check.objects.create(
            enterprise=firm, block=block, checked_on=WALKED, checker=w.clerk, changed=block == "staff"
        )
    Check.objects.create(enterprise=firm, block="owner", checked_on=date(2025, 12, 3), checker=w.guide)
