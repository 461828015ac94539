"""What every ledger's row has beside its own fields."""

from django.db import models


class Row(models.Model):
    # Columns another room keeps in step with other ledgers: nobody's entry, so neither typed nor logged.
    KEPT: tuple[str, ...] = ()
    # The rows that say what this one was on every day (since, until), by the name they point back under.
    SERIES: str = ""
    # Values of the columns stewards added (`extras.py`), by the column's code.
    extra = models.JSONField("补充栏", default=dict, blank=True, editable=False)
    # Raised by every write: two people changing one row are told, and programs can say what they saw.
    version = models.PositiveIntegerField("版本", default=1, editable=False)

    class Meta:
        abstract = True

    def doubts(self):
        """What this row normally is not: pairs of clause and sentence. They ask a reason and do not block."""
        return ()


class OrdinalField(models.PositiveSmallIntegerField):
    """A year, a mark out of five: compared and sorted by, but never added up nor written with a comma."""


class CodeField(models.CharField):
    """A code, whatever way it was typed: half-width, without space, in capitals, at every door."""
