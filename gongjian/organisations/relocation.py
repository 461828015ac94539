"""A subtree gets a new place: its stretches from a day on, and where its bodies stand today."""

from gongjian.organisations import stretches
from gongjian.organisations.models import Organisation


def relocate(plan, old: str, new: str, day, old_parent=None, new_parent=None) -> None:
    """Everything below the path `old` comes below `new`; with parents given, children change superior too."""
    for standing in stretches.below(old, day):
        values = {"path": new + standing.path[len(old) :]}
        if old_parent and standing.parent_id == old_parent.pk:
            values["parent"] = new_parent
        plan.rewrite([standing], day, **values)
    # Bodies long dissolved come along, so that their old rows stay in reach of whoever is above now.
    for body in Organisation.objects.filter(path__startswith=old).exclude(path=old):
        body = plan.change(body)
        body.path = new + body.path[len(old) :]
        if old_parent and body.parent_id == old_parent.pk:
            body.parent = new_parent
