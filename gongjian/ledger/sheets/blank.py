"""Unsaved rows made quickly, as the form would make them one by one."""

from django.db import models
from django.db.models.base import ModelState


class Blank:
    def __init__(self, model: type[models.Model]):
        self.model = model
        self.values = {name: value for name, value in model().__dict__.items() if name != "_state"}
        fields = {f.name: f for f in model._meta.concrete_fields}
        self.keys = {name: f.attname for name, f in fields.items() if f.is_relation}

    def row(self, values: dict) -> models.Model:
        row = self.model.__new__(self.model)
        row._state = ModelState()
        row.__dict__.update(self.values)
        row.extra = {}
        self.put(row, values)
        return row

    def copy(self, stored: models.Model) -> models.Model:
        """The stored row again, to be changed beside the original."""
        row = self.model.__new__(self.model)
        row._state = ModelState()
        row._state.adding, row._state.db = False, stored._state.db
        row._state.fields_cache.update(stored._state.fields_cache)
        row.__dict__.update({name: value for name, value in stored.__dict__.items() if name != "_state"})
        row.extra = dict(stored.extra)
        return row

    def put(self, row: models.Model, values: dict) -> None:
        own, cache = row.__dict__, row._state.fields_cache
        for name, value in values.items():
            if name in self.keys:
                own[self.keys[name]] = value.pk if value is not None else None
                cache[name] = value
            else:
                own[name] = value
