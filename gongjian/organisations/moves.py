"""The six acts. Each reads, refuses with a sentence or returns a Plan; none of them writes.

They run inside the transaction that saves the plan, so that two acts on one tree take turns.
"""

from gongjian.organisations import conditions as must
from gongjian.organisations import paths
from gongjian.organisations.mergers import Part, merge, split
from gongjian.organisations.models import Act, Organisation, Standing
from gongjian.organisations.plan import Paper, Plan
from gongjian.organisations.relocation import relocate
from gongjian.storage.bulk import next_ids

__all__ = ["Paper", "Part", "Plan", "dissolve", "found", "merge", "move", "rename", "split"]


def found(tree, kind, name, parent=None, *, on, paper, today, short_name="", code="", order=0) -> Plan:
    [parent] = must.hold(tree, parent)
    must.not_ahead(on, today)
    must.papered(kind, paper, "设立")
    must.fits(kind, tree)
    must.name_free(name, parent)
    _one_top(tree, parent)
    above = _places_of(parent, tree, on)
    number = next_ids(Organisation, 1)[0]
    body = Organisation(
        pk=number, tree=tree, kind=kind, name=name, short_name=short_name, code=code, parent=parent,
        path=paths.place(tree, above[-1][1], number), since=on, order=order,
    )  # fmt: skip
    plan = Plan(must.act(Act.Kind.FOUND, body, on, paper), founded=[body])
    for since, path, opened_by in above:
        if plan.opened:
            plan.opened[-1].until, plan.opened[-1].closed_by = since, opened_by
        plan.opened.append(
            Standing(
                organisation=body,
                since=max(since, on),
                name=name,
                kind=kind,
                parent=parent,
                path=paths.place(tree, path, number),
                opened_by=opened_by if since > on else plan.act,
            )  # fmt: skip
        )
    return plan


def _one_top(tree, parent):
    if parent is None and Organisation.objects.filter(tree=tree, parent=None).exists():
        must.refuse("parent", "这棵树已有最上级，选一个上级。")
    if parent is not None and parent.tree != tree:
        must.refuse("parent", f"{parent.name}在{parent.get_tree_display()}树，选同一棵树里的上级。")


def _places_of(parent, tree, on) -> list[tuple]:
    """Since when the superior stood where: one founded in the past has followed it through later moves."""
    if parent is None:
        return [(on, "", None)]
    places = []
    for standing in must.living(parent, on, "parent"):
        if not places or places[-1][1] != standing.path:
            places.append((standing.since, standing.path, standing.opened_by))
    return places


def rename(organisation, name, *, on, paper, today, short_name=None, kind=None) -> Plan:
    """A new name, or a new form (党支部 to 党总支) with its name."""
    [organisation] = must.hold(organisation.tree, organisation)
    must.not_ahead(on, today)
    kind = kind or organisation.kind
    if kind != organisation.kind:
        must.papered(kind, paper, "改设")
        must.fits(kind, organisation.tree)
    elif name == organisation.name:
        must.refuse("name", f"名称没有变，还是「{name}」。")
    must.name_free(name, organisation.parent, besides=organisation)
    standings = must.unnamed_since(organisation, on, "更名")
    plan = Plan(must.act(Act.Kind.RENAME, organisation, on, paper))
    plan.rewrite(standings, on, name=name, kind=kind)
    body = plan.change(organisation)
    body.name, body.kind = name, kind
    body.short_name = organisation.short_name if short_name is None else short_name
    return plan


def move(organisation, parent, *, on, paper, today, order=None) -> Plan:
    """The body and all beneath it, under another superior of the same tree."""
    organisation, parent = must.hold(organisation.tree, organisation, parent)
    must.not_ahead(on, today)
    must.papered(organisation.kind, paper, "划转")
    if organisation.parent is None:
        must.refuse("__all__", f"{organisation.name}是这棵树的最上级，不能划转。")
    _one_top(organisation.tree, parent)
    if parent.pk == organisation.parent_id:
        must.refuse("parent", f"{organisation.name}现在就在{parent.name}之下。")
    if parent.path.startswith(organisation.path):
        must.refuse("parent", f"不能划到{organisation.name}自己或它的下级之下。")
    standings = must.unmoved(organisation, on, "划转")
    must.unmoved(parent, on, "划转", "parent")
    plan = Plan(must.act(Act.Kind.MOVE, organisation, on, paper))
    new = paths.place(organisation.tree, parent.path, organisation.pk)
    relocate(plan, organisation.path, new, on)
    plan.rewrite(standings, on, path=new, parent=parent)
    body = plan.change(organisation)
    body.parent, body.path = parent, new
    body.order = organisation.order if order is None else order
    return plan


def nobody(organisation) -> list[str]:
    return []


def dissolve(organisation, *, on, paper, today, in_use=nobody) -> Plan:
    """`in_use` says in sentences which rows of the ledgers still belong to it."""
    [organisation] = must.hold(organisation.tree, organisation)
    must.not_ahead(on, today)
    must.papered(organisation.kind, paper, "撤销")
    if organisation.parent is None:
        must.refuse("__all__", f"{organisation.name}是这棵树的最上级，不能撤销。")
    standing = must.unchanged(organisation, on, "撤销")
    must.nothing_left(organisation, on)
    if reasons := in_use(organisation):
        must.refuse("__all__", f"{organisation.name}名下还有：{'；'.join(reasons)}。先转走或办结。")
    plan = Plan(must.act(Act.Kind.DISSOLVE, organisation, on, paper))
    plan.close(organisation, standing, on)
    return plan
