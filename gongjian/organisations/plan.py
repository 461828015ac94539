"""What an act would write; whoever holds the pen saves the rows in this order and logs them."""

from copy import copy
from dataclasses import dataclass, field

from django.db import models

from gongjian.organisations.models import Act, Organisation, Standing, Succession
from gongjian.organisations.stretches import from_day


@dataclass(frozen=True)
class Paper:
    """The decision an act rests on (R-ORG-34)."""

    number: str = ""
    title: str = ""
    decided_by: str = ""
    note: str = ""


@dataclass
class Plan:
    """Unsaved rows by kind; saving them in the order of `rows` keeps every constraint at every step."""

    act: Act | None = None
    founded: list[Organisation] = field(default_factory=list)
    organisations: dict[int, Organisation] = field(default_factory=dict)
    cut: list[Standing] = field(default_factory=list)
    opened: list[Standing] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)

    @property
    def rows(self) -> list[models.Model]:
        act = [self.act] if self.act else []
        changed = list(self.organisations.values())
        return [*self.founded, *act, *changed, *self.cut, *self.opened, *self.successions]

    def change(self, organisation: Organisation) -> Organisation:
        """The one copy of an existing body that this plan alters; a refused act leaves no trace."""
        return self.organisations.setdefault(organisation.pk, copy(organisation))

    def rewrite(self, standings, day, **values):
        """From `day` on these stretches say something else; what they said before stays."""
        for standing in standings:
            later = from_day(standing, day, self.act)
            for name, value in values.items():
                setattr(later, name, value)
            if later is not standing:
                self.cut.append(standing)
            (self.cut if later.pk else self.opened).append(later)

    def close(self, organisation: Organisation, standing: Standing, day) -> Organisation:
        standing.until, standing.closed_by = day, self.act
        self.cut.append(standing)
        body = self.change(organisation)
        body.until = day
        return body

    def succeed(self, before: Organisation, after: Organisation):
        self.successions.append(Succession(act=self.act, before=before, after=after))
