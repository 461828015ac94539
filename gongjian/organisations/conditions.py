"""What stands in the way of an act, said in a sentence beside the field that can mend it."""

from django.core.exceptions import ValidationError

from gongjian.organisations import stretches
from gongjian.organisations.models import Act, Organisation, Tree
from gongjian.organisations.plan import Paper
from gongjian.storage.bulk import next_ids


def refuse(field: str, sentence: str):
    raise ValidationError({field: sentence})


def hold(tree: str, *bodies) -> list:
    """Acts on one tree take turns: the bodies are read anew, as the act before has left them."""
    list(Organisation.objects.select_for_update().filter(tree=tree, parent=None).values_list("pk"))
    numbers = [body.pk for body in bodies if body]
    now = Organisation.objects.select_related("kind", "parent").in_bulk(numbers) if numbers else {}
    for body in bodies:
        if body and body.pk not in now:
            refuse("__all__", f"{body.name}刚被撤回，已不在树上。")
    return [body and now[body.pk] for body in bodies]


def not_ahead(on, today) -> None:
    if on > today:
        refuse("on", f"生效日期 {on} 还没到，到那天再登记。")


def papered(kind, paper: Paper, what: str) -> None:
    """A Party body is founded, changed and dissolved by a decision of the one above (R-ORG-33, R-ORG-34)."""
    if not kind.is_party:
        return
    missing = {}
    if not paper.number and not paper.title:
        missing["paper_title"] = f"{what}党组织要有上级的批复，填文号或标题。"
    if not paper.decided_by:
        missing["decided_by"] = f"{what}党组织要写明由哪个上级党组织批准。"
    if missing:
        raise ValidationError(missing)


def fits(kind, tree: str) -> None:
    if kind.tree not in ("", tree):
        refuse("kind", f"「{kind.label}」只用在{Tree(kind.tree).label}树，这里是{Tree(tree).label}树。")


def name_free(name: str, parent, besides=None) -> None:
    if not name.strip():
        refuse("name", "填名称。")
    same = Organisation.objects.filter(parent=parent, name=name, until=None)
    if parent and same.exclude(pk=besides and besides.pk).exists():
        refuse("name", f"{parent.name}下面已有「{name}」，换一个名称。")


def living(organisation, on, field: str = "__all__") -> list:
    """The stretches from that day on of a body that exists then and still does."""
    found = stretches.of(organisation, on)
    if organisation.until:
        refuse(field, f"{organisation.name}已于 {organisation.until} 撤销。")
    if found[0].since > on:
        refuse("on", f"{organisation.name}设立于 {found[0].since}，日期不能早于这一天。")
    return found


def unmoved(organisation, on, what: str, field: str = "__all__") -> list:
    """As `living`, and in its place ever since: an act dated before a later move contradicts it."""
    found = living(organisation, on, field)
    _steady(organisation, found, what, "path")
    return found


def unnamed_since(organisation, on, what: str) -> list:
    found = living(organisation, on)
    _steady(organisation, found, what, "name")
    _steady(organisation, found, what, "kind_id")
    return found


def unchanged(organisation, on, what: str):
    """The one stretch that can end on that day: it began before it and nothing came after."""
    found = living(organisation, on)
    if len(found) > 1:
        contradiction(organisation, found[1], what)
    if found[0].since == on:
        refuse("on", f"{organisation.name}在 {on} 刚有变动，{what}的日期要晚于这一天。")
    return found[0]


def _steady(organisation, found, what: str, attribute: str) -> None:
    for later in found[1:]:
        if getattr(later, attribute) != getattr(found[0], attribute):
            contradiction(organisation, later, what)


def contradiction(organisation, later, what: str):
    act = later.opened_by
    if act.organisation_id == organisation.pk:
        event = f"{organisation.name}在 {later.since} 有「{act.get_kind_display()}」"
    else:
        event = f"{organisation.name}在 {later.since} 随{act.organisation.name}「{act.get_kind_display()}」"
    refuse("on", f"{event}，早于它的{what}与它矛盾。先撤回那一次，或把日期改到 {later.since} 及以后。")


def nothing_left(organisation, on, besides=()) -> None:
    """No body may hang under one that is gone."""
    left = stretches.touching(on).filter(parent=organisation).exclude(organisation__in=besides)
    names = list(dict.fromkeys(left.order_by("path").values_list("organisation__name", flat=True)))
    if names:
        shown = "、".join(names[:3]) + (f"等 {len(names)} 个" if len(names) > 3 else "")
        refuse("__all__", f"{organisation.name}在 {on} 及以后还有下级：{shown}。先划转或撤销它们。")


def act(kind: str, organisation, on, paper: Paper) -> Act:
    # Its number is taken now, so that the stretches it opens and closes can name it before it is saved.
    return Act(
        pk=next_ids(Act, 1)[0],
        kind=kind,
        organisation=organisation,
        on=on,
        paper_number=paper.number,
        paper_title=paper.title,
        decided_by=paper.decided_by,
        note=paper.note,
    )
