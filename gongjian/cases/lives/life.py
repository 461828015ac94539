"""What happens to a firm: a new name, another place, closing for a while, leaving, return, a successor."""

from uuid import UUID

from gongjian.access.roles import CHANGE, VIEW
from gongjian.cases.deeds import deed
from gongjian.cases.lives import leaving
from gongjian.cases.lives.turn import When, found, turn
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.writing import Refused
from gongjian.organisations.models import Organisation
from gongjian.records.change import Kind
from gongjian.records.models import Change, Enterprise, Grid
from gongjian.records.words import GONE, Status

STAYING = (Status.OPERATING, Status.SUSPENDED, Status.SHELL)


def rename(actor, firm: int, name: str, when: When) -> UUID:
    row, name = there(actor, firm, when), name.strip()
    if not name:
        raise Refused("写新名称。")
    with deed(actor, f"更名：{row.name} → {name}") as made:
        turn(made, row, Kind.RENAME, {"name": name}, when)
    return made.batch.pk


def move(actor, firm: int, community: Organisation, grid: Grid | None, when: When) -> UUID:
    """To another community, and into a grid of it or none."""
    row = there(actor, firm, when)
    within(community, grid)
    with deed(actor, f"换社区：{row.name} → {community.name}") as made:
        turn(made, row, Kind.MOVE, {"organisation": community.pk, "grid": grid and grid.pk}, when)
    return made.batch.pk


def regrid(actor, firm: int, grid: Grid | None, when: When) -> UUID:
    row = there(actor, firm, when)
    within(Organisation.objects.get(pk=found(row, "organisation", when.on)), grid)
    with deed(actor, f"换网格：{row.name} → {grid or '没有网格'}") as made:
        turn(made, row, Kind.REGRID, {"grid": grid and grid.pk}, when)
    return made.batch.pk


def set_status(actor, firm: int, status: str, when: When) -> UUID:
    """停业、复业、空壳: the firm stays, and whoever is sent there stays too."""
    row = there(actor, firm, when)
    if status not in STAYING:
        raise Refused("退出要用“迁出、注销、吊销”来办。")
    if found(row, "status", when.on) in GONE:
        raise Refused("这家企业那天已经退出，先办迁入。")
    with deed(actor, f"{Status(status).label}：{row.name}") as made:
        turn(made, row, Kind.STATUS, {"status": status}, when)
    return made.batch.pk


def leave(actor, firm: int, status: str, when: When, successor: int | None = None) -> UUID:
    """迁出、注销、吊销: what still runs ends on the day; a successor carries on in its own name."""
    row = held(actor, firm)
    if status not in GONE:
        raise Refused("选迁出、注销还是吊销。")
    if row.until and row.status in GONE:
        raise Refused(f"已登记 {row.until} {row.get_status_display()}。日期不对，先撤回那一次。")
    in_time(actor, row, when)
    with deed(actor, f"{Status(status).label}：{row.name}") as made:
        leaving.end(made, row, when.on)
        turn(made, row, Kind.STATUS, {"status": status}, when, successor)
    return made.batch.pk


def come_back(actor, firm: int, when: When) -> UUID:
    """迁入: a firm that had left is here again; the days between stay as they were."""
    row = held(actor, firm)
    in_time(actor, row, when)
    if row.status not in GONE or row.until is None:
        raise Refused("这家企业没有退出，不用办迁入。")
    if when.on <= row.until:
        raise Refused(f"{row.until} 才退出，迁入要晚于这一天。")
    with deed(actor, f"迁入：{row.name}") as made:
        turn(made, row, Kind.STATUS, {"status": Status.OPERATING}, when)
    return made.batch.pk


def succeed(actor, firm: int, successor: int | None) -> UUID:
    """Who carries on, said of a firm that has left already."""
    row = held(actor, firm)
    if row.status not in GONE:
        raise Refused("企业退出了才登记承继。先办迁出、注销或吊销。")
    with deed(actor, f"承继：{row.name}") as made:
        made.change(row, successor=successor or "")
    return made.batch.pk


def within(community: Organisation, grid: Grid | None) -> None:
    if grid is not None and grid.organisation_id != community.pk:
        raise Refused(f"{grid}不在{community}。")


def held(actor, firm: int) -> Enterprise:
    row = ledger_named("enterprise").rows(actor, CHANGE).filter(pk=firm).first()
    if row is None:
        raise Refused("这家企业不在您可改的范围内。")
    return row


def there(actor, firm: int, when: When) -> Enterprise:
    """A firm that was in the ledger on the day."""
    row = held(actor, firm)
    in_time(actor, row, when)
    if row.until and when.on >= row.until:
        raise Refused(f"{row.until} 已经退出，之后的变更不用登记。")
    return row


def in_time(actor, row: Enterprise, when: When) -> None:
    if when.on > actor.today:
        raise Refused(f"{when.on} 还没到，到那天再登记。")
    if row.since and when.on <= row.since:
        raise Refused(f"{row.since} 才纳入台账，变更要晚于这一天。")


def past(actor, firm) -> list[Change]:
    """The firm's changes within reach, newest first."""
    rows = ledger_named("change").rows(actor, VIEW).filter(enterprise=firm)
    return list(rows.select_related("organisation_was", "grid_was").order_by("-changed_on", "-pk"))
