"""The questions asked at a new firm's door, beside the firm's own facts; mostly to be tapped."""

from dataclasses import dataclass

from django import forms

from gongjian.access import scope
from gongjian.access.roles import ADD
from gongjian.cases.lives import newcomer
from gongjian.cases.portrait.five import WAYS
from gongjian.ledger.choices import rows_to_choose
from gongjian.ledger.declaration import ledger_named
from gongjian.ledger.fields import Count
from gongjian.organisations.models import Organisation

BANDS = (("1—9", (3, 5, 8)), ("10—49", (10, 12, 15, 20, 30, 40)), ("50—99", (50, 60, 80)),
         ("100—299", (100, 120, 150, 200)), ("300 以上", (300, 500)))  # fmt: skip
UNKNOWN = ("", "还不清楚")
MEMBERS = [*((str(n), str(n)) for n in range(6)), ("more", "更多"), UNKNOWN]
# So many places are offered to tap; of more one is searched.
FEW = 12


class Questions(forms.Form):
    band = forms.ChoiceField(
        choices=[*((f"约 {label} 人", label) for label, _ in BANDS), UNKNOWN],
        required=False, widget=forms.RadioSelect, initial="", label="职工",
    )  # fmt: skip
    staff = Count(min_value=0, max_value=1_000_000, required=False, label="职工数")
    members = forms.ChoiceField(
        choices=MEMBERS, required=False, widget=forms.RadioSelect, initial="", label="正式党员"
    )
    formal = Count(min_value=0, max_value=100_000, required=False, label="正式党员数")
    why = forms.ChoiceField(
        choices=[*newcomer.WHY, UNKNOWN],
        required=False,
        widget=forms.RadioSelect,
        initial="",
        label="未建原因",
    )
    caller = forms.CharField(max_length=40, required=False, label="姓名")
    phone = forms.CharField(max_length=30, required=False, label="电话")
    remark = forms.CharField(max_length=200, required=False, label="一句话")
    way = forms.ChoiceField(choices=WAYS, required=False)

    def clean(self):
        given = super().clean()
        if given.get("why") == "other" and not given.get("remark"):
            self.add_error("remark", "选了“其他”，写一句是什么原因。")
        if given.get("phone") and not given.get("caller"):
            self.add_error("caller", "写下这是谁的电话。")
        return given

    def answers(self) -> newcomer.Answers:
        given = self.cleaned_data
        members = given["members"]
        formal = int(members) if members.isdecimal() else given["formal"] if members == "more" else None
        counted = given["staff"] is not None
        return newcomer.Answers(
            staff=given["staff"],
            about="" if counted else given["band"],
            formal=formal,
            why=given["why"],
            caller=given["caller"],
            phone=given["phone"],
            remark=given["remark"],
            way=given["way"] or WAYS[0][0],
        )


@dataclass(frozen=True)
class Place:
    """A community one may tap, with its grids."""

    number: int
    name: str
    grids: tuple[tuple[int, str], ...]


def places(actor) -> list[Place]:
    """The lowest units within reach where a firm may be added, no Party bodies; none where too many."""
    ledger = ledger_named("enterprise")
    units = Organisation.objects.filter(
        scope.under(actor.units(ADD, ledger.guard)), until=None, kind__is_party=False
    )
    leaves = units.exclude(pk__in=units.exclude(parent=None).values("parent")).order_by("path")
    found = list(leaves[: FEW + 1])
    return [] if len(found) > FEW else [Place(each.pk, each.name, grids(actor, each)) for each in found]


def grids(actor, community) -> tuple[tuple[int, str], ...]:
    rows = rows_to_choose(ledger_named("enterprise").field("grid"), ledger_named("enterprise"), actor)
    return tuple(rows.filter(organisation=community, until=None).order_by("name").values_list("pk", "name"))


def own_grid(actor) -> int | None:
    """Whoever keeps one grid stands in it."""
    rows = ledger_named("grid").rows(actor).filter(keeper=actor.user, until=None).values_list("pk", flat=True)
    return rows[0] if len(rows) == 1 else None
