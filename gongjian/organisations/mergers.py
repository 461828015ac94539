"""Several bodies into one, one into several: what became of whom is kept."""

from dataclasses import dataclass, replace

from gongjian.organisations import conditions as must
from gongjian.organisations import paths, stretches
from gongjian.organisations.models import Act, Kind, Organisation, Standing
from gongjian.organisations.plan import Plan
from gongjian.organisations.relocation import relocate
from gongjian.storage.bulk import next_ids


@dataclass(frozen=True)
class Part:
    """A body that comes out of a split, with the children it takes along."""

    kind: Kind
    name: str
    children: tuple[Organisation, ...] = ()
    short_name: str = ""
    code: str = ""
    order: int = 0


def merge(sources, into, *, on, paper, today) -> Plan:
    """The sources end, their children hang under `into`, and their old rows come into its reach."""
    into, *sources = must.hold(into.tree, into, *sources)
    must.not_ahead(on, today)
    _mergeable(sources, into)
    for body in (into, *sources):
        must.papered(body.kind, paper, "合并")
    must.unmoved(into, on, "合并", "into")
    plan = Plan(must.act(Act.Kind.MERGE, into, on, paper))
    for source in sources:
        standing = must.unchanged(source, on, "合并")
        relocate(plan, source.path, into.path, on, source, into)
        body = plan.close(source, standing, on)
        body.parent, body.path = into, paths.place(into.tree, into.path, source.pk)
        plan.succeed(source, into)
    return plan


def _mergeable(sources, into):
    if not sources:
        must.refuse("sources", "选要并入的组织。")
    for source in sources:
        if source.tree != into.tree:
            must.refuse("sources", f"{source.name}与{into.name}不在同一棵树里，不能合并。")
        if into.path.startswith(source.path):
            must.refuse("sources", f"{source.name}不能并入它自己或它的下级。")
        if any(other.path.startswith(source.path) for other in sources if other.pk != source.pk):
            must.refuse("sources", f"{source.name}的下级也在其中，分两次合并。")


def split(organisation, parts, *, on, paper, today, keep=True) -> Plan:
    """New bodies beside it, each with its children; `keep` says whether it goes on itself."""
    organisation, *children = must.hold(organisation.tree, organisation, *_taken(parts))
    now = {child.pk: child for child in children}
    parts = [replace(part, children=tuple(now[each.pk] for each in part.children)) for part in parts]
    must.not_ahead(on, today)
    must.papered(organisation.kind, paper, "分设")
    _splittable(organisation, parts, keep)
    must.unmoved(organisation, on, "分设")
    plan = Plan(must.act(Act.Kind.SPLIT, organisation, on, paper))
    for part, number in zip(parts, next_ids(Organisation, len(parts)), strict=True):
        _part(plan, organisation, part, number, on)
    if not keep:
        must.nothing_left(organisation, on, besides=_taken(parts))
        plan.close(organisation, must.unchanged(organisation, on, "分设"), on)
    return plan


def _taken(parts) -> list[Organisation]:
    return [child for part in parts for child in part.children]


def _splittable(organisation, parts, keep):
    if organisation.parent is None:
        must.refuse("__all__", f"{organisation.name}是这棵树的最上级，不能分设。")
    if len(parts) < (1 if keep else 2):
        must.refuse("parts", "保留原组织的，至少新设 1 个；不保留的，至少新设 2 个。")
    names = [part.name for part in parts]
    for name in names:
        must.name_free(name, organisation.parent)
        if names.count(name) > 1:
            must.refuse("parts", f"有两个都叫「{name}」，换一个名称。")
    taken = _taken(parts)
    for child in taken:
        if child.parent_id != organisation.pk or child.until:
            must.refuse("parts", f"{child.name}不是{organisation.name}现在的下级。")
        if taken.count(child) > 1:
            must.refuse("parts", f"{child.name}只能划给一个。")


def _part(plan, organisation, part, number, on):
    must.fits(part.kind, organisation.tree)
    parent, tree = organisation.parent, organisation.tree
    body = Organisation(
        pk=number, tree=tree, kind=part.kind, name=part.name, short_name=part.short_name, code=part.code,
        parent=parent, path=paths.place(tree, parent.path, number), since=on, order=part.order,
    )  # fmt: skip
    plan.founded.append(body)
    plan.opened.append(
        Standing(
            organisation=body,
            since=on,
            name=part.name,
            kind=part.kind,
            parent=parent,
            path=body.path,
            opened_by=plan.act,
        )  # fmt: skip
    )
    plan.succeed(organisation, body)
    for child in part.children:
        _hand_over(plan, child, body, on)


def _hand_over(plan, child, organisation, on):
    path = paths.place(organisation.tree, organisation.path, child.pk)
    relocate(plan, child.path, path, on)
    here = stretches.touching(on, child.standings.filter(path=child.path))
    plan.rewrite(here.order_by("since"), on, path=path, parent=organisation)
    child = plan.change(child)
    child.parent, child.path = organisation, path
