"""A table with every kind of column the bulk writer must get right; it belongs to no app."""

import uuid

from django.db import models


class Colour(models.TextChoices):
    RED = "red", "红"
    BLUE = "blue", "蓝"


class Shelf(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "storage_shapes"


class Mirrored(models.CharField):
    """A column that translates what it stores, as a sealed one does."""

    def get_prep_value(self, value):
        return value and value[::-1]

    def from_db_value(self, value, expression, connection):
        return value and value[::-1]


class Thing(models.Model):
    shelf = models.ForeignKey(Shelf, models.PROTECT, null=True)
    name = models.CharField("名称", max_length=40, db_column="title")
    colour = models.CharField(max_length=8, choices=Colour, default=Colour.RED)
    count = models.IntegerField(null=True)
    large = models.BigIntegerField(null=True)
    share = models.FloatField(null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    open = models.BooleanField(default=False)
    on = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    clock = models.TimeField(null=True)
    code = models.UUIDField(default=uuid.UUID(int=7))
    extra = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True)
    mirrored = Mirrored(max_length=20, null=True)

    class Meta:
        app_label = "storage_shapes"
