"""What happened to one body, each deed in a sentence; bodies a reader may not see are not named."""

from dataclasses import dataclass

from django.db.models import Q

from gongjian.organisations.models import Act, Standing

HIDDEN = "范围外的组织"


@dataclass(frozen=True)
class Event:
    act: Act
    sentence: str


@dataclass(frozen=True)
class Told:
    """One act seen from one body: the stretch it ended, the one it began, who became whom."""

    act: Act
    own: bool
    before: Standing | None
    after: Standing | None
    heirs: list[str]
    origins: list[str]
    of: str
    superiors: tuple[str, str]


def events(organisation, visible) -> list[Event]:
    """Newest first; three queries however long the history."""
    linked = Q(successions__before=organisation) | Q(successions__after=organisation)
    touched = Q(opened__organisation=organisation) | Q(closed__organisation=organisation)
    acts = Act.objects.filter(Q(organisation=organisation) | linked | touched).distinct()
    acts = list(acts.select_related("organisation").prefetch_related("successions"))
    mine = list(organisation.standings.select_related("kind").order_by("since"))
    names = Names(acts, mine, visible)
    return [Event(act, sentence(told(act, organisation, mine, names))) for act in acts]


class Names:
    """What a body was called on a day, for those one may see."""

    def __init__(self, acts, standings, visible):
        wanted = {standing.parent_id for standing in standings} | {act.organisation_id for act in acts}
        for act in acts:
            wanted |= {n for row in act.successions.all() for n in (row.before_id, row.after_id)}
        rows = Standing.objects.filter(organisation__in=visible.filter(pk__in=wanted))
        self.rows = list(rows.order_by("since").values_list("organisation_id", "since", "name"))

    def on(self, number: int | None, day) -> str:
        if number is None:
            return ""
        found = [name for pk, since, name in self.rows if pk == number and since <= day]
        return found[-1] if found else HIDDEN


def told(act: Act, organisation, mine: list[Standing], names: Names) -> Told:
    before = next((each for each in mine if each.closed_by_id == act.pk), None)
    after = next((each for each in mine if each.opened_by_id == act.pk), None)
    links = act.successions.all()
    return Told(
        act=act,
        own=act.organisation_id == organisation.pk,
        before=before,
        after=after,
        heirs=[names.on(row.after_id, act.on) for row in links if row.before_id == organisation.pk],
        origins=[names.on(row.before_id, act.on) for row in links if row.after_id == organisation.pk],
        of=names.on(act.organisation_id, act.on),
        superiors=tuple(names.on(each and each.parent_id, act.on) for each in (before, after)),
    )


def sentence(t: Told) -> str:
    if t.own:
        return OWN[t.act.kind](t)
    if t.heirs:
        return f"并入{'、'.join(t.heirs)}"
    if t.origins:
        return f"由{'、'.join(t.origins)}分设，设立"
    moved = f"，上级由{t.superiors[0]}改为{t.superiors[1]}" if t.superiors[0] != t.superiors[1] else ""
    return f"随{t.of}{t.act.get_kind_display()}{moved}"


def renamed(t: Told) -> str:
    if not (t.before and t.after):
        return "更名"
    if t.before.kind_id == t.after.kind_id:
        return f"「{t.before.name}」更名为「{t.after.name}」"
    return f"「{t.before.name}」由{t.before.kind}改设为{t.after.kind}「{t.after.name}」"


def moved(t: Told) -> str:
    return f"由{t.superiors[0]}划转到{t.superiors[1]}" if t.before and t.after else "划转"


OWN = {
    "found": lambda t: f"设立，上级是{t.superiors[1]}" if t.superiors[1] else "设立",
    "rename": renamed,
    "move": moved,
    "merge": lambda t: f"{'、'.join(t.origins)}并入",
    "split": lambda t: f"分设出{'、'.join(t.heirs)}",
    "dissolve": lambda t: "撤销",
}
