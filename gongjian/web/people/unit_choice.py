"""Choosing a body of one tree by its name, and naming one: the fields the forms of organisations share."""

from django.urls import reverse

from gongjian.ledger.choices import ChooseInput, RowChoice
from gongjian.ledger.fields import Text
from gongjian.organisations.models import Organisation


class UnitInput(ChooseInput):
    """The search box over the bodies of one tree."""

    template_name = "web/tree_choose.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["choices"] = f"{reverse('tree_choices')}?tree={self.source}"
        return context


class Unit(RowChoice):
    def __init__(self, **options):
        super().__init__(Organisation.objects.none(), widget=UnitInput(), **options)

    def among(self, rows, tree: str) -> None:
        self.widget.source = tree
        self.limit(rows.filter(tree=tree, until=None))


def name_box(label="名称", **options):
    return Text(label=label, max_length=100, error_messages={"required": "填名称。"}, **options)
